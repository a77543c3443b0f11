/*
 * Rules on the names of constraints and indexes. A name that was left out is made by the naming
 * convention and is never reported; the fix leaves a bad one out.
 */
#include "lint/generated.h"
#include "lint/rules.h"
#include "lint/rules/naming_shapes.h"
#include "lint/template.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ the written convention */

static bool begins(const char *letters, const char *prefix, const char *table) {
    size_t length = strlen(prefix);
    return strncmp(letters, prefix, length) == 0 &&
           (!table || strncmp(letters + length, table, strlen(table)) == 0);
}

/* A foreign key among several to one table must say by which column. */
static bool needs_column(const struct tn_relationship *r) {
    size_t siblings = 0;
    const struct tn_entity *entity = tn_entity_of(r);
    for (struct tn_relationship *s = entity->relationships.first; s; s = s->next)
        siblings += s->target == r->target;
    return siblings > 1;
}

static bool names_a_column(struct tn_lint *lint, const char *letters, struct tn_refs attributes) {
    for (size_t i = 0; i < attributes.count; i++) {
        const char *column = lint_letters(attributes.items[i]->name, &lint->arena);
        size_t length = strlen(column);
        if (length > 3 && strcmp(column + length - 2, "id") == 0)
            column = tn_arena_text(&lint->arena, column, length - 2);
        if (strstr(letters, column))
            return true;
    }
    return false;
}

static bool is_by_convention(struct tn_lint *lint, const struct lint_given_name *named) {
    const char *letters = named->letters, *table = named->table_part;
    switch (named->sort) {
    case LINT_SORT_PRIMARY:
        return table && begins(letters, "pk", table);
    case LINT_SORT_FOREIGN: {
        const struct tn_relationship *r = (const void *)named->object;
        return table && begins(letters, "fk", table) &&
               (!needs_column(r) || names_a_column(lint, letters, r->attributes));
    }
    case LINT_SORT_UNIQUE:
        return begins(letters, "uq", NULL);
    case LINT_SORT_CHECK:
        return table && begins(letters, "ck", table);
    default:
        return table && (begins(letters, "idx", table) || begins(letters, "ix", table) ||
                         begins(letters, "uidx", table) || begins(letters, "ftidx", table) ||
                         begins(letters, "fts", table));
    }
}

/* ------------------------------------------------------------------ the project's patterns */

static const char *sort_option(const struct lint_given_name *named) {
    static const char *const options[LINT_SORT_COUNT] = {"primary", "foreign", "unique", "check",
                                                         "index"};
    if (named->sort != LINT_SORT_INDEX)
        return options[named->sort];
    const struct tn_index *index = (const void *)named->object;
    if (tn_same_word(index->method, "fulltext") || tn_same_word(index->method, "gin"))
        return "fulltext";
    if (*index->predicate)
        return "partial";
    return index->unique ? "unique" : "index";
}

/* The option that tells how names of the sort are to look; NULL where it is empty. */
static const char *option_of(const struct tn_lint *lint, const struct lint_given_name *named) {
    const char *option = sort_option(named);
    return lint_text(lint, option).length ? option : NULL;
}

static const char *columns_of(struct tn_lint *lint, const struct tn_object *object) {
    struct tn_buffer out = {0};
    struct tn_refs refs = {0};
    if (object->kind == TN_key)
        refs = ((const struct tn_key *)object)->attributes;
    if (object->kind == TN_relationship)
        refs = ((const struct tn_relationship *)object)->attributes;
    for (size_t i = 0; i < refs.count; i++)
        tn_put_format(&out, "%s%s", i ? "_" : "", refs.items[i]->name);
    if (object->kind == TN_index)
        for (const struct tn_index_part *part = ((const struct tn_index *)object)->parts.first;
             part; part = part->next)
            tn_put_format(&out, "%s%s", out.length ? "_" : "",
                          part->attribute ? part->attribute->name : "expr");
    const char *columns = tn_arena_text(&lint->arena, tn_buffer_text(&out), out.length);
    tn_buffer_free(&out);
    return columns;
}

static bool fits_option(struct tn_lint *lint, const struct lint_given_name *named,
                        const char *option) {
    struct tn_slice wanted = lint_text(lint, option);
    if (!lint_is_template(wanted))
        return lint_matches(lint, option, named->object->name);
    const struct tn_relationship *r = (const void *)named->object;
    struct lint_template_parts parts = {
        .table = named->table->entity->name,
        .columns = columns_of(lint, named->object),
        .column = named->column,
        .target = named->sort == LINT_SORT_FOREIGN && r->target ? r->target->name : "",
    };
    return lint_template_matches(wanted, &parts, named->object->name, &lint->arena);
}

