/*
 * cases: what each rule finds in which script, read from tests/lint/cases/GROUP.sql. A case is
 *
 *   == pk-nullable                        the rule; a new case
 *   -- dialects: sqlite                   in which it is tried; without: all where the rule applies
 *   -- finds: users.email orders          paths of what it reports, in their order; "nothing"
 *   -- …                                  facts (facts.h)
 *   CREATE TABLE …
 *   -- stays: the reason                  where its fix refuses, part of what it says
 *   -- becomes                            else, what the fixed model is, as a script
 *   CREATE TABLE …
 *
 * The project itself is found as "model". Every case that finds something is fixed, where the rule
 * has a fix; "becomes" is optional.
 */
#ifndef TENON_TESTS_LINT_CASES_H
#define TENON_TESTS_LINT_CASES_H

#include "tenon/lint.h"

struct lint_case {
    const struct tn_rule *rule;
    unsigned dialects; /* bits; those of the case within those of the rule */
    const char *file;
    int line;                            /* where it begins */
    const char *finds, *stays, *becomes; /* stays, becomes: NULL where there is no such line */
    const char *script;                  /* up to "-- becomes" */
};

struct lint_cases {
    struct lint_case *items;
    size_t count;
};

/* All of them, read once, until the program ends. Fails the test where a file is wrong. */
struct lint_cases cases_all(void);
/* The case's model in a dialect, with its facts; to be freed. */
struct tn_model *cases_model(const struct lint_case *lint_case, enum tn_dialect_id dialect);
struct tn_model *cases_expected(const struct lint_case *lint_case, enum tn_dialect_id dialect);
/* The model as the script of its dialect; to be freed. */
struct tn_buffer cases_ddl(const struct tn_model *model);
/* Applies the fixes of all that the rule finds, as one group; what refuses goes to reason. */
void cases_fix(struct tn_model *model, const struct tn_rule *rule, struct tn_error *reason);

#endif
