/*
 * Findings as text: grouped by entity for people, and a line each for editors.
 */
#include "lint/output.h"

#include <string.h>

static const char *const colors[] = {"\033[36m", "\033[33m", "\033[31m"};

static void put_heading(struct tn_buffer *out, const struct lint_group *group, bool color) {
    const char *bold = color ? "\033[1m" : "", *plain = color ? "\033[0m" : "";
    if (group->name.length)
        tn_put_format(out, "%s%.*s%s  ", bold, (int)group->name.length, group->name.at, plain);
    else
        tn_put_format(out, "%sthe model%s  ", bold, plain);
    lint_put_counts(out, group->severities);
    tn_put_char(out, '\n');
}

static void put_finding(struct tn_buffer *out, const struct lint_group *group,
                        const struct tn_finding *finding, bool color) {
    const char *place = lint_place_in(group, finding);
    const char *name = finding->severity == TN_INFO ? "note" : tn_severity_names[finding->severity];
    tn_put_format(out, "  %s%-7s%s  ", color ? colors[finding->severity] : "", name,
                  color ? "\033[0m" : "");
    if (*place)
        tn_put_format(out, "%s: ", place);
    tn_put_format(out, color ? "%s \033[2m[%s]\033[0m\n" : "%s [%s]\n", finding->message,
                  finding->rule);
    if (finding->remedy)
        tn_put_format(out, "           %s\n", finding->remedy);
}

void lint_write_text(const struct tn_findings *findings, const struct tn_lint_output *output,
                     struct tn_buffer *out) {
    for (struct lint_group group = {0}; lint_next_group(findings, &group);) {
        put_heading(out, &group, output->color);
        for (size_t i = 0; i < group.count; i++)
            put_finding(out, &group, &group.items[i], output->color);
        tn_put_char(out, '\n');
    }
    lint_put_summary(out, findings, output);
    tn_put_char(out, '\n');
}

void lint_write_lines(const struct tn_findings *findings, const struct tn_lint_output *output,
                      struct tn_buffer *out) {
    tn_findings_print(findings, out);
    lint_put_summary(out, findings, output);
    tn_put_char(out, '\n');
}
