/*
 * What the model has no place for: kept verbatim, with its kind and name as far as they can be
 * told, and an info finding.
 */
#include "sql/parser.h"

#include <string.h>

/* Statements that tables may need: they must be written before them. */
static const enum word early_objects[] = {W_operator,   W_cast,      W_collation, W_language,
                                          W_conversion, W_transform, W_access,    W_text};

/* Words that are followed by the second word of the kind: FOREIGN TABLE, EVENT TRIGGER, … */
static const enum word leading_words[] = {
    W_or,     W_replace,   W_foreign, W_event,   W_materialized, W_virtual,
    W_text,   W_search,    W_access,  W_user,    W_default,      W_security,
    W_unique, W_temporary, W_temp,    W_trusted, W_procedural,   W_constraint,
    W_row,    W_on,        W_data,    W_large,
};

static bool is_among(enum word word, const enum word *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (words[i] == word)
            return true;
    return false;
}

static void put_upper(struct tn_buffer *out, struct tn_slice text) {
    tn_put(out, out->length ? " " : "");
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        tn_put_char(out, c >= 'a' && c <= 'z' ? (char)(c - 32) : c);
    }
}

/* The kind of the statement: its first word, and those up to the kind of object. The lexer is left
 * at what comes after. */
static const char *statement_kind(struct parser *p, struct lexer *lexer, bool *early) {
    tn_buffer_reset(&p->scratch);
    *early = false;
    for (size_t count = 0;; count++) {
        struct lexer before = *lexer;
        struct token token = lexer_next(lexer);
        if (token.kind != T_WORD || token.word == W_other) {
            *lexer = before;
            break;
        }
        put_upper(&p->scratch, (struct tn_slice){token.at, token.length});
        *early = is_among(token.word, early_objects, TN_LENGTH(early_objects));
        if (count && !is_among(token.word, leading_words, TN_LENGTH(leading_words)))
            break;
    }
    return tn_text(p->model, tn_buffer_text(&p->scratch));
}

/* The first name behind the kind, for lists; "" where there is none. */
static const char *statement_name(struct parser *p, struct lexer *lexer) {
    struct token token = lexer_next(lexer);
    while (token.kind == T_WORD &&
           (token.word == W_if || token.word == W_not || token.word == W_exists ||
            token.word == W_only || token.word == W_concurrently))
        token = lexer_next(lexer);
    struct lexer behind = *lexer;
    while (lexer_next(&behind).symbol == '.') { /* the last part of a path */
        token = lexer_next(&behind);
        *lexer = behind;
    }
    if (token.kind == T_WORD)
        return tn_text_slice(p->model, (struct tn_slice){token.at, token.length});
    if (token.kind != T_QUOTED || token.unterminated)
        return "";
    tn_buffer_reset(&p->scratch);
    token_unquote(&token, p->dialect, &p->scratch);
    return tn_text(p->model, tn_buffer_text(&p->scratch));
}

/* ALTER TABLE alone says little: the words of the action belong to the kind. */
static const char *action_kind(struct parser *p, const char *kind, struct lexer *lexer) {
    tn_buffer_reset(&p->scratch);
    tn_put(&p->scratch, kind);
    struct token token = lexer_next(lexer);
    for (; token.kind == T_WORD && token.word != W_other; token = lexer_next(lexer))
        put_upper(&p->scratch, (struct tn_slice){token.at, token.length});
    return tn_text(p->model, tn_buffer_text(&p->scratch));
}

static struct tn_raw *add_raw(struct parser *p, const char *definition, const char *at) {
    struct lexer lexer;
    bool early;
    lexer_init(&lexer, tn_slice_of(definition), p->dialect, &p->words);
    struct tn_raw *raw = tn_add(p->model, TN_raw, p->model->project, "");
    raw->statement = statement_kind(p, &lexer, &early);
    raw->name = statement_name(p, &lexer);
    if (strcmp(raw->statement, "ALTER TABLE") == 0)
        raw->statement = action_kind(p, raw->statement, &lexer);
    raw->definition = definition;
    raw->position = (int64_t)p->position;
    raw->early = early && tn_starts_with(raw->statement, "CREATE");
    p->report.raw++;
    sql_finding(p, TN_INFO, "sql-raw", raw, at, "%s is kept as it is written", raw->statement);
    return raw;
}

void sql_keep_raw(struct parser *p, bool early) {
    sql_skip_body(p);
    if (p->failed)
        return;
    struct tn_raw *raw = add_raw(p, sql_verbatim(p, p->statement), p->statement);
    bool prepares = !p->model->counts[TN_entity] && tn_starts_with(raw->statement, "DO");
    raw->early = raw->early || early || prepares;
}

/* ------------------------------------------------------------------ actions of ALTER TABLE */

void sql_skip_action(struct parser *p) {
    while (!at_statement_end(p) && !at_symbol(p, ','))
        at_symbol(p, '(') ? sql_skip_parentheses(p) : sql_next(p);
}

static void keep_action(struct parser *p, struct tn_entity *entity, const char *lead,
                        const char *from) {
    sql_skip_action(p);
    const char *action = sql_text_from(p, from);
    if (p->failed)
        return;
    struct tn_namespace *home = tn_namespace_of(entity);
    struct path path = {.schema = home ? home->name : "", .name = entity->name};
    bool quotes = is_mysql(p);
    const char *shown = quotes ? entity->name : sql_shown_path(p, &path);
    struct tn_buffer text = {0};
    tn_put_format(&text, "ALTER TABLE %s%s%s%s %s%s%s", p->modifiers.only ? "ONLY " : "",
                  quotes ? "`" : "", shown, quotes ? "`" : "", lead, *lead ? " " : "", action);
    add_raw(p, tn_text(p->model, tn_buffer_text(&text)), from);
    tn_buffer_free(&text);
}

void sql_keep_action(struct parser *p, struct tn_entity *entity, const char *from) {
    keep_action(p, entity, "", from);
}

void sql_keep_rest_of_action(struct parser *p, struct tn_entity *entity, const char *first) {
    keep_action(p, entity, first, p->token.at);
}
