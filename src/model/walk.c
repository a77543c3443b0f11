/*
 * Walking and searching the tree, and the questions one asks of objects.
 */
#include "tenon/model.h"

#include <string.h>
#include <strings.h>

/* ------------------------------------------------------------------ walking */

/* A bit (TN_IN) for the kind itself and each kind that may stand above it. */
static uint64_t holders_of(enum tn_kind kind) {
    uint64_t holders = UINT64_C(1) << kind;
    for (uint64_t before = 0; before != holders;) {
        before = holders;
        for (int i = 1; i < TN_KIND_COUNT; i++)
            if (holders & (UINT64_C(1) << i))
                holders |= tn_kinds[i].parents;
    }
    return holders;
}

static struct tn_object *first_in(const struct tn_object *parent, size_t from, enum tn_kind kind,
                                  uint64_t holders) {
    const struct tn_kind_info *info = tn_kind_of(parent);
    for (size_t i = from; i < info->list_count; i++) {
        const struct tn_child_list *slot = &info->lists[i];
        const struct tn_list *list = (const void *)((const char *)parent + slot->offset);
        if (!list->first || !(holders & (UINT64_C(1) << slot->kind)))
            continue;
        if (slot->kind == kind)
            return list->first;
        for (struct tn_object *child = list->first; child; child = child->next) {
            struct tn_object *found = first_in(child, 0, kind, holders);
            if (found)
                return found;
        }
    }
    return NULL;
}

static size_t slot_after(const struct tn_object *parent, enum tn_kind kind) {
    const struct tn_kind_info *info = tn_kind_of(parent);
    for (size_t i = 0; i < info->list_count; i++)
        if (info->lists[i].kind == kind)
            return i + 1;
    return info->list_count;
}

/* Siblings first, then whatever comes after the parent's list, then up. */
void *tn_next(const struct tn_model *model, enum tn_kind kind, const void *previous) {
    const struct tn_object *at = previous;
    if (at && at->next)
        return at->next;
    if (!model->counts[kind])
        return NULL;
    uint64_t holders = holders_of(kind);
    if (!at)
        return kind == TN_project ? (void *)model->project
                                  : first_in(&model->project->object, 0, kind, holders);
    for (; at->parent; at = at->parent) {
        for (const struct tn_object *s = at->kind == kind ? NULL : at->next; s; s = s->next) {
            struct tn_object *found = first_in(s, 0, kind, holders);
            if (found)
                return found;
        }
        struct tn_object *found =
            first_in(at->parent, slot_after(at->parent, at->kind), kind, holders);
        if (found)
            return found;
    }
    return NULL;
}

/* ------------------------------------------------------------------ finding */

struct tn_object *tn_find_id(const struct tn_model *model, uint64_t id) {
    struct tn_object *object = tn_known_id(model, id);
    return object && object->alive ? object : NULL;
}

void *tn_find_name(const struct tn_list *list, const char *name) {
    for (struct tn_object *object = list->first; object; object = object->next)
        if (strcmp(object->name, name) == 0)
            return object;
    return NULL;
}

void *tn_find_name_folded(const struct tn_list *list, const char *name) {
    for (struct tn_object *object = list->first; object; object = object->next)
        if (tn_same_word(object->name, name))
            return object;
    return NULL;
}

/* The part of the name behind "namespace.", or NULL where it does not begin so. */
static const char *inside(const struct tn_namespace *namespace, const char *name, bool folded) {
    size_t length = strlen(namespace->name);
    int differ = folded ? strncasecmp(name, namespace->name, length)
                        : strncmp(name, namespace->name, length);
    return differ == 0 && name[length] == '.' ? name + length + 1 : NULL;
}

static struct tn_entity *find_entity(const struct tn_model *model, const char *name, bool folded) {
    void *(*find)(const struct tn_list *, const char *) =
        folded ? tn_find_name_folded : tn_find_name;
    struct tn_entity *found = find(&model->project->entities, name);
    for (struct tn_namespace *n = model->project->namespaces.first; n && !found; n = n->next) {
        const char *rest = inside(n, name, folded);
        if (rest)
            found = find(&n->entities, rest);
        if (!found)
            found = find(&n->entities, name);
    }
    return found;
}

struct tn_entity *tn_find_entity(const struct tn_model *model, const char *name) {
    struct tn_entity *exact = find_entity(model, name, false);
    return exact ? exact : find_entity(model, name, true);
}

/* ------------------------------------------------------------------ questions */

const char *tn_kept_text(const struct tn_object *object) {
    switch (object->kind) {
    case TN_view:
        return ((const struct tn_view *)object)->query;
    case TN_routine:
        return ((const struct tn_routine *)object)->definition;
    case TN_trigger:
        return ((const struct tn_trigger *)object)->definition;
    case TN_grant:
        return ((const struct tn_grant *)object)->definition;
    case TN_raw:
        return ((const struct tn_raw *)object)->definition;
    default:
        return "";
    }
}

bool tn_is_temporary(const void *object) {
    if (((const struct tn_object *)object)->kind == TN_view)
        return tn_starts_with(((const struct tn_view *)object)->options, "TEMP");
    const struct tn_entity *entity = tn_entity_of(object);
    return entity && entity->persistence == TN_persistence_temporary;
}

struct tn_entity *tn_entity_of(const void *object) {
    for (const struct tn_object *o = object; o; o = o->parent)
        if (o->kind == TN_entity)
            return (struct tn_entity *)o;
    return NULL;
}

