/*
 * Queries of the user's own, read-only: the file is opened for reading, and an authorizer lets
 * nothing through but selecting.
 */
#include "store/store.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static int authorize(void *context, int action, const char *first, const char *second,
                     const char *database, const char *trigger) {
    (void)context, (void)first, (void)second, (void)database, (void)trigger;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    default:
        return SQLITE_DENY;
    }
}

/* SQL's own errors are passed on; those of the file have their sentences. */
static bool fail_query(sqlite3 *db, const char *path, struct tn_error *error) {
    int code = sqlite3_errcode(db);
    if (code == SQLITE_AUTH)
        return tn_fail(error, "only queries are allowed here: SELECT, WITH or VALUES");
    if (code == SQLITE_ERROR || code == SQLITE_RANGE || code == SQLITE_MISMATCH)
        return tn_fail(error, "%s", sqlite3_errmsg(db));
    return store_fail(db, path, error);
}

static bool is_blank(const char *sql) {
    while (isspace((unsigned char)*sql) || *sql == ';')
        sql++;
    return *sql == '\0';
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *path, const char *sql,
                             struct tn_error *error) {
    sqlite3_stmt *statement = NULL;
    const char *rest = sql;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, &rest) != SQLITE_OK)
        fail_query(db, path, error);
    else if (!statement)
        tn_fail(error, "there is no query: write a SELECT statement");
    else if (!is_blank(rest))
        tn_fail(error, "one statement at a time: there is more after the first");
    else
        return statement;
    sqlite3_finalize(statement);
    return NULL;
}

static bool run(sqlite3 *db, const char *path, sqlite3_stmt *statement, tn_store_row row,
                void *context, struct tn_error *error) {
    int columns = sqlite3_column_count(statement), result;
    const char **names = tn_allocate((size_t)columns * sizeof *names);
    const char **values = tn_allocate((size_t)columns * sizeof *values);
    for (int i = 0; i < columns; i++)
        names[i] = sqlite3_column_name(statement, i);
    while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
        for (int i = 0; i < columns; i++)
            values[i] = (const char *)sqlite3_column_text(statement, i);
        row(context, columns, names, values);
    }
    free(names);
    free(values);
    return result == SQLITE_DONE || fail_query(db, path, error);
}

static sqlite3 *connect_checked(const char *path, struct tn_error *error) {
    struct store_file file;
    if (!store_file_check(path, &file, error))
        return NULL;
    sqlite3 *db = store_connect(path, file.interrupted ? STORE_WRITE : STORE_READ, error);
    if (db && store_schema_check(db, path, error))
        return db;
    sqlite3_close(db);
    return NULL;
}

bool tn_store_query(const char *path, const char *sql, tn_store_row row, void *context,
                    struct tn_error *error) {
    sqlite3 *db = connect_checked(path, error);
    if (!db)
        return false;
    sqlite3_exec(db, "PRAGMA query_only=ON", NULL, NULL, NULL);
    sqlite3_set_authorizer(db, authorize, NULL);
    sqlite3_stmt *statement = prepare(db, path, sql, error);
    bool good = statement && run(db, path, statement, row, context, error);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return good;
}
