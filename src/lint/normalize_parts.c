/*
 * The parts of a decomposition as entities to be: which attributes identify a row of each, which
 * part stays the entity, and which goes into one that is there.
 */
#include "lint/normalize.h"

#include <stdlib.h>

static struct tn_set closed(const struct taking_apart *t, struct tn_set set) {
    return tn_closure(&t->relation.given, set);
}

bool part_is_key(const struct taking_apart *t, const struct part *part, struct tn_set set) {
    return tn_set_within(part->attributes, closed(t, set));
}

/* ------------------------------------------------------------------ keys */

/* The least of a set that still determines the part; what stands last goes first. */
static struct tn_set reduced(const struct taking_apart *t, const struct part *part,
                             struct tn_set set) {
    for (size_t a = t->relation.given.attributes; a-- > 0;) {
        struct tn_set less = set;
        tn_set_remove(&less, a);
        if (tn_set_has(set, a) && part_is_key(t, part, less))
            set = less;
    }
    return set;
}

static bool may_be_null(const struct taking_apart *t, struct tn_set set) {
    for (size_t a = 0; a < t->relation.given.attributes; a++)
        if (tn_set_has(set, a) && t->attributes[a]->nullable)
            return true;
    return false;
}

static bool is_better(const struct taking_apart *t, struct tn_set one, struct tn_set other) {
    bool null = may_be_null(t, one), other_null = may_be_null(t, other);
    if (null != other_null)
        return other_null;
    return tn_set_size(one) < tn_set_size(other);
}

static void note_key(const struct taking_apart *t, struct part *part, struct tn_set key) {
    if (tn_set_equal(part->key, key))
        return;
    for (size_t i = 0; i < part->others.count; i++)
        if (tn_set_equal(part->others.items[i], key))
            return;
    struct tn_set worse = key;
    if (is_better(t, key, part->key)) {
        worse = part->key;
        part->key = key;
    }
    TN_PUSH(&part->others, worse);
}

/* Left sides that identify its rows, and one key if there is no such. */
static void find_keys(const struct taking_apart *t, struct part *part) {
    part->key = reduced(t, part, part->attributes);
    for (size_t i = 0; i < t->relation.given.fds.count; i++) {
        struct tn_set left = t->relation.given.fds.items[i].left;
        if (tn_set_within(left, part->attributes) && part_is_key(t, part, left))
            note_key(t, part, reduced(t, part, left));
    }
}

/* What it shares with another may identify its rows, too: by that the other finds them. */
static void find_shared_keys(const struct taking_apart *t, struct part *part) {
    for (size_t i = 0; i < t->parts.count; i++) {
        struct tn_set shared = tn_set_meet(part->attributes, t->parts.items[i].attributes);
        if (&t->parts.items[i] != part && part_is_key(t, part, shared))
            note_key(t, part, reduced(t, part, shared));
    }
}

/* ------------------------------------------------------------------ which stays */

static struct tn_set set_of_key(const struct taking_apart *t, const struct tn_key *key) {
    struct tn_set set = {{0}};
    for (size_t i = 0; key && i < key->attributes.count; i++)
        tn_set_add(&set, number_of_attribute(t, key->attributes.items[i]));
    return set;
}

static struct part *largest_with(struct taking_apart *t, struct tn_set set) {
    struct part *best = NULL;
    for (size_t i = 0; i < t->parts.count; i++) {
        struct part *part = &t->parts.items[i];
        if (tn_set_within(set, part->attributes) &&
            (!best || tn_set_size(part->attributes) > tn_set_size(best->attributes)))
            best = part;
    }
    return best;
}

/* With the primary key, or else with another key of the whole. */
static void find_main(struct taking_apart *t) {
    const struct tn_key *primary = tn_primary_key(t->entity);
    struct tn_set all = tn_set_first(t->relation.given.attributes), set = set_of_key(t, primary);
    t->main = primary ? largest_with(t, set) : NULL;
    if (t->main) {
        t->main->key = set;
        return;
    }
    for (size_t i = 0; i < t->parts.count && !t->main; i++)
        if (tn_set_within(all, closed(t, t->parts.items[i].attributes)))
            t->main = &t->parts.items[i];
}

static bool is_elsewhere(const struct taking_apart *t, const struct part *but, struct tn_set set) {
    for (size_t i = 0; i < t->parts.count; i++)
        if (&t->parts.items[i] != but && tn_set_within(set, t->parts.items[i].attributes))
            return true;
    return false;
}

/* The key by which others find the rows: one that the entity keeps, or else another part. */
static void prefer_shared_key(const struct taking_apart *t, struct part *part) {
    for (int pass = 0; pass < 2; pass++) {
        const struct part *but = pass ? part : NULL;
        for (size_t i = 0; i <= part->others.count; i++) {
            struct tn_set set = i ? part->others.items[i - 1] : part->key;
            if (but ? !is_elsewhere(t, but, set)
                    : !(t->main && tn_set_within(set, t->main->attributes)))
                continue;
            if (i)
                part->others.items[i - 1] = part->key;
            part->key = set;
            return;
        }
    }
}

