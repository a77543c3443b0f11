/*
 * The diagram on a grid of characters: as text, cell by cell, and what can be asked of it.
 */
#include "diagram/models.h"
#include "diagram/picture.h"
#include "harness.h"

#include <stdlib.h>
#include <string.h>

static struct tn_buffer text_of(const struct tn_model *model, const char *focus,
                                enum tn_detail detail, bool ascii) {
    struct tn_diagram_options options = {
        .focus = focus ? tn_find_entity(model, focus) : NULL, .depth = 1, .detail = detail};
    struct tn_buffer text = {0};
    struct tn_error error = {0};
    assert_true(tn_diagram_text(model, &options, ascii, &text, &error));
    return text;
}

static struct tn_picture *picture_of(const struct tn_model *model, const char *focus, int depth,
                                     enum tn_detail detail) {
    struct tn_diagram_options options = {
        .focus = focus ? tn_find_entity(model, focus) : NULL, .depth = depth, .detail = detail};
    struct tn_error error = {0};
    struct tn_picture *picture = tn_picture_new(model, &options, &error);
    assert_non_null(picture);
    return picture;
}

static void expect(struct tn_buffer text, const char *const *lines, size_t count) {
    struct tn_buffer expected = {0};
    for (size_t i = 0; i < count; i++)
        tn_put_format(&expected, "%s\n", lines[i]);
    if (strcmp(tn_buffer_text(&text), tn_buffer_text(&expected)) != 0)
        print_error("%s", tn_buffer_text(&text));
    assert_string_equal(tn_buffer_text(&text), tn_buffer_text(&expected));
    tn_buffer_free(&text);
    tn_buffer_free(&expected);
}

/* ------------------------------------------------------------------ goldens */

static void the_neighbourhood_of_orders(void **state) {
    (void)state;
    static const char *const lines[] = {
        "      ╭─customers───────╮",
        "      │◆ id     bigint  │┼┼╮     ╭─orders───────────────────────╮      "
        "╭─order_items──────────╮",
        "      │  email    text  │  │     │◆ id                  bigint  │┼┼──o<│◆ order_id    "
        "bigint  │",
        "      │  name     text ○│  ├───o<│› customer_id         bigint  │      │◆ line_no        "
        "int  │",
        "      ╰─────────────────╯  │╭──o<│› address_id          bigint ○│      │› product_id  "
        "bigint  │",
        "                           ││    │  status        order_status  │      │  quantity       "
        "int  │",
        "╭─addresses─────────────╮  ││    │  total        numeric(12,2)  │      "
        "╰──────────────────────╯",
        "│◆ id           bigint  │┼o┼╯    ╰──────────────────────────────╯",
        "│› customer_id  bigint  │>o╯",
        "│  street         text  │",
        "│  city           text  │",
        "╰───────────────────────╯",
    };
    struct tn_model *model = models_shop();
    expect(text_of(model, "orders", TN_DETAIL_TYPES, false), lines, TN_LENGTH(lines));
    tn_model_free(model);
}

static void the_same_in_ascii_with_keys_only(void **state) {
    (void)state;
    static const char *const lines[] = {
        "   +-customers------+       +-orders-------+      +-order_items------+",
        "+|||* id            |||+    |* id          |||--o<|* order_id        |",
        "|  +-------------+2-+  +--o<|> customer_id |      |* line_no         |",
        "|                      +--o<|> address_id  |      |> product_id      |",
        "|  +-addresses------+  |    +-----------+2-+      +---------------+1-+",
        "|  |* id            ||o+",
        "+o<|> customer_id   |",
        "   +-------------+2-+",
    };
    struct tn_model *model = models_shop();
    expect(text_of(model, "orders", TN_DETAIL_KEYS, true), lines, TN_LENGTH(lines));
    tn_model_free(model);
}

