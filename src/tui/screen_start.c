/*
 * The start screen of an empty project: what to press, and designs to begin from.
 */
#include "tenon/design.h"
#include "tenon/sql.h"
#include "tui/app.h"
#include "tui/draw.h"

#include <string.h>

/* ------------------------------------------------------------------ templates */

/* Entities in an order in which references find their targets; a line is an attribute as in SQL. */
struct template_entity {
    const char *name;
    const char *lines[8]; /* to the first NULL */
};

static const struct template {
    const char *name, *help;
    struct template_entity entities[6]; /* to the first without a name */
}
templates[] = {
    {"accounts",
     "users, roles, sessions",
     {{"users",
       {"id bigint primary key", "email varchar(255) not null unique",
        "created_at timestamp not null default current_timestamp"}},
      {"roles", {"id bigint primary key", "name varchar(50) not null unique"}},
      {"user_roles",
       {"user_id bigint not null references users (id)",
        "role_id bigint not null references roles (id)"}},
      {"sessions",
       {"id bigint primary key", "user_id bigint not null references users (id)",
        "token varchar(64) not null unique", "expires_at timestamp not null"}}}},
    {"shop",
     "customers, products, orders and their items",
     {{"customers",
       {"id bigint primary key", "name varchar(200) not null",
        "email varchar(255) not null unique"}},
      {"products",
       {"id bigint primary key", "sku varchar(40) not null unique", "name varchar(200) not null",
        "price numeric(12,2) not null"}},
      {"orders",
       {"id bigint primary key", "customer_id bigint not null references customers (id)",
        "placed_at timestamp not null default current_timestamp"}},
      {"order_items",
       {"id bigint primary key", "order_id bigint not null references orders (id)",
        "product_id bigint not null references products (id)", "quantity integer not null",
        "price numeric(12,2) not null"}}}},
    {"blog",
     "authors, posts, comments, tags",
     {{"authors", {"id bigint primary key", "name varchar(200) not null"}},
      {"posts",
       {"id bigint primary key", "author_id bigint not null references authors (id)",
        "title varchar(200) not null", "body text not null", "published_at timestamp"}},
      {"comments",
       {"id bigint primary key", "post_id bigint not null references posts (id)",
        "body text not null"}},
      {"tags", {"id bigint primary key", "name varchar(50) not null unique"}},
      {"post_tags",
       {"post_id bigint not null references posts (id)",
        "tag_id bigint not null references tags (id)"}}}},
};

static bool build_entity(struct app *app, const struct template_entity *from,
                         struct tn_error *error) {
    struct tn_entity *entity =
        tn_design_add(app->model, TN_entity, app->model->project, from->name);
    for (size_t i = 0; i < TN_LENGTH(from->lines) && from->lines[i]; i++)
        if (!tn_sql_add_attribute(app->model, entity, from->lines[i], error))
            return false;
    if (!tn_primary_key(entity)) /* a junction: its references together are its key */
        for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
            tn_design_toggle_primary(app->model, a);
    return true;
}

static void build(struct app *app, const struct template *from) {
    struct tn_error error = {0};
    bool built = true;
    if (!edit_begin(app, "begin with the template %s", from->name))
        return;
    for (size_t i = 0; i < TN_LENGTH(from->entities) && from->entities[i].name && built; i++)
        built = build_entity(app, &from->entities[i], &error);
    if (built) {
        edit_end(app, "began with the template %s", from->name);
        app_show(app, tn_next(app->model, TN_entity, NULL));
        return;
    }
    edit_cancel(app);
    app_report(app, &error);
}

/* ------------------------------------------------------------------ the screen */

static void draw_line(struct tn_cells *cells, int x, int *y, const char *key, const char *text) {
    draw_text(cells, x, *y, 8, key, TN_ROLE_KEY_HINT);
    draw_text(cells, x + 8, *y, cells->width - x - 9, text, TN_ROLE_TEXT);
    ++*y;
}

static void draw(struct app *app, void *state, struct tn_cells *cells, struct tn_rect area) {
    (void)state;
    int width = 62 < area.width - 4 ? 62 : area.width - 4;
    int x = area.x + (area.width - width) / 2, y = area.y + 2;
    draw_text(cells, x, y, width, "This project is empty.", TN_ROLE_TITLE);
    y += 2;
    draw_line(cells, x, &y, "a", "add the first entity: type its name, then its attributes");
    draw_line(cells, x, &y, "?", "the keys and commands; : types a command");
    draw_line(cells, x, &y, "q", "quit: every change is saved when it is made");
    y++;
    draw_text(cells, x, y++, width, "Or begin with a small design, and change it:", TN_ROLE_DIM);
    app_place_cursor(app, x, y);
    for (size_t i = 0; i < TN_LENGTH(templates); i++) {
        char key[2] = {(char)('1' + i), 0};
        struct tn_buffer text = {0};
        tn_put_format(&text, "%s: %s", templates[i].name, templates[i].help);
        draw_line(cells, x, &y, key, tn_buffer_text(&text));
        tn_buffer_free(&text);
    }
    y++;
    draw_text(cells, x, y, width, "To bring in a schema: tenon import PROJECT FILE.sql",
              TN_ROLE_DIM);
}

static bool key(struct app *app, void *state, const struct key *pressed) {
    (void)state;
    size_t number = strlen(pressed->name) == 1 ? (size_t)(pressed->name[0] - '1') : 99;
    if (number >= TN_LENGTH(templates))
        return false;
    build(app, &templates[number]);
    return true;
}

static void move(struct app *app, void *state, enum motion motion) {
    (void)app, (void)state, (void)motion;
}

const struct screen start_screen = {
    .name = "start",
    .title = "Start",
    .context = IN_START,
    .covers = true,
    .draw = draw,
    .key = key,
    .move = move,
};
