/*
 * Opens a project or a text as a model. A project is told by its content,
 * whatever its name.
 */
#include "tenon/source.h"
#include "source/migrations.h"

#include <stdlib.h>
#include <string.h>

static struct tn_source *open_project(const char *path, struct tn_error *error) {
    struct tn_store *store = tn_store_open(path, TN_STORE_READ, error);
    if (!store)
        return NULL;
    struct tn_source *source = tn_allocate(sizeof *source);
    *source = (struct tn_source){.model = tn_store_model(store), .path = path, .store = store};
    return source;
}

/* What is neither told by its content nor by its name is taken for SQL: scripts
 * come with any name. */
static const struct tn_format *told_format(const char *path, struct tn_slice text) {
    const struct tn_format *format = tn_format_of(path, text);
    return format && format->read ? format : tn_format_find("sql");
}

static size_t count_errors(const struct tn_findings *findings) {
    return tn_findings_count(findings, TN_ERROR);
}

static struct tn_source *read_text(const char *path, struct tn_slice text,
                                   struct tn_format_options options, struct tn_findings *findings,
                                   struct tn_error *error) {
    const char *shown = strcmp(path, "-") == 0 ? "standard input" : path;
    const struct tn_format *format = told_format(path, text);
    options.file = shown;
    size_t before = count_errors(findings);
    struct tn_model *model = format->read(text, &options, findings, error);
    if (!model) {
        size_t errors = count_errors(findings) - before;
        tn_fail(error, "%s could not be read: %zu error%s", shown, errors, errors == 1 ? "" : "s");
        return NULL;
    }
    struct tn_source *source = tn_allocate(sizeof *source);
    *source = (struct tn_source){.model = model, .path = path, .format = format};
    return source;
}

static struct tn_source *open_text(const char *path, struct tn_format_options options,
                                   struct tn_findings *findings, struct tn_error *error) {
    struct tn_buffer text = {0}, forward = {0};
    struct tn_source *source = NULL;
    if (tn_read_file(path, 0, &text, error)) {
        migration_put_forward((struct tn_slice){tn_buffer_text(&text), text.length}, &forward);
        source = read_text(path, (struct tn_slice){tn_buffer_text(&forward), forward.length},
                           options, findings, error);
    }
    tn_buffer_free(&text);
    tn_buffer_free(&forward);
    return source;
}

static struct tn_source *open_source(const char *path, const struct tn_dialect *dialect,
                                     const struct tn_dialect *likely, struct tn_findings *findings,
                                     struct tn_error *error) {
    struct tn_format_options options = {.dialect = dialect ? dialect->name : NULL,
                                        .likely = likely ? likely->name : NULL};
    if (strcmp(path, "-") != 0 && tn_is_folder(path))
        return source_open_scripts(&path, 1, dialect, likely, findings, error);
    if (strcmp(path, "-") != 0 && tn_store_is_project(path))
        return open_project(path, error);
    return open_text(path, options, findings, error);
}

struct tn_source *tn_source_open(const char *path, const struct tn_dialect *dialect,
                                 struct tn_findings *findings, struct tn_error *error) {
    return open_source(path, dialect, NULL, findings, error);
}

/* ------------------------------------------------------------------ several sources */

bool tn_source_is_script(const char *path) {
    if (!tn_is_file(path)) /* one that is missing is told when it is opened */
        return true;
    if (tn_store_is_project(path))
        return false;
    struct tn_buffer text = {0};
    struct tn_error none = {0};
    bool script = tn_read_file(path, 0, &text, &none) &&
                  told_format(path, (struct tn_slice){tn_buffer_text(&text), text.length}) ==
                      tn_format_find("sql");
    bool missing = none.message != NULL; /* told when it is opened */
    tn_error_clear(&none);
    tn_buffer_free(&text);
    return script || missing;
}

struct tn_source *tn_source_open_all(const char *const *paths, size_t count,
                                     const struct tn_dialect *dialect,
                                     const struct tn_dialect *likely, struct tn_findings *findings,
                                     struct tn_error *error) {
    if (count == 1)
        return open_source(paths[0], dialect, likely, findings, error);
    for (size_t i = 0; i < count; i++)
        if (!tn_source_is_script(paths[i])) {
            tn_fail(error, "%s is no SQL script: several sources are applied in order, as scripts",
                    paths[i]);
            return NULL;
        }
    return source_open_scripts(paths, count, dialect, likely, findings, error);
}

struct tn_model *tn_source_lower(struct tn_source *source, const struct tn_dialect *dialect,
                                 const struct tn_lower_options *options,
                                 struct tn_findings *findings) {
    if (source->store)
        return tn_lower_with(source->model, dialect, options, findings);
    struct tn_model *model = source->model;
    source->model = NULL;
    tn_lower_in_place(model, dialect, options, findings);
    return model;
}

void tn_source_close(struct tn_source *source) {
    if (!source)
        return;
    if (source->store)
        tn_store_close(source->store);
    else
        tn_model_free(source->model);
    free(source);
}
