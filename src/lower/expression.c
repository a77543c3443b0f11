/*
 * Expressions of one dialect in another's words, token by token. Only what means the same on both
 * sides is let through: operators and functions of the tables below, attributes, literals. One
 * token that is not among them, and the whole expression has no translation.
 */
#include "lower/lowering.h"

#include "sql/lexer.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ tables */

/* Words that every dialect has. */
static const char *const plain_words[] = {
    "and",      "between", "case", "current_date", "current_time", "current_timestamp",
    "distinct", "else",    "end",  "false",        "from",         "in",
    "is",       "like",    "not",  "null",         "or",           "then",
    "true",     "when",
};

/* Operators, without those whose meaning differs (|| is "or" in MySQL, / divides integers
 * otherwise). */
static const char *const plain_symbols[] = {
    "=", "<>", "!=", "<", ">", "<=", ">=", "+", "-", "*", "%", "(", ")", ","};

/* Functions by dialect; "" where there is none. */
static const char *const functions[][TN_DIALECT_COUNT] = {
    {"abs", "abs", "abs", "abs"},
    {"char_length", "char_length", "char_length", "length"},
    {"length", "char_length", "char_length", "length"},
    {"octet_length", "length", "length", ""},
    {"coalesce", "coalesce", "coalesce", "coalesce"},
    {"nullif", "nullif", "nullif", "nullif"},
    {"lower", "lower", "lower", "lower"},
    {"upper", "upper", "upper", "upper"},
    {"ltrim", "ltrim", "ltrim", "ltrim"},
    {"rtrim", "rtrim", "rtrim", "rtrim"},
    {"btrim", "trim", "trim", "trim"},
    {"replace", "replace", "replace", "replace"},
    {"round", "round", "round", "round"},
    {"floor", "floor", "floor", "floor"},
    {"substr", "substr", "substr", "substr"},
    {"concat", "concat", "concat", ""},
    {"mod", "mod", "mod", ""},
    {"greatest", "greatest", "greatest", "max"},
    {"least", "least", "least", "min"},
    {"\"left\"", "left", "left", ""},
    {"", "json_valid", "json_valid", "json_valid"},
};

/* ------------------------------------------------------------------ the work at hand */

struct translation {
    struct lowering *l;
    const struct tn_entity *entity;
    const struct tn_attribute *value; /* stands for VALUE */
    TN_VECTOR(struct token) tokens;
    size_t at;
    struct tn_buffer out, word;
    bool compares_flag; /* an attribute that becomes boolean is in it */
    bool has_number;
};

static const struct token *token_at(const struct translation *t, size_t offset) {
    static const struct token end = {.kind = T_END};
    size_t at = t->at + offset;
    return at < t->tokens.count ? &t->tokens.items[at] : &end;
}

static bool is_symbol(const struct token *token, const char *text) {
    return token->kind == T_SYMBOL && token->length == strlen(text) &&
           memcmp(token->at, text, token->length) == 0;
}

static bool is_word(const struct token *token, const char *word) {
    return token->kind == T_WORD &&
           tn_slice_is_word((struct tn_slice){token->at, token->length}, word);
}

static void put(struct translation *t, const struct token *token, const char *text) {
    char last = t->out.length ? t->out.at[t->out.length - 1] : '(';
    bool tight =
        last == '(' || is_symbol(token, ")") || is_symbol(token, ",") || token->gap == GAP_NONE;
    if (!tight || (last == ',' && t->out.length))
        tn_put_char(&t->out, ' ');
    tn_put(&t->out, text);
}

static const char *text_of(struct translation *t, const struct token *token) {
    tn_buffer_reset(&t->word);
    if (token->kind == T_QUOTED || token->kind == T_STRING)
        token_unquote(token, t->l->from->id, &t->word);
    else
        tn_put_bytes(&t->word, token->at, token->length);
    return tn_buffer_text(&t->word);
}

/* ------------------------------------------------------------------ casts */

