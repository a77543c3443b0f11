/*
 * lint LABEL DIALECT FILE: reads a script and runs the rules on it again and again, for about half
 * a second: those of the default profile, then all (the strict one, which has more to say). A line
 * each: milliseconds of a run (best), microseconds a table, nanoseconds a table and rule, findings;
 * of large schemas then the rules that take most.
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

static double show_profile(const struct tn_model *model, const char *label, const char *profile) {
    size_t findings;
    double best = best_of(model, &(struct tn_lint_options){.profile = profile}, 500, &findings);
    double tables = model->counts[TN_entity] ? (double)model->counts[TN_entity] : 1;
    printf("%-32s %-7s %6zu tables %9.3f ms %7.2f us a table %6.1f ns a table and rule %7zu "
           "findings\n",
           label, profile, model->counts[TN_entity], best, best * 1e3 / tables,
           best * 1e6 / tables / (double)tn_rule_count, findings);
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
    show_profile(model, argv[1], "default");
    double all = show_profile(model, argv[1], "strict");
    if (model->counts[TN_entity] >= 1000)
        show_costs(model, all);
    tn_findings_free(&ignored);
    tn_model_free(model);
    tn_buffer_free(&text);
    return 0;
}
