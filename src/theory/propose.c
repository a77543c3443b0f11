/*
 * Proposals: left sides by size, the right sides that each determines or nearly does, and the rows
 * that break them. A left side is given up as soon as more rows break it than may.
 */
#include "theory/discover.h"

#include <stdlib.h>

struct proposing {
    const struct tn_columns *columns;
    const struct tn_proposal_options *options;
    struct tn_proposals *proposals;
    struct partition_scratch scratch;
    struct partition *parts;         /* [depth]: by the columns chosen so far */
    size_t *chosen;                  /* [depth - 1] */
    size_t *varying;                 /* [column]: rows without the column's commonest value */
    TN_VECTOR(struct tn_fd) settled; /* one right column each: no larger left side is of interest */
};

static size_t most_distinct(const struct tn_columns *columns) {
    size_t most = 0;
    for (size_t c = 0; c < columns->count; c++)
        most = columns->items[c].distinct > most ? columns->items[c].distinct : most;
    return most;
}

/* ------------------------------------------------------------------ g3 */

/* Rows of a class without its commonest code; stops counting beyond limit. */
static size_t broken_in_class(const uint32_t *rows, size_t count, const uint32_t *codes,
                              uint32_t *counts, size_t limit) {
    size_t most = 0, i = 0;
    for (; i < count && i - most <= limit; i++)
        if (++counts[codes[rows[i]]] > most)
            most = counts[codes[rows[i]]];
    size_t broken = i - most;
    while (i-- > 0)
        counts[codes[rows[i]]] = 0;
    return broken;
}

static size_t broken_rows(const struct partition *parts, const uint32_t *codes, uint32_t *counts,
                          size_t limit) {
    size_t broken = 0;
    for (size_t i = 0, start = 0; i < parts->classes && broken <= limit; start = parts->ends[i++])
        broken += broken_in_class(parts->rows + start, parts->ends[i] - start, codes, counts,
                                  limit - broken);
    return broken;
}

/* ------------------------------------------------------------------ left sides */

static bool is_settled(const struct proposing *proposing, struct tn_set left, size_t right) {
    for (size_t i = 0; i < proposing->settled.count; i++)
        if (tn_set_has(proposing->settled.items[i].right, right) &&
            tn_set_within(proposing->settled.items[i].left, left))
            return true;
    return false;
}

static void settle(struct proposing *proposing, struct tn_set left, size_t right) {
    struct tn_fd fd = {.left = left};
    tn_set_add(&fd.right, right);
    TN_PUSH(&proposing->settled, fd);
}

/* Rows that would break it if the sides had nothing to do with each other: of those whose left side
 * stands before, those that do not have the commonest right side. */
static double broken_by_chance(const struct proposing *proposing, size_t saved, size_t right) {
    return (double)saved * (double)proposing->varying[right] / (double)proposing->columns->rows;
}

static void test_right_side(struct proposing *proposing, const struct partition *parts,
                            struct tn_set left, size_t right) {
    const struct tn_proposal_options *options = proposing->options;
    size_t saved = parts->count - parts->classes;
    size_t limit = (size_t)(options->error * (double)saved);
    if (tn_set_has(left, right) || is_settled(proposing, left, right))
        return;
    size_t broken = broken_rows(parts, proposing->columns->items[right].codes,
                                proposing->scratch.counts, limit);
    double by_chance = broken_by_chance(proposing, saved, right);
    if (broken > limit || (broken && (double)broken * 10 > by_chance))
        return;
    settle(proposing, left, right);
    if (parts->classes >= options->groups && by_chance >= (double)options->groups)
        TN_PUSH(&proposing->proposals->items,
                ((struct tn_proposal){left, right, broken, parts->classes, saved}));
}

static bool is_supported(const struct proposing *proposing, const struct partition *parts) {
    return parts->classes &&
           (double)parts->count >= proposing->options->support * (double)proposing->columns->rows;
}

/* Does a column follow from the others that were chosen? Then they say all that it could. */
static bool is_redundant(const struct proposing *proposing, size_t depth) {
    struct tn_set left = {0};
    for (size_t i = 0; i < depth; i++)
        tn_set_add(&left, proposing->chosen[i]);
    for (size_t i = 0; i < depth; i++) {
        struct tn_set others = left;
        tn_set_remove(&others, proposing->chosen[i]);
        if (is_settled(proposing, others, proposing->chosen[i]))
            return true;
    }
    return false;
}

static bool goes_on(struct proposing *proposing) {
    const struct tn_proposal_options *options = proposing->options;
    if (!proposing->proposals->stopped && options->go_on && !options->go_on(options->context))
        proposing->proposals->stopped = true;
    return !proposing->proposals->stopped;
}

static void test_left_side(struct proposing *proposing, size_t depth) {
    struct tn_set left = {0};
    for (size_t i = 0; i < depth; i++)
        tn_set_add(&left, proposing->chosen[i]);
    for (size_t right = 0; right < proposing->columns->count; right++)
        test_right_side(proposing, &proposing->parts[depth], left, right);
}

/* All left sides of a size that begin with the columns chosen so far. */
static void choose(struct proposing *proposing, size_t depth, size_t size) {
    if (depth == size) {
        test_left_side(proposing, depth);
        return;
    }
    size_t first = depth ? proposing->chosen[depth - 1] + 1 : 0;
    for (size_t c = first; c < proposing->columns->count && goes_on(proposing); c++) {
        if (!proposing->varying[c])
            continue;
        proposing->chosen[depth] = c;
        if (is_redundant(proposing, depth + 1))
            continue;
        partition_refine(&proposing->parts[depth], proposing->columns->items[c].codes,
                         &proposing->scratch, &proposing->parts[depth + 1]);
        if (is_supported(proposing, &proposing->parts[depth + 1]))
            choose(proposing, depth + 1, size);
    }
}

