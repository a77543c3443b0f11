/*
 * Rules on types that MySQL and MariaDB alone have: display widths and character sets.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <stdio.h>
#include <string.h>

#define MYSQLS (1u << TN_MYSQL | 1u << TN_MARIADB)

/* ------------------------------------------------------------------ int-display-width */

/* Of int(5) unsigned the bracket; NULL where there is none, or one that holds something else. */
static const char *width_of(const char *type) {
    const char *open = strchr(type, '(');
    size_t digits = open ? strspn(open + 1, "0123456789") : 0;
    bool good = digits && open[digits + 1] == ')' && !strchr(open + 1, '(');
    return good ? open : NULL;
}

/* zerofill pads to the width; TINYINT(1) is how BOOLEAN is written. */
static bool has_width(const struct tn_attribute *attribute) {
    const char *type = attribute->type;
    return width_of(type) && !tn_find_word(type, "zerofill") && !tn_starts_with(type, "tinyint(1)");
}

static const char *without_width(const struct tn_attribute *attribute, struct tn_arena *arena) {
    const char *type = attribute->type, *open = width_of(type);
    return tn_arena_format(arena, "%.*s%s", (int)(open - type), type, strchr(open, ')') + 1);
}

static void check_width(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        if (column->family != LINT_INTEGER || !has_width(column->attribute))
            continue;
        struct tn_finding *found = lint_find(
            lint, column->attribute, "%s.%s (%s) has a display width, which limits nothing",
            table->entity->name, column->attribute->name, column->attribute->type);
        lint_remedy(lint, found, "Make it %s", without_width(column->attribute, &lint->arena));
        lint_alike(lint, found, "");
    }
}

static bool fix_width(struct tn_model *model, const struct tn_finding *finding,
                      struct tn_error *error) {
    (void)error;
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    struct tn_arena arena = {0};
    if (has_width(attribute))
        tn_set_text(model, attribute, TN_attribute_type, without_width(attribute, &arena));
    tn_arena_free(&arena);
    return true;
}

const struct tn_rule lint_int_display_width = {
    .id = "int-display-width",
    .group = "types",
    .severity = TN_INFO,
    .dialects = MYSQLS,
    .title = "A whole number has a display width",
    .help = "INT(5) takes the same numbers as INT: the width only told old clients how many places "
            "to pad. It is read as a limit and is none; MySQL has deprecated it and drops it. "
            "Leave it out, or write a check where a limit is meant. TINYINT(1), which stands for "
            "BOOLEAN, and ZEROFILL are not reported, nor is the usual width (INT(11)), which is "
            "not kept when a script is read.",
    .doubt = NULL,
    .example = "CREATE TABLE articles (id int PRIMARY KEY, stock int(5));\n",
    .good = "CREATE TABLE articles (id int PRIMARY KEY, stock int);\n",
    .check = check_width,
    .fix = fix_width,
};

/* ------------------------------------------------------------------ charset */

static struct tn_slice charset_of(const char *charset, const char *collation) {
    const char *text = *charset ? charset : collation;
    return (struct tn_slice){text, *charset ? strlen(charset) : strcspn(collation, "_")};
}

static bool may_be(const struct tn_lint *lint, struct tn_slice charset, bool column) {
    return !charset.length || lint_lists(lint, "allowed", charset) ||
           (column && lint_lists(lint, "columns", charset));
}

static const char *first_allowed(struct tn_lint *lint) {
    struct tn_slice list = lint_text(lint, "allowed");
    const char *blank = memchr(list.at, ' ', list.length);
    return tn_arena_text(&lint->arena, list.at, blank ? (size_t)(blank - list.at) : list.length);
}

static void report_charset(struct tn_lint *lint, const void *object, struct tn_slice charset) {
    struct tn_finding *found = lint_find(lint, object, "%s has the character set %.*s",
                                         lint_path(lint, object), (int)charset.length, charset.at);
    lint_remedy(lint, found, "Make it %s, which holds every character", first_allowed(lint));
}

/* Visits what has a character set of its own that it may not have. */
typedef void visitor(struct tn_lint *lint, void *object, struct tn_slice charset, void *context);

struct charsets {
    size_t tables, silent, columns; /* columns: with a set of their own */
    size_t bad_tables, bad_columns;
    bool usual; /* an imported model that has it so throughout is told of it once */
};

