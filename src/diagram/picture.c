/*
 * Owns a picture from its graph to its questions: making it, the ports at which lines are attached,
 * what is at a cell, and which box is next in a direction.
 */
#include "diagram/picture.h"
#include "diagram/layout.h"

#include <stdlib.h>

enum { NEIGHBOUR_LIMIT = 20 };
static const int64_t most_cells = 40000000;

/* ------------------------------------------------------------------ ports */

/* The line of the box at which a row stands; the header is the frame above the rows, or the middle
 * of a box without rows. */
static int line_of(const struct tn_picture *picture, size_t node, int row) {
    if (picture->graph->nodes[node].row_count == 0)
        return 1;
    return row < 0 ? 0 : row + 1;
}

/* Left and right at a line of the box; above and below at so many quarters of its width. */
static struct tn_port port_on(const struct tn_picture *picture, size_t node, int place,
                              enum tn_side side) {
    const struct tn_picture_box *box = &picture->boxes[node];
    struct tn_point at = {box->x + box->width * place / 4, box->y + place};
    if (side == TN_SIDE_LEFT || side == TN_SIDE_RIGHT)
        at.x = side == TN_SIDE_LEFT ? box->x - 1 : box->x + box->width;
    else
        at.y = side == TN_SIDE_UP ? box->y - 1 : box->y + box->height;
    return (struct tn_port){at, side, 0};
}

static void add_port(struct tn_line_end *end, struct tn_port port, int penalty) {
    port.penalty = penalty;
    end->ports[end->count++] = port;
}

/* A row has its two sides, and those of the header should both be taken. A header has its upper and
 * lower side too. */
static struct tn_line_end end_of(const struct tn_picture *picture, size_t node, int row,
                                 enum tn_cardinality cardinality) {
    static const enum tn_side sides[2] = {TN_SIDE_RIGHT, TN_SIDE_LEFT};
    static const enum tn_side others[2] = {TN_SIDE_UP, TN_SIDE_DOWN};
    struct tn_line_end end = {0};
    bool has_rows = picture->graph->nodes[node].row_count > 0, is_row = has_rows && row >= 0;
    int header = line_of(picture, node, -1);
    end.key = tn_mix(((uint64_t)node << 24) + ((uint64_t)(row + 1) << 4) + (uint64_t)cardinality);
    for (size_t i = 0; is_row && i < 2; i++)
        add_port(&end, port_on(picture, node, line_of(picture, node, row), sides[i]), 0);
    for (size_t i = 0; i < 2; i++)
        add_port(&end, port_on(picture, node, header, sides[i]), is_row ? 60 : has_rows ? 20 : 0);
    for (size_t i = 0; !is_row && i < 2; i++) {
        add_port(&end, port_on(picture, node, 2, others[i]), 6);
        add_port(&end, port_on(picture, node, 1, others[i]), 12);
    }
    return end;
}

/* ------------------------------------------------------------------ routing */

struct turn {
    int distance;
    size_t edge;
};

static int compare_turns(const void *a, const void *b) {
    const struct turn *one = a, *two = b;
    if (one->distance != two->distance)
        return one->distance < two->distance ? -1 : 1;
    return one->edge < two->edge ? -1 : one->edge > two->edge;
}

/* Short lines first: long ones find a way around more easily. */
static struct turn *order_turns(const struct tn_picture *picture) {
    const struct tn_graph *graph = picture->graph;
    struct turn *turns = tn_allocate((graph->edge_count + 1) * sizeof *turns);
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct tn_picture_box *a = &picture->boxes[graph->edges[i].child];
        const struct tn_picture_box *b = &picture->boxes[graph->edges[i].parent];
        turns[i].edge = i;
        turns[i].distance =
            abs(a->x + a->width / 2 - b->x - b->width / 2) +
            2 * abs(a->y + line_of(picture, graph->edges[i].child, graph->edges[i].child_row) -
                    b->y - line_of(picture, graph->edges[i].parent, graph->edges[i].parent_row));
    }
    qsort(turns, graph->edge_count, sizeof *turns, compare_turns);
    return turns;
}

