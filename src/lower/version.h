/*
 * What the two files of the pass "version" share.
 */
#ifndef LOWER_VERSION_H
#define LOWER_VERSION_H

#include "lower/lowering.h"

/* The text without the first place where the clause stands, in any case, and the blank before it.
 */
const char *version_without(struct lowering *lowering, const char *text, const char *clause);
/* A collation of Unicode 9 where the target has none: the nearest older one. */
const char *version_collation(struct lowering *lowering, const char *collation, const void *object);
/* Tables as a whole, sequences, and statements kept as text. */
void version_objects(struct lowering *lowering);

#endif
