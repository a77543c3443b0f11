/*
 * Tables that come and go, each with its indexes and comments, and the foreign keys of those
 * tables, which come last and go first.
 */
#include "migrate/plan.h"
#include "sql/option.h"

#include <stdlib.h>

/* ------------------------------------------------------------------ a whole table */

static void put_comment(struct planner *planner, struct tn_buffer *out, const void *object) {
    if (!*((const struct tn_object *)object)->comment || plan_mysql(planner))
        return;
    size_t length = out->length;
    tn_sql_put_comment(out, planner->dialect, object);
    if (out->length > length)
        put_end(out);
}

/* What is made when all tables are there, by id; the list of those is empty elsewhere than in
 * PostgreSQL. */
static struct tn_id_map find_late(const struct planner *planner, const struct tn_entity *entity) {
    struct tn_id_map late = {0};
    write_find_late(planner->dialect, entity, &late);
    for (struct tn_index *index = entity->indexes.first; index; index = index->next)
        if (index->apart || sql_stands_only(index->options))
            tn_id_map_put(&late, index->id, index);
    return late;
}

static void put_list(struct planner *planner, struct tn_buffer *out, const struct tn_list *list,
                     const struct tn_id_map *late,
                     void (*put)(struct planner *, struct tn_buffer *, const void *)) {
    for (const struct tn_object *object = list->first; object; object = object->next)
        if (!is_in(late, object))
            put(planner, out, object);
}

static void put_settings(struct planner *planner, struct tn_buffer *out, const void *object) {
    if (plan_postgresql(planner))
        put_postgresql_settings(planner, out, object);
}

static void put_below(struct planner *planner, struct tn_buffer *out,
                      const struct tn_entity *entity) {
    bool later = write_inherits_later(planner->dialect, entity);
    for (size_t i = 0; later && i < entity->inherits.count; i++) {
        write_inherit(out, planner->dialect, entity, entity->inherits.items[i]);
        put_end(out);
    }
}

static void put_attachment(struct planner *planner, struct tn_buffer *out,
                           const struct tn_entity *entity) {
    if (!plan_postgresql(planner) || !entity->partition_of ||
        write_as_partition(planner->dialect, entity))
        return;
    write_attach(out, planner->dialect, entity);
    put_end(out);
}

static void put_alone(struct planner *planner, struct tn_buffer *out,
                      const struct tn_entity *entity, const struct tn_id_map *late) {
    if (!plan_postgresql(planner)) {
        put_create(planner, out, entity);
        return;
    }
    write_table_alone(out, planner->dialect, entity, late);
    put_end(out);
    put_below(planner, out, entity);
    put_comment(planner, out, entity);
}

/* A partition has its indexes before it is attached: the server finds what it would make
 * otherwise. */
static void put_table(struct planner *planner, struct tn_buffer *out,
                      const struct tn_entity *entity) {
    struct tn_id_map late = find_late(planner, entity);
    put_alone(planner, out, entity, &late);
    if (plan_postgresql(planner) && *entity->owner)
        put_postgresql_owner(planner, out, entity);
    put_list(planner, out, &entity->attributes, &late, put_settings);
    put_list(planner, out, &entity->indexes, &late, put_create);
    put_attachment(planner, out, entity);
    put_list(planner, out, &entity->attributes, &late, put_comment);
    put_list(planner, out, &entity->keys, &late, put_comment);
    put_list(planner, out, &entity->checks, &late, put_comment);
    tn_id_map_free(&late);
}

/* ------------------------------------------------------------------ what comes late to a table */

static const enum tn_kind late_kinds[] = {TN_key, TN_index, TN_check};

/* They go with their table. */
static void add_late(struct planner *planner, const struct tn_object *after) {
    struct step step = {0};
    step_title(&step, "create", after);
    put_create(planner, &step.up, after);
    step_add(planner, PHASE_CONSTRAIN, &step);
}

static void remove_late(struct planner *planner, const struct tn_object *before) {
    struct step step = {0};
    step_title(&step, "drop", before);
    put_create(planner, &step.down, before);
    step_add(planner, PHASE_UNHOOK, &step);
}

