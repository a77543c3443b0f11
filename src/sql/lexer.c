/*
 * Cutting SQL text into tokens. Invariant: every call moves forward or returns T_END, and each byte
 * is looked at a bounded number of times, so that time is linear in the text whatever it holds.
 * Knows nothing of statements; what the words mean is the parser's.
 */
#include "sql/lexer.h"
#include "base/word.h"

#include <string.h>

/* ------------------------------------------------------------------ characters */

enum { L = 1, D = 2, S = 4, O = 8, U = 16 | L, X = 32, C = 64, Q = 128 };
enum { IN_WORD = L | D | X, OC = O | C, XQ = X | Q };

/* Letter, digit, space, operator, upper case letter, dollar, what a comment may begin or end with,
 * what a quote may begin with. Bytes from 128 on are letters. */
/* clang-format off */
static const unsigned char classes[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, S, S, S, S, S, 0, 0, /* control characters */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    S, O, Q, OC, XQ, O, O, Q, 0, 0, OC, O, 0, OC, 0, OC, /*  !"#$%&'()*+,-./ */
    D, D, D, D, D, D, D, D, D, D, 0, 0, O, O, O, O, /* 0-9:;<=>? */
    O, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* @A-O */
    U, U, U, U, U, U, U, U, U, U, U, Q, 0, 0, O, L, /* P-Z[\]^_ */
    Q, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* `a-o */
    L, L, L, L, L, L, L, L, L, L, L, 0, O, 0, O, 0, /* p-z{|}~ */
    L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
};
/* clang-format on */

static unsigned class_of(char c) {
    return classes[(unsigned char)c];
}

static char at(const struct lexer *lexer, size_t ahead) {
    return (size_t)(lexer->end - lexer->at) > ahead ? lexer->at[ahead] : 0;
}

static bool starts_delimiter(const struct lexer *lexer, const char *c) {
    size_t length = lexer->delimiter.length;
    return (size_t)(lexer->end - c) >= length && *c == *lexer->delimiter.at &&
           memcmp(c, lexer->delimiter.at, length) == 0;
}

static bool at_terminator(const struct lexer *lexer, const char *c) {
    return lexer->delimiter.length ? starts_delimiter(lexer, c) : c < lexer->end && *c == ';';
}

/* ------------------------------------------------------------------ words */

enum { LONGEST_WORD = 16 };

static const char spellings[W_COUNT][LONGEST_WORD + 1] = {
    [W_other] = "",
#define WORD(word) [W_##word] = #word,
#include "sql/words.def"
};

/* Setting bit 5 folds letters, and turns nothing else that a word may hold into what a word of
 * words.def holds. */
static struct folded_word fold(const char *text, size_t length) {
    static const uint64_t lower_case = UINT64_C(0x2020202020202020);
    return (struct folded_word){tn_word(text, length) | lower_case,
                                length > 8 ? tn_word_of_eight(text + length - 8) | lower_case : 0,
                                length};
}

static unsigned slot_of(struct folded_word word) {
    uint64_t hash = word.first * UINT64_C(0x9E3779B97F4A7C15);
    hash ^= hash >> 32;
    hash += word.last * UINT64_C(0xBF58476D1CE4E5B9);
    return ((unsigned)(hash >> 40) + (unsigned)word.length) & (WORD_SLOTS - 1);
}

void words_init(struct word_table *table) {
    memset(table->slots, 0, sizeof table->slots);
    for (uint16_t word = 1; word < W_COUNT; word++) {
        table->words[word] = fold(spellings[word], strlen(spellings[word]));
        unsigned slot = slot_of(table->words[word]);
        while (table->slots[slot])
            slot = (slot + 1) & (WORD_SLOTS - 1);
        table->slots[slot] = word;
    }
}

static enum word word_find(const struct word_table *table, const char *text, size_t length) {
    struct folded_word word = fold(text, length);
    unsigned slot = slot_of(word);
    for (; table->slots[slot]; slot = (slot + 1) & (WORD_SLOTS - 1)) {
        const struct folded_word *known = &table->words[table->slots[slot]];
        if (known->first == word.first && known->last == word.last && known->length == word.length)
            return (enum word)table->slots[slot];
    }
    return W_other;
}

static const char *word_end(const struct lexer *lexer, unsigned *classes_met) {
    const char *c = lexer->at;
    unsigned class;
    for (; c < lexer->end && (class = class_of(*c)) & IN_WORD; c++)
        *classes_met |= class;
    return c;
}

/* A word ends where the delimiter begins, whatever that is made of. */
static const char *delimited(const struct lexer *lexer, const char *end) {
    for (const char *c = lexer->at; lexer->delimiter.length && c < end; c++)
        if (starts_delimiter(lexer, c))
            return c;
    return end;
}

static void read_word(struct lexer *lexer, struct token *token) {
    unsigned classes_met = 0;
    lexer->at = delimited(lexer, word_end(lexer, &classes_met));
    struct tn_slice text = {token->at, (size_t)(lexer->at - token->at)};
    token->kind = T_WORD;
    token->upper = classes_met & 16;
    if (lexer->words && text.length <= LONGEST_WORD)
        token->word = word_find(lexer->words, text.at, text.length);
}

/* ------------------------------------------------------------------ white space and comments */

static bool is_mysql(const struct lexer *lexer) {
    return dialect_is_mysql(lexer->dialect);
}

static void skip_line(struct lexer *lexer) {
    const char *end = memchr(lexer->at, '\n', (size_t)(lexer->end - lexer->at));
    lexer->at = end ? end : lexer->end;
}

/* The opening has been seen. PostgreSQL's comments nest. */
static void skip_comment(struct lexer *lexer) {
    size_t depth = 1;
    for (lexer->at += 2; lexer->at < lexer->end && depth; lexer->at++) {
        if (lexer->at[0] == '*' && at(lexer, 1) == '/') {
            depth--;
            lexer->at++;
        } else if (lexer->dialect == TN_POSTGRESQL && lexer->at[0] == '/' && at(lexer, 1) == '*') {
            depth++;
            lexer->at++;
        }
    }
}

static bool opens_version_comment(const struct lexer *lexer) {
    return is_mysql(lexer) && (at(lexer, 2) == '!' || (at(lexer, 2) == 'M' && at(lexer, 3) == '!'));
}

/* Higher than any server's: what stands behind it is for the client alone. */
enum { NO_VERSION = 990000 };

/* What MySQL's newer versions alone read: MariaDB takes it for a comment unless it says so itself.
 */
static bool is_for_mysql(const struct lexer *lexer, bool own, int version) {
    return lexer->dialect == TN_MARIADB && !own && version >= 50700 && version <= 99999;
}

/* One that no server reads ends where others do, but may hold comments of one level. */
static void skip_version_comment(struct lexer *lexer) {
    for (bool inner = false; lexer->at < lexer->end; lexer->at++)
        if (lexer->at[0] == '/' && at(lexer, 1) == '*' && !inner) {
            inner = true;
            lexer->at++;
        } else if (lexer->at[0] == '*' && at(lexer, 1) == '/') {
            lexer->at++;
            if (!inner)
                break;
            inner = false;
        }
    lexer->at += lexer->at < lexer->end;
}

static void enter_version_comment(struct lexer *lexer) {
    int version = 0;
    bool own = at(lexer, 2) == 'M';
    lexer->at += own ? 4 : 3;
    for (; class_of(at(lexer, 0)) & D; lexer->at++)
        version = version < NO_VERSION ? version * 10 + (*lexer->at - '0') : version;
    if (version >= NO_VERSION || is_for_mysql(lexer, own, version))
        skip_version_comment(lexer);
    else
        lexer->in_version_comment = lexer->had_version_comment = true;
}

/* MySQL wants white space or the end (of the statement, too) after the two dashes. */
static bool at_dashes(const struct lexer *lexer) {
    if (at(lexer, 0) != '-' || at(lexer, 1) != '-')
        return false;
    return !is_mysql(lexer) || (unsigned char)at(lexer, 2) <= ' ' ||
           at_terminator(lexer, lexer->at + 2);
}

static bool skip_comment_here(struct lexer *lexer) {
    if (!(class_of(at(lexer, 0)) & C))
        return false;
    char c = *lexer->at, next = at(lexer, 1);
    if (at_dashes(lexer) || (c == '#' && is_mysql(lexer)))
        skip_line(lexer);
    else if (c == '/' && next == '*' && opens_version_comment(lexer))
        enter_version_comment(lexer);
    else if (c == '/' && next == '*')
        skip_comment(lexer);
    else if (c == '*' && next == '/' && lexer->in_version_comment) {
        lexer->in_version_comment = false;
        lexer->at += 2;
    } else
        return false;
    return true;
}

static void skip_blanks(struct lexer *lexer) {
    while (lexer->at < lexer->end && class_of(*lexer->at) & S)
        lexer->at++;
}

static enum token_gap skip_gap(struct lexer *lexer) {
    const char *from = lexer->at;
    do
        skip_blanks(lexer);
    while (skip_comment_here(lexer));
    if (lexer->at == from)
        return GAP_NONE;
    return lexer->at == from + 1 && *from == ' ' ? GAP_BLANK : GAP_OTHER;
}

/* ------------------------------------------------------------------ quotes */

/* Up to the closing quote, which is doubled inside, or after a backslash where those escape. */
static void read_quoted(struct lexer *lexer, struct token *token, char quote, bool backslash) {
    const char *c = lexer->at;
    bool escapes = false;
    for (; c < lexer->end; c++) {
        bool closes = *c == quote;
        if (!closes && !(*c == '\\' && backslash))
            continue;
        bool alone = c + 1 == lexer->end || (closes && (c[1] != quote || quote == ']'));
        if (closes && alone)
            break;
        if (!alone) {
            escapes = true;
            c++;
        }
    }
    token->unterminated = c >= lexer->end;
    token->verbatim = !escapes && !token->unterminated && lexer->at == token->at + 1;
    lexer->at = token->unterminated ? lexer->end : c + 1;
}

/* $tag$ … $tag$, where the lexer stands at the first dollar. */
static bool read_dollars(struct lexer *lexer, struct token *token) {
    const char *tag_end = lexer->at + 1;
    while (tag_end < lexer->end && class_of(*tag_end) & (L | D))
        tag_end++;
    if (tag_end >= lexer->end || *tag_end != '$' || class_of(lexer->at[1]) & D)
        return false;
    size_t length = (size_t)(tag_end + 1 - lexer->at);
    const char *body = lexer->at + length;
    const char *close = memmem(body, (size_t)(lexer->end - body), lexer->at, length);
    token->kind = T_STRING;
    token->unterminated = !close;
    lexer->at = close ? close + length : lexer->end;
    return true;
}

/* E'…', B'…', X'…', N'…' and U&'…', U&"…": the length of the prefix. */
static size_t prefix_length(const struct lexer *lexer) {
    char c = (char)(at(lexer, 0) | 32);
    if (at(lexer, 1) == '\'' && (c == 'e' || c == 'b' || c == 'x' || c == 'n'))
        return c == 'e' && lexer->dialect != TN_POSTGRESQL ? 0 : 1;
    if (c == 'u' && at(lexer, 1) == '&' && lexer->dialect == TN_POSTGRESQL &&
        (at(lexer, 2) == '\'' || at(lexer, 2) == '"'))
        return 2;
    return 0;
}

static void read_prefixed(struct lexer *lexer, struct token *token, size_t prefix) {
    char quote = at(lexer, prefix);
    bool backslash = is_mysql(lexer) ? !lexer->no_escapes : (token->at[0] | 32) == 'e';
    token->plain = is_mysql(lexer) && !backslash;
    token->kind = quote == '"' ? T_QUOTED : T_STRING;
    lexer->at += prefix + 1;
    read_quoted(lexer, token, quote, backslash);
}

static bool read_quote(struct lexer *lexer, struct token *token) {
    char c = *lexer->at;
    bool bracket = c == '[' && lexer->dialect == TN_SQLITE;
    if (c == '$')
        return lexer->dialect == TN_POSTGRESQL && read_dollars(lexer, token);
    if (c != '\'' && c != '"' && c != '`' && !bracket)
        return false;
    if (c == '`' && lexer->dialect == TN_POSTGRESQL)
        return false;
    bool string = c == '\'' || (c == '"' && is_mysql(lexer) && !lexer->ansi_quotes);
    token->kind = string ? T_STRING : T_QUOTED;
    token->plain = is_mysql(lexer) && (lexer->no_escapes || !string);
    lexer->at++;
    read_quoted(lexer, token, bracket ? ']' : c, string && is_mysql(lexer) && !token->plain);
    return true;
}

