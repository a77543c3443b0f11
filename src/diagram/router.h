/*
 * router: finds the way of lines between boxes on a grid of characters, one line after the other.
 *
 * A line leaves a box at a port: two cells straight out of the box that hold its end mark. Between
 * the marks it never runs through a box or another mark, crosses lines of others only straight, and
 * runs along another line only where both lead to the same port, so that every line that a
 * reader follows is there. Source of the method: A* (Hart, Nilsson, Raphael, 1968) over cells
 * and directions, as in maze routing of circuits (Lee, 1961).
 */
#ifndef DIAGRAM_ROUTER_H
#define DIAGRAM_ROUTER_H

#include "tenon/base.h"

struct tn_point {
    int x, y;
};

/* The side of a box, or the direction of a step. */
enum tn_side { TN_SIDE_UP, TN_SIDE_RIGHT, TN_SIDE_DOWN, TN_SIDE_LEFT };
extern const struct tn_point tn_side_steps[4];
#define TN_OPPOSITE(side) ((enum tn_side)(((side) + 2) % 4))

struct tn_port {
    struct tn_point at; /* the cell next to the box */
    enum tn_side side;  /* of the box */
    int penalty;        /* how much worse than the best, in steps */
};

enum { TN_PORT_COUNT = 6 };

/* One end of a line: the ports it may use. Lines with ends of the same key may share a port, and
 * those that go TO it also the way there. */
struct tn_line_end {
    struct tn_port ports[TN_PORT_COUNT];
    size_t count;
    uint64_t key;
};

struct tn_route {
    struct tn_port from, to;
    struct tn_point
        *cells; /* from the box's side to the other box's side, all four mark cells too */
    size_t count;
};

struct tn_router;
struct tn_router *tn_router_new(int width, int height);
void tn_router_free(struct tn_router *router);
/* A box: nothing runs through. It must lie inside the grid. */
void tn_router_block(struct tn_router *router, struct tn_point corner, int width, int height);
/* A port that may be wanted: lines rather go elsewhere. */
void tn_router_reserve(struct tn_router *router, struct tn_port port);

/* The next line; its cells are put into the arena. False where there is no way. */
bool tn_router_connect(struct tn_router *router, const struct tn_line_end *from,
                       const struct tn_line_end *to, struct tn_arena *arena,
                       struct tn_route *route);

#endif
