/*
 * value_list: the few values a column of text may have, as its type, a check, its comment or rows
 * at hand tell.
 */
#ifndef LINT_VALUE_LIST_H
#define LINT_VALUE_LIST_H

#include "lint/context.h"

enum { LINT_MOST_VALUES = 40 };

struct lint_value_list {
    const char *items[LINT_MOST_VALUES]; /* each once; in the arena they were read to */
    size_t count;
};

/* What its enumeration, its domain or a check of the table says, or else its comment. False where
 * none of them tells them all. In the run's arena. */
bool lint_declared_values(struct tn_lint *lint, struct lint_table *table,
                          const struct lint_column *column, struct lint_value_list *values);
/* What a comment lists: "one of: new, paid, sent", "new | paid", "state (new = just made, paid)".
 * False for anything that is not just a list of at least two words. */
bool lint_listed_values(const char *comment, struct tn_arena *arena,
                        struct lint_value_list *values);

/* Notes in the finding what values the rows at hand have, for its fix, where those are all of the
 * table and few values come back in many of them; "new, paid" for messages, or NULL. */
const char *lint_note_values(struct tn_lint *lint, struct tn_finding *finding,
                             const struct lint_table *table, const struct lint_column *column);
/* What was noted; false for nothing. */
bool lint_noted_values(const struct tn_finding *finding, struct tn_arena *arena,
                       struct lint_value_list *values);

#endif
