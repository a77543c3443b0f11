/*
 * Which of the dependencies in data are proposed, and the rows that break the near ones.
 */
#include "harness.h"
#include "tenon/discover.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS = 1000, COLUMNS = 8 };

static uint32_t codes[COLUMNS][ROWS];

/* Renumbers the values in the order in which they come. */
static uint32_t make_dense(uint32_t *column) {
    static uint32_t numbers[100000];
    uint32_t distinct = 0;
    memset(numbers, 0, sizeof numbers);
    for (size_t row = 0; row < ROWS; row++) {
        uint32_t *number = &numbers[column[row]];
        if (!*number)
            *number = ++distinct;
        column[row] = *number - 1;
    }
    return distinct;
}

static struct tn_columns columns_of(size_t count) {
    static struct tn_column items[COLUMNS];
    for (size_t c = 0; c < count; c++)
        items[c] = (struct tn_column){codes[c], make_dense(codes[c])};
    return (struct tn_columns){items, count, ROWS};
}

static struct tn_proposals propose(const struct tn_columns *columns) {
    struct tn_proposals proposals;
    tn_propose(
        columns,
        &(struct tn_proposal_options){.left = 2, .error = 0.01, .groups = 10, .support = 0.05},
        &proposals);
    return proposals;
}

/* "B->C:0 …": left, right and the rows that break it. */
static const char *text_of(const struct tn_proposals *proposals) {
    static struct tn_buffer text;
    tn_buffer_reset(&text);
    for (size_t i = 0; i < proposals->items.count; i++) {
        tn_put(&text, i ? " " : "");
        for (size_t c = 0; c < COLUMNS; c++)
            if (tn_set_has(proposals->items.items[i].left, c))
                tn_put_char(&text, (char)('A' + c));
        tn_put_format(&text, "->%c:%zu", (char)('A' + proposals->items.items[i].right),
                      proposals->items.items[i].broken);
    }
    return tn_buffer_text(&text);
}

static void assert_proposed(size_t columns, const char *wanted) {
    struct tn_columns table = columns_of(columns);
    struct tn_proposals proposals = propose(&table);
    assert_string_equal(text_of(&proposals), wanted);
    free(proposals.items.items);
}

/* A: a key; B: a zip; C: its city; D: anything; the columns behind are for the tests. */
static void fill(void) {
    srand(3);
    for (size_t row = 0; row < ROWS; row++) {
        codes[0][row] = (uint32_t)row;
        codes[1][row] = (uint32_t)rand() % 50;
        codes[2][row] = codes[1][row] / 4;
        codes[3][row] = (uint32_t)rand() % 7;
        codes[4][row] = 0;
    }
}

static void what_repeats_is_proposed_but_nothing_of_a_key(void **state) {
    (void)state;
    fill();
    assert_proposed(4, "B->C:0");
}

static void constants_are_on_neither_side(void **state) {
    (void)state;
    fill();
    assert_proposed(5, "B->C:0");
}

static void a_left_side_may_need_two_columns(void **state) {
    (void)state;
    fill();
    for (size_t row = 0; row < ROWS; row++)
        codes[4][row] = (codes[1][row] * 7 + codes[3][row] * 11) % 41 / 5;
    assert_proposed(5, "B->C:0 BD->E:0");
}

static void few_rows_may_break_it_and_are_named(void **state) {
    (void)state;
    fill();
    codes[2][17] = 90;
    codes[2][400] = 91;
    assert_proposed(4, "B->C:2");
    struct tn_columns table = columns_of(4);
    struct tn_proposals proposals = propose(&table);
    struct tn_violation violations[5];
    assert_int_equal(tn_violations(&table, &proposals.items.items[0], violations, 5), 2);
    assert_int_equal(violations[0].row, 17);
    assert_int_equal(violations[1].row, 400);
    assert_int_equal(codes[1][17], codes[1][violations[0].against]);
    assert_int_not_equal(codes[2][17], codes[2][violations[0].against]);
    assert_int_equal(tn_violations(&table, &proposals.items.items[0], violations, 1), 1);
    free(proposals.items.items);
    for (size_t row = 0; row < ROWS; row += 40)
        codes[2][row] = 60 + (uint32_t)row / 40;
    assert_proposed(4, "");
}

/* Ten rows would have to break it by chance: here five have another value at all. */
static void what_hardly_varies_is_no_surprise(void **state) {
    (void)state;
    fill();
    for (size_t row = 0; row < ROWS; row++)
        codes[2][row] = codes[1][row] == 5 && row % 4 == 0;
    assert_proposed(4, "");
}

static void too_few_groups_are_no_evidence(void **state) {
    (void)state;
    fill();
    for (size_t row = 0; row < ROWS; row++) {
        codes[1][row] = (uint32_t)rand() % 6;
        codes[2][row] = codes[1][row] / 2;
    }
    assert_proposed(4, "");
    for (size_t row = 0; row < ROWS; row++) { /* 20 groups of two rows are 4 % */
        codes[1][row] = (uint32_t)(row < 40 ? row / 2 : row);
        codes[2][row] = codes[1][row] / 2;
    }
    assert_proposed(3, "");
}

/* g3 by its definition: for each left value all rows but those with its commonest right value. */
static size_t broken_by_definition(size_t left, size_t right) {
    size_t broken = 0;
    for (uint32_t value = 0; value < ROWS; value++) {
        size_t counts[ROWS] = {0}, all = 0, most = 0;
        for (size_t row = 0; row < ROWS; row++)
            if (codes[left][row] == value) {
                all++;
                most = ++counts[codes[right][row]] > most ? counts[codes[right][row]] : most;
            }
        broken += all - most;
    }
    return broken;
}

static void broken_rows_are_those_of_g3(void **state) {
    (void)state;
    for (unsigned seed = 1; seed < 20; seed++) {
        fill();
        srand(seed);
        for (int i = 0; i < 8; i++)
            codes[2][rand() % ROWS] = 20 + (uint32_t)rand() % 3;
        struct tn_columns table = columns_of(4);
        struct tn_proposals proposals = propose(&table);
        assert_int_equal(proposals.items.count, 1);
        struct tn_proposal *proposal = &proposals.items.items[0];
        struct tn_violation violations[ROWS];
        assert_int_equal(proposal->broken, broken_by_definition(1, 2));
        assert_int_equal(tn_violations(&table, proposal, violations, ROWS), proposal->broken);
        free(proposals.items.items);
    }
}

static bool never(void *context) {
    (void)context;
    return false;
}

static void it_can_be_stopped(void **state) {
    (void)state;
    fill();
    struct tn_columns table = columns_of(4);
    struct tn_proposals proposals;
    tn_propose(&table, &(struct tn_proposal_options){.left = 2, .go_on = never}, &proposals);
    assert_true(proposals.stopped);
    assert_int_equal(proposals.items.count, 0);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_repeats_is_proposed_but_nothing_of_a_key),
        cmocka_unit_test(constants_are_on_neither_side),
        cmocka_unit_test(a_left_side_may_need_two_columns),
        cmocka_unit_test(few_rows_may_break_it_and_are_named),
        cmocka_unit_test(what_hardly_varies_is_no_surprise),
        cmocka_unit_test(too_few_groups_are_no_evidence),
        cmocka_unit_test(broken_rows_are_those_of_g3),
        cmocka_unit_test(it_can_be_stopped),
    };
    return tn_test_run("propose", tests);
}
