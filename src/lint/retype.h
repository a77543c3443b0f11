/*
 * Giving a column another type, with all that must have the same one. For fixes: a group must be
 * open.
 */
#ifndef LINT_RETYPE_H
#define LINT_RETYPE_H

#include "lint/types.h"
#include "tenon/edit.h"

enum lint_change {
    LINT_SAME_VALUES,  /* only their limits change: an expression does not notice */
    LINT_OTHER_VALUES, /* text becomes a date */
};

struct lint_retyping {
    const char *type;
    enum lint_change change;
    /* What a default becomes; NULL: it stays. The result may lie in the arena. */
    const char *(*default_of)(const struct tn_dialect *dialect, const char *value,
                              struct tn_arena *arena);
};

/* The column, the columns that it refers to and that refer to it, and those of its partitions and
 * heirs. False, with nothing changed and the reason, where the type is a named one, and where other
 * values would come into a default, an expression, a view, a routine or a trigger. */
bool lint_retype(struct tn_model *model, struct tn_attribute *attribute,
                 const struct lint_retyping *to, struct tn_error *error);
/* Would it? */
bool lint_may_retype(struct tn_model *model, struct tn_attribute *attribute,
                     const struct lint_retyping *to, struct tn_error *error);
/* Does an expression of its table, view, routine or trigger mention it? Then false, with the
 * reason. */
bool lint_no_expression_mentions(const struct tn_model *model, const struct tn_attribute *attribute,
                                 struct tn_error *error);

#endif
