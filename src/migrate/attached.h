/*
 * What is part of what among the keys and indexes of partitions and of the partitioned table. SIDE
 * is UP for what stands in `before` and DOWN for what stands in `after`: the way on which it may be
 * dropped.
 */
#ifndef MIGRATE_ATTACHED_H
#define MIGRATE_ATTACHED_H

#include "migrate/plan.h"

bool is_key_or_index(const struct tn_object *object);
bool stands_only(const struct tn_object *key_or_index);
/* The key or index of the partitioned table that OWN is a part of, or NULL. */
const struct tn_object *above_of(struct planner *planner, enum direction side,
                                 const struct tn_object *own);
/* Has the list of a partition's keys or indexes a part of it? */
bool list_has_part(struct planner *planner, enum direction side, const struct tn_list *list,
                   const struct tn_object *above);
/* The object of `middle` of one that stands on that side. */
void *in_middle(const struct planner *planner, enum direction side, const void *object);
/* What the server would call the part that it makes in a partition; NUMBER counts the names that
 * were taken. */
const char *servers_name(struct planner *planner, const struct tn_object *above,
                         const struct tn_entity *partition, size_t number);

#endif
