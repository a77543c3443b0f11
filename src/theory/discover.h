/*
 * What the files of the discovery share. Sets of columns are rows of `width` words here, so that
 * narrow tables pay for one word only.
 */
#ifndef THEORY_DISCOVER_H
#define THEORY_DISCOVER_H

#include "tenon/discover.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

/* ------------------------------------------------------------------ the data */

/* Rows without repetitions, columns without constants, in the search's own order. */
struct discover_table {
    size_t rows, columns, width; /* width: words of a set of columns */
    size_t *names;               /* the caller's number of each column */
    uint32_t **codes;            /* [column][row] */
    uint32_t *distinct;          /* [column] */
    uint32_t *records;           /* the same by row: [row * columns + column] */
    uint32_t most;               /* highest number of distinct values */
    size_t duplicates;           /* rows left out */
};
void discover_table_make(const struct tn_columns *columns, struct discover_table *table);
void discover_table_free(struct discover_table *table);

/* ------------------------------------------------------------------ partitions */

/* Classes of rows that agree; classes of one row are left out. */
struct partition {
    uint32_t *rows;        /* class by class */
    uint32_t *ends;        /* where each class ends in rows */
    size_t classes, count; /* count: rows in all classes */
    size_t room;           /* how many rows fit in */
};
/* Room to count in: zeroed, as many as the most distinct values. */
struct partition_scratch {
    uint32_t *counts;
    uint32_t *seen; /* the codes met in a class */
};
void partition_scratch_make(struct partition_scratch *scratch, size_t distinct);
void partition_scratch_free(struct partition_scratch *scratch);
void partition_of_all(struct partition *all, size_t rows);
/* Parts the classes of whole by a column. */
void partition_refine(const struct partition *whole, const uint32_t *codes,
                      struct partition_scratch *scratch, struct partition *parts);
void partition_free(struct partition *partition);

/* ------------------------------------------------------------------ difference sets */

/* The distinct sets of columns in which pairs of rows differ, in the order in which they came. */
struct differences {
    const struct discover_table *table;
    uint64_t *sets; /* [number * width] */
    size_t count, capacity;
    size_t copied;   /* of them, those that another thread had first */
    uint32_t *slots; /* a hash table of numbers + 1 */
    size_t slot_count;
    size_t pairs;  /* compared */
    bool complete; /* of every pair */
};
/* Compares two rows; true with its number where their set is new. */
bool differences_add(struct differences *differences, size_t a, size_t b, size_t *number);
/* Compares all pairs where they are at most so many, else neighbours in sorted order. go_on is
 * asked in between; false where it says no. */
bool differences_sample(struct differences *differences, size_t pairs, bool (*go_on)(void *context),
                        void *context);
/* The same ones again, for another thread. */
void differences_copy(const struct differences *from, struct differences *to);
void differences_free(struct differences *differences);

/* ------------------------------------------------------------------ the search */

/* What the threads of a discovery share. */
struct discover_share {
    const struct tn_discovery_options *options;
    pthread_mutex_t asking; /* held while go_on is asked */
    atomic_size_t next;     /* the right side that nobody searches yet */
    atomic_size_t done, found;
    atomic_int end; /* enum tn_discovery_end */
    size_t all;     /* right sides */
};

/* What each of them has by itself. */
struct discover_run {
    struct discover_share *share;
    const struct discover_table *table;
    struct differences differences;
    struct tn_discovery discovery;
    size_t memory; /* bytes at most */
};
/* Finds all minimal left sides of a column of the table; of table->columns: all keys. False where
 * the search was stopped, with the reason in share->end. */
bool discover_search(struct discover_run *run, size_t right);
/* False when it is time to stop. held: bytes the caller holds. */
bool discover_goes_on(struct discover_run *run, size_t held);

/* ------------------------------------------------------------------ words */

static inline bool words_have(const uint64_t *set, size_t at) {
    return set[at / 64] >> (at % 64) & 1;
}
static inline void words_add(uint64_t *set, size_t at) {
    set[at / 64] |= UINT64_C(1) << (at % 64);
}
static inline void words_remove(uint64_t *set, size_t at) {
    set[at / 64] &= ~(UINT64_C(1) << (at % 64));
}
static inline size_t words_count(const uint64_t *set, size_t width) {
    size_t count = 0;
    for (size_t i = 0; i < width; i++)
        count += (size_t)__builtin_popcountll(set[i]);
    return count;
}

#endif