static void plan_late(struct planner *planner, const struct tn_entity *entity,
                      void (*plan)(struct planner *, const struct tn_object *)) {
    struct tn_id_map late = find_late(planner, entity);
    for (size_t i = 0; i < TN_LENGTH(late_kinds) && late.count; i++) {
        const struct tn_list *list = tn_list_of(&entity->object, late_kinds[i]);
        for (const struct tn_object *object = list->first; object; object = object->next)
            if (is_in(&late, object))
                plan(planner, object);
    }
    tn_id_map_free(&late);
}

/* ------------------------------------------------------------------ foreign keys of whole tables
 */

/* The place of each table in its order, plus one, by id. */
static void number(struct tn_refs order, struct tn_id_map *places) {
    for (size_t i = 0; i < order.count; i++)
        tn_id_map_put(places, order.items[i]->id, (void *)(uintptr_t)(i + 1));
}

/* A table goes before those that it refers to, unless there is a circle. */
static bool closes_circle(const struct tn_id_map *places, const struct tn_relationship *r) {
    const struct tn_entity *child = tn_entity_of(r);
    if (!r->target || r->target == child)
        return false;
    return (uintptr_t)tn_id_map_get(places, r->target->id) >
           (uintptr_t)tn_id_map_get(places, child->id);
}

/* The target stays, but the key that the foreign key rests on comes or goes: the foreign key has to
 * be dropped before that, it cannot wait for its table. */
static bool rests_on_change(const struct planner *planner, const struct tn_relationship *r,
                            bool after) {
    struct tn_refs columns = tn_relationship_target_attributes(r);
    const struct tn_entity *target = r->target;
    if (!target || target == tn_entity_of(r))
        return false;
    for (const struct tn_key *key = target->keys.first; key; key = key->next) {
        const struct tn_object *middle = after ? middle_of(planner, key) : &key->object;
        if (tn_refs_same_set(key->attributes, columns) && middle && after_of(planner, middle) &&
            !mark_of(planner, middle))
            return false;
    }
    return (after ? middle_of(planner, target) : after_of(planner, target)) != NULL;
}

/* PostgreSQL: a foreign key to a partitioned table holds each of its partitions, which go one by
 * one. */
static bool holds_partitions(const struct tn_relationship *r) {
    return r->target && *r->target->partition_by;
}

static void add_foreign_keys(struct planner *planner, const struct tn_entity *after,
                             const struct tn_id_map *places) {
    for (const struct tn_relationship *r = after->relationships.first; r; r = r->next) {
        struct step step = {0};
        step_title(&step, "create", r);
        put_create(planner, &step.up, r);
        if (closes_circle(places, r) || holds_partitions(r) || rests_on_change(planner, r, true))
            put_drop(planner, &step.down, r);
        step_add(planner, PHASE_FOREIGN, &step);
    }
}

static void remove_foreign_keys(struct planner *planner, const struct tn_entity *before,
                                const struct tn_id_map *places) {
    for (const struct tn_relationship *r = before->relationships.first; r; r = r->next) {
        struct step step = {0};
        bool to_early = r->target && is_in(&planner->early, r->target);
        step_title(&step, "drop", r);
        const struct tn_relationship *middle = (void *)tn_find_id(planner->middle, r->id);
        if (closes_circle(places, r) || holds_partitions(r) ||
            (to_early && !is_in(&planner->early, before)) ||
            rests_on_change(planner, middle, false))
            put_drop(planner, &step.up, r);
        put_create(planner, &step.down, r);
        step_add(planner, PHASE_UNHOOK, &step);
    }
}

/* ------------------------------------------------------------------ tables */

/* In `middle`, the table of which this one is a partition; or NULL. */
static const struct tn_entity *whole_of(const struct planner *planner,
                                        const struct tn_entity *partition, bool after) {
    const struct tn_entity *whole = partition->partition_of;
    if (!whole)
        return NULL;
    return after ? middle_of(planner, whole) : (void *)tn_find_id(planner->middle, whole->id);
}

/* A foreign key to a table that stays holds its partitions. WHOLE: that table in `middle`. */
static void put_detach(struct planner *planner, struct tn_buffer *out,
                       const struct tn_entity *partition, const struct tn_entity *whole) {
    if (!whole || !after_of(planner, whole) || !tn_id_map_get(&planner->incoming, whole->id))
        return;
    put_alter(planner, out, partition->partition_of);
    tn_put(out, "DETACH PARTITION ");
    tn_sql_put_path(out, planner->dialect, partition);
    put_end(out);
}

