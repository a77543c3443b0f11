/*
 * term: the terminal: the one file that knows curses.
 *
 * There is one terminal, so this keeps its state to itself (the signal handlers and the memory
 * handler need it). It is restored on every way out: term_stop, a signal, running out of memory.
 */
#ifndef TUI_TERM_H
#define TUI_TERM_H

#include "base/cells.h"
#include "tui/key.h"

/* Takes over the terminal. False where there is none that can be drawn on, before touching it. */
bool term_start(const struct tn_theme *theme, struct tn_error *error);
void term_stop(void); /* may be called twice */

bool term_is_ascii(void); /* the locale has no line-drawing characters */
void term_use_theme(const struct tn_theme *theme);
void term_size(int *width, int *height);

/* Puts the cells on the screen, the cursor at that place; curses sends what differs. */
void term_show(const struct tn_cells *cells, int cursor_x, int cursor_y);
void term_redraw(void);  /* the next term_show sends everything */
void term_suspend(void); /* stops the process, as ^Z does elsewhere; returns when it goes on */

enum term_event {
    TERM_KEY,
    TERM_TIMEOUT,
    TERM_OTHER,   /* the other file descriptor has something */
    TERM_RESIZED, /* or gone on after a stop: draw again */
    TERM_CLOSED   /* the terminal is gone, or a signal asks to end */
};

/* What comes next; a negative time waits for ever, 0 looks only at what is there. OTHER: one more
 * file descriptor to wait for, or -1. */
enum term_event term_wait(int milliseconds, int other, struct key *key);

/* Tells a test, where it asked for that with TENON_IDLE_MARK=1, that everything that came in has
 * been drawn ("idle"), or what was made in a pause ("pause"): an operating system command that no
 * terminal knows. */
void term_mark(const char *what);

#endif
