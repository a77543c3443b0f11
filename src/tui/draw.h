/*
 * draw: what the screens have in common: panels, their scroll bars, texts of a role.
 */
#ifndef TUI_DRAW_H
#define TUI_DRAW_H

#include "base/cells.h"
#include "tui/cursor.h"

struct tn_style draw_style(enum tn_theme_role role);
/* A text cut to so many columns, with an ellipsis; returns the columns it takes. */
int draw_text(struct tn_cells *cells, int x, int y, int width, const char *text,
              enum tn_theme_role role);
/* The same at the right end of the stretch. */
void draw_text_right(struct tn_cells *cells, int x, int y, int width, const char *text,
                     enum tn_theme_role role);

/* A frame with its title; borders that are there already are joined. Returns the inside. */
struct tn_rect draw_panel(struct tn_cells *cells, struct tn_rect rect, const char *title,
                          bool focused);
/* A panel in the middle of the area, over what is there. */
struct tn_rect draw_overlay(struct tn_cells *cells, struct tn_rect area, int width, int height,
                            const char *title);
/* At the right border of a panel: which part of so many rows is shown. */
void draw_scroll(struct tn_cells *cells, struct tn_rect panel, const struct cursor *cursor,
                 size_t count, bool focused);
/* The row of the cursor, in a pane that has the keys or not. */
void draw_cursor_row(struct tn_cells *cells, struct tn_rect row, bool focused);

#endif
