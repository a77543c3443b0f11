/*
 * theory: closures, keys and normal forms on hard cases: relations with exponentially many keys,
 * long chains, and random dependencies over 20 to 60 attributes. One line each, milliseconds.
 */
#include "tenon/theory.h"
#include "process.h"

#include <stdio.h>
#include <stdlib.h>

static struct tn_fd fd(size_t left, size_t right) {
    struct tn_fd made = {0};
    tn_set_add(&made.left, left);
    tn_set_add(&made.right, right);
    return made;
}

/* a1 <-> b1, a2 <-> b2, …: two to the power of N keys. */
static struct tn_dependencies pairs(size_t n) {
    struct tn_dependencies made = {.attributes = 2 * n};
    for (size_t i = 0; i < n; i++) {
        TN_PUSH(&made.fds, fd(2 * i, 2 * i + 1));
        TN_PUSH(&made.fds, fd(2 * i + 1, 2 * i));
    }
    return made;
}

static struct tn_dependencies chain(size_t n) {
    struct tn_dependencies made = {.attributes = n};
    for (size_t i = 0; i + 1 < n; i++)
        TN_PUSH(&made.fds, fd(i, i + 1));
    return made;
}

static uint64_t random_number(uint64_t *state) {
    *state += UINT64_C(0x9E3779B97F4A7C15);
    return tn_mix(*state);
}

static struct tn_dependencies random_ones(size_t attributes, size_t count) {
    struct tn_dependencies made = {.attributes = attributes};
    uint64_t state = attributes * 1000 + count;
    for (size_t i = 0; i < count; i++) {
        struct tn_fd one = {0};
        for (int k = 0; k < 2; k++)
            tn_set_add(&one.left, random_number(&state) % attributes);
        tn_set_add(&one.right, random_number(&state) % attributes);
        TN_PUSH(&made.fds, one);
    }
    return made;
}

static void measure(const char *label, struct tn_dependencies dependencies) {
    enum { MOST_KEYS = 100000 };
    struct tn_arena arena = {0};
    struct tn_set first = {0};
    size_t keys, closures = 1000;
    tn_set_add(&first, 0);
    double start = bench_now();
    for (size_t i = 0; i < closures; i++)
        tn_closure(&dependencies, first);
    double closed = bench_now();
    tn_candidate_keys(&dependencies, MOST_KEYS, &keys, &arena);
    double keyed = bench_now();
    struct tn_form_verdict verdict = tn_normal_form_of(&dependencies);
    double formed = bench_now();
    printf("  %-32s closure %8.3f us   keys %7zu %10.3f ms   form %10.3f ms%s\n", label,
           (closed - start) * 1e3 / (double)closures, keys, keyed - closed, formed - keyed,
           verdict.exact ? "" : " (undecided)");
    tn_arena_free(&arena);
    tn_dependencies_free(&dependencies);
}

int main(void) {
    measure("8 pairs, 256 keys", pairs(8));
    measure("10 pairs, 1,024 keys", pairs(10));
    measure("12 pairs, 4,096 keys", pairs(12));
    measure("a chain of 64", chain(64));
    measure("20 attributes, 30 dependencies", random_ones(20, 30));
    measure("30 attributes, 45 dependencies", random_ones(30, 45));
    measure("60 attributes, 90 dependencies", random_ones(60, 90));
    return 0;
}
