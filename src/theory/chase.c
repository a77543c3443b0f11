/*
 * What a decomposition keeps: whether its join is the relation (the tableau chase), and which
 * dependencies still follow.
 */
#include "theory/decompose.h"

#include <stdlib.h>
#include <string.h>

/* Rows that the tableau may grow to. */
enum { ROW_LIMIT = 2048 };

/* ------------------------------------------------------------------ the tableau */

/* Symbols are numbers: 0 is the distinguished one of its column, another the row's that had it
 * first. */
struct tableau {
    size_t columns;
    TN_VECTOR(unsigned *) rows;
    bool overflow;
};

static bool agree(const struct tableau *t, const unsigned *a, const unsigned *b, struct tn_set on) {
    for (size_t c = 0; c < t->columns; c++)
        if (tn_set_has(on, c) && a[c] != b[c])
            return false;
    return true;
}

static bool has_row(const struct tableau *t, const unsigned *row) {
    for (size_t i = 0; i < t->rows.count; i++)
        if (memcmp(t->rows.items[i], row, t->columns * sizeof *row) == 0)
            return true;
    return false;
}

static void equate(struct tableau *t, size_t column, unsigned a, unsigned b) {
    unsigned kept = a < b ? a : b, gone = a < b ? b : a;
    for (size_t i = 0; i < t->rows.count; i++)
        if (t->rows.items[i][column] == gone)
            t->rows.items[i][column] = kept;
}

static bool apply_fd(struct tableau *t, struct tn_fd fd) {
    bool changed = false;
    for (size_t i = 0; i < t->rows.count; i++)
        for (size_t j = i + 1; j < t->rows.count; j++) {
            unsigned *a = t->rows.items[i], *b = t->rows.items[j];
            if (!agree(t, a, b, fd.left))
                continue;
            for (size_t c = 0; c < t->columns; c++)
                if (tn_set_has(fd.right, c) && a[c] != b[c]) {
                    equate(t, c, a[c], b[c]);
                    changed = true;
                }
        }
    return changed;
}

/* The row that has of A what the dependency names, and the rest of B. */
static bool add_mixed(struct tableau *t, struct tn_set named, const unsigned *a,
                      const unsigned *b) {
    unsigned *row = tn_allocate(t->columns * sizeof *row);
    for (size_t c = 0; c < t->columns; c++)
        row[c] = tn_set_has(named, c) ? a[c] : b[c];
    bool fresh = !has_row(t, row);
    if (fresh)
        TN_PUSH(&t->rows, row);
    else
        free(row);
    return fresh;
}

static bool apply_mvd(struct tableau *t, struct tn_fd mvd) {
    bool changed = false;
    struct tn_set named = tn_set_union(mvd.left, mvd.right);
    for (size_t i = 0, count = t->rows.count; i < count; i++)
        for (size_t j = 0; j < count; j++) {
            t->overflow = t->rows.count >= ROW_LIMIT;
            if (t->overflow)
                return false;
            if (i != j && agree(t, t->rows.items[i], t->rows.items[j], mvd.left))
                changed |= add_mixed(t, named, t->rows.items[i], t->rows.items[j]);
        }
    return changed;
}

static bool is_distinguished(const struct tableau *t, const unsigned *row) {
    for (size_t c = 0; c < t->columns; c++)
        if (row[c])
            return false;
    return true;
}

static bool has_distinguished(const struct tableau *t) {
    for (size_t i = 0; i < t->rows.count; i++)
        if (is_distinguished(t, t->rows.items[i]))
            return true;
    return false;
}

static void fill(struct tableau *t, const struct tn_set *parts, size_t count) {
    for (size_t i = 0; i < count; i++) {
        unsigned *row = tn_allocate((t->columns + 1) * sizeof *row);
        for (size_t c = 0; c < t->columns; c++)
            row[c] = tn_set_has(parts[i], c) ? 0 : (unsigned)i + 1;
        TN_PUSH(&t->rows, row);
    }
}

static void chase(struct tableau *t, const struct tn_dependencies *given) {
    for (bool changed = true; changed && !t->overflow && !has_distinguished(t);) {
        changed = false;
        for (size_t i = 0; i < given->fds.count; i++)
            changed |= apply_fd(t, given->fds.items[i]);
        for (size_t i = 0; !changed && i < given->mvds.count; i++)
            changed |= apply_mvd(t, given->mvds.items[i]);
    }
}

bool tn_lossless(const struct tn_dependencies *given, const struct tn_set *parts, size_t count,
                 bool *decided) {
    struct tableau t = {.columns = given->attributes};
    fill(&t, parts, count);
    chase(&t, given);
    bool lossless = has_distinguished(&t);
    *decided = lossless || !t.overflow;
    for (size_t i = 0; i < t.rows.count; i++)
        free(t.rows.items[i]);
    free(t.rows.items);
    return lossless;
}

/* ------------------------------------------------------------------ dependencies */

/* What the set determines by dependencies within the parts, without those being made. */
static struct tn_set closure_in(const struct ready *ready, struct tn_set set,
                                const struct tn_set *parts, size_t count) {
    struct tn_set before;
    do {
        before = set;
        for (size_t i = 0; i < count; i++) {
            struct tn_set inside = ready_closure(ready, tn_set_meet(set, parts[i]));
            set = tn_set_union(set, tn_set_meet(inside, parts[i]));
        }
    } while (!tn_set_equal(before, set));
    return set;
}

struct tn_dependencies lost_in(const struct ready *ready, const struct tn_set *parts,
                               size_t count) {
    struct tn_dependencies lost = {.attributes = ready->given->attributes};
    for (size_t i = 0; i < ready->cover.fds.count; i++) {
        struct tn_fd fd = ready->cover.fds.items[i];
        if (!tn_set_within(fd.right, closure_in(ready, fd.left, parts, count)))
            TN_PUSH(&lost.fds, fd);
    }
    return lost;
}

struct tn_dependencies tn_lost_dependencies(const struct tn_dependencies *given,
                                            const struct tn_set *parts, size_t count) {
    struct ready ready;
    ready_make(&ready, given);
    struct tn_dependencies lost = lost_in(&ready, parts, count);
    ready_free(&ready);
    return lost;
}
