/*
 * Multivalued dependencies and decompositions against the definitions themselves, on random small
 * relations: implication by a chase of two rows, forms of parts by all their subsets, joins of
 * rows.
 */
#include "harness.h"
#include "tenon/theory.h"

#include <stdlib.h>

/* ------------------------------------------------------------------ random relations */

static uint64_t random_state = 11;

static uint64_t random_below(uint64_t limit) {
    random_state += UINT64_C(0x9e3779b97f4a7c15);
    return tn_mix(random_state) % limit;
}

static struct tn_set mask(uint64_t bits) {
    return (struct tn_set){{bits}};
}

static uint64_t bits(struct tn_set set) {
    return set.words[0];
}

static struct tn_fd random_dependency(size_t attributes) {
    uint64_t limit = UINT64_C(1) << attributes;
    return (struct tn_fd){mask(random_below(limit) & random_below(limit)),
                          mask(random_below(limit) & random_below(limit))};
}

static struct tn_dependencies random_dependencies(size_t attributes, size_t fds, size_t mvds) {
    struct tn_dependencies result = {.attributes = attributes};
    for (uint64_t i = random_below(fds + 1); i > 0; i--)
        TN_PUSH(&result.fds, random_dependency(attributes));
    for (uint64_t i = random_below(mvds + 1); i > 0; i--)
        TN_PUSH(&result.mvds, random_dependency(attributes));
    return result;
}

/* ------------------------------------------------------------------ implication, by a chase */

enum { WIDEST_CHASED = 6, WIDEST = 10 };

/* Two rows that agree on a set, and what follows from there being both: a row is the attributes in
 * which it is like the second. */
struct chase {
    uint64_t equal; /* attributes in which both must agree */
    bool rows[1 << WIDEST_CHASED];
    uint64_t limit;
};

static bool normalize(struct chase *chase) {
    bool changed = false;
    for (uint64_t row = 0; row < chase->limit; row++)
        if (chase->rows[row] && row & chase->equal) {
            chase->rows[row] = false;
            chase->rows[row & ~chase->equal] = changed = true;
        }
    return changed;
}

static bool step(struct chase *chase, const struct tn_dependencies *given, uint64_t s, uint64_t t) {
    bool changed = false;
    for (size_t i = 0; i < given->fds.count; i++) {
        uint64_t left = bits(given->fds.items[i].left), right = bits(given->fds.items[i].right);
        if (!((s ^ t) & left) && (s ^ t) & right & ~chase->equal) {
            chase->equal |= (s ^ t) & right;
            changed = true;
        }
    }
    for (size_t i = 0; i < given->mvds.count; i++) {
        uint64_t left = bits(given->mvds.items[i].left);
        uint64_t named = left | bits(given->mvds.items[i].right);
        uint64_t row = (s & named) | (t & ~named);
        if (!((s ^ t) & left) && !chase->rows[row])
            chase->rows[row] = changed = true;
    }
    return changed;
}

static struct chase chase_of(const struct tn_dependencies *given, uint64_t set) {
    struct chase chase = {.equal = set, .limit = UINT64_C(1) << given->attributes};
    chase.rows[0] = chase.rows[(chase.limit - 1) & ~set] = true;
    for (bool changed = true; changed;) {
        changed = normalize(&chase);
        for (uint64_t s = 0; s < chase.limit; s++)
            for (uint64_t t = 0; t < chase.limit && chase.rows[s]; t++)
                changed |= chase.rows[t] && step(&chase, given, s, t);
    }
    return chase;
}

static bool implies_mvd(const struct chase *chase, uint64_t right) {
    return chase->rows[(chase->limit - 1) & ~(chase->equal | right)];
}

static void implication_is_what_the_chase_says(void **state) {
    (void)state;
    for (int round = 0; round < 400; round++) {
        struct tn_dependencies given = random_dependencies(1 + random_below(5), 3, 3);
        uint64_t limit = UINT64_C(1) << given.attributes;
        for (uint64_t x = 0; x < limit; x++) {
            struct chase chase = chase_of(&given, x);
            assert_int_equal(bits(tn_closure(&given, mask(x))), chase.equal);
            for (uint64_t y = 0; y < limit; y++)
                assert_int_equal(tn_implies_mvd(&given, (struct tn_fd){mask(x), mask(y)}),
                                 implies_mvd(&chase, y));
        }
        tn_dependencies_free(&given);
    }
}

