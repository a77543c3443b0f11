/*
 * Scripts of MySQL say with SET NAMES and the like what the bytes behind it are; see encoding.h.
 * They are told by their words at the beginning of a statement, before anything is parsed.
 */
#include "sql/encoding.h"

#include <iconv.h>
#include <string.h>
#include <strings.h>

/* ------------------------------------------------------------------ names of character sets */

/* Where iconv calls them otherwise. */
static const struct {
    const char *name, *iconv;
} names[] = {
    {"koi8r", "KOI8-R"},       {"koi8u", "KOI8-U"},       {"latin2", "ISO-8859-2"},
    {"latin5", "ISO-8859-9"},  {"latin7", "ISO-8859-13"}, {"greek", "ISO-8859-7"},
    {"hebrew", "ISO-8859-8"},  {"tis620", "TIS-620"},     {"sjis", "SHIFT_JIS"},
    {"ujis", "EUC-JP"},        {"eucjpms", "EUC-JP-MS"},  {"euckr", "EUC-KR"},
    {"macroman", "MACINTOSH"}, {"armscii8", "ARMSCII-8"}, {"geostd8", "GEORGIAN-PS"},
};

static const char *iconv_name(const char *charset) {
    for (size_t i = 0; i < TN_LENGTH(names); i++)
        if (strcmp(names[i].name, charset) == 0)
            return names[i].iconv;
    return charset;
}

/* Texts that are UTF-8 as they stand, or are taken for it. */
static bool is_utf8(const char *charset) {
    return !*charset || strncmp(charset, "utf8", 4) == 0 || strcmp(charset, "binary") == 0 ||
           strcmp(charset, "ascii") == 0 || strcmp(charset, "default") == 0;
}

/* ------------------------------------------------------------------ where they are said */

struct charset {
    char name[32]; /* in small letters; "" for what a client of today says by itself */
};

static const char *const leads[] = {"names", "character set", "charset", "character_set_client"};

/* Only blanks and the opening of a version comment stand before it in its statement. */
static bool begins_statement(struct tn_slice text, const char *at) {
    while (at > text.at && (at[-1] == ' ' || at[-1] == '\t'))
        at--;
    while (at > text.at && at[-1] >= '0' && at[-1] <= '9')
        at--;
    if (at - text.at >= 3 && strncmp(at - 3, "/*!", 3) == 0)
        return true;
    return at == text.at || at[-1] == '\n' || at[-1] == ';';
}

/* Behind SET: the value, where it is one of the settings. A variable stands for what SET NAMES said
 * last: dumps put it aside and take it back. */
static bool read_value(struct tn_slice rest, const struct charset *names_said,
                       struct charset *value) {
    for (size_t i = 0; i < TN_LENGTH(leads); i++) {
        size_t length = strlen(leads[i]), at = length, used = 0;
        if (rest.length <= length || strncasecmp(rest.at, leads[i], length) != 0)
            continue;
        while (at < rest.length && memchr(" \t='\"", rest.at[at], 5))
            at++;
        if (at < rest.length && rest.at[at] == '@') {
            *value = *names_said;
            return true;
        }
        for (; at < rest.length && used + 1 < sizeof value->name; at++, used++) {
            char c = rest.at[at];
            bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && c != '_')
                break;
            value->name[used] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        }
        value->name[used] = 0;
        return used;
    }
    return false;
}

/* The next place from which on the text is in another character set, or its end. */
static const char *next_change(struct tn_slice text, const char *from,
                               const struct charset *names_said, struct charset *value,
                               bool *is_names) {
    const char *end = text.at + text.length, *found;
    while ((found = tn_slice_find_word((struct tn_slice){from, (size_t)(end - from)}, "set "))) {
        from = found + 4;
        *is_names = (end - from) > 6 && strncasecmp(from, "names ", 6) == 0;
        if (begins_statement(text, found) &&
            read_value((struct tn_slice){from, (size_t)(end - from)}, names_said, value)) {
            const char *line = memchr(from, '\n', (size_t)(end - from));
            const char *semicolon = memchr(from, ';', (size_t)((line ? line : end) - from));
            return semicolon ? semicolon : line ? line : end;
        }
    }
    return end;
}

/* ------------------------------------------------------------------ bringing it to UTF-8 */

static bool put_converted(struct tn_slice text, const char *charset, struct tn_buffer *out) {
    iconv_t conversion = iconv_open("UTF-8", iconv_name(charset));
    if (conversion == (iconv_t)-1)
        return false;
    char *from = (char *)text.at;
    size_t left = text.length, before = out->length;
    bool good = true;
    while (left && good) {
        char bytes[4096];
        char *to = bytes;
        size_t room = sizeof bytes, rest = left;
        iconv(conversion, &from, &left, &to, &room);
        tn_put_bytes(out, bytes, (size_t)(to - bytes));
        good = left < rest;
    }
    iconv_close(conversion);
    if (!good)
        out->length = before;
    return good;
}

/* What stands as it is is only put when something behind it does not: most scripts have no such
 * thing, and are read where they are. `put` is up to where the text has been put. */
static void put_stretch(struct tn_slice text, const char *charset, struct sql_decoding *decoding,
                        const char **put) {
    bool ascii = tn_ascii_length(text.at, text.length) == text.length;
    bool as_it_is = ascii || (is_utf8(charset) && tn_utf8_valid(text.at, text.length));
    if (as_it_is)
        return;
    struct sql_stretch *told =
        is_utf8(charset) || strcmp(charset, "latin1") == 0 ? &decoding->latin : &decoding->other;
    tn_put_bytes(&decoding->out, *put, (size_t)(text.at - *put));
    *put = text.at + text.length;
    size_t start = decoding->out.length;
    if (told == &decoding->latin)
        sql_put_utf8(text, &decoding->out);
    else if (!put_converted(text, charset, &decoding->out)) {
        told = &decoding->unread;
        sql_put_utf8(text, &decoding->out);
    }
    if (told->found)
        return;
    *told = (struct sql_stretch){.found = true, .start = start, .says = !is_utf8(charset)};
    memcpy(told->charset, charset, strlen(charset) + 1);
}

/* The end of the line or statement with the last byte that is no ASCII: what is behind it is the
 * same whatever is said. The second byte of a letter may be ASCII, but never one of those ends. */
static const char *end_of_need(struct tn_slice text) {
    size_t end = 0;
    for (size_t at = 0; at < text.length; at++) {
        at += tn_ascii_length(text.at + at, text.length - at);
        end = at < text.length ? at + 1 : end;
    }
    while (end && end < text.length && text.at[end] != '\n' && text.at[end] != ';')
        end++;
    return text.at + end;
}

bool sql_decode_mysql(struct tn_slice text, struct sql_decoding *decoding) {
    *decoding = (struct sql_decoding){.out = {0}};
    struct charset charset = {""}, names_said = {""}, next = {""};
    const char *end = end_of_need(text), *put = text.at;
    for (const char *from = text.at; from < end;) {
        bool is_names = false;
        const char *to = next_change((struct tn_slice){text.at, (size_t)(end - text.at)}, from,
                                     &names_said, &next, &is_names);
        put_stretch((struct tn_slice){from, (size_t)(to - from)}, charset.name, decoding, &put);
        charset = next;
        if (is_names)
            names_said = next;
        from = to;
    }
    if (put > text.at)
        tn_put_bytes(&decoding->out, put, (size_t)(text.at + text.length - put));
    return decoding->latin.found || decoding->other.found || decoding->unread.found;
}
