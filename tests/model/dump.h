/*
 * A model as text, for comparing: every object in the order of the tree with its id, rank and every
 * field, by a walk over the catalogue. Two models are the same exactly when their dumps are.
 */
#ifndef TENON_TESTS_DUMP_H
#define TENON_TESTS_DUMP_H

#include "tenon/edit.h"

#include <inttypes.h>

static inline void dump_id(struct tn_buffer *out, const struct tn_object *object) {
    if (object)
        tn_put_format(out, "%016" PRIx64 "%s", object->id, object->alive ? "" : "(dead)");
    else
        tn_put(out, "none");
}

static inline void dump_field(struct tn_buffer *out, const struct tn_object *object,
                              const struct tn_field *field) {
    union tn_value value = tn_value_get(object, field);
    tn_put_format(out, " %s=", field->name);
    switch (field->type) {
    case TN_TEXT:
        tn_put_json(out, value.text);
        break;
    case TN_TEXTS:
        for (size_t i = 0; i < value.texts.count; i++) {
            tn_put_json(out, value.texts.items[i]);
            tn_put_char(out, ',');
        }
        break;
    case TN_BOOL:
    case TN_INT:
    case TN_ENUM:
        tn_put_number(out, value.number);
        break;
    case TN_REF:
        dump_id(out, value.ref);
        break;
    case TN_REFS:
        for (size_t i = 0; i < value.refs.count; i++) {
            dump_id(out, value.refs.items[i]);
            tn_put_char(out, ',');
        }
        break;
    }
}

static inline void dump_tree(struct tn_buffer *out, const struct tn_object *object, int depth) {
    const struct tn_kind_info *info = tn_kind_of(object);
    tn_put_repeated(out, ' ', (size_t)depth);
    tn_put_format(out, "%s %016" PRIx64, info->name, object->id);
    for (size_t i = TN_FIELD_PARENT; i < info->field_count; i++)
        dump_field(out, object, &info->fields[i]);
    tn_put_char(out, '\n');
    for (size_t i = 0; i < info->list_count; i++) {
        const struct tn_list *list = (const void *)((const char *)object + info->lists[i].offset);
        for (const struct tn_object *child = list->first; child; child = child->next)
            dump_tree(out, child, depth + 1);
    }
}

/* On the heap. */
static inline char *dump(const struct tn_model *model) {
    struct tn_buffer out = {0};
    dump_tree(&out, &model->project->object, 0);
    return out.at;
}

#endif
