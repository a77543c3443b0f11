/*
 * Owns the roles and the reading of a theme. It does not know where themes lie: theme_find.c does.
 */
#include "base/theme.h"

#include <stdlib.h>
#include <string.h>

const struct tn_role_info tn_roles[TN_ROLE_COUNT] = {
#define ROLE_INFO(symbol, name, attributes, help) {#name, attributes, help},
    TN_ROLES(ROLE_INFO)
#undef ROLE_INFO
};

const char *const tn_picture_roles[TN_PICTURE_COUNT] = {
    "background", "box",     "header", "text",  "dim",   "edge",  "key",   "added",
    "removed",    "changed", "area1",  "area2", "area3", "area4", "area5", "area6",
};

const char *const tn_shades[TN_SHADE_COUNT] = {"light", "dark"};

static const struct {
    const char *name;
    uint8_t attribute;
} attributes[] = {
    {"bold", TN_BOLD}, {"reverse", TN_REVERSE}, {"underline", TN_UNDERLINE}, {"dim", TN_DIM}};

struct parse {
    const char *file;
    int line;
    struct tn_theme *theme;
    struct tn_buffer mistakes; /* one a line */
    int mistake_count;
};

enum { MOST_MISTAKES = 20, LONGEST_QUOTE = 60 };

static int shown(struct tn_slice text) {
    return (int)(text.length < LONGEST_QUOTE ? text.length : LONGEST_QUOTE);
}

static void begin_mistake(struct parse *parse) {
    tn_put_format(&parse->mistakes, "%s%s:%d: ", parse->mistakes.length ? "\n" : "", parse->file,
                  parse->line);
    parse->mistake_count++;
}

/* ------------------------------------------------------------------ the nearest name */

/* Levenshtein's distance; texts are cut to what a name may be long. */
static size_t edit_distance(struct tn_slice a, const char *b) {
    size_t row[LONGEST_QUOTE + 1];
    size_t length = (size_t)shown(a);
    for (size_t i = 0; i <= length; i++)
        row[i] = i;
    for (size_t j = 0; b[j]; j++) {
        size_t diagonal = row[0];
        row[0] = j + 1;
        for (size_t i = 1; i <= length; i++) {
            size_t best = diagonal + (a.at[i - 1] != b[j]);
            if (best > row[i] + 1)
                best = row[i] + 1;
            if (best > row[i - 1] + 1)
                best = row[i - 1] + 1;
            diagonal = row[i];
            row[i] = best;
        }
    }
    return row[length];
}

struct nearest {
    const char *name;
    size_t distance;
};

static void consider(struct nearest *nearest, struct tn_slice wanted, const char *name) {
    size_t distance = edit_distance(wanted, name);
    if (!nearest->name || distance < nearest->distance)
        *nearest = (struct nearest){name, distance};
}

static void refuse_key(struct parse *parse, struct tn_slice key) {
    struct nearest nearest = {0};
    for (size_t i = 0; i < TN_ROLE_COUNT; i++)
        consider(&nearest, key, tn_roles[i].name);
    begin_mistake(parse);
    tn_put_format(&parse->mistakes, "there is no role \"%.*s\"; did you mean \"%s\"?", shown(key),
                  key.at, nearest.name);
}

static void refuse_picture_key(struct parse *parse, struct tn_slice key) {
    begin_mistake(parse);
    tn_put_format(&parse->mistakes,
                  "there is no \"%.*s\"; write svg.light. or svg.dark. and one of", shown(key),
                  key.at);
    for (size_t i = 0; i < TN_PICTURE_COUNT; i++)
        tn_put_format(&parse->mistakes, "%s %s", i ? "," : "", tn_picture_roles[i]);
}

/* ------------------------------------------------------------------ values */

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

static struct tn_slice trim(const char *at, const char *end) {
    while (at < end && is_blank(*at))
        at++;
    while (end > at && is_blank(end[-1]))
        end--;
    return (struct tn_slice){at, (size_t)(end - at)};
}

/* Takes the first word off the text; empty at its end. */
static struct tn_slice take_word(struct tn_slice *text) {
    const char *end = text->at + text->length;
    struct tn_slice word = trim(text->at, end);
    const char *stop = word.at;
    while (stop < end && !is_blank(*stop))
        stop++;
    *text = (struct tn_slice){stop, (size_t)(end - stop)};
    return (struct tn_slice){word.at, (size_t)(stop - word.at)};
}

static bool read_colour(struct parse *parse, struct tn_slice word, struct tn_colour *colour) {
    struct tn_error error = {0};
    if (tn_colour_parse(word, colour, &error))
        return true;
    begin_mistake(parse);
    tn_put(&parse->mistakes, error.message);
    tn_error_clear(&error);
    return false;
}

static bool read_attribute(struct parse *parse, struct tn_slice word, uint8_t *into) {
    for (size_t i = 0; i < TN_LENGTH(attributes); i++)
        if (tn_slice_is_word(word, attributes[i].name)) {
            *into |= attributes[i].attribute;
            return true;
        }
    begin_mistake(parse);
    tn_put_format(&parse->mistakes,
                  "there is no attribute \"%.*s\"; use bold, dim, reverse or underline",
                  shown(word), word.at);
    return false;
}

