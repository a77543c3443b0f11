/*
 * Large and hostile texts: they end, with one clear finding or none, and what was asked for is
 * there. Whether the work grows linearly is seen by these ending at all: what is quadratic in their
 * sizes would not.
 */
#include "harness.h"
#include "tenon/sql.h"

#include <stdlib.h>
#include <string.h>

struct outcome {
    struct tn_model *model;
    struct tn_findings findings;
    struct tn_sql_report report;
};

static struct outcome outcome_of(const char *dialect, struct tn_buffer *sql) {
    struct outcome outcome = {.model = tn_model_new(0, 0)};
    tn_sql_read(outcome.model, (struct tn_slice){sql->at, sql->length}, NULL,
                tn_dialect_find(dialect), &outcome.findings, &outcome.report);
    tn_buffer_free(sql);
    return outcome;
}

static void outcome_free(struct outcome *outcome) {
    tn_findings_free(&outcome->findings);
    tn_model_free(outcome->model);
}

enum { MANY = 100000 };

static void a_hundred_thousand_columns(void **state) {
    (void)state;
    struct tn_buffer sql = {0};
    tn_put(&sql, "CREATE TABLE t (c int");
    for (int i = 0; i < MANY; i++)
        tn_put_format(&sql, ", C%d int UNIQUE", i);
    tn_put(&sql, ", PRIMARY KEY (c99999));");
    struct outcome outcome = outcome_of("mysql", &sql);
    assert_int_equal(outcome.findings.count, 0);
    assert_int_equal(outcome.model->counts[TN_attribute], MANY + 1);
    assert_int_equal(outcome.model->counts[TN_key], MANY + 1);
    outcome_free(&outcome);
}

static void a_hundred_thousand_references(void **state) {
    (void)state;
    struct tn_buffer sql = {0};
    for (int i = 0; i < MANY; i++)
        tn_put_format(&sql, "CREATE TABLE t%d (a int REFERENCES t%d);", i, MANY - 1 - i);
    struct outcome outcome = outcome_of("postgresql", &sql);
    assert_int_equal(outcome.findings.count, 0);
    assert_int_equal(outcome.report.tables, MANY);
    outcome_free(&outcome);
}

static void a_hundred_thousand_errors(void **state) {
    (void)state;
    struct tn_buffer sql = {0};
    for (int i = 0; i < MANY; i++)
        tn_put(&sql, "CREATE TABLE t (;\n");
    struct outcome outcome = outcome_of("postgresql", &sql);
    assert_int_equal(outcome.report.errors, MANY);
    assert_int_equal(outcome.findings.items[MANY - 1].line, MANY);
    outcome_free(&outcome);
}

static void a_hundred_thousand_unresolved_references(void **state) {
    (void)state;
    struct tn_buffer sql = {0};
    tn_put(&sql, "CREATE TABLE t (a int);\n");
    for (int i = 0; i < MANY; i++)
        tn_put(&sql, "ALTER TABLE t ADD FOREIGN KEY (b) REFERENCES nowhere (x);\n");
    struct outcome outcome = outcome_of("postgresql", &sql);
    assert_int_equal(outcome.findings.count, 2 * MANY);
    assert_int_equal(outcome.findings.items[2 * MANY - 1].line, MANY + 1);
    outcome_free(&outcome);
}

static void a_name_of_a_megabyte(void **state) {
    (void)state;
    struct tn_buffer sql = {0};
    tn_put(&sql, "CREATE TABLE ");
    tn_put_repeated(&sql, 'x', 1 << 20);
    tn_put(&sql, " (a int);");
    struct outcome outcome = outcome_of("postgresql", &sql);
    assert_int_equal(outcome.findings.count, 0);
    struct tn_entity *entity = outcome.model->project->entities.first;
    assert_int_equal(strlen(entity->name), 1 << 20);
    outcome_free(&outcome);
}

