/*
 * panes: where the parts of the main screen stand. Neighbours share their border, so rectangles
 * overlap by one row or column.
 */
#ifndef TUI_PANES_H
#define TUI_PANES_H

#include "base/cells.h"

enum pane { PANE_LIST, PANE_ENTITY, PANE_DDL, PANE_AROUND, PANE_PROBLEMS, PANE_COUNT };

struct panes {
    enum pane focus;
    bool hidden[PANE_COUNT]; /* by the user; the pane with the focus is shown all the same */
    bool zoomed;             /* only the pane with the focus is shown */
    int problems;            /* how many rows they would fill */
    struct tn_rect rects[PANE_COUNT]; /* width 0: not on the screen */
};

/* Fills in the rectangles. What does not fit goes: first problems, then the right column, then the
 * list; a pane that has the focus and does not fit takes the whole area. */
void panes_arrange(struct panes *panes, struct tn_rect area);
bool pane_is_shown(const struct panes *panes, enum pane pane);
/* The next shown pane after the one with the focus, or before it. */
enum pane panes_next(const struct panes *panes, int step);
/* The shown pane at that place, or PANE_COUNT. */
enum pane panes_at(const struct panes *panes, int x, int y);

#endif
