/*
 * theory: dependencies and normal forms, as pure functions on attribute sets. No I/O, no model.
 *
 * An attribute set is a bit set of up to TN_SET_ATTRIBUTES attributes, numbered from 0.
 */
#ifndef TENON_THEORY_H
#define TENON_THEORY_H

#include "tenon/base.h"

enum { TN_SET_WORDS = 4, TN_SET_ATTRIBUTES = 64 * TN_SET_WORDS };

struct tn_set {
    uint64_t words[TN_SET_WORDS];
};

struct tn_fd { /* left -> right */
    struct tn_set left, right;
};

struct tn_fds {
    size_t attributes; /* how many the relation has */
    TN_VECTOR(struct tn_fd) items;
};

enum tn_normal_form { TN_1NF, TN_2NF, TN_3NF, TN_BCNF };

/* Attribute closure: Beeri and Bernstein, TODS 4(1) 1979 (linear). */
struct tn_set tn_closure(const struct tn_fds *fds, struct tn_set of);
/* All candidate keys, at most limit of them: Lucchesi and Osborn, JCSS 17(2) 1978. Result in the
 * arena. */
struct tn_set *tn_candidate_keys(const struct tn_fds *fds, size_t limit, size_t *count,
                                 struct tn_arena *arena);
/* A minimal cover with single attributes on the right. Result's items are on the heap. */
struct tn_fds tn_minimal_cover(const struct tn_fds *fds);
/* The highest normal form that the dependencies allow, with the first dependency that violates the
 * next one
 * (*witness, may be NULL). */
enum tn_normal_form tn_normal_form_of(const struct tn_fds *fds, struct tn_fd *witness);

#endif