static void an_entity_that_refers_to_itself(void **state) {
    (void)state;
    static const char *const lines[] = {
        "                     ╭─products─────╮", "╭─categories─╮       │◆ id          │",
        "│◆ id        │┼o┬──o<│› category_id │", "│› parent_id │>o╯    │  sku         │",
        "│  name      │       │  price       │", "╰────────────╯       ╰──────────────╯",
    };
    struct tn_model *model = models_shop();
    expect(text_of(model, "categories", TN_DETAIL_COLUMNS, false), lines, TN_LENGTH(lines));
    tn_model_free(model);
}

static void many_to_many_is_dashed_with_a_foot_at_both_ends(void **state) {
    (void)state;
    static const char *const lines[] = {
        "╭──────────╮      ╭──────╮",
        "│ products │>o╌╌o<│ tags │",
        "╰──────────╯      ╰──────╯",
    };
    struct tn_model *model = models_shop();
    expect(text_of(model, "tags", TN_DETAIL_NAMES, false), lines, TN_LENGTH(lines));
    tn_model_free(model);
}

/* ------------------------------------------------------------------ marks */

static void the_vertex_of_a_crows_foot_points_away_from_the_box(void **state) {
    (void)state;
    static const struct {
        enum tn_side side;
        const char *foot, *ascii;
    } sides[] = {
        {TN_SIDE_LEFT, "<", "<"},
        {TN_SIDE_RIGHT, ">", ">"},
        {TN_SIDE_UP, "∧", "^"},
        {TN_SIDE_DOWN, "∨", "v"},
    };
    for (size_t i = 0; i < TN_LENGTH(sides); i++) {
        struct tn_mark many = tn_mark_of(TN_cardinality_zero_or_many, sides[i].side, false);
        assert_string_equal(many.near, sides[i].foot);
        assert_string_equal(many.far, "o");
        many = tn_mark_of(TN_cardinality_one_or_many, sides[i].side, true);
        assert_string_equal(many.near, sides[i].ascii);
    }
}

static void marks_of_one(void **state) {
    (void)state;
    struct tn_mark one = tn_mark_of(TN_cardinality_exactly_one, TN_SIDE_LEFT, false);
    struct tn_mark may = tn_mark_of(TN_cardinality_zero_or_one, TN_SIDE_LEFT, false);
    assert_string_equal(one.near, "┼");
    assert_string_equal(one.far, "┼");
    assert_string_equal(may.near, "┼");
    assert_string_equal(may.far, "o");
    assert_string_equal(tn_mark_of(TN_cardinality_exactly_one, TN_SIDE_LEFT, true).near, "|");
    assert_string_equal(tn_mark_of(TN_cardinality_exactly_one, TN_SIDE_UP, true).near, "-");
}

/* ------------------------------------------------------------------ what always holds */

static bool overlap(const struct tn_picture_box *a, const struct tn_picture_box *b) {
    return a->x <= b->x + b->width && b->x <= a->x + a->width && a->y < b->y + b->height &&
           b->y < a->y + a->height;
}

static void check_boxes(const struct tn_picture *picture) {
    for (size_t i = 0; i < picture->graph->node_count; i++) {
        const struct tn_picture_box *box = &picture->boxes[i];
        assert_true(box->x >= 0 && box->y >= 0);
        assert_true(box->x + box->width <= picture->width);
        assert_true(box->y + box->height <= picture->height);
        for (size_t k = 0; k < i; k++)
            assert_false(overlap(box, &picture->boxes[k]));
    }
}

static bool is_beside(const struct tn_picture_box *box, const struct tn_port *port) {
    struct tn_point back = tn_side_steps[TN_OPPOSITE(port->side)];
    int x = port->at.x + back.x, y = port->at.y + back.y;
    return x >= box->x && x < box->x + box->width && y >= box->y && y < box->y + box->height;
}