/* ------------------------------------------------------------------ numbers and operators */

static bool is_exponent(const struct lexer *lexer) {
    if ((at(lexer, 0) | 32) != 'e')
        return false;
    char next = at(lexer, 1);
    return class_of(next) & D || ((next == '+' || next == '-') && class_of(at(lexer, 2)) & D);
}

static void skip_digits(struct lexer *lexer) {
    while (lexer->at < lexer->end && (class_of(*lexer->at) & D || *lexer->at == '_'))
        lexer->at++;
}

static void read_number(struct lexer *lexer, struct token *token) {
    token->kind = T_NUMBER;
    bool based = at(lexer, 0) == '0' && strchr("xXbBoO", at(lexer, 1) ? at(lexer, 1) : ' ');
    skip_digits(lexer);
    if (!based && at(lexer, 0) == '.') {
        lexer->at++;
        skip_digits(lexer);
    }
    if (!based && is_exponent(lexer)) {
        lexer->at += 2;
        skip_digits(lexer);
    } else if (class_of(at(lexer, 0)) & L) { /* 0x1f, or a MySQL name that starts with digits */
        read_word(lexer, token);
        if (based)
            token->kind = T_NUMBER;
    }
}

static const char *const operators[] = {"->>", "<=>", "<=", ">=", "<>", "!=", "<<",
                                        ">>",  "||",  "&&", "->", "==", "@@", "^="};

