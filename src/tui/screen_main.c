/*
 * The main screen: the list, what is selected in it, and the live panes around.
 */
#include "tui/app.h"
#include "tui/command.h"
#include "tui/draw.h"
#include "tui/form.h"
#include "tui/label.h"

#include <string.h>

/* ------------------------------------------------------------------ the list */

static void draw_heading(struct app *app, struct tn_cells *cells, struct tn_rect row,
                         const struct outline_row *heading) {
    struct tn_buffer count = {0};
    enum tn_glyph sign = heading->is_closed ? TN_GLYPH_CLOSED : TN_GLYPH_OPEN;
    tn_cells_put_glyph(cells, row.x + 1, row.y, sign, draw_style(TN_ROLE_DIM));
    tn_put_format(&count, "%zu", heading->count);
    draw_text(cells, row.x + 3, row.y, row.width - 9, heading->title, TN_ROLE_TITLE);
    draw_text_right(cells, row.x, row.y, row.width - 1, tn_buffer_text(&count), TN_ROLE_DIM);
    tn_buffer_free(&count);
    (void)app;
}

static void draw_entry(struct tn_cells *cells, struct tn_rect row, const struct outline_row *entry,
                       bool selected) {
    struct tn_buffer text = {0};
    int x = row.x + 1 + 2 * entry->depth;
    label_of(entry->object, &text);
    draw_text(cells, x, row.y, row.x + row.width - x - 5, tn_buffer_text(&text),
              selected ? TN_ROLE_TITLE : TN_ROLE_TEXT);
    tn_buffer_reset(&text);
    if (entry->object->kind == TN_entity)
        tn_put_format(&text, "%zu", entry->count);
    draw_text_right(cells, row.x, row.y, row.width - 1, tn_buffer_text(&text), TN_ROLE_DIM);
    tn_buffer_free(&text);
}

static void draw_list(struct app *app, struct tn_cells *cells, struct tn_rect rect, bool focused) {
    struct tn_rect inside = draw_panel(cells, rect, "Entities", focused);
    struct cursor *cursor = &app->list;
    cursor_show(cursor, app->outline.rows.count, inside.height);
    for (int i = 0; i < inside.height; i++) {
        size_t index = cursor->top + (size_t)i;
        if (index >= app->outline.rows.count)
            break;
        struct tn_rect row = {inside.x, inside.y + i, inside.width, 1};
        const struct outline_row *entry = &app->outline.rows.items[index];
        if (entry->title)
            draw_heading(app, cells, row, entry);
        else
            draw_entry(cells, row, entry, entry->object == app->selected);
        if (index != cursor->at)
            continue;
        draw_cursor_row(cells, row, focused);
        if (focused)
            app_place_cursor(app, row.x + 1 + 2 * entry->depth, row.y);
    }
    draw_scroll(cells, rect, cursor, app->outline.rows.count, focused);
}

/* The middle pane follows the cursor of the list. */
static void move_in_list(struct app *app, enum motion motion) {
    if (motion == MOTION_RIGHT) {
        app_focus(app, PANE_ENTITY);
        return;
    }
    cursor_move(&app->list, motion, app->outline.rows.count);
    if (app->list.at >= app->outline.rows.count)
        return;
    const struct outline_row *row = &app->outline.rows.items[app->list.at];
    if (row->object && !row->title)
        app->selected = row->object;
}

static void enter_list(struct app *app) {
    const struct outline_row *row =
        app->list.at < app->outline.rows.count ? &app->outline.rows.items[app->list.at] : NULL;
    if (row && row->title)
        outline_fold(&app->outline, app->list.at);
    else if (row && row->object->kind == TN_entity)
        app_focus(app, PANE_ENTITY);
    else if (row)
        app_open(app, SCREEN_FORM, row->object);
}

/* ------------------------------------------------------------------ the middle */

static void draw_other(struct app *app, struct tn_cells *cells, struct tn_rect rect, bool focused) {
    struct tn_buffer title = {0};
    if (app->selected)
        tn_describe(app->selected, &title);
    struct tn_rect inside = draw_panel(cells, rect, tn_buffer_text(&title), focused);
    if (app->selected)
        form_draw_fields(app, app->selected, cells, inside);
    if (focused)
        app_place_cursor(app, inside.x, inside.y);
    tn_buffer_free(&title);
}

static void draw_middle(struct app *app, struct tn_cells *cells, struct tn_rect rect,
                        bool focused) {
    if (app->grid.entity)
        grid_draw(app, cells, rect, focused);
    else
        draw_other(app, cells, rect, focused);
}

