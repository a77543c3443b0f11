/*
 * Owns the operands of conditions: constants, columns, and the sets of values that they make.
 */
#include "lint/condition_reading.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ constants */

/* Behind a literal: ::type, with its words, length and brackets. */
static void skip_casts(const struct lint_expression *e, size_t *at, size_t end) {
    while (*at < end) {
        const struct token *t = &e->tokens[*at];
        bool cast = t->kind == T_SYMBOL && t->length == 2 && memcmp(t->at, "::", 2) == 0;
        if (!cast && e->roles[*at] != LINT_TYPE)
            return;
        (*at)++;
    }
}

static bool read_number(const struct token *token, bool minus, struct lint_value *value) {
    char text[64];
    if (token->kind != T_NUMBER || token->length >= sizeof text)
        return false;
    memcpy(text, token->at, token->length);
    text[token->length] = 0;
    char *rest;
    value->is_text = false;
    value->number = strtod(text, &rest) * (minus ? -1 : 1);
    return !*rest;
}

static bool read_string(struct tn_lint *lint, const struct token *token, struct lint_value *value) {
    if (token->kind != T_STRING || token->unterminated)
        return false;
    struct tn_buffer text = {0};
    token_unquote(token, lint->dialect->id, &text);
    *value = (struct lint_value){true, 0,
                                 tn_arena_text(&lint->arena, tn_buffer_text(&text), text.length)};
    tn_buffer_free(&text);
    return true;
}

/* At a literal: reads it with the casts behind it. */
bool condition_read_literal(struct tn_lint *lint, const struct lint_expression *e, size_t *at,
                            size_t end, struct lint_value *value) {
    bool minus = *at < end && token_is_symbol(&e->tokens[*at], '-');
    size_t place = *at + (minus || (*at < end && token_is_symbol(&e->tokens[*at], '+')));
    if (place < end && e->roles[place] == LINT_TYPE && e->tokens[place + 1].kind == T_STRING)
        place++; /* date '2000-01-01' */
    if (place >= end)
        return false;
    const struct token *token = &e->tokens[place];
    bool read = read_number(token, minus, value) || (!minus && read_string(lint, token, value));
    if (!read)
        return false;
    *at = place + 1;
    skip_casts(e, at, end);
    return true;
}

static bool strip_parentheses(const struct lint_expression *e, size_t *begin, size_t *end) {
    if (*begin >= *end || !token_is_symbol(&e->tokens[*begin], '(') || e->match[*begin] != *end - 1)
        return false;
    (*begin)++;
    (*end)--;
    return true;
}

bool lint_constant(struct tn_lint *lint, const struct lint_expression *e, size_t begin, size_t end,
                   struct lint_value *value) {
    while (strip_parentheses(e, &begin, &end))
        ;
    size_t at = begin;
    if (at < end && token_is_symbol(&e->tokens[at], '(')) { /* (5)::integer */
        size_t close = e->match[at], behind = close + 1;
        if (close >= end)
            return false;
        skip_casts(e, &behind, end);
        return behind == end && lint_constant(lint, e, at + 1, close, value);
    }
    return condition_read_literal(lint, e, &at, end, value) && at == end;
}

/* ------------------------------------------------------------------ operands */

/* A column, in parentheses and casts or not; goes behind it. */
struct lint_column *condition_read_column(struct condition_reading *r) {
    size_t at = r->at;
    struct lint_column *column = NULL;
    if (at < r->end && token_is_symbol(reading_token_at(r, at), '(')) {
        struct condition_reading inner = *r;
        inner.at = at + 1;
        inner.end = r->e->match[at] < r->end ? r->e->match[at] : r->end;
        if (++inner.depth > DEEPEST)
            return NULL;
        column = condition_read_column(&inner);
        if (!column || inner.at != inner.end)
            return NULL;
        at = r->e->match[at] + 1;
    } else {
        if (r->e->roles[at] == LINT_QUALIFIER && at + 2 < r->end)
            at += 2;
        column = at < r->end ? lint_column_at(r->lint, r->table, r->e, at) : NULL;
        at++;
    }
    if (!column)
        return NULL;
    skip_casts(r->e, &at, r->end);
    r->at = at;
    return column;
}

