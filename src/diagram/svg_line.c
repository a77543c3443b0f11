/*
 * Owns the look of a relationship in an SVG: its line and the marks at its ends.
 *
 * A mark is drawn in the direction in which the line leaves the box, nearest to the box first:
 * crow's foot or bar for "many" or "one", then circle or bar for "zero" or "one". The vertex of a
 * crow's foot points away from its box.
 */
#include "diagram/svg.h"

#include <math.h>

/* One end: the spot on the box's edge and the direction away from the box. */
struct end {
    struct tn_spot tip;
    double dx, dy;
};

/* ------------------------------------------------------------------ geometry */

static struct tn_spot along(const struct end *end, double distance, double aside) {
    return (struct tn_spot){end->tip.x + end->dx * distance - end->dy * aside,
                            end->tip.y + end->dy * distance + end->dx * aside};
}

static void put_spot(struct tn_buffer *out, const char *command, struct tn_spot spot) {
    tn_put(out, command);
    tn_svg_put_number(out, spot.x);
    tn_put_char(out, ' ');
    tn_svg_put_number(out, spot.y);
}

static double height_of(const struct tn_layout_box *box) {
    return box->header + box->rows * box->row_height;
}

/* The side of the box that is nearest to the tip. */
static struct end end_at(const struct tn_svg *svg, size_t node, struct tn_spot tip) {
    struct tn_spot at = svg->layout->boxes[node];
    const struct tn_layout_box *box = &svg->boxes[node];
    double gaps[4] = {fabs(tip.x - at.x), fabs(tip.x - at.x - box->width), fabs(tip.y - at.y),
                      fabs(tip.y - at.y - height_of(box))};
    static const int directions[4][2] = {{-1, 0}, {1, 0}, {0, -1}, {0, 1}};
    int side = 0;
    for (int i = 1; i < 4; i++)
        side = gaps[i] < gaps[side] ? i : side;
    return (struct end){
        {tip.x + svg->left, tip.y + svg->top}, directions[side][0], directions[side][1]};
}

/* Where a line has no course of its own: the middle of a side at its row. */
static struct tn_spot port_of(const struct tn_svg *svg, size_t node, int row, bool is_right) {
    struct tn_spot at = svg->layout->boxes[node];
    at.x += is_right ? svg->boxes[node].width : 0;
    at.y += row < 0 ? TN_SVG_HEADER / 2.0 : TN_SVG_HEADER + (row + 0.5) * TN_SVG_ROW;
    return at;
}

/* ------------------------------------------------------------------ ports */

static uint64_t port_key(size_t node, int row) {
    return tn_mix(((uint64_t)node << 32) + (uint64_t)(row + 2));
}

static uintptr_t marks_at(const struct tn_svg *svg, size_t node, int row) {
    return (uintptr_t)tn_id_map_get(&svg->marks, port_key(node, row));
}

static void add_mark(struct tn_svg *svg, size_t node, int row, enum tn_cardinality cardinality) {
    uintptr_t marks = marks_at(svg, node, row) | (uintptr_t)1 << cardinality;
    tn_id_map_put(&svg->marks, port_key(node, row), (void *)marks);
}

void tn_svg_find_marks(struct tn_svg *svg) {
    for (size_t i = 0; i < svg->graph->edge_count; i++) {
        const struct tn_graph_edge *edge = &svg->graph->edges[i];
        add_mark(svg, edge->child, edge->child_row, edge->child_end);
        add_mark(svg, edge->parent, edge->parent_row, edge->parent_end);
    }
}

/* How far above or below the middle of its row a line ends, so that different marks do not lie on
 * each other: the optional ones below. */
static double shift_of(const struct tn_svg *svg, size_t node, int row,
                       enum tn_cardinality cardinality) {
    uintptr_t marks = marks_at(svg, node, row);
    if ((marks & (marks - 1)) == 0)
        return 0;
    return tn_cardinality_is_optional(cardinality) ? 5 : -5;
}

/* ------------------------------------------------------------------ marks */

static void put_bar(struct tn_buffer *out, const struct end *end, double distance) {
    put_spot(out, "M", along(end, distance, -4.5));
    put_spot(out, "L", along(end, distance, 4.5));
}

static void put_foot(struct tn_buffer *out, const struct end *end) {
    put_spot(out, "M", along(end, 0, -5.5));
    put_spot(out, "L", along(end, 11, 0));
    put_spot(out, "L", along(end, 0, 5.5));
}

/* Named like Graphviz's arrowheads. */
static const char *const mark_names[] = {
    [TN_cardinality_automatic] = "teeodot",   [TN_cardinality_zero_or_one] = "teeodot",
    [TN_cardinality_exactly_one] = "teetee",  [TN_cardinality_zero_or_many] = "crowodot",
    [TN_cardinality_one_or_many] = "crowtee",
};

static void put_mark(const struct tn_svg *svg, const struct end *end,
                     enum tn_cardinality cardinality) {
    struct tn_buffer *out = svg->out;
    bool many = tn_cardinality_is_many(cardinality);
    bool optional =
        cardinality == TN_cardinality_automatic || tn_cardinality_is_optional(cardinality);
    tn_put_format(out, "<g class=\"%s\"><path d=\"", mark_names[cardinality]);
    if (many)
        put_foot(out, end);
    else
        put_bar(out, end, 6);
    if (!optional)
        put_bar(out, end, many ? 14 : 10);
    tn_put(out, "\"/>");
    if (optional) {
        struct tn_spot middle = along(end, many ? 14.5 : 10.5, 0);
        tn_put(out, "<circle");
        tn_svg_put_value(out, "cx", middle.x);
        tn_svg_put_value(out, "cy", middle.y);
        tn_put(out, " r=\"3.5\"");
        tn_svg_put_paint(svg, TN_PICTURE_BACKGROUND, "fill");
        tn_put(out, "/>");
    }
    tn_put(out, "</g>");
}

