/*
 * Bad input: every error with its place and what was expected, all errors of a text at once, and
 * the rest of the text read all the same.
 */
#include "harness.h"
#include "sql/facts.h"

#include <stdlib.h>

/* The findings from warnings on, a line each, and how many tables could be read. */
static void errors_are(const char *dialect, const char *sql, const char *expected, size_t tables) {
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    struct tn_sql_report report = {0};
    struct tn_buffer found = {0};
    bool good =
        tn_sql_read(model, tn_slice_of(sql), "x.sql", tn_dialect_find(dialect), &findings, &report);
    tn_findings_print(&findings, &found);
    print_message("%s\n", sql);
    assert_string_equal(tn_buffer_text(&found), expected);
    assert_int_equal(report.tables, tables);
    assert_int_equal(good, report.errors == 0);
    assert_int_equal(report.errors, tn_findings_count(&findings, TN_ERROR));
    tn_buffer_free(&found);
    tn_findings_free(&findings);
    tn_model_free(model);
}

static void an_error_says_where_and_what_was_expected(void **state) {
    (void)state;
    errors_are("postgresql", "CREATE TABLE t (\n  a int,\n  , b int);",
               "x.sql:3:3: error: expected a column name or constraint, found \",\" [sql-syntax]\n",
               1);
    errors_are("postgresql", "CREATE TABLE t (a int b);",
               "x.sql:1:23: error: expected a column constraint, a comma or a closing "
               "parenthesis, found \"b\" [sql-syntax]\n",
               1);
    errors_are("mysql", "CREATE TABLE (a int);",
               "x.sql:1:14: error: expected a table name, found \"(\" [sql-syntax]\n", 0);
    errors_are("sqlite", "CREATE TABLE t (a REFERENCES p ON DELETE NOTHING);",
               "x.sql:1:42: error: expected CASCADE, RESTRICT, SET NULL, SET DEFAULT or NO "
               "ACTION, found \"NOTHING\" [sql-syntax]\n",
               1);
    errors_are("postgresql", "CREATE TABLE t (a int",
               "x.sql:1:22: error: expected a comma or a closing parenthesis, found the end of "
               "the text [sql-syntax]\n",
               1);
}

static void all_errors_come_at_once(void **state) {
    (void)state;
    errors_are("postgresql",
               "CREATE TABLE a (x int));\n"
               "CREATE TABLE b (x int);\n"
               "CREATE INDEX i ON b x;\n"
               "hello world;\n"
               "ALTER TABLE b ADD CONSTRAINT c CHECK x > 0;\n"
               "CREATE TABLE c (x int DEFAULT);\n"
               "CREATE TABLE d (x int);\n",
               "x.sql:1:23: error: expected a table option or the end of the statement, found "
               "\")\" [sql-syntax]\n"
               "x.sql:3:21: error: expected columns or expressions in parentheses, found \"x\" "
               "[sql-syntax]\n"
               "x.sql:4:1: error: expected a statement, found \"hello\" [sql-syntax]\n"
               "x.sql:5:38: error: expected an opening parenthesis, found \"x\" [sql-syntax]\n"
               "x.sql:6:30: error: expected a default value, found \")\" [sql-syntax]\n",
               4);
}

static void a_semicolon_in_a_string_does_not_end_what_is_skipped(void **state) {
    (void)state;
    errors_are("postgresql", "oops ';' $$;$$ \";\" (;\nCREATE TABLE t (a int);",
               "x.sql:1:1: error: expected a statement, found \"oops\" [sql-syntax]\n", 1);
}

static void a_quote_without_end_is_told_at_its_beginning(void **state) {
    (void)state;
    errors_are("postgresql", "CREATE TABLE t (a int);\nCREATE TABLE u (b text DEFAULT 'x);\n",
               "x.sql:2:32: error: the quote that begins here has no end: \"'x); \" "
               "[sql-syntax]\n",
               2);
    errors_are("postgresql", "CREATE FUNCTION f() RETURNS int AS $x$ select $y$ ;",
               "x.sql:1:36: error: the quote that begins here has no end: \"$x$ select $y$ ;\" "
               "[sql-syntax]\n",
               0);
    errors_are("mysql", "CREATE TABLE t (a int) DATA x `",
               "x.sql:1:31: error: the quote that begins here has no end: \"`\" [sql-syntax]\n", 1);
    errors_are("postgresql", "GRANT ALL ON t (", "", 0);
    errors_are("postgresql",
               "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; ALTER FUNCTION f(",
               "x.sql:1:64: info: ALTER FUNCTION is kept as it is written [sql-raw]\n", 0);
}

static void things_made_twice_are_errors(void **state) {
    (void)state;
    errors_are("postgresql", "CREATE TABLE t (a int, A int);\nCREATE TABLE t (b int);",
               "x.sql:1:24: error: column \"a\" is there already [sql-duplicate]\n"
               "x.sql:2:14: error: table \"t\" is there already [sql-duplicate]\n",
               1);
}

static void what_does_not_look_like_text_is_refused(void **state) {
    (void)state;
    static const char bytes[] = "CREATE TABLE t (a int);\n\0\1\2";
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    struct tn_slice text = {bytes, sizeof bytes};
    assert_false(tn_sql_read(model, text, "x.sql", tn_dialect_find("mysql"), &findings, NULL));
    assert_int_equal(findings.count, 1);
    assert_int_equal(findings.items[0].line, 2);
    assert_non_null(strstr(findings.items[0].message, "does not look like SQL"));
    assert_int_equal(model->counts[TN_entity], 0);
    tn_findings_free(&findings);
    tn_model_free(model);
}