/* ------------------------------------------------------------------ sets of values */

static struct lint_cut cut_at(const struct lint_column *column, const struct lint_value *value,
                              bool after) {
    struct lint_cut cut = {0, after, *value};
    if (column->family == LINT_INTEGER && !value->is_text) { /* the whole numbers around it */
        cut.value.number = after ? floor(value->number) + 1 : ceil(value->number);
        cut.after = false;
    }
    return cut;
}

static struct lint_set interval(struct condition_reading *r, struct lint_cut from,
                                struct lint_cut to) {
    struct lint_set set = {tn_arena_allocate(&r->lint->arena, sizeof *set.items), 0};
    if (lint_compare_cuts(&from, &to) < 0)
        set.items[set.count++] = (struct lint_interval){from, to};
    return set;
}

static struct lint_set point(struct condition_reading *r, const struct lint_column *column,
                             const struct lint_value *value) {
    return interval(r, cut_at(column, value, false), cut_at(column, value, true));
}

static bool is_number(enum lint_family family) {
    return family == LINT_INTEGER || family == LINT_DECIMAL || family == LINT_FLOAT;
}

/* '5' compared with a number is the number. */
static bool settle(const struct lint_column *column, struct lint_value *value) {
    if (!value->is_text || !is_number(column->family))
        return value->is_text || is_number(column->family) || column->family == LINT_UNTYPED ||
               column->family == LINT_OTHER;
    char *rest;
    double number = strtod(value->text, &rest);
    if (*rest || rest == value->text)
        return false;
    *value = (struct lint_value){.number = number};
    return true;
}

/* Are texts of the column ordered letter by letter? Dates are; others go by a collation. */
static bool is_ordered(const struct lint_column *column, const struct lint_value *value) {
    bool date = column->family == LINT_DATE || column->family == LINT_TIMESTAMP;
    return !value->is_text ||
           (date && strlen(value->text) >= 10 && value->text[4] == '-' && value->text[7] == '-');
}

bool condition_compare(struct condition_reading *r, const struct lint_column *column,
                       const char *operator, struct lint_value value, struct lint_set *set) {
    struct lint_cut low = {.end = -1}, high = {.end = 1};
    if (!settle(column, &value))
        return false;
    if (strcmp(operator, "=") == 0 || strcmp(operator, "==") == 0)
        *set = point(r, column, &value);
    else if (strcmp(operator, "<>") == 0 || strcmp(operator, "!=") == 0)
        *set = lint_complement(r->lint, point(r, column, &value));
    else if (!is_ordered(column, &value))
        return false;
    else if (strcmp(operator, "<") == 0)
        *set = interval(r, low, cut_at(column, &value, false));
    else if (strcmp(operator, "<=") == 0)
        *set = interval(r, low, cut_at(column, &value, true));
    else if (strcmp(operator, ">") == 0)
        *set = interval(r, cut_at(column, &value, true), high);
    else if (strcmp(operator, ">=") == 0)
        *set = interval(r, cut_at(column, &value, false), high);
    else
        return false;
    return true;
}

/* Of the constants between here and the place: an IN list, or what ANY looks at. */
bool condition_read_list(struct condition_reading *r, const struct lint_column *column, size_t end,
                         struct lint_set *set) {
    TN_VECTOR(struct lint_set) points = {0};
    bool good = true;
    while (good && r->at < end) {
        struct lint_value value;
        if (reading_accept_symbol(r, ",") || reading_accept_symbol(r, "(") ||
            reading_accept_symbol(r, ")") || reading_accept_symbol(r, "[") ||
            reading_accept_symbol(r, "]") || reading_accept_word(r, "array"))
            continue;
        size_t before = r->at;
        skip_casts(r->e, &r->at, end);
        if (r->at > before)
            continue;
        good = condition_read_literal(r->lint, r->e, &r->at, end, &value) && settle(column, &value);
        if (good)
            TN_PUSH(&points, point(r, column, &value));
    }
    good = good && points.count;
    if (good)
        *set = lint_in_so_many(r->lint, points.items, points.count, 1);
    free(points.items);
    return good;
}
