/*
 * Rules on the checks' own settings: waivers that cover nothing, and rulings that say nothing.
 */
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ waiver-hygiene */

static bool is_blank(const char *text) {
    return text[strspn(text, " \t\r\n")] == 0;
}

/* "pk-missing of orders"; of the model, where it has no subject. */
static const char *title_of(struct tn_lint *lint, const struct tn_waiver *waiver) {
    const char *path = waiver->subject ? lint_path(lint, waiver->subject) : "the model";
    return tn_arena_format(&lint->arena, "the waiver of %s on %s", waiver->rule, path);
}

/* A rule of the project's own may be waived, too. */
static bool is_rule(const struct tn_lint *lint, const char *name) {
    const struct tn_ruling *own = tn_find_name(&lint->model->project->rulings, name);
    return tn_rule_find(name) || (own && *own->query);
}

enum stale { STALE_NO, STALE_YES };

static void report(struct tn_lint *lint, const struct tn_waiver *waiver, enum stale stale,
                   const char *what, const char *remedy) {
    struct tn_finding *found = lint_find(lint, waiver, "%s %s", title_of(lint, waiver), what);
    found->detail = stale;
    lint_remedy(lint, found, "%s", remedy);
}

static void judge_waiver(struct tn_lint *lint, const struct lint_waiver *waiver) {
    const struct tn_waiver *w = waiver->waiver;
    const struct tn_rule *rule = tn_rule_find(w->rule);
    if (!is_rule(lint, w->rule))
        report(lint, w, STALE_YES, "names no rule", "Take it back, or write the rule's name right");
    else if (*w->expires && !lint_is_day(w->expires))
        report(lint, w, STALE_NO, "ends on what is no day, and covers nothing",
               "Write the day as YYYY-MM-DD");
    else if (waiver->expired)
        report(lint, w, STALE_YES, "has expired", "Mend what it covered, or accept it anew");
    else if (rule && !waiver->matched && rule != tn_rules[lint->rule])
        report(lint, w, STALE_YES, "covers nothing: the rule finds nothing there", "Take it back");
    else if (is_blank(w->reason))
        report(lint, w, STALE_NO, "has no reason", "Say why the finding is accepted");
}

static void check_waivers(struct tn_lint *lint) {
    for (size_t i = 0; i < lint->waivers.count; i++)
        judge_waiver(lint, &lint->waivers.items[i]);
}

static bool fix_waiver(struct tn_model *model, const struct tn_finding *finding,
                       struct tn_error *error) {
    struct tn_waiver *waiver = (void *)tn_find_id(model, finding->object);
    if (finding->detail != STALE_YES)
        return tn_fail(error, "the waiver of %s must be mended by hand", waiver->rule);
    tn_design_delete(model, waiver);
    return true;
}

const struct tn_rule lint_waiver_hygiene = {
    .id = "waiver-hygiene",
    .group = "documentation",
    .severity = TN_WARNING,
    .last = true,
    .title = "A waiver has no reason, has expired, or covers nothing",
    .help = "A waiver is a decision that somebody can look up: why, by whom, until when. One "
            "without a reason is not; one that has expired covers nothing any more; one whose "
            "finding is gone would hide the next one. The fix removes those that are stale.",
    .doubt = "A waiver of a rule that is off is judged as if the rule were on.",
    .example = "-- add: project waiver rule=pk-missing subject=orders reason='a heap, for speed'\n"
               "CREATE TABLE orders (id integer PRIMARY KEY);\n",
    .good = "-- add: project waiver rule=pk-missing subject=orders reason='a heap, for speed'\n"
            "CREATE TABLE orders (number integer);\n",
    .check = check_waivers,
    .fix = fix_waiver,
};

/* ------------------------------------------------------------------ ruling-invalid */

/* The option that a setting "max=40" names; NULL where there is none. */
static const struct tn_rule_option *option_of(const struct tn_rule *rule, const char *setting) {
    size_t length = strcspn(setting, "=");
    for (const struct tn_rule_option *option = rule->options; option && option->name; option++)
        if (strlen(option->name) == length && strncmp(option->name, setting, length) == 0)
            return option;
    return NULL;
}

/* What is wrong with a setting; NULL where nothing is. In the run's arena. */
static const char *fault_of(struct tn_lint *lint, const struct tn_rule *rule, const char *setting) {
    const char *equals = strchr(setting, '=');
    struct tn_error error = {0};
    const struct tn_rule_option *option = option_of(rule, setting);
    if (!equals)
        return tn_arena_format(&lint->arena, "%s is not option=value", setting);
    if (!option)
        return tn_arena_format(&lint->arena, "%s has no option %.*s", rule->id,
                               (int)(equals - setting), setting);
    if (lint_option_check(option, tn_slice_of(equals + 1), &error))
        return NULL;
    const char *fault = tn_arena_format(&lint->arena, "%s", error.message);
    tn_error_clear(&error);
    return fault;
}

static bool is_severity(const char *word) {
    return !*word || lint_severity_word(word) >= -1;
}

static void judge_ruling(struct tn_lint *lint, const struct tn_ruling *ruling) {
    const struct tn_rule *rule = tn_rule_find(ruling->name);
    const char *fault = NULL;
    if (!rule && !*ruling->query)
        fault = "there is no such rule";
    else if (!is_severity(ruling->severity))
        fault = tn_arena_format(&lint->arena, "%s is no severity: off, info, warning, error",
                                ruling->severity);
    for (size_t i = 0; rule && !*ruling->query && !fault && i < ruling->options.count; i++)
        fault = fault_of(lint, rule, ruling->options.items[i]);
    if (!fault)
        return;
    struct tn_finding *found =
        lint_find(lint, ruling, "the ruling on %s counts for nothing: %s", ruling->name, fault);
    lint_remedy(lint, found, "Write it right: tenon explain tells the rules and their options");
}

static void check_rulings(struct tn_lint *lint) {
    TN_EACH_OF(lint->model, ruling, ruling)
    judge_ruling(lint, ruling);
}

const struct tn_rule lint_ruling_invalid = {
    .id = "ruling-invalid",
    .group = "documentation",
    .severity = TN_ERROR,
    .title = "A ruling of the project names no rule, option, value or severity",
    .help = "A rule whose name is written wrong stays as it was, and nobody notices that it was "
            "meant to be off, or stricter. Such rulings come from files that are edited by hand, "
            "or from a later version of this program.",
    .doubt = "A project that a later version has edited may name rules that this one lacks.",
    .example = "-- add: project ruling name=pk-mising severity=off\n"
               "CREATE TABLE orders (id integer PRIMARY KEY);\n",
    .good = "-- add: project ruling name=pk-missing severity=off\n"
            "CREATE TABLE orders (id integer PRIMARY KEY);\n",
    .check = check_rulings,
};
