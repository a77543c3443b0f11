/*
 * Folders: which files lie in one, and writing one whole or not at all: beside the target first,
 * then put in its place. No link is followed into another folder.
 */
#include "tenon/base.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Folders in folders: as deep as any real tree, and a bound for the others. */
#define DEEPEST 16

/* ------------------------------------------------------------------ listing */

static int compare_texts(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_entry(const char *name) {
    return strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static bool list_below(const char *folder, const char *below, int depth, struct tn_paths *paths,
                       struct tn_error *error) {
    char *path = tn_arena_format(&paths->arena, "%s/%s", folder, below);
    DIR *directory = opendir(path);
    if (!directory)
        return tn_fail(error, "%s: the folder cannot be read: %s", path, strerror(errno));
    bool listed = depth < DEEPEST || tn_fail(error, "%s: the folder lies too deep", path);
    for (struct dirent *entry; listed && (entry = readdir(directory));) {
        struct stat state;
        if (!is_entry(entry->d_name))
            continue;
        const char *name =
            tn_arena_format(&paths->arena, "%s%s%s", below, *below ? "/" : "", entry->d_name);
        path = tn_arena_format(&paths->arena, "%s/%s", folder, name);
        if (lstat(path, &state) == 0 && S_ISDIR(state.st_mode))
            listed = list_below(folder, name, depth + 1, paths, error);
        else
            TN_PUSH(&paths->list, name);
    }
    closedir(directory);
    return listed;
}

bool tn_list_files(const char *folder, struct tn_paths *paths, struct tn_error *error) {
    if (!list_below(folder, "", 0, paths, error))
        return false;
    if (paths->list.count)
        qsort(paths->list.items, paths->list.count, sizeof *paths->list.items, compare_texts);
    return true;
}

void tn_paths_free(struct tn_paths *paths) {
    free(paths->list.items);
    tn_arena_free(&paths->arena);
    *paths = (struct tn_paths){0};
}

bool tn_is_folder(const char *path) {
    struct stat state;
    return stat(path, &state) == 0 && S_ISDIR(state.st_mode);
}

bool tn_is_file(const char *path) {
    struct stat state;
    return stat(path, &state) == 0 && S_ISREG(state.st_mode);
}

/* ------------------------------------------------------------------ removing */

static void remove_below(const char *path, int depth) {
    DIR *directory = depth < DEEPEST ? opendir(path) : NULL;
    for (struct dirent *entry; directory && (entry = readdir(directory));) {
        struct tn_buffer below = {0};
        struct stat state;
        tn_put_format(&below, "%s/%s", path, entry->d_name);
        if (is_entry(entry->d_name) && lstat(below.at, &state) == 0) {
            if (S_ISDIR(state.st_mode))
                remove_below(below.at, depth + 1);
            else
                unlink(below.at);
        }
        tn_buffer_free(&below);
    }
    if (directory)
        closedir(directory);
    rmdir(path);
}

/* ------------------------------------------------------------------ writing */

static bool fail_to_make(const char *path, struct tn_error *error) {
    return tn_fail(error, "%s: the folder cannot be made: %s", path, strerror(errno));
}

/* The folders above a file, below the root that is there. */
static bool make_above(char *path, size_t root, struct tn_error *error) {
    for (char *slash = strchr(path + root + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        bool made = mkdir(path, 0777) == 0 || errno == EEXIST;
        if (!made)
            fail_to_make(path, error);
        *slash = '/';
        if (!made)
            return false;
    }
    return true;
}

static bool write_files(const char *root, const struct tn_folder_file *files, size_t count,
                        struct tn_error *error) {
    bool written = true;
    for (size_t i = 0; i < count && written; i++) {
        struct tn_buffer path = {0};
        tn_put_format(&path, "%s/%s", root, files[i].path);
        written = make_above(path.at, strlen(root), error) &&
                  tn_write_file(path.at, files[i].bytes, files[i].length, error);
        tn_buffer_free(&path);
    }
    return written;
}

/* Two renames: should the second fail, the old folder is put back. */
static bool put_in_place(const char *made, const char *target, struct tn_error *error) {
    struct tn_buffer old = {0};
    tn_put_format(&old, "%s.old", made);
    bool had = rename(target, old.at) == 0;
    bool done = rename(made, target) == 0;
    if (!done) {
        fail_to_make(target, error);
        if (had && rename(old.at, target) != 0)
            tn_fail(error, "%s: what was there is now called %s", target, old.at);
    } else if (had) {
        remove_below(old.at, 0);
    }
    tn_buffer_free(&old);
    return done;
}

bool tn_write_folder(const char *path, const struct tn_folder_file *files, size_t count,
                     struct tn_error *error) {
    struct tn_buffer target = {0}, made = {0};
    char *behind_links = realpath(path, NULL); /* NULL where there is no folder yet */
    tn_put(&target, behind_links ? behind_links : path);
    free(behind_links);
    while (target.length > 1 && target.at[target.length - 1] == '/')
        target.at[--target.length] = 0;
    tn_put_format(&made, "%s.%016" PRIx64 ".tmp", tn_buffer_text(&target), tn_random());
    bool done = *tn_buffer_text(&target) || tn_fail(error, "the name of the folder is empty");
    if (done && mkdir(made.at, 0777) != 0)
        done = fail_to_make(target.at, error);
    if (done) {
        done = write_files(made.at, files, count, error) && put_in_place(made.at, target.at, error);
        if (!done)
            remove_below(made.at, 0);
    }
    tn_buffer_free(&target);
    tn_buffer_free(&made);
    return done;
}

/* ------------------------------------------------------------------ adding */

static char *path_in(struct tn_arena *arena, const char *folder,
                     const struct tn_folder_file *file) {
    return tn_arena_format(arena, "%s/%s", folder, file->path);
}

static bool is_there(const char *path) {
    struct stat state;
    return lstat(path, &state) == 0;
}

/* The folders that were made for it go too, as far as they are empty. */
static void remove_added(const char *folder, char *path) {
    unlink(path);
    for (char *slash; (slash = strrchr(path, '/')) && slash > path + strlen(folder);) {
        *slash = 0;
        if (rmdir(path) != 0)
            return;
    }
}

bool tn_add_files(const char *folder, const struct tn_folder_file *files, size_t count,
                  struct tn_error *error) {
    struct tn_arena arena = {0};
    bool good = true, made = false;
    size_t written = 0;
    for (size_t i = 0; i < count && good; i++) {
        const char *path = path_in(&arena, folder, &files[i]);
        if (!files[i].replaces && is_there(path))
            good = tn_fail(error, "%s is there already: nothing is written", path);
    }
    if (good && !(made = mkdir(folder, 0777) == 0) && errno != EEXIST)
        good = fail_to_make(folder, error);
    for (; written < count && good; written += good)
        good = make_above(path_in(&arena, folder, &files[written]), strlen(folder), error) &&
               tn_write_file(path_in(&arena, folder, &files[written]), files[written].bytes,
                             files[written].length, error);
    for (size_t i = 0; i < written && !good; i++)
        if (!files[i].replaces)
            remove_added(folder, path_in(&arena, folder, &files[i]));
    if (!good && made)
        rmdir(folder);
    tn_arena_free(&arena);
    return good;
}
