/*
 * What a token stands for: the text of a literal, the name of a quoted identifier, whether a word
 * is that name.
 */
#include "sql/lexer.h"

#include <string.h>
#include <strings.h>

static char unescaped(char c) {
    static const char from[] = "ntrb0Z", to[] = "\n\t\r\b\0\x1a";
    const char *found = c ? strchr(from, c) : NULL;
    return found ? to[found - from] : c;
}

static void unquote_dollars(const struct token *token, struct tn_buffer *out) {
    const char *end = memchr(token->at + 1, '$', token->length - 1);
    size_t tag = end ? (size_t)(end + 1 - token->at) : 0;
    if (token->length >= 2 * tag)
        tn_put_bytes(out, token->at + tag, token->length - 2 * tag);
}

void token_unquote(const struct token *token, enum tn_dialect_id dialect, struct tn_buffer *out) {
    if (token->verbatim) {
        tn_put_bytes(out, token->at + 1, token->length - 2);
        return;
    }
    if (token->at[0] == '$') {
        unquote_dollars(token, out);
        return;
    }
    const char *c = token->at, *end = token->at + token->length - (token->unterminated ? 0 : 1);
    while (c < end && !strchr("'\"`[", *c))
        c++;
    char quote = c < end ? *c : 0;
    bool escapes = !token->plain && quote != '`' && quote != '[' &&
                   (dialect_is_mysql(dialect) || (token->at[0] | 32) == 'e');
    for (c++; c < end; c++) {
        if (*c == '\\' && escapes && c + 1 < end)
            tn_put_char(out, unescaped(*++c));
        else {
            tn_put_char(out, *c);
            c += *c == quote && quote != '[' && c + 1 < end && c[1] == quote;
        }
    }
}

/* PostgreSQL folds what is not quoted; the others find a name whatever its letter case. */
static bool word_is_named(const struct token *token, enum tn_dialect_id dialect, const char *name) {
    if (strlen(name) != token->length)
        return false;
    if (dialect != TN_POSTGRESQL)
        return strncasecmp(token->at, name, token->length) == 0;
    for (size_t i = 0; i < token->length; i++) {
        char c = token->at[i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c + 32) : c) != name[i])
            return false;
    }
    return true;
}

bool token_is_named(const struct token *token, enum tn_dialect_id dialect, const char *name) {
    if (token->kind == T_WORD)
        return word_is_named(token, dialect, name);
    if (token->kind != T_QUOTED || token->length < strlen(name))
        return false;
    struct tn_buffer text = {0};
    token_unquote(token, dialect, &text);
    bool same = dialect == TN_POSTGRESQL ? strcmp(tn_buffer_text(&text), name) == 0
                                         : tn_same_word(tn_buffer_text(&text), name);
    tn_buffer_free(&text);
    return same;
}
