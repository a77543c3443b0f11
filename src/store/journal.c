/*
 * The journal's groups as rows, out and in. Groups are read one at a time, when undo or redo asks.
 *
 * A group's state is done, undone, or abandoned: undone when something else was done. Abandoned
 * groups stay for the record; nothing plays them again. An edit's object and values are written as
 * in the rows of the model; its parent, and a reference to an object of any kind, as the kind's
 * name and the id, since the object itself may be gone.
 */
#include "store/store.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const char *const edit_types[] = {
    [TN_INSERT] = "insert", [TN_DELETE] = "delete", [TN_SET] = "set"};
static const char *const step_states[] = {
    [TN_DONE] = "done", [TN_UNDONE] = "undone", [TN_REDONE] = "done"};

/* ------------------------------------------------------------------ out */

static bool refers_to_any(const struct tn_field *field) {
    return field->type == TN_REF && field->target == TN_any;
}

static void bind_object(sqlite3_stmt *statement, int at, const struct tn_object *object) {
    if (!object) {
        sqlite3_bind_null(statement, at);
        return;
    }
    struct tn_buffer text = {0};
    tn_put_format(&text, "%s %016" PRIx64, tn_kind_of(object)->name, object->id);
    sqlite3_bind_text64(statement, at, text.at, text.length, SQLITE_TRANSIENT, SQLITE_UTF8);
    tn_buffer_free(&text);
}

static void bind_side(sqlite3_stmt *statement, int at, const struct tn_field *field,
                      union tn_value value) {
    if (refers_to_any(field))
        bind_object(statement, at, value.ref);
    else
        store_bind_value(statement, at, field, value);
}

static void bind_edit(sqlite3_stmt *statement, const struct tn_edit *edit) {
    sqlite3_clear_bindings(statement);
    sqlite3_bind_text(statement, 3, edit_types[edit->type], -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 4, tn_kind_of(edit->object)->name, -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 5, (int64_t)edit->object->id);
    if (edit->type == TN_SET) {
        sqlite3_bind_text(statement, 8, edit->field->name, -1, SQLITE_STATIC);
        bind_side(statement, 9, edit->field, edit->before);
        bind_side(statement, 10, edit->field, edit->after);
    } else {
        bind_object(statement, 6, edit->parent);
        sqlite3_bind_int64(statement, 7, edit->rank);
    }
}

static bool write_edits(sqlite3 *db, const struct tn_group *group) {
    sqlite3_stmt *statement = NULL;
    bool good = sqlite3_prepare_v2(db, "INSERT INTO journal_edit VALUES (?,?,?,?,?,?,?,?,?,?)", -1,
                                   &statement, NULL) == SQLITE_OK;
    for (size_t i = 0; good && i < group->edits.count; i++) {
        bind_edit(statement, &group->edits.items[i]);
        sqlite3_bind_int64(statement, 1, group->number);
        sqlite3_bind_int64(statement, 2, (int64_t)i + 1);
        good = sqlite3_step(statement) == SQLITE_DONE;
        sqlite3_reset(statement);
    }
    sqlite3_finalize(statement);
    return good;
}

static bool write_group(sqlite3 *db, const struct tn_group *group) {
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, "INSERT INTO journal_group VALUES (?,?,?,?,'done')", -1, &statement,
                           NULL) != SQLITE_OK)
        return false;
    sqlite3_bind_int64(statement, 1, group->number);
    sqlite3_bind_text(statement, 2, group->name, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 3, group->author, -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 4, group->time);
    bool good = sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_finalize(statement);
    return good;
}

static bool write_state(sqlite3 *db, int64_t number, const char *state) {
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, "UPDATE journal_group SET state = ? WHERE number = ?", -1,
                           &statement, NULL) != SQLITE_OK)
        return false;
    sqlite3_bind_text(statement, 1, state, -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 2, number);
    bool good = sqlite3_step(statement) == SQLITE_DONE && sqlite3_changes(db) == 1;
    sqlite3_finalize(statement);
    return good;
}

