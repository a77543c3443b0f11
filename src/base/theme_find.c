/*
 * Owns where themes are: the folder of the user, the installed folder, the program itself. The
 * first place that has a name wins; a theme there with mistakes is an error, not a reason to look
 * on.
 */
#include "base/theme.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef TN_THEMES_DIR
#define TN_THEMES_DIR "themes"
#endif

enum { LARGEST_THEME = 1 << 20 };
static const char suffix[] = ".theme";

/* The folders in the order of search; NULL: there is none. */
static const char *folder_at(size_t index) {
    const char *own = getenv("TENON_THEMES");
    return index == 0 ? (own && *own ? own : NULL) : TN_THEMES_DIR;
}
enum { FOLDER_COUNT = 2 };

static bool ends_with_suffix(const char *name) {
    size_t length = strlen(name), tail = sizeof suffix - 1;
    return length > tail && strcmp(name + length - tail, suffix) == 0;
}

static bool load_file(const char *path, struct tn_theme *theme, struct tn_error *error) {
    struct tn_buffer text = {0};
    bool loaded = tn_read_file(path, LARGEST_THEME, &text, error) &&
                  tn_theme_parse(tn_buffer_text(&text), path, theme, error);
    tn_buffer_free(&text);
    return loaded;
}

static bool load_default(struct tn_theme *theme, struct tn_error *error) {
    struct tn_buffer text = {0};
    tn_theme_put_default(&text);
    bool loaded = tn_theme_parse(text.at, "the theme in the program", theme, error);
    tn_buffer_free(&text);
    return loaded;
}

/* False where no folder has it. */
static bool find(const char *name, struct tn_buffer *path) {
    for (size_t i = 0; i < FOLDER_COUNT; i++) {
        if (!folder_at(i))
            continue;
        tn_buffer_reset(path);
        tn_put_format(path, "%s/%s%s", folder_at(i), name, suffix);
        if (access(path->at, F_OK) == 0)
            return true;
    }
    return false;
}

static bool fail_to_find(const char *name, struct tn_error *error) {
    struct tn_arena arena = {0};
    struct tn_buffer names = {0};
    struct tn_theme_list list = tn_theme_list(&arena);
    for (size_t i = 0; i < list.count; i++)
        tn_put_format(&names, "%s%s", i ? ", " : "", list.entries[i].name);
    tn_fail(error, "there is no theme \"%s\"; there are: %s", name, tn_buffer_text(&names));
    tn_buffer_free(&names);
    tn_arena_free(&arena);
    return false;
}

bool tn_theme_load(const char *name, struct tn_theme *theme, struct tn_error *error) {
    struct tn_buffer path = {0};
    bool loaded;
    if (!name || !*name)
        name = tn_theme_default_name;
    if (strchr(name, '/') || ends_with_suffix(name))
        loaded = load_file(name, theme, error);
    else if (find(name, &path))
        loaded = load_file(path.at, theme, error);
    else if (strcmp(name, tn_theme_default_name) == 0)
        loaded = load_default(theme, error);
    else
        loaded = fail_to_find(name, error);
    tn_buffer_free(&path);
    return loaded;
}

/* ------------------------------------------------------------------ the list */

typedef TN_VECTOR(struct tn_theme_entry) entry_vector;

static bool is_listed(const entry_vector *list, const char *name) {
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].name, name) == 0)
            return true;
    return false;
}

static const char *help_of(struct tn_arena *arena, const char *path) {
    struct tn_theme theme = {0};
    struct tn_error error = {0};
    const char *help;
    if (path ? load_file(path, &theme, &error) : load_default(&theme, &error))
        help = tn_arena_text(arena, theme.help, strlen(theme.help));
    else
        help = tn_arena_text(arena, error.message, strcspn(error.message, "\n"));
    tn_theme_free(&theme);
    tn_error_clear(&error);
    return help;
}

static void list_theme(struct tn_arena *arena, entry_vector *list, const char *name,
                       const char *path) {
    if (is_listed(list, name))
        return;
    struct tn_theme_entry entry = {name, help_of(arena, path), path};
    TN_PUSH(list, entry);
}

static void list_folder(struct tn_arena *arena, entry_vector *list, const char *folder) {
    DIR *open = opendir(folder);
    struct dirent *file;
    while (open && (file = readdir(open))) {
        if (file->d_name[0] == '.' || !ends_with_suffix(file->d_name))
            continue;
        size_t length = strlen(file->d_name) - (sizeof suffix - 1);
        list_theme(arena, list, tn_arena_text(arena, file->d_name, length),
                   tn_arena_format(arena, "%s/%s", folder, file->d_name));
    }
    if (open)
        closedir(open);
}

static int by_name(const void *a, const void *b) {
    const struct tn_theme_entry *left = a, *right = b;
    return strcmp(left->name, right->name);
}

struct tn_theme_list tn_theme_list(struct tn_arena *arena) {
    entry_vector list = {0};
    for (size_t i = 0; i < FOLDER_COUNT; i++)
        if (folder_at(i))
            list_folder(arena, &list, folder_at(i));
    list_theme(arena, &list, tn_theme_default_name, NULL);
    qsort(list.items, list.count, sizeof *list.items, by_name);
    struct tn_theme_list sorted = {0};
    sorted.count = list.count;
    sorted.entries = tn_arena_allocate(arena, list.count * sizeof *list.items);
    memcpy(sorted.entries, list.items, list.count * sizeof *list.items);
    free(list.items);
    return sorted;
}
