/*
 * app: the designer without its terminal: keys in, cells out. Tests drive it directly.
 *
 * Invariant: every edit of the model happens between edit_begin and edit_end; drawing changes
 * nothing but scroll positions and caches, which are compared with model->revision.
 */
#ifndef TUI_APP_H
#define TUI_APP_H

#include "tenon/edit.h"
#include "tenon/store.h"
#include "tui/grid.h"
#include "tui/live.h"
#include "tui/outline.h"
#include "tui/panes.h"
#include "tui/prompt.h"
#include "tui/screen.h"

struct layer {
    const struct screen *screen;
    void *state;
};

struct message {
    struct tn_buffer text;
    enum tn_theme_role role;
};

struct app {
    struct tn_store *store; /* NULL: edits last as long as the model */
    struct tn_model *model;
    struct tn_theme theme;
    bool theme_changed; /* the terminal must be told */
    bool ascii, quitting;
    bool wants_redraw, wants_suspend; /* of the terminal */
    int width, height;                /* of the last frame */
    struct tn_arena frame;            /* texts of the frame being drawn */
    int cursor_x, cursor_y;           /* where the focus is: the terminal's cursor goes there */

    TN_VECTOR(struct layer) layers; /* above the main or the start screen */
    struct panes panes;
    struct outline outline; /* the rows of the list */
    struct cursor list;
    struct tn_object *selected;            /* what the middle pane shows; dead or NULL: nothing */
    TN_VECTOR(struct tn_object *) visited; /* to go back to */
    struct grid grid;
    struct live live;
    struct prompt prompt;
    struct confirm confirm;
    struct message message;
    TN_VECTOR(char *) history; /* of the command line */
    bool is_unsaved;           /* the last save failed */
};

/* The store, or where it is NULL the model, stays the caller's. */
void app_start(struct app *app, struct tn_store *store, struct tn_model *model);
void app_stop(struct app *app);
bool app_use_theme(struct app *app, const char *name, struct tn_error *error);

void app_key(struct app *app, const struct key *key);
void app_draw(struct app *app, struct tn_cells *cells);
/* Work that waits until the user does: milliseconds until some is due, -1: none; and doing it. */
int app_idle_delay(const struct app *app);
void app_idle(struct app *app);
/* The file descriptor a child writes to, -1: none; and taking what it wrote, true when something
 * is new. */
int app_worker(const struct app *app);
bool app_take(struct app *app);

/* One line for the user. A message stays until the next key. */
void app_say(struct app *app, const char *format, ...) TN_PRINTF(2, 3);
void app_warn(struct app *app, const char *format, ...) TN_PRINTF(2, 3);
/* The error's message as a warning; clears the error. */
void app_report(struct app *app, struct tn_error *error);

/* Screens. */
void app_open(struct app *app, enum screen_id id, void *subject);
void app_close(struct app *app); /* the top one */
struct layer app_top(const struct app *app);
unsigned app_context(const struct app *app);
void app_focus(struct app *app, enum pane pane);
/* The object that commands work on: where the cursor is; NULL where it is on none. */
struct tn_object *app_object(struct app *app);

/* What the middle pane shows. app_select also remembers where it came from. */
void app_show(struct app *app, struct tn_object *object);
void app_select(struct app *app, struct tn_object *object);
/* The same, with the cursor on the object inside its entity. */
void app_reveal(struct app *app, struct tn_object *object);
struct tn_entity *app_entity(const struct app *app); /* the selected one, or NULL */

/* Edits. edit_begin is false, with a message, where the project may not be changed. */
const char *edit_forbidden(const struct app *app); /* why, or NULL */
bool edit_begin(struct app *app, const char *format, ...) TN_PRINTF(2, 3);
/* Ends the group and says what was done, with its undo. */
void edit_end(struct app *app, const char *format, ...) TN_PRINTF(2, 3);
void edit_cancel(struct app *app);

/* Puts the terminal's cursor: the last one to say so in a frame wins. */
void app_place_cursor(struct app *app, int x, int y);

#endif