/* PostgreSQL: the longest run, which ends in + or - only if it has one of ~ ! @ # % ^ & | ? too. An
 * operator has less than 64 characters: looking no further keeps a long row of signs linear. */
static size_t operator_run(const struct lexer *lexer) {
    const char *c = lexer->at;
    bool special = false;
    for (; c < lexer->end && c - lexer->at < 63 && class_of(*c) & O; c++) {
        if (c + 1 < lexer->end && ((c[0] == '-' && c[1] == '-') || (c[0] == '/' && c[1] == '*')))
            break;
        special = special || strchr("~!@#%^&|?", *c);
    }
    while (c - lexer->at > 1 && (c[-1] == '+' || c[-1] == '-') && !special)
        c--;
    return c > lexer->at ? (size_t)(c - lexer->at) : 1;
}

static size_t operator_length(const struct lexer *lexer) {
    if (lexer->at[0] == ':' && (at(lexer, 1) == ':' || at(lexer, 1) == '='))
        return 2;
    if (!(class_of(lexer->at[0]) & O))
        return 1;
    if (lexer->dialect == TN_POSTGRESQL)
        return operator_run(lexer);
    size_t left = (size_t)(lexer->end - lexer->at);
    for (size_t i = 0; i < TN_LENGTH(operators); i++) {
        if (*lexer->at != *operators[i])
            continue;
        size_t length = strlen(operators[i]);
        if (left >= length && memcmp(lexer->at, operators[i], length) == 0)
            return length;
    }
    return 1;
}

