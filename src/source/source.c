/*
 * Opens a project or a text as a model. A project is told by its content,
 * whatever its name.
 */
#include "tenon/source.h"

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

static struct tn_source *open_source(const char *path, struct tn_format_options options,
                                     struct tn_findings *findings, struct tn_error *error) {
    if (strcmp(path, "-") != 0 && tn_store_is_project(path))
        return open_project(path, error);
    struct tn_buffer text = {0};
    struct tn_source *source = NULL;
    if (tn_read_file(path, 0, &text, error))
        source = read_text(path, (struct tn_slice){tn_buffer_text(&text), text.length}, options,
                           findings, error);
    tn_buffer_free(&text);
    return source;
}

struct tn_source *tn_source_open(const char *path, const struct tn_dialect *dialect,
                                 struct tn_findings *findings, struct tn_error *error) {
    struct tn_format_options options = {.dialect = dialect ? dialect->name : NULL};
    return open_source(path, options, findings, error);
}

struct tn_source *tn_source_open_for(const char *path, const struct tn_dialect *likely,
                                     struct tn_findings *findings, struct tn_error *error) {
    struct tn_format_options options = {.likely = likely ? likely->name : NULL};
    return open_source(path, options, findings, error);
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
