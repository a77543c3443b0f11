/*
 * lexer: SQL text cut into tokens where it stands.
 *
 * Tokens are slices of the input: nothing is copied. One pass, no recursion, no failure: what is
 * not SQL becomes a token of kind T_OTHER, and a quote that never ends runs to the end of the input
 * with `unterminated` set. Comments are white space, but for the version comments of MySQL and
 * MariaDB, whose inside is read as text.
 */
#ifndef SQL_LEXER_H
#define SQL_LEXER_H

#include "tenon/sql.h"

enum token_kind {
    T_END,        /* the end of the input */
    T_TERMINATOR, /* ; or what DELIMITER says */
    T_WORD,
    T_QUOTED, /* a quoted identifier */
    T_STRING,
    T_NUMBER,
    T_SYMBOL, /* punctuation and operators; symbol is the character of those of length one */
    T_OTHER,
    T_STOP, /* after an error: nothing matches it */
};

/* What stands before a token. */
enum token_gap { GAP_NONE, GAP_BLANK /* exactly one blank */, GAP_OTHER };

enum word {
    W_other, /* a word of no meaning here */
#define WORD(word) W_##word,
#include "sql/words.def"
    W_COUNT
};

struct token {
    const char *at;
    size_t length;
    enum token_kind kind;
    enum word word; /* of a T_WORD */
    enum token_gap gap;
    char symbol;       /* of a T_SYMBOL of one character, else 0 */
    bool unterminated; /* a string or quoted identifier without its end */
    bool verbatim;     /* what stands between the quotes is what it stands for */
    bool upper;        /* a T_WORD with capital letters */
    bool plain;        /* a string in whose dialect backslashes escape, but not here */
};

/* A hash table over the words of words.def, made once a parse. */
#define WORD_SLOTS 1024
struct word_table {
    uint16_t slots[WORD_SLOTS]; /* an enum word; 0: empty */
    /* The first eight bytes in lower case, and of a longer word the last eight: all of it. */
    struct folded_word {
        uint64_t first, last, length;
    } words[W_COUNT];
};
void words_init(struct word_table *table);

struct lexer {
    const char *start, *at, *end;
    const struct word_table *words; /* NULL: words are not told apart */
    enum tn_dialect_id dialect;
    struct tn_slice delimiter; /* set by DELIMITER; empty: the semicolon */
    bool in_version_comment;
    bool had_version_comment; /* set when one was met, for the parser to clear */
    bool ansi_quotes;         /* MySQL's sql_mode: "x" is a name */
    bool no_escapes;          /* a backslash is a character like others */
};

void lexer_init(struct lexer *lexer, struct tn_slice text, enum tn_dialect_id dialect,
                const struct word_table *words);
/* The next token, written where it is to stand: copying what was just written is slow. */
void lexer_read(struct lexer *lexer, struct token *token);
static inline struct token lexer_next(struct lexer *lexer) {
    struct token token;
    lexer_read(lexer, &token);
    return token;
}
/* At the token of a parenthesis: what stands in it. The token becomes the one behind; where the
 * parenthesis does not end, all the rest is in it. */
struct tn_slice lexer_inside(struct lexer *lexer, struct token *token);

static inline bool dialect_is_mysql(enum tn_dialect_id dialect) {
    return dialect == TN_MYSQL || dialect == TN_MARIADB;
}

/* Does a word or quoted identifier stand for the name, as the dialect folds letters? */
bool token_is_named(const struct token *token, enum tn_dialect_id dialect, const char *name);
/* Is it this word, in any letter case; a symbol of one character; something that can be a name? */
static inline bool token_is_word(const struct token *token, const char *lower_case) {
    return token->kind == T_WORD &&
           tn_slice_is_word((struct tn_slice){token->at, token->length}, lower_case);
}
static inline bool token_is_symbol(const struct token *token, char symbol) {
    return token->kind == T_SYMBOL && token->symbol == symbol;
}
static inline bool token_is_name(const struct token *token) {
    return (token->kind == T_WORD || token->kind == T_QUOTED) && !token->unterminated;
}
/* What stands between the quotes of a verbatim token. */
static inline struct tn_slice token_inside(const struct token *token) {
    return (struct tn_slice){token->at + 1, token->length - 2};
}
/* The text that a string literal or quoted identifier stands for, appended. */
void token_unquote(const struct token *token, enum tn_dialect_id dialect, struct tn_buffer *out);

#endif
