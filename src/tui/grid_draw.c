/*
 * Drawing the grid: column widths that fit, one row an attribute, then the sections.
 */
#include "tenon/design.h"
#include "tui/app.h"
#include "tui/draw.h"
#include "tui/label.h"

#include <string.h>

enum { GUTTER = 2, MARK_WIDTH = 3, LABEL_WIDTH = 12 };

static const struct column {
    const char *title;
    int least, most;
} columns[COLUMN_COUNT] = {
    [COLUMN_MARK] = {"", MARK_WIDTH, MARK_WIDTH},
    [COLUMN_NAME] = {"name", 16, 40},
    [COLUMN_TYPE] = {"type", 12, 32},
    [COLUMN_NULL] = {"null", 4, 4},
    [COLUMN_DEFAULT] = {"default", 8, 28},
    [COLUMN_NOTES] = {"notes", 6, 1000},
};

/* ------------------------------------------------------------------ texts of cells */

void grid_type_text(const struct tn_attribute *attribute, struct tn_buffer *out) {
    static const char *const identities[] = {"", " identity", " identity by default", " serial",
                                             " auto increment"};
    tn_put(out, attribute->named_type ? attribute->named_type->name : attribute->type);
    for (int64_t i = 0; i < attribute->dimensions; i++)
        tn_put(out, "[]");
    tn_put(out, identities[attribute->identity]);
}

static void put_note(struct tn_buffer *out, const char *sign, const char *text) {
    if (*text)
        tn_put_format(out, "%s%s%s", out->length ? "  " : "", sign, text);
}

static void put_references(const struct tn_attribute *attribute, bool ascii,
                           struct tn_buffer *out) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    const char *arrow = ascii ? "-> " : "→ ";
    for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        if (tn_refs_have(r->attributes, attribute))
            put_note(out, arrow, r->target ? r->target->name : r->target_name);
}

static void notes_text(const struct tn_attribute *attribute, bool ascii, struct tn_buffer *out) {
    put_references(attribute, ascii, out);
    put_note(out, "", tn_is_unique(attribute) ? "unique" : "");
    put_note(out, "= ", attribute->generated);
    put_note(out, "on update ", attribute->on_update);
    put_note(out, "", attribute->comment);
}

static void cell_text(const struct tn_attribute *attribute, enum grid_column column, bool ascii,
                      struct tn_buffer *out) {
    switch (column) {
    case COLUMN_NAME:
        tn_put(out, attribute->name);
        break;
    case COLUMN_TYPE:
        grid_type_text(attribute, out);
        break;
    case COLUMN_NULL:
        tn_put(out, attribute->nullable ? tn_glyph_text(TN_GLYPH_CHECK, ascii) : "");
        break;
    case COLUMN_DEFAULT:
        tn_put(out, attribute->default_value);
        break;
    case COLUMN_NOTES:
        notes_text(attribute, ascii, out);
        break;
    case COLUMN_MARK:
    case COLUMN_COUNT:
        break;
    }
}

/* ------------------------------------------------------------------ widths */

static int smaller(int a, int b) {
    return a < b ? a : b;
}

static void measure(const struct app *app, int wanted[COLUMN_COUNT]) {
    struct tn_buffer text = {0};
    for (int c = 0; c < COLUMN_COUNT; c++)
        wanted[c] = c == COLUMN_MARK ? MARK_WIDTH : (int)strlen(columns[c].title);
    for (const struct tn_attribute *a = app->grid.entity->attributes.first; a; a = a->next)
        for (int c = COLUMN_NAME; c < COLUMN_NOTES; c++) {
            tn_buffer_reset(&text);
            cell_text(a, (enum grid_column)c, app->ascii, &text);
            int width = (int)tn_text_width(tn_buffer_text(&text));
            wanted[c] = smaller(width > wanted[c] ? width : wanted[c], columns[c].most);
        }
    wanted[COLUMN_NOTES] = columns[COLUMN_NOTES].most;
    tn_buffer_free(&text);
}

/* Every column gets its least; those that matter more take what they want of the rest. Columns for
 * which there is no room at all go from the right. */
static void share_out(int room, const int wanted[COLUMN_COUNT], int widths[COLUMN_COUNT]) {
    int left = room;
    memset(widths, 0, COLUMN_COUNT * sizeof *widths);
    for (int c = COLUMN_MARK; c < COLUMN_COUNT; c++) {
        int least = smaller(columns[c].least, wanted[c]);
        if (left < least + (c > COLUMN_NAME ? GUTTER : 0))
            break;
        widths[c] = least;
        left -= least + (c > COLUMN_NAME ? GUTTER : 0);
    }
    for (int c = COLUMN_NAME; c < COLUMN_COUNT; c++)
        if (widths[c]) {
            int more = smaller(wanted[c] - widths[c], left);
            widths[c] += more;
            left -= more;
        }
}

