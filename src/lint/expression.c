/*
 * Owns the reading of expressions: the role of each token, told from its neighbours in one pass. A
 * name stands where an operand may begin; a word right behind an operand is an operator or a
 * keyword, whatever the dialect's list of reserved words says.
 */
#include "lint/expression_words.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ words */

/* Names of operators that some dialects take as names too: they join two operands. Sorted. */
static const char *const operators[] = {
    "and",  "at",     "between", "collate", "div",    "escape", "glob",   "ilike", "in",
    "is",   "like",   "match",   "member",  "mod",    "not",    "of",     "or",    "over",
    "over", "regexp", "rlike",   "similar", "sounds", "using",  "within", "xor",
};

/* Behind the type's first word. Sorted. */
static const char *const more_of_type[] = {
    "array",  "character", "large",    "local",   "object", "precision", "set",
    "signed", "time",      "unsigned", "varying", "with",   "without",   "zone",
};

/* A word that stands for a value, where no parentheses follow. Sorted. */
static const char *const values[] = {
    "current_catalog",   "current_date", "current_role", "current_schema", "current_time",
    "current_timestamp", "current_user", "localtime",    "localtimestamp", "session_user",
    "sysdate",           "system_user",  "user",         "utc_date",       "utc_time",
    "utc_timestamp",
};

int lint_compare_word(const void *key, const void *item) {
    const struct tn_slice *word = key;
    const char *other = *(const char *const *)item;
    for (size_t i = 0; i < word->length; i++) {
        char c = word->at[i];
        int difference = (c >= 'A' && c <= 'Z' ? c + 32 : c) - other[i];
        if (difference)
            return difference;
    }
    return other[word->length] ? -1 : 0;
}

#define IS_ONE_OF(token, words) is_one_of(token, words, TN_LENGTH(words))
static bool is_one_of(const struct token *token, const char *const *words, size_t count) {
    struct tn_slice word = {token->at, token->length};
    return token->kind == T_WORD && bsearch(&word, words, count, sizeof *words, lint_compare_word);
}

static bool is_reserved(const struct tn_dialect *dialect, const struct token *token) {
    char word[40];
    if (token->kind != T_WORD || token->length >= sizeof word)
        return false;
    memcpy(word, token->at, token->length);
    word[token->length] = 0;
    return tn_dialect_reserves(dialect, word);
}

/* ------------------------------------------------------------------ roles */

/* An open parenthesis: whose, and what is to be known of what stands in it. */
struct frame {
    size_t place;
    bool type;    /* inside of a type: varchar(20) */
    bool cast;    /* CAST(… AS type) */
    bool convert; /* CONVERT(…, type) */
};

struct reading {
    struct lint_expression *expression;
    TN_VECTOR(struct frame) frames;
    size_t at;
    bool operand; /* the token before ends an operand */
    bool type;    /* it belongs to a type */
    bool query;   /* names after AS are aliases */
};

static const struct token *token_at(const struct reading *r, size_t place) {
    return &r->expression->tokens[place];
}

static bool was_word(const struct reading *r, size_t back, const char *word) {
    return r->at >= back && token_is_word(token_at(r, r->at - back), word);
}

static bool was_symbol(const struct reading *r, const char *symbol) {
    if (!r->at)
        return false;
    const struct token *before = token_at(r, r->at - 1);
    return before->kind == T_SYMBOL && before->length == strlen(symbol) &&
           memcmp(before->at, symbol, before->length) == 0;
}

static const struct frame *frame_of(const struct reading *r) {
    return r->frames.count ? &r->frames.items[r->frames.count - 1] : NULL;
}

static void set_role(struct reading *r, enum lint_role role, bool operand) {
    r->expression->roles[r->at] = (unsigned char)role;
    r->operand = operand;
    r->type = role == LINT_TYPE;
}

