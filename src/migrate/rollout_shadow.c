/*
 * Columns that are there twice for a while.
 *
 * A column of another name: its twin has the new name and is kept in step both ways by a trigger,
 * so that the application before writes the one and the application after the other; contract drops
 * the twin and renames the column, with all its constraints, in one transaction.
 *
 * A column of another type (PostgreSQL): the twin has the new type, a trigger computes it from the
 * column; when it is filled and indexed they exchange their names in one transaction, and from
 * then on the trigger computes the old column from the new one, so that the way back loses nothing
 * until contract drops it.
 */
#include "migrate/rollout.h"
#include "tenon/design.h"

#include <string.h>

/* ------------------------------------------------------------------ which */

static bool is_divided(const struct tn_entity *entity) {
    return *entity->partition_by || entity->partition_of || entity->inherits.count;
}

static bool is_renamed(const struct tn_change *change) {
    return change->field == &tn_kinds[TN_attribute].fields[TN_FIELD_NAME];
}

static bool is_retyped(const struct tn_change *change) {
    static const unsigned fields[] = {TN_attribute_type, TN_attribute_named_type,
                                      TN_attribute_dimensions};
    for (size_t i = 0; i < TN_LENGTH(fields); i++)
        if (change->field == &tn_kinds[TN_attribute].fields[fields[i]])
            return true;
    return false;
}

bool shadow_serves(const struct making *making, const struct tn_change *change) {
    const struct tn_attribute *from = (const void *)change->before;
    const struct tn_attribute *to = (const void *)change->after;
    const struct tn_entity *entity = tn_entity_of(from);
    if (is_divided(entity) || *from->generated || *to->generated)
        return false;
    if (is_renamed(change))
        return true;
    return is_retyped(change) && making->dialect->id == TN_POSTGRESQL &&
           !rollout_stays_in_place(making, from, to);
}

struct shadow *shadow_of(const struct making *making, uint64_t column) {
    uintptr_t place = (uintptr_t)tn_id_map_get(&making->by_column, column);
    return place ? &making->shadows.items[place - 1] : NULL;
}

static bool is_swapped(const struct making *making, const struct shadow *shadow) {
    const struct tn_object *twin = tn_find_id(making->state, shadow->twin);
    const struct tn_object *after = tn_find_id(making->after, shadow->column);
    return shadow->retyped && twin && after && strcmp(twin->name, after->name) == 0;
}

struct tn_object *standing_for(const struct making *making, uint64_t id) {
    const struct shadow *shadow = shadow_of(making, id);
    return tn_find_id(making->state, shadow && is_swapped(making, shadow) ? shadow->twin : id);
}

/* ------------------------------------------------------------------ names */

static const char *free_column(struct making *making, const struct tn_entity *entity,
                               const char *name, const char *suffix) {
    const char *wanted = name_beside(&making->arena, name, suffix);
    for (int i = 2; tn_find_name(&entity->attributes, wanted); i++)
        wanted =
            tn_arena_format(&making->arena, "%s_%d", name_beside(&making->arena, name, suffix), i);
    return wanted;
}

/* ------------------------------------------------------------------ expand */

static void copy_type(struct making *making, struct tn_attribute *twin,
                      const struct tn_attribute *like) {
    struct tn_model *state = making->state;
    tn_set_text(state, twin, TN_attribute_type, like->type);
    tn_set_ref(state, twin, TN_attribute_named_type,
               like->named_type ? tn_find_id(state, like->named_type->id) : NULL);
    tn_set_number(state, twin, TN_attribute_dimensions, like->dimensions);
    tn_set_text(state, twin, TN_attribute_collation, like->collation);
    tn_set_text(state, twin, TN_attribute_charset, like->charset);
    tn_set_text(state, twin, TN_attribute_options, like->options);
}

/* Among the changes of one column, which stand in a row from this one on. */
static bool is_served(const struct making *making, const struct tn_change *change,
                      bool (*is)(const struct tn_change *change)) {
    const struct tn_change *end = making->diff->changes.items + making->diff->changes.count;
    const struct tn_object *column = change->before;
    for (; change < end && change->before == column; change++)
        if (is(change))
            return shadow_serves(making, change);
    return false;
}

void shadow_add(struct making *making, const struct tn_change *change) {
    uint64_t id = change->before->id;
    if (shadow_of(making, id))
        return;
    struct tn_attribute *column = (void *)tn_find_id(making->state, id);
    const struct tn_attribute *after = (const void *)change->after;
    struct shadow shadow = {.column = id,
                            .renamed = is_served(making, change, is_renamed),
                            .retyped = is_served(making, change, is_retyped)};
    const char *name = shadow.renamed
                           ? after->name
                           : free_column(making, tn_entity_of(column), column->name, "new");
    struct tn_attribute *twin =
        tn_design_add_after(making->state, TN_attribute, column->parent, name, column);
    copy_type(making, twin, shadow.retyped ? after : column);
    shadow.twin = twin->id;
    if (shadow.retyped)
        tn_id_map_put(&making->twins, twin->id, making);
    tn_id_map_put(&making->online.shadows, shadow.column, making);
    tn_id_map_put(&making->online.shadows, shadow.twin, making);
    sync_columns(making, &shadow, column, twin);
    TN_PUSH(&making->shadows, shadow);
    tn_id_map_put(&making->by_column, id, (void *)(uintptr_t)making->shadows.count);
}

