/*
 * A folder of SQL scripts as a source, and several sources as one: the texts in their order, read
 * into one model. What a script says of another's tables is an ALTER of what stands there.
 */
#include "source/migrations.h"
#include "tenon/source.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ the texts */

struct script {
    const char *path;
    struct tn_buffer text;
};

struct scripts {
    TN_VECTOR(struct script) list;
    struct tn_arena arena; /* of the paths */
};

static bool add_script(struct scripts *scripts, const char *path, struct tn_error *error) {
    struct tn_buffer text = {0};
    struct script script = {.path = tn_arena_text(&scripts->arena, path, strlen(path))};
    if (!tn_read_file(path, 0, &text, error))
        return false;
    migration_put_forward((struct tn_slice){tn_buffer_text(&text), text.length}, &script.text);
    tn_buffer_free(&text);
    TN_PUSH(&scripts->list, script);
    return true;
}

static void free_scripts(struct scripts *scripts) {
    for (size_t i = 0; i < scripts->list.count; i++)
        tn_buffer_free(&scripts->list.items[i].text);
    free(scripts->list.items);
    tn_arena_free(&scripts->arena);
}

/* ------------------------------------------------------------------ lists that a folder keeps */

static bool add_in_folder(struct scripts *scripts, const char *folder, struct tn_slice name,
                          struct tn_error *error) {
    const char *path =
        tn_arena_format(&scripts->arena, "%s/%.*s", folder, (int)name.length, name.at);
    return add_script(scripts, path, error);
}

/* sqitch.plan: a change a line, its name first; % and @ begin other lines. */
static struct tn_slice planned_script(struct tn_slice line, struct tn_arena *arena) {
    size_t length = 0;
    while (length < line.length && !strchr(" \t\r#", line.at[length]))
        length++;
    if (!length || *line.at == '%' || *line.at == '@')
        return (struct tn_slice){0};
    return tn_slice_of(tn_arena_format(arena, "deploy/%.*s.sql", (int)length, line.at));
}

static struct tn_slice loaded_script(struct tn_slice line, struct tn_arena *arena) {
    (void)arena;
    return tn_sql_loaded_file(line);
}

static const struct folder_list {
    const char *file;
    const char *begins; /* how the file begins */
    struct tn_slice (*script)(struct tn_slice line, struct tn_arena *arena);
} lists[] = {
    {TN_SQL_MASTER, TN_SQL_MASTER_LINE, loaded_script},
    {"sqitch.plan", "%", planned_script},
};

static bool add_listed(struct scripts *scripts, const char *folder, const struct folder_list *list,
                       const struct tn_buffer *text, struct tn_error *error) {
    bool added = true;
    for (const char *at = text->at, *next; at && *at && added; at = next) {
        const char *newline = strchr(at, '\n');
        next = newline ? newline + 1 : NULL;
        size_t length = newline ? (size_t)(newline - at) : strlen(at);
        struct tn_slice name = list->script((struct tn_slice){at, length}, &scripts->arena);
        if (name.length)
            added = add_in_folder(scripts, folder, name, error);
    }
    return added;
}

/* The list that a folder keeps of its scripts, or NULL. */
static const struct folder_list *find_list(const char *folder, struct tn_buffer *text) {
    for (size_t i = 0; i < TN_LENGTH(lists); i++) {
        struct tn_buffer path = {0};
        struct tn_error none = {0};
        tn_put_format(&path, "%s/%s", folder, lists[i].file);
        tn_buffer_reset(text);
        bool found = tn_read_file(path.at, 0, text, &none) &&
                     tn_starts_with(tn_buffer_text(text), lists[i].begins);
        tn_buffer_free(&path);
        tn_error_clear(&none);
        if (found)
            return &lists[i];
    }
    return NULL;
}

/* ------------------------------------------------------------------ folders */

