/*
 * A finding explained: what was found, and all there is to say of its rule. Laid out anew for each
 * width; the scripts stand beside the prose where there is room.
 */
#include "tenon/lint.h"
#include "tui/command.h"
#include "tui/draw.h"

#include <stdlib.h>
#include <string.h>

enum { NARROWEST = 56, COMFORTABLE = 92, MARGIN = 1, GAP = 3, INDENT = 4, BAR = 2 };

struct stretch {
    const char *text; /* in the arena of the layout */
    enum tn_theme_role role, bar;
    int indent;
    bool barred; /* a line at its left, in the role bar */
};

struct line {
    struct stretch left, right; /* right.text NULL: nothing there */
};

struct rule_view {
    struct tn_explanation said;
    const char *message, *remedy; /* of the finding, in the arena of what is said */
    enum tn_severity severity;
    int width;   /* of the layout; 0: none yet */
    int prose;   /* columns of prose */
    int scripts; /* columns of the scripts beside it; 0: they stand below */
    struct tn_arena arena;
    TN_VECTOR(struct line) lines;
    struct cursor cursor;
};

/* ------------------------------------------------------------------ lines */

static void add_line(struct rule_view *view, struct stretch left, const char *text, size_t length) {
    left.text = tn_arena_text(&view->arena, text, length);
    TN_PUSH(&view->lines, ((struct line){.left = left}));
}

static void add_gap(struct rule_view *view) {
    if (view->lines.count)
        add_line(view, (struct stretch){0}, "", 0);
}

static void add_wrapped(struct rule_view *view, struct stretch form, const char *text) {
    int columns = (form.barred && view->scripts ? view->scripts : view->prose) - form.indent;
    do {
        size_t length = tn_text_line(text, columns > 0 ? (size_t)columns : 1);
        add_line(view, form, text, length);
        text += length + (text[length] == ' ' || text[length] == '\n');
    } while (*text);
}

static void add_heading(struct rule_view *view, const char *heading) {
    add_gap(view);
    if (*heading)
        add_wrapped(view, (struct stretch){.role = TN_ROLE_TITLE}, heading);
}

static void add_found(struct rule_view *view) {
    static const enum tn_theme_role roles[] = {
        [TN_INFO] = TN_ROLE_INFO, [TN_WARNING] = TN_ROLE_WARNING, [TN_ERROR] = TN_ROLE_ERROR};
    add_wrapped(view, (struct stretch){.role = roles[view->severity]}, view->message);
    if (view->remedy)
        add_wrapped(view, (struct stretch){.role = TN_ROLE_TEXT}, view->remedy);
}

/* ------------------------------------------------------------------ scripts */

static int script_width(const char *script, struct tn_arena *arena) {
    int widest = 0;
    for (const char *line = script; *line;) {
        size_t length = strcspn(line, "\n");
        int width = (int)tn_text_width(tn_arena_text(arena, line, length));
        widest = width > widest ? width : widest;
        line += length + (line[length] == '\n');
    }
    return widest;
}

/* Lines as they are; one that is too long is broken, and goes on behind the bar. */
static void add_script(struct rule_view *view, const struct tn_passage *passage) {
    bool fault = passage->kind == TN_PASSAGE_FAULT;
    struct stretch form = {.role = TN_ROLE_TEXT,
                           .bar = fault ? TN_ROLE_REMOVED : TN_ROLE_ADDED,
                           .indent = BAR,
                           .barred = true};
    add_heading(view, passage->heading);
    add_wrapped(view, form, passage->text);
    struct line *last = &view->lines.items[view->lines.count - 1];
    if (!*last->left.text)
        view->lines.count--; /* behind the last line break */
}

/* What was added from that line on goes to the right of what stands above it. */
static void put_beside(struct rule_view *view, size_t from) {
    size_t left = from - 1, right = view->lines.count - from; /* a gap is between them */
    for (size_t i = 0; i < right; i++) {
        struct stretch moved = view->lines.items[from + i].left;
        if (i >= left)
            view->lines.items[i].left = (struct stretch){.text = ""};
        view->lines.items[i].right = moved;
    }
    view->lines.count = left > right ? left : right;
}

/* ------------------------------------------------------------------ the layout */

static void add_passage(struct rule_view *view, const struct tn_passage *passage) {
    struct stretch text = {.role = TN_ROLE_TEXT};
    switch (passage->kind) {
    case TN_PASSAGE_TITLE:
    case TN_PASSAGE_TEXT:
        add_heading(view, passage->kind == TN_PASSAGE_TITLE ? passage->text : passage->heading);
        if (passage->kind == TN_PASSAGE_TEXT)
            add_wrapped(view, text, passage->text);
        break;
    case TN_PASSAGE_FACT:
        add_gap(view);
        add_wrapped(view, text,
                    tn_arena_format(&view->arena, "%s: %s", passage->heading, passage->text));
        break;
    case TN_PASSAGE_OPTION:
        add_wrapped(view, (struct stretch){.role = TN_ROLE_KEY_HINT, .indent = 2},
                    passage->heading);
        text.indent = INDENT;
        add_wrapped(view, text, passage->text);
        break;
    case TN_PASSAGE_FAULT:
    case TN_PASSAGE_GOOD:
        add_script(view, passage);
        break;
    }
}

