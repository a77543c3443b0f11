/*
 * Reading an expression into a term, by precedence climbing: what stands by itself here, what
 * stands between in term_infix.c. It reads what the tables of term_table.c have a row for; at the
 * first piece that has none it gives up and names it.
 */
#include "lower/term.h"

#include <string.h>

/* ------------------------------------------------------------------ what stands by itself */

static struct term *read_literal(struct translation *t, enum term_kind kind) {
    struct term *term = term_new(t, kind);
    term->text = term_text(t, term_token(t, 0));
    t->at++;
    return term;
}

static struct term *read_string(struct translation *t) {
    const struct token *token = term_token(t, 0);
    char first = (char)(token->at[0] | 32);
    if ((first == 'x' || first == 'b') && token->length > 2 && token->at[1] == '\'') {
        struct term *term = term_new(t, TERM_BITS);
        term->text = tn_arena_text(&t->l->arena, token->at, token->length);
        t->at++;
        return term;
    }
    return read_literal(t, TERM_STRING);
}

static struct term *read_case(struct translation *t) {
    struct term *term = term_new(t, TERM_CASE), *part = NULL;
    if (!term_at_word(t, 0, "when") && !(part = term_read(t, 0)))
        return NULL;
    term_add(t, term, part);
    while (term_accept_word(t, "when")) {
        if (!(part = term_read(t, 0)))
            return NULL;
        term_add(t, term, part);
        if (!term_accept_word(t, "then") || !(part = term_read(t, 0)))
            return term_give_up(t, NULL);
        term_add(t, term, part);
    }
    part = NULL;
    if (term_accept_word(t, "else") && !(part = term_read(t, 0)))
        return NULL;
    term_add(t, term, part);
    return term_accept_word(t, "end") ? term : term_give_up(t, NULL);
}

static struct term *read_inside(struct translation *t) {
    if (term_at_word(t, 0, "select")) {
        struct term *term = term_new(t, TERM_QUERY);
        return (term->query = term_read_query(t)) ? term : NULL;
    }
    struct term *term = term_read(t, 0);
    if (!term || !term_at_symbol(t, 0, ","))
        return term;
    struct term *list = term_new(t, TERM_LIST);
    term_add(t, list, term);
    while (term_accept_symbol(t, ",")) {
        if (!(term = term_read(t, 0)))
            return NULL;
        term_add(t, list, term);
    }
    return list;
}

struct term *term_read_parentheses(struct translation *t) {
    t->at++;
    struct term *term = read_inside(t);
    if (term && !term_accept_symbol(t, ")"))
        return term_give_up(t, NULL);
    return term;
}

/* The server's own functions may be said with their schema; any other is somebody's. */
static struct term *read_qualified_call(struct translation *t, const struct term *path) {
    if (!path->qualifier || !tn_same_word(path->qualifier, "pg_catalog"))
        return term_give_up(t, path->text);
    t->at--;
    return term_read_call(t, path->text);
}

static struct term *read_column(struct translation *t) {
    struct term *term = term_new(t, TERM_COLUMN);
    term->text = term_text(t, term_token(t, 0));
    t->at++;
    while (term_accept_symbol(t, ".")) { /* the last qualifier counts: a schema goes */
        term->qualifier = term->text;
        if (term_accept_symbol(t, "*")) {
            term->kind = TERM_STAR;
            return term;
        }
        if (term_token(t, 0)->kind != T_WORD && term_token(t, 0)->kind != T_QUOTED)
            return term_give_up(t, NULL);
        term->text = term_text(t, term_token(t, 0));
        t->at++;
    }
    return term_at_symbol(t, 0, "(") ? read_qualified_call(t, term) : term;
}

static bool is_constant(const struct translation *t) {
    return term_at_word(t, 0, "null") || term_at_word(t, 0, "true") || term_at_word(t, 0, "false");
}

