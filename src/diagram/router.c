/*
 * Owns the grid of the router and the search for one way. A state of the search is a cell and the
 * direction in which it was entered; the search looks at a window around both boxes first,
 * then at the whole grid.
 */
#include "diagram/router.h"

#include <stdlib.h>
#include <string.h>

const struct tn_point tn_side_steps[4] = {{0, -1}, {1, 0}, {0, 1}, {-1, 0}};

/* Cells are about twice as tall as wide. A step along a line that leads to the same port is a
 * little cheaper than the estimate of the rest supposes: ways that cost nearly the same are shared.
 */
enum {
    COST_ACROSS = 4,
    COST_DOWN = 8,
    COST_SHARED_ACROSS = 3,
    COST_SHARED_DOWN = 6,
    COST_BEND = 24,
    COST_CROSSING = 32,
    COST_BESIDE = 12,
    COST_RESERVED = 20,
    COST_NEAR = 8,
};
enum { BOX = 1, STUB = 2, BESIDE = 4, RESERVED = 8, NEAR = 16 };
enum { WINDOW_ACROSS = 14, WINDOW_DOWN = 8 };
enum { BUCKETS = 1024 };
/* States that one search may look at, all may look at, and one may when that is used up. */
enum { SEARCH_STATES = 400000, ALL_STATES = 20000000, LATE_STATES = 10000 };

/* Who uses a cell: the number of the line, from 1, for each of the two directions; a line that
 * bends here has both. */
struct cell {
    uint32_t across, down;
    uint8_t flags;
};

struct keys {
    uint64_t from, to;
};

struct bucket {
    uint32_t *items;
    size_t count, capacity;
};

struct tn_router {
    int width, height;
    struct cell *cells;
    TN_VECTOR(struct keys) lines;
    /* the search */
    struct tn_point origin, size; /* of the window */
    uint32_t *costs;              /* of each state */
    uint32_t *rounds;             /* its cost counts if this is the round; one more: it is done */
    uint8_t *before;              /* direction in which the state before was entered */
    size_t state_capacity;
    uint32_t round; /* even */
    struct bucket buckets[BUCKETS];
    size_t waiting;
    uint32_t present; /* the least estimate that waits */
    size_t budget;    /* states that all searches together may still look at */
};

/* ------------------------------------------------------------------ the grid */

struct tn_router *tn_router_new(int width, int height) {
    struct tn_router *router = tn_allocate(sizeof *router);
    router->width = width;
    router->height = height;
    router->budget = ALL_STATES;
    router->cells = tn_allocate((size_t)width * (size_t)height * sizeof *router->cells);
    TN_PUSH(&router->lines, (struct keys){0}); /* number 0 is nobody */
    return router;
}

void tn_router_free(struct tn_router *router) {
    if (!router)
        return;
    free(router->cells);
    free(router->lines.items);
    free(router->costs);
    free(router->rounds);
    free(router->before);
    for (size_t i = 0; i < BUCKETS; i++)
        free(router->buckets[i].items);
    free(router);
}

static bool is_inside(const struct tn_router *router, struct tn_point at) {
    return at.x >= 0 && at.y >= 0 && at.x < router->width && at.y < router->height;
}

static struct cell *cell_at(const struct tn_router *router, struct tn_point at) {
    return &router->cells[(size_t)at.y * (size_t)router->width + (size_t)at.x];
}

static struct tn_point step(struct tn_point at, enum tn_side side) {
    return (struct tn_point){at.x + tn_side_steps[side].x, at.y + tn_side_steps[side].y};
}

void tn_router_block(struct tn_router *router, struct tn_point corner, int width, int height) {
    for (int y = corner.y - 1; y <= corner.y + height; y++)
        for (int x = corner.x - 1; x <= corner.x + width; x++) {
            struct tn_point at = {x, y};
            bool is_box =
                x >= corner.x && x < corner.x + width && y >= corner.y && y < corner.y + height;
            if (is_inside(router, at))
                cell_at(router, at)->flags |= is_box ? BOX : BESIDE;
        }
}

/* The mark's cells and the next one, so that no line runs close by a mark. */
void tn_router_reserve(struct tn_router *router, struct tn_port port) {
    struct tn_point at = port.at;
    for (int i = 0; i < 3; i++, at = step(at, port.side))
        if (is_inside(router, at))
            cell_at(router, at)->flags |= i < 2 ? RESERVED : NEAR;
}

/* ------------------------------------------------------------------ who may go where */

