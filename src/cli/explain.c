/*
 * tenon explain: what a rule of the checks or a hazard of migrations means.
 */
#include "cli/command.h"
#include "tenon/lint.h"
#include "tenon/migrate.h"

#include <stdlib.h>
#include <string.h>

static void put_list(struct tn_buffer *out) {
    for (size_t i = 0; i < tn_rule_count; i++)
        tn_put_format(out, "%-24s %-8s %s\n", tn_rules[i]->id,
                      tn_rules[i]->off ? "off" : tn_severity_names[tn_rules[i]->severity],
                      tn_rules[i]->title);
    for (size_t i = 0; i < tn_hazard_count; i++)
        tn_put_format(out, "%-24s %-8s %s\n", tn_hazards[i].id,
                      tn_severity_names[tn_hazards[i].severity], tn_hazards[i].help);
}

/* Where the text stands in its last line. */
static size_t column_of(const struct tn_buffer *out) {
    size_t start = out->length;
    while (start && out->at[start - 1] != '\n')
        start--;
    return out->length - start;
}

/* Breaks lines at blanks so that they stay within 80 columns; the first goes on where the text
 * stands, the others begin behind so many blanks. */
static void put_wrapped(struct tn_buffer *out, const char *text, size_t indent) {
    enum { COLUMNS = 80 };
    for (size_t column = column_of(out); *text; column = indent) {
        size_t length = tn_text_line(text, column < COLUMNS ? COLUMNS - column : 1);
        tn_put_bytes(out, text, length);
        text += length + (text[length] != 0);
        if (*text)
            tn_put_format(out, "\n%*s", (int)indent, "");
    }
    tn_put_char(out, '\n');
}

static void put_script(struct tn_buffer *out, const char *heading, const char *script) {
    tn_put_format(out, "\n%s:\n\n", heading);
    for (const char *line = script; *line;) {
        size_t length = strcspn(line, "\n");
        tn_put_format(out, "    %.*s\n", (int)length, line);
        line += length + (line[length] == '\n');
    }
}

static void put_option(struct tn_buffer *out, const struct tn_passage *passage) {
    enum { INDENT = 8 };
    tn_put_format(out, "\n    %s\n", passage->heading);
    tn_put_repeated(out, ' ', INDENT);
    put_wrapped(out, passage->text, INDENT);
}

static void put_passage(struct tn_buffer *out, const struct tn_passage *passage) {
    switch (passage->kind) {
    case TN_PASSAGE_TITLE:
        tn_put_format(out, "%s\n", passage->text);
        break;
    case TN_PASSAGE_TEXT:
    case TN_PASSAGE_FACT:
        tn_put_format(out, "\n%s%s", passage->heading, *passage->heading ? ": " : "");
        put_wrapped(out, passage->text, 0);
        break;
    case TN_PASSAGE_OPTION:
        put_option(out, passage);
        break;
    case TN_PASSAGE_FAULT:
    case TN_PASSAGE_GOOD:
        put_script(out, passage->heading, passage->text);
        break;
    }
}

static void put_rule(const struct tn_rule *rule, struct tn_buffer *out) {
    struct tn_explanation explanation;
    tn_rule_explain(rule, NULL, &explanation);
    tn_put_format(out, "%s\n", explanation.headline);
    for (size_t i = 0; i < explanation.passages.count; i++)
        put_passage(out, &explanation.passages.items[i]);
    tn_explanation_free(&explanation);
}

static void put_hazard(const struct tn_hazard *found, struct tn_buffer *out) {
    tn_put_format(out, "%s  (migration hazard, %s)\n", found->id,
                  tn_severity_names[found->severity]);
    put_wrapped(out, found->help, 0);
    tn_put(out, "\nWhere: ");
    tn_put_dialects(out, found->dialects);
    tn_put_format(out, "\nWho waits: %s\n", *found->waits ? found->waits : "nobody");
    if (found->grows)
        tn_put(out, "Only a note where the model expects fewer than 10,000 rows.\n");
    tn_put(out, "\nThe safe way: ");
    put_wrapped(out, found->remedy, 0);
}

enum cli_status cli_explain(struct cli *cli) {
    struct tn_buffer out = {0};
    const struct tn_rule *rule = cli->count ? tn_rule_find(cli->arguments[0]) : NULL;
    if (rule)
        put_rule(rule, &out);
    const struct tn_hazard *found = cli->count && !rule ? tn_hazard_find(cli->arguments[0]) : NULL;
    if (found)
        put_hazard(found, &out);
    if (!cli->count)
        put_list(&out);
    if (!out.length)
        return cli_wrong(cli, "there is no rule %s: tenon explain lists them", cli->arguments[0]);
    enum cli_status status = cli_output(cli, &out);
    tn_buffer_free(&out);
    return status;
}
