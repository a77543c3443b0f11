/*
 * relation: attributes with names and dependencies as people write them, for the functions of
 * tenon/theory.h.
 */
#ifndef TENON_RELATION_H
#define TENON_RELATION_H

#include "tenon/theory.h"

struct tn_relation {
    TN_VECTOR(const char *) names; /* of the attributes, by number; in the arena */
    struct tn_dependencies given;
    size_t derived; /* how many of the functional ones follow from keys and the like: the first */
    struct tn_arena arena;
};
void tn_relation_free(struct tn_relation *relation);

/* "A B, C": names apart by blanks or commas, or in double quotes, in which "" stands for one. False
 * with an error for a name that is there already, or too many. */
bool tn_relation_attributes(struct tn_relation *relation, const char *text, struct tn_error *error);

/* "A B -> C" or "A ->> C"; nothing on the left of an arrow, or {}, is the empty set. The arrow must
 * be the one of the sort: -> for functional ones, ->> for multivalued ones. False with an error for
 * what is not of that form, or names no attribute. */
bool tn_relation_depends(struct tn_relation *relation, const char *text, bool multivalued,
                         struct tn_error *error);

/* The names of a set, in the order of the attributes, apart by a blank; those that need quotes have
 * them. "{}" for the empty set. */
void tn_relation_put_set(const struct tn_relation *relation, struct tn_set set,
                         struct tn_buffer *out);
void tn_relation_put(const struct tn_relation *relation, struct tn_fd dependency, bool multivalued,
                     struct tn_buffer *out); /* "A B -> C" */

#endif
