/*
 * Second, Boyce-Codd and fourth normal form by splitting: a part that a dependency X -> Y keeps out
 * of the form becomes X with Y and the part without Y. Which dependency is taken decides what is
 * lost, so other choices are tried while something is.
 */
#include "theory/decompose.h"
#include "theory/subsets.h"

#include <stdlib.h>

/* ------------------------------------------------------------------ what keeps a part out */

struct part_search {
    const struct ready *ready;
    struct tn_set part, prime;
    TN_VECTOR(struct tn_set) keys; /* of the part, where the form asks for them */
    enum tn_normal_form form;
    struct violation *violations;
    size_t count, most;
    size_t *work;
};

static struct tn_set closure_in_part(struct part_search *s, struct tn_set set) {
    ++*s->work;
    return tn_set_meet(ready_closure(s->ready, set), s->part);
}

/* Once for each left side's closure: others say the same. */
static void add_violation(struct part_search *s, struct tn_set left, struct tn_set right) {
    for (size_t i = 0; i < s->count; i++)
        if (tn_set_equal(s->violations[i].right, right))
            return;
    s->violations[s->count++] = (struct violation){left, right};
}

static void look_at_blocks(struct part_search *s, struct tn_set left) {
    struct tn_set blocks[TN_SET_ATTRIBUTES];
    size_t count = tn_dependency_basis(s->ready->given, left, blocks);
    for (size_t i = 0; i < count && s->count < s->most; i++) {
        struct tn_set inside = tn_set_meet(blocks[i], s->part);
        bool whole = tn_set_equal(tn_set_union(left, inside), s->part);
        if (!tn_set_empty(inside) && !whole)
            add_violation(s, left, inside);
    }
}

static void look_at(struct part_search *s, struct tn_set left) {
    struct tn_set closure = closure_in_part(s, left);
    if (tn_set_equal(closure, s->part))
        return;
    struct tn_set right = tn_set_minus(closure, left);
    if (!tn_set_within(right, s->prime))
        add_violation(s, left, right);
    if (s->form == TN_4NF && s->count < s->most)
        look_at_blocks(s, left);
}

/* The keys of the part, its smallest superkeys, and the attributes in them. */
static void find_keys_of_part(struct part_search *s, struct tn_set relevant) {
    struct tn_set always = tn_set_minus(s->part, relevant); /* in no dependency: in every key */
    s->prime = always;
    struct subsets subsets = subsets_of(relevant);
    for (struct tn_set set; subsets_next(&subsets, &set);) {
        struct tn_set whole = tn_set_union(set, always);
        bool known = false;
        for (size_t i = 0; i < s->keys.count && !known; i++)
            known = tn_set_within(s->keys.items[i], whole);
        if (known || !tn_set_equal(closure_in_part(s, whole), s->part))
            continue;
        TN_PUSH(&s->keys, whole);
        s->prime = tn_set_union(s->prime, set);
    }
}

/* The least of the set that still determines the attribute. */
static struct tn_set shortened(struct part_search *s, struct tn_set set, size_t attribute) {
    struct tn_set from = set;
    for (size_t a = 0; a < TN_SET_ATTRIBUTES; a++) {
        if (!tn_set_has(from, a))
            continue;
        struct tn_set less = set;
        tn_set_remove(&less, a);
        if (tn_set_has(closure_in_part(s, less), attribute))
            set = less;
    }
    return set;
}

/* A part of a key that determines what is in no key takes all of that along, by whatever way. */
static void look_at_key(struct part_search *s, struct tn_set key, size_t without) {
    struct tn_set less = key;
    tn_set_remove(&less, without);
    struct tn_set right = tn_set_minus(closure_in_part(s, less), tn_set_union(less, s->prime));
    for (size_t a = 0; a < TN_SET_ATTRIBUTES && s->count < s->most; a++) {
        if (!tn_set_has(right, a))
            continue;
        struct tn_set left = shortened(s, less, a);
        add_violation(s, left,
                      tn_set_minus(closure_in_part(s, left), tn_set_union(left, s->prime)));
    }
}

static void look_at_keys(struct part_search *s) {
    for (size_t i = 0; i < s->keys.count; i++)
        for (size_t a = 0; a < TN_SET_ATTRIBUTES && s->count < s->most; a++)
            if (tn_set_has(s->keys.items[i], a))
                look_at_key(s, s->keys.items[i], a);
}

static void try_given(struct part_search *s) {
    const struct tn_dependencies *given = s->ready->given, *cover = &s->ready->cover;
    for (size_t i = 0; i < cover->fds.count && s->count < s->most; i++)
        if (tn_set_within(cover->fds.items[i].left, s->part))
            look_at(s, cover->fds.items[i].left);
    for (size_t i = 0; i < given->mvds.count && s->count < s->most; i++)
        if (tn_set_within(given->mvds.items[i].left, s->part))
            look_at(s, given->mvds.items[i].left);
}

