/*
 * integrity_common: what several rules on integrity ask of columns and tables.
 */
#ifndef LINT_RULES_INTEGRITY_COMMON_H
#define LINT_RULES_INTEGRITY_COMMON_H

#include "lint/context.h"

/* May a row have null there? Not in keys, in what is generated, in domains without nulls. */
bool lint_may_be_null(const struct lint_column *column);
/* A table of data as it came: tagged staging, log or snapshot. */
bool lint_takes_what_comes(const struct tn_entity *entity);
/* The state of an address, beside a town. */
bool lint_is_part_of_address(const struct lint_table *table, const struct lint_column *column);
/* Does a foreign key set the column null? */
bool lint_is_emptied(const struct tn_attribute *attribute);
/* "check ck_price", or "the check price > 0" where it has no name. In the run's arena. */
const char *lint_check_title(struct tn_lint *lint, const struct tn_check *check);
/* Which columns of the table its checks name; in the run's arena, NULL where there is no check. */
const bool *lint_checked_columns(struct tn_lint *lint, struct lint_table *table);

#endif
