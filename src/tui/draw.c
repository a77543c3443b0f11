/*
 * Drawing panels and texts. Nothing here knows what is shown.
 */
#include "tui/draw.h"

#include <string.h>

struct tn_style draw_style(enum tn_theme_role role) {
    return (struct tn_style){.role = (uint8_t)role};
}

int draw_text(struct tn_cells *cells, int x, int y, int width, const char *text,
              enum tn_theme_role role) {
    int wanted = (int)tn_text_width(text);
    if (width <= 0)
        return 0;
    if (wanted <= width)
        return tn_cells_put(cells, x, y, text, draw_style(role));
    tn_cells_put_field(cells, (struct tn_rect){x, y, width, 1}, text, draw_style(role));
    return width;
}

void draw_text_right(struct tn_cells *cells, int x, int y, int width, const char *text,
                     enum tn_theme_role role) {
    int wanted = (int)tn_text_width(text);
    draw_text(cells, wanted < width ? x + width - wanted : x, y, width, text, role);
}

/* ------------------------------------------------------------------ panels */

/* Which way the lines leave a cell that holds a border already. */
static unsigned arms_at(const struct tn_cells *cells, int x, int y) {
    const struct tn_cell *cell = tn_cells_at(cells, x, y);
    for (unsigned arms = 1; cell && arms < 16; arms++)
        if (strcmp(cell->text, tn_glyph_text(tn_glyph_of_arms(arms), cells->ascii)) == 0 &&
            (cell->role == TN_ROLE_BORDER || cell->role == TN_ROLE_BORDER_FOCUS))
            return arms;
    return 0;
}

/* In ASCII all corners look alike: only then may a joint come out simpler than it is. */
static void put_border(struct tn_cells *cells, int x, int y, unsigned arms,
                       enum tn_theme_role role) {
    tn_cells_put_glyph(cells, x, y, tn_glyph_of_arms(arms | arms_at(cells, x, y)),
                       draw_style(role));
}

static void draw_border(struct tn_cells *cells, struct tn_rect r, enum tn_theme_role role) {
    int right = r.x + r.width - 1, bottom = r.y + r.height - 1;
    for (int x = r.x + 1; x < right; x++) {
        put_border(cells, x, r.y, TN_ARM_LEFT | TN_ARM_RIGHT, role);
        put_border(cells, x, bottom, TN_ARM_LEFT | TN_ARM_RIGHT, role);
    }
    for (int y = r.y + 1; y < bottom; y++) {
        put_border(cells, r.x, y, TN_ARM_UP | TN_ARM_DOWN, role);
        put_border(cells, right, y, TN_ARM_UP | TN_ARM_DOWN, role);
    }
    put_border(cells, r.x, r.y, TN_ARM_RIGHT | TN_ARM_DOWN, role);
    put_border(cells, right, r.y, TN_ARM_LEFT | TN_ARM_DOWN, role);
    put_border(cells, r.x, bottom, TN_ARM_RIGHT | TN_ARM_UP, role);
    put_border(cells, right, bottom, TN_ARM_LEFT | TN_ARM_UP, role);
}

struct tn_rect draw_panel(struct tn_cells *cells, struct tn_rect rect, const char *title,
                          bool focused) {
    struct tn_rect inside = {rect.x + 1, rect.y + 1, rect.width - 2, rect.height - 2};
    if (rect.width < 2 || rect.height < 2)
        return (struct tn_rect){rect.x, rect.y, 0, 0};
    draw_border(cells, rect, focused ? TN_ROLE_BORDER_FOCUS : TN_ROLE_BORDER);
    if (*title && rect.width > 6) {
        int used = draw_text(cells, rect.x + 2, rect.y, rect.width - 5, title,
                             focused ? TN_ROLE_TITLE : TN_ROLE_DIM);
        tn_cells_put(cells, rect.x + 1, rect.y, " ", draw_style(TN_ROLE_BORDER));
        tn_cells_put(cells, rect.x + 2 + used, rect.y, " ", draw_style(TN_ROLE_BORDER));
    }
    return inside;
}

struct tn_rect draw_overlay(struct tn_cells *cells, struct tn_rect area, int width, int height,
                            const char *title) {
    width = width < area.width ? width : area.width;
    height = height < area.height ? height : area.height;
    struct tn_rect rect = {area.x + (area.width - width) / 2, area.y + (area.height - height) / 3,
                           width, height};
    tn_cells_fill(cells, rect, TN_GLYPH_SPACE, draw_style(TN_ROLE_TEXT));
    return draw_panel(cells, rect, title, true);
}

void draw_scroll(struct tn_cells *cells, struct tn_rect panel, const struct cursor *cursor,
                 size_t count, bool focused) {
    int rows = panel.height - 2;
    if (rows < 3 || count <= (size_t)rows)
        return;
    int length = (int)((size_t)rows * (size_t)rows / count);
    length = length < 1 ? 1 : length;
    int from = (int)((size_t)(rows - length) * cursor->top / (count - (size_t)rows));
    struct tn_rect thumb = {panel.x + panel.width - 1, panel.y + 1 + from, 1, length};
    tn_cells_fill(cells, thumb, TN_GLYPH_VERTICAL_HEAVY,
                  draw_style(focused ? TN_ROLE_BORDER_FOCUS : TN_ROLE_BORDER));
}

void draw_cursor_row(struct tn_cells *cells, struct tn_rect row, bool focused) {
    struct tn_style style = draw_style(focused ? TN_ROLE_CURSOR_ROW : TN_ROLE_TITLE);
    tn_cells_paint(cells, row, style);
}
