/*
 * screen: what can stand on the terminal: a table of functions each. Screens lie on a stack; the
 * top one gets the keys.
 */
#ifndef TUI_SCREEN_H
#define TUI_SCREEN_H

#include "base/cells.h"
#include "tui/cursor.h"
#include "tui/key.h"

struct app;

/* Where a command applies: bits. The panes of the main screen have one each. */
enum context {
    IN_START = 1,
    IN_LIST = 2,
    IN_ENTITY = 4,
    IN_DDL = 8,
    IN_AROUND = 16,
    IN_PROBLEMS = 32,
    IN_FORM = 64,
    IN_RELATE = 128,
    IN_SEARCH = 256,
    IN_HELP = 512,
    IN_PICKER = 1024,
    IN_PANES = IN_LIST | IN_ENTITY | IN_DDL | IN_AROUND | IN_PROBLEMS,
    IN_MAIN = IN_PANES | IN_START,
    IN_LISTS = IN_SEARCH | IN_PICKER, /* letters type there */
    IN_ALL = 2047
};

struct screen {
    const char *name, *title;
    unsigned context;     /* enum context */
    const char *entering; /* what Enter does here, for the line of keys */
    bool covers;          /* nothing below it is seen */
    /* The state it works on, from what it is about; NULL: it cannot open, and has said why. */
    void *(*open)(struct app *app, void *subject);
    void (*draw)(struct app *app, void *state, struct tn_cells *cells, struct tn_rect area);
    bool (*key)(struct app *app, void *state, const struct key *key); /* before the commands */
    void (*move)(struct app *app, void *state, enum motion motion);
    void (*enter)(struct app *app, void *state);
    /* The object the cursor is on, for commands that work on one; or NULL. */
    struct tn_object *(*object)(struct app *app, void *state);
    void (*close)(struct app *app, void *state);
};

enum screen_id {
    SCREEN_START,
    SCREEN_MAIN,
    SCREEN_FORM,
    SCREEN_RELATE,
    SCREEN_SEARCH,
    SCREEN_HELP,
    SCREEN_RULE,
    SCREEN_PICKER,
    SCREEN_COUNT
};

/* Each is defined in the file of its name. */
extern const struct screen start_screen, main_screen, form_screen, relate_screen, search_screen,
    help_screen, rule_screen, picker_screen;
extern const struct screen *const screens[SCREEN_COUNT];

#endif
