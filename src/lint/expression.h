/*
 * expression: what rules ask about a piece of SQL: which columns it names, what it calls, whether
 * its value changes by itself. A text is read once in a run, however many rules ask; in one pass,
 * so that time is linear whatever it holds. What compares columns with constants is a condition:
 * condition.h.
 */
#ifndef LINT_EXPRESSION_H
#define LINT_EXPRESSION_H

#include "lint/context.h"
#include "sql/lexer.h"

enum lint_role {
    LINT_PLAIN,  /* a constant, operator, keyword, bracket */
    LINT_COLUMN, /* a name that can only be that of a column, behind its qualifier if it has one */
    LINT_QUALIFIER, /* a name with a dot behind it */
    LINT_CALL,      /* a name with a parenthesis behind it: a function */
    LINT_VALUE,     /* CURRENT_DATE and the like: a call without parentheses */
    LINT_TYPE,      /* of a cast, a literal or a definition */
};

struct lint_expression {
    const struct tn_dialect *dialect;
    struct token *tokens; /* behind the last one stands one of kind T_END */
    unsigned char *roles; /* enum lint_role of each token */
    size_t *match;        /* of a bracket: the other one; of all else its own place */
    size_t count;         /* without the end */
    bool query;           /* there is a SELECT in it: not every name is one of the table's */
};

/* Of a text of the model (interned: its address stands for it), in the run's arena. */
const struct lint_expression *lint_expression_of(struct tn_lint *lint, const char *text);
/* The same without a run, for fixes. */
struct lint_expression lint_expression_read(const struct tn_dialect *dialect, struct tn_slice text,
                                            struct tn_arena *arena);

/* The next column named at *at or behind; *at goes behind it. False at the end. */
struct lint_named {
    size_t place;          /* of its token */
    const char *name;      /* as the dialect folds it; in the run's arena */
    const char *qualifier; /* likewise, or NULL */
};
bool lint_next_named(struct tn_lint *lint, const struct lint_expression *expression, size_t *at,
                     struct lint_named *named);
/* A token's name as the dialect folds it: small letters where letter case does not count. */
const char *lint_token_name(struct tn_lint *lint, const struct token *token);
/* A table's column by such a name, or NULL. */
struct lint_column *lint_column_named(struct tn_lint *lint, struct lint_table *table,
                                      const char *name);
/* The one that stands at that token; NULL where there is none, or something else is there. */
struct lint_column *lint_column_at(struct tn_lint *lint, struct lint_table *table,
                                   const struct lint_expression *expression, size_t place);
/* Does the expression name the column? */
bool lint_names_column(struct tn_lint *lint, const char *text, const struct lint_column *column);

/* The place of the first call of the function (small letters); expression->count: none. */
size_t lint_call_of(const struct lint_expression *expression, const char *function);

/* Does its value change though the row does not? */
enum lint_stability {
    LINT_STABLE,  /* no, as far as is known */
    LINT_SESSION, /* from one transaction or session to the next: now(), current_user */
    LINT_RANDOM,  /* from call to call: random(), nextval() */
};
/* What the least stable of its calls is, and where it stands (place may be NULL). */
enum lint_stability lint_stability_of(const struct lint_expression *expression, size_t *place);
#endif
