/*
 * What the rules know of expressions: which names in them are columns, and what changes by itself.
 */
#include "lint/expression.h"

#include "harness.h"

#include <string.h>

static struct lint_expression read_as(const char *dialect, const char *text,
                                      struct tn_arena *arena) {
    return lint_expression_read(tn_dialect_find(dialect), tn_slice_of(text), arena);
}

static void names_of_columns_are_told_from_other_words(void **state) {
    (void)state;
    static const struct {
        const char *dialect, *text, *columns;
    } cases[] = {
        {"postgresql", "price > 0 AND status IN ('new', 'old')", "price status"},
        {"postgresql", "lower(email::text) <> name COLLATE \"C\"", "email name"},
        {"postgresql", "(at AT TIME ZONE 'utc')::timestamp without time zone < until", "at until"},
        {"postgresql", "extract(year FROM born) > 1900", "born"},
        {"postgresql", "born < date '2000-01-01' AND x IS NOT UNKNOWN", "born x"},
        {"postgresql", "CAST(a AS double precision) >= b::numeric(10, 2)", "a b"},
        {"postgresql", "CASE WHEN a THEN b ELSE c END BETWEEN 1 AND d", "a b c d"},
        {"postgresql", "(address).city = orders.\"Town\"", "address \"Town\""},
        {"postgresql", "tags @> ARRAY['x'::text] AND VALUE ~ '^a'", "tags VALUE"},
        {"postgresql", "coalesce(a, current_user) = left(b, 3)", "a b"},
        {"mysql", "`a` REGEXP '^x' AND b RLIKE c AND d DIV 2 XOR e", "`a` b c d e"},
        {"mysql", "date_add(day, INTERVAL 1 DAY) > convert(b, unsigned)", "day b"},
        {"mysql", "_utf8mb4'x' = a AND \"b\" = c", "a c"},
        {"mariadb", "json_valid(`doc`) AND timestampdiff(HOUR, a, b) > 1", "`doc` a b"},
        {"sqlite", "a IS b AND c NOT GLOB '*x' AND [d] MATCH e", "a b c [d] e"},
        {"sqlite", "typeof(x) = 'text' OR cast(y AS unsigned big int) > date('now')", "x y"},
    };
    for (size_t i = 0; i < TN_LENGTH(cases); i++) {
        struct tn_arena arena = {0};
        struct tn_buffer names = {0};
        struct lint_expression e = read_as(cases[i].dialect, cases[i].text, &arena);
        for (size_t k = 0; k < e.count; k++)
            if (e.roles[k] == LINT_COLUMN)
                tn_put_format(&names, "%s%.*s", names.length ? " " : "", (int)e.tokens[k].length,
                              e.tokens[k].at);
        assert_string_equal(tn_buffer_text(&names), cases[i].columns);
        tn_buffer_free(&names);
        tn_arena_free(&arena);
    }
}

static void what_changes_by_itself_is_known(void **state) {
    (void)state;
    static const struct {
        const char *dialect, *text;
        enum lint_stability stability;
        const char *what;
    } cases[] = {
        {"postgresql", "at > now() - interval '1 day'", LINT_SESSION, "now"},
        {"postgresql", "at > CURRENT_TIMESTAMP", LINT_SESSION, "CURRENT_TIMESTAMP"},
        {"postgresql", "now() = x AND random() < 0.5", LINT_RANDOM, "random"},
        {"postgresql", "age(born) > '18 years'", LINT_SESSION, "age"},
        {"postgresql", "age(until, since) > '1 day'", LINT_STABLE, NULL},
        {"postgresql", "lower(now) = 'now()'", LINT_STABLE, NULL},
        {"postgresql", "user_id = version", LINT_STABLE, NULL},
        {"mysql", "a < curdate()", LINT_SESSION, "curdate"},
        {"mysql", "date(a) = unix_timestamp(b)", LINT_STABLE, NULL},
        {"mariadb", "uuid()", LINT_RANDOM, "uuid"},
        {"sqlite", "a > date('now', '-1 day')", LINT_SESSION, "date"},
        {"sqlite", "a > date(b)", LINT_STABLE, NULL},
        {"sqlite", "a > datetime()", LINT_SESSION, "datetime"},
    };
    for (size_t i = 0; i < TN_LENGTH(cases); i++) {
        struct tn_arena arena = {0};
        struct lint_expression e = read_as(cases[i].dialect, cases[i].text, &arena);
        size_t place = e.count;
        assert_int_equal(lint_stability_of(&e, &place), cases[i].stability);
        if (cases[i].what)
            assert_true(tn_slice_is((struct tn_slice){e.tokens[place].at, e.tokens[place].length},
                                    cases[i].what));
        tn_arena_free(&arena);
    }
}

/* Nothing here may take more than linear time, or read behind the end. */
static void odd_texts_are_read_to_their_end(void **state) {
    (void)state;
    static const char *const texts[] = {
        "", "(", ")", "((", "a.", ".a", "::", "cast(", "a::b.c.(1", "a.b.c.", "'", "CASE", "x AS"};
    for (size_t i = 0; i < TN_LENGTH(texts); i++)
        for (enum tn_dialect_id dialect = 0; dialect < TN_DIALECT_COUNT; dialect++) {
            struct tn_arena arena = {0};
            struct lint_expression e = read_as(tn_dialects[dialect]->name, texts[i], &arena);
            assert_int_equal(e.tokens[e.count].kind, T_END);
            for (size_t k = 0; k < e.count; k++)
                assert_true(e.match[k] <= e.count);
            assert_int_equal(lint_stability_of(&e, NULL), LINT_STABLE);
            tn_arena_free(&arena);
        }
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_columns_are_told_from_other_words),
        cmocka_unit_test(what_changes_by_itself_is_known),
        cmocka_unit_test(odd_texts_are_read_to_their_end),
    };
    return tn_test_run("lint/expression", tests);
}
