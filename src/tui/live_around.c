/*
 * The picture of what lies around the selected entity. Laying it out takes milliseconds, so it is
 * made in a pause; until then the last one is shown when it is of the same entity.
 */
#include "tui/live.h"

#include "diagram/picture.h"
#include "tenon/diagram.h"
#include "tui/app.h"
#include "tui/draw.h"

#include <stdlib.h>

/* With its keys where the pane is wide enough, else with names only. */
static struct tn_picture *make_picture(struct app *app, int width, struct tn_error *error) {
    static const enum tn_detail details[] = {TN_DETAIL_KEYS, TN_DETAIL_NAMES};
    struct tn_diagram_options options = {.focus = app_entity(app), .depth = 1, .title = ""};
    struct tn_picture *picture = NULL;
    for (size_t i = 0; options.focus && i < TN_LENGTH(details); i++) {
        options.detail = details[i];
        tn_picture_free(picture);
        picture = tn_picture_new(app->model, &options, error);
        if (!picture || picture->width <= width)
            break;
    }
    return picture;
}

void around_run(struct app *app) {
    struct around_view *around = &app->live.around;
    struct tn_error error = {0};
    tn_picture_free(around->picture);
    free(around->failure);
    around->picture = make_picture(app, around->width, &error);
    around->failure = error.message ? tn_duplicate(error.message) : NULL;
    tn_error_clear(&error);
    if (around->object != app->selected)
        around->x = around->y = 0;
    around->object = app->selected;
    around->revision = app->model->revision;
    around->is_stale = false;
}

/* What fits stands in the middle; of what does not, the entity's own box does. */
static int scroll_for(int room, int size, int box_from, int box_size) {
    if (size <= room)
        return -(room - size) / 2;
    int scroll = box_from + box_size / 2 - room / 2;
    return scroll < 0 ? 0 : scroll > size - room ? size - room : scroll;
}

static void draw_picture(struct app *app, struct tn_cells *cells, struct tn_rect inside) {
    const struct around_view *around = &app->live.around;
    const struct tn_picture *picture = around->picture;
    struct tn_picture_view view = {.rect = inside, .focus = app->selected->id};
    size_t index = tn_picture_find(picture, app->selected->id);
    struct tn_picture_box box = {0};
    if (index != TN_NO_NODE)
        box = picture->boxes[index];
    view.scroll_x = around->x + scroll_for(inside.width, picture->width, box.x, box.width);
    view.scroll_y = around->y + scroll_for(inside.height, picture->height, box.y, box.height);
    tn_picture_draw(picture, cells, &view);
}

void around_draw(struct app *app, struct tn_cells *cells, struct tn_rect rect, bool focused) {
    struct around_view *around = &app->live.around;
    struct tn_rect inside = draw_panel(cells, rect, "Around", focused);
    bool is_same = around->object == app->selected;
    around->is_stale |= around->width != inside.width;
    around->width = inside.width;
    struct tn_rect before = tn_cells_clip(cells, inside);
    if (around->failure && is_same)
        draw_text(cells, inside.x + 1, inside.y, inside.width - 2, around->failure,
                  TN_ROLE_WARNING);
    else if (around->picture && is_same)
        draw_picture(app, cells, inside);
    cells->clip = before;
    if (focused)
        app_place_cursor(app, inside.x, inside.y);
}

void around_move(struct app *app, enum motion motion) {
    struct around_view *around = &app->live.around;
    int page = around->cursor.page ? (int)around->cursor.page : 10;
    static const struct {
        enum motion motion;
        int x, y, pages;
    } steps[] = {
        {MOTION_UP, 0, -1, 0},      {MOTION_DOWN, 0, 1, 0},      {MOTION_LEFT, -4, 0, 0},
        {MOTION_RIGHT, 4, 0, 0},    {MOTION_PAGE_UP, 0, 0, -1},  {MOTION_PAGE_DOWN, 0, 0, 1},
        {MOTION_HALF_UP, 0, -5, 0}, {MOTION_HALF_DOWN, 0, 5, 0},
    };
    for (size_t i = 0; i < TN_LENGTH(steps); i++)
        if (steps[i].motion == motion) {
            around->x += steps[i].x;
            around->y += steps[i].y + steps[i].pages * page;
        }
    if (motion == MOTION_FIRST)
        around->x = around->y = 0;
}
