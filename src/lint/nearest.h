/*
 * The name somebody may have meant.
 */
#ifndef LINT_NEAREST_H
#define LINT_NEAREST_H

#include "lint/context.h"

/* Names by what is left of them when one letter is lost; filled once, asked often. */
struct lint_nearest {
    struct tn_text_map by_rest;
};

void lint_nearest_add(struct tn_lint *lint, struct lint_nearest *nearest, const char *name);
/* A name with the same letters, another number (user, users), or one letter wrong, missing or too
 * many; NULL where there is none. Takes time in proportion to the name's length squared, not to the
 * number of names. */
const char *lint_nearest_find(struct tn_lint *lint, const struct lint_nearest *nearest,
                              const char *name);
/* The same among an entity's columns. */
const char *lint_nearest_column(struct tn_lint *lint, const struct tn_entity *entity,
                                const char *name);
void lint_nearest_free(struct lint_nearest *nearest);

#endif
