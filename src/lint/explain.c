/*
 * Explaining a rule: the one place that says what is told of it, and in which order.
 */
#include "lint/settings.h"

#include <stdlib.h>
#include <string.h>

static void tell(struct tn_explanation *e, enum tn_passage_kind kind, const char *heading,
                 const char *text) {
    if (text && (*text || *heading))
        TN_PUSH(&e->passages, ((struct tn_passage){kind, heading, text}));
}

/* -1: off. */
static int severity_of(const struct tn_rule *rule, const struct tn_model *model) {
    if (!model)
        return rule->off ? -1 : (int)rule->severity;
    struct lint_setting *settings = tn_allocate(tn_rule_count * sizeof *settings);
    int severity = -1;
    lint_settings_open(model, &(struct tn_lint_options){0}, settings);
    for (size_t i = 0; i < tn_rule_count; i++)
        if (tn_rules[i] == rule)
            severity = settings[i].severity;
    free(settings);
    return severity;
}

static const char *dialects_of(const struct tn_rule *rule, struct tn_arena *arena) {
    struct tn_buffer out = {0};
    tn_put_dialects(&out, rule->dialects);
    return tn_buffer_keep(&out, arena);
}

static void tell_option(struct tn_explanation *e, const struct tn_rule *rule,
                        const struct tn_rule_option *option, const struct tn_model *model) {
    struct tn_buffer text = {0};
    struct tn_slice value =
        model ? tn_rule_option(model, rule, option->name) : tn_slice_of(option->value);
    const char *heading =
        tn_arena_format(&e->arena, "%s=%.*s", option->name, (int)value.length, value.at);
    tn_put(&text, option->help);
    if (option->choices)
        tn_put_format(&text, "\nOne of: %s", option->choices);
    if (strlen(option->value) != value.length || memcmp(option->value, value.at, value.length) != 0)
        tn_put_format(&text, "\nBy default: %s", *option->value ? option->value : "nothing");
    tell(e, TN_PASSAGE_OPTION, heading, tn_buffer_keep(&text, &e->arena));
}

void tn_rule_explain(const struct tn_rule *rule, const struct tn_model *model,
                     struct tn_explanation *e) {
    int severity = severity_of(rule, model);
    *e = (struct tn_explanation){0};
    e->headline = tn_arena_format(&e->arena, "%s  (%s, %s)", rule->id, rule->group,
                                  severity >= 0 ? tn_severity_names[severity]
                                  : model       ? "off"
                                                : "off by default");
    tell(e, TN_PASSAGE_TITLE, "", rule->title);
    tell(e, TN_PASSAGE_TEXT, "", rule->help);
    if (rule->dialects)
        tell(e, TN_PASSAGE_FACT, "Where", dialects_of(rule, &e->arena));
    tell(e, TN_PASSAGE_TEXT, "Where it may be wrong", rule->doubt);
    tell(e, TN_PASSAGE_FACT, "Automatic fix", rule->fix ? "yes" : "no");
    if (rule->options)
        tell(e, TN_PASSAGE_TEXT, "Options",
             tn_arena_format(&e->arena, "tenon rule PROJECT %s OPTION=VALUE sets them", rule->id));
    for (const struct tn_rule_option *o = rule->options; o && o->name; o++)
        tell_option(e, rule, o, model);
    tell(e, TN_PASSAGE_FAULT, "An example with this fault", rule->example);
    tell(e, TN_PASSAGE_GOOD, "And without", rule->good);
}

void tn_explanation_free(struct tn_explanation *explanation) {
    free(explanation->passages.items);
    tn_arena_free(&explanation->arena);
}
