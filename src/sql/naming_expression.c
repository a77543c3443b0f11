/*
 * The name of an expression, as PostgreSQL gives one to the column of an index that is none
 * (FigureIndexColname, src/backend/parser/parse_target.c): a call is named after its function, a
 * cast after what is cast or else after its type, CASE after its ELSE or else "case". What has an
 * operator on the outside has no name.
 *
 * One pass over the tokens: every one is read once, however deep it stands.
 */
#include "sql/naming.h"

#include "sql/lexer.h"

#include <string.h>

struct expression_reader {
    struct lexer lexer;
    struct token token, next;
    struct tn_arena *arena;
    size_t depth;
};

/* weak: any better name takes its place. */
struct figured {
    const char *name; /* NULL where it has none */
    bool weak;
};

static const struct figured nothing = {NULL, true};

/* Deeper than this nobody writes. */
enum { DEEPEST = 200 };

static void next(struct expression_reader *r) {
    r->token = r->next;
    if (r->token.kind != T_END)
        r->next = lexer_next(&r->lexer);
}

static bool at_word(const struct expression_reader *r, const char *word) {
    return token_is_word(&r->token, word);
}

static bool at_symbol(const struct expression_reader *r, char symbol) {
    return token_is_symbol(&r->token, symbol);
}

static bool at_colons(const struct expression_reader *r) {
    return r->token.kind == T_SYMBOL && r->token.length == 2 && memcmp(r->token.at, "::", 2) == 0;
}

static bool accept_symbol(struct expression_reader *r, char symbol) {
    bool is = at_symbol(r, symbol);
    if (is)
        next(r);
    return is;
}

static bool accept_word(struct expression_reader *r, const char *word) {
    bool is = at_word(r, word);
    if (is)
        next(r);
    return is;
}

