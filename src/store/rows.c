/*
 * Writing rows: an object inserted, erased, or one of its columns changed, by prepared statements
 * made from the catalogue when they are first needed.
 */
#include "store/store.h"

#include <stdlib.h>

static bool prepare(sqlite3 *db, const char *sql, sqlite3_stmt **statement) {
    return *statement ||
           sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL) == SQLITE_OK;
}

/* Runs it; exactly one row must have changed. */
static bool finish(sqlite3 *db, sqlite3_stmt *statement) {
    bool done = sqlite3_step(statement) == SQLITE_DONE;
    bool one = done && sqlite3_changes(db) == 1;
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return one;
}

static bool prepare_insert(struct store_rows *rows, sqlite3 *db, const struct tn_kind_info *kind) {
    if (rows->insert)
        return true;
    struct tn_buffer sql = {0};
    tn_put_format(&sql, "INSERT INTO \"%s\" VALUES (?", kind->name);
    for (size_t i = 0; i < kind->field_count; i++)
        tn_put(&sql, ",?");
    tn_put_char(&sql, ')');
    bool prepared = prepare(db, sql.at, &rows->insert);
    tn_buffer_free(&sql);
    return prepared;
}

bool store_insert_row(struct store_rows *rows, sqlite3 *db, const struct tn_object *object) {
    const struct tn_kind_info *kind = tn_kind_of(object);
    if (!prepare_insert(rows, db, kind))
        return false;
    sqlite3_bind_int64(rows->insert, 1, (int64_t)object->id);
    for (size_t i = 0; i < kind->field_count; i++)
        store_bind_value(rows->insert, (int)i + 2, &kind->fields[i],
                         tn_value_get(object, &kind->fields[i]));
    return finish(db, rows->insert);
}

bool store_erase_row(struct store_rows *rows, sqlite3 *db, const struct tn_object *object) {
    struct tn_buffer sql = {0};
    tn_put_format(&sql, "DELETE FROM \"%s\" WHERE id = ?", tn_kind_of(object)->name);
    bool prepared = prepare(db, sql.at, &rows->erase);
    tn_buffer_free(&sql);
    if (!prepared)
        return false;
    sqlite3_bind_int64(rows->erase, 1, (int64_t)object->id);
    return finish(db, rows->erase);
}

bool store_update_row(struct store_rows *rows, sqlite3 *db, const struct tn_object *object,
                      size_t field) {
    const struct tn_kind_info *kind = tn_kind_of(object);
    if (!rows->update)
        rows->update = tn_allocate(kind->field_count * sizeof *rows->update);
    sqlite3_stmt **update = &rows->update[field];
    struct tn_buffer sql = {0};
    tn_put_format(&sql, "UPDATE \"%s\" SET \"%s\" = ? WHERE id = ?", kind->name,
                  kind->fields[field].name);
    bool prepared = prepare(db, sql.at, update);
    tn_buffer_free(&sql);
    if (!prepared)
        return false;
    store_bind_value(*update, 1, &kind->fields[field], tn_value_get(object, &kind->fields[field]));
    sqlite3_bind_int64(*update, 2, (int64_t)object->id);
    return finish(db, *update);
}

void store_rows_free(struct store_rows rows[TN_KIND_COUNT]) {
    for (size_t kind = 1; kind < TN_KIND_COUNT; kind++) {
        sqlite3_finalize(rows[kind].insert);
        sqlite3_finalize(rows[kind].erase);
        for (size_t i = 0; rows[kind].update && i < tn_kinds[kind].field_count; i++)
            sqlite3_finalize(rows[kind].update[i]);
        free(rows[kind].update);
        rows[kind] = (struct store_rows){0};
    }
}
