/*
 * Difference sets of pairs of rows. Rows that agree in much refute most: they stand near each other
 * where the rows are sorted by several columns, so a window slides over such orders, as long as it
 * finds new sets often enough.
 */
#include "theory/discover.h"

#include <stdlib.h>

/* Columns by which an order is sorted, and the widest window. */
enum { SORT_DEPTH = 4, WINDOW = 64 };
/* A window goes on where one comparison in so many gave a new set. */
static const size_t worth = 512;

/* ------------------------------------------------------------------ the set of sets */

static uint64_t hash_set(const uint64_t *set, size_t width) {
    uint64_t hash = 0;
    for (size_t i = 0; i < width; i++)
        hash = tn_mix(hash ^ set[i]);
    return hash;
}

static bool is_same(const uint64_t *a, const uint64_t *b, size_t width) {
    uint64_t differ = 0;
    for (size_t i = 0; i < width; i++)
        differ |= a[i] ^ b[i];
    return !differ;
}

static uint32_t *slot_of(const struct differences *differences, const uint64_t *set) {
    size_t width = differences->table->width, mask = differences->slot_count - 1;
    for (size_t at = hash_set(set, width) & mask;; at = (at + 1) & mask) {
        uint32_t *slot = &differences->slots[at];
        if (!*slot || is_same(differences->sets + (*slot - 1) * width, set, width))
            return slot;
    }
}

static void grow(struct differences *differences) {
    size_t width = differences->table->width;
    differences->capacity = differences->capacity ? differences->capacity * 2 : 1024;
    differences->sets =
        tn_reallocate(differences->sets, differences->capacity * width * sizeof(uint64_t));
    free(differences->slots);
    differences->slot_count = differences->capacity * 4;
    differences->slots = tn_allocate(differences->slot_count * sizeof *differences->slots);
    for (size_t i = 0; i < differences->count; i++)
        *slot_of(differences, differences->sets + i * width) = (uint32_t)i + 1;
}

static void compare(const struct discover_table *table, size_t a, size_t b, uint64_t *set) {
    const uint32_t *x = table->records + a * table->columns;
    const uint32_t *y = table->records + b * table->columns;
    for (size_t word = 0, c = 0; word < table->width; word++) {
        uint64_t bits = 0;
        for (unsigned bit = 0; bit < 64 && c < table->columns; bit++, c++)
            bits |= (uint64_t)(x[c] != y[c]) << bit;
        set[word] = bits;
    }
}

bool differences_add(struct differences *differences, size_t a, size_t b, size_t *number) {
    size_t width = differences->table->width;
    if (differences->count == differences->capacity)
        grow(differences);
    uint64_t *set = differences->sets + differences->count * width; /* the next place */
    compare(differences->table, a, b, set);
    differences->pairs++;
    uint32_t *slot = slot_of(differences, set);
    if (*slot)
        return false;
    *number = differences->count++;
    *slot = (uint32_t)differences->count;
    return true;
}

void differences_copy(const struct differences *from, struct differences *to) {
    size_t sets = from->capacity * from->table->width * sizeof *from->sets;
    *to = *from;
    to->pairs = 0;
    to->copied = from->count;
    if (!from->capacity)
        return;
    to->sets = tn_allocate(sets);
    memcpy(to->sets, from->sets, sets);
    to->slots = tn_allocate(from->slot_count * sizeof *from->slots);
    memcpy(to->slots, from->slots, from->slot_count * sizeof *from->slots);
}

void differences_free(struct differences *differences) {
    free(differences->sets);
    free(differences->slots);
}

/* ------------------------------------------------------------------ which pairs */

static bool compare_all(struct differences *differences, bool (*go_on)(void *), void *context) {
    size_t number, rows = differences->table->rows;
    for (size_t a = 1; a < rows; a++) {
        for (size_t b = 0; b < a; b++)
            differences_add(differences, a, b, &number);
        if (a % 64 == 0 && !go_on(context))
            return false;
    }
    differences->complete = true;
    return true;
}

/* A stable sort by one column: counts where each code starts. */
static void sort_by(const uint32_t *codes, uint32_t distinct, size_t rows, const uint32_t *from,
                    uint32_t *to, uint32_t *starts) {
    memset(starts, 0, ((size_t)distinct + 1) * sizeof *starts);
    for (size_t i = 0; i < rows; i++)
        starts[codes[i] + 1]++;
    for (size_t code = 1; code <= distinct; code++)
        starts[code] += starts[code - 1];
    for (size_t i = 0; i < rows; i++)
        to[starts[codes[from[i]]]++] = from[i];
}

/* The rows by a column, then by those behind it. */
static uint32_t *order_by(const struct discover_table *table, size_t column, uint32_t *starts) {
    uint32_t *order = tn_allocate(table->rows * sizeof *order);
    uint32_t *next = tn_allocate(table->rows * sizeof *next);
    for (size_t i = 0; i < table->rows; i++)
        order[i] = (uint32_t)i;
    size_t depth = table->columns < SORT_DEPTH ? table->columns : SORT_DEPTH;
    for (size_t i = depth; i-- > 0;) {
        size_t by = (column + i) % table->columns;
        sort_by(table->codes[by], table->distinct[by], table->rows, order, next, starts);
        uint32_t *swap = order;
        order = next;
        next = swap;
    }
    free(next);
    return order;
}

/* Compares each row with the one `window` places on, where both agree in the column. Was it worth
 * it? */
static bool slide(struct differences *differences, size_t column, const uint32_t *order,
                  size_t window) {
    const uint32_t *codes = differences->table->codes[column];
    size_t before = differences->count, pairs = differences->pairs, number;
    for (size_t i = window; i < differences->table->rows; i++)
        if (codes[order[i]] == codes[order[i - window]])
            differences_add(differences, order[i], order[i - window], &number);
    return (differences->count - before) * worth > differences->pairs - pairs;
}

static bool sample_column(struct differences *differences, size_t column, uint32_t *starts,
                          bool (*go_on)(void *), void *context) {
    uint32_t *order = order_by(differences->table, column, starts);
    bool on = true;
    for (size_t window = 1; window <= WINDOW && (on = go_on(context)); window++)
        if (!slide(differences, column, order, window))
            break;
    free(order);
    return on;
}

bool differences_sample(struct differences *differences, size_t pairs, bool (*go_on)(void *),
                        void *context) {
    const struct discover_table *table = differences->table;
    if (table->rows < 2 || table->rows * (table->rows - 1) / 2 <= pairs)
        return compare_all(differences, go_on, context);
    uint32_t *starts = tn_allocate(((size_t)table->most + 1) * sizeof *starts);
    bool on = true;
    for (size_t column = 0; column < table->columns && on; column++)
        on = sample_column(differences, column, starts, go_on, context);
    free(starts);
    return on;
}
