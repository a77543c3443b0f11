/*
 * Building the shop, pressing keys, reading the screen.
 */
#include "tui/stage.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ the shop */

static struct tn_attribute *add(struct tn_model *model, struct tn_entity *entity, const char *name,
                                const char *type) {
    struct tn_attribute *attribute = tn_design_add(model, TN_attribute, entity, name);
    tn_set_text(model, attribute, TN_attribute_type, type);
    tn_set_number(model, attribute, TN_attribute_nullable, false);
    return attribute;
}

static struct tn_entity *add_entity(struct tn_model *model, struct tn_area *area,
                                    const char *name) {
    struct tn_entity *entity = tn_design_add(model, TN_entity, model->project, name);
    tn_set_ref(model, entity, TN_entity_area, area);
    tn_design_toggle_primary(model, add(model, entity, "id", "bigint"));
    return entity;
}

static void relate(struct tn_model *model, struct tn_entity *child, struct tn_entity *parent) {
    struct tn_error error = {0};
    struct tn_link link = {.parent = parent,
                           .child = child,
                           .parent_end = TN_cardinality_exactly_one,
                           .child_end = TN_cardinality_zero_or_many,
                           .on_delete = TN_action_restrict};
    assert_non_null(tn_design_relate(model, &link, &error));
}

static void build_shop(struct tn_model *model) {
    struct tn_area *sales = tn_design_add(model, TN_area, model->project, "Sales");
    struct tn_area *people = tn_design_add(model, TN_area, model->project, "People");
    struct tn_entity *users = add_entity(model, people, "users");
    tn_design_toggle_unique(model, add(model, users, "email", "varchar(255)"));
    tn_set_number(model, add(model, users, "name", "text"), TN_attribute_nullable, true);
    struct tn_entity *customers = add_entity(model, sales, "customers");
    add(model, customers, "name", "varchar(200)");
    struct tn_entity *products = add_entity(model, sales, "products");
    add(model, products, "price", "numeric(12,2)");
    struct tn_entity *orders = add_entity(model, sales, "orders");
    tn_set_text(model, orders, TN_FIELD_COMMENT, "what customers buy");
    tn_set_text(model, add(model, orders, "total", "numeric(12,2)"), TN_attribute_default_value,
                "0");
    struct tn_check *check = tn_design_add(model, TN_check, orders, "ck_orders_total");
    tn_set_text(model, check, TN_check_expression, "total >= 0");
    struct tn_entity *items = add_entity(model, sales, "order_items");
    add(model, items, "quantity", "integer");
    relate(model, customers, users);
    relate(model, orders, customers);
    relate(model, items, orders);
    relate(model, items, products);
    add_entity(model, NULL, "audit_log");
}

/* ------------------------------------------------------------------ opening */

void stage_open_model(struct stage *stage, struct tn_model *model, int width, int height) {
    struct tn_error error = {0};
    *stage = (struct stage){.model = model};
    app_start(&stage->app, NULL, model);
    assert_true(app_use_theme(&stage->app, NULL, &error));
    tn_cells_resize(&stage->cells, width, height);
    app_draw(&stage->app, &stage->cells);
}

void stage_open_empty(struct stage *stage, int width, int height) {
    stage_open_model(stage, tn_model_new(1, 1), width, height);
}

void stage_open(struct stage *stage, int width, int height) {
    struct tn_error error = {0};
    struct tn_model *model = tn_model_new(1, 1);
    tn_group_begin(model, "the shop");
    tn_set_text(model, model->project, TN_FIELD_NAME, "shop.tenon");
    build_shop(model);
    assert_true(tn_group_end(model, &error));
    stage_open_model(stage, model, width, height);
    stage_keys(stage, "1 g Down 2");
}

void stage_close(struct stage *stage) {
    app_stop(&stage->app);
    tn_cells_free(&stage->cells);
    tn_buffer_free(&stage->screen);
    tn_model_free(stage->model);
}

/* ------------------------------------------------------------------ keys */

