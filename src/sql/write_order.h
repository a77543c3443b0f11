/*
 * In which order the objects of a script stand.
 */
#ifndef SQL_WRITE_ORDER_H
#define SQL_WRITE_ORDER_H

#include "tenon/sql.h"

/* Types: each after those it mentions, enumerations first. Result in the arena. */
struct tn_refs write_type_order(const struct tn_model *model, struct tn_arena *arena);

/* Routines, views, triggers and raw statements: what the tables need (routines that a default,
 * check, generated column or index calls, raws marked early) and the rest. Each list in the order
 * of the source; where that tells nothing (objects made by hand; a routine in SQL, whose body the
 * server reads when it is made) each after those it mentions. */
struct write_statements {
    struct tn_refs early, late;
};
struct write_statements write_statement_order(const struct tn_model *model, struct tn_arena *arena);

#endif