static void move_in_middle(struct app *app, enum motion motion) {
    if (motion == MOTION_LEFT && app->grid.column == COLUMN_NAME &&
        pane_is_shown(&app->panes, PANE_LIST))
        app_focus(app, PANE_LIST);
    else if (app->grid.entity)
        grid_move(app, motion);
}

static void enter_middle(struct app *app) {
    struct tn_object *object = grid_object(app);
    if (!app->grid.entity && app->selected)
        app_open(app, SCREEN_FORM, app->selected);
    else if (object && object->kind != TN_attribute)
        app_open(app, SCREEN_FORM, object);
    else if (app->grid.entity)
        grid_edit_cell(app);
}

/* ------------------------------------------------------------------ the panes */

static void enter_ddl(struct app *app) {
    app_focus(app, PANE_ENTITY);
}

static void enter_around(struct app *app) {
    app_focus(app, PANE_ENTITY);
}

static void enter_problems(struct app *app) {
    const struct tn_finding *finding = problems_finding(app);
    struct tn_object *object = finding ? tn_find_id(app->model, finding->object) : NULL;
    if (!object)
        return;
    app_reveal(app, object);
    app_focus(app, PANE_ENTITY);
}

static const struct pane_functions {
    void (*draw)(struct app *app, struct tn_cells *cells, struct tn_rect rect, bool focused);
    void (*move)(struct app *app, enum motion motion);
    void (*enter)(struct app *app);
} pane_functions[PANE_COUNT] = {
    [PANE_LIST] = {draw_list, move_in_list, enter_list},
    [PANE_ENTITY] = {draw_middle, move_in_middle, enter_middle},
    [PANE_DDL] = {ddl_draw, ddl_move, enter_ddl},
    [PANE_AROUND] = {around_draw, around_move, enter_around},
    [PANE_PROBLEMS] = {problems_draw, problems_move, enter_problems},
};

/* The pane with the keys comes last, so that its border is whole. */
static void draw(struct app *app, void *state, struct tn_cells *cells, struct tn_rect area) {
    (void)state;
    struct panes *panes = &app->panes;
    size_t problems = app->live.problems.findings.count;
    panes->problems = problems < 100 ? (int)problems : 100;
    panes_arrange(panes, area);
    for (int i = 0; i < PANE_COUNT; i++)
        if ((enum pane)i != panes->focus && pane_is_shown(panes, (enum pane)i))
            pane_functions[i].draw(app, cells, panes->rects[i], false);
    pane_functions[panes->focus].draw(app, cells, panes->rects[panes->focus], true);
}

static void move(struct app *app, void *state, enum motion motion) {
    (void)state;
    pane_functions[app->panes.focus].move(app, motion);
}

static void enter(struct app *app, void *state) {
    (void)state;
    pane_functions[app->panes.focus].enter(app);
}

static void click(struct app *app, const struct key *key) {
    enum pane pane = panes_at(&app->panes, key->x, key->y);
    if (pane == PANE_COUNT)
        return;
    app_focus(app, pane);
    struct tn_rect rect = app->panes.rects[pane];
    size_t row = app->list.top + (size_t)(key->y - rect.y - 1);
    if (pane == PANE_ENTITY)
        grid_click(app, rect, key->x, key->y);
    else if (pane == PANE_LIST && row < app->outline.rows.count) {
        app->list.at = row;
        move_in_list(app, MOTION_LEFT);
    }
}

static bool key(struct app *app, void *state, const struct key *pressed) {
    (void)state;
    if (!key_is(pressed, "Click"))
        return false;
    click(app, pressed);
    return true;
}

static struct tn_object *object(struct app *app, void *state) {
    (void)state;
    const struct tn_finding *finding;
    switch (app->panes.focus) {
    case PANE_ENTITY:
        return app->grid.entity && grid_object(app) ? grid_object(app) : app->selected;
    case PANE_PROBLEMS:
        finding = problems_finding(app);
        return finding ? tn_find_id(app->model, finding->object) : NULL;
    case PANE_LIST:
        return app->list.at < app->outline.rows.count ? app->outline.rows.items[app->list.at].object
                                                      : NULL;
    case PANE_DDL:
    case PANE_AROUND:
    case PANE_COUNT:
        break;
    }
    return app->selected;
}

const struct screen main_screen = {
    .name = "main",
    .title = "Entities",
    .context = IN_PANES,
    .covers = true,
    .draw = draw,
    .key = key,
    .move = move,
    .enter = enter,
    .object = object,
};
