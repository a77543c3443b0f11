/*
 * effect: what a statement does to others while it runs.
 */
#ifndef MIGRATE_EFFECT_H
#define MIGRATE_EFFECT_H

#include "tenon/migrate.h"

/* Of the statements of a step: the strongest lock, whoever waits longest, the most work. Keeps
 * table: none of them writes it; proven: none has to read it. */
struct tn_effect effect_of(const struct tn_dialect *dialect, struct tn_statements statements,
                           bool keeps_table, bool proven);

/* Does the statement fit the pattern, as the rows of effect.c have them? */
bool effect_fits(struct tn_slice statement, const char *pattern);

#endif
