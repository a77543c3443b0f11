/*
 * Which normal form the dependencies allow, with a dependency that stands in
 * the way of the next.
 */
#include "theory/closure.h"

#include <stdlib.h>

struct relation {
    struct closure closure;
    struct tn_set all, prime;
    struct tn_set *keys;
    size_t key_count;
};

static struct tn_set closed(struct relation *relation, struct tn_set set) {
    return closure_of(&relation->closure, set, CLOSURE_ALL, NULL);
}

/* For a whole relation the given dependencies suffice: each non-trivial one has
 * a superkey on its left. */
static bool in_bcnf(struct relation *relation, struct tn_fd *witness) {
    const struct tn_fds *fds = relation->closure.fds;
    for (size_t i = 0; i < fds->items.count; i++) {
        struct tn_fd fd = fds->items.items[i];
        if (tn_set_within(fd.right, fd.left) ||
            tn_set_equal(closed(relation, fd.left), relation->all))
            continue;
        *witness = (struct tn_fd){fd.left, tn_set_minus(fd.right, fd.left)};
        return false;
    }
    return true;
}

/* The least part of the left side that still determines the right one. */
static struct tn_set shortened(struct relation *relation, struct tn_fd fd) {
    for (size_t a = 0; a < relation->closure.fds->attributes; a++) {
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
        for (size_t a = 0; a < relation->closure.fds->attributes; a++) {
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

static bool in_3nf(struct relation *relation, struct tn_fd *witness) {
    struct tn_fds cover = tn_minimal_cover(relation->closure.fds);
    bool result = true;
    for (size_t i = 0; i < cover.items.count && result; i++) {
        struct tn_fd fd = cover.items.items[i];
        result = tn_set_within(fd.right, relation->prime) ||
                 tn_set_equal(closed(relation, fd.left), relation->all);
        if (!result)
            *witness = fd;
    }
    free(cover.items.items);
    return result;
}

static enum tn_normal_form judge(struct relation *relation, struct tn_fd *witness) {
    if (in_bcnf(relation, witness))
        return TN_BCNF;
    struct tn_arena arena = {0};
    const struct tn_fds *fds = relation->closure.fds;
    relation->keys = tn_candidate_keys(fds, TN_KEY_LIMIT, &relation->key_count, &arena);
    for (size_t i = 0; i < relation->key_count; i++)
        relation->prime = tn_set_union(relation->prime, relation->keys[i]);
    enum tn_normal_form form = TN_1NF;
    struct tn_fd next = *witness;
    if (in_2nf(relation, &next))
        form = in_3nf(relation, &next) ? TN_3NF : TN_2NF;
    *witness = next;
    tn_arena_free(&arena);
    return form;
}

enum tn_normal_form tn_normal_form_of(const struct tn_fds *fds, struct tn_fd *witness) {
    struct relation relation = {
        .closure = closure_new(fds),
        .all = tn_set_first(fds->attributes),
    };
    struct tn_fd found = {0};
    enum tn_normal_form form = judge(&relation, &found);
    if (witness && form != TN_BCNF)
        *witness = found;
    closure_free(&relation.closure);
    return form;
}
