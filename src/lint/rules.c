/*
 * The table of rules.
 */
#include "lint/rules.h"

#include <string.h>

#define ADDRESS(row) &row,
const struct tn_rule *const tn_rules[] = {LINT_RULES(ADDRESS)};
const size_t tn_rule_count = TN_LENGTH(tn_rules);

bool lint_runs(const struct tn_lint *lint, const struct tn_rule *rule) {
    for (size_t i = 0; i < tn_rule_count; i++)
        if (tn_rules[i] == rule)
            return lint->settings && lint->settings[i].severity >= 0;
    return false;
}

const struct tn_rule *tn_rule_find(const char *id) {
    for (size_t i = 0; i < tn_rule_count; i++)
        if (strcmp(tn_rules[i]->id, id) == 0)
            return tn_rules[i];
    return NULL;
}
