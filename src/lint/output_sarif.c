/*
 * Findings as SARIF 2.1.0 (OASIS, 2020). It holds no times and no paths of this machine.
 */
#include "lint/output.h"

#include <string.h>

#ifndef TN_VERSION
#define TN_VERSION "0"
#endif

static const char *const levels[] = {
    [TN_INFO] = "note", [TN_WARNING] = "warning", [TN_ERROR] = "error"};

static void put_text(struct tn_buffer *out, const char *name, const char *text) {
    tn_put_format(out, "\"%s\": {\"text\": ", name);
    tn_put_json(out, text);
    tn_put(out, "}");
}

static void put_rule(struct tn_buffer *out, const struct tn_rule *rule) {
    tn_put(out, "{\"id\": ");
    tn_put_json(out, rule->id);
    tn_put(out, ", ");
    put_text(out, "shortDescription", rule->title);
    tn_put(out, ", ");
    put_text(out, "fullDescription", rule->help);
    tn_put(out, ", ");
    put_text(out, "help", rule->help);
    tn_put_format(out, ", \"defaultConfiguration\": {\"level\": \"%s\"}", levels[rule->severity]);
    tn_put(out, ", \"properties\": {\"tags\": [");
    tn_put_json(out, rule->group);
    tn_put(out, "]}}");
}

/* Findings of other rooms have no row in the table of rules. */
static void put_foreign_rule(struct tn_buffer *out, const char *id) {
    tn_put(out, "{\"id\": ");
    tn_put_json(out, id);
    static const char *const names[] = {"shortDescription", "fullDescription", "help"};
    for (size_t i = 0; i < TN_LENGTH(names); i++) {
        tn_put(out, ", ");
        put_text(out, names[i], id);
    }
    tn_put(out, "}");
}

/* All rules, so that rule ids mean the same in every file, then whatever else findings name.
 * numbers: rule id -> its place from 1. */
static void put_rules(struct tn_buffer *out, const struct tn_findings *findings,
                      struct tn_text_map *numbers) {
    uintptr_t count = 0;
    for (size_t i = 0; i < tn_rule_count; i++) {
        tn_put(out, count ? ",\n            " : "\n            ");
        put_rule(out, tn_rules[i]);
        tn_text_map_put(numbers, tn_rules[i]->id, (void *)++count);
    }
    for (size_t i = 0; i < findings->count; i++) {
        if (tn_text_map_get(numbers, findings->items[i].rule))
            continue;
        tn_put(out, ",\n            ");
        put_foreign_rule(out, findings->items[i].rule);
        tn_text_map_put(numbers, findings->items[i].rule, (void *)++count);
    }
}

/* A path as a URI reference (RFC 3986): an absolute one gets the file scheme. */
static void put_uri(struct tn_buffer *out, const char *path) {
    struct tn_buffer uri = {0};
    if (*path == '/')
        tn_put(&uri, "file://");
    for (const char *c = path; *c; c++)
        if (strchr("-._~/", *c) || (*c >= '0' && *c <= '9') || (*c >= 'a' && *c <= 'z') ||
            (*c >= 'A' && *c <= 'Z'))
            tn_put_char(&uri, *c);
        else
            tn_put_format(&uri, "%%%02X", (unsigned)(unsigned char)*c);
    tn_put_json(out, tn_buffer_text(&uri));
    tn_buffer_free(&uri);
}

static void put_physical(struct tn_buffer *out, const struct tn_finding *finding,
                         const char *file) {
    tn_put(out, "\"physicalLocation\": {\"artifactLocation\": {\"uri\": ");
    put_uri(out, file);
    tn_put(out, "}");
    if (finding->line) {
        tn_put_format(out, ", \"region\": {\"startLine\": %zu", finding->line);
        if (finding->column)
            tn_put_format(out, ", \"startColumn\": %zu", finding->column);
        tn_put(out, "}");
    }
    tn_put(out, "}");
}

static void put_locations(struct tn_buffer *out, const struct tn_finding *finding,
                          const char *uri) {
    const char *file = finding->file ? finding->file : uri;
    tn_put(out, ", \"locations\": [");
    if (file || *finding->path) {
        tn_put(out, "{");
        if (file)
            put_physical(out, finding, file);
        if (*finding->path) {
            tn_put(out, file ? ", " : "");
            tn_put(out, "\"logicalLocations\": [{\"fullyQualifiedName\": ");
            tn_put_json(out, finding->path);
            tn_put(out, "}]");
        }
        tn_put(out, "}");
    }
    tn_put(out, "]");
}

static void put_result(struct tn_buffer *out, const struct tn_finding *finding, size_t rule,
                       const char *uri) {
    char fingerprint[17];
    tn_lint_fingerprint(finding, fingerprint);
    tn_put(out, "{\"ruleId\": ");
    tn_put_json(out, finding->rule);
    tn_put_format(out, ", \"ruleIndex\": %zu, \"level\": \"%s\", \"message\": {\"text\": ", rule,
                  levels[finding->severity]);
    struct tn_buffer message = {0};
    tn_put_format(&message, "%s.", finding->message);
    if (finding->remedy)
        tn_put_format(&message, " %s", finding->remedy);
    tn_put_json(out, tn_buffer_text(&message));
    tn_buffer_free(&message);
    tn_put(out, "}");
    put_locations(out, finding, uri);
    tn_put_format(out, ", \"partialFingerprints\": {\"primaryLocationLineHash\": \"%s\"}}",
                  fingerprint);
}

void lint_write_sarif(const struct tn_findings *findings, const struct tn_lint_output *output,
                      struct tn_buffer *out) {
    const char *uri = output->uri;
    struct tn_text_map numbers = {0};
    tn_put(out, "{\n  \"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n"
                "  \"version\": \"2.1.0\",\n  \"runs\": [\n    {\n      \"tool\": {\n"
                "        \"driver\": {\n          \"name\": \"tenon\",\n          \"version\": ");
    tn_put_json(out, TN_VERSION);
    tn_put(out, ",\n          \"rules\": [");
    put_rules(out, findings, &numbers);
    tn_put(out, "\n          ]\n        }\n      },\n"
                "      \"results\": [");
    for (size_t i = 0; i < findings->count; i++) {
        uintptr_t number = (uintptr_t)tn_text_map_get(&numbers, findings->items[i].rule);
        tn_put(out, i ? ",\n        " : "\n        ");
        put_result(out, &findings->items[i], (size_t)number - 1, uri);
    }
    tn_put(out, findings->count ? "\n      ]\n    }\n  ]\n}\n" : "]\n    }\n  ]\n}\n");
    tn_text_map_free(&numbers);
}
