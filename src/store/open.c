/*
 * Opening and closing a project: look at the file, take the lock, connect, check, load, and set the
 * journal's hooks. Nothing is written before the first edit.
 *
 * Reading happens in one transaction, under SQLite's ordinary shared lock: a reader never sees half
 * a save, and a writer waits for it a moment. A save that a crash left unfinished is taken back by
 * SQLite on the way, which needs the right to write.
 */
#include "store/store.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Bytes: a file up to this size is checked when it is opened. */
enum { CHECKED_AT_ONCE = 8 << 20 };

/* ------------------------------------------------------------------ connecting */

static enum store_access access_to(const struct tn_store *store, const struct store_file *file) {
    bool may_write = access(store->path, W_OK) == 0;
    if (!store->read_only || (file->interrupted && may_write))
        return STORE_WRITE;
    return STORE_READ;
}

static bool upgrade(struct tn_store *store, int64_t format, struct tn_error *error) {
    if (format == STORE_FORMAT)
        return true;
    if (store->read_only)
        return tn_fail(error,
                       "%s has the older format %d and must be opened once for writing, to be "
                       "brought up to date: %s",
                       store->path, (int)format, store->read_only);
    return store_upgrade_backup(store->db, store->path, format, error) &&
           store_upgrade_run(store->db, store->path, store_upgrades, STORE_FORMAT, error);
}

bool store_check_pages(struct tn_store *store, struct tn_error *error) {
    if (store->checked)
        return true;
    sqlite3_stmt *row = store_prepare(store->db, store->path, "PRAGMA quick_check(1)", error);
    if (!row)
        return false;
    int result = sqlite3_step(row);
    const char *found = result == SQLITE_ROW ? (const char *)sqlite3_column_text(row, 0) : NULL;
    store->checked = found && strcmp(found, "ok") == 0;
    if (result != SQLITE_ROW)
        store_fail(store->db, store->path, error);
    else if (!store->checked)
        tn_fail(error, "%s is damaged; take it from a backup or from version control", store->path);
    sqlite3_finalize(row);
    return store->checked;
}

/* A large file is opened at once and checked before the first save. */
static bool check_if_small(struct tn_store *store, struct tn_error *error) {
    struct stat about;
    if (store->read_only || stat(store->path, &about) != 0 || about.st_size > CHECKED_AT_ONCE)
        return true;
    return store_check_pages(store, error);
}

static bool load(struct tn_store *store, struct tn_error *error) {
    if (!store_run(store->db, store->path, "BEGIN", error))
        return false;
    if (!store_schema_check(store->db, store->path, error) || !check_if_small(store, error))
        return false;
    if (!store_change_counter(store->db, &store->change_counter))
        return tn_fail(error, "%s cannot be read", store->path);
    store->model = store_load(store->db, store->path, error);
    if (!store->model || !store_load_settings(store, error))
        return false;
    store->last_group = store_number(store->db, "SELECT ifnull(max(number), 0) FROM journal_group");
    if (store->last_group < 0)
        return store_fail(store->db, store->path, error);
    return store_run(store->db, store->path, "COMMIT", error);
}

static bool open_file(struct tn_store *store, enum tn_store_mode mode, struct tn_error *error) {
    struct store_file file;
    if (!store_file_check(store->path, &file, error))
        return false;
    if (mode == TN_STORE_WRITE)
        store->lock = store_lock(store->path, &store->read_only);
    else
        store->read_only = tn_duplicate("the project was opened for reading only");
    store->db = store_connect(store->path, access_to(store, &file), error);
    return store->db && upgrade(store, file.format, error) && load(store, error);
}

static void set_hooks(struct tn_store *store) {
    tn_journal_of(store->model)->hooks = (struct tn_journal_hooks){
        .context = store,
        .save = store_save_group,
        .older = store_older_group,
        .newer = store_newer_group,
    };
}

struct tn_store *tn_store_open(const char *path, enum tn_store_mode mode, struct tn_error *error) {
    struct tn_store *store = tn_allocate(sizeof *store);
    store->path = tn_duplicate(path);
    store->lock = -1;
    if (!open_file(store, mode, error)) {
        tn_store_close(store);
        return NULL;
    }
    set_hooks(store);
    return store;
}

/* ------------------------------------------------------------------ closing */

static void free_pending(struct tn_store *store) {
    for (size_t i = 0; i < store->pending.count; i++)
        tn_group_free(store->pending.items[i].group);
    free(store->pending.items);
}

/* The lock goes last: closing its descriptor also drops SQLite's locks on the file. */
void tn_store_close(struct tn_store *store) {
    if (!store)
        return;
    bool usable = store->model && !store->read_only;
    if (usable && (tn_store_unsaved(store) || store_settings_changed(store)))
        tn_store_save_pending(store, NULL);
    store_rows_free(store->rows);
    sqlite3_close(store->db);
    if (store->lock >= 0)
        close(store->lock);
    tn_model_free(store->model);
    free_pending(store);
    store_settings_free(store);
    free(store->read_only);
    free(store->path);
    free(store);
}

/* ------------------------------------------------------------------ questions */

struct tn_model *tn_store_model(struct tn_store *store) {
    return store->model;
}

const char *tn_store_path(const struct tn_store *store) {
    return store->path;
}

const char *tn_store_read_only(const struct tn_store *store) {
    return store->read_only;
}