struct layout {
    int x[COLUMN_COUNT], widths[COLUMN_COUNT];
};

static struct layout lay_out(const struct app *app, struct tn_rect inside) {
    struct layout layout;
    int wanted[COLUMN_COUNT], x = inside.x;
    measure(app, wanted);
    share_out(inside.width - 1, wanted, layout.widths);
    for (int c = 0; c < COLUMN_COUNT; c++) {
        layout.x[c] = x;
        x += layout.widths[c] + (c == COLUMN_MARK ? 0 : GUTTER);
    }
    return layout;
}

/* ------------------------------------------------------------------ rows */

static const enum tn_theme_role cell_roles[COLUMN_COUNT] = {
    [COLUMN_NAME] = TN_ROLE_TEXT,   [COLUMN_TYPE] = TN_ROLE_TYPE, [COLUMN_NULL] = TN_ROLE_NULL_MARK,
    [COLUMN_DEFAULT] = TN_ROLE_DIM, [COLUMN_NOTES] = TN_ROLE_DIM,
};

static void draw_header(struct tn_cells *cells, const struct layout *layout, int y) {
    for (int c = COLUMN_NAME; c < COLUMN_COUNT; c++)
        draw_text(cells, layout->x[c], y, layout->widths[c], columns[c].title, TN_ROLE_DIM);
}

static void draw_marks(struct app *app, struct tn_cells *cells, int x, int y,
                       const struct tn_attribute *attribute) {
    if (grid_is_marked(&app->grid, attribute))
        tn_cells_put_glyph(cells, x, y, TN_GLYPH_CHECK, draw_style(TN_ROLE_MATCH));
    bool primary = tn_is_primary(attribute), foreign = tn_is_foreign(attribute);
    if (primary)
        tn_cells_put_glyph(cells, x + 1, y, TN_GLYPH_KEY_MARK, draw_style(TN_ROLE_KEY_MARK));
    if (foreign)
        tn_cells_put_glyph(cells, x + (primary ? 2 : 1), y, TN_GLYPH_FK_MARK,
                           draw_style(TN_ROLE_FK_MARK));
}

static void draw_cells(struct app *app, struct tn_cells *cells, const struct layout *layout, int y,
                       const struct tn_attribute *attribute) {
    struct tn_buffer text = {0};
    draw_marks(app, cells, layout->x[COLUMN_MARK], y, attribute);
    for (int c = COLUMN_NAME; c < COLUMN_COUNT; c++) {
        tn_buffer_reset(&text);
        cell_text(attribute, (enum grid_column)c, app->ascii, &text);
        draw_text(cells, layout->x[c] + (c == COLUMN_NULL ? 1 : 0), y, layout->widths[c],
                  tn_buffer_text(&text), cell_roles[c]);
    }
    tn_buffer_free(&text);
}

/* The text being typed into a cell may take the room up to the right border. */
static void draw_prompt(struct app *app, struct tn_cells *cells, const struct layout *layout,
                        struct tn_rect row, const struct tn_attribute *attribute) {
    for (int c = COLUMN_NAME; c < COLUMN_COUNT; c++)
        if (prompt_is_at(app, attribute, (unsigned)c)) {
            struct tn_rect place = {layout->x[c], row.y, row.x + row.width - layout->x[c] - 1, 1};
            prompt_draw(app, cells, place);
        }
}

static void draw_attribute(struct app *app, struct tn_cells *cells, const struct layout *layout,
                           struct tn_rect row, const struct tn_attribute *attribute, int focus) {
    draw_cells(app, cells, layout, row.y, attribute);
    if (focus) {
        enum grid_column c = layout->widths[app->grid.column] ? app->grid.column : COLUMN_NAME;
        draw_cursor_row(cells, row, focus > 1);
        struct tn_rect cell = {layout->x[c], row.y, layout->widths[c], 1};
        if (focus > 1) {
            tn_cells_paint(cells, cell, draw_style(TN_ROLE_SELECTION));
            app_place_cursor(app, cell.x, row.y);
        }
    }
    draw_prompt(app, cells, layout, row, attribute);
}

static void draw_adding(struct app *app, struct tn_cells *cells, struct tn_rect row, int focus) {
    struct tn_rect place = {row.x + MARK_WIDTH, row.y, row.width - MARK_WIDTH - 1, 1};
    tn_cells_put(cells, row.x + 1, row.y, "+", draw_style(TN_ROLE_KEY_HINT));
    if (prompt_is_at(app, app->grid.entity, COLUMN_NAME)) {
        prompt_draw(app, cells, place);
        return;
    }
    bool empty = app->grid.entity->attributes.count == 0;
    draw_text(cells, place.x, row.y, place.width,
              empty ? "a adds an attribute: email varchar(255) unique not null" : "", TN_ROLE_DIM);
    if (focus > 1)
        app_place_cursor(app, place.x, row.y);
}

