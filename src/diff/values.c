/*
 * Values of two enumerations that are matched: which are one under two names. Decisions come first,
 * then names; of what is left, the first that goes and the first that comes may be one, and so on.
 * They are taken for one where every value that goes has one at its own place whose name is much
 * alike, and nothing else differs. Invariant: an old value has one new one at most, and the other
 * way round.
 */
#include "diff/likeness.h"

#include <stdlib.h>
#include <string.h>

enum { CLEARLY_ALIKE = 70 }; /* per cent of name_likeness() */

/* Places count from 1; 0 is none. */
struct matching {
    struct comparison *comparison;
    struct tn_type *before, *after;
    struct tn_text_map old_places, new_places; /* value -> its place */
    size_t *to, *from;                         /* place - 1 -> place on the other side */
    struct tn_rename **decisions;              /* by old place - 1; or NULL */
};

static void note_places(struct tn_text_map *places, struct tn_texts values) {
    for (size_t i = 0; i < values.count; i++)
        tn_text_map_put(places, values.items[i], (void *)(uintptr_t)(i + 1));
}

static size_t place_in(const struct tn_text_map *places, const char *value) {
    return (size_t)(uintptr_t)tn_text_map_get(places, value);
}

static void pair(struct matching *m, size_t old, size_t new) {
    m->to[old - 1] = new;
    m->from[new - 1] = old;
}

/* ------------------------------------------------------------------ decisions */

const char *value_path(struct comparison *comparison, enum side side, const struct tn_type *type,
                       const char *value) {
    struct tn_buffer path = {0};
    tn_put_format(&path, "%s.", decided_path(comparison, side, &type->object));
    decided_put_name(&path, value);
    const char *kept = tn_arena_text(&comparison->arena, path.at, path.length);
    tn_buffer_free(&path);
    return kept;
}

static void find_decisions(struct matching *m) {
    struct tn_text_map paths = {0};
    for (size_t i = 0; i < m->after->values.count; i++)
        tn_text_map_put(&paths,
                        value_path(m->comparison, AFTER, m->after, m->after->values.items[i]),
                        (void *)(uintptr_t)(i + 1));
    for (size_t i = 0; i < m->before->values.count; i++) {
        const char *path = value_path(m->comparison, BEFORE, m->before, m->before->values.items[i]);
        struct tn_rename *decision = decided_value(m->comparison, path);
        size_t place = decision ? place_in(&paths, decision->to) : 0;
        if (!decision)
            continue;
        decision->used = place && !m->from[place - 1];
        if (decision->used) {
            pair(m, i + 1, place);
            m->decisions[i] = decision;
        }
    }
    tn_text_map_free(&paths);
}

/* The name that a value gets is that of one that keeps it. */
static bool any_name_is_taken(const struct matching *m) {
    for (size_t i = 0; i < m->before->values.count; i++) {
        size_t holder =
            m->to[i] ? place_in(&m->old_places, m->after->values.items[m->to[i] - 1]) : 0;
        if (holder && !m->to[holder - 1])
            return true;
    }
    return false;
}

static void take_decisions(struct matching *m) {
    if (!m->comparison->decisions.count)
        return;
    find_decisions(m);
    if (!any_name_is_taken(m))
        return;
    for (size_t i = 0; i < m->before->values.count; i++)
        if (m->to[i]) {
            m->decisions[i]->used = false;
            m->from[m->to[i] - 1] = 0;
            m->to[i] = 0;
        }
}

/* ------------------------------------------------------------------ names */

static void match_names(struct matching *m) {
    for (size_t i = 0; i < m->before->values.count; i++) {
        size_t place = place_in(&m->new_places, m->before->values.items[i]);
        if (!m->to[i] && place && !m->from[place - 1])
            pair(m, i + 1, place);
    }
}

/* ------------------------------------------------------------------ likeness */

/* From that place on the first that has no match, or the end. */
static size_t next_left(const size_t *matches, size_t count, size_t from) {
    while (from < count && matches[from])
        from++;
    return from;
}

static unsigned likeness_of(const struct matching *m, size_t old, size_t new) {
    const char *from = m->before->values.items[old], *to = m->after->values.items[new];
    struct comparison *comparison = m->comparison;
    unsigned percent = name_likeness(from, to);
    bool kept = percent >= CLEARLY_ALIKE && comparison->decisions.count &&
                decided_to_keep_value(comparison, value_path(comparison, BEFORE, m->before, from),
                                      value_path(comparison, AFTER, m->after, to));
    return kept ? 0 : percent;
}

static bool is_clear(const struct matching *m) {
    bool clear = m->before->values.count == m->after->values.count;
    for (size_t i = 0; clear && i < m->before->values.count; i++)
        clear = m->to[i] ? m->to[i] == i + 1 : !m->from[i] && likeness_of(m, i, i) >= CLEARLY_ALIKE;
    return clear;
}

