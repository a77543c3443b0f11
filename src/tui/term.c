/*
 * Owns the terminal through curses: starting and restoring it, cells out, keys in. Does not know
 * what is drawn.
 */
#include "tui/term.h"

#include "tui/signals.h"

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

enum { PASTE_BEGIN = 0x2000, PASTE_END, WORD_LEFT, WORD_RIGHT, PASTE_LIMIT = 1 << 20 };

/* There is one terminal, and curses knows only one. */
static struct {
    bool started, closed, marks_idle, is_utf8, pasting;
    int colours;
    cchar_t *row;
    int row_capacity;
    unsigned idle_count;
    uint8_t looks[TN_ROLE_COUNT]; /* attributes of each role */
    struct tn_buffer text;        /* of the last key */
    char name[32];                /* of the last key */
} term;

/* ------------------------------------------------------------------ start and stop */

static bool is_set(const char *variable) {
    const char *value = getenv(variable);
    return value && *value;
}

static bool can_draw(struct tn_error *error) {
    const char *instead = "use its commands instead (tenon --help)";
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return tn_fail(error, "the designer needs a terminal: %s", instead);
    if (!is_set("TERM"))
        return tn_fail(error, "the designer needs to know the terminal, and TERM is not set: %s",
                       instead);
    const char *name = getenv("TERM");
    int status = 0;
    if (setupterm(name, STDOUT_FILENO, &status) != OK)
        return tn_fail(error, "no description of the terminal \"%s\" is installed: %s", name,
                       instead);
    if (!tigetstr("cup") || tigetstr("cup") == (char *)-1 || tigetflag("hc") > 0)
        return tn_fail(error, "the terminal \"%s\" cannot place the cursor: %s", name, instead);
    return true;
}

static int colours_wanted(void) {
    if (is_set("NO_COLOR") || !has_colors())
        return 0;
    return COLORS >= 256 ? 256 : COLORS >= 16 ? 16 : COLORS >= 8 ? 8 : 0;
}

static void send_capability(const char *name, const char *otherwise) {
    const char *text = tigetstr(name);
    putp(text && text != (const char *)-1 ? text : otherwise);
    fflush(stdout);
}

static void set_keys(void) {
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    meta(stdscr, TRUE);
    define_key("\033[200~", PASTE_BEGIN);
    define_key("\033[201~", PASTE_END);
    define_key("\033[1;5D", WORD_LEFT);
    define_key("\033[1;5C", WORD_RIGHT);
    mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
    mouseinterval(0);
}

static void set_colours(void) {
    if (is_set("NO_COLOR"))
        return;
    start_color();
    use_default_colors();
    term.colours = colours_wanted();
}

bool term_start(const struct tn_theme *theme, struct tn_error *error) {
    setlocale(LC_CTYPE, "");
    if (!can_draw(error) || !signals_open(error))
        return false;
    term.is_utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    term.marks_idle = is_set("TENON_IDLE_MARK");
    set_escdelay(25);
    initscr();
    term.started = true;
    tn_on_out_of_memory(term_stop);
    set_keys();
    set_colours();
    term_use_theme(theme);
    send_capability("BE", "\033[?2004h");
    return true;
}

void term_stop(void) {
    if (!term.started)
        return;
    term.started = false;
    tn_on_out_of_memory(NULL);
    send_capability("BD", "\033[?2004l");
    endwin();
    signals_close(term.closed);
    tn_buffer_free(&term.text);
    free(term.row);
    term.row = NULL;
    term.row_capacity = 0;
}

bool term_is_ascii(void) {
    return !term.is_utf8;
}

void term_use_theme(const struct tn_theme *theme) {
    for (int role = 0; role < TN_ROLE_COUNT && term.colours; role++)
        init_pair((short)(role + 1),
                  (short)tn_theme_foreground(theme, (enum tn_theme_role)role, term.colours),
                  (short)tn_theme_background(theme, (enum tn_theme_role)role, term.colours));
    for (int role = 0; role < TN_ROLE_COUNT; role++)
        term.looks[role] = tn_theme_attributes(theme, (enum tn_theme_role)role, term.colours);
    term_redraw();
}

void term_size(int *width, int *height) {
    *width = COLS;
    *height = LINES;
}

/* ------------------------------------------------------------------ cells out */

static attr_t curses_attributes(unsigned attributes) {
    return (attributes & TN_BOLD ? A_BOLD : 0) | (attributes & TN_REVERSE ? A_REVERSE : 0) |
           (attributes & TN_UNDERLINE ? A_UNDERLINE : 0) | (attributes & TN_DIM ? A_DIM : 0);
}

