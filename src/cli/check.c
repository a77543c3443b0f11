/*
 * tenon check and tenon explain.
 */
#include "cli/data.h"
#include "tenon/lint.h"
#include "tenon/migrate.h"
#include "tenon/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ------------------------------------------------------------------ text */

static const char *const colors[] = {"\033[36m", "\033[33m", "\033[31m"};

static void put_colored(const struct tn_findings *findings, struct tn_buffer *out) {
    for (size_t i = 0; i < findings->count; i++) {
        const struct tn_finding *finding = &findings->items[i];
        tn_put_format(out, "\033[1m%s\033[0m: %s%s\033[0m: %s \033[2m[%s]\033[0m\n",
                      *finding->path ? finding->path : "the model", colors[finding->severity],
                      tn_severity_names[finding->severity], finding->message, finding->rule);
        if (finding->remedy)
            tn_put_format(out, "    %s\n", finding->remedy);
    }
}

static size_t exactly(const struct tn_findings *findings, enum tn_severity severity) {
    return tn_findings_count(findings, severity) -
           (severity < TN_ERROR ? tn_findings_count(findings, severity + 1) : 0);
}

static void put_summary(const struct tn_findings *findings, size_t waived, struct tn_buffer *out) {
    size_t errors = exactly(findings, TN_ERROR), warnings = exactly(findings, TN_WARNING),
           notes = exactly(findings, TN_INFO);
    if (findings->count == 0)
        tn_put(out, "no findings");
    else
        tn_put_format(out, "%zu error%s, %zu warning%s, %zu note%s", errors, errors == 1 ? "" : "s",
                      warnings, warnings == 1 ? "" : "s", notes, notes == 1 ? "" : "s");
    if (waived)
        tn_put_format(out, ", %zu waived", waived);
    tn_put(out, "\n");
}

static bool put_findings(struct cli *cli, const struct tn_findings *findings, size_t waived,
                         struct tn_buffer *out) {
    const char *format = cli_has(cli, OPTION_FORMAT) ? cli->values[OPTION_FORMAT] : "text";
    bool to_terminal = !cli_has(cli, OPTION_OUTPUT) && cli_color(STDOUT_FILENO);
    if (strcmp(format, "json") == 0)
        tn_lint_json(findings, out);
    else if (strcmp(format, "sarif") == 0)
        tn_lint_sarif(findings, cli->arguments[0], out);
    else if (strcmp(format, "text") != 0)
        return cli_wrong(cli, "unknown format %s: use text, json or sarif", format) == CLI_DONE;
    else {
        if (to_terminal)
            put_colored(findings, out);
        else
            tn_findings_print(findings, out);
        put_summary(findings, waived, out);
    }
    return true;
}

/* ------------------------------------------------------------------ rules and
 * fixes */

/* --rule a,b as a NULL-terminated list in the arena. NULL after saying which is
 * unknown. */
static const char *const *read_rules(struct cli *cli, struct tn_arena *arena) {
    const char *text = cli->values[OPTION_RULE];
    TN_VECTOR(const char *) rules = {0};
    for (const char *at = text; *at;) {
        size_t length = strcspn(at, ",");
        const char *id = tn_arena_text(arena, at, length);
        if (!tn_rule_find(id)) {
            cli_wrong(cli, "unknown rule %s: tenon explain lists them", id);
            free(rules.items);
            return NULL;
        }
        TN_PUSH(&rules, id);
        at += length + (at[length] == ',');
    }
    TN_PUSH(&rules, NULL);
    const char **list = tn_arena_allocate(arena, rules.count * sizeof *list);
    memcpy(list, rules.items, rules.count * sizeof *list);
    free(rules.items);
    return list;
}

static size_t fix_all(struct tn_model *model, const struct tn_findings *findings) {
    size_t fixed = 0;
    for (size_t i = 0; i < findings->count; i++) {
        struct tn_error error = {0};
        fixed += tn_lint_fix(model, &findings->items[i], &error);
        tn_error_clear(&error);
    }
    return fixed;
}

/* What --data names. */
static bool read_data(struct cli *cli, struct cli_data *data, struct tn_data_set *set) {
    for (size_t i = 0; i < cli->given.count; i++)
        if (cli->given.items[i].option == OPTION_DATA &&
            !cli_data_read(cli, data, cli->given.items[i].value, set))
            return false;
    return true;
}

/* The rules, those on data with what of it the model knows. */
static void run(const struct tn_model *model, const struct tn_lint_options *options,
                const struct tn_data_set *set, struct tn_findings *about_data,
                struct tn_findings *findings, size_t *waived) {
    struct tn_data_samples samples;
    struct tn_lint_options with_data = *options;
    tn_data_samples_make(set, model, &samples, about_data);
    struct tn_samples all = tn_data_samples_of(&samples);
    with_data.samples = &all;
    tn_lint_run(model, &with_data, findings, waived);
    tn_data_samples_free(&samples);
}

/* The project is opened once more, to be written to. */
static bool apply_fixes(struct cli *cli, const struct tn_lint_options *options,
                        const struct tn_data_set *set) {
    const char *path = cli->arguments[0];
    if (!tn_store_is_project(path))
        return tn_fail(&cli->error,
                       "--fix needs a project; tenon new NAME.tenon --from %s makes one", path);
    struct tn_store *store = tn_store_open(path, TN_STORE_WRITE, &cli->error);
    if (!store)
        return false;
    bool done = !tn_store_read_only(store) || tn_fail(&cli->error, "%s", tn_store_read_only(store));
    struct tn_findings findings = {0}, told_later = {0};
    struct tn_model *model = tn_store_model(store);
    if (done) {
        run(model, options, set, &told_later, &findings, NULL);
        tn_group_begin(model, "fix what the checks found");
        size_t fixed = fix_all(model, &findings);
        done = tn_group_end(model, &cli->error);
        cli_say(cli, "%zu of %zu findings fixed; tenon undo %s takes it back", fixed,
                findings.count, path);
    }
    tn_findings_free(&findings);
    tn_findings_free(&told_later);
    tn_store_close(store);
    return done;
}

