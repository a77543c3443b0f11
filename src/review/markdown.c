/*
 * The report for a pull-request page, in GitHub's Markdown. Kept under
 * MARKDOWN_LIMIT characters, the size of one comment: what does not fit is
 * counted. Names are escaped, so that none can become markup, a mention or a
 * link.
 */
#include "review/changes.h"

#include <string.h>

enum { MARKDOWN_LIMIT = 60000, FOLD_FROM = 12 };

/* Inside a code span nothing is markup but the backtick; in a table the bar and
 * the line break too. */
static void put_code(struct tn_buffer *out, const char *text) {
    tn_put(out, "<code>");
    for (const char *c = text; *c; c++) {
        if (strchr("<>&\"`*_[]\\|@#~!:", *c))
            tn_put_format(out, "&#%d;", (unsigned char)*c);
        else
            tn_put_char(out, (unsigned char)*c < ' ' ? ' ' : *c);
    }
    tn_put(out, "</code>");
}

static void put_group(const struct tn_diff *diff, const struct change_group *group,
                      struct tn_buffer *out) {
    static const char *const words[] = {"added", "removed", "changed"};
    struct tn_buffer line = {0};
    describe_group(group, &line);
    bool alone = group->type != TN_CHANGED && group->count == 1;
    if (alone)
        describe_change(&diff->changes.items[group->first], group, &line);
    bool fold = group->count >= FOLD_FROM;
    tn_put_format(out, fold ? "<details><summary>%s <b>%s</b> " : "- %s **%s** ",
                  change_sign(group->type), words[group->type]);
    put_code(out, line.at);
    tn_put(out, fold ? "</summary>\n\n" : "\n");
    for (size_t i = 0; i < group->count && !alone; i++) {
        const struct tn_change *change = &diff->changes.items[group->first + i];
        tn_buffer_reset(&line);
        describe_change(change, group, &line);
        tn_put_format(out, "%s- %s ", fold ? "" : "  ", change_sign(change->type));
        put_code(out, tn_buffer_text(&line));
        tn_put(out, "\n");
    }
    tn_put(out, fold ? "\n</details>\n\n" : "");
    tn_buffer_free(&line);
}

static void put_hazards(const struct tn_plan *plan, struct tn_buffer *out) {
    static const char *const marks[] = {"info", "**warning**", "**error**"};
    if (!plan || !plan->findings.count)
        return;
    tn_put(out, "\n#### Hazards of the migration\n\n| severity | where | what | "
                "rule |\n|---|---|---|---|\n");
    for (size_t i = 0; i < plan->findings.count; i++) {
        const struct tn_finding *finding = &plan->findings.items[i];
        if (out->length > MARKDOWN_LIMIT) {
            tn_put_format(out, "\n%zu more hazards are left out here.\n", plan->findings.count - i);
            return;
        }
        tn_put_format(out, "| %s | ", marks[finding->severity]);
        put_code(out, finding->path);
        tn_put(out, " | ");
        put_code(out, finding->message);
        tn_put_format(out, " | %s |\n", finding->rule);
    }
}

/* Room is kept for the hazards. */
static void put_groups(const struct tn_diff *diff, struct tn_buffer *out) {
    struct change_group group;
    size_t left_out = 0;
    for (size_t at = 0; next_group(diff, &at, &group);) {
        size_t start = out->length;
        put_group(diff, &group, out);
        if (out->length > MARKDOWN_LIMIT * 2 / 3) {
            out->length = start;
            out->at[start] = 0;
            left_out++;
        }
    }
    if (left_out)
        tn_put_format(out, "\n%zu more objects differ; they are left out to keep this short.\n",
                      left_out);
}

static void write_markdown(const struct tn_diff *diff, const struct tn_plan *plan, bool color,
                           struct tn_buffer *out) {
    (void)color;
    struct change_counts counts = count_changes(diff);
    tn_put(out, "### Schema changes\n\n");
    if (!diff->changes.count) {
        tn_put(out, "No differences.\n");
        return;
    }
    tn_put_format(out, "%zu added, %zu removed, %zu changed\n\n", counts.added, counts.removed,
                  counts.changed);
    put_groups(diff, out);
    put_hazards(plan, out);
}

const struct tn_review_format review_markdown = {
    .name = "markdown", .help = "For a pull-request comment", .write = write_markdown};
