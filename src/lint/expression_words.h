/*
 * expression_words: looking words up in sorted tables, for the files of expression.h.
 */
#ifndef LINT_EXPRESSION_WORDS_H
#define LINT_EXPRESSION_WORDS_H

#include "lint/expression.h"

/* For bsearch(): a struct tn_slice with items that begin with a text in small letters. */
int lint_compare_word(const void *key, const void *item);

#endif