void stage_key(struct stage *stage, const char *name) {
    struct key key = {.name = name};
    if (strcmp(name, "Space") == 0)
        key.text = " ";
    else if (strlen(name) == 1 || (name[0] & 0x80))
        key.text = name;
    app_key(&stage->app, &key);
    app_draw(&stage->app, &stage->cells);
}

void stage_keys(struct stage *stage, const char *names) {
    char *copy = tn_duplicate(names), *rest = NULL;
    for (char *name = strtok_r(copy, " ", &rest); name; name = strtok_r(NULL, " ", &rest))
        stage_key(stage, name);
    free(copy);
}

void stage_type(struct stage *stage, const char *text) {
    size_t length = strlen(text);
    for (size_t at = 0, used; at < length; at += used) {
        uint32_t codepoint;
        char character[5] = {0};
        used = tn_utf8_decode(text + at, length - at, &codepoint);
        memcpy(character, text + at, used);
        stage_key(stage, *character == ' ' ? "Space" : character);
    }
}

void stage_paste(struct stage *stage, const char *text) {
    struct key key = {.name = "Paste", .text = text};
    app_key(&stage->app, &key);
    app_draw(&stage->app, &stage->cells);
}

void stage_pause(struct stage *stage) {
    for (int turns = 0; app_idle_delay(&stage->app) >= 0 && turns < 10; turns++) {
        app_idle(&stage->app);
        app_draw(&stage->app, &stage->cells);
    }
}

/* ------------------------------------------------------------------ the screen */

const char *stage_screen(struct stage *stage) {
    tn_buffer_reset(&stage->screen);
    for (int y = 0; y < stage->cells.height; y++) {
        tn_cells_put_row(&stage->cells, y, true, &stage->screen);
        tn_put_char(&stage->screen, '\n');
    }
    return tn_buffer_text(&stage->screen);
}

const char *stage_message(struct stage *stage) {
    return tn_buffer_text(&stage->app.message.text);
}

bool stage_shows(struct stage *stage, const char *text) {
    return strstr(stage_screen(stage), text) != NULL;
}

const char *stage_at_cursor(struct stage *stage) {
    tn_buffer_reset(&stage->screen);
    for (int x = stage->app.cursor_x; x < stage->cells.width; x++)
        tn_put(&stage->screen, tn_cells_at(&stage->cells, x, stage->app.cursor_y)->text);
    return tn_buffer_text(&stage->screen);
}

void stage_golden(struct stage *stage, const char *name) {
    struct tn_buffer path = {0};
    tn_put_format(&path, "tests/tui/golden/%s.txt", name);
    const char *file = tn_test_source(tn_buffer_text(&path));
    const char *screen = stage_screen(stage);
    if (getenv("UPDATE"))
        tn_test_write(file, screen);
    char *golden = tn_test_read(file, NULL);
    if (!golden)
        fail_msg("there is no %s: UPDATE=1 makes it", file);
    if (strcmp(golden, screen) != 0)
        fail_msg("the screen is not that of %s:\n%s", file, screen);
    tn_buffer_free(&path);
}

/* ------------------------------------------------------------------ the model */

static void dump(const struct tn_object *object, int depth, struct tn_buffer *out) {
    const struct tn_kind_info *info = tn_kind_of(object);
    char id[17];
    tn_id_print(object->id, id);
    tn_put_repeated(out, ' ', (size_t)depth);
    tn_put_format(out, "%s %s rank=%lld", info->name, id, (long long)object->rank);
    for (unsigned i = TN_FIELD_NAME; i < info->field_count; i++) {
        if (tn_value_is_default(object, &info->fields[i]))
            continue;
        tn_put_format(out, " %s=", info->fields[i].name);
        tn_value_print(&info->fields[i], tn_value_get(object, &info->fields[i]), out);
    }
    tn_put_char(out, '\n');
    for (size_t i = 0; i < info->list_count; i++) {
        const struct tn_list *list = tn_list_of(object, info->lists[i].kind);
        for (const struct tn_object *child = list->first; child; child = child->next)
            dump(child, depth + 1, out);
    }
}

char *stage_dump(const struct tn_model *model) {
    struct tn_buffer out = {0};
    dump(&model->project->object, 0, &out);
    return out.at;
}