/* The columns that the scripts need. */
static int scripts_width(struct rule_view *view) {
    int widest = 0;
    for (size_t i = 0; i < view->said.passages.count; i++) {
        const struct tn_passage *passage = &view->said.passages.items[i];
        int width =
            passage->kind < TN_PASSAGE_FAULT ? 0 : BAR + script_width(passage->text, &view->arena);
        widest = width > widest ? width : widest;
    }
    return widest;
}

/* Tells how much of the room is taken. */
static int divide(struct rule_view *view, int room) {
    int scripts = scripts_width(view), prose = room - 2 * MARGIN - GAP - scripts;
    bool beside = prose >= NARROWEST && scripts;
    if (!beside)
        prose = room - 2 * MARGIN;
    view->prose = prose < COMFORTABLE ? prose : COMFORTABLE;
    view->scripts = beside ? scripts : 0;
    return view->prose + 2 * MARGIN + (beside ? GAP + scripts : 0);
}

static void lay_out(struct rule_view *view) {
    tn_arena_free(&view->arena);
    view->lines.count = 0;
    add_found(view);
    size_t count = view->said.passages.count, scripts = 0;
    for (size_t i = 0; i < count; i++) {
        const struct tn_passage *passage = &view->said.passages.items[i];
        if (passage->kind == TN_PASSAGE_FAULT)
            scripts = view->lines.count + 1; /* behind a gap */
        add_passage(view, passage);
    }
    if (view->scripts && scripts)
        put_beside(view, scripts);
}

/* ------------------------------------------------------------------ the screen */

static void *open(struct app *app, void *subject) {
    const struct tn_finding *finding = subject;
    const struct tn_rule *rule = tn_rule_find(finding->rule);
    if (!rule) {
        app_say(app, "there is no more to say about it");
        return NULL;
    }
    struct rule_view *view = tn_allocate(sizeof *view);
    tn_rule_explain(rule, app->model, &view->said);
    struct tn_arena *arena = &view->said.arena;
    view->severity = finding->severity;
    view->message = tn_arena_text(arena, finding->message, strlen(finding->message));
    view->remedy =
        finding->remedy ? tn_arena_text(arena, finding->remedy, strlen(finding->remedy)) : NULL;
    return view;
}

static void draw_stretch(struct tn_cells *cells, struct tn_rect row,
                         const struct stretch *stretch) {
    if (!stretch->text)
        return;
    if (stretch->barred)
        tn_cells_put_glyph(cells, row.x, row.y, TN_GLYPH_VERTICAL_HEAVY, draw_style(stretch->bar));
    draw_text(cells, row.x + stretch->indent, row.y, row.width - stretch->indent, stretch->text,
              stretch->role);
}

static void draw_line(const struct rule_view *view, struct tn_cells *cells, struct tn_rect row,
                      const struct line *line) {
    struct tn_rect left = {row.x + MARGIN, row.y, view->prose, 1};
    struct tn_rect right = {left.x + view->prose + GAP, row.y, view->scripts, 1};
    draw_stretch(cells, left, &line->left);
    draw_stretch(cells, right, &line->right);
}

static void draw(struct app *app, void *state, struct tn_cells *cells, struct tn_rect area) {
    struct rule_view *view = state;
    int width = divide(view, area.width - 2);
    if (view->width != width)
        lay_out(view);
    view->width = width;
    struct tn_rect inside =
        draw_overlay(cells, area, width + 2, (int)view->lines.count + 2, view->said.headline);
    struct tn_rect panel = {inside.x - 1, inside.y - 1, inside.width + 2, inside.height + 2};
    cursor_show(&view->cursor, view->lines.count, inside.height);
    for (int i = 0; i < inside.height && view->cursor.top + (size_t)i < view->lines.count; i++)
        draw_line(view, cells, (struct tn_rect){inside.x, inside.y + i, inside.width, 1},
                  &view->lines.items[view->cursor.top + (size_t)i]);
    draw_scroll(cells, panel, &view->cursor, view->lines.count, true);
    app_place_cursor(app, inside.x, inside.y);
}

static void move(struct app *app, void *state, enum motion motion) {
    struct rule_view *view = state;
    (void)app;
    cursor_scroll(&view->cursor, motion, view->lines.count);
}

static void close(struct app *app, void *state) {
    struct rule_view *view = state;
    (void)app;
    free(view->lines.items);
    tn_arena_free(&view->arena);
    tn_explanation_free(&view->said);
    free(view);
}

const struct screen rule_screen = {
    .name = "rule",
    .title = "Explanation",
    .context = IN_HELP,
    .open = open,
    .draw = draw,
    .move = move,
    .close = close,
};
