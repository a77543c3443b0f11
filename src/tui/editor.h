/*
 * editor: one line of text being edited.
 *
 * The cursor stands between characters as people see them: a letter with its marks, or several
 * joined by U+200D, are one. A line feed can only come in by pasting into a line that allows it;
 * it is shown as a sign.
 */
#ifndef TUI_EDITOR_H
#define TUI_EDITOR_H

#include "base/cells.h"
#include "tui/key.h"

struct editor { /* zero it to start */
    struct tn_buffer text;
    size_t cursor; /* in bytes */
    size_t shown;  /* first byte on the screen */
    bool lines;    /* line feeds are kept when they are pasted */
};

void editor_set(struct editor *editor, const char *text); /* the cursor at the end */
const char *editor_text(const struct editor *editor);
void editor_free(struct editor *editor);

/* False where the key means nothing to a line of text. */
bool editor_key(struct editor *editor, const struct key *key);
/* Replaces the word before the cursor, of that many bytes. */
void editor_replace(struct editor *editor, size_t bytes, const char *with);

/* In the first row of the rectangle; returns the column of the cursor. */
int editor_draw(struct editor *editor, struct tn_cells *cells, struct tn_rect rect,
                struct tn_style style);

/* Where the next and the previous character as people see them begin. */
size_t editor_next(const char *text, size_t length, size_t at);
size_t editor_previous(const char *text, size_t length, size_t at);

#endif