/* ------------------------------------------------------------------ forms, by definition */

struct table {
    size_t attributes;
    uint64_t closures[1 << WIDEST];
    struct chase *chases; /* of each set; NULL without multivalued dependencies */
};

static uint64_t closure_by_rounds(const struct tn_dependencies *given, uint64_t set) {
    for (size_t round = 0; round < given->fds.count; round++)
        for (size_t i = 0; i < given->fds.count; i++)
            if (!(bits(given->fds.items[i].left) & ~set))
                set |= bits(given->fds.items[i].right);
    return set;
}

static void make_table(struct table *table, const struct tn_dependencies *given) {
    uint64_t limit = UINT64_C(1) << given->attributes;
    *table = (struct table){.attributes = given->attributes};
    if (given->mvds.count)
        table->chases = tn_allocate(limit * sizeof *table->chases);
    for (uint64_t x = 0; x < limit; x++) {
        if (table->chases)
            table->chases[x] = chase_of(given, x);
        table->closures[x] = table->chases ? table->chases[x].equal : closure_by_rounds(given, x);
    }
}

static bool is_key_of(const struct table *table, uint64_t part, uint64_t set) {
    bool key = (table->closures[set] & part) == part;
    for (uint64_t rest = set; rest && key; rest &= rest - 1)
        key = (table->closures[set & ~(rest & -rest)] & part) != part;
    return key;
}

