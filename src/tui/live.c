/*
 * When the live panes are stale, and what they hold.
 */
#include "tui/live.h"

#include "tenon/diagram.h"
#include "tui/app.h"

#include <stdlib.h>

void live_update(struct app *app) {
    struct around_view *around = &app->live.around;
    struct problems_view *problems = &app->live.problems;
    if (around->object != app->selected || around->revision != app->model->revision)
        around->is_stale = true;
    if (problems->revision != app->model->revision)
        problems->is_stale = true;
    if (problems->worker.is_running && problems->checked != app->model->revision)
        worker_stop(&problems->worker);
}

void live_free(struct live *live) {
    tn_buffer_free(&live->ddl.text);
    free(live->ddl.lines.items);
    tn_picture_free(live->around.picture);
    free(live->around.failure);
    worker_stop(&live->problems.worker);
    tn_findings_free(&live->problems.findings);
    *live = (struct live){0};
}