static void add_table(struct planner *planner, const struct tn_entity *after) {
    struct step step = {0};
    step_title(&step, "create", after);
    put_table(planner, &step.up, after);
    put_detach(planner, &step.down, after, whole_of(planner, after, true));
    put_drop(planner, &step.down, after);
    const struct tn_object *before = tn_diff_before(planner->first, after);
    step.down_destroys = !before || !is_remade(planner, before);
    step.place = place_made(planner, after);
    step_add(planner, PHASE_PREPARE, &step);
}

static void remove_table(struct planner *planner, const struct tn_entity *entity,
                         enum phase phase) {
    struct step step = {0};
    step_title(&step, "drop", entity);
    put_detach(planner, &step.up, entity, whole_of(planner, entity, false));
    put_drop(planner, &step.up, entity);
    put_table(planner, &step.down, entity);
    step.destroys = !is_remade(planner, entity) &&
                    !is_carried_whole(planner, (void *)tn_find_id(planner->middle, entity->id));
    if (step.destroys)
        hazard(planner, entity->partition_of ? "mig-drop-partition" : "mig-drop-table", entity,
               "table %s is dropped with its rows", entity->name);
    step.place = place_dropped(planner, entity);
    step_add(planner, phase, &step);
}

static void add_tables(struct planner *planner) {
    struct tn_id_map places = {0};
    struct tn_refs order = planner->made.entities;
    number(order, &places);
    for (size_t i = 0; i < order.count; i++) {
        const struct tn_entity *after = (const void *)order.items[i];
        if (middle_of(planner, after))
            continue;
        add_table(planner, after);
        plan_late(planner, after, add_late);
        if (planner->dialect->can.alter_constraint)
            add_foreign_keys(planner, after, &places);
    }
    tn_id_map_free(&places);
}

static void remove_tables(struct planner *planner) {
    struct tn_id_map places = {0};
    struct tn_refs order = planner->dropped.entities;
    number(order, &places);
    for (size_t i = order.count; i-- > 0;) {
        const struct tn_entity *before = (const void *)order.items[i];
        const struct tn_entity *middle = (const void *)tn_find_id(planner->middle, before->id);
        if (after_of(planner, middle))
            continue;
        bool early = is_in(&planner->early, before);
        remove_table(planner, early ? before : middle, early ? PHASE_CLEAR : PHASE_DROP);
        if (planner->dialect->can.alter_constraint)
            remove_foreign_keys(planner, before, &places);
    }
    for (size_t i = 0; i < order.count; i++) {
        const struct tn_entity *before = (const void *)order.items[i];
        if (!after_of(planner, tn_find_id(planner->middle, before->id)))
            plan_late(planner, before, remove_late);
    }
    tn_id_map_free(&places);
}

/* ------------------------------------------------------------------ settings of tables */

static void change_table(struct planner *planner, const struct tn_entity *from,
                         const struct tn_entity *to) {
    struct step step = {0};
    step_title(&step, "alter", to);
    if (plan_postgresql(planner)) {
        put_postgresql_table(planner, &step.up, from, to, UP);
        put_postgresql_table(planner, &step.down, to, from, DOWN);
    } else if (plan_mysql(planner)) {
        put_mysql_table(planner, &step.up, from, to, from);
        put_mysql_table(planner, &step.down, to, from, from);
    }
    step_add(planner, PHASE_COLUMNS, &step);
}

static bool any_table(const struct planner *planner, enum tn_change_type type) {
    for (size_t i = 0; i < planner->diff->changes.count; i++) {
        const struct tn_change *change = &planner->diff->changes.items[i];
        const struct tn_object *object = change->after ? change->after : change->before;
        bool holds_tables = object->kind == TN_entity || object->kind == TN_namespace;
        if (change->type == type && holds_tables)
            return true;
    }
    return false;
}

void plan_tables(struct planner *planner) {
    plan_rows_out(planner);
    plan_rows_in(planner);
    if (any_table(planner, TN_ADDED))
        add_tables(planner);
    if (any_table(planner, TN_REMOVED))
        remove_tables(planner);
    TN_EACH_OF(planner->after, entity, after) {
        const struct tn_entity *from = middle_of(planner, after);
        if (from && is_in(&planner->changed, from))
            change_table(planner, from, after);
    }
}
