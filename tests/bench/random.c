/*
 * random: random pairs of schemas, from the two scripts to both migrations; how many a second, for
 * each dialect.
 */
#include "migrate/random.h"
#include "tenon/lower.h"
#include "tenon/migrate.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { PAIRS = 500 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static struct tn_model *read(const struct tn_buffer *script, const struct tn_dialect *dialect) {
    struct tn_findings findings = {0};
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_slice text = {script->at, script->length};
    if (!tn_sql_read(model, text, "random", dialect, &findings, NULL))
        exit(3);
    struct tn_model *physical = tn_lower(model, dialect, NULL);
    tn_findings_free(&findings);
    tn_model_free(model);
    return physical;
}

static void migrate(const struct random_pair *pair) {
    struct tn_diff_options options = {.alike = true};
    struct tn_model *before = read(&pair->old, pair->dialect);
    struct tn_model *after = read(&pair->new, pair->dialect);
    struct tn_plan *plan = tn_plan_new(before, after, pair->dialect, &options, NULL);
    struct tn_buffer up = {0}, down = {0};
    tn_plan_write(plan, false, &up);
    tn_plan_write(plan, true, &down);
    tn_buffer_free(&up);
    tn_buffer_free(&down);
    tn_plan_free(plan);
    tn_model_free(before);
    tn_model_free(after);
}

static void measure(const struct tn_dialect *dialect) {
    double spent = 0;
    for (uint64_t seed = 1; seed <= PAIRS; seed++) {
        struct random_pair pair;
        random_pair_make(&pair, dialect, seed);
        double start = now();
        migrate(&pair);
        spent += now() - start;
        random_pair_free(&pair);
    }
    printf("  %-42s %9.0f pairs/s\n", dialect->title, PAIRS / spent);
}

int main(void) {
    measure(tn_dialects[TN_POSTGRESQL]);
    measure(tn_dialects[TN_MARIADB]);
    measure(tn_dialects[TN_SQLITE]);
    return 0;
}
