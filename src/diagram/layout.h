/*
 * layout: where boxes stand and how lines run between them, worked out by Graphviz.
 *
 * Graphviz cannot be interrupted, keeps state for ever and has crashed on odd graphs, so it always
 * runs in a child process with a time limit; the child touches neither the terminal nor any file,
 * and what it found comes back through a pipe. It is given sizes and row numbers only, never a
 * name: nothing a user typed reaches it.
 */
#ifndef DIAGRAM_LAYOUT_H
#define DIAGRAM_LAYOUT_H

#include "tenon/diagram.h"

/* Sizes are points; a box is a header above rows of equal height. */
struct tn_layout_box {
    int width, header, row_height, rows;
};

/* Lines leave the tail's right side and reach the head's left side, at a row or at the header
 * (-1); from a box to itself both are its right side. */
struct tn_layout_line {
    size_t tail, head;
    int tail_row, head_row;
};

/* The edges of a graph as lines; on the heap. */
struct tn_graph;
struct tn_layout_line *tn_layout_lines(const struct tn_graph *graph);

/* How to go about it. */
struct tn_layout_plan {
    enum tn_detail detail; /* the most it is good for */
    const char *engine, *splines;
    bool is_brief; /* dot: few rounds of its network simplex and crossing reduction */
    int seconds;
    size_t nodes, edges; /* up to these numbers */
    const char *caption; /* what was left out, or NULL */
};
/* From the best to the quickest: when one fails or takes too long, the next is tried. */
extern const struct tn_layout_plan tn_layout_plans[];
extern const size_t tn_layout_plan_count;
/* The first from FROM on that is made for so many; tn_layout_plan_count where there is none. */
size_t tn_layout_choose(size_t from, size_t nodes, size_t edges);

struct tn_layout_job {
    const struct tn_layout_box *boxes;
    size_t box_count;
    const struct tn_layout_line *lines;
    size_t line_count;
    int mark;      /* length kept free at both ends of each line, for its end marks */
    int rank_gap;  /* between a box and the next to its right */
    int node_gap;  /* between a box and the next below it */
    bool no_lines; /* places of the boxes only */
};

struct tn_spot {
    double x, y; /* points, from the top left corner; down is more */
};

struct tn_layout_path {
    struct tn_spot tail, head; /* on the edges of the boxes */
    struct tn_spot *points;    /* 3 n + 1 of Bézier pieces, between the marks; none: not drawn */
    size_t count;
};

struct tn_layout {
    struct tn_arena arena;
    struct tn_spot *boxes;        /* top left corners, in the job's order */
    struct tn_layout_path *paths; /* in the job's order */
    double width, height;
};

/* Boxes without any line are not given to Graphviz: they are stacked in columns below the rest.
 * False where Graphviz failed or ran out of its time; the layout is freed with
 * tn_layout_free on success only. */
bool tn_layout_run(const struct tn_layout_job *job, const struct tn_layout_plan *plan,
                   struct tn_layout *layout, struct tn_error *error);
void tn_layout_free(struct tn_layout *layout);

#endif
