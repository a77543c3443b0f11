/*
 * Edits that several fixes make. All need an open group.
 */
#ifndef LINT_FIX_H
#define LINT_FIX_H

#include "lint/context.h"
#include "lint/words.h"
#include "tenon/lint.h"

/* Renames an object, in expressions too. False, with nothing changed, where the name is taken or
 * where a view, routine or trigger that mentions the object would break. */
bool lint_rename(struct tn_model *model, void *object, const char *name, struct tn_error *error);
/* Is a sibling of that name there, letter case aside? */
bool lint_name_is_free(const struct tn_object *object, const char *name);
/* False, with the reason, where a view, routine or trigger mentions it; else true. */
bool lint_nothing_mentions(const struct tn_model *model, const struct tn_object *object,
                           struct tn_error *error);
/* The same of routines and triggers alone: what may write it. */
bool lint_nothing_writes(const struct tn_model *model, const struct tn_object *object,
                         struct tn_error *error);
/* False, with the reason: the other one mentions it. */
bool lint_blocked_by(const struct tn_object *object, const struct tn_object *by,
                     struct tn_error *error);

/* An index or key over these attributes, named by convention. Plain indexes that it makes
 * superfluous go: those over the first of its attributes, or beside a key over all of them. */
struct tn_index *lint_add_index(struct tn_model *model, struct tn_entity *entity,
                                struct tn_refs attributes);
struct tn_key *lint_add_key(struct tn_model *model, struct tn_entity *entity,
                            struct tn_refs attributes, bool primary);
/* Takes an index away that a change of it or of others made superfluous: another index or key does
 * all that it does. True where it is gone. */
bool lint_drop_superfluous(struct tn_model *model, struct tn_index *index);
/* The same of all plain indexes of the entity but this one. */
void lint_drop_superseded(struct tn_model *model, struct tn_index *index);
/* A numbered column, the first, that is the primary key. */
void lint_add_numbered_key(struct tn_model *model, struct tn_entity *entity);
/* Does a key or index lead to rows by these attributes? Always in MySQL, which sees to it itself.
 */
bool lint_is_indexed(const struct tn_model *model, const struct tn_entity *entity,
                     struct tn_refs attributes);
/* The attribute's type and what goes with it, from another. */
void lint_copy_type(struct tn_model *model, struct tn_attribute *to,
                    const struct tn_attribute *from);
/* The style of the entity's columns, told by the first whose style is clear; else snake_case. */
enum lint_style lint_column_style(const struct tn_entity *entity);
/* The type of a number column: integer, int. */
const char *lint_integer_type(const struct tn_dialect *dialect);

/* For a fix that must ask what its check asked: opens a zeroed run and gives the table that the
 * object is or stands in. lint_close() ends it. */
struct lint_table *lint_look_again(struct tn_lint *lint, const struct tn_model *model,
                                   const void *object);

#endif
