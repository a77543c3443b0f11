/*
 * Expressions that were read under a search path: the server finds their names there once and for
 * all, and goes on to know what it found. So what is found in the schema at hand gets its name
 * before it: routines that are called, types, and the sequences and tables that strings name.
 */
#include "sql/mention.h"
#include "sql/read/parser.h"

struct qualifying {
    struct parser *p;
    struct lexer lexer;
    struct token before, token, next;
    const char *copied; /* up to where the text is in out */
    struct tn_buffer out;
    const char *name; /* of a routine's text: where its own name stands; or NULL */
};

static bool is_operator(const struct token *token, const char *text) {
    return token->kind == T_SYMBOL &&
           tn_slice_is((struct tn_slice){token->at, token->length}, text);
}

static bool is_here(struct parser *p, enum tn_kind kind, const char *name) {
    const struct tn_object *object = names_get(&p->names, p->home, kind, name);
    return object && object->alive && object->name == name;
}

static void put_schema(struct qualifying *q, const char *at) {
    const struct tn_object *home = q->p->home;
    tn_put_bytes(&q->out, q->copied, (size_t)(at - q->copied));
    tn_sql_put_name(&q->out, q->p->tables, home->name);
    tn_put_char(&q->out, '.');
    q->copied = at;
}

static bool is_type_here(struct parser *p, const char *name) {
    return is_here(p, TN_type, name) || is_here(p, TN_entity, name) || is_here(p, TN_view, name);
}

static void try_in_routine(struct qualifying *q) {
    if (q->token.at == q->name)
        put_schema(q, q->name);
    else if (q->token.at > q->name && token_follows_type(&q->next) &&
             is_type_here(q->p, sql_token_name(q->p, &q->token)))
        put_schema(q, q->token.at);
}

static void try_name(struct qualifying *q) {
    if (is_operator(&q->before, ".") || is_operator(&q->next, ".") || q->token.unterminated)
        return;
    if (q->name) {
        try_in_routine(q);
        return;
    }
    bool cast =
        is_operator(&q->before, "::") || (q->before.kind == T_WORD && q->before.word == W_as);
    bool call = is_operator(&q->next, "(");
    if (!cast && !call && q->next.kind != T_STRING)
        return;
    const char *name = sql_token_name(q->p, &q->token);
    if (call ? is_here(q->p, TN_routine, name) : is_type_here(q->p, name))
        put_schema(q, q->token.at);
}

/* 'name' or '"Name"', where it is taken for that of a relation. */
static void try_string(struct qualifying *q) {
    struct lexer inside;
    struct tn_slice text = {q->token.at + 1, q->token.length - 2};
    if (*q->token.at != '\'' || q->token.unterminated)
        return;
    lexer_init(&inside, text, q->p->dialect, NULL);
    struct token name = lexer_next(&inside);
    bool alone = lexer_next(&inside).kind == T_END && name.length == text.length;
    if (!alone || (name.kind != T_WORD && name.kind != T_QUOTED))
        return;
    const char *known = sql_token_name(q->p, &name);
    if (is_here(q->p, TN_sequence, known) || is_here(q->p, TN_entity, known))
        put_schema(q, text.at);
}

static bool takes_relation(const struct token *word) {
    static const char *const functions[] = {"nextval", "currval", "setval"};
    for (size_t i = 0; i < TN_LENGTH(functions); i++)
        if (word->kind == T_WORD &&
            tn_slice_is_word((struct tn_slice){word->at, word->length}, functions[i]))
            return true;
    return false;
}

static void step(struct qualifying *q) {
    q->before = q->token;
    q->token = q->next;
    q->next = lexer_next(&q->lexer);
}

static const char *qualified(struct qualifying *q, const char *text) {
    struct parser *p = q->p;
    struct token function = {.kind = T_END};
    lexer_init(&q->lexer, tn_slice_of(text), p->dialect, &p->words);
    q->copied = text;
    step(q);
    for (step(q); q->token.kind != T_END; step(q)) {
        if (q->token.kind == T_WORD || q->token.kind == T_QUOTED)
            try_name(q);
        else if (q->token.kind == T_STRING && !q->name &&
                 (is_operator(&q->next, "::") || takes_relation(&function)))
            try_string(q);
        if (!is_operator(&q->token, "("))
            function = q->token;
    }
    if (q->out.length) {
        tn_put(&q->out, q->copied);
        text = tn_text(p->model, tn_buffer_text(&q->out));
    }
    tn_buffer_free(&q->out);
    return text;
}

static bool has_path(const struct parser *p) {
    return p->dialect == TN_POSTGRESQL && p->home != p->model->project;
}

const char *sql_qualified(struct parser *p, const char *text) {
    struct qualifying q = {.p = p};
    return has_path(p) && *text ? qualified(&q, text) : text;
}

const char *sql_qualified_routine(struct parser *p, const char *text, size_t name) {
    struct qualifying q = {.p = p, .name = text + name};
    return has_path(p) && *text ? qualified(&q, text) : text;
}
