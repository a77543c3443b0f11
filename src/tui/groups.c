/*
 * Groups of edits as the user sees them: whether they may begin, what was done, whether it is on
 * disk; and work that waits for a pause.
 */
#include "tui/app.h"

#include <stdlib.h>

/* ------------------------------------------------------------------ groups */

const char *edit_forbidden(const struct app *app) {
    return app->store ? tn_store_read_only(app->store) : NULL;
}

bool edit_begin(struct app *app, const char *format, ...) {
    if (edit_forbidden(app)) {
        app_warn(app, "read-only: %s", edit_forbidden(app));
        return false;
    }
    va_list arguments;
    va_start(arguments, format);
    struct tn_buffer name = {0};
    tn_put_vformat(&name, format, arguments);
    va_end(arguments);
    tn_group_begin(app->model, "%s", name.at);
    tn_buffer_free(&name);
    return true;
}

void edit_end(struct app *app, const char *format, ...) {
    struct tn_error error = {0};
    va_list arguments;
    va_start(arguments, format);
    struct tn_buffer done = {0};
    tn_put_vformat(&done, format, arguments);
    va_end(arguments);
    app->is_unsaved = !tn_group_end(app->model, &error);
    if (app->is_unsaved)
        app_warn(app, "%s, but it is not saved: %s", done.at,
                 error.message ? error.message : "the project cannot be written");
    else
        app_say(app, app->ascii ? "%s -- u undoes" : "%s — u undoes", done.at);
    tn_error_clear(&error);
    tn_buffer_free(&done);
}

void edit_cancel(struct app *app) {
    tn_group_cancel(app->model);
}

/* ------------------------------------------------------------------ pauses */

static bool picture_is_due(const struct app *app) {
    return app->live.around.is_stale && pane_is_shown(&app->panes, PANE_AROUND);
}

static bool check_is_due(const struct app *app) {
    return app->live.problems.is_stale && !app->live.problems.worker.is_running;
}

static bool save_is_due(const struct app *app) {
    return app->is_unsaved && app->store;
}

static void save_again(struct app *app) {
    struct tn_error error = {0};
    app->is_unsaved = !tn_store_save_pending(app->store, &error);
    if (app->is_unsaved)
        app_report(app, &error);
    else
        app_say(app, "everything is saved again");
}

/* Sooner first. Each keeps the keys waiting while it runs, so it runs only in a pause. */
static const struct job {
    int delay; /* milliseconds without a key */
    bool (*is_due)(const struct app *app);
    void (*run)(struct app *app);
} jobs[] = {
    {30, picture_is_due, around_run},
    {150, check_is_due, problems_run},
    {2000, save_is_due, save_again},
};

int app_idle_delay(const struct app *app) {
    for (size_t i = 0; i < TN_LENGTH(jobs); i++)
        if (jobs[i].is_due(app))
            return jobs[i].delay;
    return -1;
}

void app_idle(struct app *app) {
    for (size_t i = 0; i < TN_LENGTH(jobs); i++)
        if (jobs[i].is_due(app)) {
            jobs[i].run(app);
            return;
        }
}

int app_worker(const struct app *app) {
    const struct worker *worker = &app->live.problems.worker;
    return worker->is_running ? worker->output : -1;
}

bool app_take(struct app *app) {
    return problems_take(app);
}