bool store_write_event(struct tn_store *store, const struct store_event *event) {
    static const char abandon[] =
        "UPDATE journal_group SET state = 'abandoned' WHERE state = 'undone'";
    if (event->step != TN_DONE)
        return write_state(store->db, event->group->number, step_states[event->step]);
    return sqlite3_exec(store->db, abandon, NULL, NULL, NULL) == SQLITE_OK &&
           write_group(store->db, event->group) && write_edits(store->db, event->group);
}

struct tn_group *store_group_copy(const struct tn_group *group) {
    struct tn_group *copy = tn_group_new(group->name);
    copy->author = group->author ? tn_duplicate(group->author) : NULL;
    copy->time = group->time;
    copy->number = group->number;
    for (size_t i = 0; i < group->edits.count; i++)
        TN_PUSH(&copy->edits, group->edits.items[i]);
    return copy;
}

/* ------------------------------------------------------------------ in */

/* "entity 0123456789abcdef"; the object may be one that was deleted long ago. */
static bool read_object(struct tn_model *model, sqlite3_stmt *row, int column,
                        struct tn_object **object) {
    const char *text = (const char *)sqlite3_column_text(row, column);
    *object = NULL;
    if (!text)
        return true;
    const char *space = strchr(text, ' ');
    uint64_t id;
    if (!space || !tn_id_parse(space + 1, &id))
        return false;
    for (size_t kind = 1; kind < TN_KIND_COUNT; kind++)
        if (tn_slice_is((struct tn_slice){text, (size_t)(space - text)}, tn_kinds[kind].name))
            *object = tn_promise(model, (enum tn_kind)kind, id);
    return *object != NULL;
}

static bool read_side(struct tn_model *model, sqlite3_stmt *row, int column,
                      const struct tn_field *field, union tn_value *value) {
    if (refers_to_any(field))
        return read_object(model, row, column, &value->ref);
    return store_read_value(model, sqlite3_column_value(row, column), field, value);
}

static bool read_set(struct tn_model *model, sqlite3_stmt *row, struct tn_edit *edit) {
    const char *field = (const char *)sqlite3_column_text(row, 5);
    edit->field = field ? tn_field_find(edit->object->kind, field) : NULL;
    return edit->field && read_side(model, row, 6, edit->field, &edit->before) &&
           read_side(model, row, 7, edit->field, &edit->after);
}

static bool read_edit(struct tn_model *model, sqlite3_stmt *row, struct tn_edit *edit) {
    struct tn_slice type = store_text_of(sqlite3_column_value(row, 0));
    const char *name = (const char *)sqlite3_column_text(row, 1);
    uint64_t id = (uint64_t)sqlite3_column_int64(row, 2);
    const struct tn_kind_info *kind = name ? tn_kind_find(name) : NULL;
    size_t known = 0;
    while (known < TN_LENGTH(edit_types) && !tn_slice_is(type, edit_types[known]))
        known++;
    if (!kind || !id || known == TN_LENGTH(edit_types))
        return false;
    edit->type = (enum tn_edit_type)known;
    edit->object = tn_promise(model, (enum tn_kind)(kind - tn_kinds), id);
    if (!edit->object)
        return false;
    if (edit->type == TN_SET)
        return read_set(model, row, edit);
    edit->rank = sqlite3_column_int64(row, 4);
    return read_object(model, row, 3, &edit->parent) && edit->parent;
}

static bool fail_damaged(const struct tn_store *store, int64_t number, struct tn_error *error) {
    return tn_fail(error,
                   "%s: the journal is damaged at change %" PRId64
                   ": it cannot be undone or redone; the model itself is whole",
                   store->path, number);
}

