/*
 * The picker: a line to type into, and below it what fits, best first.
 */
#include "tui/picker.h"

#include "tui/app.h"
#include "tui/draw.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

const char list_keys[] = "Esc Enter Up Down PageUp PageDown Home End C-c C-q C-z C-l C-d C-b C-f";

/* ------------------------------------------------------------------ questions */

struct question *question_new(const char *title) {
    struct question *question = tn_allocate(sizeof *question);
    question->title = tn_arena_text(&question->arena, title, strlen(title));
    return question;
}

void question_add(struct question *question, const char *text, const char *details, void *value) {
    struct choice choice = {tn_arena_text(&question->arena, text, strlen(text)),
                            tn_arena_text(&question->arena, details, strlen(details)), value};
    TN_PUSH(&question->choices, choice);
}

static void question_free(struct question *question) {
    tn_arena_free(&question->arena);
    free(question->choices.items);
    free(question);
}

/* ------------------------------------------------------------------ fitting */

static bool begins_word(const char *text, const char *at) {
    return at == text || !isalnum((unsigned char)at[-1]);
}

static bool scattered(const char *text, const char *pattern) {
    for (; *pattern && *text; text++)
        if (tolower((unsigned char)*text) == tolower((unsigned char)*pattern))
            pattern++;
    return !*pattern;
}

int picker_score(const char *text, const char *pattern) {
    if (!*pattern)
        return 1;
    const char *at = tn_find_word(text, pattern);
    if (!at)
        return scattered(text, pattern) ? 1 : 0;
    bool whole = strlen(text) == strlen(pattern);
    return whole ? 5 : at == text ? 4 : begins_word(text, at) ? 3 : 2;
}

/* ------------------------------------------------------------------ the screen */

struct fit {
    const struct choice *choice;
    int score;
    size_t order;
};

struct picker {
    struct question *question;
    struct editor editor;
    struct cursor cursor;
    TN_VECTOR(struct fit) fits;
};

static int better(const void *a, const void *b) {
    const struct fit *left = a, *right = b;
    if (left->score != right->score)
        return right->score - left->score;
    return left->order < right->order ? -1 : left->order > right->order;
}

static void refit(struct picker *picker) {
    const char *pattern = editor_text(&picker->editor);
    picker->fits.count = 0;
    for (size_t i = 0; i < picker->question->choices.count; i++) {
        struct choice *choice = &picker->question->choices.items[i];
        struct fit fit = {choice, picker_score(choice->text, pattern), i};
        if (fit.score)
            TN_PUSH(&picker->fits, fit);
    }
    if (picker->fits.count)
        qsort(picker->fits.items, picker->fits.count, sizeof(struct fit), better);
    picker->cursor = (struct cursor){0};
}

static void *picker_start(struct app *app, void *subject) {
    (void)app;
    struct picker *picker = tn_allocate(sizeof *picker);
    picker->question = subject;
    refit(picker);
    picker->cursor.at = picker->question->current;
    return picker;
}

void picker_open(struct app *app, struct question *question) {
    app_open(app, SCREEN_PICKER, question);
}

static void draw_choice(struct app *app, const struct picker *picker, struct tn_cells *cells,
                        struct tn_rect row, size_t index) {
    const struct choice *choice = picker->fits.items[index].choice;
    int used = draw_text(cells, row.x + 1, row.y, row.width - 2, choice->text, TN_ROLE_TEXT);
    draw_text(cells, row.x + used + 3, row.y, row.width - used - 4, choice->details, TN_ROLE_DIM);
    if (index == picker->cursor.at)
        draw_cursor_row(cells, row, true);
    (void)app;
}

static int smaller(int a, int b) {
    return a < b ? a : b;
}

static void draw(struct app *app, void *state, struct tn_cells *cells, struct tn_rect area) {
    struct picker *picker = state;
    int wanted = (int)smaller((int)picker->question->choices.count, 16) + 3;
    struct tn_rect inside = draw_overlay(cells, area, smaller(64, area.width - 4),
                                         smaller(wanted, area.height), picker->question->title);
    int x = editor_draw(&picker->editor, cells,
                        (struct tn_rect){inside.x + 1, inside.y, inside.width - 2, 1},
                        draw_style(TN_ROLE_PROMPT));
    app_place_cursor(app, x, inside.y);
    int rows = inside.height - 1;
    cursor_show(&picker->cursor, picker->fits.count, rows);
    for (int i = 0; i < rows && picker->cursor.top + (size_t)i < picker->fits.count; i++)
        draw_choice(app, picker, cells,
                    (struct tn_rect){inside.x, inside.y + 1 + i, inside.width, 1},
                    picker->cursor.top + (size_t)i);
    if (picker->fits.count == 0)
        draw_text(cells, inside.x + 1, inside.y + 1, inside.width - 2, "nothing fits", TN_ROLE_DIM);
}

static void move(struct app *app, void *state, enum motion motion) {
    struct picker *picker = state;
    (void)app;
    cursor_move(&picker->cursor, motion, picker->fits.count);
}

static bool key(struct app *app, void *state, const struct key *pressed) {
    struct picker *picker = state;
    (void)app;
    if (key_in(pressed, "C-p C-n")) {
        move(app, state, key_is(pressed, "C-p") ? MOTION_UP : MOTION_DOWN);
        return true;
    }
    if (key_in(pressed, list_keys))
        return false;
    if (editor_key(&picker->editor, pressed))
        refit(picker);
    return true;
}

/* The picker is gone before the choice is acted on, which may open the next one. */
static void enter(struct app *app, void *state) {
    struct picker *picker = state;
    if (picker->cursor.at >= picker->fits.count)
        return;
    struct question *question = picker->question;
    void *value = picker->fits.items[picker->cursor.at].choice->value;
    picker->question = NULL;
    app_close(app);
    question->chosen(app, question, value);
    question_free(question);
}

static void close(struct app *app, void *state) {
    struct picker *picker = state;
    (void)app;
    if (picker->question)
        question_free(picker->question);
    editor_free(&picker->editor);
    free(picker->fits.items);
    free(picker);
}

const struct screen picker_screen = {
    .name = "choices",
    .title = "Choose",
    .context = IN_PICKER,
    .entering = "choose",
    .open = picker_start,
    .draw = draw,
    .key = key,
    .move = move,
    .enter = enter,
    .close = close,
};
