/*
 * Owns the reading of conditions; see condition.h. A part that does not read as a comparison of a
 * column with constants is open as a whole.
 */
#include "lint/condition_reading.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ parts */

static struct lint_condition *new_condition(struct condition_reading *r,
                                            enum lint_condition_kind kind) {
    struct lint_condition *made = tn_arena_allocate(&r->lint->arena, sizeof *made);
    made->kind = kind;
    made->begin = r->at;
    return made;
}

static struct lint_condition *negated(struct condition_reading *r, struct lint_condition *condition,
                                      bool negate) {
    if (!negate || !condition)
        return condition;
    struct lint_condition *made = new_condition(r, LINT_NOT);
    made->items = tn_arena_allocate(&r->lint->arena, sizeof *made->items);
    made->items[made->count++] = condition;
    return made;
}

static struct lint_condition *has_values(struct condition_reading *r,
                                         const struct lint_column *column, struct lint_set set) {
    struct lint_condition *made = new_condition(r, LINT_VALUES);
    made->column = column;
    made->set = set;
    return made;
}

static bool read_operator(struct condition_reading *r, char operator[3]) {
    const struct token *token = reading_token_at(r, r->at);
    if (token->kind != T_SYMBOL || token->length > 2)
        return false;
    memcpy(operator, token->at, token->length);
    operator[token->length] = 0;
    r->at++;
    return true;
}

static struct lint_condition *read_between(struct condition_reading *r,
                                           const struct lint_column *column) {
    struct lint_value low, high;
    struct lint_set above, below;
    reading_accept_word(r, "symmetric");
    if (!condition_read_literal(r->lint, r->e, &r->at, r->end, &low) ||
        !reading_accept_word(r, "and") ||
        !condition_read_literal(r->lint, r->e, &r->at, r->end, &high) ||
        !condition_compare(r, column, ">=", low, &above) ||
        !condition_compare(r, column, "<=", high, &below))
        return NULL;
    return has_values(r, column, lint_intersection(r->lint, above, below));
}

static struct lint_condition *read_in(struct condition_reading *r,
                                      const struct lint_column *column) {
    size_t open = r->at;
    struct lint_set set;
    if (!reading_at_symbol(r, "(") || r->e->match[open] >= r->end)
        return NULL;
    r->at++;
    if (!condition_read_list(r, column, r->e->match[open], &set))
        return NULL;
    r->at = r->e->match[open] + 1;
    return has_values(r, column, set);
}

static struct lint_condition *read_is(struct condition_reading *r,
                                      const struct lint_column *column) {
    bool not = reading_accept_word(r, "not");
    if (!reading_accept_word(r, "null"))
        return NULL;
    struct lint_condition *made = new_condition(r, LINT_NULL);
    made->column = column;
    return negated(r, made, not );
}

static struct lint_condition *read_compared(struct condition_reading *r,
                                            const struct lint_column *column) {
    char operator[3];
    struct lint_value value;
    struct lint_set set;
    if (!read_operator(r, operator))
        return NULL;
    if (r->e->roles[r->at] == LINT_CALL &&
        (reading_at_word(r, "any") || reading_at_word(r, "some"))) {
        r->at++;
        return strcmp(operator, "=") == 0 ? read_in(r, column) : NULL;
    }
    if (!condition_read_literal(r->lint, r->e, &r->at, r->end, &value) ||
        !condition_compare(r, column, operator, value, &set))
        return NULL;
    return has_values(r, column, set);
}

/* 0 < x, and 1 = 1. */
static struct lint_condition *read_reversed(struct condition_reading *r) {
    static const char *const turned[][2] = {{"<", ">"}, {">", "<"}, {"<=", ">="}, {">=", "<="}};
    struct lint_value left, right;
    char operator[3];
    if (!condition_read_literal(r->lint, r->e, &r->at, r->end, &left) ||
        !read_operator(r, operator))
        return NULL;
    struct lint_column *column = condition_read_column(r);
    struct lint_set set;
    if (column) {
        for (size_t i = 0; i < TN_LENGTH(turned); i++)
            if (strcmp(operator, turned[i][0]) == 0) {
                strcpy(operator, turned[i][1]);
                break;
            }
        return condition_compare(r, column, operator, left, &set) ? has_values(r, column, set)
                                                                  : NULL;
    }
    struct lint_column none = {.family = LINT_OTHER};
    if (!condition_read_literal(r->lint, r->e, &r->at, r->end, &right) ||
        left.is_text != right.is_text || !condition_compare(r, &none, operator, right, &set))
        return NULL;
    struct lint_condition *made = new_condition(r, LINT_FIXED);
    made->truth = lint_set_has(set, &left);
    return made;
}

