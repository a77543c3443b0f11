/*
 * fk-cycle: tables that refer to each other in a circle. Strongly connected components by Tarjan
 * (SIAM Journal on Computing 1(2), 1972), with a stack of its own instead of recursion: linear in
 * tables and foreign keys.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ the graph */

struct node {
    struct tn_entity *entity;
    struct tn_relationship *next; /* to walk along */
    size_t number, low;           /* in the order of the walk, from 1; 0: not met yet */
    size_t component;             /* from 1 */
    bool open;                    /* its component is not complete */
};

struct graph {
    struct node *nodes;
    size_t count;
    struct tn_id_map of_entity;                      /* id -> node */
    bool (*counts)(const struct tn_relationship *r); /* is it an edge? */
    TN_VECTOR(struct node *) path, open;
    TN_VECTOR(size_t) sizes; /* of the components */
    size_t numbers;
};

static bool is_hard(const struct tn_relationship *r) {
    if (!r->target || r->deferral != TN_deferral_none || !r->attributes.count)
        return false;
    for (size_t i = 0; i < r->attributes.count; i++)
        if (((const struct tn_attribute *)r->attributes.items[i])->nullable)
            return false;
    return true;
}

static bool is_at_once(const struct tn_relationship *r) {
    return r->target && r->deferral == TN_deferral_none;
}

static void open_graph(struct graph *graph, const struct tn_model *model,
                       bool (*counts)(const struct tn_relationship *r)) {
    *graph = (struct graph){.counts = counts};
    graph->nodes = tn_allocate((model->counts[TN_entity] + 1) * sizeof *graph->nodes);
    TN_EACH_OF(model, entity, entity) {
        struct node *node = &graph->nodes[graph->count++];
        *node = (struct node){.entity = entity, .next = entity->relationships.first};
        tn_id_map_put(&graph->of_entity, entity->id, node);
    }
}

static void close_graph(struct graph *graph) {
    free(graph->nodes);
    free(graph->path.items);
    free(graph->open.items);
    free(graph->sizes.items);
    tn_id_map_free(&graph->of_entity);
}

static struct node *target_of(const struct graph *graph, const struct tn_relationship *r) {
    return graph->counts(r) ? tn_id_map_get(&graph->of_entity, r->target->id) : NULL;
}

static void enter(struct graph *graph, struct node *node) {
    node->number = node->low = ++graph->numbers;
    node->open = true;
    TN_PUSH(&graph->path, node);
    TN_PUSH(&graph->open, node);
}

/* All above the node on the stack, and itself, is a component. */
static void close_component(struct graph *graph, const struct node *root) {
    size_t size = 0;
    struct node *member;
    do {
        member = graph->open.items[--graph->open.count];
        member->open = false;
        member->component = graph->sizes.count + 1;
        size++;
    } while (member != root);
    TN_PUSH(&graph->sizes, size);
}

static void leave(struct graph *graph) {
    struct node *node = graph->path.items[--graph->path.count];
    if (node->low == node->number)
        close_component(graph, node);
    if (graph->path.count) {
        struct node *parent = graph->path.items[graph->path.count - 1];
        parent->low = node->low < parent->low ? node->low : parent->low;
    }
}

static void walk_from(struct graph *graph, struct node *start) {
    enter(graph, start);
    while (graph->path.count) {
        struct node *node = graph->path.items[graph->path.count - 1];
        struct tn_relationship *r = node->next;
        if (!r) {
            leave(graph);
            continue;
        }
        node->next = r->next;
        struct node *to = target_of(graph, r);
        if (to && !to->number)
            enter(graph, to);
        else if (to && to->open)
            node->low = to->number < node->low ? to->number : node->low;
    }
}

static void find_components(struct graph *graph) {
    for (size_t i = 0; i < graph->count; i++)
        if (!graph->nodes[i].number)
            walk_from(graph, &graph->nodes[i]);
}

/* ------------------------------------------------------------------ the findings */

enum { MOST_NAMED = 8 };

struct members {
    struct tn_buffer names;
    size_t count;
    bool reported;
};

