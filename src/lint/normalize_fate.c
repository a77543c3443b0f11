/*
 * What becomes of that which belongs to an entity when it is taken apart: it stays where the entity
 * still has all it needs, else goes to a part that has, else it is dropped and told.
 */
#include "lint/normalize.h"
#include "tenon/design.h"

#include <string.h>

/* ------------------------------------------------------------------ what an object needs */

static const struct {
    enum tn_kind kind;
    unsigned field;
} expressions[] = {
    {TN_attribute, TN_attribute_generated}, {TN_check, TN_check_expression},
    {TN_index, TN_index_predicate},         {TN_index_part, TN_index_part_expression},
    {TN_exclusion, TN_exclusion_predicate}, {TN_access_pattern, TN_access_pattern_condition},
};

static void add_mentioned(const struct taking_apart *t, const char *text, struct tn_set *set) {
    for (size_t a = 0; *text && a < t->relation.given.attributes; a++)
        if (tn_sql_mentions(t->dialect, text, t->attributes[a]->name))
            tn_set_add(set, a);
}

static void add_refs(const struct taking_apart *t, struct tn_refs refs, struct tn_set *set) {
    for (size_t i = 0; i < refs.count; i++) {
        size_t number = number_of_attribute(t, refs.items[i]);
        if (number != SIZE_MAX)
            tn_set_add(set, number);
    }
}

/* Of a foreign key: what it has to have, not what it leads to. */
static bool is_own(enum tn_kind kind, unsigned field) {
    return kind != TN_relationship || field == TN_relationship_attributes;
}

static void add_used(const struct taking_apart *t, const struct tn_object *object,
                     struct tn_set *set) {
    const struct tn_kind_info *info = tn_kind_of(object);
    for (const unsigned char *i = info->references; *i; i++) {
        union tn_value value = tn_value_get(object, &info->fields[*i]);
        struct tn_refs one = {&value.ref, value.ref != NULL};
        if (is_own(object->kind, *i))
            add_refs(t, info->fields[*i].type == TN_REF ? one : value.refs, set);
    }
    for (size_t i = 0; i < TN_LENGTH(expressions); i++)
        if (expressions[i].kind == object->kind)
            add_mentioned(t, tn_value_get(object, &info->fields[expressions[i].field]).text, set);
    for (size_t i = 0; i < info->list_count; i++) {
        const struct tn_list *list = (const void *)((const char *)object + info->lists[i].offset);
        for (const struct tn_object *child = list->first; child; child = child->next)
            add_used(t, child, set);
    }
}

struct tn_set attributes_used(const struct taking_apart *t, const struct tn_object *object) {
    struct tn_set set = {{0}};
    add_used(t, object, &set);
    return set;
}

/* ------------------------------------------------------------------ a copy in another entity */

static union tn_value value_there(struct taking_apart *t, const struct part *part,
                                  const struct tn_object *object, unsigned number) {
    const struct tn_field *field = &tn_kind_of(object)->fields[number];
    union tn_value value = tn_value_get(object, field);
    size_t own;
    if (!is_own(object->kind, number))
        return value;
    if (field->type == TN_REFS && field->target == TN_attribute)
        value.refs = twins_of(t, part, value.refs);
    if (field->type == TN_REF && value.ref && (own = number_of_attribute(t, value.ref)) != SIZE_MAX)
        value.ref = &part->twins[own]->object;
    return value;
}

/* Its name told of the entity it was in. */
static void copy_to(struct taking_apart *t, const struct part *part, const struct tn_object *object,
                    void *parent) {
    const struct tn_kind_info *info = tn_kind_of(object);
    struct tn_object *made = tn_design_add(t->model, object->kind, parent, "");
    for (unsigned i = TN_FIELD_COMMENT; i < info->field_count; i++)
        tn_set(t->model, made, i, value_there(t, part, object, i));
    for (size_t i = 0; i < info->list_count; i++) {
        const struct tn_list *list = (const void *)((const char *)object + info->lists[i].offset);
        for (const struct tn_object *child = list->first; child; child = child->next)
            copy_to(t, part, child, made);
    }
}

/* ------------------------------------------------------------------ one object */

/* Not the one that stays: the smallest that has all of it. */
static const struct part *home_of(const struct taking_apart *t, struct tn_set used) {
    const struct part *home = NULL;
    for (size_t i = 0; i < t->parts.count; i++) {
        const struct part *part = &t->parts.items[i];
        if (part != t->main && tn_set_within(used, part->attributes) &&
            (!home || tn_set_size(part->attributes) < tn_set_size(home->attributes)))
            home = part;
    }
    return home;
}

static bool has_such_key(struct taking_apart *t, const struct part *part, struct tn_set used) {
    struct tn_refs twins = twins_in(t, part, used);
    for (const struct tn_key *key = part->entity->keys.first; key; key = key->next)
        if (tn_refs_same_set(key->attributes, twins))
            return true;
    return false;
}

static const char *what_people_call(const struct tn_object *object) {
    if (object->kind == TN_key)
        return ((const struct tn_key *)object)->primary ? "primary key" : "unique key";
    return object->kind == TN_relationship ? "foreign key" : tn_kind_of(object)->name;
}

static void tell_of_drop(struct taking_apart *t, const struct tn_object *object,
                         struct tn_set used) {
    const char *title = *object->name ? tn_arena_format(&t->arena, " %s", object->name) : "";
    tell(t, TN_WARNING, t->entity, "%s%s over %s is dropped: its attributes come apart",
         what_people_call(object), title, names_in(t, used));
}