size_t part_violations(const struct ready *ready, struct tn_set part, enum tn_normal_form form,
                       struct violation *violations, size_t most, bool *exact, size_t *work) {
    struct part_search s = {.ready = ready,
                            .part = part,
                            .form = form,
                            .violations = violations,
                            .most = most,
                            .work = work};
    struct tn_set relevant = tn_set_meet(part, occurring(ready->given));
    if (tn_set_size(relevant) > TN_SUBSET_LIMIT) {
        if (form > TN_3NF)
            try_given(&s);
        *exact = *exact && s.count;
        return s.count;
    }
    if (form <= TN_3NF)
        find_keys_of_part(&s, relevant);
    struct subsets subsets = subsets_of(relevant);
    if (form == TN_2NF)
        look_at_keys(&s);
    else
        for (struct tn_set set; s.count < most && subsets_next(&subsets, &set);)
            look_at(&s, set);
    free(s.keys.items);
    return s.count;
}

/* ------------------------------------------------------------------ parts */

void parts_drop_contained(struct tn_decomposition *parts) {
    size_t kept = 0;
    for (size_t i = 0; i < parts->parts.count; i++) {
        struct tn_set part = parts->parts.items[i];
        bool contained = false;
        for (size_t j = 0; j < parts->parts.count && !contained; j++) {
            struct tn_set other = parts->parts.items[j];
            bool taken = j < kept || j > i; /* what lies between has been moved or dropped */
            contained =
                taken && tn_set_within(part, other) && (j < kept || !tn_set_equal(part, other));
        }
        if (!contained)
            parts->parts.items[kept++] = part;
    }
    parts->parts.count = kept;
}

/* What was made without loss is so even where the chase gives up. */
void parts_finish(struct tn_decomposition *parts, const struct ready *ready) {
    bool decided;
    parts->lossless = tn_lossless(ready->given, parts->parts.items, parts->parts.count, &decided);
    parts->lost = lost_in(ready, parts->parts.items, parts->parts.count);
    parts->preserving = !parts->lost.fds.count;
}

void tn_decomposition_free(struct tn_decomposition *decomposition) {
    free(decomposition->parts.items);
    tn_dependencies_free(&decomposition->lost);
    *decomposition = (struct tn_decomposition){0};
}

/* ------------------------------------------------------------------ the search */

enum { CHOICES = 6, WORK_LIMIT = 300000 };

struct search {
    const struct ready *ready;
    enum tn_normal_form form;
    size_t work;
    bool exact, found;
    TN_VECTOR(struct tn_set) open, done; /* parts still to be looked at, and those in the form */
    struct tn_decomposition best;
};

static void keep_if_better(struct search *search) {
    struct tn_decomposition other = {.exact = search->exact};
    for (size_t i = 0; i < search->done.count; i++)
        TN_PUSH(&other.parts, search->done.items[i]);
    parts_drop_contained(&other);
    other.lost = lost_in(search->ready, other.parts.items, other.parts.count);
    bool better = !search->found || other.lost.fds.count < search->best.lost.fds.count;
    if (better) {
        tn_decomposition_free(&search->best);
        search->best = other;
    } else {
        tn_decomposition_free(&other);
    }
    search->found = true;
}

static bool is_over(const struct search *search) {
    return search->found && (!search->best.lost.fds.count || search->work > WORK_LIMIT);
}

static void split(struct search *search);

static void split_by(struct search *search, struct tn_set part, struct violation by) {
    size_t open = search->open.count, done = search->done.count;
    TN_PUSH(&search->open, tn_set_union(by.left, by.right));
    TN_PUSH(&search->open, tn_set_minus(part, by.right));
    split(search);
    search->open.count = open;
    search->done.count = done;
}

/* Takes one open part; the lists are as before when it returns. The first way is always gone to its
 * end. */
static void split(struct search *search) {
    if (!search->open.count) {
        keep_if_better(search);
        return;
    }
    struct violation violations[CHOICES];
    struct tn_set part = search->open.items[--search->open.count];
    size_t count = part_violations(search->ready, part, search->form, violations, CHOICES,
                                   &search->exact, &search->work);
    if (!count) {
        TN_PUSH(&search->done, part);
        split(search);
        search->done.count--;
    }
    for (size_t i = 0; i < count && !is_over(search); i++)
        split_by(search, part, violations[i]);
    search->open.items[search->open.count++] = part;
}

/* Those of third normal form lose nothing: they will do where they have the form. */
static bool take_synthesized(struct search *search) {
    struct tn_decomposition parts = synthesize(search->ready);
    struct violation violation;
    bool good = parts.exact && parts.lossless;
    for (size_t i = 0; i < parts.parts.count && good; i++)
        good = !part_violations(search->ready, parts.parts.items[i], search->form, &violation, 1,
                                &search->exact, &search->work) &&
               search->exact;
    search->exact = search->ready->exact;
    if (good)
        search->best = parts;
    else
        tn_decomposition_free(&parts);
    return good;
}

struct tn_decomposition tn_decompose(const struct tn_dependencies *given,
                                     enum tn_normal_form form) {
    struct ready ready;
    ready_make(&ready, given);
    struct search search = {.ready = &ready, .form = form, .exact = ready.exact};
    if (form == TN_2NF || !take_synthesized(&search)) {
        TN_PUSH(&search.open, ready.all);
        split(&search);
        tn_dependencies_free(&search.best.lost);
        parts_finish(&search.best, &ready);
    }
    free(search.open.items);
    free(search.done.items);
    ready_free(&ready);
    return search.best;
}
