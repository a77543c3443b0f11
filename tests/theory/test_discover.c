/*
 * Dependencies found in data, against their definition by brute force on random small tables, and
 * at the edges: no rows, one row, constants, repeated rows, wide tables.
 */
#include "harness.h"
#include "tenon/discover.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 80, MOST_ROWS = 400 };

struct table {
    size_t rows, columns;
    uint32_t codes[MOST_COLUMNS][MOST_ROWS];
    struct tn_column items[MOST_COLUMNS];
};

/* Renumbers the values in the order in which they come. */
static uint32_t make_dense(uint32_t *codes, size_t rows) {
    uint32_t numbers[MOST_ROWS] = {0}, distinct = 0;
    for (size_t row = 0; row < rows; row++) {
        uint32_t *number = &numbers[codes[row]];
        if (!*number)
            *number = ++distinct;
        codes[row] = *number - 1;
    }
    return distinct;
}

static struct tn_columns columns_of(struct table *table) {
    for (size_t c = 0; c < table->columns; c++)
        table->items[c] =
            (struct tn_column){table->codes[c], make_dense(table->codes[c], table->rows)};
    return (struct tn_columns){table->items, table->columns, table->rows};
}

/* A table of letters, a row a text: {"axq", "ayq", NULL}. */
static struct table *table_of(const char *const *rows) {
    static struct table table;
    table = (struct table){.columns = strlen(rows[0])};
    for (; rows[table.rows]; table.rows++)
        for (size_t c = 0; c < table.columns; c++)
            table.codes[c][table.rows] = (uint32_t)(rows[table.rows][c] - 'a');
    return &table;
}

static struct tn_discovery discover(struct table *table, size_t pairs) {
    struct tn_discovery discovery;
    struct tn_columns columns = columns_of(table);
    tn_discover(
        &columns,
        &(struct tn_discovery_options){.keys = true, .pairs = pairs, .threads = pairs ? 2 : 1},
        &discovery);
    assert_int_equal(discovery.end, TN_DISCOVERY_COMPLETE);
    return discovery;
}

/* "A,BC->D ->E" of fds, a space between; keys behind a bar. */
static const char *text_of(const struct tn_discovery *discovery) {
    static struct tn_buffer text;
    tn_buffer_reset(&text);
    for (size_t i = 0; i < discovery->fds.count; i++) {
        for (size_t c = 0; c < 26; c++)
            if (tn_set_has(discovery->fds.items[i].left, c))
                tn_put_char(&text, (char)('A' + c));
        tn_put_format(&text, "->%c ", (char)('A' + discovery->fds.items[i].right));
    }
    tn_put(&text, "|");
    for (size_t i = 0; i < discovery->keys.count; i++) {
        tn_put(&text, " ");
        for (size_t c = 0; c < 26; c++)
            if (tn_set_has(discovery->keys.items[i], c))
                tn_put_char(&text, (char)('A' + c));
    }
    return tn_buffer_text(&text);
}

static void assert_found(const char *const *rows, const char *wanted) {
    struct table *table = table_of(rows);
    struct tn_discovery discovery = discover(table, 0);
    assert_string_equal(text_of(&discovery), wanted);
    tn_discovery_free(&discovery);
    discovery = discover(table, 1); /* by samples and tests */
    assert_string_equal(text_of(&discovery), wanted);
    tn_discovery_free(&discovery);
}

/* ------------------------------------------------------------------ by the definition */

static bool agree(const struct table *table, size_t a, size_t b, size_t set) {
    for (size_t c = 0; c < table->columns; c++)
        if (set >> c & 1 && table->codes[c][a] != table->codes[c][b])
            return false;
    return true;
}

/* right: one column; no column: are the rows unique in the set? */
static bool determines(const struct table *table, size_t set, size_t right) {
    for (size_t a = 1; a < table->rows; a++)
        for (size_t b = 0; b < a; b++)
            if (agree(table, a, b, set) && !(right && agree(table, a, b, right)))
                return false;
    return true;
}

