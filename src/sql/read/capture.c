/*
 * Pieces of the text taken as they are: expressions and clauses folded to single blanks, statements
 * verbatim. What already stands folded in the input is interned from there without a copy. Nothing
 * here recurses: nesting is a counter.
 */
#include "sql/read/parser.h"

#include <string.h>

/* ------------------------------------------------------------------ folding */

/* A run of tokens. As long as nothing but single blanks parts them, it is a slice of the input. */
struct fold {
    const struct lexer *lexer; /* that the tokens come from */
    struct tn_buffer *copy;
    const char *from, *end; /* NULL before the first token */
    bool copying;
};

/* Was it written for a session of MySQL in which quotes or backslashes mean something else? */
static bool is_odd(const struct lexer *lexer, const struct token *token) {
    return (lexer->ansi_quotes && token->kind == T_QUOTED && *token->at == '"') ||
           (lexer->no_escapes && token->kind == T_STRING);
}

/* The token as any session reads it. */
static void put_token(struct tn_buffer *out, const struct lexer *lexer, const struct token *token) {
    if (!is_odd(lexer, token)) {
        tn_put_bytes(out, token->at, token->length);
        return;
    }
    struct tn_buffer text = {0};
    bool name = token->kind == T_QUOTED;
    token_unquote(token, lexer->dialect, &text);
    tn_put_char(out, name ? '`' : '\'');
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        tn_put(out, name ? (c == '`' ? "`" : "") : c == '\'' ? "'" : c == '\\' ? "\\" : "");
        tn_put_char(out, c);
    }
    tn_put_char(out, name ? '`' : '\'');
    tn_buffer_free(&text);
}

static void fold_add(struct fold *fold, const struct token *token) {
    bool odd = is_odd(fold->lexer, token);
    const char *before = fold->from;
    if (!before)
        fold->from = token->at;
    if (!fold->copying && (odd || (before && token->gap == GAP_OTHER))) {
        fold->copying = true;
        tn_buffer_reset(fold->copy);
        if (before)
            tn_put_bytes(fold->copy, before, (size_t)(fold->end - before));
    }
    if (fold->copying) {
        tn_put(fold->copy, !before || token->gap == GAP_NONE ? "" : " ");
        put_token(fold->copy, fold->lexer, token);
    }
    fold->end = token->at + token->length;
}

static struct tn_slice fold_text(const struct fold *fold) {
    if (fold->copying)
        return (struct tn_slice){fold->copy->at, fold->copy->length};
    return (struct tn_slice){fold->from, (size_t)(fold->end - fold->from)};
}

void sql_fold(struct tn_slice text, enum tn_dialect_id dialect, struct tn_buffer *out) {
    struct lexer lexer;
    lexer_init(&lexer, text, dialect, NULL);
    bool first = true;
    for (struct token t = lexer_next(&lexer); t.kind != T_END; t = lexer_next(&lexer)) {
        tn_put(out, first || t.gap == GAP_NONE ? "" : " ");
        tn_put_bytes(out, t.at, t.length);
        first = false;
    }
}

/* ------------------------------------------------------------------ expressions */

/* How deep the tokens stand, and how many parentheses enclose all of them: as many as open at the
 * very start, but no more than stay open up to the last token that is not a closing one. */
struct nesting {
    size_t depth, cases, leading, least;
    bool inside; /* behind the leading parentheses */
};

static size_t least_of(size_t a, size_t b) {
    return a < b ? a : b;
}

static void nest(struct nesting *nesting, const struct token *token) {
    bool opens = token->kind == T_SYMBOL && (token->symbol == '(' || token->symbol == '[');
    bool closes = token->kind == T_SYMBOL && (token->symbol == ')' || token->symbol == ']');
    if (opens && token->symbol == '(' && !nesting->inside) {
        nesting->leading = nesting->least = ++nesting->depth;
        return;
    }
    nesting->inside = true;
    if (closes) {
        nesting->depth -= nesting->depth > 0;
        return;
    }
    nesting->least = least_of(nesting->least, nesting->depth);
    nesting->depth += opens;
    if (token->kind == T_WORD && token->word == W_case)
        nesting->cases++;
    if (token->kind == T_WORD && token->word == W_end && nesting->cases)
        nesting->cases--;
}

static struct tn_slice without_parentheses(struct tn_slice text, size_t pairs) {
    for (; pairs && text.length >= 2; pairs--) {
        text.at++;
        text.length -= 2;
        while (text.length && *text.at == ' ') {
            text.at++;
            text.length--;
        }
        while (text.length && text.at[text.length - 1] == ' ')
            text.length--;
    }
    return text;
}

