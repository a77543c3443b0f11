/*
 * PostgreSQL: keys and indexes of a partition that are parts of one of the partitioned table. The
 * server drops them with that one and refuses to drop them by themselves; it finds or makes them
 * when that one is made, unless that is made ONLY, and then ALTER INDEX … ATTACH PARTITION tells
 * which they are.
 */
#include "migrate/attached.h"
#include "migrate/plan.h"
#include "sql/naming.h"
#include "sql/option.h"

#include <string.h>

/* ------------------------------------------------------------------ statements that attach */

static bool attaches(const struct tn_object *raw) {
    return raw->kind == TN_raw && raw->parent &&
           tn_starts_with(((const struct tn_raw *)raw)->definition, "ALTER INDEX ") &&
           tn_find_word(((const struct tn_raw *)raw)->definition, " attach partition ");
}

static void note_attachments(struct planner *planner) {
    const struct tn_model *models[] = {planner->before, planner->after};
    for (size_t i = 0; i < TN_LENGTH(models); i++)
        TN_EACH_OF(models[i], raw, raw)
    if (attaches(&raw->object))
        tn_text_map_put(&planner->attachments[i], raw->definition, raw);
    planner->attachments_noted = true;
}

/* The one that attaches OWN to ABOVE, both of `before` or both of `after`. */
static struct tn_raw *attachment(struct planner *planner, enum direction side,
                                 const struct tn_object *own, const struct tn_object *above) {
    struct tn_buffer text = {0};
    if (!planner->attachments_noted)
        note_attachments(planner);
    if (!planner->attachments[side].count)
        return NULL;
    tn_put(&text, "ALTER INDEX ");
    tn_sql_put_path(&text, planner->dialect, above);
    tn_put(&text, " ATTACH PARTITION ");
    tn_sql_put_path(&text, planner->dialect, own);
    struct tn_raw *raw = tn_text_map_get(&planner->attachments[side], text.at);
    tn_buffer_free(&text);
    return raw;
}

/* ------------------------------------------------------------------ what is part of what */

bool is_key_or_index(const struct tn_object *object) {
    return object->kind == TN_key || object->kind == TN_index;
}

bool stands_only(const struct tn_object *above) {
    return sql_stands_only(above->kind == TN_key ? ((const struct tn_key *)above)->options
                                                 : ((const struct tn_index *)above)->options);
}

static bool is_apart(const struct tn_object *own) {
    return own->kind == TN_key ? ((const struct tn_key *)own)->apart
                               : ((const struct tn_index *)own)->apart;
}

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

static bool same_columns(const struct tn_key *own, const struct tn_key *above) {
    bool same = own->attributes.count == above->attributes.count;
    for (size_t i = 0; same && i < own->attributes.count; i++)
        same = strcmp(own->attributes.items[i]->name, above->attributes.items[i]->name) == 0;
    return same;
}

static bool says_the_same(const struct tn_object *own, const struct tn_object *above) {
    if (above->kind == TN_key)
        return own->kind == TN_key && same_columns((const void *)own, (const void *)above);
    const struct tn_index *index = (const void *)above, *below = (const void *)own;
    if (own->kind == TN_key)
        return index->unique && !*index->predicate && key_has_parts((const void *)own, above);
    return index->unique == below->unique && strcmp(index->predicate, below->predicate) == 0 &&
           same_parts(own, above);
}

static bool is_part_of(struct planner *planner, enum direction side, const struct tn_object *own,
                       const struct tn_object *above) {
    if (stands_only(above))
        return attachment(planner, side, own, above);
    return !is_apart(own) && says_the_same(own, above);
}

static const struct tn_object *above_in(struct planner *planner, enum direction side,
                                        const struct tn_object *own, const struct tn_list *list) {
    for (const struct tn_object *above = list->first; above; above = above->next)
        if (is_part_of(planner, side, own, above))
            return above;
    return NULL;
}

/* SIDE: that of `before` is UP, that of `after` is DOWN, where OWN is dropped. */
const struct tn_object *above_of(struct planner *planner, enum direction side,
                                 const struct tn_object *own) {
    const struct tn_entity *entity = is_key_or_index(own) ? tn_entity_of(own) : NULL;
    const struct tn_entity *whole = entity ? entity->partition_of : NULL;
    if (!whole || !plan_postgresql(planner))
        return NULL;
    const struct tn_object *key = above_in(planner, side, own, &whole->keys);
    return key ? key : above_in(planner, side, own, &whole->indexes);
}

/* ------------------------------------------------------------------ what goes with what */

/* The object of `middle` of one that stands on that side. */
void *in_middle(const struct planner *planner, enum direction side, const void *object) {
    return side == UP ? (void *)tn_find_id(planner->middle, ((const struct tn_object *)object)->id)
                      : middle_of(planner, object);
}

static bool goes(const struct planner *planner, enum direction side,
                 const struct tn_object *above) {
    const void *middle = in_middle(planner, side, above);
    if (!middle || !after_of(planner, middle))
        return true;
    return mark_of(planner, middle) & (side == UP ? MARK_UP : MARK_DOWN);
}

bool goes_with_above(struct planner *planner, const struct tn_object *own,
                     enum direction direction) {
    const struct tn_object *above = above_of(planner, direction, own);
    return above && goes(planner, direction, above);
}

bool list_has_part(struct planner *planner, enum direction side, const struct tn_list *list,
                   const struct tn_object *above) {
    for (const struct tn_object *own = list->first; own; own = own->next)
        if (is_part_of(planner, side, own, above))
            return true;
    return false;
}

