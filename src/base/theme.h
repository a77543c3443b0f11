/*
 * theme: how things look, by role: no other file names a colour.
 *
 * A theme is a file NAME.theme of lines "key = value"; a line that starts with # is a comment. The
 * keys:
 *
 *     name = Slate                                   shown to the user
 *     help = dark and quiet                          one line
 *     cursor_row = #e6edf3 #2b3640 bold underline    a role: foreground background attributes
 *     svg.light.box = #ffffff                        the diagram as a picture, light and dark
 *
 * A role that a theme leaves out looks like `text`, with the attributes of TN_ROLES; a picture
 * colour that it leaves out is that of the default theme.
 */
#ifndef BASE_THEME_H
#define BASE_THEME_H

#include "base/colour.h"

enum tn_cell_attribute { TN_BOLD = 1, TN_REVERSE = 2, TN_UNDERLINE = 4, TN_DIM = 8 };

/* X(symbol, name, attributes where colours cannot show it, help) */
#define TN_ROLES(X)                                                                                \
    X(TEXT, text, 0, "ordinary text")                                                              \
    X(DIM, dim, TN_DIM, "text of less weight")                                                     \
    X(BORDER, border, 0, "frame of a panel")                                                       \
    X(BORDER_FOCUS, border_focus, TN_BOLD, "frame of the panel that has the keys")                 \
    X(TITLE, title, TN_BOLD, "title of a panel")                                                   \
    X(CURSOR_ROW, cursor_row, TN_REVERSE, "the row of the cursor")                                 \
    X(KEY_MARK, key_mark, TN_BOLD, "mark of a primary key")                                        \
    X(FK_MARK, fk_mark, 0, "mark of a foreign key")                                                \
    X(TYPE, type, 0, "type of a column")                                                           \
    X(NULL_MARK, null_mark, TN_DIM, "mark of a column that may be null")                           \
    X(ERROR, error, TN_BOLD, "an error")                                                           \
    X(WARNING, warning, TN_BOLD, "a warning")                                                      \
    X(INFO, info, 0, "advice")                                                                     \
    X(ADDED, added, 0, "something new")                                                            \
    X(REMOVED, removed, 0, "something gone")                                                       \
    X(CHANGED, changed, 0, "something changed")                                                    \
    X(STATUS_BAR, status_bar, TN_REVERSE, "the line of the state")                                 \
    X(KEY_HINT, key_hint, TN_BOLD, "a key, where keys are explained")                              \
    X(PROMPT, prompt, TN_BOLD, "the question before an input")                                     \
    X(SELECTION, selection, TN_REVERSE, "what is selected")                                        \
    X(MATCH, match, TN_UNDERLINE, "letters that match a search")                                   \
    X(MESSAGE, message, 0, "the answer to a command")                                              \
    X(DIAGRAM_BOX, diagram_box, 0, "frame of an entity in the diagram")                            \
    X(DIAGRAM_EDGE, diagram_edge, 0, "line of a relationship")                                     \
    X(DIAGRAM_EDGE_FOCUS, diagram_edge_focus, TN_BOLD, "lines of the entity of the cursor")        \
    X(AREA1, area1, 0, "first area")                                                               \
    X(AREA2, area2, 0, "second area")                                                              \
    X(AREA3, area3, 0, "third area")                                                               \
    X(AREA4, area4, 0, "fourth area")                                                              \
    X(AREA5, area5, 0, "fifth area")                                                               \
    X(AREA6, area6, 0, "sixth area")

enum tn_theme_role {
#define TN_ROLE_SYMBOL(symbol, name, attributes, help) TN_ROLE_##symbol,
    TN_ROLES(TN_ROLE_SYMBOL)
#undef TN_ROLE_SYMBOL
        TN_ROLE_COUNT
};

struct tn_role_info {
    const char *name;
    uint8_t attributes; /* where colours cannot show it */
    const char *help;
};
extern const struct tn_role_info tn_roles[TN_ROLE_COUNT];

/* Colours of the diagram as a picture. */
enum tn_picture_role {
    TN_PICTURE_BACKGROUND,
    TN_PICTURE_BOX,
    TN_PICTURE_HEADER,
    TN_PICTURE_TEXT,
    TN_PICTURE_DIM,
    TN_PICTURE_EDGE,
    TN_PICTURE_KEY,
    TN_PICTURE_ADDED,
    TN_PICTURE_REMOVED,
    TN_PICTURE_CHANGED,
    TN_PICTURE_AREA1,
    TN_PICTURE_AREA2,
    TN_PICTURE_AREA3,
    TN_PICTURE_AREA4,
    TN_PICTURE_AREA5,
    TN_PICTURE_AREA6,
    TN_PICTURE_COUNT
};
enum tn_shade { TN_LIGHT, TN_DARK, TN_SHADE_COUNT };
extern const char *const tn_picture_roles[TN_PICTURE_COUNT]; /* "background", … */
extern const char *const tn_shades[TN_SHADE_COUNT];          /* "light", "dark" */

struct tn_look {
    struct tn_colour foreground, background;
    uint8_t attributes;
    bool is_given; /* by the theme itself */
};

struct tn_theme {
    struct tn_arena arena;
    const char *name, *help; /* "" where the theme has none */
    struct tn_look looks[TN_ROLE_COUNT];
    char picture[TN_SHADE_COUNT][TN_PICTURE_COUNT][8]; /* "#rrggbb" */
};

/* The default theme, as a file would hold it; in the program, so that it works without files. */
extern const char *const tn_theme_default_name; /* "slate" */
void tn_theme_put_default(struct tn_buffer *out);

/* Reads the text of a theme. The file's name is for messages only. Every mistake is reported, one a
 * line: "file:line: what; remedy". Free with tn_theme_free on success only. */
bool tn_theme_parse(const char *text, const char *file, struct tn_theme *theme,
                    struct tn_error *error);

/* Looks a theme up: a path (with a slash, or ending in .theme) as it is; a name in $TENON_THEMES,
 * then in the installed folder, then the one in the program. NULL: the default. */
bool tn_theme_load(const char *name, struct tn_theme *theme, struct tn_error *error);
void tn_theme_free(struct tn_theme *theme);

/* What tn_theme_load finds by name, sorted; in the arena. The help of a theme with mistakes is its
 * first mistake. */
struct tn_theme_entry {
    const char *name, *help;
    const char *path; /* NULL: the one in the program */
};
struct tn_theme_list {
    struct tn_theme_entry *entries;
    size_t count;
};
struct tn_theme_list tn_theme_list(struct tn_arena *arena);

/* The attributes to draw a role with, on a terminal of so many colours (0: none, or not wanted):
 * those of the theme, and those of TN_ROLES where its background does not show. */
uint8_t tn_theme_attributes(const struct tn_theme *theme, enum tn_theme_role role, int colours);

/* The index of the foreground: like tn_colour_index, but never the background's own. */
int tn_theme_foreground(const struct tn_theme *theme, enum tn_theme_role role, int colours);
int tn_theme_background(const struct tn_theme *theme, enum tn_theme_role role, int colours);

#endif
