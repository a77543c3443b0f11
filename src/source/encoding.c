/*
 * Texts of unknown encoding as UTF-8: a byte order mark decides, then whether the bytes are valid
 * UTF-8; what is neither is taken for Latin-1, in which every byte is a character.
 */
#include "source/data.h"

#include <string.h>

static void drop_mark(struct tn_buffer *text, size_t length) {
    memmove(text->at, text->at + length, text->length - length + 1);
    text->length -= length;
}

static void from_latin1(struct tn_buffer *text) {
    struct tn_buffer out = {0};
    char bytes[4];
    for (size_t i = 0; i < text->length; i++)
        tn_put_bytes(&out, bytes, tn_utf8_encode((unsigned char)text->at[i], bytes));
    tn_buffer_free(text);
    *text = out;
}

static uint32_t unit_at(const struct tn_buffer *text, size_t at, bool big) {
    const unsigned char *bytes = (const unsigned char *)text->at + at;
    return big ? (uint32_t)bytes[0] << 8 | bytes[1] : (uint32_t)bytes[1] << 8 | bytes[0];
}

/* Half a pair of surrogates becomes U+FFFD. */
static void from_utf16(struct tn_buffer *text, bool big) {
    struct tn_buffer out = {0};
    char bytes[4];
    for (size_t at = 0; at + 1 < text->length; at += 2) {
        uint32_t unit = unit_at(text, at, big), low;
        if (unit >= 0xD800 && unit < 0xDC00 && at + 3 < text->length &&
            (low = unit_at(text, at + 2, big)) >= 0xDC00 && low < 0xE000) {
            unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
            at += 2;
        } else if (unit >= 0xD800 && unit < 0xE000) {
            unit = 0xFFFD;
        }
        tn_put_bytes(&out, bytes, tn_utf8_encode(unit, bytes));
    }
    tn_buffer_free(text);
    *text = out;
}

static bool starts_with(const struct tn_buffer *text, const char *mark) {
    size_t length = strlen(mark);
    return text->length >= length && memcmp(text->at, mark, length) == 0;
}

static bool is_utf16(struct tn_buffer *text, enum tn_encoding encoding, bool *big) {
    *big = starts_with(text, "\xFE\xFF");
    bool marked = *big || starts_with(text, "\xFF\xFE");
    if (encoding != TN_UTF16 && !(encoding == TN_ENCODING_DETECTED && marked))
        return false;
    if (marked)
        drop_mark(text, 2);
    return true;
}

bool data_decode(struct tn_buffer *text, enum tn_encoding encoding, const char *path,
                 struct tn_findings *findings, struct tn_error *error) {
    bool big;
    if (is_utf16(text, encoding, &big))
        from_utf16(text, big);
    else if (encoding != TN_LATIN1 && starts_with(text, "\xEF\xBB\xBF"))
        drop_mark(text, 3);
    else if (encoding == TN_LATIN1)
        from_latin1(text);
    const char *zero = text->length ? memchr(text->at, 0, text->length) : NULL;
    if (zero)
        return tn_fail(error, "%s is no text: there is a zero byte at byte %zu", path,
                       (size_t)(zero - text->at) + 1);
    if (encoding == TN_ENCODING_DETECTED && text->length &&
        !tn_utf8_valid(text->at, text->length)) {
        from_latin1(text);
        struct tn_finding *finding = tn_finding_add(findings, TN_INFO, "data-encoding", NULL,
                                                    "it is not UTF-8 and is read as Latin-1");
        finding->file = path;
    }
    return true;
}
