/*
 * In which order things are made and dropped: that of a script of the whole model, so that a domain
 * over the rows of a table, a table with such a column and a routine that takes its rows come one
 * after the other.
 */
#include "migrate/plan.h"
#include "sql/write/order.h"

#include <stdlib.h>

static struct script_order order_of(struct planner *planner, const struct tn_model *model) {
    struct script_order result = {0};
    if (!plan_postgresql(planner)) {
        result.entities = tn_sql_entity_order(model, &planner->arena);
        return result;
    }
    struct write_order order = write_order_of(model, &planner->arena);
    for (size_t i = 0; i < order.first.count; i++)
        tn_id_map_put(&result.places, order.first.items[i]->id, (void *)(uintptr_t)(i + 1));
    result.entities = order.entities;
    result.count = order.first.count;
    return result;
}

void plan_script_orders(struct planner *planner) {
    planner->made = order_of(planner, planner->after);
    planner->dropped = order_of(planner, planner->before);
}

static size_t place_in(const struct script_order *order, const void *object) {
    return (uintptr_t)tn_id_map_get(&order->places, ((const struct tn_object *)object)->id);
}

size_t place_made(const struct planner *planner, const void *after) {
    return place_in(&planner->made, after);
}

size_t place_dropped(const struct planner *planner, const void *middle) {
    size_t place = place_in(&planner->dropped, middle);
    return place ? planner->dropped.count - place + 1 : SIZE_MAX;
}

bool is_made_early(const struct planner *planner, const void *after) {
    return place_in(&planner->made, after) != 0;
}

bool was_made_early(const struct planner *planner, const void *before) {
    return place_in(&planner->dropped, before) != 0;
}

static int by_place(const void *left, const void *right) {
    const struct placed_step *a = *(const struct placed_step *const *)left;
    const struct placed_step *b = *(const struct placed_step *const *)right;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return (a > b) - (a < b);
}

void sort_by_places(struct planner *planner, enum phase phase) {
    size_t count = planner->phases[phase].count;
    const struct placed_step **order = tn_allocate((count + 1) * sizeof *order);
    struct placed_step *sorted = tn_allocate((count + 1) * sizeof *sorted);
    for (size_t i = 0; i < count; i++)
        order[i] = &planner->phases[phase].items[i];
    if (count > 1)
        qsort(order, count, sizeof *order, by_place);
    for (size_t i = 0; i < count; i++)
        sorted[i] = *order[i];
    free(order);
    free(planner->phases[phase].items);
    planner->phases[phase].items = sorted;
}
