/*
 * Owns how rules are applied: profiles, and the rulings of a project.
 */
#include "lint/settings.h"

#include "lint/pattern.h"
#include "tenon/design.h"

#include <string.h>

const char *const tn_profile_names[TN_PROFILE_COUNT] = {
    [TN_PROFILE_DEFAULT] = "default",
    [TN_PROFILE_MINIMAL] = "minimal",
    [TN_PROFILE_STRICT] = "strict",
    [TN_PROFILE_NAMING] = "naming-only",
};

enum { OFF = -1, NO_SEVERITY = -2 };

int tn_profile_find(const char *name) {
    for (int i = 0; i < TN_PROFILE_COUNT; i++)
        if (strcmp(tn_profile_names[i], name) == 0)
            return i;
    return -1;
}

int lint_severity_word(const char *word) {
    if (strcmp(word, "off") == 0)
        return OFF;
    for (int i = TN_INFO; i <= TN_ERROR; i++)
        if (strcmp(word, tn_severity_names[i]) == 0)
            return i;
    return NO_SEVERITY;
}

/* ------------------------------------------------------------------ profiles */

static int usual(const struct tn_rule *rule) {
    return rule->off ? OFF : (int)rule->severity;
}

static int in_profile(enum tn_profile profile, const struct tn_rule *rule) {
    switch (profile) {
    case TN_PROFILE_MINIMAL:
        return rule->severity == TN_ERROR ||
                       (rule->severity == TN_WARNING && strcmp(rule->group, "security") == 0)
                   ? usual(rule)
                   : OFF;
    case TN_PROFILE_STRICT:
        return rule->off ? TN_INFO : rule->severity == TN_INFO ? TN_WARNING : (int)rule->severity;
    case TN_PROFILE_NAMING:
        return strcmp(rule->group, "naming") == 0 ? usual(rule) : OFF;
    case TN_PROFILE_DEFAULT:
    case TN_PROFILE_COUNT:
        break;
    }
    return usual(rule);
}

enum tn_profile lint_profile_of(const struct tn_model *model,
                                const struct tn_lint_options *options) {
    int profile = tn_profile_find(options->profile ? options->profile : model->project->profile);
    return profile < 0 ? TN_PROFILE_DEFAULT : (enum tn_profile)profile;
}

/* One that is asked for by name runs, whatever the profile says. */
static bool is_asked_for(const struct tn_lint_options *options, const struct tn_rule *rule) {
    for (const char *const *id = options->only; *id; id++)
        if (strcmp(*id, rule->id) == 0)
            return true;
    return false;
}

static int severity_of(const struct tn_lint_options *options, enum tn_profile profile,
                       const struct tn_rule *rule, const struct tn_ruling *ruling) {
    int ruled = ruling ? lint_severity_word(ruling->severity) : NO_SEVERITY;
    int severity = ruled == NO_SEVERITY ? in_profile(profile, rule) : ruled;
    if (!options->only)
        return severity;
    if (!is_asked_for(options, rule))
        return OFF;
    return severity == OFF ? (int)rule->severity : severity;
}

void lint_settings_open(const struct tn_model *model, const struct tn_lint_options *options,
                        struct lint_setting *settings) {
    enum tn_profile profile = lint_profile_of(model, options);
    struct tn_text_map rulings = {0};
    TN_EACH_OF(model, ruling, ruling)
    tn_text_map_put(&rulings, ruling->name, ruling);
    for (size_t i = 0; i < tn_rule_count; i++) {
        const struct tn_ruling *ruling = tn_text_map_get(&rulings, tn_rules[i]->id);
        settings[i] = (struct lint_setting){
            .severity = severity_of(options, profile, tn_rules[i], ruling),
            .ruling = ruling,
        };
    }
    tn_text_map_free(&rulings);
}

/* ------------------------------------------------------------------ options */

const struct tn_rule_option *lint_option_find(const struct tn_rule *rule, const char *name) {
    for (const struct tn_rule_option *option = rule->options; option && option->name; option++)
        if (strcmp(option->name, name) == 0)
            return option;
    return NULL;
}

/* "max=40" -> "40" where the name is max; else NULL. */
static const char *value_of(const char *setting, const char *name) {
    size_t length = strlen(name);
    return strncmp(setting, name, length) == 0 && setting[length] == '=' ? setting + length + 1
                                                                         : NULL;
}

struct tn_slice lint_option_in(const struct tn_ruling *ruling,
                               const struct tn_rule_option *option) {
    for (size_t i = 0; ruling && i < ruling->options.count; i++) {
        const char *value = value_of(ruling->options.items[i], option->name);
        if (value)
            return tn_slice_of(value);
    }
    return tn_slice_of(option->value);
}

