/*
 * integrity_unknown: what the parts of expr-unknown-column share.
 */
#ifndef LINT_RULES_INTEGRITY_UNKNOWN_H
#define LINT_RULES_INTEGRITY_UNKNOWN_H

#include "lint/expression.h"

/* Reports the object: what it does to a column that its table has not. verb: "names", "reads". */
void lint_unknown_column(struct tn_lint *lint, const void *object, const char *verb,
                         const struct tn_entity *entity, const char *name);
/* Columns that a server adds to every table. */
bool lint_is_system_column(const struct tn_dialect *dialect, const char *name);

void lint_unknown_in_triggers(struct tn_lint *lint); /* integrity_unknown_triggers.c */
void lint_unknown_in_views(struct tn_lint *lint);    /* integrity_unknown_views.c */

#endif
