/*
 * Owns the scope of a diagram: a search by breadth from the focus over relationships in both
 * directions.
 */
#include "diagram/graph_scope.h"

#include <stdlib.h>

/* ------------------------------------------------------------------ entities */

size_t tn_graph_scope_number(const struct tn_graph_scope *scope, const struct tn_entity *entity) {
    size_t number = entity ? (size_t)(uintptr_t)tn_id_map_get(&scope->numbers, entity->id) : 0;
    return number ? number - 1 : SIZE_MAX;
}

static void number_entities(struct tn_graph_scope *scope, const struct tn_model *model) {
    scope->entities = tn_allocate((model->counts[TN_entity] + 1) * sizeof(const void *));
    TN_EACH_OF(model, entity, entity) {
        scope->entities[scope->count++] = entity;
        tn_id_map_put(&scope->numbers, entity->id, (void *)(uintptr_t)scope->count);
    }
}

/* ------------------------------------------------------------------ scope */

/* The neighbours of all entities in one array: those of number i from starts[i] to starts[i + 1],
 * parents before children. */
struct neighbours {
    size_t *starts;
    size_t *items;
    size_t *parents; /* how many of them are parents */
};

static void count_neighbours(const struct tn_graph_scope *scope, struct neighbours *found) {
    for (size_t child = 0; child < scope->count; child++) {
        const struct tn_relationship *r = scope->entities[child]->relationships.first;
        for (; r; r = r->next) {
            size_t parent = tn_graph_scope_number(scope, r->target);
            if (parent == SIZE_MAX || parent == child)
                continue;
            found->starts[child + 1]++;
            found->starts[parent + 1]++;
            found->parents[child]++;
        }
    }
    for (size_t i = 0; i < scope->count; i++)
        found->starts[i + 1] += found->starts[i];
}

static struct neighbours find_neighbours(const struct tn_graph_scope *scope) {
    struct neighbours found = {tn_allocate((scope->count + 1) * sizeof(size_t)), NULL,
                               tn_allocate((scope->count + 1) * sizeof(size_t))};
    count_neighbours(scope, &found);
    found.items = tn_allocate((found.starts[scope->count] + 1) * sizeof(size_t));
    size_t *above = tn_allocate((scope->count + 1) * sizeof(size_t));
    size_t *below = tn_allocate((scope->count + 1) * sizeof(size_t));
    for (size_t i = 0; i < scope->count; i++) {
        above[i] = found.starts[i];
        below[i] = found.starts[i] + found.parents[i];
    }
    for (size_t child = 0; child < scope->count; child++) {
        const struct tn_relationship *r = scope->entities[child]->relationships.first;
        for (; r; r = r->next) {
            size_t parent = tn_graph_scope_number(scope, r->target);
            if (parent == SIZE_MAX || parent == child)
                continue;
            found.items[above[child]++] = parent;
            found.items[below[parent]++] = child;
        }
    }
    free(above);
    free(below);
    return found;
}

static void free_neighbours(struct neighbours *found) {
    free(found->starts);
    free(found->items);
    free(found->parents);
}

/* Parents and children of the focus that are shown: half of the limit each, and what one side does
 * not need the other may have. */
static void limit_focus(struct tn_graph_scope *scope, const struct neighbours *found, size_t focus,
                        size_t limit) {
    size_t start = found->starts[focus], count = found->starts[focus + 1] - start;
    size_t sides[2] = {0, 0}, keep[2];
    for (size_t i = 0; i < count; i++)
        if (scope->distances[found->items[start + i]] < 0) {
            scope->distances[found->items[start + i]] = 1;
            sides[i >= found->parents[focus]]++;
        }
    size_t half = limit / 2;
    keep[0] = sides[1] < half ? limit - sides[1] : half;
    keep[1] = sides[0] < half ? limit - sides[0] : limit - half;
    for (size_t i = 0; i < count; i++) {
        size_t other = found->items[start + i], side = i >= found->parents[focus];
        if (scope->distances[other] != 1)
            continue;
        scope->distances[other] = 2; /* seen */
        if (keep[side])
            keep[side]--;
        else
            scope->distances[other] = -2;
        *(side ? &scope->more_children : &scope->more_parents) += scope->distances[other] == -2;
    }
    for (size_t i = 0; i < count; i++) {
        int *distance = &scope->distances[found->items[start + i]];
        *distance = *distance == 2 ? 1 : *distance == -2 ? -1 : *distance;
    }
}

static void spread(struct tn_graph_scope *scope, const struct neighbours *found, size_t focus,
                   int depth) {
    size_t *queue = tn_allocate((scope->count + 1) * sizeof(size_t)), head = 0, tail = 0;
    queue[tail++] = focus;
    while (head < tail) {
        size_t at = queue[head++];
        if (scope->distances[at] >= depth)
            break;
        for (size_t i = found->starts[at]; i < found->starts[at + 1]; i++)
            if (scope->distances[found->items[i]] < 0) {
                scope->distances[found->items[i]] = scope->distances[at] + 1;
                queue[tail++] = found->items[i];
            }
    }
    free(queue);
}

static void find_around(struct tn_graph_scope *scope, size_t focus, int depth, size_t limit) {
    for (size_t i = 0; i < scope->count; i++)
        scope->distances[i] = -1;
    scope->distances[focus] = 0;
    struct neighbours found = find_neighbours(scope);
    if (depth == 1 && limit)
        limit_focus(scope, &found, focus, limit);
    else
        spread(scope, &found, focus, depth);
    free_neighbours(&found);
}

void tn_graph_scope_find(struct tn_graph_scope *scope, const struct tn_model *model,
                         const struct tn_diagram_options *options, size_t limit) {
    *scope = (struct tn_graph_scope){0};
    number_entities(scope, model);
    scope->distances = tn_allocate((scope->count + 1) * sizeof(int));
    size_t focus = tn_graph_scope_number(scope, options->focus);
    if (focus != SIZE_MAX)
        find_around(scope, focus, options->depth, limit);
    for (size_t i = 0; options->area && i < scope->count; i++)
        if (scope->entities[i]->area != options->area && i != focus)
            scope->distances[i] = -1;
}

void tn_graph_scope_free(struct tn_graph_scope *scope) {
    free(scope->entities);
    free(scope->distances);
    tn_id_map_free(&scope->numbers);
}
