/*
 * Many closures under one list of dependencies: what depends on the list alone
 * is made once.
 */
#ifndef THEORY_CLOSURE_H
#define THEORY_CLOSURE_H

#include "tenon/theory.h"

struct closure {
    const struct tn_dependencies *given;
    size_t *uses;       /* numbers of the dependencies, by attribute on the left */
    size_t *first_use;  /* where an attribute's uses begin; those of the next one
                           follow */
    size_t *left_sizes; /* of each dependency */
    size_t *missing;    /* attributes of the left still missing: for the closure
                           being made */
};

/* No dependency left out. */
#define CLOSURE_ALL SIZE_MAX

/* Borrows given, which must not change until it is freed. */
struct closure closure_new(const struct tn_dependencies *given);
void closure_free(struct closure *closure);
/* Beeri and Bernstein's linear closure, as if dependency number `without` were
 * not there, nor any that is marked in `dropped` (NULL: none is). */
struct tn_set closure_of(struct closure *closure, struct tn_set of, size_t without,
                         const bool *dropped);

/* One, under the functional dependencies alone. */
struct tn_set closure_of_fds(const struct tn_dependencies *given, struct tn_set of);

/* The attributes that occur in dependencies. */
struct tn_set occurring(const struct tn_dependencies *given);

/* Dependencies made ready for many questions. Stays where it is. */
struct ready {
    const struct tn_dependencies *given;
    struct tn_dependencies cover; /* minimal, of all functional dependencies that follow */
    struct closure closure;       /* under it */
    struct tn_set all;            /* the relation */
    bool exact;                   /* see tn_implied_fds() */
};
void ready_make(struct ready *ready, const struct tn_dependencies *given);
void ready_free(struct ready *ready);

static inline struct tn_set ready_closure(const struct ready *ready, struct tn_set of) {
    return closure_of((struct closure *)&ready->closure, of, CLOSURE_ALL, NULL);
}

#endif