static void open_bracket(struct reading *r) {
    struct frame frame = {.place = r->at, .type = r->type};
    if (r->at && r->expression->roles[r->at - 1] == LINT_CALL) {
        const struct token *function = token_at(r, r->at - 1);
        frame.cast = token_is_word(function, "cast") || token_is_word(function, "try_cast");
        frame.convert =
            dialect_is_mysql(r->expression->dialect->id) && token_is_word(function, "convert");
    }
    TN_PUSH(&r->frames, frame);
    set_role(r, frame.type ? LINT_TYPE : LINT_PLAIN, false);
    r->type = false;
}

static void close_bracket(struct reading *r) {
    bool type = false;
    if (r->frames.count) {
        struct frame frame = r->frames.items[--r->frames.count];
        r->expression->match[frame.place] = r->at;
        r->expression->match[r->at] = frame.place;
        type = frame.type;
    }
    set_role(r, type ? LINT_TYPE : LINT_PLAIN, true);
}

/* Does a type begin here? */
static bool begins_type(const struct reading *r) {
    const struct frame *frame = frame_of(r);
    if (was_symbol(r, "::"))
        return true;
    if (frame && frame->cast && was_word(r, 1, "as"))
        return true;
    return frame && frame->convert && was_symbol(r, ",");
}

static bool goes_on_with_type(const struct reading *r) {
    const struct token *token = token_at(r, r->at);
    if (!r->type)
        return false;
    if (frame_of(r) && frame_of(r)->cast && token_is_name(token))
        return true;
    return IS_ONE_OF(token, more_of_type) || was_symbol(r, ".") || token_is_symbol(token, '.') ||
           token_is_symbol(token, '[') || token_is_symbol(token, ']') ||
           (token->kind == T_NUMBER && was_symbol(r, "["));
}

/* A name that the words before it make no column: a collation, an alias, a character set, the field
 * in EXTRACT(field FROM …), a unit of time, what a value IS. */
static bool is_led(const struct reading *r) {
    enum tn_dialect_id id = r->expression->dialect->id;
    if (was_word(r, 1, "collate") || was_word(r, 1, "using") || was_word(r, 1, "operator"))
        return true;
    if (was_word(r, 1, "as") || was_word(r, 1, "separator"))
        return true;
    if (was_word(r, 2, "at") && was_word(r, 1, "time"))
        return true;
    if (was_word(r, 1, "at") && token_is_word(token_at(r, r->at), "time"))
        return true;
    if (id != TN_SQLITE &&
        (was_word(r, 1, "is") || (was_word(r, 2, "is") && was_word(r, 1, "not"))))
        return true;
    return r->at >= 2 && was_symbol(r, "(") && r->expression->roles[r->at - 2] == LINT_CALL &&
           (was_word(r, 2, "extract") || was_word(r, 2, "timestampdiff") ||
            was_word(r, 2, "timestampadd") || was_word(r, 2, "get_format") ||
            was_word(r, 2, "raise"));
}

static bool precedes(const struct reading *r, const char *symbol) {
    const struct token *next = token_at(r, r->at + 1);
    return next->kind == T_SYMBOL && next->length == strlen(symbol) &&
           memcmp(next->at, symbol, next->length) == 0;
}

/* Is it a word that joins operands? Behind NOT or another such word only where more follows. */
static bool is_operator(const struct reading *r) {
    const struct token *token = token_at(r, r->at), *next = token + 1;
    if (r->operand)
        return true;
    if (token_is_word(token, "by"))
        return was_word(r, 1, "order") || was_word(r, 1, "group") || was_word(r, 1, "partition");
    bool more = token_is_name(next) || next->kind == T_STRING || token_is_symbol(next, '(');
    return was_word(r, 1, "not") && more && IS_ONE_OF(token, operators);
}

