/*
 * Counting the rows that break a dependency, a key or a reference.
 */
#include "lint/sample.h"

#include <stdlib.h>
#include <string.h>

const char *lint_sample_value(const struct tn_sample *sample, size_t column, size_t row) {
    return sample->values[column][sample->columns.items[column].codes[row]];
}

static size_t column_of(const struct tn_sample *sample, const void *attribute) {
    size_t i = 0;
    while (i < sample->columns.count && (const void *)sample->attributes[i] != attribute)
        i++;
    return i;
}

bool lint_sample_set(const struct tn_sample *sample, struct tn_refs attributes,
                     struct tn_set *set) {
    *set = (struct tn_set){{0}};
    for (size_t i = 0; i < attributes.count; i++) {
        size_t column = column_of(sample, attributes.items[i]);
        if (column == sample->columns.count)
            return false;
        tn_set_add(set, column);
    }
    return true;
}

/* ------------------------------------------------------------------ columns to compare */

/* The columns of a sample with one more, which is different in each row. */
struct comparison {
    struct tn_columns columns;
    struct tn_column *items;
    size_t own;  /* from here on columns were made for the comparison */
    size_t rows; /* number of the column that is different in each row */
};

static bool has_null(const struct tn_sample *sample, size_t column) {
    for (uint32_t code = 0; code < sample->columns.items[column].distinct; code++)
        if (!sample->values[column][code])
            return true;
    return false;
}

/* Codes beyond those in use: no null is equal to another. */
static struct tn_column apart(const struct tn_sample *sample, size_t column) {
    const struct tn_column *from = &sample->columns.items[column];
    uint32_t *codes = tn_allocate((sample->columns.rows + 1) * sizeof *codes);
    struct tn_column made = {codes, from->distinct};
    for (size_t row = 0; row < sample->columns.rows; row++)
        codes[row] = lint_sample_value(sample, column, row) ? from->codes[row] : made.distinct++;
    return made;
}

static struct tn_column row_numbers(size_t rows) {
    uint32_t *codes = tn_allocate((rows + 1) * sizeof *codes);
    for (size_t row = 0; row < rows; row++)
        codes[row] = (uint32_t)row;
    return (struct tn_column){codes, (uint32_t)rows};
}

/* Of the columns in the set nulls are made to differ: *set names the copies then. */
static struct comparison compare(const struct tn_sample *sample, struct tn_set *set,
                                 bool nulls_equal) {
    size_t count = sample->columns.count, next = count;
    struct comparison made = {.own = count};
    made.items = tn_allocate((2 * count + 1) * sizeof *made.items);
    for (size_t i = 0; i < count; i++)
        made.items[i] = sample->columns.items[i];
    for (size_t i = 0; i < count && !nulls_equal; i++)
        if (tn_set_has(*set, i) && has_null(sample, i) && next < TN_SET_ATTRIBUTES - 1) {
            made.items[next] = apart(sample, i);
            tn_set_remove(set, i);
            tn_set_add(set, next++);
        }
    made.rows = next;
    made.items[next++] = row_numbers(sample->columns.rows);
    made.columns = (struct tn_columns){made.items, next, sample->columns.rows};
    return made;
}

static void end_comparison(struct comparison *comparison) {
    for (size_t i = comparison->own; i < comparison->columns.count; i++)
        free((void *)comparison->items[i].codes);
    free(comparison->items);
}

static struct lint_breach breach(const struct comparison *comparison, struct tn_set left,
                                 size_t right) {
    struct lint_breach found = {.broken = tn_broken_rows(&comparison->columns, left, right)};
    struct tn_proposal proposal = {.left = left, .right = right};
    if (found.broken)
        found.shown =
            tn_violations(&comparison->columns, &proposal, found.first, TN_LENGTH(found.first));
    return found;
}

struct lint_breach lint_breach_of_fd(const struct tn_sample *sample, struct tn_set left,
                                     size_t right) {
    struct comparison comparison = compare(sample, &left, false);
    struct lint_breach found = breach(&comparison, left, right);
    end_comparison(&comparison);
    return found;
}

