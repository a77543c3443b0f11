/*
 * Owns the search for one way. A state of the search is a cell and the direction in which it was
 * entered; the search looks at a window around both boxes first, then at the whole grid.
 */
#include "diagram/router.h"

#include "diagram/grid.h"

#include <stdlib.h>

enum { WINDOW_ACROSS = 14, WINDOW_DOWN = 8 };
enum { BUCKETS = 1024 };
/* States that one search may look at, all may look at, and one may when that is used up. */
enum { SEARCH_STATES = 400000, ALL_STATES = 20000000, LATE_STATES = 10000 };

struct bucket {
    uint32_t *items;
    size_t count, capacity;
};

struct tn_router {
    struct tn_grid grid;
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

struct tn_router *tn_router_new(int width, int height) {
    struct tn_router *router = tn_allocate(sizeof *router);
    tn_grid_start(&router->grid, width, height);
    router->budget = ALL_STATES;
    return router;
}

void tn_router_free(struct tn_router *router) {
    if (!router)
        return;
    tn_grid_free(&router->grid);
    free(router->costs);
    free(router->rounds);
    free(router->before);
    for (size_t i = 0; i < BUCKETS; i++)
        free(router->buckets[i].items);
    free(router);
}

void tn_router_block(struct tn_router *router, struct tn_point corner, int width, int height) {
    tn_grid_block(&router->grid, corner, width, height);
}

void tn_router_reserve(struct tn_router *router, struct tn_port port) {
    tn_grid_reserve(&router->grid, port);
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
    struct tn_grid_keys keys;
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
    return tn_grid_step(port->at, port->side);
}

/* Never more than the true rest. */
static uint32_t estimate_rest(const struct search *search, struct tn_point at) {
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < search->to->count; i++) {
        if (!search->to_usable[i])
            continue;
        struct tn_point goal = outer_cell(&search->to->ports[i]);
        uint32_t rest =
            (uint32_t)(abs(goal.x - at.x) * TN_COST_ACROSS + abs(goal.y - at.y) * TN_COST_DOWN +
                       search->to->ports[i].penalty * TN_COST_ACROSS);
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
    bool turns = !port_left(search, at, side) && tn_grid_may_turn(&router->grid, at, &search->keys);
    for (enum tn_side next = TN_SIDE_UP; next <= TN_SIDE_LEFT; next++) {
        if (next == TN_OPPOSITE(side) || (next != side && !turns))
            continue;
        struct tn_point there = tn_grid_step(at, next);
        if (!in_window(router, there))
            continue;
        uint32_t bend = next == side ? 0 : TN_COST_BEND;
        const struct tn_port *goal = port_entered(search, there, next);
        int entry = goal ? goal->penalty * TN_COST_ACROSS +
                               (tn_grid_is_vertical(next) ? TN_COST_DOWN : TN_COST_ACROSS)
                         : tn_grid_entry_cost(&router->grid, there, next, &search->keys);
        if (entry >= 0)
            reach(search, there, next, cost + bend + (uint32_t)entry, side);
    }
}

static uint32_t least_start(const struct search *search) {
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < search->from->count; i++) {
        const struct tn_port *port = &search->from->ports[i];
        uint32_t whole =
            (uint32_t)port->penalty * TN_COST_ACROSS + estimate_rest(search, outer_cell(port));
        least = search->from_usable[i] && whole < least ? whole : least;
    }
    return least;
}

static void start(const struct search *search) {
    for (size_t i = 0; i < search->from->count; i++) {
        const struct tn_port *port = &search->from->ports[i];
        if (search->from_usable[i] && in_window(search->router, outer_cell(port)))
            reach(search, outer_cell(port), port->side, (uint32_t)port->penalty * TN_COST_ACROSS,
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
    high.x = high.x < router->grid.width ? high.x : router->grid.width - 1;
    high.y = high.y < router->grid.height ? high.y : router->grid.height - 1;
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
        (router->size.x == router->grid.width && router->size.y == router->grid.height))
        return found;
    set_window(router, (struct tn_point){0, 0},
               (struct tn_point){router->grid.width, router->grid.height});
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
        at = tn_grid_step(at, TN_OPPOSITE(side));
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

static bool note_usable(const struct tn_router *router, const struct tn_line_end *end,
                        bool usable[TN_PORT_COUNT]) {
    bool any = false;
    for (size_t i = 0; i < end->count; i++) {
        usable[i] = tn_grid_is_usable(&router->grid, &end->ports[i], end->key);
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
    tn_grid_occupy(&router->grid, route, search.keys);
    return true;
}
