/*
 * The loop: draw, wait, hand on what came. One frame a turn, after everything that waits was read.
 */
#include "tenon/tui.h"

#include "tui/app.h"
#include "tui/command.h"
#include "tui/term.h"

static void serve_terminal(struct app *app) {
    if (app->theme_changed)
        term_use_theme(&app->theme);
    if (app->wants_suspend)
        term_suspend();
    if (app->wants_redraw)
        term_redraw();
    app->theme_changed = app->wants_suspend = app->wants_redraw = false;
}

static void show(struct app *app, struct tn_cells *cells) {
    int width, height;
    term_size(&width, &height);
    if (cells->width != width || cells->height != height)
        tn_cells_resize(cells, width, height);
    app_draw(app, cells);
    term_show(cells, app->cursor_x, app->cursor_y);
}

/* All keys that are there already; false when the terminal is gone or the user wants to leave. */
static bool take_keys(struct app *app, enum term_event event, struct key *key) {
    while (event == TERM_KEY && !app->quitting) {
        app_key(app, key);
        serve_terminal(app);
        event = term_wait(0, -1, key);
    }
    return event != TERM_CLOSED && !app->quitting;
}

/* What a child writes is taken piece by piece; only the whole is worth a frame. */
static enum term_event wait_for_something(struct app *app, struct key *key) {
    enum term_event event;
    do
        event = term_wait(app_idle_delay(app), app_worker(app), key);
    while (event == TERM_OTHER && !app_take(app));
    return event;
}

static void loop(struct app *app) {
    struct tn_cells cells = {0};
    struct key key;
    enum term_event event = TERM_KEY;
    for (bool open = true; open;) {
        show(app, &cells);
        term_mark(event == TERM_KEY ? "idle" : "pause");
        event = wait_for_something(app, &key);
        if (event == TERM_TIMEOUT)
            app_idle(app);
        open = take_keys(app, event, &key);
    }
    tn_cells_free(&cells);
}

bool tn_tui_run(struct tn_store *store, const struct tn_tui_options *options,
                struct tn_error *error) {
    struct app app;
    app_start(&app, store, tn_store_model(store));
    bool started = app_use_theme(&app, options->theme, error) && term_start(&app.theme, error);
    if (started) {
        app.ascii = options->ascii || term_is_ascii();
        app.theme_changed = false;
        loop(&app);
    }
    app_stop(&app); /* writes to the project: while signals are still only noted */
    term_stop();
    return started;
}