/* May a line run along that one here? Where both lead to the same port: then all that hangs
 * together ends in one mark, and nobody takes one line for the other. Lines that only start from
 * the same port part right after its mark. */
static bool is_open(const struct tn_router *router, const struct cell *cell, uint32_t line,
                    const struct keys *mine) {
    const struct keys *other = &router->lines.items[line];
    if (line == 0 || other->to == mine->to)
        return true;
    return cell->flags & NEAR &&
           (other->from == mine->from || other->from == mine->to || other->to == mine->from);
}

static bool is_vertical(enum tn_side side) {
    return side == TN_SIDE_UP || side == TN_SIDE_DOWN;
}

/* What it costs to enter the cell in this direction; -1: not allowed. */
static int entry_cost(const struct tn_router *router, const struct cell *cell, enum tn_side side,
                      const struct keys *mine) {
    if (cell->flags & (BOX | STUB))
        return -1;
    uint32_t along = is_vertical(side) ? cell->down : cell->across;
    uint32_t athwart = is_vertical(side) ? cell->across : cell->down;
    if (!is_open(router, cell, along, mine))
        return -1;
    bool crosses = !is_open(router, cell, athwart, mine);
    int cost = is_vertical(side) ? along ? COST_SHARED_DOWN : COST_DOWN
               : along           ? COST_SHARED_ACROSS
                                 : COST_ACROSS;
    if (along)
        return cost + (crosses ? COST_CROSSING : 0);
    return cost + (crosses ? COST_CROSSING : 0) + (cell->flags & BESIDE ? COST_BESIDE : 0) +
           (cell->flags & RESERVED ? COST_RESERVED : 0) + (cell->flags & NEAR ? COST_NEAR : 0);
}

static bool may_turn(const struct tn_router *router, const struct cell *cell,
                     const struct keys *mine) {
    return !(cell->flags & STUB) && is_open(router, cell, cell->across, mine) &&
           is_open(router, cell, cell->down, mine);
}

/* Both mark cells are free, or hold the mark of a line with the same key. */
static bool port_is_usable(const struct tn_router *router, const struct tn_port *port,
                           uint64_t key) {
    struct tn_point at = port->at;
    for (int i = 0; i < 2; i++, at = step(at, port->side)) {
        if (!is_inside(router, at))
            return false;
        const struct cell *cell = cell_at(router, at);
        uint32_t user = cell->across ? cell->across : cell->down;
        const struct keys *other = &router->lines.items[user];
        bool is_same = (cell->flags & STUB) && (other->from == key || other->to == key);
        if (cell->flags & BOX || (!is_same && (user || cell->flags & STUB)))
            return false;
    }
    return is_inside(router, at);
}

/* ------------------------------------------------------------------ the queue */

/* One step never changes an estimate by as much as there are buckets, so the waiting states are
 * in a ring of buckets by estimate (Dial, 1969). Of equals the last comes first: it is nearest to
 * the goal. */
static void push(struct tn_router *router, uint32_t estimate, uint32_t state) {
    estimate = estimate < router->present ? router->present : estimate;
    TN_PUSH(&router->buckets[estimate % BUCKETS], state);
    router->waiting++;
}

static uint32_t pop(struct tn_router *router) {
    while (router->buckets[router->present % BUCKETS].count == 0)
        router->present++;
    router->waiting--;
    struct bucket *bucket = &router->buckets[router->present % BUCKETS];
    return bucket->items[--bucket->count];
}

static void empty_queue(struct tn_router *router, uint32_t first) {
    for (size_t i = 0; i < BUCKETS; i++)
        router->buckets[i].count = 0;
    router->waiting = 0;
    router->present = first;
}

/* ------------------------------------------------------------------ the search */

struct search {
    struct tn_router *router;
    const struct tn_line_end *from, *to;
    struct keys keys;
    bool from_usable[TN_PORT_COUNT], to_usable[TN_PORT_COUNT];
};

static uint32_t state_of(const struct tn_router *router, struct tn_point at, enum tn_side side) {
    uint32_t row = (uint32_t)(at.y - router->origin.y),
             column = (uint32_t)(at.x - router->origin.x);
    return (row * (uint32_t)router->size.x + column) * 4 + (uint32_t)side;
}

static struct tn_point place_of(const struct tn_router *router, uint32_t state) {
    uint32_t cell = state / 4, width = (uint32_t)router->size.x;
    return (struct tn_point){router->origin.x + (int)(cell % width),
                             router->origin.y + (int)(cell / width)};
}

static struct tn_point outer_cell(const struct tn_port *port) {
    return step(port->at, port->side);
}

