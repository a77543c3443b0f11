/*
 * From the changes to everything that has to be dropped and created around them. Each object is
 * followed to its dependents once for each new mark it gets, so the work is linear in what depends
 * on what changes.
 */
#include "migrate/plan.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ marks */

static bool is_text(enum tn_kind kind) {
    return kind == TN_view || kind == TN_routine || kind == TN_trigger || kind == TN_raw ||
           kind == TN_grant || kind == TN_role;
}

unsigned mark_of(const struct planner *planner, const void *middle) {
    const struct tn_object *object = middle;
    return (unsigned)(uintptr_t)tn_id_map_get(&planner->marks, object->id);
}

void plan_dirty(struct planner *planner, const void *middle) {
    const struct tn_object *object = middle;
    const struct tn_object *whole = (const void *)tn_entity_of(object);
    if (!whole && object->kind == TN_check)
        whole = object->parent;
    if (object->kind == TN_type)
        whole = object;
    if (whole && !is_in(&planner->dirty, whole))
        tn_id_map_put(&planner->dirty, whole->id, (void *)whole);
    planner->texts_change |= is_text(object->kind);
}

void mark(struct planner *planner, void *middle, unsigned bits) {
    struct tn_object *object = middle;
    unsigned old = mark_of(planner, object);
    if ((old | bits) == old)
        return;
    plan_dirty(planner, object);
    tn_id_map_put(&planner->marks, object->id, (void *)(uintptr_t)(old | bits));
    TN_PUSH(&planner->touched, object);
}

/* ------------------------------------------------------------------ who refers to a table */

static void note_reference(struct planner *planner, struct tn_relationship *relationship) {
    struct reference *reference = tn_arena_allocate(&planner->arena, sizeof *reference);
    reference->relationship = relationship;
    reference->next = tn_id_map_get(&planner->incoming, relationship->target->id);
    tn_id_map_put(&planner->incoming, relationship->target->id, reference);
}

static void note_references(struct planner *planner) {
    TN_EACH_OF(planner->middle, relationship, relationship)
    if (relationship->target)
        note_reference(planner, relationship);
}

static struct reference *references_to(const struct planner *planner,
                                       const struct tn_entity *entity) {
    return tn_id_map_get(&planner->incoming, entity->id);
}

/* The foreign keys that rest on a key or unique index. */
static void mark_references_on(struct planner *planner, const struct tn_entity *entity,
                               struct tn_refs attributes, unsigned bits) {
    for (struct reference *r = references_to(planner, entity); r; r = r->next)
        if (tn_refs_same_set(tn_relationship_target_attributes(r->relationship), attributes))
            mark(planner, r->relationship, bits);
}

struct tn_refs index_attributes(struct planner *planner, const struct tn_index *index) {
    struct tn_refs attributes = {0};
    for (const struct tn_index_part *part = index->parts.first; part; part = part->next)
        if (part->attribute)
            tn_refs_append(planner->scratch, &attributes, part->attribute);
    return attributes;
}

/* ------------------------------------------------------------------ what hangs on a column */

static bool mentions(const struct planner *planner, const char *expression,
                     const struct tn_attribute *attribute) {
    return *expression && tn_sql_mentions(planner->dialect, expression, attribute->name);
}

static bool index_has(const struct planner *planner, const struct tn_index *index,
                      const struct tn_attribute *attribute, bool gone) {
    if (mentions(planner, index->predicate, attribute) ||
        (gone && tn_refs_have(index->include, attribute)))
        return true;
    for (const struct tn_index_part *part = index->parts.first; part; part = part->next)
        if ((gone && part->attribute == attribute) ||
            mentions(planner, part->expression, attribute))
            return true;
    return false;
}

static void touch_indexes(struct planner *planner, const struct tn_entity *entity,
                          const struct tn_attribute *attribute, bool gone, unsigned bits) {
    for (struct tn_index *index = entity->indexes.first; index; index = index->next)
        if (index_has(planner, index, attribute, gone))
            mark(planner, index, bits);
    for (struct tn_key *key = entity->keys.first; key; key = key->next)
        if (gone && tn_refs_have(key->attributes, attribute))
            mark(planner, key, bits);
    for (struct tn_check *check = entity->checks.first; check; check = check->next)
        if (mentions(planner, check->expression, attribute))
            mark(planner, check, bits);
}

static void touch_foreign_keys(struct planner *planner, const struct tn_entity *entity,
                               const struct tn_attribute *attribute, unsigned bits) {
    for (struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        if (tn_refs_have(r->attributes, attribute))
            mark(planner, r, bits);
    for (struct reference *r = references_to(planner, entity); r; r = r->next)
        if (tn_refs_have(tn_relationship_target_attributes(r->relationship), attribute))
            mark(planner, r->relationship, bits);
}

static void touch_generated(struct planner *planner, const struct tn_entity *entity,
                            const struct tn_attribute *attribute, unsigned bits) {
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        if (a == attribute || !mentions(planner, a->generated, attribute) ||
            is_in(&planner->recreated, a) || !after_of(planner, a))
            continue;
        tn_id_map_put(&planner->recreated, a->id, a);
        plan_dirty(planner, a);
        touch_attribute(planner, a, true, bits);
    }
}

