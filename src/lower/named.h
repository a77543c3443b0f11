/*
 * Named types of columns.
 */
#ifndef LOWER_NAMED_H
#define LOWER_NAMED_H

#include "lower/lowering.h"

/* True when the column has its final type. */
bool lower_named(struct lowering *lowering, struct tn_attribute *attribute);

#endif
