/*
 * The minimal left sides of one column: the minimal sets that hit every edge, an edge being a
 * difference set with that column, without it.
 *
 * A node of the search is a set S of columns, built one a level. `open` edges are those that S does
 * not hit, `once` those that one column of S hits alone. Each column of S keeps such an edge, so
 * nothing found can lose a column. A set that hits all edges known is tested on the data; the
 * pairs of rows that refute it give edges that are open on every level above, which is why the
 * search can go on from there.
 */
#include "theory/discover.h"

#include <stdlib.h>

/* Edges looked at to choose one to branch on; new edges that one test may give; nodes between two
 * questions whether to go on. */
enum { CHOICE = 48, REFUTATIONS = 24, PATIENCE = 512 };

struct level {
    uint64_t *open, *once;
    uint64_t *candidates; /* columns that may still be added below */
    size_t column;        /* added to the level above */
    struct partition classes;
    bool parted; /* classes are those of the set */
};

struct search {
    struct discover_run *run;
    const struct discover_table *table;
    size_t right, width;
    uint64_t *edges; /* [number * width] */
    size_t count, capacity;
    uint64_t **members;   /* [column]: the numbers of the edges that have it */
    struct level *levels; /* [depth] */
    size_t made;          /* levels that have memory */
    struct partition_scratch scratch;
    size_t nodes, partition_bytes;
};

/* ------------------------------------------------------------------ edges */

static uint64_t *longer(uint64_t *bits, size_t before, size_t after) {
    bits = tn_reallocate(bits, after / 8);
    memset(bits + before / 64, 0, (after - before) / 8);
    return bits;
}

static void grow_edges(struct search *search) {
    size_t before = search->capacity, after = before ? before * 2 : 1024;
    search->edges = tn_reallocate(search->edges, after * search->width * sizeof(uint64_t));
    for (size_t c = 0; c < search->table->columns; c++)
        search->members[c] = longer(search->members[c], before, after);
    for (size_t i = 0; i < search->made; i++) {
        search->levels[i].open = longer(search->levels[i].open, before, after);
        search->levels[i].once = longer(search->levels[i].once, before, after);
    }
    search->capacity = after;
}

static void add_edge(struct search *search, const uint64_t *set) {
    if (search->count == search->capacity)
        grow_edges(search);
    uint64_t *edge = search->edges + search->count * search->width;
    memcpy(edge, set, search->width * sizeof *edge);
    if (search->right < search->table->columns)
        words_remove(edge, search->right);
    for (size_t c = 0; c < search->table->columns; c++)
        if (words_have(edge, c))
            words_add(search->members[c], search->count);
    search->count++;
}

/* Has the set an edge within it? Then it says nothing new. */
static bool is_implied(const struct search *search, const uint64_t *set) {
    size_t outside[TN_SET_ATTRIBUTES], count = 0;
    for (size_t c = 0; c < search->table->columns; c++)
        if (!words_have(set, c) && c != search->right)
            outside[count++] = c;
    for (size_t word = 0; word * 64 < search->count; word++) {
        size_t rest = search->count - word * 64;
        uint64_t within = rest < 64 ? (UINT64_C(1) << rest) - 1 : UINT64_MAX;
        for (size_t i = 0; i < count && within; i++)
            within &= ~search->members[outside[i]][word];
        if (within)
            return true;
    }
    return false;
}

/* The minimal ones of the difference sets known so far, small ones first. */
static void take_edges(struct search *search) {
    const struct differences *known = &search->run->differences;
    size_t columns = search->table->columns, width = search->width;
    size_t starts[TN_SET_ATTRIBUTES + 2] = {0};
    uint32_t *order = tn_allocate((known->count + 1) * sizeof *order);
    for (size_t i = 0; i < known->count; i++)
        starts[words_count(known->sets + i * width, width) + 1]++;
    for (size_t size = 1; size <= columns; size++)
        starts[size] += starts[size - 1];
    for (size_t i = 0; i < known->count; i++)
        order[starts[words_count(known->sets + i * width, width)]++] = (uint32_t)i;
    for (size_t i = 0; i < known->count; i++) {
        const uint64_t *set = known->sets + order[i] * width;
        bool counts = search->right == columns || words_have(set, search->right);
        if (counts && !is_implied(search, set))
            add_edge(search, set);
    }
    free(order);
}

/* ------------------------------------------------------------------ tests on the data */

