/*
 * prompt: one text being typed, in the message line or in the place of what it changes; and a
 * question answered by yes or no.
 */
#ifndef TUI_PROMPT_H
#define TUI_PROMPT_H

#include "tui/editor.h"

struct app;

/* What to offer for the word before the cursor. Texts live in the arena. */
struct completion {
    struct tn_arena arena;
    TN_VECTOR(const char *) words;
    size_t replaces; /* bytes before the cursor that a word takes the place of */
};

/* Told by the prompt's owner; all may be NULL. */
struct prompt_actions {
    /* The text is complete. False: the prompt stays open, and a message says why. */
    bool (*done)(struct app *app, const char *text);
    void (*next)(struct app *app, int step); /* after done, where Tab ended it: the next place */
    void (*complete)(struct app *app, const char *text, struct completion *completion);
    /* One line about what stands there, or NULL. */
    const char *(*about)(struct app *app);
    bool remembers; /* its texts are the history of the command line */
    bool repeats;   /* Enter on a text goes on to the next one, as Tab does */
};

struct prompt {
    bool active, changed;
    char *label;         /* in the message line; NULL: in its place */
    const void *subject; /* what it changes, and which part of it */
    unsigned part;
    struct editor editor;
    const struct prompt_actions *actions;
    struct completion completion;
    size_t completed; /* which word stands there now, from 1; 0: none */
    size_t recalled;  /* how far back in the history */
};

struct confirm {
    char *question; /* NULL: nothing is asked */
    void *subject;
    void (*yes)(struct app *app, void *subject);
};

/* The subject is for the actions; the text is what to begin with. */
void prompt_ask(struct app *app, const char *label, const char *text, void *subject,
                const struct prompt_actions *actions);
void prompt_edit(struct app *app, void *subject, unsigned part, const char *text,
                 const struct prompt_actions *actions);
void prompt_close(struct app *app);
void prompt_key(struct app *app, const struct key *key);
/* Works out what Tab would offer, unless that is known. */
void prompt_candidates(struct app *app);
bool prompt_is_at(const struct app *app, const void *subject, unsigned part);
/* Draws the text being typed; the terminal's cursor goes there. */
void prompt_draw(struct app *app, struct tn_cells *cells, struct tn_rect rect);

/* Owns the question. */
void confirm_ask(struct app *app, char *question, void *subject,
                 void (*yes)(struct app *app, void *subject));
void confirm_key(struct app *app, const struct key *key);
void confirm_close(struct app *app);

#endif
