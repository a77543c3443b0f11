/*
 * theory: dependencies and normal forms, as pure functions on attribute sets.
 * No I/O, no model.
 *
 * An attribute set is a bit set of up to TN_SET_ATTRIBUTES attributes, numbered
 * from 0. All verdicts are relative to the dependencies given. Sets passed in
 * hold attributes of the relation only.
 */
#ifndef TENON_THEORY_H
#define TENON_THEORY_H

#include "tenon/base.h"

enum { TN_SET_WORDS = 4, TN_SET_ATTRIBUTES = 64 * TN_SET_WORDS };

/* Candidate keys that tn_normal_form_of looks at: their number can be
 * exponential. */
enum { TN_KEY_LIMIT = 1000 };

struct tn_set {
    uint64_t words[TN_SET_WORDS];
};

struct tn_fd { /* left -> right */
    struct tn_set left, right;
};

struct tn_fds {
    size_t attributes; /* how many the relation has: at most TN_SET_ATTRIBUTES */
    TN_VECTOR(struct tn_fd) items;
};

enum tn_normal_form { TN_1NF, TN_2NF, TN_3NF, TN_BCNF };

/* Sets. */
void tn_set_add(struct tn_set *set, size_t attribute);
void tn_set_remove(struct tn_set *set, size_t attribute);
bool tn_set_has(struct tn_set set, size_t attribute);
bool tn_set_empty(struct tn_set set);
bool tn_set_equal(struct tn_set a, struct tn_set b);
bool tn_set_within(struct tn_set part, struct tn_set whole); /* is a subset, or equal */
struct tn_set tn_set_union(struct tn_set a, struct tn_set b);
struct tn_set tn_set_meet(struct tn_set a, struct tn_set b);
struct tn_set tn_set_minus(struct tn_set a, struct tn_set b);
struct tn_set tn_set_first(size_t count); /* the attributes 0 to count - 1 */

/* Attribute closure: Beeri and Bernstein, TODS 4(1) 1979 (linear). */
struct tn_set tn_closure(const struct tn_fds *fds, struct tn_set of);

/* All candidate keys, at most limit of them (where *count is limit there may be
 * more): Lucchesi and Osborn, JCSS 17(2) 1978. Polynomial in the input and the
 * number of keys. Result in the arena. */
struct tn_set *tn_candidate_keys(const struct tn_fds *fds, size_t limit, size_t *count,
                                 struct tn_arena *arena);

/* A minimal cover with single attributes on the right. Result's items are on
 * the heap. */
struct tn_fds tn_minimal_cover(const struct tn_fds *fds);

/* The highest normal form that the dependencies allow, with a dependency that
 * violates the next one (*witness, may be NULL; untouched for BCNF). BCNF is
 * decided exactly; below it, where there are more than TN_KEY_LIMIT keys, an
 * attribute in none of the first of them counts as not prime, and the answer is
 * a lower bound. */
enum tn_normal_form tn_normal_form_of(const struct tn_fds *fds, struct tn_fd *witness);

#endif
