/*
 * Typing into the grid: one cell, or the line that adds an attribute. Tab ends a cell and goes on
 * with the next one; the adding line stays open for the next attribute until it is left empty.
 */
#include "tui/app.h"
#include "tui/edits.h"

#include <string.h>

/* ------------------------------------------------------------------ cells */

static bool name_done(struct app *app, const char *text) {
    return edit_rename(app, (struct tn_object *)app->prompt.subject, text);
}

static bool type_done(struct app *app, const char *text) {
    return edit_type(app, (struct tn_attribute *)app->prompt.subject, text);
}

static bool default_done(struct app *app, const char *text) {
    return edit_text(app, (void *)app->prompt.subject, TN_attribute_default_value, text);
}

static bool comment_done(struct app *app, const char *text) {
    return edit_text(app, (void *)app->prompt.subject, TN_FIELD_COMMENT, text);
}

/* Names of types that stand in the model already: what one types next is mostly one of them. */
static void complete_type(struct app *app, const char *text, struct completion *completion) {
    struct tn_text_map seen = {0};
    completion->replaces = app->prompt.editor.cursor;
    TN_EACH_OF(app->model, type, named)
    if (tn_starts_with(named->name, text))
        TN_PUSH(&completion->words, named->name);
    TN_EACH_OF(app->model, attribute, a) {
        if (!*a->type || !tn_starts_with(a->type, text) || tn_text_map_get(&seen, a->type))
            continue;
        tn_text_map_put(&seen, a->type, a);
        TN_PUSH(&completion->words, a->type);
    }
    tn_text_map_free(&seen);
}

static void next_cell(struct app *app, int step);

static const struct cell_edit {
    enum grid_column column;
    struct prompt_actions actions;
} cell_edits[] = {
    {COLUMN_NAME, {.done = name_done, .next = next_cell}},
    {COLUMN_TYPE, {.done = type_done, .next = next_cell, .complete = complete_type}},
    {COLUMN_DEFAULT, {.done = default_done, .next = next_cell}},
    {COLUMN_NOTES, {.done = comment_done, .next = next_cell}},
};

static void initial_text(const struct tn_attribute *attribute, enum grid_column column,
                         struct tn_buffer *out) {
    if (column == COLUMN_NAME)
        tn_put(out, attribute->name);
    if (column == COLUMN_TYPE)
        grid_type_text(attribute, out);
    if (column == COLUMN_DEFAULT)
        tn_put(out, attribute->default_value);
    if (column == COLUMN_NOTES)
        tn_put(out, attribute->comment);
}

static const struct cell_edit *cell_edit_of(enum grid_column column) {
    for (size_t i = 0; i < TN_LENGTH(cell_edits); i++)
        if (cell_edits[i].column == column)
            return &cell_edits[i];
    return NULL;
}

void grid_edit_column(struct app *app, enum grid_column column) {
    struct tn_attribute *attribute = grid_attribute(app);
    const struct cell_edit *edit = cell_edit_of(column);
    const char *forbidden = edit_forbidden(app);
    if (!attribute || !edit)
        return;
    if (forbidden) {
        app_warn(app, "%s", forbidden);
        return;
    }
    struct tn_buffer text = {0};
    initial_text(attribute, column, &text);
    app->grid.column = column;
    prompt_edit(app, attribute, column, tn_buffer_text(&text), &edit->actions);
    tn_buffer_free(&text);
}

/* From the last cell of a row to the first one of the next. */
static void next_cell(struct app *app, int step) {
    struct grid *grid = &app->grid;
    grid_update(app);
    struct tn_attribute *attribute = grid_attribute(app);
    int column = (int)grid->column;
    do
        column += step;
    while (column >= COLUMN_NAME && column < COLUMN_COUNT &&
           !cell_edit_of((enum grid_column)column));
    if (column >= COLUMN_NAME && column < COLUMN_COUNT) {
        grid_edit_column(app, (enum grid_column)column);
        return;
    }
    struct tn_object *next = attribute ? (step > 0 ? attribute->next : attribute->prev) : NULL;
    if (next && grid_find(app, next))
        grid_edit_column(app, step > 0 ? COLUMN_NAME : COLUMN_NOTES);
}

void grid_edit_cell(struct app *app) {
    if (!grid_attribute(app))
        grid_add(app);
    else if (app->grid.column == COLUMN_NULL)
        edit_toggle_null(app, grid_targets(app));
    else
        grid_edit_column(app, app->grid.column);
}

/* ------------------------------------------------------------------ adding */

static void open_adding(struct app *app);

static bool add_done(struct app *app, const char *text) {
    struct tn_attribute *made = NULL;
    if (!*text) {
        struct tn_entity *entity = app_entity(app);
        grid_find(app, app->grid.add_after ? (void *)app->grid.add_after
                                           : (void *)entity->attributes.last);
        return true;
    }
    if (!edit_add_attribute(app, app_entity(app), text, app->grid.add_after, &made))
        return false;
    app->grid.add_after = app->grid.add_after ? made : NULL;
    return true;
}

/* After Enter with something in it: the next one. */
static void add_next(struct app *app, int step) {
    if (step > 0)
        open_adding(app);
}

static const struct prompt_actions adding = {
    .done = add_done, .next = add_next, .complete = NULL, .repeats = true};

static void open_adding(struct app *app) {
    struct grid *grid = &app->grid;
    grid->revision = 0;
    grid->is_adding = true;
    grid_update(app);
    for (size_t i = 0; i < grid->rows.count; i++)
        if (!grid->rows.items[i].object && !grid->rows.items[i].is_blank)
            grid->cursor.at = i;
    grid->is_adding = false;
    prompt_edit(app, (void *)grid->entity, COLUMN_NAME, "", &adding);
}

void grid_add(struct app *app) {
    const char *forbidden = edit_forbidden(app);
    struct tn_attribute *attribute = grid_attribute(app);
    if (!app_entity(app) || forbidden) {
        app_warn(app, "%s", forbidden ? forbidden : "there is no entity to add to: a adds one");
        return;
    }
    app->grid.add_after = attribute && attribute->next ? attribute : NULL;
    open_adding(app);
}
