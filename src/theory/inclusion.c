/*
 * Inclusions between columns: all sorted lists are merged at once; the lists that share a value
 * take out of each other's candidates all lists that lack it.
 */
#include "tenon/discover.h"

#include <stdlib.h>
#include <string.h>

struct merge {
    const struct tn_value_list *lists;
    size_t *places;          /* [list]: the value that comes next */
    size_t *heap, size;      /* lists that have one, the least first */
    uint64_t *candidates;    /* [list * words]: lists that have had all of its values */
    uint64_t *sharing;       /* lists that have the value at hand */
    TN_VECTOR(size_t) group; /* the same ones, by number */
    size_t words;
};

static const char *next_value(const struct merge *merge, size_t list) {
    return merge->lists[list].values[merge->places[list]];
}

static bool comes_before(const struct merge *merge, size_t a, size_t b) {
    return strcmp(next_value(merge, merge->heap[a]), next_value(merge, merge->heap[b])) < 0;
}

/* Restores the order of the heap below a place. */
static void sink(struct merge *merge, size_t at) {
    for (size_t child; (child = 2 * at + 1) < merge->size; at = child) {
        if (child + 1 < merge->size && comes_before(merge, child + 1, child))
            child++;
        if (!comes_before(merge, child, at))
            return;
        size_t swap = merge->heap[at];
        merge->heap[at] = merge->heap[child];
        merge->heap[child] = swap;
    }
}

/* The first list goes on to its next value. */
static void advance(struct merge *merge) {
    size_t list = merge->heap[0];
    if (++merge->places[list] == merge->lists[list].count)
        merge->heap[0] = merge->heap[--merge->size];
    sink(merge, 0);
}

/* The lists that have the least value of all, all moved on behind it. */
static void take_group(struct merge *merge) {
    const char *value = next_value(merge, merge->heap[0]);
    merge->group.count = 0;
    memset(merge->sharing, 0, merge->words * sizeof *merge->sharing);
    while (merge->size && strcmp(next_value(merge, merge->heap[0]), value) == 0) {
        size_t list = merge->heap[0];
        merge->sharing[list / 64] |= UINT64_C(1) << list % 64;
        TN_PUSH(&merge->group, list);
        advance(merge);
    }
}

static void begin(struct merge *merge, size_t count) {
    merge->words = count / 64 + 1;
    merge->places = tn_allocate((count + 1) * sizeof *merge->places);
    merge->heap = tn_allocate((count + 1) * sizeof *merge->heap);
    merge->sharing = tn_allocate(merge->words * sizeof *merge->sharing);
    merge->candidates = tn_allocate((count + 1) * merge->words * sizeof *merge->candidates);
    memset(merge->candidates, 0xff, count * merge->words * sizeof *merge->candidates);
    for (size_t i = 0; i < count; i++)
        if (merge->lists[i].count)
            merge->heap[merge->size++] = i;
    for (size_t i = merge->size; i-- > 0;)
        sink(merge, i);
}

static void take_results(const struct merge *merge, size_t count,
                         struct tn_inclusions *inclusions) {
    for (size_t part = 0; part < count; part++)
        for (size_t whole = 0; whole < count && merge->lists[part].count; whole++)
            if (whole != part &&
                merge->candidates[part * merge->words + whole / 64] >> whole % 64 & 1)
                TN_PUSH(&inclusions->items, ((struct tn_inclusion){part, whole}));
}

void tn_find_inclusions(const struct tn_value_list *lists, size_t count,
                        struct tn_inclusions *inclusions) {
    struct merge merge = {.lists = lists};
    *inclusions = (struct tn_inclusions){0};
    begin(&merge, count);
    while (merge.size) {
        take_group(&merge);
        for (size_t i = 0; i < merge.group.count; i++)
            for (size_t word = 0; word < merge.words; word++)
                merge.candidates[merge.group.items[i] * merge.words + word] &= merge.sharing[word];
    }
    take_results(&merge, count, inclusions);
    free(merge.places);
    free(merge.heap);
    free(merge.sharing);
    free(merge.candidates);
    free(merge.group.items);
}
