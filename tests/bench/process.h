/*
 * process: what the bench programs share: a clock, and one run of a command with what it cost.
 */
#ifndef TENON_TESTS_BENCH_PROCESS_H
#define TENON_TESTS_BENCH_PROCESS_H

/* Milliseconds from some fixed moment. */
double bench_now(void);

/* Runs a command, its output thrown away: wall time in milliseconds, negative where it ends with a
 * status other than 0 or 1. Raises *peak to the memory of the run in KiB. */
double bench_run(char **command, long *peak);

/* Sorts the times and returns the one in the middle. */
double bench_median(double *times, int count);

#endif
