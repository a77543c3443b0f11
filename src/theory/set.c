/*
 * Attribute sets: a few machine words each, passed by value.
 */
#include "tenon/theory.h"

#include <stdlib.h>

void tn_set_add(struct tn_set *set, size_t attribute) {
    set->words[attribute / 64] |= UINT64_C(1) << attribute % 64;
}

void tn_set_remove(struct tn_set *set, size_t attribute) {
    set->words[attribute / 64] &= ~(UINT64_C(1) << attribute % 64);
}

bool tn_set_has(struct tn_set set, size_t attribute) {
    return set.words[attribute / 64] >> attribute % 64 & 1;
}

bool tn_set_empty(struct tn_set set) {
    return tn_set_equal(set, (struct tn_set){0});
}

size_t tn_set_size(struct tn_set set) {
    size_t size = 0;
    for (size_t i = 0; i < TN_SET_WORDS; i++)
        size += (size_t)__builtin_popcountll(set.words[i]);
    return size;
}

bool tn_set_equal(struct tn_set a, struct tn_set b) {
    for (size_t i = 0; i < TN_SET_WORDS; i++)
        if (a.words[i] != b.words[i])
            return false;
    return true;
}

bool tn_set_within(struct tn_set part, struct tn_set whole) {
    for (size_t i = 0; i < TN_SET_WORDS; i++)
        if (part.words[i] & ~whole.words[i])
            return false;
    return true;
}

struct tn_set tn_set_union(struct tn_set a, struct tn_set b) {
    for (size_t i = 0; i < TN_SET_WORDS; i++)
        a.words[i] |= b.words[i];
    return a;
}

struct tn_set tn_set_meet(struct tn_set a, struct tn_set b) {
    for (size_t i = 0; i < TN_SET_WORDS; i++)
        a.words[i] &= b.words[i];
    return a;
}

struct tn_set tn_set_minus(struct tn_set a, struct tn_set b) {
    for (size_t i = 0; i < TN_SET_WORDS; i++)
        a.words[i] &= ~b.words[i];
    return a;
}

struct tn_set tn_set_first(size_t count) {
    struct tn_set set = {0};
    for (size_t i = 0; i < count; i++)
        tn_set_add(&set, i);
    return set;
}

void tn_dependencies_free(struct tn_dependencies *dependencies) {
    free(dependencies->fds.items);
    free(dependencies->mvds.items);
    *dependencies = (struct tn_dependencies){0};
}
