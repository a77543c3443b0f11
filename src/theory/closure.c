/*
 * Attribute closure with counters: each dependency counts the attributes of its
 * left side that are still missing and fires when none is, so each is looked at
 * once for every attribute on its left.
 */
#include "theory/closure.h"

#include <stdlib.h>
#include <string.h>

static void count_uses(struct closure *closure) {
    const struct tn_dependencies *given = closure->given;
    for (size_t i = 0; i < given->fds.count; i++) {
        closure->left_sizes[i] = tn_set_size(given->fds.items[i].left);
        for (size_t a = 0; a < given->attributes; a++)
            closure->first_use[a + 1] += tn_set_has(given->fds.items[i].left, a);
    }
    for (size_t a = 0; a < given->attributes; a++)
        closure->first_use[a + 1] += closure->first_use[a];
}

struct closure closure_new(const struct tn_dependencies *given) {
    size_t count = given->fds.count;
    struct closure closure = {
        .given = given,
        .first_use = tn_allocate((given->attributes + 1) * sizeof(size_t)),
        .left_sizes = tn_allocate((count + 1) * sizeof(size_t)),
        .missing = tn_allocate((count + 1) * sizeof(size_t)),
    };
    count_uses(&closure);
    closure.uses = tn_allocate((closure.first_use[given->attributes] + 1) * sizeof(size_t));
    size_t used[TN_SET_ATTRIBUTES] = {0};
    for (size_t i = 0; i < count; i++)
        for (size_t a = 0; a < given->attributes; a++)
            if (tn_set_has(given->fds.items[i].left, a))
                closure.uses[closure.first_use[a] + used[a]++] = i;
    return closure;
}

void closure_free(struct closure *closure) {
    free(closure->uses);
    free(closure->first_use);
    free(closure->left_sizes);
    free(closure->missing);
}

/* The attributes found and, of those, the ones whose dependencies were not
 * looked at yet. */
struct growth {
    struct tn_set found;
    size_t queue[TN_SET_ATTRIBUTES];
    size_t count;
};

static void grow(struct growth *growth, struct tn_set by) {
    struct tn_set fresh = tn_set_minus(by, growth->found);
    for (size_t i = 0; i < TN_SET_WORDS; i++)
        for (uint64_t word = fresh.words[i]; word; word &= word - 1)
            growth->queue[growth->count++] = i * 64 + (size_t)__builtin_ctzll(word);
    growth->found = tn_set_union(growth->found, by);
}

struct tn_set closure_of(struct closure *closure, struct tn_set of, size_t without,
                         const bool *dropped) {
    const struct tn_dependencies *given = closure->given;
    struct growth growth = {.count = 0};
    grow(&growth, of);
    memcpy(closure->missing, closure->left_sizes, given->fds.count * sizeof(size_t));
    for (size_t i = 0; i < given->fds.count; i++)
        if (closure->left_sizes[i] == 0 && i != without && !(dropped && dropped[i]))
            grow(&growth, given->fds.items[i].right);
    while (growth.count) {
        size_t a = growth.queue[--growth.count];
        for (size_t u = closure->first_use[a]; u < closure->first_use[a + 1]; u++) {
            size_t fd = closure->uses[u];
            if (--closure->missing[fd] == 0 && fd != without && !(dropped && dropped[fd]))
                grow(&growth, given->fds.items[fd].right);
        }
    }
    return growth.found;
}

struct tn_set closure_of_fds(const struct tn_dependencies *given, struct tn_set of) {
    struct closure closure = closure_new(given);
    struct tn_set result = closure_of(&closure, of, CLOSURE_ALL, NULL);
    closure_free(&closure);
    return result;
}
