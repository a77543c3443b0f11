/*
 * pty: a program in a real pseudo-terminal, its screen kept by libvterm: keys in, screens out.
 *
 * The program tells by marks (TENON_IDLE_MARK=1) that all that came in has been drawn, and that it
 * drew what it made in a pause; the tests wait for these, never for a time.
 */
#ifndef TESTS_TUI_PTY_H
#define TESTS_TUI_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <vterm.h>

struct pty {
    int master;
    pid_t child;
    VTerm *vterm;
    VTermScreen *screen;
    int width, height;
    unsigned long idles, pauses; /* marks seen so far */
    bool ended;                  /* the program closed its side */
    int status;                  /* of waitpid, once it ended */
    char *raw;                   /* every byte it wrote */
    size_t raw_length, raw_capacity;
    char mark[16]; /* the part of a mark seen so far */
    size_t mark_length;
};

/* Runs a program (NULL-terminated arguments) with more environment: "NAME=value", NULL-terminated;
 * "NAME" alone takes it away. TERM is xterm-256color and the locale C.UTF-8 unless it says else. */
void pty_start(struct pty *pty, const char *const *arguments, const char *const *environment,
               int width, int height);
/* Waits until all that was sent has been drawn; false when the program ended instead. */
bool pty_settle(struct pty *pty);
/* Sends bytes as they are, then settles. */
bool pty_send(struct pty *pty, const char *bytes);
void pty_write(struct pty *pty, const char *bytes, size_t length); /* does not wait */
/* Waits until the screen has the text; false when the program ended before. */
bool pty_wait_text(struct pty *pty, const char *text);
void pty_resize(struct pty *pty, int width, int height); /* does not wait */
/* Waits until the program has ended, and returns its exit status; 128 + a signal's number. */
int pty_end(struct pty *pty);
/* The terminal goes: its side is closed. */
void pty_hang_up(struct pty *pty);
void pty_free(struct pty *pty); /* kills what still runs */

/* Row by row without blanks at the ends; the caller frees it. */
char *pty_text(struct pty *pty);
bool pty_shows(struct pty *pty, const char *text);
void pty_cursor(struct pty *pty, int *x, int *y);

#endif
