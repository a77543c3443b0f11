/*
 * Feeding what the program writes to libvterm, and looking for its marks on the way.
 */
#include "tui/pty.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* ------------------------------------------------------------------ starting */

static void set_variable(const char *setting) {
    const char *equals = strchr(setting, '=');
    if (!equals) {
        unsetenv(setting);
        return;
    }
    char *name = strndup(setting, (size_t)(equals - setting));
    setenv(name, equals + 1, 1);
    free(name);
}

static void run_child(const char *const *arguments, const char *const *environment) {
    static const char *const standard[] = {"TERM=xterm-256color",
                                           "LC_ALL=C.UTF-8",
                                           "TENON_IDLE_MARK=1",
                                           "NO_COLOR",
                                           "LINES",
                                           "COLUMNS"};
    for (size_t i = 0; i < sizeof standard / sizeof *standard; i++)
        set_variable(standard[i]);
    for (; environment && *environment; environment++)
        set_variable(*environment);
    execv(arguments[0], (char *const *)arguments);
    perror(arguments[0]);
    _exit(127);
}

void pty_start(struct pty *pty, const char *const *arguments, const char *const *environment,
               int width, int height) {
    struct winsize size = {.ws_row = (unsigned short)height, .ws_col = (unsigned short)width};
    memset(pty, 0, sizeof *pty);
    pty->width = width;
    pty->height = height;
    pty->vterm = vterm_new(height, width);
    vterm_set_utf8(pty->vterm, 1);
    pty->screen = vterm_obtain_screen(pty->vterm);
    vterm_screen_enable_altscreen(pty->screen, 1);
    vterm_screen_reset(pty->screen, 1);
    pty->child = forkpty(&pty->master, NULL, NULL, &size);
    if (pty->child == 0)
        run_child(arguments, environment);
    if (pty->child < 0) {
        perror("forkpty");
        abort();
    }
}

/* ------------------------------------------------------------------ reading */

/* A mark is ESC ] 777;idle;NUMBER BEL, or with pause: its last byte counts, whichever read brings
 * it. Only the first bytes of a sequence are kept. */
static void find_marks(struct pty *pty, const char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == '\033')
            pty->mark_length = 0;
        if (pty->mark_length < sizeof pty->mark - 1)
            pty->mark[pty->mark_length++] = bytes[i];
        if (bytes[i] != '\a')
            continue;
        pty->idles += strncmp(pty->mark, "\033]777;idle;", 11) == 0;
        pty->pauses += strncmp(pty->mark, "\033]777;pause;", 12) == 0;
    }
}

static void keep(struct pty *pty, const char *bytes, size_t length) {
    if (pty->raw_length + length + 1 > pty->raw_capacity) {
        pty->raw_capacity = 2 * (pty->raw_length + length + 1);
        pty->raw = realloc(pty->raw, pty->raw_capacity);
    }
    memcpy(pty->raw + pty->raw_length, bytes, length);
    pty->raw_length += length;
    pty->raw[pty->raw_length] = 0;
}

/* What there is, waiting for the first byte of it. */
static void read_some(struct pty *pty) {
    char bytes[4096];
    ssize_t count = read(pty->master, bytes, sizeof bytes);
    if (count < 0 && errno == EINTR)
        return;
    if (count <= 0) {
        pty->ended = true;
        return;
    }
    keep(pty, bytes, (size_t)count);
    find_marks(pty, bytes, (size_t)count);
    vterm_input_write(pty->vterm, bytes, (size_t)count);
}

bool pty_settle(struct pty *pty) {
    unsigned long seen = pty->idles;
    while (!pty->ended && pty->idles == seen)
        read_some(pty);
    return !pty->ended;
}

bool pty_wait_text(struct pty *pty, const char *text) {
    while (!pty_shows(pty, text)) {
        if (pty->ended)
            return false;
        read_some(pty);
    }
    return true;
}

/* ------------------------------------------------------------------ writing */

