/*
 * Constraints that cannot stand in CREATE TABLE: foreign keys whose parent comes later, checks that
 * are not validated or call what needs the table first, keys that say what another one says. They
 * are added when all tables are there.
 */
#include "sql/option.h"
#include "sql/read/key_repeats.h"
#include "sql/write/script.h"

static bool is_written(const struct write_script *script, const struct tn_entity *entity) {
    return tn_id_map_get(&script->written, entity->id) != NULL;
}

/* A foreign key to columns that only a unique index covers must wait for the index. */
static bool has_key_over(const struct tn_entity *entity, struct tn_refs columns) {
    for (const struct tn_key *key = entity->keys.first; key; key = key->next)
        if (tn_refs_same_set(key->attributes, columns))
            return true;
    return columns.count == 0;
}

bool write_stands_inside(const void *context, const struct tn_relationship *relationship) {
    const struct write_script *script = context;
    const struct tn_entity *child = tn_entity_of(relationship), *parent = relationship->target;
    if (!script->dialect->can.alter_constraint || script->unchecked)
        return true;
    if (relationship->not_valid || !parent)
        return false;
    if (parent != child && !is_written(script, parent))
        return false;
    if (*parent->partition_by && script->dialect->id == TN_POSTGRESQL)
        return false; /* its partitions get numbers in their order, whenever they were made */
    return write_mysql(script->dialect) ||
           has_key_over(parent, tn_relationship_target_attributes(relationship));
}

static void find_places(const struct write_script *script, struct tn_id_map *places) {
    for (size_t i = 0; i < script->entities.count; i++)
        tn_id_map_put(places, script->entities.items[i]->id, (void *)(uintptr_t)(i + 1));
}

/* Was it left out of CREATE TABLE? Asked with all tables written, `inside` would say yes to every
 * one: the places in the order tell what it said then. */
static bool was_left_out(const struct write_script *script,
                         const struct tn_relationship *relationship,
                         const struct tn_id_map *places) {
    const struct tn_entity *child = tn_entity_of(relationship), *parent = relationship->target;
    if (!write_stands_inside(script, relationship))
        return true;
    return parent && script->dialect->can.alter_constraint && !script->unchecked &&
           (uintptr_t)tn_id_map_get(places, parent->id) >
               (uintptr_t)tn_id_map_get(places, child->id);
}

/* To a table that is not there: the server takes it from whoever turns its checks off. */
static bool some_lack_parents(const struct write_script *script) {
    for (size_t i = 0; i < script->entities.count; i++) {
        const struct tn_entity *entity = (void *)script->entities.items[i];
        for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next)
            if (!r->target)
                return true;
    }
    return false;
}

/* MySQL has no words for adding a foreign key that may be there: all stand in their tables then. */
bool write_needs_no_checking(struct write_script *script) {
    struct tn_id_map places = {0};
    bool late = false;
    if (!write_mysql(script->dialect))
        return false;
    if (!script->style->if_not_exists)
        return some_lack_parents(script);
    find_places(script, &places);
    for (size_t i = 0; i < script->entities.count; i++) {
        const struct tn_entity *entity = (void *)script->entities.items[i];
        for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next) {
            uintptr_t place = r->target ? (uintptr_t)tn_id_map_get(&places, r->target->id) : 0;
            late |= !place || place > i + 1;
        }
    }
    tn_id_map_free(&places);
    return late;
}

/* The table must have those of the whole by then; and partitions that do not get one must be there.
 */
static void find_apart(const struct tn_entity *entity, struct tn_id_map *late) {
    for (struct tn_key *key = entity->keys.first; key; key = key->next)
        if (key->apart || sql_stands_only(key->options))
            tn_id_map_put(late, key->id, key);
}

static void find_not_valid(const struct tn_entity *entity, struct tn_id_map *late) {
    for (struct tn_check *check = entity->checks.first; check; check = check->next)
        if (check->not_valid)
            tn_id_map_put(late, check->id, check);
}

/* CREATE TABLE would take a constraint that is not valid for a valid one, and two keys that say the
 * same for one. */
void write_find_late(const struct tn_dialect *dialect, const struct tn_entity *entity,
                     struct tn_id_map *late) {
    if (!dialect->can.check_not_valid)
        return;
    sql_find_repeats(entity, late);
    if (entity->partition_of || *entity->partition_by)
        find_apart(entity, late);
    find_not_valid(entity, late);
    if (entity->partition_of)
        find_not_valid(entity->partition_of, late);
}

void write_find_later(struct write_script *script) {
    struct tn_refs checks = script->order.late_checks;
    for (size_t i = 0; i < checks.count; i++)
        tn_id_map_put(&script->later, checks.items[i]->id, checks.items[i]);
    TN_EACH_OF(script->model, entity, entity)
    write_find_late(script->dialect, entity, &script->later);
}

static void put_constraint(struct write_script *script, const struct tn_entity *entity,
                           const void *constraint) {
    write_begin_part(script, PART_FOREIGN_KEYS, NULL);
    tn_put(&script->text, write_alter_of(constraint));
    tn_sql_put_path(&script->text, script->dialect, entity);
    tn_put(&script->text, script->style->terse ? " ADD " : "\n    ADD ");
    write_constraint(&script->text, script->dialect, constraint, 4);
    write_repeatable(script, constraint);
    write_end(script, TN_relationship);
}

static void put_late_domain_checks(struct write_script *script) {
    if (!script->dialect->can.check_not_valid)
        return;
    TN_EACH_OF(script->model, type, type)
    for (const struct tn_check *check = type->checks.first; check; check = check->next)
        if (check->not_valid) {
            write_begin_part(script, PART_DOMAINS, NULL);
            tn_sql_put_create(&script->text, script->dialect, check);
            write_end(script, TN_relationship);
        }
}

static void put_later(struct write_script *script, const struct tn_entity *entity,
                      const struct tn_list *constraints) {
    if (script->later.count)
        for (const struct tn_object *o = constraints->first; o; o = o->next)
            if (tn_id_map_get(&script->later, o->id))
                put_constraint(script, entity, o);
}

void write_late_constraints(struct write_script *script) {
    struct tn_id_map places = {0};
    find_places(script, &places);
    for (size_t i = 0; i < script->entities.count; i++) {
        const struct tn_entity *entity = (void *)script->entities.items[i];
        for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next)
            if (was_left_out(script, r, &places))
                put_constraint(script, entity, r);
        put_later(script, entity, &entity->keys);
        put_later(script, entity, &entity->checks);
    }
    tn_id_map_free(&places);
    put_late_domain_checks(script);
}
