/*
 * Columns of one table that may be one under two names. The type must be the same; then the name,
 * the place between the same neighbours, the table referred to and the comment speak for a pair.
 */
#include "diff/likeness.h"

#include <stdlib.h>
#include <string.h>

/* More pairs than that are not looked at one by one: only neighbours are. */
enum { MOST_PAIRS = 4096 };

/* What speaks for a pair, and how much of 100. */
enum { FOR_TYPE = 20, FOR_PLACE = 20, FOR_SUBJECT = 20, FOR_NAME = 40, MARGIN = 10 };

struct candidate {
    size_t before, after; /* places */
    unsigned names;       /* percent */
    unsigned score;
    bool place, reference, comment;
};

struct search {
    struct comparison *comparison;
    const struct objects *before, *after;
    TN_VECTOR(struct candidate) candidates;
};

static bool same(const struct search *s, unsigned field, const struct tn_object *before,
                 const struct tn_object *after) {
    return !field_differs(s->comparison, &tn_kinds[TN_attribute].fields[field], before, after);
}

static bool same_type(const struct search *s, const struct tn_object *before,
                      const struct tn_object *after) {
    static const unsigned fields[] = {TN_attribute_type, TN_attribute_named_type,
                                      TN_attribute_dimensions};
    for (size_t i = 0; i < TN_LENGTH(fields); i++)
        if (!same(s, fields[i], before, after))
            return false;
    return true;
}

/* ------------------------------------------------------------------ the same place */

static struct tn_object *match_of(const struct search *s, const struct tn_object *before) {
    return before ? tn_diff_after(s->comparison->diff, before) : NULL;
}

/* The column behind the same one before it, or before the same one behind it; at the ends, too. */
static bool is_neighbour(const struct search *s, const struct tn_object *before,
                         const struct tn_object *after) {
    bool first = !before->prev && !after->prev, last = !before->next && !after->next;
    bool behind = before->prev && match_of(s, before->prev) == after->prev && after->prev;
    bool ahead = before->next && match_of(s, before->next) == after->next && after->next;
    return (first || behind) && (last || ahead);
}

/* ------------------------------------------------------------------ the same subject */

static const struct tn_relationship *reference_of(const struct tn_object *column) {
    const struct tn_entity *entity = (const struct tn_entity *)column->parent;
    for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        if (r->attributes.count == 1 && r->attributes.items[0] == column && r->target)
            return r;
    return NULL;
}

static bool same_reference(const struct search *s, const struct tn_object *before,
                           const struct tn_object *after) {
    const struct tn_relationship *a = reference_of(before), *b = a ? reference_of(after) : NULL;
    return b && match_of(s, &a->target->object) == &b->target->object;
}

static void consider(struct search *s, size_t before, size_t after) {
    const struct tn_object *b = s->before->items[before], *a = s->after->items[after];
    if (!same_type(s, b, a))
        return;
    struct candidate c = {
        .before = before,
        .after = after,
        .names = name_likeness(b->name, a->name),
        .place = is_neighbour(s, b, a),
        .reference = same_reference(s, b, a),
        .comment = *b->comment && strcmp(b->comment, a->comment) == 0,
    };
    c.score = FOR_TYPE + (c.place ? FOR_PLACE : 0) + (c.reference || c.comment ? FOR_SUBJECT : 0) +
              c.names * FOR_NAME / 100;
    TN_PUSH(&s->candidates, c);
}

/* Where there are very many, only those between matched neighbours are considered. */
static void consider_neighbours(struct search *s) {
    struct tn_id_map places = {0};
    for (size_t i = 0; i < s->after->count; i++)
        tn_id_map_put(&places, s->after->items[i]->id, (void *)(uintptr_t)(i + 1));
    for (size_t i = 0; i < s->before->count; i++) {
        const struct tn_object *before = match_of(s, s->before->items[i]->prev);
        const struct tn_object *next = before ? before->next : NULL;
        uintptr_t place = next ? (uintptr_t)tn_id_map_get(&places, next->id) : 0;
        if (place)
            consider(s, i, place - 1);
    }
    tn_id_map_free(&places);
}

/* ------------------------------------------------------------------ choosing */

static int by_score(const void *left, const void *right) {
    const struct candidate *a = left, *b = right;
    if (a->score != b->score)
        return a->score < b->score ? 1 : -1;
    if (a->before != b->before)
        return a->before < b->before ? -1 : 1;
    return (a->after > b->after) - (a->after < b->after);
}

/* Names that are much alike are enough; the same place or subject makes up for less. */
static bool is_clear(const struct candidate *c) {
    return c->names >= 60 || (c->place && c->names > 50) || c->comment ||
           (c->reference && (c->place || c->names >= 25));
}

static const char *reasons(struct comparison *comparison, const struct candidate *c) {
    return tn_arena_format(
        &comparison->diff->arena, "the same type%s%s%s%s", c->place ? ", the same place" : "",
        c->reference ? ", the same table referred to" : "", c->comment ? ", the same comment" : "",
        c->names >= 40 ? ", names alike" : "");
}

/* Too little speaks for the others to bother anybody, unless no other column can be meant. */
static bool is_worth_telling(const struct candidate *c, bool alone) {
    return is_clear(c) || c->place || c->reference || c->names >= 40 || alone;
}

/* In the columns' order: how many candidates each side of a pair has. */
static unsigned *count_candidates(const struct search *s) {
    unsigned *counts = tn_allocate((s->before->count + s->after->count) * sizeof *counts);
    for (size_t i = 0; i < s->candidates.count; i++) {
        counts[s->candidates.items[i].before]++;
        counts[s->before->count + s->candidates.items[i].after]++;
    }
    return counts;
}

/* From the best on: who is taken is out; a rival nearly as good makes both unclear. */
static void choose(struct search *s, struct likenesses *found) {
    unsigned *best = tn_allocate((s->before->count + s->after->count) * sizeof *best);
    unsigned *of_before = best, *of_after = best + s->before->count;
    unsigned *counts = count_candidates(s), *counts_after = counts + s->before->count;
    for (size_t i = 0; i < s->candidates.count; i++) {
        const struct candidate *c = &s->candidates.items[i];
        const struct candidate *next = c + 1, *end = s->candidates.items + s->candidates.count;
        if (of_before[c->before] || of_after[c->after])
            continue;
        bool rivalled = false;
        for (; next < end && next->score + MARGIN > c->score && !rivalled; next++)
            rivalled = (next->before == c->before && !of_after[next->after]) ||
                       (next->after == c->after && !of_before[next->before]);
        of_before[c->before] = of_after[c->after] = c->score;
        if (is_worth_telling(c, counts[c->before] == 1 && counts_after[c->after] == 1))
            TN_PUSH(found, ((struct tn_likeness){.before = s->before->items[c->before],
                                                 .after = s->after->items[c->after],
                                                 .percent = c->score,
                                                 .taken = is_clear(c) && !rivalled,
                                                 .why = reasons(s->comparison, c)}));
    }
    free(best);
    free(counts);
}

void find_alike_columns(struct comparison *comparison, const struct objects *before,
                        const struct objects *after, struct likenesses *found) {
    struct search s = {.comparison = comparison, .before = before, .after = after};
    if (before->count > MOST_PAIRS / after->count)
        consider_neighbours(&s);
    else
        for (size_t i = 0; i < before->count; i++)
            for (size_t k = 0; k < after->count; k++)
                consider(&s, i, k);
    if (s.candidates.count)
        qsort(s.candidates.items, s.candidates.count, sizeof *s.candidates.items, by_score);
    choose(&s, found);
    free(s.candidates.items);
}
