/*
 * Subsets by size: the next number with as many bits is found by Gosper's step (HAKMEM, item 175).
 */
#include "theory/subsets.h"

struct subsets subsets_of(struct tn_set set) {
    struct subsets subsets = {.size = tn_set_size(set)};
    size_t count = 0;
    for (size_t a = 0; a < TN_SET_ATTRIBUTES && count < 64; a++)
        if (tn_set_has(set, a))
            subsets.members[count++] = a;
    return subsets;
}

static void step(struct subsets *s) {
    uint64_t low = s->next & -s->next, up = s->next + low;
    s->next = s->next ? (((s->next ^ up) >> 2) / low) | up : 0;
    if (!s->next || s->next >> s->size) {
        s->chosen++;
        s->next = (UINT64_C(1) << s->chosen) - 1;
    }
}

bool subsets_next(struct subsets *s, struct tn_set *subset) {
    if (s->begun)
        step(s);
    s->begun = true;
    *subset = (struct tn_set){0};
    if (s->chosen > s->size || s->size > 62)
        return false;
    for (uint64_t bits = s->next; bits; bits &= bits - 1)
        tn_set_add(subset, s->members[__builtin_ctzll(bits)]);
    return true;
}