static bool is_minimal(const struct table *table, size_t set, size_t right) {
    for (size_t c = 0; c < table->columns; c++)
        if (set >> c & 1 && determines(table, set & ~((size_t)1 << c), right))
            return false;
    return true;
}

static bool has_fd(const struct tn_discovery *discovery, size_t set, size_t right) {
    for (size_t i = 0; i < discovery->fds.count; i++)
        if (discovery->fds.items[i].left.words[0] == set && discovery->fds.items[i].right == right)
            return true;
    return false;
}

static bool has_key(const struct tn_discovery *discovery, size_t set) {
    for (size_t i = 0; i < discovery->keys.count; i++)
        if (discovery->keys.items[i].words[0] == set)
            return true;
    return false;
}

static void assert_exact(const struct table *table, const struct tn_discovery *discovery) {
    size_t fds = 0, keys = 0;
    for (size_t set = 0; set < (size_t)1 << table->columns; set++) {
        for (size_t right = 0; right < table->columns; right++) {
            size_t bit = (size_t)1 << right;
            if (set & bit || !determines(table, set, bit) || !is_minimal(table, set, bit))
                continue;
            fds++;
            assert_true(has_fd(discovery, set, right));
        }
        if (determines(table, set, 0) && is_minimal(table, set, 0)) {
            keys++;
            assert_true(has_key(discovery, set));
        }
    }
    assert_int_equal(fds, discovery->fds.count);
    assert_int_equal(keys, discovery->keys.count);
}

static void fill(struct table *table, unsigned seed) {
    srand(seed);
    table->columns = 1 + (size_t)rand() % 7;
    table->rows = (size_t)rand() % (seed % 4 ? 12 : 60);
    for (size_t c = 0; c < table->columns; c++) {
        uint32_t values = 1 + (uint32_t)rand() % (seed % 3 ? 4 : 9);
        for (size_t row = 0; row < table->rows; row++)
            table->codes[c][row] = c > 1 && seed % 5 == 0
                                       ? (table->codes[0][row] * 3 + table->codes[1][row]) % values
                                       : (uint32_t)rand() % values;
    }
}

static void exact_on_random_tables(void **state) {
    (void)state;
    static struct table table;
    for (unsigned seed = 0; seed < 3000; seed++) {
        fill(&table, seed);
        struct tn_discovery discovery = discover(&table, seed % 2 ? 1 : 0);
        assert_exact(&table, &discovery);
        tn_discovery_free(&discovery);
    }
}

/* ------------------------------------------------------------------ at the edges */

static void textbook_tables_are_read_rightly(void **state) {
    (void)state;
    /* city follows from zip; the person is a key */
    assert_found((const char *const[]){"aaa", "bab", "cba", NULL}, "BC->A A->B A->C | A BC");
    assert_found((const char *const[]){"aa", "ab", "ba", NULL}, "| AB");
    assert_found((const char *const[]){"aaa", "baa", "cbb", "dbb", NULL},
                 "A->B C->B A->C B->C | A");
}

static void constants_follow_from_nothing(void **state) {
    (void)state;
    assert_found((const char *const[]){"aab", "bac", NULL}, "C->A ->B A->C | A C");
}

static void one_row_or_none_makes_all_constant(void **state) {
    (void)state;
    assert_found((const char *const[]){"abc", NULL}, "->A ->B ->C | ");
    struct table none = {.columns = 2};
    struct tn_discovery discovery = discover(&none, 0);
    assert_string_equal(text_of(&discovery), "->A ->B | ");
    tn_discovery_free(&discovery);
    struct table empty = {0};
    discovery = discover(&empty, 0);
    assert_int_equal(discovery.fds.count, 0);
    tn_discovery_free(&discovery);
}

