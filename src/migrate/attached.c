/*
 * PostgreSQL: keys and indexes of a partition that are parts of an index of the partitioned table.
 * The server drops them with that index and refuses to drop them by themselves.
 */
#include "migrate/plan.h"

#include <string.h>

static const struct tn_list *parts_of(const struct tn_object *object) {
    return tn_list_of(object, TN_index_part);
}

static bool same_part(const struct tn_index_part *a, const struct tn_index_part *b) {
    if (!a->attribute || !b->attribute)
        return !a->attribute && !b->attribute && strcmp(a->expression, b->expression) == 0;
    return strcmp(a->attribute->name, b->attribute->name) == 0;
}

static bool same_parts(const struct tn_object *own, const struct tn_object *above) {
    const struct tn_index_part *a = parts_of(own)->first, *b = parts_of(above)->first;
    for (; a && b && same_part(a, b); a = a->next, b = b->next)
        ;
    return !a && !b;
}

static bool key_has_parts(const struct tn_key *key, const struct tn_object *above) {
    const struct tn_index_part *part = parts_of(above)->first;
    size_t i = 0;
    for (; part && i < key->attributes.count; part = part->next, i++)
        if (!part->attribute || strcmp(part->attribute->name, key->attributes.items[i]->name) != 0)
            return false;
    return !part && i == key->attributes.count;
}

static bool is_part_of(const struct tn_object *own, const struct tn_index *above) {
    if (tn_starts_with(above->options, "ONLY"))
        return false;
    if (own->kind == TN_key)
        return above->unique && !*above->predicate &&
               key_has_parts((const struct tn_key *)own, &above->object);
    const struct tn_index *index = (const void *)own;
    return index->unique == above->unique && !index->apart &&
           strcmp(index->predicate, above->predicate) == 0 && same_parts(own, &above->object);
}

static const struct tn_index *index_above(const struct tn_object *own) {
    const struct tn_entity *entity = tn_entity_of(own);
    bool can_be = own->kind == TN_key || own->kind == TN_index;
    if (!can_be || !entity || !entity->partition_of)
        return NULL;
    for (const struct tn_index *i = entity->partition_of->indexes.first; i; i = i->next)
        if (is_part_of(own, i))
            return i;
    return NULL;
}

bool goes_with_above(const struct planner *planner, const struct tn_object *own,
                     enum direction direction) {
    const struct tn_index *above = plan_postgresql(planner) ? index_above(own) : NULL;
    if (!above)
        return false;
    const void *middle = direction == UP ? (void *)tn_find_id(planner->middle, above->id)
                                         : middle_of(planner, above);
    if (!middle || !after_of(planner, middle))
        return true;
    return mark_of(planner, middle) & (direction == UP ? MARK_UP : MARK_DOWN);
}

static bool list_has_part(const struct tn_list *list, const struct tn_index *index) {
    for (const struct tn_object *own = list->first; own; own = own->next)
        if (is_part_of(own, index))
            return true;
    return false;
}

/* Constraints of partitions hold on to it. */
bool holds_keys_below(const struct tn_model *model, const struct tn_object *object) {
    const struct tn_entity *whole = object->kind == TN_index ? tn_entity_of(object) : NULL;
    if (!whole || !*whole->partition_by)
        return false;
    TN_EACH_OF(model, entity, entity)
    if (entity->partition_of == whole &&
        list_has_part(&entity->keys, (const struct tn_index *)object))
        return true;
    return false;
}
