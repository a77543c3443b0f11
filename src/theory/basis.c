/*
 * What multivalued dependencies imply: the dependency basis, closures by it, and the functional
 * dependencies that follow from both.
 */
#include "theory/closure.h"
#include "theory/subsets.h"

#include <stdlib.h>

/* ------------------------------------------------------------------ the basis */

struct basis {
    struct tn_set *blocks;
    size_t count;
};

/* The blocks that a dependency left ->> right cuts in two, cut. */
static bool refine(struct basis *basis, struct tn_set left, struct tn_set right) {
    bool refined = false;
    for (size_t i = 0, count = basis->count; i < count; i++) {
        struct tn_set block = basis->blocks[i], inside = tn_set_meet(block, right);
        if (!tn_set_empty(tn_set_meet(block, left)) || tn_set_empty(inside) ||
            tn_set_equal(inside, block))
            continue;
        basis->blocks[i] = inside;
        basis->blocks[basis->count++] = tn_set_minus(block, inside);
        refined = true;
    }
    return refined;
}

/* A functional dependency is a multivalued one for each attribute on its right. */
static bool refine_by_each(struct basis *basis, struct tn_fd fd, size_t attributes) {
    bool refined = false;
    for (size_t a = 0; a < attributes; a++) {
        struct tn_set one = {0};
        tn_set_add(&one, a);
        if (tn_set_has(fd.right, a))
            refined |= refine(basis, fd.left, one);
    }
    return refined;
}

size_t tn_dependency_basis(const struct tn_dependencies *given, struct tn_set of,
                           struct tn_set blocks[TN_SET_ATTRIBUTES]) {
    struct basis basis = {.blocks = blocks};
    struct tn_set rest = tn_set_minus(tn_set_first(given->attributes), of);
    if (!tn_set_empty(rest))
        blocks[basis.count++] = rest;
    for (bool refined = true; refined;) {
        refined = false;
        for (size_t i = 0; i < given->fds.count; i++)
            refined |= refine_by_each(&basis, given->fds.items[i], given->attributes);
        for (size_t i = 0; i < given->mvds.count; i++)
            refined |= refine(&basis, given->mvds.items[i].left, given->mvds.items[i].right);
    }
    return basis.count;
}

/* ------------------------------------------------------------------ closures */

static struct tn_set rights_of(const struct tn_dependencies *given) {
    struct tn_set rights = {0};
    for (size_t i = 0; i < given->fds.count; i++)
        rights =
            tn_set_union(rights, tn_set_minus(given->fds.items[i].right, given->fds.items[i].left));
    return rights;
}

/* An attribute is determined where it is a block by itself and some functional dependency has it on
 * its right (Beeri 1980). */
struct tn_set tn_closure(const struct tn_dependencies *given, struct tn_set of) {
    if (!given->mvds.count)
        return closure_of_fds(given, of);
    struct tn_set blocks[TN_SET_ATTRIBUTES], rights = rights_of(given), closure = of;
    size_t count = tn_dependency_basis(given, of, blocks);
    for (size_t i = 0; i < count; i++)
        if (tn_set_size(blocks[i]) == 1 && tn_set_within(blocks[i], rights))
            closure = tn_set_union(closure, blocks[i]);
    return closure;
}

bool tn_implies_fd(const struct tn_dependencies *given, struct tn_fd fd) {
    return tn_set_within(fd.right, tn_closure(given, fd.left));
}

bool tn_implies_mvd(const struct tn_dependencies *given, struct tn_fd mvd) {
    struct tn_set blocks[TN_SET_ATTRIBUTES], right = tn_set_minus(mvd.right, mvd.left);
    size_t count = tn_dependency_basis(given, mvd.left, blocks);
    for (size_t i = 0; i < count; i++)
        if (!tn_set_within(blocks[i], right) && !tn_set_empty(tn_set_meet(blocks[i], right)))
            return false;
    return true;
}

/* ------------------------------------------------------------------ functional ones that follow */

struct tn_set occurring(const struct tn_dependencies *given) {
    struct tn_set found = {0};
    for (size_t i = 0; i < given->fds.count; i++)
        found =
            tn_set_union(found, tn_set_union(given->fds.items[i].left, given->fds.items[i].right));
    for (size_t i = 0; i < given->mvds.count; i++)
        found = tn_set_union(found,
                             tn_set_union(given->mvds.items[i].left, given->mvds.items[i].right));
    return found;
}

/* What the set determines, where that does not follow from what has been found. */
static void add_implied(const struct tn_dependencies *given, struct tn_dependencies *found,
                        struct tn_set left) {
    struct tn_set closure = tn_closure(given, left);
    if (!tn_set_within(closure, closure_of_fds(found, left)))
        TN_PUSH(&found->fds, ((struct tn_fd){left, tn_set_minus(closure, left)}));
}

/* Sets that the dependencies begin with, and each two of them together. */
static void add_likely(const struct tn_dependencies *given, struct tn_dependencies *found) {
    size_t fds = given->fds.count, all = fds + given->mvds.count;
    for (size_t i = 0; i < all; i++)
        for (size_t j = i; j < all; j++) {
            struct tn_set a = i < fds ? given->fds.items[i].left : given->mvds.items[i - fds].left;
            struct tn_set b = j < fds ? given->fds.items[j].left : given->mvds.items[j - fds].left;
            add_implied(given, found, tn_set_union(a, b));
        }
}

struct tn_dependencies tn_implied_fds(const struct tn_dependencies *given, bool *exact) {
    struct tn_dependencies found = {.attributes = given->attributes};
    for (size_t i = 0; i < given->fds.count; i++)
        TN_PUSH(&found.fds, given->fds.items[i]);
    struct subsets subsets = subsets_of(occurring(given));
    *exact = !given->mvds.count || subsets.size <= TN_SUBSET_LIMIT;
    if (!given->mvds.count)
        return found;
    if (*exact)
        for (struct tn_set set; subsets_next(&subsets, &set);)
            add_implied(given, &found, set);
    else
        add_likely(given, &found);
    return found;
}

void ready_make(struct ready *ready, const struct tn_dependencies *given) {
    *ready = (struct ready){.given = given, .all = tn_set_first(given->attributes)};
    struct tn_dependencies implied = tn_implied_fds(given, &ready->exact);
    ready->cover = tn_minimal_cover(&implied);
    ready->closure = closure_new(&ready->cover);
    tn_dependencies_free(&implied);
}

void ready_free(struct ready *ready) {
    closure_free(&ready->closure);
    tn_dependencies_free(&ready->cover);
}
