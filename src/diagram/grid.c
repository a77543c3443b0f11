/*
 * Owns what the router knows of each cell, and the rules of who may share it with whom.
 */
#include "diagram/grid.h"

#include <stdlib.h>

enum { BOX = 1, STUB = 2, BESIDE = 4, RESERVED = 8, NEAR = 16 };

const struct tn_point tn_side_steps[4] = {{0, -1}, {1, 0}, {0, 1}, {-1, 0}};

/* ------------------------------------------------------------------ the grid */

void tn_grid_start(struct tn_grid *grid, int width, int height) {
    *grid = (struct tn_grid){.width = width, .height = height};
    grid->cells = tn_allocate((size_t)width * (size_t)height * sizeof *grid->cells);
    TN_PUSH(&grid->lines, (struct tn_grid_keys){0});
}

void tn_grid_free(struct tn_grid *grid) {
    free(grid->cells);
    free(grid->lines.items);
}

static bool is_inside(const struct tn_grid *grid, struct tn_point at) {
    return at.x >= 0 && at.y >= 0 && at.x < grid->width && at.y < grid->height;
}

static struct tn_grid_cell *cell_at(const struct tn_grid *grid, struct tn_point at) {
    return &grid->cells[(size_t)at.y * (size_t)grid->width + (size_t)at.x];
}

struct tn_point tn_grid_step(struct tn_point at, enum tn_side side) {
    return (struct tn_point){at.x + tn_side_steps[side].x, at.y + tn_side_steps[side].y};
}

void tn_grid_block(struct tn_grid *grid, struct tn_point corner, int width, int height) {
    for (int y = corner.y - 1; y <= corner.y + height; y++)
        for (int x = corner.x - 1; x <= corner.x + width; x++) {
            struct tn_point at = {x, y};
            bool is_box =
                x >= corner.x && x < corner.x + width && y >= corner.y && y < corner.y + height;
            if (is_inside(grid, at))
                cell_at(grid, at)->flags |= is_box ? BOX : BESIDE;
        }
}

/* The mark's cells and the next one, so that no line runs close by a mark. */
void tn_grid_reserve(struct tn_grid *grid, struct tn_port port) {
    struct tn_point at = port.at;
    for (int i = 0; i < 3; i++, at = tn_grid_step(at, port.side))
        if (is_inside(grid, at))
            cell_at(grid, at)->flags |= i < 2 ? RESERVED : NEAR;
}

/* ------------------------------------------------------------------ who may go where */

/* May a line run along that one here? Where both lead to the same port: then all that hangs
 * together ends in one mark, and nobody takes one line for the other. Lines that only start from
 * the same port part right after its mark. */
static bool is_open(const struct tn_grid *grid, const struct tn_grid_cell *cell, uint32_t line,
                    const struct tn_grid_keys *mine) {
    const struct tn_grid_keys *other = &grid->lines.items[line];
    if (line == 0 || other->to == mine->to)
        return true;
    return cell->flags & NEAR &&
           (other->from == mine->from || other->from == mine->to || other->to == mine->from);
}

bool tn_grid_is_vertical(enum tn_side side) {
    return side == TN_SIDE_UP || side == TN_SIDE_DOWN;
}

int tn_grid_entry_cost(const struct tn_grid *grid, struct tn_point at, enum tn_side side,
                       const struct tn_grid_keys *mine) {
    const struct tn_grid_cell *cell = cell_at(grid, at);
    if (cell->flags & (BOX | STUB))
        return -1;
    uint32_t along = tn_grid_is_vertical(side) ? cell->down : cell->across;
    uint32_t athwart = tn_grid_is_vertical(side) ? cell->across : cell->down;
    if (!is_open(grid, cell, along, mine))
        return -1;
    bool crosses = !is_open(grid, cell, athwart, mine);
    int cost = tn_grid_is_vertical(side) ? along ? TN_COST_SHARED_DOWN : TN_COST_DOWN
               : along                   ? TN_COST_SHARED_ACROSS
                                         : TN_COST_ACROSS;
    if (along)
        return cost + (crosses ? TN_COST_CROSSING : 0);
    return cost + (crosses ? TN_COST_CROSSING : 0) + (cell->flags & BESIDE ? TN_COST_BESIDE : 0) +
           (cell->flags & RESERVED ? TN_COST_RESERVED : 0) +
           (cell->flags & NEAR ? TN_COST_NEAR : 0);
}

bool tn_grid_may_turn(const struct tn_grid *grid, struct tn_point at,
                      const struct tn_grid_keys *mine) {
    const struct tn_grid_cell *cell = cell_at(grid, at);
    return !(cell->flags & STUB) && is_open(grid, cell, cell->across, mine) &&
           is_open(grid, cell, cell->down, mine);
}

bool tn_grid_is_usable(const struct tn_grid *grid, const struct tn_port *port, uint64_t key) {
    struct tn_point at = port->at;
    for (int i = 0; i < 2; i++, at = tn_grid_step(at, port->side)) {
        if (!is_inside(grid, at))
            return false;
        const struct tn_grid_cell *cell = cell_at(grid, at);
        uint32_t user = cell->across ? cell->across : cell->down;
        const struct tn_grid_keys *other = &grid->lines.items[user];
        bool is_same = (cell->flags & STUB) && (other->from == key || other->to == key);
        if (cell->flags & BOX || (!is_same && (user || cell->flags & STUB)))
            return false;
    }
    return is_inside(grid, at);
}

/* ------------------------------------------------------------------ taking cells */

void tn_grid_occupy(struct tn_grid *grid, const struct tn_route *route, struct tn_grid_keys keys) {
    uint32_t line = (uint32_t)grid->lines.count;
    TN_PUSH(&grid->lines, keys);
    for (size_t i = 0; i < route->count; i++) {
        struct tn_grid_cell *cell = cell_at(grid, route->cells[i]);
        if (i < 2 || i + 2 >= route->count) {
            cell->flags |= STUB;
            cell->across = cell->across ? cell->across : line;
            cell->down = cell->across;
            continue;
        }
        bool enters_across = route->cells[i].x != route->cells[i - 1].x;
        bool leaves_across = route->cells[i].x != route->cells[i + 1].x;
        if (enters_across || leaves_across)
            cell->across = line;
        if (!enters_across || !leaves_across)
            cell->down = line;
    }
}