static void name_members(const struct graph *graph, struct members *members) {
    for (size_t i = 0; i < graph->count; i++) {
        size_t component = graph->nodes[i].component - 1;
        struct members *m = &members[component];
        if (graph->sizes.items[component] < 2 || m->count++ >= MOST_NAMED)
            continue;
        tn_put_format(&m->names, "%s%s", m->names.length ? ", " : "", graph->nodes[i].entity->name);
    }
}

static void find_cycle(struct tn_lint *lint, const struct tn_entity *entity,
                       const struct members *members, bool hard) {
    const char *names = tn_buffer_text(&members->names);
    const char *more = members->count > MOST_NAMED ? ", …" : "";
    struct tn_finding *found =
        hard ? lint_find(lint, entity,
                         "%s%s refer to each other in a circle: no first row can be inserted",
                         names, more)
             : lint_find(lint, entity, "%s%s refer to each other in a circle", names, more);
    if (!hard)
        lint_soften(found, TN_INFO);
    bool deferrable = lint->dialect->can.deferrable;
    lint_remedy(lint, found, "Make one of the foreign keys %s",
                deferrable ? hard ? "deferrable, or its column nullable" : "deferrable"
                           : "nullable");
}

/* One report a component, at its first table; reported: entities of earlier reports, by id. */
static void report_components(struct tn_lint *lint, struct graph *graph, bool hard,
                              struct tn_id_map *reported) {
    find_components(graph);
    struct members *members = tn_allocate((graph->sizes.count + 1) * sizeof *members);
    name_members(graph, members);
    for (size_t i = 0; i < graph->count; i++)
        if (tn_id_map_get(reported, graph->nodes[i].entity->id))
            members[graph->nodes[i].component - 1].reported = true;
    for (size_t i = 0; i < graph->count; i++) {
        struct members *m = &members[graph->nodes[i].component - 1];
        if (m->count < 2)
            continue;
        if (!m->reported)
            find_cycle(lint, graph->nodes[i].entity, m, hard);
        m->reported = true;
        tn_id_map_put(reported, graph->nodes[i].entity->id, graph);
    }
    for (size_t i = 0; i < graph->sizes.count; i++)
        tn_buffer_free(&members[i].names);
    free(members);
}

static void report_own(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    for (struct tn_relationship *r = table->entity->relationships.first; r; r = r->next) {
        struct tn_refs to = tn_relationship_target_attributes(r);
        if (r->target != table->entity || !is_hard(r) || tn_refs_same_set(to, r->attributes))
            continue;
        struct tn_finding *found =
            lint_find(lint, r,
                      "%s (%s) refers to its own table and cannot be null: the first row must "
                      "refer to itself",
                      table->entity->name, lint_names(lint, r->attributes));
        lint_soften(found, TN_WARNING);
        lint_remedy(lint, found, "Make %s nullable", lint_names(lint, r->attributes));
    }
}

static void check_cycle(struct tn_lint *lint) {
    struct tn_id_map reported = {0};
    struct graph graph;
    open_graph(&graph, lint->model, is_hard);
    report_components(lint, &graph, true, &reported);
    close_graph(&graph);
    if (lint->dialect->can.deferrable) { /* else a column that may be null is all one can do */
        open_graph(&graph, lint->model, is_at_once);
        report_components(lint, &graph, false, &reported);
        close_graph(&graph);
    }
    report_own(lint);
    tn_id_map_free(&reported);
}

/* ------------------------------------------------------------------ the fix */

static bool make_nullable(struct tn_model *model, struct tn_relationship *r,
                          struct tn_error *error) {
    for (size_t i = 0; i < r->attributes.count; i++) {
        struct tn_attribute *attribute = (void *)r->attributes.items[i];
        if (tn_is_primary(attribute))
            return tn_fail(error, "%s is part of the primary key: it is never null",
                           attribute->name);
    }
    if (r->parent_cardinality == TN_cardinality_exactly_one)
        return tn_fail(error, "%s is drawn as a relationship with exactly one row: decide by hand",
                       tn_title(r));
    for (size_t i = 0; i < r->attributes.count; i++)
        tn_set_number(model, r->attributes.items[i], TN_attribute_nullable, true);
    return true;
}

