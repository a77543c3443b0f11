/*
 * picker: choosing one of several by typing a part of its name.
 */
#ifndef TUI_PICKER_H
#define TUI_PICKER_H

#include "tui/screen.h"

struct choice {
    const char *text, *details; /* details may be "" */
    void *value;
};

/* What to choose; its texts live in its arena. picker_open takes it over. */
struct question {
    struct tn_arena arena;
    const char *title;
    TN_VECTOR(struct choice) choices;
    size_t current; /* the one to begin on */
    void *subject;  /* for chosen, with the part */
    unsigned part;
    void (*chosen)(struct app *app, const struct question *question, void *value);
};

struct question *question_new(const char *title);
void question_add(struct question *question, const char *text, const char *details, void *value);
void picker_open(struct app *app, struct question *question);

/* Keys that commands get although letters type there. */
extern const char list_keys[];

/* How well the letters of a pattern fit a text: 0 not at all; larger is better. ASCII letters of
 * both cases match; a beginning beats a word's beginning beats letters apart. */
int picker_score(const char *text, const char *pattern);

#endif
