/*
 * graph_scope: which entities a diagram shows: all, those within some steps of a focus, those of an
 * area.
 */
#ifndef DIAGRAM_GRAPH_SCOPE_H
#define DIAGRAM_GRAPH_SCOPE_H

#include "tenon/diagram.h"

/* Every entity of the model has a number, from 0 in the model's order. */
struct tn_graph_scope {
    size_t count;
    const struct tn_entity **entities;
    struct tn_id_map numbers;           /* entity -> its number + 1 */
    int *distances;                     /* steps from the focus; below 0: out of scope */
    size_t more_parents, more_children; /* neighbours left out by the limit */
};

/* limit: see tn_graph_new. */
void tn_graph_scope_find(struct tn_graph_scope *scope, const struct tn_model *model,
                         const struct tn_diagram_options *options, size_t limit);
void tn_graph_scope_free(struct tn_graph_scope *scope);

/* The number of an entity (NULL is allowed), or SIZE_MAX. */
size_t tn_graph_scope_number(const struct tn_graph_scope *scope, const struct tn_entity *entity);

#endif
