/*
 * Which columns take over the values of columns in other tables. Nothing is guessed: a decision
 * says so, or the column's own sources, or a foreign key to a new table that gets such values. Of a
 * column that was there before only its lineage is asked: what a way back has to know.
 */
#include "diff/comparison.h"

#include <string.h>

struct search {
    struct comparison *comparison;
    struct tn_text_map paths; /* of the columns before; where there are decisions */
    struct tn_id_map found;   /* id of an after attribute -> the before one */
    bool decided;
};

/* ------------------------------------------------------------------ what is said */

static void know_paths(struct search *search) {
    search->decided = decisions_move(search->comparison);
    if (!search->decided)
        return;
    TN_EACH_OF(search->comparison->diff->before, attribute, a)
    tn_text_map_put(&search->paths, decided_path(search->comparison, BEFORE, &a->object), a);
}

static struct tn_attribute *by_decision(struct search *search, const struct tn_attribute *after) {
    const char *from = search->decided ? decided_source(search->comparison, &after->object) : NULL;
    return from ? tn_text_map_get(&search->paths, from) : NULL;
}

static struct tn_attribute *by_id(const struct search *search, const char *text) {
    uint64_t id;
    struct tn_object *found = search->comparison->by_id && tn_id_parse(text, &id)
                                  ? tn_find_id(search->comparison->diff->before, id)
                                  : NULL;
    return found && found->kind == TN_attribute ? (void *)found : NULL;
}

static struct tn_attribute *by_path(struct search *search, const char *text) {
    const char *dot = strrchr(text, '.');
    if (!dot)
        return NULL;
    const char *table = tn_arena_text(&search->comparison->arena, text, (size_t)(dot - text));
    const struct tn_entity *entity = tn_find_entity(search->comparison->diff->before, table);
    return entity ? tn_find_name(&entity->attributes, dot + 1) : NULL;
}

/* The first of its sources that is there. */
static struct tn_attribute *by_sources(struct search *search, const struct tn_attribute *after,
                                       bool is_new) {
    for (size_t i = 0; i < after->sources.count; i++) {
        const char *text = after->sources.items[i];
        struct tn_attribute *found = by_id(search, text);
        if (!found && is_new)
            found = by_path(search, text);
        if (found)
            return found;
    }
    return NULL;
}

/* Within one table a column is renamed, and not moved. */
static bool stays_in_table(const struct tn_diff *diff, const struct tn_attribute *before,
                           const struct tn_attribute *after) {
    return tn_diff_after(diff, before->parent) == after->parent;
}

static struct tn_attribute *source_of(struct search *search, const struct tn_attribute *after) {
    const struct tn_diff *diff = search->comparison->diff;
    bool is_new = !tn_diff_before(diff, after);
    struct tn_attribute *found = is_new ? by_decision(search, after) : NULL;
    if (!found)
        found = by_sources(search, after, is_new);
    bool moves = found && !stays_in_table(diff, found, after);
    return moves && (is_new || !tn_diff_after(diff, found)) ? found : NULL;
}

/* ------------------------------------------------------------------ what a foreign key says */

static void note(struct search *search, struct tn_attribute *before, struct tn_attribute *after) {
    tn_id_map_put(&search->found, after->id, before);
}

static bool gets_values_of(const struct search *search, const struct tn_entity *after,
                           const struct tn_object *table) {
    for (const struct tn_attribute *a = after->attributes.first; a; a = a->next) {
        const struct tn_attribute *from = tn_id_map_get(&search->found, a->id);
        if (from && tn_diff_after(search->comparison->diff, from->parent) == table)
            return true;
    }
    return false;
}

/* The new table's rows come from that of the foreign key: so does what it refers to. */
static void follow_reference(struct search *search, const struct tn_relationship *r) {
    const struct tn_diff *diff = search->comparison->diff;
    struct tn_refs targets = tn_relationship_target_attributes(r);
    bool fresh = r->target && !tn_diff_before(diff, r->target);
    if (!fresh || targets.count != r->attributes.count ||
        !gets_values_of(search, r->target, r->parent))
        return;
    for (size_t i = 0; i < targets.count; i++) {
        struct tn_object *from = tn_diff_before(diff, r->attributes.items[i]);
        if (from && !tn_id_map_get(&search->found, targets.items[i]->id))
            note(search, (void *)from, (void *)targets.items[i]);
    }
}

static void list_moves(struct search *search) {
    struct tn_diff *diff = search->comparison->diff;
    TN_EACH_OF(diff->after, relationship, r)
    follow_reference(search, r);
    TN_EACH_OF(diff->after, attribute, after) {
        struct tn_attribute *from = tn_id_map_get(&search->found, after->id);
        if (from)
            TN_PUSH(&diff->value_moves, ((struct tn_value_move){from, after}));
    }
}

void comparison_find_moves(struct comparison *comparison) {
    struct tn_diff *diff = comparison->diff;
    struct search search = {.comparison = comparison};
    know_paths(&search);
    TN_EACH_OF(diff->after, attribute, a) {
        struct tn_attribute *from =
            search.decided || a->sources.count ? source_of(&search, a) : NULL;
        if (from)
            note(&search, from, a);
    }
    if (search.found.count)
        list_moves(&search);
    tn_text_map_free(&search.paths);
    tn_id_map_free(&search.found);
}