static bool relax(struct tn_model *model, struct tn_relationship *r, struct tn_error *error) {
    if (!tn_dialect_of(model)->can.deferrable)
        return make_nullable(model, r, error);
    tn_set_number(model, r, TN_relationship_deferral, TN_deferral_deferred);
    if (r->on_delete == TN_action_restrict) /* which does not wait */
        tn_set_number(model, r, TN_relationship_on_delete, TN_action_no_action);
    return true;
}

/* The foreign keys that lead back to a table on the path of a walk close the circles. */
static bool relax_component(struct tn_model *model, struct graph *graph, size_t component,
                            struct tn_error *error) {
    struct node *start = graph->nodes;
    while (start->component != component)
        start++;
    for (size_t i = 0; i < graph->count; i++)
        graph->nodes[i].next = graph->nodes[i].entity->relationships.first;
    start->open = true;
    TN_PUSH(&graph->path, start);
    start->number = 0;
    while (graph->path.count) {
        struct node *node = graph->path.items[graph->path.count - 1];
        struct tn_relationship *r = node->next;
        if (!r) {
            node->open = false;
            graph->path.count--;
            continue;
        }
        node->next = r->next;
        struct node *to = target_of(graph, r);
        if (!to || to == node || to->component != component)
            continue;
        if (to->open && !relax(model, r, error))
            return false;
        if (to->number && !to->open) {
            to->open = true;
            to->number = 0;
            TN_PUSH(&graph->path, to);
        }
    }
    return true;
}

static bool fix_cycle(struct tn_model *model, const struct tn_finding *finding,
                      struct tn_error *error) {
    struct tn_object *object = tn_find_id(model, finding->object);
    if (object->kind == TN_relationship) {
        struct tn_relationship *r = (void *)object;
        return !is_hard(r) || make_nullable(model, r, error);
    }
    struct graph graph;
    bool defers = tn_dialect_of(model)->can.deferrable;
    open_graph(&graph, model, defers ? is_at_once : is_hard);
    find_components(&graph);
    struct node *node = tn_id_map_get(&graph.of_entity, object->id);
    bool fixed = graph.sizes.items[node->component - 1] < 2 ||
                 relax_component(model, &graph, node->component, error);
    close_graph(&graph);
    return fixed;
}

const struct tn_rule lint_fk_cycle = {
    .id = "fk-cycle",
    .group = "integrity",
    .severity = TN_ERROR,
    .title = "Tables refer to each other in a circle",
    .help = "Where every foreign key of a circle is checked at once and none of its columns may be "
            "null, no first row can be inserted into any of the tables. A circle in which a column "
            "may be null works, with a second statement that fills it (a note here, where foreign "
            "keys can be deferred instead). A table whose rows must all refer to rows of itself "
            "needs a first row that refers to itself (a warning). Make one foreign key of the "
            "circle deferrable, or its column nullable.",
    .doubt = "A circle in which one foreign key is deferrable is not reported, nor, in MySQL and "
             "MariaDB, one in which a column may be null. Where the first row is inserted with "
             "checks turned off, waive the finding.",
    .example = "CREATE TABLE teams (id integer PRIMARY KEY, leader_id integer NOT NULL);\n"
               "CREATE TABLE people (\n"
               "    id integer PRIMARY KEY,\n"
               "    team_id integer NOT NULL REFERENCES teams (id)\n"
               ");\n"
               "ALTER TABLE teams ADD FOREIGN KEY (leader_id) REFERENCES people (id);\n",
    .good = "CREATE TABLE teams (id integer PRIMARY KEY, leader_id integer NOT NULL);\n"
            "CREATE TABLE people (\n"
            "    id integer PRIMARY KEY,\n"
            "    team_id integer NOT NULL REFERENCES teams (id)\n"
            ");\n"
            "ALTER TABLE teams ADD FOREIGN KEY (leader_id) REFERENCES people (id)\n"
            "    DEFERRABLE INITIALLY DEFERRED;\n",
    .check = check_cycle,
    .fix = fix_cycle,
};
