/*
 * graphviz: one layout by Graphviz, in the process that calls it. Only for a child: see child.h.
 */
#ifndef DIAGRAM_GRAPHVIZ_H
#define DIAGRAM_GRAPHVIZ_H

#include "diagram/layout.h"

struct tn_graphviz_task {
    const struct tn_layout_job *job;
    const struct tn_layout_plan *plan;
};

/* A tn_child_work on a struct tn_graphviz_task. The answer is a run of doubles: width and height;
 * left and top of each box; of each line the tip at its tail, the tip at its head, the number of
 * its points (0: it has no course) and the points. */
bool tn_graphviz_run(const void *task, struct tn_buffer *out, struct tn_error *error);

#endif