static const struct tn_ruling *ruling_of(const struct tn_model *model, const char *rule) {
    return tn_find_name(&model->project->rulings, rule);
}

struct tn_slice tn_rule_option(const struct tn_model *model, const struct tn_rule *rule,
                               const char *name) {
    return lint_option_in(ruling_of(model, rule->id), lint_option_find(rule, name));
}

static bool is_choice(const char *choices, struct tn_slice value) {
    while (*choices) {
        size_t length = strcspn(choices, " ");
        if (length == value.length && memcmp(choices, value.at, length) == 0)
            return true;
        choices += length + (choices[length] == ' ');
    }
    return false;
}

static bool is_pattern(struct tn_slice value, struct tn_error *error) {
    struct lint_pattern *pattern = value.length ? lint_pattern_new(value, error) : NULL;
    bool good = pattern || !value.length;
    lint_pattern_free(pattern);
    return good;
}

bool lint_option_check(const struct tn_rule_option *option, struct tn_slice value,
                       struct tn_error *error) {
    size_t digits = 0;
    switch (option->type) {
    case TN_OPTION_NUMBER:
        while (digits < value.length && value.at[digits] >= '0' && value.at[digits] <= '9')
            digits++;
        return (digits == value.length && digits && digits <= 18) ||
               tn_fail(error, "%s is a whole number, not %.*s", option->name, (int)value.length,
                       value.at);
    case TN_OPTION_CHOICE:
        return is_choice(option->choices, value) ||
               tn_fail(error, "%s is one of: %s; not %.*s", option->name, option->choices,
                       (int)value.length, value.at);
    case TN_OPTION_PATTERN:
        return is_pattern(value, error);
    case TN_OPTION_WORDS:
    case TN_OPTION_TEXT:
        break;
    }
    return true;
}

/* ------------------------------------------------------------------ setting them */

static void put_option_names(struct tn_buffer *out, const struct tn_rule *rule) {
    for (const struct tn_rule_option *option = rule->options; option && option->name; option++)
        tn_put_format(out, "%s%s", option == rule->options ? "" : ", ", option->name);
}

static bool no_such_option(const struct tn_rule *rule, const char *name, size_t length,
                           struct tn_error *error) {
    struct tn_buffer names = {0};
    put_option_names(&names, rule);
    if (names.length)
        tn_fail(error, "%s has no option %.*s; it has: %s", rule->id, (int)length, name, names.at);
    else
        tn_fail(error, "%s has no options", rule->id);
    tn_buffer_free(&names);
    return false;
}

static struct tn_ruling *ruling_for(struct tn_model *model, const struct tn_rule *rule) {
    struct tn_ruling *ruling = tn_find_name(&model->project->rulings, rule->id);
    return ruling ? ruling : tn_design_add(model, TN_ruling, model->project, rule->id);
}

static bool set_option(struct tn_model *model, const struct tn_rule *rule, const char *setting,
                       struct tn_error *error) {
    size_t length = strcspn(setting, "=");
    const struct tn_rule_option *option = rule->options;
    while (option && option->name &&
           (strlen(option->name) != length || strncmp(option->name, setting, length) != 0))
        option++;
    if (!option || !option->name)
        return no_such_option(rule, setting, length, error);
    if (!lint_option_check(option, tn_slice_of(setting + length + 1), error))
        return false;
    struct tn_ruling *ruling = ruling_for(model, rule);
    struct tn_texts options = {0};
    for (size_t i = 0; i < ruling->options.count; i++)
        if (!value_of(ruling->options.items[i], option->name))
            tn_texts_append(model, &options, ruling->options.items[i]);
    tn_texts_append(model, &options, tn_text(model, setting));
    tn_set_texts(model, ruling, TN_ruling_options, options);
    return true;
}

bool tn_rule_set(struct tn_model *model, const char *name, const char *setting,
                 struct tn_error *error) {
    const struct tn_rule *rule = tn_rule_find(name);
    struct tn_ruling *ruling = tn_find_name(&model->project->rulings, name);
    if (!rule && !(ruling && *ruling->query))
        return tn_fail(error, "there is no rule %s: tenon explain lists them", name);
    if (strchr(setting, '='))
        return rule ? set_option(model, rule, setting, error)
                    : tn_fail(error, "%s has no options", name);
    bool by_default = strcmp(setting, "default") == 0;
    if (!by_default && lint_severity_word(setting) == NO_SEVERITY)
        return tn_fail(
            error, "%s is neither off, info, warning, error or default, nor option=value", setting);
    tn_set_text(model, ruling ? ruling : ruling_for(model, rule), TN_ruling_severity,
                by_default ? "" : setting);
    return true;
}
