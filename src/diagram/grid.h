/*
 * grid: the cells between boxes as the router sees them: what stands in each, what a step into it
 * costs, and whether a line may go there at all. Knows nothing of searching.
 */
#ifndef DIAGRAM_GRID_H
#define DIAGRAM_GRID_H

#include "diagram/router.h"

/* Cells are about twice as tall as wide. A step along a line that leads to the same port is a
 * little cheaper than the estimate of the rest supposes: ways that cost nearly the same are shared.
 */
enum {
    TN_COST_ACROSS = 4,
    TN_COST_DOWN = 8,
    TN_COST_SHARED_ACROSS = 3,
    TN_COST_SHARED_DOWN = 6,
    TN_COST_BEND = 24,
    TN_COST_CROSSING = 32,
    TN_COST_BESIDE = 12,
    TN_COST_RESERVED = 20,
    TN_COST_NEAR = 8,
};

/* Who uses a cell: the number of the line, from 1, for each of the two directions; a line that
 * bends here has both. */
struct tn_grid_cell {
    uint32_t across, down;
    uint8_t flags;
};

/* Of the ends of a line. */
struct tn_grid_keys {
    uint64_t from, to;
};

struct tn_grid {
    int width, height;
    struct tn_grid_cell *cells;
    TN_VECTOR(struct tn_grid_keys) lines; /* number 0 is nobody */
};

void tn_grid_start(struct tn_grid *grid, int width, int height);
void tn_grid_free(struct tn_grid *grid);
void tn_grid_block(struct tn_grid *grid, struct tn_point corner, int width, int height);
void tn_grid_reserve(struct tn_grid *grid, struct tn_port port);

struct tn_point tn_grid_step(struct tn_point at, enum tn_side side);
bool tn_grid_is_vertical(enum tn_side side);
/* What it costs a line with these keys to enter the cell in this direction; -1: not allowed. */
int tn_grid_entry_cost(const struct tn_grid *grid, struct tn_point at, enum tn_side side,
                       const struct tn_grid_keys *mine);
bool tn_grid_may_turn(const struct tn_grid *grid, struct tn_point at,
                      const struct tn_grid_keys *mine);
/* Both mark cells are free, or hold the mark of a line with the same key. */
bool tn_grid_is_usable(const struct tn_grid *grid, const struct tn_port *port, uint64_t key);
/* The next line takes its cells. */
void tn_grid_occupy(struct tn_grid *grid, const struct tn_route *route, struct tn_grid_keys keys);

#endif
