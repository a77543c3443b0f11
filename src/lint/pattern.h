/*
 * Regular expressions (PCRE2), for options of rules. The library is loaded when the first one is
 * met. A pattern that takes too long on a text does not match it: names are short.
 */
#ifndef LINT_PATTERN_H
#define LINT_PATTERN_H

#include "tenon/base.h"

struct lint_pattern;

/* NULL with the error, which says where in the text it is wrong. */
struct lint_pattern *lint_pattern_new(struct tn_slice text, struct tn_error *error);
void lint_pattern_free(struct lint_pattern *pattern); /* NULL is fine */
/* Anywhere in the text, letter case counts: ^ and $ tie a pattern to the ends. */
bool lint_pattern_matches(const struct lint_pattern *pattern, const char *text);

#endif