/* Types to which a cast changes nothing that a comparison would see. */
static bool is_harmless_cast(const char *type) {
    static const char *const types[] = {"text",    "character", "varchar", "bpchar",   "char",
                                        "numeric", "integer",   "bigint",  "smallint", "name",
                                        "boolean", "regclass",  "double",  "real",     "json",
                                        "jsonb",   "citext"};
    for (size_t i = 0; i < TN_LENGTH(types); i++)
        if (tn_same_word(type, types[i]))
            return true;
    return false;
}

static void skip_arguments(struct translation *t) {
    int depth = 0;
    do {
        depth += is_symbol(token_at(t, 0), "(");
        depth -= is_symbol(token_at(t, 0), ")");
        t->at++;
    } while (depth > 0 && token_at(t, 0)->kind != T_END);
}

static void skip_type(struct translation *t) {
    static const char *const more[] = {"varying", "precision", "without", "with", "time", "zone"};
    t->at++;
    if (is_symbol(token_at(t, 0), "."))
        t->at += 2;
    for (bool found = true; found;) {
        found = false;
        for (size_t i = 0; i < TN_LENGTH(more) && !found; i++)
            found = is_word(token_at(t, 0), more[i]);
        t->at += found;
        if (is_symbol(token_at(t, 0), "(")) {
            skip_arguments(t);
            found = true;
        }
    }
    while (is_symbol(token_at(t, 0), "[") && is_symbol(token_at(t, 1), "]"))
        t->at += 2;
}

/* :: and a type. After a literal every cast may go; after anything else only one that changes
 * nothing. */
static bool take_cast(struct translation *t) {
    const struct token *before = t->at ? &t->tokens.items[t->at - 1] : NULL;
    bool literal = before && (before->kind == T_STRING || before->kind == T_NUMBER);
    size_t name = is_symbol(token_at(t, 2), ".") ? 3 : 1;
    const char *type = text_of(t, token_at(t, name));
    bool named = tn_text_map_get(&t->l->types, type) != NULL;
    if (!is_harmless_cast(type) && !named && !(literal && !tn_same_word(type, "interval")))
        return false;
    t->at++;
    skip_type(t);
    return true;
}

/* ------------------------------------------------------------------ = ANY (ARRAY[…]) */

/* The place of the opening bracket of = ANY ((ARRAY[ or <> ALL ((ARRAY[, or 0. */
static size_t array_list(const struct translation *t) {
    bool any = is_symbol(token_at(t, 0), "=") && is_word(token_at(t, 1), "any");
    bool all = is_symbol(token_at(t, 0), "<>") && is_word(token_at(t, 1), "all");
    size_t offset = 2;
    while (is_symbol(token_at(t, offset), "("))
        offset++;
    if (!(any || all) || offset == 2 || !is_word(token_at(t, offset), "array"))
        return 0;
    return is_symbol(token_at(t, offset + 1), "[") ? offset + 1 : 0;
}

static bool take_token(struct translation *t);

static bool take_array(struct translation *t, size_t bracket) {
    int open = (int)bracket - 3; /* parentheses between ANY and ARRAY, all to be closed */
    put(t, token_at(t, 0), is_symbol(token_at(t, 0), "=") ? "IN (" : "NOT IN (");
    t->at += bracket + 1;
    while (!is_symbol(token_at(t, 0), "]"))
        if (token_at(t, 0)->kind == T_END || !take_token(t))
            return false;
    for (t->at++; open > 0;) {
        if (is_symbol(token_at(t, 0), "::") && !take_cast(t))
            return false;
        if (!is_symbol(token_at(t, 0), ")"))
            return false;
        t->at++;
        open--;
    }
    tn_put_char(&t->out, ')');
    return true;
}

/* ------------------------------------------------------------------ names */

static const struct tn_attribute *attribute_named(const struct translation *t, const char *name) {
    if (!t->entity)
        return NULL;
    const struct tn_attribute *exact = tn_find_name(&t->entity->attributes, name);
    return exact ? exact : tn_find_name_folded(&t->entity->attributes, name);
}

