/*
 * Owns the SVG document: root, description, style sheet, title line, legend; and the ladder of
 * plans that ends in a layout. Boxes and lines are painted by their own files.
 */
#include "diagram/svg.h"

#include <math.h>
#include <stdlib.h>

enum { PAGE_MARGIN = 24, TITLE_HEIGHT = 56, LEGEND_HEIGHT = 34, LEAST_WIDTH = 430 };

/* ------------------------------------------------------------------ description */

static void put_counts(const struct tn_graph *graph, struct tn_buffer *out) {
    tn_put_format(out, "%zu table%s, %zu relationship%s", graph->node_count,
                  graph->node_count == 1 ? "" : "s", graph->edge_count,
                  graph->edge_count == 1 ? "" : "s");
}

static void put_description(const struct tn_graph *graph, struct tn_buffer *out) {
    struct tn_buffer text = {0};
    put_counts(graph, &text);
    tn_put(&text, ".\n");
    for (size_t i = 0; i < graph->edge_count; i++) {
        tn_graph_put_edge(graph, &graph->edges[i], &text);
        tn_put_char(&text, '\n');
    }
    tn_put(out, "<desc id=\"tenon-description\">");
    for (char *line = text.at, *end; (end = line) && *line; line = end + 1) {
        while (*end && *end != '\n')
            end++;
        *end = '\0'; /* every line ends in one */
        tn_put_xml(out, line);
        tn_put_char(out, '\n');
    }
    tn_put(out, "</desc>\n");
    tn_buffer_free(&text);
}

/* ------------------------------------------------------------------ style */

static void put_colours(const struct tn_theme *theme, enum tn_shade shade, struct tn_buffer *out) {
    for (size_t i = 0; i < TN_PICTURE_COUNT; i++)
        tn_put_format(out, ".%s{fill:%s}.%s-line{stroke:%s}\n", tn_picture_roles[i],
                      theme->picture[shade][i], tn_picture_roles[i], theme->picture[shade][i]);
}

static void put_style(const struct tn_theme *theme, struct tn_buffer *out) {
    tn_put(out, "<style>\n");
    put_colours(theme, TN_LIGHT, out);
    tn_put(out, "@media (prefers-color-scheme: dark) {\n");
    put_colours(theme, TN_DARK, out);
    tn_put(out, "}\n[role=graphics-symbol]:hover{stroke-width:3}\n</style>\n");
}

/* ------------------------------------------------------------------ title and legend */

static void put_heading(const struct tn_svg *svg, const char *caption) {
    struct tn_svg_text title = {.x = PAGE_MARGIN,
                                .y = 32,
                                .size = 18,
                                .text = svg->graph->title,
                                .role = TN_PICTURE_TEXT,
                                .is_bold = true,
                                .columns = 60};
    tn_svg_put_text(svg, &title);
    struct tn_buffer counts = {0};
    put_counts(svg->graph, &counts);
    if (caption)
        tn_put_format(&counts, " · %s, for its size", caption);
    struct tn_svg_text second = {.x = PAGE_MARGIN,
                                 .y = 50,
                                 .size = 12,
                                 .text = counts.at,
                                 .role = TN_PICTURE_DIM,
                                 .columns = 90};
    tn_svg_put_text(svg, &second);
    tn_put_char(svg->out, '\n');
    tn_buffer_free(&counts);
}

static double put_legend_text(const struct tn_svg *svg, double x, double y, const char *text) {
    struct tn_svg_text item = {
        .x = x, .y = y + 4, .size = 11, .text = text, .role = TN_PICTURE_DIM, .columns = 40};
    tn_svg_put_text(svg, &item);
    return x + tn_svg_width(text, 11, false) + 20;
}

static double put_area_sign(const struct tn_svg *svg, double x, double y, size_t area) {
    const char *colour = tn_svg_area_colour(svg, area + 1);
    tn_put(svg->out, "<g stroke-width=\"0.7\"");
    tn_svg_put_paint(svg, TN_PICTURE_EDGE, "stroke");
    tn_put(svg->out, "><rect");
    tn_svg_put_value(svg->out, "x", x);
    tn_svg_put_value(svg->out, "y", y - 6);
    tn_put(svg->out, " width=\"18\" height=\"12\" rx=\"3\"");
    if (colour)
        tn_put_format(svg->out, " fill=\"%s\"", colour);
    else
        tn_svg_put_paint(svg, (enum tn_picture_role)(TN_PICTURE_AREA1 + area % 6), "fill");
    tn_put(svg->out, "/></g>");
    return x + 24;
}

static void put_legend(const struct tn_svg *svg, double y, double width) {
    double x = PAGE_MARGIN;
    tn_put(svg->out, "<g>");
    if (svg->graph->detail != TN_DETAIL_NAMES) {
        tn_svg_put_primary(svg, x, y);
        x = put_legend_text(svg, x + 14, y, "primary key");
        tn_svg_put_foreign(svg, x, y);
        x = put_legend_text(svg, x + 12, y, "foreign key");
        tn_svg_put_optional(svg, x, y);
        x = put_legend_text(svg, x + 12, y, "may be null");
    }
    for (size_t i = 0; i < svg->graph->area_count && x < width - 100; i++)
        x = put_legend_text(svg, put_area_sign(svg, x, y, i), y, svg->graph->areas[i]->name);
    tn_put(svg->out, "</g>\n");
}

/* ------------------------------------------------------------------ document */

