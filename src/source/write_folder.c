/*
 * A schema written as a folder. Only a folder of ours is replaced: one that is empty, or whose
 * all.sql lists every file in it.
 */
#include "tenon/source.h"

#include <stdlib.h>
#include <string.h>

static bool lists(const struct tn_buffer *master, const char *path) {
    for (const char *at = tn_buffer_text(master); at && *at;) {
        const char *newline = strchr(at, '\n');
        size_t length = newline ? (size_t)(newline - at) : strlen(at);
        if (tn_slice_is(tn_sql_loaded_file((struct tn_slice){at, length}), path))
            return true;
        at = newline ? newline + 1 : NULL;
    }
    return false;
}

static bool may_replace(const char *folder, struct tn_error *error) {
    struct tn_paths paths = {0};
    struct tn_buffer path = {0}, master = {0};
    struct tn_error none = {0};
    bool may = tn_list_files(folder, &paths, error);
    tn_put_format(&path, "%s/%s", folder, TN_SQL_MASTER);
    bool ours = tn_read_file(path.at, 0, &master, &none) &&
                tn_starts_with(tn_buffer_text(&master), TN_SQL_MASTER_LINE);
    tn_error_clear(&none);
    for (size_t i = 0; i < paths.list.count && may; i++) {
        const char *name = paths.list.items[i];
        if (!ours || (strcmp(name, TN_SQL_MASTER) != 0 && !lists(&master, name)))
            may =
                tn_fail(error, "%s: %s was not written by tenon; choose another folder or move it",
                        folder, name);
    }
    tn_paths_free(&paths);
    tn_buffer_free(&path);
    tn_buffer_free(&master);
    return may;
}

bool tn_source_write_folder(const char *path, const struct tn_sql_files *files,
                            struct tn_error *error) {
    if (tn_is_folder(path) && !may_replace(path, error))
        return false;
    size_t count = files->list.count;
    struct tn_folder_file *list = tn_allocate((count + 1) * sizeof *list);
    for (size_t i = 0; i < count; i++) {
        const struct tn_sql_file *file = &files->list.items[i];
        list[i] = (struct tn_folder_file){
            .path = file->path, .bytes = tn_buffer_text(&file->text), .length = file->text.length};
    }
    bool written = tn_write_folder(path, list, count, error);
    free(list);
    return written;
}
