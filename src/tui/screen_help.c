/*
 * Help: the keys and commands of the place one came from, then all others, from the command table.
 */
#include "tui/command.h"
#include "tui/draw.h"

#include <stdlib.h>
#include <string.h>

enum { KEYS_WIDTH = 15, NAME_WIDTH = 17, WIDEST = 124 };

struct help_line {
    const char *keys, *name, *text; /* in the arena; a heading has a name only */
    bool blocked;
};

struct help {
    struct tn_arena arena;
    TN_VECTOR(struct help_line) lines;
    struct cursor cursor;
};

/* ------------------------------------------------------------------ lines */

static const char *keys_text(struct help *help, const struct command *command) {
    return tn_arena_text(&help->arena, command->keys, strlen(command->keys));
}

static const char *name_text(struct help *help, const struct command *command) {
    return tn_arena_format(&help->arena, ":%s", command->name);
}

/* Text broken at blanks into lines of so many columns; the first is that of the keys and name. */
static void add_wrapped(struct help *help, struct help_line line, const char *text,
                        size_t columns) {
    do {
        size_t length = tn_text_line(text, columns);
        line.text = tn_arena_text(&help->arena, text, length);
        TN_PUSH(&help->lines, line);
        line.keys = line.name = line.name ? "" : NULL;
        text += length + (text[length] == ' ' || text[length] == '\n');
    } while (*text);
}

/* A command that cannot run now stays, with the reason. */
static void add_command(struct app *app, struct help *help, const struct command *command,
                        bool tells_reason) {
    const char *reason = tells_reason ? command_blocked(app, command) : NULL;
    const char *text =
        reason ? tn_arena_format(&help->arena, "%s (now not: %s)", command->help, reason)
               : command->help;
    struct help_line line = {keys_text(help, command), name_text(help, command), NULL,
                             reason != NULL};
    int room = app->width > WIDEST ? WIDEST : app->width < 60 ? 60 : app->width;
    add_wrapped(help, line, text, (size_t)(room - 4 - KEYS_WIDTH - NAME_WIDTH));
}

static void add_heading(struct help *help, const char *title) {
    if (help->lines.count)
        TN_PUSH(&help->lines, ((struct help_line){.text = ""}));
    TN_PUSH(&help->lines, ((struct help_line){.name = title}));
}

static void add_commands(struct app *app, struct help *help, unsigned context) {
    size_t count;
    const struct command *all = command_table(&count);
    add_heading(help, "Here");
    for (size_t i = 0; i < count; i++)
        if (all[i].contexts & context)
            add_command(app, help, &all[i], true);
    add_heading(help, "Elsewhere, or by name");
    for (size_t i = 0; i < count; i++)
        if (!(all[i].contexts & context))
            add_command(app, help, &all[i], false);
    add_heading(help, "While typing");
    static const struct help_line typing[] = {
        {"Enter Esc", "", "Done; as it was before", false},
        {"Tab S-Tab", "", "Complete, or go to the next and previous cell", false},
        {"C-a C-e", "", "To the beginning and the end", false},
        {"C-w C-u C-k", "", "Delete a word, to the beginning, to the end", false},
        {"Up Down", "", "What was typed before (command line)", false},
    };
    for (size_t i = 0; i < TN_LENGTH(typing); i++)
        TN_PUSH(&help->lines, typing[i]);
}

/* ------------------------------------------------------------------ the screen */

static void *open(struct app *app, void *subject) {
    struct help *help = tn_allocate(sizeof *help);
    (void)subject;
    add_commands(app, help, app_context(app));
    return help;
}

static void draw_line(struct tn_cells *cells, struct tn_rect row, const struct help_line *line) {
    if (!line->text) {
        draw_text(cells, row.x + 1, row.y, row.width - 2, line->name, TN_ROLE_TITLE);
    } else if (!line->name) {
        draw_text(cells, row.x + 1, row.y, row.width - 2, line->text, TN_ROLE_TEXT);
    } else {
        int keys = KEYS_WIDTH, name = NAME_WIDTH;
        draw_text(cells, row.x + 1, row.y, keys - 2, line->keys, TN_ROLE_KEY_HINT);
        draw_text(cells, row.x + keys, row.y, name - 1, line->name, TN_ROLE_DIM);
        draw_text(cells, row.x + keys + name, row.y, row.width - keys - name - 1, line->text,
                  line->blocked ? TN_ROLE_DIM : TN_ROLE_TEXT);
    }
}

static void draw(struct app *app, void *state, struct tn_cells *cells, struct tn_rect area) {
    struct help *help = state;
    struct tn_rect inside = draw_overlay(cells, area, area.width > WIDEST ? WIDEST : area.width,
                                         area.height, "Keys and commands");
    struct tn_rect panel = {inside.x - 1, inside.y - 1, inside.width + 2, inside.height + 2};
    cursor_show(&help->cursor, help->lines.count, inside.height);
    for (int i = 0; i < inside.height && help->cursor.top + (size_t)i < help->lines.count; i++)
        draw_line(cells, (struct tn_rect){inside.x, inside.y + i, inside.width, 1},
                  &help->lines.items[help->cursor.top + (size_t)i]);
    draw_scroll(cells, panel, &help->cursor, help->lines.count, true);
    app_place_cursor(app, inside.x, inside.y + (int)(help->cursor.at - help->cursor.top));
}

static void move(struct app *app, void *state, enum motion motion) {
    struct help *help = state;
    (void)app;
    cursor_move(&help->cursor, motion, help->lines.count);
}

static void close(struct app *app, void *state) {
    struct help *help = state;
    (void)app;
    free(help->lines.items);
    tn_arena_free(&help->arena);
    free(help);
}

const struct screen help_screen = {
    .name = "help",
    .title = "Help",
    .context = IN_HELP,
    .covers = true,
    .open = open,
    .draw = draw,
    .move = move,
    .close = close,
};