/* ------------------------------------------------------------------ migrate: indexes of twins */

static struct tn_object *twin_of(const struct making *making, const struct tn_object *column) {
    const struct shadow *shadow = column ? shadow_of(making, column->id) : NULL;
    return shadow ? tn_find_id(making->state, shadow->twin) : NULL;
}

static bool any_twin(const struct making *making, struct tn_refs columns) {
    for (size_t i = 0; i < columns.count; i++)
        if (twin_of(making, columns.items[i]))
            return true;
    return false;
}

static bool index_has_twins(const struct making *making, const struct tn_index *index) {
    for (const struct tn_index_part *part = index->parts.first; part; part = part->next)
        if (part->attribute && twin_of(making, &part->attribute->object))
            return true;
    return any_twin(making, index->include);
}

static struct tn_refs with_twins(struct making *making, struct tn_refs columns) {
    struct tn_refs result = {0};
    for (size_t i = 0; i < columns.count; i++) {
        struct tn_object *twin = twin_of(making, columns.items[i]);
        tn_refs_append(making->state, &result, twin ? twin : columns.items[i]);
    }
    return result;
}

static void copy_index(struct making *making, struct tn_index *index) {
    struct tn_index *copy =
        tn_design_copy(making->state, index, name_beside(&making->arena, index->name, "new"));
    for (struct tn_index_part *part = copy->parts.first; part; part = part->next) {
        struct tn_object *twin = part->attribute ? twin_of(making, &part->attribute->object) : NULL;
        if (twin)
            tn_set_ref(making->state, part, TN_index_part_attribute, twin);
    }
    tn_set_refs(making->state, copy, TN_index_include, with_twins(making, copy->include));
    TN_PUSH(&making->rebuilt, ((struct rebuilt){index->id, copy->id}));
}

static void index_for_key(struct making *making, const struct tn_key *key) {
    struct tn_index *index = tn_design_add(making->state, TN_index, key->parent,
                                           name_beside(&making->arena, key->name, "new"));
    struct tn_refs columns = with_twins(making, key->attributes);
    tn_set_number(making->state, index, TN_index_unique, true);
    tn_set_number(making->state, index, TN_index_nulls_not_distinct, key->nulls_not_distinct);
    tn_set_refs(making->state, index, TN_index_include, with_twins(making, key->include));
    for (size_t i = 0; i < columns.count; i++) {
        struct tn_index_part *part = tn_design_add(making->state, TN_index_part, index, "");
        tn_set_ref(making->state, part, TN_index_part_attribute, columns.items[i]);
    }
    TN_PUSH(&making->rebuilt, ((struct rebuilt){0, index->id}));
}

static void build_on(struct making *making, struct tn_entity *entity) {
    struct tn_index *last = entity->indexes.last;
    for (struct tn_index *index = entity->indexes.first; index; index = index->next) {
        if (index_has_twins(making, index) && *index->name)
            copy_index(making, index);
        if (index == last)
            break;
    }
    for (struct tn_key *key = entity->keys.first; key; key = key->next)
        if (any_twin(making, key->attributes) && *key->name)
            index_for_key(making, key);
}

void shadow_build(struct making *making) {
    struct tn_id_map done = {0};
    for (size_t i = 0; i < making->shadows.count; i++) {
        const struct shadow *shadow = &making->shadows.items[i];
        struct tn_attribute *twin = (void *)tn_find_id(making->state, shadow->twin);
        const struct tn_attribute *before = (void *)tn_find_id(making->before, shadow->column);
        if (shadow->retyped && !before->nullable)
            tn_set_number(making->state, twin, TN_attribute_nullable, false);
        if (!tn_id_map_get(&done, twin->parent->id))
            build_on(making, tn_entity_of(twin));
        tn_id_map_put(&done, twin->parent->id, twin);
    }
    tn_id_map_free(&done);
}

/* ------------------------------------------------------------------ migrate: the swap */

static bool takes_over(const struct making *making, const struct tn_object *column) {
    const struct shadow *shadow = column ? shadow_of(making, column->id) : NULL;
    return shadow && shadow->retyped;
}