/* In the entity that stays, or nowhere: of triggers, which tell_of_texts tells, and notes. */
static bool stays_with_entity(const struct tn_object *object) {
    return object->kind == TN_attribute || object->kind == TN_trigger ||
           object->kind == TN_dependency || object->kind == TN_note;
}

/* A foreign key whose attributes are now another's key belongs there: the entity reaches it by way
 * of that. */
static struct part *better_home(const struct taking_apart *t, const struct tn_object *object,
                                struct tn_set used) {
    if (object->kind != TN_relationship)
        return NULL;
    for (size_t i = 0; i < t->parts.count; i++) {
        struct part *part = &t->parts.items[i];
        bool never_null = true;
        for (size_t a = 0; a < t->relation.given.attributes; a++)
            never_null &= !tn_set_has(part->key, a) || !t->attributes[a]->nullable;
        if (part != t->main && part->made && never_null && tn_set_within(used, part->key))
            return part;
    }
    return NULL;
}

static void move_one(struct taking_apart *t, struct tn_object *object, struct tn_refs *going) {
    struct tn_set used = attributes_used(t, object);
    struct part *better = better_home(t, object, used);
    const struct part *home = better;
    if (better) {
        better->on_delete = ((const struct tn_relationship *)object)->on_delete;
        better->on_update = ((const struct tn_relationship *)object)->on_update;
    }
    if (!home && t->main && tn_set_within(used, t->main->attributes))
        return;
    home = home ? home : home_of(t, used);
    bool needless = home && object->kind == TN_key && has_such_key(t, home, used);
    if (home && !needless && !(object->kind == TN_key && ((struct tn_key *)object)->primary))
        copy_to(t, home, object, home->entity);
    else if (!home)
        tell_of_drop(t, object, used);
    tn_refs_append(t->model, going, object);
}

void belongings_move(struct taking_apart *t) {
    const struct tn_kind_info *info = &tn_kinds[TN_entity];
    struct tn_refs going = {0};
    for (size_t i = 0; i < info->list_count; i++) {
        const struct tn_list *list =
            (const void *)((const char *)t->entity + info->lists[i].offset);
        for (struct tn_object *object = list->first; object; object = object->next)
            if (!stays_with_entity(object))
                move_one(t, object, &going);
    }
    tn_design_delete_all(t->model, going);
}

/* ------------------------------------------------------------------ dependencies */

static void declare(struct taking_apart *t, const struct part *part,
                    const struct tn_dependency *from, struct tn_fd fd) {
    struct tn_dependency *made = tn_design_add(t->model, TN_dependency, part->entity, "");
    tn_set_number(t->model, made, TN_dependency_multivalued, from->multivalued);
    tn_set_number(t->model, made, TN_dependency_origin, from->origin);
    tn_set_text(t->model, made, TN_dependency_evidence, from->evidence);
    tn_set_refs(t->model, made, TN_dependency_determinant, twins_in(t, part, fd.left));
    tn_set_refs(t->model, made, TN_dependency_dependent, twins_in(t, part, fd.right));
}

static bool has_declared_key(const struct taking_apart *t, const struct tn_entity *entity,
                             struct tn_set set) {
    for (const struct tn_key *key = entity->keys.first; key; key = key->next) {
        struct tn_set needed = {{0}};
        bool null = false;
        add_refs(t, key->attributes, &needed);
        for (size_t i = 0; i < key->attributes.count; i++)
            null |= ((const struct tn_attribute *)key->attributes.items[i])->nullable;
        if (tn_set_within(needed, set) && (key->primary || !null))
            return true;
    }
    return false;
}

/* A new entity has all its keys; what was there has those that it had, and the one it is known by.
 */
static bool is_enforced(const struct taking_apart *t, const struct part *part, struct tn_set left) {
    if (part->made)
        return part_is_key(t, part, left);
    return tn_set_within(part->key, left) ||
           (part == t->main && has_declared_key(t, t->entity, left));
}

/* What the keys of the part do not say already. */
static bool says_something(const struct taking_apart *t, const struct part *part, struct tn_fd fd,
                           bool multivalued) {
    bool whole = tn_set_equal(tn_set_union(fd.left, fd.right), part->attributes);
    return !tn_set_empty(fd.right) && !is_enforced(t, part, fd.left) && !(multivalued && whole);
}

static void move_dependency(struct taking_apart *t, const struct tn_dependency *d) {
    struct tn_fd sides = {{{0}}, {{0}}};
    add_refs(t, d->determinant, &sides.left);
    add_refs(t, d->dependent, &sides.right);
    for (size_t i = 0; i < t->parts.count; i++) {
        const struct part *part = &t->parts.items[i];
        struct tn_fd inside = {
            sides.left, tn_set_minus(tn_set_meet(sides.right, part->attributes), sides.left)};
        if (tn_set_within(sides.left, part->attributes) &&
            says_something(t, part, inside, d->multivalued))
            declare(t, part, d, inside);
    }
}

/* Those that were are dropped; what they still say is declared anew where it holds. */
void dependencies_move(struct taking_apart *t) {
    struct tn_refs going = {0};
    struct tn_dependency *last = t->entity->dependencies.last;
    for (struct tn_dependency *d = t->entity->dependencies.first; d; d = d->next) {
        tn_refs_append(t->model, &going, d);
        move_dependency(t, d);
        if (d == last)
            break;
    }
    tn_design_delete_all(t->model, going);
}