static void read_unquoted(struct reading *r) {
    const struct token *token = token_at(r, r->at);
    const struct lint_expression *e = r->expression;
    if (token_is_word(token, "select"))
        r->expression->query = true;
    if (IS_ONE_OF(token, values) && !precedes(r, ".") && !was_symbol(r, ".")) {
        if (is_reserved(e->dialect, token)) {
            set_role(r, LINT_VALUE, true);
            return;
        }
    }
    if (token[1].kind == T_STRING && !is_reserved(e->dialect, token) && !r->operand)
        set_role(r, LINT_TYPE, false); /* date '2000-01-01', _utf8'…' */
    else if (is_operator(r) || (is_reserved(e->dialect, token) && !was_symbol(r, ".")))
        set_role(r, LINT_PLAIN, token_is_word(token, "end") || token_is_word(token, "null"));
    else
        set_role(r, LINT_COLUMN, true);
}

/* A type's words are no columns, nor are the names of functions, tables and arguments. */
static void read_name(struct reading *r) {
    const struct token *token = token_at(r, r->at);
    bool function = precedes(r, "(") && !r->operand && !IS_ONE_OF(token, operators);
    bool reserved = is_reserved(r->expression->dialect, token);
    if (begins_type(r) || goes_on_with_type(r))
        set_role(r, LINT_TYPE, true);
    else if (is_led(r) && !reserved)
        set_role(r, LINT_PLAIN, true);
    else if (function && !(reserved && (token_is_word(token, "and") || token_is_word(token, "or"))))
        set_role(r, LINT_CALL, false);
    else if (precedes(r, ".") && !r->operand)
        set_role(r, LINT_QUALIFIER, false);
    else if (precedes(r, "=>") || precedes(r, ":="))
        set_role(r, LINT_PLAIN, false);
    else if (was_symbol(r, ".") && r->at >= 2 && r->expression->roles[r->at - 2] != LINT_QUALIFIER)
        set_role(r, LINT_PLAIN, true); /* a field of a value */
    else if (token->kind == T_WORD)
        read_unquoted(r);
    else
        set_role(r, r->operand ? LINT_PLAIN : LINT_COLUMN, true);
}

static void read_token(struct reading *r) {
    const struct token *token = token_at(r, r->at);
    r->expression->match[r->at] = r->at;
    if (token_is_symbol(token, '('))
        open_bracket(r);
    else if (token_is_symbol(token, ')'))
        close_bracket(r);
    else if (token_is_name(token))
        read_name(r);
    else if (goes_on_with_type(r) || (r->frames.count && frame_of(r)->type))
        set_role(r, LINT_TYPE, true);
    else
        set_role(r, LINT_PLAIN,
                 token->kind == T_STRING || token->kind == T_NUMBER || token_is_symbol(token, ']'));
}

struct lint_expression lint_expression_read(const struct tn_dialect *dialect, struct tn_slice text,
                                            struct tn_arena *arena) {
    struct lint_expression expression = {.dialect = dialect};
    TN_VECTOR(struct token) tokens = {0};
    struct lexer lexer;
    lexer_init(&lexer, text, dialect->id, NULL);
    do
        TN_PUSH(&tokens, lexer_next(&lexer));
    while (tokens.items[tokens.count - 1].kind != T_END);
    size_t count = tokens.count;
    expression.count = count - 1;
    expression.tokens = tn_arena_allocate(arena, count * sizeof *expression.tokens);
    expression.match = tn_arena_allocate(arena, count * sizeof *expression.match);
    expression.roles = tn_arena_allocate(arena, count);
    memcpy(expression.tokens, tokens.items, count * sizeof *tokens.items);
    free(tokens.items);
    struct reading r = {.expression = &expression};
    for (; r.at < expression.count; r.at++)
        read_token(&r);
    for (size_t i = 0; i < r.frames.count; i++) /* those that do not end */
        expression.match[r.frames.items[i].place] = expression.count;
    free(r.frames.items);
    return expression;
}

const struct lint_expression *lint_expression_of(struct tn_lint *lint, const char *text) {
    struct lint_expression *known = tn_id_map_get(&lint->expression_of, (uint64_t)(uintptr_t)text);
    if (known)
        return known;
    known = tn_arena_allocate(&lint->arena, sizeof *known);
    *known = lint_expression_read(lint->dialect, tn_slice_of(text), &lint->arena);
    tn_id_map_put(&lint->expression_of, (uint64_t)(uintptr_t)text, known);
    return known;
}

