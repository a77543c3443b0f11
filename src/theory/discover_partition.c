/*
 * Partitions of the rows: which agree in some columns. Refining one takes time linear in its rows.
 */
#include "theory/discover.h"

#include <stdlib.h>

void partition_scratch_make(struct partition_scratch *scratch, size_t distinct) {
    scratch->counts = tn_allocate((distinct + 1) * sizeof *scratch->counts);
    scratch->seen = tn_allocate((distinct + 1) * sizeof *scratch->seen);
}

void partition_scratch_free(struct partition_scratch *scratch) {
    free(scratch->counts);
    free(scratch->seen);
}

static void make_room(struct partition *partition, size_t rows) {
    if (partition->room >= rows && partition->rows)
        return;
    partition->room = rows;
    partition->rows = tn_reallocate(partition->rows, (rows + 1) * sizeof *partition->rows);
    partition->ends = tn_reallocate(partition->ends, (rows / 2 + 1) * sizeof *partition->ends);
}

void partition_of_all(struct partition *all, size_t rows) {
    make_room(all, rows);
    all->count = rows < 2 ? 0 : rows;
    all->classes = rows < 2 ? 0 : 1;
    for (size_t row = 0; row < rows; row++)
        all->rows[row] = (uint32_t)row;
    all->ends[0] = (uint32_t)rows;
}

/* Two rows need no counting. */
static void refine_pair(const uint32_t *rows, const uint32_t *codes, struct partition *parts) {
    if (codes[rows[0]] != codes[rows[1]])
        return;
    parts->rows[parts->count++] = rows[0];
    parts->rows[parts->count++] = rows[1];
    parts->ends[parts->classes++] = (uint32_t)parts->count;
}

/* Counts each code, gives those met again a place, then puts the rows there. */
static void refine_class(const uint32_t *rows, size_t count, const uint32_t *codes,
                         struct partition_scratch *scratch, struct partition *parts) {
    size_t met = 0;
    for (size_t i = 0; i < count; i++)
        if (scratch->counts[codes[rows[i]]]++ == 0)
            scratch->seen[met++] = codes[rows[i]];
    size_t place = parts->count;
    for (size_t i = 0; i < met; i++) {
        uint32_t *times = &scratch->counts[scratch->seen[i]];
        if (*times < 2) {
            *times = UINT32_MAX;
            continue;
        }
        size_t start = place;
        place += *times;
        parts->ends[parts->classes++] = (uint32_t)place;
        *times = (uint32_t)start;
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t *at = &scratch->counts[codes[rows[i]]];
        if (*at != UINT32_MAX)
            parts->rows[(*at)++] = rows[i];
    }
    for (size_t i = 0; i < met; i++)
        scratch->counts[scratch->seen[i]] = 0;
    parts->count = place;
}

void partition_refine(const struct partition *whole, const uint32_t *codes,
                      struct partition_scratch *scratch, struct partition *parts) {
    make_room(parts, whole->count);
    parts->count = parts->classes = 0;
    size_t start = 0;
    for (size_t i = 0; i < whole->classes; i++) {
        size_t end = whole->ends[i];
        if (end - start == 2)
            refine_pair(whole->rows + start, codes, parts);
        else
            refine_class(whole->rows + start, end - start, codes, scratch, parts);
        start = end;
    }
}

void partition_free(struct partition *partition) {
    free(partition->rows);
    free(partition->ends);
    *partition = (struct partition){0};
}
