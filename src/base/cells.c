/*
 * Owns the grid and all drawing on it.
 *
 * Invariant: a cell of width 2 is followed by one of width 0 in the same row, and a cell of width 0
 * follows one of width 2. Whoever overwrites one half turns the other one into a space, also
 * outside of the clip rectangle.
 */
#include "base/cells.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ the grid */

static struct tn_cell *cell_at(const struct tn_cells *cells, int x, int y) {
    return &cells->cells[(size_t)y * (size_t)cells->width + (size_t)x];
}

void tn_cells_clear(struct tn_cells *cells) {
    static const struct tn_cell blank = {.text = " ", .width = 1, .role = TN_ROLE_TEXT};
    size_t count = (size_t)cells->width * (size_t)cells->height;
    for (size_t i = 0; i < count; i++)
        cells->cells[i] = blank;
    cells->clip = (struct tn_rect){0, 0, cells->width, cells->height};
}

void tn_cells_resize(struct tn_cells *cells, int width, int height) {
    width = width > 0 ? width : 0;
    height = height > 0 ? height : 0;
    if (height && (size_t)width > PTRDIFF_MAX / sizeof *cells->cells / (size_t)height)
        tn_out_of_memory();
    size_t size = (size_t)width * (size_t)height * sizeof *cells->cells;
    free(cells->cells);
    cells->cells = tn_allocate(size);
    cells->width = width;
    cells->height = height;
    tn_cells_clear(cells);
}

void tn_cells_free(struct tn_cells *cells) {
    free(cells->cells);
    *cells = (struct tn_cells){.ascii = cells->ascii};
}

static bool is_inside(struct tn_rect rect, int x, int y) {
    return x >= rect.x && y >= rect.y && (int64_t)x < (int64_t)rect.x + rect.width &&
           (int64_t)y < (int64_t)rect.y + rect.height;
}

const struct tn_cell *tn_cells_at(const struct tn_cells *cells, int x, int y) {
    struct tn_rect all = {0, 0, cells->width, cells->height};
    return is_inside(all, x, y) ? cell_at(cells, x, y) : NULL;
}

/* The common part of two stretches, from and length, without overflow. */
static void intersect(int *from, int *length, int other_from, int other_length) {
    int64_t end = (int64_t)*from + (*length > 0 ? *length : 0);
    int64_t other_end = (int64_t)other_from + (other_length > 0 ? other_length : 0);
    if (end > other_end)
        end = other_end;
    if (*from < other_from)
        *from = other_from;
    *length = end > *from ? (int)(end - *from) : 0;
}

static struct tn_rect common(struct tn_rect a, struct tn_rect b) {
    intersect(&a.x, &a.width, b.x, b.width);
    intersect(&a.y, &a.height, b.y, b.height);
    return a;
}

struct tn_rect tn_cells_clip(struct tn_cells *cells, struct tn_rect rect) {
    struct tn_rect before = cells->clip;
    cells->clip = common(before, rect);
    return before;
}

/* What may be drawn on; the clip rectangle is a public field, so it is not trusted. */
static struct tn_rect drawable(const struct tn_cells *cells) {
    return common(cells->clip, (struct tn_rect){0, 0, cells->width, cells->height});
}

/* ------------------------------------------------------------------ one character */

static void blank_text(struct tn_cell *cell) {
    memcpy(cell->text, " ", 2);
    cell->width = 1;
}

/* Breaks the wide character that has a half here. */
static void split(const struct tn_cells *cells, int x, int y) {
    struct tn_cell *cell = cell_at(cells, x, y);
    if (cell->width == 2)
        blank_text(cell + 1);
    else if (cell->width == 0)
        blank_text(cell - 1);
    blank_text(cell);
}

static struct tn_cell *set_cell(const struct tn_cells *cells, int x, int y, struct tn_style style) {
    split(cells, x, y);
    struct tn_cell *cell = cell_at(cells, x, y);
    cell->role = style.role;
    cell->attributes = style.attributes;
    return cell;
}

static void set_text(struct tn_cell *cell, const char *bytes, size_t length) {
    memcpy(cell->text, bytes, length);
    cell->text[length] = '\0';
}

