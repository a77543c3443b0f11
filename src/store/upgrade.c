/*
 * Older formats brought up to date: a table of steps, each from one format to the next, run in one
 * transaction after a copy of the file was put beside it.
 */
#include "store/store.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ------------------------------------------------------------------ to format 2 */

/* A table knows the tables it inherits from, and not only their names. */
static const char to_2[] =
    "UPDATE entity SET inherits = (SELECT json_group_array(above.id)"
    " FROM json_each(entity.inherits) AS name, entity AS above"
    " LEFT JOIN namespace ON namespace.id = above.parent"
    " WHERE coalesce(namespace.name || '.', '') || above.name = replace(name.value, '\"', ''))"
    " WHERE inherits <> '[]';"
    "UPDATE journal_edit SET before = '[]', after = '[]'"
    " WHERE kind = 'entity' AND field = 'inherits'";

/* ------------------------------------------------------------------ the steps */

const struct store_upgrade store_upgrades[] = {
    {1, to_2, NULL},
    {0, NULL, NULL},
};

static const struct store_upgrade *find_step(const struct store_upgrade *steps, int64_t from) {
    for (; steps->from; steps++)
        if (steps->from == from)
            return steps;
    return NULL;
}

/* ------------------------------------------------------------------ what follows by itself */

/* The default of a field that a file of an older format does not have. */
static void put_default(struct tn_buffer *out, const struct tn_field *field) {
    union tn_value value = tn_value_default(field);
    switch (field->type) {
    case TN_TEXT:
        tn_put(out, "''");
        break;
    case TN_TEXTS:
    case TN_REFS:
        tn_put(out, "'[]'");
        break;
    case TN_REF:
        tn_put(out, "NULL");
        break;
    case TN_ENUM:
        tn_put_format(out, "'%s'", field->enumeration->literals[value.number]);
        break;
    case TN_BOOL:
    case TN_INT:
        tn_put_format(out, "%" PRId64, value.number);
        break;
    }
}

static bool has_column(sqlite3 *db, const char *table, const char *column) {
    sqlite3_stmt *read =
        store_prepare(db, "", "SELECT 1 FROM pragma_table_xinfo(?1) WHERE name = ?2", NULL);
    bool found = read && sqlite3_bind_text(read, 1, table, -1, SQLITE_STATIC) == SQLITE_OK &&
                 sqlite3_bind_text(read, 2, column, -1, SQLITE_STATIC) == SQLITE_OK &&
                 sqlite3_step(read) == SQLITE_ROW;
    sqlite3_finalize(read);
    return found;
}

/* A text or number is never null, which no column can promise that is added to a table with rows:
 * the table is made anew. */
static void put_renewed(struct tn_buffer *sql, sqlite3 *db, const struct tn_kind_info *kind) {
    tn_put_format(sql, "CREATE TEMP TABLE upgraded AS SELECT * FROM main.\"%s\";\n", kind->name);
    tn_put_format(sql, "DROP TABLE main.\"%s\";\n", kind->name);
    store_table_sql(sql, kind);
    tn_put_format(sql, ";\nINSERT INTO main.\"%s\" SELECT id", kind->name);
    for (size_t i = 0; i < kind->field_count; i++) {
        tn_put(sql, ", ");
        if (has_column(db, kind->name, kind->fields[i].name))
            tn_put_format(sql, "\"%s\"", kind->fields[i].name);
        else
            put_default(sql, &kind->fields[i]);
    }
    tn_put(sql, " FROM upgraded ORDER BY rowid;\nDROP TABLE upgraded;\n");
}

static bool has_all_columns(sqlite3 *db, const struct tn_kind_info *kind) {
    for (size_t i = 0; i < kind->field_count; i++)
        if (!has_column(db, kind->name, kind->fields[i].name))
            return false;
    return true;
}

/* Kinds and fields that came since the file was made: no step needs to know them. */
static bool add_what_is_new(sqlite3 *db, const char *path, struct tn_error *error) {
    bool good = true;
    for (size_t i = 1; good && i < TN_KIND_COUNT; i++) {
        struct tn_buffer sql = {0};
        if (!has_column(db, tn_kinds[i].name, "id"))
            store_table_sql(&sql, &tn_kinds[i]);
        else if (!has_all_columns(db, &tn_kinds[i]))
            put_renewed(&sql, db, &tn_kinds[i]);
        good = store_run(db, path, tn_buffer_text(&sql), error);
        tn_buffer_free(&sql);
    }
    return good;
}

static void put_no_views(struct tn_buffer *sql) {
    for (const struct tn_store_view *view = tn_store_views; view->name; view++)
        tn_put_format(sql, "DROP VIEW IF EXISTS \"%s\";\n", view->name);
}

/* Tables and views follow from the catalogue of today; the steps bring over what they hold. */
static bool renew_schema(sqlite3 *db, const char *path, struct tn_error *error) {
    struct tn_buffer sql = {0};
    put_no_views(&sql);
    bool good = store_run(db, path, sql.at, error) && add_what_is_new(db, path, error);
    tn_buffer_reset(&sql);
    store_views_sql(&sql);
    good = good && store_run(db, path, tn_buffer_text(&sql), error);
    tn_buffer_free(&sql);
    return good;
}

/* ------------------------------------------------------------------ running */

static bool run_steps(sqlite3 *db, const char *path, const struct store_upgrade *steps, int to,
                      struct tn_error *error) {
    for (int64_t at = store_number(db, "PRAGMA user_version"); at < to; at++) {
        const struct store_upgrade *step = find_step(steps, at);
        if (!step)
            return tn_fail(error,
                           "%s has format %" PRId64 ", which this tenon cannot bring up to "
                           "date",
                           path, at);
        if (step->sql && !store_run(db, path, step->sql, error))
            return false;
        if (step->run && !step->run(db, error))
            return false;
    }
    if (!renew_schema(db, path, error))
        return false;
    struct tn_buffer sql = {0};
    tn_put_format(&sql, "PRAGMA user_version=%d; COMMIT", to);
    bool good = store_run(db, path, sql.at, error);
    tn_buffer_free(&sql);
    return good;
}

bool store_upgrade_run(sqlite3 *db, const char *path, const struct store_upgrade *steps, int to,
                       struct tn_error *error) {
    if (!store_run(db, path, "BEGIN IMMEDIATE", error))
        return false;
    if (run_steps(db, path, steps, to, error))
        return true;
    if (!sqlite3_get_autocommit(db))
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

bool store_upgrade_backup(sqlite3 *db, const char *path, int64_t format, struct tn_error *error) {
    if (store_number(db, "SELECT count(*) FROM sqlite_schema") < 0) /* takes back a broken save */
        return store_fail(db, path, error);
    struct tn_buffer copy = {0}, bytes = {0};
    tn_put_format(&copy, "%s.format-%" PRId64, path, format);
    bool good = access(copy.at, F_OK) == 0;
    if (!good)
        good = tn_read_file(path, 0, &bytes, error) &&
               tn_write_file(copy.at, bytes.at, bytes.length, error);
    tn_buffer_free(&copy);
    tn_buffer_free(&bytes);
    return good;
}
