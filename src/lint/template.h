/*
 * Templates of names, as options of rules have them: fk_{table}_{columns}, several parted by |.
 */
#ifndef LINT_TEMPLATE_H
#define LINT_TEMPLATE_H

#include "tenon/base.h"

struct lint_template_parts {
    const char *table, *columns, *column, *target; /* "" where there is none */
};

/* Has it a part in braces? Else it is a regular expression. */
bool lint_is_template(struct tn_slice text);
/* Is the name one that a template gives, letter case aside? {table} and {target} may stand in the
 * singular, {description} is any text. In the arena: what is needed on the way. */
bool lint_template_matches(struct tn_slice text, const struct lint_template_parts *parts,
                           const char *name, struct tn_arena *arena);

#endif
