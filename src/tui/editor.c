/*
 * Editing a line: motions, insertion, deletion, and the part of it that fits on the screen.
 */
#include "tui/editor.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { JOINER = 0x200D };

/* ------------------------------------------------------------------ characters */

static bool extends(uint32_t codepoint) {
    return codepoint >= 0x300 && tn_codepoint_width(codepoint) == 0;
}

size_t editor_next(const char *text, size_t length, size_t at) {
    uint32_t codepoint = 0, previous = 0;
    size_t used = tn_utf8_decode(text + at, length - at, &codepoint);
    at += used;
    for (; used > 0; at += used) {
        previous = codepoint;
        used = tn_utf8_decode(text + at, length - at, &codepoint);
        if (used == 0 || !(extends(codepoint) || previous == JOINER))
            break;
    }
    return at;
}

size_t editor_previous(const char *text, size_t length, size_t at) {
    size_t from = 0;
    for (size_t next = 0; next < at; next = editor_next(text, length, from))
        from = next;
    return from;
}

/* ------------------------------------------------------------------ contents */

void editor_set(struct editor *editor, const char *text) {
    tn_buffer_reset(&editor->text);
    tn_put(&editor->text, text);
    editor->cursor = editor->text.length;
    editor->shown = 0;
}

const char *editor_text(const struct editor *editor) {
    return tn_buffer_text(&editor->text);
}

void editor_free(struct editor *editor) {
    tn_buffer_free(&editor->text);
    *editor = (struct editor){0};
}

static void splice(struct editor *editor, size_t from, size_t to, struct tn_slice with) {
    struct tn_buffer text = {0};
    tn_put_bytes(&text, editor_text(editor), from);
    tn_put_bytes(&text, with.at, with.length);
    tn_put(&text, editor_text(editor) + to);
    tn_buffer_free(&editor->text);
    editor->text = text;
    editor->cursor = from + with.length;
}

void editor_replace(struct editor *editor, size_t bytes, const char *with) {
    splice(editor, editor->cursor - bytes, editor->cursor, tn_slice_of(with));
}

/* What may stand in a line: no control characters; line feeds become blanks unless they are kept.
 */
static void insert(struct editor *editor, const char *text) {
    struct tn_buffer clean = {0};
    size_t length = strlen(text);
    for (size_t at = 0, used; at < length; at += used) {
        uint32_t codepoint;
        used = tn_utf8_decode(text + at, length - at, &codepoint);
        if (codepoint == '\n' && (editor->lines || at + used == length))
            tn_put(&clean, editor->lines ? "\n" : "");
        else if (codepoint == '\n' || codepoint == '\t')
            tn_put_char(&clean, ' ');
        else if (codepoint >= ' ' && codepoint != 0x7F && !(codepoint >= 0x80 && codepoint < 0xA0))
            tn_put_bytes(&clean, text + at, used);
    }
    splice(editor, editor->cursor, editor->cursor, tn_slice_of(tn_buffer_text(&clean)));
    tn_buffer_free(&clean);
}

/* ------------------------------------------------------------------ motions */

static size_t right_of(const struct editor *editor) {
    return editor_next(editor_text(editor), editor->text.length, editor->cursor);
}

static size_t left_of(const struct editor *editor) {
    return editor_previous(editor_text(editor), editor->text.length, editor->cursor);
}

static bool in_word(char c) {
    return isalnum((unsigned char)c) || c == '_' || (c & 0x80);
}

static size_t word_left(const struct editor *editor) {
    const char *text = editor_text(editor);
    size_t at = editor->cursor;
    while (at > 0 && !in_word(text[at - 1]))
        at--;
    while (at > 0 && in_word(text[at - 1]))
        at--;
    return at;
}

static size_t word_right(const struct editor *editor) {
    const char *text = editor_text(editor);
    size_t at = editor->cursor;
    while (text[at] && !in_word(text[at]))
        at++;
    while (text[at] && in_word(text[at]))
        at++;
    return at;
}

static size_t line_start(const struct editor *editor) {
    (void)editor;
    return 0;
}

static size_t line_end(const struct editor *editor) {
    return editor->text.length;
}

/* Each key goes somewhere; some of them take the text on the way along. */
static const struct motion_key {
    const char *keys;
    size_t (*to)(const struct editor *editor);
    bool deletes;
} motion_keys[] = {
    {"Left C-b", left_of, false},
    {"Right C-f", right_of, false},
    {"Home C-a", line_start, false},
    {"End C-e", line_end, false},
    {"C-Left M-b", word_left, false},
    {"C-Right M-f", word_right, false},
    {"Backspace C-h", left_of, true},
    {"Delete C-d", right_of, true},
    {"C-w M-Backspace", word_left, true},
    {"M-d", word_right, true},
    {"C-u", line_start, true},
    {"C-k", line_end, true},
};

static void travel(struct editor *editor, size_t to, bool deletes) {
    size_t from = editor->cursor;
    if (!deletes)
        editor->cursor = to;
    else
        splice(editor, from < to ? from : to, from < to ? to : from, TN_SLICE(""));
}

bool editor_key(struct editor *editor, const struct key *key) {
    for (size_t i = 0; i < TN_LENGTH(motion_keys); i++)
        if (key_in(key, motion_keys[i].keys)) {
            travel(editor, motion_keys[i].to(editor), motion_keys[i].deletes);
            return true;
        }
    if (!key->text)
        return false;
    insert(editor, key->text);
    return true;
}

/* ------------------------------------------------------------------ drawing */

static size_t columns_between(const char *text, size_t from, size_t to) {
    size_t columns = 0;
    for (size_t at = from, used; at < to; at += used) {
        uint32_t codepoint;
        used = tn_utf8_decode(text + at, to - at, &codepoint);
        columns += codepoint == '\n' ? 1 : (size_t)tn_codepoint_width(codepoint);
    }
    return columns;
}

/* The cursor stays inside, with one column to spare for itself. */
static void scroll_to_cursor(struct editor *editor, int width) {
    const char *text = editor_text(editor);
    size_t room = width > 1 ? (size_t)width - 1 : 0;
    if (editor->shown > editor->cursor || editor->shown > editor->text.length)
        editor->shown = editor->cursor;
    while (editor->shown < editor->cursor &&
           columns_between(text, editor->shown, editor->cursor) > room)
        editor->shown = editor_next(text, editor->text.length, editor->shown);
}

int editor_draw(struct editor *editor, struct tn_cells *cells, struct tn_rect rect,
                struct tn_style style) {
    scroll_to_cursor(editor, rect.width);
    const char *text = editor_text(editor);
    rect.height = 1;
    tn_cells_fill(cells, rect, TN_GLYPH_SPACE, style);
    struct tn_rect before = tn_cells_clip(cells, rect);
    int x = rect.x;
    for (size_t at = editor->shown; at < editor->text.length;) {
        size_t next = editor_next(text, editor->text.length, at);
        if (text[at] == '\n')
            x += tn_cells_put_glyph(cells, x, rect.y, TN_GLYPH_ARROW_DOWN,
                                    (struct tn_style){TN_ROLE_DIM, style.attributes});
        else
            x += tn_cells_put_slice(cells, x, rect.y, (struct tn_slice){text + at, next - at},
                                    style);
        at = next;
    }
    cells->clip = before;
    return rect.x + (int)columns_between(text, editor->shown, editor->cursor);
}
