/*
 * The forms in which findings are shown, and what several of them need.
 */
#ifndef LINT_OUTPUT_H
#define LINT_OUTPUT_H

#include "tenon/lint.h"

typedef void lint_writer(const struct tn_findings *findings, const struct tn_lint_output *output,
                         struct tn_buffer *out);
lint_writer lint_write_text, lint_write_lines, lint_write_json, lint_write_sarif, lint_write_junit,
    lint_write_github, lint_write_markdown;

/* Findings on one entity, or on one object outside of entities: they stand side by side. */
struct lint_group {
    struct tn_slice name; /* its path; empty: the whole model */
    const struct tn_finding *items;
    size_t count, severities[TN_ERROR + 1];
};
/* The next one; the group starts as {0}. False at the end. */
bool lint_next_group(const struct tn_findings *findings, struct lint_group *group);
/* Where in the group's entity it is: "total" of shop.orders.total; "" for the entity itself. */
const char *lint_place_in(const struct lint_group *group, const struct tn_finding *finding);
void lint_put_counts(struct tn_buffer *out, const size_t severities[TN_ERROR + 1]);
/* "2 errors, 1 note, 3 waived" */
void lint_put_summary(struct tn_buffer *out, const struct tn_findings *findings,
                      const struct tn_lint_output *output);

#endif
