/*
 * grid: the middle pane: an entity as a table of its attributes, and below it, in sections, its
 * keys, relationships, indexes and the rest.
 */
#ifndef TUI_GRID_H
#define TUI_GRID_H

#include "base/cells.h"
#include "tenon/model.h"
#include "tui/cursor.h"

struct app;

enum grid_column {
    COLUMN_MARK,
    COLUMN_NAME,
    COLUMN_TYPE,
    COLUMN_NULL,
    COLUMN_DEFAULT,
    COLUMN_NOTES,
    COLUMN_COUNT
};

struct grid_row {
    struct tn_object *object; /* NULL: the row where one adds, or an empty one */
    const char *label;        /* of a section's first row */
    bool is_blank;
    bool refers_here; /* a relationship of another entity */
};

struct grid {
    const struct tn_entity *entity;
    uint64_t revision;
    TN_VECTOR(struct grid_row) rows;
    struct cursor cursor;
    enum grid_column column;
    struct tn_attribute *add_after; /* where the row for adding stands; NULL: at the end */
    bool is_adding;
    TN_VECTOR(struct tn_attribute *) marked; /* for commands on several */
};

void grid_free(struct grid *grid);
/* The rows of the selected entity, made anew when it or the model has changed. */
void grid_update(struct app *app);
void grid_draw(struct app *app, struct tn_cells *cells, struct tn_rect rect, bool focused);
void grid_move(struct app *app, enum motion motion);
struct tn_object *grid_object(struct app *app);
struct tn_attribute *grid_attribute(struct app *app); /* the cursor's, or NULL */
bool grid_find(struct app *app, const void *object);  /* the cursor onto its row */
void grid_click(struct app *app, struct tn_rect rect, int x, int y);

/* Editing in place. */
void grid_edit_cell(struct app *app); /* the cell of the cursor */
void grid_edit_column(struct app *app, enum grid_column column);
void grid_add(struct app *app); /* a line as in SQL, after the cursor */

/* Is the attribute marked, and those a command works on: the marked ones, else the cursor's. */
bool grid_is_marked(const struct grid *grid, const struct tn_attribute *attribute);
void grid_mark(struct app *app);
struct tn_refs grid_targets(struct app *app);

/* As the grid shows it: "order_status[]", "bigint identity". */
void grid_type_text(const struct tn_attribute *attribute, struct tn_buffer *out);

#endif
