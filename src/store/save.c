/*
 * Saving: what happened in memory since the last save, as rows, and the groups that did it, in one
 * transaction. Rows get their net change: an object that came and went again costs nothing, and of
 * one that stayed only the changed columns are written.
 *
 * Invariant: the file is the model as it was before the oldest pending event; after a successful
 * save nothing is pending. A failed save changes nothing in the file and keeps its events.
 */
#include "store/store.h"

#include <inttypes.h>
#include <stdlib.h>

/* ------------------------------------------------------------------ net changes */

/* What the pending events did to one object. Its present state is in the model. */
struct change {
    struct tn_object *object;
    bool structural; /* it came or went */
    bool was_there;  /* before the first event */
    uint64_t fields; /* a bit for each field that was set */
};

struct changes {
    struct tn_arena arena;
    struct tn_id_map by_id;
    TN_VECTOR(struct change *) all; /* in the order of their first edit */
};

static struct change *change_of(struct changes *changes, struct tn_object *object) {
    struct change *change = tn_id_map_get(&changes->by_id, object->id);
    if (change)
        return change;
    change = tn_arena_allocate(&changes->arena, sizeof *change);
    *change = (struct change){.object = object, .was_there = true};
    tn_id_map_put(&changes->by_id, object->id, change);
    TN_PUSH(&changes->all, change);
    return change;
}

static void note_edit(struct changes *changes, const struct tn_edit *edit, bool forward) {
    struct change *change = change_of(changes, edit->object);
    if (edit->type == TN_SET) {
        change->fields |= UINT64_C(1) << (edit->field - tn_kind_of(edit->object)->fields);
    } else if (!change->structural) {
        change->structural = true;
        change->was_there = (edit->type == TN_DELETE) == forward;
    }
}

static void note_event(struct changes *changes, const struct store_event *event) {
    const struct tn_group *group = event->group;
    bool forward = event->step != TN_UNDONE;
    for (size_t i = 0; i < group->edits.count; i++)
        note_edit(changes, &group->edits.items[forward ? i : group->edits.count - 1 - i], forward);
}

static bool update_fields(struct store_rows *rows, sqlite3 *db, const struct change *change) {
    for (size_t field = 0; change->fields >> field; field++)
        if ((change->fields >> field & 1) && !store_update_row(rows, db, change->object, field))
            return false;
    return true;
}

static bool write_change(struct tn_store *store, const struct change *change) {
    struct store_rows *rows = &store->rows[change->object->kind];
    if (change->was_there && change->object->alive)
        return update_fields(rows, store->db, change);
    if (change->was_there)
        return store_erase_row(rows, store->db, change->object);
    return !change->object->alive || store_insert_row(rows, store->db, change->object);
}

static bool write_changes(struct tn_store *store) {
    struct changes changes = {0};
    for (size_t i = 0; i < store->pending.count; i++)
        note_event(&changes, &store->pending.items[i]);
    bool good = true;
    for (size_t i = 0; good && i < changes.all.count; i++)
        good = write_change(store, changes.all.items[i]);
    free(changes.all.items);
    tn_id_map_free(&changes.by_id);
    tn_arena_free(&changes.arena);
    return good;
}

/* ------------------------------------------------------------------ the transaction */

static bool fail_changed(const struct tn_store *store, struct tn_error *error) {
    return tn_fail(error, "%s was changed by another program since it was opened; open it again",
                   store->path);
}

bool store_unchanged(struct tn_store *store, struct tn_error *error) {
    uint32_t counter;
    if (!store_change_counter(store->db, &counter))
        return tn_fail(error, "%s cannot be read", store->path);
    return counter == store->change_counter || fail_changed(store, error);
}

/* A transaction that wrote counts as one; more than that was somebody else, right after us. */
static void note_commit(struct tn_store *store) {
    uint32_t counter;
    if (store_change_counter(store->db, &counter) && counter != store->change_counter)
        store->change_counter++;
}

/* A statement failed: SQLite's reason, or a row that was not there. */
static bool fail_statement(struct tn_store *store, struct tn_error *error) {
    if (sqlite3_errcode(store->db) == SQLITE_OK || sqlite3_errcode(store->db) == SQLITE_DONE)
        return fail_changed(store, error);
    return store_fail(store->db, store->path, error);
}

static bool write_pending(struct tn_store *store, struct tn_error *error) {
    if (!store_unchanged(store, error) || !store_check_pages(store, error))
        return false;
    if (!write_changes(store))
        return fail_statement(store, error);
    for (size_t i = 0; i < store->pending.count; i++)
        if (!store_write_event(store, &store->pending.items[i]))
            return fail_statement(store, error);
    if (!store_write_settings(store))
        return fail_statement(store, error);
    return store_run(store->db, store->path, "COMMIT", error);
}

static void forget_pending(struct tn_store *store) {
    for (size_t i = 0; i < store->pending.count; i++)
        tn_group_free(store->pending.items[i].group);
    store->pending.count = 0;
}

static bool write_transaction(struct tn_store *store, struct tn_error *error) {
    if (!store_run(store->db, store->path, "BEGIN IMMEDIATE", error))
        return false;
    if (write_pending(store, error)) {
        note_commit(store);
        forget_pending(store);
        store_settings_written(store);
        return true;
    }
    if (!sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

bool tn_store_save_pending(struct tn_store *store, struct tn_error *error) {
    struct tn_error reason = {0};
    if (store->read_only)
        tn_fail(&reason, "%s", store->read_only);
    else if (write_transaction(store, &reason))
        return true;
    if (store->pending.count)
        tn_fail(error, "not saved: %s; the change is kept in memory and saved with the next one",
                reason.message);
    else
        tn_fail(error, "not saved: %s", reason.message);
    tn_error_clear(&reason);
    return false;
}

/* The number is given at the first try, so that later events can name the group. */
bool store_save_group(void *context, struct tn_group *group, enum tn_step step,
                      struct tn_error *error) {
    struct tn_store *store = context;
    if (step == TN_DONE)
        group->number = ++store->last_group;
    struct store_event event = {store_group_copy(group), step};
    TN_PUSH(&store->pending, event);
    return tn_store_save_pending(store, error);
}

bool tn_store_unsaved(const struct tn_store *store) {
    return store->pending.count > 0;
}