static void match_alike(struct matching *m) {
    size_t olds = m->before->values.count, news = m->after->values.count;
    bool taken = m->comparison->options.alike && is_clear(m);
    size_t old = next_left(m->to, olds, 0), new = next_left(m->from, news, 0);
    for (; old < olds && new < news;
         old = next_left(m->to, olds, old + 1), new = next_left(m->from, news, new + 1)) {
        unsigned percent = likeness_of(m, old, new);
        if (percent < CLEARLY_ALIKE)
            continue;
        struct tn_likeness likeness = {.before = &m->before->object,
                                       .after = &m->after->object,
                                       .percent = percent,
                                       .taken = taken,
                                       .why = "names alike",
                                       .from = m->before->values.items[old],
                                       .to = m->after->values.items[new]};
        TN_PUSH(&m->comparison->diff->likenesses, likeness);
        if (taken)
            pair(m, old + 1, new + 1);
    }
}

/* ------------------------------------------------------------------ the whole */

static void note_renames(const struct matching *m) {
    for (size_t i = 0; i < m->before->values.count; i++) {
        const char *from = m->before->values.items[i];
        const char *to = m->to[i] ? m->after->values.items[m->to[i] - 1] : from;
        if (strcmp(from, to) != 0)
            TN_PUSH(&m->comparison->diff->value_renames,
                    ((struct tn_value_rename){m->before, m->after, from, to,
                                              place_in(&m->old_places, to) != 0}));
    }
}

static bool have_the_same_values(const struct tn_type *before, const struct tn_type *after) {
    bool same = before->values.count == after->values.count;
    for (size_t i = 0; same && i < before->values.count; i++)
        same = strcmp(before->values.items[i], after->values.items[i]) == 0;
    return same;
}

void match_values(struct comparison *comparison, struct tn_type *before, struct tn_type *after) {
    if (before->variety != TN_variety_enumeration || after->variety != TN_variety_enumeration ||
        have_the_same_values(before, after))
        return;
    struct matching m = {.comparison = comparison, .before = before, .after = after};
    m.to = tn_allocate((before->values.count + 1) * sizeof *m.to);
    m.from = tn_allocate((after->values.count + 1) * sizeof *m.from);
    m.decisions = tn_allocate((before->values.count + 1) * sizeof *m.decisions);
    note_places(&m.old_places, before->values);
    note_places(&m.new_places, after->values);
    take_decisions(&m);
    match_names(&m);
    match_alike(&m);
    note_renames(&m);
    tn_text_map_free(&m.old_places);
    tn_text_map_free(&m.new_places);
    free(m.to);
    free(m.from);
    free(m.decisions);
}

/* ------------------------------------------------------------------ decisions that cannot be */

struct check {
    struct comparison comparison;
    struct tn_text_map old, new, given; /* the paths of values; those that are given to others */
    const char *file;
    struct tn_error *error;
};

static void note_paths(struct comparison *comparison, enum side side, const struct tn_model *model,
                       struct tn_text_map *paths) {
    TN_EACH_OF(model, type, type)
    for (size_t i = 0; i < type->values.count; i++)
        tn_text_map_put(paths, value_path(comparison, side, type, type->values.items[i]), type);
}

static bool is_of_value(const struct tn_rename *rename) {
    return strcmp(rename->noun, "value") == 0;
}

static bool is_possible(const struct check *check, const struct tn_rename *rename) {
    bool from = tn_text_map_get(&check->old, rename->from);
    bool to = tn_text_map_get(&check->new, rename->to);
    if (!from || !to)
        return tn_fail(check->error, "%s:%zu: there is no value %s in the %s schema", check->file,
                       rename->line, from ? rename->to : rename->from, from ? "new" : "old");
    if (rename->keep || rename->used)
        return true;
    const char *why = tn_text_map_get(&check->given, rename->to) ? "another one does"
                      : tn_text_map_get(&check->old, rename->to) ? "that is there already"
                                                                 : "no type is both";
    return tn_fail(check->error, "%s:%zu: value %s cannot become %s: %s", check->file, rename->line,
                   rename->from, rename->to, why);
}

static void end_check(struct check *check) {
    tn_text_map_free(&check->old);
    tn_text_map_free(&check->new);
    tn_text_map_free(&check->given);
    tn_arena_free(&check->comparison.arena);
}

bool tn_renames_check(const struct tn_renames *renames, const struct tn_diff *diff,
                      const char *file, struct tn_error *error) {
    struct check check = {.file = file, .error = error};
    bool possible = true;
    comparison_know_models(&check.comparison, diff->before, diff->after);
    note_paths(&check.comparison, BEFORE, diff->before, &check.old);
    note_paths(&check.comparison, AFTER, diff->after, &check.new);
    for (size_t i = 0; i < renames->list.count; i++)
        if (is_of_value(&renames->list.items[i]) && renames->list.items[i].used)
            tn_text_map_put(&check.given, renames->list.items[i].to, diff->after->project);
    for (size_t i = 0; i < renames->list.count && possible; i++)
        possible =
            !is_of_value(&renames->list.items[i]) || is_possible(&check, &renames->list.items[i]);
    end_check(&check);
    return possible;
}