/* The name that the token stands for. */
static const char *name_here(struct expression_reader *r) {
    struct tn_buffer text = {0};
    if (r->token.kind == T_QUOTED)
        token_unquote(&r->token, TN_POSTGRESQL, &text);
    else
        for (size_t i = 0; i < r->token.length; i++) {
            char c = r->token.at[i];
            tn_put_char(&text, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
        }
    const char *name = tn_arena_text(r->arena, tn_buffer_text(&text), text.length);
    tn_buffer_free(&text);
    return name;
}

static bool is_opening(const struct token *token) {
    return token_is_symbol(token, '(') || token_is_symbol(token, '[');
}

static bool is_closing(const struct token *token) {
    return token_is_symbol(token, ')') || token_is_symbol(token, ']');
}

/* From an opening parenthesis or bracket to behind the one that closes it. */
static void skip_enclosed(struct expression_reader *r) {
    size_t depth = 0;
    do {
        depth += is_opening(&r->token);
        depth -= depth && is_closing(&r->token);
        next(r);
    } while (depth && r->token.kind != T_END);
}

/* ------------------------------------------------------------------ types */

static const struct {
    const char *word, *second, *name; /* second: the word that may follow, or NULL */
} type_names[] = {
    {"bigint", NULL, "int8"},
    {"bit", "varying", "varbit"},
    {"bit", NULL, "bit"},
    {"boolean", NULL, "bool"},
    {"char", "varying", "varchar"},
    {"char", NULL, "bpchar"},
    {"character", "varying", "varchar"},
    {"character", NULL, "bpchar"},
    {"dec", NULL, "numeric"},
    {"decimal", NULL, "numeric"},
    {"double", "precision", "float8"},
    {"float", NULL, "float8"},
    {"int", NULL, "int4"},
    {"integer", NULL, "int4"},
    {"nchar", NULL, "bpchar"},
    {"real", NULL, "float4"},
    {"smallint", NULL, "int2"},
};

static const char *known_type(struct expression_reader *r) {
    for (size_t i = 0; i < TN_LENGTH(type_names); i++)
        if (at_word(r, type_names[i].word) &&
            (!type_names[i].second || token_is_word(&r->next, type_names[i].second))) {
            if (type_names[i].second)
                next(r);
            return type_names[i].name;
        }
    return NULL;
}

/* time or timestamp, perhaps (3), perhaps WITH TIME ZONE. */
static const char *time_type(struct expression_reader *r, const char *name) {
    if (at_symbol(r, '('))
        skip_enclosed(r);
    bool zoned = at_word(r, "with");
    if (!zoned && !at_word(r, "without"))
        return name;
    for (int word = 0; word < 3; word++)
        next(r);
    return zoned ? tn_arena_format(r->arena, "%stz", name) : name;
}

static const char *type_name(struct expression_reader *r) {
    bool is_time = at_word(r, "time") || at_word(r, "timestamp");
    const char *known = known_type(r), *name = known ? known : name_here(r);
    next(r);
    while (!known && at_symbol(r, '.')) {
        next(r);
        name = name_here(r);
        next(r);
    }
    if (is_time)
        name = time_type(r, name);
    while (is_opening(&r->token))
        skip_enclosed(r);
    return name;
}

static struct figured cast(struct figured inside, const char *type) {
    return inside.weak ? (struct figured){type, true} : inside;
}

/* ------------------------------------------------------------------ what an operand may be */

static struct figured expression(struct expression_reader *r);

/* (a): a; (a, b): a row. */
static struct figured enclosed(struct expression_reader *r) {
    next(r);
    struct figured inside = expression(r);
    bool row = at_symbol(r, ',');
    while (accept_symbol(r, ','))
        expression(r);
    accept_symbol(r, ')');
    return row ? (struct figured){"row", false} : inside;
}

static struct figured cast_of(struct expression_reader *r) {
    next(r);
    next(r);
    struct figured inside = expression(r);
    if (accept_word(r, "as"))
        inside = cast(inside, type_name(r));
    accept_symbol(r, ')');
    return inside;
}

static struct figured case_of(struct expression_reader *r) {
    struct figured otherwise = nothing;
    for (next(r); r->token.kind != T_END && !at_word(r, "end");) {
        bool is_else = accept_word(r, "else");
        bool word = is_else || accept_word(r, "when") || accept_word(r, "then");
        struct figured found = expression(r);
        if (is_else)
            otherwise = found;
        if (!word && !at_word(r, "when"))
            break;
    }
    accept_word(r, "end");
    return otherwise.weak ? (struct figured){"case", true} : otherwise;
}

/* The functions behind words of their own. */
static const char *function_of(struct expression_reader *r, const char *name) {
    if (strcmp(name, "trim") != 0)
        return name;
    return token_is_word(&r->next, "leading")    ? "ltrim"
           : token_is_word(&r->next, "trailing") ? "rtrim"
                                                 : "btrim";
}

/* A column, a call, or a literal behind its type, by the last of its names. */
static struct figured named(struct expression_reader *r) {
    const char *name = name_here(r);
    for (next(r); at_symbol(r, '.') && !token_is_symbol(&r->next, '*'); next(r)) {
        next(r);
        name = name_here(r);
    }
    if (at_symbol(r, '(')) {
        name = function_of(r, name);
        skip_enclosed(r);
        if (r->token.kind != T_STRING)
            return (struct figured){name, false};
    }
    if (r->token.kind != T_STRING)
        return (struct figured){name, false};
    next(r);
    return (struct figured){name, true};
}

/* A type that is called by a word of its own before a literal: timestamp with time zone '…'. */
static bool at_typed_literal(const struct expression_reader *r) {
    static const char *const words[] = {"time",      "timestamp", "double", "int",     "integer",
                                        "bigint",    "smallint",  "real",   "boolean", "char",
                                        "character", "decimal",   "bit",    "float"};
    bool goes_on = r->next.kind == T_STRING || r->next.kind == T_WORD;
    for (size_t i = 0; goes_on && i < TN_LENGTH(words); i++)
        if (at_word(r, words[i]))
            return r->next.kind == T_STRING || token_is_word(&r->next, "with") ||
                   token_is_word(&r->next, "without") || token_is_word(&r->next, "precision") ||
                   token_is_word(&r->next, "varying");
    return false;
}

static bool at_operator_word(const struct expression_reader *r) {
    static const char *const words[] = {
        "not",     "is",     "and",     "or",       "in",   "like", "ilike", "similar",
        "between", "isnull", "notnull", "operator", "null", "true", "false", "exists"};
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (at_word(r, words[i]))
            return true;
    return false;
}

static struct figured constructed(struct expression_reader *r, const char *name) {
    next(r);
    skip_enclosed(r);
    return (struct figured){name, false};
}

static struct figured operand(struct expression_reader *r) {
    if (at_symbol(r, '('))
        return enclosed(r);
    if (at_word(r, "case"))
        return case_of(r);
    if (at_word(r, "cast") && token_is_symbol(&r->next, '('))
        return cast_of(r);
    if ((at_word(r, "array") || at_word(r, "row")) && is_opening(&r->next))
        return constructed(r, at_word(r, "row") ? "row" : "array");
    if (at_typed_literal(r)) {
        const char *name = type_name(r);
        next(r);
        return (struct figured){name, true};
    }
    if (token_is_name(&r->token) && !at_operator_word(r))
        return named(r);
    next(r);
    return nothing;
}

/* ------------------------------------------------------------------ what may follow it */

/* IS NORMALIZED, IS NFC NORMALIZED: a call of its own. */
static bool accept_normalized(struct expression_reader *r) {
    struct lexer behind = r->lexer;
    struct token form = r->next;
    bool plain = token_is_word(&form, "normalized");
    struct token second = plain ? form : lexer_next(&behind);
    if (!at_word(r, "is") || token_is_word(&form, "not") || !token_is_word(&second, "normalized"))
        return false;
    for (int word = plain ? 2 : 3; word > 0; word--)
        next(r);
    return true;
}

static bool follow(struct expression_reader *r, struct figured *figured) {
    if (at_colons(r)) {
        next(r);
        *figured = cast(*figured, type_name(r));
    } else if (at_symbol(r, '[')) {
        skip_enclosed(r);
    } else if (at_symbol(r, '.')) {
        next(r);
        *figured = token_is_name(&r->token) ? (struct figured){name_here(r), false} : nothing;
        next(r);
    } else if (accept_word(r, "collate")) {
        type_name(r);
    } else if (at_word(r, "at") && token_is_word(&r->next, "time")) {
        for (int word = 0; word < 3; word++)
            next(r);
        operand(r);
        while (at_colons(r)) {
            next(r);
            type_name(r);
        }
        *figured = (struct figured){"timezone", false};
    } else if (accept_normalized(r)) {
        *figured = (struct figured){"is_normalized", false};
    } else
        return false;
    return true;
}

static bool at_end(const struct expression_reader *r) {
    static const char *const words[] = {"when", "then", "else", "end", "as"};
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (at_word(r, words[i]))
            return true;
    return r->token.kind == T_END || is_closing(&r->token) || at_symbol(r, ',');
}

static struct figured expression(struct expression_reader *r) {
    struct figured figured = nothing;
    size_t operands = 0;
    if (++r->depth > DEEPEST) /* the rest says nothing */
        while (r->token.kind != T_END)
            next(r);
    for (; !at_end(r); operands++) {
        figured = operand(r);
        while (follow(r, &figured))
            continue;
    }
    r->depth--;
    return operands == 1 ? figured : nothing;
}

const char *naming_of_expression(const char *text, struct tn_arena *arena) {
    struct expression_reader r = {.arena = arena};
    lexer_init(&r.lexer, tn_slice_of(text), TN_POSTGRESQL, NULL);
    r.next = lexer_next(&r.lexer);
    next(&r);
    struct figured figured = expression(&r);
    return figured.name ? figured.name : "expr";
}
