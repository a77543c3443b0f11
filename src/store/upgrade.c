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

/* A table knows the tables it inherits from, and not only their names; a check may stand in a
 * column's line; a statement kept verbatim knows what it is about. */
static const char to_2[] =
    "ALTER TABLE \"check\" ADD COLUMN \"attribute\" INTEGER;"
    "ALTER TABLE \"raw\" ADD COLUMN \"entity\" INTEGER;"
    "ALTER TABLE \"raw\" ADD COLUMN \"view\" INTEGER;"
    "ALTER TABLE \"raw\" ADD COLUMN \"base\" INTEGER;"
    "UPDATE entity SET inherits = (SELECT json_group_array(above.id)"
    " FROM json_each(entity.inherits) AS name, entity AS above"
    " LEFT JOIN namespace ON namespace.id = above.parent"
    " WHERE coalesce(namespace.name || '.', '') || above.name = replace(name.value, '\"', ''))"
    " WHERE inherits <> '[]';"
    "UPDATE journal_edit SET before = '[]', after = '[]'"
    " WHERE kind = 'entity' AND field = 'inherits'";

/* A text or number is never null, which no column can promise that is added to a table with rows:
 * the table is made anew, with its own statement and one column more. */
static bool add_column(sqlite3 *db, const char *table, const char *column, const char *type,
                       const char *value, struct tn_error *error) {
    struct tn_buffer sql = {0};
    sqlite3_stmt *read =
        store_prepare(db, "", "SELECT sql FROM sqlite_schema WHERE name = ?", error);
    bool good = read && sqlite3_bind_text(read, 1, table, -1, SQLITE_STATIC) == SQLITE_OK &&
                sqlite3_step(read) == SQLITE_ROW;
    const char *made = good ? (const char *)sqlite3_column_text(read, 0) : NULL;
    const char *end = made ? strrchr(made, ')') : NULL;
    if (end)
        tn_put_format(&sql,
                      "CREATE TEMP TABLE upgraded AS SELECT * FROM main.\"%s\";"
                      "DROP TABLE main.\"%s\";"
                      "%.*s, \"%s\" %s NOT NULL%s;"
                      "INSERT INTO main.\"%s\" SELECT *, '%s' FROM upgraded;"
                      "DROP TABLE upgraded",
                      table, table, (int)(end - made), made, column, type, end, table, value);
    sqlite3_finalize(read);
    good = end ? store_run(db, "", sql.at, error) : tn_fail(error, "there is no table %s", table);
    tn_buffer_free(&sql);
    return good;
}

/* A table has periods; what is kept as text knows the settings it is made under; keys and indexes
 * of partitions may stand apart; sequences have options. */
static bool add_columns(sqlite3 *db, struct tn_error *error) {
    static const char *const made_under[] = {"trigger", "view", "routine", "raw"};
    bool good = add_column(db, "entity", "periods", "TEXT", "[]", error);
    for (size_t i = 0; good && i < TN_LENGTH(made_under); i++)
        good = add_column(db, made_under[i], "session", "TEXT", "", error);
    good = good && add_column(db, "key", "apart", "INTEGER", "0", error) &&
           add_column(db, "index", "apart", "INTEGER", "0", error) &&
           add_column(db, "sequence", "options", "TEXT", "", error);
    return good;
}

/* ------------------------------------------------------------------ the steps */

const struct store_upgrade store_upgrades[] = {
    {1, to_2, add_columns},
    {0, NULL, NULL},
};

static const struct store_upgrade *find_step(const struct store_upgrade *steps, int64_t from) {
    for (; steps->from; steps++)
        if (steps->from == from)
            return steps;
    return NULL;
}

/* The views follow from the catalogue of today: no step needs to know them. */
static bool renew_views(sqlite3 *db, const char *path, struct tn_error *error) {
    struct tn_buffer sql = {0};
    for (const struct tn_store_view *view = tn_store_views; view->name; view++)
        tn_put_format(&sql, "DROP VIEW IF EXISTS \"%s\";\n", view->name);
    store_views_sql(&sql);
    bool good = store_run(db, path, tn_buffer_text(&sql), error);
    tn_buffer_free(&sql);
    return good;
}

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
    if (!renew_views(db, path, error))
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
