/*
 * The router: lines between random boxes keep the rules that make a diagram readable.
 */
#include "diagram/router.h"
#include "harness.h"

#include <stdlib.h>
#include <string.h>

enum { WIDTH = 120, HEIGHT = 60, BOXES = 9, LINES = 12 };

struct box {
    int x, y, width, height;
};

struct scene {
    struct box boxes[BOXES];
    struct tn_router *router;
    struct tn_arena arena;
    struct tn_route routes[LINES];
    struct tn_line_end ends[LINES][2];
    size_t from[LINES], to[LINES];
    bool is_drawn[LINES];
};

static uint64_t next(uint64_t *state, uint64_t below) {
    *state = tn_mix(*state + 1);
    return *state % below;
}

/* A grid of 3 by 3 fields with a box somewhere in each. */
static void add_boxes(struct scene *scene, uint64_t *state) {
    scene->router = tn_router_new(WIDTH, HEIGHT);
    for (int i = 0; i < BOXES; i++) {
        struct box *box = &scene->boxes[i];
        box->width = 5 + (int)next(state, 20);
        box->height = 3 + (int)next(state, 8);
        box->x = i % 3 * 40 + 6 + (int)next(state, 8);
        box->y = i / 3 * 20 + 3 + (int)next(state, 5);
        tn_router_block(scene->router, (struct tn_point){box->x, box->y}, box->width, box->height);
    }
}

static struct tn_line_end end_at(const struct box *box, size_t number, int row) {
    int y = box->y + 1 + row % (box->height - 2);
    struct tn_line_end end = {.count = 4, .key = number * 100 + (uint64_t)(y - box->y) + 1};
    int middle = box->x + box->width / 2;
    end.ports[0] = (struct tn_port){{box->x + box->width, y}, TN_SIDE_RIGHT, 0};
    end.ports[1] = (struct tn_port){{box->x - 1, y}, TN_SIDE_LEFT, 0};
    end.ports[2] = (struct tn_port){{middle, box->y - 1}, TN_SIDE_UP, 10};
    end.ports[3] = (struct tn_port){{middle, box->y + box->height}, TN_SIDE_DOWN, 10};
    return end;
}

static struct scene *random_scene(uint64_t seed) {
    struct scene *scene = tn_allocate(sizeof *scene);
    add_boxes(scene, &seed);
    for (size_t i = 0; i < LINES; i++) {
        scene->from[i] = next(&seed, BOXES);
        scene->to[i] = next(&seed, BOXES);
        struct tn_line_end *ends = scene->ends[i];
        ends[0] = end_at(&scene->boxes[scene->from[i]], scene->from[i], (int)next(&seed, 8));
        ends[1] = end_at(&scene->boxes[scene->to[i]], scene->to[i], (int)next(&seed, 8));
        scene->is_drawn[i] =
            tn_router_connect(scene->router, &ends[0], &ends[1], &scene->arena, &scene->routes[i]);
    }
    return scene;
}

static void free_scene(struct scene *scene) {
    tn_router_free(scene->router);
    tn_arena_free(&scene->arena);
    free(scene);
}

static bool is_in(const struct box *box, struct tn_point at) {
    return at.x >= box->x && at.x < box->x + box->width && at.y >= box->y &&
           at.y < box->y + box->height;
}

static bool touches(const struct box *box, const struct tn_port *port) {
    struct tn_point back = tn_side_steps[TN_OPPOSITE(port->side)];
    return is_in(box, (struct tn_point){port->at.x + back.x, port->at.y + back.y});
}

static bool same(struct tn_point a, struct tn_point b) {
    return a.x == b.x && a.y == b.y;
}

/* Out of the box through both cells of the mark. */
static void check_mark(const struct tn_port *port, struct tn_point next, struct tn_point third) {
    struct tn_point away = tn_side_steps[port->side];
    assert_int_equal(next.x, port->at.x + away.x);
    assert_int_equal(next.y, port->at.y + away.y);
    assert_int_equal(third.x, next.x + away.x);
    assert_int_equal(third.y, next.y + away.y);
}

static void check_route(const struct scene *scene, size_t line) {
    const struct tn_route *route = &scene->routes[line];
    assert_true(route->count >= 4);
    assert_true(touches(&scene->boxes[scene->from[line]], &route->from));
    assert_true(touches(&scene->boxes[scene->to[line]], &route->to));
    assert_true(same(route->cells[0], route->from.at));
    assert_true(same(route->cells[route->count - 1], route->to.at));
    const struct tn_point *last = &route->cells[route->count - 1];
    check_mark(&route->from, route->cells[1], route->cells[2]);
    check_mark(&route->to, last[-1], last[-2]);
    for (size_t i = 0; i < route->count; i++) {
        struct tn_point at = route->cells[i];
        assert_true(at.x >= 0 && at.y >= 0 && at.x < WIDTH && at.y < HEIGHT);
        for (size_t b = 0; b < BOXES; b++)
            assert_false(is_in(&scene->boxes[b], at));
        if (i)
            assert_int_equal(abs(at.x - route->cells[i - 1].x) + abs(at.y - route->cells[i - 1].y),
                             1);
    }
}

static void every_line_runs_from_its_box_to_its_box_and_through_none(void **state) {
    (void)state;
    size_t drawn = 0;
    for (uint64_t seed = 0; seed < 200; seed++) {
        struct scene *scene = random_scene(seed * 1000);
        for (size_t i = 0; i < LINES; i++)
            if (scene->is_drawn[i]) {
                check_route(scene, i);
                drawn++;
            }
        free_scene(scene);
    }
    assert_true(drawn > 200 * LINES * 95 / 100);
}

