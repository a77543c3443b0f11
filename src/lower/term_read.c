/*
 * Reading an expression into a term, by precedence climbing. It reads what the tables of
 * term_table.c have a row for; at the first piece that has none it gives up and names it.
 */
#include "lower/term.h"

#include <string.h>

/* ------------------------------------------------------------------ tokens */

const struct token *term_token(const struct translation *t, size_t ahead) {
    static const struct token end = {.at = "", .kind = T_END};
    return t->at + ahead < t->tokens.count ? &t->tokens.items[t->at + ahead] : &end;
}

bool term_at_word(const struct translation *t, size_t ahead, const char *word) {
    const struct token *token = term_token(t, ahead);
    return token->kind == T_WORD &&
           tn_slice_is_word((struct tn_slice){token->at, token->length}, word);
}

bool term_at_symbol(const struct translation *t, size_t ahead, const char *symbol) {
    const struct token *token = term_token(t, ahead);
    return token->kind == T_SYMBOL &&
           tn_slice_is((struct tn_slice){token->at, token->length}, symbol);
}

bool term_accept_word(struct translation *t, const char *word) {
    bool there = term_at_word(t, 0, word);
    t->at += there;
    return there;
}

bool term_accept_symbol(struct translation *t, const char *symbol) {
    bool there = term_at_symbol(t, 0, symbol);
    t->at += there;
    return there;
}

const char *term_text(struct translation *t, const struct token *token) {
    struct tn_buffer text = {0};
    if (token->kind == T_QUOTED || token->kind == T_STRING)
        token_unquote(token, t->l->from->id, &text);
    else
        tn_put_bytes(&text, token->at, token->length);
    const char *result = tn_arena_text(&t->l->arena, tn_buffer_text(&text), text.length);
    tn_buffer_free(&text);
    return result;
}

void *term_give_up(struct translation *t, const char *piece) {
    if (!t->unknown)
        t->unknown = piece                   ? piece
                     : *term_token(t, 0)->at ? term_text(t, term_token(t, 0))
                                             : "its end";
    return NULL;
}

/* ------------------------------------------------------------------ terms */

struct term *term_new(struct translation *t, enum term_kind kind) {
    struct term *term = tn_arena_allocate(&t->l->arena, sizeof *term);
    term->kind = kind;
    term->text = "";
    return term;
}

/* Grows by doubling: room is counted by the count itself. */
void term_add(struct translation *t, struct term *term, struct term *item) {
    size_t count = term->count;
    if ((count & (count - 1)) == 0) {
        struct term **items =
            tn_arena_allocate(&t->l->arena, (count ? 2 * count : 1) * sizeof(struct term *));
        if (count)
            memcpy(items, term->items, count * sizeof *items);
        term->items = items;
    }
    term->items[term->count++] = item;
}

struct term *term_operation(struct translation *t, const char *name, struct term *a,
                            struct term *b) {
    struct term *term = term_new(t, TERM_OPERATION);
    term->operation = term_operation_named(name);
    if (!term->operation || !a)
        return term_give_up(t, name);
    term_add(t, term, a);
    if (b)
        term_add(t, term, b);
    return term;
}

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