/* The cell that took the character; NULL where nothing or only a half was visible. */
static struct tn_cell *place(const struct tn_cells *cells, int x, int y, uint32_t codepoint,
                             struct tn_style style) {
    struct tn_rect area = drawable(cells);
    int width = tn_codepoint_width(codepoint);
    bool left = is_inside(area, x, y), right = width == 2 && is_inside(area, x + 1, y);
    struct tn_cell *first = left ? set_cell(cells, x, y, style) : NULL;
    struct tn_cell *second = right ? set_cell(cells, x + 1, y, style) : NULL;
    if (!first || (width == 2 && !second))
        return NULL;
    char bytes[4];
    set_text(first, bytes, tn_utf8_encode(codepoint, bytes));
    first->width = (uint8_t)width;
    if (second) {
        second->text[0] = '\0';
        second->width = 0;
    }
    return first;
}

static void add_mark(struct tn_cell *cell, uint32_t codepoint) {
    char bytes[4];
    size_t length = strlen(cell->text), more = tn_utf8_encode(codepoint, bytes);
    if (length + more < sizeof cell->text) {
        memcpy(cell->text + length, bytes, more);
        cell->text[length + more] = '\0';
    }
}

/* ------------------------------------------------------------------ text */

/* What must not reach a terminal from a name: joiners and variation selectors, whose effect on the
 * width differs between terminals; direction marks, which move other text; tags and fillers. */
static const struct {
    uint32_t first, last;
} left_out[] = {
    {0x034F, 0x034F}, {0x061C, 0x061C}, {0x180B, 0x180F}, {0x200B, 0x200F}, {0x202A, 0x202E},
    {0x2060, 0x206F}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE0FFF},
};

static bool is_left_out(uint32_t codepoint) {
    for (size_t i = 0; i < TN_LENGTH(left_out) && codepoint >= left_out[i].first; i++)
        if (codepoint <= left_out[i].last)
            return true;
    return false;
}

static bool is_control(uint32_t codepoint) {
    return codepoint < 0x20 || (codepoint >= 0x7F && codepoint < 0xA0) || codepoint == 0x2028 ||
           codepoint == 0x2029 || (codepoint & 0xFFFE) == 0xFFFE ||
           (codepoint >= 0xFDD0 && codepoint <= 0xFDEF);
}

/* What is drawn for a code point: itself, a replacement, or 0: nothing. */
static uint32_t drawn(const struct tn_cells *cells, uint32_t codepoint) {
    if (codepoint >= 0x20 && codepoint < 0x7F)
        return codepoint;
    if (is_control(codepoint) || codepoint == 0xFFFD)
        return cells->ascii ? '?' : 0xFFFD;
    if (codepoint == 0xAD)
        return '-';
    return is_left_out(codepoint) ? 0 : codepoint;
}

int tn_cells_put_slice(struct tn_cells *cells, int x, int y, struct tn_slice text,
                       struct tn_style style) {
    int64_t at = x;
    struct tn_cell *last = NULL;
    uint32_t codepoint;
    size_t used;
    for (; (used = tn_utf8_decode(text.at, text.length, &codepoint)) > 0;
         text.at += used, text.length -= used) {
        codepoint = drawn(cells, codepoint);
        int width = codepoint ? tn_codepoint_width(codepoint) : 0;
        if (at > INT32_MAX - 4)
            break;
        if (width > 0)
            last = place(cells, (int)at, y, codepoint, style);
        else if (codepoint && last)
            add_mark(last, codepoint);
        at += width;
    }
    return (int)(at - x < INT32_MAX ? at - x : INT32_MAX);
}

int tn_cells_put(struct tn_cells *cells, int x, int y, const char *text, struct tn_style style) {
    return tn_cells_put_slice(cells, x, y, tn_slice_of(text), style);
}

int tn_cells_put_codepoint(struct tn_cells *cells, int x, int y, uint32_t codepoint,
                           struct tn_style style) {
    char bytes[4];
    struct tn_slice text = {bytes, tn_utf8_encode(codepoint, bytes)};
    return tn_cells_put_slice(cells, x, y, text, style);
}