static void prepare(const struct tn_picture *picture, struct tn_router *router) {
    const struct tn_graph *graph = picture->graph;
    for (size_t i = 0; i < graph->node_count; i++) {
        const struct tn_picture_box *box = &picture->boxes[i];
        tn_router_block(router, (struct tn_point){box->x, box->y}, box->width, box->height);
    }
    for (size_t i = 0; i < picture->note_count; i++) {
        const struct tn_picture_note *note = &picture->notes[i];
        tn_router_block(router, (struct tn_point){note->x, note->y}, (int)tn_text_width(note->text),
                        1);
    }
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct tn_graph_edge *edge = &graph->edges[i];
        for (int side = 0; side < 2; side++) {
            enum tn_side which = side ? TN_SIDE_RIGHT : TN_SIDE_LEFT;
            int child = line_of(picture, edge->child, edge->child_row);
            int parent = line_of(picture, edge->parent, edge->parent_row);
            tn_router_reserve(router, port_on(picture, edge->child, child, which));
            tn_router_reserve(router, port_on(picture, edge->parent, parent, which));
        }
    }
}

void tn_picture_route(struct tn_picture *picture) {
    const struct tn_graph *graph = picture->graph;
    struct tn_router *router = tn_router_new(picture->width, picture->height);
    struct turn *turns = order_turns(picture);
    prepare(picture, router);
    picture->not_drawn = 0;
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct tn_graph_edge *edge = &graph->edges[turns[i].edge];
        struct tn_line_end child = end_of(picture, edge->child, edge->child_row, edge->child_end);
        struct tn_line_end parent =
            end_of(picture, edge->parent, edge->parent_row, edge->parent_end);
        struct tn_route *route = &picture->lines[turns[i].edge].route;
        *route = (struct tn_route){0};
        if (!tn_router_connect(router, &child, &parent, &picture->arena, route))
            picture->not_drawn++;
    }
    free(turns);
    tn_router_free(router);
}

/* ------------------------------------------------------------------ arms */

static uint8_t arm_towards(struct tn_point from, struct tn_point to) {
    if (to.x != from.x)
        return to.x > from.x ? TN_ARM_RIGHT : TN_ARM_LEFT;
    return to.y > from.y ? TN_ARM_DOWN : TN_ARM_UP;
}

static void add_arms(struct tn_picture *picture, const struct tn_route *route, bool dashed) {
    for (size_t i = 2; i + 2 < route->count; i++) {
        const struct tn_point *at = &route->cells[i];
        uint8_t *arms = &picture->arms[(size_t)at->y * (size_t)picture->width + (size_t)at->x];
        bool is_dashed = dashed && (*arms == 0 || *arms & TN_PICTURE_DASHED);
        *arms = (uint8_t)((*arms & 15) | arm_towards(*at, at[-1]) | arm_towards(*at, at[1]) |
                          (is_dashed ? TN_PICTURE_DASHED : 0));
    }
}

static void find_arms(struct tn_picture *picture) {
    picture->arms =
        tn_arena_allocate(&picture->arena, (size_t)picture->width * (size_t)picture->height + 1);
    for (size_t i = 0; i < picture->graph->edge_count; i++)
        add_arms(picture, &picture->lines[i].route, picture->graph->edges[i].logical);
}

/* ------------------------------------------------------------------ making */

static void make(struct tn_picture *picture, bool is_around) {
    for (int gap = 1; gap <= 3; gap += 2) { /* once more with more room, should a line fail */
        picture->width = picture->height = 0;
        picture->note_count = 0;
        if (is_around)
            tn_picture_place_around(picture, gap);
        else
            tn_picture_place_all(picture, gap);
        if ((int64_t)picture->width * picture->height > most_cells)
            return;
        tn_picture_route(picture);
        if (picture->not_drawn == 0 || picture->graph->edge_count > 1000)
            break;
    }
    tn_picture_squeeze(picture);
    find_arms(picture);
}

static void note_not_drawn(struct tn_picture *picture) {
    if (!picture->not_drawn)
        return;
    const char *text = tn_arena_format(&picture->arena, "%zu relationship%s without room not drawn",
                                       picture->not_drawn, picture->not_drawn == 1 ? "" : "s");
    int width = (int)tn_text_width(text);
    picture->notes[picture->note_count++] = (struct tn_picture_note){0, picture->height++, text};
    picture->width = width > picture->width ? width : picture->width;
}

/* With no more detail than can be laid out for so many. */
static struct tn_graph *graph_of(const struct tn_model *model,
                                 const struct tn_diagram_options *options) {
    struct tn_graph *graph = tn_graph_new(model, options, NEIGHBOUR_LIMIT);
    size_t plan = tn_layout_choose(0, graph->node_count, graph->edge_count);
    if (plan == tn_layout_plan_count || tn_layout_plans[plan].detail >= options->detail)
        return graph;
    struct tn_diagram_options less = *options;
    less.detail = tn_layout_plans[plan].detail;
    tn_graph_free(graph);
    return tn_graph_new(model, &less, NEIGHBOUR_LIMIT);
}

