/*
 * hostile [SIZE [NAME]]: the hostile scripts of the tests at SIZE, twice and four times SIZE. For
 * each case and dialect one line: the processor time of each step on the largest, in milliseconds,
 * and how fast it grew: the time of the largest over that of the smallest, over four. About 1 is
 * linear, about 4 quadratic; marked with a star from 2 on, where it took long enough to tell. NAME:
 * only cases that have this in their name.
 */
#include "sql/hostile.h"
#include "tenon/diff.h"
#include "tenon/format.h"
#include "tenon/lint.h"
#include "tenon/lower.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum step { READ, DETECT, LOWER, WRITE, TEXT_OUT, TEXT_IN, DIFF, OVER, CHECK, STEPS };
static const char *const step_names[STEPS] = {
    "read", "detect", "lower", "write", "xml out", "xml in", "diff", "other dialect", "check"};

static double processor_time(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* The time since the last call. */
static double lap(double *last) {
    double now = processor_time(), took = now - *last;
    *last = now;
    return took;
}

static void go_over(const struct tn_model *model, enum tn_dialect_id from) {
    const struct tn_dialect *other = tn_dialects[from == TN_POSTGRESQL ? TN_SQLITE : TN_POSTGRESQL];
    struct tn_buffer out = {0};
    struct tn_model *physical = tn_lower(model, other, NULL);
    tn_sql_write(physical, other, NULL, &out);
    tn_buffer_free(&out);
    tn_model_free(physical);
}

static void run(struct tn_slice text, enum tn_dialect_id id, double *times) {
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    struct tn_buffer out = {0}, xml = {0};
    struct tn_error error = {0};
    double last = processor_time();
    tn_sql_read(model, text, NULL, tn_dialects[id], &findings, NULL);
    times[READ] = lap(&last);
    tn_dialect_detect(text.at, text.length);
    times[DETECT] = lap(&last);
    struct tn_model *physical = tn_lower(model, tn_dialects[id], &findings);
    times[LOWER] = lap(&last);
    tn_sql_write(physical, tn_dialects[id], NULL, &out);
    times[WRITE] = lap(&last);
    tn_xml_write(model, &xml);
    times[TEXT_OUT] = lap(&last);
    struct tn_model *copy = tn_xml_read((struct tn_slice){xml.at, xml.length}, NULL, &error);
    times[TEXT_IN] = lap(&last);
    tn_diff_free(tn_diff_new(model, physical, &(struct tn_diff_options){.by_name = true}));
    times[DIFF] = lap(&last);
    go_over(model, id);
    times[OVER] = lap(&last);
    tn_lint_run(model, &(struct tn_lint_options){.profile = "strict"}, &findings, NULL);
    times[CHECK] = lap(&last);
    if (copy)
        tn_model_free(copy);
    tn_model_free(physical);
    tn_model_free(model);
    tn_buffer_free(&out);
    tn_buffer_free(&xml);
    tn_findings_free(&findings);
}

/* The least of three, of each step. */
static void measure(const struct hostile *row, size_t size, enum tn_dialect_id id, double *least) {
    struct tn_buffer text = {0};
    hostile_write(row, size, &text);
    for (int i = 0; i < 3; i++) {
        double times[STEPS], sum = 0;
        run((struct tn_slice){text.at, text.length}, id, times);
        for (size_t s = 0; s < STEPS; s++) {
            least[s] = i == 0 || times[s] < least[s] ? times[s] : least[s];
            sum += times[s];
        }
        if (sum > 2000)
            break;
    }
    tn_buffer_free(&text);
}

static int report(const struct hostile *row, size_t size, enum tn_dialect_id id) {
    double small[STEPS], large[STEPS];
    int stars = 0;
    measure(row, size, id, small);
    measure(row, 4 * size, id, large);
    printf("%-36s %-10s", row->name, tn_dialects[id]->name);
    for (size_t s = 0; s < STEPS; s++) {
        double growth = large[s] / (small[s] > 0.01 ? small[s] : 0.01) / 4;
        bool star = growth > 2 && large[s] > 20;
        printf("  %s %.1f", step_names[s], large[s]);
        if (large[s] > 5)
            printf(" x%.1f%s", growth, star ? "*" : "");
        stars += star;
    }
    printf("\n");
    fflush(stdout);
    return stars;
}

int main(int argc, char **argv) {
    size_t size = argc > 1 ? strtoul(argv[1], NULL, 10) : 10000;
    const char *name = argc > 2 ? argv[2] : "";
    int stars = 0;
    if (size < 1 || size > 1000000) {
        fputs("usage: hostile [SIZE [NAME]]\n", stderr);
        return 2;
    }
    for (size_t i = 0; i < hostile_case_count; i++)
        for (enum tn_dialect_id id = 0; id < TN_DIALECT_COUNT; id++)
            if (hostile_cases[i].dialects & 1u << id && id != TN_MARIADB &&
                strstr(hostile_cases[i].name, name))
                stars += report(&hostile_cases[i], size, id);
    printf("%d steps grew faster than their script\n", stars);
    return 0;
}