/* ------------------------------------------------------------------ the line */

static double distance(struct tn_spot a, struct tn_spot b) {
    return hypot(a.x - b.x, a.y - b.y);
}

static struct tn_spot moved(const struct tn_svg *svg, struct tn_spot spot) {
    return (struct tn_spot){spot.x + svg->left, spot.y + svg->top};
}

/* Straight out of the box along the mark, then the course that was laid out, its first and last
 * control point turned so that there is no bend between the two. */
static void put_course(const struct tn_svg *svg, const struct tn_layout_path *path,
                       const struct end *tail, const struct end *head) {
    struct tn_buffer *out = svg->out;
    size_t last = path->count - 1;
    double first_pull = distance(path->points[0], path->points[1]);
    double last_pull = distance(path->points[last], path->points[last - 1]);
    put_spot(out, "M", tail->tip);
    put_spot(out, "L", along(tail, TN_SVG_MARK, 0));
    for (size_t i = 1; i + 2 <= last; i += 3) {
        bool is_last = i + 2 == last;
        put_spot(out, "C",
                 i == 1 ? along(tail, TN_SVG_MARK + first_pull, 0) : moved(svg, path->points[i]));
        put_spot(out, " ",
                 is_last ? along(head, TN_SVG_MARK + last_pull, 0)
                         : moved(svg, path->points[i + 1]));
        put_spot(out, " ", is_last ? along(head, TN_SVG_MARK, 0) : moved(svg, path->points[i + 2]));
    }
    put_spot(out, "L", head->tip);
}

static void put_straight(const struct tn_svg *svg, const struct end *tail, const struct end *head) {
    put_spot(svg->out, "M", tail->tip);
    put_spot(svg->out, "L", along(tail, TN_SVG_MARK, 0));
    put_spot(svg->out, "L", along(head, TN_SVG_MARK, 0));
    put_spot(svg->out, "L", head->tip);
}

/* From a row to another of the same box, around its right side. */
static void put_loop(const struct tn_svg *svg, const struct end *tail, const struct end *head) {
    double reach = TN_SVG_MARK + 20;
    put_spot(svg->out, "M", tail->tip);
    put_spot(svg->out, "L", along(tail, TN_SVG_MARK, 0));
    put_spot(svg->out, "C", along(tail, reach, 0));
    put_spot(svg->out, " ", along(head, reach, 0));
    put_spot(svg->out, " ", along(head, TN_SVG_MARK, 0));
    put_spot(svg->out, "L", head->tip);
}

static void put_title(const struct tn_svg *svg, const struct tn_graph_edge *edge) {
    const struct tn_relationship *r = edge->relationship;
    struct tn_buffer title = {0};
    tn_graph_put_edge(svg->graph, edge, &title);
    if (edge->identifying)
        tn_put(&title, ", identifying");
    if (r->on_delete != TN_action_no_action) {
        const struct tn_field *field = &tn_kinds[TN_relationship].fields[TN_relationship_on_delete];
        tn_put_format(&title, ", on delete %s", field->enumeration->literals[r->on_delete]);
    }
    if (*r->verb)
        tn_put_format(&title, ", %s", r->verb);
    if (*r->comment)
        tn_put_format(&title, ": %s", r->comment);
    tn_put(svg->out, "<title>");
    tn_put_xml(svg->out, title.at);
    tn_put(svg->out, "</title>");
    tn_buffer_free(&title);
}

void tn_svg_put_line(const struct tn_svg *svg, size_t number) {
    const struct tn_graph_edge *edge = &svg->graph->edges[number];
    const struct tn_layout_path *path = &svg->layout->paths[number];
    struct tn_buffer *out = svg->out;
    bool is_loop = edge->child == edge->parent, has_course = path->count >= 4 && !is_loop;
    struct tn_spot from = has_course ? path->tail : port_of(svg, edge->parent, edge->parent_row, 1);
    struct tn_spot to =
        has_course ? path->head : port_of(svg, edge->child, edge->child_row, is_loop);
    if (is_loop && edge->child_row == edge->parent_row) {
        from.y -= 7;
        to.y += 7;
    } else {
        from.y += shift_of(svg, edge->parent, edge->parent_row, edge->parent_end);
        to.y += shift_of(svg, edge->child, edge->child_row, edge->child_end);
    }
    struct end tail = end_at(svg, edge->parent, from), head = end_at(svg, edge->child, to);
    char id[17];
    tn_id_print(edge->relationship->id, id);
    tn_put_format(out, "<g id=\"relationship-%s\" role=\"graphics-symbol\"%s>", id,
                  edge->identifying ? " stroke-width=\"1.6\"" : "");
    put_title(svg, edge);
    tn_put_format(out, "<path%s d=\"", edge->logical ? " stroke-dasharray=\"5 3\"" : "");
    if (is_loop)
        put_loop(svg, &tail, &head);
    else if (has_course)
        put_course(svg, path, &tail, &head);
    else
        put_straight(svg, &tail, &head);
    tn_put(out, "\"/>");
    put_mark(svg, &tail, edge->parent_end);
    put_mark(svg, &head, edge->child_end);
    tn_put(out, "</g>\n");
}
