/*
 * Candidate keys. Attributes that no dependency determines are in every key;
 * those that determine nothing but are determined are in none: both are settled
 * before keys are enumerated.
 */
#include "theory/closure.h"

#include <stdlib.h>

struct search {
    struct ready ready;
    struct tn_set core; /* in every key */
    size_t limit;
    TN_VECTOR(struct tn_set) keys;
};

static bool is_superkey(struct search *search, struct tn_set set) {
    return tn_set_equal(ready_closure(&search->ready, set), search->ready.all);
}

/* A key within a superkey. */
static struct tn_set reduce(struct search *search, struct tn_set set) {
    for (size_t a = 0; a < search->ready.given->attributes; a++) {
        struct tn_set less = set;
        tn_set_remove(&less, a);
        if (tn_set_has(set, a) && !tn_set_has(search->core, a) && is_superkey(search, less))
            set = less;
    }
    return set;
}

static bool holds_known_key(const struct search *search, struct tn_set set) {
    for (size_t i = 0; i < search->keys.count; i++)
        if (tn_set_within(search->keys.items[i], set))
            return true;
    return false;
}

/* Lucchesi and Osborn: from each key, replacing what a dependency determines by
 * its left side gives a superkey; every key is reached that way from any other.
 */
static void enumerate(struct search *search, const struct tn_dependencies *cover) {
    TN_PUSH(&search->keys, reduce(search, search->ready.all));
    for (size_t k = 0; k < search->keys.count; k++)
        for (size_t i = 0; i < cover->fds.count && search->keys.count < search->limit; i++) {
            struct tn_fd fd = cover->fds.items[i];
            struct tn_set key = search->keys.items[k];
            if (tn_set_empty(tn_set_meet(key, fd.right)))
                continue;
            struct tn_set other = tn_set_union(fd.left, tn_set_minus(key, fd.right));
            if (!holds_known_key(search, other))
                TN_PUSH(&search->keys, reduce(search, other));
        }
}

static struct tn_set determined(const struct tn_dependencies *cover) {
    struct tn_set result = {0};
    for (size_t i = 0; i < cover->fds.count; i++)
        result = tn_set_union(result, cover->fds.items[i].right);
    return result;
}

struct tn_set *tn_candidate_keys(const struct tn_dependencies *given, size_t limit, size_t *count,
                                 struct tn_arena *arena) {
    struct search search = {.limit = limit};
    ready_make(&search.ready, given);
    const struct tn_dependencies *cover = &search.ready.cover;
    search.core = tn_set_minus(search.ready.all, determined(cover));
    if (limit && is_superkey(&search, search.core))
        TN_PUSH(&search.keys, search.core);
    else if (limit)
        enumerate(&search, cover);
    struct tn_set *keys = tn_arena_allocate(arena, (search.keys.count + 1) * sizeof *keys);
    for (size_t i = 0; i < search.keys.count; i++)
        keys[i] = search.keys.items[i];
    *count = search.keys.count;
    ready_free(&search.ready);
    free(search.keys.items);
    return keys;
}
