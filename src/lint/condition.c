/*
 * Owns the reading of conditions; see condition.h. A part that does not read as a comparison of a
 * column with constants is open as a whole.
 */
#include "lint/condition_set.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 60 };

struct reading {
    struct tn_lint *lint;
    struct lint_table *table;
    const struct lint_expression *e;
    size_t at, end;
    int depth;
};

/* ------------------------------------------------------------------ words */

static const struct token *token_at(const struct reading *r, size_t place) {
    return &r->e->tokens[place < r->end ? place : r->e->count];
}

static bool at_word(const struct reading *r, const char *word) {
    return token_is_word(token_at(r, r->at), word);
}

static bool at_symbol(const struct reading *r, const char *symbol) {
    const struct token *token = token_at(r, r->at);
    return token->kind == T_SYMBOL && token->length == strlen(symbol) &&
           memcmp(token->at, symbol, token->length) == 0;
}

static bool accept_word(struct reading *r, const char *word) {
    bool is = at_word(r, word);
    r->at += is;
    return is;
}

static bool accept_symbol(struct reading *r, const char *symbol) {
    bool is = at_symbol(r, symbol);
    r->at += is;
    return is;
}

/* Does a part end here? */
static bool at_end(const struct reading *r) {
    return r->at >= r->end || at_word(r, "and") || at_word(r, "or") || at_symbol(r, ")");
}

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
static bool read_literal(struct tn_lint *lint, const struct lint_expression *e, size_t *at,
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
    return read_literal(lint, e, &at, end, value) && at == end;
}

/* ------------------------------------------------------------------ operands */

