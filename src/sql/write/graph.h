/*
 * A graph of things that need others before them, and an order that gives each what it needs.
 * Things are numbers in the order in which they would stand by themselves.
 */
#ifndef SQL_WRITE_GRAPH_H
#define SQL_WRITE_GRAPH_H

#include "tenon/base.h"

struct write_graph {
    size_t count;            /* things so far */
    TN_VECTOR(size_t) needs; /* of all things, one after the other */
    TN_VECTOR(size_t) start; /* where a thing's needs begin; count + 1 once done */
};

/* The needs put from now on are the next thing's. */
void write_graph_next(struct write_graph *graph);
void write_graph_need(struct write_graph *graph, size_t thing);
/* Each thing after those it needs, otherwise as they stood. Things that need each other stand
 * together, each as soon as it has what it needs; where none has, the first. Things that stand in
 * this order already keep it. The result has graph->count numbers and is to be freed. Linear but
 * for a logarithm within circles; no recursion. */
size_t *write_graph_order(struct write_graph *graph);
/* Sets the flag of each of the first things and of all that they need, directly or not. */
void write_graph_reach(const struct write_graph *graph, size_t first, bool *flags);
void write_graph_free(struct write_graph *graph);

#endif
