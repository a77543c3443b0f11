/*
 * tui: the designer: a full-screen face for one project.
 */
#ifndef TENON_TUI_H
#define TENON_TUI_H

#include "tenon/store.h"

struct tn_tui_options {
    const char *theme; /* NULL: the default */
    bool ascii;        /* no line-drawing characters */
};

/* Runs until the user quits or the terminal goes. False where it could not start (no terminal, too
 * dumb a one), with the reason and what to use instead; the terminal is restored in every case. The
 * store stays the caller's. */
bool tn_tui_run(struct tn_store *store, const struct tn_tui_options *options,
                struct tn_error *error);

/* The command table as text, for the manual: keys, names, help. */
void tn_tui_manual(struct tn_buffer *out);

#endif
