/*
 * In which order the objects of a script stand.
 */
#ifndef SQL_WRITE_ORDER_H
#define SQL_WRITE_ORDER_H

#include "tenon/sql.h"

/* By themselves enumerations come first, then the other types, sequences, what the tables need of
 * the statements kept as text (routines that a default, check, generated column or index calls,
 * raws marked early), tables, and after those the other statements in the order of the source. But
 * each stands after what it needs: a type whose base is the row of a table after the table, a
 * routine in SQL, whose body the server reads when it is made, after all that it mentions.
 *
 * All lists in the arena. */
struct write_order {
    struct tn_refs first; /* types, sequences, early statements and tables, as they stand */
    struct tn_refs late;  /* the other statements */
    struct tn_refs types, entities, early; /* of the first, those of a kind */
    /* Checks that call a routine which takes the rows of their own table: they come after it. */
    struct tn_refs late_checks;
};
/* write/hiding.c: takes out of an order what has to stand behind all the rest. */
struct write_order write_take_hiding(const struct tn_model *model, struct write_order *order,
                                     struct tn_arena *arena);
struct write_order write_order_of(const struct tn_model *model, struct tn_arena *arena);

#endif
