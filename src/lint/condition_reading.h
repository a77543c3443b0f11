/*
 * condition_reading: a condition while it is read, for the files that read it.
 */
#ifndef LINT_CONDITION_READING_H
#define LINT_CONDITION_READING_H

#include "lint/condition_set.h"

#include <string.h>

enum { DEEPEST = 60 };

/* From `at` up to `end`: all of it, or what stands in a parenthesis. */
struct condition_reading {
    struct tn_lint *lint;
    struct lint_table *table;
    const struct lint_expression *e;
    size_t at, end;
    int depth;
};

static inline const struct token *reading_token_at(const struct condition_reading *r,
                                                   size_t place) {
    return &r->e->tokens[place < r->end ? place : r->e->count];
}

static inline bool reading_at_word(const struct condition_reading *r, const char *word) {
    return token_is_word(reading_token_at(r, r->at), word);
}

static inline bool reading_at_symbol(const struct condition_reading *r, const char *symbol) {
    const struct token *token = reading_token_at(r, r->at);
    return token->kind == T_SYMBOL && token->length == strlen(symbol) &&
           memcmp(token->at, symbol, token->length) == 0;
}

static inline bool reading_accept_word(struct condition_reading *r, const char *word) {
    bool is = reading_at_word(r, word);
    r->at += is;
    return is;
}

static inline bool reading_accept_symbol(struct condition_reading *r, const char *symbol) {
    bool is = reading_at_symbol(r, symbol);
    r->at += is;
    return is;
}

/* Does a part end here? */
static inline bool reading_at_end(const struct condition_reading *r) {
    return r->at >= r->end || reading_at_word(r, "and") || reading_at_word(r, "or") ||
           reading_at_symbol(r, ")");
}

/* condition_operand.c. All go behind what they read; where that is not there, nothing is said of
 * where they stand. */
bool condition_read_literal(struct tn_lint *lint, const struct lint_expression *e, size_t *at,
                            size_t end, struct lint_value *value);
/* A column, in parentheses and casts or not. */
struct lint_column *condition_read_column(struct condition_reading *r);
/* The values of the column that compare so; false where that cannot be told. */
bool condition_compare(struct condition_reading *r, const struct lint_column *column,
                       const char *operator, struct lint_value value, struct lint_set *set);
/* Of the constants up to the place: an IN list, or what ANY looks at. */
bool condition_read_list(struct condition_reading *r, const struct lint_column *column, size_t end,
                         struct lint_set *set);

#endif
