/*
 * picture: a diagram on a grid of characters: boxes of whole cells, lines routed cell by cell.
 *
 * Invariant: boxes do not overlap and stand at least one cell apart; every line's cells are
 * connected, begin next to one of its boxes and end next to the other; lines run through no box.
 * Coordinates are cells from the picture's top left corner, all within its width and height.
 *
 * A picture keeps its graph, so it is good as long as the model does not change (see graph.h).
 */
#ifndef DIAGRAM_PICTURE_H
#define DIAGRAM_PICTURE_H

#include "base/cells.h"
#include "diagram/graph.h"
#include "diagram/router.h"

struct tn_picture_box { /* of the graph's node of the same index */
    int x, y, width, height;
};

struct tn_picture_line {   /* of the graph's edge of the same index; from its child to its parent */
    struct tn_route route; /* no cells where there was no room for it */
};

struct tn_picture_note { /* "… 180 more", below the boxes that it counts with */
    int x, y;
    const char *text;
};

struct tn_picture {
    struct tn_arena arena;
    struct tn_graph *graph;
    struct tn_picture_box *boxes;
    struct tn_picture_line *lines;
    struct tn_picture_note notes[3];
    size_t note_count, not_drawn; /* lines without a way */
    int width, height;
    uint8_t *arms; /* of each cell: enum tn_arm of the lines through it, TN_PICTURE_DASHED */
};
enum { TN_PICTURE_DASHED = 16 };

/* ------------------------------------------------------------------ drawing */

struct tn_picture_view {
    struct tn_rect rect;    /* of the cells to draw on */
    int scroll_x, scroll_y; /* the picture's cell in the rectangle's top left corner; may be < 0 */
    uint64_t focus;         /* the entity to be shown with its lines, or 0 */
};
void tn_picture_draw(const struct tn_picture *picture, struct tn_cells *cells,
                     const struct tn_picture_view *view);

/* ------------------------------------------------------------------ asking */

enum tn_picture_part { TN_PART_NOTHING, TN_PART_BOX, TN_PART_ROW, TN_PART_LINE };
struct tn_picture_hit {
    enum tn_picture_part part;
    size_t index;       /* of the node or edge */
    size_t row;         /* of a row */
    const void *object; /* the entity, attribute or relationship; NULL for nothing */
};
struct tn_picture_hit tn_picture_at(const struct tn_picture *picture, int x, int y);

/* The box nearest to that one in a direction, or TN_NO_NODE. */
size_t tn_picture_neighbour(const struct tn_picture *picture, size_t box, enum tn_side direction);
/* The index of the entity's box, or TN_NO_NODE. */
size_t tn_picture_find(const struct tn_picture *picture, uint64_t entity);

/* ------------------------------------------------------------------ making (for its own files) */

/* Marks of an end on one side of a box: the cell next to the box first. Texts of one column. */
struct tn_mark {
    const char *near, *far;
};
struct tn_mark tn_mark_of(enum tn_cardinality cardinality, enum tn_side side, bool ascii);

void tn_picture_measure(struct tn_picture *picture);
/* Boxes around the focus in three columns; only for graphs of depth 1. */
void tn_picture_place_around(struct tn_picture *picture, int gap);
/* Boxes where Graphviz puts them, or in rows where it cannot. */
void tn_picture_place_all(struct tn_picture *picture, int gap);
void tn_picture_route(struct tn_picture *picture);
/* Takes out rows and columns in which nothing happens. */
void tn_picture_squeeze(struct tn_picture *picture);

#endif
