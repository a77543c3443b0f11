/*
 * Column options as text; see option.h.
 */
#include "sql/option.h"

#include <string.h>

/* A word by itself, or NULL. */
static const char *find_word(const char *options, const char *word) {
    size_t length = strlen(word);
    for (const char *at = strstr(options, word); at; at = strstr(at + length, word))
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

const char *sql_option_put(struct tn_model *model, const char *options, const char *word,
                           const char *value) {
    struct tn_buffer text = {0};
    const char *at = find_word(options, word);
    struct tn_slice old = sql_option_find(options, word);
    const char *rest = at ? old.at + old.length : options + strlen(options);
    size_t before = at ? (size_t)(at - options) : strlen(options);
    tn_put_bytes(&text, options, before && options[before - 1] == ' ' ? before - 1 : before);
    if (*value) {
        put_blank(&text);
        tn_put_format(&text, "%s %s", word, value);
    }
    if (*rest) {
        put_blank(&text);
        tn_put(&text, *rest == ' ' ? rest + 1 : rest);
    }
    const char *result = tn_text(model, tn_buffer_text(&text));
    tn_buffer_free(&text);
    return result;
}
