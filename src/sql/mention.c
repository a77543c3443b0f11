/*
 * Names inside expressions: whether one is mentioned, and an expression with one name for another.
 * Names of functions do not count, nor does what stands in strings.
 */
#include "sql/mention.h"

#include <string.h>

void name_reader_init(struct name_reader *reader, struct tn_slice expression,
                      enum tn_dialect_id dialect) {
    lexer_init(&reader->lexer, expression, dialect, NULL);
    reader->next = lexer_next(&reader->lexer);
}

static bool is_name(const struct name_reader *reader) {
    enum token_kind kind = reader->token.kind;
    bool call = reader->next.kind == T_SYMBOL && reader->next.symbol == '(';
    if (dialect_is_mysql(reader->lexer.dialect) && kind == T_QUOTED)
        call = false; /* a column with a prefix length: no function is quoted where that matters */
    return (kind == T_WORD || kind == T_QUOTED) && !call;
}

bool name_reader_next(struct name_reader *reader) {
    do {
        reader->token = reader->next;
        if (reader->token.kind == T_END)
            return false;
        reader->next = lexer_next(&reader->lexer);
    } while (!is_name(reader));
    return true;
}

bool tn_sql_mentions(const struct tn_dialect *dialect, const char *expression, const char *name) {
    struct name_reader reader;
    name_reader_init(&reader, tn_slice_of(expression), dialect->id);
    while (name_reader_next(&reader))
        if (token_is_named(&reader.token, dialect->id, name))
            return true;
    return false;
}

void sql_put_renamed(struct tn_slice expression, const struct tn_dialect *dialect, const char *from,
                     const char *to, struct tn_buffer *out) {
    struct name_reader reader;
    const char *copied = expression.at;
    name_reader_init(&reader, expression, dialect->id);
    while (name_reader_next(&reader)) {
        const struct token *token = &reader.token;
        if (!token_is_named(token, dialect->id, from))
            continue;
        tn_put_bytes(out, copied, (size_t)(token->at - copied));
        copied = token->at + token->length;
        struct tn_buffer name = {0};
        tn_sql_put_name(&name, dialect, to);
        bool prefix = dialect_is_mysql(dialect->id) && reader.next.symbol == '('; /* in quotes */
        bool bare = prefix && name.at[0] != dialect->quote;
        tn_put_format(out, bare ? "`%s`" : "%s", name.at);
        tn_buffer_free(&name);
    }
    tn_put_bytes(out, copied, (size_t)(expression.at + expression.length - copied));
}

/* Words that may follow a type; another word there makes of the first one a parameter's or field's
 * name. */
bool token_follows_type(const struct token *next) {
    static const char *const words[] = {
        "as",       "begin",     "called",   "collate",   "cost",   "default",
        "external", "immutable", "language", "leakproof", "not",    "parallel",
        "returns",  "rows",      "security", "set",       "stable", "strict",
        "support",  "transform", "volatile", "window"};
    if (next->kind != T_WORD)
        return next->kind != T_QUOTED;
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (tn_slice_is_word((struct tn_slice){next->at, next->length}, words[i]))
            return true;
    return false;
}