static struct term *read_word(struct translation *t) {
    const struct token *token = term_token(t, 0);
    const char *text = term_text(t, token);
    if (is_constant(t))
        return read_literal(t, TERM_WORD);
    if (term_accept_word(t, "case"))
        return read_case(t);
    if (*token->at == '_' && term_token(t, 1)->kind == T_STRING && lower_is_mysql(t->l->from)) {
        t->at++; /* the character set of a literal */
        return read_string(t);
    }
    if (term_at_symbol(t, 1, "("))
        return term_read_call(t, text);
    const struct tn_value_row *row = lower_value_row(t->l->from->id, text);
    if (row && token->kind == T_WORD) {
        struct term *term = term_new(t, TERM_VALUE);
        term->value = row;
        t->at++;
        return term;
    }
    return read_column(t);
}

static struct term *read_prefix(struct translation *t) {
    if (term_accept_word(t, "not")) {
        struct term *term = term_read(t, 3);
        return term ? term_operation(t, "not", term, NULL) : NULL;
    }
    if (term_accept_symbol(t, "-")) {
        struct term *term = term_read(t, 8);
        return term ? term_operation(t, "negative", term, NULL) : NULL;
    }
    if (term_accept_symbol(t, "+"))
        return term_read(t, 8);
    if (term_at_symbol(t, 0, "("))
        return term_read_parentheses(t);
    if (term_accept_symbol(t, "*"))
        return term_new(t, TERM_STAR);
    switch (term_token(t, 0)->kind) {
    case T_NUMBER:
        return read_literal(t, TERM_NUMBER);
    case T_STRING:
        return read_string(t);
    case T_QUOTED:
        return term_at_symbol(t, 1, "(") ? term_read_call(t, term_text(t, term_token(t, 0)))
                                         : read_column(t);
    case T_WORD:
        return read_word(t);
    default:
        return term_give_up(t, NULL);
    }
}

struct term *term_read(struct translation *t, int level) {
    if (++t->depth > TERM_DEEPEST)
        return term_give_up(t, "an expression so deep");
    struct term *left = read_prefix(t);
    while (left) {
        struct term *more = term_read_more(t, left, level);
        if (!more)
            break;
        left = more;
    }
    t->depth--;
    return t->unknown ? NULL : left;
}

/* ------------------------------------------------------------------ :: */

static const struct cast_row *cast_named(const char *name) {
    for (size_t i = 0; i < term_cast_count; i++) {
        const char *at = term_casts[i].names;
        for (size_t length = 0; *at; at += length + (at[length] == ' ')) {
            length = strcspn(at, " ");
            if (tn_slice_is_word((struct tn_slice){at, length}, name))
                return &term_casts[i];
        }
    }
    return NULL;
}

/* Behind the name of a type: (20), varying, without time zone. */
static void skip_rest_of_type(struct translation *t) {
    static const char *const words[] = {"varying", "precision", "without", "with",
                                        "time",    "zone",      "unsigned"};
    for (bool found = true; found;) {
        found = false;
        for (size_t i = 0; i < TN_LENGTH(words) && !found; i++)
            found = term_accept_word(t, words[i]);
        if (term_accept_symbol(t, "(")) {
            while (term_token(t, 0)->kind != T_END && !term_accept_symbol(t, ")"))
                t->at++;
            found = true;
        }
    }
}

struct term *term_read_type(struct translation *t, struct term *inner) {
    if (term_at_symbol(t, 1, "."))
        t->at += 2;
    const char *name = term_text(t, term_token(t, 0));
    const struct cast_row *row = cast_named(name);
    bool named = tn_text_map_get(&t->l->types, name) != NULL;
    t->at++;
    skip_rest_of_type(t);
    if (term_at_symbol(t, 0, "[") || (!row && !named))
        return term_give_up(t, name);
    if (named && !row) /* an enumeration's values are text */
        return inner;
    struct term *term = term_new(t, TERM_CAST);
    term->cast = row;
    term_add(t, term, inner);
    return term;
}
