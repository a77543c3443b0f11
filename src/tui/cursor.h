/*
 * cursor: a place in a list of rows, of which a window is shown.
 */
#ifndef TUI_CURSOR_H
#define TUI_CURSOR_H

#include "tenon/base.h"

enum motion {
    MOTION_UP,
    MOTION_DOWN,
    MOTION_LEFT,
    MOTION_RIGHT,
    MOTION_PAGE_UP,
    MOTION_PAGE_DOWN,
    MOTION_HALF_UP,
    MOTION_HALF_DOWN,
    MOTION_FIRST,
    MOTION_LAST
};

struct cursor {
    size_t at, top; /* rows; top is the first one shown */
    size_t page;    /* rows the window had when it was last shown */
};

/* Where a vertical motion leads among so many rows; the other motions stay. */
size_t cursor_target(const struct cursor *cursor, enum motion motion, size_t count);
void cursor_move(struct cursor *cursor, enum motion motion, size_t count);
/* The same for a text that is read, in which no row is chosen: the window itself moves. */
void cursor_scroll(struct cursor *cursor, enum motion motion, size_t count);
/* Keeps the cursor among the rows and inside a window of so many; call it before drawing. */
void cursor_show(struct cursor *cursor, size_t count, int rows);

#endif
