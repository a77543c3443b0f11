/*
 * One frame: the screens from below, and around them the line of the state, the message or what is
 * being typed, and the keys that matter now.
 */
#include "tui/app.h"
#include "tui/command.h"
#include "tui/draw.h"

#include <string.h>

enum { LEAST_WIDTH = 40, LEAST_HEIGHT = 10 };

void app_place_cursor(struct app *app, int x, int y) {
    app->cursor_x = x;
    app->cursor_y = y;
}

/* ------------------------------------------------------------------ the line of the state */

static const char *file_name(const struct app *app) {
    const char *path = app->store ? tn_store_path(app->store) : app->model->project->name;
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static int put_part(struct tn_cells *cells, int x, const char *text, struct tn_style style) {
    return *text ? tn_cells_put(cells, x, 0, text, style) + 2 : 0;
}

static void draw_state(struct app *app, struct tn_cells *cells) {
    struct tn_style style = draw_style(TN_ROLE_STATUS_BAR), loud = style;
    struct tn_buffer text = {0};
    loud.attributes = TN_BOLD;
    tn_cells_fill(cells, (struct tn_rect){0, 0, cells->width, 1}, TN_GLYPH_SPACE, style);
    int x = 1 + put_part(cells, 1, file_name(app), loud);
    if (edit_forbidden(app))
        x += put_part(cells, x, "[read-only]", loud);
    if (app->is_unsaved)
        x += put_part(cells, x, "[not saved]", loud);
    x += put_part(cells, x, tn_dialect_of(app->model)->title, style);
    tn_put_format(&text, "%zu %s", app->model->counts[TN_entity],
                  app->model->counts[TN_entity] == 1 ? "entity" : "entities");
    put_part(cells, x, tn_buffer_text(&text), style);
    tn_buffer_reset(&text);
    problems_summary(app, &text);
    int width = (int)tn_text_width(tn_buffer_text(&text));
    if (cells->width - width - 2 > x)
        tn_cells_put(cells, cells->width - width - 1, 0, tn_buffer_text(&text), style);
    tn_buffer_free(&text);
}

/* ------------------------------------------------------------------ the lines at the bottom */

static void draw_answer(struct app *app, struct tn_cells *cells, int y) {
    int x = 1;
    if (app->confirm.question) {
        x += tn_cells_put(cells, x, y, app->confirm.question, draw_style(TN_ROLE_WARNING));
        app_place_cursor(app, x + 1, y);
    } else if (app->prompt.active && app->prompt.label) {
        x += tn_cells_put(cells, x, y, app->prompt.label, draw_style(TN_ROLE_PROMPT));
        prompt_draw(app, cells, (struct tn_rect){x, y, cells->width - x - 1, 1});
    } else {
        draw_text(cells, x, y, cells->width - 2, tn_buffer_text(&app->message.text),
                  app->message.role);
    }
}

static void draw_message_over(struct app *app, struct tn_cells *cells, int y) {
    /* What a prompt has to complain about stands in the line of the keys. */
    draw_text(cells, 1, y, cells->width - 2, tn_buffer_text(&app->message.text), app->message.role);
}

struct hints {
    struct tn_cells *cells;
    int x, y, end;
};

static int hint_width(const char *key, const char *title) {
    return (int)(tn_text_width(key) + tn_text_width(title)) + 3;
}

static bool put_hint(struct hints *hints, const char *key, const char *title, bool possible) {
    if (hints->x + hint_width(key, title) > hints->end + 1)
        return false;
    hints->x += tn_cells_put(hints->cells, hints->x, hints->y, key,
                             draw_style(possible ? TN_ROLE_KEY_HINT : TN_ROLE_DIM));
    hints->x +=
        3 + tn_cells_put(hints->cells, hints->x + 1, hints->y, title, draw_style(TN_ROLE_DIM));
    return true;
}

static const char *hint_text(struct app *app, const struct command *command) {
    const char *entering = app_top(app).screen->entering;
    if (app_context(app) == IN_ENTITY && grid_attribute(app))
        entering = "edit";
    return *command->hint ? command->hint : entering ? entering : "open";
}

/* Those that stand at the right, or the others; only measured where hints is NULL. */
static int hints_of(struct app *app, struct hints *hints, bool at_the_right) {
    unsigned context = app_context(app);
    size_t count;
    int width = 0;
    bool fits = true;
    const struct command *all = command_table(&count);
    for (size_t i = 0; i < count && fits; i++) {
        bool is_right = (all[i].hinted & AT_THE_RIGHT) != 0;
        if (!(all[i].hinted & context) || is_right != at_the_right)
            continue;
        struct tn_buffer key = {0};
        command_first_key(&all[i], context, &key);
        const char *name = tn_buffer_text(&key), *text = hint_text(app, &all[i]);
        width += hint_width(name, text);
        if (hints)
            fits = put_hint(hints, name, text, !command_blocked(app, &all[i]));
        tn_buffer_free(&key);
    }
    return width;
}

static void draw_command_hints(struct app *app, struct hints *hints) {
    int right = hints_of(app, NULL, true);
    hints->end -= right;
    hints_of(app, hints, false);
    hints->x = hints->end + 1;
    hints->end += right + 1;
    hints_of(app, hints, true);
}

/* What Tab would put there: the words, the one that stands there now set off. */
static bool draw_candidates(struct app *app, struct tn_cells *cells, int y) {
    struct prompt *prompt = &app->prompt;
    if (!prompt->label || !prompt->actions->complete)
        return false;
    const char *about = prompt->actions->about ? prompt->actions->about(app) : NULL;
    prompt_candidates(app);
    int x = 1, count = (int)prompt->completion.words.count;
    if (count > 1 || (count == 1 && !about))
        about = NULL;
    if (about)
        draw_text(cells, x, y, cells->width - 2, about, TN_ROLE_DIM);
    int first = prompt->completed > 6 ? (int)prompt->completed - 6 : 0;
    for (int i = first; i < count && !about && x < cells->width - 2; i++) {
        bool here = prompt->completed == (size_t)i + 1;
        x += 2 + draw_text(cells, x, y, cells->width - x - 1, prompt->completion.words.items[i],
                           here ? TN_ROLE_KEY_HINT : TN_ROLE_DIM);
    }
    return about || count > 0;
}

static void draw_keys(struct app *app, struct tn_cells *cells, int y) {
    struct hints hints = {cells, 1, y, cells->width - 1};
    if (app->confirm.question) {
        put_hint(&hints, "y", "yes", true);
        put_hint(&hints, "any other key", "no", true);
    } else if (app->prompt.active && app->prompt.label && app->message.text.length) {
        draw_message_over(app, cells, y);
    } else if (app->prompt.active && draw_candidates(app, cells, y)) {
        return;
    } else if (app->prompt.active) {
        put_hint(&hints, "Enter", "done", true);
        put_hint(&hints, "Esc", "as it was", true);
        if (app->prompt.actions->complete)
            put_hint(&hints, "Tab", "complete", true);
        else if (app->prompt.actions->next)
            put_hint(&hints, "Tab", "next", true);
    } else {
        draw_command_hints(app, &hints);
    }
}

/* ------------------------------------------------------------------ the frame */

static void draw_layers(struct app *app, struct tn_cells *cells, struct tn_rect area) {
    size_t from = app->layers.count;
    while (from > 0 && !app->layers.items[from - 1].screen->covers)
        from--;
    if (from == 0) {
        struct layer base = {0};
        size_t count = app->layers.count;
        app->layers.count = 0;
        base = app_top(app);
        app->layers.count = count;
        base.screen->draw(app, base.state, cells, area);
    }
    for (size_t i = from ? from - 1 : 0; i < app->layers.count; i++)
        app->layers.items[i].screen->draw(app, app->layers.items[i].state, cells, area);
}

/* What was selected may be gone, by an undo for instance: its neighbour takes its place. */
static void keep_selection_alive(struct app *app) {
    if (app->selected && app->selected->alive)
        return;
    size_t count = app->outline.rows.count;
    struct tn_object *object = NULL;
    for (size_t i = app->list.at < count ? app->list.at : 0; i < count && !object; i++)
        object = app->outline.rows.items[i].title ? NULL : app->outline.rows.items[i].object;
    for (size_t i = count; i-- > 0 && !object;)
        object = app->outline.rows.items[i].title ? NULL : app->outline.rows.items[i].object;
    app->selected = object;
    size_t row = outline_find(&app->outline, object);
    if (object && row < count)
        app->list.at = row;
}

static void draw_too_small(struct app *app, struct tn_cells *cells) {
    tn_cells_put(cells, 0, 0, "too small", draw_style(TN_ROLE_WARNING));
    if (cells->height > 1)
        tn_cells_put(cells, 0, 1, "needs 40x10", draw_style(TN_ROLE_DIM));
    app_place_cursor(app, 0, 0);
}

/* A text that was cut may have its cursor behind the edge. */
static void keep_cursor_inside(struct app *app) {
    int right = app->width > 0 ? app->width - 1 : 0, bottom = app->height > 0 ? app->height - 1 : 0;
    app->cursor_x = app->cursor_x < 0 ? 0 : app->cursor_x > right ? right : app->cursor_x;
    app->cursor_y = app->cursor_y < 0 ? 0 : app->cursor_y > bottom ? bottom : app->cursor_y;
}

void app_draw(struct app *app, struct tn_cells *cells) {
    cells->ascii = app->ascii;
    app->width = cells->width;
    app->height = cells->height;
    tn_cells_clear(cells);
    tn_arena_free(&app->frame);
    outline_update(&app->outline, app->model);
    keep_selection_alive(app);
    grid_update(app);
    live_update(app);
    app_place_cursor(app, 0, cells->height - 1);
    if (cells->width < LEAST_WIDTH || cells->height < LEAST_HEIGHT) {
        draw_too_small(app, cells);
        return;
    }
    draw_layers(app, cells, (struct tn_rect){0, 1, cells->width, cells->height - 3});
    draw_state(app, cells);
    draw_answer(app, cells, cells->height - 2);
    draw_keys(app, cells, cells->height - 1);
    keep_cursor_inside(app);
}
