/*
 * models: reading small scripts and asking what the checks find in them, for the tests of lint.
 */
#ifndef TENON_TESTS_LINT_MODELS_H
#define TENON_TESTS_LINT_MODELS_H

#include "harness.h"
#include "lint/facts.h"
#include "tenon/design.h"
#include "tenon/lint.h"

#include <stdlib.h>
#include <string.h>

static inline struct tn_model *read_sql(const char *dialect, const char *sql) {
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    struct tn_buffer text = {0};
    bool good =
        tn_sql_read(model, tn_slice_of(sql), "test.sql", tn_dialect_find(dialect), &findings, NULL);
    tn_findings_print(&findings, &text);
    if (!good)
        fail_msg("%s\n%s", tn_buffer_text(&text), sql);
    tn_buffer_free(&text);
    tn_findings_free(&findings);
    return model;
}

static inline void draw_exactly_one(struct tn_model *model) {
    TN_EACH_OF(model, relationship, r)
    r->parent_cardinality = TN_cardinality_exactly_one;
}

/* Examples are PostgreSQL; of a rule that does not apply there, the first dialect where it does. */
static inline const char *example_dialect(const struct tn_rule *rule) {
    enum tn_dialect_id dialect = TN_POSTGRESQL;
    while (rule->dialects && !(rule->dialects & 1u << dialect))
        dialect++;
    return tn_dialects[dialect]->name;
}

/* A rule's own example. What SQL cannot say, its comments do. */
static inline struct tn_model *read_example(const struct tn_rule *rule) {
    struct tn_model *model = read_sql(example_dialect(rule), rule->example);
    facts_apply(model, rule->example);
    return model;
}

static inline struct tn_findings lint_all(const struct tn_model *model) {
    struct tn_lint_options options = {.samples = facts_samples(model)};
    struct tn_findings findings = {0};
    tn_lint_run(model, &options, &findings, NULL);
    return findings;
}

static inline struct tn_findings lint_one(const struct tn_model *model, const char *rule) {
    const char *const only[] = {rule, NULL};
    struct tn_lint_options options = {.only = only, .samples = facts_samples(model)};
    struct tn_findings findings = {0};
    tn_lint_run(model, &options, &findings, NULL);
    return findings;
}

/* Every object with all its fields, to compare two states of a model. */
static inline void print_tree(const struct tn_object *object, struct tn_buffer *out) {
    const struct tn_kind_info *info = tn_kind_of(object);
    char id[17];
    tn_id_print(object->id, id);
    tn_put_format(out, "%s %s", info->name, id);
    for (size_t i = TN_FIELD_RANK; i < info->field_count; i++) {
        tn_put_format(out, " %s=", info->fields[i].name);
        tn_value_print(&info->fields[i], tn_value_get(object, &info->fields[i]), out);
    }
    tn_put_char(out, '\n');
    for (size_t i = 0; i < info->list_count; i++) {
        const struct tn_list *list = (const void *)((const char *)object + info->lists[i].offset);
        for (const struct tn_object *child = list->first; child; child = child->next)
            print_tree(child, out);
    }
}

static inline struct tn_buffer snapshot(const struct tn_model *model) {
    struct tn_buffer out = {0};
    print_tree(&model->project->object, &out);
    return out;
}

#endif