/* ------------------------------------------------------------------ judging */

/* By the project's pattern, or by what is fine in any model. */
static bool is_fine(struct tn_lint *lint, const struct lint_given_name *named) {
    const char *option = option_of(lint, named);
    if (option)
        return fits_option(lint, named, option);
    const char *name = named->object->name;
    return is_by_convention(lint, named) || lint_is_made_by_framework(name) ||
           lint_is_made_by_server(lint->dialect, name, named->table_part, named->column);
}

/* The same for most names, at a glance: what the convention makes of them by itself. */
static bool is_plainly_fine(const struct lint_table *table, const struct tn_object *object) {
    static const char *const prefixes[LINT_SORT_COUNT] = {"pk_", "fk_", "uq_", "ck_", "idx_"};
    enum lint_sort sort = lint_sort_of(object);
    size_t length = strlen(prefixes[sort]);
    const char *entity = table->entity->name;
    return strncmp(object->name, prefixes[sort], length) == 0 &&
           strncmp(object->name + length, entity, strlen(entity)) == 0 &&
           (sort != LINT_SORT_FOREIGN || !needs_column((const void *)object));
}

static const char *pattern_of(const struct tn_lint *lint, const struct lint_given_name *named,
                              const struct lint_shapes *shapes) {
    static const char *const patterns[LINT_SORT_COUNT] = {
        "pk_{table}", "fk_{table}_{columns}", "uq_{table}_{columns}", "ck_{table}_{description}",
        "idx_{table}_{columns}"};
    return lint->imported && shapes->chosen[named->sort] ? NULL : patterns[named->sort];
}

static void report(struct tn_lint *lint, const struct lint_given_name *named,
                   const struct lint_shapes *shapes) {
    const char *option = option_of(lint, named), *table = named->table->entity->name;
    struct tn_slice wanted = lint_text(lint, sort_option(named));
    const char *pattern = option ? tn_arena_text(&lint->arena, wanted.at, wanted.length)
                                 : pattern_of(lint, named, shapes);
    const char *kind = lint_kind_title(named->object), *name = named->object->name;
    struct tn_finding *found =
        pattern ? lint_find(lint, named->object, "%s name %s of %s does not follow %s", kind, name,
                            table, pattern)
                : lint_find(lint, named->object,
                            "%s name %s of %s is not like the others, which have %s", kind, name,
                            table, shapes->chosen[named->sort]);
    lint_remedy(lint, found, "Rename it, or leave the name out and let the convention make it");
    lint_alike(lint, found, kind);
}

/* Names that must be compared with all others. */
struct doubtful {
    TN_VECTOR(struct lint_given_name) names;
    bool by_option; /* the project has patterns: nothing is fine at a glance */
};

static void judge_list(struct tn_lint *lint, const struct lint_table *table,
                       const struct tn_list *list, struct doubtful *doubtful) {
    for (const struct tn_object *o = list->first; o; o = o->next) {
        if (!*o->name || (!doubtful->by_option && is_plainly_fine(table, o)))
            continue;
        struct lint_given_name named = lint_given_name_of(lint, table, o);
        if (!is_fine(lint, &named))
            TN_PUSH(&doubtful->names, named);
    }
}

/* What most names look like is asked for only where one is in doubt. */
static void settle(struct tn_lint *lint, bool indexes, const struct doubtful *doubtful) {
    struct lint_shapes shapes = {0};
    if (lint->imported)
        lint_shapes_open(lint, indexes, &shapes);
    for (size_t i = 0; i < doubtful->names.count; i++) {
        const struct lint_given_name *named = &doubtful->names.items[i];
        bool like_others =
            lint->imported && !option_of(lint, named) && lint_fits_shapes(lint, &shapes, named);
        if (!like_others)
            report(lint, named, &shapes);
    }
    lint_shapes_close(&shapes);
}

static bool has_patterns(const struct tn_lint *lint) {
    const struct tn_rule_option *option = tn_rules[lint->rule]->options;
    while (option->name && !lint_text(lint, option->name).length)
        option++;
    return option->name != NULL;
}

