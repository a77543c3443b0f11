/*
 * What becomes of a pair of columns that refers to one of several tables: a foreign key to each.
 */
#ifndef LINT_RULES_NORMALIZATION_EXCLUSIVE_H
#define LINT_RULES_NORMALIZATION_EXCLUSIVE_H

#include "lint/rules/normalization_polymorphic.h"
#include "lint/value_list.h"

struct lint_exclusive {
    struct lint_polymorph pair;
    struct tn_attribute *sort, *id;
    struct tn_entity *targets[LINT_MOST_VALUES];
    size_t count;
    bool may_be_none;
    struct tn_refs made; /* the attributes that refer, one a target */
};

/* The keys, indexes and foreign keys of such a plan, the pair taken away; a group must be open. */
bool lint_carry_out(struct tn_model *model, struct lint_exclusive *plan, struct tn_error *error);

#endif
