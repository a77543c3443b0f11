/*
 * lint LABEL DIALECT FILE: reads a script and runs all rules on it, those that are off too, again
 * and again for about half a second. One line: milliseconds of a run (best), microseconds a table,
 * nanoseconds a table and rule, findings; then the rules that take most, if they take 2 % or more.
 */
#include "tenon/lint.h"
#include "process.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST_SHOWN = 5 };

struct cost {
    const char *rule;
    double time;
};

static double best_of(const struct tn_model *model, const struct tn_lint_options *options,
                      double span, size_t *findings) {
    double best = 1e9, end = bench_now() + span;
    do {
        struct tn_findings found = {0};
        double start = bench_now();
        tn_lint_run(model, options, &found, NULL);
        double time = bench_now() - start;
        best = time < best ? time : best;
        *findings = found.count;
        tn_findings_free(&found);
    } while (bench_now() < end);
    return best;
}

static int by_time(const void *a, const void *b) {
    const struct cost *left = a, *right = b;
    return (left->time < right->time) - (left->time > right->time);
}

/* What a rule takes beside the context that all share. */
static void show_costs(const struct tn_model *model, double whole) {
    struct cost *costs = tn_allocate((tn_rule_count + 1) * sizeof *costs);
    const char *none[] = {"", NULL};
    size_t findings;
    double context = best_of(model, &(struct tn_lint_options){.only = none}, 20, &findings);
    printf("    %-28s %8.3f ms\n", "what all share", context);
    for (size_t i = 0; i < tn_rule_count; i++) {
        const char *only[] = {tn_rules[i]->id, NULL};
        costs[i] = (struct cost){
            tn_rules[i]->id,
            best_of(model, &(struct tn_lint_options){.only = only}, 5, &findings) - context};
    }
    qsort(costs, tn_rule_count, sizeof *costs, by_time);
    for (size_t i = 0; i < MOST_SHOWN && costs[i].time > whole / 50; i++)
        printf("    %-28s %8.3f ms\n", costs[i].rule, costs[i].time);
    free(costs);
}

int main(int argc, char **argv) {
    const struct tn_dialect *dialect = argc == 4 ? tn_dialect_find(argv[2]) : NULL;
    struct tn_buffer text = {0};
    struct tn_error error = {0};
    if (!dialect || !tn_read_file(argv[3], 0, &text, &error)) {
        fprintf(stderr, "usage: lint LABEL DIALECT FILE\n");
        return 2;
    }
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings ignored = {0};
    tn_sql_read(model, (struct tn_slice){text.at, text.length}, NULL, dialect, &ignored, NULL);
    size_t tables = model->counts[TN_entity], findings;
    double best = best_of(model, &(struct tn_lint_options){.profile = "strict"}, 500, &findings);
    double count = tables ? (double)tables : 1;
    printf("%-32s %6zu tables %9.3f ms %7.2f us a table %6.1f ns a table and rule %7zu findings\n",
           argv[1], tables, best, best * 1e3 / count, best * 1e6 / count / (double)tn_rule_count,
           findings);
    if (tables >= 1000)
        show_costs(model, best);
    tn_findings_free(&ignored);
    tn_model_free(model);
    tn_buffer_free(&text);
    return 0;
}
