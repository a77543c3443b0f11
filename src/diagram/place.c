/*
 * Owns the places of a picture's boxes: their sizes in cells, and where they stand before lines are
 * routed, with generous gaps that are squeezed out afterwards.
 */
#include "diagram/layout.h"
#include "diagram/picture.h"

#include <stdlib.h>

/* One column is 1/8 inch, one row 1/4 inch. */
enum { POINTS_ACROSS = 9, POINTS_DOWN = 18 };
enum { EDGE_ACROSS = 8, EDGE_DOWN = 4 }; /* room around everything */
enum { NAME_COLUMNS = 40, TYPE_COLUMNS = 28, TITLE_COLUMNS = 44 };

/* ------------------------------------------------------------------ sizes */

static int shown(const char *text, int columns) {
    size_t width = tn_text_width(text);
    return width < (size_t)columns ? (int)width : columns;
}

/* "│◆ name  type ○│" */
static int row_width(const struct tn_graph_row *row, int names) {
    int type = shown(row->type, TYPE_COLUMNS);
    return 2 + 2 + names + (type ? 2 + type + 2 : 1);
}

static int widest_name(const struct tn_graph_node *node) {
    int widest = 0;
    for (size_t i = 0; i < node->row_count; i++) {
        int width = shown(node->rows[i].attribute->name, NAME_COLUMNS);
        widest = width > widest ? width : widest;
    }
    return widest;
}

void tn_picture_measure(struct tn_picture *picture) {
    for (size_t i = 0; i < picture->graph->node_count; i++) {
        const struct tn_graph_node *node = &picture->graph->nodes[i];
        struct tn_picture_box *box = &picture->boxes[i];
        int names = widest_name(node);
        box->width =
            shown(node->name, TITLE_COLUMNS) + 4 + (node->row_count && node->hidden ? 5 : 0);
        box->width = box->width > 7 ? box->width : 7;
        for (size_t r = 0; r < node->row_count; r++) {
            int width = row_width(&node->rows[r], names);
            box->width = width > box->width ? width : box->width;
        }
        box->height = node->row_count ? (int)node->row_count + 2 : 3;
    }
}

/* Everything into the first quadrant, with room around it. */
static void move_in(struct tn_picture *picture) {
    struct tn_picture_box *boxes = picture->boxes;
    int left = 0, top = 0;
    for (size_t i = 0; i < picture->graph->node_count; i++) {
        left = i == 0 || boxes[i].x < left ? boxes[i].x : left;
        top = i == 0 || boxes[i].y < top ? boxes[i].y : top;
    }
    for (size_t i = 0; i < picture->graph->node_count; i++) {
        boxes[i].x += EDGE_ACROSS - left;
        boxes[i].y += EDGE_DOWN - top;
        int right = boxes[i].x + boxes[i].width + EDGE_ACROSS;
        int bottom = boxes[i].y + boxes[i].height + EDGE_DOWN;
        picture->width = right > picture->width ? right : picture->width;
        picture->height = bottom > picture->height ? bottom : picture->height;
    }
    for (size_t i = 0; i < picture->note_count; i++) {
        picture->notes[i].x += EDGE_ACROSS - left;
        picture->notes[i].y += EDGE_DOWN - top;
    }
}

/* ------------------------------------------------------------------ around a focus */

enum { PARENTS, FOCUS, CHILDREN };

/* A box beside the focus, and the row in which it would like to stand. */
struct place {
    size_t node;
    int wanted;
    size_t order;
};

static int row_line(int row) {
    return 1 + (row < 0 ? -1 : row);
}

static int compare_places(const void *a, const void *b) {
    const struct place *one = a, *two = b;
    if (one->wanted != two->wanted)
        return one->wanted < two->wanted ? -1 : 1;
    return one->order < two->order ? -1 : one->order > two->order;
}

/* One after the other, as near as can be to where they would like to be. */
static void stack(struct tn_picture *picture, struct place *places, size_t count, int gap) {
    int64_t above = 0;
    int bottom = INT32_MIN / 2;
    for (size_t i = 0; i < count; i++) {
        struct tn_picture_box *box = &picture->boxes[places[i].node];
        box->y = places[i].wanted > bottom + gap ? places[i].wanted : bottom + gap;
        bottom = box->y + box->height;
        above += box->y - places[i].wanted;
    }
    for (size_t i = 0; i < count; i++)
        picture->boxes[places[i].node].y -= (int)(above / (int64_t)count);
}

