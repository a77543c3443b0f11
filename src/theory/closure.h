/*
 * Many closures under one list of dependencies: what depends on the list alone
 * is made once.
 */
#ifndef THEORY_CLOSURE_H
#define THEORY_CLOSURE_H

#include "tenon/theory.h"

struct closure {
    const struct tn_fds *fds;
    size_t *uses;       /* numbers of the dependencies, by attribute on the left */
    size_t *first_use;  /* where an attribute's uses begin; those of the next one
                           follow */
    size_t *left_sizes; /* of each dependency */
    size_t *missing;    /* attributes of the left still missing: for the closure
                           being made */
};

/* No dependency left out. */
#define CLOSURE_ALL SIZE_MAX

/* Borrows fds, which must not change until it is freed. */
struct closure closure_new(const struct tn_fds *fds);
void closure_free(struct closure *closure);
/* Beeri and Bernstein's linear closure, as if dependency number `without` were
 * not there, nor any that is marked in `dropped` (NULL: none is). */
struct tn_set closure_of(struct closure *closure, struct tn_set of, size_t without,
                         const bool *dropped);

#endif