/* ------------------------------------------------------------------ which is there already */

static bool is_key_there(const struct tn_entity *entity, struct tn_refs refs) {
    for (const struct tn_key *key = entity->keys.first; key; key = key->next)
        if (tn_refs_same_set(key->attributes, refs))
            return true;
    return false;
}

static bool leads_there(const struct taking_apart *t, const struct tn_relationship *r,
                        const struct part *part) {
    struct tn_refs targets = tn_relationship_target_attributes(r);
    struct tn_set set = {{0}};
    if (!r->target || r->target == t->entity || targets.count != r->attributes.count ||
        !is_key_there(r->target, targets))
        return false;
    for (size_t i = 0; i < r->attributes.count; i++)
        tn_set_add(&set, number_of_attribute(t, r->attributes.items[i]));
    return r->attributes.count && tn_set_equal(set, part->key);
}

static void find_homes(struct taking_apart *t) {
    for (size_t i = 0; i < t->parts.count; i++) {
        struct part *part = &t->parts.items[i];
        const struct tn_relationship *r = t->entity->relationships.first;
        if (part == t->main || !t->main || !tn_set_within(part->key, t->main->attributes))
            continue;
        while (r && !leads_there(t, r, part))
            r = r->next;
        part->along = r;
    }
}

/* ------------------------------------------------------------------ what stands in the way */

static bool loses(const struct taking_apart *t, struct tn_refs refs) {
    for (size_t i = 0; i < refs.count; i++) {
        size_t number = number_of_attribute(t, refs.items[i]);
        if (number != SIZE_MAX && (!t->main || !tn_set_has(t->main->attributes, number)))
            return true;
    }
    return false;
}

static bool can_be_referred_to(const struct taking_apart *t, struct tn_error *error) {
    TN_EACH_OF(t->model, relationship, r)
    if (r->target == t->entity && (tn_entity_of(r) != t->entity || !t->main) &&
        loses(t, tn_relationship_target_attributes(r)))
        return tn_fail(error, "%s refers to what would no longer identify a row of %s",
                       tn_entity_of(r)->name, t->entity->name);
    return true;
}

/* What is computed stands where all is that it is computed from, first of all in the entity. */
static bool place_computed(struct taking_apart *t, size_t number, struct tn_error *error) {
    const struct tn_attribute *attribute = t->attributes[number];
    struct tn_set used = attributes_used(t, &attribute->object);
    struct part *home = t->main && tn_set_within(used, t->main->attributes) ? t->main : NULL;
    for (size_t i = 0; i < t->parts.count; i++) {
        struct part *part = &t->parts.items[i];
        if (tn_set_has(part->key, number))
            return tn_fail(error, "%s.%s is computed, and part of a key", t->entity->name,
                           attribute->name);
        tn_set_remove(&part->attributes, number);
        if (!home && tn_set_within(used, part->attributes))
            home = part;
    }
    if (!home)
        return tn_fail(error, "%s.%s is computed from attributes that come apart: %s",
                       t->entity->name, attribute->name, attribute->generated);
    tn_set_add(&home->attributes, number);
    return true;
}

static bool can_be_computed(struct taking_apart *t, struct tn_error *error) {
    for (size_t a = 0; a < t->relation.given.attributes; a++)
        if (*t->attributes[a]->generated && !place_computed(t, a, error))
            return false;
    return true;
}

static bool can_be_entities(struct taking_apart *t, struct tn_error *error) {
    for (size_t i = 0; i < t->parts.count; i++)
        if (tn_set_empty(t->parts.items[i].key))
            return tn_fail(error, "%s is the same in all rows: that makes no entity",
                           names_in(t, t->parts.items[i].attributes));
    if (t->entity->partition_of || *t->entity->partition_by || t->entity->inherits.count)
        return tn_fail(error, "%s is partitioned, or inherits: it is not taken apart",
                       t->entity->name);
    return can_be_computed(t, error) && can_be_referred_to(t, error);
}

bool parts_find(struct taking_apart *t, struct tn_error *error) {
    for (size_t i = 0; i < t->decomposition.parts.count; i++) {
        struct part part = {.attributes = t->decomposition.parts.items[i]};
        part.twins = tn_arena_allocate(&t->arena, (t->relation.given.attributes + 1) *
                                                      sizeof(struct tn_attribute *));
        find_keys(t, &part);
        TN_PUSH(&t->parts, part);
    }
    for (size_t i = 0; i < t->parts.count; i++)
        find_shared_keys(t, &t->parts.items[i]);
    find_main(t);
    for (size_t i = 0; i < t->parts.count; i++)
        if (&t->parts.items[i] != t->main)
            prefer_shared_key(t, &t->parts.items[i]);
    find_homes(t);
    return can_be_entities(t, error);
}
