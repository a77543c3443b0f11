/*
 * The table of the forms in which findings are shown, and what several of them need.
 */
#include "lint/output.h"

#include <string.h>

const struct tn_lint_format tn_lint_formats[] = {
    {"text", "for people: by entity, with counts", true, lint_write_text},
    {"lines", "a line a finding, as compilers have them", true, lint_write_lines},
    {"json", "all that is known of each finding", false, lint_write_json},
    {"sarif", "SARIF 2.1.0, for code scanning", false, lint_write_sarif},
    {"junit", "JUnit XML: a test case a rule", false, lint_write_junit},
    {"github", "annotations of a GitHub workflow", false, lint_write_github},
    {"markdown", "a table an entity, for a comment", true, lint_write_markdown},
};
const size_t tn_lint_format_count = TN_LENGTH(tn_lint_formats);

const struct tn_lint_format *tn_lint_format_find(const char *name) {
    for (size_t i = 0; i < tn_lint_format_count; i++)
        if (strcmp(tn_lint_formats[i].name, name) == 0)
            return &tn_lint_formats[i];
    return NULL;
}

void tn_lint_fingerprint(const struct tn_finding *finding, char text[17]) {
    uint64_t hash = tn_hash(finding->rule, strlen(finding->rule));
    if (finding->object)
        hash = tn_mix(hash ^ tn_mix(finding->object));
    else {
        const char *file = finding->file ? finding->file : "";
        hash = tn_mix(hash ^ tn_hash(file, strlen(file)));
        hash = tn_mix(hash ^ tn_hash(finding->message, strlen(finding->message)));
    }
    tn_id_print(hash, text);
}

/* ------------------------------------------------------------------ by entity */

static struct tn_slice group_of(const struct tn_finding *finding) {
    size_t length = finding->entity ? finding->entity : strlen(finding->path);
    return (struct tn_slice){finding->path, length};
}

static bool same(struct tn_slice a, struct tn_slice b) {
    return a.length == b.length && memcmp(a.at, b.at, a.length) == 0;
}

bool lint_next_group(const struct tn_findings *findings, struct lint_group *group) {
    size_t at = group->items ? (size_t)(group->items - findings->items) + group->count : 0;
    if (at >= findings->count)
        return false;
    *group = (struct lint_group){.items = &findings->items[at]};
    group->name = group_of(group->items);
    for (; at < findings->count && same(group_of(&findings->items[at]), group->name); at++) {
        group->count++;
        group->severities[findings->items[at].severity]++;
    }
    return true;
}

const char *lint_place_in(const struct lint_group *group, const struct tn_finding *finding) {
    size_t length = group->name.length;
    return finding->path[length] == '.' ? finding->path + length + 1 : "";
}

void lint_put_counts(struct tn_buffer *out, const size_t severities[TN_ERROR + 1]) {
    static const char *const names[] = {"note", "warning", "error"};
    size_t start = out->length;
    for (int i = TN_ERROR; i >= TN_INFO; i--)
        if (severities[i])
            tn_put_format(out, "%s%zu %s%s", out->length > start ? ", " : "", severities[i],
                          names[i], severities[i] == 1 ? "" : "s");
}

void lint_put_summary(struct tn_buffer *out, const struct tn_findings *findings,
                      const struct tn_lint_output *output) {
    size_t severities[TN_ERROR + 1] = {0};
    for (size_t i = 0; i < findings->count; i++)
        severities[findings->items[i].severity]++;
    if (findings->count)
        lint_put_counts(out, severities);
    else
        tn_put(out, "no findings");
    if (output->waived)
        tn_put_format(out, ", %zu waived", output->waived);
    if (output->known)
        tn_put_format(out, ", %zu known by the baseline", output->known);
    if (output->folded)
        tn_put_format(out, "; %zu more are like these: --each tells all", output->folded);
}
