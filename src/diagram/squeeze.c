/*
 * Owns the tightening of a picture after its lines are routed: rows and columns that hold nothing
 * but lines running straight through are taken out, so that gaps are as wide as the lines need.
 */
#include "diagram/picture.h"

#include <stdlib.h>

enum { KEPT_ROWS = 1, KEPT_COLUMNS = 2 };

/* For each row or column: whether something stands in it. */
struct use {
    bool *rows, *columns;
};

static void use_range(bool *used, int from, int length, int limit) {
    for (int i = from < 0 ? 0 : from; i < from + length && i < limit; i++)
        used[i] = true;
}

/* A line keeps the columns of its marks, the rows of its level parts, the columns of its upright
 * parts. */
static void use_route(const struct tn_route *route, struct use *use) {
    for (size_t i = 0; i < route->count; i++) {
        struct tn_point at = route->cells[i];
        bool is_mark = i < 2 || i + 2 >= route->count;
        bool is_level = (i && route->cells[i - 1].x != at.x) ||
                        (i + 1 < route->count && route->cells[i + 1].x != at.x);
        bool is_upright = (i && route->cells[i - 1].y != at.y) ||
                          (i + 1 < route->count && route->cells[i + 1].y != at.y);
        use->rows[at.y] = use->rows[at.y] || is_mark || is_level;
        use->columns[at.x] = use->columns[at.x] || is_mark || is_upright;
    }
}

static struct use find_use(const struct tn_picture *picture) {
    struct use use = {tn_allocate((size_t)picture->height + 1),
                      tn_allocate((size_t)picture->width + 1)};
    for (size_t i = 0; i < picture->graph->node_count; i++) {
        const struct tn_picture_box *box = &picture->boxes[i];
        use_range(use.rows, box->y, box->height, picture->height);
        use_range(use.columns, box->x, box->width, picture->width);
    }
    for (size_t i = 0; i < picture->note_count; i++) {
        const struct tn_picture_note *note = &picture->notes[i];
        use_range(use.rows, note->y, 1, picture->height);
        use_range(use.columns, note->x, (int)tn_text_width(note->text), picture->width);
    }
    for (size_t i = 0; i < picture->graph->edge_count; i++)
        use_route(&picture->lines[i].route, &use);
    return use;
}

/* The new place of each old one, -1 for what goes; of a run of unused ones some stay, none at the
 * ends. */
static int *new_places(const bool *used, int count, int kept, int *new_count) {
    int *places = tn_allocate(((size_t)count + 1) * sizeof(int));
    int last = count - 1, next = 0, run = kept;
    while (last >= 0 && !used[last])
        last--;
    for (int i = 0; i < count; i++) {
        run = used[i] ? 0 : run + 1;
        places[i] = i <= last && run <= kept ? next++ : -1;
    }
    *new_count = next;
    return places;
}

static void move_route(struct tn_route *route, const int *columns, const int *rows) {
    size_t count = 0;
    for (size_t i = 0; i < route->count; i++) {
        struct tn_point at = {columns[route->cells[i].x], rows[route->cells[i].y]};
        if (at.x >= 0 && at.y >= 0)
            route->cells[count++] = at;
    }
    route->count = count;
    if (!count)
        return;
    route->from.at = route->cells[0];
    route->to.at = route->cells[count - 1];
}

void tn_picture_squeeze(struct tn_picture *picture) {
    struct use use = find_use(picture);
    int *rows = new_places(use.rows, picture->height, KEPT_ROWS, &picture->height);
    int *columns = new_places(use.columns, picture->width, KEPT_COLUMNS, &picture->width);
    for (size_t i = 0; i < picture->graph->node_count; i++) {
        picture->boxes[i].x = columns[picture->boxes[i].x];
        picture->boxes[i].y = rows[picture->boxes[i].y];
    }
    for (size_t i = 0; i < picture->note_count; i++) {
        picture->notes[i].x = columns[picture->notes[i].x];
        picture->notes[i].y = rows[picture->notes[i].y];
    }
    for (size_t i = 0; i < picture->graph->edge_count; i++)
        move_route(&picture->lines[i].route, columns, rows);
    free(use.rows);
    free(use.columns);
    free(rows);
    free(columns);
}
