/*
 * Owns sets of values: intervals between cuts, joined and intersected by one sweep over their ends.
 */
#include "lint/condition_set.h"

#include <stdlib.h>
#include <string.h>

static int compare_values(const struct lint_value *a, const struct lint_value *b) {
    if (a->is_text != b->is_text)
        return a->is_text - b->is_text;
    if (a->is_text)
        return strcmp(a->text, b->text);
    return (a->number > b->number) - (a->number < b->number);
}

int lint_compare_cuts(const struct lint_cut *a, const struct lint_cut *b) {
    if (a->end || b->end)
        return a->end - b->end;
    int order = compare_values(&a->value, &b->value);
    return order ? order : a->after - b->after;
}

/* ------------------------------------------------------------------ sweeping */

struct edge {
    struct lint_cut cut;
    int step; /* 1: an interval begins, -1: it ends */
};

/* At one place those that begin come first: what touches is one. */
static int by_place(const void *a, const void *b) {
    const struct edge *left = a, *right = b;
    int order = lint_compare_cuts(&left->cut, &right->cut);
    return order ? order : right->step - left->step;
}

static struct edge *edges_of(const struct lint_set *sets, size_t count, size_t *edge_count) {
    size_t total = 0;
    for (size_t i = 0; i < count; i++)
        total += sets[i].count;
    struct edge *edges = tn_allocate((2 * total + 1) * sizeof *edges);
    *edge_count = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < sets[i].count; k++) {
            edges[(*edge_count)++] = (struct edge){sets[i].items[k].from, 1};
            edges[(*edge_count)++] = (struct edge){sets[i].items[k].to, -1};
        }
    qsort(edges, *edge_count, sizeof *edges, by_place);
    return edges;
}

/* What lies in at least so many of the sets. */
struct lint_set lint_in_so_many(struct tn_lint *lint, const struct lint_set *sets, size_t count,
                                size_t least) {
    size_t edge_count;
    struct edge *edges = edges_of(sets, count, &edge_count);
    struct lint_set result = {
        .items = tn_arena_allocate(&lint->arena, (edge_count / 2 + 1) * sizeof *result.items)};
    size_t depth = 0;
    struct lint_cut from = {0};
    for (size_t i = 0; i < edge_count; i++) {
        if (edges[i].step > 0 && ++depth == least)
            from = edges[i].cut;
        else if (edges[i].step < 0 && depth-- == least &&
                 lint_compare_cuts(&from, &edges[i].cut) < 0)
            result.items[result.count++] = (struct lint_interval){from, edges[i].cut};
    }
    free(edges);
    return result;
}

struct lint_set lint_intersection(struct tn_lint *lint, struct lint_set a, struct lint_set b) {
    struct lint_set both[] = {a, b};
    return lint_in_so_many(lint, both, 2, 2);
}

/* ------------------------------------------------------------------ all, none, the rest */

struct lint_set lint_everything(struct tn_lint *lint) {
    struct lint_set set = {tn_arena_allocate(&lint->arena, sizeof *set.items), 1};
    set.items[0] = (struct lint_interval){{.end = -1}, {.end = 1}};
    return set;
}

bool lint_is_all(struct lint_set set) {
    return set.count == 1 && set.items[0].from.end < 0 && set.items[0].to.end > 0;
}

struct lint_set lint_complement(struct tn_lint *lint, struct lint_set set) {
    struct lint_set result = {
        tn_arena_allocate(&lint->arena, (set.count + 1) * sizeof *result.items), 0};
    struct lint_cut from = {.end = -1}, last = {.end = 1};
    for (size_t i = 0; i <= set.count; i++) {
        struct lint_cut to = i < set.count ? set.items[i].from : last;
        if (lint_compare_cuts(&from, &to) < 0)
            result.items[result.count++] = (struct lint_interval){from, to};
        if (i < set.count)
            from = set.items[i].to;
    }
    return result;
}

bool lint_set_has(struct lint_set set, const struct lint_value *value) {
    struct lint_cut before = {0, false, *value}, after = {0, true, *value};
    size_t low = 0, high = set.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (lint_compare_cuts(&set.items[middle].to, &after) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < set.count && lint_compare_cuts(&set.items[low].from, &before) <= 0;
}
