/*
 * Owns the look of an entity in an SVG: its measures, its frame, header and rows.
 */
#include "diagram/svg.h"

#include <math.h>

enum { NAME_COLUMNS = 40, TYPE_COLUMNS = 30 };
enum { MARGIN = 10, SIGN = 16, GAP = 18, NULL_SIGN = 14, ROUND = 5, LEAST = 90 };
static const double row_size = 12, header_size = 13;

/* ------------------------------------------------------------------ measures */

static double cut_width(const char *text, size_t columns, double size, bool is_bold) {
    if (tn_text_width(text) <= columns)
        return tn_svg_width(text, size, is_bold);
    struct tn_buffer part = {0};
    tn_put_bytes(&part, text, tn_text_fit(text, columns));
    double width = tn_svg_width(part.at, size, is_bold);
    tn_buffer_free(&part);
    return width;
}

static double row_width(const struct tn_graph_row *row) {
    double type = cut_width(row->type, TYPE_COLUMNS, row_size, false);
    double name = cut_width(row->attribute->name, NAME_COLUMNS, row_size, row->primary);
    return SIGN + name + (*row->type ? GAP + type : 0) + NULL_SIGN;
}

void tn_svg_measure(const struct tn_graph *graph, struct tn_layout_box *boxes) {
    for (size_t i = 0; i < graph->node_count; i++) {
        const struct tn_graph_node *node = &graph->nodes[i];
        double width = cut_width(node->name, NAME_COLUMNS, header_size, true) + GAP;
        for (size_t r = 0; r < node->row_count; r++)
            width = fmax(width, row_width(&node->rows[r]));
        width = fmax(ceil(width) + 2 * MARGIN, LEAST);
        boxes[i] =
            (struct tn_layout_box){(int)width, TN_SVG_HEADER, TN_SVG_ROW, (int)node->row_count};
    }
}

/* ------------------------------------------------------------------ signs */

static void put_point(struct tn_buffer *out, char command, double x, double y) {
    tn_put_char(out, command);
    tn_svg_put_number(out, x);
    tn_put_char(out, ' ');
    tn_svg_put_number(out, y);
}

void tn_svg_put_primary(const struct tn_svg *svg, double x, double y) {
    tn_put(svg->out, "<path");
    tn_svg_put_paint(svg, TN_PICTURE_KEY, "fill");
    tn_put(svg->out, " d=\"");
    put_point(svg->out, 'M', x, y);
    tn_put(svg->out, "l4.5 -4.5 4.5 4.5 -4.5 4.5z\"/>");
}

void tn_svg_put_foreign(const struct tn_svg *svg, double x, double y) {
    tn_put(svg->out, "<path fill=\"none\" stroke-width=\"1.6\"");
    tn_svg_put_paint(svg, TN_PICTURE_EDGE, "stroke");
    tn_put(svg->out, " d=\"");
    put_point(svg->out, 'M', x + 2, y - 3.5);
    tn_put(svg->out, "l4 3.5 -4 3.5\"/>");
}

void tn_svg_put_optional(const struct tn_svg *svg, double x, double y) {
    tn_put(svg->out, "<circle fill=\"none\"");
    tn_svg_put_value(svg->out, "cx", x + 3);
    tn_svg_put_value(svg->out, "cy", y);
    tn_put(svg->out, " r=\"2.6\"");
    tn_svg_put_paint(svg, TN_PICTURE_DIM, "stroke");
    tn_put(svg->out, "/>");
}

/* ------------------------------------------------------------------ frame and header */

static void put_rectangle(const struct tn_svg *svg, const char *more, struct tn_spot at,
                          struct tn_spot size) {
    tn_svg_put_value(svg->out, "x", at.x);
    tn_svg_put_value(svg->out, "y", at.y);
    tn_svg_put_value(svg->out, "width", size.x);
    tn_svg_put_value(svg->out, "height", size.y);
    tn_put(svg->out, more);
}

