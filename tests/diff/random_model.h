/*
 * Random models and random edits for property tests: any object of the schema, any field, by the
 * catalogue alone. What refers to what is random too; only the kinds match.
 */
#ifndef TESTS_DIFF_RANDOM_MODEL_H
#define TESTS_DIFF_RANDOM_MODEL_H

#include "tenon/design.h"

#include <stdio.h>

struct dice {
    uint64_t state;
};

static inline uint64_t roll(struct dice *dice, uint64_t sides) {
    dice->state += UINT64_C(0x9e3779b97f4a7c15);
    return tn_mix(dice->state) % sides;
}

/* ------------------------------------------------------------------ values */

static struct tn_object *any_of(struct tn_model *model, struct dice *dice, enum tn_kind kind) {
    if (kind == TN_any || model->counts[kind] == 0)
        return NULL;
    uint64_t skip_count = roll(dice, model->counts[kind]);
    struct tn_object *object = tn_next(model, kind, NULL);
    while (skip_count-- > 0)
        object = tn_next(model, kind, object);
    return object;
}

static union tn_value random_value(struct tn_model *model, struct dice *dice,
                                   const struct tn_field *field) {
    union tn_value value = tn_value_default(field);
    char text[32];
    snprintf(text, sizeof text, "t%d", (int)roll(dice, 6));
    switch (field->type) {
    case TN_TEXT:
        value.text = tn_text(model, text);
        break;
    case TN_TEXTS:
        tn_texts_append(model, &value.texts, text);
        break;
    case TN_BOOL:
        value.number = (int64_t)roll(dice, 2);
        break;
    case TN_INT:
        value.number = (int64_t)roll(dice, 5);
        break;
    case TN_ENUM:
        value.number = (int64_t)roll(dice, field->enumeration->count);
        break;
    case TN_REF:
        value.ref = any_of(model, dice, field->target);
        break;
    case TN_REFS:
        for (uint64_t i = roll(dice, 3) + 1; i > 0 && model->counts[field->target]; i--)
            tn_refs_append(model, &value.refs, any_of(model, dice, field->target));
        break;
    }
    return value;
}

static void set_random_field(struct tn_model *model, struct dice *dice, struct tn_object *object) {
    const struct tn_kind_info *info = tn_kind_of(object);
    unsigned field = TN_FIELD_COMMENT + (unsigned)roll(dice, info->field_count - TN_FIELD_COMMENT);
    tn_set(model, object, field, random_value(model, dice, &info->fields[field]));
}

/* ------------------------------------------------------------------ objects */

static const enum tn_kind kinds[] = {
    TN_namespace, TN_entity, TN_attribute,  TN_attribute, TN_attribute, TN_key,  TN_relationship,
    TN_index,     TN_check,  TN_index_part, TN_type,      TN_sequence,  TN_view,
};

static enum tn_kind random_kind(struct dice *dice) {
    return kinds[roll(dice, TN_LENGTH(kinds))];
}

static struct tn_object *random_parent(struct tn_model *model, struct dice *dice,
                                       enum tn_kind kind) {
    enum tn_kind parents[TN_KIND_COUNT];
    size_t count = 0;
    for (int i = 1; i < TN_KIND_COUNT; i++)
        if ((tn_kinds[kind].parents & (UINT64_C(1) << i)) && model->counts[i])
            parents[count++] = (enum tn_kind)i;
    return count ? any_of(model, dice, parents[roll(dice, count)]) : NULL;
}

static void add_random_object(struct tn_model *model, struct dice *dice) {
    enum tn_kind kind = random_kind(dice);
    struct tn_object *parent = random_parent(model, dice, kind);
    char name[32];
    snprintf(name, sizeof name, "n%d", (int)roll(dice, 12));
    if (!parent || tn_find_name(tn_list_of(parent, kind), name))
        return;
    struct tn_object *made = tn_design_add(model, kind, parent, kind == TN_index_part ? "" : name);
    for (int i = 0; i < 3; i++)
        set_random_field(model, dice, made);
    if (kind == TN_index) /* never without a part */
        set_random_field(model, dice, tn_design_add(model, TN_index_part, made, ""));
}

/* Schema objects with random fields; names are unique among siblings. */
static inline struct tn_model *random_model(uint64_t seed, uint64_t project_id) {
    struct dice dice = {seed};
    struct tn_model *model = tn_model_new(seed + 1, project_id);
    tn_group_begin(model, "make");
    for (int i = 0; i < 60; i++)
        add_random_object(model, &dice);
    tn_group_end(model, NULL);
    return model;
}

/* ------------------------------------------------------------------ edits */

static void rename_randomly(struct tn_model *model, struct dice *dice, struct tn_object *object) {
    char name[32];
    snprintf(name, sizeof name, "r%d", (int)roll(dice, 1000000));
    if (object->kind != TN_index_part)
        tn_set_text(model, object, TN_FIELD_NAME, name);
}

/* Inserts, deletes, moves and sets fields, as edits in a group of their own. */
static inline void random_edits(struct tn_model *model, struct dice *dice, int count) {
    tn_group_begin(model, "edit");
    for (int i = 0; i < count; i++) {
        struct tn_object *object = any_of(model, dice, random_kind(dice));
        if (!object)
            continue;
        switch (roll(dice, 6)) {
        case 0:
            tn_design_delete(model, object);
            break;
        case 1:
            add_random_object(model, dice);
            break;
        case 2:
            rename_randomly(model, dice, object);
            break;
        case 3:
            tn_design_move(model, object, roll(dice, 2) ? 1 : -1);
            break;
        default:
            set_random_field(model, dice, object);
        }
    }
    tn_group_end(model, NULL);
}

#endif
