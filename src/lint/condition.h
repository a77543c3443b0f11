/*
 * condition: a check as a tree of what it says about columns and constants: x > 0, y IN ('a', 'b'),
 * z IS NULL, joined by AND, OR and NOT. What is more than that is a part that may be true or false.
 * Values are sets of intervals, so that it can be told whether any value is left.
 */
#ifndef LINT_CONDITION_H
#define LINT_CONDITION_H

#include "lint/expression.h"

struct lint_value { /* of a constant */
    bool is_text;
    double number;
    const char *text;
};

/* A place between two values: right before VALUE, or right after it. */
struct lint_cut {
    int end; /* -1: before all values, 1: behind all of them, 0: at VALUE */
    bool after;
    struct lint_value value;
};
struct lint_interval {
    struct lint_cut from, to;
};
struct lint_set { /* sorted, apart from each other */
    struct lint_interval *items;
    size_t count;
};

enum lint_condition_kind {
    LINT_AND,
    LINT_OR,
    LINT_NOT,
    LINT_VALUES, /* the column has a value of the set */
    LINT_NULL,   /* the column is null */
    LINT_FIXED,  /* always TRUTH */
    LINT_OPEN,   /* something else */
};

struct lint_condition {
    enum lint_condition_kind kind;
    const struct lint_column *column;
    struct lint_set set;
    bool truth;
    size_t begin, end; /* its words; of what is open: whether it is null where a column is */
    bool strict;       /* open: null where any of its columns is */
    struct lint_condition **items;
    size_t count;
};

/* Of a check of the table, read once in a run. In the run's arena; nesting beyond a limit is open.
 */
const struct lint_condition *lint_condition_of(struct tn_lint *lint, struct lint_table *table,
                                               const struct tn_check *check);

/* What it may come to where the column has the value (NULL: is null), as bits. */
enum lint_truth { LINT_IS_TRUE = 1, LINT_IS_FALSE = 2, LINT_IS_NULL = 4 };
unsigned lint_truths(struct tn_lint *lint, struct lint_table *table, const char *text,
                     const struct lint_condition *condition, const struct lint_column *column,
                     const struct lint_value *value);

/* The values of the column for which it may be true, or, if certain, for which it is whatever else
 * the row holds. */
struct lint_set lint_values_of(struct tn_lint *lint, const struct lint_condition *condition,
                               const struct lint_column *column, bool certain);
struct lint_set lint_intersection(struct tn_lint *lint, struct lint_set a, struct lint_set b);
bool lint_is_all(struct lint_set set);

/* The columns that conditions on values are about, each once; at most MOST. */
size_t lint_condition_columns(const struct lint_condition *condition,
                              const struct lint_column **columns, size_t most);

/* A literal: 5, -1.5, 'text', 'text'::type, TRUE. False for anything else. */
bool lint_constant(struct tn_lint *lint, const struct lint_expression *expression, size_t begin,
                   size_t end, struct lint_value *value);

#endif
