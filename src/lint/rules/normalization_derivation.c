/*
 * Which columns follow from others of their row, told from names and types.
 */
#include "lint/rules/normalization_derivation.h"

/* ------------------------------------------------------------------ parts */

static bool is_price(const struct lint_column *column) {
    return lint_is_number(column->family) && LINT_ENDS(column->name, price) &&
           !LINT_HAS(column->name, total);
}

static bool is_quantity(const struct lint_column *column) {
    return lint_is_number(column->family) && LINT_ENDS(column->name, quantity);
}

/* subtotal, total_amount, line_total; not total_hours, nor total_stock. */
bool lint_is_total(const struct lint_column *column) {
    const struct lint_name *name = column->name;
    const uint64_t fitting = LINT_WORDS(total) | LINT_WORDS(money) | LINT_WORDS(line);
    if (!LINT_HAS(name, total) || !lint_is_number(column->family))
        return false;
    for (size_t i = 0; i < name->count; i++)
        if (!(name->classes[i] & fitting))
            return false;
    return true;
}

/* The only column of its sort; *count of all of them. */
static const struct lint_column *only(const struct lint_table *table,
                                      bool (*is)(const struct lint_column *), size_t *count) {
    const struct lint_column *found = NULL;
    *count = 0;
    LINT_EACH_COLUMN(table, column)
    if (is(column)) {
        found = found ? found : column;
        ++*count;
    }
    return found;
}

static bool is_adjustment(const struct lint_column *column) {
    return lint_is_number(column->family) &&
           (LINT_HAS(column->name, measure) || LINT_HAS(column->name, money)) &&
           !is_price(column) && !is_quantity(column) && !LINT_HAS(column->name, total);
}

/* ------------------------------------------------------------------ of the same row */

static bool is_product(const struct lint_table *table, const struct lint_column *column,
                       struct lint_derivation *found) {
    size_t prices, quantities, adjustments;
    if (!lint_is_total(column))
        return false;
    *found = (struct lint_derivation){LINT_PRODUCT, only(table, is_quantity, &quantities),
                                      only(table, is_price, &prices), false};
    only(table, is_adjustment, &adjustments);
    found->certain = prices == 1 && quantities == 1 && !adjustments;
    return found->left && found->right;
}

static bool is_subtotal(const struct lint_column *column) {
    return lint_is_number(column->family) &&
           (lint_ends_in(column->name, "subtotal") || lint_ends_in(column->name, "sub total"));
}

static bool is_sum(const struct lint_table *table, const struct lint_column *column,
                   struct lint_derivation *found) {
    size_t subtotals;
    if (!lint_is_total(column) || is_subtotal(column))
        return false;
    *found = (struct lint_derivation){LINT_SUM, only(table, is_subtotal, &subtotals), NULL, false};
    return found->left;
}

static const struct lint_column *named(const struct lint_table *table, const char *const *words) {
    for (; *words; words++)
        LINT_EACH_COLUMN(table, column)
    if (column->family == LINT_TEXT && lint_is_words(column->name, *words))
        return column;
    return NULL;
}

static bool is_full_name(const struct lint_table *table, const struct lint_column *column,
                         struct lint_derivation *found) {
    static const char *const first[] = {"first name", "firstname", "given name", "forename", NULL};
    static const char *const last[] = {"last name", "lastname", "family name", "surname", NULL};
    static const char *const middle[] = {"middle name", "middlename", "name suffix", "name prefix",
                                         NULL};
    if (!lint_is_words(column->name, "full name") && !lint_is_words(column->name, "fullname"))
        return false;
    *found =
        (struct lint_derivation){LINT_FULL_NAME, named(table, first), named(table, last), false};
    found->certain = found->left && found->right && !named(table, middle) &&
                     !found->left->attribute->nullable && !found->right->attribute->nullable;
    return found->left && found->right;
}

static bool is_birth(const struct lint_column *column) {
    return (column->family == LINT_DATE || column->family == LINT_TIMESTAMP ||
            column->family == LINT_TEXT) &&
           LINT_HAS(column->name, birth);
}

static bool is_age(const struct lint_table *table, const struct lint_column *column,
                   struct lint_derivation *found) {
    size_t births;
    if (!lint_is_number(column->family) || !lint_is_words(column->name, "age"))
        return false;
    *found = (struct lint_derivation){LINT_AGE, only(table, is_birth, &births), NULL, false};
    return found->left;
}

bool lint_follows(const struct lint_table *table, const struct lint_column *column,
                  struct lint_derivation *found) {
    if (*column->attribute->generated || column->primary || column->foreign)
        return false;
    return is_product(table, column, found) || is_sum(table, column, found) ||
           is_full_name(table, column, found) || is_age(table, column, found);
}

bool lint_has_amounts(const struct lint_table *table) {
    size_t prices, quantities, totals;
    only(table, is_price, &prices);
    only(table, is_quantity, &quantities);
    only(table, lint_is_total, &totals);
    return quantities && (prices || totals);
}
