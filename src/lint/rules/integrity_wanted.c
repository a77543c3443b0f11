/*
 * Rules on columns that a team wants its tables to have.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>
#include <strings.h>

/* ------------------------------------------------------------------ the list of them */

/* The next of "name name:type …", which goes behind it. False at the end. */
static bool next_word(struct tn_slice *list, struct tn_slice *name, struct tn_slice *type) {
    size_t blanks = 0, length = 0;
    while (blanks < list->length && list->at[blanks] == ' ')
        blanks++;
    *name = (struct tn_slice){list->at + blanks, 0};
    while (blanks + length < list->length && name->at[length] != ' ')
        length++;
    *list = (struct tn_slice){name->at + length, list->length - blanks - length};
    const char *colon = length ? memchr(name->at, ':', length) : NULL;
    name->length = colon ? (size_t)(colon - name->at) : length;
    *type = (struct tn_slice){name->at + name->length + 1, colon ? length - name->length - 1 : 0};
    return length > 0;
}

/* A word without a name asks for nothing. */
static bool next_wanted(struct tn_slice *list, struct tn_slice *name, struct tn_slice *type) {
    bool found;
    do
        found = next_word(list, name, type);
    while (found && !name->length);
    return found;
}

static struct tn_attribute *column_named(const struct tn_entity *entity, struct tn_slice name) {
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (strlen(a->name) == name.length && strncasecmp(a->name, name.at, name.length) == 0)
            return a;
    return NULL;
}

static bool is_of_type(const struct tn_dialect *dialect, const struct tn_attribute *attribute,
                       struct tn_slice type) {
    char text[100];
    if (!type.length || type.length >= sizeof text)
        return true;
    memcpy(text, type.at, type.length);
    text[type.length] = 0;
    struct lint_type wanted = lint_type_of(dialect, text);
    struct lint_type is = lint_column_type(dialect, attribute);
    if (wanted.family == LINT_OTHER || wanted.family == LINT_TIMESTAMP)
        return tn_same_word(attribute->type, text);
    return wanted.family == is.family && wanted.size == is.size && wanted.scale == is.scale &&
           wanted.is_unsigned == is.is_unsigned;
}

/* ------------------------------------------------------------------ required-columns */

/* A table of things: its key is its own, not made of references alone. */
static bool is_of_things(const struct lint_table *table) {
    if (lint_has_any_tag(table->entity, "lookup log staging snapshot"))
        return false;
    LINT_EACH_COLUMN(table, column)
    if (column->primary && !column->foreign)
        return true;
    return false;
}

static bool is_asked(struct tn_lint *lint, const struct lint_table *table) {
    struct tn_slice tag = lint_text(lint, "tag");
    if (lint_text(lint, "tables").length)
        return lint_matches(lint, "tables", table->entity->name);
    for (size_t i = 0; tag.length && i < table->entity->tags.count; i++)
        if (tn_slice_is(tag, table->entity->tags.items[i]))
            return true;
    return !tag.length && is_of_things(table);
}

static void put_item(struct tn_buffer *out, const char *format, struct tn_slice text) {
    tn_put(out, out->length ? ", " : "");
    tn_put_format(out, format, (int)text.length, text.at);
}

static void check_required_in(struct tn_lint *lint, const struct lint_table *table) {
    struct tn_slice list = lint_text(lint, "columns"), name, type;
    struct tn_buffer missing = {0}, wrong = {0};
    while (next_wanted(&list, &name, &type)) {
        const struct tn_attribute *column = column_named(table->entity, name);
        if (!column)
            put_item(&missing, "%.*s", name);
        else if (!is_of_type(lint->dialect, column, type))
            put_item(&wrong, "%.*s", name);
    }
    const char *entity = table->entity->name;
    if (missing.length)
        lint_remedy(lint, lint_find(lint, table->entity, "%s lacks %s", entity, missing.at),
                    "Add %s", missing.at);
    else if (wrong.length)
        lint_remedy(lint,
                    lint_find(lint, table->entity, "%s of %s has not the type that is asked for",
                              wrong.at, entity),
                    "Change the type of %s", wrong.at);
    tn_buffer_free(&missing);
    tn_buffer_free(&wrong);
}

static void check_required(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    if (is_asked(lint, table))
        check_required_in(lint, table);
}

static bool ends_in_at(struct tn_slice name) {
    return name.length > 2 && strncasecmp(name.at + name.length - 2, "at", 2) == 0;
}

static bool begins_with(struct tn_slice name, const char *word) {
    return name.length >= strlen(word) && strncasecmp(name.at, word, strlen(word)) == 0;
}

static const char *moment_type(const struct tn_dialect *dialect) {
    if (dialect->id == TN_POSTGRESQL)
        return "timestamptz";
    return dialect->id == TN_SQLITE ? "TIMESTAMP" : "timestamp";
}

static bool may_add(const struct tn_model *model, const struct tn_entity *entity,
                    struct tn_slice name, struct tn_slice type, struct tn_error *error) {
    const struct tn_attribute *column = column_named(entity, name);
    if (column)
        return is_of_type(tn_dialect_of(model), column, type) ||
               tn_fail(error, "%s has another type: change it by hand", column->name);
    return type.length || ends_in_at(name) ||
           tn_fail(error, "say which type %.*s has: columns=%.*s:integer", (int)name.length,
                   name.at, (int)name.length, name.at);
}

