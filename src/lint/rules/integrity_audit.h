/*
 * Records of changes: what audit-expected looks for, and its fix.
 */
#ifndef LINT_RULES_INTEGRITY_AUDIT_H
#define LINT_RULES_INTEGRITY_AUDIT_H

#include "lint/rules.h"

enum lint_record_part { LINT_WHO, LINT_WHAT, LINT_WHEN, LINT_VALUES_CHANGED, LINT_RECORD_PARTS };

/* Will somebody ask who changed it? */
bool lint_is_audited(const struct lint_table *table, const struct lint_column *column);
/* Does a table of records not tell that part of a change? */
bool lint_record_lacks(const struct lint_table *table, enum lint_record_part part);
bool lint_fix_audit(struct tn_model *model, const struct tn_finding *finding,
                    struct tn_error *error);

#endif
