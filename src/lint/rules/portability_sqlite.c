/*
 * Rules on what SQLite takes and does not do.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ sqlite-length */

static bool limits(const struct lint_type *type) {
    return (type->family == LINT_TEXT || type->family == LINT_DECIMAL) && type->size > 0;
}

/* A check that measures it, whatever the number. */
static bool is_measured(const struct tn_lint *lint, const struct tn_attribute *attribute) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    for (const struct tn_check *check = entity->checks.first; check; check = check->next)
        if ((tn_find_word(check->expression, "length") ||
             tn_find_word(check->expression, "round") || tn_find_word(check->expression, "like") ||
             tn_find_word(check->expression, "glob") || tn_find_word(check->expression, "in")) &&
            tn_sql_mentions(lint->dialect, check->expression, attribute->name))
            return true;
    return false;
}

static bool is_unmeasured(const struct tn_lint *lint, const struct lint_column *column) {
    if (column->family != LINT_TEXT && column->family != LINT_DECIMAL)
        return false;
    struct lint_type type = column->type;
    return limits(&type) && !*column->attribute->generated && !is_measured(lint, column->attribute);
}

/* The first such column of a table, and how many there are. */
static const struct lint_column *unmeasured(const struct tn_lint *lint,
                                            const struct lint_table *table, size_t *count) {
    const struct lint_column *first = NULL;
    *count = 0;
    LINT_EACH_COLUMN(table, column)
    if (is_unmeasured(lint, column)) {
        first = first ? first : column;
        ++*count;
    }
    return first;
}

static size_t count_tables(const struct tn_lint *lint) {
    size_t tables = 0, count;
    LINT_EACH_TABLE(lint, table)
    tables += unmeasured(lint, table, &count) != NULL;
    return tables;
}

static void check_length(struct tn_lint *lint) {
    size_t tables = count_tables(lint), count = 0;
    if (lint->imported && tables)
        lint_remedy(lint,
                    lint_find(lint, lint->model->project,
                              "%zu %s lengths, which SQLite does not look at", tables,
                              tables == 1 ? "table has types with" : "tables have types with"),
                    "Add checks, such as length(name) <= 20");
    LINT_EACH_TABLE(lint, table) {
        const struct lint_column *first = lint->imported ? NULL : unmeasured(lint, table, &count);
        if (!first)
            continue;
        struct tn_finding *found =
            lint_find(lint, table->entity,
                      "%zu columns of %s have lengths that SQLite does not look at: "
                      "%s %s",
                      count, table->entity->name, first->attribute->name, first->attribute->type);
        lint_remedy(lint, found, "Add checks, such as length(%s) <= %lld", first->attribute->name,
                    (long long)lint_type_in(lint, first->attribute).size);
    }
}

static void put_limit(struct tn_buffer *out, const struct tn_dialect *dialect,
                      const struct tn_attribute *attribute) {
    struct lint_type type = lint_column_type(dialect, attribute);
    struct tn_buffer name = {0};
    tn_sql_put_name(&name, dialect, attribute->name);
    if (type.family == LINT_TEXT)
        tn_put_format(out, "length(%s) <= %lld", name.at, (long long)type.size);
    else {
        tn_put_format(out, "round(%s, %lld) = %s AND abs(%s) < 1", name.at, (long long)type.scale,
                      name.at, name.at);
        for (int64_t i = type.scale; i < type.size && i < 40; i++)
            tn_put_char(out, '0');
    }
    tn_buffer_free(&name);
}

static void add_limits(struct tn_model *model, const struct tn_lint *lint,
                       const struct lint_table *table) {
    LINT_EACH_COLUMN(table, column) {
        struct tn_buffer text = {0};
        if (!is_unmeasured(lint, column))
            continue;
        put_limit(&text, lint->dialect, column->attribute);
        struct tn_check *check = tn_design_add(model, TN_check, table->entity, "");
        tn_set_text(model, check, TN_check_expression, text.at);
        tn_buffer_free(&text);
    }
}