/* created_at and updated_at are filled in by the server; deleted_at is null until then. */
static void add_column(struct tn_model *model, struct tn_entity *entity, struct tn_slice name,
                       struct tn_slice type) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    bool always = begins_with(name, "created") || begins_with(name, "updated");
    bool moment = ends_in_at(name) && !type.length;
    struct tn_attribute *added =
        tn_design_add(model, TN_attribute, entity, tn_text_slice(model, name));
    tn_set_text(model, added, TN_attribute_type,
                moment ? moment_type(dialect) : tn_text_slice(model, type));
    if (!moment || !always)
        return;
    tn_set_number(model, added, TN_attribute_nullable, false);
    tn_set_text(model, added, TN_attribute_default_value, "CURRENT_TIMESTAMP");
    if (dialect->can.on_update_value && begins_with(name, "updated"))
        tn_set_text(model, added, TN_attribute_on_update, "CURRENT_TIMESTAMP");
}

static bool fix_required(struct tn_model *model, const struct tn_finding *finding,
                         struct tn_error *error) {
    struct tn_entity *entity = (void *)tn_find_id(model, finding->object);
    struct tn_slice wanted = tn_rule_option(model, &lint_required_columns, "columns"), name, type;
    for (struct tn_slice list = wanted; next_wanted(&list, &name, &type);)
        if (!may_add(model, entity, name, type, error))
            return false;
    for (struct tn_slice list = wanted; next_wanted(&list, &name, &type);)
        if (!column_named(entity, name))
            add_column(model, entity, name, type);
    return true;
}

static const struct tn_rule_option required_options[] = {
    {"columns", TN_OPTION_WORDS, "created_at updated_at",
     "The columns, with a type where it counts: name:type", NULL},
    {"tables", TN_OPTION_PATTERN, "",
     "The tables that must have them; empty: all with a key of their own", NULL},
    {"tag", TN_OPTION_TEXT, "", "Only tables with this tag", NULL},
    {0},
};

const struct tn_rule lint_required_columns = {
    .id = "required-columns",
    .group = "integrity",
    .severity = TN_INFO,
    .off = true,
    .title = "A table lacks columns that all tables are to have",
    .help = "When a row was written and when it was changed last is asked sooner or later of every "
            "table, and cannot be told afterwards. The options name the columns, and by a pattern "
            "or tag the tables; without those, tables count that have a key of their own, which "
            "tables that only link others do not.",
    .doubt = "Tables tagged lookup, log, staging or snapshot are left out, unless the option "
             "tables or tag names them.",
    .options = required_options,
    .example = "CREATE TABLE orders (id integer PRIMARY KEY, total integer NOT NULL);\n",
    .good = "CREATE TABLE orders (\n"
            "    id integer PRIMARY KEY,\n"
            "    total integer NOT NULL,\n"
            "    created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,\n"
            "    updated_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP\n"
            ");\n",
    .check = check_required,
    .fix = fix_required,
};

/* ------------------------------------------------------------------ optimistic-lock */

static bool tells_versions(const struct lint_column *column) {
    static const char *const names[] = {"version",     "row version", "lock version", "revision",
                                        "rowversion",  "etag",        "updated at",   "modified at",
                                        "update time", "last update", "last updated", "updated on"};
    for (size_t i = 0; i < TN_LENGTH(names); i++)
        if (lint_is_words(column->name, names[i]))
            return true;
    return false;
}

static void check_lock(struct tn_lint *lint) {
    struct tn_slice tag = lint_text(lint, "tag");
    const char *wanted = tn_arena_text(&lint->arena, tag.at, tag.length);
    LINT_EACH_TABLE(lint, table) {
        if (!lint_has_tag(table->entity, wanted))
            continue;
        bool told = false;
        LINT_EACH_COLUMN(table, column)
        told |= tells_versions(column);
        if (told)
            continue;
        struct tn_finding *found =
            lint_find(lint, table->entity,
                      "%s is tagged %s, but no column tells one version of a row from the next",
                      table->entity->name, wanted);
        lint_remedy(lint, found, "Add a column version that each update raises");
    }
}

static bool fix_lock(struct tn_model *model, const struct tn_finding *finding,
                     struct tn_error *error) {
    struct tn_entity *entity = (void *)tn_find_id(model, finding->object);
    if (tn_find_name_folded(&entity->attributes, "version"))
        return true;
    (void)error;
    struct tn_attribute *added = tn_design_add(model, TN_attribute, entity, "version");
    tn_set_text(model, added, TN_attribute_type, lint_integer_type(tn_dialect_of(model)));
    tn_set_number(model, added, TN_attribute_nullable, false);
    tn_set_text(model, added, TN_attribute_default_value, "0");
    return true;
}

static const struct tn_rule_option lock_options[] = {
    {"tag", TN_OPTION_TEXT, "concurrent", "Tables with this tag need such a column", NULL},
    {0},
};

const struct tn_rule lint_optimistic_lock = {
    .id = "optimistic-lock",
    .group = "integrity",
    .severity = TN_INFO,
    .off = true,
    .title = "A table that many write to cannot tell a stale row",
    .help = "Where two people change the same row at once, the second overwrites the first unless "
            "the update can tell that the row is not the one that was read. A version column does "
            "that: UPDATE … SET version = version + 1 WHERE id = ? AND version = ? changes no row "
            "when somebody was faster. The rule looks at tables tagged concurrent.",
    .doubt = "Where rows are locked while they are worked on, no such column is needed: take the "
             "tag away.",
    .options = lock_options,
    .example = "CREATE TABLE accounts (id integer PRIMARY KEY, owner text NOT NULL);\n"
               "-- set: accounts tags=concurrent\n",
    .good = "CREATE TABLE accounts (\n"
            "    id integer PRIMARY KEY,\n"
            "    owner text NOT NULL,\n"
            "    version integer NOT NULL DEFAULT 0\n"
            ");\n"
            "-- set: accounts tags=concurrent\n",
    .check = check_lock,
    .fix = fix_lock,
};