static void arrows_for_people(const char *text, bool ascii, struct tn_buffer *out) {
    for (const char *at = text; *at;) {
        bool arrow = strncmp(at, " -> ", 4) == 0;
        tn_put_bytes(out, arrow ? (ascii ? " -> " : " → ") : at, arrow ? (ascii ? 4 : 5) : 1);
        at += arrow ? 4 : 1;
    }
}

static void section_text(const struct grid_row *row, bool ascii, struct tn_buffer *out) {
    struct tn_buffer details = {0};
    if (row->refers_here) {
        label_referring((struct tn_relationship *)row->object, out);
        return;
    }
    if (row->object->kind == TN_key && ((struct tn_key *)row->object)->primary) {
        tn_put_format(&details, "%s ", tn_glyph_text(TN_GLYPH_KEY_MARK, ascii));
    }
    if (!row->refers_here && *row->object->name && row->object->kind != TN_relationship) {
        tn_put_format(&details, "%s  ", row->object->name);
    }
    label_details(row->object, &details);
    arrows_for_people(tn_buffer_text(&details), ascii, out);
    tn_buffer_free(&details);
}

static void draw_section_row(struct app *app, struct tn_cells *cells, struct tn_rect place,
                             const struct grid_row *row, int focus) {
    struct tn_buffer text = {0};
    if (row->label)
        draw_text(cells, place.x + 1, place.y, LABEL_WIDTH, row->label, TN_ROLE_TITLE);
    section_text(row, app->ascii, &text);
    draw_text(cells, place.x + 1 + LABEL_WIDTH, place.y, place.width - LABEL_WIDTH - 2,
              tn_buffer_text(&text), TN_ROLE_TEXT);
    tn_buffer_free(&text);
    if (focus)
        draw_cursor_row(cells, place, focus > 1);
    if (focus > 1)
        app_place_cursor(app, place.x + 1 + LABEL_WIDTH, place.y);
}

/* focus: 0 none, 1 the cursor's row in a pane without the keys, 2 with them */
static void draw_row(struct app *app, struct tn_cells *cells, const struct layout *layout,
                     struct tn_rect place, size_t index) {
    const struct grid_row *row = &app->grid.rows.items[index];
    bool focused = app->panes.focus == PANE_ENTITY;
    int focus = index == app->grid.cursor.at ? 1 + focused : 0;
    if (row->is_blank)
        return;
    if (!row->object)
        draw_adding(app, cells, place, focus);
    else if (row->object->kind == TN_attribute)
        draw_attribute(app, cells, layout, place, (void *)row->object, focus);
    else
        draw_section_row(app, cells, place, row, focus);
}

static void panel_title(const struct app *app, struct tn_buffer *title) {
    const struct tn_entity *entity = app->grid.entity;
    if (entity->parent->kind == TN_namespace)
        tn_put_format(title, "%s.", entity->parent->name);
    tn_put(title, entity->name);
    if (*entity->comment)
        tn_put_format(title, ": %s", entity->comment);
}

void grid_draw(struct app *app, struct tn_cells *cells, struct tn_rect rect, bool focused) {
    struct tn_buffer title = {0};
    struct grid *grid = &app->grid;
    panel_title(app, &title);
    struct tn_rect inside = draw_panel(cells, rect, tn_buffer_text(&title), focused);
    tn_buffer_free(&title);
    struct layout layout = lay_out(app, inside);
    int rows = inside.height - 1;
    cursor_show(&grid->cursor, grid->rows.count, rows);
    draw_header(cells, &layout, inside.y);
    struct tn_rect before = tn_cells_clip(cells, inside);
    for (int i = 0; i < rows && grid->cursor.top + (size_t)i < grid->rows.count; i++)
        draw_row(app, cells, &layout, (struct tn_rect){inside.x, inside.y + 1 + i, inside.width, 1},
                 grid->cursor.top + (size_t)i);
    cells->clip = before;
    draw_scroll(cells, rect, &grid->cursor, grid->rows.count, focused);
}

void grid_click(struct app *app, struct tn_rect rect, int x, int y) {
    struct grid *grid = &app->grid;
    int line = y - rect.y - 2;
    if (!grid->entity || line < 0 || grid->cursor.top + (size_t)line >= grid->rows.count)
        return;
    grid->cursor.at = grid->cursor.top + (size_t)line;
    struct tn_rect inside = {rect.x + 1, rect.y + 1, rect.width - 2, rect.height - 2};
    struct layout layout = lay_out(app, inside);
    for (int c = COLUMN_NAME; c < COLUMN_COUNT; c++)
        if (layout.widths[c] && x >= layout.x[c])
            grid->column = (enum grid_column)c;
}
