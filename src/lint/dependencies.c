/*
 * An entity as a relation: its attributes with the dependencies that its keys and references imply,
 * and those that are declared.
 */
#include "tenon/design.h"
#include "tenon/lint.h"

#include <stdlib.h>
#include <string.h>

static size_t number_of(const struct tn_entity *entity, const struct tn_object *attribute) {
    size_t number = 0;
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        if (&a->object == attribute)
            return number;
        number++;
    }
    return TN_SET_ATTRIBUTES;
}

/* False where one of them is too far behind. */
static bool set_of(const struct tn_entity *entity, struct tn_refs refs, struct tn_set *set) {
    *set = (struct tn_set){{0}};
    for (size_t i = 0; i < refs.count; i++) {
        size_t number = number_of(entity, refs.items[i]);
        if (number >= TN_SET_ATTRIBUTES)
            return false;
        tn_set_add(set, number);
    }
    return true;
}

/* Two rows may have nulls in a unique key. */
static bool identifies(const struct tn_key *key) {
    for (size_t i = 0; i < key->attributes.count && !key->primary; i++)
        if (((const struct tn_attribute *)key->attributes.items[i])->nullable)
            return false;
    return key->attributes.count;
}

static void add_keys(const struct tn_entity *entity, struct tn_relation *relation) {
    struct tn_set all = tn_set_first(relation->given.attributes);
    for (const struct tn_key *key = entity->keys.first; key; key = key->next) {
        struct tn_fd fd = {.right = all};
        if (identifies(key) && set_of(entity, key->attributes, &fd.left))
            TN_PUSH(&relation->given.fds, fd);
    }
}

static bool is_key_of_target(const struct tn_relationship *r, const struct tn_attribute *alone) {
    for (const struct tn_key *key = r->target->keys.first; key; key = key->next)
        if (identifies(key) && key->attributes.count == 1 &&
            key->attributes.items[0] == &alone->object)
            return true;
    return false;
}

/* A reference by (a, b) to (k, c), where k alone is a key there: a determines b here as well, where
 * neither is null. */
static void add_pullbacks(const struct tn_entity *entity, struct tn_relation *relation) {
    for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next) {
        if (!r->target || r->attributes.count < 2 ||
            r->target_attributes.count != r->attributes.count)
            continue;
        struct tn_fd fd;
        if (!set_of(entity, r->attributes, &fd.right))
            continue;
        for (size_t i = 0; i < r->attributes.count; i++) {
            struct tn_refs one = {.items = &r->attributes.items[i], .count = 1};
            const struct tn_attribute *target = (const void *)r->target_attributes.items[i];
            if (is_key_of_target(r, target) && set_of(entity, one, &fd.left))
                TN_PUSH(&relation->given.fds, fd);
        }
    }
}

/* What was only found in data may hold by chance. */
static void add_declared(const struct tn_entity *entity, struct tn_relation *relation) {
    for (const struct tn_dependency *d = entity->dependencies.first; d; d = d->next) {
        struct tn_fd fd;
        if (d->origin == TN_origin_discovered || !set_of(entity, d->determinant, &fd.left) ||
            !set_of(entity, d->dependent, &fd.right))
            continue;
        if (d->multivalued)
            TN_PUSH(&relation->given.mvds, fd);
        else
            TN_PUSH(&relation->given.fds, fd);
    }
}

bool tn_entity_relation(const struct tn_entity *entity, struct tn_relation *relation,
                        struct tn_error *error) {
    *relation = (struct tn_relation){.derived = 0};
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        TN_PUSH(&relation->names, tn_arena_text(&relation->arena, a->name, strlen(a->name)));
    relation->given.attributes = relation->names.count;
    if (relation->names.count > TN_SET_ATTRIBUTES)
        return tn_fail(error, "%s has more than %d attributes: its normal form is not looked at",
                       entity->name, TN_SET_ATTRIBUTES);
    add_keys(entity, relation);
    add_pullbacks(entity, relation);
    relation->derived = relation->given.fds.count;
    add_declared(entity, relation);
    return true;
}

/* ------------------------------------------------------------------ declaring */

/* "orders: a -> b", taken apart. */
struct statement {
    struct tn_entity *entity;
    struct tn_fd sides;
    bool multivalued;
};