/* In a check, a default, a type, an index, a view, and where none belongs. */
static void a_million_parentheses(void **state) {
    (void)state;
    static const char *const before[] = {
        "CREATE TABLE t (a int CHECK (", "CREATE TABLE t (a int DEFAULT ",
        "CREATE TABLE t (a x(",          "CREATE TABLE t (a int); CREATE INDEX i ON t ((",
        "CREATE VIEW v AS SELECT ",      "x "};
    for (size_t i = 0; i < TN_LENGTH(before); i++)
        for (int closed = 0; closed < 2; closed++) {
            struct tn_buffer sql = {0};
            tn_put(&sql, before[i]);
            tn_put_repeated(&sql, '(', 1000000);
            tn_put(&sql, "1");
            tn_put_repeated(&sql, ')', closed ? 1000000 : 0);
            tn_put(&sql, ")); CREATE TABLE last (a int);");
            struct outcome outcome = outcome_of("postgresql", &sql);
            assert_non_null(tn_find_entity(outcome.model, "last"));
            outcome_free(&outcome);
        }
}

static void quotes_and_comments_without_end(void **state) {
    (void)state;
    static const char *const opening[] = {"'", "\"", "$x$", "/* ", "/*/*", "E'\\", "U&'", "-- "};
    for (size_t i = 0; i < TN_LENGTH(opening); i++) {
        struct tn_buffer sql = {0};
        tn_put(&sql, "CREATE TABLE t (a int); ");
        for (int n = 0; n < MANY; n++)
            tn_put(&sql, opening[i]);
        struct outcome outcome = outcome_of("postgresql", &sql);
        assert_int_equal(outcome.report.tables, 1);
        assert_true(outcome.report.errors <= 1);
        outcome_free(&outcome);
    }
}

static void many_dollar_tags_that_open_nothing(void **state) {
    (void)state;
    struct tn_buffer sql = {0};
    for (int i = 0; i < MANY; i++)
        tn_put_format(&sql, "$a%d$ ", i);
    struct outcome outcome = outcome_of("postgresql", &sql);
    assert_int_equal(outcome.report.errors, 1);
    outcome_free(&outcome);
}

static void deep_expressions_are_compared(void **state) {
    (void)state;
    struct tn_buffer deep = {0};
    tn_put_repeated(&deep, '(', 200000);
    tn_put(&deep, "a");
    tn_put_repeated(&deep, ')', 200000);
    const struct tn_dialect *dialect = tn_dialect_find("postgresql");
    assert_true(tn_sql_same_expression(dialect, deep.at, "a"));
    assert_false(tn_sql_same_expression(dialect, deep.at, "b"));
    tn_buffer_reset(&deep);
    for (int i = 0; i < 200000; i++)
        tn_put(&deep, "(a + (b[c]::");
    assert_false(tn_sql_same_expression(dialect, deep.at, "a"));
    tn_buffer_free(&deep);
}

/* The table is not there before its statement ends; copying it to itself would never end. */
static void a_table_like_itself(void **state) {
    (void)state;
    static const char *const scripts[] = {
        "CREATE TABLE t (a int PRIMARY KEY, LIKE t INCLUDING ALL);",
        "CREATE TABLE t (a int PRIMARY KEY) INHERITS (t);",
        "CREATE TABLE t PARTITION OF t DEFAULT;",
    };
    for (size_t i = 0; i < TN_LENGTH(scripts); i++) {
        struct tn_buffer sql = {0};
        tn_put(&sql, scripts[i]);
        struct outcome outcome = outcome_of("postgresql", &sql);
        assert_int_equal(outcome.model->counts[TN_entity], 1);
        assert_true(outcome.model->counts[TN_key] <= 1);
        outcome_free(&outcome);
    }
}