/* The first three cells run straight away from the box. */
static void check_mark(const struct tn_port *port, const struct tn_point *cells, int next) {
    for (int i = 0; i < 3; i++) {
        assert_int_equal(cells[i * next].x, port->at.x + i * tn_side_steps[port->side].x);
        assert_int_equal(cells[i * next].y, port->at.y + i * tn_side_steps[port->side].y);
    }
}

static void check_line(const struct tn_picture *picture, size_t index) {
    const struct tn_route *route = &picture->lines[index].route;
    const struct tn_graph_edge *edge = &picture->graph->edges[index];
    if (!route->count)
        return;
    assert_true(is_beside(&picture->boxes[edge->child], &route->from));
    assert_true(is_beside(&picture->boxes[edge->parent], &route->to));
    assert_true(route->count >= 6);
    check_mark(&route->from, &route->cells[0], 1);
    check_mark(&route->to, &route->cells[route->count - 1], -1);
    for (size_t i = 0; i < route->count; i++) {
        assert_int_equal(tn_picture_at(picture, route->cells[i].x, route->cells[i].y).part,
                         TN_PART_LINE);
        if (i)
            assert_int_equal(abs(route->cells[i].x - route->cells[i - 1].x) +
                                 abs(route->cells[i].y - route->cells[i - 1].y),
                             1);
    }
}

static void check(const struct tn_picture *picture) {
    check_boxes(picture);
    for (size_t i = 0; i < picture->graph->edge_count; i++)
        check_line(picture, i);
}

static void boxes_stand_apart_and_lines_join_them(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct tn_model *model = models_random(12 + seed, seed);
        struct tn_picture *picture =
            picture_of(model, NULL, 0, (enum tn_detail)(seed % (TN_DETAIL_TYPES + 1)));
        check(picture);
        assert_int_equal(picture->not_drawn, 0);
        tn_picture_free(picture);
        tn_model_free(model);
    }
}

static void so_they_do_around_every_focus(void **state) {
    (void)state;
    struct tn_model *model = models_random(120, 4);
    TN_EACH_OF(model, entity, entity) {
        struct tn_picture *picture = picture_of(model, entity->name, 1, TN_DETAIL_TYPES);
        check(picture);
        assert_int_equal(picture->not_drawn, 0);
        tn_picture_free(picture);
    }
    tn_model_free(model);
}

static void a_row_of_the_focus_keeps_its_line(void **state) {
    (void)state;
    struct tn_model *model = models_shop();
    struct tn_picture *picture = picture_of(model, "orders", 1, TN_DETAIL_TYPES);
    for (size_t i = 0; i < picture->graph->edge_count; i++) {
        const struct tn_graph_edge *edge = &picture->graph->edges[i];
        const struct tn_route *route = &picture->lines[i].route;
        assert_int_equal(route->from.at.y, picture->boxes[edge->child].y + 1 + edge->child_row);
        assert_int_equal(route->to.at.y, picture->boxes[edge->parent].y + 1 + edge->parent_row);
    }
    tn_picture_free(picture);
    tn_model_free(model);
}

/* ------------------------------------------------------------------ sizes of models */

static void an_empty_model_is_an_empty_text(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    expect(text_of(model, NULL, TN_DETAIL_TYPES, false), NULL, 0);
    tn_model_free(model);
}

static void one_entity_is_one_box(void **state) {
    (void)state;
    static const char *const lines[] = {
        "╭─log─────────╮",
        "│◆ id    int  │",
        "│  what  int ○│",
        "╰─────────────╯",
    };
    struct tn_model *model = tn_model_new(1, 0);
    struct tn_entity *log = models_entity(model, "log");
    models_column(model, log, "*id int");
    models_column(model, log, "what? int");
    expect(text_of(model, NULL, TN_DETAIL_TYPES, false), lines, TN_LENGTH(lines));
    tn_model_free(model);
}

