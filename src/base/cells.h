/*
 * cells: a grid of characters with roles, on which the designer and the text diagram draw.
 *
 * Whatever is drawn is cut to the clip rectangle. Texts are data of users: control characters and
 * bytes that are no UTF-8 become a replacement sign, characters that would change the direction or
 * the shape of others are left out, so no text can send a command to the terminal.
 */
#ifndef BASE_CELLS_H
#define BASE_CELLS_H

#include "base/glyph.h"
#include "base/theme.h"

/* One column. A wide character stands in its left column, with width 2; its right column has width
 * 0 and no text. The text is never empty elsewhere. */
struct tn_cell {
    char text[21]; /* a character with its marks, as many as fit; NUL-terminated */
    uint8_t width;
    uint8_t role;       /* enum tn_theme_role */
    uint8_t attributes; /* enum tn_cell_attribute, added to those of the role */
};

struct tn_rect {
    int x, y, width, height;
};

struct tn_style {
    uint8_t role, attributes;
};

/* Zero it, then tn_cells_resize. */
struct tn_cells {
    int width, height;
    struct tn_cell *cells; /* row by row */
    struct tn_rect clip;
    bool ascii; /* glyphs in ASCII; names stay what they are */
};

/* Empty, with the clip rectangle the whole grid. Below 0 counts as 0. */
void tn_cells_resize(struct tn_cells *cells, int width, int height);
void tn_cells_clear(struct tn_cells *cells); /* spaces of the role `text`; clip: the whole grid */
void tn_cells_free(struct tn_cells *cells);

/* NULL outside of the grid. */
const struct tn_cell *tn_cells_at(const struct tn_cells *cells, int x, int y);

/* Makes the clip rectangle smaller: what both have in common. Returns the one before, to be set
 * back: cells->clip = before. */
struct tn_rect tn_cells_clip(struct tn_cells *cells, struct tn_rect rect);

/* These return the columns that the text takes, whether they were cut or not. Half of a wide
 * character is drawn as a space. Marks without a character before them are left out. */
int tn_cells_put(struct tn_cells *cells, int x, int y, const char *text, struct tn_style style);
int tn_cells_put_slice(struct tn_cells *cells, int x, int y, struct tn_slice text,
                       struct tn_style style);
int tn_cells_put_codepoint(struct tn_cells *cells, int x, int y, uint32_t codepoint,
                           struct tn_style style);
int tn_cells_put_glyph(struct tn_cells *cells, int x, int y, enum tn_glyph glyph,
                       struct tn_style style);

/* The text in the first row of the rectangle, filled up with spaces; with an ellipsis at the end
 * where it is too long. */
void tn_cells_put_field(struct tn_cells *cells, struct tn_rect rect, const char *text,
                        struct tn_style style);

void tn_cells_fill(struct tn_cells *cells, struct tn_rect rect, enum tn_glyph glyph,
                   struct tn_style style);
/* Changes the look and leaves the text. */
void tn_cells_paint(struct tn_cells *cells, struct tn_rect rect, struct tn_style style);

enum tn_frame { TN_FRAME_ROUND, TN_FRAME_SQUARE };
/* The edge of the rectangle, not its inside. Smaller than 2 by 2: nothing. */
void tn_cells_frame(struct tn_cells *cells, struct tn_rect rect, enum tn_frame frame,
                    struct tn_style style);

/* Appends a row as UTF-8 text. */
void tn_cells_put_row(const struct tn_cells *cells, int y, bool trim, struct tn_buffer *out);

#endif
