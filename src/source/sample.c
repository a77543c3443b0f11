/*
 * Tables of data matched to the entities of a model, as the checks take them.
 */
#include "tenon/data.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ names */

/* data/orders.csv is orders. */
static const char *entity_name(const struct tn_data *data, struct tn_arena *arena) {
    const char *slash = strrchr(data->name, '/'), *name = slash ? slash + 1 : data->name;
    const char *dot = strrchr(name, '.');
    bool file = data->file && dot && dot > name;
    if (data->entity)
        return data->entity;
    return tn_arena_text(arena, name, file ? (size_t)(dot - name) : strlen(name));
}

static struct tn_entity *entity_of(const struct tn_data *data, const struct tn_model *model,
                                   struct tn_arena *arena) {
    const char *name = entity_name(data, arena);
    struct tn_entity *found = tn_find_entity(model, name);
    TN_EACH_OF(model, entity, entity)
    if (!found && tn_same_word(entity->name, name))
        found = entity;
    return found;
}

static const struct tn_attribute *attribute_of(const struct tn_entity *entity, const char *name) {
    const struct tn_object *found = tn_find_name(&entity->attributes, name);
    return (const void *)(found ? found : tn_find_name_folded(&entity->attributes, name));
}

/* ------------------------------------------------------------------ samples */

static struct tn_sample sample_of(const struct tn_data *data, const struct tn_entity *entity,
                                  struct tn_arena *arena, struct tn_findings *findings) {
    const struct tn_attribute **attributes =
        tn_arena_allocate(arena, (data->count + 1) * sizeof *attributes);
    const char *const **values = tn_arena_allocate(arena, (data->count + 1) * sizeof *values);
    for (size_t i = 0; i < data->count; i++) {
        attributes[i] = attribute_of(entity, data->columns[i].name);
        values[i] = data->columns[i].values.items;
        if (!attributes[i])
            tn_finding_add(findings, TN_WARNING, "data-column", entity,
                           "%s has a column %s, which %s has not", data->name,
                           data->columns[i].name, entity->name);
    }
    return (struct tn_sample){.entity = entity,
                              .name = data->name,
                              .columns = tn_data_codes(data),
                              .attributes = attributes,
                              .values = values,
                              .cut = data->cut};
}

static bool is_taken(const struct tn_data_samples *samples, const struct tn_entity *entity) {
    for (size_t i = 0; i < samples->list.count; i++)
        if (samples->list.items[i].entity == entity)
            return true;
    return false;
}

static void add(struct tn_data_samples *samples, const struct tn_data *data,
                const struct tn_model *model, struct tn_findings *findings) {
    struct tn_entity *entity = entity_of(data, model, &samples->arena);
    if (!entity && data->file)
        tn_finding_add(findings, TN_WARNING, "data-table", NULL,
                       "there is no entity %s: say which one %s is of, ENTITY=%s",
                       entity_name(data, &samples->arena), data->name, data->name);
    else if (entity && is_taken(samples, entity))
        tn_finding_add(findings, TN_WARNING, "data-table", entity,
                       "%s is left out: there are rows of %s already", data->name, entity->name);
    else if (entity)
        TN_PUSH(&samples->list, sample_of(data, entity, &samples->arena, findings));
}

void tn_data_samples_make(const struct tn_data_set *set, const struct tn_model *model,
                          struct tn_data_samples *samples, struct tn_findings *findings) {
    *samples = (struct tn_data_samples){.list = {0}};
    for (size_t i = 0; i < set->tables.count; i++)
        add(samples, set->tables.items[i], model, findings);
}

struct tn_samples tn_data_samples_of(const struct tn_data_samples *samples) {
    return (struct tn_samples){samples->list.items, samples->list.count};
}

void tn_data_samples_free(struct tn_data_samples *samples) {
    for (size_t i = 0; i < samples->list.count; i++)
        free((void *)samples->list.items[i].columns.items);
    free(samples->list.items);
    tn_arena_free(&samples->arena);
    *samples = (struct tn_data_samples){.list = {0}};
}