static void redirect_field(struct making *making, struct tn_object *object, unsigned number) {
    const struct tn_field *field = &tn_kind_of(object)->fields[number];
    union tn_value value = tn_value_get(object, field);
    if (field->type == TN_REF && takes_over(making, value.ref))
        tn_set_ref(making->state, object, number, twin_of(making, value.ref));
    if (field->type != TN_REFS)
        return;
    struct tn_refs refs = {0};
    bool any = false;
    for (size_t i = 0; i < value.refs.count; i++) {
        bool taken = takes_over(making, value.refs.items[i]);
        any |= taken;
        tn_refs_append(making->state, &refs,
                       taken ? twin_of(making, value.refs.items[i]) : value.refs.items[i]);
    }
    if (any)
        tn_set_refs(making->state, object, number, refs);
}

/* Whatever refers to the columns refers to their twins. */
static void redirect(struct making *making, struct tn_object *object) {
    const struct tn_kind_info *info = tn_kind_of(object);
    for (unsigned i = TN_FIELD_OWN; i < info->field_count; i++)
        redirect_field(making, object, i);
    for (size_t i = 0; i < info->list_count; i++) {
        struct tn_list *list = tn_list_of(object, info->lists[i].kind);
        for (struct tn_object *child = list->first; child; child = child->next)
            redirect(making, child);
    }
}

/* The texts that speak of the column by its name now mean the twin: nothing is rewritten. */
static void exchange(struct making *making, struct shadow *shadow) {
    struct tn_model *state = making->state;
    struct tn_attribute *column = (void *)tn_find_id(state, shadow->column);
    struct tn_attribute *twin = (void *)tn_find_id(state, shadow->twin);
    if (!shadow->renamed) {
        const char *name = column->name;
        tn_set_text(state, column, TN_FIELD_NAME,
                    free_column(making, tn_entity_of(column), name, "old"));
        tn_set_text(state, twin, TN_FIELD_NAME, name);
    }
    tn_set_text(state, twin, TN_attribute_default_value, column->default_value);
    tn_set_text(state, twin, TN_FIELD_COMMENT, column->comment);
    tn_set_number(state, twin, TN_attribute_identity, column->identity);
    tn_set_text(state, twin, TN_attribute_identity_options, column->identity_options);
    tn_set_text(state, column, TN_attribute_default_value, "");
    tn_set_text(state, column, TN_FIELD_COMMENT, "");
    tn_set_number(state, column, TN_attribute_identity, TN_identity_none);
    tn_set_text(state, column, TN_attribute_identity_options, "");
    tn_set_number(state, column, TN_attribute_nullable, true);
    if (!shadow->renamed)
        sync_turn(making, shadow, twin, column);
}

static bool is_of_swapped(const struct making *making, const struct tn_index *index) {
    for (const struct tn_index_part *part = index->parts.first; part; part = part->next)
        if (part->attribute && tn_id_map_get(&making->twins, part->attribute->id))
            return true;
    return false;
}

/* The index built for the twins takes the name of the old one; that of a key is taken by it. */
static void settle_indexes(struct making *making) {
    for (size_t i = 0; i < making->rebuilt.count; i++) {
        struct tn_index *copy = (void *)tn_find_id(making->state, making->rebuilt.items[i].copy);
        struct tn_object *old = making->rebuilt.items[i].index
                                    ? tn_find_id(making->state, making->rebuilt.items[i].index)
                                    : NULL;
        if (!is_of_swapped(making, copy))
            continue;
        goes(making, old ? old->id : copy->id);
        if (old)
            tn_set_text(making->state, copy, TN_FIELD_NAME, old->name);
    }
    let_go(making);
}

void shadow_swap(struct making *making) {
    bool any = false;
    for (size_t i = 0; i < making->shadows.count; i++)
        any |= making->shadows.items[i].retyped;
    if (!any)
        return;
    redirect(making, &making->state->project->object);
    for (size_t i = 0; i < making->shadows.count; i++)
        if (making->shadows.items[i].retyped)
            exchange(making, &making->shadows.items[i]);
    settle_indexes(making);
}

/* ------------------------------------------------------------------ contract */

void shadow_strip(struct making *making) {
    for (size_t i = 0; i < making->rebuilt.count; i++) {
        const struct tn_index *copy =
            (void *)tn_find_id(making->state, making->rebuilt.items[i].copy);
        if (copy && !is_of_swapped(making, copy))
            goes(making, copy->id);
    }
    let_go(making);
}

/* The names of twins that go are free then. */
static void take_new_names(struct making *making) {
    for (size_t i = 0; i < making->shadows.count; i++) {
        const struct shadow *shadow = &making->shadows.items[i];
        const struct tn_object *after = tn_find_id(making->after, shadow->column);
        if (!shadow->retyped)
            tn_sql_rename(making->state, tn_find_id(making->state, shadow->column), after->name,
                          NULL);
    }
}

void shadow_end(struct making *making) {
    for (size_t i = 0; i < making->shadows.count; i++) {
        const struct shadow *shadow = &making->shadows.items[i];
        goes(making, shadow->triggers[0]);
        goes(making, shadow->triggers[1]);
        goes(making, shadow->routine);
        goes(making, shadow->retyped ? shadow->column : shadow->twin);
    }
    let_go(making);
    take_new_names(making);
}
