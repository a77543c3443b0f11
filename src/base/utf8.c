/*
 * Owns UTF-8 (RFC 3629): decoding, encoding, checking. Overlong forms, surrogates and everything
 * above U+10FFFF are invalid; each byte of an invalid sequence decodes as one U+FFFD.
 */
#include "tenon/base.h"

#include <string.h>

enum { REPLACEMENT = 0xFFFD };

/* By the length of the sequence: the mark of its first byte, and the lowest code point it may
 * hold. */
static const struct {
    unsigned char mask, mark;
    uint32_t lowest;
} forms[] = {
    [1] = {0x80, 0x00, 0x0},
    [2] = {0xE0, 0xC0, 0x80},
    [3] = {0xF0, 0xE0, 0x800},
    [4] = {0xF8, 0xF0, 0x10000},
};

static bool is_scalar(uint32_t codepoint) {
    return codepoint <= 0x10FFFF && !(codepoint >= 0xD800 && codepoint <= 0xDFFF);
}

/* The length of the valid sequence at the start of the text, or 0. */
static size_t decode(const unsigned char *text, size_t length, uint32_t *codepoint) {
    size_t size = 1;
    while (size < TN_LENGTH(forms) && (text[0] & forms[size].mask) != forms[size].mark)
        size++;
    if (size == TN_LENGTH(forms) || size > length)
        return 0;
    uint32_t value = text[0] & (unsigned char)~forms[size].mask;
    for (size_t i = 1; i < size; i++) {
        if ((text[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (text[i] & 0x3F);
    }
    if (value < forms[size].lowest || !is_scalar(value))
        return 0;
    *codepoint = value;
    return size;
}

size_t tn_utf8_decode(const char *text, size_t length, uint32_t *codepoint) {
    if (length == 0)
        return 0;
    size_t size = decode((const unsigned char *)text, length, codepoint);
    if (size)
        return size;
    *codepoint = REPLACEMENT;
    return 1;
}

size_t tn_utf8_encode(uint32_t codepoint, char bytes[4]) {
    if (!is_scalar(codepoint))
        codepoint = REPLACEMENT;
    size_t size = 1;
    while (size < 4 && codepoint >= forms[size + 1].lowest)
        size++;
    for (size_t i = size - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (codepoint & 0x3F));
        codepoint >>= 6;
    }
    bytes[0] = (char)(forms[size].mark | codepoint);
    return size;
}

size_t tn_ascii_length(const char *text, size_t length) {
    size_t i = 0;
    uint64_t word;
    for (; i + sizeof word <= length; i += sizeof word) {
        memcpy(&word, text + i, sizeof word);
        if (word & UINT64_C(0x8080808080808080))
            break;
    }
    while (i < length && !(text[i] & 0x80))
        i++;
    return i;
}

bool tn_utf8_valid(const char *text, size_t length) {
    const unsigned char *at = (const unsigned char *)text;
    uint32_t codepoint;
    while (length > 0) {
        size_t ascii = tn_ascii_length((const char *)at, length);
        size_t size = ascii ? ascii : decode(at, length, &codepoint);
        if (size == 0)
            return false;
        at += size;
        length -= size;
    }
    return true;
}

size_t tn_utf8_count(const char *text) {
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}
