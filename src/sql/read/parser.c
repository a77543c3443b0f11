/*
 * The parser's hands: the current token and those ahead, names and paths, findings with their
 * places. Knows no statement.
 */
#include "sql/read/parser.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ tokens */

void sql_next(struct parser *p) {
    if (p->failed)
        return;
    p->last_end = p->token.at + p->token.length;
    if (p->ahead_count) {
        p->token = p->ahead[0];
        p->ahead_count--;
        for (unsigned i = 0; i < p->ahead_count; i++)
            p->ahead[i] = p->ahead[i + 1];
    } else
        lexer_read(&p->lexer, &p->token);
    if (p->token.unterminated)
        sql_expected(p, "its end");
}

const struct token *sql_peek(struct parser *p, unsigned ahead) {
    if (p->failed)
        return &p->token;
    while (p->ahead_count < ahead)
        lexer_read(&p->lexer, &p->ahead[p->ahead_count++]);
    return ahead ? &p->ahead[ahead - 1] : &p->token;
}

void sql_jump(struct parser *p, const char *at) {
    if (p->failed)
        return;
    p->ahead_count = 0;
    p->lexer.at = at;
    lexer_read(&p->lexer, &p->token);
}

bool sql_next_is(struct parser *p, enum word word) {
    const struct token *next = sql_peek(p, 1);
    return next->kind == T_WORD && next->word == word;
}

void sql_skip_two(struct parser *p) {
    sql_next(p);
    sql_next(p);
}

bool sql_expect(struct parser *p, enum word word, const char *what) {
    return sql_accept(p, word) || sql_expected(p, what);
}

bool sql_expect_symbol(struct parser *p, char symbol, const char *what) {
    return sql_accept_symbol(p, symbol) || sql_expected(p, what);
}

bool sql_at_operator(const struct parser *p, const char *text) {
    return p->token.kind == T_SYMBOL &&
           tn_slice_is((struct tn_slice){p->token.at, p->token.length}, text);
}

/* ------------------------------------------------------------------ findings */

/* Counts lines from the last place asked for, forwards or backwards: linear over a whole text. */
static void find_line(struct parser *p, const char *at) {
    const char *end;
    while (p->line_at < at && (end = memchr(p->line_at, '\n', (size_t)(at - p->line_at)))) {
        p->line++;
        p->line_at = p->line_start = end + 1;
    }
    p->line_at = p->line_at < at ? at : p->line_at;
    size_t crossed = 0;
    while (p->line_at > at)
        crossed += *--p->line_at == '\n';
    if (crossed) {
        const char *before = memrchr(p->lexer.start, '\n', (size_t)(at - p->lexer.start));
        p->line_start = before ? before + 1 : p->lexer.start;
        p->line -= crossed;
    }
}

struct tn_finding *sql_finding(struct parser *p, enum tn_severity severity, const char *rule,
                               const void *object, const char *at, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    struct tn_finding *finding =
        tn_finding_vadd(p->findings, severity, rule, object, format, arguments);
    va_end(arguments);
    find_line(p, at);
    finding->file = p->file ? tn_arena_text(&p->findings->arena, p->file, strlen(p->file)) : NULL;
    finding->line = p->line;
    finding->column = (size_t)(at - p->line_start) + 1;
    p->report.errors += severity == TN_ERROR;
    return finding;
}

/* What stands here, for the message: at most 40 bytes of it, cut between characters. */
static void describe_token(const struct token *token, struct tn_buffer *out) {
    if (token->kind == T_END) {
        tn_put(out, "the end of the text");
        return;
    }
    size_t length = token->length > 40 ? 40 : token->length;
    while (length < token->length && length && ((unsigned char)token->at[length] & 0xc0) == 0x80)
        length--;
    bool quoted = memchr(token->at, '"', length);
    tn_put(out, quoted ? "" : "\"");
    for (size_t i = 0; i < length; i++)
        tn_put_char(out, (unsigned char)token->at[i] < ' ' ? ' ' : token->at[i]);
    tn_put(out, length < token->length ? "…" : "");
    tn_put(out, quoted ? "" : "\"");
}

bool sql_expected(struct parser *p, const char *what) {
    if (p->failed)
        return false;
    struct tn_buffer found = {0};
    describe_token(&p->token, &found);
    if (p->token.unterminated)
        sql_finding(p, TN_ERROR, "sql-syntax", NULL, p->token.at,
                    "the quote that begins here has no end: %s", tn_buffer_text(&found));
    else
        sql_finding(p, TN_ERROR, "sql-syntax", NULL, p->token.at, "expected %s, found %s", what,
                    tn_buffer_text(&found));
    tn_buffer_free(&found);
    p->failed = true;
    p->failed_at = p->token.at;
    p->token = (struct token){.at = p->token.at, .kind = T_STOP};
    p->ahead_count = 0;
    return false;
}

/* ------------------------------------------------------------------ names */

bool sql_at_name(const struct parser *p) {
    if (p->token.unterminated)
        return false;
    if (p->token.kind ==
        T_STRING) /* MySQL: "x"; SQLite takes 'x' for a name where it must be one */
        return (is_mysql(p) && *p->token.at == '"') || p->dialect == TN_SQLITE;
    return p->token.kind == T_WORD || p->token.kind == T_QUOTED;
}

