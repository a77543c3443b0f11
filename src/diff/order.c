/*
 * The fewest objects that must move to turn one order of siblings into the other: all but a longest
 * increasing subsequence of their former places (Fredman, "On computing the length of longest
 * increasing subsequences", 1975: patience sorting, n log n).
 */
#include "diff/comparison.h"

#include <stdlib.h>

#define NOBODY SIZE_MAX

struct places {
    size_t *former;   /* of each sibling: its place among the siblings before */
    size_t *previous; /* the sibling before it in the best run that ends with it */
    size_t *ends;     /* of each length of run: the sibling that ends it at the lowest place */
    size_t count, longest;
};

static void extend_runs(struct places *places, size_t sibling) {
    size_t low = 0, high = places->longest;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (places->former[places->ends[middle]] < places->former[sibling])
            low = middle + 1;
        else
            high = middle;
    }
    places->previous[sibling] = low ? places->ends[low - 1] : NOBODY;
    places->ends[low] = sibling;
    if (low == places->longest)
        places->longest++;
}

static void note_moved(struct comparison *comparison, const struct objects *matched,
                       const struct places *places) {
    size_t stays = places->longest ? places->ends[places->longest - 1] : NOBODY;
    for (size_t i = places->count; i-- > 0;) {
        if (i == stays)
            stays = places->previous[i];
        else
            tn_id_map_put(&comparison->moved, matched->items[i]->id, matched->items[i]);
    }
}

/* The place of each object in the list, plus one, by its id. */
static void number_places(const struct objects *siblings, size_t *numbers,
                          struct tn_id_map *places) {
    for (size_t i = 0; i < siblings->count; i++) {
        numbers[i] = i;
        tn_id_map_put(places, siblings->items[i]->id, &numbers[i]);
    }
}

static bool in_former_order(const struct places *places) {
    for (size_t i = 1; i < places->count; i++)
        if (places->former[i] < places->former[i - 1])
            return false;
    return true;
}

void comparison_find_moved(struct comparison *comparison, const struct objects *before,
                           const struct objects *after) {
    if (before->count < 2 || after->count < 2)
        return;
    struct tn_id_map numbered = {0};
    struct objects matched = {0};
    size_t *numbers = tn_allocate((before->count + 1) * sizeof *numbers);
    struct places places = {0};
    places.former = tn_allocate((after->count + 1) * sizeof *places.former);
    places.previous = tn_allocate((after->count + 1) * sizeof *places.previous);
    places.ends = tn_allocate((after->count + 1) * sizeof *places.ends);
    number_places(before, numbers, &numbered);
    for (size_t i = 0; i < after->count; i++) {
        struct tn_object *origin = tn_diff_before(comparison->diff, after->items[i]);
        size_t *place = origin ? tn_id_map_get(&numbered, origin->id) : NULL;
        if (!place)
            continue;
        places.former[places.count++] = *place;
        TN_PUSH(&matched, after->items[i]);
    }
    if (!in_former_order(&places)) {
        for (size_t i = 0; i < places.count; i++)
            extend_runs(&places, i);
        note_moved(comparison, &matched, &places);
    }
    tn_id_map_free(&numbered);
    free(matched.items);
    free(numbers);
    free(places.former);
    free(places.previous);
    free(places.ends);
}
