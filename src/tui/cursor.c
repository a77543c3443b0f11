/*
 * Moving through a list, and the window on it.
 */
#include "tui/cursor.h"

static size_t up(size_t at, size_t by) {
    return at > by ? at - by : 0;
}

static size_t down(size_t at, size_t by, size_t count) {
    return count == 0 ? 0 : at + by < count ? at + by : count - 1;
}

size_t cursor_target(const struct cursor *cursor, enum motion motion, size_t count) {
    size_t page = cursor->page > 1 ? cursor->page - 1 : 1;
    switch (motion) {
    case MOTION_UP:
        return up(cursor->at, 1);
    case MOTION_DOWN:
        return down(cursor->at, 1, count);
    case MOTION_PAGE_UP:
        return up(cursor->at, page);
    case MOTION_PAGE_DOWN:
        return down(cursor->at, page, count);
    case MOTION_HALF_UP:
        return up(cursor->at, page / 2 + 1);
    case MOTION_HALF_DOWN:
        return down(cursor->at, page / 2 + 1, count);
    case MOTION_FIRST:
        return 0;
    case MOTION_LAST:
        return down(0, count, count);
    case MOTION_LEFT:
    case MOTION_RIGHT:
        break;
    }
    return cursor->at;
}

void cursor_move(struct cursor *cursor, enum motion motion, size_t count) {
    cursor->at = cursor_target(cursor, motion, count);
}

void cursor_scroll(struct cursor *cursor, enum motion motion, size_t count) {
    struct cursor window = *cursor;
    window.at = cursor->top;
    size_t top = cursor_target(&window, motion, count), last = count - cursor->page;
    cursor->top = count <= cursor->page ? 0 : top < last ? top : last;
    cursor->at = cursor->top;
}

void cursor_show(struct cursor *cursor, size_t count, int rows) {
    size_t window = rows > 0 ? (size_t)rows : 1;
    cursor->page = window;
    if (cursor->at >= count)
        cursor->at = count ? count - 1 : 0;
    if (cursor->at < cursor->top)
        cursor->top = cursor->at;
    if (cursor->at >= cursor->top + window)
        cursor->top = cursor->at - window + 1;
    if (cursor->top + window > count)
        cursor->top = count > window ? count - window : 0;
}