void touch_attribute(struct planner *planner, struct tn_attribute *middle, bool gone,
                     unsigned bits) {
    const struct tn_entity *entity = tn_entity_of(middle);
    if (plan_sqlite(planner))
        return;
    touch_foreign_keys(planner, entity, middle, bits);
    mark_texts_of_column(planner, middle, bits, gone);
    if (plan_mysql(planner) && !gone)
        return;
    touch_indexes(planner, entity, middle, gone, bits);
    touch_generated(planner, entity, middle, bits);
}

/* ------------------------------------------------------------------ from changes to marks */

static bool is_comment(const struct tn_change *change) {
    return change->field == &tn_kind_of(change->after)->fields[TN_FIELD_COMMENT];
}

static bool is_own(const struct tn_change *change, unsigned field) {
    return change->field == &tn_kind_of(change->after)->fields[field];
}

/* A generated column cannot be altered into a plain one and back without loss of its expression. */
static bool regenerates(const struct planner *planner, const struct tn_change *change) {
    const struct tn_attribute *from = (const void *)change->before;
    const struct tn_attribute *to = (const void *)change->after;
    bool generated = is_own(change, TN_attribute_generated);
    bool generation = is_own(change, TN_attribute_generation);
    if (plan_mysql(planner))
        return (generated && (!*from->generated || !*to->generated)) ||
               (generation && *from->generated && *to->generated);
    return generated || (generation && *from->generated && *to->generated);
}

static void mark_attribute(struct planner *planner, const struct tn_change *change) {
    struct tn_attribute *from = (void *)change->before;
    const struct tn_attribute *to = (const void *)change->after;
    if (regenerates(planner, change) && !is_in(&planner->recreated, from)) {
        tn_id_map_put(&planner->recreated, from->id, from);
        touch_attribute(planner, from, true, MARK_BOTH);
        return;
    }
    unsigned bits = 0;
    if (column_retyped(planner, from, to, UP))
        bits |= MARK_UP;
    if (column_retyped(planner, from, to, DOWN))
        bits |= MARK_DOWN;
    if (bits)
        touch_attribute(planner, from, false, bits);
}

static bool is_loose(enum tn_kind kind) {
    static const enum tn_kind loose[] = {TN_key,   TN_relationship, TN_check, TN_exclusion,
                                         TN_index, TN_trigger,      TN_view,  TN_routine,
                                         TN_grant, TN_role,         TN_raw};
    for (size_t i = 0; i < TN_LENGTH(loose); i++)
        if (loose[i] == kind)
            return true;
    return false;
}

/* MySQL: the comment is part of the definition, and that cannot be altered. */
static bool carries_comment(enum tn_kind kind) {
    return kind == TN_index || kind == TN_key;
}

/* The definition of a column is given anew when a check in its line comes, changes or goes. */
static void recheck(struct planner *planner, const struct tn_object *check, bool after) {
    if (!check || !stands_in_column(planner, check))
        return;
    struct tn_attribute *attribute = ((const struct tn_check *)check)->attribute;
    struct tn_attribute *middle = after ? middle_of(planner, attribute) : attribute;
    if (middle && after_of(planner, middle))
        tn_id_map_put(&planner->rechecked, middle->id, middle);
}

static bool only_renamed_in_column(const struct planner *planner, const struct tn_change *change) {
    return is_own(change, TN_FIELD_NAME) && stands_in_column(planner, change->before) &&
           stands_in_column(planner, change->after);
}

static void recheck_both(struct planner *planner, const struct tn_change *change) {
    if (change->type == TN_CHANGED && only_renamed_in_column(planner, change))
        return;
    recheck(planner, change->before, false);
    recheck(planner, change->after, true);
}

static void mark_changed(struct planner *planner, const struct tn_change *change) {
    struct tn_object *before = change->before;
    if (is_comment(change) && !(plan_mysql(planner) && carries_comment(before->kind)))
        return;
    if (before->kind == TN_attribute)
        mark_attribute(planner, change);
    else if (before->kind == TN_routine && routine_is_replaceable(planner, change))
        return;
    else if (before->kind == TN_index_part)
        mark(planner, before->parent, restated_ways(planner, before, change->field, change->after));
    else if (is_loose(before->kind))
        mark(planner, before, restated_ways(planner, before, change->field, change->after));
}

static void mark_added(struct planner *planner, struct tn_object *after) {
    struct tn_object *parent = after->kind == TN_index_part || after->kind == TN_attribute
                                   ? middle_of(planner, after->parent)
                                   : NULL;
    if (after->kind == TN_attribute && parent)
        mark_views_of_all(planner, (const struct tn_entity *)parent);
    else if (parent)
        mark(planner, parent, MARK_BOTH);
    mark_above_alone(planner, after, DOWN);
}

