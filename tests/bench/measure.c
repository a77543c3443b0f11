/*
 * measure RUNS LABEL COMMAND ARGUMENT…: runs a command so often, its output thrown away, and prints
 * one line: the label, wall time in milliseconds (least and median) and peak memory in MiB. The
 * exit status is 1 where a run ends with a status other than 0 or 1.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void become(char **command) {
    int null = open("/dev/null", O_RDWR);
    dup2(null, 0);
    dup2(null, 1);
    dup2(null, 2);
    execvp(command[0], command);
    _exit(127);
}

/* One run: milliseconds, with the peak memory in KiB; negative where it failed. */
static double run(char **command, long *peak) {
    double start = now();
    pid_t child = fork();
    if (child == 0)
        become(command);
    int status;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) < 0)
        return -1;
    double took = now() - start;
    if (usage.ru_maxrss > *peak)
        *peak = usage.ru_maxrss;
    return WIFEXITED(status) && WEXITSTATUS(status) <= 1 ? took : -1;
}

int main(int argc, char **argv) {
    int runs = argc > 3 ? atoi(argv[1]) : 0;
    if (runs < 1 || runs > 1000) {
        fputs("usage: measure RUNS LABEL COMMAND ARGUMENT…\n", stderr);
        return 2;
    }
    double times[1000];
    long peak = 0;
    for (int i = 0; i < runs; i++) {
        times[i] = run(argv + 3, &peak);
        if (times[i] < 0) {
            printf("%-44s failed\n", argv[2]);
            return 1;
        }
    }
    qsort(times, (size_t)runs, sizeof *times, by_size);
    printf("%-44s %9.2f ms least %9.2f ms median %8.1f MiB\n", argv[2], times[0], times[runs / 2],
           (double)peak / 1024);
    return 0;
}