static void read_look(struct parse *parse, struct tn_look *look, struct tn_slice value) {
    struct tn_look found = {.is_given = true};
    struct tn_slice foreground = take_word(&value), background = take_word(&value), word;
    if (background.length == 0) {
        begin_mistake(parse);
        tn_put(&parse->mistakes, "two colours are needed: foreground and background; write "
                                 "\"default\" for the terminal's own");
        return;
    }
    bool good = read_colour(parse, foreground, &found.foreground) &&
                read_colour(parse, background, &found.background);
    while (good && (word = take_word(&value)).length > 0)
        good = read_attribute(parse, word, &found.attributes);
    if (good)
        *look = found;
}

static void read_picture_colour(struct parse *parse, char into[8], struct tn_slice value) {
    struct tn_colour colour;
    if (!read_colour(parse, value, &colour))
        return;
    if (!colour.is_default) {
        memcpy(into, "#000000", 8);
        for (int i = 6; i > 0; i--, colour.rgb >>= 4)
            into[i] = "0123456789abcdef"[colour.rgb & 15];
        return;
    }
    begin_mistake(parse);
    tn_put(&parse->mistakes, "a picture has no default colour; write #rrggbb");
}

/* ------------------------------------------------------------------ lines */

static void read_picture_line(struct parse *parse, struct tn_slice key, struct tn_slice value) {
    for (size_t shade = 0; shade < TN_SHADE_COUNT; shade++) {
        size_t length = strlen(tn_shades[shade]);
        struct tn_slice rest = {key.at + 4, key.length - 4};
        if (rest.length <= length || memcmp(rest.at, tn_shades[shade], length) != 0 ||
            rest.at[length] != '.')
            continue;
        rest = (struct tn_slice){rest.at + length + 1, rest.length - length - 1};
        for (size_t i = 0; i < TN_PICTURE_COUNT; i++)
            if (tn_slice_is(rest, tn_picture_roles[i])) {
                read_picture_colour(parse, parse->theme->picture[shade][i], value);
                return;
            }
    }
    refuse_picture_key(parse, key);
}

static void read_pair(struct parse *parse, struct tn_slice key, struct tn_slice value) {
    struct tn_theme *theme = parse->theme;
    if (tn_slice_is(key, "name"))
        theme->name = tn_arena_text(&theme->arena, value.at, value.length);
    else if (tn_slice_is(key, "help"))
        theme->help = tn_arena_text(&theme->arena, value.at, value.length);
    else if (key.length > 4 && memcmp(key.at, "svg.", 4) == 0)
        read_picture_line(parse, key, value);
    else {
        for (size_t i = 0; i < TN_ROLE_COUNT; i++)
            if (tn_slice_is(key, tn_roles[i].name)) {
                read_look(parse, &theme->looks[i], value);
                return;
            }
        refuse_key(parse, key);
    }
}

static void read_line(struct parse *parse, struct tn_slice line) {
    struct tn_slice text = trim(line.at, line.at + line.length);
    if (text.length == 0 || text.at[0] == '#')
        return;
    const char *equals = memchr(text.at, '=', text.length), *end = text.at + text.length;
    if (equals && equals > text.at) {
        read_pair(parse, trim(text.at, equals), trim(equals + 1, end));
        return;
    }
    begin_mistake(parse);
    tn_put(&parse->mistakes, "this is no line of a theme; write \"role = foreground background\"");
}

static void read_lines(struct parse *parse, const char *text) {
    while (*text && parse->mistake_count < MOST_MISTAKES) {
        size_t length = strcspn(text, "\n");
        parse->line++;
        read_line(parse, (struct tn_slice){text, length});
        text += length + (text[length] == '\n');
    }
}

/* ------------------------------------------------------------------ the whole theme */

static void fill_looks(struct tn_theme *theme) {
    static const struct tn_colour none = {.is_default = true, -1, -1, -1};
    if (!theme->looks[TN_ROLE_TEXT].is_given)
        theme->looks[TN_ROLE_TEXT] = (struct tn_look){.foreground = none, .background = none};
    for (size_t i = 0; i < TN_ROLE_COUNT; i++)
        if (!theme->looks[i].is_given) {
            theme->looks[i] = theme->looks[TN_ROLE_TEXT];
            theme->looks[i].attributes |= tn_roles[i].attributes;
            theme->looks[i].is_given = false;
        }
}

static bool parse_theme(const char *text, const char *file, struct tn_theme *theme,
                        struct tn_error *error) {
    theme->name = theme->help = "";
    struct parse parse = {.file = file, .theme = theme};
    read_lines(&parse, tn_starts_with(text, "\xEF\xBB\xBF") ? text + 3 : text);
    fill_looks(theme);
    bool good = parse.mistake_count == 0;
    if (!good)
        tn_fail(error, "%s", parse.mistakes.at);
    tn_buffer_free(&parse.mistakes);
    return good;
}

static void start_with_default_picture(struct tn_theme *theme) {
    struct tn_buffer text = {0};
    struct tn_theme standard = {0};
    tn_theme_put_default(&text);
    if (parse_theme(text.at, tn_theme_default_name, &standard, NULL))
        memcpy(theme->picture, standard.picture, sizeof theme->picture);
    tn_theme_free(&standard);
    tn_buffer_free(&text);
}

bool tn_theme_parse(const char *text, const char *file, struct tn_theme *theme,
                    struct tn_error *error) {
    struct tn_theme found = {0};
    start_with_default_picture(&found);
    if (!parse_theme(text, file, &found, error)) {
        tn_theme_free(&found);
        return false;
    }
    *theme = found;
    return true;
}

void tn_theme_free(struct tn_theme *theme) {
    tn_arena_free(&theme->arena);
    *theme = (struct tn_theme){0};
}
