/*
 * Parts of a relation: what decompositions share.
 */
#ifndef THEORY_DECOMPOSE_H
#define THEORY_DECOMPOSE_H

#include "theory/closure.h"

/* Takes out parts that lie within others; the first of equal ones stays. */
void parts_drop_contained(struct tn_decomposition *parts);

/* Finds what is lost, and whether the parts join to the relation. */
void parts_finish(struct tn_decomposition *parts, const struct ready *ready);

/* tn_lost_dependencies() of dependencies made ready (chase.c). */
struct tn_dependencies lost_in(const struct ready *ready, const struct tn_set *parts, size_t count);

struct tn_decomposition synthesize(const struct ready *ready); /* synthesize.c */

struct violation {
    struct tn_set left, right; /* right: what of the part goes with the left side elsewhere */
};

/* Up to MOST dependencies that keep a part out of a form (TN_2NF to TN_4NF), small left
 * sides first. *exact becomes false where the part is too wide to look at all its subsets: then
 * only left sides of given dependencies are tried. *work counts the closures that were made. */
size_t part_violations(const struct ready *ready, struct tn_set part, enum tn_normal_form form,
                       struct violation *violations, size_t most, bool *exact, size_t *work);

#endif
