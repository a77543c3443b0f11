/*
 * soft-delete-unique: rows that are only marked as deleted and still hold their values.
 */
#include "lint/access.h"
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ which column marks a row */

static bool marks_deleted(const struct lint_column *column) {
    static const char *const names[] = {"deleted",      "deleted at",   "deleted on", "is deleted",
                                        "deleted date", "date deleted", "delete time"};
    bool fits = column->family == LINT_BOOLEAN || column->family == LINT_TIMESTAMP ||
                column->family == LINT_DATE || column->family == LINT_INTEGER ||
                column->family == LINT_TEXT || column->family == LINT_OTHER;
    for (size_t i = 0; i < TN_LENGTH(names); i++)
        if (lint_is_words(column->name, names[i]))
            return fits;
    return false;
}

static const struct lint_column *mark_of(const struct lint_table *table) {
    LINT_EACH_COLUMN(table, column)
    if (LINT_HAS(column->name, deleted) && marks_deleted(column))
        return column;
    return NULL;
}

/* ------------------------------------------------------------------ which keys it concerns */

/* Values that are made up anew for each row do not come again. */
static bool never_comes_again(const struct lint_table *table, const void *attribute) {
    static const char *const words[] = {"uuid", "guid", "token", "hash", "key", "secret", "id"};
    LINT_EACH_COLUMN(table, column) {
        if (&column->attribute->object != attribute)
            continue;
        if (column->family == LINT_UUID || column->attribute->identity != TN_identity_none)
            return true;
        for (size_t i = 0; i < TN_LENGTH(words) && !column->foreign; i++)
            if (lint_ends_in(column->name, words[i]))
                return true;
    }
    return false;
}

static bool blocks_values(const struct lint_table *table, const struct lint_access *access,
                          const struct lint_column *mark) {
    if (!access->unique || access->primary || *access->predicate)
        return false;
    for (size_t i = 0; i < access->count; i++)
        if (access->parts[i].attribute == mark->attribute ||
            (access->parts[i].attribute && never_comes_again(table, access->parts[i].attribute)))
            return false;
    return true;
}

static void check_deleted(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        const struct lint_column *mark = mark_of(table);
        struct lint_accesses accesses = {0};
        if (mark)
            accesses = lint_accesses_in(lint, table);
        for (size_t i = 0; i < accesses.count; i++) {
            const struct lint_access *access = &accesses.items[i];
            if (!blocks_values(table, access, mark))
                continue;
            struct tn_finding *found = lint_find(
                lint, access->object, "%s counts rows with %s, so a deleted row keeps its values",
                lint_access_title(lint, access), mark->attribute->name);
            found->detail = (size_t)mark->attribute->id;
            lint_remedy(lint, found,
                        lint->dialect->can.partial_index
                            ? "Make it a unique index on the rows that are not deleted"
                            : "Add to it a column that is null in deleted rows");
        }
    }
}

/* ------------------------------------------------------------------ the fix */

static bool is_referred_to(const struct tn_model *model, const struct tn_key *key) {
    TN_EACH_OF(model, relationship, r)
    if (r->target == tn_entity_of(key) &&
        tn_refs_same_set(tn_relationship_target_attributes(r), key->attributes))
        return true;
    return false;
}

static void put_condition(const struct tn_dialect *dialect, const struct tn_attribute *mark,
                          struct tn_buffer *out) {
    enum lint_family family = lint_column_type(dialect, mark).family;
    bool flag = family == LINT_BOOLEAN || family == LINT_INTEGER;
    if (flag && dialect->id == TN_POSTGRESQL && family == LINT_BOOLEAN)
        tn_put(out, "NOT ");
    tn_sql_put_name(out, dialect, mark->name);
    if (!flag)
        tn_put(out, " IS NULL");
    else if (dialect->id != TN_POSTGRESQL || family == LINT_INTEGER)
        tn_put(out, " = 0");
}

static bool replace_key(struct tn_model *model, struct tn_key *key, const char *condition,
                        struct tn_error *error) {
    if (is_referred_to(model, key))
        return tn_fail(error, "foreign keys refer to the key, which must be unique for all rows");
    if (key->include.count || key->nulls_not_distinct || *key->options)
        return tn_fail(error, "the key has options that an index would lose: change it by hand");
    struct tn_index *index = tn_design_add(model, TN_index, tn_entity_of(key), "");
    for (size_t i = 0; i < key->attributes.count; i++) {
        struct tn_index_part *part = tn_design_add(model, TN_index_part, index, "");
        tn_set_ref(model, part, TN_index_part_attribute, key->attributes.items[i]);
    }
    tn_set_number(model, index, TN_index_unique, true);
    tn_set_text(model, index, TN_index_predicate, condition);
    tn_design_delete(model, key);
    return true;
}

static bool fix_deleted(struct tn_model *model, const struct tn_finding *finding,
                        struct tn_error *error) {
    struct tn_object *object = tn_find_id(model, finding->object);
    struct tn_attribute *mark = (void *)tn_find_id(model, finding->detail);
    const struct tn_dialect *dialect = tn_dialect_of(model);
    if (!dialect->can.partial_index)
        return tn_fail(error, "%s has no indexes on a part of the rows", dialect->title);
    if (!mark || mark->kind != TN_attribute)
        return tn_fail(error, "the column that marks deleted rows is not there any more");
    struct tn_buffer condition = {0};
    bool good = true;
    put_condition(dialect, mark, &condition);
    if (object->kind == TN_key)
        good = replace_key(model, (void *)object, condition.at, error);
    else
        tn_set_text(model, object, TN_index_predicate, condition.at);
    tn_buffer_free(&condition);
    return good;
}

const struct tn_rule lint_soft_delete_unique = {
    .id = "soft-delete-unique",
    .group = "integrity",
    .severity = TN_INFO,
    .title = "Rows marked as deleted still keep others from their values",
    .help = "Where rows are not deleted but marked (deleted_at, is_deleted), a unique key counts "
            "the marked ones too: nobody can take the name of a user who is gone. PostgreSQL and "
            "SQLite have unique indexes on the rows that are not deleted: CREATE UNIQUE INDEX … "
            "WHERE deleted_at IS NULL.",
    .doubt = "It is often meant so: the name of a user who is gone stays reserved. Waive the "
             "finding then. Keys of values that never come again (a UUID, token, hash, or id) and "
             "those that include the mark are not reported.",
    .example = "CREATE TABLE users (\n"
               "    id integer PRIMARY KEY,\n"
               "    email varchar(200) NOT NULL UNIQUE,\n"
               "    deleted_at timestamptz\n"
               ");\n",
    .good = "CREATE TABLE users (\n"
            "    id integer PRIMARY KEY,\n"
            "    email varchar(200) NOT NULL,\n"
            "    deleted_at timestamptz\n"
            ");\n"
            "CREATE UNIQUE INDEX users_email_idx ON users (email) WHERE deleted_at IS NULL;\n",
    .check = check_deleted,
    .fix = fix_deleted,
};