static void a_hub_says_how_many_it_leaves_out(void **state) {
    (void)state;
    struct tn_model *model = models_hub(200);
    struct tn_picture *picture = picture_of(model, "hub", 1, TN_DETAIL_TYPES);
    check(picture);
    assert_int_equal(picture->graph->node_count, 21);
    assert_int_equal(picture->note_count, 1);
    assert_string_equal(picture->notes[0].text, "… 180 more");
    tn_picture_free(picture);
    struct tn_buffer text = text_of(model, "hub", TN_DETAIL_TYPES, false);
    assert_non_null(strstr(text.at, "… 180 more\n"));
    tn_buffer_free(&text);
    tn_model_free(model);
}

static void three_hundred_tables_have_a_picture(void **state) {
    (void)state;
    struct tn_model *model = models_random(300, 9);
    struct tn_picture *picture = picture_of(model, NULL, 0, TN_DETAIL_KEYS);
    check_boxes(picture);
    assert_int_equal(picture->graph->node_count, 300);
    tn_picture_free(picture);
    tn_model_free(model);
}

static void without_graphviz_boxes_stand_in_rows(void **state) {
    (void)state;
    struct tn_model *model = models_shop();
    setenv("GVBINDIR", tn_test_folder(), 1); /* where it would look for its layout engines */
    struct tn_picture *picture = picture_of(model, NULL, 0, TN_DETAIL_TYPES);
    unsetenv("GVBINDIR");
    check(picture);
    assert_int_equal(picture->graph->node_count, 8);
    tn_picture_free(picture);
    tn_model_free(model);
}

static void two_runs_are_equal(void **state) {
    (void)state;
    struct tn_model *model = models_random(40, 2);
    struct tn_buffer first = text_of(model, NULL, TN_DETAIL_TYPES, false);
    struct tn_buffer second = text_of(model, NULL, TN_DETAIL_TYPES, false);
    assert_string_equal(first.at, second.at);
    tn_buffer_free(&first);
    tn_buffer_free(&second);
    tn_model_free(model);
}

static void hostile_names_keep_the_frame(void **state) {
    (void)state;
    char *long_name = tn_allocate(501);
    memset(long_name, 'x', 500);
    const char *const names[] = {"作者", "a\x1b[31mred", "new\nline",     "\xff\xfe", "<>&\"'",
                                 "",     long_name,      "\u202Ereversed"};
    struct tn_model *model = tn_model_new(1, 0);
    for (size_t i = 0; i < TN_LENGTH(names); i++) {
        struct tn_attribute *column =
            tn_add(model, TN_attribute, models_entity(model, names[i]), names[i]);
        column->type = tn_text(model, names[i]);
    }
    struct tn_buffer text = text_of(model, NULL, TN_DETAIL_TYPES, false);
    assert_null(strchr(text.at, '\x1b'));
    assert_non_null(strstr(text.at, "─作者─"));
    size_t frames = 0;
    for (const char *at = text.at; (at = strstr(at, "╭─")) != NULL; at++)
        frames++;
    assert_int_equal(frames, TN_LENGTH(names));
    tn_buffer_free(&text);
    free(long_name);
    tn_model_free(model);
}

/* ------------------------------------------------------------------ asking */

static void what_is_at_a_cell(void **state) {
    (void)state;
    struct tn_model *model = models_shop();
    struct tn_picture *picture = picture_of(model, "orders", 1, TN_DETAIL_TYPES);
    struct tn_entity *orders = tn_find_entity(model, "orders");
    const struct tn_picture_box *box = &picture->boxes[tn_picture_find(picture, orders->id)];
    struct tn_picture_hit hit = tn_picture_at(picture, box->x + 3, box->y);
    assert_int_equal(hit.part, TN_PART_BOX);
    assert_ptr_equal(hit.object, orders);
    hit = tn_picture_at(picture, box->x + 3, box->y + 2);
    assert_int_equal(hit.part, TN_PART_ROW);
    assert_string_equal(((const struct tn_attribute *)hit.object)->name, "customer_id");
    hit = tn_picture_at(picture, box->x - 1, box->y + 2);
    assert_int_equal(hit.part, TN_PART_LINE);
    assert_ptr_equal(hit.object, orders->relationships.first);
    assert_int_equal(tn_picture_at(picture, -5, 1000).part, TN_PART_NOTHING);
    tn_picture_free(picture);
    tn_model_free(model);
}

