/*
 * tenon diff and tenon migrate: two sources side by side.
 */
#include "cli/command.h"
#include "tenon/lower.h"
#include "tenon/review.h"
#include "tenon/source.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Both sides as physical models of one dialect. */
struct pair {
    struct tn_source *old_source, *new_source;
    struct tn_model *before, *after;
    const struct tn_dialect *dialect;
};

static void close_pair(struct pair *pair) {
    tn_model_free(pair->before);
    tn_model_free(pair->after);
    if (pair->old_source)
        tn_source_close(pair->old_source);
    if (pair->new_source)
        tn_source_close(pair->new_source);
}

static bool both_from_standard_input(const struct cli *cli) {
    return strcmp(cli->arguments[0], "-") == 0 && strcmp(cli->arguments[1], "-") == 0;
}

/* An empty text says nothing of its dialect: the other side tells. */
static bool is_text_without_tables(const struct tn_source *source) {
    return source->format && source->model->counts[TN_entity] == 0;
}

static const struct tn_dialect *common_dialect(const struct pair *pair) {
    if (is_text_without_tables(pair->new_source))
        return tn_dialect_of(pair->old_source->model);
    return tn_dialect_of(pair->new_source->model);
}

static bool open_pair(struct cli *cli, struct pair *pair, const struct tn_dialect *dialect) {
    if (both_from_standard_input(cli))
        return tn_fail(&cli->error, "only one of OLD and NEW can be standard input");
    pair->old_source = tn_source_open(cli->arguments[0], dialect, &cli->findings, &cli->error);
    if (!pair->old_source)
        return false;
    pair->new_source = tn_source_open(cli->arguments[1], dialect, &cli->findings, &cli->error);
    if (!pair->new_source)
        return false;
    pair->dialect = dialect ? dialect : common_dialect(pair);
    static const struct tn_lower_options usual;
    pair->before = tn_source_lower(pair->old_source, pair->dialect, &usual, &cli->findings);
    pair->after = tn_source_lower(pair->new_source, pair->dialect, &usual, &cli->findings);
    return true;
}

/* ------------------------------------------------------------------ diff */

static enum cli_status put_diff(struct cli *cli, const struct pair *pair,
                                const struct cli_matching *matching,
                                const struct tn_review_format *format) {
    const struct tn_diff_options *options = &matching->options;
    struct tn_diff *diff = tn_diff_new(pair->before, pair->after, options);
    struct tn_error no_plan = {0}; /* a report without hazards is better than none */
    struct tn_plan *plan = tn_plan_of(diff, pair->dialect, options, &no_plan);
    tn_error_clear(&no_plan);
    struct tn_buffer out = {0};
    format->write(diff, plan, !cli_has(cli, OPTION_OUTPUT) && cli_color(STDOUT_FILENO), &out);
    enum cli_status status =
        cli_renames_out(cli, matching, diff) ? cli_output(cli, &out) : cli_fail(cli);
    if (status == CLI_DONE && diff->changes.count && cli_has(cli, OPTION_EXIT_CODE))
        status = CLI_FOUND;
    tn_buffer_free(&out);
    tn_plan_free(plan);
    tn_diff_free(diff);
    return status;
}

enum cli_status cli_diff(struct cli *cli) {
    const struct tn_dialect *dialect;
    const char *name = cli_has(cli, OPTION_FORMAT) ? cli->values[OPTION_FORMAT] : "text";
    const struct tn_review_format *format = tn_review_format_find(name);
    if (!format)
        return cli_wrong(cli, "unknown format %s: use text, json or markdown", name);
    if (!cli_dialect(cli, &dialect))
        return CLI_USAGE;
    struct pair pair = {0};
    struct cli_matching matching;
    enum cli_status status = CLI_FAILED;
    if (cli_matching(cli, &matching) && open_pair(cli, &pair, dialect)) {
        cli_print_findings(cli);
        status = put_diff(cli, &pair, &matching, format);
    } else {
        cli_fail(cli);
    }
    cli_matching_free(&matching);
    close_pair(&pair);
    return status;
}

/* ------------------------------------------------------------------ migrate */

