/*
 * Bringing a model into another one, as edits: the source is matched with the model, what is new is
 * inserted, then fields are set with references translated, then places are put right, then (with
 * replace) what the source does not have is deleted. That order keeps every reference alive:
 * nothing goes before what referred to it refers to something else.
 *
 * What SQL cannot say (areas, notes, diagrams, dependencies, verbs …) is left as it is where the
 * source is of another lineage and does not say it.
 */
#include "diff/comparison.h"
#include "tenon/design.h"

#include <stdlib.h>

struct import {
    struct comparison comparison; /* before: the model; after: the source */
    struct tn_model *model;
    bool whole; /* one lineage: the source knows all fields */
    bool replace;
    struct tn_id_map inserted; /* id of a source object -> its new twin */
};

/* The object in the model for one of the source. */
static struct tn_object *twin_of(const struct import *import, const struct tn_object *object) {
    return object ? tn_diff_before(import->comparison.diff, object) : NULL;
}

static bool is_new(const struct import *import, const struct tn_object *source) {
    return tn_id_map_get(&import->inserted, source->id) != NULL;
}

typedef void (*visitor)(struct import *, struct tn_object *);

static void walk(struct import *import, struct tn_object *object, visitor visit) {
    const struct tn_kind_info *info = tn_kind_of(object);
    visit(import, object);
    for (size_t i = 0; i < info->list_count; i++) {
        struct tn_list *list = tn_list_of(object, info->lists[i].kind);
        for (struct tn_object *child = list->first; child; child = child->next)
            walk(import, child, visit);
    }
}

/* ------------------------------------------------------------------ inserting */

/* In one lineage it is the same object and keeps its id. */
static struct tn_object *add(struct import *import, const struct tn_object *source,
                             struct tn_object *parent) {
    struct tn_object *made =
        import->whole ? tn_insert_with_id(import->model, source->kind, parent, source->id) : NULL;
    return made ? made : tn_design_add(import->model, source->kind, parent, "");
}

static void insert(struct import *import, struct tn_object *source) {
    struct comparison *comparison = &import->comparison;
    if (twin_of(import, source) || (void *)source == comparison->own[AFTER])
        return;
    struct tn_object *parent = twin_of(import, scope_of(comparison, AFTER, source));
    struct tn_object *made = add(import, source, parent);
    tn_id_map_put(&comparison->diff->origins, source->id, made);
    tn_id_map_put(&comparison->diff->matches, made->id, source);
    tn_id_map_put(&import->inserted, source->id, made);
}

/* ------------------------------------------------------------------ fields */

static struct tn_object *twin_in(void *import, const struct tn_object *object) {
    return twin_of(import, object);
}

/* Settings of a project that has them stay, unless the project becomes the source. */
static bool is_settled(const struct import *import, const struct tn_object *twin,
                       const struct tn_field *field) {
    return twin->kind == TN_project && !import->whole &&
           (!import->replace || field == &tn_kind_of(twin)->fields[TN_FIELD_NAME]) &&
           !tn_value_is_default(twin, field);
}

/* Whether a field that the source leaves out is one that it would have said. */
static bool is_said(const struct import *import, const struct tn_field *field,
                    const struct tn_object *source) {
    const struct tn_field *fields = tn_kind_of(source)->fields;
    const struct tn_capabilities *can = &tn_dialect_of(import->comparison.diff->after)->can;
    if (field == &fields[TN_FIELD_NAME])
        return import->replace;
    if (field == &fields[TN_FIELD_COMMENT])
        return can->comments || can->inline_comments;
    return field->flags & TN_COUNTS;
}

static bool should_set(const struct import *import, const struct tn_field *field,
                       const struct tn_object *twin, const struct tn_object *source) {
    if (is_settled(import, twin, field))
        return false;
    if (!import->whole && tn_value_is_default(source, field) && !is_said(import, field, source))
        return false;
    return field_differs(&import->comparison, field, twin, source);
}

static void set_fields(struct import *import, struct tn_object *source) {
    struct tn_object *twin = twin_of(import, source);
    const struct tn_kind_info *info = tn_kind_of(source);
    if (!twin)
        return;
    for (unsigned i = TN_FIELD_NAME; i < info->field_count; i++) {
        const struct tn_field *field = &info->fields[i];
        if (should_set(import, field, twin, source))
            tn_set(import->model, twin, i,
                   tn_value_in(import->model, field, tn_value_get(source, field), twin_in, import));
    }
}

