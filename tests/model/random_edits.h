/*
 * Random groups of edits through everything that edit.h and design.h offer, from a seed. The model
 * stays small, so that edits meet each other.
 */
#ifndef TENON_TESTS_RANDOM_EDITS_H
#define TENON_TESTS_RANDOM_EDITS_H

#include "tenon/design.h"

#include <stdlib.h>

struct random_edits {
    struct tn_model *model;
    uint64_t seed;
    TN_VECTOR(struct tn_object *) objects; /* all live ones, but for the project */
};

enum { RANDOM_MOST_OBJECTS = 150 };

static inline size_t random_below(struct random_edits *random, size_t limit) {
    random->seed = tn_mix(random->seed + UINT64_C(0x9e3779b97f4a7c15));
    return limit ? (size_t)((random->seed >> 11) % limit) : 0;
}

static inline void random_collect(struct random_edits *random, struct tn_object *object) {
    const struct tn_kind_info *info = tn_kind_of(object);
    for (size_t i = 0; i < info->list_count; i++) {
        const struct tn_list *list = (const void *)((const char *)object + info->lists[i].offset);
        for (struct tn_object *child = list->first; child; child = child->next) {
            TN_PUSH(&random->objects, child);
            random_collect(random, child);
        }
    }
}

/* A live object of that kind, or NULL. Half of the time of a kind at random. */
static inline struct tn_object *random_object(struct random_edits *random, enum tn_kind kind) {
    random->objects.count = 0;
    random_collect(random, &random->model->project->object);
    size_t count = 0;
    for (size_t i = 0; i < random->objects.count; i++)
        if (kind == TN_any || random->objects.items[i]->kind == kind)
            random->objects.items[count++] = random->objects.items[i];
    return count ? random->objects.items[random_below(random, count)] : NULL;
}

static inline const char *random_name(struct random_edits *random) {
    static const char *const names[] = {"orders", "customers", "id",    "customer_id", "a",
                                        "b",      "",          "größe", "two words",   "x\"y'z\n"};
    return names[random_below(random, TN_LENGTH(names))];
}

static inline union tn_value random_value(struct random_edits *random,
                                          const struct tn_field *field) {
    union tn_value value = tn_value_default(field);
    size_t count = random_below(random, 4);
    switch (field->type) {
    case TN_TEXT:
        value.text = tn_text(random->model, random_name(random));
        break;
    case TN_TEXTS:
        for (size_t i = 0; i < count; i++)
            tn_texts_append(random->model, &value.texts, random_name(random));
        break;
    case TN_BOOL:
        value.number = (int64_t)random_below(random, 2);
        break;
    case TN_INT:
        value.number = (int64_t)random_below(random, 7) - 3;
        break;
    case TN_ENUM:
        value.number = (int64_t)random_below(random, field->enumeration->count);
        break;
    case TN_REF:
        value.ref = count ? random_object(random, field->target) : NULL;
        break;
    case TN_REFS:
        for (size_t i = 0; i < count; i++) {
            struct tn_object *target = random_object(random, field->target);
            if (target && !tn_refs_have(value.refs, target))
                tn_refs_append(random->model, &value.refs, target);
        }
        break;
    }
    return value;
}

/* ------------------------------------------------------------------ single edits */

static inline void random_add(struct random_edits *random) {
    struct tn_object *parent = random_object(random, TN_any);
    if (!parent || random_below(random, 3) == 0)
        parent = &random->model->project->object;
    const struct tn_kind_info *info = tn_kind_of(parent);
    if (info->list_count == 0 || random->objects.count > RANDOM_MOST_OBJECTS)
        return;
    enum tn_kind kind = info->lists[random_below(random, info->list_count)].kind;
    tn_design_add(random->model, kind, parent, random_name(random));
}

static inline void random_delete(struct random_edits *random) {
    struct tn_object *object = random_object(random, TN_any);
    if (object)
        tn_design_delete(random->model, object);
}

