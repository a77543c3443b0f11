/*
 * Owns the building of the graph: which entities are in scope, their rows by level of detail, and
 * the edges between them. Knows nothing of places: layouts and painters do.
 */
#include "diagram/graph.h"

#include "diagram/graph_scope.h"

#include <stdlib.h>

struct building {
    const struct tn_model *model;
    const struct tn_diagram_options *options;
    struct tn_graph *graph;
    struct tn_graph_scope scope;
    struct tn_id_map rows; /* attribute -> its row */
    size_t *nodes;         /* number in the scope -> node, or TN_NO_NODE */
    bool qualified;        /* names with their namespace */
};

/* ------------------------------------------------------------------ nodes and rows */

static const char *name_of(struct building *b, const struct tn_entity *entity) {
    const struct tn_namespace *home = b->qualified ? tn_namespace_of(entity) : NULL;
    return home ? tn_arena_format(&b->graph->arena, "%s.%s", home->name, entity->name)
                : tn_title(entity);
}

static const char *type_of(struct building *b, const struct tn_attribute *attribute) {
    const char *name = attribute->named_type ? attribute->named_type->name : attribute->type;
    int64_t dimensions = attribute->dimensions < 8 ? attribute->dimensions : 8;
    if (b->options->detail != TN_DETAIL_TYPES || dimensions <= 0)
        return b->options->detail == TN_DETAIL_TYPES ? name : "";
    struct tn_buffer text = {0};
    tn_put(&text, name);
    for (int64_t i = 0; i < dimensions; i++)
        tn_put(&text, "[]");
    const char *kept = tn_arena_text(&b->graph->arena, text.at, text.length);
    tn_buffer_free(&text);
    return kept;
}

static void add_rows(struct building *b, struct tn_graph_node *node) {
    const struct tn_list *list = &node->entity->attributes;
    node->hidden = list->count;
    if (b->options->detail == TN_DETAIL_NAMES)
        return;
    node->rows = tn_arena_allocate(&b->graph->arena, (list->count + 1) * sizeof *node->rows);
    for (const struct tn_attribute *a = list->first; a; a = a->next) {
        struct tn_graph_row *row = &node->rows[node->row_count++];
        *row = (struct tn_graph_row){.attribute = a, .type = type_of(b, a), .index = -1};
        tn_id_map_put(&b->rows, a->id, row);
    }
}

static struct tn_graph_row *row_of(const struct building *b, const struct tn_object *attribute) {
    return tn_id_map_get(&b->rows, attribute->id);
}

static void mark_keys(struct building *b, const struct tn_graph_node *node) {
    for (const struct tn_key *key = node->entity->keys.first; key; key = key->next)
        for (size_t i = 0; key->primary && i < key->attributes.count; i++) {
            struct tn_graph_row *row = row_of(b, key->attributes.items[i]);
            if (row)
                row->primary = true;
        }
}

static void mark_foreign(struct building *b, const struct tn_graph_node *node) {
    const struct tn_relationship *r = node->entity->relationships.first;
    for (; r; r = r->next) {
        for (size_t i = 0; i < r->attributes.count; i++) {
            struct tn_graph_row *row = row_of(b, r->attributes.items[i]);
            if (row)
                row->foreign = true;
        }
        struct tn_refs targets = tn_relationship_target_attributes(r);
        for (size_t i = 0; i < targets.count; i++) {
            struct tn_graph_row *row = row_of(b, targets.items[i]);
            if (row)
                row->referred = true;
        }
    }
}

/* Rows that the detail leaves out go to the end, where the map still finds them. */
static void choose_rows(const struct building *b, struct tn_graph_node *node) {
    size_t kept = 0;
    for (size_t i = 0; i < node->row_count; i++) {
        const struct tn_graph_row *row = &node->rows[i];
        if (b->options->detail == TN_DETAIL_KEYS && !row->primary && !row->foreign &&
            !row->referred)
            continue;
        node->rows[i].index = (int)kept++;
    }
    node->hidden -= kept;
}