static void the_next_box_in_a_direction(void **state) {
    (void)state;
    struct tn_model *model = models_shop();
    struct tn_picture *picture = picture_of(model, "orders", 1, TN_DETAIL_TYPES);
    size_t orders = tn_picture_find(picture, tn_find_entity(model, "orders")->id);
    size_t items = tn_picture_find(picture, tn_find_entity(model, "order_items")->id);
    assert_int_equal(tn_picture_neighbour(picture, orders, TN_SIDE_RIGHT), items);
    assert_int_equal(tn_picture_neighbour(picture, items, TN_SIDE_LEFT), orders);
    assert_int_equal(tn_picture_neighbour(picture, items, TN_SIDE_RIGHT), TN_NO_NODE);
    tn_picture_free(picture);
    tn_model_free(model);
}

static void drawing_keeps_to_its_rectangle_and_scrolls(void **state) {
    (void)state;
    struct tn_model *model = models_shop();
    struct tn_picture *picture = picture_of(model, "orders", 1, TN_DETAIL_TYPES);
    struct tn_cells cells = {0};
    tn_cells_resize(&cells, 60, 20);
    tn_cells_fill(&cells, (struct tn_rect){0, 0, 60, 20}, TN_GLYPH_DOT, (struct tn_style){0});
    uint64_t orders = tn_find_entity(model, "orders")->id;
    const struct tn_picture_box *box = &picture->boxes[tn_picture_find(picture, orders)];
    struct tn_picture_view view = {{10, 5, 30, 4}, box->x, box->y, orders};
    tn_picture_draw(picture, &cells, &view);
    assert_string_equal(tn_cells_at(&cells, 10, 5)->text, "╭");
    assert_int_equal(tn_cells_at(&cells, 10, 5)->role, TN_ROLE_BORDER_FOCUS);
    assert_string_equal(tn_cells_at(&cells, 12, 5)->text, "o");
    for (int y = 0; y < 20; y++)
        for (int x = 0; x < 60; x++)
            if (x < 10 || x >= 40 || y < 5 || y >= 9)
                assert_string_equal(tn_cells_at(&cells, x, y)->text, "·");
    tn_cells_free(&cells);
    tn_picture_free(picture);
    tn_model_free(model);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_neighbourhood_of_orders),
        cmocka_unit_test(the_same_in_ascii_with_keys_only),
        cmocka_unit_test(an_entity_that_refers_to_itself),
        cmocka_unit_test(many_to_many_is_dashed_with_a_foot_at_both_ends),
        cmocka_unit_test(the_vertex_of_a_crows_foot_points_away_from_the_box),
        cmocka_unit_test(marks_of_one),
        cmocka_unit_test(boxes_stand_apart_and_lines_join_them),
        cmocka_unit_test(so_they_do_around_every_focus),
        cmocka_unit_test(a_row_of_the_focus_keeps_its_line),
        cmocka_unit_test(an_empty_model_is_an_empty_text),
        cmocka_unit_test(one_entity_is_one_box),
        cmocka_unit_test(a_hub_says_how_many_it_leaves_out),
        cmocka_unit_test(three_hundred_tables_have_a_picture),
        cmocka_unit_test(without_graphviz_boxes_stand_in_rows),
        cmocka_unit_test(two_runs_are_equal),
        cmocka_unit_test(hostile_names_keep_the_frame),
        cmocka_unit_test(what_is_at_a_cell),
        cmocka_unit_test(the_next_box_in_a_direction),
        cmocka_unit_test(drawing_keeps_to_its_rectangle_and_scrolls),
    };
    return tn_test_run("diagram picture", tests);
}