/* One token is taken at least, so that DEFAULT NULL is not stopped by NULL. */
static bool ends_here(struct parser *p, const struct nesting *nesting, sql_stop *stop, bool lists) {
    if (at_statement_end(p))
        return true;
    if (nesting->depth || nesting->cases)
        return nesting->depth == 0 && at_symbol(p, ')');
    return (!lists && at_symbol(p, ',')) || at_symbol(p, ')') || at_symbol(p, ']') ||
           (nesting->inside && stop && stop(p));
}

/* Expressions of columns and constraints are kept without the mode they were written in. */
static void tell_of_pipes(struct parser *p, const char *text) {
    char quote = 0;
    const char *c = text;
    for (; *c && (quote || c[0] != '|' || c[1] != '|'); c++)
        if (quote ? *c == quote : *c == '\'' || *c == '"' || *c == '`')
            quote = quote ? 0 : *c;
    if (!*c)
        return;
    struct tn_finding *finding = sql_finding(
        p, TN_WARNING, "sql-pipes", NULL, p->token.at,
        "|| joins texts in the mode of this session, and is OR in the usual one: %s", text);
    tn_finding_remedy(p->findings, finding, "write CONCAT()");
}

static const char *capture(struct parser *p, sql_stop *stop, bool bare, bool lists) {
    struct fold fold = {.lexer = &p->lexer, .copy = &p->scratch};
    struct nesting nesting = {0};
    while (!ends_here(p, &nesting, stop, lists)) {
        fold_add(&fold, &p->token);
        nest(&nesting, &p->token);
        sql_next(p);
    }
    if (p->failed || !fold.from)
        return "";
    struct tn_slice text = fold_text(&fold);
    if (bare && nesting.depth == 0)
        text = without_parentheses(text, least_of(nesting.leading, nesting.least));
    const char *result = sql_qualified(p, tn_text_slice(p->model, text));
    if (p->pipes_join)
        tell_of_pipes(p, result);
    if (nesting.depth)
        sql_expected(p, "a closing parenthesis");
    return result;
}

const char *sql_expression(struct parser *p, sql_stop *stop, const char *what) {
    const char *text = capture(p, stop, false, false);
    if (!*text)
        sql_expected(p, what);
    return text;
}

const char *sql_bare_expression(struct parser *p, sql_stop *stop, const char *what) {
    const char *text = capture(p, stop, true, false);
    if (!*text)
        sql_expected(p, what);
    return text;
}

const char *sql_parenthesised(struct parser *p, bool bare) {
    if (!sql_expect_symbol(p, '(', "an opening parenthesis"))
        return "";
    const char *text = capture(p, NULL, bare, true);
    sql_expect_symbol(p, ')', "a closing parenthesis");
    return text;
}

/* ------------------------------------------------------------------ stretches of the text */

static size_t comment_length(struct tn_slice text) {
    const char *end = memmem(text.at + 2, text.length - 2, "*/", 2);
    return end ? (size_t)(end + 2 - text.at) : text.length;
}

static size_t mark_length(struct tn_slice text) {
    size_t length = text.at[2] == '!' ? 3 : 4;
    while (length < text.length && text.at[length] >= '0' && text.at[length] <= '9')
        length++;
    return length;
}

/* White space and comments, without the marks that begin and end version comments. */
static void put_gap(struct tn_buffer *out, struct tn_slice gap) {
    size_t before = out->length;
    for (size_t i = 0, step; i < gap.length; i += step) {
        struct tn_slice rest = {gap.at + i, gap.length - i};
        bool slash = rest.length > 3 && rest.at[0] == '/' && rest.at[1] == '*';
        bool mark = slash && (rest.at[2] == '!' || (rest.at[2] == 'M' && rest.at[3] == '!'));
        bool end = rest.length > 1 && rest.at[0] == '*' && rest.at[1] == '/';
        step = mark ? mark_length(rest) : slash ? comment_length(rest) : end ? 2 : 1;
        if (!mark && !end)
            tn_put_bytes(out, rest.at, step);
    }
    if (gap.length && out->length == before)
        tn_put_char(out, ' ');
}

