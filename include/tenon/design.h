/*
 * design: the edits a designer makes, each a run of primitives that keeps the model whole. All need
 * an open group (tn_group_begin). What must read SQL to do its work (renaming inside expressions,
 * adding an attribute from one line) is in sql.h.
 */
#ifndef TENON_DESIGN_H
#define TENON_DESIGN_H

#include "tenon/edit.h"

/* A new object at the end of its list, or right after a sibling. */
void *tn_design_add(struct tn_model *model, enum tn_kind kind, void *parent, const char *name);
void *tn_design_add_after(struct tn_model *model, enum tn_kind kind, void *parent, const char *name,
                          const void *sibling);

/* The object, all below it, and what cannot live without it (the foreign keys to an entity, a key
 * that lost its last attribute); references to any of it are cleared. One walk over the model,
 * whatever is deleted. */
void tn_design_delete(struct tn_model *model, void *object);
/* The same for many at once, still in one walk. */
void tn_design_delete_all(struct tn_model *model, struct tn_refs objects);

/* One place up or down among its siblings; false at the end of the list. */
bool tn_design_move(struct tn_model *model, void *object, int places);
/* Right after SIBLING, or first where it is NULL. */
void tn_design_place_after(struct tn_model *model, void *object, const void *sibling);

/* A copy of the object and all below it, with new ids, after the original. References inside the
 * copy point into the copy. */
void *tn_design_copy(struct tn_model *model, void *object, const char *name);

/* Put the attribute into the entity's primary key, or take it out; the key is made and removed as
 * needed. A key attribute becomes not null. */
void tn_design_toggle_primary(struct tn_model *model, struct tn_attribute *attribute);
/* A unique key over just this attribute, or none. */
void tn_design_toggle_unique(struct tn_model *model, struct tn_attribute *attribute);
bool tn_is_primary(const struct tn_attribute *attribute);
bool tn_is_unique(const struct tn_attribute *attribute); /* alone: a unique key of one attribute */
bool tn_is_foreign(const struct tn_attribute *attribute);

/* A relationship from the parent's and the child's point of view. */
struct tn_link {
    struct tn_entity *parent, *child;
    enum tn_cardinality parent_end; /* many: many-to-many, no attributes are added */
    enum tn_cardinality child_end;  /* one: a unique key over the child's attributes */
    bool identifying;               /* the child's attributes join its primary key */
    enum tn_action on_delete, on_update;
    const char *verb; /* or NULL */
    /* Put before the name of an attribute that is there already, which is left alone then; or NULL.
     */
    const char *role;
};
/* Adds the relationship and, unless it is many-to-many, the child's attributes: for each attribute
 * of the parent's primary key one of the same type named {parent in singular}_{attribute}, or the
 * existing attribute of that name and type. Fails where the parent has no primary key, with nothing
 * changed. */
struct tn_relationship *tn_design_relate(struct tn_model *model, const struct tn_link *link,
                                         struct tn_error *error);

/* English number of the last word of a snake_case name: customers -> customer, categories ->
 * category; a word it does not know by rule or list comes back as it is. Result in the arena. */
const char *tn_singular(const char *name, struct tn_arena *arena);
const char *tn_plural(const char *name, struct tn_arena *arena);

#endif
