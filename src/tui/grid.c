/*
 * The rows of the grid, the cursor among them, and what the cursor stands on. Drawing is in
 * grid_draw.c, editing in grid_edit.c.
 */
#include "tui/grid.h"

#include "tui/app.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ rows */

/* The sections below the attributes, in their order: lists of the entity. */
static const struct section {
    const char *label;
    enum tn_kind kind; /* TN_any: the relationships of others to this one */
} sections[] = {
    {"Keys", TN_key},         {"Refers to", TN_relationship}, {"Referred by", TN_any},
    {"Indexes", TN_index},    {"Checks", TN_check},           {"Exclusions", TN_exclusion},
    {"Triggers", TN_trigger}, {"Depends", TN_dependency},     {"Access", TN_access_pattern},
    {"Notes", TN_note},
};

static void add_row(struct grid *grid, struct grid_row row) {
    TN_PUSH(&grid->rows, row);
}

static void add_blank(struct grid *grid) {
    add_row(grid, (struct grid_row){.is_blank = true});
}

static void add_attributes(struct grid *grid) {
    const struct tn_attribute *after = grid->add_after;
    for (struct tn_attribute *a = grid->entity->attributes.first; a; a = a->next) {
        add_row(grid, (struct grid_row){.object = &a->object});
        if (a == after)
            add_row(grid, (struct grid_row){0});
    }
    if (!after)
        add_row(grid, (struct grid_row){0});
}

static void add_listed(struct grid *grid, const char *label, const struct tn_list *list) {
    for (struct tn_object *o = list->first; o; o = o->next)
        add_row(grid, (struct grid_row){.object = o, .label = o->prev ? NULL : label});
}

static void add_referring(struct grid *grid, const char *label, const struct outline *outline) {
    struct referring referring = outline_referring(outline, grid->entity);
    for (size_t i = 0; i < referring.count; i++)
        add_row(grid, (struct grid_row){.object = &referring.items[i]->object,
                                        .label = i ? NULL : label,
                                        .refers_here = true});
}

static void add_sections(struct grid *grid, const struct outline *outline) {
    add_blank(grid);
    for (size_t i = 0; i < TN_LENGTH(sections); i++)
        if (sections[i].kind == TN_any)
            add_referring(grid, sections[i].label, outline);
        else
            add_listed(grid, sections[i].label, tn_list_of(grid->entity, sections[i].kind));
}

static void drop_dead_marks(struct grid *grid, const struct tn_entity *entity) {
    size_t kept = 0;
    for (size_t i = 0; i < grid->marked.count; i++) {
        struct tn_attribute *a = grid->marked.items[i];
        if (a->alive && tn_entity_of(a) == entity)
            grid->marked.items[kept++] = a;
    }
    grid->marked.count = kept;
    struct tn_attribute *after = grid->add_after;
    if (after && (!after->alive || tn_entity_of(after) != entity))
        grid->add_after = NULL;
}

static bool is_skipped(const struct grid *grid, size_t row) {
    const struct grid_row *r = &grid->rows.items[row];
    return r->is_blank || (!r->object && grid->rows.count > 2 && grid->entity->attributes.first);
}

static void rebuild(struct app *app, const struct tn_entity *entity) {
    struct grid *grid = &app->grid;
    if (grid->entity != entity) {
        grid->cursor = (struct cursor){0};
        grid->column = COLUMN_NAME;
        grid->add_after = NULL;
    }
    grid->entity = entity;
    grid->revision = app->model->revision;
    grid->rows.count = 0;
    drop_dead_marks(grid, entity);
    if (!entity)
        return;
    add_attributes(grid);
    add_sections(grid, &app->outline);
}

void grid_update(struct app *app) {
    const struct tn_entity *entity = app_entity(app);
    struct grid *grid = &app->grid;
    if (grid->entity == entity && grid->revision == app->model->revision && grid->rows.count)
        return;
    struct tn_object *object = grid->entity == entity ? grid_object(app) : NULL;
    rebuild(app, entity);
    if (object && object->alive)
        grid_find(app, object);
    if (grid->cursor.at >= grid->rows.count)
        grid->cursor.at = grid->rows.count ? grid->rows.count - 1 : 0;
    while (grid->rows.count && grid->cursor.at > 0 && is_skipped(grid, grid->cursor.at) &&
           !grid->is_adding)
        grid->cursor.at--;
}

void grid_free(struct grid *grid) {
    free(grid->rows.items);
    free(grid->marked.items);
    *grid = (struct grid){0};
}

/* ------------------------------------------------------------------ the cursor */

struct tn_object *grid_object(struct app *app) {
    const struct grid *grid = &app->grid;
    return grid->cursor.at < grid->rows.count ? grid->rows.items[grid->cursor.at].object : NULL;
}

struct tn_attribute *grid_attribute(struct app *app) {
    struct tn_object *object = grid_object(app);
    return object && object->kind == TN_attribute ? (struct tn_attribute *)object : NULL;
}

bool grid_find(struct app *app, const void *object) {
    struct grid *grid = &app->grid;
    for (size_t i = 0; i < grid->rows.count; i++)
        if (grid->rows.items[i].object == object && object) {
            grid->cursor.at = i;
            return true;
        }
    return false;
}

static void move_column(struct grid *grid, int step) {
    int column = (int)grid->column + step;
    if (column >= COLUMN_NAME && column < COLUMN_COUNT)
        grid->column = (enum grid_column)column;
}

/* Past rows one cannot stand on; where there is none further, back to where it was. */
static void skip_rows(struct grid *grid, size_t from) {
    size_t at = grid->cursor.at;
    int step = at >= from ? 1 : -1;
    while (at < grid->rows.count && is_skipped(grid, at))
        at += (size_t)step;
    for (; at >= grid->rows.count || is_skipped(grid, at); at--)
        if (at == 0)
            break;
    grid->cursor.at = at < grid->rows.count ? at : from;
}

void grid_move(struct app *app, enum motion motion) {
    struct grid *grid = &app->grid;
    if (motion == MOTION_LEFT || motion == MOTION_RIGHT) {
        move_column(grid, motion == MOTION_LEFT ? -1 : 1);
        return;
    }
    size_t from = grid->cursor.at;
    cursor_move(&grid->cursor, motion, grid->rows.count);
    if (grid->rows.count)
        skip_rows(grid, from);
}

/* ------------------------------------------------------------------ marks */

bool grid_is_marked(const struct grid *grid, const struct tn_attribute *attribute) {
    for (size_t i = 0; i < grid->marked.count; i++)
        if (grid->marked.items[i] == attribute)
            return true;
    return false;
}

void grid_mark(struct app *app) {
    struct grid *grid = &app->grid;
    struct tn_attribute *attribute = grid_attribute(app);
    if (!attribute)
        return;
    for (size_t i = 0; i < grid->marked.count; i++)
        if (grid->marked.items[i] == attribute) {
            grid->marked.count--;
            memmove(&grid->marked.items[i], &grid->marked.items[i + 1],
                    (grid->marked.count - i) * sizeof(void *));
            return;
        }
    TN_PUSH(&grid->marked, attribute);
}

struct tn_refs grid_targets(struct app *app) {
    struct tn_refs refs = {0};
    for (size_t i = 0; i < app->grid.marked.count; i++)
        tn_refs_append(app->model, &refs, app->grid.marked.items[i]);
    if (refs.count == 0 && grid_attribute(app))
        tn_refs_append(app->model, &refs, grid_attribute(app));
    return refs;
}
