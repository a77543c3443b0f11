/*
 * Typing one text: its keys, its completion, the history of the command line; and questions.
 */
#include "tui/app.h"
#include "tui/draw.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ opening and closing */

static void forget_completion(struct prompt *prompt) {
    tn_arena_free(&prompt->completion.arena);
    free(prompt->completion.words.items);
    prompt->completion = (struct completion){0};
    prompt->completed = 0;
}

static void open(struct app *app, const char *text, void *subject,
                 const struct prompt_actions *actions) {
    struct prompt *prompt = &app->prompt;
    prompt_close(app);
    prompt->active = true;
    prompt->subject = subject;
    prompt->actions = actions;
    editor_set(&prompt->editor, text);
}

void prompt_ask(struct app *app, const char *label, const char *text, void *subject,
                const struct prompt_actions *actions) {
    open(app, text, subject, actions);
    app->prompt.label = tn_duplicate(label);
}

void prompt_edit(struct app *app, void *subject, unsigned part, const char *text,
                 const struct prompt_actions *actions) {
    open(app, text, subject, actions);
    app->prompt.part = part;
}

void prompt_close(struct app *app) {
    struct prompt *prompt = &app->prompt;
    forget_completion(prompt);
    free(prompt->label);
    editor_free(&prompt->editor);
    *prompt = (struct prompt){0};
}

bool prompt_is_at(const struct app *app, const void *subject, unsigned part) {
    const struct prompt *prompt = &app->prompt;
    return prompt->active && !prompt->label && prompt->subject == subject && prompt->part == part;
}

/* ------------------------------------------------------------------ the end of a text */

static void remember(struct app *app, const char *text) {
    size_t count = app->history.count;
    if (*text && (count == 0 || strcmp(app->history.items[count - 1], text) != 0))
        TN_PUSH(&app->history, tn_duplicate(text));
}

/* The action may open another prompt: this one is closed before, as far as it is concerned. */
static void finish(struct app *app, int step) {
    struct prompt *prompt = &app->prompt;
    const struct prompt_actions *actions = prompt->actions;
    char *text = tn_duplicate(editor_text(&prompt->editor));
    if (actions->remembers)
        remember(app, text);
    bool goes_on = actions->next && (step || (actions->repeats && *text));
    if (actions->done(app, text)) {
        if (app->prompt.actions == actions)
            prompt_close(app);
        if (goes_on)
            actions->next(app, step ? step : 1);
    }
    free(text);
}

/* ------------------------------------------------------------------ completion and history */

static bool is_there_already(const struct prompt *prompt) {
    const struct completion *completion = &prompt->completion;
    const char *cursor = editor_text(&prompt->editor) + prompt->editor.cursor;
    size_t length = strlen(completion->words.items[0]);
    return prompt->completed == 0 && length == completion->replaces &&
           memcmp(cursor - length, completion->words.items[0], length) == 0;
}

void prompt_candidates(struct app *app) {
    struct prompt *prompt = &app->prompt;
    if (prompt->completed)
        return;
    forget_completion(prompt);
    prompt->actions->complete(app, editor_text(&prompt->editor), &prompt->completion);
}

/* In a cell that nobody has typed into, Tab goes on to the next one. */
static bool complete(struct app *app, int step) {
    struct prompt *prompt = &app->prompt;
    struct completion *completion = &prompt->completion;
    if (!prompt->actions->complete || (prompt->actions->next && !prompt->changed))
        return false;
    prompt->editor.cursor = prompt->editor.text.length;
    prompt_candidates(app);
    size_t count = completion->words.count;
    if (count == 0 || (count == 1 && is_there_already(prompt)))
        return false;
    size_t at = prompt->completed == 0 ? (step > 0 ? 0 : count - 1)
                                       : (prompt->completed - 1 + count + (size_t)step) % count;
    const char *word = completion->words.items[at];
    editor_replace(&prompt->editor, completion->replaces, word);
    completion->replaces = strlen(word);
    prompt->completed = at + 1;
    return true;
}

static void recall(struct app *app, int step) {
    struct prompt *prompt = &app->prompt;
    size_t count = app->history.count;
    size_t back = prompt->recalled + (size_t)step;
    if (back > count) /* past either end */
        return;
    prompt->recalled = back;
    editor_set(&prompt->editor, back ? app->history.items[count - back] : "");
}

/* A name is one line: what a paste brings in more is not squeezed into it. */
static bool takes(struct app *app, const struct key *key) {
    if (!key_is(key, "Paste") || app->prompt.editor.lines)
        return true;
    size_t lines = 1;
    for (const char *c = key->text; *c; c++)
        lines += *c == '\n' && c[1];
    if (lines > 1)
        app_warn(app, "%zu lines do not fit into one: nothing was pasted", lines);
    return lines == 1;
}

void prompt_key(struct app *app, const struct key *key) {
    struct prompt *prompt = &app->prompt;
    int step = key_is(key, "Tab") ? 1 : key_is(key, "S-Tab") ? -1 : 0;
    if (key_in(key, "Esc C-c C-g")) {
        prompt_close(app);
    } else if (key_is(key, "Enter")) {
        finish(app, 0);
    } else if (step) {
        if (!complete(app, step) && prompt->actions->next)
            finish(app, step);
    } else if (prompt->actions->remembers && key_in(key, "Up C-p")) {
        recall(app, 1);
    } else if (prompt->actions->remembers && key_in(key, "Down C-n")) {
        recall(app, -1);
    } else if (takes(app, key)) {
        prompt->completed = 0;
        prompt->changed |= editor_key(&prompt->editor, key);
    }
}

void prompt_draw(struct app *app, struct tn_cells *cells, struct tn_rect rect) {
    int x = editor_draw(&app->prompt.editor, cells, rect, draw_style(TN_ROLE_PROMPT));
    app_place_cursor(app, x, rect.y);
}

/* ------------------------------------------------------------------ questions */

void confirm_ask(struct app *app, char *question, void *subject,
                 void (*yes)(struct app *app, void *subject)) {
    confirm_close(app);
    app->confirm = (struct confirm){.question = question, .subject = subject, .yes = yes};
}

void confirm_close(struct app *app) {
    free(app->confirm.question);
    app->confirm = (struct confirm){0};
}

void confirm_key(struct app *app, const struct key *key) {
    struct confirm confirm = app->confirm;
    app->confirm.question = NULL;
    if (key_in(key, "y Y Enter"))
        confirm.yes(app, confirm.subject);
    else
        app_say(app, "nothing was changed");
    free(confirm.question);
}