static enum tn_picture_role header_role(size_t area) {
    return area ? (enum tn_picture_role)(TN_PICTURE_AREA1 + (area - 1) % 6) : TN_PICTURE_HEADER;
}

/* Round at the top, and at the bottom too where there are no rows. */
static void put_header_ground(const struct tn_svg *svg, const struct tn_graph_node *node,
                              struct tn_spot at, const struct tn_layout_box *box) {
    struct tn_buffer *out = svg->out;
    double width = box->width - 2 * ROUND;
    tn_put(out, "<path");
    tn_svg_put_paint(svg, header_role(node->area), "fill");
    tn_put(out, " d=\"");
    put_point(out, 'M', at.x, at.y + ROUND);
    tn_put_format(out, "q0 -%d %d -%dh", ROUND, ROUND, ROUND);
    tn_svg_put_number(out, width);
    tn_put_format(out, "q%d 0 %d %dv", ROUND, ROUND, ROUND);
    if (box->rows == 0)
        tn_put_format(out, "%dq0 %d -%d %dh-%dq-%d 0 -%d -%dz\"/>", TN_SVG_HEADER - 2 * ROUND,
                      ROUND, ROUND, ROUND, box->width - 2 * ROUND, ROUND, ROUND, ROUND);
    else
        tn_put_format(out, "%dh-%dz\"/>", TN_SVG_HEADER - ROUND, box->width);
}

/* The colour that the user gave to the area, beside the theme's own: a strip at the left. */
static void put_header_strip(const struct tn_svg *svg, size_t area, struct tn_spot at, bool whole) {
    const char *colour = tn_svg_area_colour(svg, area);
    if (!colour)
        return;
    tn_put_format(svg->out, "<path fill=\"%s\" d=\"", colour);
    put_point(svg->out, 'M', at.x, at.y + ROUND);
    tn_put_format(svg->out, "q0 -%d %d -%dv%d", ROUND, ROUND, ROUND, TN_SVG_HEADER);
    tn_put_format(svg->out, whole ? "q-%d 0 -%d -%dz\"/>" : "h-%dz\"/>", ROUND, ROUND, ROUND);
}

static void put_frame(const struct tn_svg *svg, const struct tn_graph_node *node, struct tn_spot at,
                      const struct tn_layout_box *box) {
    struct tn_spot size = {box->width, TN_SVG_HEADER + box->rows * TN_SVG_ROW};
    bool is_focus =
        svg->graph->focus < svg->graph->node_count && node == &svg->graph->nodes[svg->graph->focus];
    tn_put(svg->out, "<rect");
    tn_svg_put_paint(svg, TN_PICTURE_BOX, "fill");
    put_rectangle(svg, " rx=\"5\"/>", at, size);
    put_header_ground(svg, node, at, box);
    put_header_strip(svg, node->area, at, box->rows == 0);
    tn_put(svg->out, "<rect fill=\"none\"");
    tn_svg_put_paint(svg, is_focus ? TN_PICTURE_KEY : TN_PICTURE_EDGE, "stroke");
    put_rectangle(svg, is_focus ? " rx=\"5\" stroke-width=\"2\"/>" : " rx=\"5\"/>", at, size);
}

static void put_header_text(const struct tn_svg *svg, const struct tn_graph_node *node,
                            struct tn_spot at, const struct tn_layout_box *box) {
    struct tn_svg_text name = {.x = at.x + MARGIN,
                               .y = at.y + 17.5,
                               .size = header_size,
                               .text = node->name,
                               .role = TN_PICTURE_TEXT,
                               .is_bold = true,
                               .columns = NAME_COLUMNS};
    tn_svg_put_text(svg, &name);
    if (!node->hidden || svg->graph->detail == TN_DETAIL_NAMES)
        return;
    struct tn_buffer more = {0};
    tn_put_format(&more, "+%zu", node->hidden);
    struct tn_svg_text hidden = {.x = at.x + box->width - MARGIN + 4,
                                 .y = at.y + 17.5,
                                 .size = 10,
                                 .text = more.at,
                                 .role = TN_PICTURE_DIM,
                                 .at_end = true,
                                 .columns = 8};
    tn_svg_put_text(svg, &hidden);
    tn_buffer_free(&more);
}

