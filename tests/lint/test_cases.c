/*
 * The cases of the rules: each is tried in every dialect it names. A rule finds just what the case
 * says; its fix makes the findings go away, brings no other, changes nothing the second time, can
 * be taken back, and leaves what the case says.
 */
#include "lint/cases.h"

#include "lint/facts.h"
#include "lint/models.h"

#include <stdio.h>

#define EACH_CASE(item, dialect)                                                                   \
    for (struct lint_cases all = cases_all(); all.items; all.items = NULL)                         \
        for (struct lint_case *item = all.items; item < all.items + all.count; item++)             \
            for (enum tn_dialect_id dialect = 0; dialect < TN_DIALECT_COUNT; dialect++)            \
                if (item->dialects & 1u << dialect)

#define BROKEN(item, dialect, ...) broken(item, dialect, __VA_ARGS__)

static void broken(const struct lint_case *item, enum tn_dialect_id dialect, const char *format,
                   ...) TN_PRINTF(3, 4);

static void broken(const struct lint_case *item, enum tn_dialect_id dialect, const char *format,
                   ...) {
    char text[4000];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    fail_msg("%s:%d: %s in %s: %s", item->file, item->line, item->rule->id,
             tn_dialects[dialect]->name, text);
}

static struct tn_buffer paths_of(const struct tn_findings *findings) {
    struct tn_buffer paths = {0};
    for (size_t i = 0; i < findings->count; i++)
        tn_put_format(&paths, "%s%s", i ? " " : "",
                      *findings->items[i].path ? findings->items[i].path : "model");
    if (!findings->count)
        tn_put(&paths, "nothing");
    return paths;
}

static void a_rule_finds_what_its_cases_say(void **state) {
    (void)state;
    EACH_CASE(item, dialect) {
        struct tn_model *model = cases_model(item, dialect);
        struct tn_findings found = lint_one(model, item->rule->id);
        struct tn_buffer paths = paths_of(&found);
        if (strcmp(paths.at, item->finds) != 0)
            BROKEN(item, dialect, "finds %s instead of %s%s%s", paths.at, item->finds,
                   found.count ? ": " : "", found.count ? found.items[0].message : "");
        tn_buffer_free(&paths);
        tn_findings_free(&found);
        tn_model_free(model);
    }
}

/* ------------------------------------------------------------------ fixes */

static bool has(const struct tn_findings *findings, const char *fingerprint) {
    char other[17];
    for (size_t i = 0; i < findings->count; i++) {
        tn_lint_fingerprint(&findings->items[i], other);
        if (!strcmp(other, fingerprint))
            return true;
    }
    return false;
}

static void wants_nothing_new(const struct lint_case *item, enum tn_dialect_id dialect,
                              const struct tn_findings *before, const struct tn_findings *after) {
    for (size_t i = 0; i < after->count; i++) {
        char fingerprint[17];
        tn_lint_fingerprint(&after->items[i], fingerprint);
        if (!has(before, fingerprint))
            BROKEN(item, dialect, "the fix brings %s: %s", after->items[i].rule,
                   after->items[i].message);
    }
}

static void wants_same(const struct lint_case *item, enum tn_dialect_id dialect, const char *what,
                       struct tn_buffer a, struct tn_buffer b) {
    if (strcmp(tn_buffer_text(&a), tn_buffer_text(&b)) != 0)
        BROKEN(item, dialect, "%s:\n%s\ninstead of\n%s", what, tn_buffer_text(&a),
               tn_buffer_text(&b));
    tn_buffer_free(&a);
    tn_buffer_free(&b);
}

static void wants_expected(const struct lint_case *item, enum tn_dialect_id dialect,
                           const struct tn_model *model) {
    struct tn_model *expected = cases_expected(item, dialect);
    wants_same(item, dialect, "the fixed model", cases_ddl(model), cases_ddl(expected));
    tn_model_free(expected);
}