struct tn_picture *tn_picture_new(const struct tn_model *model,
                                  const struct tn_diagram_options *options,
                                  struct tn_error *error) {
    struct tn_picture *picture = tn_allocate(sizeof *picture);
    picture->graph = graph_of(model, options);
    const struct tn_graph *graph = picture->graph;
    picture->boxes =
        tn_arena_allocate(&picture->arena, (graph->node_count + 1) * sizeof *picture->boxes);
    picture->lines =
        tn_arena_allocate(&picture->arena, (graph->edge_count + 1) * sizeof *picture->lines);
    tn_picture_measure(picture);
    make(picture, options->depth == 1 && graph->focus != TN_NO_NODE);
    if (!picture->arms) {
        tn_picture_free(picture);
        tn_fail(error, "the diagram is too large for text: show a part of it with --focus and "
                       "--depth, or --area");
        return NULL;
    }
    note_not_drawn(picture);
    return picture;
}

void tn_picture_free(struct tn_picture *picture) {
    if (!picture)
        return;
    tn_graph_free(picture->graph);
    tn_arena_free(&picture->arena);
    free(picture);
}

/* ------------------------------------------------------------------ asking */

static bool is_in_box(const struct tn_picture_box *box, int x, int y) {
    return x >= box->x && x < box->x + box->width && y >= box->y && y < box->y + box->height;
}

static struct tn_picture_hit hit_box(const struct tn_picture *picture, size_t node, int y) {
    const struct tn_graph_node *shown = &picture->graph->nodes[node];
    int row = y - picture->boxes[node].y - 1;
    if (row < 0 || (size_t)row >= shown->row_count)
        return (struct tn_picture_hit){TN_PART_BOX, node, 0, shown->entity};
    return (struct tn_picture_hit){TN_PART_ROW, node, (size_t)row, shown->rows[row].attribute};
}

static bool passes(const struct tn_route *route, int x, int y) {
    for (size_t i = 0; i < route->count; i++)
        if (route->cells[i].x == x && route->cells[i].y == y)
            return true;
    return false;
}

struct tn_picture_hit tn_picture_at(const struct tn_picture *picture, int x, int y) {
    const struct tn_graph *graph = picture->graph;
    for (size_t i = 0; i < graph->node_count; i++)
        if (is_in_box(&picture->boxes[i], x, y))
            return hit_box(picture, i, y);
    for (size_t i = 0; i < graph->edge_count; i++)
        if (passes(&picture->lines[i].route, x, y))
            return (struct tn_picture_hit){TN_PART_LINE, i, 0, graph->edges[i].relationship};
    return (struct tn_picture_hit){0};
}

size_t tn_picture_find(const struct tn_picture *picture, uint64_t entity) {
    for (size_t i = 0; i < picture->graph->node_count; i++)
        if (picture->graph->nodes[i].entity->id == entity)
            return i;
    return TN_NO_NODE;
}

/* Between the middles, in half rows: along the direction, and aside of it. */
static bool distances(const struct tn_picture_box *from, const struct tn_picture_box *to,
                      enum tn_side direction, int *along, int *aside) {
    int dx = (2 * to->x + to->width) - (2 * from->x + from->width);
    int dy = 2 * ((2 * to->y + to->height) - (2 * from->y + from->height));
    bool is_across = direction == TN_SIDE_LEFT || direction == TN_SIDE_RIGHT;
    *along = is_across ? dx : dy;
    *aside = abs(is_across ? dy : dx);
    if (direction == TN_SIDE_LEFT || direction == TN_SIDE_UP)
        *along = -*along;
    return *along > 0;
}

size_t tn_picture_neighbour(const struct tn_picture *picture, size_t box, enum tn_side direction) {
    size_t found = TN_NO_NODE;
    int least = 0;
    for (size_t i = 0; i < picture->graph->node_count; i++) {
        int along, aside;
        if (i == box ||
            !distances(&picture->boxes[box], &picture->boxes[i], direction, &along, &aside))
            continue;
        int distance = along + 2 * aside;
        if (found == TN_NO_NODE || distance < least) {
            found = i;
            least = distance;
        }
    }
    return found;
}
