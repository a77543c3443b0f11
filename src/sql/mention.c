/*
 * Names inside expressions: whether one is mentioned, and an expression with one name for another.
 * Names of functions do not count, nor does what stands in strings.
 */
#include "sql/mention.h"

#include <string.h>

static bool token_is_name(const struct token *token, const struct token *next,
                          enum tn_dialect_id dialect, const char *name) {
    if (token->kind != T_WORD && token->kind != T_QUOTED)
        return false;
    bool call = next->kind == T_SYMBOL && next->symbol == '(';
    if (dialect_is_mysql(dialect) && token->kind == T_QUOTED)
        call = false; /* a column with a prefix length: no function is quoted where that matters */
    return !call && token_is_named(token, dialect, name);
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
