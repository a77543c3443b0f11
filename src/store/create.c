/*
 * Making a project file: filled as a temporary beside the target, synced, then linked to its name,
 * which fails where the name is taken. A crash leaves at most a hidden temporary, never half a
 * project.
 */
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ------------------------------------------------------------------ contents */

static bool insert_tree(sqlite3 *db, struct store_rows *rows, const struct tn_object *object) {
    const struct tn_kind_info *info = tn_kind_of(object);
    if (!store_insert_row(&rows[object->kind], db, object))
        return false;
    for (size_t i = 0; i < info->list_count; i++) {
        const struct tn_list *list = (const void *)((const char *)object + info->lists[i].offset);
        for (const struct tn_object *child = list->first; child; child = child->next)
            if (!insert_tree(db, rows, child))
                return false;
    }
    return true;
}

static bool insert_model(sqlite3 *db, const char *path, const struct tn_model *model,
                         struct tn_error *error) {
    struct store_rows rows[TN_KIND_COUNT] = {0};
    bool good = insert_tree(db, rows, &model->project->object) || store_fail(db, path, error);
    store_rows_free(rows);
    return good;
}

bool store_fill(sqlite3 *db, const char *path, const struct tn_model *model,
                 struct tn_error *error) {
    struct tn_buffer sql = {0};
    tn_put_format(&sql, "BEGIN; PRAGMA application_id=%d; PRAGMA user_version=%d;\n",
                  STORE_APPLICATION_ID, STORE_FORMAT);
    store_schema_sql(&sql);
    bool good = store_run(db, path, sql.at, error) && insert_model(db, path, model, error) &&
                store_run(db, path, "COMMIT", error);
    tn_buffer_free(&sql);
    return good;
}

/* ------------------------------------------------------------------ files */

static size_t folder_length(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

static char *temporary_path(const char *path) {
    struct tn_buffer temporary = {0};
    size_t folder = folder_length(path);
    tn_put_bytes(&temporary, path, folder);
    tn_put_format(&temporary, ".%.100s.%016" PRIx64 ".tmp", path + folder, tn_random());
    return temporary.at;
}

static bool fail_system(const char *path, struct tn_error *error) {
    if (errno == EEXIST)
        return tn_fail(error, "%s exists already", path);
    return tn_fail(error, "%s cannot be created: %s", path, strerror(errno));
}

static void sync_folder(const char *path) {
    struct tn_buffer folder = {0};
    tn_put_bytes(&folder, path, folder_length(path));
    tn_put(&folder, ".");
    int file = open(folder.at, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file >= 0) {
        fsync(file); /* not every file system can; the name is there either way */
        close(file);
    }
    tn_buffer_free(&folder);
}

/* The name appears with the complete file, or not at all; file systems without links are asked to
 * rename. */
static bool give_name(int file, const char *temporary, const char *path, struct tn_error *error) {
    if (fsync(file) != 0 && errno != EINVAL && errno != ENOTSUP)
        return fail_system(path, error);
    if (link(temporary, path) != 0) {
        bool no_links = errno == EPERM || errno == ENOTSUP || errno == ENOSYS || errno == EMLINK;
        if (!no_links || renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) != 0)
            return fail_system(path, error);
    }
    sync_folder(path);
    return true;
}

/* SQLite would take a journal that some earlier file of that name left behind for this one's. */
static bool check_free(const char *path, struct tn_error *error) {
    struct stat about;
    if (lstat(path, &about) == 0)
        return tn_fail(error, "%s exists already", path);
    char *journal = store_journal_path(path);
    bool free_of = lstat(journal, &about) != 0;
    if (!free_of)
        tn_fail(error, "%s is left over from another file of that name: remove it first", journal);
    free(journal);
    return free_of;
}

/* Messages name the target: nobody knows the temporary. */
static bool fill_file(const char *temporary, const char *path, const struct tn_model *model,
                      struct tn_error *error) {
    sqlite3 *db = store_connect(temporary, STORE_MAKE, error);
    if (!db)
        return false;
    bool good = store_fill(db, path, model, error);
    sqlite3_close(db);
    return good;
}

bool tn_store_create(const char *path, const struct tn_model *model, struct tn_error *error) {
    if (!check_free(path, error))
        return false;
    char *temporary = temporary_path(path);
    int file = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    bool good = file >= 0 || fail_system(path, error);
    if (good) {
        good = fill_file(temporary, path, model, error) && give_name(file, temporary, path, error);
        unlink(temporary);
        close(file);
    }
    free(temporary);
    return good;
}
