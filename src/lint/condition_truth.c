/*
 * Owns what is asked of conditions: which values of a column they let through, and what they come
 * to for one of them. Trees are no deeper than their reader lets them be, so this recurses.
 */
#include "lint/condition_set.h"

#include <stdlib.h>

/* ------------------------------------------------------------------ truth for one value */

enum { T = LINT_IS_TRUE, F = LINT_IS_FALSE, N = LINT_IS_NULL };

/* All that two parts may come to together. */
static unsigned both(unsigned a, unsigned b) {
    unsigned result = 0;
    result |= (a & F) || (b & F) ? F : 0;
    result |= (a & T) && (b & T) ? T : 0;
    result |= ((a & N) && (b & (T | N))) || ((b & N) && (a & (T | N))) ? N : 0;
    return result;
}

static unsigned turned(unsigned truths) {
    return (truths & N) | (truths & T ? F : 0) | (truths & F ? T : 0);
}

struct question {
    struct tn_lint *lint;
    struct lint_table *table;
    const struct lint_expression *e;
    const struct lint_column *column;
    const struct lint_value *value;
};

static bool names(const struct question *q, const struct lint_condition *open) {
    for (size_t i = open->begin; i < open->end; i++)
        if (lint_column_at(q->lint, q->table, q->e, i) == q->column)
            return true;
    return false;
}

static unsigned truths(const struct question *q, const struct lint_condition *c) {
    unsigned result = c->kind == LINT_AND ? T : F;
    switch (c->kind) {
    case LINT_FIXED:
        return c->truth ? T : F;
    case LINT_NULL:
        return c->column != q->column ? T | F : q->value ? F : T;
    case LINT_VALUES:
        if (c->column != q->column)
            return T | F;
        return !q->value ? N : lint_set_has(c->set, q->value) ? T : F;
    case LINT_OPEN:
        return !q->value && c->strict && names(q, c) ? N : T | F;
    case LINT_NOT:
        return turned(truths(q, c->items[0]));
    default:
        for (size_t i = 0; i < c->count; i++)
            result = c->kind == LINT_AND
                         ? both(result, truths(q, c->items[i]))
                         : turned(both(turned(result), turned(truths(q, c->items[i]))));
        return result;
    }
}

unsigned lint_truths(struct tn_lint *lint, struct lint_table *table, const char *text,
                     const struct lint_condition *condition, const struct lint_column *column,
                     const struct lint_value *value) {
    struct question q = {lint, table, lint_expression_of(lint, text), column, value};
    return truths(&q, condition);
}

/* ------------------------------------------------------------------ values that pass */

struct wish {
    struct tn_lint *lint;
    const struct lint_column *column;
    bool certain, text;
};

static struct lint_set open_set(const struct wish *w) {
    return w->certain ? (struct lint_set){0} : lint_everything(w->lint);
}

static bool is_of_kind(const struct lint_set set, bool text) {
    for (size_t i = 0; i < set.count; i++) {
        const struct lint_interval *interval = &set.items[i];
        if ((!interval->from.end && interval->from.value.is_text != text) ||
            (!interval->to.end && interval->to.value.is_text != text))
            return false;
    }
    return true;
}

static struct lint_set values(const struct wish *w, const struct lint_condition *c, bool negate) {
    if (c->kind == LINT_NOT)
        return values(w, c->items[0], !negate);
    if (c->kind == LINT_FIXED)
        return c->truth != negate ? lint_everything(w->lint) : (struct lint_set){0};
    if (c->kind == LINT_NULL && c->column == w->column)
        return negate ? lint_everything(w->lint) : (struct lint_set){0};
    if (c->kind == LINT_VALUES && c->column == w->column && is_of_kind(c->set, w->text))
        return negate ? lint_complement(w->lint, c->set) : c->set;
    if (c->kind != LINT_AND && c->kind != LINT_OR)
        return open_set(w);
    struct lint_set *sets = tn_allocate((c->count + 1) * sizeof *sets);
    for (size_t i = 0; i < c->count; i++)
        sets[i] = values(w, c->items[i], negate);
    bool all = (c->kind == LINT_AND) != negate;
    struct lint_set result = lint_in_so_many(w->lint, sets, c->count, all ? c->count : 1);
    free(sets);
    return result;
}

static bool is_about_texts(const struct lint_condition *c, const struct lint_column *column) {
    for (size_t i = 0; c->kind == LINT_VALUES && c->column == column && i < c->set.count; i++)
        if (c->set.items[i].from.value.is_text || c->set.items[i].to.value.is_text)
            return true;
    for (size_t i = 0; i < c->count; i++)
        if (is_about_texts(c->items[i], column))
            return true;
    return false;
}

struct lint_set lint_values_of(struct tn_lint *lint, const struct lint_condition *condition,
                               const struct lint_column *column, bool certain) {
    struct wish wish = {lint, column, certain, is_about_texts(condition, column)};
    return values(&wish, condition, false);
}

/* ------------------------------------------------------------------ columns */

static void add_columns(const struct lint_condition *c, const struct lint_column **columns,
                        size_t most, size_t *count) {
    if ((c->kind == LINT_VALUES || c->kind == LINT_NULL) && *count < most) {
        size_t i = 0;
        while (i < *count && columns[i] != c->column)
            i++;
        if (i == *count)
            columns[(*count)++] = c->column;
    }
    for (size_t i = 0; i < c->count; i++)
        add_columns(c->items[i], columns, most, count);
}

size_t lint_condition_columns(const struct lint_condition *condition,
                              const struct lint_column **columns, size_t most) {
    size_t count = 0;
    add_columns(condition, columns, most, &count);
    return count;
}
