/*
 * normalize: an entity taken apart into a normal form, as edits of its model.
 */
#ifndef TENON_NORMALIZE_H
#define TENON_NORMALIZE_H

#include "tenon/lint.h"

struct tn_normalized {
    struct tn_entity *entity;
    bool made; /* else it was there, and is changed */
};

struct tn_normalization {
    enum tn_normal_form form;
    TN_VECTOR(struct tn_normalized)
        entities;                /* what the entity is now: itself first, if it stays */
    struct tn_findings findings; /* what moved, what is lost or dropped, what is to be rewritten */
};
void tn_normalization_free(struct tn_normalization *done);

/* Takes the entity apart by its dependencies, into TN_2NF to TN_4NF; a group must be open. The part
 * with its primary key stays the entity. Another goes into the entity that a foreign key over its
 * key refers to, or becomes a new one. What belongs to it goes along: keys, foreign keys, indexes,
 * checks, dependencies, patterns; what would need two entities is dropped, and told. Where no part
 * identifies the rows there were, the entity goes. Copied attributes name their sources, so that a
 * migration carries the rows over. A note on the entity says what applications have to change.
 *
 * False with an error, and nothing changed, where there is nothing to do or it cannot be done. */
bool tn_normalize(struct tn_model *model, struct tn_entity *entity, enum tn_normal_form form,
                  struct tn_normalization *done, struct tn_error *error);

/* The lowest form above the one that the entity has by its dependencies, from TN_3NF on. */
enum tn_normal_form tn_next_normal_form(const struct tn_entity *entity);

#endif
