/*
 * The cases of the rules, and scripts made of them at random, always the same way, are sent all the
 * ways a model can go through the checks (tests/fuzz/fuzz_lint.c). Run it with the sanitizers.
 */
#include "fuzz/fuzz.h"
#include "harness.h"
#include "lint/cases.h"

#include <stdlib.h>

enum { ROUNDS = 800, EVERY = 4 };

static struct tn_slice *texts;
static size_t text_count;

static int collect_cases(void **state) {
    struct lint_cases cases = cases_all();
    (void)state;
    texts = tn_allocate(cases.count * sizeof *texts);
    for (size_t i = 0; i < cases.count; i++)
        texts[text_count++] = tn_slice_of(cases.items[i].script);
    return 0;
}

static int forget_cases(void **state) {
    (void)state;
    free(texts);
    return 0;
}

/* A part of them, each in one dialect and one profile. */
static void cases_go_every_way(void **state) {
    (void)state;
    for (size_t i = 0; i < text_count; i += EVERY)
        fuzz_send(fuzz_lint, fuzz_choice(i % TN_DIALECT_COUNT, i / EVERY % TN_PROFILE_COUNT),
                  texts[i]);
}

static void random_scripts_go_every_way(void **state) {
    (void)state;
    fuzz_send_mutations(fuzz_lint, texts, text_count, ROUNDS);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_go_every_way),
        cmocka_unit_test(random_scripts_go_every_way),
    };
    return tn_test_run_with("lint fuzz", tests, collect_cases, forget_cases);
}
