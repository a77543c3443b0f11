/*
 * Values of enumerations while applications go on (PostgreSQL). Those that come are added in
 * expand. One that gets another name has the old one until contract renames it, in a moment and
 * without a row being written: only then may what speaks of the new name be there. Those that go do
 * so in contract too, by a successor of the type.
 */
#include "migrate/rollout.h"
#include "tenon/edit.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ what speaks of a new name */

static bool has_column_of(const struct tn_object *object, const struct tn_type *type) {
    const struct tn_entity *entity = tn_entity_of(object);
    for (const struct tn_attribute *a = entity ? entity->attributes.first : NULL; a; a = a->next)
        if (a->named_type == type)
            return true;
    return !entity;
}

static bool field_has(const struct tn_object *object, const struct tn_field *field,
                      const char *literal) {
    return field->type == TN_TEXT && strstr(tn_value_get(object, field).text, literal);
}

static bool any_field_has(const struct tn_object *object, const char *literal) {
    const struct tn_kind_info *info = tn_kind_of(object);
    for (unsigned i = TN_FIELD_OWN; i < info->field_count; i++)
        if (field_has(object, &info->fields[i], literal))
            return true;
    for (size_t i = 0; i < info->list_count; i++) {
        struct tn_list *list = tn_list_of(object, info->lists[i].kind);
        for (const struct tn_object *child = list->first; child; child = child->next)
            if (any_field_has(child, literal))
                return true;
    }
    return false;
}

bool speaks_of_new_value(const struct making *making, const struct tn_change *change) {
    bool speaks = false;
    for (size_t i = 0; i < making->diff->value_renames.count && change->after && !speaks; i++) {
        const struct tn_value_rename *rename = &making->diff->value_renames.items[i];
        struct tn_buffer literal = {0};
        tn_sql_put_string(&literal, making->dialect, rename->to);
        if (has_column_of(change->after, rename->after))
            speaks = change->field ? field_has(change->after, change->field, literal.at)
                                   : any_field_has(change->after, literal.at);
        tn_buffer_free(&literal);
    }
    return speaks;
}

/* ------------------------------------------------------------------ values that come */

/* New values in rows, by the place of the old one that they stand behind; 0: before all. Places
 * count from 1. */
struct coming {
    struct tn_text_map places; /* a value of `after` -> the place of the old one that it is */
    size_t *heads, *tails;     /* by the place of an old one: places of new ones */
    size_t *next;              /* by the place of a new one */
};

static void note_old(struct coming *coming, const struct making *making,
                     const struct tn_type *before) {
    for (size_t i = 0; i < before->values.count; i++)
        tn_text_map_put(&coming->places, before->values.items[i], (void *)(uintptr_t)(i + 1));
    for (size_t i = 0; i < making->diff->value_renames.count; i++) {
        const struct tn_value_rename *rename = &making->diff->value_renames.items[i];
        if (rename->before == before && !rename->waits)
            tn_text_map_put(&coming->places, rename->to,
                            tn_text_map_get(&coming->places, rename->from));
    }
}

static void note_new(struct coming *coming, const struct tn_type *after) {
    size_t place = 0;
    for (size_t i = 0; i < after->values.count; i++) {
        size_t old = (size_t)(uintptr_t)tn_text_map_get(&coming->places, after->values.items[i]);
        size_t last = coming->tails[place];
        if (old)
            place = old;
        else
            *(last ? &coming->next[last] : &coming->heads[place]) = coming->tails[place] = i + 1;
    }
}

static struct tn_texts with_coming(struct tn_model *state, const struct coming *coming,
                                   const struct tn_type *before, const struct tn_type *after) {
    struct tn_texts values = {0};
    for (size_t place = 0; place <= before->values.count; place++) {
        if (place)
            tn_texts_append(state, &values, before->values.items[place - 1]);
        for (size_t i = coming->heads[place]; i; i = coming->next[i])
            tn_texts_append(state, &values, after->values.items[i - 1]);
    }
    return values;
}

static void add_coming(struct making *making, const struct tn_type *before,
                       const struct tn_type *after) {
    struct tn_type *type = (void *)tn_find_id(making->state, before->id);
    struct coming coming = {0};
    coming.heads = tn_allocate((before->values.count + 1) * sizeof *coming.heads);
    coming.tails = tn_allocate((before->values.count + 1) * sizeof *coming.tails);
    coming.next = tn_allocate((after->values.count + 1) * sizeof *coming.next);
    note_old(&coming, making, before);
    note_new(&coming, after);
    tn_set(making->state, type, TN_type_values,
           (union tn_value){.texts = with_coming(making->state, &coming, before, after)});
    tn_text_map_free(&coming.places);
    free(coming.heads);
    free(coming.tails);
    free(coming.next);
}

void values_come(struct making *making) {
    for (size_t i = 0; i < making->diff->changes.count; i++) {
        const struct tn_change *change = &making->diff->changes.items[i];
        const struct tn_type *before = (const void *)change->before;
        const struct tn_type *after = (const void *)change->after;
        if (rollout_is_field(change, TN_type, TN_type_values) &&
            before->variety == TN_variety_enumeration && after->variety == before->variety)
            add_coming(making, before, after);
    }
}

/* ------------------------------------------------------------------ values of another name */

void decide_on_values(const struct making *making, struct tn_renames *renames) {
    const struct tn_diff named = {.before = making->after, .after = making->after};
    struct tn_buffer lines = {0};
    for (size_t i = 0; i < making->diff->value_renames.count; i++) {
        const struct tn_value_rename *rename = &making->diff->value_renames.items[i];
        struct tn_likeness likeness = {.before = &rename->after->object,
                                       .after = &rename->after->object,
                                       .from = rename->from,
                                       .to = rename->to};
        tn_renames_put_line(&named, &likeness, false, &lines);
        tn_put_char(&lines, '\n');
    }
    tn_renames_read(renames, (struct tn_slice){tn_buffer_text(&lines), lines.length}, "", NULL);
    tn_buffer_free(&lines);
}