/* A column, in parentheses and casts or not; goes behind it. */
static struct lint_column *read_column(struct reading *r) {
    size_t at = r->at;
    struct lint_column *column = NULL;
    if (at < r->end && token_is_symbol(token_at(r, at), '(')) {
        struct reading inner = *r;
        inner.at = at + 1;
        inner.end = r->e->match[at] < r->end ? r->e->match[at] : r->end;
        if (++inner.depth > DEEPEST)
            return NULL;
        column = read_column(&inner);
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

static struct lint_set interval(struct reading *r, struct lint_cut from, struct lint_cut to) {
    struct lint_set set = {tn_arena_allocate(&r->lint->arena, sizeof *set.items), 0};
    if (lint_compare_cuts(&from, &to) < 0)
        set.items[set.count++] = (struct lint_interval){from, to};
    return set;
}

static struct lint_set point(struct reading *r, const struct lint_column *column,
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

static bool compare(struct reading *r, const struct lint_column *column, const char *operator,
                    struct lint_value value, struct lint_set *set) {
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
static bool read_list(struct reading *r, const struct lint_column *column, size_t end,
                      struct lint_set *set) {
    TN_VECTOR(struct lint_set) points = {0};
    bool good = true;
    while (good && r->at < end) {
        struct lint_value value;
        if (accept_symbol(r, ",") || accept_symbol(r, "(") || accept_symbol(r, ")") ||
            accept_symbol(r, "[") || accept_symbol(r, "]") || accept_word(r, "array"))
            continue;
        size_t before = r->at;
        skip_casts(r->e, &r->at, end);
        if (r->at > before)
            continue;
        good = read_literal(r->lint, r->e, &r->at, end, &value) && settle(column, &value);
        if (good)
            TN_PUSH(&points, point(r, column, &value));
    }
    good = good && points.count;
    if (good)
        *set = lint_in_so_many(r->lint, points.items, points.count, 1);
    free(points.items);
    return good;
}

/* ------------------------------------------------------------------ parts */

static struct lint_condition *new_condition(struct reading *r, enum lint_condition_kind kind) {
    struct lint_condition *made = tn_arena_allocate(&r->lint->arena, sizeof *made);
    made->kind = kind;
    made->begin = r->at;
    return made;
}

static struct lint_condition *negated(struct reading *r, struct lint_condition *condition,
                                      bool negate) {
    if (!negate || !condition)
        return condition;
    struct lint_condition *made = new_condition(r, LINT_NOT);
    made->items = tn_arena_allocate(&r->lint->arena, sizeof *made->items);
    made->items[made->count++] = condition;
    return made;
}

static struct lint_condition *has_values(struct reading *r, const struct lint_column *column,
                                         struct lint_set set) {
    struct lint_condition *made = new_condition(r, LINT_VALUES);
    made->column = column;
    made->set = set;
    return made;
}

static bool read_operator(struct reading *r, char operator[3]) {
    const struct token *token = token_at(r, r->at);
    if (token->kind != T_SYMBOL || token->length > 2)
        return false;
    memcpy(operator, token->at, token->length);
    operator[token->length] = 0;
    r->at++;
    return true;
}

static struct lint_condition *read_between(struct reading *r, const struct lint_column *column) {
    struct lint_value low, high;
    struct lint_set above, below;
    accept_word(r, "symmetric");
    if (!read_literal(r->lint, r->e, &r->at, r->end, &low) || !accept_word(r, "and") ||
        !read_literal(r->lint, r->e, &r->at, r->end, &high) ||
        !compare(r, column, ">=", low, &above) || !compare(r, column, "<=", high, &below))
        return NULL;
    return has_values(r, column, lint_intersection(r->lint, above, below));
}

static struct lint_condition *read_in(struct reading *r, const struct lint_column *column) {
    size_t open = r->at;
    struct lint_set set;
    if (!at_symbol(r, "(") || r->e->match[open] >= r->end)
        return NULL;
    r->at++;
    if (!read_list(r, column, r->e->match[open], &set))
        return NULL;
    r->at = r->e->match[open] + 1;
    return has_values(r, column, set);
}

static struct lint_condition *read_is(struct reading *r, const struct lint_column *column) {
    bool not = accept_word(r, "not");
    if (!accept_word(r, "null"))
        return NULL;
    struct lint_condition *made = new_condition(r, LINT_NULL);
    made->column = column;
    return negated(r, made, not );
}

static struct lint_condition *read_compared(struct reading *r, const struct lint_column *column) {
    char operator[3];
    struct lint_value value;
    struct lint_set set;
    if (!read_operator(r, operator))
        return NULL;
    if (r->e->roles[r->at] == LINT_CALL && (at_word(r, "any") || at_word(r, "some"))) {
        r->at++;
        return strcmp(operator, "=") == 0 ? read_in(r, column) : NULL;
    }
    if (!read_literal(r->lint, r->e, &r->at, r->end, &value) ||
        !compare(r, column, operator, value, &set))
        return NULL;
    return has_values(r, column, set);
}

/* 0 < x, and 1 = 1. */
static struct lint_condition *read_reversed(struct reading *r) {
    static const char *const turned[][2] = {{"<", ">"}, {">", "<"}, {"<=", ">="}, {">=", "<="}};
    struct lint_value left, right;
    char operator[3];
    if (!read_literal(r->lint, r->e, &r->at, r->end, &left) || !read_operator(r, operator))
        return NULL;
    struct lint_column *column = read_column(r);
    struct lint_set set;
    if (column) {
        for (size_t i = 0; i < TN_LENGTH(turned); i++)
            if (strcmp(operator, turned[i][0]) == 0) {
                strcpy(operator, turned[i][1]);
                break;
            }
        return compare(r, column, operator, left, &set) ? has_values(r, column, set) : NULL;
    }
    struct lint_column none = {.family = LINT_OTHER};
    if (!read_literal(r->lint, r->e, &r->at, r->end, &right) || left.is_text != right.is_text ||
        !compare(r, &none, operator, right, &set))
        return NULL;
    struct lint_condition *made = new_condition(r, LINT_FIXED);
    made->truth = lint_set_has(set, &left);
    return made;
}

/* A comparison; NULL where it is none that can be read. */
static struct lint_condition *read_comparison(struct reading *r) {
    if (at_word(r, "true") || at_word(r, "false")) {
        struct lint_condition *made = new_condition(r, LINT_FIXED);
        made->truth = at_word(r, "true");
        r->at++;
        return made;
    }
    struct lint_column *column = read_column(r);
    if (!column)
        return read_reversed(r);
    if (accept_word(r, "is"))
        return read_is(r, column);
    if (accept_word(r, "isnull") || accept_word(r, "notnull"))
        return NULL;
    bool not = accept_word(r, "not");
    if (accept_word(r, "between"))
        return negated(r, read_between(r, column), not );
    if (accept_word(r, "in"))
        return negated(r, read_in(r, column), not );
    return not ? NULL : read_compared(r, column);
}

/* ------------------------------------------------------------------ what is open */

/* Goes behind a part, whatever it is: AND of BETWEEN belongs to it, and all in CASE … END. */
static void skip_part(struct reading *r) {
    int cases = 0, betweens = 0;
    for (; r->at < r->end; r->at++) {
        if (at_word(r, "case"))
            cases++;
        else if (at_word(r, "end") && cases)
            cases--;
        else if (at_word(r, "between"))
            betweens++;
        else if (!cases && at_word(r, "and") && betweens)
            betweens--;
        else if (!cases && at_end(r))
            return;
        if (r->e->match[r->at] > r->at)
            r->at = r->e->match[r->at] < r->end ? r->e->match[r->at] : r->end - 1;
    }
}

/* Arithmetic and comparisons are null where one of their columns is. */
static bool is_strict(const struct reading *r, size_t begin, size_t end) {
    static const char *const strict[] = {"between", "and",  "like",  "ilike",   "in", "not",
                                         "regexp",  "glob", "rlike", "similar", "to", "mod"};
    for (size_t i = begin; i < end; i++) {
        const struct token *t = &r->e->tokens[i];
        bool known = t->kind != T_WORD || r->e->roles[i] == LINT_COLUMN ||
                     r->e->roles[i] == LINT_TYPE || r->e->roles[i] == LINT_QUALIFIER;
        for (size_t k = 0; k < TN_LENGTH(strict) && !known; k++)
            known = token_is_word(t, strict[k]);
        if (!known || (t->kind == T_SYMBOL && t->length == 3)) /* <=> */
            return false;
    }
    return true;
}

static struct lint_condition *read_open(struct reading *r, size_t begin) {
    r->at = begin;
    struct lint_condition *made = new_condition(r, LINT_OPEN);
    skip_part(r);
    if (r->at == begin)
        r->at++;
    made->end = r->at < r->end ? r->at : r->end;
    made->strict = is_strict(r, begin, made->end);
    return made;
}

/* ------------------------------------------------------------------ AND, OR, NOT */

static struct lint_condition *read_any(struct reading *r);

/* In parentheses, unless they are those of an operand. */
static struct lint_condition *read_group(struct reading *r) {
    size_t close = r->e->match[r->at];
    if (!at_symbol(r, "(") || close >= r->end || r->depth >= DEEPEST)
        return NULL;
    const struct token *behind = token_at(r, close + 1);
    if (close + 1 < r->end && !token_is_word(behind, "and") && !token_is_word(behind, "or"))
        return NULL;
    struct reading inner = *r;
    inner.at++;
    inner.end = close;
    inner.depth++;
    struct lint_condition *made = read_any(&inner);
    if (inner.at != close)
        return NULL;
    r->at = close + 1;
    return made;
}

static struct lint_condition *read_part(struct reading *r) {
    bool negate = false;
    while (at_word(r, "not")) {
        negate = !negate;
        r->at++;
    }
    size_t begin = r->at;
    struct lint_condition *made = read_group(r);
    if (!made) {
        r->at = begin;
        made = read_comparison(r);
    }
    if (!made || !at_end(r))
        made = read_open(r, begin);
    return negated(r, made, negate);
}

static struct lint_condition *read_joined(struct reading *r, enum lint_condition_kind kind) {
    struct lint_condition *joined = new_condition(r, kind);
    const char *word = kind == LINT_AND ? "and" : "or";
    TN_VECTOR(struct lint_condition *) items = {0};
    do
        TN_PUSH(&items, kind == LINT_AND ? read_part(r) : read_joined(r, LINT_AND));
    while (accept_word(r, word));
    struct lint_condition *only = items.items[0];
    joined->count = items.count;
    joined->items = tn_arena_allocate(&r->lint->arena, items.count * sizeof *joined->items);
    memcpy(joined->items, items.items, items.count * sizeof *items.items);
    free(items.items);
    return joined->count == 1 ? only : joined;
}

static struct lint_condition *read_any(struct reading *r) {
    return read_joined(r, LINT_OR);
}

const struct lint_condition *lint_condition_of(struct tn_lint *lint, struct lint_table *table,
                                               const char *text) {
    const struct lint_expression *e = lint_expression_of(lint, text);
    struct reading r = {lint, table, e, 0, e->count, 0};
    struct lint_condition *made = e->count ? read_any(&r) : new_condition(&r, LINT_OPEN);
    if (r.at == e->count)
        return made;
    r.at = 0;
    made = new_condition(&r, LINT_OPEN);
    made->end = e->count;
    return made;
}
