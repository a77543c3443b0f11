/*
 * Choosing few indexes; see index_cover.h.
 */
#include "lint/index_cover.h"

#include <stdlib.h>
#include <string.h>

enum { BATCH = 64, NODES = 100000 }; /* needs looked at together; steps of the exact search */

struct candidate {
    struct cover_index index;
    uint64_t serves; /* bits of the needs of the batch */
    size_t cost;
};

/* Needs that are looked at together. */
struct batch {
    const struct cover_need *needs[BATCH];
    size_t count;
    unsigned columns[BATCH * COVER_WIDTH]; /* of these needs, ascending */
    size_t column_count;
    uint64_t required;
    TN_VECTOR(struct candidate) candidates;
    /* of the search */
    size_t chosen[BATCH], best[BATCH], best_count, best_cost, steps;
};

/* ------------------------------------------------------------------ serving */

static bool comes_first(const struct cover_need *need, unsigned column) {
    for (size_t i = 0; i < need->first_count; i++)
        if (need->first[i] == column)
            return true;
    return false;
}

bool cover_serves(const struct cover_index *index, const struct cover_need *need) {
    if (index->count < need->first_count + need->behind_count)
        return false;
    for (size_t i = 0; i < need->first_count; i++)
        if (!comes_first(need, index->columns[i].column))
            return false;
    const struct cover_column *at = index->columns + need->first_count;
    for (size_t i = 0; i < need->behind_count; i++) {
        bool turned = at[i].descending != need->behind[i].descending;
        bool first_turned = at[0].descending != need->behind[0].descending;
        if (at[i].column != need->behind[i].column || (need->sorted && turned != first_turned))
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------ candidates */

static size_t bits_in(uint64_t set) {
    return (size_t)__builtin_popcountll(set);
}

/* Fewer indexes first, then fewer columns, then more of what is served already. */
static size_t cost_of(const struct batch *batch, const struct cover_index *index, uint64_t serves) {
    return 100000 + 100 * index->count - bits_in(serves & ~batch->required);
}

static void add_candidate(struct batch *batch, const struct cover_index *index) {
    struct candidate made = {.index = *index};
    for (size_t i = 0; i < batch->count; i++)
        if (cover_serves(index, batch->needs[i]))
            made.serves |= UINT64_C(1) << i;
    if (!(made.serves & batch->required))
        return;
    made.cost = cost_of(batch, index, made.serves);
    for (size_t i = 0; i < batch->candidates.count; i++) {
        struct candidate *other = &batch->candidates.items[i];
        if (((made.serves & batch->required) & ~other->serves) == 0 && other->cost <= made.cost)
            return;
    }
    TN_PUSH(&batch->candidates, made);
}

/* Does a need sort by the column in one direction and by another column in the other? */
static bool has_both_directions(const struct batch *batch, unsigned column) {
    for (size_t i = 0; i < batch->count; i++) {
        const struct cover_need *need = batch->needs[i];
        bool mixed = false, named = false;
        for (size_t k = 0; need->sorted && k < need->behind_count; k++) {
            mixed |= need->behind[k].descending != need->behind[0].descending;
            named |= need->behind[k].column == column;
        }
        if (mixed && named)
            return true;
    }
    return false;
}

static bool is_in(const struct cover_index *index, unsigned column) {
    for (size_t i = 0; i < index->count; i++)
        if (index->columns[i].column == column)
            return true;
    return false;
}

/* All that begin as this one does; no deeper than COVER_EXACT. */
static void add_permutations(struct batch *batch, struct cover_index *index) {
    if (index->count)
        add_candidate(batch, index);
    for (size_t i = 0; i < batch->column_count; i++) {
        unsigned column = batch->columns[i];
        if (is_in(index, column))
            continue;
        for (int down = 0; down <= has_both_directions(batch, column); down++) {
            index->columns[index->count++] = (struct cover_column){column, down};
            add_permutations(batch, index);
            index->count--;
        }
    }
}

static void append(struct cover_index *index, unsigned column, bool descending) {
    if (index->count < COVER_WIDTH && !is_in(index, column))
        index->columns[index->count++] = (struct cover_column){column, descending};
}

static bool all_come_first(const struct cover_need *need, const struct cover_index *index) {
    for (size_t i = 0; i < index->count; i++)
        if (!comes_first(need, index->columns[i].column))
            return false;
    return true;
}

/* Could the inner need be served on the way to the outer one? */
static bool nests_in(const struct cover_need *inner, const struct cover_need *outer) {
    for (size_t i = 0; i < inner->first_count; i++)
        if (!comes_first(outer, inner->first[i]))
            return false;
    return inner->first_count < outer->first_count;
}

/* The inner need's columns, and what is behind them as far as the outer one has it first. */
static void append_nested(struct cover_index *index, const struct cover_need *inner,
                          const struct cover_need *outer) {
    for (size_t i = 0; i < inner->first_count; i++)
        append(index, inner->first[i], false);
    for (size_t i = 0; i < inner->behind_count && comes_first(outer, inner->behind[i].column); i++)
        append(index, inner->behind[i].column, inner->behind[i].descending);
}

/* The smallest need between the index so far and the outer one; NULL. */
static const struct cover_need *next_between(const struct batch *batch,
                                             const struct cover_index *index,
                                             const struct cover_need *outer) {
    const struct cover_need *best = NULL;
    for (size_t i = 0; i < batch->count; i++) {
        const struct cover_need *need = batch->needs[i];
        if (need->first_count > index->count && nests_in(need, outer) &&
            all_come_first(need, index) && (!best || need->first_count < best->first_count))
            best = need;
    }
    return best;
}

/* An index for a need that serves the seed, and others that lie between, on its way. */
static void add_chain(struct batch *batch, const struct cover_need *need,
                      const struct cover_need *seed) {
    struct cover_index index = {.count = 0};
    for (const struct cover_need *inner = seed; inner; inner = next_between(batch, &index, need))
        append_nested(&index, inner, need);
    for (size_t i = 0; i < need->first_count; i++)
        append(&index, need->first[i], false);
    for (size_t i = 0; i < need->behind_count; i++)
        append(&index, need->behind[i].column, need->behind[i].descending);
    add_candidate(batch, &index);
}

static void add_chains(struct batch *batch) {
    for (size_t i = 0; i < batch->count; i++) {
        add_chain(batch, batch->needs[i], NULL);
        for (size_t k = 0; k < batch->count; k++)
            if (nests_in(batch->needs[k], batch->needs[i]))
                add_chain(batch, batch->needs[i], batch->needs[k]);
    }
}

/* ------------------------------------------------------------------ choosing */

static void choose_greedily(struct batch *batch) {
    uint64_t left = batch->required;
    batch->best_count = batch->best_cost = 0;
    while (left) {
        size_t best = 0, most = 0;
        for (size_t i = 0; i < batch->candidates.count; i++) {
            const struct candidate *c = &batch->candidates.items[i];
            size_t gain = bits_in(c->serves & left);
            if (gain > most ||
                (gain == most && gain && c->cost < batch->candidates.items[best].cost)) {
                most = gain;
                best = i;
            }
        }
        batch->best[batch->best_count++] = best;
        batch->best_cost += batch->candidates.items[best].cost;
        left &= ~batch->candidates.items[best].serves;
    }
}

/* The need that the fewest candidates serve. */
static size_t hardest(const struct batch *batch, uint64_t left) {
    size_t best = 0, fewest = SIZE_MAX;
    for (size_t need = 0; need < batch->count; need++) {
        size_t count = 0;
        if (!(left >> need & 1))
            continue;
        for (size_t i = 0; i < batch->candidates.count; i++)
            count += batch->candidates.items[i].serves >> need & 1;
        if (count < fewest) {
            fewest = count;
            best = need;
        }
    }
    return best;
}

/* Branch and bound, no deeper than there are needs. */
static void search(struct batch *batch, uint64_t left, size_t depth, size_t cost) {
    if (cost >= batch->best_cost || ++batch->steps > NODES)
        return;
    if (!left) {
        memcpy(batch->best, batch->chosen, depth * sizeof *batch->best);
        batch->best_count = depth;
        batch->best_cost = cost;
        return;
    }
    size_t need = hardest(batch, left);
    for (size_t i = 0; i < batch->candidates.count; i++) {
        const struct candidate *c = &batch->candidates.items[i];
        if (!(c->serves >> need & 1))
            continue;
        batch->chosen[depth] = i;
        search(batch, left & ~c->serves, depth + 1, cost + c->cost);
    }
}

/* ------------------------------------------------------------------ batches */

static void note_column(struct batch *batch, unsigned column) {
    size_t at = 0;
    while (at < batch->column_count && batch->columns[at] < column)
        at++;
    if (at < batch->column_count && batch->columns[at] == column)
        return;
    memmove(batch->columns + at + 1, batch->columns + at,
            (batch->column_count - at) * sizeof *batch->columns);
    batch->columns[at] = column;
    batch->column_count++;
}

static void open_batch(struct batch *batch) {
    for (size_t i = 0; i < batch->count; i++) {
        const struct cover_need *need = batch->needs[i];
        batch->required |= (uint64_t)!need->optional << i;
        for (size_t k = 0; k < need->first_count; k++)
            note_column(batch, need->first[k]);
        for (size_t k = 0; k < need->behind_count; k++)
            note_column(batch, need->behind[k].column);
    }
}

static void find_in_batch(struct batch *batch, struct cover_indexes *indexes) {
    struct cover_index none = {.count = 0};
    open_batch(batch);
    bool exact = batch->column_count <= COVER_EXACT;
    exact ? add_permutations(batch, &none) : add_chains(batch);
    choose_greedily(batch);
    search(batch, batch->required, 0, 0);
    for (size_t i = 0; i < batch->best_count; i++)
        TN_PUSH(&indexes->list, batch->candidates.items[batch->best[i]].index);
    free(batch->candidates.items);
}

/* ------------------------------------------------------------------ needs that share columns */

static unsigned root_of(unsigned *above, unsigned column) {
    while (above[column] != column)
        column = above[column] = above[above[column]];
    return column;
}

static unsigned any_column(const struct cover_need *need) {
    return need->first_count ? need->first[0] : need->behind[0].column;
}

static void join_columns(unsigned *above, const struct cover_need *need) {
    unsigned root = root_of(above, any_column(need));
    for (size_t i = 0; i < need->first_count; i++)
        above[root_of(above, need->first[i])] = root;
    for (size_t i = 0; i < need->behind_count; i++)
        above[root_of(above, need->behind[i].column)] = root;
}

static bool is_served(const struct cover_indexes *indexes, const struct cover_need *need) {
    for (size_t i = 0; i < indexes->list.count; i++)
        if (cover_serves(&indexes->list.items[i], need))
            return true;
    return false;
}

/* All needs of one root, so many at a time. */
static void find_for_root(const struct cover_need *needs, size_t count, unsigned *above,
                          unsigned root, struct cover_indexes *indexes) {
    struct batch *batch = tn_allocate(sizeof *batch);
    for (size_t i = 0; i < count; i++) {
        if (root_of(above, any_column(&needs[i])) == root && !is_served(indexes, &needs[i]))
            batch->needs[batch->count++] = &needs[i];
        if (batch->count == BATCH || (i + 1 == count && batch->count)) {
            find_in_batch(batch, indexes);
            memset(batch, 0, sizeof *batch);
        }
    }
    free(batch);
}

void cover_find(const struct cover_need *needs, size_t need_count, size_t column_count,
                struct cover_indexes *indexes) {
    unsigned *above = tn_allocate((column_count + 1) * sizeof *above);
    for (unsigned i = 0; i < column_count; i++)
        above[i] = i;
    for (size_t i = 0; i < need_count; i++)
        join_columns(above, &needs[i]);
    for (unsigned root = 0; root < column_count; root++)
        if (root_of(above, root) == root)
            find_for_root(needs, need_count, above, root, indexes);
    free(above);
}
