/*
 * Which normal form the dependencies allow, with a dependency that stands in
 * the way of the next.
 */
#include "theory/closure.h"

#include <stdlib.h>

struct relation {
    struct ready ready;
    struct tn_set prime;
    struct tn_set *keys;
    size_t key_count;
    struct tn_form_verdict verdict;
};

static struct tn_set closed(const struct relation *relation, struct tn_set set) {
    return ready_closure(&relation->ready, set);
}

static bool is_superkey(struct relation *relation, struct tn_set set) {
    return tn_set_equal(closed(relation, set), relation->ready.all);
}

/* ------------------------------------------------------------------ a test for each form */

/* The least part of the left side that still determines the right one. */
static struct tn_set shortened(struct relation *relation, struct tn_fd fd) {
    for (size_t a = 0; a < relation->ready.given->attributes; a++) {
        struct tn_set less = fd.left;
        tn_set_remove(&less, a);
        if (tn_set_within(fd.right, closed(relation, less)))
            fd.left = less;
    }
    return fd.left;
}

/* Every part of a key that determines something not prime lies in a key less
 * one attribute. */
static bool in_2nf(struct relation *relation, struct tn_fd *witness) {
    for (size_t k = 0; k < relation->key_count; k++)
        for (size_t a = 0; a < relation->ready.given->attributes; a++) {
            struct tn_set part = relation->keys[k];
            if (!tn_set_has(part, a))
                continue;
            tn_set_remove(&part, a);
            struct tn_set found = tn_set_minus(closed(relation, part), part);
            struct tn_set right = tn_set_minus(found, relation->prime);
            if (tn_set_empty(right))
                continue;
            *witness = (struct tn_fd){part, right};
            witness->left = shortened(relation, *witness);
            return false;
        }
    return true;
}

/* For a whole relation a cover suffices: each of it has a superkey on its left, or, in third normal
 * form, a prime attribute on its right. */
static bool in_form(struct relation *relation, struct tn_set prime, struct tn_fd *witness) {
    for (size_t i = 0; i < relation->ready.cover.fds.count; i++) {
        struct tn_fd fd = relation->ready.cover.fds.items[i];
        if (tn_set_within(fd.right, prime) || is_superkey(relation, fd.left))
            continue;
        *witness = fd;
        return false;
    }
    return true;
}

static bool in_3nf(struct relation *relation, struct tn_fd *witness) {
    return in_form(relation, relation->prime, witness);
}

static bool in_bcnf(struct relation *relation, struct tn_fd *witness) {
    return in_form(relation, (struct tn_set){0}, witness);
}

/* In Boyce-Codd normal form already: the given multivalued ones suffice. */
static bool in_4nf(struct relation *relation, struct tn_fd *witness) {
    for (size_t i = 0; i < relation->ready.given->mvds.count; i++) {
        struct tn_fd mvd = relation->ready.given->mvds.items[i];
        bool trivial = tn_set_within(mvd.right, mvd.left) ||
                       tn_set_equal(tn_set_union(mvd.left, mvd.right), relation->ready.all);
        if (trivial || is_superkey(relation, mvd.left))
            continue;
        *witness = (struct tn_fd){mvd.left, tn_set_minus(mvd.right, mvd.left)};
        return false;
    }
    return true;
}

/* ------------------------------------------------------------------ the highest */

/* A form above, tested only where all below it hold; the witness is that of the first that does
 * not. */
static const struct form {
    enum tn_normal_form form;
    bool (*test)(struct relation *relation, struct tn_fd *witness);
} forms[] = {{TN_2NF, in_2nf}, {TN_3NF, in_3nf}, {TN_BCNF, in_bcnf}, {TN_4NF, in_4nf}};

static void find_keys(struct relation *relation, struct tn_arena *arena) {
    relation->keys =
        tn_candidate_keys(&relation->ready.cover, TN_KEY_LIMIT, &relation->key_count, arena);
    for (size_t i = 0; i < relation->key_count; i++)
        relation->prime = tn_set_union(relation->prime, relation->keys[i]);
}

static void judge(struct relation *relation) {
    struct tn_form_verdict *verdict = &relation->verdict;
    size_t count = TN_LENGTH(forms) - !relation->ready.given->mvds.count;
    for (size_t i = 0; i < count; i++) {
        if (!forms[i].test(relation, &verdict->witness)) {
            verdict->multivalued = forms[i].form == TN_4NF;
            return;
        }
        verdict->form = forms[i].form;
    }
}

struct tn_form_verdict tn_normal_form_of(const struct tn_dependencies *given) {
    struct relation relation = {.key_count = 0};
    struct tn_arena arena = {0};
    struct tn_fd any;
    ready_make(&relation.ready, given);
    relation.verdict.exact = relation.ready.exact;
    if (!in_bcnf(&relation, &any)) { /* else nothing below it is violated, either */
        find_keys(&relation, &arena);
        relation.verdict.exact &= relation.key_count < TN_KEY_LIMIT;
    }
    judge(&relation);
    ready_free(&relation.ready);
    tn_arena_free(&arena);
    return relation.verdict;
}
