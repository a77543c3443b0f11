/*
 * PostgreSQL: tables that become partitions, or no longer are. What the server wants of one it gets
 * before it is attached: the checks of the whole, and the keys and indexes that it is to take for
 * parts of those of the whole. What the server gave it is dropped when it is detached.
 */
#include "migrate/attached.h"
#include "migrate/plan.h"

#include <string.h>

/* ------------------------------------------------------------------ what is concerned */

static const struct tn_entity *entity_across(const struct planner *planner, enum direction side,
                                             const struct tn_entity *entity) {
    return side == UP ? (void *)after_of(planner, tn_find_id(planner->middle, entity->id))
                      : middle_of(planner, entity);
}

/* On the way that leads away from its side. */
static bool is_dropped(const struct planner *planner, enum direction side,
                       const struct tn_object *own) {
    const struct tn_object *middle = in_middle(planner, side, own);
    return !middle || !after_of(planner, middle) ||
           mark_of(planner, middle) & (side == UP ? MARK_UP : MARK_DOWN);
}

/* On the way that leads to its side. */
static bool is_made(const struct planner *planner, enum direction side,
                    const struct tn_object *own) {
    const struct tn_object *middle = in_middle(planner, side, own);
    return !middle || !after_of(planner, middle) ||
           mark_of(planner, middle) &
               (side == UP ? MARK_DOWN | MARK_DOWN_GONE : MARK_UP | MARK_UP_GONE);
}

bool changes_whole(const struct planner *planner, const struct tn_object *own,
                   enum direction side) {
    const struct tn_entity *entity = tn_entity_of(own);
    const struct tn_entity *other = entity ? entity_across(planner, side, entity) : NULL;
    if (!plan_postgresql(planner) || !other || !entity->partition_of)
        return false;
    const void *whole = entity_across(planner, side, entity->partition_of);
    return !whole || whole != (const void *)other->partition_of;
}

/* Constraints that a partition has from the whole have the name that they have there. */
static const enum tn_kind passed_on[] = {TN_relationship, TN_check};

static bool comes_from_whole(struct planner *planner, const struct tn_object *own,
                             enum direction side) {
    const struct tn_entity *entity = tn_entity_of(own);
    if (!entity || !entity->partition_of)
        return false;
    for (size_t i = 0; i < TN_LENGTH(passed_on); i++)
        if (own->kind == passed_on[i])
            return tn_find_name(tn_list_of(&entity->partition_of->object, own->kind), own->name);
    return above_of(planner, side, own);
}

bool is_part_of_new_whole(struct planner *planner, const struct tn_object *own,
                          enum direction side) {
    return changes_whole(planner, own, side) && comes_from_whole(planner, own, side);
}

/* Foreign keys last: they may rest on a key. */
static const enum tn_kind part_kinds[] = {TN_key, TN_index, TN_check, TN_relationship};

/* ------------------------------------------------------------------ before it is attached */

/* As if it were the partition's own. */
union part {
    struct tn_object object;
    struct tn_key key;
    struct tn_index index;
    struct tn_check check;
    struct tn_relationship relationship;
};

static union part part_shown(const struct tn_object *above, const struct tn_entity *partition,
                             const char *name) {
    union part shown;
    memcpy(&shown, above, tn_kinds[above->kind].size);
    shown.object.name = name;
    shown.object.parent = (struct tn_object *)&partition->object;
    return shown;
}

static void put_checks_of_whole(struct planner *planner, struct tn_buffer *out,
                                const struct tn_entity *partition) {
    const struct tn_list *checks = &partition->partition_of->checks;
    for (const struct tn_check *above = checks->first; above; above = above->next) {
        union part shown = part_shown(&above->object, partition, above->name);
        if (above->no_inherit || tn_find_name(&partition->checks, above->name))
            continue;
        tn_sql_put_create(out, planner->dialect, &shown);
        put_end(out);
    }
}

void put_parts_before_attaching(struct planner *planner, struct tn_buffer *out,
                                const struct tn_entity *partition, enum direction side) {
    for (size_t i = 0; i < TN_LENGTH(part_kinds); i++) {
        const struct tn_list *list = tn_list_of(&partition->object, part_kinds[i]);
        for (const struct tn_object *own = list->first; own; own = own->next)
            if (comes_from_whole(planner, own, side) && is_made(planner, side, own))
                put_create(planner, out, own);
    }
    put_checks_of_whole(planner, out, partition);
}

/* ------------------------------------------------------------------ after it is detached */

static void put_own_dropped(struct planner *planner, struct tn_buffer *out, enum direction side,
                            const struct tn_entity *partition) {
    for (size_t i = TN_LENGTH(part_kinds); i-- > 0;) {
        const struct tn_list *list = tn_list_of(&partition->object, part_kinds[i]);
        for (const struct tn_object *own = list->first; own; own = own->next)
            if (comes_from_whole(planner, own, side) && is_dropped(planner, side, own))
                put_drop(planner, out, own);
    }
}

static void put_constraints_dropped(struct planner *planner, struct tn_buffer *out,
                                    const struct tn_entity *partition) {
    for (size_t i = 0; i < TN_LENGTH(passed_on); i++) {
        const struct tn_list *list = tn_list_of(&partition->partition_of->object, passed_on[i]);
        const struct tn_list *own = tn_list_of(&partition->object, passed_on[i]);
        for (const struct tn_object *above = list->first; above; above = above->next) {
            union part shown = part_shown(above, partition, above->name);
            bool stays = above->kind == TN_check && ((const struct tn_check *)above)->no_inherit;
            if (!stays && !tn_find_name(own, above->name))
                put_drop(planner, out, &shown);
        }
    }
}

static bool has_part(struct planner *planner, enum direction side,
                     const struct tn_entity *partition, const struct tn_object *above) {
    return list_has_part(planner, side, &partition->keys, above) ||
           list_has_part(planner, side, &partition->indexes, above);
}

static bool is_named(const struct tn_entity *entity, const char *name) {
    return tn_find_name(&entity->keys, name) || tn_find_name(&entity->indexes, name);
}

/* One by one, as the server named them: a name that is taken gets a number. */
static void put_servers_dropped(struct planner *planner, struct tn_buffer *out, enum direction side,
                                const struct tn_entity *partition, const struct tn_list *list,
                                struct tn_text_map *taken) {
    for (const struct tn_object *above = list->first; above; above = above->next) {
        size_t number = 0;
        const char *name = NULL;
        if (stands_only(above) || has_part(planner, side, partition, above))
            continue;
        do
            name = servers_name(planner, above, partition, number++);
        while (is_named(partition, name) || tn_text_map_get(taken, name));
        tn_text_map_put(taken, name, (void *)above);
        union part shown = part_shown(above, partition, name);
        put_drop(planner, out, &shown);
    }
}

void put_parts_after_detaching(struct planner *planner, struct tn_buffer *out,
                               const struct tn_entity *partition, enum direction side) {
    struct tn_text_map taken = {0};
    put_own_dropped(planner, out, side, partition);
    put_constraints_dropped(planner, out, partition);
    const struct tn_entity *whole = partition->partition_of;
    put_servers_dropped(planner, out, side, partition, &whole->keys, &taken);
    put_servers_dropped(planner, out, side, partition, &whole->indexes, &taken);
    tn_text_map_free(&taken);
}
