/*
 * Third normal form by synthesis. Merging equivalent left sides may bring a transitive dependency
 * back (Bernstein 1976, section 5): such a part is taken apart again.
 */
#include "theory/decompose.h"

#include <stdlib.h>

/* Dependencies of one left side, and the set it determines. */
struct group {
    struct tn_set left, part, closure;
};

struct synthesis {
    const struct ready *ready;
    TN_VECTOR(struct group) groups;
    struct tn_decomposition result;
};

static struct group *group_of(struct synthesis *s, struct tn_set left) {
    for (size_t i = 0; i < s->groups.count; i++)
        if (tn_set_equal(s->groups.items[i].left, left))
            return &s->groups.items[i];
    TN_PUSH(&s->groups, ((struct group){left, left, ready_closure(s->ready, left)}));
    return &s->groups.items[s->groups.count - 1];
}

static void make_groups(struct synthesis *s) {
    for (size_t i = 0; i < s->ready->cover.fds.count; i++) {
        struct tn_fd fd = s->ready->cover.fds.items[i];
        struct group *group = group_of(s, fd.left);
        group->part = tn_set_union(group->part, fd.right);
    }
}

/* The part that groups with one closure make together. */
static void merge(struct synthesis *s, size_t first, bool *done) {
    struct tn_set whole = s->groups.items[first].part;
    struct violation violation;
    bool exact = true;
    size_t work = 0;
    for (size_t i = first + 1; i < s->groups.count; i++) {
        if (done[i] || !tn_set_equal(s->groups.items[i].closure, s->groups.items[first].closure))
            continue;
        struct tn_set both = tn_set_union(whole, s->groups.items[i].part);
        if (part_violations(s->ready, both, TN_3NF, &violation, 1, &exact, &work) || !exact)
            continue;
        whole = both;
        done[i] = true;
    }
    TN_PUSH(&s->result.parts, whole);
}

static void make_parts(struct synthesis *s) {
    bool *done = tn_allocate(s->groups.count + 1);
    for (size_t i = 0; i < s->groups.count; i++)
        if (!done[i])
            merge(s, i, done);
    free(done);
}

/* What makes the join lossless. */
static void add_key(struct synthesis *s) {
    for (size_t i = 0; i < s->result.parts.count; i++)
        if (tn_set_equal(ready_closure(s->ready, s->result.parts.items[i]), s->ready->all))
            return;
    struct tn_arena arena = {0};
    size_t count;
    struct tn_set *keys = tn_candidate_keys(&s->ready->cover, 1, &count, &arena);
    TN_PUSH(&s->result.parts, keys[0]);
    tn_arena_free(&arena);
}

struct tn_decomposition synthesize(const struct ready *ready) {
    struct synthesis s = {.ready = ready, .result = {.exact = ready->exact}};
    make_groups(&s);
    make_parts(&s);
    add_key(&s);
    parts_drop_contained(&s.result);
    parts_finish(&s.result, ready);
    free(s.groups.items);
    return s.result;
}

struct tn_decomposition tn_synthesize(const struct tn_dependencies *given) {
    struct ready ready;
    ready_make(&ready, given);
    struct tn_decomposition result = synthesize(&ready);
    ready_free(&ready);
    return result;
}
