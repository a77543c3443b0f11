/*
 * Many-to-many relationships become junction entities: one row for each pair, with foreign keys to
 * both sides that together are its primary key.
 */
#include "lower/lowering.h"
#include "sql/naming.h"

#include "model/object.h"
#include "tenon/design.h"

#include <string.h>

static struct tn_list *entities_beside(const struct tn_entity *entity) {
    return tn_list_of(entity->parent, TN_entity);
}

static const char *free_entity_name(const struct tn_entity *beside, const char *name,
                                    struct tn_arena *arena) {
    const char *candidate = name;
    for (int number = 2; tn_find_name_folded(entities_beside(beside), candidate); number++)
        candidate = tn_arena_format(arena, "%s_%d", name, number);
    return candidate;
}

static const char *junction_name(struct lowering *l, const struct tn_relationship *relationship) {
    const char *own = l->model->project->name_junction;
    if (*relationship->name)
        return free_entity_name(tn_entity_of(relationship), relationship->name, &l->arena);
    const char *name =
        tn_lower_name(*own ? own : "{table}_{target}", relationship, l->to, &l->arena);
    return free_entity_name(tn_entity_of(relationship), name, &l->arena);
}

/* customers.id gives customer_id; a name that has the entity's name already keeps it. */
static const char *column_name(const struct tn_entity *side, const struct tn_attribute *key,
                               const struct tn_entity *junction, struct tn_arena *arena) {
    const char *role = tn_singular(side->name, arena);
    size_t length = strlen(role);
    bool has_role = strncmp(key->name, role, length) == 0 && key->name[length] == '_';
    const char *name = has_role ? key->name : tn_arena_format(arena, "%s_%s", role, key->name);
    const char *candidate = name;
    for (int number = 2; tn_find_name_folded(&junction->attributes, candidate); number++)
        candidate = tn_arena_format(arena, "%s_%d", name, number);
    return candidate;
}

static struct tn_attribute *add_column(struct lowering *l, struct tn_entity *junction,
                                       const struct tn_entity *side, const struct tn_attribute *key,
                                       const char *salt) {
    struct tn_attribute *made =
        lower_add(l, TN_attribute, junction, key,
                  tn_arena_format(&l->arena, "%s%llx", salt, (unsigned long long)junction->id));
    made->name = tn_text(l->model, column_name(side, key, junction, &l->arena));
    made->type = key->type;
    made->named_type = key->named_type;
    made->collation = key->collation;
    made->charset = key->charset;
    made->nullable = false;
    return made;
}

static void add_side(struct lowering *l, struct tn_entity *junction, struct tn_key *primary,
                     struct tn_entity *side, const char *salt) {
    struct tn_key *key = tn_primary_key(side);
    struct tn_relationship *made = lower_add(l, TN_relationship, junction, junction, salt);
    made->target = side;
    made->on_delete = TN_action_cascade;
    made->identifying = true;
    for (size_t i = 0; i < key->attributes.count; i++) {
        struct tn_attribute *column =
            add_column(l, junction, side, (void *)key->attributes.items[i], salt);
        tn_refs_append(l->model, &made->attributes, column);
        tn_refs_append(l->model, &made->target_attributes, key->attributes.items[i]);
        tn_refs_append(l->model, &primary->attributes, column);
    }
}

static bool has_key(struct lowering *l, const struct tn_relationship *relationship,
                    const struct tn_entity *side) {
    const struct tn_key *key = side ? tn_primary_key(side) : NULL;
    if (key && key->attributes.count)
        return true;
    lower_loss(l, TN_ERROR, relationship,
               "no junction entity is made, since %s has no primary key to refer to",
               side ? side->name : relationship->target_name);
    return false;
}

static void resolve(struct lowering *l, struct tn_relationship *relationship) {
    struct tn_entity *child = tn_entity_of(relationship), *parent = relationship->target;
    if (has_key(l, relationship, child) && has_key(l, relationship, parent)) {
        const char *name = junction_name(l, relationship);
        struct tn_entity *junction =
            lower_add(l, TN_entity, child->parent, relationship, "junction");
        junction->name = tn_text(l->model, name);
        junction->comment = relationship->comment;
        junction->area = child->area;
        struct tn_key *primary = lower_add(l, TN_key, junction, junction, "primary");
        primary->primary = true;
        add_side(l, junction, primary, child, "child");
        add_side(l, junction, primary, parent, "parent");
    }
    lower_remove(l, relationship);
}

static void resolve_all_of(struct lowering *l, struct tn_entity *entity) {
    struct tn_relationship *next = NULL;
    for (struct tn_relationship *r = entity->relationships.first; r; r = next) {
        next = r->next;
        if (tn_is_many_to_many(r) && !r->attributes.count)
            resolve(l, r);
    }
}

/* Junctions join the end of the list that is walked; they have no many-to-many of their own. */
void lower_junctions(struct lowering *l) {
    TN_EACH_OF(l->model, entity, entity)
    resolve_all_of(l, entity);
}