/* ------------------------------------------------------------------ check */

static enum cli_status check(struct cli *cli, const struct tn_lint_options *options,
                             const struct tn_data_set *set, const struct tn_dialect *dialect,
                             int fail_on) {
    struct tn_source *source =
        tn_source_open(cli->arguments[0], dialect, &cli->findings, &cli->error);
    if (!source)
        return cli_fail(cli);
    struct tn_findings findings = {0};
    size_t waived = 0;
    struct tn_buffer out = {0};
    run(source->model, options, set, &cli->findings, &findings, &waived);
    cli_print_findings(cli);
    enum cli_status status = CLI_USAGE;
    if (put_findings(cli, &findings, waived, &out))
        status = cli_output(cli, &out);
    if (status == CLI_DONE && fail_on >= 0 &&
        tn_findings_count(&findings, (enum tn_severity)fail_on))
        status = CLI_FOUND;
    tn_source_close(source);
    tn_findings_free(&findings);
    tn_buffer_free(&out);
    return status;
}

/* With the rules and data that are asked for. */
static enum cli_status check_all(struct cli *cli, struct tn_lint_options *options,
                                 struct cli_data *data, struct tn_data_set *set) {
    const struct tn_dialect *dialect;
    int fail_on;
    if (!cli_dialect(cli, &dialect) || !cli_fail_on(cli, TN_ERROR, &fail_on) ||
        !cli_data_options(cli, data) ||
        (cli_has(cli, OPTION_RULE) && !(options->only = read_rules(cli, &data->arena))))
        return CLI_USAGE;
    if (!read_data(cli, data, set) || (cli_has(cli, OPTION_FIX) && !apply_fixes(cli, options, set)))
        return cli_fail(cli);
    return check(cli, options, set, dialect, fail_on);
}

enum cli_status cli_check(struct cli *cli) {
    struct cli_data data = {.options = {0}};
    struct tn_data_set set = {0};
    struct tn_lint_options options = {.waived_too = cli_has(cli, OPTION_WAIVED)};
    enum cli_status status = check_all(cli, &options, &data, &set);
    tn_data_set_free(&set);
    cli_data_free(&data);
    return status;
}

/* ------------------------------------------------------------------ explain */

static void put_list(struct tn_buffer *out) {
    for (size_t i = 0; i < tn_rule_count; i++)
        tn_put_format(out, "%-24s %-8s %s\n", tn_rules[i]->id,
                      tn_rules[i]->off ? "off" : tn_severity_names[tn_rules[i]->severity],
                      tn_rules[i]->title);
    for (size_t i = 0; i < tn_hazard_count; i++)
        tn_put_format(out, "%-24s %-8s %s\n", tn_hazards[i].id,
                      tn_severity_names[tn_hazards[i].severity], tn_hazards[i].help);
}

/* Breaks lines at blanks so that they stay within 80 columns. */
static void put_wrapped(struct tn_buffer *out, const char *text) {
    size_t column = 0;
    while (*text) {
        size_t length = strcspn(text, " \n");
        if (column && column + 1 + length > 80) {
            tn_put_char(out, '\n');
            column = 0;
        } else if (column) {
            tn_put_char(out, ' ');
            column++;
        }
        tn_put_bytes(out, text, length);
        column += length;
        text += length + (text[length] != 0);
    }
    tn_put_char(out, '\n');
}

static void put_rule(const struct tn_rule *rule, struct tn_buffer *out) {
    tn_put_format(out, "%s  (%s, %s)\n%s\n\n", rule->id, rule->group,
                  rule->off ? "off by default" : tn_severity_names[rule->severity], rule->title);
    put_wrapped(out, rule->help);
    tn_put_format(out, "\nAutomatic fix: %s\n\nAn example with this fault:\n\n",
                  rule->fix ? "yes" : "no");
    for (const char *line = rule->example; *line;) {
        size_t length = strcspn(line, "\n");
        tn_put_format(out, "    %.*s\n", (int)length, line);
        line += length + (line[length] == '\n');
    }
}

static void put_dialects(unsigned dialects, struct tn_buffer *out) {
    size_t start = out->length;
    for (int i = 0; i < TN_DIALECT_COUNT; i++)
        if (dialects & 1u << i)
            tn_put_format(out, "%s%s", out->length > start ? ", " : "", tn_dialects[i]->title);
}

static void put_hazard(const struct tn_hazard *found, struct tn_buffer *out) {
    tn_put_format(out, "%s  (migration hazard, %s)\n", found->id,
                  tn_severity_names[found->severity]);
    put_wrapped(out, found->help);
    tn_put(out, "\nWhere: ");
    put_dialects(found->dialects, out);
    tn_put_format(out, "\nWho waits: %s\n", *found->waits ? found->waits : "nobody");
    if (found->grows)
        tn_put(out, "Only a note where the model expects fewer than 10,000 rows.\n");
    tn_put(out, "\nThe safe way: ");
    put_wrapped(out, found->remedy);
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
