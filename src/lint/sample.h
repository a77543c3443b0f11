/*
 * sample: rows of a table held against what the model says of it.
 *
 * Nulls: two rows agree on a determinant or key only where all of its values are there, as unique
 * keys have it; on the right side of a dependency a null is a value like others.
 */
#ifndef LINT_SAMPLE_H
#define LINT_SAMPLE_H

#include "lint/access.h"
#include "lint/context.h"

/* Rows that break something, and how many there are. */
struct lint_breach {
    size_t broken; /* rows to take away so that it holds: g3 times the rows */
    struct tn_violation first[3];
    size_t shown; /* how many of those are there */
};

/* The value of a column in a row; NULL: null. */
const char *lint_sample_value(const struct tn_sample *sample, size_t column, size_t row);
/* The columns of the sample that hold these attributes; false where it lacks one. */
bool lint_sample_set(const struct tn_sample *sample, struct tn_refs attributes, struct tn_set *set);

/* Rows that agree on the left and not in that column. */
struct lint_breach lint_breach_of_fd(const struct tn_sample *sample, struct tn_set left,
                                     size_t right);
/* Rows that agree with an earlier one; nulls_equal: where both are null, too. */
struct lint_breach lint_breach_of_key(const struct tn_sample *sample, struct tn_set key,
                                      bool nulls_equal);
/* Rows in which a part of the key is null. */
struct lint_breach lint_breach_of_null(const struct tn_sample *sample, struct tn_set key);
/* Pairs of values that a multivalued dependency asks for, and no row has. */
size_t lint_missing_of_mvd(const struct tn_sample *sample, struct tn_set left, struct tn_set right);
/* Rows whose values stand in no row of the parent; numbers are equal whatever zeros they are
 * written with. The attributes and targets go in pairs, and both samples have them. */
struct lint_breach lint_breach_of_reference(struct tn_lint *lint, const struct tn_sample *child,
                                            struct tn_refs attributes,
                                            const struct tn_sample *parent, struct tn_refs targets);

/* "zip = 10115, city = Bonn" of a row. */
void lint_put_row(struct tn_buffer *out, const struct tn_sample *sample, struct tn_refs attributes,
                  size_t row);

#endif
