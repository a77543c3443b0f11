/*
 * Keys and relationships: the design edits that a grid of attributes and the relationship wizard
 * make.
 */
#include "tenon/design.h"

#include <string.h>

/* ------------------------------------------------------------------ questions */

bool tn_is_primary(const struct tn_attribute *attribute) {
    struct tn_key *key = tn_primary_key(tn_entity_of(attribute));
    return key && tn_refs_have(key->attributes, attribute);
}

static struct tn_key *lone_unique(const struct tn_attribute *attribute) {
    struct tn_entity *entity = tn_entity_of(attribute);
    for (struct tn_key *key = entity->keys.first; key; key = key->next)
        if (!key->primary && key->attributes.count == 1 &&
            key->attributes.items[0] == &attribute->object)
            return key;
    return NULL;
}

bool tn_is_unique(const struct tn_attribute *attribute) {
    return lone_unique(attribute) != NULL;
}

bool tn_is_foreign(const struct tn_attribute *attribute) {
    struct tn_entity *entity = tn_entity_of(attribute);
    for (struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        if (tn_refs_have(r->attributes, attribute))
            return true;
    return false;
}

/* ------------------------------------------------------------------ keys */

static struct tn_refs with(struct tn_model *model, struct tn_refs refs, void *object) {
    struct tn_refs result = {0};
    for (size_t i = 0; i < refs.count; i++)
        tn_refs_append(model, &result, refs.items[i]);
    tn_refs_append(model, &result, object);
    return result;
}

static struct tn_refs without(struct tn_model *model, struct tn_refs refs, const void *object) {
    struct tn_refs result = {0};
    for (size_t i = 0; i < refs.count; i++)
        if (refs.items[i] != object)
            tn_refs_append(model, &result, refs.items[i]);
    return result;
}

static void join_primary(struct tn_model *model, struct tn_attribute *attribute) {
    struct tn_entity *entity = tn_entity_of(attribute);
    struct tn_key *key = tn_primary_key(entity);
    if (!key) {
        key = tn_design_add(model, TN_key, entity, "");
        tn_set_number(model, key, TN_key_primary, true);
        tn_design_place_after(model, key, NULL);
    }
    if (!tn_refs_have(key->attributes, attribute))
        tn_set_refs(model, key, TN_key_attributes, with(model, key->attributes, attribute));
    tn_set_number(model, attribute, TN_attribute_nullable, false);
}

void tn_design_toggle_primary(struct tn_model *model, struct tn_attribute *attribute) {
    struct tn_key *key = tn_primary_key(tn_entity_of(attribute));
    if (!key || !tn_refs_have(key->attributes, attribute))
        join_primary(model, attribute);
    else if (key->attributes.count == 1)
        tn_design_delete(model, key);
    else
        tn_set_refs(model, key, TN_key_attributes, without(model, key->attributes, attribute));
}

static void add_unique(struct tn_model *model, struct tn_refs attributes) {
    struct tn_key *key = tn_design_add(model, TN_key, tn_entity_of(attributes.items[0]), "");
    tn_set_refs(model, key, TN_key_attributes, attributes);
}

void tn_design_toggle_unique(struct tn_model *model, struct tn_attribute *attribute) {
    struct tn_key *key = lone_unique(attribute);
    if (key)
        tn_design_delete(model, key);
    else
        add_unique(model, with(model, (struct tn_refs){0}, attribute));
}

/* ------------------------------------------------------------------ relationships */

/* customers.id gives customer_id; customers.customer_id keeps its name. */
static const char *foreign_name(const struct tn_entity *parent, const struct tn_attribute *key,
                                struct tn_arena *arena) {
    const char *role = tn_singular(parent->name, arena);
    size_t length = strlen(role);
    if (strncmp(key->name, role, length) == 0 && key->name[length] == '_')
        return key->name;
    return tn_arena_format(arena, "%s_%s", role, key->name);
}

static bool same_type(const struct tn_attribute *a, const struct tn_attribute *b) {
    return a->named_type == b->named_type && strcmp(a->type, b->type) == 0;
}

static const char *free_name(const struct tn_entity *entity, const char *name,
                             struct tn_arena *arena) {
    const char *candidate = name;
    for (int number = 2; tn_find_name_folded(&entity->attributes, candidate); number++)
        candidate = tn_arena_format(arena, "%s_%d", name, number);
    return candidate;
}

static struct tn_attribute *add_foreign(struct tn_model *model, const struct tn_link *link,
                                        const struct tn_attribute *key) {
    struct tn_arena arena = {0};
    const char *name = foreign_name(link->parent, key, &arena);
    struct tn_attribute *there = tn_find_name_folded(&link->child->attributes, name);
    if (there && link->role) {
        name = tn_arena_format(&arena, "%s_%s", link->role, name);
        there = NULL;
    }
    if (!there || !same_type(there, key) || tn_is_foreign(there) || there == key) {
        there =
            tn_design_add(model, TN_attribute, link->child, free_name(link->child, name, &arena));
        tn_set_text(model, there, TN_attribute_type, key->type);
        tn_set_ref(model, there, TN_attribute_named_type, key->named_type);
        tn_set_text(model, there, TN_attribute_collation, key->collation);
        tn_set_text(model, there, TN_attribute_charset, key->charset);
    }
    tn_arena_free(&arena);
    tn_set_number(model, there, TN_attribute_nullable,
                  link->parent_end == TN_cardinality_zero_or_one);
    return there;
}

static bool many(enum tn_cardinality end) {
    return end == TN_cardinality_zero_or_many || end == TN_cardinality_one_or_many;
}

static struct tn_refs add_foreign_attributes(struct tn_model *model, const struct tn_link *link,
                                             struct tn_refs key) {
    struct tn_refs attributes = {0};
    for (size_t i = 0; i < key.count; i++) {
        struct tn_attribute *made = add_foreign(model, link, (void *)key.items[i]);
        tn_refs_append(model, &attributes, made);
        if (link->identifying)
            join_primary(model, made);
    }
    return attributes;
}

static void attach(struct tn_model *model, struct tn_relationship *relationship,
                   const struct tn_link *link, struct tn_refs key) {
    struct tn_refs attributes = add_foreign_attributes(model, link, key);
    tn_set_refs(model, relationship, TN_relationship_attributes, attributes);
    tn_set_refs(model, relationship, TN_relationship_target_attributes, key);
    bool one = link->child_end != TN_cardinality_automatic && !many(link->child_end);
    struct tn_key *primary = tn_primary_key(link->child);
    bool covered = primary && tn_refs_same_set(primary->attributes, attributes);
    if (one && !covered)
        add_unique(model, attributes);
}

struct tn_relationship *tn_design_relate(struct tn_model *model, const struct tn_link *link,
                                         struct tn_error *error) {
    struct tn_key *key = tn_primary_key(link->parent);
    if ((!key || !key->attributes.count) && !many(link->parent_end)) {
        tn_fail(error, "%s has no primary key to refer to: give it one first", link->parent->name);
        return NULL;
    }
    struct tn_relationship *made = tn_design_add(model, TN_relationship, link->child, "");
    tn_set_ref(model, made, TN_relationship_target, link->parent);
    tn_set_number(model, made, TN_relationship_parent_cardinality, link->parent_end);
    tn_set_number(model, made, TN_relationship_child_cardinality, link->child_end);
    tn_set_number(model, made, TN_relationship_identifying, link->identifying);
    tn_set_number(model, made, TN_relationship_on_delete, link->on_delete);
    tn_set_number(model, made, TN_relationship_on_update, link->on_update);
    tn_set_text(model, made, TN_relationship_verb, link->verb);
    if (!many(link->parent_end))
        attach(model, made, link, key->attributes);
    return made;
}
