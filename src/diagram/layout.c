/*
 * Owns the way from boxes and lines to places: which plan suits, what Graphviz is given and what
 * not, and where the boxes without lines go. Leaves all calls of Graphviz to graphviz.c.
 */
#include "diagram/layout.h"

#include "diagram/child.h"
#include "diagram/graph.h"
#include "diagram/graphviz.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const struct tn_layout_plan tn_layout_plans[] = {
    {TN_DETAIL_TYPES, "dot", "spline", false, 6, 250, 600, NULL},
    {TN_DETAIL_TYPES, "dot", "spline", true, 10, 600, 1200, NULL},
    {TN_DETAIL_TYPES, "dot", "line", true, 10, 1000, 2500, "straight lines"},
    {TN_DETAIL_KEYS, "dot", "line", true, 12, 1500, 3000, "keys only"},
    {TN_DETAIL_NAMES, "sfdp", "line", false, 45, SIZE_MAX, SIZE_MAX, "names only"},
};
const size_t tn_layout_plan_count = TN_LENGTH(tn_layout_plans);

size_t tn_layout_choose(size_t from, size_t nodes, size_t edges) {
    while (from < tn_layout_plan_count &&
           (nodes > tn_layout_plans[from].nodes || edges > tn_layout_plans[from].edges))
        from++;
    return from;
}

/* ------------------------------------------------------------------ boxes with lines */

/* The part of a job that Graphviz sees. */
struct linked {
    struct tn_layout_box *boxes;
    struct tn_layout_line *lines;
    size_t *numbers; /* of a box of the job: its number here + 1, or 0 */
    size_t count;
};

static struct linked find_linked(const struct tn_layout_job *job) {
    struct linked found = {tn_allocate((job->box_count + 1) * sizeof *found.boxes),
                           tn_allocate((job->line_count + 1) * sizeof *found.lines),
                           tn_allocate((job->box_count + 1) * sizeof *found.numbers), 0};
    for (size_t i = 0; i < job->line_count; i++)
        found.numbers[job->lines[i].tail] = found.numbers[job->lines[i].head] = 1;
    for (size_t i = 0; i < job->box_count; i++)
        if (found.numbers[i]) {
            found.boxes[found.count++] = job->boxes[i];
            found.numbers[i] = found.count;
        }
    for (size_t i = 0; i < job->line_count; i++) {
        found.lines[i] = job->lines[i];
        found.lines[i].tail = found.numbers[job->lines[i].tail] - 1;
        found.lines[i].head = found.numbers[job->lines[i].head] - 1;
    }
    return found;
}

static void free_linked(struct linked *found) {
    free(found->boxes);
    free(found->lines);
    free(found->numbers);
}

/* ------------------------------------------------------------------ the answer */

struct reader {
    const struct tn_buffer *from;
    size_t at;
    bool failed;
};

static double next_number(struct reader *reader) {
    double number = 0;
    if (reader->from->length - reader->at < sizeof number) {
        reader->failed = true;
        return 0;
    }
    memcpy(&number, reader->from->at + reader->at, sizeof number);
    reader->at += sizeof number;
    reader->failed = reader->failed || !isfinite(number) || fabs(number) > 1e9;
    return reader->failed ? 0 : number;
}

static struct tn_spot next_spot(struct reader *reader) {
    struct tn_spot spot;
    spot.x = next_number(reader);
    spot.y = next_number(reader);
    return spot;
}

static void next_path(struct reader *reader, struct tn_layout *layout,
                      struct tn_layout_path *path) {
    path->tail = next_spot(reader);
    path->head = next_spot(reader);
    double count = next_number(reader);
    if (count < 0 || count > (double)((reader->from->length - reader->at) / sizeof path->tail)) {
        reader->failed = true;
        return;
    }
    path->count = (size_t)count;
    path->points = tn_arena_allocate(&layout->arena, (path->count + 1) * sizeof *path->points);
    for (size_t i = 0; i < path->count; i++)
        path->points[i] = next_spot(reader);
}

static bool take_answer(const struct tn_layout_job *job, const struct linked *linked,
                        const struct tn_buffer *answer, struct tn_layout *layout,
                        struct tn_error *error) {
    struct reader reader = {.from = answer};
    layout->width = next_number(&reader);
    layout->height = next_number(&reader);
    for (size_t i = 0; i < job->box_count; i++)
        if (linked->numbers[i])
            layout->boxes[i] = next_spot(&reader);
    for (size_t i = 0; i < job->line_count && !reader.failed; i++)
        next_path(&reader, layout, &layout->paths[i]);
    return !reader.failed || tn_fail(error, "the layout has places that are no numbers");
}