static void live_through_fix(const struct lint_case *item, enum tn_dialect_id dialect,
                             struct tn_model *model) {
    struct tn_error error = {0};
    struct tn_findings all = lint_all(model);
    struct tn_buffer before = snapshot(model);
    cases_fix(model, item->rule, &error);
    if (error.message)
        BROKEN(item, dialect, "the fix refuses: %s", error.message);
    assert_true(tn_model_check(model, &error));
    struct tn_findings left = lint_one(model, item->rule->id), after = lint_all(model);
    if (left.count)
        BROKEN(item, dialect, "the fix leaves %s: %s", left.items[0].path, left.items[0].message);
    wants_nothing_new(item, dialect, &all, &after);
    if (item->becomes)
        wants_expected(item, dialect, model);
    assert_non_null(tn_undo(model, NULL));
    wants_same(item, dialect, "after undo", snapshot(model), before);
    tn_findings_free(&all);
    tn_findings_free(&left);
    tn_findings_free(&after);
}

static void wants_refusal(const struct lint_case *item, enum tn_dialect_id dialect,
                          struct tn_model *model) {
    struct tn_error error = {0};
    struct tn_buffer before = snapshot(model);
    cases_fix(model, item->rule, &error);
    if (!error.message)
        BROKEN(item, dialect, "the fix does not refuse");
    if (!strstr(error.message, item->stays))
        BROKEN(item, dialect, "the fix says: %s", error.message);
    tn_error_clear(&error);
    wants_same(item, dialect, "after the refusal", snapshot(model), before);
}

static void fixes_do_what_their_cases_say(void **state) {
    (void)state;
    EACH_CASE(item, dialect) {
        if (!item->rule->fix || strcmp(item->finds, "nothing") == 0)
            continue;
        struct tn_model *model = cases_model(item, dialect);
        if (item->stays)
            wants_refusal(item, dialect, model);
        else
            live_through_fix(item, dialect, model);
        tn_model_free(model);
    }
}

/* ------------------------------------------------------------------ completeness */

static void wants_enough(const struct tn_rule *rule, enum tn_dialect_id dialect, size_t finding,
                         size_t silent) {
    if (rule->dialects && !(rule->dialects & 1u << dialect))
        return;
    if (finding < 2 || silent < 2)
        fail_msg("%s has %zu cases that find something and %zu that do not in %s: two of each are "
                 "wanted",
                 rule->id, finding, silent, tn_dialects[dialect]->name);
}

static void every_rule_has_cases_in_every_dialect(void **state) {
    (void)state;
    for (size_t i = 0; i < tn_rule_count; i++) {
        size_t finding[TN_DIALECT_COUNT] = {0}, silent[TN_DIALECT_COUNT] = {0};
        EACH_CASE(item, dialect) {
            bool finds = strcmp(item->finds, "nothing") != 0;
            finding[dialect] += item->rule == tn_rules[i] && finds;
            silent[dialect] += item->rule == tn_rules[i] && !finds;
        }
        for (enum tn_dialect_id dialect = 0; dialect < TN_DIALECT_COUNT; dialect++)
            wants_enough(tn_rules[i], dialect, finding[dialect], silent[dialect]);
    }
}

static void every_rule_is_explained(void **state) {
    (void)state;
    for (size_t i = 0; i < tn_rule_count; i++) {
        const struct tn_rule *rule = tn_rules[i];
        if (!rule->good || !rule->example || !rule->help || !rule->title)
            fail_msg("%s lacks a title, help, example or good example", rule->id);
        struct tn_model *model = read_sql(example_dialect(rule), rule->good);
        facts_apply(model, rule->good);
        struct tn_findings found = lint_one(model, rule->id);
        if (found.count)
            fail_msg("%s finds something in its good example: %s", rule->id,
                     found.items[0].message);
        tn_findings_free(&found);
        tn_model_free(model);
    }
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_finds_what_its_cases_say),
        cmocka_unit_test(fixes_do_what_their_cases_say),
        cmocka_unit_test(every_rule_has_cases_in_every_dialect),
        cmocka_unit_test(every_rule_is_explained),
    };
    return tn_test_run("lint/cases", tests);
}
