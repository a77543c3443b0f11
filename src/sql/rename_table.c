/*
 * A table's new name in kept texts; see rename_table.h. The text is no more than a row of tokens: a
 * table is named behind FROM and JOIN and the commas of a FROM list, and behind the words that lead
 * to the subject of a statement.
 */
#include "sql/rename_table.h"

struct renaming {
    const struct table_rename *rename;
    struct lexer lexer;
    struct token token, next;
    const char *copied; /* up to where the text is in out */
    enum word lead;     /* the word, or W_other, before the name at hand */
    bool in_list, behind_dot, found;
    struct tn_buffer *out;
};

static bool leads_to_table(enum word word) {
    return word == W_from || word == W_join || word == W_on || word == W_table || word == W_into ||
           word == W_update || word == W_references || word == W_to || word == W_view ||
           word == W_like || word == W_index || word == W_partition;
}

static bool ends_list(enum word word) {
    return word == W_where || word == W_group || word == W_order || word == W_select ||
           word == W_having || word == W_limit || word == W_union || word == W_on ||
           word == W_set || word == W_window;
}

static bool is_name(const struct renaming *r, const struct token *token, const char *name) {
    return !token->unterminated && token_is_named(token, r->rename->dialect->id, name);
}

static bool is_dot(const struct token *token) {
    return token->kind == T_SYMBOL && token->symbol == '.';
}

static void step(struct renaming *r) {
    r->token = r->next;
    r->next = lexer_next(&r->lexer);
}

static void exchange(struct renaming *r, const char *from) {
    const struct table_rename *rename = r->rename;
    tn_put_bytes(r->out, r->copied, (size_t)(from - r->copied));
    tn_put(r->out, rename->to);
    r->copied = r->token.at + r->token.length;
    r->found = true;
}

/* At a name: of the table, perhaps behind its schema? */
static void try_name(struct renaming *r) {
    const struct table_rename *rename = r->rename;
    const char *from = r->token.at;
    bool place = leads_to_table(r->lead);
    if (r->behind_dot)
        return;
    if (rename->is_schema) {
        if (is_dot(&r->next) && is_name(r, &r->token, rename->from))
            exchange(r, from);
        return;
    }
    if (place && *rename->schema && is_dot(&r->next) && is_name(r, &r->token, rename->schema)) {
        step(r);
        step(r);
        if (is_name(r, &r->token, rename->from))
            exchange(r, from);
    } else if ((place || is_dot(&r->next)) && is_name(r, &r->token, rename->from))
        exchange(r, from);
}

static void next_lead(struct renaming *r) {
    enum word word = r->token.kind == T_WORD ? r->token.word : W_other;
    bool comma = r->token.kind == T_SYMBOL && r->token.symbol == ',';
    r->behind_dot = is_dot(&r->token);
    if (word == W_only || (r->token.kind == T_SYMBOL && r->token.symbol == '('))
        return; /* FROM ONLY t, FROM (t JOIN u …) */
    if (ends_list(word))
        r->in_list = false;
    if (word == W_from)
        r->in_list = true;
    r->lead = comma && r->in_list ? W_from : word;
}

bool sql_put_table_renamed(const struct table_rename *rename, struct tn_slice text,
                           struct tn_buffer *out) {
    struct renaming r = {.rename = rename, .copied = text.at, .out = out};
    lexer_init(&r.lexer, text, rename->dialect->id, rename->words);
    r.next = lexer_next(&r.lexer);
    for (step(&r); r.token.kind != T_END; step(&r)) {
        if (r.token.kind == T_WORD || r.token.kind == T_QUOTED)
            try_name(&r);
        next_lead(&r);
    }
    if (r.found)
        tn_put_bytes(out, r.copied, (size_t)(text.at + text.length - r.copied));
    return r.found;
}
