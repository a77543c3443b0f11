/*
 * svg: the pieces of the painter for browsers: how wide a text is, boxes, lines, and the document
 * around them.
 *
 * Invariant: the output depends on the model, the options and the theme only: no font of the
 * machine is asked, and numbers are written with two decimals, whatever the locale. Every colour is
 * a class of the style sheet, with the light one as attribute for readers without style sheets.
 */
#ifndef DIAGRAM_SVG_H
#define DIAGRAM_SVG_H

#include "base/theme.h"
#include "diagram/graph.h"
#include "diagram/layout.h"

enum { TN_SVG_HEADER = 26, TN_SVG_ROW = 20, TN_SVG_MARK = 18 };

struct tn_svg {
    struct tn_buffer *out;
    const struct tn_graph *graph;
    const struct tn_layout *layout;
    const struct tn_layout_box *boxes;
    const struct tn_theme *theme;
    double left, top;       /* where the layout begins on the page */
    struct tn_id_map marks; /* which marks stand at a port: see svg_line.c */
};

/* An upper bound of the width in points of a sans-serif text of that size. */
double tn_svg_width(const char *text, double size, bool is_bold);

/* The size of each node's box; in the graph's order. */
void tn_svg_measure(const struct tn_graph *graph, struct tn_layout_box *boxes);
void tn_svg_put_box(const struct tn_svg *svg, size_t node);
/* Before the first line: finds the ports at which lines with different marks meet. */
void tn_svg_find_marks(struct tn_svg *svg);
void tn_svg_put_line(const struct tn_svg *svg, size_t edge);
/* The three signs of the rows, at the middle of their left edge: for rows and for the legend. */
void tn_svg_put_primary(const struct tn_svg *svg, double x, double y);
void tn_svg_put_foreign(const struct tn_svg *svg, double x, double y);
void tn_svg_put_optional(const struct tn_svg *svg, double x, double y);

/* " x=\"12.5\"" and the like. */
void tn_svg_put_number(struct tn_buffer *out, double number);
void tn_svg_put_value(struct tn_buffer *out, const char *name, double number);
/* " class=\"dim\" fill=\"#5f6c78\"": the paint is "fill" or "stroke"; the class of a stroke ends in
 * "-line". */
void tn_svg_put_paint(const struct tn_svg *svg, enum tn_picture_role role, const char *paint);
/* The colour that the user gave to an area (its number from 1), or NULL. */
const char *tn_svg_area_colour(const struct tn_svg *svg, size_t area);
/* A text of one role, cut to that many terminal columns. */
struct tn_svg_text {
    double x, y, size;
    const char *text;
    enum tn_picture_role role;
    bool is_bold, at_end; /* at_end: x is its right end */
    size_t columns;
};
void tn_svg_put_text(const struct tn_svg *svg, const struct tn_svg_text *text);

#endif
