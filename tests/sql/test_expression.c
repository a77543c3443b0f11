/*
 * When two expressions are the same, and which names they mention.
 */
#include "harness.h"
#include "tenon/sql.h"

struct pair {
    const char *a, *b;
};

static void all_same(const char *dialect, const struct pair *pairs, size_t count, bool same) {
    for (size_t i = 0; i < count; i++) {
        print_message("%s\n%s\n", pairs[i].a, pairs[i].b);
        const struct tn_dialect *d = tn_dialect_find(dialect);
        assert_int_equal(tn_sql_same_expression(d, pairs[i].a, pairs[i].b), same);
        assert_int_equal(tn_sql_same_expression(d, pairs[i].b, pairs[i].a), same);
    }
}
#define SAME(dialect, pairs) all_same(dialect, pairs, TN_LENGTH(pairs), true)
#define DIFFERENT(dialect, pairs) all_same(dialect, pairs, TN_LENGTH(pairs), false)

static void case_and_white_space_do_not_count(void **state) {
    (void)state;
    static const struct pair pairs[] = {
        {"a > 0 AND b", "A  >  0\nand B"},
        {"lower( a )", "LOWER(a)"},
        {"a -- comment\n + 1", "a + 1"},
        {"a", "\"a\""},
        {"", ""},
    };
    SAME("postgresql", pairs);
}

static void letters_in_strings_and_quoted_names_count(void **state) {
    (void)state;
    static const struct pair pairs[] = {
        {"a = 'X'", "a = 'x'"}, {"a", "\"A\""}, {"a", "b"}, {"a b", "ab"}, {"a", ""},
    };
    DIFFERENT("postgresql", pairs);
}

static void parentheses_that_change_nothing_do_not_count(void **state) {
    (void)state;
    static const struct pair pairs[] = {
        {"a > 0", "((a > 0))"},
        {"a > 0 AND b < 9", "((a > 0) AND (b < 9))"},
        {"a OR b AND c", "(a OR (b AND c))"},
        {"a + b * c", "(a + (b * c))"},
        {"a AND b AND c", "((a AND b) AND c)"},
        {"NOT a = 1", "(NOT (a = 1))"},
        {"f(a)", "f((a))"},
        {"a IS NOT NULL", "(a IS NOT NULL)"},
        {"CASE WHEN a THEN 1 ELSE 2 END", "CASE WHEN (a) THEN (1) ELSE (2) END"},
    };
    SAME("postgresql", pairs);
}

static void parentheses_that_change_something_count(void **state) {
    (void)state;
    static const struct pair pairs[] = {
        {"(a OR b) AND c", "a OR b AND c"},
        {"(a + b) * c", "a + b * c"},
        {"a - (b - c)", "a - b - c"},
        {"NOT (a AND b)", "NOT a AND b"},
        {"a IN (1)", "a IN 1"},
    };
    DIFFERENT("postgresql", pairs);
}

static void postgresql_prints_what_was_written(void **state) {
    (void)state;
    static const struct pair pairs[] = {
        {"status IN ('a', 'b')", "((status)::text = ANY ((ARRAY['a'::character varying, "
                                 "'b'::character varying])::text[]))"},
        {"status NOT IN ('a', 'b')", "(status <> ALL (ARRAY['a'::text, 'b'::text]))"},
        {"'x'", "'x'::character varying(20)"},
        {"price > 0", "(price > (0)::numeric)"},
        {"-1", "'-1'::integer"},
        {"now()", "CURRENT_TIMESTAMP"},
        {"a != 1", "(a <> 1)"},
        {"a LIKE 'x%'", "(a ~~ 'x%'::text)"},
        {"nextval('s')", "nextval('public.s'::regclass)"},
        {"public.f(a)", "f(a)"},
        {"NULL", "NULL::character varying"},
        {"'{}'", "'{}'::text[]"},
    };
    SAME("postgresql", pairs);
}

static void casts_of_columns_count(void **state) {
    (void)state;
    static const struct pair pairs[] = {{"a::integer = 1", "a = 1"}};
    DIFFERENT("postgresql", pairs);
}

static void mysql_and_sqlite_have_their_own_ways(void **state) {
    (void)state;
    static const struct pair mysql[] = {
        {"a > 0", "(`a` > 0)"},
        {"'x'", "_utf8mb4'x'"},
        {"\"x\"", "'x'"},
        {"CURRENT_TIMESTAMP", "current_timestamp()"},
        {"now()", "CURRENT_TIMESTAMP"},
        {"A", "a"},
    };
    static const struct pair sqlite[] = {{"a == 1", "\"A\" = 1"}, {"[a] <> 1", "`a` != 1"}};
    SAME("mysql", mysql);
    SAME("sqlite", sqlite);
}

static void broken_expressions_are_only_the_same_as_themselves(void **state) {
    (void)state;
    static const struct pair same[] = {{"((a", "((a"}, {"a)::", "a)::"}, {"'x", "'x"}};
    static const struct pair different[] = {{"((a", "(a"}, {"a[", "a]"}, {"x::", "x"}};
    SAME("postgresql", same);
    DIFFERENT("postgresql", different);
}

static void names_are_mentioned_as_identifiers_only(void **state) {
    (void)state;
    const struct tn_dialect *dialect = tn_dialect_find("postgresql");
    assert_true(tn_sql_mentions(dialect, "A + 1", "a"));
    assert_true(tn_sql_mentions(dialect, "t.a = 1", "a"));
    assert_true(tn_sql_mentions(dialect, "\"A b\" > 0", "A b"));
    assert_false(tn_sql_mentions(dialect, "ab + 'a' + a(1)", "a"));
    assert_false(tn_sql_mentions(dialect, "\"A\"", "a"));
    assert_true(tn_sql_mentions(tn_dialect_find("mysql"), "`A`", "a"));
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_and_white_space_do_not_count),
        cmocka_unit_test(letters_in_strings_and_quoted_names_count),
        cmocka_unit_test(parentheses_that_change_nothing_do_not_count),
        cmocka_unit_test(parentheses_that_change_something_count),
        cmocka_unit_test(postgresql_prints_what_was_written),
        cmocka_unit_test(casts_of_columns_count),
        cmocka_unit_test(mysql_and_sqlite_have_their_own_ways),
        cmocka_unit_test(broken_expressions_are_only_the_same_as_themselves),
        cmocka_unit_test(names_are_mentioned_as_identifiers_only),
    };
    return tn_test_run("sql expressions", tests);
}