struct lint_breach lint_breach_of_key(const struct tn_sample *sample, struct tn_set key,
                                      bool nulls_equal) {
    struct comparison comparison = compare(sample, &key, nulls_equal);
    struct lint_breach found = breach(&comparison, key, comparison.rows);
    end_comparison(&comparison);
    return found;
}

/* ------------------------------------------------------------------ nulls */

static void note_row(struct lint_breach *found, size_t row) {
    found->broken++;
    if (found->shown < TN_LENGTH(found->first))
        found->first[found->shown++] = (struct tn_violation){row, row};
}

static bool is_null_in(const struct tn_sample *sample, struct tn_set set, size_t row) {
    for (size_t i = 0; i < sample->columns.count; i++)
        if (tn_set_has(set, i) && !lint_sample_value(sample, i, row))
            return true;
    return false;
}

struct lint_breach lint_breach_of_null(const struct tn_sample *sample, struct tn_set key) {
    struct lint_breach found = {0};
    for (size_t row = 0; row < sample->columns.rows; row++)
        if (is_null_in(sample, key, row))
            note_row(&found, row);
    return found;
}

/* ------------------------------------------------------------------ multivalued dependencies */

/* The number of its group for each row; how many groups there are. */
static size_t group_rows(const struct tn_sample *sample, struct tn_set by, uint32_t *groups) {
    struct tn_id_map known = {0};
    size_t count = 1;
    memset(groups, 0, sample->columns.rows * sizeof *groups);
    for (size_t i = 0; i < sample->columns.count; i++) {
        if (!tn_set_has(by, i))
            continue;
        tn_id_map_free(&known);
        known = (struct tn_id_map){0};
        count = 0;
        for (size_t row = 0; row < sample->columns.rows; row++) {
            uint64_t pair = (uint64_t)groups[row] << 32 | sample->columns.items[i].codes[row];
            void *number = tn_id_map_get(&known, pair + 1);
            if (!number) {
                number = (void *)(uintptr_t)++count;
                tn_id_map_put(&known, pair + 1, number);
            }
            groups[row] = (uint32_t)((uintptr_t)number - 1);
        }
    }
    tn_id_map_free(&known);
    return count;
}

/* How many groups of the finer sort lie in each group of the coarser. */
static size_t *count_within(const uint32_t *coarse, size_t groups, const uint32_t *fine,
                            size_t parts, size_t rows) {
    size_t *counts = tn_allocate((groups + 1) * sizeof *counts);
    bool *seen = tn_allocate((parts + 1) * sizeof *seen);
    memset(counts, 0, (groups + 1) * sizeof *counts);
    memset(seen, 0, (parts + 1) * sizeof *seen);
    for (size_t row = 0; row < rows; row++) {
        counts[coarse[row]] += !seen[fine[row]];
        seen[fine[row]] = true;
    }
    free(seen);
    return counts;
}

/* In each group of the left side all values of the right stand beside all of the rest: there are as
 * many different rows as the product of both. */
size_t lint_missing_of_mvd(const struct tn_sample *sample, struct tn_set left,
                           struct tn_set right) {
    struct tn_set all = {0};
    for (size_t i = 0; i < sample->columns.count; i++)
        if (sample->attributes[i])
            tn_set_add(&all, i);
    struct tn_set sets[4] = {left, tn_set_union(left, right), tn_set_minus(all, right), all};
    sets[2] = tn_set_union(sets[2], left);
    uint32_t *groups[4];
    size_t counts[4], *within[4] = {0}, missing = 0;
    for (size_t i = 0; i < 4; i++) {
        groups[i] = tn_allocate((sample->columns.rows + 1) * sizeof *groups[i]);
        counts[i] = group_rows(sample, sets[i], groups[i]);
        if (i)
            within[i] =
                count_within(groups[0], counts[0], groups[i], counts[i], sample->columns.rows);
    }
    for (size_t g = 0; g < counts[0] && sample->columns.rows; g++)
        missing += within[1][g] * within[2][g] - within[3][g];
    for (size_t i = 0; i < 4; i++) {
        free(groups[i]);
        free(within[i]);
    }
    return missing;
}

