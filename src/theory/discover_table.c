/*
 * The table as the search wants it: no row twice, no constant columns, those that tell most rows
 * apart first, so that partitions become small soon.
 */
#include "theory/discover.h"

#include <stdlib.h>

static int by_distinct(const void *a, const void *b) {
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* The numbers of columns that vary, most distinct values first. */
static void choose_columns(const struct tn_columns *columns, struct discover_table *table) {
    uint64_t *order = tn_allocate((columns->count + 1) * sizeof *order);
    for (size_t c = 0; c < columns->count; c++)
        if (columns->items[c].distinct > 1)
            order[table->columns++] = (uint64_t)(UINT32_MAX - columns->items[c].distinct) << 32 | c;
    qsort(order, table->columns, sizeof *order, by_distinct);
    table->names = tn_allocate((table->columns + 1) * sizeof *table->names);
    for (size_t i = 0; i < table->columns; i++)
        table->names[i] = (uint32_t)order[i];
    free(order);
}

/* The first row of each class of equal ones, in their order. */
static uint32_t *choose_rows(const struct tn_columns *columns, struct discover_table *table) {
    struct partition equal = {0}, next = {0};
    struct partition_scratch scratch;
    partition_scratch_make(&scratch, table->most);
    partition_of_all(&equal, columns->rows);
    for (size_t i = 0; i < table->columns && equal.classes; i++) {
        partition_refine(&equal, columns->items[table->names[i]].codes, &scratch, &next);
        struct partition swap = equal;
        equal = next;
        next = swap;
    }
    bool *again = tn_allocate(columns->rows + 1);
    for (size_t i = 0, start = 0; i < equal.classes; start = equal.ends[i++])
        for (size_t at = start + 1; at < equal.ends[i]; at++)
            again[equal.rows[at]] = true;
    uint32_t *rows = tn_allocate((columns->rows + 1) * sizeof *rows);
    for (size_t row = 0; row < columns->rows; row++)
        if (!again[row])
            rows[table->rows++] = (uint32_t)row;
    table->duplicates = columns->rows - table->rows;
    free(again);
    partition_free(&equal);
    partition_free(&next);
    partition_scratch_free(&scratch);
    return rows;
}

void discover_table_make(const struct tn_columns *columns, struct discover_table *table) {
    *table = (struct discover_table){0};
    choose_columns(columns, table);
    for (size_t i = 0; i < table->columns; i++)
        if (columns->items[table->names[i]].distinct > table->most)
            table->most = columns->items[table->names[i]].distinct;
    uint32_t *rows = choose_rows(columns, table);
    table->width = table->columns / 64 + 1;
    table->codes = tn_allocate((table->columns + 1) * sizeof *table->codes);
    table->distinct = tn_allocate((table->columns + 1) * sizeof *table->distinct);
    table->records = tn_allocate((table->rows * table->columns + 1) * sizeof *table->records);
    for (size_t c = 0; c < table->columns; c++) {
        const struct tn_column *from = &columns->items[table->names[c]];
        table->distinct[c] = from->distinct;
        table->codes[c] = tn_allocate((table->rows + 1) * sizeof *table->codes[c]);
        for (size_t row = 0; row < table->rows; row++) {
            table->codes[c][row] = from->codes[rows[row]];
            table->records[row * table->columns + c] = table->codes[c][row];
        }
    }
    free(rows);
}

void discover_table_free(struct discover_table *table) {
    for (size_t c = 0; c < table->columns; c++)
        free(table->codes[c]);
    free(table->codes);
    free(table->names);
    free(table->distinct);
    free(table->records);
}
