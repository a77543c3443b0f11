/*
 * read LABEL DIALECT FILE…: reads the files, joined, into a full model again and again inside this
 * one process, for about a second, and prints one line: the throughput (best and median), and the
 * memory that one reading takes for each byte of text: of the process (its peak over that of
 * reading nothing) and of the model's arena.
 */
#include "process.h"
#include "tenon/sql.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST = 10000 };

/* Returns the bytes of the model's arena. */
static size_t read_once(const struct tn_buffer *text, const struct tn_dialect *dialect) {
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    struct tn_slice slice = {text->at, text->length};
    tn_sql_read(model, slice, NULL, dialect, &findings, NULL);
    size_t arena = model->arena.total;
    tn_findings_free(&findings);
    tn_model_free(model);
    return arena;
}

/* KiB of a child that reads the text once. */
static long peak_of(const struct tn_buffer *text, const struct tn_dialect *dialect) {
    struct rusage usage = {0};
    pid_t child = fork();
    if (child == 0) {
        read_once(text, dialect);
        _exit(0);
    }
    if (child < 0 || wait4(child, NULL, 0, &usage) < 0)
        return 0;
    return usage.ru_maxrss;
}

static int time_readings(const struct tn_buffer *text, const struct tn_dialect *dialect,
                         double *times) {
    int count = 0;
    double end = bench_now() + 1000;
    while (count < 5 || (count < MOST && bench_now() < end)) {
        double start = bench_now();
        read_once(text, dialect);
        times[count++] = bench_now() - start;
    }
    return count;
}

int main(int argc, char **argv) {
    static double times[MOST];
    const struct tn_dialect *dialect = argc > 3 ? tn_dialect_find(argv[2]) : NULL;
    struct tn_buffer text = {0}, nothing = {0};
    struct tn_error error = {0};
    if (!dialect) {
        fputs("usage: read LABEL DIALECT FILE…\n", stderr);
        return 2;
    }
    for (int i = 3; i < argc; i++) {
        if (!tn_read_file(argv[i], 0, &text, &error)) {
            fprintf(stderr, "%s\n", error.message);
            return 3;
        }
        tn_put(&text, "\n");
    }
    double bytes = (double)text.length;
    double peak = (double)(peak_of(&text, dialect) - peak_of(&nothing, dialect)) * 1024;
    double arena = (double)read_once(&text, dialect);
    int count = time_readings(&text, dialect, times);
    double median = bench_median(times, count);
    printf("%-44s %7.0f kB %6.1f MB/s best %6.1f MB/s median; memory %5.1f, arena %5.1f a byte\n",
           argv[1], bytes / 1e3, bytes / times[0] / 1e3, bytes / median / 1e3, peak / bytes,
           arena / bytes);
    tn_buffer_free(&text);
    return 0;
}
