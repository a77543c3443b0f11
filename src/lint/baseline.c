/*
 * Owns baselines: what was known on the day it was written does not count again.
 *
 * A line is the rule, the fingerprint and the path, parted by tabs; the first line has the lineage
 * of the model. Within a lineage the fingerprint tells, which renames do not change; elsewhere ids
 * mean nothing and rule and path tell.
 */
#include "tenon/lint.h"

#include <stdlib.h>
#include <string.h>

static const char title[] = "# tenon baseline 1";

struct tn_baseline {
    struct tn_arena arena;
    uint64_t lineage;
    struct tn_text_map by_fingerprint, by_path; /* -> the baseline: it is known */
    size_t count;
};

/* ------------------------------------------------------------------ reading */

/* A path as a line has it: names may hold line ends. */
static void put_path(struct tn_buffer *out, const char *path) {
    for (const char *c = path; *c; c++)
        tn_put_char(out, *c == '\n' ? ' ' : *c);
}

static const char *path_key(struct tn_arena *arena, const char *rule, const char *path) {
    struct tn_buffer key = {0};
    tn_put_format(&key, "%s\t", rule);
    put_path(&key, path);
    return tn_buffer_keep(&key, arena);
}

static bool read_line(struct tn_baseline *baseline, const char *line) {
    const char *tab = strchr(line, '\t'), *second = tab ? strchr(tab + 1, '\t') : NULL;
    if (!second)
        return false;
    const char *rule = tn_arena_text(&baseline->arena, line, (size_t)(tab - line));
    const char *mark = tn_arena_text(&baseline->arena, tab + 1, (size_t)(second - tab - 1));
    tn_text_map_put(&baseline->by_fingerprint, mark, baseline);
    tn_text_map_put(&baseline->by_path, path_key(&baseline->arena, rule, second + 1), baseline);
    baseline->count++;
    return true;
}

static bool read_title(struct tn_baseline *baseline, const char *line) {
    size_t length = strlen(title);
    if (strncmp(line, title, length) != 0)
        return false;
    return !line[length] || tn_id_parse(line + length + 1, &baseline->lineage);
}

static bool read_all(struct tn_baseline *baseline, const char *file, const char *text,
                     struct tn_error *error) {
    size_t number = 1;
    for (const char *at = text; *at; number++) {
        size_t length = strcspn(at, "\n");
        const char *line = tn_arena_text(&baseline->arena, at, length);
        bool good = number == 1 ? read_title(baseline, line)
                                : !length || *line == '#' || read_line(baseline, line);
        if (!good)
            return tn_fail(error,
                           "%s:%zu: this is no line of a baseline; --write-baseline writes one",
                           file, number);
        at += length + (at[length] == '\n');
    }
    return number > 1 || tn_fail(error, "%s is empty: --write-baseline writes a baseline", file);
}

struct tn_baseline *tn_baseline_read(const char *file, struct tn_error *error) {
    struct tn_buffer text = {0};
    struct tn_baseline *baseline = tn_allocate(sizeof *baseline);
    *baseline = (struct tn_baseline){0};
    if (!tn_read_file(file, 0, &text, error) ||
        !read_all(baseline, file, tn_buffer_text(&text), error)) {
        tn_baseline_free(baseline);
        baseline = NULL;
    }
    tn_buffer_free(&text);
    return baseline;
}

void tn_baseline_free(struct tn_baseline *baseline) {
    if (!baseline)
        return;
    tn_text_map_free(&baseline->by_fingerprint);
    tn_text_map_free(&baseline->by_path);
    tn_arena_free(&baseline->arena);
    free(baseline);
}

/* ------------------------------------------------------------------ applying */

static uint64_t lineage_of(const struct tn_model *model) {
    return model->project->id == TN_NO_LINEAGE ? 0 : model->project->id;
}

static bool is_known(const struct tn_baseline *baseline, bool by_id,
                     const struct tn_finding *finding) {
    char mark[17];
    struct tn_arena arena = {0};
    tn_lint_fingerprint(finding, mark);
    bool known = by_id ? tn_text_map_get(&baseline->by_fingerprint, mark) != NULL
                       : tn_text_map_get(&baseline->by_path,
                                         path_key(&arena, finding->rule, finding->path)) != NULL;
    tn_arena_free(&arena);
    return known;
}

size_t tn_baseline_apply(const struct tn_baseline *baseline, const struct tn_model *model,
                         struct tn_findings *findings, size_t *gone) {
    bool by_id = baseline->lineage && baseline->lineage == lineage_of(model);
    size_t kept = 0, known = 0;
    for (size_t i = 0; i < findings->count; i++) {
        bool is = is_known(baseline, by_id, &findings->items[i]);
        known += is;
        if (!is)
            findings->items[kept++] = findings->items[i];
    }
    findings->count = kept;
    *gone = known < baseline->count ? baseline->count - known : 0;
    return known;
}

void tn_baseline_write(const struct tn_model *model, const struct tn_findings *findings,
                       struct tn_buffer *out) {
    char id[17];
    tn_put(out, title);
    if (lineage_of(model)) {
        tn_id_print(lineage_of(model), id);
        tn_put_format(out, " %s", id);
    }
    tn_put_char(out, '\n');
    for (size_t i = 0; i < findings->count; i++) {
        char mark[17];
        tn_lint_fingerprint(&findings->items[i], mark);
        tn_put_format(out, "%s\t%s\t", findings->items[i].rule, mark);
        put_path(out, findings->items[i].path);
        tn_put_char(out, '\n');
    }
}
