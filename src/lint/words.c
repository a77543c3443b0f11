/*
 * Splitting names into words and putting them together again in a style. Bytes beyond ASCII are
 * letters without case.
 */
#include "lint/words.h"

#include <ctype.h>
#include <string.h>

const char *const lint_style_names[LINT_STYLE_COUNT] = {"snake_case", "UPPER_CASE", "camelCase",
                                                        "PascalCase"};

static bool is_letter(char c) {
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

static char raised(char c) {
    return is_lower(c) ? (char)(c - 'a' + 'A') : c;
}

/* Between at[-1] and at[0]: orderId, HTMLBody. */
static bool starts_word(const char *at) {
    if (!is_upper(*at))
        return false;
    return !is_upper(at[-1]) || is_lower(at[1]);
}

bool lint_next_word(const char **at, struct tn_slice *word) {
    const char *start = *at;
    while (*start && !is_letter(*start))
        start++;
    if (!*start)
        return false;
    const char *end = start + 1;
    while (is_letter(*end) && !starts_word(end))
        end++;
    *word = (struct tn_slice){start, (size_t)(end - start)};
    *at = end;
    return true;
}

struct tn_slice lint_first_word(const char *name) {
    struct tn_slice word = {name, 0};
    lint_next_word(&name, &word);
    return word;
}

struct tn_slice lint_last_word(const char *name) {
    struct tn_slice word = {name, 0};
    while (lint_next_word(&name, &word))
        ;
    return word;
}

/* strcmp with the slice's letters folded. */
static int compare(struct tn_slice word, const char *item) {
    for (size_t i = 0; i < word.length; i++) {
        int difference = (unsigned char)lint_lowered(word.at[i]) - (unsigned char)item[i];
        if (difference)
            return difference;
    }
    return item[word.length] ? -1 : 0;
}

bool lint_word_in(struct lint_word_list list, struct tn_slice word) {
    size_t low = 0, high = list.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare(word, list.items[middle]);
        if (order == 0)
            return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

bool lint_has_word(const char *name, struct lint_word_list list) {
    struct tn_slice word;
    while (lint_next_word(&name, &word))
        if (lint_word_in(list, word))
            return true;
    return false;
}

bool lint_same_word(struct tn_slice a, struct tn_slice b) {
    if (a.length != b.length)
        return false;
    for (size_t i = 0; i < a.length; i++)
        if (lint_lowered(a.at[i]) != lint_lowered(b.at[i]))
            return false;
    return true;
}

/* ------------------------------------------------------------------ styles */

unsigned lint_styles_of(const char *name) {
    bool lower = false, upper = false, parted = false;
    while (*name == '_')
        name++;
    if (!is_letter(*name) || isdigit((unsigned char)*name))
        return 0;
    for (const char *c = name; *c; c++) {
        if (!is_letter(*c) && *c != '_')
            return 0;
        lower |= is_lower(*c) || (unsigned char)*c >= 0x80;
        upper |= is_upper(*c);
        parted |= *c == '_';
    }
    unsigned styles = (upper ? 0u : 1u << LINT_SNAKE) | (lower ? 0u : 1u << LINT_UPPER);
    if (!parted)
        styles |= is_upper(*name) ? 1u << LINT_PASCAL : 1u << LINT_CAMEL;
    return styles;
}

static void put_word(struct tn_buffer *out, struct tn_slice word, enum lint_style style) {
    bool first = out->length == 0;
    if (!first && (style == LINT_SNAKE || style == LINT_UPPER))
        tn_put_char(out, '_');
    for (size_t i = 0; i < word.length; i++) {
        bool large = style == LINT_UPPER || (i == 0 && style == LINT_PASCAL) ||
                     (i == 0 && style == LINT_CAMEL && !first);
        tn_put_char(out, large ? raised(word.at[i]) : lint_lowered(word.at[i]));
    }
}

const char *lint_in_style(const char *name, enum lint_style style, struct tn_arena *arena) {
    struct tn_buffer out = {0};
    struct tn_slice word;
    while (lint_next_word(&name, &word))
        put_word(&out, word, style);
    return tn_buffer_keep(&out, arena);
}

static enum lint_style style_of(const char *name) {
    unsigned styles = lint_styles_of(name);
    for (unsigned style = 0; style < LINT_STYLE_COUNT; style++)
        if (styles & (1u << style))
            return (enum lint_style)style;
    return LINT_SNAKE;
}

const char *lint_join(const char *first, const char *second, struct tn_arena *arena) {
    const char *both = tn_arena_format(arena, "%s_%s", first, second);
    return lint_in_style(both, style_of(first), arena);
}

/* ------------------------------------------------------------------ letters */

const char *lint_letters(const char *name, struct tn_arena *arena) {
    char *letters = tn_arena_text(arena, name, strlen(name));
    size_t length = 0;
    for (const char *c = name; *c; c++)
        if (is_letter(*c))
            letters[length++] = lint_lowered(*c);
    letters[length] = 0;
    return letters;
}

bool lint_same_letters(const char *a, const char *b) {
    for (;; a++, b++) {
        while (*a && !is_letter(*a))
            a++;
        while (*b && !is_letter(*b))
            b++;
        if (lint_lowered(*a) != lint_lowered(*b))
            return false;
        if (!*a)
            return true;
    }
}

bool lint_ends_with_words(const char *name, const char *letters) {
    struct tn_slice word;
    while (lint_next_word(&name, &word))
        if (lint_same_letters(word.at, letters))
            return true;
    return false;
}

/* ------------------------------------------------------------------ cutting */

size_t lint_fitting(const char *name, size_t bytes) {
    size_t length = strlen(name);
    if (length <= bytes)
        return length;
    while (bytes && ((unsigned char)name[bytes] & 0xC0) == 0x80)
        bytes--;
    return bytes;
}