static void read_symbol(struct lexer *lexer, struct token *token) {
    size_t length = operator_length(lexer);
    token->kind = *lexer->at > ' ' && *lexer->at < 127 ? T_SYMBOL : T_OTHER;
    token->symbol = length == 1 ? *lexer->at : 0;
    lexer->at += length;
}

/* ------------------------------------------------------------------ tokens */

void lexer_init(struct lexer *lexer, struct tn_slice text, enum tn_dialect_id dialect,
                const struct word_table *words) {
    *lexer = (struct lexer){.start = text.at,
                            .at = text.at,
                            .end = text.at + text.length,
                            .words = words,
                            .dialect = dialect};
    if (text.length >= 3 && memcmp(text.at, "\xef\xbb\xbf", 3) == 0)
        lexer->at += 3;
}

static void read_token(struct lexer *lexer, struct token *token) {
    char c = *lexer->at;
    unsigned class = class_of(c);
    size_t prefix = 0;
    if (at_terminator(lexer, lexer->at)) {
        token->kind = T_TERMINATOR;
        lexer->at += lexer->delimiter.length ? lexer->delimiter.length : 1;
    } else if (class & L && (prefix = prefix_length(lexer)))
        read_prefixed(lexer, token, prefix);
    else if (class & L || (c == '$' && is_mysql(lexer)))
        read_word(lexer, token);
    else if (class & D || (c == '.' && class_of(at(lexer, 1)) & D))
        read_number(lexer, token);
    else if (!(class & Q) || !read_quote(lexer, token))
        read_symbol(lexer, token);
}

void lexer_read(struct lexer *lexer, struct token *token) {
    enum token_gap gap = skip_gap(lexer);
    *token = (struct token){.at = lexer->at, .kind = T_END, .gap = gap};
    if (lexer->at < lexer->end)
        read_token(lexer, token);
    token->length = (size_t)(lexer->at - token->at);
}

struct tn_slice lexer_inside(struct lexer *lexer, struct token *token) {
    const char *from = token->at + 1;
    size_t depth = 1;
    for (*token = lexer_next(lexer); token->kind != T_END; *token = lexer_next(lexer)) {
        depth += token_is_symbol(token, '(');
        depth -= token_is_symbol(token, ')');
        if (!depth)
            break;
    }
    struct tn_slice inside = {from, (size_t)(token->at - from)};
    if (!depth)
        *token = lexer_next(lexer);
    return inside;
}