static bool take_attribute(struct translation *t, const struct token *token) {
    const char *name = text_of(t, token);
    const struct tn_attribute *attribute = attribute_named(t, name);
    if (t->value && tn_same_word(name, "value"))
        attribute = t->value;
    if (!attribute)
        return false;
    struct tn_buffer quoted = {0};
    tn_sql_put_name(&quoted, t->l->to, attribute->name);
    put(t, token, quoted.at);
    tn_buffer_free(&quoted);
    t->compares_flag |=
        tn_same_word(attribute->type, "tinyint(1)") || tn_same_word(attribute->type, "boolean");
    t->at++;
    return true;
}

static bool take_function(struct translation *t, const struct token *token) {
    const char *name = text_of(t, token);
    for (size_t i = 0; i < TN_LENGTH(functions); i++)
        if (tn_same_word(functions[i][t->l->from->id], name) && *functions[i][t->l->to->id]) {
            put(t, token, functions[i][t->l->to->id]);
            t->at++;
            return true;
        }
    return false;
}

static bool is_plain_word(const struct token *token) {
    for (size_t i = 0; i < TN_LENGTH(plain_words); i++)
        if (is_word(token, plain_words[i]))
            return true;
    return false;
}

static bool take_word(struct translation *t, const struct token *token) {
    bool list = is_word(token, "in") || is_word(token, "and") || is_word(token, "or") ||
                is_word(token, "not") || is_word(token, "when") || is_word(token, "then") ||
                is_word(token, "else") || is_word(token, "like") || is_word(token, "between");
    if (is_plain_word(token) && (list || !is_symbol(token_at(t, 1), "("))) {
        put(t, token, text_of(t, token));
        t->at++;
        return true;
    }
    if (is_symbol(token_at(t, 1), "("))
        return take_function(t, token);
    return take_attribute(t, token);
}

/* ------------------------------------------------------------------ tokens */

static bool take_string(struct translation *t, const struct token *token) {
    struct tn_buffer quoted = {0};
    tn_sql_put_string(&quoted, t->l->to, text_of(t, token));
    put(t, token, quoted.at);
    tn_buffer_free(&quoted);
    t->at++;
    return true;
}

static bool take_symbol(struct translation *t, const struct token *token) {
    size_t bracket = array_list(t);
    if (bracket)
        return take_array(t, bracket);
    if (is_symbol(token, "::"))
        return take_cast(t);
    for (size_t i = 0; i < TN_LENGTH(plain_symbols); i++)
        if (is_symbol(token, plain_symbols[i])) {
            put(t, token, plain_symbols[i]);
            t->at++;
            return true;
        }
    return false;
}

static bool take_token(struct translation *t) {
    const struct token *token = token_at(t, 0);
    switch (token->kind) {
    case T_WORD:
        return take_word(t, token);
    case T_QUOTED:
        return !is_symbol(token_at(t, 1), "(") && !is_symbol(token_at(t, 1), ".") &&
               take_attribute(t, token);
    case T_STRING:
        return take_string(t, token);
    case T_NUMBER:
        t->has_number = true;
        put(t, token, text_of(t, token));
        t->at++;
        return true;
    case T_SYMBOL:
        return take_symbol(t, token);
    default:
        return false;
    }
}

static void cut(struct translation *t, const char *expression) {
    struct lexer lexer;
    lexer_init(&lexer, tn_slice_of(expression), t->l->from->id, NULL);
    for (struct token token = lexer_next(&lexer); token.kind != T_END; token = lexer_next(&lexer))
        TN_PUSH(&t->tokens, token);
}

/* tinyint(1) is compared with numbers, boolean is not. */
static bool mixes_flags(const struct translation *t) {
    return t->compares_flag && t->has_number && lower_is_mysql(t->l->from) &&
           t->l->to->id == TN_POSTGRESQL;
}

const char *lower_expression(struct lowering *l, const struct tn_entity *entity,
                             const char *expression, const struct tn_attribute *value) {
    if (lower_same_language(l) && !value)
        return expression;
    struct translation t = {.l = l, .entity = entity, .value = value};
    bool good = true;
    cut(&t, expression);
    while (good && t.at < t.tokens.count)
        good = take_token(&t);
    const char *result =
        good && !mixes_flags(&t) ? tn_text(l->model, tn_buffer_text(&t.out)) : NULL;
    free(t.tokens.items);
    tn_buffer_free(&t.out);
    tn_buffer_free(&t.word);
    return result;
}
