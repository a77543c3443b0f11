/*
 * Columns that take one value, or some, of a list: what --enums says of them.
 */
#ifndef LOWER_ENUMERATIONS_H
#define LOWER_ENUMERATIONS_H

#include "lower/lowering.h"

/* The column takes one of these values: of the named type, or its own where that is NULL. */
void lower_values(struct lowering *lowering, struct tn_attribute *attribute,
                  const struct tn_type *type, struct tn_texts values);
/* MySQL's ENUM and SET. True when the column has its final type. */
bool lower_inline_values(struct lowering *lowering, struct tn_attribute *attribute);
/* A check of the attribute's table; its id follows from the object it is made of. */
void lower_add_check(struct lowering *lowering, struct tn_attribute *attribute, const void *of,
                     const char *expression);

/* lookups.c: a table of the values is to be made, to which the column refers. */
void lower_look_up(struct lowering *lowering, struct tn_attribute *attribute,
                   const struct tn_type *type, struct tn_texts values);

#endif