const char *sql_lower(struct parser *p, struct tn_slice text) {
    tn_buffer_reset(&p->scratch);
    tn_put_lower(&p->scratch, text);
    return tn_text_slice(p->model, (struct tn_slice){p->scratch.at, p->scratch.length});
}

static const char *unquoted(struct parser *p, const struct token *token) {
    if (token->verbatim)
        return tn_text_slice(p->model, token_inside(token));
    tn_buffer_reset(&p->scratch);
    token_unquote(token, p->dialect, &p->scratch);
    return tn_text_slice(p->model, (struct tn_slice){p->scratch.at, p->scratch.length});
}

const char *sql_token_name(struct parser *p, const struct token *token) {
    struct tn_slice text = {token->at, token->length};
    if (token->kind != T_WORD)
        return unquoted(p, token);
    if (p->dialect == TN_POSTGRESQL && token->upper)
        return sql_lower(p, text);
    return tn_text_slice(p->model, text);
}

const char *sql_name(struct parser *p, const char *what) {
    if (!sql_at_name(p)) {
        sql_expected(p, what);
        return "";
    }
    const char *name = sql_token_name(p, &p->token);
    if (!*name && p->dialect != TN_SQLITE) /* "": no other server takes it */
        sql_expected(p, what);
    sql_next(p);
    return name;
}

const char *sql_string(struct parser *p, const char *what) {
    if (p->token.kind != T_STRING || p->token.unterminated) {
        sql_expected(p, what);
        return "";
    }
    const char *text = unquoted(p, &p->token);
    sql_next(p);
    return text;
}

static void fold_schema(struct parser *p, struct path *path) {
    if (p->dialect == TN_SQLITE)
        path->schema = sql_key(p, path->schema);
    else if (p->dialect != TN_POSTGRESQL)
        path->schema = "";
}

/* a, a.b or a.b.c; of the latter the first part, a database, is dropped. */
struct path sql_path(struct parser *p, const char *what) {
    struct path path = {.schema = "", .database = "", .at = p->token.at};
    path.name = sql_name(p, what);
    for (int i = 0; i < 2 && sql_accept_symbol(p, '.'); i++) {
        path.database = path.schema;
        path.schema = path.name;
        path.name = sql_name(p, what);
    }
    fold_schema(p, &path);
    return path;
}

struct path sql_kept_path(struct parser *p, struct lexer *lexer, struct token *token) {
    struct path path = {.schema = "", .name = "", .database = "", .at = token->at};
    while (token->kind == T_WORD || (token->kind == T_QUOTED && !token->unterminated)) {
        path.database = path.schema;
        path.schema = path.name;
        path.name = sql_token_name(p, token);
        *token = lexer_next(lexer);
        if (token->kind != T_SYMBOL || token->symbol != '.')
            break;
        *token = lexer_next(lexer);
    }
    fold_schema(p, &path);
    return path;
}

/* ------------------------------------------------------------------ the parser itself */

bool sql_at_whoever(const struct parser *p) {
    static const char *const words[] = {"current_role", "current_user", "session_user"};
    for (size_t i = 0; p->dialect == TN_POSTGRESQL && i < TN_LENGTH(words); i++)
        if (token_is_word(&p->token, words[i]))
            return true;
    return false;
}

const char *sql_role(struct parser *p) {
    bool whoever = sql_at_whoever(p);
    const char *name = sql_name(p, "a role");
    return whoever ? "" : name;
}

void sql_parser_init(struct parser *p, struct tn_model *model, struct tn_slice text,
                     const struct tn_dialect *dialect, struct tn_findings *findings) {
    *p = (struct parser){.model = model,
                         .tables = dialect,
                         .dialect = dialect->id,
                         .bit = 1u << dialect->id,
                         .findings = findings,
                         .line_at = text.at,
                         .line_start = text.at,
                         .line = 1,
                         .home = model->project,
                         .modifiers = {.index_method = "", .view_options = ""}};
    words_init(&p->words);
    lexer_init(&p->lexer, text, dialect->id, &p->words);
    sql_mode_init(p);
    p->token = (struct token){.at = p->lexer.at};
}

void sql_parser_free(struct parser *p) {
    tn_buffer_free(&p->scratch);
    tn_buffer_free(&p->type_base);
    tn_buffer_free(&p->type_modifiers);
    names_free(&p->names);
    tn_text_map_free(&p->variables);
    tn_id_map_free(&p->below_first);
    tn_id_map_free(&p->unindexed);
    tn_id_map_free(&p->raw_before);
    tn_id_map_free(&p->raw_last);
    tn_id_map_free(&p->raw_first);
    tn_id_map_free(&p->raw_space);
    tn_id_map_free(&p->about_first);
    free(p->about.items);
    tn_text_map_free(&p->rights_first);
    free(p->rights.items);
    tn_id_map_free(&p->made);
    tn_id_map_free(&p->attached);
    tn_id_map_free(&p->attached_of);
    tn_id_map_free(&p->valid);
    tn_id_map_free(&p->series);
    tn_id_map_free(&p->reordered);
    tn_id_map_free(&p->overload_before);
    tn_id_map_free(&p->left);
    free(p->lost.items);
    free(p->given.items);
    free(p->gone.items);
    free(p->below.items);
    free(p->heirs.items);
    free(p->cascade.items);
    free(p->starred.items);
    tn_id_map_free(&p->starred_first);
    free(p->missing.items);
    free(p->pending.items);
    free(p->valid_below.items);
    free(p->only.items);
}