/* Marks of pauses that came before do not count as answers. */
static void drain(struct pty *pty) {
    struct pollfd wait = {.fd = pty->master, .events = POLLIN};
    while (!pty->ended && poll(&wait, 1, 0) > 0)
        read_some(pty);
}

void pty_write(struct pty *pty, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t count = write(pty->master, bytes, length);
        if (count < 0 && errno != EINTR)
            return;
        if (count > 0) {
            bytes += count;
            length -= (size_t)count;
        }
    }
}

bool pty_send(struct pty *pty, const char *bytes) {
    drain(pty);
    pty_write(pty, bytes, strlen(bytes));
    return pty_settle(pty);
}

void pty_resize(struct pty *pty, int width, int height) {
    struct winsize size = {.ws_row = (unsigned short)height, .ws_col = (unsigned short)width};
    pty->width = width;
    pty->height = height;
    vterm_set_size(pty->vterm, height, width);
    ioctl(pty->master, TIOCSWINSZ, &size);
}

/* ------------------------------------------------------------------ the end */

int pty_end(struct pty *pty) {
    while (!pty->ended)
        read_some(pty);
    while (waitpid(pty->child, &pty->status, 0) < 0 && errno == EINTR)
        ;
    pty->child = 0;
    return WIFEXITED(pty->status) ? WEXITSTATUS(pty->status) : 128 + WTERMSIG(pty->status);
}

void pty_hang_up(struct pty *pty) {
    close(pty->master);
    pty->master = -1;
    pty->ended = true;
}

void pty_free(struct pty *pty) {
    if (pty->child > 0) {
        kill(pty->child, SIGKILL);
        waitpid(pty->child, NULL, 0);
    }
    if (pty->master >= 0)
        close(pty->master);
    vterm_free(pty->vterm);
    free(pty->raw);
}

/* ------------------------------------------------------------------ the screen */

static size_t encode(uint32_t codepoint, char *out) {
    if (codepoint < 0x80) {
        out[0] = (char)codepoint;
        return 1;
    }
    if (codepoint < 0x800) {
        out[0] = (char)(0xC0 | codepoint >> 6);
        out[1] = (char)(0x80 | (codepoint & 0x3F));
        return 2;
    }
    if (codepoint < 0x10000) {
        out[0] = (char)(0xE0 | codepoint >> 12);
        out[1] = (char)(0x80 | (codepoint >> 6 & 0x3F));
        out[2] = (char)(0x80 | (codepoint & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | codepoint >> 18);
    out[1] = (char)(0x80 | (codepoint >> 12 & 0x3F));
    out[2] = (char)(0x80 | (codepoint >> 6 & 0x3F));
    out[3] = (char)(0x80 | (codepoint & 0x3F));
    return 4;
}

static char *put_cell(const VTermScreenCell *cell, char *out) {
    if (cell->chars[0] == 0 || cell->chars[0] == (uint32_t)-1) {
        *out++ = ' ';
        return out;
    }
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++)
        out += encode(cell->chars[i], out);
    return out;
}

char *pty_text(struct pty *pty) {
    size_t row_size = (size_t)pty->width * VTERM_MAX_CHARS_PER_CELL * 4 + 1;
    char *text = malloc((size_t)pty->height * row_size + 1), *out = text;
    for (int y = 0; y < pty->height; y++) {
        char *row = out;
        VTermScreenCell cell = {.width = 1};
        for (int x = 0; x<pty->width; x += cell.width> 0 ? cell.width : 1)
            if (vterm_screen_get_cell(pty->screen, (VTermPos){.row = y, .col = x}, &cell))
                out = put_cell(&cell, out);
        while (out > row && out[-1] == ' ')
            out--;
        *out++ = '\n';
    }
    *out = 0;
    return text;
}

bool pty_shows(struct pty *pty, const char *text) {
    char *screen = pty_text(pty);
    bool found = strstr(screen, text) != NULL;
    free(screen);
    return found;
}

void pty_cursor(struct pty *pty, int *x, int *y) {
    VTermPos position;
    vterm_state_get_cursorpos(vterm_obtain_state(pty->vterm), &position);
    *x = position.col;
    *y = position.row;
}