/* Directions in which a route passes its cell i: bit 0 level, bit 1 upright. */
static unsigned directions(const struct tn_route *route, size_t i) {
    bool before = route->cells[i].x != route->cells[i - 1].x;
    bool after = route->cells[i].x != route->cells[i + 1].x;
    return (before || after ? 1U : 0U) | (!before || !after ? 2U : 0U);
}

static void check_pair(const struct scene *scene, size_t a, size_t b) {
    const struct tn_route *one = &scene->routes[a], *two = &scene->routes[b];
    for (size_t i = 2; i + 2 < one->count; i++)
        for (size_t k = 2; k + 2 < two->count; k++)
            if (same(one->cells[i], two->cells[k]))
                assert_int_equal(directions(one, i) & directions(two, k), 0);
}

static void lines_to_different_ports_only_cross(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 200; seed++) {
        struct scene *scene = random_scene(seed * 1000 + 7);
        for (size_t a = 0; a < LINES; a++)
            for (size_t b = 0; b < a; b++)
                if (scene->is_drawn[a] && scene->is_drawn[b] &&
                    scene->ends[a][1].key != scene->ends[b][1].key)
                    check_pair(scene, a, b);
        free_scene(scene);
    }
}

static void lines_to_the_same_port_share_the_way_there(void **state) {
    (void)state;
    struct tn_router *router = tn_router_new(60, 20);
    tn_router_block(router, (struct tn_point){2, 3}, 6, 3);
    tn_router_block(router, (struct tn_point){50, 3}, 6, 3);
    tn_router_block(router, (struct tn_point){50, 12}, 6, 3);
    struct tn_line_end to = {{{{8, 4}, TN_SIDE_RIGHT, 0}}, 1, 1};
    struct tn_line_end first = {{{{49, 4}, TN_SIDE_LEFT, 0}}, 1, 2};
    struct tn_line_end second = {{{{49, 13}, TN_SIDE_LEFT, 0}}, 1, 3};
    struct tn_arena arena = {0};
    struct tn_route one, two;
    assert_true(tn_router_connect(router, &first, &to, &arena, &one));
    assert_true(tn_router_connect(router, &second, &to, &arena, &two));
    for (size_t i = 1; i < 5; i++)
        assert_true(same(one.cells[one.count - i], two.cells[two.count - i]));
    tn_arena_free(&arena);
    tn_router_free(router);
}

static void no_line_runs_over_the_mark_of_another(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 200; seed++) {
        struct scene *scene = random_scene(seed * 1000 + 13);
        for (size_t a = 0; a < LINES; a++)
            for (size_t b = 0; b < LINES; b++) {
                const struct tn_route *one = &scene->routes[a], *two = &scene->routes[b];
                if (a == b || !scene->is_drawn[a] || !scene->is_drawn[b])
                    continue;
                for (size_t i = 2; i + 2 < one->count; i++)
                    for (size_t k = 0; k < 4; k++)
                        assert_false(
                            same(one->cells[i], two->cells[k < 2 ? k : two->count - 4 + k]));
            }
        free_scene(scene);
    }
}

static void a_straight_way_is_straight(void **state) {
    (void)state;
    struct tn_router *router = tn_router_new(40, 9);
    tn_router_block(router, (struct tn_point){2, 3}, 6, 3);
    tn_router_block(router, (struct tn_point){30, 3}, 6, 3);
    struct tn_line_end from = {{{{8, 4}, TN_SIDE_RIGHT, 0}}, 1, 1};
    struct tn_line_end to = {{{{29, 4}, TN_SIDE_LEFT, 0}}, 1, 2};
    struct tn_arena arena = {0};
    struct tn_route route;
    assert_true(tn_router_connect(router, &from, &to, &arena, &route));
    assert_int_equal(route.count, 22);
    for (size_t i = 0; i < route.count; i++)
        assert_int_equal(route.cells[i].y, 4);
    tn_arena_free(&arena);
    tn_router_free(router);
}

static void a_box_that_is_walled_in_cannot_be_reached(void **state) {
    (void)state;
    struct tn_router *router = tn_router_new(40, 9);
    tn_router_block(router, (struct tn_point){2, 3}, 6, 3);
    tn_router_block(router, (struct tn_point){30, 3}, 6, 3);
    tn_router_block(router, (struct tn_point){20, 0}, 2, 9);
    struct tn_line_end from = {{{{8, 4}, TN_SIDE_RIGHT, 0}}, 1, 1};
    struct tn_line_end to = {{{{29, 4}, TN_SIDE_LEFT, 0}}, 1, 2};
    struct tn_arena arena = {0};
    struct tn_route route;
    assert_false(tn_router_connect(router, &from, &to, &arena, &route));
    tn_router_free(router);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_straight_way_is_straight),
        cmocka_unit_test(a_box_that_is_walled_in_cannot_be_reached),
        cmocka_unit_test(every_line_runs_from_its_box_to_its_box_and_through_none),
        cmocka_unit_test(lines_to_different_ports_only_cross),
        cmocka_unit_test(lines_to_the_same_port_share_the_way_there),
        cmocka_unit_test(no_line_runs_over_the_mark_of_another),
    };
    return tn_test_run("diagram router", tests);
}
