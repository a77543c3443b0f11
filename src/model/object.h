/*
 * Taking objects into the tree and out of it: what building and editing share.
 */
#ifndef MODEL_OBJECT_H
#define MODEL_OBJECT_H

#include "tenon/model.h"

/* Distance between the ranks of neighbours when there is room. */
#define RANK_STEP (INT64_C(1) << 20)

/* A blank dead object of an id that the model did not draw itself. */
struct tn_object *object_make(struct tn_model *model, enum tn_kind kind, uint64_t id);

/* What stands for an object that is to come: it has the name and parent of that, but is in no list
 * and has no id. */
void *object_stand_in(struct tn_model *model, enum tn_kind kind, void *parent, const char *name);

/* Puts a dead object at its place by (rank, id) below the parent, and takes a live one out.
 * Everything that counts objects or revisions is kept here. */
void object_link(struct tn_model *model, struct tn_object *object, struct tn_object *parent,
                 int64_t rank);
void object_unlink(struct tn_model *model, struct tn_object *object);

/* While a model is being built: puts a live object right behind a sibling, or first of all (NULL),
 * whatever the ranks say. They are to be given anew, from the list's order, before anything is put
 * in by its rank other than behind the last. */
void object_move_after(struct tn_object *object, struct tn_object *sibling);
void object_rank_list(struct tn_list *list);

/* The rank behind the last of the list. */
int64_t object_rank_after_last(const struct tn_list *list);

/* An id that nothing in the model has yet. */
uint64_t object_new_id(struct tn_model *model);

#endif
