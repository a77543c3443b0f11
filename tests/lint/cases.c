/*
 * Reading the cases, and what several tests do with one.
 */
#include "lint/cases.h"

#include "lint/facts.h"
#include "lint/models.h"
#include "tenon/lower.h"

#include <stdio.h>

/* The names of the files in cases/. */
static const char *const groups[] = {
    "naming",   "keys",        "integrity",   "types",         "indexes",      "normalization",
    "security", "performance", "portability", "documentation", "partitioning",
};

enum { MOST_CASES = 4000 };
static struct lint_case items[MOST_CASES];
static size_t count;

static unsigned all_dialects(const struct tn_rule *rule) {
    return rule->dialects ? rule->dialects : (1u << TN_DIALECT_COUNT) - 1;
}

static unsigned read_dialects(const struct lint_case *lint_case, const char *line) {
    unsigned dialects = 0;
    for (const char *at = line; *at;) {
        char name[20];
        size_t length = strcspn(at, " ");
        snprintf(name, sizeof name, "%.*s", (int)length, at);
        const struct tn_dialect *dialect = tn_dialect_find(name);
        if (!dialect)
            fail_msg("%s:%d: there is no dialect %s", lint_case->file, lint_case->line, name);
        dialects |= 1u << dialect->id;
        at += length + (at[length] == ' ');
    }
    return dialects;
}

/* text: from behind "== " to the next case. */
static void read_case(const char *file, int line, char *text) {
    struct lint_case *found = &items[count++];
    assert_true(count < MOST_CASES);
    size_t length = strcspn(text, "\n");
    if (text[length])
        text[length++] = 0;
    *found = (struct lint_case){.rule = tn_rule_find(text), .file = file, .line = line};
    if (!found->rule)
        fail_msg("%s:%d: there is no rule %s", file, line, text);
    char *script = text + length, *becomes = strstr(script, "\n-- becomes\n");
    if (becomes) {
        *becomes = 0;
        found->becomes = becomes + strlen("\n-- becomes\n");
    }
    found->script = script;
    found->finds = facts_line(script, "-- finds: ");
    found->stays = facts_line(script, "-- stays: ");
    const char *dialects = facts_line(script, "-- dialects: ");
    found->dialects = all_dialects(found->rule);
    if (dialects)
        found->dialects &= read_dialects(found, dialects);
    if (!found->finds)
        fail_msg("%s:%d: the case does not say what the rule finds", file, line);
}

static void read_file(const char *group) {
    char name[100];
    snprintf(name, sizeof name, "tests/lint/cases/%s.sql", group);
    const char *path = tn_test_source(name);
    char *text = tn_test_read(path, NULL);
    if (!text)
        return;
    int line = 1;
    char *previous = NULL;
    int previous_line = 0;
    for (char *at = text; at; line++) {
        char *next = strchr(at, '\n');
        if (strncmp(at, "== ", 3) == 0) {
            if (previous) {
                at[-1] = 0;
                read_case(path, previous_line, previous);
            }
            previous = at + 3;
            previous_line = line;
        }
        at = next ? next + 1 : NULL;
    }
    if (previous)
        read_case(path, previous_line, previous);
}

struct lint_cases cases_all(void) {
    static bool read;
    for (size_t i = 0; !read && i < TN_LENGTH(groups); i++)
        read_file(groups[i]);
    read = true;
    return (struct lint_cases){items, count};
}

static struct tn_model *model_of(const char *script, const char *facts,
                                 enum tn_dialect_id dialect) {
    struct tn_model *model = read_sql(tn_dialects[dialect]->name, script);
    facts_apply(model, facts);
    return model;
}

struct tn_model *cases_model(const struct lint_case *lint_case, enum tn_dialect_id dialect) {
    return model_of(lint_case->script, lint_case->script, dialect);
}

struct tn_model *cases_expected(const struct lint_case *lint_case, enum tn_dialect_id dialect) {
    return model_of(lint_case->becomes, lint_case->becomes, dialect);
}

struct tn_buffer cases_ddl(const struct tn_model *model) {
    struct tn_findings findings = {0};
    struct tn_buffer out = {0};
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct tn_model *physical = tn_lower(model, dialect, &findings);
    tn_sql_write(physical, dialect, &(struct tn_sql_style){0}, &out);
    tn_model_free(physical);
    tn_findings_free(&findings);
    return out;
}

void cases_fix(struct tn_model *model, const struct tn_rule *rule, struct tn_error *reason) {
    struct tn_findings found = lint_one(model, rule->id);
    tn_group_begin(model, "fix %s", rule->id);
    for (size_t i = 0; i < found.count && !reason->message; i++)
        tn_lint_fix(model, &found.items[i], reason);
    tn_group_end(model, NULL);
    tn_findings_free(&found);
}