static bool add_found(struct scripts *scripts, const char *folder, struct tn_error *error) {
    struct tn_paths paths = {0};
    bool added = tn_list_files(folder, &paths, error);
    size_t kept = 0;
    for (size_t i = 0; i < paths.list.count; i++)
        if (migration_counts(paths.list.items[i]))
            paths.list.items[kept++] = paths.list.items[i];
    paths.list.count = kept;
    migration_drop_replaced(&paths);
    if (added && paths.list.count)
        qsort(paths.list.items, paths.list.count, sizeof *paths.list.items, migration_compare);
    else if (added)
        added = tn_fail(error, "%s: there are no SQL scripts in this folder", folder);
    for (size_t i = 0; i < paths.list.count && added; i++)
        added = add_in_folder(scripts, folder, tn_slice_of(paths.list.items[i]), error);
    tn_paths_free(&paths);
    return added;
}

static bool add_folder(struct scripts *scripts, const char *path, struct tn_error *error) {
    struct tn_buffer text = {0}, folder = {0};
    tn_put(&folder, path);
    while (folder.length > 1 && folder.at[folder.length - 1] == '/')
        folder.at[--folder.length] = 0;
    const struct folder_list *list = find_list(folder.at, &text);
    bool added = list ? add_listed(scripts, folder.at, list, &text, error)
                      : add_found(scripts, folder.at, error);
    tn_buffer_free(&folder);
    tn_buffer_free(&text);
    return added;
}

/* ------------------------------------------------------------------ reading */

/* Told from all texts together: a folder is of one dialect. */
static const struct tn_dialect *dialect_of(const struct scripts *scripts,
                                           const struct tn_dialect *likely) {
    struct tn_buffer all = {0};
    for (size_t i = 0; i < scripts->list.count; i++)
        tn_put(&all, tn_buffer_text(&scripts->list.items[i].text));
    const char *path = scripts->list.count ? scripts->list.items[0].path : NULL;
    const struct tn_dialect *dialect =
        tn_dialect_guess(tn_buffer_text(&all), all.length, path, likely);
    tn_buffer_free(&all);
    return tn_dialect_plain(dialect);
}

static struct tn_model *read_scripts(const struct scripts *scripts,
                                     const struct tn_dialect *dialect, const char *what,
                                     struct tn_findings *findings, struct tn_error *error) {
    struct tn_model *model = tn_model_new(0, TN_NO_LINEAGE);
    size_t errors = 0;
    for (size_t i = 0; i < scripts->list.count; i++) {
        const struct script *script = &scripts->list.items[i];
        struct tn_sql_report report = {0};
        tn_sql_read(model, (struct tn_slice){tn_buffer_text(&script->text), script->text.length},
                    script->path, dialect, findings, &report);
        errors += report.errors;
    }
    if (!errors)
        return model;
    tn_model_free(model);
    tn_fail(error, "%s could not be read: %zu error%s", what, errors, errors == 1 ? "" : "s");
    return NULL;
}

struct tn_source *source_open_scripts(const char *const *paths, size_t count,
                                      const struct tn_dialect *dialect,
                                      const struct tn_dialect *likely, struct tn_findings *findings,
                                      struct tn_error *error) {
    struct scripts scripts = {0};
    struct tn_source *source = NULL;
    bool added = true;
    for (size_t i = 0; i < count && added; i++)
        added = tn_is_folder(paths[i]) ? add_folder(&scripts, paths[i], error)
                                       : add_script(&scripts, paths[i], error);
    if (added) {
        dialect = dialect ? tn_dialect_plain(dialect) : dialect_of(&scripts, likely);
        struct tn_model *model =
            read_scripts(&scripts, dialect, count == 1 ? paths[0] : "the scripts", findings, error);
        if (model) {
            source = tn_allocate(sizeof *source);
            *source = (struct tn_source){
                .model = model, .path = paths[0], .format = tn_format_find("sql")};
        }
    }
    free_scripts(&scripts);
    return source;
}
