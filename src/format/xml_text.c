/*
 * Spelling rules of the canonical text that its writer, reader and schema
 * share.
 */
#include "format/xml_text.h"

#include <string.h>

bool xml_field_is_element(const struct tn_field *field) {
    return field->type == TN_TEXTS || (field->flags & TN_LONG);
}

/* A text of nothing but white space would be taken for layout. */
bool xml_can_hold(const char *text) {
    size_t length = strlen(text);
    if (!tn_utf8_valid(text, length) || strspn(text, " \t\r\n") == length)
        return false;
    for (size_t used = 0; used < length;) {
        uint32_t c;
        used += tn_utf8_decode(text + used, length - used, &c);
        bool white = c == '\t' || c == '\n' || c == '\r';
        if ((c < 0x20 && !white) || c == 0xfffe || c == 0xffff || (c >= 0xd800 && c < 0xe000))
            return false;
    }
    return true;
}

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void xml_put_base64(struct tn_buffer *out, const char *bytes, size_t length) {
    const unsigned char *at = (const unsigned char *)bytes;
    for (size_t i = 0; i < length; i += 3) {
        uint32_t group = (uint32_t)at[i] << 16;
        group |= i + 1 < length ? (uint32_t)at[i + 1] << 8 : 0;
        group |= i + 2 < length ? at[i + 2] : 0;
        tn_put_char(out, alphabet[group >> 18]);
        tn_put_char(out, alphabet[group >> 12 & 63]);
        tn_put_char(out, i + 1 < length ? alphabet[group >> 6 & 63] : '=');
        tn_put_char(out, i + 2 < length ? alphabet[group & 63] : '=');
    }
}

bool xml_get_base64(const char *text, struct tn_buffer *bytes) {
    uint32_t group = 0;
    int bits = 0;
    for (const char *c = text; *c; c++) {
        if (strchr(" \t\r\n=", *c))
            continue;
        const char *digit = strchr(alphabet, *c);
        if (!digit)
            return false;
        group = group << 6 | (uint32_t)(digit - alphabet);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            tn_put_char(bytes, (char)(group >> bits & 255));
        }
    }
    return true;
}
