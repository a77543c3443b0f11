/*
 * Scripts cut up and put together again at random, always the same way: whatever comes out is read
 * in every dialect without a crash, and the model stays whole. Run it with the sanitizers.
 */
#include "harness.h"
#include "sql/seeds.h"
#include "tenon/sql.h"

#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 3000 };

static uint64_t number(uint64_t *state) {
    return tn_mix(*state += UINT64_C(0x9e3779b97f4a7c15));
}

static size_t below(uint64_t *state, size_t limit) {
    return limit ? number(state) % limit : 0;
}

static struct tn_slice piece(uint64_t *state) {
    const char *seed = seeds[below(state, TN_LENGTH(seeds))];
    size_t length = strlen(seed), from = below(state, length);
    size_t most = below(state, 4) ? 40 : length;
    size_t left = length - from;
    return (struct tn_slice){seed + from, below(state, left < most ? left : most) + 1};
}

/* Whole seeds, pieces of seeds, single bytes. */
static void mutate(uint64_t *state, struct tn_buffer *out) {
    tn_buffer_reset(out);
    size_t parts = below(state, 12) + 1;
    for (size_t i = 0; i < parts; i++) {
        size_t choice = below(state, 8);
        struct tn_slice slice = piece(state);
        if (choice == 0)
            tn_put(out, seeds[below(state, TN_LENGTH(seeds))]);
        else if (choice == 1)
            tn_put_char(out, (char)(below(state, 255) + 1));
        else
            tn_put_bytes(out, slice.at, slice.length);
    }
    for (size_t i = below(state, 6); i > 0; i--)
        out->at[below(state, out->length)] = "();,'\"$`[]*/-. \nx"[below(state, 17)];
}

static void read_everywhere(const struct tn_buffer *text) {
    struct tn_error error = {0};
    for (size_t d = 0; d < TN_DIALECT_COUNT; d++) {
        struct tn_model *model = tn_model_new(0, 0);
        struct tn_findings findings = {0};
        struct tn_slice slice = {text->at, text->length};
        tn_sql_read(model, slice, "fuzz", tn_dialects[d], &findings, NULL);
        bool whole = tn_model_check(model, &error);
        if (!whole)
            print_message("%s\n%s\n", error.message, text->at);
        assert_true(whole);
        tn_findings_free(&findings);
        tn_model_free(model);
    }
}

static void random_scripts_are_read(void **state) {
    (void)state;
    uint64_t random = 1;
    struct tn_buffer text = {0};
    for (int round = 0; round < ROUNDS; round++) {
        mutate(&random, &text);
        read_everywhere(&text);
    }
    tn_buffer_free(&text);
}

static void random_expressions_are_compared_and_random_types_spelled(void **state) {
    (void)state;
    uint64_t random = 2;
    struct tn_buffer text = {0}, other = {0};
    for (int round = 0; round < ROUNDS; round++) {
        const struct tn_dialect *dialect = tn_dialects[below(&random, TN_DIALECT_COUNT)];
        mutate(&random, &text);
        mutate(&random, &other);
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
        cmocka_unit_test(random_scripts_are_read),
        cmocka_unit_test(random_expressions_are_compared_and_random_types_spelled),
    };
    return tn_test_run("sql fuzz", tests);
}