static bool fix_length(struct tn_model *model, const struct tn_finding *finding,
                       struct tn_error *error) {
    (void)error;
    const struct tn_object *object = tn_find_id(model, finding->object);
    struct tn_lint lint = {0};
    lint_open(&lint, model, &(struct tn_lint_options){0});
    LINT_EACH_TABLE(&lint, table)
    if (object->kind == TN_project || object == &table->entity->object)
        add_limits(model, &lint, table);
    lint_close(&lint);
    return true;
}

const struct tn_rule lint_sqlite_length = {
    .id = "sqlite-length",
    .group = "portability",
    .severity = TN_INFO,
    .dialects = 1u << TN_SQLITE,
    .title = "A length or precision is written that SQLite does not look at",
    .help = "To SQLite VARCHAR(20) is TEXT and NUMERIC(10,2) a number of any size: the numbers in "
            "parentheses are read and forgotten, and a text of a thousand characters goes in. "
            "Where the limit is meant, say it as a check: length(name) <= 20. An imported "
            "model is told of it once, one of our own table by table.",
    .doubt = "Lengths kept for the sake of another server that reads the same script.",
    .example = "CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(20));\n",
    .good = "CREATE TABLE users (\n"
            "    id INTEGER PRIMARY KEY,\n"
            "    name VARCHAR(20) CHECK (length(name) <= 20)\n"
            ");\n",
    .check = check_length,
    .fix = fix_length,
};

/* ------------------------------------------------------------------ sqlite-rowid */

/* What makes another index, beside the rowid, for the same numbers. */
static bool misses_rowid(const struct lint_table *table, const struct lint_column *column) {
    const struct tn_attribute *attribute = column->attribute;
    bool alone = column->primary && table->primary->attributes.count == 1;
    if (attribute->identity == TN_identity_auto_increment)
        return !alone || !tn_same_word(attribute->type, "integer");
    return alone && !column->foreign && column->family == LINT_INTEGER &&
           !table->entity->without_rowid && !tn_same_word(attribute->type, "integer");
}

static void check_rowid(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    if (table->primary)
        LINT_EACH_COLUMN(table, column) {
            if (!misses_rowid(table, column))
                continue;
            bool numbered = column->attribute->identity == TN_identity_auto_increment;
            struct tn_finding *found =
                numbered ? lint_find(lint, column->attribute,
                                     "%s.%s is AUTOINCREMENT, which only INTEGER PRIMARY KEY can "
                                     "be",
                                     table->entity->name, column->attribute->name)
                         : lint_find(lint, column->attribute,
                                     "%s.%s is %s PRIMARY KEY, which is not the rowid",
                                     table->entity->name, column->attribute->name,
                                     column->attribute->type);
            lint_remedy(lint, found, "Make it INTEGER PRIMARY KEY, which is");
        }
}

static bool fix_rowid(struct tn_model *model, const struct tn_finding *finding,
                      struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    const struct tn_key *key = tn_primary_key(tn_entity_of(attribute));
    bool alone = key && key->attributes.count == 1 && tn_is_primary(attribute);
    (void)error;
    if (alone)
        tn_set_text(model, attribute, TN_attribute_type, "INTEGER");
    else
        tn_set_number(model, attribute, TN_attribute_identity, TN_identity_none);
    return true;
}

const struct tn_rule lint_sqlite_rowid = {
    .id = "sqlite-rowid",
    .group = "portability",
    .severity = TN_WARNING,
    .dialects = 1u << TN_SQLITE,
    .title = "A numbered key is not SQLite's own row number",
    .help = "Only the exact words INTEGER PRIMARY KEY make a column the rowid: the number by which "
            "SQLite stores a row, and which it gives out by itself. INT or BIGINT PRIMARY KEY is "
            "an ordinary column with an index beside: new rows are not numbered but get null, and "
            "each look takes two steps. AUTOINCREMENT is an error anywhere else.",
    .doubt = "Keys that come from elsewhere and may be no whole numbers; WITHOUT ROWID tables and "
             "foreign keys are not reported.",
    .example = "CREATE TABLE users (id INT PRIMARY KEY NOT NULL, name TEXT);\n",
    .good = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n",
    .check = check_rowid,
    .fix = fix_rowid,
};
