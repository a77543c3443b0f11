/*
 * Owns what is refused before parsing: document types, encodings whose markup cannot be seen in the
 * bytes, and tags that would be costly to check (a parser compares attributes with each other).
 *
 * It walks from one piece of markup to the next without understanding it; what is malformed is left
 * for the parser to report.
 */
#include "base/xml_guard.h"

#include <string.h>

enum { LARGEST_DOCUMENT = 64 << 20, MOST_ATTRIBUTES = 1000 };

struct scan {
    const char *begin, *at, *end;
};

static bool refuse(const struct scan *scan, struct tn_error *error, const char *reason) {
    size_t line = 1;
    const char *start = scan->begin, *newline;
    while ((newline = memchr(start, '\n', (size_t)(scan->at - start)))) {
        line++;
        start = newline + 1;
    }
    return tn_fail(error, "%zu:%zu: %s", line, (size_t)(scan->at - start) + 1, reason);
}

static bool looks_at(const struct scan *scan, const char *text) {
    size_t length = strlen(text);
    return (size_t)(scan->end - scan->at) >= length && memcmp(scan->at, text, length) == 0;
}

static void skip_past(struct scan *scan, const char *text) {
    char *found = memmem(scan->at, (size_t)(scan->end - scan->at), text, strlen(text));
    scan->at = found ? found + strlen(text) : scan->end;
}

/* Past the '>' of a tag, heeding quotes; returns how many '=' stood outside of them. */
static int skip_tag(struct scan *scan) {
    int equal_signs = 0;
    char quote = 0;
    for (; scan->at < scan->end; scan->at++) {
        char c = *scan->at;
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '=' && ++equal_signs > MOST_ATTRIBUTES)
            return equal_signs;
        else if (c == '>')
            return scan->at++, equal_signs;
    }
    return equal_signs;
}

static const struct {
    const char *start, *end;
} skipped[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};

static bool skip_opaque(struct scan *scan) {
    for (size_t i = 0; i < TN_LENGTH(skipped); i++)
        if (looks_at(scan, skipped[i].start)) {
            scan->at += strlen(skipped[i].start);
            skip_past(scan, skipped[i].end);
            return true;
        }
    return false;
}

static bool check_markup(struct scan *scan, struct tn_error *error) {
    const char *found;
    while ((found = memchr(scan->at, '<', (size_t)(scan->end - scan->at)))) {
        scan->at = found;
        if (skip_opaque(scan))
            continue;
        if (looks_at(scan, "<!"))
            return refuse(scan, error,
                          "a document type (DOCTYPE) is not allowed; remove it from the file");
        const char *tag = scan->at;
        if (skip_tag(scan) > MOST_ATTRIBUTES) {
            scan->at = tag;
            return refuse(scan, error, "this tag has more than 1000 attributes");
        }
    }
    return true;
}

/* Encodings of which the bytes below 128 are ASCII, by the start of their names. */
static const char *const encodings[] = {"utf-8", "us-ascii", "ascii", "iso-8859-", "windows-125"};

static bool is_known_encoding(struct tn_slice name) {
    for (size_t i = 0; i < TN_LENGTH(encodings); i++) {
        struct tn_slice start = {name.at, strlen(encodings[i])};
        if (start.length <= name.length && tn_slice_is_word(start, encodings[i]))
            return true;
    }
    return false;
}

/* The value in encoding="…" of the XML declaration; empty where there is none. */
static struct tn_slice declared_encoding(struct tn_slice declaration) {
    const char *end = declaration.at + declaration.length;
    const char *at = memmem(declaration.at, declaration.length, "encoding", 8);
    while (at && at < end && *at != '"' && *at != '\'')
        at++;
    const char *close = at && at < end ? memchr(at + 1, *at, (size_t)(end - at - 1)) : NULL;
    return close ? (struct tn_slice){at + 1, (size_t)(close - at - 1)} : (struct tn_slice){0};
}

static bool check_encoding(struct scan *scan, struct tn_error *error) {
    static const char wrong[] = "the file is not in UTF-8; save it as UTF-8 and try again";
    size_t head = (size_t)(scan->end - scan->begin);
    if (looks_at(scan, "\xFE\xFF") || looks_at(scan, "\xFF\xFE") ||
        memchr(scan->begin, '\0', head < 4 ? head : 4))
        return refuse(scan, error, wrong);
    if (looks_at(scan, "\xEF\xBB\xBF"))
        scan->at += 3;
    if (!looks_at(scan, "<?xml"))
        return looks_at(scan, "\x4C\x6F\xA7\x94") ? refuse(scan, error, wrong) : true; /* EBCDIC */
    struct scan after = *scan;
    skip_past(&after, "?>");
    struct tn_slice name =
        declared_encoding((struct tn_slice){scan->at, (size_t)(after.at - scan->at)});
    return name.length == 0 || is_known_encoding(name) || refuse(scan, error, wrong);
}

bool tn_xml_guard(const char *bytes, size_t length, struct tn_error *error) {
    struct scan scan = {bytes, bytes, bytes + length};
    if (length == 0)
        return tn_fail(error, "1:1: the document is empty");
    if (length > LARGEST_DOCUMENT)
        return tn_fail(error, "1:1: the document is larger than 64 MiB");
    return check_encoding(&scan, error) && check_markup(&scan, error);
}