/* After the edges know their rows' indexes. */
static void drop_rows(struct tn_graph_node *node) {
    size_t kept = 0;
    for (size_t i = 0; i < node->row_count; i++)
        if (node->rows[i].index >= 0)
            node->rows[kept++] = node->rows[i];
    node->row_count = kept;
}

static void add_nodes(struct building *b) {
    struct tn_graph *graph = b->graph;
    graph->nodes = tn_arena_allocate(&graph->arena, (b->scope.count + 1) * sizeof *graph->nodes);
    b->nodes = tn_allocate((b->scope.count + 1) * sizeof(size_t));
    for (size_t i = 0; i < b->scope.count; i++) {
        b->nodes[i] = TN_NO_NODE;
        if (b->scope.distances[i] < 0)
            continue;
        struct tn_graph_node *node = &graph->nodes[graph->node_count];
        node->entity = b->scope.entities[i];
        node->name = name_of(b, node->entity);
        node->distance = b->scope.distances[i];
        if (node->entity == b->options->focus)
            graph->focus = graph->node_count;
        add_rows(b, node);
        b->nodes[i] = graph->node_count++;
    }
    for (size_t i = 0; i < graph->node_count; i++) {
        mark_keys(b, &graph->nodes[i]);
        mark_foreign(b, &graph->nodes[i]);
    }
    for (size_t i = 0; i < b->scope.count;
         i++) /* from out of scope, to a key that is not primary */
        if (b->nodes[i] == TN_NO_NODE)
            mark_foreign(b, &(struct tn_graph_node){.entity = b->scope.entities[i]});
    for (size_t i = 0; i < graph->node_count; i++)
        choose_rows(b, &graph->nodes[i]);
}

/* ------------------------------------------------------------------ areas */

static void add_areas(struct building *b) {
    struct tn_graph *graph = b->graph;
    struct tn_id_map numbers = {0};
    for (size_t i = 0; i < graph->node_count; i++)
        if (graph->nodes[i].entity->area)
            tn_id_map_put(&numbers, graph->nodes[i].entity->area->id, (void *)1);
    graph->areas = tn_arena_allocate(&graph->arena, (numbers.count + 1) * sizeof *graph->areas);
    for (const struct tn_area *a = b->model->project->areas.first; a; a = a->next)
        if (tn_id_map_get(&numbers, a->id)) {
            graph->areas[graph->area_count++] = a;
            tn_id_map_put(&numbers, a->id, (void *)(uintptr_t)graph->area_count);
        }
    for (size_t i = 0; i < graph->node_count; i++) {
        const struct tn_area *area = graph->nodes[i].entity->area;
        graph->nodes[i].area = area ? (size_t)(uintptr_t)tn_id_map_get(&numbers, area->id) : 0;
    }
    tn_id_map_free(&numbers);
}

/* ------------------------------------------------------------------ edges */

static int first_row(const struct building *b, const struct tn_entity *entity,
                     struct tn_refs attributes) {
    const struct tn_graph_row *row = attributes.count ? row_of(b, attributes.items[0]) : NULL;
    return row && tn_entity_of(row->attribute) == entity ? row->index : -1;
}

static bool inside_primary(const struct tn_relationship *r) {
    const struct tn_key *key = tn_primary_key(tn_entity_of(r));
    for (size_t i = 0; i < r->attributes.count; i++)
        if (!key || !tn_refs_have(key->attributes, r->attributes.items[i]))
            return false;
    return r->attributes.count > 0;
}

static void add_edge(struct building *b, const struct tn_relationship *r, size_t child,
                     size_t parent) {
    struct tn_graph_edge *edge = &b->graph->edges[b->graph->edge_count++];
    *edge = (struct tn_graph_edge){
        .relationship = r,
        .child = child,
        .parent = parent,
        .child_row = first_row(b, tn_entity_of(r), r->attributes),
        .parent_row = -1,
        .identifying = r->identifying || inside_primary(r),
        .logical = r->attributes.count == 0,
    };
    if (!edge->logical)
        edge->parent_row = first_row(b, r->target, tn_relationship_target_attributes(r));
    tn_relationship_ends(r, &edge->parent_end, &edge->child_end);
}

