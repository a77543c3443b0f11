/*
 * Findings for what shows them elsewhere: JUnit XML, annotations of a GitHub workflow, Markdown.
 */
#include "lint/output.h"

#include <string.h>

/* ------------------------------------------------------------------ JUnit */

static void put_failure(struct tn_buffer *out, const struct tn_finding *finding) {
    tn_put(out, "      <failure type=\"");
    tn_put(out, tn_severity_names[finding->severity]);
    tn_put(out, "\" message=\"");
    tn_put_xml(out, *finding->path ? finding->path : "the model");
    tn_put(out, ": ");
    tn_put_xml(out, finding->message);
    tn_put(out, "\">");
    tn_put_xml(out, finding->remedy ? finding->remedy : "");
    tn_put(out, "</failure>\n");
}

/* A rule of which there are only notes has passed; they are told all the same. */
static void put_case(struct tn_buffer *out, const char *rule, const char *group,
                     const struct tn_findings *findings) {
    tn_put_format(out, "    <testcase classname=\"%s\" name=\"", group);
    tn_put_xml(out, rule);
    tn_put(out, "\">\n");
    for (size_t i = 0; i < findings->count; i++)
        if (findings->items[i].severity > TN_INFO && strcmp(findings->items[i].rule, rule) == 0)
            put_failure(out, &findings->items[i]);
    struct tn_buffer notes = {0};
    for (size_t i = 0; i < findings->count; i++)
        if (findings->items[i].severity == TN_INFO && strcmp(findings->items[i].rule, rule) == 0)
            tn_put_format(&notes, "%s: %s\n", findings->items[i].path, findings->items[i].message);
    if (notes.length) {
        tn_put(out, "      <system-out>");
        tn_put_xml(out, notes.at);
        tn_put(out, "</system-out>\n");
    }
    tn_buffer_free(&notes);
    tn_put(out, "    </testcase>\n");
}

/* How many rules have findings, and how many of them some that count as failures. */
static void count_cases(const struct tn_findings *findings, struct tn_text_map *rules,
                        size_t *failures) {
    static char passed, failed;
    *failures = 0;
    for (size_t i = 0; i < findings->count; i++) {
        const struct tn_finding *finding = &findings->items[i];
        char *known = tn_text_map_get(rules, finding->rule);
        bool fails = finding->severity > TN_INFO;
        if (!known || (fails && known != &failed))
            tn_text_map_put(rules, finding->rule, fails ? &failed : &passed);
        *failures += fails && known != &failed;
    }
}

void lint_write_junit(const struct tn_findings *findings, const struct tn_lint_output *output,
                      struct tn_buffer *out) {
    struct tn_text_map rules = {0};
    size_t failures;
    (void)output;
    count_cases(findings, &rules, &failures);
    size_t own = 0;
    for (size_t i = 0; i < rules.capacity; i++)
        own += rules.slots[i].name.text && !tn_rule_find(rules.slots[i].name.text);
    tn_put_format(out,
                  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
                  "  <testsuite name=\"tenon check\" tests=\"%zu\" failures=\"%zu\">\n",
                  tn_rule_count + own, failures);
    struct tn_text_map written = {0};
    static const struct tn_findings none;
    for (size_t i = 0; i < tn_rule_count; i++)
        put_case(out, tn_rules[i]->id, tn_rules[i]->group,
                 tn_text_map_get(&rules, tn_rules[i]->id) ? findings : &none);
    for (size_t i = 0; i < findings->count; i++) {
        const char *rule = findings->items[i].rule;
        if (tn_rule_find(rule) || tn_text_map_get(&written, rule))
            continue;
        put_case(out, rule, "own", findings);
        tn_text_map_put(&written, rule, &written);
    }
    tn_put(out, "  </testsuite>\n</testsuites>\n");
    tn_text_map_free(&rules);
    tn_text_map_free(&written);
}

/* ------------------------------------------------------------------ GitHub */

/* What ends a command or one of its properties is written as in an URL. */
static void put_command_text(struct tn_buffer *out, const char *text, const char *special) {
    for (const char *c = text; *c; c++)
        if (strchr(special, *c))
            tn_put_format(out, "%%%02X", (unsigned)(unsigned char)*c);
        else
            tn_put_char(out, *c);
}

void lint_write_github(const struct tn_findings *findings, const struct tn_lint_output *output,
                       struct tn_buffer *out) {
    static const char *const commands[] = {"notice", "warning", "error"};
    for (size_t i = 0; i < findings->count; i++) {
        const struct tn_finding *finding = &findings->items[i];
        const char *file = finding->file ? finding->file : output->uri;
        tn_put_format(out, "::%s ", commands[finding->severity]);
        if (file) {
            tn_put(out, "file=");
            put_command_text(out, file, "%\r\n:,");
            if (finding->line)
                tn_put_format(out, ",line=%zu", finding->line);
            tn_put_char(out, ',');
        }
        tn_put(out, "title=");
        put_command_text(out, finding->rule, "%\r\n:,");
        tn_put(out, "::");
        put_command_text(out, *finding->path ? finding->path : "the model", "%\r\n");
        tn_put(out, ": ");
        put_command_text(out, finding->message, "%\r\n");
        if (finding->remedy) {
            tn_put(out, ". ");
            put_command_text(out, finding->remedy, "%\r\n");
        }
        tn_put_char(out, '\n');
    }
}

/* ------------------------------------------------------------------ Markdown */

/* Nothing in a name or message may start markup or end the cell it stands in. */
static void put_cell(struct tn_buffer *out, const char *text) {
    for (const char *c = text; *c; c++) {
        if (*c == '\n' || *c == '\r') {
            tn_put_char(out, ' ');
            continue;
        }
        if (strchr("\\`*_{}[]<>()#+!|~&@", *c))
            tn_put_char(out, '\\');
        tn_put_char(out, *c);
    }
}

static void put_markdown_group(struct tn_buffer *out, const struct lint_group *group) {
    static const char *const marks[] = {"note", "**warning**", "**error**"};
    struct tn_buffer name = {0};
    tn_put_bytes(&name, group->name.at, group->name.length);
    tn_put(out, "\n### ");
    put_cell(out, name.length ? name.at : "The model");
    tn_put(out, "\n\n| | where | what | rule |\n|---|---|---|---|\n");
    for (size_t i = 0; i < group->count; i++) {
        const struct tn_finding *finding = &group->items[i];
        tn_put_format(out, "| %s | ", marks[finding->severity]);
        put_cell(out, lint_place_in(group, finding));
        tn_put(out, " | ");
        put_cell(out, finding->message);
        if (finding->remedy) {
            tn_put(out, ". ");
            put_cell(out, finding->remedy);
        }
        tn_put(out, " | ");
        put_cell(out, finding->rule);
        tn_put(out, " |\n");
    }
    tn_buffer_free(&name);
}

void lint_write_markdown(const struct tn_findings *findings, const struct tn_lint_output *output,
                         struct tn_buffer *out) {
    tn_put(out, "## Schema check: ");
    lint_put_summary(out, findings, output);
    tn_put_char(out, '\n');
    for (struct lint_group group = {0}; lint_next_group(findings, &group);)
        put_markdown_group(out, &group);
}
