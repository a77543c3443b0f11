/*
 * Tables of any SQLite database, which need not be a project: opened as hardened as one, and only
 * to read. Views and virtual tables are left alone, since they would run what the file says.
 */
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

static const char ordinary_tables[] =
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND (?1 IS NULL OR name = ?1 COLLATE NOCASE)"
    " ORDER BY name";

/* A statement gave what it had: is all well? */
static bool finish(sqlite3 *db, const char *path, sqlite3_stmt *statement, int result,
                   struct tn_error *error) {
    bool good = result == SQLITE_DONE || result == SQLITE_ROW || store_fail(db, path, error);
    sqlite3_finalize(statement);
    return good;
}

bool tn_database_tables(const char *path, void (*take)(void *context, const char *name),
                        void *context, struct tn_error *error) {
    sqlite3 *db = store_connect(path, STORE_READ, error);
    sqlite3_stmt *names = db ? store_prepare(db, path, ordinary_tables, error) : NULL;
    bool good = names != NULL;
    if (names) {
        int result;
        while ((result = sqlite3_step(names)) == SQLITE_ROW)
            take(context, (const char *)sqlite3_column_text(names, 0));
        good = finish(db, path, names, result, error);
    }
    sqlite3_close(db);
    return good;
}

/* SELECT * of the table as the file spells it; NULL with an error where there is none. */
static sqlite3_stmt *prepare_all(sqlite3 *db, const char *path, const char *table,
                                 struct tn_error *error) {
    sqlite3_stmt *names = store_prepare(db, path, ordinary_tables, error), *rows = NULL;
    if (!names)
        return NULL;
    sqlite3_bind_text(names, 1, table, -1, SQLITE_STATIC);
    int result = sqlite3_step(names);
    if (result == SQLITE_ROW) {
        char *sql = sqlite3_mprintf("SELECT * FROM main.\"%w\"", sqlite3_column_text(names, 0));
        if (!sql)
            tn_out_of_memory();
        rows = store_prepare(db, path, sql, error);
        sqlite3_free(sql);
    }
    if (finish(db, path, names, result, error) && result == SQLITE_DONE)
        tn_fail(error, "%s has no table %s", path, table);
    return rows;
}

/* Bytes, and texts with a zero byte in them, are written as SQL would: x'00ff'. */
static struct tn_slice text_of(sqlite3_stmt *rows, int at, struct tn_buffer *hex) {
    static const char digits[] = "0123456789abcdef";
    if (sqlite3_column_type(rows, at) == SQLITE_NULL)
        return (struct tn_slice){0};
    bool bytes = sqlite3_column_type(rows, at) == SQLITE_BLOB;
    const char *text =
        bytes ? sqlite3_column_blob(rows, at) : (const char *)sqlite3_column_text(rows, at);
    size_t length = (size_t)sqlite3_column_bytes(rows, at);
    if (!text && sqlite3_errcode(sqlite3_db_handle(rows)) == SQLITE_NOMEM)
        tn_out_of_memory();
    if (!bytes && !(length && memchr(text, 0, length)))
        return (struct tn_slice){text ? text : "", length};
    tn_buffer_reset(hex);
    tn_put(hex, "x'");
    for (size_t i = 0; i < length; i++) {
        tn_put_char(hex, digits[(unsigned char)text[i] >> 4]);
        tn_put_char(hex, digits[text[i] & 15]);
    }
    tn_put_char(hex, '\'');
    return (struct tn_slice){hex->at, hex->length};
}

static int give_rows(sqlite3_stmt *rows, tn_database_row take, void *context) {
    size_t columns = (size_t)sqlite3_column_count(rows);
    struct tn_slice *values = tn_allocate((columns + 1) * sizeof *values);
    struct tn_buffer *hex = tn_allocate((columns + 1) * sizeof *hex);
    for (size_t i = 0; i < columns; i++)
        values[i] = tn_slice_of(sqlite3_column_name(rows, (int)i));
    bool more = take(context, columns, values, true);
    int result = SQLITE_DONE;
    while (more && (result = sqlite3_step(rows)) == SQLITE_ROW) {
        for (size_t i = 0; i < columns; i++)
            values[i] = text_of(rows, (int)i, &hex[i]);
        more = take(context, columns, values, false);
    }
    for (size_t i = 0; i < columns; i++)
        tn_buffer_free(&hex[i]);
    free(hex);
    free(values);
    return result;
}

bool tn_database_read(const char *path, const char *table, tn_database_row take, void *context,
                      struct tn_error *error) {
    sqlite3 *db = store_connect(path, STORE_READ, error);
    sqlite3_stmt *rows = db ? prepare_all(db, path, table, error) : NULL;
    bool good = rows && finish(db, path, rows, give_rows(rows, take, context), error);
    sqlite3_close(db);
    return good;
}