static struct charsets each_bad(struct tn_lint *lint, visitor *visit, void *context) {
    struct charsets all = {0};
    LINT_EACH_TABLE(lint, table) {
        struct tn_slice charset = charset_of(table->entity->charset, table->entity->collation);
        bool bad = !may_be(lint, charset, false);
        all.tables++;
        all.silent += !charset.length;
        all.bad_tables += bad;
        if (bad && visit)
            visit(lint, table->entity, charset, context);
        LINT_EACH_COLUMN(table, column) {
            struct tn_attribute *attribute = column->attribute;
            struct tn_slice own = charset_of(attribute->charset, attribute->collation);
            bad = own.length && !may_be(lint, own, true);
            all.columns += own.length > 0;
            all.bad_columns += bad;
            if (bad && visit)
                visit(lint, attribute, own, context);
        }
    }
    all.usual = lint->imported && (lint_is_convention(all.bad_tables, all.tables - all.silent) ||
                                   lint_is_convention(all.bad_columns, all.columns));
    return all;
}

static void report_one(struct tn_lint *lint, void *object, struct tn_slice charset, void *context) {
    (void)context;
    report_charset(lint, object, charset);
}

static void note_first(struct tn_lint *lint, void *object, struct tn_slice charset, void *context) {
    (void)lint, (void)object;
    struct tn_slice *first = context;
    if (!first->length)
        *first = charset;
}

/* The server's default decides where a table says nothing; told once, of the model. */
static void report_missing(struct tn_lint *lint, const struct charsets *all) {
    if (!all->silent || lint_is_choice(lint, "missing", "ignore"))
        return;
    struct tn_finding *found = lint_find(
        lint, lint->model->project, "%zu of %zu tables leave their character set to the server",
        all->silent, all->tables);
    lint_soften(found, TN_INFO);
    lint_remedy(lint, found, "Say DEFAULT CHARSET=%s: servers differ in their default",
                first_allowed(lint));
}

/* "3 tables", "3 tables and 2 columns". */
static const char *how_many(struct tn_lint *lint, const struct charsets *all) {
    struct tn_buffer text = {0};
    if (all->bad_tables)
        tn_put_format(&text, "%zu tables", all->bad_tables);
    if (all->bad_columns)
        tn_put_format(&text, "%s%zu columns", all->bad_tables ? " and " : "", all->bad_columns);
    return tn_buffer_keep(&text, &lint->arena);
}

static void report_usual(struct tn_lint *lint, const struct charsets *all) {
    struct tn_slice first = {0};
    each_bad(lint, note_first, &first);
    struct tn_finding *found =
        lint_find(lint, lint->model->project, "%s have the character set %.*s", how_many(lint, all),
                  (int)first.length, first.at);
    lint_remedy(lint, found, "Make them %s, which holds every character", first_allowed(lint));
}

/* How a column of text is compared: as it says, or its table; "" where neither does. */
static void collation_of(const struct tn_dialect *dialect, const struct tn_attribute *attribute,
                         char collation[TN_COLLATION_SIZE]) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    bool own = *attribute->charset || *attribute->collation;
    const char *charset = own ? attribute->charset : entity->charset;
    const char *said = own ? attribute->collation : entity->collation;
    *collation = 0;
    if (lint_column_type(dialect, attribute).family != LINT_TEXT)
        return;
    if (*said)
        snprintf(collation, TN_COLLATION_SIZE, "%s", said);
    else if (*charset)
        tn_sql_default_collation(dialect, charset, collation);
}

/* The first pair of columns that are compared in two ways; where both say so themselves, that is
 * fk-type-mismatch. */
static bool is_mixed(const struct tn_dialect *dialect, const struct tn_relationship *r,
                     size_t *which, char child[TN_COLLATION_SIZE], char parent[TN_COLLATION_SIZE]) {
    struct tn_refs to = tn_relationship_target_attributes(r);
    for (size_t i = 0; r->target && i < to.count && to.count == r->attributes.count; i++) {
        const struct tn_attribute *from = (const void *)r->attributes.items[i];
        const struct tn_attribute *at = (const void *)to.items[i];
        bool told = (*from->collation && *at->collation) || (*from->charset && *at->charset);
        collation_of(dialect, from, child);
        collation_of(dialect, at, parent);
        *which = i;
        if (!told && *child && *parent && !tn_same_word(child, parent))
            return true;
    }
    return false;
}

static void check_joins(struct tn_lint *lint) {
    char child[TN_COLLATION_SIZE], parent[TN_COLLATION_SIZE];
    size_t i;
    LINT_EACH_TABLE(lint, table)
    for (struct tn_relationship *r = table->entity->relationships.first; r; r = r->next) {
        if (!is_mixed(lint->dialect, r, &i, child, parent))
            continue;
        struct tn_finding *found = lint_find(
            lint, r, "%s is compared as %s, but %s as %s", lint_path(lint, r->attributes.items[i]),
            child, lint_path(lint, tn_relationship_target_attributes(r).items[i]), parent);
        lint_remedy(lint, found, "Give both the same collation");
    }
}

