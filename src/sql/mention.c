/*
 * Names inside expressions: whether one is mentioned, and an expression with one name for another.
 * Names of functions do not count, nor does what stands in strings.
 */
#include "sql/mention.h"

#include <string.h>

static void put_lower(struct tn_buffer *out, const char *at, size_t length) {
    for (size_t i = 0; i < length; i++)
        tn_put_char(out, at[i] >= 'A' && at[i] <= 'Z' ? (char)(at[i] + 32) : at[i]);
}

static bool same_name(const struct token *token, enum tn_dialect_id dialect, const char *name) {
    struct tn_buffer text = {0};
    if (token->kind == T_QUOTED)
        token_unquote(token, dialect, &text);
    else if (dialect == TN_POSTGRESQL)
        put_lower(&text, token->at, token->length);
    else
        tn_put_bytes(&text, token->at, token->length);
    bool same = dialect == TN_POSTGRESQL ? strcmp(tn_buffer_text(&text), name) == 0
                                         : tn_same_word(tn_buffer_text(&text), name);
    tn_buffer_free(&text);
    return same;
}

static bool token_is_name(const struct token *token, const struct token *next,
                          enum tn_dialect_id dialect, const char *name) {
    if (token->kind != T_WORD && token->kind != T_QUOTED)
        return false;
    bool call = next->kind == T_SYMBOL && next->symbol == '(';
    if (dialect_is_mysql(dialect) && token->kind == T_QUOTED)
        call = false; /* a column with a prefix length: no function is quoted where that matters */
    if (token->length < strlen(name) || call)
        return false;
    return same_name(token, dialect, name);
}

bool tn_sql_mentions(const struct tn_dialect *dialect, const char *expression, const char *name) {
    struct lexer lexer;
    lexer_init(&lexer, tn_slice_of(expression), dialect->id, NULL);
    struct token token = lexer_next(&lexer);
    while (token.kind != T_END) {
        struct token next = lexer_next(&lexer);
        if (token_is_name(&token, &next, dialect->id, name))
            return true;
        token = next;
    }
    return false;
}

void sql_put_renamed(struct tn_slice expression, const struct tn_dialect *dialect, const char *from,
                     const char *to, struct tn_buffer *out) {
    struct lexer lexer;
    lexer_init(&lexer, expression, dialect->id, NULL);
    const char *end = expression.at;
    struct token token = lexer_next(&lexer);
    while (token.kind != T_END) {
        struct token next = lexer_next(&lexer);
        tn_put_bytes(out, end, (size_t)(token.at - end));
        bool prefix = dialect_is_mysql(dialect->id) && next.symbol == '('; /* stays in quotes */
        if (token_is_name(&token, &next, dialect->id, from)) {
            struct tn_buffer name = {0};
            tn_sql_put_name(&name, dialect, to);
            bool bare = prefix && name.at[0] != dialect->quote;
            tn_put_format(out, bare ? "`%s`" : "%s", name.at);
            tn_buffer_free(&name);
        } else
            tn_put_bytes(out, token.at, token.length);
        end = token.at + token.length;
        token = next;
    }
}
