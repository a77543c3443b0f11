/*
 * The report for a terminal.
 */
#include "review/changes.h"

#include <string.h>

static const char *const colors[] = {"\033[32m", "\033[31m", "\033[33m"};

static void put_line(struct tn_buffer *out, enum tn_change_type type, bool color,
                     const char *indent, const char *text) {
    tn_put_format(out, "%s%s%s %s%s\n", indent, color ? colors[type] : "", change_sign(type), text,
                  color ? "\033[0m" : "");
}

static void put_group(const struct tn_diff *diff, const struct change_group *group, bool color,
                      struct tn_buffer *out) {
    struct tn_buffer line = {0};
    describe_group(group, &line);
    bool alone = group->type != TN_CHANGED && group->count == 1;
    if (alone)
        describe_change(&diff->changes.items[group->first], group, &line);
    put_line(out, group->type, color, "", line.at);
    for (size_t i = 0; i < group->count && !alone; i++) {
        const struct tn_change *change = &diff->changes.items[group->first + i];
        tn_buffer_reset(&line);
        describe_change(change, group, &line);
        put_line(out, change->type, color, "    ", tn_buffer_text(&line));
    }
    tn_buffer_free(&line);
}

static void put_hazards(const struct tn_plan *plan, struct tn_buffer *out) {
    if (!plan || !plan->findings.count)
        return;
    tn_put(out, "\nHazards of the migration:\n");
    tn_findings_print(&plan->findings, out);
}

static void write_text(const struct tn_diff *diff, const struct tn_plan *plan, bool color,
                       struct tn_buffer *out) {
    struct change_group group;
    for (size_t at = 0; next_group(diff, &at, &group);)
        put_group(diff, &group, color, out);
    struct change_counts counts = count_changes(diff);
    if (!diff->changes.count)
        tn_put(out, "no differences\n");
    else
        tn_put_format(out, "%s%zu added, %zu removed, %zu changed\n", "\n", counts.added,
                      counts.removed, counts.changed);
    put_hazards(plan, out);
}

const struct tn_review_format review_text = {
    .name = "text", .help = "A line a change, for the terminal", .write = write_text};