static void tables_that_double_each_other_are_stopped(void **state) {
    (void)state;
    struct tn_buffer sql = {0};
    tn_put(&sql, "CREATE TABLE t0 (a int PRIMARY KEY); CREATE INDEX ON t0 (a);");
    for (int i = 1; i < 60; i++)
        tn_put_format(&sql, "CREATE TABLE t%d (LIKE t%d INCLUDING ALL, LIKE t%d INCLUDING ALL);", i,
                      i - 1, i - 1);
    struct outcome outcome = outcome_of("postgresql", &sql);
    assert_int_equal(outcome.report.errors, 1);
    outcome_free(&outcome);
}

/* The model could not tell it from no name at all. */
static void a_name_of_nothing_is_refused(void **state) {
    (void)state;
    static const char *const scripts[][2] = {
        {"postgresql", "CREATE TABLE \"\" (a int);"},
        {"mysql", "CREATE TABLE t (`` int);"},
        {"mariadb", "CREATE TABLE `` (a int);"},
    };
    for (size_t i = 0; i < TN_LENGTH(scripts); i++) {
        struct tn_buffer sql = {0};
        tn_put(&sql, scripts[i][1]);
        struct outcome outcome = outcome_of(scripts[i][0], &sql);
        assert_int_equal(outcome.report.errors, 1);
        outcome_free(&outcome);
    }
}

static void values_are_added_to_an_enum_in_their_places(void **state) {
    (void)state;
    struct tn_buffer sql = {0};
    tn_put(&sql, "CREATE TYPE e AS ENUM ('b'); ALTER TYPE e ADD VALUE 'c'; ALTER TYPE e ADD VALUE "
                 "'a' BEFORE 'b'; ALTER TYPE e ADD VALUE 'd' AFTER 'c'; ALTER TYPE e ADD VALUE "
                 "'bb' AFTER 'b'; ALTER TYPE e ADD VALUE IF NOT EXISTS 'c' BEFORE 'a';");
    struct outcome outcome = outcome_of("postgresql", &sql);
    const struct tn_type *type = outcome.model->project->types.first;
    static const char *const values[] = {"a", "b", "bb", "c", "d"};
    assert_int_equal(type->values.count, TN_LENGTH(values));
    for (size_t i = 0; i < TN_LENGTH(values); i++)
        assert_string_equal(type->values.items[i], values[i]);
    outcome_free(&outcome);
}

/* It looked for more of the user's name behind the error, forever. */
static void a_definer_that_breaks_off(void **state) {
    (void)state;
    static const char *const scripts[] = {"CREATE DEFINER=`r`@`h", "CREATE DEFINER=r@",
                                          "CREATE DEFINER=r@; CREATE TABLE t (a int);"};
    for (size_t i = 0; i < TN_LENGTH(scripts); i++) {
        struct tn_buffer sql = {0};
        tn_put(&sql, scripts[i]);
        struct outcome outcome = outcome_of("mysql", &sql);
        assert_int_equal(outcome.report.errors, 1);
        assert_int_equal(outcome.model->counts[TN_entity], i == 2);
        outcome_free(&outcome);
    }
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hundred_thousand_columns),
        cmocka_unit_test(a_table_like_itself),
        cmocka_unit_test(a_name_of_nothing_is_refused),
        cmocka_unit_test(values_are_added_to_an_enum_in_their_places),
        cmocka_unit_test(a_definer_that_breaks_off),
        cmocka_unit_test(tables_that_double_each_other_are_stopped),
        cmocka_unit_test(a_hundred_thousand_references),
        cmocka_unit_test(a_hundred_thousand_errors),
        cmocka_unit_test(a_hundred_thousand_unresolved_references),
        cmocka_unit_test(a_name_of_a_megabyte),
        cmocka_unit_test(a_million_parentheses),
        cmocka_unit_test(quotes_and_comments_without_end),
        cmocka_unit_test(many_dollar_tags_that_open_nothing),
        cmocka_unit_test(deep_expressions_are_compared),
    };
    return tn_test_run("sql bounds", tests);
}
