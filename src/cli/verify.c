/*
 * tenon migrate --verify: the scripts are tried out before they are believed.
 */
#include "cli/command.h"
#include "tenon/live.h"
#include "tenon/migrate.h"

#include <stdio.h>
#include <string.h>

/* What it found, on standard error: the script itself may go to standard output. A migration that
 * does not arrive is an error, of which --quiet tells too. */
static void print_report(const struct cli *cli, enum tn_verdict verdict,
                         const struct tn_buffer *report) {
    bool told = verdict != TN_ARRIVES || !cli_has(cli, OPTION_QUIET);
    const char *line = told ? tn_buffer_text(report) : "";
    for (const char *end; (end = strchr(line, '\n')); line = end + 1)
        fprintf(stderr, "verify: %.*s\n", (int)(end - line), line);
}

static enum cli_status cli_verify(struct cli *cli, const struct tn_model *before,
                                  const struct tn_model *after, const struct tn_dialect *dialect,
                                  const struct tn_trial *trial) {
    struct tn_buffer report = {0};
    struct tn_live *live = tn_live_open(cli->values[OPTION_SERVER], dialect, &cli->error);
    if (!live)
        return cli_fail(cli);
    enum tn_verdict verdict =
        tn_verify(live, before, after, trial, cli_has(cli, OPTION_ORDER), &report, &cli->error);
    bool closed = tn_live_close(live, verdict == TN_UNDECIDED ? NULL : &cli->error);
    print_report(cli, verdict, &report);
    tn_buffer_free(&report);
    if (verdict == TN_UNDECIDED || !closed)
        return cli_fail(cli);
    return verdict == TN_ARRIVES ? CLI_DONE : CLI_FOUND;
}

enum cli_status cli_verify_plan(struct cli *cli, const struct tn_model *before,
                                const struct tn_model *after, const struct tn_plan *plan) {
    struct tn_buffer up = {0}, down = {0};
    tn_plan_write(plan, false, &up);
    tn_plan_write(plan, true, &down);
    const char *const ups[] = {up.at}, *const downs[] = {down.at};
    enum cli_status status =
        cli_verify(cli, before, after, plan->dialect, &(struct tn_trial){ups, downs, 1});
    tn_buffer_free(&up);
    tn_buffer_free(&down);
    return status;
}

enum cli_status cli_verify_rollout(struct cli *cli, const struct tn_model *before,
                                   const struct tn_model *after, const struct tn_rollout *rollout) {
    struct tn_buffer scripts[2][TN_ROLLOUT_PARTS] = {0};
    const char *texts[2][TN_ROLLOUT_PARTS];
    for (int down = 0; down < 2; down++)
        for (int i = 0; i < TN_ROLLOUT_PARTS; i++) {
            tn_rollout_write(rollout, (enum tn_rollout_part)i, down, &scripts[down][i]);
            texts[down][i] = scripts[down][i].at;
        }
    enum cli_status status = cli_verify(cli, before, after, rollout->parts[0]->dialect,
                                        &(struct tn_trial){texts[0], texts[1], TN_ROLLOUT_PARTS});
    for (int down = 0; down < 2; down++)
        for (int i = 0; i < TN_ROLLOUT_PARTS; i++)
            tn_buffer_free(&scripts[down][i]);
    return status;
}
