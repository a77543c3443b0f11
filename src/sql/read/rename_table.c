/*
 * A table's new name in kept texts; see rename_table.h. The text is no more than a row of tokens: a
 * table is named behind FROM and JOIN and the commas of a FROM list, and behind the words that lead
 * to the subject of a statement. What a statement itself calls by that name, a query of its WITH or
 * a table under an alias, is found by looking through it once before.
 */
#include "sql/read/rename_table.h"

struct renaming {
    const struct table_rename *rename;
    struct lexer lexer;
    struct token token, next;
    const char *copied; /* up to where the text is in out */
    enum word lead;     /* the word, or W_other, before the name at hand */
    bool in_list, behind_dot, found;
    bool alias, query; /* what the statement has of that name */
    struct tn_buffer *out;
};

static bool leads_to_table(enum word word) {
    return word == W_from || word == W_join || word == W_on || word == W_table || word == W_into ||
           word == W_update || word == W_references || word == W_to || word == W_view ||
           word == W_like || word == W_index || word == W_partition;
}

/* UPDATE OR IGNORE t: what stands between. */
static bool is_conflict_word(enum word word) {
    return word == W_or || word == W_ignore || word == W_abort || word == W_rollback ||
           word == W_replace;
}

static bool ends_list(enum word word) {
    return word == W_where || word == W_group || word == W_order || word == W_select ||
           word == W_having || word == W_limit || word == W_union || word == W_on ||
           word == W_set || word == W_window;
}

/* SQLite takes a string for a name where it must be one. */
static bool is_name(const struct renaming *r, const struct token *token, const char *name) {
    enum tn_dialect_id dialect = r->rename->dialect->id;
    struct token quoted = *token;
    if (dialect == TN_SQLITE && token->kind == T_STRING)
        quoted.kind = T_QUOTED;
    return !token->unterminated && token_is_named(&quoted, dialect, name);
}

static void step(struct renaming *r) {
    r->token = r->next;
    r->next = lexer_next(&r->lexer);
}

static bool stands_between(const struct renaming *r) {
    return r->lead == W_update && r->token.kind == T_WORD && is_conflict_word(r->token.word);
}

static void next_lead(struct renaming *r) {
    enum word word = r->token.kind == T_WORD ? r->token.word : W_other;
    bool comma = r->token.kind == T_SYMBOL && r->token.symbol == ',';
    r->behind_dot = token_is_symbol(&r->token, '.');
    if (word == W_only || (r->token.kind == T_SYMBOL && r->token.symbol == '('))
        return; /* FROM ONLY t, FROM (t JOIN u …) */
    if (stands_between(r))
        return;
    if (ends_list(word))
        r->in_list = false;
    if (word == W_from)
        r->in_list = true;
    r->lead = comma && r->in_list ? W_from : word;
}

/* ------------------------------------------------------------------ names of the statement's own
 */

static bool opens(const struct token *token) {
    return token->kind == T_SYMBOL && token->symbol == '(';
}

static bool is_word(const struct token *token, enum word word) {
    return token->kind == T_WORD && token->word == word;
}

/* WITH t AS (…), and t AS (…) behind other queries. */
static bool names_query(const struct renaming *r, const struct token *before) {
    if (is_word(before, W_with) || is_word(before, W_recursive))
        return true;
    struct lexer lexer = r->lexer;
    bool comma = before->kind == T_SYMBOL && before->symbol == ',';
    if (!comma || !is_word(&r->next, W_as))
        return false;
    struct token behind = lexer_next(&lexer);
    return opens(&behind);
}

/* Looks at the statement that begins at the next token. */
static void look_ahead(struct renaming *r) {
    struct renaming ahead = *r;
    struct token before = {.kind = T_END};
    bool table = false; /* a table has just been named */
    r->alias = r->query = false;
    ahead.lead = W_other;
    ahead.in_list = ahead.behind_dot = false;
    for (step(&ahead); ahead.token.kind != T_END && ahead.token.kind != T_TERMINATOR;
         step(&ahead)) {
        bool name =
            ahead.token.kind == T_QUOTED || (ahead.token.kind == T_WORD && !stands_between(&ahead));
        bool same = name && is_name(&ahead, &ahead.token, r->rename->from);
        if (same && names_query(&ahead, &before))
            r->query = true;
        if (same && table && !token_is_symbol(&ahead.next, '.'))
            r->alias = true;
        table = (name && (leads_to_table(ahead.lead) || ahead.behind_dot)) ||
                (table && (is_word(&ahead.token, W_as) || token_is_symbol(&ahead.token, '.')));
        before = ahead.token;
        next_lead(&ahead);
    }
}

/* ------------------------------------------------------------------ exchanging */

static void exchange(struct renaming *r, const char *from) {
    const struct table_rename *rename = r->rename;
    tn_put_bytes(r->out, r->copied, (size_t)(from - r->copied));
    tn_put(r->out, rename->to);
    r->copied = r->token.at + r->token.length;
    if (r->next.kind == T_WORD && r->next.gap == GAP_NONE) /* a quote parted them */
        tn_put_char(r->out, ' ');
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
        if (token_is_symbol(&r->next, '.') && is_name(r, &r->token, rename->from))
            exchange(r, from);
        return;
    }
    if (*rename->schema && token_is_symbol(&r->next, '.') &&
        is_name(r, &r->token, rename->schema)) {
        step(r);
        step(r);
        if (is_name(r, &r->token, rename->from) && (place || token_is_symbol(&r->next, '.')))
            exchange(r, rename->keeps_schema ? r->token.at : from);
        return;
    }
    bool own = token_is_symbol(&r->next, '.') ? r->alias || r->query : place && r->query;
    if ((place || token_is_symbol(&r->next, '.')) && !own && is_name(r, &r->token, rename->from))
        exchange(r, from);
}

bool sql_put_table_renamed(const struct table_rename *rename, struct tn_slice text,
                           struct tn_buffer *out) {
    struct renaming r = {.rename = rename, .copied = text.at, .out = out};
    lexer_init(&r.lexer, text, rename->dialect->id, rename->words);
    r.next = lexer_next(&r.lexer);
    look_ahead(&r);
    for (step(&r); r.token.kind != T_END; step(&r)) {
        if (r.token.kind == T_TERMINATOR)
            look_ahead(&r);
        bool string = r.token.kind == T_STRING && leads_to_table(r.lead);
        if (r.token.kind == T_WORD || r.token.kind == T_QUOTED || string)
            try_name(&r);
        next_lead(&r);
    }
    if (r.found)
        tn_put_bytes(out, r.copied, (size_t)(text.at + text.length - r.copied));
    return r.found;
}
