/*
 * What the files that take an entity apart share.
 */
#ifndef LINT_NORMALIZE_H
#define LINT_NORMALIZE_H

#include "tenon/normalize.h"

/* One part of the decomposition. */
struct part {
    struct tn_set attributes, key;       /* of the entity, by number */
    TN_VECTOR(struct tn_set) others;     /* further keys */
    const struct tn_relationship *along; /* leads to the entity it goes into; or NULL */
    struct tn_entity *entity;            /* where its attributes are */
    struct tn_attribute **twins;         /* of its attributes, by number */
    const char *name;                    /* of a new one */
    bool made;
    enum tn_action on_delete, on_update; /* of references to it, which stand for another that went
                                            along */
};

struct taking_apart {
    struct tn_model *model;
    const struct tn_dialect *dialect;
    struct tn_entity *entity;
    const char *name;                 /* of the entity, which may go */
    struct tn_attribute **attributes; /* of it, by number */
    struct tn_relation relation;
    struct tn_decomposition decomposition;
    TN_VECTOR(struct part) parts;
    struct part *main; /* that stays the entity; NULL where it goes */
    struct tn_normalization *done;
    struct tn_arena arena;
};

/* normalize_parts.c: the parts with their keys, and which stays; false with an error where they
 * cannot be entities. */
bool parts_find(struct taking_apart *t, struct tn_error *error);
/* Does the part determine all of SET, and only by its own? */
bool part_is_key(const struct taking_apart *t, const struct part *part, struct tn_set set);

/* normalize_names.c: names of the new entities, in the style and number that the model's have. */
void parts_name(struct taking_apart *t);
/* A name that no attribute of the entity has. */
const char *free_attribute_name(struct taking_apart *t, const struct tn_entity *entity,
                                const char *name);

/* normalize_fate.c: what belongs to the entity goes to the part that holds all it needs. */
struct tn_set attributes_used(const struct taking_apart *t, const struct tn_object *object);
void belongings_move(struct taking_apart *t);
void dependencies_move(struct taking_apart *t);

/* normalize_tell.c: what is to be known, as findings. */
void tell(struct taking_apart *t, enum tn_severity severity, const void *object, const char *format,
          ...) TN_PRINTF(4, 5);
void tell_what_moved(struct taking_apart *t);
void tell_of_texts(struct taking_apart *t);
void leave_note(struct taking_apart *t);

/* "a, b" of a set. In the arena. */
const char *names_in(struct taking_apart *t, struct tn_set set);
size_t number_of_attribute(const struct taking_apart *t, const void *attribute); /* or SIZE_MAX */
struct tn_refs twins_of(struct taking_apart *t, const struct part *part, struct tn_refs refs);
struct tn_refs twins_in(struct taking_apart *t, const struct part *part, struct tn_set set);

#endif