/* A character that the locale or curses sees otherwise than we do would shift the whole row. */
static size_t wide_text(const struct tn_cell *cell, wchar_t text[CCHARW_MAX + 1]) {
    size_t count = 0, length = strlen(cell->text);
    for (size_t at = 0, used; at < length && count < CCHARW_MAX; at += used) {
        uint32_t codepoint;
        used = tn_utf8_decode(cell->text + at, length - at, &codepoint);
        if (codepoint > 126 && !term.is_utf8)
            break;
        text[count++] = (wchar_t)codepoint;
    }
    text[count] = 0;
    return count > 0 && wcwidth(text[0]) == cell->width ? count : 0;
}

static int convert_cell(const struct tn_cell *cell, cchar_t *out) {
    wchar_t text[CCHARW_MAX + 1];
    int cells = 1;
    if (wide_text(cell, text) == 0) {
        text[0] = L'?';
        text[1] = 0;
        cells = cell->width;
    }
    attr_t attributes = curses_attributes(cell->attributes | term.looks[cell->role]);
    for (int i = 0; i < cells; i++)
        setcchar(&out[i], text, attributes, term.colours ? (short)(cell->role + 1) : 0, NULL);
    return cells;
}

static void show_row(const struct tn_cells *cells, int y) {
    int count = 0;
    for (int x = 0; x < cells->width; x++) {
        const struct tn_cell *cell = tn_cells_at(cells, x, y);
        if (cell->width > 0)
            count += convert_cell(cell, &term.row[count]);
    }
    mvadd_wchnstr(y, 0, term.row, count);
}

void term_show(const struct tn_cells *cells, int cursor_x, int cursor_y) {
    if (term.row_capacity < cells->width) {
        term.row_capacity = cells->width;
        term.row = tn_reallocate(term.row, (size_t)cells->width * sizeof *term.row);
    }
    for (int y = 0; y < cells->height && y < LINES; y++)
        show_row(cells, y);
    move(cursor_y, cursor_x);
    refresh();
}

void term_redraw(void) {
    clearok(curscr, TRUE);
}

void term_suspend(void) {
    send_capability("BD", "\033[?2004l");
    endwin();
    signals_stop_process();
    send_capability("BE", "\033[?2004h");
    term_redraw();
}

void term_mark(const char *what) {
    if (!term.marks_idle)
        return;
    printf("\033]777;%s;%u\a", what, ++term.idle_count);
    fflush(stdout);
}

/* ------------------------------------------------------------------ keys in */

static const struct {
    int code;
    const char *name;
} key_names[] = {
    {KEY_UP, "Up"},          {KEY_DOWN, "Down"},           {KEY_LEFT, "Left"},
    {KEY_RIGHT, "Right"},    {KEY_HOME, "Home"},           {KEY_END, "End"},
    {KEY_PPAGE, "PageUp"},   {KEY_NPAGE, "PageDown"},      {KEY_IC, "Insert"},
    {KEY_DC, "Delete"},      {KEY_BACKSPACE, "Backspace"}, {KEY_ENTER, "Enter"},
    {KEY_BTAB, "S-Tab"},     {KEY_SLEFT, "S-Left"},        {KEY_SRIGHT, "S-Right"},
    {KEY_SR, "S-Up"},        {KEY_SF, "S-Down"},           {WORD_LEFT, "C-Left"},
    {WORD_RIGHT, "C-Right"},
};

static void set_key(struct key *key, const char *name) {
    *key = (struct key){.name = name};
}

static bool mouse_key(struct key *key) {
    MEVENT event;
    if (getmouse(&event) != OK)
        return false;
    set_key(key, event.bstate & BUTTON4_PRESSED   ? "WheelUp"
                 : event.bstate & BUTTON5_PRESSED ? "WheelDown"
                                                  : "Click");
    key->x = event.x;
    key->y = event.y;
    return true;
}

static bool function_key(int code, struct key *key) {
    if (code == KEY_MOUSE)
        return mouse_key(key);
    if (code >= KEY_F(1) && code <= KEY_F(12)) {
        snprintf(term.name, sizeof term.name, "F%d", code - KEY_F(0));
        set_key(key, term.name);
        return true;
    }
    for (size_t i = 0; i < TN_LENGTH(key_names); i++)
        if (key_names[i].code == code) {
            set_key(key, key_names[i].name);
            return true;
        }
    return false;
}

static void put_wide(struct tn_buffer *out, wint_t character) {
    char bytes[4];
    tn_put_bytes(out, bytes, tn_utf8_encode((uint32_t)character, bytes));
}

