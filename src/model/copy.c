/*
 * Deep copies and the check of a model's references. Both walk the catalogue.
 */
#include "model/object.h"

#include <string.h>

/* ------------------------------------------------------------------ copy */

/* The copy's object for one of the original: made dead at first sight, linked when the walk gets
 * there. */
static struct tn_object *twin(struct tn_model *copy, const struct tn_object *object) {
    if (!object)
        return NULL;
    struct tn_object *there = tn_known_id(copy, object->id);
    return there ? there : object_make(copy, object->kind, object->id);
}

static struct tn_object *twin_in(void *copy, const struct tn_object *object) {
    return twin(copy, object);
}

static void copy_fields(struct tn_model *copy, struct tn_object *to, const struct tn_object *from) {
    const struct tn_kind_info *info = tn_kind_of(from);
    for (size_t i = TN_FIELD_NAME; i < info->field_count; i++) {
        const struct tn_field *field = &info->fields[i];
        tn_value_put(to, field, tn_value_in(copy, field, tn_value_get(from, field), twin_in, copy));
    }
}

static void copy_children(struct tn_model *copy, struct tn_object *to,
                          const struct tn_object *from) {
    const struct tn_kind_info *info = tn_kind_of(from);
    for (size_t i = 0; i < info->list_count; i++) {
        const struct tn_list *list = (const void *)((const char *)from + info->lists[i].offset);
        for (const struct tn_object *child = list->first; child; child = child->next) {
            struct tn_object *made = twin(copy, child);
            object_link(copy, made, to, child->rank);
            copy_fields(copy, made, child);
            copy_children(copy, made, child);
        }
    }
}

struct tn_model *tn_model_copy(const struct tn_model *model) {
    struct tn_model *copy = tn_model_new(model->seed, model->project->id);
    copy_fields(copy, &copy->project->object, &model->project->object);
    copy_children(copy, &copy->project->object, &model->project->object);
    return copy;
}

/* ------------------------------------------------------------------ check */

static bool dead(const struct tn_object *ref) {
    return ref && !ref->alive;
}

static bool has_dead_ref(const struct tn_object *object, const struct tn_field *field) {
    union tn_value value = tn_value_get(object, field);
    if (field->type == TN_REF)
        return dead(value.ref);
    for (size_t i = 0; i < value.refs.count; i++)
        if (dead(value.refs.items[i]))
            return true;
    return false;
}

static bool check_object(const struct tn_object *object, struct tn_error *error) {
    const struct tn_kind_info *info = tn_kind_of(object);
    for (const unsigned char *i = info->references; *i; i++)
        if (has_dead_ref(object, &info->fields[*i])) {
            struct tn_buffer where = {0};
            tn_describe(object, &where);
            tn_fail(error, "%s: its field %s refers to an object that is not there", where.at,
                    info->fields[*i].name);
            tn_buffer_free(&where);
            return false;
        }
    for (size_t i = 0; i < info->list_count; i++) {
        const struct tn_list *list = (const void *)((const char *)object + info->lists[i].offset);
        for (const struct tn_object *child = list->first; child; child = child->next)
            if (!check_object(child, error))
                return false;
    }
    return true;
}

bool tn_model_check(const struct tn_model *model, struct tn_error *error) {
    return check_object(&model->project->object, error);
}
