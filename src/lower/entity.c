/*
 * Lowering one entity: a small model is made of it and of what its DDL needs, and all passes run
 * over that. What it refers to comes along as a stub: of another entity its attributes and keys, of
 * a type all. The cost follows from the entity, not from the model.
 */
#include "lower/lowering.h"

#include <string.h>

struct extract {
    struct tn_model *into;
};

static void *twin(struct extract *extract, const struct tn_object *object);

/* ------------------------------------------------------------------ fields */

static struct tn_refs twins(struct extract *extract, struct tn_refs refs) {
    struct tn_refs result = {0};
    for (size_t i = 0; i < refs.count; i++) {
        void *made = twin(extract, refs.items[i]);
        if (made)
            tn_refs_append(extract->into, &result, made);
    }
    return result;
}

static struct tn_texts same_texts(struct extract *extract, struct tn_texts texts) {
    struct tn_texts result = {0};
    for (size_t i = 0; i < texts.count; i++)
        tn_texts_append(extract->into, &result, texts.items[i]);
    return result;
}

static void fill_field(struct extract *extract, struct tn_object *to, const struct tn_object *from,
                       const struct tn_field *field) {
    union tn_value value = tn_value_get(from, field);
    switch (field->type) {
    case TN_TEXT:
        value.text = tn_text(extract->into, value.text);
        break;
    case TN_TEXTS:
        value.texts = same_texts(extract, value.texts);
        break;
    case TN_REF:
        value.ref = value.ref ? twin(extract, value.ref) : NULL;
        break;
    case TN_REFS:
        value.refs = twins(extract, value.refs);
        break;
    default:
        break;
    }
    tn_value_put(to, field, value);
}

static void fill(struct extract *extract, struct tn_object *to, const struct tn_object *from) {
    const struct tn_kind_info *info = tn_kind_of(from);
    for (size_t i = TN_FIELD_NAME; i < info->field_count; i++)
        fill_field(extract, to, from, &info->fields[i]);
}

/* ------------------------------------------------------------------ objects */

static const struct tn_list *list_at(const struct tn_object *object,
                                     const struct tn_child_list *slot) {
    return (const void *)((const char *)object + slot->offset);
}

/* Below an entity that is only referred to: what a foreign key or a partition looks at. */
static bool in_stub(enum tn_kind kind) {
    return kind == TN_attribute || kind == TN_key;
}

static void make_below(struct extract *extract, const struct tn_object *from, void *to, bool stub) {
    const struct tn_kind_info *info = tn_kind_of(from);
    for (size_t i = 0; i < info->list_count; i++) {
        if (stub && !in_stub(info->lists[i].kind))
            continue;
        const struct tn_list *list = list_at(from, &info->lists[i]);
        for (const struct tn_object *child = list->first; child; child = child->next) {
            void *made = tn_add_with_id(extract->into, child->kind, to, child->id);
            if (made)
                make_below(extract, child, made, stub);
        }
    }
}

static void fill_below(struct extract *extract, const struct tn_object *from) {
    const struct tn_kind_info *info = tn_kind_of(from);
    for (size_t i = 0; i < info->list_count; i++) {
        const struct tn_list *list = list_at(from, &info->lists[i]);
        for (const struct tn_object *child = list->first; child; child = child->next) {
            struct tn_object *made = tn_find_id(extract->into, child->id);
            if (!made)
                continue;
            fill(extract, made, child);
            fill_below(extract, child);
        }
    }
}

static void *parent_of(struct extract *extract, const struct tn_object *object) {
    const struct tn_namespace *space = tn_namespace_of(object);
    struct tn_object *made = space ? tn_find_id(extract->into, space->id) : NULL;
    if (!space)
        return extract->into->project;
    if (!made) {
        made = tn_add_with_id(extract->into, TN_namespace, extract->into->project, space->id);
        made->name = tn_text(extract->into, space->name);
    }
    return made;
}

static void *take_stub(struct extract *extract, const struct tn_object *from) {
    struct tn_object *made =
        tn_add_with_id(extract->into, from->kind, parent_of(extract, from), from->id);
    made->name = tn_text(extract->into, from->name);
    make_below(extract, from, made, from->kind == TN_entity);
    if (from->kind != TN_entity)
        fill(extract, made, from);
    fill_below(extract, from);
    return made;
}

/* The object that stands for another in the small model, or NULL for what the DDL does not need. */
static void *twin(struct extract *extract, const struct tn_object *object) {
    const struct tn_entity *entity = tn_entity_of(object);
    struct tn_object *there = tn_find_id(extract->into, object->id);
    if (there)
        return there;
    if (object->kind == TN_type)
        return take_stub(extract, object);
    if (!entity || tn_find_id(extract->into, entity->id))
        return NULL;
    take_stub(extract, &entity->object);
    return tn_find_id(extract->into, object->id);
}

static void copy_settings(struct extract *extract, const struct tn_project *project) {
    const struct tn_kind_info *info = tn_kind_of(project);
    for (size_t i = TN_FIELD_NAME; i < info->field_count; i++)
        if (info->fields[i].type == TN_TEXT)
            fill_field(extract, &extract->into->project->object, &project->object,
                       &info->fields[i]);
}

struct tn_model *tn_lower_entity(const struct tn_model *model, const struct tn_entity *entity,
                                 const struct tn_dialect *dialect) {
    struct extract extract = {tn_model_new(model->seed, model->project->id)};
    struct lowering lowering = {
        .model = extract.into,
        .from = tn_dialect_of(model),
        .to = dialect ? dialect : tn_dialect_of(model),
    };
    copy_settings(&extract, model->project);
    struct tn_object *made =
        tn_add_with_id(extract.into, TN_entity, parent_of(&extract, &entity->object), entity->id);
    make_below(&extract, &entity->object, made, false);
    fill(&extract, made, &entity->object);
    fill_below(&extract, &entity->object);
    lower_run(&lowering);
    return extract.into;
}
