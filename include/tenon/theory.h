/*
 * theory: dependencies and normal forms, as pure functions on attribute sets.
 * No I/O, no model.
 *
 * An attribute set is a bit set of up to TN_SET_ATTRIBUTES attributes, numbered
 * from 0. All verdicts are relative to the dependencies given. Sets passed in
 * hold attributes of the relation only. What takes exponential time in the worst
 * case has a limit, and says where it was reached.
 */
#ifndef TENON_THEORY_H
#define TENON_THEORY_H

#include "tenon/base.h"

enum { TN_SET_WORDS = 4, TN_SET_ATTRIBUTES = 64 * TN_SET_WORDS };

enum {
    /* Candidate keys that a verdict looks at: their number can be exponential. */
    TN_KEY_LIMIT = 1000,
    /* Attributes that occur in dependencies, all of whose sets are gone through where the forms of
     * a part are asked for, or what multivalued dependencies imply. */
    TN_SUBSET_LIMIT = 16,
};

struct tn_set {
    uint64_t words[TN_SET_WORDS];
};

struct tn_fd { /* left -> right; of multivalued ones left ->> right */
    struct tn_set left, right;
};

struct tn_dependencies {
    size_t attributes;            /* how many the relation has: at most TN_SET_ATTRIBUTES */
    TN_VECTOR(struct tn_fd) fds;  /* functional */
    TN_VECTOR(struct tn_fd) mvds; /* multivalued */
};
void tn_dependencies_free(struct tn_dependencies *dependencies);

enum tn_normal_form { TN_1NF, TN_2NF, TN_3NF, TN_BCNF, TN_4NF };

/* ------------------------------------------------------------------ sets */

void tn_set_add(struct tn_set *set, size_t attribute);
void tn_set_remove(struct tn_set *set, size_t attribute);
bool tn_set_has(struct tn_set set, size_t attribute);
bool tn_set_empty(struct tn_set set);
size_t tn_set_size(struct tn_set set);
bool tn_set_equal(struct tn_set a, struct tn_set b);
bool tn_set_within(struct tn_set part, struct tn_set whole); /* is a subset, or equal */
struct tn_set tn_set_union(struct tn_set a, struct tn_set b);
struct tn_set tn_set_meet(struct tn_set a, struct tn_set b);
struct tn_set tn_set_minus(struct tn_set a, struct tn_set b);
struct tn_set tn_set_first(size_t count); /* the attributes 0 to count - 1 */

/* ------------------------------------------------------------------ implication */

/* All that a set determines. Functional dependencies alone: Beeri and Bernstein, TODS 4(1) 1979
 * (linear); with multivalued ones: by the dependency basis. */
struct tn_set tn_closure(const struct tn_dependencies *dependencies, struct tn_set of);

/* Beeri, TODS 5(3) 1980: the blocks of the attributes outside OF such that OF ->> Y holds where Y
 * without OF is a union of blocks. At most one for each attribute; the number of them. */
size_t tn_dependency_basis(const struct tn_dependencies *dependencies, struct tn_set of,
                           struct tn_set blocks[TN_SET_ATTRIBUTES]);

bool tn_implies_fd(const struct tn_dependencies *dependencies, struct tn_fd fd);
bool tn_implies_mvd(const struct tn_dependencies *dependencies, struct tn_fd mvd);

/* Functional dependencies alone that imply all functional ones that the given ones imply: the given
 * ones themselves where there are no others. *exact is false where more than TN_SUBSET_LIMIT
 * attributes occur in dependencies, and some may be missing. Result on the heap. */
struct tn_dependencies tn_implied_fds(const struct tn_dependencies *dependencies, bool *exact);

/* A minimal cover of the functional dependencies, with single attributes on the right. Result on
 * the heap. */
struct tn_dependencies tn_minimal_cover(const struct tn_dependencies *dependencies);

/* ------------------------------------------------------------------ keys and forms */

/* All candidate keys, at most limit of them (where *count is limit there may be more): Lucchesi and
 * Osborn, JCSS 17(2) 1978. Polynomial in the input and the number of keys. Where multivalued
 * dependencies are given: of what they imply, see tn_implied_fds(). Result in the arena. */
struct tn_set *tn_candidate_keys(const struct tn_dependencies *dependencies, size_t limit,
                                 size_t *count, struct tn_arena *arena);

/* The highest normal form that the dependencies allow (TN_4NF only where multivalued ones are
 * given), with a dependency that violates the next one. */
struct tn_form_verdict {
    enum tn_normal_form form;
    bool exact;           /* false: a limit was reached, and the form is at least this one */
    bool multivalued;     /* the witness is */
    struct tn_fd witness; /* of no attributes where there is none */
};
struct tn_form_verdict tn_normal_form_of(const struct tn_dependencies *dependencies);

/* ------------------------------------------------------------------ decompositions */

struct tn_decomposition {
    TN_VECTOR(struct tn_set) parts;
    bool lossless;               /* the join of the parts is the relation */
    bool preserving;             /* nothing is lost */
    bool exact;                  /* false: parts that were too wide were left as they are */
    struct tn_dependencies lost; /* functional dependencies of a minimal cover that no longer follow
                                    from those within the parts */
};
void tn_decomposition_free(struct tn_decomposition *decomposition);

/* In third normal form, lossless and preserving: Bernstein, TODS 1(4) 1976; Biskup, Dayal and
 * Bernstein, SIGMOD 1979. A part for the dependencies of each left side, those of equivalent left
 * sides together where the part stays in third normal form; one with a key of the relation, with
 * the attributes that occur in no dependency. */
struct tn_decomposition tn_synthesize(const struct tn_dependencies *dependencies);

/* In second, Boyce-Codd or fourth normal form, lossless. A preserving one is looked for first: that
 * of tn_synthesize() where its parts have the form (not for the second, which would come apart
 * further than it has to), then other choices of what to split by, as far as some thousands of
 * splits go; there need be none. */
struct tn_decomposition tn_decompose(const struct tn_dependencies *dependencies,
                                     enum tn_normal_form form);

/* The tableau chase: Aho, Beeri and Ullman, TODS 4(3) 1979. *decided is false where multivalued
 * dependencies make it too large; the result then is false. */
bool tn_lossless(const struct tn_dependencies *dependencies, const struct tn_set *parts,
                 size_t count, bool *decided);

/* Functional dependencies of a minimal cover that do not follow from those within the parts: Beeri
 * and Honeyman, SIAM J. Comput. 10(3) 1981. Result on the heap. */
struct tn_dependencies tn_lost_dependencies(const struct tn_dependencies *dependencies,
                                            const struct tn_set *parts, size_t count);

#endif
