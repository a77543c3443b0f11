/*
 * Routines told apart by the types of their parameters, as overloads are. A signature is text: its
 * parameters may have modes, names and defaults, none of which count.
 */
#include "sql/read/parser.h"

#include <stdlib.h>

/* ------------------------------------------------------------------ parameters */

/* What a parameter's type may be: all of the text, or what stands behind the first word, which may
 * be its name. Canonical and interned. */
struct parameter {
    const char *whole, *behind; /* behind: or NULL */
};

struct parameters {
    TN_VECTOR(struct parameter) list;
};

static const char *canonical(struct parser *p, const char *from, const char *end) {
    const char *text = tn_text_slice(p->model, (struct tn_slice){from, (size_t)(end - from)});
    return tn_sql_canonical_type(p->model, p->tables, text);
}

/* One parameter: from its first token to the comma behind it, the end, or its default. */
struct reading {
    struct lexer lexer;
    struct token token;
    const char *from, *second, *end; /* the type; second: where its second word begins */
    size_t tokens;
    bool out, closed; /* closed: the default has begun */
};

static void read_token(struct reading *r) {
    const struct token *t = &r->token;
    bool mode = r->tokens < 2 && (token_is_word(t, "in") || token_is_word(t, "inout") ||
                                  token_is_word(t, "variadic"));
    if (r->tokens < 2 && token_is_word(t, "out"))
        r->out = true; /* the mode may stand before the name or behind it */
    if (token_is_word(t, "default") || (t->kind == T_SYMBOL && t->symbol == '='))
        r->closed = true;
    if (mode || r->closed)
        return;
    bool word = t->kind == T_WORD || t->kind == T_QUOTED;
    r->from = r->tokens ? r->from : t->at;
    r->second = r->tokens == 1 && word ? t->at : r->second;
    r->end = t->at + t->length;
    r->tokens++;
}

static void finish_parameter(struct parser *p, struct reading *r, struct parameters *parameters) {
    if (r->tokens && !r->out) {
        struct parameter made = {canonical(p, r->from, r->end), NULL};
        if (r->second)
            made.behind = canonical(p, r->second, r->end);
        TN_PUSH(&parameters->list, made);
    }
    r->from = r->second = r->end = NULL;
    r->tokens = 0;
    r->out = r->closed = false;
}

static void read_parameters(struct parser *p, const char *signature,
                            struct parameters *parameters) {
    struct reading r = {0};
    size_t depth = 0;
    lexer_init(&r.lexer, tn_slice_of(signature), p->dialect, NULL);
    parameters->list.count = 0;
    for (r.token = lexer_next(&r.lexer); r.token.kind != T_END; r.token = lexer_next(&r.lexer)) {
        depth += r.token.symbol == '(' || r.token.symbol == '[';
        depth -= depth && (r.token.symbol == ')' || r.token.symbol == ']');
        if (!depth && r.token.symbol == ',')
            finish_parameter(p, &r, parameters);
        else
            read_token(&r);
    }
    finish_parameter(p, &r, parameters);
}

static bool same_parameter(const struct parameter *a, const struct parameter *b) {
    return a->whole == b->whole || (a->behind && a->behind == b->whole) ||
           (b->behind && (b->behind == a->whole || b->behind == a->behind));
}

static bool same_parameters(const struct parameters *a, const struct parameters *b) {
    if (a->list.count != b->list.count)
        return false;
    for (size_t i = 0; i < a->list.count; i++)
        if (!same_parameter(&a->list.items[i], &b->list.items[i]))
            return false;
    return true;
}

/* ------------------------------------------------------------------ routines */

/* Overloads that are looked at, the newest first: a number that keeps what many name linear. */
enum { MOST_OVERLOADS = 64 };

struct tn_routine *sql_overload(struct parser *p, struct tn_routine *newest, const char *signature,
                                bool exactly) {
    struct parameters wanted = {0}, has = {0};
    struct tn_routine *found = NULL, *as_many = NULL;
    size_t looked = 0;
    read_parameters(p, signature, &wanted);
    for (struct tn_routine *r = newest; r && !found && looked < MOST_OVERLOADS;
         r = tn_id_map_get(&p->overload_before, r->id)) {
        if (!r->alive)
            continue;
        looked++;
        read_parameters(p, r->signature, &has);
        if (same_parameters(&wanted, &has))
            found = r;
        else if (!as_many && has.list.count == wanted.list.count)
            as_many = r;
    }
    free(wanted.list.items);
    free(has.list.items);
    return found || exactly ? found : as_many;
}
