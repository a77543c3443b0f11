/*
 * Scripts in Latin-1; see encoding.h.
 */
#include "sql/encoding.h"

#include <string.h>
#include <strings.h>

/* Bytes at the beginning of a script in which it says its encoding: dumps do in the first lines. */
enum { DECLARED_WITHIN = 65536 };

static const char *const declarations[] = {"client_encoding", "set names", "\\encoding"};
static const char *const latin_names[] = {"latin1",  "latin-1",      "iso88591", "iso_8859_1",
                                          "win1252", "windows-1252", "cp1252"};

/* 0x80 to 0x9f; 0 where the byte stands for the control character it is in Latin-1. */
static const uint16_t windows_1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

/* Behind the word: = or TO, quotes, the name. */
static bool names_latin(struct tn_slice rest) {
    while (rest.length && strchr(" =\t'\"", *rest.at))
        rest.at++, rest.length--;
    if (rest.length > 3 && strncasecmp(rest.at, "to ", 3) == 0)
        return names_latin((struct tn_slice){rest.at + 3, rest.length - 3});
    for (size_t i = 0; i < TN_LENGTH(latin_names); i++) {
        size_t length = strlen(latin_names[i]);
        if (rest.length >= length && strncasecmp(rest.at, latin_names[i], length) == 0)
            return true;
    }
    return false;
}

static bool declares_latin(struct tn_slice text) {
    size_t head = text.length < DECLARED_WITHIN ? text.length : DECLARED_WITHIN;
    const char *found, *end = text.at + text.length;
    for (size_t k = 0; k < TN_LENGTH(declarations); k++) {
        size_t length = strlen(declarations[k]);
        struct tn_slice rest = {text.at, head};
        while ((found = tn_slice_find_word(rest, declarations[k]))) {
            const char *behind = found + length;
            if (names_latin((struct tn_slice){behind, (size_t)(end - behind)}))
                return true;
            rest = (struct tn_slice){behind, (size_t)(text.at + head - behind)};
        }
    }
    return false;
}

const char *sql_encoding_of(struct tn_slice text) {
    if (tn_ascii_length(text.at, text.length) == text.length)
        return NULL;
    if (declares_latin(text))
        return "Latin-1, as it says";
    return tn_utf8_valid(text.at, text.length) ? NULL : "Latin-1, since it is not UTF-8";
}

static void put_byte(unsigned char byte, struct tn_buffer *out) {
    char bytes[4];
    uint32_t code = byte < 0xa0 && windows_1252[byte - 0x80] ? windows_1252[byte - 0x80] : byte;
    tn_put_bytes(out, bytes, tn_utf8_encode(code, bytes));
}

void sql_put_utf8(struct tn_slice text, struct tn_buffer *out) {
    for (size_t i = 0; i < text.length; i++) {
        size_t ascii = tn_ascii_length(text.at + i, text.length - i);
        tn_put_bytes(out, text.at + i, ascii);
        i += ascii;
        if (i < text.length)
            put_byte((unsigned char)text.at[i], out);
    }
}
