/*
 * Scripts cut up and put together again at random, always the same way, through the entry of the
 * fuzzers: whatever comes out goes all the ways a script can go without a crash, and what must hold
 * of every input holds (tests/fuzz/fuzz_sql.c). Run it with the sanitizers.
 */
#include "fuzz/fuzz.h"
#include "harness.h"
#include "sql/seeds.h"

#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 3000 };

static struct tn_slice texts[TN_LENGTH(seeds)];

static int collect_seeds(void **state) {
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(seeds); i++)
        texts[i] = tn_slice_of(seeds[i]);
    return 0;
}

static void every_seed_goes_every_way(void **state) {
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(seeds); i++)
        for (size_t from = 0; from < TN_DIALECT_COUNT; from++)
            for (size_t to = 0; to < TN_DIALECT_COUNT; to++)
                fuzz_send(fuzz_sql, fuzz_choice(from, to), texts[i]);
}

/* Each seed up to each of its words, and a quote or parenthesis without end behind it: an error
 * that is met in the middle of anything is told, and nothing goes on behind it. */
static void every_seed_may_break_off_anywhere(void **state) {
    (void)state;
    static const char *const ends[] = {"'", "\"", "`", "$x$", "(", "/*", ")"};
    struct tn_buffer text = {0};
    for (size_t i = 0; i < TN_LENGTH(seeds); i++) {
        const struct tn_dialect *dialect = tn_dialect_detect(texts[i].at, texts[i].length);
        for (size_t length = 1; length < texts[i].length; length++) {
            if (texts[i].at[length] != ' ' && texts[i].at[length] != '\n')
                continue;
            tn_buffer_reset(&text);
            tn_put_bytes(&text, texts[i].at, length);
            tn_put_format(&text, " %s", ends[length % TN_LENGTH(ends)]);
            struct tn_model *model = tn_model_new(0, 0);
            struct tn_findings findings = {0};
            bool read = tn_sql_read(model, (struct tn_slice){text.at, text.length}, NULL, dialect,
                                    &findings, NULL);
            assert_int_equal(read, tn_findings_count(&findings, TN_ERROR) == 0);
            tn_findings_free(&findings);
            tn_model_free(model);
        }
    }
    tn_buffer_free(&text);
}

static void random_scripts_go_every_way(void **state) {
    (void)state;
    fuzz_send_mutations(fuzz_sql, texts, TN_LENGTH(seeds), ROUNDS);
}

static void random_expressions_are_compared_and_random_types_spelled(void **state) {
    (void)state;
    uint64_t random = 2;
    struct tn_buffer text = {0}, other = {0};
    for (int round = 0; round < ROUNDS; round++) {
        const struct tn_dialect *dialect = tn_dialects[fuzz_below(&random, TN_DIALECT_COUNT)];
        fuzz_mutate(&random, texts, TN_LENGTH(seeds), &text);
        fuzz_mutate(&random, texts, TN_LENGTH(seeds), &other);
        assert_true(tn_sql_same_expression(dialect, text.at, text.at));
        bool same = tn_sql_same_expression(dialect, text.at, other.at);
        assert_int_equal(tn_sql_same_expression(dialect, other.at, text.at), same);
        struct tn_model *model = tn_model_new(0, 0);
        const char *type = tn_sql_canonical_type(model, dialect, text.at);
        assert_string_equal(tn_sql_canonical_type(model, dialect, type), type);
        tn_model_free(model);
        assert_non_null(tn_dialect_detect(text.at, text.length));
    }
    tn_buffer_free(&text);
    tn_buffer_free(&other);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_seed_goes_every_way),
        cmocka_unit_test(every_seed_may_break_off_anywhere),
        cmocka_unit_test(random_scripts_go_every_way),
        cmocka_unit_test(random_expressions_are_compared_and_random_types_spelled),
    };
    return tn_test_run_with("sql fuzz", tests, collect_seeds, NULL);
}
