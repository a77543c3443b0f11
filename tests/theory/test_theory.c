/*
 * Closures, covers, keys and normal forms: textbook facts, and the definitions
 * themselves, by brute force, on random small relations.
 */
#include "harness.h"
#include "tenon/theory.h"

#include <stdlib.h>
#include <string.h>

/* Attributes are letters: "A". */
static struct tn_set set(const char *letters) {
    struct tn_set result = {0};
    for (; *letters; letters++)
        tn_set_add(&result, (size_t)(*letters - 'A'));
    return result;
}

/* "AB->C, C->B" over the first attributes. */
static struct tn_dependencies fds(size_t attributes, const char *text) {
    struct tn_dependencies result = {.attributes = attributes};
    struct tn_fd fd = {0};
    struct tn_set *side = &fd.left;
    for (;; text++) {
        if (*text >= 'A' && *text <= 'Z')
            tn_set_add(side, (size_t)(*text - 'A'));
        else if (*text == '>')
            side = &fd.right;
        else if ((*text == ',' || !*text) && side == &fd.right) {
            TN_PUSH(&result.fds, fd);
            fd = (struct tn_fd){0};
            side = &fd.left;
        }
        if (!*text)
            return result;
    }
}

static void assert_set(struct tn_set found, const char *letters) {
    assert_true(tn_set_equal(found, set(letters)));
}

static bool has_key(const struct tn_set *keys, size_t count, const char *letters) {
    for (size_t i = 0; i < count; i++)
        if (tn_set_equal(keys[i], set(letters)))
            return true;
    return false;
}

static void sets_hold_up_to_256_attributes(void **state) {
    (void)state;
    struct tn_set all = tn_set_first(TN_SET_ATTRIBUTES), last = {0};
    tn_set_add(&last, TN_SET_ATTRIBUTES - 1);
    assert_true(tn_set_has(all, TN_SET_ATTRIBUTES - 1));
    assert_true(tn_set_within(last, all) && !tn_set_within(all, last));
    tn_set_remove(&all, TN_SET_ATTRIBUTES - 1);
    assert_true(tn_set_empty(tn_set_meet(all, last)));
    assert_true(tn_set_equal(tn_set_union(all, last), tn_set_first(TN_SET_ATTRIBUTES)));
    assert_true(tn_set_empty(tn_set_minus(last, last)));
}

static void closure_follows_dependencies(void **state) {
    (void)state;
    struct tn_dependencies given = fds(6, "A->B, B->C, CD->E, ->F");
    assert_set(tn_closure(&given, set("A")), "ABCF");
    assert_set(tn_closure(&given, set("AD")), "ABCDEF");
    assert_set(tn_closure(&given, set("")), "F");
    assert_set(tn_closure(&given, set("ABCDEF")), "ABCDEF");
    free(given.fds.items);
    struct tn_dependencies none = fds(3, "");
    assert_set(tn_closure(&none, set("B")), "B");
}

static void left_sides_are_reduced_before_redundant_ones_go(void **state) {
    (void)state;
    struct tn_dependencies given = fds(3, "AB->C, C->B, A->B");
    struct tn_dependencies cover = tn_minimal_cover(&given);
    assert_int_equal(cover.fds.count, 2);
    assert_set(tn_closure(&cover, set("A")), "ABC");
    assert_set(tn_closure(&cover, set("C")), "BC");
    free(given.fds.items);
    free(cover.fds.items);
}

static void all_keys_are_found(void **state) {
    (void)state;
    struct tn_arena arena = {0};
    size_t count;
    struct tn_dependencies given = fds(4, "A->B, B->A, AC->D");
    struct tn_set *keys = tn_candidate_keys(&given, 10, &count, &arena);
    assert_int_equal(count, 2);
    assert_true(has_key(keys, count, "AC") && has_key(keys, count, "BC"));
    tn_candidate_keys(&given, 1, &count, &arena);
    assert_int_equal(count, 1);
    tn_candidate_keys(&given, 0, &count, &arena);
    assert_int_equal(count, 0);
    free(given.fds.items);
    struct tn_dependencies none = fds(2, "");
    keys = tn_candidate_keys(&none, 10, &count, &arena);
    assert_int_equal(count, 1);
    assert_set(keys[0], "AB");
    tn_arena_free(&arena);
}

/* n pairs of attributes that determine each other have 2 to the n keys. */
static void many_keys_stop_at_the_limit(void **state) {
    (void)state;
    struct tn_dependencies given = {.attributes = 40};
    for (size_t i = 0; i < 20; i++) {
        struct tn_fd there = {0}, back = {0};
        tn_set_add(&there.left, 2 * i), tn_set_add(&there.right, 2 * i + 1);
        tn_set_add(&back.left, 2 * i + 1), tn_set_add(&back.right, 2 * i);
        TN_PUSH(&given.fds, there);
        TN_PUSH(&given.fds, back);
    }
    struct tn_arena arena = {0};
    size_t count;
    tn_candidate_keys(&given, 100, &count, &arena);
    assert_int_equal(count, 100);
    tn_arena_free(&arena);
    free(given.fds.items);
}

static void assert_form(size_t attributes, const char *text, enum tn_normal_form form,
                        const char *left, const char *right) {
    struct tn_dependencies given = fds(attributes, text);
    struct tn_form_verdict verdict = tn_normal_form_of(&given);
    assert_int_equal(verdict.form, form);
    assert_true(verdict.exact && !verdict.multivalued);
    assert_set(verdict.witness.left, left);
    assert_set(verdict.witness.right, right);
    free(given.fds.items);
}

