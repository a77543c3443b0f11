/*
 * What stands between the operands of an expression, or behind one: operators, IN, BETWEEN, IS,
 * LIKE and casts.
 */
#include "lower/term.h"

#include <string.h>

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
    struct term *right = term_read_parentheses(t);
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

static struct term *read_cast(struct translation *t, struct term *left) {
    t->at++;
    return term_read_type(t, left);
}

/* One more operation to the right of a term, or NULL where there is none that binds so tightly. */
struct term *term_read_more(struct translation *t, struct term *left, int level) {
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
