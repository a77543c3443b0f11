/*
 * How a column follows from others.
 */
#ifndef LINT_RULES_NORMALIZATION_DERIVATION_H
#define LINT_RULES_NORMALIZATION_DERIVATION_H

#include "lint/rules.h"

enum lint_way {
    LINT_NOT_DERIVED,
    LINT_PRODUCT,
    LINT_SUM,
    LINT_FULL_NAME,
    LINT_AGE,
    LINT_CHILD_COUNT, /* of the rows of another table */
    LINT_CHILD_TOTAL,
    LINT_WAY_COUNT
};

enum { LINT_MOST_TERMS = 8 };

struct lint_derivation {
    enum lint_way way;
    const struct lint_column *left, *right; /* of the same row; right or both may be NULL */
    struct lint_term {                      /* of a sum, behind its left side */
        const struct lint_column *column;
        bool minus;
    } terms[LINT_MOST_TERMS];
    size_t term_count;
    const struct lint_column *unclear; /* another that may have a part in it; NULL: there is none */
};

/* Does the column follow from others of its row? */
bool lint_follows(const struct lint_table *table, const struct lint_column *column,
                  struct lint_derivation *found);
/* subtotal, total_amount, line_total; not total_hours, nor total_stock. */
bool lint_is_total(const struct lint_column *column);
/* Has each row a quantity and a price? */
bool lint_has_amounts(const struct lint_table *table);

#endif
