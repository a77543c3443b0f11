/*
 * How the rules are to be applied in a run: the profile, and the project's rulings, which say of
 * single rules how severe they are and what their options are.
 */
#ifndef LINT_SETTINGS_H
#define LINT_SETTINGS_H

#include "tenon/lint.h"

struct lint_setting {
    int severity;                   /* enum tn_severity; -1: the rule is off */
    const struct tn_ruling *ruling; /* of the project, or NULL */
};

enum tn_profile lint_profile_of(const struct tn_model *model,
                                const struct tn_lint_options *options);
/* Fills a setting for each rule. */
void lint_settings_open(const struct tn_model *model, const struct tn_lint_options *options,
                        struct lint_setting *settings);
const struct tn_rule_option *lint_option_find(const struct tn_rule *rule, const char *name);
/* The value of a rule's option, as the ruling (or NULL) has it or as it is by default. */
struct tn_slice lint_option_in(const struct tn_ruling *ruling, const struct tn_rule_option *option);
/* Is it a value of the option? Else false, with an error that says what would be. */
bool lint_option_check(const struct tn_rule_option *option, struct tn_slice value,
                       struct tn_error *error);
/* Off, info, warning, error: -1, 0, 1, 2; -2 for another word, default too. */
int lint_severity_word(const char *word);

#endif
