/*
 * The state of the designer: who gets a key, what is selected, what the user is told. Drawing the
 * frame around the screens is in frame.c, edits and their messages in groups.c.
 */
#include "tui/app.h"

#include "tui/command.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ messages */

static void say(struct app *app, enum tn_theme_role role, const char *format, va_list arguments) {
    struct tn_buffer text = {0}; /* the message that is there may be part of the new one */
    tn_put_vformat(&text, format, arguments);
    tn_buffer_free(&app->message.text);
    app->message.text = text;
    app->message.role = role;
}

void app_say(struct app *app, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    say(app, TN_ROLE_MESSAGE, format, arguments);
    va_end(arguments);
}

void app_warn(struct app *app, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    say(app, TN_ROLE_WARNING, format, arguments);
    va_end(arguments);
}

void app_report(struct app *app, struct tn_error *error) {
    app_warn(app, "%s", error->message ? error->message : "that did not work");
    tn_error_clear(error);
}

/* ------------------------------------------------------------------ layers */

static bool is_empty(const struct app *app) {
    const size_t *counts = app->model->counts;
    return counts[TN_entity] + counts[TN_type] + counts[TN_view] + counts[TN_routine] == 0;
}

struct layer app_top(const struct app *app) {
    if (app->layers.count)
        return app->layers.items[app->layers.count - 1];
    return (struct layer){screens[is_empty(app) ? SCREEN_START : SCREEN_MAIN], NULL};
}

void app_open(struct app *app, enum screen_id id, void *subject) {
    const struct screen *screen = screens[id];
    void *state = screen->open(app, subject);
    struct layer layer = {screen, state};
    if (state)
        TN_PUSH(&app->layers, layer);
}

void app_close(struct app *app) {
    if (app->layers.count == 0)
        return;
    struct layer layer = app->layers.items[--app->layers.count];
    prompt_close(app);
    layer.screen->close(app, layer.state);
}

unsigned app_context(const struct app *app) {
    const struct screen *screen = app_top(app).screen;
    return screen == &main_screen ? (unsigned)IN_LIST << app->panes.focus : screen->context;
}

void app_focus(struct app *app, enum pane pane) {
    app->panes.focus = pane;
}

struct tn_object *app_object(struct app *app) {
    struct layer top = app_top(app);
    struct tn_object *object = top.screen->object ? top.screen->object(app, top.state) : NULL;
    return object && object->alive ? object : NULL;
}

/* ------------------------------------------------------------------ selection */

struct tn_entity *app_entity(const struct app *app) {
    struct tn_object *selected = app->selected;
    return selected && selected->alive && selected->kind == TN_entity ? (struct tn_entity *)selected
                                                                      : NULL;
}

static void follow_in_list(struct app *app) {
    outline_update(&app->outline, app->model);
    size_t row = outline_find(&app->outline, app->selected);
    if (row < app->outline.rows.count)
        app->list.at = row;
}

void app_show(struct app *app, struct tn_object *object) {
    app->selected = object;
    follow_in_list(app);
}

void app_select(struct app *app, struct tn_object *object) {
    if (object == app->selected)
        return;
    if (app->selected && app->selected->alive)
        TN_PUSH(&app->visited, app->selected);
    app_show(app, object);
}

void app_reveal(struct app *app, struct tn_object *object) {
    struct tn_object *shown = object;
    for (; shown->parent && shown->parent->kind != TN_project && shown->kind != TN_entity;)
        if (shown->parent->kind == TN_namespace)
            break;
        else
            shown = shown->parent;
    if (object->kind == TN_project)
        return;
    app_select(app, shown);
    grid_update(app);
    for (struct tn_object *at = object; at && at != shown; at = at->parent)
        if (grid_find(app, at))
            break;
}

/* ------------------------------------------------------------------ keys */

static bool wheel_key(struct app *app, const struct key *key) {
    struct layer top = app_top(app);
    if (!key_in(key, "WheelUp WheelDown"))
        return false;
    if (top.screen == &main_screen) {
        enum pane pane = panes_at(&app->panes, key->x, key->y);
        if (pane != PANE_COUNT)
            app_focus(app, pane);
    }
    for (int i = 0; i < 3; i++)
        top.screen->move(app, top.state, key_is(key, "WheelUp") ? MOTION_UP : MOTION_DOWN);
    return true;
}

void app_key(struct app *app, const struct key *key) {
    struct layer top = app_top(app);
    outline_update(&app->outline, app->model);
    grid_update(app);
    tn_buffer_reset(&app->message.text);
    if (app->confirm.question)
        confirm_key(app, key);
    else if (app->prompt.active)
        prompt_key(app, key);
    else if (!wheel_key(app, key) && !(top.screen->key && top.screen->key(app, top.state, key)))
        command_key(app, key);
}

/* ------------------------------------------------------------------ start and stop */

static const char *const selection_setting = "designer.selection";

static void restore_selection(struct app *app) {
    const char *text = app->store ? tn_store_setting(app->store, selection_setting) : NULL;
    uint64_t id;
    struct tn_object *object = NULL;
    if (text && tn_id_parse(text, &id))
        object = tn_find_id(app->model, id);
    if (!object)
        object = tn_next(app->model, TN_entity, NULL);
    outline_update(&app->outline, app->model);
    app_show(app, object);
}

static void save_selection(struct app *app) {
    char id[17];
    if (!app->store || !app->selected || !app->selected->alive)
        return;
    tn_id_print(app->selected->id, id);
    tn_store_set_setting(app->store, selection_setting, id);
}

bool app_use_theme(struct app *app, const char *name, struct tn_error *error) {
    struct tn_theme theme;
    if (!tn_theme_load(name, &theme, error))
        return false;
    tn_theme_free(&app->theme);
    app->theme = theme;
    app->theme_changed = true;
    return true;
}

void app_start(struct app *app, struct tn_store *store, struct tn_model *model) {
    *app = (struct app){.store = store, .model = model};
    app->panes.focus = PANE_ENTITY;
    app->grid.column = COLUMN_NAME;
    app->live.problems.is_stale = true;
    app->is_unsaved = store && tn_store_unsaved(store);
    restore_selection(app);
    if (store && tn_store_read_only(store))
        app_warn(app, "read-only: %s", tn_store_read_only(store));
}

void app_stop(struct app *app) {
    while (app->layers.count)
        app_close(app);
    save_selection(app);
    prompt_close(app);
    confirm_close(app);
    for (size_t i = 0; i < app->history.count; i++)
        free(app->history.items[i]);
    free(app->history.items);
    free(app->layers.items);
    free(app->visited.items);
    tn_buffer_free(&app->message.text);
    tn_arena_free(&app->frame);
    outline_free(&app->outline);
    grid_free(&app->grid);
    live_free(&app->live);
    tn_theme_free(&app->theme);
}
