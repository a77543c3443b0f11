/*
 * command: everything the user can tell the designer to do: one table, from which keys, the hints
 * at the bottom, the help screen, the command line and the manual derive.
 */
#ifndef TUI_COMMAND_H
#define TUI_COMMAND_H

#include "tui/app.h"

enum { AT_THE_RIGHT = 4096 }; /* in hinted: its hint is shown whatever else must go */

struct command {
    const char *name;     /* as typed after ":" */
    const char *keys;     /* separated by blanks; "" where it has none */
    const char *hint;     /* a word for the line of keys; "": the screen knows it; NULL: none */
    unsigned hinted;      /* enum context: where the hint is shown */
    const char *help;     /* one sentence, no full stop */
    const char *argument; /* "[NAME]", "FILE"; NULL: takes none */
    unsigned contexts;    /* enum context: where its keys work */
    bool edits;           /* changes the project */
    int value;            /* for run: commands of a family share a function */
    void (*run)(struct app *app, int value, const char *argument /* "" where there is none */);
    /* Why it cannot run now, or NULL; may be NULL itself. */
    const char *(*blocked)(struct app *app);
    void (*complete)(struct app *app, const char *argument, struct completion *completion);
};

const struct command *command_table(size_t *count);
const struct command *command_find(const char *name); /* or its only beginning; NULL */
/* Runs the command of a key, or says why not. */
void command_key(struct app *app, const struct key *key);
void command_run(struct app *app, const struct command *command, const char *argument);
const char *command_blocked(struct app *app, const struct command *command);
/* Its first key that works in the context: where letters type, not a letter. */
void command_first_key(const struct command *command, unsigned context, struct tn_buffer *out);
/* The groups of contexts for people: "list", "entity", … */
void command_places(const struct command *command, struct tn_buffer *out);

/* The command line: ":". */
void command_line_open(struct app *app, const char *text);
void command_line_run(struct app *app, const char *line);

#endif
