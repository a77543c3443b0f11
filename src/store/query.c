/*
 * Queries of the user's own, read-only: the file is opened for reading, and an authorizer lets
 * nothing through but selecting.
 */
#include "store/store.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

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
    if (code == SQLITE_INTERRUPT)
        return tn_fail(error, "it takes too long, and was stopped");
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

static bool ask(sqlite3 *db, const char *path, const char *sql, tn_store_row row, void *context,
                struct tn_error *error) {
    sqlite3_stmt *statement = prepare(db, path, sql, error);
    bool good = statement && run(db, path, statement, row, context, error);
    sqlite3_finalize(statement);
    return good;
}

static void allow_only_reading(sqlite3 *db) {
    sqlite3_exec(db, "PRAGMA query_only=ON", NULL, NULL, NULL);
    sqlite3_set_authorizer(db, authorize, NULL);
}

bool tn_store_query(const char *path, const char *sql, tn_store_row row, void *context,
                    struct tn_error *error) {
    sqlite3 *db = connect_checked(path, error);
    if (!db)
        return false;
    allow_only_reading(db);
    bool good = ask(db, path, sql, row, context, error);
    sqlite3_close(db);
    return good;
}

/* ------------------------------------------------------------------ a model in memory */

struct tn_queryable {
    sqlite3 *db;
    int64_t deadline; /* milliseconds of the monotonic clock; 0: none */
};

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static int is_late(void *context) {
    const struct tn_queryable *queryable = context;
    return queryable->deadline && now() > queryable->deadline;
}

enum { STEPS_BETWEEN_LOOKS = 10000, MOST_BYTES = 256 << 20 };

struct tn_queryable *tn_queryable_new(const struct tn_model *model, struct tn_error *error) {
    struct tn_queryable *queryable = tn_allocate(sizeof *queryable);
    *queryable = (struct tn_queryable){0};
    if (sqlite3_open(":memory:", &queryable->db) != SQLITE_OK ||
        !store_fill(queryable->db, "the model", model, error)) {
        if (error && !error->message)
            store_fail(queryable->db, "the model", error);
        tn_queryable_free(queryable);
        return NULL;
    }
    allow_only_reading(queryable->db);
    sqlite3_progress_handler(queryable->db, STEPS_BETWEEN_LOOKS, is_late, queryable);
    sqlite3_limit(queryable->db, SQLITE_LIMIT_LENGTH, MOST_BYTES);
    return queryable;
}

bool tn_queryable_ask(struct tn_queryable *queryable, const char *sql, int64_t milliseconds,
                      tn_store_row row, void *context, struct tn_error *error) {
    queryable->deadline = milliseconds ? now() + milliseconds : 0;
    return ask(queryable->db, "the model", sql, row, context, error);
}

void tn_queryable_free(struct tn_queryable *queryable) {
    if (!queryable)
        return;
    sqlite3_close(queryable->db);
    free(queryable);
}
