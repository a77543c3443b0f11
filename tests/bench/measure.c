/*
 * measure RUNS LABEL COMMAND ARGUMENT…: runs a command so often, its output thrown away, and prints
 * one line: the label, wall time in milliseconds (least and median) and peak memory in MiB. The
 * exit status is 1 where a run ends with a status other than 0 or 1.
 */
#include "process.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    int runs = argc > 3 ? atoi(argv[1]) : 0;
    if (runs < 1 || runs > 1000) {
        fputs("usage: measure RUNS LABEL COMMAND ARGUMENT…\n", stderr);
        return 2;
    }
    double times[1000];
    long peak = 0;
    for (int i = 0; i < runs; i++) {
        times[i] = bench_run(argv + 3, &peak);
        if (times[i] < 0) {
            printf("%-44s failed\n", argv[2]);
            return 1;
        }
    }
    double median = bench_median(times, runs);
    printf("%-44s %9.2f ms least %9.2f ms median %8.1f MiB\n", argv[2], times[0], median,
           (double)peak / 1024);
    return 0;
}