static void check_names(struct tn_lint *lint, bool indexes) {
    struct doubtful doubtful = {.by_option = has_patterns(lint)};
    LINT_EACH_TABLE(lint, table) {
        const struct tn_entity *entity = table->entity;
        if (indexes) {
            judge_list(lint, table, &entity->indexes, &doubtful);
            continue;
        }
        judge_list(lint, table, &entity->keys, &doubtful);
        judge_list(lint, table, &entity->relationships, &doubtful);
        judge_list(lint, table, &entity->checks, &doubtful);
    }
    if (doubtful.names.count)
        settle(lint, indexes, &doubtful);
    free(doubtful.names.items);
}

static void check_constraints(struct tn_lint *lint) {
    check_names(lint, false);
}

static void check_indexes(struct tn_lint *lint) {
    check_names(lint, true);
}

static bool leave_name_out(struct tn_model *model, const struct tn_finding *finding,
                           struct tn_error *error) {
    (void)error;
    tn_set_text(model, tn_find_id(model, finding->object), TN_FIELD_NAME, "");
    return true;
}

static const struct tn_rule_option constraint_options[] = {
    {"primary", TN_OPTION_TEXT, "",
     "names of primary keys: a template of {table} {columns} {column} {target} {description}, or a "
     "regular expression; empty: the convention, and in an imported model what most follow",
     NULL},
    {"foreign", TN_OPTION_TEXT, "", "names of foreign keys: fk_{table}_{columns}", NULL},
    {"unique", TN_OPTION_TEXT, "", "names of unique keys: uq_{table}_{columns}", NULL},
    {"check", TN_OPTION_TEXT, "", "names of checks: ck_{table}_{description}", NULL},
    {0},
};

static const struct tn_rule_option index_options[] = {
    {"index", TN_OPTION_TEXT, "",
     "names of plain indexes: a template of {table} {columns} {column} {description}, or a regular "
     "expression; empty: the convention, and in an imported model what most follow",
     NULL},
    {"unique", TN_OPTION_TEXT, "", "names of unique indexes: uidx_{table}_{columns}", NULL},
    {"partial", TN_OPTION_TEXT, "", "names of partial indexes: idx_{table}_{columns}_{description}",
     NULL},
    {"fulltext", TN_OPTION_TEXT, "", "names of full text and GIN indexes: ftidx_{table}_{columns}",
     NULL},
    {0},
};

const struct tn_rule lint_constraint_name = {
    .id = "constraint-name",
    .group = "naming",
    .severity = TN_INFO,
    .title = "A constraint is named against the convention",
    .help =
        "The name of a constraint is what an error message shows: ck_products_price tells where "
        "to look, positive_price does not. New models are held to pk_, fk_, uq_ and ck_ with "
        "the table's name, imported ones to the shape most of their names have; names made by "
        "servers and object mappers are fine. The fix leaves the name to the convention.",
    .doubt = "A model of two authors has two conventions: the names of the smaller part are "
             "reported. Give the patterns of both, as a regular expression, in the options.",
    .example = "CREATE TABLE products (\n"
               "    id integer PRIMARY KEY,\n"
               "    price numeric(10,2) NOT NULL,\n"
               "    CONSTRAINT positive_price CHECK (price >= 0)\n"
               ");\n",
    .good = "CREATE TABLE products (\n"
            "    id integer PRIMARY KEY,\n"
            "    price numeric(10,2) NOT NULL,\n"
            "    CONSTRAINT ck_products_price CHECK (price >= 0)\n"
            ");\n",
    .options = constraint_options,
    .check = check_constraints,
    .fix = leave_name_out,
};

const struct tn_rule lint_index_name = {
    .id = "index-name",
    .group = "naming",
    .severity = TN_INFO,
    .title = "An index is named against the convention",
    .help = "An index that names its table and columns explains itself in query plans and in lists "
            "of unused indexes. New models are held to idx_{table}_…, imported ones to the shape "
            "most of their names have; names made by servers and object mappers are fine. The fix "
            "leaves the name to the convention.",
    .doubt = "An index may be named for what it speeds up: idx_{table}_{purpose} is fine. Other "
             "conventions go into the options.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY, email text, city text);\n"
               "CREATE INDEX fast_lookup ON users (email);\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY, email text, city text);\n"
            "CREATE INDEX idx_users_email ON users (email);\n",
    .options = index_options,
    .check = check_indexes,
    .fix = leave_name_out,
};
