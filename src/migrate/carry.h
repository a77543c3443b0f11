/*
 * Values that move, in SQL: what the way there and the way back share.
 */
#ifndef MIGRATE_CARRY_H
#define MIGRATE_CARRY_H

#include "migrate/plan.h"

/* A column, behind the name of its table unless that is NULL. */
void carry_column(struct planner *planner, struct tn_buffer *out, const char *table,
                  const struct tn_attribute *attribute);
/* The value of the one as one of the other: on the way up that of `from`. */
void carry_value(struct planner *planner, struct tn_buffer *out, const char *table,
                 struct carried pair, enum direction direction);
/* Is the column one that tells which row is whose? */
bool carry_links(const struct carry *carry, const struct tn_attribute *from);
/* The row of table FROM, or of what was gathered from it, is that of table TO. */
void carry_match(struct planner *planner, struct tn_buffer *out, const struct carry *carry,
                 const char *from, const char *to);
/* What another table is called inside of a query about this one. */
const char *carry_alias(const char *table);
/* MySQL: a column that says when its row changed is not to say so now. */
void carry_untouched(struct planner *planner, struct tn_buffer *out, const struct tn_entity *entity,
                     const char *table);
/* Does a column that gets values (TO: of the new table) always count by itself? */
bool carry_counts(const struct carry *carry, bool to);

/* carry_back.c: GIVEN has what others gave back already. The tables that are joined are marked as
 * written. */
void carry_return(struct planner *planner, struct tn_buffer *out, const struct carry *carry,
                  struct tn_id_map *given);
void carry_rejoin(struct planner *planner, struct tn_buffer *out, const struct tn_entity *from);

/* carry_warn.c: the hazard, with the query that shows rows which contradict each other. */
void carry_warn(struct planner *planner, const struct carry *carry);

#endif
