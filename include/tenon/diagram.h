/*
 * diagram: one graph of the model, two painters.
 *
 * The graph has a node for each entity with its rows, and an edge for each relationship with the
 * marks of both ends. Graphviz lays it out, always in a child process with a time limit. The SVG
 * painter gives a picture for browsers; the cell painter draws on the character grid with a router
 * of its own. A line is dashed where no foreign key stands for the relationship (yet).
 */
#ifndef TENON_DIAGRAM_H
#define TENON_DIAGRAM_H

#include "tenon/model.h"

enum tn_detail { TN_DETAIL_NAMES, TN_DETAIL_KEYS, TN_DETAIL_COLUMNS, TN_DETAIL_TYPES };

struct tn_diagram_options {
    const struct tn_entity *focus; /* only what lies within depth steps of it; NULL: everything */
    int depth;
    const struct tn_area *area; /* only its entities; NULL: all */
    enum tn_detail detail;
    const char *theme; /* NULL: the default */
    const char *title; /* NULL: the project's name */
};

/* A complete SVG document: light and dark by CSS, titles and tooltips, no scripts, nothing loaded.
 * False where Graphviz could not lay it out even with less detail. */
bool tn_diagram_svg(const struct tn_model *model, const struct tn_diagram_options *options,
                    struct tn_buffer *out, struct tn_error *error);

/* The diagram as text lines (UTF-8, or ASCII), without colours. */
bool tn_diagram_text(const struct tn_model *model, const struct tn_diagram_options *options,
                     bool ascii, struct tn_buffer *out, struct tn_error *error);

/* The picture on a character grid, for the designer; see src/diagram/picture.h for its pieces. */
struct tn_picture;
struct tn_picture *tn_picture_new(const struct tn_model *model,
                                  const struct tn_diagram_options *options, struct tn_error *error);
void tn_picture_free(struct tn_picture *picture);

#endif