static void note_more(struct tn_picture *picture, size_t more, const struct place *places,
                      size_t count) {
    if (!more || !count)
        return;
    const struct tn_picture_box *last = &picture->boxes[places[count - 1].node];
    picture->notes[picture->note_count++] = (struct tn_picture_note){
        last->x, last->y + last->height, tn_arena_format(&picture->arena, "… %zu more", more)};
}

/* Puts every neighbour on its side: those the focus refers to on the left, the others on the
 * right. sides is 0 for those that have none yet. */
static void find_sides(const struct tn_graph *graph, uint8_t *sides, struct place *places) {
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct tn_graph_edge *edge = &graph->edges[i];
        size_t focus = graph->focus;
        bool above = edge->child == focus, below = edge->parent == focus;
        size_t other = above ? edge->parent : edge->child;
        if (above == below || (sides[other] && !above))
            continue;
        if (sides[other] == PARENTS + 1)
            continue;
        int mine = row_line(above ? edge->child_row : edge->parent_row);
        int its = row_line(above ? edge->parent_row : edge->child_row);
        sides[other] = above ? PARENTS + 1 : CHILDREN + 1;
        places[other] = (struct place){other, mine - its, above ? i : other};
    }
}

static size_t collect(const struct tn_graph *graph, const uint8_t *sides, int side,
                      const struct place *places, struct place *into) {
    size_t count = 0;
    for (size_t i = 0; i < graph->node_count; i++)
        if (i != graph->focus && (sides[i] ? sides[i] : CHILDREN + 1) == side + 1) {
            into[count] = places[i];
            into[count++].node = i;
        }
    qsort(into, count, sizeof *into, compare_places);
    return count;
}

static int widest(const struct tn_picture *picture, const struct place *places, size_t count) {
    int width = 0;
    for (size_t i = 0; i < count; i++)
        if (picture->boxes[places[i].node].width > width)
            width = picture->boxes[places[i].node].width;
    return width;
}

void tn_picture_place_around(struct tn_picture *picture, int gap) {
    const struct tn_graph *graph = picture->graph;
    uint8_t *sides = tn_allocate(graph->node_count + 1);
    struct place *places = tn_allocate((graph->node_count + 1) * sizeof *places);
    struct place *side = tn_allocate((graph->node_count + 1) * sizeof *side);
    find_sides(graph, sides, places);
    int channel = 8 + 2 * (graph->edge_count < 16 ? (int)graph->edge_count : 16);
    struct tn_picture_box *focus = &picture->boxes[graph->focus];
    size_t parents = collect(graph, sides, PARENTS, places, side);
    focus->y = 0;
    focus->x = parents ? widest(picture, side, parents) + channel : 0;
    for (size_t i = 0; i < parents; i++) /* right edges in one line, towards the focus */
        picture->boxes[side[i].node].x = focus->x - channel - picture->boxes[side[i].node].width;
    stack(picture, side, parents, gap);
    note_more(picture, graph->more_parents, side, parents);
    size_t children = collect(graph, sides, CHILDREN, places, side);
    for (size_t i = 0; i < children; i++)
        picture->boxes[side[i].node].x = focus->x + focus->width + channel;
    stack(picture, side, children, gap);
    note_more(picture, graph->more_children, side, children);
    move_in(picture);
    free(side);
    free(places);
    free(sides);
}

/* ------------------------------------------------------------------ everything */

static struct tn_layout_box *sizes_of(const struct tn_picture *picture) {
    size_t count = picture->graph->node_count;
    struct tn_layout_box *sizes = tn_allocate((count + 1) * sizeof *sizes);
    for (size_t i = 0; i < count; i++)
        sizes[i] = (struct tn_layout_box){picture->boxes[i].width * POINTS_ACROSS, POINTS_DOWN,
                                          POINTS_DOWN, picture->boxes[i].height - 1};
    return sizes;
}

