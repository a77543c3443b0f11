/*
 * review: reports on a change, for people who read it and programs that judge it.
 */
#ifndef TENON_REVIEW_H
#define TENON_REVIEW_H

#include "tenon/diff.h"
#include "tenon/migrate.h"

struct tn_review_format {
    const char *name, *help;
    /* plan may be NULL. color: with terminal escapes. */
    void (*write)(const struct tn_diff *diff, const struct tn_plan *plan, bool color,
                  struct tn_buffer *out);
};

/* text, json, markdown (fit for a pull-request comment: under 60,000 characters, folded, escaped).
 */
extern const struct tn_review_format *const tn_review_formats[];
extern const size_t tn_review_format_count;
const struct tn_review_format *tn_review_format_find(const char *name);

#endif