static struct term *read_parentheses(struct translation *t) {
    t->at++;
    struct term *term = read_inside(t);
    if (term && !term_accept_symbol(t, ")"))
        return term_give_up(t, NULL);
    return term;
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
    return term;
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
        return read_parentheses(t);
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

/* ------------------------------------------------------------------ what stands between */

/* Symbols of each dialect that are operations of two operands. A symbol that means something else
 * elsewhere is not in that dialect's row. */
static const struct infix {
    const char *symbol, *name;
    unsigned dialects; /* bits; how a word of the source's is read */
    int level;         /* 0: the operation's own */
} infixes[] = {
    {"=", "=", 15, 0},           {"==", "=", 8, 0},
    {"<>", "<>", 15, 0},         {"!=", "<>", 15, 0},
    {"<", "<", 15, 0},           {">", ">", 15, 0},
    {"<=", "<=", 15, 0},         {">=", ">=", 15, 0},
    {"<=>", "same", 6, 0},       {"~", "~", 1, 5},
    {"~*", "~*", 1, 5},          {"!~", "!~", 1, 5},
    {"!~*", "!~*", 1, 5},        {"||", "||", 1, 0},
    {"||", "||", 8, 9},          {"->", "->", 1, 0},
    {"->>", "->>", 1, 0},        {"->", "->", 8, 9},
    {"->>", "->>", 8, 9},        {"->", "->", 6, 9},
    {"->>", "->>", 6, 9},        {"~~", "like", 1, 5},
    {"!~~", "not like", 1, 5},   {"~~*", "ilike", 1, 5},
    {"!~~*", "not ilike", 1, 5}, {"+", "+", 15, 0},
    {"-", "-", 15, 0},           {"*", "*", 15, 0},
    {"/", "/", 15, 0},           {"%", "%", 15, 0},
    {"&&", "and", 6, 0},         {"||", "or", 6, 0},
};

static const struct infix *infix_at(const struct translation *t) {
    for (size_t i = 0; i < TN_LENGTH(infixes); i++)
        if (infixes[i].dialects & (1u << t->l->from->id) && term_at_symbol(t, 0, infixes[i].symbol))
            return &infixes[i];
    return NULL;
}

/* = ANY (ARRAY[…]) and <> ALL (ARRAY[…]) are IN and NOT IN. */
static struct term *read_array(struct translation *t, struct term *left, const char *name) {
    size_t depth = 0;
    t->at++;
    while (term_accept_symbol(t, "("))
        depth++;
    if (!term_accept_word(t, "array") || !term_accept_symbol(t, "["))
        return term_give_up(t, "ANY");
    struct term *list = term_new(t, TERM_LIST), *item;
    do {
        if (!(item = term_read(t, 0)))
            return NULL;
        term_add(t, list, item);
    } while (term_accept_symbol(t, ","));
    if (!term_accept_symbol(t, "]"))
        return term_give_up(t, NULL);
    while (depth) {
        if (term_accept_symbol(t, "::")) /* of text[]: it says what is known */
            while (term_token(t, 0)->kind == T_WORD || term_at_symbol(t, 0, "[") ||
                   term_at_symbol(t, 0, "]"))
                t->at++;
        if (!term_accept_symbol(t, ")"))
            return term_give_up(t, NULL);
        depth--;
    }
    return term_operation(t, name, left, list);
}

static struct term *read_infix(struct translation *t, struct term *left,
                               const struct infix *infix) {
    int level = infix->level ? infix->level : term_operation_named(infix->name)->level;
    t->at++;
    if (infix->name[0] == '=' && term_at_word(t, 0, "any"))
        return read_array(t, left, "in");
    if (strcmp(infix->name, "<>") == 0 && term_at_word(t, 0, "all"))
        return read_array(t, left, "not in");
    struct term *right = term_read(t, level + 1);
    return right ? term_operation(t, infix->name, left, right) : NULL;
}

static struct term *read_in(struct translation *t, struct term *left, const char *name) {
    if (!term_at_symbol(t, 0, "("))
        return term_give_up(t, NULL);
    struct term *right = read_parentheses(t);
    if (right && right->kind != TERM_LIST && right->kind != TERM_QUERY) {
        struct term *list = term_new(t, TERM_LIST);
        term_add(t, list, right);
        right = list;
    }
    return right ? term_operation(t, name, left, right) : NULL;
}

static struct term *read_between(struct translation *t, struct term *left, const char *name) {
    struct term *low = term_read(t, 5);
    if (!low || !term_accept_word(t, "and"))
        return term_give_up(t, NULL);
    struct term *high = term_read(t, 5);
    struct term *term = high ? term_operation(t, name, left, low) : NULL;
    if (term)
        term_add(t, term, high);
    return term;
}

static struct term *read_is(struct translation *t, struct term *left) {
    bool not = term_accept_word(t, "not");
    if (term_accept_word(t, "null") || term_accept_word(t, "unknown"))
        return term_operation(t, not ? "is not null" : "is null", left, NULL);
    if (term_accept_word(t, "true"))
        return term_operation(t, not ? "is not true" : "is true", left, NULL);
    if (term_accept_word(t, "false"))
        return term_operation(t, not ? "is not false" : "is false", left, NULL);
    bool distinct = term_accept_word(t, "distinct");
    if (distinct ? !term_accept_word(t, "from") : t->l->from->id != TN_SQLITE)
        return term_give_up(t, "IS");
    struct term *right = term_read(t, 5);
    return right ? term_operation(t, not != distinct ? "different" : "same", left, right) : NULL;
}

/* LIKE, IN, BETWEEN, REGEXP, with NOT before them or without. NULL without `unknown`: none of
 * them. */
static struct term *read_comparison(struct translation *t, struct term *left) {
    size_t start = t->at;
    bool not = term_accept_word(t, "not");
    if (term_accept_word(t, "in"))
        return read_in(t, left, not ? "not in" : "in");
    if (term_accept_word(t, "between"))
        return read_between(t, left, not ? "not between" : "between");
    const char *name = term_accept_word(t, "like")    ? (not ? "not like" : "like")
                       : term_accept_word(t, "ilike") ? (not ? "not ilike" : "ilike")
                       : (term_accept_word(t, "regexp") || term_accept_word(t, "rlike"))
                           ? (not ? "!~*" : "~*")
                           : NULL;
    struct term *right = name ? term_read(t, 5) : NULL;
    if (right && !term_at_word(t, 0, "escape"))
        return term_operation(t, name, left, right);
    if (name)
        return term_give_up(t, NULL);
    t->at = start;
    return NULL;
}

static struct term *read_cast(struct translation *t, struct term *left);

/* One more operation to the right of a term, or NULL where there is none that binds so tightly. */
static struct term *read_more(struct translation *t, struct term *left, int level) {
    const struct infix *infix = infix_at(t);
    if (term_at_symbol(t, 0, "::"))
        return read_cast(t, left);
    if (infix) {
        int own = infix->level ? infix->level : term_operation_named(infix->name)->level;
        return own >= level ? read_infix(t, left, infix) : NULL;
    }
    if (level <= 1 && term_at_word(t, 0, "or")) {
        t->at++;
        struct term *right = term_read(t, 2);
        return right ? term_operation(t, "or", left, right) : NULL;
    }
    if (level <= 2 && term_at_word(t, 0, "and")) {
        t->at++;
        struct term *right = term_read(t, 3);
        return right ? term_operation(t, "and", left, right) : NULL;
    }
    if (level <= 4 && term_accept_word(t, "is"))
        return read_is(t, left);
    if (level <= 7 && lower_is_mysql(t->l->from) && term_accept_word(t, "div")) {
        struct term *right = term_read(t, 8);
        return right ? term_operation(t, "div", left, right) : NULL;
    }
    return level <= 4 ? read_comparison(t, left) : NULL;
}

struct term *term_read(struct translation *t, int level) {
    if (++t->depth > TERM_DEEPEST)
        return term_give_up(t, "an expression so deep");
    struct term *left = read_prefix(t);
    while (left) {
        struct term *more = read_more(t, left, level);
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

static struct term *read_cast(struct translation *t, struct term *left) {
    t->at++;
    return term_read_type(t, left);
}
