/*
 * tenon check.
 */
#include "cli/check.h"

#include "tenon/diff.h"
#include "tenon/review.h"
#include "tenon/source.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The rules, those on data with what of it the model knows. */
static void run(struct cli_checking *checking, const struct tn_model *model,
                struct tn_findings *about_data, struct tn_findings *findings, size_t *waived) {
    struct tn_data_samples samples;
    struct tn_lint_options options = checking->options;
    tn_data_samples_make(&checking->set, model, &samples, about_data);
    struct tn_samples all = tn_data_samples_of(&samples);
    options.samples = &all;
    tn_lint_run(model, &options, findings, waived);
    tn_data_samples_free(&samples);
}

/* ------------------------------------------------------------------ fixes */

static size_t fix_all(struct cli *cli, struct tn_model *model, const struct tn_findings *findings) {
    size_t fixed = 0;
    for (size_t i = 0; i < findings->count; i++) {
        const struct tn_finding *finding = &findings->items[i];
        const struct tn_rule *rule = tn_rule_find(finding->rule);
        struct tn_error error = {0};
        bool done = tn_lint_fix(model, finding, &error);
        if (!done && rule && rule->fix)
            cli_say(cli, "%s: %s stays: %s", finding->path, finding->rule, error.message);
        fixed += done;
        tn_error_clear(&error);
    }
    return fixed;
}

/* The findings that count: without those that the baseline knows. */
static void find_what_counts(struct cli_checking *checking, const struct tn_model *model,
                             struct tn_findings *findings) {
    size_t gone;
    struct tn_findings told_later = {0};
    run(checking, model, &told_later, findings, NULL);
    tn_findings_free(&told_later);
    if (checking->baseline)
        tn_baseline_apply(checking->baseline, model, findings, &gone);
}

static size_t fix_model(struct cli *cli, struct cli_checking *checking, struct tn_model *model,
                        size_t *count) {
    struct tn_findings findings = {0};
    find_what_counts(checking, model, &findings);
    size_t fixed = fix_all(cli, model, &findings);
    *count = findings.count;
    tn_findings_free(&findings);
    return fixed;
}

/* The project is opened once more, to be written to. */
static bool apply_fixes(struct cli *cli, struct cli_checking *checking) {
    const char *path = cli->arguments[0];
    if (!tn_store_is_project(path))
        return tn_fail(&cli->error,
                       "--fix needs a project; tenon new NAME.tenon --from %s makes one", path);
    struct tn_store *store = cli_open_for_change(cli);
    if (!store)
        return false;
    struct tn_model *model = tn_store_model(store);
    size_t count;
    tn_group_begin(model, "fix what the checks found");
    size_t fixed = fix_model(cli, checking, model, &count);
    bool done = tn_group_end(model, &cli->error);
    if (done)
        cli_say(cli, "%zu of %zu findings fixed; tenon undo %s takes it back", fixed, count, path);
    tn_store_close(store);
    return done;
}

/* What --fix would change, as tenon diff shows it. */
static enum cli_status show_fixes(struct cli *cli, struct cli_checking *checking,
                                  const struct tn_model *model) {
    struct tn_model *copy = tn_model_copy(model);
    struct tn_buffer out = {0};
    size_t count;
    tn_group_begin(copy, "fix what the checks found");
    size_t fixed = fix_model(cli, checking, copy, &count);
    tn_group_end(copy, NULL);
    struct tn_diff *diff = tn_diff_new(model, copy, NULL);
    bool color = !cli_has(cli, OPTION_OUTPUT) && cli_color(STDOUT_FILENO);
    tn_review_format_find("text")->write(diff, NULL, color, &out);
    enum cli_status status = cli_output(cli, &out);
    cli_say(cli, "%zu of %zu findings would be fixed", fixed, count);
    tn_diff_free(diff);
    tn_model_free(copy);
    tn_buffer_free(&out);
    return status;
}

/* ------------------------------------------------------------------ check */

static bool write_baseline(struct cli *cli, const struct tn_model *model,
                           const struct tn_findings *findings) {
    const char *file = cli->values[OPTION_WRITE_BASELINE];
    struct tn_buffer text = {0};
    tn_baseline_write(model, findings, &text);
    bool written = tn_write_file(file, text.at, text.length, &cli->error);
    if (written)
        cli_say(cli, "%zu findings are known from now on: --baseline %s", findings->count, file);
    tn_buffer_free(&text);
    return written;
}

static void leave_out_known(struct cli *cli, const struct cli_checking *checking,
                            const struct tn_model *model, struct tn_findings *findings,
                            struct tn_lint_output *output) {
    size_t gone;
    if (!checking->baseline)
        return;
    output->known = tn_baseline_apply(checking->baseline, model, findings, &gone);
    if (gone)
        cli_say(cli, "%zu findings of the baseline are gone: write it anew with --write-baseline",
                gone);
}

static enum cli_status report(struct cli *cli, struct cli_checking *checking,
                              const struct tn_model *model) {
    struct tn_findings findings = {0};
    struct tn_buffer out = {0};
    struct tn_lint_output output = {.uri = cli->arguments[0]};
    output.color = !cli_has(cli, OPTION_OUTPUT) && cli_color(STDOUT_FILENO);
    run(checking, model, &cli->findings, &findings, &output.waived);
    cli_print_findings(cli);
    if (cli_has(cli, OPTION_WRITE_BASELINE) && !write_baseline(cli, model, &findings)) {
        tn_findings_free(&findings);
        return cli_fail(cli);
    }
    leave_out_known(cli, checking, model, &findings, &output);
    if (checking->format->folds && !cli_has(cli, OPTION_EACH))
        output.folded = tn_lint_fold(&findings);
    checking->format->write(&findings, &output, &out);
    enum cli_status status = cli_output(cli, &out);
    if (status == CLI_DONE && checking->fail_on >= 0 && !cli_has(cli, OPTION_WRITE_BASELINE) &&
        tn_findings_count(&findings, (enum tn_severity)checking->fail_on))
        status = CLI_FOUND;
    tn_findings_free(&findings);
    tn_buffer_free(&out);
    return status;
}

static enum cli_status check(struct cli *cli, struct cli_checking *checking,
                             const struct tn_dialect *dialect) {
    struct tn_source *source =
        tn_source_open(cli->arguments[0], dialect, &cli->findings, &cli->error);
    if (!source)
        return cli_fail(cli);
    cli_print_findings(cli);
    struct tn_model *model = cli_ruled_model(cli, source->model);
    enum cli_status status = CLI_FAILED;
    if (!model)
        cli_fail(cli);
    else if (cli_checking_names_rules(cli, checking, model))
        status = cli_has(cli, OPTION_FIX_DRY_RUN) ? show_fixes(cli, checking, model)
                                                  : report(cli, checking, model);
    else
        status = CLI_USAGE;
    if (model != source->model)
        tn_model_free(model);
    tn_source_close(source);
    return status;
}

enum cli_status cli_check(struct cli *cli) {
    const struct tn_dialect *dialect;
    struct cli_checking checking = {0};
    enum cli_status status = CLI_USAGE;
    if (cli_dialect(cli, &dialect) && cli_checking(cli, &checking, &status)) {
        status = CLI_FAILED;
        if (cli_has(cli, OPTION_FIX) && !apply_fixes(cli, &checking))
            cli_fail(cli);
        else
            status = check(cli, &checking, dialect);
    }
    cli_checking_free(&checking);
    return status;
}
