/*
 * graph: what a diagram shows, before anybody knows where: a node for each entity in scope with
 * its rows, an edge for each relationship between two of them.
 *
 * Invariant: nodes stand in the model's order (the focus of a limited graph too), edges in the
 * order of their child's nodes; an edge's rows are indexes into its nodes' rows or -1, the header.
 * All is in the graph's arena but names, types and comments, which are the model's: a graph is good
 * as long as the model does not change.
 */
#ifndef DIAGRAM_GRAPH_H
#define DIAGRAM_GRAPH_H

#include "tenon/diagram.h"

struct tn_graph_row {
    const struct tn_attribute *attribute;
    const char *type; /* with its array marks; "" where the detail leaves it out */
    bool primary, foreign;
    bool referred; /* something in the model points to it */
    int index;     /* in its node's rows; -1 while it is not shown */
};

struct tn_graph_node {
    const struct tn_entity *entity;
    const char *name; /* with its namespace where there are several */
    struct tn_graph_row *rows;
    size_t row_count;
    size_t hidden; /* attributes that the detail leaves out */
    size_t area;   /* from 1; 0: none */
    int distance;  /* steps from the focus; 0 without a focus */
};

struct tn_graph_edge {
    const struct tn_relationship *relationship;
    size_t child, parent; /* indexes of nodes */
    int child_row, parent_row;
    enum tn_cardinality child_end, parent_end;
    bool identifying;
    bool logical; /* no foreign key stands for it (yet): drawn dashed */
};

struct tn_graph {
    struct tn_arena arena;
    struct tn_graph_node *nodes;
    size_t node_count;
    struct tn_graph_edge *edges;
    size_t edge_count;
    const struct tn_area **areas; /* those of the nodes, in the model's order */
    size_t area_count;
    const char *title;
    size_t focus; /* index of a node, or TN_NO_NODE */
    enum tn_detail detail;
    size_t more_parents, more_children; /* neighbours left out by the limit */
};
#define TN_NO_NODE SIZE_MAX

/* Takes time and memory linear in the model. limit: how many neighbours a depth-1 neighbourhood
 * shows at most, 0 for all of them; other graphs have no limit. Free with tn_graph_free. */
struct tn_graph *tn_graph_new(const struct tn_model *model,
                              const struct tn_diagram_options *options, size_t limit);
void tn_graph_free(struct tn_graph *graph);

/* "orders.customer_id → customers.id, many to one, optional" */
void tn_graph_put_edge(const struct tn_graph *graph, const struct tn_graph_edge *edge,
                       struct tn_buffer *out);
/* The same cardinality as one of its literals: "exactly one". */
const char *tn_cardinality_name(enum tn_cardinality cardinality);
bool tn_cardinality_is_many(enum tn_cardinality cardinality);
bool tn_cardinality_is_optional(enum tn_cardinality cardinality);

#endif