/* Never more than the true rest. */
static uint32_t estimate_rest(const struct search *search, struct tn_point at) {
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < search->to->count; i++) {
        if (!search->to_usable[i])
            continue;
        struct tn_point goal = outer_cell(&search->to->ports[i]);
        uint32_t rest =
            (uint32_t)(abs(goal.x - at.x) * COST_ACROSS + abs(goal.y - at.y) * COST_DOWN +
                       search->to->ports[i].penalty * COST_ACROSS);
        least = rest < least ? rest : least;
    }
    return least;
}

static void reach(const struct search *search, struct tn_point at, enum tn_side side, uint32_t cost,
                  enum tn_side before) {
    struct tn_router *router = search->router;
    uint32_t state = state_of(router, at, side);
    if ((router->rounds[state] & ~1U) == router->round && router->costs[state] <= cost)
        return;
    router->rounds[state] = router->round;
    router->costs[state] = cost;
    router->before[state] = (uint8_t)before;
    push(router, cost + estimate_rest(search, at), state);
}

static const struct tn_port *port_entered(const struct search *search, struct tn_point at,
                                          enum tn_side side) {
    for (size_t i = 0; i < search->to->count; i++) {
        const struct tn_port *port = &search->to->ports[i];
        struct tn_point outer = outer_cell(port);
        if (search->to_usable[i] && outer.x == at.x && outer.y == at.y &&
            side == TN_OPPOSITE(port->side))
            return port;
    }
    return NULL;
}

static const struct tn_port *port_left(const struct search *search, struct tn_point outer,
                                       enum tn_side side) {
    for (size_t i = 0; i < search->from->count; i++) {
        struct tn_point at = outer_cell(&search->from->ports[i]);
        if (at.x == outer.x && at.y == outer.y && search->from->ports[i].side == side)
            return &search->from->ports[i];
    }
    return NULL;
}

static bool in_window(const struct tn_router *router, struct tn_point at) {
    return at.x >= router->origin.x && at.y >= router->origin.y &&
           at.x < router->origin.x + router->size.x && at.y < router->origin.y + router->size.y;
}

static void expand(const struct search *search, struct tn_point at, enum tn_side side,
                   uint32_t cost) {
    const struct tn_router *router = search->router;
    bool turns =
        !port_left(search, at, side) && may_turn(router, cell_at(router, at), &search->keys);
    for (enum tn_side next = TN_SIDE_UP; next <= TN_SIDE_LEFT; next++) {
        if (next == TN_OPPOSITE(side) || (next != side && !turns))
            continue;
        struct tn_point there = step(at, next);
        if (!in_window(router, there))
            continue;
        uint32_t bend = next == side ? 0 : COST_BEND;
        const struct tn_port *goal = port_entered(search, there, next);
        int entry =
            goal ? goal->penalty * COST_ACROSS + (is_vertical(next) ? COST_DOWN : COST_ACROSS)
                 : entry_cost(router, cell_at(router, there), next, &search->keys);
        if (entry >= 0)
            reach(search, there, next, cost + bend + (uint32_t)entry, side);
    }
}

static uint32_t least_start(const struct search *search) {
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < search->from->count; i++) {
        const struct tn_port *port = &search->from->ports[i];
        uint32_t whole =
            (uint32_t)port->penalty * COST_ACROSS + estimate_rest(search, outer_cell(port));
        least = search->from_usable[i] && whole < least ? whole : least;
    }
    return least;
}

static void start(const struct search *search) {
    for (size_t i = 0; i < search->from->count; i++) {
        const struct tn_port *port = &search->from->ports[i];
        if (search->from_usable[i] && in_window(search->router, outer_cell(port)))
            reach(search, outer_cell(port), port->side, (uint32_t)port->penalty * COST_ACROSS,
                  port->side);
    }
}

/* The state in which a port of the other end is reached; UINT32_MAX: there is no way. */
static uint32_t run(const struct search *search) {
    struct tn_router *router = search->router;
    size_t most = router->budget < LATE_STATES ? LATE_STATES : SEARCH_STATES;
    empty_queue(router, least_start(search));
    router->round += 2;
    start(search);
    for (size_t count = 0; router->waiting && count < most; count++) {
        uint32_t state = pop(router);
        if (router->rounds[state] & 1)
            continue;
        router->rounds[state] |= 1;
        struct tn_point at = place_of(router, state);
        enum tn_side side = (enum tn_side)(state % 4);
        router->budget -= router->budget > 0;
        if (port_entered(search, at, side))
            return state;
        expand(search, at, side, router->costs[state]);
    }
    return UINT32_MAX;
}