static bool find_entity(const struct tn_model *model, const char *text, struct statement *statement,
                        struct tn_error *error) {
    const char *arrow = strstr(text, "->"), *colon = strchr(text, ':');
    if (!arrow || !colon || colon > arrow)
        return tn_fail(error, "\"%s\" wants the form 'entity: a b -> c'", text);
    struct tn_buffer name = {0};
    tn_put_bytes(&name, text, (size_t)(colon - text));
    statement->entity = tn_find_entity(model, tn_buffer_text(&name));
    statement->multivalued = arrow[2] == '>';
    if (!statement->entity)
        tn_fail(error, "there is no entity %s", tn_buffer_text(&name));
    tn_buffer_free(&name);
    return statement->entity;
}

static bool read_statement(const struct tn_model *model, const char *text,
                           struct statement *statement, struct tn_error *error) {
    struct tn_relation relation;
    if (!find_entity(model, text, statement, error))
        return false;
    bool good =
        tn_entity_relation(statement->entity, &relation, error) &&
        tn_relation_depends(&relation, strchr(text, ':') + 1, statement->multivalued, error);
    if (good && statement->multivalued)
        statement->sides = relation.given.mvds.items[relation.given.mvds.count - 1];
    else if (good)
        statement->sides = relation.given.fds.items[relation.given.fds.count - 1];
    tn_relation_free(&relation);
    return good;
}

bool tn_attribute_set(const struct tn_entity *entity, struct tn_refs attributes,
                      struct tn_set *set) {
    return set_of(entity, attributes, set);
}

struct tn_refs tn_entity_attributes(const struct tn_entity *entity, struct tn_set set,
                                    struct tn_arena *arena) {
    struct tn_refs refs = {
        .items = tn_arena_allocate(arena, (tn_set_size(set) + 1) * sizeof *refs.items)};
    size_t number = 0;
    for (struct tn_attribute *a = entity->attributes.first; a && number < TN_SET_ATTRIBUTES;
         a = a->next)
        if (tn_set_has(set, number++))
            refs.items[refs.count++] = &a->object;
    return refs;
}

static struct tn_dependency *find_same(struct tn_model *model, const struct statement *s) {
    struct tn_refs left = tn_entity_attributes(s->entity, s->sides.left, &model->arena);
    struct tn_refs right = tn_entity_attributes(s->entity, s->sides.right, &model->arena);
    struct tn_dependency *d = s->entity->dependencies.first;
    while (d && !(d->multivalued == s->multivalued && tn_refs_same_set(d->determinant, left) &&
                  tn_refs_same_set(d->dependent, right)))
        d = d->next;
    return d;
}

static struct tn_dependency *add_dependency(struct tn_model *model, const struct statement *s) {
    struct tn_dependency *made = tn_design_add(model, TN_dependency, s->entity, "");
    tn_set_number(model, made, TN_dependency_multivalued, s->multivalued);
    tn_set_refs(model, made, TN_dependency_determinant,
                tn_entity_attributes(s->entity, s->sides.left, &model->arena));
    tn_set_refs(model, made, TN_dependency_dependent,
                tn_entity_attributes(s->entity, s->sides.right, &model->arena));
    return made;
}

struct tn_dependency *tn_dependency_declare(struct tn_model *model, const char *text,
                                            struct tn_error *error) {
    struct statement s;
    if (!read_statement(model, text, &s, error))
        return NULL;
    struct tn_dependency *made = find_same(model, &s);
    if (!made)
        return add_dependency(model, &s);
    tn_set_number(model, made, TN_dependency_origin, TN_origin_declared);
    return made;
}

struct tn_dependency *tn_dependency_found(struct tn_model *model, struct tn_entity *entity,
                                          struct tn_fd sides, const char *evidence) {
    struct statement s = {.entity = entity, .sides = sides};
    struct tn_dependency *made = find_same(model, &s);
    struct tn_relation relation;
    struct tn_error none = {0};
    bool known =
        tn_entity_relation(entity, &relation, &none) && tn_implies_fd(&relation.given, sides);
    tn_relation_free(&relation);
    tn_error_clear(&none);
    if (known)
        return NULL;
    if (!made) {
        made = add_dependency(model, &s);
        tn_set_number(model, made, TN_dependency_origin, TN_origin_discovered);
    }
    tn_set_text(model, made, TN_dependency_evidence, evidence);
    return made;
}

bool tn_dependency_take_back(struct tn_model *model, const char *text, struct tn_error *error) {
    struct statement s;
    if (!read_statement(model, text, &s, error))
        return false;
    struct tn_dependency *there = find_same(model, &s);
    if (!there)
        return tn_fail(error, "\"%s\" is not declared", text);
    tn_design_delete(model, there);
    return true;
}