/* ------------------------------------------------------------------ references */

/* 007, 7 and 7.0 are one number. */
static void put_number(struct tn_buffer *out, const char *value) {
    bool negative = *value == '-';
    value += negative || *value == '+';
    while (*value == '0' && value[1] && value[1] != '.')
        value++;
    size_t length = strlen(value);
    if (strchr(value, '.') && !value[strspn(value, "0123456789.")])
        while (value[length - 1] == '0')
            length--;
    length -= length && value[length - 1] == '.';
    tn_put_format(out, "%s%.*s", negative ? "-" : "", (int)length, value);
}

struct tuple {
    const struct tn_sample *sample;
    const size_t *columns;
    const bool *numbers; /* is it a column of numbers? */
    size_t count;
};

/* The values of a row as one text; false where one of them is null. */
static bool put_tuple(struct tn_buffer *out, const struct tuple *tuple, size_t row) {
    tn_buffer_reset(out);
    for (size_t i = 0; i < tuple->count; i++) {
        const char *value = lint_sample_value(tuple->sample, tuple->columns[i], row);
        if (!value)
            return false;
        if (tuple->numbers[i])
            put_number(out, value);
        else
            tn_put_format(out, "%zu:%s", strlen(value), value);
        tn_put_char(out, '\x1f');
    }
    return true;
}

static struct tuple tuple_of(struct tn_lint *lint, const struct tn_sample *sample,
                             struct tn_refs attributes, const bool *numbers) {
    size_t *columns = tn_arena_allocate(&lint->arena, (attributes.count + 1) * sizeof *columns);
    for (size_t i = 0; i < attributes.count; i++)
        columns[i] = column_of(sample, attributes.items[i]);
    return (struct tuple){sample, columns, numbers, attributes.count};
}

struct lint_breach lint_breach_of_reference(struct tn_lint *lint, const struct tn_sample *child,
                                            struct tn_refs attributes,
                                            const struct tn_sample *parent,
                                            struct tn_refs targets) {
    struct lint_breach found = {0};
    struct tn_text_map known = {0};
    struct tn_arena texts = {0};
    struct tn_buffer text = {0};
    bool *numbers = tn_arena_allocate(&lint->arena, attributes.count + 1);
    for (size_t i = 0; i < attributes.count; i++)
        numbers[i] = lint_is_number(lint_type_in(lint, (const void *)targets.items[i]).family);
    struct tuple here = tuple_of(lint, child, attributes, numbers);
    struct tuple there = tuple_of(lint, parent, targets, numbers);
    for (size_t row = 0; row < parent->columns.rows; row++)
        if (put_tuple(&text, &there, row))
            tn_text_map_put(&known, tn_arena_text(&texts, text.at, text.length), &known);
    for (size_t row = 0; row < child->columns.rows; row++)
        if (put_tuple(&text, &here, row) &&
            !tn_text_map_get_slice(&known, (struct tn_slice){text.at, text.length}))
            note_row(&found, row);
    tn_text_map_free(&known);
    tn_arena_free(&texts);
    tn_buffer_free(&text);
    return found;
}

/* ------------------------------------------------------------------ for messages */

static void put_value(struct tn_buffer *out, const char *value) {
    enum { WIDEST = 40 };
    size_t fits = value ? tn_text_fit(value, WIDEST) : 0;
    for (size_t i = 0; i < fits; i++)
        tn_put_char(out, (unsigned char)value[i] < ' ' || value[i] == 0x7f ? ' ' : value[i]);
    tn_put(out, !value ? "null" : value[fits] ? "…" : "");
}

void lint_put_row(struct tn_buffer *out, const struct tn_sample *sample, struct tn_refs attributes,
                  size_t row) {
    for (size_t i = 0; i < attributes.count; i++) {
        size_t column = column_of(sample, attributes.items[i]);
        tn_put_format(out, "%s%s = ", i ? ", " : "", attributes.items[i]->name);
        put_value(out,
                  column < sample->columns.count ? lint_sample_value(sample, column, row) : NULL);
    }
}