/* ------------------------------------------------------------------ rows */

static void put_row_title(const struct tn_svg *svg, const struct tn_graph_row *row) {
    const struct tn_attribute *a = row->attribute;
    struct tn_buffer title = {0};
    tn_put_format(&title, "%s %s", a->name, row->type);
    tn_put(&title, row->primary ? ", primary key" : "");
    tn_put(&title, row->foreign ? ", foreign key" : "");
    tn_put(&title, a->nullable ? ", may be null" : ", not null");
    if (*a->default_value)
        tn_put_format(&title, ", default %s", a->default_value);
    if (*a->comment)
        tn_put_format(&title, ": %s", a->comment);
    tn_put(svg->out, "<title>");
    tn_put_xml(svg->out, title.at);
    tn_put(svg->out, "</title>");
    tn_buffer_free(&title);
}

static void put_row(const struct tn_svg *svg, const struct tn_graph_row *row, struct tn_spot at,
                    int width) {
    double middle = at.y + TN_SVG_ROW / 2.0;
    tn_put(svg->out, "<g>");
    put_row_title(svg, row);
    if (row->primary)
        tn_svg_put_primary(svg, at.x + MARGIN - 2, middle);
    else if (row->foreign)
        tn_svg_put_foreign(svg, at.x + MARGIN - 1, middle);
    struct tn_svg_text name = {.x = at.x + MARGIN + SIGN - 2,
                               .y = middle + 4,
                               .size = row_size,
                               .text = row->attribute->name,
                               .role = TN_PICTURE_TEXT,
                               .is_bold = row->primary,
                               .columns = NAME_COLUMNS};
    tn_svg_put_text(svg, &name);
    struct tn_svg_text type = {.x = at.x + width - MARGIN - NULL_SIGN + 4,
                               .y = middle + 4,
                               .size = row_size,
                               .text = row->type,
                               .role = TN_PICTURE_DIM,
                               .at_end = true,
                               .columns = TYPE_COLUMNS};
    if (*row->type)
        tn_svg_put_text(svg, &type);
    if (row->attribute->nullable)
        tn_svg_put_optional(svg, at.x + width - MARGIN - 6, middle);
    tn_put(svg->out, "</g>\n");
}

/* ------------------------------------------------------------------ the box */

static void put_title(const struct tn_svg *svg, const struct tn_graph_node *node) {
    struct tn_buffer *out = svg->out;
    size_t count = node->entity->attributes.count;
    tn_put(out, "<title>");
    tn_put_xml(out, node->name);
    tn_put_format(out, ", %zu column%s", count, count == 1 ? "" : "s");
    if (node->area) {
        tn_put(out, ", area ");
        tn_put_xml(out, svg->graph->areas[node->area - 1]->name);
    }
    if (*node->entity->comment) {
        tn_put(out, ": ");
        tn_put_xml(out, node->entity->comment);
    }
    tn_put(out, "</title>\n");
}

void tn_svg_put_box(const struct tn_svg *svg, size_t number) {
    const struct tn_graph_node *node = &svg->graph->nodes[number];
    const struct tn_layout_box *box = &svg->boxes[number];
    struct tn_spot at = svg->layout->boxes[number];
    at.x += svg->left;
    at.y += svg->top;
    char id[17];
    tn_id_print(node->entity->id, id);
    tn_put_format(svg->out, "<g id=\"entity-%s\" role=\"graphics-object\">", id);
    put_title(svg, node);
    put_frame(svg, node, at, box);
    put_header_text(svg, node, at, box);
    tn_put_char(svg->out, '\n');
    at.y += TN_SVG_HEADER;
    for (size_t i = 0; i < node->row_count; i++, at.y += TN_SVG_ROW)
        put_row(svg, &node->rows[i], at, box->width);
    tn_put(svg->out, "</g>\n");
}
