/*
 * How long keys take in the designer: from the key to the mark that all is drawn, in a real
 * pseudo-terminal. Prints one line a measure: name, median and 95th percentile in milliseconds.
 *
 *     latency PROJECT [WIDTH HEIGHT]
 *
 * The program is $TENON, else ./tenon. The project is opened and left as it was.
 */
#include "tui/pty.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { KEYS = 200 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return left < right ? -1 : left > right;
}

static void report(const char *project, const char *name, double *times, int count) {
    qsort(times, (size_t)count, sizeof *times, by_size);
    printf("designer %-24s %-16s median %6.2f ms  p95 %6.2f ms  max %6.2f ms\n", project, name,
           times[count / 2], times[count * 95 / 100], times[count - 1]);
}

/* Each key of the cycle in turn, one after the other has been drawn. */
static void measure(struct pty *pty, const char *project, const char *name,
                    const char *const *cycle) {
    double times[KEYS];
    int count = 0;
    for (const char *const *key = cycle; count < KEYS; key = key[1] ? key + 1 : cycle) {
        double start = now();
        if (!pty_send(pty, *key)) {
            fprintf(stderr, "the designer ended while %s was measured\n", name);
            exit(1);
        }
        times[count++] = now() - start;
    }
    report(project, name, times, count);
}

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

int main(int count, char **arguments) {
    const char *program = getenv("TENON") ? getenv("TENON") : "./tenon";
    if (count < 2) {
        fprintf(stderr, "usage: latency PROJECT [WIDTH HEIGHT]\n");
        return 2;
    }
    int width = count > 3 ? atoi(arguments[2]) : 120, height = count > 3 ? atoi(arguments[3]) : 40;
    const char *project = base_name(arguments[1]);
    const char *const command[] = {program, arguments[1], NULL};
    static const char *const down[] = {"j", NULL}, *const up[] = {"k", NULL};
    static const char *const pages[] = {"\006", "\002", NULL};
    static const char *const typing[] = {"c", "u", "s", "t", "\177", "\177", "\177", "\177", NULL};
    static const char *const editing[] = {"n", "a", "m", "e", "\177", "\177", "\177", "\177", NULL};
    struct pty pty;
    double start = now(), settled[1];
    pty_start(&pty, command, NULL, width, height);
    if (!pty_settle(&pty)) {
        fprintf(stderr, "the designer did not start: %s\n", pty.raw ? pty.raw : "");
        return 1;
    }
    settled[0] = now() - start;
    report(project, "start", settled, 1);
    pty_send(&pty, "1");
    measure(&pty, project, "list down", down);
    measure(&pty, project, "list up", up);
    measure(&pty, project, "list pages", pages);
    pty_send(&pty, "2");
    measure(&pty, project, "grid down", down);
    measure(&pty, project, "grid up", up);
    pty_send(&pty, "/");
    measure(&pty, project, "search typing", typing);
    pty_send(&pty, "\033");
    pty_send(&pty, "g");
    pty_send(&pty, "a");
    measure(&pty, project, "cell typing", editing);
    pty_send(&pty, "\033");
    pty_write(&pty, "\021", 1);
    int status = pty_end(&pty);
    pty_free(&pty);
    return status;
}
