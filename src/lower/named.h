/*
 * Named types and enumerations of single columns.
 */
#ifndef LOWER_NAMED_H
#define LOWER_NAMED_H

#include "lower/lowering.h"

/* Both return true when the column has its final type. */
bool lower_named(struct lowering *lowering, struct tn_attribute *attribute);
bool lower_inline_values(struct lowering *lowering, struct tn_attribute *attribute);

#endif
