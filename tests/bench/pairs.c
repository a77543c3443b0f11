/*
 * pairs RUNS LABEL COMMAND ARGUMENT… -- COMMAND ARGUMENT…: runs two commands in turn, so that what
 * else the machine does falls on both, and prints one line: the medians of both and the median of
 * the ratios first : second of the pairs.
 */
#include "process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 1000 };

/* The second command; the first ends where the dashes stood. */
static char **split(char **arguments) {
    for (char **at = arguments; *at; at++)
        if (strcmp(*at, "--") == 0) {
            *at = NULL;
            return at + 1;
        }
    return NULL;
}

int main(int argc, char **argv) {
    static double first[MOST], second[MOST], ratio[MOST];
    int runs = argc > 3 ? atoi(argv[1]) : 0;
    char **other = argc > 3 ? split(argv + 3) : NULL;
    long peak = 0;
    if (runs < 1 || runs > MOST || !other || !*other) {
        fputs("usage: pairs RUNS LABEL COMMAND ARGUMENT… -- COMMAND ARGUMENT…\n", stderr);
        return 2;
    }
    for (int i = 0; i < runs; i++) {
        first[i] = bench_run(argv + 3, &peak);
        second[i] = bench_run(other, &peak);
        ratio[i] = first[i] / second[i];
        if (first[i] < 0 || second[i] < 0) {
            printf("%-44s failed\n", argv[2]);
            return 1;
        }
    }
    double one = bench_median(first, runs), two = bench_median(second, runs);
    printf("%-44s %9.2f ms : %9.2f ms = %6.2f\n", argv[2], one, two, bench_median(ratio, runs));
    return 0;
}