static void put_root(const struct tn_svg *svg, double width, double height) {
    struct tn_buffer *out = svg->out;
    tn_put(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    tn_svg_put_value(out, "width", width);
    tn_svg_put_value(out, "height", height);
    tn_put(out, " viewBox=\"0 0 ");
    tn_svg_put_number(out, width);
    tn_put_char(out, ' ');
    tn_svg_put_number(out, height);
    tn_put(out, "\" role=\"graphics-document\" aria-roledescription=\"entity-relationship diagram\""
                " aria-labelledby=\"tenon-title tenon-description\""
                " font-family=\"Helvetica, Arial, 'Liberation Sans', 'Noto Sans', sans-serif\""
                " font-size=\"12\">\n<title id=\"tenon-title\">");
    tn_put_xml(out, svg->graph->title);
    tn_put(out, "</title>\n");
    put_description(svg->graph, out);
    put_style(svg->theme, out);
    tn_put(out, "<rect width=\"100%\" height=\"100%\"");
    tn_svg_put_paint(svg, TN_PICTURE_BACKGROUND, "fill");
    tn_put(out, "/>\n");
}

static void put_document(struct tn_svg *svg, const char *caption) {
    double title = tn_svg_width(svg->graph->title, 18, true) + 2 * PAGE_MARGIN;
    double width = fmax(svg->layout->width + 2 * PAGE_MARGIN, fmax(LEAST_WIDTH, fmin(title, 900)));
    double bottom = TITLE_HEIGHT + PAGE_MARGIN + svg->layout->height;
    svg->left = PAGE_MARGIN;
    svg->top = TITLE_HEIGHT + PAGE_MARGIN / 2.0;
    put_root(svg, ceil(width), ceil(bottom + LEGEND_HEIGHT));
    put_heading(svg, caption);
    tn_put(svg->out, "<g fill=\"none\" stroke-linecap=\"round\" stroke-width=\"1.2\"");
    tn_svg_put_paint(svg, TN_PICTURE_EDGE, "stroke");
    tn_put(svg->out, ">\n");
    for (size_t i = 0; i < svg->graph->edge_count; i++)
        tn_svg_put_line(svg, i);
    tn_put(svg->out, "</g>\n<g>\n");
    for (size_t i = 0; i < svg->graph->node_count; i++)
        tn_svg_put_box(svg, i);
    tn_put(svg->out, "</g>\n");
    put_legend(svg, bottom + LEGEND_HEIGHT / 2.0 - 2, width);
    tn_put(svg->out, "</svg>\n");
}

/* ------------------------------------------------------------------ the ladder */

static bool lay_out(const struct tn_graph *graph, const struct tn_layout_box *boxes,
                    const struct tn_layout_plan *plan, struct tn_layout *layout,
                    struct tn_error *error) {
    struct tn_layout_line *lines = tn_layout_lines(graph);
    struct tn_layout_job job = {.boxes = boxes,
                                .box_count = graph->node_count,
                                .lines = lines,
                                .line_count = graph->edge_count,
                                .mark = TN_SVG_MARK,
                                .rank_gap = 84,
                                .node_gap = 24};
    bool fine = tn_layout_run(&job, plan, layout, error);
    free(lines);
    return fine;
}

/* One plan; puts the document where it works. SVG has its output and theme. */
static bool try_plan(const struct tn_model *model, const struct tn_diagram_options *options,
                     const struct tn_layout_plan *plan, struct tn_svg svg, struct tn_error *error) {
    struct tn_diagram_options less = *options;
    less.detail = options->detail < plan->detail ? options->detail : plan->detail;
    struct tn_graph *graph = tn_graph_new(model, &less, 0);
    struct tn_layout_box *boxes = tn_allocate((graph->node_count + 1) * sizeof *boxes);
    tn_svg_measure(graph, boxes);
    struct tn_layout layout;
    bool fine = lay_out(graph, boxes, plan, &layout, error);
    if (fine) {
        svg.graph = graph;
        svg.layout = &layout;
        svg.boxes = boxes;
        tn_svg_find_marks(&svg);
        put_document(&svg, plan->caption);
        tn_id_map_free(&svg.marks);
        tn_layout_free(&layout);
    }
    free(boxes);
    tn_graph_free(graph);
    return fine;
}

static size_t first_plan(const struct tn_model *model, const struct tn_diagram_options *options) {
    struct tn_diagram_options names = *options;
    names.detail = TN_DETAIL_NAMES;
    struct tn_graph *graph = tn_graph_new(model, &names, 0);
    size_t plan = tn_layout_choose(0, graph->node_count, graph->edge_count);
    tn_graph_free(graph);
    return plan;
}

bool tn_diagram_svg(const struct tn_model *model, const struct tn_diagram_options *options,
                    struct tn_buffer *out, struct tn_error *error) {
    struct tn_theme theme;
    if (!tn_theme_load(options->theme, &theme, error))
        return false;
    struct tn_svg svg = {.out = out, .theme = &theme};
    struct tn_error reason = {0};
    bool fine = false;
    for (size_t i = first_plan(model, options); i < tn_layout_plan_count && !fine; i++) {
        tn_error_clear(&reason);
        fine = try_plan(model, options, &tn_layout_plans[i], svg, &reason);
    }
    if (!fine)
        tn_fail(error,
                "the diagram cannot be laid out, %s: show a part of it with --focus and --depth, "
                "or --area",
                reason.message);
    tn_error_clear(&reason);
    tn_theme_free(&theme);
    return fine;
}