struct tn_namespace *tn_namespace_of(const void *object) {
    for (const struct tn_object *o = object; o; o = o->parent)
        if (o->kind == TN_namespace)
            return (struct tn_namespace *)o;
    return NULL;
}

struct tn_key *tn_primary_key(const struct tn_entity *entity) {
    for (struct tn_key *key = entity->keys.first; key; key = key->next)
        if (key->primary)
            return key;
    return NULL;
}

bool tn_refs_begin_with(struct tn_refs refs, struct tn_refs first) {
    if (first.count == 0 || first.count > refs.count)
        return false;
    for (size_t i = 0; i < first.count; i++)
        if (refs.items[i] != first.items[i])
            return false;
    return true;
}

bool tn_refs_have(struct tn_refs refs, const void *object) {
    for (size_t i = 0; i < refs.count; i++)
        if (refs.items[i] == object)
            return true;
    return false;
}

/* Lists of a key or foreign key: at most a few dozen long. */
bool tn_refs_same_set(struct tn_refs a, struct tn_refs b) {
    if (a.count != b.count)
        return false;
    for (size_t i = 0; i < a.count; i++)
        if (!tn_refs_have(b, a.items[i]) || !tn_refs_have(a, b.items[i]))
            return false;
    return true;
}

static bool all_not_null(struct tn_refs attributes) {
    for (size_t i = 0; i < attributes.count; i++)
        if (((struct tn_attribute *)attributes.items[i])->nullable)
            return false;
    return attributes.count > 0;
}

static bool subset(struct tn_refs part, struct tn_refs whole) {
    for (size_t i = 0; i < part.count; i++)
        if (!tn_refs_have(whole, part.items[i]))
            return false;
    return part.count > 0;
}

/* Unique over a subset of the attributes: no two children of one parent. */
static bool covered_by_index(const struct tn_index *index, struct tn_refs attributes) {
    if (!index->unique || *index->predicate)
        return false;
    for (struct tn_index_part *part = index->parts.first; part; part = part->next)
        if (!part->attribute || part->length || !tn_refs_have(attributes, part->attribute))
            return false;
    return index->parts.count > 0;
}

static bool unique_over(const struct tn_entity *entity, struct tn_refs attributes) {
    for (struct tn_key *key = entity->keys.first; key; key = key->next)
        if (subset(key->attributes, attributes))
            return true;
    for (struct tn_index *index = entity->indexes.first; index; index = index->next)
        if (covered_by_index(index, attributes))
            return true;
    return false;
}

bool tn_is_many_to_many(const struct tn_relationship *relationship) {
    return relationship->parent_cardinality == TN_cardinality_zero_or_many ||
           relationship->parent_cardinality == TN_cardinality_one_or_many;
}

void tn_relationship_ends(const struct tn_relationship *relationship, enum tn_cardinality *parent,
                          enum tn_cardinality *child) {
    enum tn_cardinality above = relationship->parent_cardinality;
    enum tn_cardinality below = relationship->child_cardinality;
    if (above == TN_cardinality_automatic)
        above = all_not_null(relationship->attributes) ? TN_cardinality_exactly_one
                                                       : TN_cardinality_zero_or_one;
    if (below == TN_cardinality_automatic)
        below = relationship->attributes.count &&
                        unique_over(tn_entity_of(relationship), relationship->attributes)
                    ? TN_cardinality_zero_or_one
                    : TN_cardinality_zero_or_many;
    if (parent)
        *parent = above;
    if (child)
        *child = below;
}

struct tn_refs tn_relationship_target_attributes(const struct tn_relationship *relationship) {
    if (relationship->target_attributes.count || !relationship->target)
        return relationship->target_attributes;
    struct tn_key *key = tn_primary_key(relationship->target);
    return key ? key->attributes : (struct tn_refs){0};
}

/* ------------------------------------------------------------------ names for people */

const char *tn_title(const void *object) {
    const struct tn_object *o = object;
    if (*o->name)
        return o->name;
    if (o->kind == TN_key)
        return ((const struct tn_key *)o)->primary ? "(primary key)" : "(unique key)";
    return tn_kind_of(o)->nameless;
}

/* The next part of a path towards its beginning; the project is none. */
static const struct tn_object *part_above(const struct tn_object *object) {
    return object->parent && object->parent->kind != TN_project ? object->parent : NULL;
}

static size_t path_length(const struct tn_object *object) {
    size_t length = 0;
    for (; object; object = part_above(object))
        length += strlen(tn_title(object)) + 1;
    return length - 1;
}

/* From its end to its beginning. */
static void write_path(const struct tn_object *object, char *end) {
    for (bool last = true; object; object = part_above(object), last = false) {
        if (!last)
            *--end = '.';
        const char *title = tn_title(object);
        size_t length = strlen(title);
        end = memcpy(end - length, title, length);
    }
}

void tn_path(const void *object, struct tn_buffer *out) {
    size_t length = path_length(object);
    tn_put_repeated(out, '.', length);
    write_path(object, out->at + out->length);
}

char *tn_path_text(const void *object, struct tn_arena *arena) {
    size_t length = path_length(object);
    char *path = tn_arena_allocate(arena, length + 1);
    write_path(object, path + length);
    return path;
}

void tn_describe(const void *object, struct tn_buffer *out) {
    tn_put_spaced(out, tn_kind_of(object)->name);
    tn_put_char(out, ' ');
    tn_path(object, out);
}
