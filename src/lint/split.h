/*
 * What fixes do that give columns a table of their own. All need an open group.
 */
#ifndef LINT_SPLIT_H
#define LINT_SPLIT_H

#include "tenon/design.h"
#include "tenon/lint.h"

/* False, with the reason, where a column cannot go without anything else that has to change by
 * hand: it is part of a key or foreign key, an expression uses it, or a view, routine or trigger
 * mentions it. */
bool lint_may_leave(const struct tn_model *model, const struct tn_attribute *attribute,
                    struct tn_error *error);
/* Is a column named in a check, a generated column, an index's expression or condition of its
 * table? */
bool lint_is_in_expressions(const struct tn_model *model, const struct tn_attribute *attribute);
/* contacts and phone make contact_phones. Result in the arena. */
const char *lint_child_name(const struct tn_entity *entity, const char *stem,
                            struct tn_arena *arena);
/* A table whose rows belong to one of the entity's and go with it: their primary key begins with
 * the entity's. NULL with an error, and nothing changed, where the entity has no primary key or the
 * name is taken. */
struct tn_entity *lint_add_child(struct tn_model *model, struct tn_entity *entity, const char *name,
                                 struct tn_error *error);
/* A foreign key with an attribute for each of the target's key attributes, and an index where none
 * leads there; NULL with an error where the target has no primary key. */
struct tn_relationship *lint_add_foreign(struct tn_model *model, const struct tn_link *link,
                                         struct tn_error *error);

#endif