int tn_cells_put_glyph(struct tn_cells *cells, int x, int y, enum tn_glyph glyph,
                       struct tn_style style) {
    return tn_cells_put(cells, x, y, tn_glyph_text(glyph, cells->ascii), style);
}

void tn_cells_put_field(struct tn_cells *cells, struct tn_rect rect, const char *text,
                        struct tn_style style) {
    if (rect.width <= 0 || rect.height <= 0)
        return;
    rect.height = 1;
    struct tn_rect before = tn_cells_clip(cells, rect);
    tn_cells_fill(cells, rect, TN_GLYPH_SPACE, style);
    if (tn_cells_put(cells, rect.x, rect.y, text, style) > rect.width)
        tn_cells_put_glyph(cells, rect.x + rect.width - 1, rect.y, TN_GLYPH_ELLIPSIS, style);
    cells->clip = before;
}

/* ------------------------------------------------------------------ rectangles */

void tn_cells_fill(struct tn_cells *cells, struct tn_rect rect, enum tn_glyph glyph,
                   struct tn_style style) {
    const char *text = tn_glyph_text(glyph, cells->ascii);
    struct tn_rect area = common(rect, drawable(cells));
    for (int y = area.y; y < area.y + area.height; y++)
        for (int x = area.x; x < area.x + area.width; x++)
            set_text(set_cell(cells, x, y, style), text, strlen(text));
}

void tn_cells_paint(struct tn_cells *cells, struct tn_rect rect, struct tn_style style) {
    struct tn_rect area = common(rect, drawable(cells));
    for (int y = area.y; y < area.y + area.height; y++)
        for (int x = area.x; x < area.x + area.width; x++) {
            struct tn_cell *cell = cell_at(cells, x, y);
            cell->role = style.role;
            cell->attributes = style.attributes;
        }
}

void tn_cells_frame(struct tn_cells *cells, struct tn_rect rect, enum tn_frame frame,
                    struct tn_style style) {
    static const enum tn_glyph corners[][4] = {
        [TN_FRAME_ROUND] = {TN_GLYPH_ROUND_TOP_LEFT, TN_GLYPH_ROUND_TOP_RIGHT,
                            TN_GLYPH_ROUND_BOTTOM_LEFT, TN_GLYPH_ROUND_BOTTOM_RIGHT},
        [TN_FRAME_SQUARE] = {TN_GLYPH_TOP_LEFT, TN_GLYPH_TOP_RIGHT, TN_GLYPH_BOTTOM_LEFT,
                             TN_GLYPH_BOTTOM_RIGHT},
    };
    if (rect.width < 2 || rect.height < 2)
        return;
    int right = rect.x + rect.width - 1, bottom = rect.y + rect.height - 1;
    struct tn_rect row = {rect.x + 1, rect.y, rect.width - 2, 1};
    struct tn_rect column = {rect.x, rect.y + 1, 1, rect.height - 2};
    tn_cells_fill(cells, row, TN_GLYPH_HORIZONTAL, style);
    tn_cells_fill(cells, column, TN_GLYPH_VERTICAL, style);
    row.y = bottom;
    column.x = right;
    tn_cells_fill(cells, row, TN_GLYPH_HORIZONTAL, style);
    tn_cells_fill(cells, column, TN_GLYPH_VERTICAL, style);
    tn_cells_put_glyph(cells, rect.x, rect.y, corners[frame][0], style);
    tn_cells_put_glyph(cells, right, rect.y, corners[frame][1], style);
    tn_cells_put_glyph(cells, rect.x, bottom, corners[frame][2], style);
    tn_cells_put_glyph(cells, right, bottom, corners[frame][3], style);
}

/* ------------------------------------------------------------------ reading back */

void tn_cells_put_row(const struct tn_cells *cells, int y, bool trim, struct tn_buffer *out) {
    size_t before = out->length;
    for (int x = 0; y >= 0 && y < cells->height && x < cells->width; x++)
        tn_put(out, cell_at(cells, x, y)->text);
    while (trim && out->length > before && out->at[out->length - 1] == ' ')
        out->at[--out->length] = '\0';
}