static const char *control_name(wint_t character) {
    switch (character) {
    case '\r':
    case '\n':
        return "Enter";
    case '\t':
        return "Tab";
    case 27:
        return "Esc";
    case 8:
    case 127:
        return "Backspace";
    case ' ':
        return "Space";
    case 0:
        return "C-Space";
    }
    if (character >= 32)
        return NULL;
    snprintf(term.name, sizeof term.name, "C-%c",
             (char)(character <= 26 ? character + 'a' - 1 : character + '@'));
    return term.name;
}

static void character_key(wint_t character, struct key *key) {
    const char *name = control_name(character);
    tn_buffer_reset(&term.text);
    put_wide(&term.text, character);
    set_key(key, name ? name : tn_buffer_text(&term.text));
    if (character >= 32 && character != 127)
        key->text = tn_buffer_text(&term.text);
}

/* Alt sends the key right behind an escape: together they are another key. */
static void escape_key(struct key *key) {
    wint_t next;
    int result = get_wch(&next);
    if (result != OK) {
        set_key(key, "Esc");
        if (result == KEY_CODE_YES)
            ungetch((int)next);
        return;
    }
    tn_buffer_reset(&term.text);
    tn_put(&term.text, "M-");
    if (next == 127 || next == 8)
        tn_put(&term.text, "Backspace");
    else
        put_wide(&term.text, next);
    set_key(key, tn_buffer_text(&term.text));
}

/* Collects a paste over as many reads as it takes. True when it is complete. */
static bool paste_key(int result, wint_t character, struct key *key) {
    if (result == KEY_CODE_YES && character == PASTE_END) {
        term.pasting = false;
        *key = (struct key){.name = "Paste", .text = tn_buffer_text(&term.text)};
        return true;
    }
    if (result == OK && term.text.length < PASTE_LIMIT)
        put_wide(&term.text, character == '\r' ? '\n' : character);
    return false;
}

/* The next key curses has; false where there is none now. */
static bool read_key(struct key *key) {
    wint_t character;
    for (int result; (result = get_wch(&character)) != ERR;) {
        if (term.pasting) {
            if (paste_key(result, character, key))
                return true;
        } else if (result == KEY_CODE_YES && character == PASTE_BEGIN) {
            term.pasting = true;
            tn_buffer_reset(&term.text);
        } else if (result == KEY_CODE_YES) {
            if (function_key((int)character, key))
                return true;
        } else if (character == 27) {
            escape_key(key);
            return true;
        } else {
            character_key(character, key);
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------------ waiting */

static void follow_size(void) {
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return;
    resizeterm(size.ws_row ? size.ws_row : 1, size.ws_col ? size.ws_col : 1);
}

static enum term_event read_signals(void) {
    enum term_event event = TERM_TIMEOUT;
    for (enum signal_note note; (note = signals_next()) != SIGNAL_NONE;) {
        if (note == SIGNAL_END)
            return TERM_CLOSED;
        if (note == SIGNAL_STOP)
            term_suspend();
        if (note == SIGNAL_GO_ON)
            term_redraw();
        event = TERM_RESIZED;
    }
    if (event == TERM_RESIZED)
        follow_size();
    return event;
}

/* Readable without a byte to read: the other end is gone. */
static bool is_closed(short events) {
    int waiting = 0;
    if (events & (POLLHUP | POLLERR | POLLNVAL))
        return true;
    return (events & POLLIN) && (ioctl(STDIN_FILENO, FIONREAD, &waiting) != 0 || waiting == 0);
}

static bool is_over(int ready, short events) {
    return (ready < 0 && errno != EINTR) || (ready > 0 && is_closed(events));
}

enum term_event term_wait(int milliseconds, int other, struct key *key) {
    for (;;) {
        if (read_key(key))
            return TERM_KEY;
        struct pollfd wait[] = {{.fd = STDIN_FILENO, .events = POLLIN},
                                {.fd = signals_file(), .events = POLLIN},
                                {.fd = other, .events = POLLIN}};
        int ready = poll(wait, TN_LENGTH(wait), milliseconds);
        if (ready == 0)
            return TERM_TIMEOUT;
        bool over = is_over(ready, wait[0].revents);
        enum term_event event = read_signals();
        term.closed = over || event == TERM_CLOSED;
        if (term.closed)
            return TERM_CLOSED;
        if (event != TERM_TIMEOUT)
            return event;
        if (ready > 0 && wait[2].revents && !wait[0].revents)
            return TERM_OTHER;
    }
}
