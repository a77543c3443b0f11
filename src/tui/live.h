/*
 * live: what is worked out from the model while one designs: DDL and picture of the selected
 * entity, problems of the whole model. Each is kept until the model or the selection changes, and
 * the slow ones are made when the user pauses.
 */
#ifndef TUI_LIVE_H
#define TUI_LIVE_H

#include "base/cells.h"
#include "tenon/lint.h"
#include "tenon/sql.h"
#include "tui/cursor.h"
#include "tui/worker.h"

struct app;

struct ddl_view {
    const void *object;
    uint64_t revision;
    const struct tn_dialect *dialect; /* NULL: the model's own */
    const struct tn_dialect *written; /* of the text */
    struct tn_buffer text;
    TN_VECTOR(size_t) lines; /* where each begins */
    struct cursor cursor;
    int left; /* columns scrolled out */
};

struct around_view {
    const void *object;
    uint64_t revision;
    int width; /* of the pane it was made for */
    bool is_stale;
    struct tn_picture *picture;
    char *failure;
    int x, y; /* scrolled by */
    struct cursor cursor;
};

struct problems_view {
    uint64_t revision;
    bool is_stale;
    struct tn_findings findings;
    size_t counts[3]; /* by severity */
    struct worker worker;
    uint64_t checked; /* the revision being checked */
    struct cursor cursor;
};

struct live {
    struct ddl_view ddl;
    struct around_view around;
    struct problems_view problems;
};

void live_free(struct live *live);
/* Notes what has become stale. */
void live_update(struct app *app);

void ddl_draw(struct app *app, struct tn_cells *cells, struct tn_rect rect, bool focused);
void around_draw(struct app *app, struct tn_cells *cells, struct tn_rect rect, bool focused);
void problems_draw(struct app *app, struct tn_cells *cells, struct tn_rect rect, bool focused);
void around_move(struct app *app, enum motion motion);
void ddl_move(struct app *app, enum motion motion);
void problems_move(struct app *app, enum motion motion);

void around_run(struct app *app);   /* lays the picture out */
void problems_run(struct app *app); /* checks the model, or has it checked */
/* What a check in a child has found: true when it is there. */
bool problems_take(struct app *app);
/* The finding of the cursor, or NULL. */
const struct tn_finding *problems_finding(struct app *app);
/* "▲2 ●1", or that checking is under way. */
void problems_summary(const struct app *app, struct tn_buffer *out);

#endif