/* ------------------------------------------------------------------ all of them */

static int by_worth(const void *a, const void *b) {
    const struct tn_proposal *x = a, *y = b;
    if (!x->broken != !y->broken)
        return x->broken ? 1 : -1;
    if (x->saved != y->saved)
        return x->saved > y->saved ? -1 : 1;
    for (size_t i = 0; i < TN_SET_WORDS; i++)
        if (x->left.words[i] != y->left.words[i])
            return x->left.words[i] < y->left.words[i] ? -1 : 1;
    return x->right < y->right ? -1 : x->right > y->right;
}

static void begin(struct proposing *proposing) {
    const struct tn_columns *columns = proposing->columns;
    size_t left = proposing->options->left;
    partition_scratch_make(&proposing->scratch, most_distinct(columns));
    proposing->parts = tn_allocate((left + 1) * sizeof *proposing->parts);
    proposing->chosen = tn_allocate((left + 1) * sizeof *proposing->chosen);
    proposing->varying = tn_allocate((columns->count + 1) * sizeof *proposing->varying);
    partition_of_all(&proposing->parts[0], columns->rows);
    for (size_t c = 0; c < columns->count; c++)
        proposing->varying[c] = broken_rows(&proposing->parts[0], columns->items[c].codes,
                                            proposing->scratch.counts, SIZE_MAX - 1);
}

void tn_propose(const struct tn_columns *columns, const struct tn_proposal_options *options,
                struct tn_proposals *proposals) {
    struct proposing proposing = {.columns = columns, .options = options, .proposals = proposals};
    *proposals = (struct tn_proposals){0};
    begin(&proposing);
    for (size_t size = 1; size <= options->left; size++)
        choose(&proposing, 0, size);
    if (proposals->items.count)
        qsort(proposals->items.items, proposals->items.count, sizeof *proposals->items.items,
              by_worth);
    for (size_t i = 0; i <= options->left; i++)
        partition_free(&proposing.parts[i]);
    partition_scratch_free(&proposing.scratch);
    free(proposing.parts);
    free(proposing.chosen);
    free(proposing.varying);
    free(proposing.settled.items);
}

/* ------------------------------------------------------------------ the rows that break one */

/* A row of the class with its commonest code; of several such codes, that of the first row. */
static size_t commonest_row(const uint32_t *rows, size_t count, const uint32_t *codes,
                            uint32_t *counts) {
    size_t best = 0;
    for (size_t i = 0; i < count; i++)
        counts[codes[rows[i]]]++;
    for (size_t i = 1; i < count; i++)
        if (counts[codes[rows[i]]] > counts[codes[rows[best]]])
            best = i;
    for (size_t i = 0; i < count; i++)
        counts[codes[rows[i]]] = 0;
    return rows[best];
}

static int by_row(const void *a, const void *b) {
    const struct tn_violation *x = a, *y = b;
    return x->row < y->row ? -1 : x->row > y->row;
}

typedef TN_VECTOR(struct tn_violation) violation_list;

static void add_violations(const struct partition *parts, const uint32_t *codes, uint32_t *counts,
                           violation_list *list) {
    for (size_t i = 0, start = 0; i < parts->classes; start = parts->ends[i++]) {
        size_t count = parts->ends[i] - start;
        size_t right = commonest_row(parts->rows + start, count, codes, counts);
        for (size_t at = start; at < parts->ends[i]; at++)
            if (codes[parts->rows[at]] != codes[right])
                TN_PUSH(list, ((struct tn_violation){parts->rows[at], right}));
    }
}

/* The partition by a set of columns. */
static struct partition part_by(const struct tn_columns *columns, struct tn_set set,
                                struct partition_scratch *scratch) {
    struct partition parts = {0}, next = {0};
    partition_of_all(&parts, columns->rows);
    for (size_t c = 0; c < columns->count; c++)
        if (tn_set_has(set, c)) {
            partition_refine(&parts, columns->items[c].codes, scratch, &next);
            struct partition swap = parts;
            parts = next;
            next = swap;
        }
    partition_free(&next);
    return parts;
}

size_t tn_violations(const struct tn_columns *columns, const struct tn_proposal *proposal,
                     struct tn_violation *violations, size_t limit) {
    struct partition_scratch scratch;
    violation_list list = {0};
    partition_scratch_make(&scratch, most_distinct(columns));
    struct partition parts = part_by(columns, proposal->left, &scratch);
    add_violations(&parts, columns->items[proposal->right].codes, scratch.counts, &list);
    if (list.count)
        qsort(list.items, list.count, sizeof *list.items, by_row);
    size_t count = list.count < limit ? list.count : limit;
    for (size_t i = 0; i < count; i++)
        violations[i] = list.items[i];
    free(list.items);
    partition_free(&parts);
    partition_scratch_free(&scratch);
    return count;
}

size_t tn_broken_rows(const struct tn_columns *columns, struct tn_set left, size_t right) {
    struct partition_scratch scratch;
    partition_scratch_make(&scratch, most_distinct(columns));
    struct partition parts = part_by(columns, left, &scratch);
    size_t broken = broken_rows(&parts, columns->items[right].codes, scratch.counts, SIZE_MAX - 1);
    partition_free(&parts);
    partition_scratch_free(&scratch);
    return broken;
}
