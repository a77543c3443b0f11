/*
 * The order of a graph: its strongly connected components as Tarjan's algorithm finds them (Depth-
 * first search and linear graph algorithms, SIAM J. Comput. 1972), which is each after those it
 * needs, and an order within each component. With stacks of its own: a chain of ten thousand tables
 * is normal input.
 */
#include "sql/write/graph.h"

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
    size_t *found;   /* when a thing was found, from 1; 0: not yet */
    size_t *lowest;  /* the earliest thing that it leads to, within the component */
    bool *placed;    /* stands in the order */
    bool *member;    /* of the component at work, and not placed */
    size_t *missing; /* members that a member still waits for */
    size_t *order, count, time;
    TN_VECTOR(struct frame) stack;
    TN_VECTOR(size_t) open; /* found, and their component is not complete */
    TN_VECTOR(size_t) heap; /* members that wait for nothing, the first on top */
};

/* ------------------------------------------------------------------ a heap of numbers */

static void swap(size_t *a, size_t *b) {
    size_t kept = *a;
    *a = *b;
    *b = kept;
}

static void heap_push(struct search *search, size_t thing) {
    TN_PUSH(&search->heap, thing);
    size_t *items = search->heap.items;
    for (size_t at = search->heap.count - 1; at && items[at] < items[(at - 1) / 2];
         at = (at - 1) / 2)
        swap(&items[at], &items[(at - 1) / 2]);
}

static size_t heap_pop(struct search *search) {
    size_t *items = search->heap.items, top = items[0], count = --search->heap.count;
    items[0] = items[count];
    for (size_t at = 0, least = 0;; at = least) {
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < count; child++)
            if (items[child] < items[least])
                least = child;
        if (least == at)
            return top;
        swap(&items[at], &items[least]);
    }
}

/* ------------------------------------------------------------------ within a component */

static size_t needs_from(const struct search *search, size_t thing) {
    return search->graph->start.items[thing];
}

static void place(struct search *search, size_t thing) {
    search->placed[thing] = true;
    search->member[thing] = false;
    search->order[search->count++] = thing;
}

/* Who waits for whom, the other way round: one list a member, linked through `next`. */
struct waiting {
    size_t *first, *next, *who;
    size_t count;
};

static int compare_numbers(const void *a, const void *b) {
    size_t left = *(const size_t *)a, right = *(const size_t *)b;
    return left < right ? -1 : left > right;
}

static void collect_waiting(struct search *search, const size_t *members, size_t count,
                            struct waiting *waiting) {
    for (size_t i = 0; i < count; i++)
        for (size_t n = needs_from(search, members[i]); n < needs_from(search, members[i] + 1);
             n++) {
            size_t needed = search->graph->needs.items[n];
            if (!search->member[needed] || needed == members[i])
                continue;
            waiting->who[++waiting->count] = members[i];
            waiting->next[waiting->count] = waiting->first[needed];
            waiting->first[needed] = waiting->count;
            search->missing[members[i]]++;
        }
}

static void place_member(struct search *search, const struct waiting *waiting, size_t thing) {
    place(search, thing);
    for (size_t w = waiting->first[thing]; w; w = waiting->next[w])
        if (--search->missing[waiting->who[w]] == 0 && search->member[waiting->who[w]])
            heap_push(search, waiting->who[w]);
}

static void place_members(struct search *search, const struct waiting *waiting,
                          const size_t *members, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (search->member[members[i]])
            place_member(search, waiting, members[i]);
        while (search->heap.count) {
            size_t thing = heap_pop(search);
            if (search->member[thing])
                place_member(search, waiting, thing);
        }
    }
}

static void place_component(struct search *search, size_t *members, size_t count,
                            struct waiting *waiting) {
    if (count == 1) {
        place(search, members[0]);
        return;
    }
    qsort(members, count, sizeof *members, compare_numbers);
    for (size_t i = 0; i < count; i++)
        search->member[members[i]] = true;
    collect_waiting(search, members, count, waiting);
    place_members(search, waiting, members, count);
}

/* ------------------------------------------------------------------ finding components */

static void enter(struct search *search, size_t thing) {
    search->found[thing] = search->lowest[thing] = ++search->time;
    TN_PUSH(&search->open, thing);
    TN_PUSH(&search->stack, ((struct frame){thing, needs_from(search, thing)}));
}

static void lower(size_t *lowest, size_t found) {
    if (found < *lowest)
        *lowest = found;
}

static void leave(struct search *search, struct waiting *waiting) {
    size_t thing = search->stack.items[--search->stack.count].thing;
    if (search->stack.count)
        lower(&search->lowest[search->stack.items[search->stack.count - 1].thing],
              search->lowest[thing]);
    if (search->lowest[thing] != search->found[thing])
        return;
    size_t from = search->open.count;
    while (search->open.items[--from] != thing)
        ;
    size_t *members = search->open.items + from;
    place_component(search, members, search->open.count - from, waiting);
    search->open.count = from;
}

static void place_with_needs(struct search *search, size_t thing, struct waiting *waiting) {
    if (!search->found[thing])
        enter(search, thing);
    while (search->stack.count) {
        struct frame *top = &search->stack.items[search->stack.count - 1];
        if (top->next == needs_from(search, top->thing + 1)) {
            leave(search, waiting);
            continue;
        }
        size_t needed = search->graph->needs.items[top->next++];
        if (!search->found[needed])
            enter(search, needed);
        else if (!search->placed[needed])
            lower(&search->lowest[top->thing], search->found[needed]);
    }
}

size_t *write_graph_order(struct write_graph *graph) {
    TN_PUSH(&graph->start, graph->needs.count);
    size_t things = graph->count + 1, needs = graph->needs.count + 1;
    struct search search = {
        .graph = graph,
        .found = tn_allocate(things * sizeof(size_t)),
        .lowest = tn_allocate(things * sizeof(size_t)),
        .placed = tn_allocate(things * sizeof(bool)),
        .member = tn_allocate(things * sizeof(bool)),
        .missing = tn_allocate(things * sizeof(size_t)),
        .order = tn_allocate(things * sizeof(size_t)),
    };
    struct waiting waiting = {
        .first = tn_allocate(things * sizeof(size_t)),
        .next = tn_allocate(needs * sizeof(size_t)),
        .who = tn_allocate(needs * sizeof(size_t)),
    };
    for (size_t i = 0; i < graph->count; i++)
        place_with_needs(&search, i, &waiting);
    void *const lists[] = {search.found,   search.lowest,      search.placed,     search.member,
                           search.missing, search.stack.items, search.open.items, search.heap.items,
                           waiting.first,  waiting.next,       waiting.who};
    for (size_t i = 0; i < TN_LENGTH(lists); i++)
        free(lists[i]);
    return search.order;
}

void write_graph_reach(const struct write_graph *graph, size_t first, bool *flags) {
    TN_VECTOR(size_t) open = {0};
    for (size_t i = 0; i < first; i++) {
        flags[i] = true;
        TN_PUSH(&open, i);
    }
    while (open.count) {
        size_t thing = open.items[--open.count];
        size_t end = thing + 1 < graph->count ? graph->start.items[thing + 1] : graph->needs.count;
        for (size_t i = graph->start.items[thing]; i < end; i++)
            if (!flags[graph->needs.items[i]]) {
                flags[graph->needs.items[i]] = true;
                TN_PUSH(&open, graph->needs.items[i]);
            }
    }
    free(open.items);
}

void write_graph_free(struct write_graph *graph) {
    free(graph->needs.items);
    free(graph->start.items);
    *graph = (struct write_graph){0};
}
