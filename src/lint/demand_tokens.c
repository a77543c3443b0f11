/*
 * Tokens of a query with their brackets, and the columns and operands that they make.
 */
#include "lint/demand_reading.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ tokens */

void demand_read_tokens(struct demand_reading *r, const char *text) {
    struct lexer lexer;
    TN_VECTOR(size_t) open = {0};
    lexer_init(&lexer, tn_slice_of(text), r->lint->dialect->id, NULL);
    for (;;) {
        struct token token = lexer_next(&lexer);
        size_t place = r->tokens.count;
        TN_PUSH(&r->tokens, token);
        TN_PUSH(&r->match, place);
        if (token.kind == T_END)
            break;
        if (token_is_symbol(&token, '('))
            TN_PUSH(&open, place);
        if (token_is_symbol(&token, ')') && open.count) {
            size_t other = open.items[--open.count];
            r->match.items[place] = other;
            r->match.items[other] = place;
        }
    }
    free(open.items);
}

const struct token *demand_token_at(const struct demand_reading *r, size_t place) {
    return &r->tokens.items[place < r->tokens.count ? place : r->tokens.count - 1];
}

bool demand_at_word(const struct demand_reading *r, size_t place, const char *word) {
    return token_is_word(demand_token_at(r, place), word);
}

bool demand_at_symbol(const struct demand_reading *r, size_t place, const char *symbol) {
    const struct token *token = demand_token_at(r, place);
    return token->kind == T_SYMBOL &&
           tn_slice_is((struct tn_slice){token->at, token->length}, symbol);
}

/* Behind the token, and behind the brackets that it opens. */
size_t demand_behind(const struct demand_reading *r, size_t place) {
    return r->match.items[place] > place ? r->match.items[place] + 1 : place + 1;
}

bool demand_is_one_of(const struct demand_reading *r, size_t place, const char *const *words) {
    for (; *words; words++)
        if (demand_at_word(r, place, *words))
            return true;
    return false;
}

/* The first of the words at this level; to where there is none. */
size_t demand_find_one(const struct demand_reading *r, size_t from, size_t to,
                       const char *const *words) {
    for (size_t at = from; at < to; at = demand_behind(r, at))
        if (demand_is_one_of(r, at, words))
            return at;
    return to;
}

size_t demand_find_word(const struct demand_reading *r, size_t from, size_t to, const char *word) {
    return demand_find_one(r, from, to, (const char *const[]){word, NULL});
}

/* What the token stands for, in small letters. */
const char *demand_name_at(const struct demand_reading *r, size_t place) {
    struct tn_buffer text = {0}, lower = {0};
    const struct token *token = demand_token_at(r, place);
    if (token->kind == T_QUOTED)
        token_unquote(token, r->lint->dialect->id, &text);
    else
        tn_put_bytes(&text, token->at, token->length);
    tn_put_lower(&lower, (struct tn_slice){tn_buffer_text(&text), text.length});
    const char *name = tn_arena_text(&r->lint->arena, tn_buffer_text(&lower), lower.length);
    tn_buffer_free(&text);
    tn_buffer_free(&lower);
    return name;
}

/* ------------------------------------------------------------------ columns */

struct demand_column demand_column_in(const struct demand_reading *r, size_t relation,
                                      const char *name) {
    const struct tn_attribute *found = tn_text_map_get(&r->relations[relation].columns, name);
    return (struct demand_column){found ? relation : DEMAND_RELATIONS, found};
}

static struct demand_column column_named(const struct demand_reading *r, const char *qualifier,
                                         const char *name) {
    struct demand_column none = {DEMAND_RELATIONS, NULL};
    for (size_t i = 0; i < r->relation_count; i++) {
        if (qualifier && strcmp(r->relations[i].name, qualifier) != 0)
            continue;
        struct demand_column found = demand_column_in(r, i, name);
        if (found.attribute || qualifier)
            return found;
    }
    return none;
}

/* Behind the path that begins there: schema.table.column. */
size_t demand_path_end(const struct demand_reading *r, size_t from) {
    size_t at = from + 1;
    while (demand_at_symbol(r, at, ".") && token_is_name(demand_token_at(r, at + 1)))
        at += 2;
    return at;
}

struct demand_column demand_column_at(const struct demand_reading *r, size_t from, size_t end) {
    const char *qualifier = end - from > 2 ? demand_name_at(r, end - 3) : NULL;
    return column_named(r, qualifier, demand_name_at(r, end - 1));
}

/* ------------------------------------------------------------------ operands */

struct demand_span demand_without_brackets(const struct demand_reading *r,
                                           struct demand_span span) {
    while (span.to - span.from > 2 && demand_at_symbol(r, span.from, "(") &&
           r->match.items[span.from] == span.to - 1)
        span = (struct demand_span){span.from + 1, span.to - 1};
    return span;
}

/* As written, without qualifiers of columns. */
const char *demand_unqualified(const struct demand_reading *r, struct demand_span span) {
    struct tn_buffer out = {0};
    for (size_t at = span.from; at < span.to; at++) {
        const struct token *token = demand_token_at(r, at);
        bool name = token_is_name(token);
        if (name && demand_at_symbol(r, at + 1, ".") &&
            !demand_at_symbol(r, demand_path_end(r, at), "("))
            at = demand_path_end(r, at) - 1;
        if (out.length && token->gap != GAP_NONE)
            tn_put_char(&out, ' ');
        tn_put_bytes(&out, demand_token_at(r, at)->at, demand_token_at(r, at)->length);
    }
    const char *text = tn_arena_text(&r->lint->arena, tn_buffer_text(&out), out.length);
    tn_buffer_free(&out);
    return text;
}

static void see_column(struct demand_operand *operand, struct demand_column column) {
    if (!column.attribute)
        return;
    operand->mixed |= operand->column.attribute && operand->column.relation != column.relation;
    operand->column = column;
}

struct demand_operand demand_operand_of(const struct demand_reading *r, struct demand_span span) {
    struct demand_operand operand = {{DEMAND_RELATIONS, NULL}, NULL, false};
    span = demand_without_brackets(r, span);
    for (size_t at = span.from; at < span.to; at++) {
        if (demand_at_word(r, at, "select"))
            return (struct demand_operand){{DEMAND_RELATIONS, NULL}, NULL, true};
        if (!token_is_name(demand_token_at(r, at)))
            continue;
        size_t end = demand_path_end(r, at);
        if (!demand_at_symbol(r, end, "("))
            see_column(&operand, demand_column_at(r, at, end));
        if (at == span.from && end == span.to)
            return operand;
        at = end - 1;
    }
    if (operand.column.attribute)
        operand.expression = demand_unqualified(r, span);
    return operand;
}

struct lint_wish demand_wish_of(const struct demand_operand *operand) {
    if (operand->expression)
        return (struct lint_wish){NULL, operand->expression, false};
    return (struct lint_wish){operand->column.attribute, "", false};
}
