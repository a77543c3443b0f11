/*
 * The order of tables: each after those that its foreign keys, partitions and inheritance need.
 */
#include "sql/write/graph.h"
#include "tenon/sql.h"

#include <stdlib.h>

struct entity_graph {
    TN_VECTOR(struct tn_object *) entities;
    struct tn_id_map places; /* id -> index + 1 */
    struct write_graph graph;
};

static void need_entity(struct entity_graph *g, const struct tn_entity *entity) {
    uintptr_t place = entity ? (uintptr_t)tn_id_map_get(&g->places, entity->id) : 0;
    if (place)
        write_graph_need(&g->graph, place - 1);
}

static void collect_entities(const struct tn_model *model, struct entity_graph *g) {
    TN_EACH_OF(model, entity, entity) {
        TN_PUSH(&g->entities, &entity->object);
        tn_id_map_put(&g->places, entity->id, (void *)(uintptr_t)g->entities.count);
    }
}

struct tn_refs tn_sql_entity_order(const struct tn_model *model, struct tn_arena *arena) {
    struct entity_graph g = {0};
    collect_entities(model, &g);
    for (size_t i = 0; i < g.entities.count; i++) {
        const struct tn_entity *entity = (void *)g.entities.items[i];
        write_graph_next(&g.graph);
        need_entity(&g, entity->partition_of);
        for (size_t k = 0; k < entity->inherits.count; k++)
            need_entity(&g, (void *)entity->inherits.items[k]);
        for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next)
            need_entity(&g, r->target);
    }
    size_t *order = write_graph_order(&g.graph);
    struct tn_refs refs = {.count = g.entities.count};
    refs.items = tn_arena_allocate(arena, (refs.count + 1) * sizeof *refs.items);
    for (size_t i = 0; i < refs.count; i++)
        refs.items[i] = g.entities.items[order[i]];
    free(order);
    free(g.entities.items);
    tn_id_map_free(&g.places);
    write_graph_free(&g.graph);
    return refs;
}