static void extend(struct tn_point *low, struct tn_point *high, const struct tn_line_end *end) {
    for (size_t i = 0; i < end->count; i++) {
        struct tn_point at = end->ports[i].at;
        low->x = at.x < low->x ? at.x : low->x;
        low->y = at.y < low->y ? at.y : low->y;
        high->x = at.x > high->x ? at.x : high->x;
        high->y = at.y > high->y ? at.y : high->y;
    }
}

static void set_window(struct tn_router *router, struct tn_point low, struct tn_point high) {
    low.x = low.x > 0 ? low.x : 0;
    low.y = low.y > 0 ? low.y : 0;
    high.x = high.x < router->width ? high.x : router->width - 1;
    high.y = high.y < router->height ? high.y : router->height - 1;
    router->origin = low;
    router->size = (struct tn_point){high.x - low.x + 1, high.y - low.y + 1};
    size_t states = (size_t)router->size.x * (size_t)router->size.y * 4;
    if (states <= router->state_capacity)
        return;
    free(router->costs);
    free(router->rounds);
    free(router->before);
    router->costs = tn_allocate(states * sizeof *router->costs);
    router->rounds = tn_allocate(states * sizeof *router->rounds);
    router->before = tn_allocate(states);
    router->state_capacity = states;
    router->round = 0;
}

static uint32_t search_near_then_far(const struct search *search) {
    struct tn_router *router = search->router;
    struct tn_point low = search->from->ports[0].at, high = low;
    extend(&low, &high, search->from);
    extend(&low, &high, search->to);
    set_window(router, (struct tn_point){low.x - WINDOW_ACROSS, low.y - WINDOW_DOWN},
               (struct tn_point){high.x + WINDOW_ACROSS, high.y + WINDOW_DOWN});
    uint32_t found = run(search);
    if (found != UINT32_MAX ||
        (router->size.x == router->width && router->size.y == router->height))
        return found;
    set_window(router, (struct tn_point){0, 0}, (struct tn_point){router->width, router->height});
    return run(search);
}

/* ------------------------------------------------------------------ the way that was found */

/* From the goal back to a port, then turned around. */
static void trace(const struct search *search, uint32_t state, struct tn_arena *arena,
                  struct tn_route *route) {
    struct tn_router *router = search->router;
    TN_VECTOR(struct tn_point) cells = {0};
    struct tn_point at = place_of(router, state);
    enum tn_side side = (enum tn_side)(state % 4);
    route->to = *port_entered(search, at, side);
    TN_PUSH(&cells, route->to.at);
    const struct tn_port *left = NULL;
    for (;;) {
        TN_PUSH(&cells, at);
        left = port_left(search, at, side);
        if (left)
            break;
        enum tn_side before = (enum tn_side)router->before[state_of(router, at, side)];
        at = step(at, TN_OPPOSITE(side));
        side = before;
    }
    route->from = *left;
    TN_PUSH(&cells, left->at);
    route->count = cells.count;
    route->cells = tn_arena_allocate(arena, cells.count * sizeof *route->cells);
    for (size_t i = 0; i < cells.count; i++)
        route->cells[i] = cells.items[cells.count - 1 - i];
    free(cells.items);
}

static void occupy(struct tn_router *router, const struct tn_route *route, uint32_t line) {
    for (size_t i = 0; i < route->count; i++) {
        struct cell *cell = cell_at(router, route->cells[i]);
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

static bool note_usable(const struct tn_router *router, const struct tn_line_end *end,
                        bool usable[TN_PORT_COUNT]) {
    bool any = false;
    for (size_t i = 0; i < end->count; i++) {
        usable[i] = port_is_usable(router, &end->ports[i], end->key);
        any = any || usable[i];
    }
    return any;
}

bool tn_router_connect(struct tn_router *router, const struct tn_line_end *from,
                       const struct tn_line_end *to, struct tn_arena *arena,
                       struct tn_route *route) {
    struct search search = {.router = router, .from = from, .to = to, .keys = {from->key, to->key}};
    bool can_leave = note_usable(router, from, search.from_usable);
    bool can_arrive = note_usable(router, to, search.to_usable);
    if (!can_leave || !can_arrive)
        return false;
    uint32_t goal = search_near_then_far(&search);
    if (goal == UINT32_MAX)
        return false;
    trace(&search, goal, arena, route);
    TN_PUSH(&router->lines, search.keys);
    occupy(router, route, (uint32_t)router->lines.count - 1);
    return true;
}
