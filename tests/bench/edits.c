/*
 * edits PROJECT: in one process, how long a project takes to open, one edit to be saved, one undo;
 * a line each, in milliseconds, the median of several.
 */
#include "tenon/design.h"
#include "tenon/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 21 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print_median(const char *label, double *times) {
    qsort(times, ROUNDS, sizeof *times, by_size);
    printf("%-44s %9.2f ms least %9.2f ms median\n", label, times[0], times[ROUNDS / 2]);
}

static struct tn_store *open_project(const char *path) {
    struct tn_error error = {0};
    struct tn_store *store = tn_store_open(path, TN_STORE_WRITE, &error);
    if (!store || tn_store_read_only(store)) {
        fprintf(stderr, "edits: %s\n", store ? tn_store_read_only(store) : error.message);
        exit(3);
    }
    return store;
}

static void rename_once(struct tn_model *model, int round) {
    struct tn_error error = {0};
    struct tn_entity *entity = tn_next(model, TN_entity, NULL);
    char name[32];
    snprintf(name, sizeof name, "renamed_%d", round);
    tn_group_begin(model, "rename to %s", name);
    tn_set_text(model, entity, TN_FIELD_NAME, name);
    if (!tn_group_end(model, &error)) {
        fprintf(stderr, "edits: %s\n", error.message);
        exit(3);
    }
}

int main(int argc, char **argv) {
    double opens[ROUNDS], edits[ROUNDS], undos[ROUNDS];
    struct tn_error error = {0};
    if (argc != 2) {
        fputs("usage: edits PROJECT\n", stderr);
        return 2;
    }
    for (int i = 0; i < ROUNDS; i++) {
        double start = now();
        struct tn_store *store = open_project(argv[1]);
        opens[i] = now() - start;
        start = now();
        rename_once(tn_store_model(store), i);
        edits[i] = now() - start;
        start = now();
        if (!tn_undo(tn_store_model(store), &error))
            return 3;
        undos[i] = now() - start;
        tn_store_close(store);
    }
    print_median("  open the project", opens);
    print_median("  one edit, saved", edits);
    print_median("  one undo, saved", undos);
    return 0;
}