/* Constraints of partitions hold on to it. */
bool holds_keys_below(struct planner *planner, const struct tn_object *object,
                      enum direction direction) {
    const struct tn_entity *whole = object->kind == TN_index ? tn_entity_of(object) : NULL;
    if (!whole || !*whole->partition_by)
        return false;
    TN_EACH_OF(direction == UP ? planner->before : planner->after, entity, entity)
    if (entity->partition_of == whole && list_has_part(planner, direction, &entity->keys, object))
        return true;
    return false;
}

/* ------------------------------------------------------------------ marks */

static unsigned gone(unsigned bits) {
    return (bits & MARK_UP ? MARK_UP_GONE : 0u) | (bits & MARK_DOWN ? MARK_DOWN_GONE : 0u);
}

static void mark_part(struct planner *planner, enum direction side, const struct tn_object *own,
                      const struct tn_object *above, unsigned bits) {
    struct tn_object *middle = in_middle(planner, side, own);
    const struct tn_raw *raw = attachment(planner, side, own, above);
    struct tn_object *statement = raw ? in_middle(planner, side, raw) : NULL;
    if (middle)
        mark(planner, middle, bits);
    if (statement)
        mark(planner, statement, gone(bits));
}

static void mark_list(struct planner *planner, enum direction side, const struct tn_list *list,
                      const struct tn_object *above, unsigned bits) {
    for (const struct tn_object *own = list->first; own; own = own->next)
        if (is_part_of(planner, side, own, above))
            mark_part(planner, side, own, above, bits);
}

static void mark_below(struct planner *planner, enum direction side, const struct tn_object *above,
                       unsigned bits) {
    const struct tn_entity *whole = tn_entity_of(above);
    if (!bits || !*whole->partition_by)
        return;
    TN_EACH_OF(side == UP ? planner->before : planner->after, entity, entity) {
        if (entity->partition_of != whole)
            continue;
        mark_list(planner, side, &entity->keys, above, bits);
        mark_list(planner, side, &entity->indexes, above, bits);
    }
}

static void mark_above(struct planner *planner, enum direction side, const struct tn_object *own,
                       unsigned bits) {
    const struct tn_object *above = bits ? above_of(planner, side, own) : NULL;
    struct tn_object *middle = above ? in_middle(planner, side, above) : NULL;
    if (middle)
        mark(planner, middle, bits);
}

void mark_attached(struct planner *planner, const struct tn_object *middle, unsigned bits) {
    const struct tn_object *before = before_of(planner, middle);
    const struct tn_object *after = after_of(planner, middle);
    if (!plan_postgresql(planner))
        return;
    if (before)
        mark_below(planner, UP, before, bits & MARK_UP);
    if (after)
        mark_below(planner, DOWN, after, bits & MARK_DOWN);
    if (before && after) {
        mark_above(planner, UP, before, bits & MARK_UP);
        mark_above(planner, DOWN, after, bits & MARK_DOWN);
    }
}

/* ------------------------------------------------------------------ what comes and goes alone */

/* The key or index that the statement attaches a part to. */
static struct tn_object *above_of_statement(const struct tn_raw *raw) {
    const struct tn_entity *whole = raw->entity;
    struct tn_object *key = whole ? tn_find_name(&whole->keys, raw->name) : NULL;
    return key || !whole ? key : tn_find_name(&whole->indexes, raw->name);
}

/* What the server would call the part that it makes in a partition. */
const char *servers_name(struct planner *planner, const struct tn_object *above,
                         const struct tn_entity *partition, size_t number) {
    const struct tn_naming *naming = &planner->dialect->naming;
    const char *template_text = naming->index;
    if (above->kind == TN_key)
        template_text = ((const struct tn_key *)above)->primary ? naming->primary : naming->unique;
    struct naming_source source = {planner->dialect, NULL, NULL};
    struct naming_parts parts = naming_parts_of(above, &source, &planner->arena);
    parts.table = partition->name;
    return naming_fill(template_text, &parts, number, planner->dialect, &planner->arena);
}

static bool is_servers(struct planner *planner, const struct tn_object *own,
                       const struct tn_object *above) {
    return strcmp(own->name, servers_name(planner, above, tn_entity_of(own), 0)) == 0;
}

bool is_made_from_above(struct planner *planner, const struct tn_object *own, enum direction side) {
    const struct tn_object *above = above_of(planner, side, own);
    return above && !stands_only(above) && is_servers(planner, own, above) &&
           !goes(planner, side, above);
}

/* OWN stands on that side alone, or attaches something there. Where the server makes parts, it
 * would have made one of its own in the meantime. */
void mark_above_alone(struct planner *planner, const struct tn_object *own, enum direction side) {
    bool statement = attaches(own);
    if (!plan_postgresql(planner) || (!statement && !is_key_or_index(own)))
        return;
    if (!statement)
        mark_below(planner, side, own, side == UP ? MARK_UP : MARK_DOWN);
    const struct tn_object *above =
        statement ? above_of_statement((const struct tn_raw *)own) : above_of(planner, side, own);
    struct tn_object *middle = above ? in_middle(planner, side, above) : NULL;
    if (!middle || (!statement && changes_whole(planner, own, side)))
        return;
    if (statement)
        mark(planner, middle, side == UP ? MARK_UP : MARK_DOWN);
    else if (stands_only(above) || !is_servers(planner, own, above))
        mark(planner, middle, MARK_BOTH);
}
