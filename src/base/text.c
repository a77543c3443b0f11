/*
 * Owns slices, words and growing buffers, and the two escapings that every output needs.
 *
 * Words are compared by ASCII case only: keywords are ASCII, and the locale must not matter.
 * A buffer with memory always has room for the NUL after its text.
 */
#include "base/format.h"
#include "tenon/base.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ slices and words */

static unsigned char fold(char c) {
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

struct tn_slice tn_slice_of(const char *text) {
    return (struct tn_slice){text, strlen(text)};
}

bool tn_slice_is(struct tn_slice slice, const char *text) {
    size_t length = strlen(text);
    return slice.length == length && (length == 0 || memcmp(slice.at, text, length) == 0);
}

static bool same_folded(const char *a, const char *b, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (fold(a[i]) != fold(b[i]))
            return false;
    return true;
}

bool tn_slice_is_word(struct tn_slice slice, const char *lower_case) {
    return slice.length == strlen(lower_case) && same_folded(slice.at, lower_case, slice.length);
}

/* Of the bytes that a letter stands for, in either case. */
static void set_step(unsigned char *steps, char lower_case, size_t step) {
    steps[(unsigned char)lower_case] = (unsigned char)step;
    if (lower_case >= 'a' && lower_case <= 'z')
        steps[lower_case - 'a' + 'A'] = (unsigned char)step;
}

/* Horspool's search (1980): the byte under the word's end tells how far it may move. 0 where it is
 * the word's last: a look, and as far as that last stands behind one before it in the word. */
const char *tn_slice_find_word(struct tn_slice slice, const char *lower_case) {
    unsigned char steps[256];
    size_t last = strlen(lower_case) - 1;
    memset(steps, (int)last + 1, sizeof steps);
    for (size_t i = 0; i < last; i++)
        set_step(steps, lower_case[i], last - i);
    size_t again = steps[(unsigned char)lower_case[last]];
    set_step(steps, lower_case[last], 0);
    for (size_t at = last, by; at < slice.length; at += by ? by : again) {
        by = steps[(unsigned char)slice.at[at]];
        if (!by && same_folded(slice.at + at - last, lower_case, last))
            return slice.at + at - last;
    }
    return NULL;
}

bool tn_same_word(const char *a, const char *b) {
    while (*a && fold(*a) == fold(*b))
        a++, b++;
    return fold(*a) == fold(*b);
}

bool tn_starts_with(const char *text, const char *prefix) {
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

const char *tn_find_word(const char *text, const char *word) {
    size_t length = strlen(word), left = strlen(text);
    for (; left >= length; text++, left--)
        if (same_folded(text, word, length))
            return text;
    return NULL;
}

/* ------------------------------------------------------------------ buffers */

static void enlarge(struct tn_buffer *buffer, size_t wanted) {
    size_t capacity = buffer->capacity ? buffer->capacity : 64;
    while (capacity < wanted)
        capacity = capacity > PTRDIFF_MAX / 2 ? wanted : capacity * 2;
    buffer->at = tn_reallocate(buffer->at, capacity);
    buffer->capacity = capacity;
}

/* Room for more bytes and a NUL. */
static inline void reserve(struct tn_buffer *buffer, size_t more) {
    if (more >= PTRDIFF_MAX - buffer->length)
        tn_out_of_memory();
    if (buffer->length + more >= buffer->capacity)
        enlarge(buffer, buffer->length + more + 1);
}

void tn_put_bytes(struct tn_buffer *buffer, const char *bytes, size_t length) {
    reserve(buffer, length);
    if (length)
        memcpy(buffer->at + buffer->length, bytes, length);
    buffer->length += length;
    buffer->at[buffer->length] = '\0';
}

void tn_put(struct tn_buffer *buffer, const char *text) {
    tn_put_bytes(buffer, text, strlen(text));
}

void tn_put_lower(struct tn_buffer *buffer, struct tn_slice text) {
    reserve(buffer, text.length);
    char *to = buffer->at + buffer->length;
    for (size_t i = 0; i < text.length; i++)
        to[i] = (char)fold(text.at[i]);
    to[text.length] = '\0';
    buffer->length += text.length;
}

void tn_put_char(struct tn_buffer *buffer, char c) {
    reserve(buffer, 1);
    buffer->at[buffer->length++] = c;
    buffer->at[buffer->length] = '\0';
}

void tn_put_repeated(struct tn_buffer *buffer, char c, size_t count) {
    reserve(buffer, count);
    memset(buffer->at + buffer->length, c, count);
    buffer->length += count;
    buffer->at[buffer->length] = '\0';
}

void tn_put_spaced(struct tn_buffer *buffer, const char *name) {
    size_t start = buffer->length;
    tn_put(buffer, name);
    for (char *c = buffer->at + start; *c; c++)
        *c = *c == '_' ? ' ' : *c;
}

void tn_put_number(struct tn_buffer *buffer, int64_t number) {
    tn_put_format(buffer, "%" PRId64, number);
}

/* What has no room is written again. */
void tn_put_vformat(struct tn_buffer *buffer, const char *format, va_list arguments) {
    size_t room = buffer->capacity - buffer->length;
    char *end = buffer->at ? buffer->at + buffer->length : NULL;
    size_t length = base_format(end, room, format, arguments);
    if (length >= room) {
        reserve(buffer, length);
        base_format(buffer->at + buffer->length, length + 1, format, arguments);
    }
    buffer->length += length;
}

void tn_put_format(struct tn_buffer *buffer, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    tn_put_vformat(buffer, format, arguments);
    va_end(arguments);
}

const char *tn_buffer_text(const struct tn_buffer *buffer) {
    return buffer->at ? buffer->at : "";
}

void tn_buffer_reset(struct tn_buffer *buffer) {
    buffer->length = 0;
    if (buffer->at)
        buffer->at[0] = '\0';
}

void tn_buffer_free(struct tn_buffer *buffer) {
    free(buffer->at);
    *buffer = (struct tn_buffer){0};
}

char *tn_buffer_keep(struct tn_buffer *buffer, struct tn_arena *arena) {
    char *text = tn_arena_text(arena, tn_buffer_text(buffer), buffer->length);
    tn_buffer_free(buffer);
    return text;
}

/* ------------------------------------------------------------------ escaping */

static void put_codepoint(struct tn_buffer *buffer, uint32_t codepoint) {
    char bytes[4];
    tn_put_bytes(buffer, bytes, tn_utf8_encode(codepoint, bytes));
}

static void put_json_codepoint(struct tn_buffer *buffer, uint32_t codepoint) {
    static const struct {
        char c;
        const char *escape;
    } escapes[] = {
        {'"', "\\\""}, {'\\', "\\\\"}, {'\b', "\\b"}, {'\f', "\\f"},
        {'\n', "\\n"}, {'\r', "\\r"},  {'\t', "\\t"},
    };
    for (size_t i = 0; i < TN_LENGTH(escapes); i++)
        if (codepoint == (unsigned char)escapes[i].c) {
            tn_put(buffer, escapes[i].escape);
            return;
        }
    if (codepoint < 0x20 || codepoint == 0x7F)
        tn_put_format(buffer, "\\u%04x", (unsigned)codepoint);
    else
        put_codepoint(buffer, codepoint);
}

void tn_put_json(struct tn_buffer *buffer, const char *text) {
    size_t length = strlen(text), used;
    uint32_t codepoint;
    reserve(buffer, length + 2);
    tn_put_char(buffer, '"');
    for (; (used = tn_utf8_decode(text, length, &codepoint)) > 0; text += used, length -= used)
        put_json_codepoint(buffer, codepoint);
    tn_put_char(buffer, '"');
}

/* XML 1.0 (section 2.2) has no way at all to write most control characters: they become U+FFFD. */
static void put_xml_codepoint(struct tn_buffer *buffer, uint32_t codepoint) {
    static const struct {
        char c;
        const char *escape;
    } escapes[] = {
        {'&', "&amp;"}, {'<', "&lt;"},   {'>', "&gt;"},   {'"', "&quot;"},
        {'\t', "&#9;"}, {'\n', "&#10;"}, {'\r', "&#13;"},
    };
    for (size_t i = 0; i < TN_LENGTH(escapes); i++)
        if (codepoint == (unsigned char)escapes[i].c) {
            tn_put(buffer, escapes[i].escape);
            return;
        }
    if (codepoint >= 0x7F && codepoint < 0xA0)
        tn_put_format(buffer, "&#%u;", (unsigned)codepoint);
    else if (codepoint < 0x20 || codepoint == 0xFFFE || codepoint == 0xFFFF)
        put_codepoint(buffer, 0xFFFD);
    else
        put_codepoint(buffer, codepoint);
}

void tn_put_xml(struct tn_buffer *buffer, const char *text) {
    size_t length = strlen(text), used;
    uint32_t codepoint;
    reserve(buffer, length);
    for (; (used = tn_utf8_decode(text, length, &codepoint)) > 0; text += used, length -= used)
        put_xml_codepoint(buffer, codepoint);
    tn_put_bytes(buffer, "", 0);
}
