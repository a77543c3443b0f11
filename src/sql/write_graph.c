/*
 * Depth-first order of a graph, with a stack of its own: a chain of ten thousand tables is normal
 * input.
 */
#include "sql/write_graph.h"

#include <stdlib.h>

void write_graph_next(struct write_graph *graph) {
    TN_PUSH(&graph->start, graph->needs.count);
    graph->count++;
}

void write_graph_need(struct write_graph *graph, size_t thing) {
    TN_PUSH(&graph->needs, thing);
}

struct frame {
    size_t thing, next; /* next: where to look on in the needs */
};

struct search {
    const struct write_graph *graph;
    unsigned char *seen;
    size_t *order, placed;
    TN_VECTOR(struct frame) stack;
};

static void enter(struct search *search, size_t thing) {
    if (search->seen[thing])
        return;
    search->seen[thing] = 1;
    TN_PUSH(&search->stack, ((struct frame){thing, search->graph->start.items[thing]}));
}

static void place_with_needs(struct search *search, size_t thing) {
    enter(search, thing);
    while (search->stack.count) {
        struct frame *top = &search->stack.items[search->stack.count - 1];
        if (top->next < search->graph->start.items[top->thing + 1]) {
            enter(search, search->graph->needs.items[top->next++]);
        } else {
            search->order[search->placed++] = top->thing;
            search->stack.count--;
        }
    }
}

size_t *write_graph_order(struct write_graph *graph) {
    struct search search = {
        .graph = graph,
        .seen = tn_allocate(graph->count + 1),
        .order = tn_allocate((graph->count + 1) * sizeof(size_t)),
    };
    TN_PUSH(&graph->start, graph->needs.count);
    for (size_t i = 0; i < graph->count; i++)
        place_with_needs(&search, i);
    free(search.seen);
    free(search.stack.items);
    return search.order;
}

void write_graph_free(struct write_graph *graph) {
    free(graph->needs.items);
    free(graph->start.items);
    *graph = (struct write_graph){0};
}