static bool run_graphviz(const struct tn_layout_job *job, const struct tn_layout_plan *plan,
                         const struct linked *linked, struct tn_layout *layout,
                         struct tn_error *error) {
    struct tn_layout_job part = *job;
    part.boxes = linked->boxes;
    part.box_count = linked->count;
    part.lines = linked->lines;
    struct tn_graphviz_task task = {&part, plan};
    struct tn_buffer answer = {0};
    bool fine = linked->count == 0 ||
                (tn_child_run(tn_graphviz_run, &task, plan->seconds, &answer, error) &&
                 take_answer(job, linked, &answer, layout, error));
    tn_buffer_free(&answer);
    return fine;
}

/* ------------------------------------------------------------------ boxes without lines */

static int height_of(const struct tn_layout_box *box) {
    return box->header + box->rows * box->row_height;
}

/* As wide as the rest of the picture, but not so narrow that it becomes a tower. */
static size_t choose_columns(const struct tn_layout_job *job, const struct linked *linked,
                             const struct tn_layout *layout, int *width) {
    double area = 0;
    size_t count = 0;
    *width = 1;
    for (size_t i = 0; i < job->box_count; i++)
        if (!linked->numbers[i]) {
            *width = job->boxes[i].width > *width ? job->boxes[i].width : *width;
            area += height_of(&job->boxes[i]) + job->node_gap;
            count++;
        }
    double step = *width + job->node_gap;
    double wanted = sqrt(area * step * 1.6);
    wanted = layout->width > wanted ? layout->width : wanted;
    size_t columns = (size_t)((wanted + job->node_gap) / step);
    columns = columns < 1 ? 1 : columns;
    return columns < count ? columns : count;
}

static size_t shortest(const double *heights, size_t count) {
    size_t found = 0;
    for (size_t i = 1; i < count; i++)
        if (heights[i] < heights[found])
            found = i;
    return found;
}

/* Each goes to the column that is shortest so far. */
static void stack_lonely(const struct tn_layout_job *job, const struct linked *linked,
                         struct tn_layout *layout) {
    int width;
    size_t columns = choose_columns(job, linked, layout, &width);
    if (columns == 0)
        return;
    double top = layout->height > 0 ? layout->height + 2 * job->node_gap : 0, bottom = top;
    double *heights = tn_allocate(columns * sizeof(double));
    for (size_t i = 0; i < job->box_count; i++) {
        if (linked->numbers[i])
            continue;
        size_t column = shortest(heights, columns);
        layout->boxes[i].x = (double)column * (width + job->node_gap);
        layout->boxes[i].y = top + heights[column];
        heights[column] += height_of(&job->boxes[i]) + job->node_gap;
        bottom = fmax(bottom, top + heights[column] - job->node_gap);
    }
    layout->width = fmax(layout->width, (double)columns * (width + job->node_gap) - job->node_gap);
    layout->height = bottom;
    free(heights);
}

/* ------------------------------------------------------------------ the whole */

bool tn_layout_run(const struct tn_layout_job *job, const struct tn_layout_plan *plan,
                   struct tn_layout *result, struct tn_error *error) {
    struct tn_layout layout = {0};
    layout.boxes = tn_arena_allocate(&layout.arena, (job->box_count + 1) * sizeof *layout.boxes);
    layout.paths = tn_arena_allocate(&layout.arena, (job->line_count + 1) * sizeof *layout.paths);
    struct linked linked = find_linked(job);
    bool fine = run_graphviz(job, plan, &linked, &layout, error);
    if (fine) {
        stack_lonely(job, &linked, &layout);
        *result = layout;
    } else {
        tn_arena_free(&layout.arena);
    }
    free_linked(&linked);
    return fine;
}

void tn_layout_free(struct tn_layout *layout) {
    tn_arena_free(&layout->arena);
    *layout = (struct tn_layout){0};
}

struct tn_layout_line *tn_layout_lines(const struct tn_graph *graph) {
    struct tn_layout_line *lines = tn_allocate((graph->edge_count + 1) * sizeof *lines);
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct tn_graph_edge *edge = &graph->edges[i];
        lines[i] =
            (struct tn_layout_line){edge->parent, edge->child, edge->parent_row, edge->child_row};
    }
    return lines;
}
