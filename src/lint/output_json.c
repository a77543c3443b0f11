/*
 * Findings as JSON of our own. It holds no times and no paths of this machine, so that two runs can
 * be compared.
 */
#include "lint/output.h"

#include <string.h>

static void put_member(struct tn_buffer *out, const char *name, const char *value) {
    tn_put_format(out, ", \"%s\": ", name);
    if (value)
        tn_put_json(out, value);
    else
        tn_put(out, "null");
}

static void put_finding(struct tn_buffer *out, const struct tn_finding *finding) {
    const struct tn_rule *rule = tn_rule_find(finding->rule);
    char fingerprint[17], id[17];
    tn_lint_fingerprint(finding, fingerprint);
    tn_id_print(finding->object, id);
    tn_put(out, "{\"rule\": ");
    tn_put_json(out, finding->rule);
    put_member(out, "severity", tn_severity_names[finding->severity]);
    put_member(out, "message", finding->message);
    put_member(out, "remedy", finding->remedy);
    put_member(out, "path", finding->path);
    put_member(out, "object", finding->object ? id : NULL);
    put_member(out, "file", finding->file);
    tn_put_format(out, ", \"line\": %zu, \"column\": %zu, \"fixable\": %s", finding->line,
                  finding->column, rule && rule->fix ? "true" : "false");
    put_member(out, "fingerprint", fingerprint);
    tn_put(out, "}");
}

void lint_write_json(const struct tn_findings *findings, const struct tn_lint_output *output,
                     struct tn_buffer *out) {
    (void)output;
    size_t errors = tn_findings_count(findings, TN_ERROR);
    size_t warnings = tn_findings_count(findings, TN_WARNING) - errors;
    tn_put_format(out,
                  "{\n  \"format\": 1,\n  \"errors\": %zu,\n  \"warnings\": %zu,\n  \"infos\": %zu,"
                  "\n  \"findings\": [",
                  errors, warnings, findings->count - errors - warnings);
    for (size_t i = 0; i < findings->count; i++) {
        tn_put(out, i ? ",\n    " : "\n    ");
        put_finding(out, &findings->items[i]);
    }
    tn_put(out, findings->count ? "\n  ]\n}\n" : "]\n}\n");
}