/* ------------------------------------------------------------------ names */

static const char *folded(struct tn_lint *lint, struct tn_slice text) {
    char *name = tn_arena_text(&lint->arena, text.at, text.length);
    for (char *c = name; *c; c++)
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
    return name;
}

const char *lint_token_name(struct tn_lint *lint, const struct token *token) {
    struct tn_slice text = {token->at, token->length};
    if (token->kind == T_WORD)
        return folded(lint, text);
    struct tn_buffer name = {0};
    token_unquote(token, lint->dialect->id, &name);
    text = (struct tn_slice){tn_buffer_text(&name), name.length};
    const char *result = lint->dialect->id == TN_POSTGRESQL
                             ? tn_arena_text(&lint->arena, text.at, text.length)
                             : folded(lint, text);
    tn_buffer_free(&name);
    return result;
}

bool lint_next_named(struct tn_lint *lint, const struct lint_expression *expression, size_t *at,
                     struct lint_named *named) {
    for (; *at < expression->count; (*at)++) {
        if (expression->roles[*at] != LINT_COLUMN)
            continue;
        const struct token *token = &expression->tokens[*at];
        bool qualified = *at >= 2 && expression->roles[*at - 2] == LINT_QUALIFIER &&
                         token_is_symbol(token - 1, '.');
        *named = (struct lint_named){*at, lint_token_name(lint, token),
                                     qualified ? lint_token_name(lint, token - 2) : NULL};
        (*at)++;
        return true;
    }
    return false;
}

static void name_columns(struct tn_lint *lint, struct lint_table *table) {
    table->column_of = tn_arena_allocate(&lint->arena, sizeof *table->column_of);
    TN_PUSH(&lint->column_maps, table->column_of);
    LINT_EACH_COLUMN(table, column) {
        const char *name = column->attribute->name;
        if (lint->dialect->id != TN_POSTGRESQL)
            name = folded(lint, tn_slice_of(name));
        tn_text_map_put(table->column_of, name, column);
    }
}

/* In a table of few columns looking at each is faster than to make a map of them. */
enum { FEW_COLUMNS = 16 };

static bool is_called(const struct tn_lint *lint, const char *column, const char *name) {
    return lint->dialect->id == TN_POSTGRESQL ? strcmp(column, name) == 0
                                              : tn_same_word(column, name);
}

struct lint_column *lint_column_named(struct tn_lint *lint, struct lint_table *table,
                                      const char *name) {
    if (table->column_count > FEW_COLUMNS) {
        if (!table->column_of)
            name_columns(lint, table);
        return tn_text_map_get(table->column_of, name);
    }
    LINT_EACH_COLUMN(table, column)
    if (is_called(lint, column->attribute->name, name))
        return column;
    return NULL;
}

struct lint_column *lint_column_at(struct tn_lint *lint, struct lint_table *table,
                                   const struct lint_expression *expression, size_t place) {
    if (place >= expression->count || expression->roles[place] != LINT_COLUMN)
        return NULL;
    const struct token *token = &expression->tokens[place];
    if (table->column_count > FEW_COLUMNS)
        return lint_column_named(lint, table, lint_token_name(lint, token));
    LINT_EACH_COLUMN(table, column)
    if (token_is_named(token, lint->dialect->id, column->attribute->name))
        return column;
    return NULL;
}

bool lint_names_column(struct tn_lint *lint, const char *text, const struct lint_column *column) {
    const struct lint_expression *expression = lint_expression_of(lint, text);
    for (size_t i = 0; i < expression->count; i++)
        if (expression->roles[i] == LINT_COLUMN &&
            token_is_named(&expression->tokens[i], lint->dialect->id, column->attribute->name))
            return true;
    return false;
}

size_t lint_call_of(const struct lint_expression *expression, const char *function) {
    size_t i = 0;
    while (i < expression->count &&
           !(expression->roles[i] == LINT_CALL && token_is_word(&expression->tokens[i], function)))
        i++;
    return i;
}