/* The classes of the set on a level, from those of the level above. */
static const struct partition *classes_of(struct search *search, size_t depth) {
    struct level *level = &search->levels[depth];
    if (level->parted)
        return &level->classes;
    size_t before = level->classes.room;
    if (depth == 0)
        partition_of_all(&level->classes, search->table->rows);
    else
        partition_refine(classes_of(search, depth - 1), search->table->codes[level->column],
                         &search->scratch, &level->classes);
    search->partition_bytes += (level->classes.room - before) * 6;
    level->parted = true;
    return &level->classes;
}

/* Two rows that agree in the set, but not on the right: their difference set becomes an edge. */
static bool refute(struct search *search, size_t depth, size_t a, size_t b) {
    struct differences *known = &search->run->differences;
    size_t number;
    if (!differences_add(known, a, b, &number))
        return false;
    add_edge(search, known->sets + number * search->width);
    for (size_t i = 0; i <= depth; i++)
        words_add(search->levels[i].open, search->count - 1);
    return true;
}

/* Each row of a class against the last before it that agrees in the column, too. */
static size_t test_class(struct search *search, size_t depth, const uint32_t *rows, size_t count) {
    const uint32_t *codes = search->table->codes[search->levels[depth].column];
    const uint32_t *right =
        search->right < search->table->columns ? search->table->codes[search->right] : NULL;
    uint32_t *last = search->scratch.counts;
    size_t refuted = 0, i;
    for (i = 0; i < count && refuted < REFUTATIONS; i++) {
        uint32_t row = rows[i], before = last[codes[row]];
        if (before && (!right || right[row] != right[before - 1]))
            refuted += refute(search, depth, before - 1, row);
        last[codes[row]] = row + 1;
    }
    while (i-- > 0)
        last[codes[rows[i]]] = 0;
    return refuted;
}

/* Does the set on this level determine the right side? If not, there are new edges. */
static bool holds(struct search *search, size_t depth) {
    if (search->run->differences.complete)
        return true;
    search->run->discovery.tests++;
    const struct partition *classes = classes_of(search, depth - 1);
    size_t refuted = 0;
    for (size_t i = 0, start = 0; i < classes->classes && refuted < REFUTATIONS;
         start = classes->ends[i++])
        refuted += test_class(search, depth, classes->rows + start, classes->ends[i] - start);
    return refuted == 0;
}

/* ------------------------------------------------------------------ the tree */

static size_t edge_words(const struct search *search) {
    return (search->count + 63) / 64;
}

static void make_level(struct search *search, size_t depth) {
    struct level *level = &search->levels[depth];
    if (search->made > depth)
        return;
    level->open = tn_allocate(search->capacity / 8);
    level->once = tn_allocate(search->capacity / 8);
    level->candidates = tn_allocate(search->width * sizeof *level->candidates);
    search->made = depth + 1;
}

/* Would each column of the set keep an edge of its own? */
static bool all_stay_needed(const struct search *search, size_t depth, size_t column) {
    const uint64_t *hit = search->members[column], *once = search->levels[depth].once;
    size_t words = edge_words(search);
    for (size_t i = 1; i <= depth; i++) {
        const uint64_t *own = search->members[search->levels[i].column];
        size_t word = 0;
        while (word < words && !(once[word] & own[word] & ~hit[word]))
            word++;
        if (word == words)
            return false;
    }
    return true;
}

/* Adds a column to the set of a level: the level below it. */
static void descend(struct search *search, size_t depth, size_t column) {
    make_level(search, depth + 1);
    struct level *level = &search->levels[depth], *next = &search->levels[depth + 1];
    const uint64_t *hit = search->members[column];
    for (size_t word = 0; word < edge_words(search); word++) {
        next->open[word] = level->open[word] & ~hit[word];
        next->once[word] = (level->once[word] & ~hit[word]) | (level->open[word] & hit[word]);
    }
    memcpy(next->candidates, level->candidates, search->width * sizeof *next->candidates);
    next->column = column;
    next->parted = false;
}

static size_t choices_of(const struct search *search, const struct level *level, size_t edge) {
    size_t count = 0;
    for (size_t i = 0; i < search->width; i++)
        count += (size_t)__builtin_popcountll(search->edges[edge * search->width + i] &
                                              level->candidates[i]);
    return count;
}

