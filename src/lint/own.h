/*
 * Rules of a project's own: its rulings with a query. What the query returns are findings: an
 * object (its id as the views have it, or its path), a message, and if there is a third column what
 * to do about it.
 */
#ifndef LINT_OWN_H
#define LINT_OWN_H

#include "lint/context.h"

enum { LINT_OWN_MILLISECONDS = 5000 }; /* the longest a query may take */

/* Asks those that are not off (ONLY: ids as in tn_lint_options, or NULL). One that cannot be asked,
 * or takes too long, is an error on the ruling. */
void lint_ask_own_rules(struct tn_lint *lint, const char *const *only);

#endif
