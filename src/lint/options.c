/*
 * The options of the rule that runs, as the model's rulings have them.
 */
#include "lint/context.h"
#include "lint/pattern.h"

#include <string.h>
#include <strings.h>

struct tn_slice lint_text(const struct tn_lint *lint, const char *option) {
    const struct tn_rule *rule = tn_rules[lint->rule];
    return lint_option_in(lint->settings[lint->rule].ruling, lint_option_find(rule, option));
}

/* A value that is none, which a ruling may have that was not made by tn_rule_set, counts as 0. */
int64_t lint_number(const struct tn_lint *lint, const char *option) {
    struct tn_slice text = lint_text(lint, option);
    int64_t number = 0;
    for (size_t i = 0; i < text.length && i < 18; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return 0;
        number = number * 10 + (text.at[i] - '0');
    }
    return number;
}

bool lint_is_choice(const struct tn_lint *lint, const char *option, const char *choice) {
    return tn_slice_is(lint_text(lint, option), choice);
}

bool lint_lists(const struct tn_lint *lint, const char *option, struct tn_slice word) {
    return lint_in_list(lint_text(lint, option), word);
}

struct lint_lists lint_lists_of(const struct tn_lint *lint) {
    return (struct lint_lists){lint_text(lint, "also"), lint_text(lint, "allow")};
}

bool lint_in_list(struct tn_slice list, struct tn_slice word) {
    for (const char *at = list.at, *end = list.at + list.length; at < end;) {
        const char *blank = memchr(at, ' ', (size_t)(end - at));
        size_t length = (size_t)((blank ? blank : end) - at);
        if (length == word.length && strncasecmp(at, word.at, length) == 0)
            return true;
        at += length + 1;
    }
    return false;
}

static struct lint_pattern *pattern_of(struct tn_lint *lint, struct tn_slice text) {
    struct lint_pattern *pattern = tn_text_map_get_slice(&lint->pattern_of, text);
    if (pattern)
        return pattern;
    pattern = lint_pattern_new(text, NULL);
    if (pattern) {
        tn_text_map_put(&lint->pattern_of, text.at, pattern);
        TN_PUSH(&lint->patterns, pattern);
    }
    return pattern;
}

bool lint_matches(struct tn_lint *lint, const char *option, const char *text) {
    struct tn_slice wanted = lint_text(lint, option);
    struct lint_pattern *pattern = wanted.length ? pattern_of(lint, wanted) : NULL;
    return pattern && lint_pattern_matches(pattern, text);
}