static void normal_forms_have_a_witness(void **state) {
    (void)state;
    /* order items: order A, product B, quantity C, product name D */
    assert_form(4, "AB->C, B->D", TN_1NF, "B", "D");
    /* employee A, department B, its manager C */
    assert_form(3, "A->B, B->C", TN_2NF, "B", "C");
    /* street A, city B, postal code C */
    assert_form(3, "AB->C, C->B", TN_3NF, "C", "B");
    assert_form(3, "A->BC", TN_BCNF, "", "");
    assert_form(3, "", TN_BCNF, "", "");
    /* a constant column depends on part of every key, on nothing */
    assert_form(3, "A->B, ->C", TN_1NF, "", "C");
}

/* ---------------------------------------------------------------- the
 * definitions */

static uint64_t random_state = 7;

static uint64_t random_below(uint64_t limit) {
    random_state += UINT64_C(0x9e3779b97f4a7c15);
    return tn_mix(random_state) % limit;
}

static struct tn_set mask(uint64_t bits) {
    return (struct tn_set){{bits}};
}

static struct tn_dependencies random_fds(size_t attributes) {
    struct tn_dependencies result = {.attributes = attributes};
    for (uint64_t i = random_below(7); i > 0; i--) {
        uint64_t limit = UINT64_C(1) << attributes;
        struct tn_fd fd = {mask(random_below(limit) & random_below(limit)),
                           mask(random_below(limit) & random_below(limit))};
        TN_PUSH(&result.fds, fd);
    }
    return result;
}

static struct tn_set naive_closure(const struct tn_dependencies *given, struct tn_set of) {
    for (size_t round = 0; round <= given->fds.count; round++)
        for (size_t i = 0; i < given->fds.count; i++)
            if (tn_set_within(given->fds.items[i].left, of))
                of = tn_set_union(of, given->fds.items[i].right);
    return of;
}

static bool is_superkey(const struct tn_dependencies *given, uint64_t set_bits) {
    return naive_closure(given, mask(set_bits)).words[0] == (UINT64_C(1) << given->attributes) - 1;
}

static bool is_key(const struct tn_dependencies *given, uint64_t bits) {
    bool minimal = is_superkey(given, bits);
    for (size_t a = 0; a < given->attributes && minimal; a++)
        if (bits >> a & 1)
            minimal = !is_superkey(given, bits & ~(UINT64_C(1) << a));
    return minimal;
}

static enum tn_normal_form form_by_definition(const struct tn_dependencies *given) {
    uint64_t limit = UINT64_C(1) << given->attributes, prime = 0;
    bool second = true, third = true, boyce = true;
    for (uint64_t x = 0; x < limit; x++)
        prime |= is_key(given, x) ? x : 0;
    for (uint64_t x = 0; x < limit; x++) {
        uint64_t more = naive_closure(given, mask(x)).words[0] & ~x;
        if (is_superkey(given, x))
            continue;
        boyce = boyce && !more;
        third = third && !(more & ~prime);
        for (uint64_t k = 0; k < limit && (more & ~prime); k++)
            if ((x & ~k) == 0 && x != k && is_key(given, k))
                second = false;
    }
    return boyce ? TN_BCNF : third ? TN_3NF : second ? TN_2NF : TN_1NF;
}

static void check_cover(const struct tn_dependencies *given) {
    struct tn_dependencies cover = tn_minimal_cover(given);
    for (uint64_t x = 0; x < UINT64_C(1) << given->attributes; x++)
        assert_true(tn_set_equal(naive_closure(given, mask(x)), naive_closure(&cover, mask(x))));
    for (size_t i = 0; i < cover.fds.count; i++) {
        struct tn_fd fd = cover.fds.items[i];
        assert_true(!tn_set_within(fd.right, fd.left));
        for (size_t a = 0; a < given->attributes; a++) {
            struct tn_set less = fd.left;
            tn_set_remove(&less, a);
            if (tn_set_has(fd.left, a))
                assert_false(tn_set_within(fd.right, naive_closure(given, less)));
        }
        cover.fds.items[i] = (struct tn_fd){0};
        assert_false(tn_set_within(fd.right, naive_closure(&cover, fd.left)));
        cover.fds.items[i] = fd;
    }
    free(cover.fds.items);
}

static void check_keys(const struct tn_dependencies *given) {
    struct tn_arena arena = {0};
    size_t count, expected = 0;
    struct tn_set *keys = tn_candidate_keys(given, 1000, &count, &arena);
    for (uint64_t x = 0; x < UINT64_C(1) << given->attributes; x++)
        expected += is_key(given, x);
    assert_int_equal(count, expected);
    for (size_t i = 0; i < count; i++)
        assert_true(is_key(given, keys[i].words[0]));
    tn_arena_free(&arena);
}

static void random_relations_agree_with_the_definitions(void **state) {
    (void)state;
    for (int round = 0; round < 1500; round++) {
        struct tn_dependencies given = random_fds(1 + random_below(6));
        for (uint64_t x = 0; x < UINT64_C(1) << given.attributes; x++)
            assert_true(tn_set_equal(tn_closure(&given, mask(x)), naive_closure(&given, mask(x))));
        check_cover(&given);
        check_keys(&given);
        struct tn_form_verdict verdict = tn_normal_form_of(&given);
        assert_int_equal(verdict.form, form_by_definition(&given));
        assert_true(tn_implies_fd(&given, verdict.witness));
        free(given.fds.items);
    }
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_hold_up_to_256_attributes),
        cmocka_unit_test(closure_follows_dependencies),
        cmocka_unit_test(left_sides_are_reduced_before_redundant_ones_go),
        cmocka_unit_test(all_keys_are_found),
        cmocka_unit_test(many_keys_stop_at_the_limit),
        cmocka_unit_test(normal_forms_have_a_witness),
        cmocka_unit_test(random_relations_agree_with_the_definitions),
    };
    return tn_test_run("theory", tests);
}