static void add_edges(struct building *b) {
    size_t count = b->model->counts[TN_relationship] + 1;
    b->graph->edges = tn_arena_allocate(&b->graph->arena, count * sizeof *b->graph->edges);
    for (size_t i = 0; i < b->graph->node_count; i++) {
        const struct tn_relationship *r = b->graph->nodes[i].entity->relationships.first;
        for (; r; r = r->next) {
            size_t number = tn_graph_scope_number(&b->scope, r->target);
            if (number != TN_NO_NODE && b->nodes[number] != TN_NO_NODE)
                add_edge(b, r, i, b->nodes[number]);
        }
    }
    for (size_t i = 0; i < b->graph->node_count; i++)
        drop_rows(&b->graph->nodes[i]);
}

/* ------------------------------------------------------------------ the whole */

static bool has_several_homes(const struct tn_project *project) {
    size_t homes = project->entities.count > 0;
    for (const struct tn_namespace *n = project->namespaces.first; n; n = n->next)
        homes += n->entities.count > 0;
    return homes > 1;
}

struct tn_graph *tn_graph_new(const struct tn_model *model,
                              const struct tn_diagram_options *options, size_t limit) {
    const struct tn_project *project = model->project;
    struct tn_graph *graph = tn_allocate(sizeof *graph);
    struct building b = {.model = model, .options = options, .graph = graph};
    b.qualified = has_several_homes(project);
    graph->title = options->title ? options->title : *project->name ? project->name : "Model";
    graph->focus = TN_NO_NODE;
    graph->detail = options->detail;
    tn_graph_scope_find(&b.scope, model, options, limit);
    graph->more_parents = b.scope.more_parents;
    graph->more_children = b.scope.more_children;
    add_nodes(&b);
    add_areas(&b);
    add_edges(&b);
    tn_graph_scope_free(&b.scope);
    tn_id_map_free(&b.rows);
    free(b.nodes);
    return graph;
}

void tn_graph_free(struct tn_graph *graph) {
    if (!graph)
        return;
    tn_arena_free(&graph->arena);
    free(graph);
}

/* ------------------------------------------------------------------ in words */

const char *tn_cardinality_name(enum tn_cardinality cardinality) {
    const struct tn_field *field =
        &tn_kinds[TN_relationship].fields[TN_relationship_parent_cardinality];
    return field->enumeration->literals[cardinality];
}

bool tn_cardinality_is_many(enum tn_cardinality cardinality) {
    return cardinality == TN_cardinality_zero_or_many || cardinality == TN_cardinality_one_or_many;
}

bool tn_cardinality_is_optional(enum tn_cardinality cardinality) {
    return cardinality == TN_cardinality_zero_or_many || cardinality == TN_cardinality_zero_or_one;
}

static void put_end(const char *name, struct tn_refs attributes, struct tn_buffer *out) {
    tn_put(out, name);
    if (attributes.count)
        tn_put(out, attributes.count > 1 ? ".(" : ".");
    for (size_t i = 0; i < attributes.count; i++) {
        tn_put(out, i ? ", " : "");
        tn_put(out, attributes.items[i]->name);
    }
    tn_put(out, attributes.count > 1 ? ")" : "");
}

void tn_graph_put_edge(const struct tn_graph *graph, const struct tn_graph_edge *edge,
                       struct tn_buffer *out) {
    const struct tn_relationship *r = edge->relationship;
    put_end(graph->nodes[edge->child].name, r->attributes, out);
    tn_put(out, " → ");
    struct tn_refs targets = {0};
    if (r->attributes.count)
        targets = tn_relationship_target_attributes(r);
    put_end(graph->nodes[edge->parent].name, targets, out);
    tn_put_format(out, ", %s to %s", tn_cardinality_is_many(edge->child_end) ? "many" : "one",
                  tn_cardinality_is_many(edge->parent_end) ? "many" : "one");
    if (tn_cardinality_is_optional(edge->parent_end) && !edge->logical)
        tn_put(out, ", optional");
}