static void mark_removed(struct planner *planner, struct tn_object *before) {
    if (before_of(planner, before))
        mark_above_alone(planner, before_of(planner, before), UP);
    switch (before->kind) {
    case TN_index_part:
        mark(planner, before->parent, MARK_BOTH);
        break;
    case TN_attribute:
        touch_attribute(planner, (struct tn_attribute *)before, true, MARK_BOTH);
        break;
    case TN_entity:
    case TN_view:
    case TN_routine:
    case TN_key:
    case TN_index:
    case TN_raw:
        TN_PUSH(&planner->touched, before);
        break;
    case TN_type:
        mark_texts_of_type(planner, before);
        break;
    default:
        break;
    }
}

/* ------------------------------------------------------------------ from marks to dependents */

/* MySQL refuses to drop an index that a foreign key stands on, at either end. */
static void mark_foreign_keys_on(struct planner *planner, struct tn_entity *entity,
                                 struct tn_refs index, unsigned bits) {
    for (struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        if (tn_refs_begin_with(index, r->attributes))
            mark(planner, r, bits);
    for (struct reference *r = references_to(planner, entity); r; r = r->next)
        if (tn_refs_begin_with(index, tn_relationship_target_attributes(r->relationship)))
            mark(planner, r->relationship, bits);
}

static void follow_index(struct planner *planner, struct tn_object *object, unsigned bits) {
    struct tn_entity *entity = tn_entity_of(object);
    bool key = object->kind == TN_key;
    struct tn_refs attributes = key ? ((struct tn_key *)object)->attributes
                                    : index_attributes(planner, (struct tn_index *)object);
    if (plan_mysql(planner))
        mark_foreign_keys_on(planner, entity, attributes, bits);
    else if (key || ((struct tn_index *)object)->unique)
        mark_references_on(planner, entity, attributes, bits);
}

/* The ways on which the object goes, by itself or by a statement. */
static unsigned ways_of(const struct planner *planner, const struct tn_object *object) {
    unsigned mark = after_of(planner, object) ? mark_of(planner, object) : MARK_BOTH;
    return (mark & (MARK_UP | MARK_UP_GONE) ? MARK_UP : 0u) |
           (mark & (MARK_DOWN | MARK_DOWN_GONE) ? MARK_DOWN : 0u);
}

static void follow(struct planner *planner, struct tn_object *object) {
    unsigned ways = ways_of(planner, object);
    if (object->kind == TN_key || object->kind == TN_index) {
        follow_index(planner, object, ways);
        mark_attached(planner, object, ways);
    } else if (object->kind == TN_view || object->kind == TN_routine || object->kind == TN_entity)
        mark_texts_naming(planner, object, ways);
    else if (object->kind == TN_raw)
        mark_raws_on(planner, object, ways);
}

/* A table's triggers come and go with it, as texts. */
static bool has_triggers(const struct tn_object *object) {
    return object->kind == TN_entity && ((const struct tn_entity *)object)->triggers.count;
}

static void note_dirty(struct planner *planner, const struct tn_change *change) {
    const struct tn_object *object = change->before ? change->before : change->after;
    planner->texts_change |=
        is_text(object->kind) || (change->type != TN_CHANGED && has_triggers(object));
    if (change->before)
        plan_dirty(planner, change->before);
    else if (middle_of(planner, object->parent))
        plan_dirty(planner, tn_entity_of(object->parent) || object->kind == TN_check
                                ? middle_of(planner, object->parent)
                                : object);
}

static bool gives_its_name_away(const struct planner *planner, const struct tn_change *change) {
    if (change->type == TN_REMOVED)
        return change->before->kind == TN_attribute && is_in(&planner->set_aside, change->before);
    return change->field == &tn_kinds[TN_attribute].fields[TN_FIELD_NAME];
}

/* A column gave its name to another: views go on reading the first, under the name they know. */
static void mark_readers_of_taken_names(struct planner *planner) {
    for (size_t i = 0; i < planner->first->changes.count; i++) {
        const struct tn_change *change = &planner->first->changes.items[i];
        if (!gives_its_name_away(planner, change))
            continue;
        const struct tn_attribute *middle = (void *)tn_find_id(planner->middle, change->before->id);
        if (tn_find_name(&tn_entity_of(middle)->attributes, change->before->name))
            mark_texts_of_column(planner, middle, MARK_BOTH, true);
    }
}

void plan_marks(struct planner *planner) {
    note_references(planner);
    if (planner->copy)
        mark_readers_of_taken_names(planner);
    for (size_t i = 0; i < planner->diff->changes.count; i++) {
        const struct tn_change *change = &planner->diff->changes.items[i];
        note_dirty(planner, change);
        recheck_both(planner, change);
        if (change->type == TN_CHANGED)
            mark_changed(planner, change);
        else if (change->type == TN_ADDED)
            mark_added(planner, change->after);
        else
            mark_removed(planner, change->before);
    }
    while (planner->touched.count)
        follow(planner, planner->touched.items[--planner->touched.count]);
}
