/*
 * condition_set: what conditions do with sets of values. All in the run's arena.
 */
#ifndef LINT_CONDITION_SET_H
#define LINT_CONDITION_SET_H

#include "lint/condition.h"

int lint_compare_cuts(const struct lint_cut *a, const struct lint_cut *b);
/* What lies in at least so many of the sets: 1: their union, all: their intersection. */
struct lint_set lint_in_so_many(struct tn_lint *lint, const struct lint_set *sets, size_t count,
                                size_t least);
struct lint_set lint_everything(struct tn_lint *lint);
struct lint_set lint_complement(struct tn_lint *lint, struct lint_set set);
bool lint_set_has(struct lint_set set, const struct lint_value *value);

#endif
