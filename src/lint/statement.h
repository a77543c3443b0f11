/*
 * Statements that the model keeps as text, as tokens: grants, roles, routines, options of views.
 */
#ifndef LINT_STATEMENT_H
#define LINT_STATEMENT_H

#include "sql/lexer.h"

struct lint_statement {
    struct token *items; /* the last one is T_END */
    size_t count;        /* without it */
    const char *text;
};

/* In the arena. */
struct lint_statement lint_statement_of(const struct tn_dialect *dialect, const char *text,
                                        struct tn_arena *arena);
/* Do these words stand there, whatever their letter case? "security definer" */
bool lint_stands_at(const struct lint_statement *statement, size_t at, const char *words);
/* The place of the first of these words; the count where they are nowhere. */
size_t lint_place_of(const struct lint_statement *statement, const char *words);
bool lint_has_words(const struct lint_statement *statement, const char *words);
/* The text with the tokens from FIRST up to LAST (not with it) replaced by WITH; in the arena. With
 * first = last something is put in before that token. */
const char *lint_replaced(const struct lint_statement *statement, size_t first, size_t last,
                          const char *with, struct tn_arena *arena);

#endif