/* A comparison; NULL where it is none that can be read. */
static struct lint_condition *read_comparison(struct condition_reading *r) {
    if (reading_at_word(r, "true") || reading_at_word(r, "false")) {
        struct lint_condition *made = new_condition(r, LINT_FIXED);
        made->truth = reading_at_word(r, "true");
        r->at++;
        return made;
    }
    struct lint_column *column = condition_read_column(r);
    if (!column)
        return read_reversed(r);
    if (reading_accept_word(r, "is"))
        return read_is(r, column);
    if (reading_accept_word(r, "isnull") || reading_accept_word(r, "notnull"))
        return NULL;
    bool not = reading_accept_word(r, "not");
    if (reading_accept_word(r, "between"))
        return negated(r, read_between(r, column), not );
    if (reading_accept_word(r, "in"))
        return negated(r, read_in(r, column), not );
    return not ? NULL : read_compared(r, column);
}

/* ------------------------------------------------------------------ what is open */

/* Goes behind a part, whatever it is: AND of BETWEEN belongs to it, and all in CASE … END. */
static void skip_part(struct condition_reading *r) {
    int cases = 0, betweens = 0;
    for (; r->at < r->end; r->at++) {
        if (reading_at_word(r, "case"))
            cases++;
        else if (reading_at_word(r, "end") && cases)
            cases--;
        else if (reading_at_word(r, "between"))
            betweens++;
        else if (!cases && reading_at_word(r, "and") && betweens)
            betweens--;
        else if (!cases && reading_at_end(r))
            return;
        if (r->e->match[r->at] > r->at)
            r->at = r->e->match[r->at] < r->end ? r->e->match[r->at] : r->end - 1;
    }
}

/* Arithmetic and comparisons are null where one of their columns is. */
static bool is_strict(const struct condition_reading *r, size_t begin, size_t end) {
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

static struct lint_condition *read_open(struct condition_reading *r, size_t begin) {
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

static struct lint_condition *read_any(struct condition_reading *r);

/* In parentheses, unless they are those of an operand. */
static struct lint_condition *read_group(struct condition_reading *r) {
    size_t close = r->e->match[r->at];
    if (!reading_at_symbol(r, "(") || close >= r->end || r->depth >= DEEPEST)
        return NULL;
    const struct token *behind = reading_token_at(r, close + 1);
    if (close + 1 < r->end && !token_is_word(behind, "and") && !token_is_word(behind, "or"))
        return NULL;
    struct condition_reading inner = *r;
    inner.at++;
    inner.end = close;
    inner.depth++;
    struct lint_condition *made = read_any(&inner);
    if (inner.at != close)
        return NULL;
    r->at = close + 1;
    return made;
}

static struct lint_condition *read_part(struct condition_reading *r) {
    bool negate = false;
    while (reading_at_word(r, "not")) {
        negate = !negate;
        r->at++;
    }
    size_t begin = r->at;
    struct lint_condition *made = read_group(r);
    if (!made) {
        r->at = begin;
        made = read_comparison(r);
    }
    if (!made || !reading_at_end(r))
        made = read_open(r, begin);
    return negated(r, made, negate);
}

static struct lint_condition *read_joined(struct condition_reading *r,
                                          enum lint_condition_kind kind) {
    struct lint_condition *joined = new_condition(r, kind);
    const char *word = kind == LINT_AND ? "and" : "or";
    TN_VECTOR(struct lint_condition *) items = {0};
    do
        TN_PUSH(&items, kind == LINT_AND ? read_part(r) : read_joined(r, LINT_AND));
    while (reading_accept_word(r, word));
    struct lint_condition *only = items.items[0];
    joined->count = items.count;
    joined->items = tn_arena_allocate(&r->lint->arena, items.count * sizeof *joined->items);
    memcpy(joined->items, items.items, items.count * sizeof *items.items);
    free(items.items);
    return joined->count == 1 ? only : joined;
}

static struct lint_condition *read_any(struct condition_reading *r) {
    return read_joined(r, LINT_OR);
}

static struct lint_condition *read_condition(struct tn_lint *lint, struct lint_table *table,
                                             const char *text) {
    const struct lint_expression *e = lint_expression_of(lint, text);
    struct condition_reading r = {lint, table, e, 0, e->count, 0};
    struct lint_condition *made = e->count ? read_any(&r) : new_condition(&r, LINT_OPEN);
    if (r.at == e->count)
        return made;
    r.at = 0;
    made = new_condition(&r, LINT_OPEN);
    made->end = e->count;
    return made;
}

const struct lint_condition *lint_condition_of(struct tn_lint *lint, struct lint_table *table,
                                               const struct tn_check *check) {
    struct lint_condition *condition = tn_id_map_get(&lint->condition_of, check->id);
    if (!condition) {
        condition = read_condition(lint, table, check->expression);
        tn_id_map_put(&lint->condition_of, check->id, condition);
    }
    return condition;
}
