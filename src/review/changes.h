/*
 * What the report formats share: the changes of a diff by the thing they
 * happened to, in words.
 */
#ifndef REVIEW_CHANGES_H
#define REVIEW_CHANGES_H

#include "tenon/review.h"

/* A run of changes[first .. first + count) that happened to one thing: an
 * entity with what stands below it, or another object of the project. */
struct change_group {
    const struct tn_object *before, *after; /* the thing on each side; one may be NULL */
    size_t first, count;
    enum tn_change_type type; /* of the thing itself */
};

/* The next group from *at on; false at the end. */
bool next_group(const struct tn_diff *diff, size_t *at, struct change_group *group);

/* "+", "-" or "~". */
const char *change_sign(enum tn_change_type type);
/* One change in words, without its sign: "attribute note text null", "type
 * numeric(10,2) -> numeric(12,2)". The thing's own name is left out. */
void describe_change(const struct tn_change *change, const struct change_group *group,
                     struct tn_buffer *out);
/* The thing with its kind: "entity orders", and its old name where it was
 * renamed. */
void describe_group(const struct change_group *group, struct tn_buffer *out);

struct change_counts {
    size_t added, removed, changed; /* things, not single changes */
};
struct change_counts count_changes(const struct tn_diff *diff);

extern const struct tn_review_format review_text, review_json, review_markdown;

#endif
