/*
 * All subsets of a set, the smaller ones first, in the order of their attributes.
 */
#ifndef THEORY_SUBSETS_H
#define THEORY_SUBSETS_H

#include "tenon/theory.h"

struct subsets {
    size_t members[64]; /* the attributes; of a set of more than 64 the first */
    size_t size;        /* of the set */
    size_t chosen;      /* how many of them the next subset has */
    uint64_t next;      /* which, as bits of members; of CHOSEN bits */
    bool begun;
};

struct subsets subsets_of(struct tn_set set);
bool subsets_next(struct subsets *subsets, struct tn_set *subset); /* false: there were all */

#endif