/* The child takes what the parent says, or its table. */
static void mend_join(struct tn_model *model, struct tn_relationship *r) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    char child[TN_COLLATION_SIZE], parent[TN_COLLATION_SIZE];
    for (size_t i; is_mixed(dialect, r, &i, child, parent);) {
        const struct tn_attribute *at = (void *)tn_relationship_target_attributes(r).items[i];
        bool own = *at->charset || *at->collation;
        const char *charset = own ? at->charset : r->target->charset;
        const char *collation = own ? at->collation : r->target->collation;
        tn_set_text(model, r->attributes.items[i], TN_attribute_charset, charset);
        tn_set_text(model, r->attributes.items[i], TN_attribute_collation, collation);
    }
}

static void check_charset(struct tn_lint *lint) {
    struct charsets all = each_bad(lint, NULL, NULL);
    if (all.usual)
        report_usual(lint, &all);
    else
        report_missing(lint, &all);
    if (!all.usual && all.bad_tables + all.bad_columns)
        each_bad(lint, report_one, NULL);
    check_joins(lint);
}

static void set_charset(struct tn_model *model, void *object, const char *charset) {
    bool entity = ((struct tn_object *)object)->kind == TN_entity;
    tn_set_text(model, object, entity ? TN_entity_charset : TN_attribute_charset, charset);
    tn_set_text(model, object, entity ? TN_entity_collation : TN_attribute_collation, "");
}

static void open_rule(struct tn_lint *lint, const struct tn_model *model,
                      const struct tn_rule *rule) {
    lint_open(lint, model, &(struct tn_lint_options){0});
    while (tn_rules[lint->rule] != rule)
        lint->rule++;
}

static void set_one(struct tn_lint *lint, void *object, struct tn_slice charset, void *context) {
    (void)charset;
    set_charset(context, object, first_allowed(lint));
}

static bool fix_charset(struct tn_model *model, const struct tn_finding *finding,
                        struct tn_error *error) {
    (void)error;
    struct tn_object *object = tn_find_id(model, finding->object);
    struct tn_lint lint = {0};
    if (object->kind == TN_relationship) {
        mend_join(model, (void *)object);
        return true;
    }
    open_rule(&lint, model, &lint_charset);
    if (object->kind != TN_project)
        set_charset(model, object, first_allowed(&lint));
    else {
        each_bad(&lint, set_one, model);
        LINT_EACH_TABLE(&lint, table)
        if (!*table->entity->charset && !*table->entity->collation)
            set_charset(model, table->entity, first_allowed(&lint));
    }
    lint_close(&lint);
    return true;
}

static const struct tn_rule_option charset_options[] = {
    {"allowed", TN_OPTION_WORDS, "utf8mb4", "Character sets that tables and columns may have",
     NULL},
    {"columns", TN_OPTION_WORDS, "ascii binary", "Others that single columns may have", NULL},
    {"missing", TN_OPTION_CHOICE, "report", "Tables that do not say theirs", "report ignore"},
    {0},
};

const struct tn_rule lint_charset = {
    .id = "charset",
    .group = "types",
    .severity = TN_WARNING,
    .dialects = MYSQLS,
    .title = "Text has a character set that does not hold every character",
    .help = "utf8 is utf8mb3 in MySQL and MariaDB: three bytes, no emoji and no rarer Chinese "
            "signs, and inserting one fails. latin1 holds Western Europe alone. Use utf8mb4. A "
            "table that says nothing gets what the server is set to, latin1 in older ones, so two "
            "installations differ; that is told once, of the model. Single columns of ascii "
            "(codes, tokens) are well. Columns that a foreign key joins must be compared alike; "
            "MySQL and MariaDB refuse it else.",
    .doubt = "Where the server's default is part of the installation, set the option missing to "
             "ignore. Keys over long texts may have to be shorter in utf8mb4.",
    .example = "CREATE TABLE users (id int PRIMARY KEY, name varchar(50)) DEFAULT CHARSET=utf8;\n",
    .good = "CREATE TABLE users (id int PRIMARY KEY, name varchar(50)) DEFAULT CHARSET=utf8mb4;\n",
    .options = charset_options,
    .check = check_charset,
    .fix = fix_charset,
};
