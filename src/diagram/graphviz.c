/*
 * Owns all calls of Graphviz: builds its graph from boxes and lines, lays it out and reads the
 * places back. It frees nothing: its process ends right after.
 *
 * Boxes are HTML-like tables of empty cells of fixed size with a port for each row, so that
 * no font matters. Arrowheads keep the room for the end marks free; they are never drawn.
 */
#include "diagram/graphviz.h"

#include "base/library.h"

#include <gvc.h>

#include <locale.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ the library */

#define FUNCTIONS(_)                                                                               \
    _(gvContext)                                                                                   \
    _(gvLayout)                                                                                    \
    _(agopen)                                                                                      \
    _(agattr)                                                                                      \
    _(agnode)                                                                                      \
    _(agedge)                                                                                      \
    _(agset)                                                                                       \
    _(agstrdup_html)                                                                               \
    _(agseterr)                                                                                    \
    _(agseterrf)

/* This process has one layout, so these and the complaints can be static. */
static struct { FUNCTIONS(TN_FUNCTION) } graphviz;

static bool load_graphviz(struct tn_error *error) {
    static const char *const function_names[] = {FUNCTIONS(TN_FUNCTION_NAME)};
    return tn_library_load(TN_GRAPHVIZ, function_names, TN_LENGTH(function_names), &graphviz,
                           error);
}

/* ------------------------------------------------------------------ errors */

/* Graphviz reports in fragments, to a function without a context. */
static struct tn_buffer complaints;

static int collect_complaint(char *fragment) {
    if (complaints.length < 2000)
        tn_put(&complaints, fragment);
    return 0;
}

/* The first sentence says it; what follows are lists. */
static bool fail_with_complaints(struct tn_error *error) {
    const char *text = tn_buffer_text(&complaints);
    return tn_fail(error, "Graphviz failed: %.*s", (int)strcspn(text, ".\n"), text);
}

/* ------------------------------------------------------------------ building */

static void set_graph(Agraph_t *graph, const char *name, const char *value) {
    graphviz.agattr(graph, AGRAPH, (char *)name, (char *)value);
}

static void set_inches(Agraph_t *graph, const char *name, int points) {
    char text[32];
    snprintf(text, sizeof text, "%.4f", points / 72.0);
    set_graph(graph, name, text);
}

static void set_defaults(Agraph_t *graph, const struct tn_graphviz_task *task) {
    const struct tn_layout_plan *plan = task->plan;
    set_graph(graph, "rankdir", "LR");
    set_graph(graph, "splines", task->job->no_lines ? "" : plan->splines);
    set_graph(graph, "overlap", "prism");
    set_graph(graph, "sep", "+12");
    set_graph(graph, "pack", "24");
    set_graph(graph, "start", "1");
    set_inches(graph, "ranksep", task->job->rank_gap);
    set_inches(graph, "nodesep", task->job->node_gap);
    if (plan->is_brief) {
        set_graph(graph, "nslimit", "1");
        set_graph(graph, "nslimit1", "1");
        set_graph(graph, "mclimit", "0.1");
    }
    graphviz.agattr(graph, AGNODE, "shape", "plain");
    graphviz.agattr(graph, AGNODE, "label", "");
    graphviz.agattr(graph, AGNODE, "margin", "0");
    char size[32];
    snprintf(size, sizeof size, "%.4f", task->job->mark / 10.0);
    graphviz.agattr(graph, AGEDGE, "dir", "both");
    graphviz.agattr(graph, AGEDGE, "arrowsize", size);
    graphviz.agattr(graph, AGEDGE, "tailport", "");
    graphviz.agattr(graph, AGEDGE, "headport", "");
}

static void put_cell(struct tn_buffer *label, const char *name, int width, int height) {
    tn_put_format(label,
                  "<TR><TD PORT=\"%s\" FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"%d\"></TD></TR>",
                  name, width, height);
}

static void add_box(Agraph_t *graph, Agnode_t *node, const struct tn_layout_box *size) {
    struct tn_buffer label = {0};
    tn_put(&label, "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\">");
    put_cell(&label, "h", size->width, size->header);
    for (int i = 0; i < size->rows; i++) {
        char name[16];
        snprintf(name, sizeof name, "r%d", i);
        put_cell(&label, name, size->width, size->row_height);
    }
    tn_put(&label, "</TABLE>");
    graphviz.agset(node, "label", graphviz.agstrdup_html(graph, label.at));
    tn_buffer_free(&label);
}

