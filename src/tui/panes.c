/*
 * Arranging the panes in the room there is: the list at the left, the entity beside it, DDL and
 * picture at the right, problems below.
 */
#include "tui/panes.h"

#include <string.h>

enum {
    LIST_WIDTH = 24,
    LIST_WIDEST = 34,
    ENTITY_WIDTH = 62, /* beside which the side column may stand */
    LEAST_ENTITY_WIDTH = 50,
    SIDE_WIDTH = 34,
    SIDE_WIDEST = 76,
    PROBLEMS_HEIGHT = 6,
    PROBLEMS_HIGHEST = 10,
    ENTITY_HEIGHT = 18,
};

static int smaller(int a, int b) {
    return a < b ? a : b;
}

static bool wanted(const struct panes *panes, enum pane pane) {
    return !panes->hidden[pane] || panes->focus == pane;
}

/* Cuts a piece from the area's edge, which then shares its border with the rest. */
static struct tn_rect cut_left(struct tn_rect *area, int width) {
    struct tn_rect piece = {area->x, area->y, width, area->height};
    area->x += width - 1;
    area->width -= width - 1;
    return piece;
}

static struct tn_rect cut_right(struct tn_rect *area, int width) {
    struct tn_rect piece = {area->x + area->width - width, area->y, width, area->height};
    area->width -= width - 1;
    return piece;
}

static struct tn_rect cut_bottom(struct tn_rect *area, int height) {
    struct tn_rect piece = {area->x, area->y + area->height - height, area->width, height};
    area->height -= height - 1;
    return piece;
}

/* As high as there are problems, within limits: none take one line. */
static void arrange_problems(struct panes *panes, struct tn_rect *area) {
    int highest = smaller(area->height / 5, PROBLEMS_HIGHEST);
    int height = smaller((panes->problems ? panes->problems : 1) + 2,
                         highest < PROBLEMS_HEIGHT ? PROBLEMS_HEIGHT : highest);
    if (wanted(panes, PANE_PROBLEMS) && area->height - PROBLEMS_HEIGHT >= ENTITY_HEIGHT)
        panes->rects[PANE_PROBLEMS] = cut_bottom(area, height);
}

/* DDL and picture stand above each other, or one of them has the column to itself. */
static void arrange_side(struct panes *panes, struct tn_rect *area) {
    int spare = area->width - LIST_WIDTH - ENTITY_WIDTH;
    int width = smaller(area->width * 2 / 5, SIDE_WIDEST);
    bool ddl = wanted(panes, PANE_DDL), around = wanted(panes, PANE_AROUND);
    if (spare < SIDE_WIDTH || (!ddl && !around))
        return;
    struct tn_rect side = cut_right(area, smaller(width, spare));
    if (ddl && around)
        panes->rects[PANE_AROUND] = cut_bottom(&side, side.height / 2);
    else if (around)
        panes->rects[PANE_AROUND] = side;
    if (ddl)
        panes->rects[PANE_DDL] = side;
}

static void arrange_list(struct panes *panes, struct tn_rect *area) {
    if (!wanted(panes, PANE_LIST) || area->width < LIST_WIDTH + LEAST_ENTITY_WIDTH)
        return;
    int width = area->width / 4;
    width = width < LIST_WIDTH ? LIST_WIDTH : smaller(width, LIST_WIDEST);
    panes->rects[PANE_LIST] = cut_left(area, width);
}

void panes_arrange(struct panes *panes, struct tn_rect area) {
    memset(panes->rects, 0, sizeof panes->rects);
    struct tn_rect whole = area;
    if (!panes->zoomed) {
        arrange_problems(panes, &area);
        arrange_side(panes, &area);
        arrange_list(panes, &area);
        panes->rects[PANE_ENTITY] = area;
    }
    if (!pane_is_shown(panes, panes->focus)) {
        memset(panes->rects, 0, sizeof panes->rects);
        panes->rects[panes->focus] = whole;
    }
}

bool pane_is_shown(const struct panes *panes, enum pane pane) {
    return panes->rects[pane].width > 0;
}

enum pane panes_next(const struct panes *panes, int step) {
    int pane = (int)panes->focus;
    for (int i = 0; i < PANE_COUNT; i++) {
        pane = (pane + step + PANE_COUNT) % PANE_COUNT;
        if (pane_is_shown(panes, (enum pane)pane))
            break;
    }
    return (enum pane)pane;
}

enum pane panes_at(const struct panes *panes, int x, int y) {
    for (int i = 0; i < PANE_COUNT; i++) {
        struct tn_rect r = panes->rects[i];
        if (x > r.x && x < r.x + r.width - 1 && y > r.y && y < r.y + r.height - 1)
            return (enum pane)i;
    }
    return PANE_COUNT;
}
