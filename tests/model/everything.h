/*
 * A model with objects of every kind and no field left at its default, built from the catalogue, so
 * that a new kind or field is in it by itself.
 */
#ifndef TENON_TESTS_EVERYTHING_H
#define TENON_TESTS_EVERYTHING_H

#include "tenon/edit.h"

/* Texts that quoting, encodings and lists get wrong easily. */
static const char *const everything_texts[] = {
    "plain",
    "two words",
    "it's \"quoted\"",
    "back\\slash [1,2]",
    "line\nbreak\ttab\r",
    "öäüß €",
    "\xf0\x9f\x90\x98 elephant",
    "{}<&>;--",
    " ",
    "\x01\x1f control",
};

static inline const char *everything_text(struct tn_model *model, size_t *number) {
    struct tn_arena arena = {0};
    const char *text = tn_arena_format(
        &arena, "%s %zu", everything_texts[*number % TN_LENGTH(everything_texts)], *number);
    ++*number;
    text = tn_text(model, text);
    tn_arena_free(&arena);
    return text;
}

/* A few of every kind below the object, as deep as the catalogue goes. */
static inline void everything_grow(struct tn_model *model, struct tn_object *object) {
    const struct tn_kind_info *info = tn_kind_of(object);
    for (size_t i = 0; i < info->list_count; i++)
        for (int copy = 0; copy < 2; copy++)
            everything_grow(model, tn_add(model, info->lists[i].kind, object, ""));
}

static inline struct tn_object *everything_target(struct tn_model *model, enum tn_kind kind,
                                                  size_t number) {
    struct tn_object *target = tn_next(model, kind == TN_any ? TN_check : kind, NULL);
    for (size_t i = 0; i < number % 3; i++)
        target = target->next ? target->next : target;
    return target;
}

static inline void everything_set(struct tn_model *model, struct tn_object *object,
                                  const struct tn_field *field, size_t *number) {
    union tn_value value = {.number = 0};
    switch (field->type) {
    case TN_TEXT:
        value.text = everything_text(model, number);
        break;
    case TN_TEXTS:
        value.texts = (struct tn_texts){0};
        for (int i = 0; i < 3; i++)
            tn_texts_append(model, &value.texts, everything_text(model, number));
        break;
    case TN_BOOL:
        value.number = !field->default_number;
        break;
    case TN_INT:
        value.number = ++*number % 2 ? INT64_MIN + (int64_t)*number : (int64_t)*number;
        break;
    case TN_ENUM:
        value.number = 1 + (int64_t)(++*number % (field->enumeration->count - 1));
        break;
    case TN_REF:
        value.ref = everything_target(model, field->target, ++*number);
        break;
    case TN_REFS:
        value.refs = (struct tn_refs){0};
        for (int i = 0; i < 2; i++)
            tn_refs_append(model, &value.refs, everything_target(model, field->target, ++*number));
        break;
    }
    tn_value_put(object, field, value);
}

static inline void everything_fill(struct tn_model *model, struct tn_object *object,
                                   size_t *number) {
    const struct tn_kind_info *info = tn_kind_of(object);
    for (size_t i = TN_FIELD_NAME; i < info->field_count; i++)
        everything_set(model, object, &info->fields[i], number);
    for (size_t i = 0; i < info->list_count; i++) {
        const struct tn_list *list = (const void *)((const char *)object + info->lists[i].offset);
        for (struct tn_object *child = list->first; child; child = child->next)
            everything_fill(model, child, number);
    }
}

static inline struct tn_model *everything(uint64_t seed) {
    struct tn_model *model = tn_model_new(seed, 0);
    size_t number = 0;
    everything_grow(model, &model->project->object);
    everything_fill(model, &model->project->object, &number);
    return model;
}

#endif