static bool ask_graphviz(struct tn_picture *picture, int gap) {
    const struct tn_graph *graph = picture->graph;
    struct tn_layout_box *sizes = sizes_of(picture);
    struct tn_layout_line *lines = tn_layout_lines(graph);
    struct tn_layout_job job = {.boxes = sizes,
                                .box_count = graph->node_count,
                                .lines = lines,
                                .line_count = graph->edge_count,
                                .mark = POINTS_ACROSS,
                                .rank_gap = (8 + 2 * gap) * POINTS_ACROSS,
                                .node_gap = (gap + 1) * POINTS_DOWN,
                                .no_lines = true};
    struct tn_layout layout;
    bool fine = false;
    size_t plan = tn_layout_choose(0, graph->node_count, graph->edge_count);
    for (; plan < tn_layout_plan_count && !fine; plan++) {
        struct tn_error ignored = {0};
        fine = tn_layout_run(&job, &tn_layout_plans[plan], &layout, &ignored);
        tn_error_clear(&ignored);
    }
    for (size_t i = 0; fine && i < graph->node_count; i++) {
        picture->boxes[i].x = (int)(layout.boxes[i].x / POINTS_ACROSS + 0.5);
        picture->boxes[i].y = (int)(layout.boxes[i].y / POINTS_DOWN + 0.5);
    }
    if (fine)
        tn_layout_free(&layout);
    free(sizes);
    free(lines);
    return fine;
}

/* Rows of boxes, as wide as they are high. */
static void place_in_rows(struct tn_picture *picture) {
    int64_t area = 0;
    for (size_t i = 0; i < picture->graph->node_count; i++)
        area += (int64_t)(picture->boxes[i].width + 8) * (picture->boxes[i].height + 2) * 2;
    int width = 100, x = 0, y = 0, height = 0;
    while ((int64_t)width * width < area)
        width += width / 2;
    for (size_t i = 0; i < picture->graph->node_count; i++) {
        struct tn_picture_box *box = &picture->boxes[i];
        if (x && x + box->width > width) {
            y += height + 3;
            x = height = 0;
        }
        box->x = x;
        box->y = y;
        x += box->width + 8;
        height = box->height > height ? box->height : height;
    }
}

/* Where rounding to cells, or a layout that is not exact, put boxes too near to each other: each in
 * its order from the top is moved down below those that it would touch. */
struct order {
    int x, y;
    size_t node;
};

static int compare_order(const void *a, const void *b) {
    const struct order *one = a, *two = b;
    if (one->y != two->y)
        return one->y < two->y ? -1 : 1;
    if (one->x != two->x)
        return one->x < two->x ? -1 : 1;
    return one->node < two->node ? -1 : one->node > two->node;
}

static void keep_apart(struct tn_picture *picture, int gap) {
    size_t count = picture->graph->node_count;
    struct order *order = tn_allocate((count + 1) * sizeof *order);
    int *bottoms = tn_allocate(((size_t)picture->width + 1) * sizeof(int));
    for (size_t i = 0; i < count; i++)
        order[i] = (struct order){picture->boxes[i].x, picture->boxes[i].y, i};
    qsort(order, count, sizeof *order, compare_order);
    for (size_t i = 0; i < count; i++) {
        struct tn_picture_box *box = &picture->boxes[order[i].node];
        int right =
            box->x + box->width + 6 < picture->width ? box->x + box->width + 6 : picture->width;
        for (int x = box->x; x < right; x++)
            box->y = bottoms[x] > box->y ? bottoms[x] : box->y;
        for (int x = box->x > 5 ? box->x - 5 : 0; x < right; x++)
            bottoms[x] =
                bottoms[x] > box->y + box->height + gap ? bottoms[x] : box->y + box->height + gap;
        int bottom = box->y + box->height + EDGE_DOWN;
        picture->height = bottom > picture->height ? bottom : picture->height;
    }
    free(order);
    free(bottoms);
}

void tn_picture_place_all(struct tn_picture *picture, int gap) {
    if (!ask_graphviz(picture, gap))
        place_in_rows(picture);
    move_in(picture);
    keep_apart(picture, gap > 1 ? 2 : 1);
}
