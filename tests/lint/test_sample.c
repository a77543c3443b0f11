/*
 * Rows that break a dependency, a key or a reference, counted by their definitions on random
 * tables.
 */
#include "lint/sample.h"

#include "lint/models.h"

#include <stdio.h>

enum { COLUMNS = 4, ROWS = 12, TABLES = 3000 };

/* A random table with nulls, of which every column is an attribute. */
struct table {
    struct tn_model *model;
    struct tn_sample sample;
    struct tn_column columns[COLUMNS];
    uint32_t codes[COLUMNS][ROWS];
    const char *values[COLUMNS][ROWS];
    const char *const *all[COLUMNS];
    const struct tn_attribute *attributes[COLUMNS];
};

static const char *const texts[] = {NULL, "1", "2", "3", "4"};

static void fill_column(struct table *table, size_t c, size_t rows, size_t most) {
    uint32_t number_of[TN_LENGTH(texts)], distinct = 0;
    memset(number_of, 0xff, sizeof number_of);
    for (size_t row = 0; row < rows; row++) {
        size_t text = (size_t)rand() % most;
        if (number_of[text] == UINT32_MAX) {
            table->values[c][distinct] = texts[text];
            number_of[text] = distinct++;
        }
        table->codes[c][row] = number_of[text];
    }
    table->columns[c] = (struct tn_column){table->codes[c], distinct};
    table->all[c] = table->values[c];
}

static void fill(struct table *table) {
    const struct tn_entity *entity = tn_find_entity(table->model, "t");
    size_t rows = (size_t)rand() % (ROWS + 1), c = 0;
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next, c++) {
        table->attributes[c] = a;
        fill_column(table, c, rows, 2 + (size_t)rand() % (TN_LENGTH(texts) - 1));
    }
    table->sample = (struct tn_sample){.entity = entity,
                                       .name = "t",
                                       .columns = {table->columns, COLUMNS, rows},
                                       .attributes = table->attributes,
                                       .values = table->all};
}

static struct tn_set random_set(void) {
    struct tn_set set = {0};
    for (size_t i = 0; i < COLUMNS; i++)
        if (rand() % 2)
            tn_set_add(&set, i);
    return set;
}

static const char *value(const struct table *table, size_t column, size_t row) {
    return lint_sample_value(&table->sample, column, row);
}

/* Are all values equal; a null equals none, unless nulls do. */
static bool agree(const struct table *table, struct tn_set set, size_t a, size_t b,
                  bool nulls_equal) {
    for (size_t i = 0; i < COLUMNS; i++) {
        if (!tn_set_has(set, i))
            continue;
        const char *left = value(table, i, a), *right = value(table, i, b);
        if (left && right ? strcmp(left, right) != 0 : left != right || !nulls_equal)
            return false;
    }
    return true;
}

/* Does it hold of these rows? bits: which are left. */
static bool holds(const struct table *table, struct tn_set left, struct tn_set right, unsigned bits,
                  bool key, bool nulls_equal) {
    for (size_t a = 0; a < table->sample.columns.rows; a++)
        for (size_t b = a + 1; b < table->sample.columns.rows; b++)
            if (bits >> a & 1 && bits >> b & 1 && agree(table, left, a, b, nulls_equal) &&
                (key || !agree(table, right, a, b, true)))
                return false;
    return true;
}

/* The least number of rows to take away, by trying all. */
static size_t least(const struct table *table, struct tn_set left, struct tn_set right, bool key,
                    bool nulls_equal) {
    size_t best = table->sample.columns.rows;
    for (unsigned bits = 0; bits < 1u << table->sample.columns.rows; bits++) {
        size_t gone = table->sample.columns.rows - (size_t)__builtin_popcount(bits);
        if (gone < best && holds(table, left, right, bits, key, nulls_equal))
            best = gone;
    }
    return best;
}

static struct table table_new(void) {
    return (struct table){.model = read_sql("postgresql", "CREATE TABLE t (a int, b int, c int, d "
                                                          "int);")};
}

static void broken_rows_are_the_fewest_to_take_away(void **state) {
    (void)state;
    struct table table = table_new();
    srand(3);
    for (size_t i = 0; i < TABLES / 20; i++) {
        fill(&table);
        struct tn_set left = random_set(), right = {0};
        size_t column = (size_t)rand() % COLUMNS;
        tn_set_add(&right, column);
        assert_int_equal(lint_breach_of_fd(&table.sample, left, column).broken,
                         least(&table, left, right, false, false));
        bool nulls_equal = rand() % 2;
        assert_int_equal(lint_breach_of_key(&table.sample, left, nulls_equal).broken,
                         least(&table, left, right, true, nulls_equal));
    }
    tn_model_free(table.model);
}

