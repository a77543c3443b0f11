/*
 * Owns how a picture looks on cells: lines, end marks, boxes, in roles; and the same as plain text.
 */
#include "diagram/picture.h"

#include <stdlib.h>

struct drawing {
    const struct tn_picture *picture;
    struct tn_cells *cells;
    int x, y; /* of the picture's first cell */
    uint64_t focus;
};

/* ------------------------------------------------------------------ marks */

/* The crow's foot opens towards its box: its vertex points away from it. */
static const char *const feet[2][4] = {
    {[TN_SIDE_UP] = "∧", [TN_SIDE_RIGHT] = ">", [TN_SIDE_DOWN] = "∨", [TN_SIDE_LEFT] = "<"},
    {[TN_SIDE_UP] = "^", [TN_SIDE_RIGHT] = ">", [TN_SIDE_DOWN] = "v", [TN_SIDE_LEFT] = "<"},
};

static const char *bar(enum tn_side side, bool ascii) {
    if (!ascii)
        return "┼";
    return side == TN_SIDE_LEFT || side == TN_SIDE_RIGHT ? "|" : "-";
}

struct tn_mark tn_mark_of(enum tn_cardinality cardinality, enum tn_side side, bool ascii) {
    bool many = tn_cardinality_is_many(cardinality);
    bool optional = tn_cardinality_is_optional(cardinality);
    return (struct tn_mark){many ? feet[ascii][side] : bar(side, ascii),
                            optional ? "o" : bar(side, ascii)};
}

static void draw_mark(const struct drawing *d, const struct tn_port *port,
                      enum tn_cardinality cardinality, struct tn_style style) {
    struct tn_mark mark = tn_mark_of(cardinality, port->side, d->cells->ascii);
    struct tn_point away = tn_side_steps[port->side];
    tn_cells_put(d->cells, d->x + port->at.x, d->y + port->at.y, mark.near, style);
    tn_cells_put(d->cells, d->x + port->at.x + away.x, d->y + port->at.y + away.y, mark.far, style);
}

/* ------------------------------------------------------------------ lines */

static enum tn_glyph glyph_of(uint8_t arms) {
    switch (arms & 15) {
    case TN_ARM_RIGHT | TN_ARM_DOWN:
        return TN_GLYPH_ROUND_TOP_LEFT;
    case TN_ARM_LEFT | TN_ARM_DOWN:
        return TN_GLYPH_ROUND_TOP_RIGHT;
    case TN_ARM_RIGHT | TN_ARM_UP:
        return TN_GLYPH_ROUND_BOTTOM_LEFT;
    case TN_ARM_LEFT | TN_ARM_UP:
        return TN_GLYPH_ROUND_BOTTOM_RIGHT;
    case TN_ARM_LEFT | TN_ARM_RIGHT:
        return arms & TN_PICTURE_DASHED ? TN_GLYPH_HORIZONTAL_DASHED : TN_GLYPH_HORIZONTAL;
    case TN_ARM_UP | TN_ARM_DOWN:
        return arms & TN_PICTURE_DASHED ? TN_GLYPH_VERTICAL_DASHED : TN_GLYPH_VERTICAL;
    default:
        return tn_glyph_of_arms(arms & 15);
    }
}

static void draw_cell(const struct drawing *d, int x, int y, struct tn_style style) {
    const struct tn_picture *picture = d->picture;
    uint8_t arms = picture->arms[(size_t)y * (size_t)picture->width + (size_t)x];
    if (arms)
        tn_cells_put_glyph(d->cells, d->x + x, d->y + y, glyph_of(arms), style);
}

static void draw_route(const struct drawing *d, size_t index, struct tn_style style) {
    const struct tn_route *route = &d->picture->lines[index].route;
    const struct tn_graph_edge *edge = &d->picture->graph->edges[index];
    if (!route->count)
        return;
    for (size_t i = 2; i + 2 < route->count; i++)
        draw_cell(d, route->cells[i].x, route->cells[i].y, style);
    draw_mark(d, &route->from, edge->child_end, style);
    draw_mark(d, &route->to, edge->parent_end, style);
}

static bool has_focus(const struct drawing *d, size_t edge) {
    const struct tn_graph *graph = d->picture->graph;
    return graph->nodes[graph->edges[edge].child].entity->id == d->focus ||
           graph->nodes[graph->edges[edge].parent].entity->id == d->focus;
}

static void draw_lines(const struct drawing *d) {
    for (size_t i = 0; i < d->picture->graph->edge_count; i++)
        draw_route(d, i, (struct tn_style){TN_ROLE_DIAGRAM_EDGE, 0});
    for (size_t i = 0; d->focus && i < d->picture->graph->edge_count; i++)
        if (has_focus(d, i))
            draw_route(d, i, (struct tn_style){TN_ROLE_DIAGRAM_EDGE_FOCUS, 0});
}

/* ------------------------------------------------------------------ boxes */

static void draw_sign(const struct drawing *d, const struct tn_graph_row *row, int x, int y) {
    if (row->primary)
        tn_cells_put_glyph(d->cells, x, y, TN_GLYPH_KEY_MARK,
                           (struct tn_style){TN_ROLE_KEY_MARK, 0});
    else if (row->foreign)
        tn_cells_put_glyph(d->cells, x, y, TN_GLYPH_FK_MARK, (struct tn_style){TN_ROLE_FK_MARK, 0});
}

