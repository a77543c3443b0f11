/*
 * Options as text; see option.h.
 */
#include "sql/option.h"

#include <string.h>

/* A word by itself, or NULL. */
static const char *find_word(const char *options, const char *word) {
    size_t length = strlen(word);
    for (const char *at = strstr(options, word); length && at; at = strstr(at + length, word))
        if ((at == options || at[-1] == ' ') && at[length] == ' ')
            return at;
    return NULL;
}

size_t sql_row_time(const char *options) {
    if (tn_starts_with(options, SQL_ROW_START))
        return sizeof SQL_ROW_START - 1;
    return tn_starts_with(options, SQL_ROW_END) ? sizeof SQL_ROW_END - 1 : 0;
}

struct tn_slice sql_option_find(const char *options, const char *word) {
    const char *at = find_word(options, word);
    if (!at)
        return (struct tn_slice){"", 0};
    at += strlen(word) + 1;
    return (struct tn_slice){at, strcspn(at, " ")};
}

static void put_blank(struct tn_buffer *out) {
    if (out->length && out->at[out->length - 1] != ' ')
        tn_put_char(out, ' ');
}

/* The options with the text from at on, of that length, replaced; a length of 0 puts it last. */
static const char *replaced(struct tn_model *model, const char *options, struct tn_slice old,
                            const char *text) {
    struct tn_buffer result = {0};
    const char *at = old.length ? old.at : options + strlen(options);
    const char *rest = at + old.length;
    size_t before = (size_t)(at - options);
    tn_put_bytes(&result, options, before && options[before - 1] == ' ' ? before - 1 : before);
    if (*text) {
        put_blank(&result);
        tn_put(&result, text);
    }
    if (*rest) {
        put_blank(&result);
        tn_put(&result, *rest == ' ' ? rest + 1 : rest);
    }
    const char *interned = tn_text(model, tn_buffer_text(&result));
    tn_buffer_free(&result);
    return interned;
}

const char *sql_option_put(struct tn_model *model, const char *options, const char *word,
                           const char *value) {
    struct tn_buffer text = {0};
    const char *at = find_word(options, word);
    struct tn_slice old = sql_option_find(options, word);
    if (*value)
        tn_put_format(&text, "%s %s", word, value);
    const char *result =
        replaced(model, options, (struct tn_slice){at, at ? (size_t)(old.at + old.length - at) : 0},
                 tn_buffer_text(&text));
    tn_buffer_free(&text);
    return result;
}

/* ------------------------------------------------------------------ of tables */

/* To the end of one that begins here: at the blank that is in no string and no list. */
static const char *setting_end(const char *at) {
    size_t depth = 0;
    char quote = 0;
    for (; *at && (quote || depth || *at != ' '); at++)
        if (quote)
            quote = *at == quote ? 0 : quote;
        else if (strchr("'\"`", *at))
            quote = *at;
        else if (*at == '(')
            depth++;
        else if (*at == ')')
            depth -= depth > 0;
    return at;
}

/* With its word. */
static struct tn_slice find_setting(const char *options, const char *word) {
    size_t length = strlen(word);
    for (const char *at = options; *at; at += *at == ' ') {
        const char *end = setting_end(at);
        if (strncasecmp(at, word, length) == 0 && at[length] == '=')
            return (struct tn_slice){at, (size_t)(end - at)};
        at = end;
    }
    return (struct tn_slice){"", 0};
}

struct tn_slice sql_setting_find(const char *options, const char *word) {
    struct tn_slice found = find_setting(options, word);
    size_t skip = found.length ? strlen(word) + 1 : 0;
    return (struct tn_slice){found.at + skip, found.length - skip};
}

const char *sql_setting_put(struct tn_model *model, const char *options, const char *word,
                            const char *value) {
    struct tn_buffer text = {0};
    if (*value)
        tn_put_format(&text, "%s=%s", word, value);
    const char *result =
        replaced(model, options, find_setting(options, word), tn_buffer_text(&text));
    tn_buffer_free(&text);
    return result;
}

/* ------------------------------------------------------------------ ONLY */

bool sql_stands_only(const char *options) {
    size_t length = strlen(SQL_ONLY);
    return tn_starts_with(options, SQL_ONLY) && (!options[length] || options[length] == ' ');
}

const char *sql_behind_only(const char *options) {
    if (!sql_stands_only(options))
        return options;
    options += strlen(SQL_ONLY);
    return *options ? options + 1 : options;
}

/* ------------------------------------------------------------------ words alone */

const char *sql_without_word(struct tn_model *model, const char *options, const char *word) {
    struct tn_buffer kept = {0};
    bool found = false;
    for (const char *at = options; *at;) {
        size_t length = strcspn(at, " ");
        struct tn_slice one = {at, length};
        const char *rest = at + length + strspn(at + length, " ");
        struct tn_slice next = {rest, strcspn(rest, " ")};
        bool no = tn_slice_is(one, "NO") && tn_slice_is(next, word);
        bool is = tn_slice_is(one, word);
        found = found || no || is;
        if (!no && !is)
            tn_put_format(&kept, "%s%.*s", kept.length ? " " : "", (int)length, at);
        at = rest;
    }
    const char *result = found ? tn_text(model, tn_buffer_text(&kept)) : options;
    tn_buffer_free(&kept);
    return result;
}