static void repeated_rows_leave_no_key_but_dependencies(void **state) {
    (void)state;
    struct table *table = table_of((const char *const[]){"aa", "aa", "bb", "aa", NULL});
    struct tn_discovery discovery = discover(table, 0);
    assert_string_equal(text_of(&discovery), "B->A A->B |");
    assert_int_equal(discovery.duplicates, 2);
    tn_discovery_free(&discovery);
    assert_found((const char *const[]){"aa", "aa", NULL}, "->A ->B |");
}

/* Each column but the last alone is a key; beyond one word of columns. */
static void wide_tables_need_more_than_one_word(void **state) {
    (void)state;
    static struct table table;
    table = (struct table){.rows = 300, .columns = 70};
    for (size_t row = 0; row < table.rows; row++) {
        table.codes[0][row] = (uint32_t)row;
        for (size_t c = 1; c < 69; c++)
            table.codes[c][row] = 0;
        table.codes[66][row] = (uint32_t)row / 2;
        table.codes[69][row] = (uint32_t)row / 4;
    }
    for (size_t pairs = 0; pairs < 2; pairs++) {
        struct tn_discovery discovery = discover(&table, pairs);
        assert_int_equal(discovery.fds.count, 67 + 3);
        struct tn_found_fd last = discovery.fds.items[discovery.fds.count - 1];
        assert_true(last.right == 69 && tn_set_has(last.left, 66));
        assert_int_equal(discovery.keys.count, 1);
        tn_discovery_free(&discovery);
    }
}

/* ------------------------------------------------------------------ bounds */

static bool stop_after_a_few(void *left, size_t done, size_t all, size_t found) {
    assert_true(done <= all);
    (void)found;
    return (*(int *)left)-- > 0;
}

static void a_stopped_search_keeps_what_holds(void **state) {
    (void)state;
    static struct table table;
    srand(7);
    table = (struct table){.rows = 300, .columns = 14};
    for (size_t c = 0; c < table.columns; c++)
        for (size_t row = 0; row < table.rows; row++)
            table.codes[c][row] = (uint32_t)rand() % 5;
    struct tn_columns columns = columns_of(&table);
    for (int calls = 0; calls < 40; calls += 8) {
        int left = calls;
        struct tn_discovery discovery;
        tn_discover(
            &columns,
            &(struct tn_discovery_options){.go_on = stop_after_a_few, .context = &left, .pairs = 1},
            &discovery);
        assert_int_equal(discovery.end, TN_DISCOVERY_CANCELLED);
        for (size_t i = 0; i < discovery.fds.count; i += 50) {
            struct tn_found_fd fd = discovery.fds.items[i];
            assert_true(determines(&table, fd.left.words[0], (size_t)1 << fd.right));
            assert_true(is_minimal(&table, fd.left.words[0], (size_t)1 << fd.right));
        }
        tn_discovery_free(&discovery);
    }
}

static void memory_is_bounded(void **state) {
    (void)state;
    static struct table table;
    srand(8);
    table = (struct table){.rows = 400, .columns = 40};
    for (size_t c = 0; c < table.columns; c++)
        for (size_t row = 0; row < table.rows; row++)
            table.codes[c][row] = (uint32_t)rand() % 3;
    struct tn_columns columns = columns_of(&table);
    struct tn_discovery discovery;
    tn_discover(&columns, &(struct tn_discovery_options){.memory = 1 << 20}, &discovery);
    assert_int_equal(discovery.end, TN_DISCOVERY_MEMORY);
    tn_discovery_free(&discovery);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(textbook_tables_are_read_rightly),
        cmocka_unit_test(exact_on_random_tables),
        cmocka_unit_test(constants_follow_from_nothing),
        cmocka_unit_test(one_row_or_none_makes_all_constant),
        cmocka_unit_test(repeated_rows_leave_no_key_but_dependencies),
        cmocka_unit_test(wide_tables_need_more_than_one_word),
        cmocka_unit_test(a_stopped_search_keeps_what_holds),
        cmocka_unit_test(memory_is_bounded),
    };
    return tn_test_run("discover", tests);
}