static inline void random_set(struct random_edits *random) {
    struct tn_object *object = random_object(random, TN_any);
    if (!object)
        return;
    const struct tn_kind_info *info = tn_kind_of(object);
    unsigned field = (unsigned)(TN_FIELD_RANK + random_below(random, info->field_count - 1));
    tn_set(random->model, object, field, random_value(random, &info->fields[field]));
}

static inline void random_move(struct random_edits *random) {
    struct tn_object *object = random_object(random, TN_any);
    if (object)
        tn_design_move(random->model, object, (int)random_below(random, 7) - 3);
}

static inline void random_place(struct random_edits *random) {
    struct tn_object *object = random_object(random, TN_any);
    struct tn_object *sibling = object ? random_object(random, object->kind) : NULL;
    if (object)
        tn_design_place_after(random->model, object,
                              sibling->parent == object->parent ? sibling : NULL);
}

static inline void random_copy(struct random_edits *random) {
    struct tn_object *object = random_object(random, TN_any);
    if (object && random->objects.count < RANDOM_MOST_OBJECTS)
        tn_design_copy(random->model, object, random_name(random));
}

static inline void random_reparent(struct random_edits *random) {
    struct tn_object *entity = random_object(random, TN_entity);
    struct tn_object *home = random_object(random, TN_namespace);
    if (!home || random_below(random, 2))
        home = &random->model->project->object;
    if (entity)
        tn_set_ref(random->model, entity, TN_FIELD_PARENT, home);
}

static inline void random_toggle(struct random_edits *random) {
    struct tn_object *attribute = random_object(random, TN_attribute);
    if (!attribute)
        return;
    if (random_below(random, 2))
        tn_design_toggle_primary(random->model, (struct tn_attribute *)attribute);
    else
        tn_design_toggle_unique(random->model, (struct tn_attribute *)attribute);
}

static inline void random_relate(struct random_edits *random) {
    struct tn_error error = {0};
    struct tn_link link = {
        .parent = (struct tn_entity *)random_object(random, TN_entity),
        .child = (struct tn_entity *)random_object(random, TN_entity),
        .parent_end = (enum tn_cardinality)random_below(random, 5),
        .child_end = (enum tn_cardinality)random_below(random, 5),
        .identifying = random_below(random, 2),
        .on_delete = (enum tn_action)random_below(random, 5),
    };
    if (link.parent && random->objects.count < RANDOM_MOST_OBJECTS)
        tn_design_relate(random->model, &link, &error);
    tn_error_clear(&error);
}

static inline void random_swap(struct random_edits *random) {
    struct tn_object *a = random_object(random, TN_entity), *b = random_object(random, TN_entity);
    if (!a)
        return;
    const char *name = a->name;
    tn_set_text(random->model, a, TN_FIELD_NAME, b->name);
    tn_set_text(random->model, b, TN_FIELD_NAME, name);
}

static inline void random_edit(struct random_edits *random) {
    static void (*const edits[])(struct random_edits *) = {
        random_add,    random_add,    random_add,    random_delete, random_set,
        random_set,    random_set,    random_move,   random_place,  random_copy,
        random_toggle, random_toggle, random_relate, random_swap,   random_reparent,
    };
    edits[random_below(random, TN_LENGTH(edits))](random);
}

/* One group of one to five edits; one in ten is cancelled. Is there a new group in the journal? */
static inline bool random_group(struct random_edits *random, struct tn_error *error) {
    struct tn_journal *journal = tn_journal_of(random->model);
    size_t done = journal->done;
    tn_group_begin(random->model, "random %zu", random_below(random, 1000));
    for (size_t count = 1 + random_below(random, 5); count > 0; count--) {
        tn_group_begin(random->model, "nested");
        random_edit(random);
        tn_group_end(random->model, error);
    }
    if (random_below(random, 10) == 0)
        tn_group_cancel(random->model);
    else
        tn_group_end(random->model, error);
    return journal->done > done;
}

#endif
