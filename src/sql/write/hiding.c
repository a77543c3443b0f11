/*
 * A temporary table that has the name of another hides it from every statement that
 * does not say which it means. Such tables stand last in a script, with what belongs to them.
 */
#include "sql/write/order.h"

/* Names are interned in the model: equal ones are one pointer. */
static uint64_t key_of(const struct tn_entity *entity) {
    return (uint64_t)(uintptr_t)entity->name;
}

static void know_permanent(const struct tn_model *model, struct tn_id_map *permanent) {
    TN_EACH_OF(model, entity, entity)
    if (entity->persistence != TN_persistence_temporary)
        tn_id_map_put(permanent, key_of(entity), entity);
}

static bool hides(const struct tn_id_map *permanent, const struct tn_object *object) {
    const struct tn_entity *entity = tn_entity_of(object);
    return entity && entity->persistence == TN_persistence_temporary &&
           tn_id_map_get(permanent, key_of(entity));
}

/* Moves those that hide others from one list to the end of another. */
static void move(const struct tn_id_map *permanent, struct tn_refs *from, struct tn_refs *to,
                 struct tn_arena *arena) {
    size_t kept = 0;
    to->items = tn_arena_allocate(arena, (from->count + 1) * sizeof *to->items);
    for (size_t i = 0; i < from->count; i++)
        if (hides(permanent, from->items[i]))
            to->items[to->count++] = from->items[i];
        else
            from->items[kept++] = from->items[i];
    from->count = kept;
}

struct write_order write_take_hiding(const struct tn_model *model, struct write_order *order,
                                     struct tn_arena *arena) {
    struct write_order hiding = {0};
    struct tn_id_map permanent = {0};
    know_permanent(model, &permanent);
    move(&permanent, &order->first, &hiding.first, arena);
    move(&permanent, &order->entities, &hiding.entities, arena);
    move(&permanent, &order->late, &hiding.late, arena);
    tn_id_map_free(&permanent);
    return hiding;
}