/* The server would refuse it; what it makes of its keys in such a partition is nothing. */
static void a_key_may_stand_before_its_columns_and_be_copied(void **state) {
    (void)state;
    errors_are(
        "mariadb",
        "CREATE TABLE t (UNIQUE (b), KEY b (b), UNIQUE (b, a), PRIMARY KEY (a), a int, b int);"
        "\nCREATE TABLE u (UNIQUE (c), KEY c (c), a int);",
        "x.sql:2:25: warning: column \"c\" is not there [sql-unresolved]\n"
        "x.sql:2:36: warning: column \"c\" is not there [sql-unresolved]\n",
        2);
}

static void a_partition_may_lack_the_columns_of_a_key(void **state) {
    static const char script[] = "CREATE TABLE w (a int, b int) PARTITION BY LIST (a);\n"
                                 "CREATE TABLE p (a int);\n"
                                 "ALTER TABLE w ATTACH PARTITION p FOR VALUES IN (1);\n"
                                 "ALTER TABLE w ADD CONSTRAINT k UNIQUE (a, b);\n"
                                 "CREATE INDEX ON p (a);\n"
                                 "ALTER INDEX p_a_b_key RENAME TO other;\n";
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    (void)state;
    assert_true(tn_sql_read(model, tn_slice_of(script), "test", tn_dialects[TN_POSTGRESQL],
                            &findings, NULL));
    assert_int_equal(tn_find_entity(model, "p")->keys.count, 0);
    assert_int_equal(tn_find_entity(model, "p")->indexes.count, 1);
    tn_findings_free(&findings);
    tn_model_free(model);
}

static void an_empty_text_is_an_empty_model(void **state) {
    (void)state;
    errors_are("sqlite", "", "", 0);
    errors_are("sqlite", " -- nothing\n;;/* here", "", 0);
}

static void a_byte_order_mark_and_carriage_returns_are_white_space(void **state) {
    (void)state;
    errors_are("postgresql",
               "\xef\xbb\xbf"
               "CREATE TABLE t (\r\n  a int,\r\n  b);\r\n",
               "x.sql:3:4: error: expected a type, found \")\" [sql-syntax]\n", 1);
}

static void long_words_are_cut_between_characters_in_messages(void **state) {
    (void)state;
    errors_are("postgresql", "ääääääääääääääääääääääääääääää;",
               "x.sql:1:1: error: expected a statement, found \"ääääääääääääääääääää…\" "
               "[sql-syntax]\n",
               0);
}

static void reading_twice_adds_to_what_is_there(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    const struct tn_dialect *dialect = tn_dialect_find("postgresql");
    assert_true(tn_sql_read(model,
                            TN_SLICE("CREATE SCHEMA s; CREATE TABLE s.t (a int); CREATE "
                                     "INDEX i ON s.t (a); CREATE TYPE e AS ENUM ('a');"),
                            NULL, dialect, &findings, NULL));
    assert_true(tn_sql_read(model,
                            TN_SLICE("ALTER TABLE s.t ADD b e; COMMENT ON INDEX s.i IS 'x'; "
                                     "CREATE TABLE s.u (a int REFERENCES s.t (a));"),
                            NULL, dialect, &findings, NULL));
    assert_int_equal(findings.count, 0);
    assert_int_equal(model->counts[TN_namespace], 1);
    assert_int_equal(model->counts[TN_attribute], 3);
    assert_string_equal(model->project->dialect, "postgresql");
    assert_string_equal(model->project->name_primary, "{table}_pkey");
    tn_findings_free(&findings);
    tn_model_free(model);
}

static void latin_1_becomes_utf_8(void **state) {
    (void)state;
    static const struct {
        const char *sql, *comment;
    } examples[] = {
        {"CREATE TABLE t (a int);\nCOMMENT ON TABLE t IS 'R\xe9sum\xe9 \x80';", "Résumé €"},
        {"SET client_encoding = 'LATIN1';\nCREATE TABLE t (a int);\n"
         "COMMENT ON TABLE t IS '\xc3\xa9';",
         "Ã©"},
        {"SET client_encoding TO 'UTF8';\nCREATE TABLE t (a int);\n"
         "COMMENT ON TABLE t IS 'é';",
         "é"},
    };
    for (size_t i = 0; i < TN_LENGTH(examples); i++) {
        struct tn_model *model = tn_model_new(0, 0);
        struct tn_findings findings = {0};
        assert_true(tn_sql_read(model, tn_slice_of(examples[i].sql), NULL,
                                tn_dialect_find("postgresql"), &findings, NULL));
        assert_string_equal(tn_find_entity(model, "t")->comment, examples[i].comment);
        tn_findings_free(&findings);
        tn_model_free(model);
    }
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_says_where_and_what_was_expected),
        cmocka_unit_test(all_errors_come_at_once),
        cmocka_unit_test(a_semicolon_in_a_string_does_not_end_what_is_skipped),
        cmocka_unit_test(a_quote_without_end_is_told_at_its_beginning),
        cmocka_unit_test(things_made_twice_are_errors),
        cmocka_unit_test(what_does_not_look_like_text_is_refused),
        cmocka_unit_test(a_key_may_stand_before_its_columns_and_be_copied),
        cmocka_unit_test(a_partition_may_lack_the_columns_of_a_key),
        cmocka_unit_test(an_empty_text_is_an_empty_model),
        cmocka_unit_test(latin_1_becomes_utf_8),
        cmocka_unit_test(a_byte_order_mark_and_carriage_returns_are_white_space),
        cmocka_unit_test(long_words_are_cut_between_characters_in_messages),
        cmocka_unit_test(reading_twice_adds_to_what_is_there),
    };
    return tn_test_run("sql errors", tests);
}