static bool read_edits(struct tn_store *store, struct tn_group *group, struct tn_error *error) {
    static const char sql[] = "SELECT type, kind, object, parent, rank, field, before, after "
                              "FROM journal_edit WHERE number = ? ORDER BY position";
    sqlite3_stmt *row = store_prepare(store->db, store->path, sql, error);
    if (!row)
        return false;
    sqlite3_bind_int64(row, 1, group->number);
    bool good = true;
    int result = SQLITE_ROW;
    while (good && (result = sqlite3_step(row)) == SQLITE_ROW) {
        struct tn_edit edit = {.type = TN_SET};
        good = read_edit(store->model, row, &edit);
        TN_PUSH(&group->edits, edit);
    }
    if (!good)
        fail_damaged(store, group->number, error);
    else if (result != SQLITE_DONE)
        good = store_fail(store->db, store->path, error);
    sqlite3_finalize(row);
    return good;
}

static struct tn_group *read_head(sqlite3_stmt *row) {
    const char *name = (const char *)sqlite3_column_text(row, 1);
    const char *author = (const char *)sqlite3_column_text(row, 2);
    struct tn_group *group = tn_group_new(name ? name : "");
    group->number = sqlite3_column_int64(row, 0);
    group->author = author ? tn_duplicate(author) : NULL;
    group->time = sqlite3_column_int64(row, 3);
    return group;
}

/* The group that the query finds for the number, NULL where there is none or with the error. */
static struct tn_group *fetch(struct tn_store *store, const char *sql, int64_t number, bool forward,
                              struct tn_error *error) {
    sqlite3_stmt *row = NULL;
    if (!store_unchanged(store, error) ||
        !(row = store_prepare(store->db, store->path, sql, error)))
        return NULL;
    sqlite3_bind_int64(row, 1, number);
    int result = sqlite3_step(row);
    struct tn_group *group = result == SQLITE_ROW ? read_head(row) : NULL;
    if (result != SQLITE_ROW && result != SQLITE_DONE)
        store_fail(store->db, store->path, error);
    sqlite3_finalize(row);
    if (!group)
        return NULL;
    bool good = read_edits(store, group, error);
    if (good && !store_group_playable(group, forward))
        good = fail_damaged(store, group->number, error);
    if (good)
        return group;
    tn_group_free(group);
    return NULL;
}

struct tn_group *store_older_group(void *context, const struct tn_group *group,
                                   struct tn_error *error) {
    return fetch(context,
                 "SELECT number, name, author, time FROM journal_group "
                 "WHERE number < ? AND state = 'done' ORDER BY number DESC LIMIT 1",
                 group ? group->number : INT64_MAX, false, error);
}

struct tn_group *store_newer_group(void *context, const struct tn_group *group,
                                   struct tn_error *error) {
    return fetch(context,
                 "SELECT number, name, author, time FROM journal_group "
                 "WHERE number > ? AND state = 'undone' ORDER BY number LIMIT 1",
                 group ? group->number : 0, true, error);
}

/* ------------------------------------------------------------------ the log */

bool tn_store_log(struct tn_store *store, size_t limit, tn_store_log_line line, void *context,
                  struct tn_error *error) {
    sqlite3_stmt *row =
        store_prepare(store->db, store->path,
                      "SELECT number, name, author, time, state = 'undone' FROM journal_group "
                      "WHERE state <> 'abandoned' ORDER BY number DESC LIMIT ?",
                      error);
    if (!row)
        return false;
    sqlite3_bind_int64(row, 1, limit && limit < INT64_MAX ? (int64_t)limit : -1);
    int result;
    while ((result = sqlite3_step(row)) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(row, 1);
        line(context, sqlite3_column_int64(row, 0), name ? name : "",
             (const char *)sqlite3_column_text(row, 2), sqlite3_column_int64(row, 3),
             sqlite3_column_int(row, 4) != 0);
    }
    bool good = result == SQLITE_DONE || store_fail(store->db, store->path, error);
    sqlite3_finalize(row);
    return good;
}