#define EACH_SUBSET(set, of)                                                                       \
    for (uint64_t set = 0, more_##set = 1; more_##set;                                             \
         more_##set = (set = (set - (of)) & (of)) != 0)

static uint64_t prime_in(const struct table *table, uint64_t part) {
    uint64_t prime = 0;
    EACH_SUBSET(set, part)
    prime |= is_key_of(table, part, set) ? set : 0;
    return prime;
}

static bool has_fourth_form(const struct table *table, uint64_t part) {
    uint64_t all = (UINT64_C(1) << table->attributes) - 1;
    EACH_SUBSET(x, part) {
        if ((table->closures[x] & part) == part)
            continue;
        EACH_SUBSET(y, all & ~x) {
            uint64_t inside = y & part;
            if (inside && (x | inside) != part && implies_mvd(&table->chases[x], y))
                return false;
        }
    }
    return true;
}

static bool has_second_form(const struct table *table, uint64_t part) {
    uint64_t prime = prime_in(table, part);
    EACH_SUBSET(key, part)
    if (is_key_of(table, part, key))
        EACH_SUBSET(x, key)
    if (x != key && table->closures[x] & part & ~x & ~prime)
        return false;
    return true;
}

/* Of a part; the relation is a part of itself. */
static bool has_form(const struct table *table, uint64_t part, enum tn_normal_form form) {
    if (form == TN_2NF)
        return has_second_form(table, part);
    uint64_t prime = form == TN_3NF ? prime_in(table, part) : 0;
    EACH_SUBSET(x, part) {
        uint64_t closure = table->closures[x] & part;
        if (closure != part && closure & ~x & ~prime)
            return false;
    }
    return form != TN_4NF || !table->chases || has_fourth_form(table, part);
}

static enum tn_normal_form form_of(const struct table *table, bool multivalued) {
    uint64_t all = (UINT64_C(1) << table->attributes) - 1;
    if (!has_second_form(table, all))
        return TN_1NF;
    if (!has_form(table, all, TN_3NF))
        return TN_2NF;
    if (!has_form(table, all, TN_BCNF))
        return TN_3NF;
    return multivalued && has_form(table, all, TN_4NF) ? TN_4NF : TN_BCNF;
}

static void check_keys(const struct tn_dependencies *given, const struct table *table) {
    struct tn_arena arena = {0};
    uint64_t all = (UINT64_C(1) << given->attributes) - 1;
    size_t count, expected = 0;
    struct tn_set *keys = tn_candidate_keys(given, TN_KEY_LIMIT, &count, &arena);
    EACH_SUBSET(set, all)
    expected += is_key_of(table, all, set);
    assert_int_equal(count, expected);
    for (size_t i = 0; i < count; i++)
        assert_true(is_key_of(table, all, bits(keys[i])));
    tn_arena_free(&arena);
}

/* ------------------------------------------------------------------ decompositions */

/* What a set determines by what holds within each part. */
static uint64_t closure_in_parts(const struct table *table, const struct tn_decomposition *parts,
                                 uint64_t set) {
    uint64_t before;
    do {
        before = set;
        for (size_t i = 0; i < parts->parts.count; i++) {
            uint64_t part = bits(parts->parts.items[i]);
            EACH_SUBSET(x, part & set)
            set |= table->closures[x] & part;
        }
    } while (set != before);
    return set;
}

static bool preserves(const struct table *table, const struct tn_decomposition *parts) {
    for (uint64_t x = 0; x < UINT64_C(1) << table->attributes; x++)
        if (table->closures[x] & ~closure_in_parts(table, parts, x))
            return false;
    return true;
}

static void check_parts(const struct tn_dependencies *given, const struct table *table,
                        enum tn_normal_form form) {
    struct tn_decomposition parts =
        form == TN_3NF ? tn_synthesize(given) : tn_decompose(given, form);
    struct tn_set covered = {0};
    bool decided;
    for (size_t i = 0; i < parts.parts.count; i++) {
        assert_true(has_form(table, bits(parts.parts.items[i]), form));
        covered = tn_set_union(covered, parts.parts.items[i]);
        for (size_t j = 0; j < parts.parts.count; j++)
            assert_true(i == j || !tn_set_within(parts.parts.items[i], parts.parts.items[j]));
    }
    assert_true(tn_set_equal(covered, tn_set_first(given->attributes)));
    assert_true(parts.exact && parts.lossless);
    assert_true(tn_lossless(given, parts.parts.items, parts.parts.count, &decided) || !decided);
    assert_int_equal(parts.preserving, preserves(table, &parts));
    assert_true(parts.preserving || form != TN_3NF);
    tn_decomposition_free(&parts);
}

static void check_relation(const struct tn_dependencies *given) {
    static struct table table;
    make_table(&table, given);
    struct tn_form_verdict verdict = tn_normal_form_of(given);
    assert_int_equal(verdict.form, form_of(&table, given->mvds.count));
    assert_true(verdict.exact);
    check_keys(given, &table);
    check_parts(given, &table, TN_2NF);
    check_parts(given, &table, TN_3NF);
    check_parts(given, &table, TN_BCNF);
    check_parts(given, &table, TN_4NF);
    free(table.chases);
}

/* $TENON_RELATIONS of them; seeds are the same every time. */
static size_t rounds(size_t usual) {
    const char *asked = getenv("TENON_RELATIONS");
    return asked ? strtoul(asked, NULL, 10) : usual;
}

static void random_relations_come_apart_as_they_should(void **state) {
    (void)state;
    for (size_t round = rounds(800); round > 0; round--) {
        struct tn_dependencies given = random_dependencies(2 + random_below(9), 8, 0);
        check_relation(&given);
        tn_dependencies_free(&given);
    }
}

static void multivalued_dependencies_take_them_apart_further(void **state) {
    (void)state;
    for (size_t round = rounds(800) / 2; round > 0; round--) {
        struct tn_dependencies given = random_dependencies(2 + random_below(4), 3, 2);
        check_relation(&given);
        tn_dependencies_free(&given);
    }
}

/* Two parts join to the relation where what they share determines, or multidetermines, one of
 * them. */
static void two_parts_are_lossless_where_theory_says(void **state) {
    (void)state;
    for (int round = 0; round < 3000; round++) {
        struct tn_dependencies given = random_dependencies(2 + random_below(5), 4, 2);
        uint64_t all = (UINT64_C(1) << given.attributes) - 1, one = random_below(all + 1);
        struct tn_set parts[] = {mask(one), mask((all & ~one) | random_below(all + 1))};
        struct tn_set shared = tn_set_meet(parts[0], parts[1]);
        bool decided, lossless = tn_lossless(&given, parts, 2, &decided);
        assert_true(decided);
        assert_int_equal(lossless, tn_implies_mvd(&given, (struct tn_fd){shared, parts[0]}));
        tn_dependencies_free(&given);
    }
}

/* ------------------------------------------------------------------ known cases */

/* What only a part of the key determines goes, with what that determines in turn. */
static void second_form_takes_out_parts_of_keys(void **state) {
    (void)state;
    struct tn_dependencies given = {.attributes = 5};
    TN_PUSH(&given.fds, ((struct tn_fd){mask(1), mask(4)}));
    TN_PUSH(&given.fds, ((struct tn_fd){mask(4), mask(8)}));
    TN_PUSH(&given.fds, ((struct tn_fd){mask(3), mask(16)}));
    struct tn_decomposition parts = tn_decompose(&given, TN_2NF);
    assert_int_equal(parts.parts.count, 2);
    assert_int_equal(bits(parts.parts.items[0]) + bits(parts.parts.items[1]), (1 + 4 + 8) + 19);
    assert_true(parts.lossless && parts.preserving && parts.exact);
    tn_decomposition_free(&parts);
    tn_dependencies_free(&given);
}

/* Street, city and postal code: no form of Boyce and Codd keeps both dependencies. */
static void what_is_lost_is_named(void **state) {
    (void)state;
    struct tn_dependencies given = {.attributes = 3};
    TN_PUSH(&given.fds, ((struct tn_fd){mask(3), mask(4)}));
    TN_PUSH(&given.fds, ((struct tn_fd){mask(4), mask(2)}));
    struct tn_decomposition parts = tn_decompose(&given, TN_BCNF);
    assert_int_equal(parts.parts.count, 2);
    assert_false(parts.preserving);
    assert_int_equal(parts.lost.fds.count, 1);
    assert_int_equal(bits(parts.lost.fds.items[0].left), 3);
    tn_decomposition_free(&parts);
    tn_dependencies_free(&given);
}

/* Splitting by A -> B first would lose B -> C from another split; another choice keeps all. */
static void a_preserving_choice_is_found(void **state) {
    (void)state;
    struct tn_dependencies given = {.attributes = 4};
    TN_PUSH(&given.fds, ((struct tn_fd){mask(1), mask(2)}));
    TN_PUSH(&given.fds, ((struct tn_fd){mask(2), mask(4)}));
    TN_PUSH(&given.fds, ((struct tn_fd){mask(1), mask(8)}));
    struct tn_decomposition parts = tn_decompose(&given, TN_BCNF);
    assert_true(parts.preserving && parts.lossless);
    tn_decomposition_free(&parts);
    tn_dependencies_free(&given);
}

/* Wide relations are split by what is given; it is said that this need not be all. */
static void wide_relations_say_what_is_undecided(void **state) {
    (void)state;
    struct tn_dependencies given = {.attributes = 60};
    for (size_t i = 0; i + 1 < 60; i += 2) {
        struct tn_fd fd = {0};
        tn_set_add(&fd.left, i);
        tn_set_add(&fd.right, i + 1);
        TN_PUSH(&given.fds, fd);
    }
    struct tn_decomposition third = tn_synthesize(&given), split = tn_decompose(&given, TN_BCNF);
    assert_true(third.exact && third.lossless && third.preserving);
    assert_int_equal(third.parts.count, 31);
    assert_true(split.lossless && split.preserving);
    tn_decomposition_free(&third);
    tn_decomposition_free(&split);
    struct tn_fd mvd = {mask(1), mask(12)};
    TN_PUSH(&given.mvds, mvd);
    assert_false(tn_normal_form_of(&given).exact);
    tn_dependencies_free(&given);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(second_form_takes_out_parts_of_keys),
        cmocka_unit_test(implication_is_what_the_chase_says),
        cmocka_unit_test(random_relations_come_apart_as_they_should),
        cmocka_unit_test(multivalued_dependencies_take_them_apart_further),
        cmocka_unit_test(two_parts_are_lossless_where_theory_says),
        cmocka_unit_test(what_is_lost_is_named),
        cmocka_unit_test(a_preserving_choice_is_found),
        cmocka_unit_test(wide_relations_say_what_is_undecided),
    };
    return tn_test_run("decompositions", tests);
}
