/*
 * Which columns follow from others of their row, told from names and types.
 */
#include "lint/rules/normalization_derivation.h"

#include <string.h>

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

static const struct lint_column *first_of(const struct lint_table *table,
                                          bool (*is)(const struct lint_column *)) {
    LINT_EACH_COLUMN(table, column)
    if (is(column))
        return column;
    return NULL;
}

static bool is_adjustment(const struct lint_column *column) {
    return lint_is_number(column->family) &&
           (LINT_HAS(column->name, measure) || LINT_HAS(column->name, money)) &&
           !is_price(column) && !is_quantity(column) && !LINT_HAS(column->name, total);
}

/* ------------------------------------------------------------------ what is added to a sum */

/* Their words say that an amount is added, or taken off. */
static const char *const added[] = {"delivery", "fee",     "fees",     "freight",   "gst",
                                    "handling", "postage", "shipping", "surcharge", "tax",
                                    "taxes",    "tip",     "vat"};
static const char *const taken_off[] = {"discount", "discounts", "rebate"};
/* Beside them, that it is no amount but what one is computed with. */
static const char *const shares[] = {"factor",   "pct",  "percent", "percentage",
                                     "percents", "rate", "rates",   "ratio"};

static const char *word_among(const struct lint_name *name, const char *const *words,
                              size_t count) {
    for (size_t i = 0; i < name->count; i++)
        for (size_t k = 0; k < count; k++)
            if (tn_slice_is_word(name->words[i], words[k]))
                return words[k];
    return NULL;
}

#define WORD_AMONG(name, words) word_among((name), (words), TN_LENGTH(words))

static bool same_type(const struct lint_column *a, const struct lint_column *b) {
    return strcmp(a->attribute->type, b->attribute->type) == 0 &&
           a->attribute->named_type == b->attribute->named_type;
}

/* The tax beside its rate. */
static bool has_amount_of(const struct lint_table *table, const struct lint_column *total,
                          const char *word) {
    LINT_EACH_COLUMN(table, column)
    if (word_among(column->name, &word, 1) && !WORD_AMONG(column->name, shares) &&
        same_type(column, total))
        return true;
    return false;
}

enum part { NO_PART, A_TERM, UNCLEAR };

/* What has another type is counted in another unit. */
static enum part part_of(const struct lint_table *table, const struct lint_column *total,
                         const struct lint_column *column, struct lint_term *term) {
    const struct lint_name *name = column->name;
    const char *plus = WORD_AMONG(name, added), *minus = WORD_AMONG(name, taken_off);
    if (!lint_is_number(column->family) || column->foreign || column->primary || is_price(column) ||
        is_quantity(column))
        return NO_PART;
    *term = (struct lint_term){column, minus != NULL};
    if (WORD_AMONG(name, shares))
        return has_amount_of(table, total, plus ? plus : minus ? minus : "") ? NO_PART : UNCLEAR;
    if (plus || minus)
        return same_type(column, total) ? A_TERM : UNCLEAR;
    bool amount = LINT_HAS(name, money) || LINT_HAS(name, total) ||
                  (LINT_HAS(name, measure) && same_type(column, total));
    return amount ? UNCLEAR : NO_PART;
}

/* What an amount adds up to with nothing left out: not what is net of something, nor its tax. */
static bool is_plain_total(const struct lint_column *column) {
    static const char *const plain[] = {"amount", "gross", "price", "total"};
    size_t count = 0;
    for (size_t i = 0; i < column->name->count; i++)
        for (size_t k = 0; k < TN_LENGTH(plain); k++)
            count += tn_slice_is_word(column->name->words[i], plain[k]);
    return count == column->name->count;
}

static void find_terms(const struct lint_table *table, const struct lint_column *total,
                       struct lint_derivation *found) {
    struct lint_term term;
    found->unclear = is_plain_total(total) ? NULL : total;
    LINT_EACH_COLUMN(table, column) {
        enum part part = column == total || column == found->left
                             ? NO_PART
                             : part_of(table, total, column, &term);
        if (part == A_TERM && found->term_count < LINT_MOST_TERMS)
            found->terms[found->term_count++] = term;
        else if (part != NO_PART && !found->unclear)
            found->unclear = column;
    }
    if (!found->term_count && !found->unclear)
        found->unclear = total;
}

/* ------------------------------------------------------------------ of the same row */

static bool is_subtotal(const struct lint_column *column) {
    return lint_is_number(column->family) &&
           (lint_ends_in(column->name, "subtotal") || lint_ends_in(column->name, "sub total"));
}

/* Another price or quantity, or what may be added or taken off; but taxes and the like are added
 * to a subtotal afterwards. */
static const struct lint_column *unclear_in_product(const struct lint_table *table,
                                                    const struct lint_column *total,
                                                    const struct lint_derivation *by) {
    LINT_EACH_COLUMN(table, column) {
        bool other =
            column != by->left && column != by->right && (is_price(column) || is_quantity(column));
        bool later = is_subtotal(total) && WORD_AMONG(column->name, added);
        if (other || (is_adjustment(column) && !later))
            return column;
    }
    return NULL;
}

static bool is_product(const struct lint_table *table, const struct lint_column *column,
                       struct lint_derivation *found) {
    if (!lint_is_total(column))
        return false;
    *found = (struct lint_derivation){.way = LINT_PRODUCT,
                                      .left = first_of(table, is_quantity),
                                      .right = first_of(table, is_price)};
    if (!found->left || !found->right)
        return false;
    found->unclear = unclear_in_product(table, column, found);
    return true;
}

static bool is_sum(const struct lint_table *table, const struct lint_column *column,
                   struct lint_derivation *found) {
    if (!lint_is_total(column) || is_subtotal(column))
        return false;
    *found = (struct lint_derivation){.way = LINT_SUM, .left = first_of(table, is_subtotal)};
    if (found->left)
        find_terms(table, column, found);
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
    *found = (struct lint_derivation){.way = LINT_FULL_NAME,
                                      .left = named(table, first),
                                      .right = named(table, last),
                                      .unclear = named(table, middle)};
    return found->left && found->right;
}

static bool is_birth(const struct lint_column *column) {
    return (column->family == LINT_DATE || column->family == LINT_TIMESTAMP ||
            column->family == LINT_TEXT) &&
           LINT_HAS(column->name, birth);
}

static bool is_age(const struct lint_table *table, const struct lint_column *column,
                   struct lint_derivation *found) {
    if (!lint_is_number(column->family) || !lint_is_words(column->name, "age"))
        return false;
    *found = (struct lint_derivation){.way = LINT_AGE, .left = first_of(table, is_birth)};
    return found->left;
}

bool lint_follows(const struct lint_table *table, const struct lint_column *column,
                  struct lint_derivation *found) {
    if (*column->attribute->generated || column->primary || column->foreign)
        return false;
    return is_sum(table, column, found) || is_product(table, column, found) ||
           is_full_name(table, column, found) || is_age(table, column, found);
}

bool lint_has_amounts(const struct lint_table *table) {
    return first_of(table, is_quantity) &&
           (first_of(table, is_price) || first_of(table, lint_is_total));
}