static void shown_rows_do_break_it(void **state) {
    (void)state;
    struct table table = table_new();
    srand(4);
    for (size_t i = 0; i < TABLES; i++) {
        fill(&table);
        struct tn_set left = random_set(), right = {0};
        tn_set_add(&right, (size_t)rand() % COLUMNS);
        for (size_t column = 0; column < COLUMNS; column++) {
            if (!tn_set_has(right, column))
                continue;
            struct lint_breach breach = lint_breach_of_fd(&table.sample, left, column);
            assert_true(breach.shown == (breach.broken < 3 ? breach.broken : 3));
            for (size_t k = 0; k < breach.shown; k++) {
                assert_true(
                    agree(&table, left, breach.first[k].row, breach.first[k].against, false));
                assert_false(
                    agree(&table, right, breach.first[k].row, breach.first[k].against, true));
            }
        }
    }
    tn_model_free(table.model);
}

/* Pairs of rows that agree on the left ask for a row with the right side of the one and the rest of
 * the other: how many different ones are not there. */
static size_t missing_rows(const struct table *table, struct tn_set left, struct tn_set right) {
    struct tn_set rest = tn_set_minus(tn_set_first(COLUMNS), right);
    size_t rows = table->sample.columns.rows, missing = 0;
    size_t asked[ROWS * ROWS][2];
    for (size_t a = 0; a < rows; a++)
        for (size_t b = 0; b < rows; b++) {
            bool there = !agree(table, left, a, b, true);
            for (size_t c = 0; c < rows && !there; c++)
                there = agree(table, tn_set_union(left, right), c, a, true) &&
                        agree(table, tn_set_union(left, rest), c, b, true);
            for (size_t k = 0; k < missing && !there; k++)
                there = agree(table, tn_set_union(left, right), asked[k][0], a, true) &&
                        agree(table, tn_set_union(left, rest), asked[k][1], b, true);
            if (!there) {
                asked[missing][0] = a;
                asked[missing++][1] = b;
            }
        }
    return missing;
}

static void multivalued_dependencies_miss_what_they_ask_for(void **state) {
    (void)state;
    struct table table = table_new();
    srand(5);
    for (size_t i = 0; i < TABLES; i++) {
        fill(&table);
        struct tn_set left = random_set(), right = random_set();
        assert_int_equal(lint_missing_of_mvd(&table.sample, left, right),
                         missing_rows(&table, left, right));
    }
    tn_model_free(table.model);
}

static const char *message_of(const char *script) {
    struct tn_model *model = read_sql("postgresql", script);
    facts_apply(model, script);
    struct tn_findings found = lint_one(model, "nf-fd-contradicted");
    static char text[500];
    snprintf(text, sizeof text, "%s", found.count ? found.items[0].message : "");
    tn_findings_free(&found);
    tn_model_free(model);
    return text;
}

static void messages_name_the_rows(void **state) {
    (void)state;
    assert_string_equal(
        message_of("CREATE TABLE t (id int, zip text, city text);\n-- declared: t: zip -> city\n"
                   "-- data: t: id zip city; 1 5 A; 2 5 A; 3 5 B; 4 null A; 5 null B\n"),
        "that zip determines city is contradicted by 1 of 5 rows of t.csv (g3 0.2000): row 3: zip "
        "= "
        "5, city = B, against row 1: city = A");
    assert_string_equal(message_of("CREATE TABLE t (id int PRIMARY KEY);\n"
                                   "-- data: t: id; 1; 2; 1\n"),
                        "the primary key of t is contradicted by 1 of 3 rows of t.csv (g3 0.3333), "
                        "which equals an earlier one in id: row 3: id = 1, as in row 1");
    assert_string_equal(
        message_of("CREATE TABLE p (id int PRIMARY KEY);\n"
                   "CREATE TABLE c (p_id int REFERENCES p);\n"
                   "-- data: p: id; 1; 2\n-- data: c: p_id; 01; 2.0; null; 3\n"),
        "that p_id of c refers to p is contradicted by 1 of 4 rows of c.csv (g3 0.2500), of which "
        "p.csv has no row: row 4: p_id = 3");
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(broken_rows_are_the_fewest_to_take_away),
        cmocka_unit_test(shown_rows_do_break_it),
        cmocka_unit_test(multivalued_dependencies_miss_what_they_ask_for),
        cmocka_unit_test(messages_name_the_rows),
    };
    return tn_test_run("lint/sample", tests);
}