/* A stretch with version comments: their marks go, their inside stays. */
static void put_unmarked(struct parser *p, struct tn_slice text, bool keep_gaps) {
    struct lexer lexer;
    lexer_init(&lexer, text, p->dialect, NULL);
    lexer.delimiter = p->lexer.delimiter;
    lexer.ansi_quotes = p->lexer.ansi_quotes;
    lexer.no_escapes = p->lexer.no_escapes;
    lexer.in_version_comment = true; /* it may have begun before the stretch */
    const char *end = text.at;
    for (struct token t = lexer_next(&lexer); t.kind != T_END; t = lexer_next(&lexer)) {
        if (keep_gaps)
            put_gap(&p->scratch, (struct tn_slice){end, (size_t)(t.at - end)});
        else if (t.gap != GAP_NONE && end != text.at)
            tn_put_char(&p->scratch, ' ');
        if (keep_gaps)
            tn_put_bytes(&p->scratch, t.at, t.length);
        else
            put_token(&p->scratch, &lexer, &t);
        end = t.at + t.length;
    }
}

static const char *stretch(struct parser *p, const char *from, const char *end, bool keep_gaps) {
    if (p->failed || end <= from)
        return "";
    struct tn_slice text = {from, (size_t)(end - from)};
    if (keep_gaps && !p->lexer.had_version_comment)
        return tn_text_slice(p->model, text);
    tn_buffer_reset(&p->scratch);
    if (p->lexer.had_version_comment || p->lexer.ansi_quotes || p->lexer.no_escapes)
        put_unmarked(p, text, keep_gaps);
    else
        sql_fold(text, p->dialect, &p->scratch);
    return tn_text_slice(p->model, (struct tn_slice){p->scratch.at, p->scratch.length});
}

const char *sql_text_from(struct parser *p, const char *from) {
    return stretch(p, from, p->last_end, false);
}

const char *sql_text_between(struct parser *p, const char *from, const char *end) {
    return stretch(p, from, end, false);
}

const char *sql_verbatim(struct parser *p, const char *from) {
    return stretch(p, from, p->last_end, true);
}

const char *sql_joined(struct parser *p, const char *before, const char *text) {
    if (!*before || !*text)
        return *before ? before : text;
    tn_buffer_reset(&p->scratch);
    tn_put(&p->scratch, before);
    tn_put_char(&p->scratch, ' ');
    tn_put(&p->scratch, text);
    return tn_text_slice(p->model, (struct tn_slice){p->scratch.at, p->scratch.length});
}

/* ------------------------------------------------------------------ skipping */

void sql_skip_parentheses(struct parser *p) {
    size_t depth = 0;
    do {
        depth += at_symbol(p, '(');
        depth -= at_symbol(p, ')');
        sql_next(p);
    } while (depth && !at_statement_end(p));
    if (depth)
        sql_expected(p, "a closing parenthesis");
}

void sql_skip_statement(struct parser *p) {
    while (!at_statement_end(p))
        sql_next(p);
}

/* END IF, END LOOP and so on close what has not been counted. */
static void count_blocks(struct parser *p, size_t *blocks) {
    if (p->dialect == TN_POSTGRESQL && !*blocks) {
        *blocks += sql_at_two(p, W_begin, W_atomic);
        return;
    }
    if (at_word(p, W_begin) || at_word(p, W_case))
        ++*blocks;
    if (!at_word(p, W_end) || !*blocks)
        return;
    enum word next = sql_peek(p, 1)->word;
    if (next == W_if || next == W_loop || next == W_while || next == W_repeat)
        sql_next(p);
    else
        --*blocks;
    if (next == W_case)
        sql_next(p);
}

/* MySQL 9: the body of a routine in another language, AS $tag$ … $tag$. */
static void skip_dollars(struct parser *p) {
    const char *from = p->token.at, *end = p->lexer.end;
    const char *close = memchr(from + 1, '$', (size_t)(end - from) - 1);
    size_t length = close ? (size_t)(close + 1 - from) : 0;
    for (const char *c = from + 1; close && c < close; c++)
        if (!(*c == '_' || (*c >= '0' && *c <= '9') || ((*c | 32) >= 'a' && (*c | 32) <= 'z')))
            return;
    if (!close || !sql_may_look(p, (size_t)(end - from)))
        return;
    const char *behind = memmem(from + length, (size_t)(end - from) - length, from, length);
    if (!behind)
        return;
    sql_jump(p, behind + length);
    p->last_end = behind + length;
}

void sql_skip_body(struct parser *p) {
    size_t blocks = 0, depth = 0;
    while (p->token.kind != T_END && p->token.kind != T_STOP) {
        bool nested = (blocks || depth) && !p->lexer.delimiter.length;
        if (p->token.kind == T_TERMINATOR && !nested)
            break;
        depth += at_symbol(p, '(');
        depth -= depth && at_symbol(p, ')');
        count_blocks(p, &blocks);
        bool foreign = p->dialect == TN_MYSQL && at_word(p, W_as);
        sql_next(p);
        if (foreign && p->token.length && *p->token.at == '$')
            skip_dollars(p);
    }
}
