/*
 * partition: how a table is divided, told from its PARTITION BY, and what several rules do about
 * columns by which rows are divided, among partitions or servers.
 */
#ifndef LINT_PARTITION_H
#define LINT_PARTITION_H

#include "lint/context.h"

enum lint_division { LINT_BY_RANGE, LINT_BY_LIST, LINT_BY_HASH, LINT_BY_OTHER };

struct lint_partitioning {
    enum lint_division division;
    struct tn_refs columns; /* that its expressions name */
    bool computed;          /* more than plain columns */
    const char *parts;      /* MySQL: the list of partitions behind it; "" for none */
};

/* False where the entity is not divided. In the arena. */
bool lint_partitioning_of(const struct tn_dialect *dialect, const struct tn_entity *entity,
                          struct tn_arena *arena, struct lint_partitioning *partitioning);

/* Adds columns to a key or unique index; a group must be open. False, with the reason, where other
 * tables refer to the key as it is. */
bool lint_extend_key(struct tn_model *model, struct tn_object *key, struct tn_refs columns,
                     struct tn_error *error);
/* The columns that a key or unique index lacks. In the arena. */
struct tn_refs lint_missing_in_key(const struct tn_object *key, struct tn_refs columns,
                                   struct tn_arena *arena);
/* PostgreSQL: a partition for the rows that no other one holds; a group must be open. */
void lint_add_default_partition(struct tn_model *model, struct tn_entity *entity);
/* The column that says when a row came to be; NULL where there is none. */
const struct lint_column *lint_time_column(const struct lint_table *table);

#endif