static Agnode_t **add_boxes(Agraph_t *graph, const struct tn_layout_job *job) {
    Agnode_t **nodes = tn_allocate((job->box_count + 1) * sizeof(Agnode_t *));
    for (size_t i = 0; i < job->box_count; i++) {
        nodes[i] = graphviz.agnode(graph, NULL, 1);
        add_box(graph, nodes[i], &job->boxes[i]);
    }
    return nodes;
}

static void set_port(Agedge_t *edge, const char *name, int row, char side) {
    char text[32];
    if (row < 0)
        snprintf(text, sizeof text, "h:%c", side);
    else
        snprintf(text, sizeof text, "r%d:%c", row, side);
    graphviz.agset(edge, (char *)name, text);
}

/* Only dot honours ports; the others would draw through the boxes. */
static Agedge_t **add_lines(Agraph_t *graph, const struct tn_graphviz_task *task,
                            Agnode_t **nodes) {
    const struct tn_layout_job *job = task->job;
    bool has_ports = strcmp(task->plan->engine, "dot") == 0;
    Agedge_t **edges = tn_allocate((job->line_count + 1) * sizeof(Agedge_t *));
    for (size_t i = 0; i < job->line_count; i++) {
        const struct tn_layout_line *line = &job->lines[i];
        edges[i] = graphviz.agedge(graph, nodes[line->tail], nodes[line->head], NULL, 1);
        if (!has_ports)
            continue;
        set_port(edges[i], "tailport", line->tail_row, 'e');
        set_port(edges[i], "headport", line->head_row, line->tail == line->head ? 'e' : 'w');
    }
    return edges;
}

/* ------------------------------------------------------------------ reading back */

static void put_double(struct tn_buffer *out, double number) {
    tn_put_bytes(out, (const char *)&number, sizeof number);
}

static void put_spot(struct tn_buffer *out, pointf spot, double top) {
    put_double(out, spot.x);
    put_double(out, top - spot.y);
}

static void put_line(struct tn_buffer *out, Agedge_t *edge, double top) {
    const splines *course = ED_spl(edge);
    const bezier *piece = course && course->size > 0 ? &course->list[0] : NULL;
    if (!piece || piece->size < 4) {
        for (int i = 0; i < 5; i++)
            put_double(out, 0);
        return;
    }
    put_spot(out, piece->sflag ? piece->sp : piece->list[0], top);
    put_spot(out, piece->eflag ? piece->ep : piece->list[piece->size - 1], top);
    put_double(out, (double)piece->size);
    for (size_t i = 0; i < (size_t)piece->size; i++)
        put_spot(out, piece->list[i], top);
}

static void put_places(const struct tn_layout_job *job, Agraph_t *graph, Agnode_t **nodes,
                       Agedge_t **edges, struct tn_buffer *out) {
    boxf whole = GD_bb(graph);
    put_double(out, whole.UR.x);
    put_double(out, whole.UR.y);
    for (size_t i = 0; i < job->box_count; i++) {
        const struct tn_layout_box *size = &job->boxes[i];
        pointf corner = ND_coord(nodes[i]);
        corner.x -= size->width / 2.0;
        corner.y += (size->header + size->rows * size->row_height) / 2.0;
        put_spot(out, corner, whole.UR.y);
    }
    for (size_t i = 0; i < job->line_count; i++)
        put_line(out, edges[i], whole.UR.y);
}

bool tn_graphviz_run(const void *work, struct tn_buffer *out, struct tn_error *error) {
    const struct tn_graphviz_task *task = work;
    if (!load_graphviz(error))
        return false;
    setlocale(LC_ALL, "C"); /* numbers in attributes have a point */
    graphviz.agseterr(AGWARN);
    graphviz.agseterrf(collect_complaint);
    Agdesc_t directed = {.directed = 1, .maingraph = 1};
    GVC_t *context = graphviz.gvContext();
    Agraph_t *graph = graphviz.agopen("model", directed, NULL);
    set_defaults(graph, task);
    Agnode_t **nodes = add_boxes(graph, task->job);
    Agedge_t **edges = add_lines(graph, task, nodes);
    if (graphviz.gvLayout(context, graph, task->plan->engine) != 0)
        return fail_with_complaints(error);
    put_places(task->job, graph, nodes, edges, out);
    return true;
}
