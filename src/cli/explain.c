/*
 * tenon explain: what a rule of the checks or a hazard of migrations means.
 */
#include "cli/command.h"
#include "tenon/lint.h"
#include "tenon/migrate.h"

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
    size_t column = column_of(out);
    bool begins = true;
    for (; *text; begins = false) {
        size_t length = strcspn(text, " \n");
        if (!begins && column + 1 + length > 80) {
            tn_put_format(out, "\n%*s", (int)indent, "");
            column = indent;
        } else if (!begins) {
            tn_put_char(out, ' ');
            column++;
        }
        tn_put_bytes(out, text, length);
        column += length;
        text += length + (text[length] != 0);
    }
    tn_put_char(out, '\n');
}

static void put_dialects(unsigned dialects, struct tn_buffer *out) {
    size_t start = out->length;
    for (int i = 0; i < TN_DIALECT_COUNT; i++)
        if (dialects & 1u << i)
            tn_put_format(out, "%s%s", out->length > start ? ", " : "", tn_dialects[i]->title);
}

static void put_indented(struct tn_buffer *out, const char *title, const char *script) {
    if (!script)
        return;
    tn_put_format(out, "\n%s:\n\n", title);
    for (const char *line = script; *line;) {
        size_t length = strcspn(line, "\n");
        tn_put_format(out, "    %.*s\n", (int)length, line);
        line += length + (line[length] == '\n');
    }
}

static void put_options(struct tn_buffer *out, const struct tn_rule *rule) {
    if (!rule->options)
        return;
    tn_put(out, "\nOptions (tenon rule PROJECT ");
    tn_put_format(out, "%s OPTION=VALUE):\n\n", rule->id);
    for (const struct tn_rule_option *option = rule->options; option->name; option++) {
        tn_put_format(out, "    %s=%s\n        ", option->name, option->value);
        put_wrapped(out, option->help, 8);
        if (option->choices)
            tn_put_format(out, "        One of: %s\n", option->choices);
    }
}

static void put_rule(const struct tn_rule *rule, struct tn_buffer *out) {
    tn_put_format(out, "%s  (%s, %s)\n%s\n\n", rule->id, rule->group,
                  rule->off ? "off by default" : tn_severity_names[rule->severity], rule->title);
    put_wrapped(out, rule->help, 0);
    if (rule->dialects) {
        tn_put(out, "\nWhere: ");
        put_dialects(rule->dialects, out);
        tn_put_char(out, '\n');
    }
    if (rule->doubt) {
        tn_put(out, "\nWhere it may be wrong: ");
        put_wrapped(out, rule->doubt, 0);
    }
    tn_put_format(out, "\nAutomatic fix: %s\n", rule->fix ? "yes" : "no");
    put_options(out, rule);
    put_indented(out, "An example with this fault", rule->example);
    put_indented(out, "And without", rule->good);
}

static void put_hazard(const struct tn_hazard *found, struct tn_buffer *out) {
    tn_put_format(out, "%s  (migration hazard, %s)\n", found->id,
                  tn_severity_names[found->severity]);
    put_wrapped(out, found->help, 0);
    tn_put(out, "\nWhere: ");
    put_dialects(found->dialects, out);
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