/* Name on the left, type on the right; a name that is too long ends before its type. */
static void draw_row(const struct drawing *d, const struct tn_graph_row *row, struct tn_rect in) {
    struct tn_style text = {TN_ROLE_TEXT, row->primary ? TN_BOLD : 0};
    int type = (int)tn_text_width(row->type), right = in.x + in.width;
    int least = in.width / 2;
    type = type > least ? least : type;
    draw_sign(d, row, in.x, in.y);
    if (type && row->attribute->nullable)
        tn_cells_put_glyph(d->cells, right - 1, in.y, TN_GLYPH_CIRCLE,
                           (struct tn_style){TN_ROLE_NULL_MARK, 0});
    int end = type ? right - 2 - type : right;
    tn_cells_put_field(d->cells, (struct tn_rect){in.x + 2, in.y, end - in.x - 3 + !type, 1},
                       row->attribute->name, text);
    if (type)
        tn_cells_put_field(d->cells, (struct tn_rect){end, in.y, type, 1}, row->type,
                           (struct tn_style){TN_ROLE_TYPE, 0});
}

static uint8_t frame_role(const struct drawing *d, const struct tn_graph_node *node) {
    if (node->entity->id == d->focus)
        return TN_ROLE_BORDER_FOCUS;
    return node->area ? (uint8_t)(TN_ROLE_AREA1 + (node->area - 1) % 6) : TN_ROLE_DIAGRAM_BOX;
}

static void draw_hidden(const struct drawing *d, const struct tn_graph_node *node,
                        struct tn_rect box) {
    if (!node->hidden || !node->row_count)
        return;
    struct tn_buffer text = {0};
    tn_put_format(&text, "+%zu", node->hidden);
    tn_cells_put(d->cells, box.x + box.width - 2 - (int)text.length, box.y + box.height - 1,
                 text.at, (struct tn_style){TN_ROLE_DIM, 0});
    tn_buffer_free(&text);
}

static void draw_box(const struct drawing *d, size_t index) {
    const struct tn_picture_box *box = &d->picture->boxes[index];
    const struct tn_graph_node *node = &d->picture->graph->nodes[index];
    struct tn_rect rect = {d->x + box->x, d->y + box->y, box->width, box->height};
    struct tn_rect clip = d->cells->clip;
    if (rect.x >= clip.x + clip.width || rect.y >= clip.y + clip.height ||
        rect.x + rect.width <= clip.x || rect.y + rect.height <= clip.y)
        return;
    tn_cells_fill(d->cells, rect, TN_GLYPH_SPACE, (struct tn_style){TN_ROLE_TEXT, 0});
    tn_cells_frame(d->cells, rect, TN_FRAME_ROUND, (struct tn_style){frame_role(d, node), 0});
    int title = (int)tn_text_width(node->name), room = box->width - 4;
    struct tn_rect name = {rect.x + 2, rect.y + (node->row_count == 0), title < room ? title : room,
                           1};
    tn_cells_put_field(d->cells, name, node->name, (struct tn_style){TN_ROLE_TITLE, 0});
    draw_hidden(d, node, rect);
    for (size_t i = 0; i < node->row_count; i++)
        draw_row(d, &node->rows[i],
                 (struct tn_rect){rect.x + 1, rect.y + 1 + (int)i, rect.width - 2, 1});
}

void tn_picture_draw(const struct tn_picture *picture, struct tn_cells *cells,
                     const struct tn_picture_view *view) {
    struct tn_rect before = tn_cells_clip(cells, view->rect);
    struct drawing d = {picture, cells, view->rect.x - view->scroll_x,
                        view->rect.y - view->scroll_y, view->focus};
    draw_lines(&d);
    for (size_t i = 0; i < picture->graph->node_count; i++)
        draw_box(&d, i);
    for (size_t i = 0; i < picture->note_count; i++)
        tn_cells_put(cells, d.x + picture->notes[i].x, d.y + picture->notes[i].y,
                     picture->notes[i].text, (struct tn_style){TN_ROLE_DIM, 0});
    cells->clip = before;
}

/* ------------------------------------------------------------------ as text */

enum { BAND = 256 }; /* rows drawn at a time */

bool tn_diagram_text(const struct tn_model *model, const struct tn_diagram_options *options,
                     bool ascii, struct tn_buffer *out, struct tn_error *error) {
    struct tn_picture *picture = tn_picture_new(model, options, error);
    if (!picture)
        return false;
    struct tn_cells cells = {0};
    cells.ascii = ascii;
    for (int top = 0; top < picture->height; top += BAND) {
        int rows = picture->height - top < BAND ? picture->height - top : BAND;
        tn_cells_resize(&cells, picture->width, rows);
        tn_cells_clear(&cells);
        tn_picture_draw(
            picture, &cells,
            &(struct tn_picture_view){.rect = {0, 0, picture->width, rows}, .scroll_y = top});
        for (int y = 0; y < rows; y++) {
            tn_cells_put_row(&cells, y, true, out);
            tn_put_char(out, '\n');
        }
    }
    tn_cells_free(&cells);
    tn_picture_free(picture);
    return true;
}
