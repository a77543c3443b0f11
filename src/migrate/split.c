/*
 * Tables that were split or merged: columns that go from a table that stays and are in a new one,
 * and columns of a table that goes which come in one that stays. The evidence is strong where
 * several columns have the same names and types and make up most of the new, or the lost, table. It
 * is only told: which row goes where nobody has said.
 */
#include "migrate/plan.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { FEWEST_COLUMNS = 2 };

/* Loose columns by what they look like. */
struct loose_columns {
    struct tn_text_map by_look; /* "name type" -> the first such attribute */
};

static const char *look_of(struct planner *planner, const struct tn_attribute *a) {
    const char *type = a->named_type ? a->named_type->name : a->type;
    char *look = tn_arena_format(&planner->arena, "%s %s", a->name, type);
    for (char *c = look; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    return look;
}

static bool is_moved(const struct tn_diff *first, const struct tn_object *object) {
    for (size_t i = 0; i < first->value_moves.count; i++)
        if (&first->value_moves.items[i].before->object == object ||
            &first->value_moves.items[i].after->object == object)
            return true;
    return false;
}

static void note(struct planner *planner, struct loose_columns *columns,
                 const struct tn_object *object) {
    const char *look = look_of(planner, (const struct tn_attribute *)object);
    if (!tn_text_map_get(&columns->by_look, look))
        tn_text_map_put(&columns->by_look, look, (void *)(uintptr_t)object);
}

/* Which table most of them belong to, and how many that are. */
struct share {
    const struct tn_entity *entity;
    size_t count, all;
};

static struct share share_of(struct planner *planner, const struct loose_columns *columns,
                             const struct tn_entity *entity) {
    struct tn_id_map counts = {0};
    struct share best = {0};
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        const struct tn_attribute *other = tn_text_map_get(&columns->by_look, look_of(planner, a));
        const struct tn_key *key = tn_primary_key(entity);
        best.all += !key || !tn_refs_have(key->attributes, a);
        if (!other)
            continue;
        size_t count = (size_t)(uintptr_t)tn_id_map_get(&counts, other->parent->id) + 1;
        tn_id_map_put(&counts, other->parent->id, (void *)(uintptr_t)count);
        if (count > best.count) {
            best.count = count;
            best.entity = tn_entity_of(other);
        }
    }
    tn_id_map_free(&counts);
    return best;
}

static bool is_strong(const struct share *share) {
    return share->count >= FEWEST_COLUMNS && share->count * 2 > share->all;
}

static bool is_of(const struct tn_change *change, enum tn_change_type type, enum tn_kind kind) {
    const struct tn_object *object = type == TN_ADDED ? change->after : change->before;
    return change->type == type && object->kind == kind;
}

/* TYPE is what happens to the loose columns; the tables do the opposite. */
static void look_for(struct planner *planner, const struct tn_diff *first,
                     enum tn_change_type columns,
                     void (*tell)(struct planner *planner, const struct tn_object *table,
                                  const struct share *share)) {
    struct loose_columns loose = {0};
    enum tn_change_type tables = columns == TN_ADDED ? TN_REMOVED : TN_ADDED;
    for (size_t i = 0; i < first->changes.count; i++) {
        const struct tn_change *change = &first->changes.items[i];
        const struct tn_object *column = columns == TN_ADDED ? change->after : change->before;
        if (is_of(change, columns, TN_attribute) && !is_moved(first, column))
            note(planner, &loose, column);
    }
    for (size_t i = 0; i < first->changes.count && loose.by_look.count; i++) {
        const struct tn_change *change = &first->changes.items[i];
        if (!is_of(change, tables, TN_entity))
            continue;
        const struct tn_object *table = tables == TN_ADDED ? change->after : change->before;
        struct share share = share_of(planner, &loose, (const struct tn_entity *)table);
        if (is_strong(&share))
            tell(planner, table, &share);
    }
    tn_text_map_free(&loose.by_look);
}

static void tell_of_split(struct planner *planner, const struct tn_object *table,
                          const struct share *share) {
    hazard(
        planner, "mig-split", table,
        "%zu columns of the new table %s are those that table %s loses: their values stay behind",
        share->count, table->name, share->entity->name);
}

static void tell_of_merge(struct planner *planner, const struct tn_object *table,
                          const struct share *share) {
    hazard(planner, "mig-merge", table,
           "%zu columns of table %s, which goes, come in table %s: their values do not",
           share->count, table->name, share->entity->name);
}

void plan_splits(struct planner *planner, const struct tn_diff *first) {
    look_for(planner, first, TN_REMOVED, tell_of_split);
    look_for(planner, first, TN_ADDED, tell_of_merge);
}
