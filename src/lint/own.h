/*
 * Rules of a project's own: its rulings with a query. What the query returns are findings: an
 * object (its id as the views have it, or its path), a message, and if there is a third column what
 * to do about it.
 */
#ifndef LINT_OWN_H
#define LINT_OWN_H

#include "lint/context.h"

/* Asks those that are not off, or that are asked for by name. One that cannot be asked,
 * or takes too long, is an error on the ruling. */
void lint_ask_own_rules(struct tn_lint *lint, const struct tn_lint_options *options);

#endif
