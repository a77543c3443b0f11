/*
 * A sequence's new name in the defaults and queries that take its next number: there it stands in a
 * string, nextval('schema.name'), which the server has read as the sequence itself (PostgreSQL).
 */
#include "sql/read/parser.h"

#include <string.h>

struct sequence_rename {
    struct parser *p;
    const char *schema, *from; /* what it was */
    const char *to;            /* as it is to stand in the string */
};

/* 'name' or 'schema.name', in quotes or not. */
static bool means(const struct sequence_rename *r, const struct token *token) {
    struct tn_buffer inside = {0};
    struct lexer lexer;
    token_unquote(token, TN_POSTGRESQL, &inside);
    lexer_init(&lexer, tn_slice_of(tn_buffer_text(&inside)), TN_POSTGRESQL, NULL);
    struct token first = lexer_next(&lexer), dot = lexer_next(&lexer), name = first;
    bool schema = token_is_symbol(&dot, '.');
    if (schema)
        name = lexer_next(&lexer);
    bool same = (!schema || token_is_named(&first, TN_POSTGRESQL, r->schema)) &&
                token_is_named(&name, TN_POSTGRESQL, r->from) &&
                (schema ? lexer_next(&lexer).kind : dot.kind) == T_END;
    tn_buffer_free(&inside);
    return same;
}

static const char *renamed(const struct sequence_rename *r, const char *text) {
    size_t length = strlen(text);
    if (!strcasestr(text, r->from) || !sql_may_look(r->p, length))
        return text;
    struct tn_buffer out = {0};
    struct lexer lexer;
    const char *copied = text;
    lexer_init(&lexer, (struct tn_slice){text, length}, TN_POSTGRESQL, NULL);
    for (struct token t = lexer_next(&lexer); t.kind != T_END; t = lexer_next(&lexer)) {
        if (t.kind != T_STRING || t.unterminated || !means(r, &t))
            continue;
        tn_put_bytes(&out, copied, (size_t)(t.at - copied));
        tn_sql_put_string(&out, r->p->tables, r->to);
        copied = t.at + t.length;
    }
    tn_put(&out, copied);
    const char *result = copied == text ? text : tn_text(r->p->model, out.at);
    tn_buffer_free(&out);
    return result;
}

void sql_follow_sequence(struct parser *p, const char *schema, const char *from, const char *to) {
    const struct sequence_rename r = {p, schema, from, to};
    if (p->dialect != TN_POSTGRESQL)
        return;
    TN_EACH_OF(p->model, entity, entity)
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        a->default_value = renamed(&r, a->default_value);
    TN_EACH_OF(p->model, type, type)
    type->default_value = renamed(&r, type->default_value);
    TN_EACH_OF(p->model, view, view)
    view->query = renamed(&r, view->query);
}