static bool write_script(struct cli *cli, const struct tn_plan *plan, bool down, const char *name) {
    struct tn_buffer script = {0};
    tn_plan_write(plan, down, &script);
    bool done = cli_write_in_folder(cli, name, &script);
    tn_buffer_free(&script);
    return done;
}

/* Both scripts anew, whatever was there. */
static bool write_folder(struct cli *cli, const struct tn_plan *plan) {
    return write_script(cli, plan, false, "up.sql") && write_script(cli, plan, true, "down.sql");
}

bool cli_wants_json(const struct cli *cli) {
    return cli_has(cli, OPTION_FORMAT) && strcmp(cli->values[OPTION_FORMAT], "json") == 0;
}

static void put_on_screen(const struct cli *cli, const struct tn_plan *plan,
                          struct tn_buffer *out) {
    bool down = cli_has(cli, OPTION_DOWN);
    if (cli_wants_json(cli))
        tn_plan_json(plan, down, out);
    else if (cli_has(cli, OPTION_EXPLAIN))
        tn_plan_explain(plan, down, out);
    else
        tn_plan_write(plan, down, out);
}

/* Files of a migration tool, beside those that are there. */
bool cli_write_layout(struct cli *cli, const struct tn_plan *plan, const struct tn_layout *layout,
                      const char *name) {
    struct tn_layout_options options = {
        .folder = cli->values[OPTION_OUTPUT], .name = name, .time = (int64_t)time(NULL)};
    struct tn_layout_files files = {0};
    bool done = tn_layout_write(layout, plan, &options, &files, &cli->findings, &cli->error) &&
                tn_add_files(options.folder, files.list.items, files.list.count, &cli->error);
    for (size_t i = 0; i < files.list.count && done; i++)
        cli_say(cli, "%s/%s written", options.folder, files.list.items[i].path);
    tn_layout_files_free(&files);
    return done;
}

static bool write_layout(struct cli *cli, const struct tn_plan *plan,
                         const struct tn_layout *layout) {
    if (!cli_write_layout(cli, plan, layout, cli->values[OPTION_NAME]))
        return false;
    if (!plan->steps.count)
        cli_say(cli, "nothing to do: the schemas do not differ");
    cli_print_findings(cli);
    return true;
}

static enum cli_status put_plan(struct cli *cli, const struct tn_plan *plan,
                                const struct tn_layout *layout, int fail_on) {
    enum cli_status status = CLI_DONE;
    if (layout) {
        status = write_layout(cli, plan, layout) ? CLI_DONE : cli_fail(cli);
    } else if (cli_has(cli, OPTION_OUTPUT)) {
        status = write_folder(cli, plan) ? CLI_DONE : cli_fail(cli);
    } else {
        struct tn_buffer out = {0};
        put_on_screen(cli, plan, &out);
        status = cli_output(cli, &out);
        tn_buffer_free(&out);
    }
    if (status == CLI_DONE && fail_on >= 0 &&
        tn_findings_count(&plan->findings, (enum tn_severity)fail_on))
        status = CLI_FOUND;
    return status;
}

void cli_print_hazards(const struct cli *cli, const struct tn_plan *plan) {
    struct tn_buffer text = {0};
    tn_findings_print(&plan->findings, &text);
    if (text.length && !cli_has(cli, OPTION_QUIET) && !cli_wants_json(cli))
        fputs(text.at, stderr);
    if (plan->waived && !cli_wants_json(cli))
        cli_say(cli, "%zu %s waived", plan->waived,
                plan->waived == 1 ? "hazard is" : "hazards are");
    tn_buffer_free(&text);
}

/* The plan has its own comparisons, of models in between. */
static bool write_renames(struct cli *cli, const struct pair *pair,
                          const struct cli_matching *matching) {
    if (!matching->options.renames && !cli_has(cli, OPTION_RENAMES_OUT))
        return true;
    struct tn_diff *diff = tn_diff_new(pair->before, pair->after, &matching->options);
    bool done = cli_renames_out(cli, matching, diff);
    tn_diff_free(diff);
    return done;
}