/* An open edge with few candidates in it; false where no edge is open. */
static bool choose_edge(const struct search *search, const struct level *level, size_t *chosen) {
    size_t fewest = SIZE_MAX, seen = 0;
    for (size_t word = 0; word < edge_words(search) && seen < CHOICE; word++)
        for (uint64_t bits = level->open[word]; bits && seen < CHOICE; bits &= bits - 1, seen++) {
            size_t edge = word * 64 + (size_t)__builtin_ctzll(bits);
            size_t count = choices_of(search, level, edge);
            if (count < fewest) {
                fewest = count;
                *chosen = edge;
            }
            if (!count)
                return true;
        }
    return seen > 0;
}

static void found(struct search *search, size_t depth) {
    struct tn_discovery *discovery = &search->run->discovery;
    struct tn_set left = {0};
    for (size_t i = 1; i <= depth; i++)
        tn_set_add(&left, search->table->names[search->levels[i].column]);
    if (search->right == search->table->columns)
        TN_PUSH(&discovery->keys, left);
    else
        TN_PUSH(&discovery->fds, ((struct tn_found_fd){left, search->table->names[search->right]}));
}

static size_t held(const struct search *search) {
    return search->capacity / 8 * (search->table->columns + 2 * search->made + search->width * 64) +
           search->partition_bytes;
}

static bool explore(struct search *search, size_t depth);

/* Every set that hits the edge by one of its candidates; the ones tried come back for the later. */
static bool branch(struct search *search, size_t depth, size_t edge) {
    uint64_t choices[TN_SET_WORDS + 1];
    uint64_t *candidates = search->levels[depth].candidates;
    for (size_t i = 0; i < search->width; i++) {
        choices[i] = search->edges[edge * search->width + i] & candidates[i];
        candidates[i] &= ~choices[i];
    }
    for (size_t i = 0; i < search->width; i++)
        for (uint64_t bits = choices[i]; bits; bits &= bits - 1) {
            size_t column = i * 64 + (size_t)__builtin_ctzll(bits);
            if (!all_stay_needed(search, depth, column))
                continue;
            descend(search, depth, column);
            if (!explore(search, depth + 1))
                return false;
            words_add(search->levels[depth].candidates, column);
        }
    return true;
}

static bool explore(struct search *search, size_t depth) {
    size_t edge;
    if (++search->nodes % PATIENCE == 0 && !discover_goes_on(search->run, held(search)))
        return false;
    if (!choose_edge(search, &search->levels[depth], &edge)) {
        if (holds(search, depth)) {
            found(search, depth);
            return true;
        }
        choose_edge(search, &search->levels[depth], &edge);
    }
    return branch(search, depth, edge);
}

/* ------------------------------------------------------------------ one right side */

static void begin(struct search *search) {
    search->width = search->table->width;
    search->members = tn_allocate((search->table->columns + 1) * sizeof *search->members);
    search->levels = tn_allocate((search->table->columns + 2) * sizeof *search->levels);
    partition_scratch_make(&search->scratch, search->table->most);
    grow_edges(search);
    take_edges(search);
    make_level(search, 0);
    for (size_t i = 0; i < search->count; i++)
        words_add(search->levels[0].open, i);
    for (size_t c = 0; c < search->table->columns; c++)
        if (c != search->right)
            words_add(search->levels[0].candidates, c);
}

static void end(struct search *search) {
    for (size_t i = 0; i < search->made; i++) {
        free(search->levels[i].open);
        free(search->levels[i].once);
        free(search->levels[i].candidates);
        partition_free(&search->levels[i].classes);
    }
    for (size_t c = 0; c < search->table->columns; c++)
        free(search->members[c]);
    free(search->members);
    free(search->levels);
    free(search->edges);
    partition_scratch_free(&search->scratch);
}

/* A column that varies has an edge, so that no left side is empty. */
static void make_first_edge(struct discover_run *run, size_t right) {
    const uint32_t *codes = right < run->table->columns ? run->table->codes[right] : NULL;
    size_t row = 1, number;
    while (codes && row < run->table->rows && codes[row] == codes[0])
        row++;
    if (row < run->table->rows)
        differences_add(&run->differences, 0, row, &number);
}

bool discover_search(struct discover_run *run, size_t right) {
    struct search search = {.run = run, .table = run->table, .right = right};
    make_first_edge(run, right);
    begin(&search);
    bool done = explore(&search, 0) && discover_goes_on(run, held(&search));
    end(&search);
    return done;
}