/* In one lineage an entity may have gone to another namespace. */
static void set_parent(struct import *import, struct tn_object *source) {
    struct comparison *comparison = &import->comparison;
    struct tn_object *twin = twin_of(import, source);
    if (!twin || !source->parent || is_new(import, source))
        return;
    struct tn_object *parent = twin_of(import, scope_of(comparison, AFTER, source));
    if (parent != scope_of(comparison, BEFORE, twin))
        tn_set_ref(import->model, twin, TN_FIELD_PARENT, parent);
}

/* ------------------------------------------------------------------ places */

static bool has_order(enum tn_kind kind) {
    return kind == TN_attribute || kind == TN_index_part;
}

static bool must_move(const struct import *import, const struct tn_object *source) {
    return is_new(import, source) || ((import->replace || source->kind == TN_index_part) &&
                                      tn_id_map_get(&import->comparison.moved, source->id));
}

/* From the first to the last, each that is new or moved behind the one before it: those that
 * stay are in order already. */
static void place_children(struct import *import, struct tn_object *source, enum tn_kind kind) {
    struct comparison *comparison = &import->comparison;
    struct objects old = {0}, new = {0};
    gather(comparison, BEFORE, twin_of(import, source), kind, &old);
    gather(comparison, AFTER, source, kind, &new);
    comparison_find_moved(comparison, &old, &new);
    for (size_t i = 0; i < new.count; i++)
        if (must_move(import, new.items[i]))
            tn_design_place_after(import->model, twin_of(import, new.items[i]),
                                  i ? twin_of(import, new.items[i - 1]) : NULL);
    free(old.items);
    free(new.items);
}

static void place(struct import *import, struct tn_object *source) {
    const struct tn_kind_info *info = tn_kind_of(source);
    if (is_new(import, source) || !twin_of(import, source))
        return;
    for (size_t i = 0; i < info->list_count; i++)
        if (has_order(info->lists[i].kind))
            place_children(import, source, info->lists[i].kind);
}

/* ------------------------------------------------------------------ deleting */

/* What only the project knows stays when the source is a text of another origin. */
static bool is_own_knowledge(const struct import *import, const struct tn_object *object) {
    return !import->whole && (!kind_counts(object->kind) || object->kind == TN_dependency);
}

static void collect_surplus(const struct import *import, struct tn_object *object,
                            struct objects *surplus) {
    const struct tn_kind_info *info = tn_kind_of(object);
    if (!tn_diff_after(import->comparison.diff, object) &&
        (void *)object != import->comparison.own[BEFORE]) {
        if (!is_own_knowledge(import, object))
            TN_PUSH(surplus, object);
        return;
    }
    for (size_t i = 0; i < info->list_count; i++) {
        struct tn_list *list = tn_list_of(object, info->lists[i].kind);
        for (struct tn_object *child = list->first; child; child = child->next)
            collect_surplus(import, child, surplus);
    }
}

static void delete_surplus(struct import *import) {
    struct objects surplus = {0};
    collect_surplus(import, &import->model->project->object, &surplus);
    if (surplus.count)
        tn_design_delete_all(import->model, (struct tn_refs){surplus.items, surplus.count});
    free(surplus.items);
}

/* ------------------------------------------------------------------ the public face */

void tn_diff_import_as(struct tn_model *model, const struct tn_model *source, bool replace,
                       const struct tn_diff_options *matching) {
    struct import import = {.model = model, .replace = replace};
    struct tn_diff_options options = *matching;
    struct tn_object *root = &source->project->object;
    options.order = options.layout = true;
    comparison_begin(&import.comparison, model, source, &options);
    import.whole = import.comparison.by_id;
    walk(&import, root, insert);
    walk(&import, root, set_parent);
    walk(&import, root, set_fields);
    walk(&import, root, place);
    if (replace)
        delete_surplus(&import);
    tn_id_map_free(&import.inserted);
    comparison_end(&import.comparison);
    tn_diff_free(import.comparison.diff);
}

void tn_diff_import(struct tn_model *model, const struct tn_model *source, bool replace) {
    tn_diff_import_as(model, source, replace, &(struct tn_diff_options){0});
}