/* What it takes to get from OLD to NEW, a line a step: nothing, where the migrations arrive. */
static enum cli_status put_missing(struct cli *cli, const struct tn_plan *plan) {
    struct tn_buffer out = {0};
    for (size_t i = 0; i < plan->steps.count; i++)
        tn_put_format(&out, "%s\n", plan->steps.items[i].title);
    if (!out.length) {
        cli_say(cli, "%s arrives at %s", cli->arguments[0], cli->arguments[1]);
        return CLI_DONE;
    }
    cli_say(cli, "%s does not arrive at %s; missing:", cli->arguments[0], cli->arguments[1]);
    enum cli_status status = cli_output(cli, &out);
    tn_buffer_free(&out);
    return status == CLI_DONE ? CLI_FOUND : status;
}

/* --layout, or NULL. False after saying what is wrong with it. */
static bool layout_of(struct cli *cli, const struct tn_layout **layout) {
    const char *name = cli->values[OPTION_LAYOUT];
    *layout = name ? tn_layout_find(name) : NULL;
    if (name && !*layout)
        cli_wrong(cli, "unknown layout %s: tenon migrate --help lists them", name);
    else if (name && !cli_has(cli, OPTION_OUTPUT))
        cli_wrong(cli, "--layout writes files: say where with -o FOLDER");
    else if (name && (cli_has(cli, OPTION_DOWN) || cli_has(cli, OPTION_EXPLAIN) ||
                      cli_has(cli, OPTION_FORMAT)))
        cli_wrong(cli, "--layout writes both ways as files: leave --down, --explain, --format out");
    else if (!name && cli_has(cli, OPTION_NAME))
        cli_wrong(cli, "--name is for --layout");
    else
        return true;
    return false;
}

enum cli_status cli_migrate(struct cli *cli) {
    const struct tn_dialect *dialect;
    const struct tn_layout *layout;
    int fail_on;
    bool json; /* cli_wants_json() tells it later */
    if (!cli_dialect(cli, &dialect) || !cli_fail_on(cli, -1, &fail_on) ||
        !layout_of(cli, &layout) || !cli_rollout_is_asked(cli) || !cli_text_or_json(cli, &json))
        return CLI_USAGE;
    if (cli_has(cli, OPTION_SERVER) && !cli_has(cli, OPTION_VERIFY))
        return cli_wrong(cli, "--server is for --verify");
    struct pair pair = {0};
    struct tn_plan *plan = NULL;
    struct cli_matching matching;
    bool opened = cli_matching(cli, &matching) && open_pair(cli, &pair, dialect);
    if (opened && cli_has(cli, OPTION_VERIFY) && pair.dialect->id != TN_SQLITE &&
        !cli_has(cli, OPTION_SERVER))
        opened = tn_fail(&cli->error, "%s is tried out on a server: say which with --server URL",
                         pair.dialect->title);
    bool online = opened && cli_has(cli, OPTION_ONLINE) && !cli_has(cli, OPTION_CHECK);
    if (opened && !online)
        plan = tn_plan_new(pair.before, pair.after, pair.dialect, &matching.options, &cli->error);
    if (plan && !write_renames(cli, &pair, &matching)) {
        tn_plan_free(plan);
        plan = NULL;
    }
    enum cli_status status = CLI_FAILED;
    if (online && !cli_refuses_losses(cli) && write_renames(cli, &pair, &matching)) {
        status = cli_rollout(cli, pair.before, pair.after, pair.dialect, &matching.options, layout,
                             fail_on);
    } else if (plan && cli_refuses_losses(cli)) {
        status = CLI_FOUND;
    } else if (plan && cli_has(cli, OPTION_CHECK)) {
        cli_print_findings(cli);
        status = put_missing(cli, plan);
    } else if (plan) {
        cli_print_findings(cli);
        cli_print_hazards(cli, plan);
        status = put_plan(cli, plan, layout, fail_on);
        if (status == CLI_DONE && cli_has(cli, OPTION_VERIFY))
            status = cli_verify_plan(cli, pair.before, pair.after, plan);
    } else {
        cli_fail(cli);
    }
    tn_plan_free(plan);
    cli_matching_free(&matching);
    close_pair(&pair);
    return status;
}
