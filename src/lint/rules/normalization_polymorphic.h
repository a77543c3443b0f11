/*
 * Pairs of columns that refer to one of several tables: found by nf-polymorphic, taken apart by its
 * fix.
 */
#ifndef LINT_RULES_NORMALIZATION_POLYMORPHIC_H
#define LINT_RULES_NORMALIZATION_POLYMORPHIC_H

#include "lint/rules.h"

struct lint_polymorph {
    const struct lint_column *sort, *id; /* owner_type, owner_id */
    const char *role;                    /* "owner"; in the run's arena */
};

/* The next pair of the table, behind the one that is there; zeroed to start. */
bool lint_next_polymorph(struct tn_lint *lint, const struct lint_table *table,
                         struct lint_polymorph *pair);
bool lint_fix_polymorphic(struct tn_model *model, const struct tn_finding *finding,
                          struct tn_error *error);

#endif
