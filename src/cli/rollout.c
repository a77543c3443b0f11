/*
 * tenon migrate --online: the change in three parts, each a script or the files of a tool.
 */
#include "cli/command.h"
#include "tenon/migrate.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct request {
    struct tn_rollout_options how;
    int only; /* enum tn_rollout_part, or -1: all */
};

/* ------------------------------------------------------------------ options */

static bool number_of(struct cli *cli, enum cli_option_id option, unsigned least,
                      unsigned *number) {
    const char *text = cli->values[option];
    char *end;
    if (!text)
        return true;
    errno = 0;
    unsigned long value = strtoul(text, &end, 10);
    if (*text >= '0' && *text <= '9' && !*end && !errno && value >= least && value <= INT_MAX) {
        *number = (unsigned)value;
        return true;
    }
    cli_wrong(cli, "--%s wants a number from %u on, not %s", cli_options[option].name, least, text);
    return false;
}

static bool part_of(struct cli *cli, int *part) {
    const char *name = cli->values[OPTION_PART];
    *part = -1;
    for (int i = 0; i < TN_ROLLOUT_PARTS && name; i++)
        if (strcmp(tn_rollout_parts[i].name, name) == 0)
            *part = i;
    if (name && *part < 0)
        cli_wrong(cli, "unknown part %s: use expand, migrate or contract", name);
    return !name || *part >= 0;
}

static bool request_of(struct cli *cli, struct request *request) {
    request->how = tn_rollout_usual;
    return part_of(cli, &request->only) && number_of(cli, OPTION_BATCH, 1, &request->how.batch) &&
           number_of(cli, OPTION_PAUSE, 0, &request->how.pause) &&
           number_of(cli, OPTION_LOCK_TIMEOUT, 1, &request->how.lock_timeout);
}

static bool is_wanted(const struct request *request, int part) {
    return request->only < 0 || request->only == part;
}

/* ------------------------------------------------------------------ on the screen */

static void put_part(const struct cli *cli, const struct tn_rollout *rollout, int part,
                     struct tn_buffer *out) {
    bool down = cli_has(cli, OPTION_DOWN);
    if (cli_wants_json(cli)) {
        tn_put_format(out, "%s\"%s\": ", out->length > 2 ? ",\n" : "", tn_rollout_parts[part].name);
        tn_plan_json(rollout->parts[part], down, out);
    } else if (cli_has(cli, OPTION_EXPLAIN)) {
        tn_put_format(out, "%s%s: %s\n\n", out->length ? "\n" : "", tn_rollout_parts[part].name,
                      tn_rollout_parts[part].help);
        tn_plan_explain(rollout->parts[part], down, out);
    } else {
        tn_put(out, out->length ? "\n" : "");
        tn_rollout_write(rollout, (enum tn_rollout_part)part, down, out);
    }
}

/* In the order in which they run. */
static void put_on_screen(const struct cli *cli, const struct tn_rollout *rollout,
                          const struct request *request, struct tn_buffer *out) {
    tn_put(out, cli_wants_json(cli) ? "{" : "");
    for (int i = 0; i < TN_ROLLOUT_PARTS; i++) {
        int part = cli_has(cli, OPTION_DOWN) ? TN_ROLLOUT_PARTS - 1 - i : i;
        if (is_wanted(request, part))
            put_part(cli, rollout, part, out);
    }
    tn_put(out, cli_wants_json(cli) ? "}\n" : "");
}

/* ------------------------------------------------------------------ files */

static bool write_script(struct cli *cli, const struct tn_rollout *rollout, int part, bool down) {
    struct tn_buffer script = {0}, name = {0};
    tn_rollout_write(rollout, (enum tn_rollout_part)part, down, &script);
    tn_put_format(&name, "%d-%s.%s.sql", part + 1, tn_rollout_parts[part].name,
                  down ? "down" : "up");
    bool done = cli_write_in_folder(cli, name.at, &script);
    tn_buffer_free(&script);
    tn_buffer_free(&name);
    return done;
}

static bool write_folder(struct cli *cli, const struct tn_rollout *rollout, int part) {
    return write_script(cli, rollout, part, false) && write_script(cli, rollout, part, true);
}

static bool write_layout(struct cli *cli, const struct tn_rollout *rollout, int part,
                         const struct tn_layout *layout) {
    struct tn_arena arena = {0};
    const char *part_name = tn_rollout_parts[part].name, *name = cli->values[OPTION_NAME];
    bool done =
        cli_write_layout(cli, rollout->parts[part], layout,
                         name ? tn_arena_format(&arena, "%s %s", part_name, name) : part_name);
    tn_arena_free(&arena);
    return done;
}

static bool write_files(struct cli *cli, const struct tn_rollout *rollout,
                        const struct request *request, const struct tn_layout *layout) {
    bool done = true;
    for (int i = 0; i < TN_ROLLOUT_PARTS && done; i++)
        if (is_wanted(request, i))
            done = layout ? write_layout(cli, rollout, i, layout) : write_folder(cli, rollout, i);
    return done;
}

/* ------------------------------------------------------------------ the whole */

static bool any_worse(const struct tn_rollout *rollout, const struct request *request,
                      int fail_on) {
    for (int i = 0; i < TN_ROLLOUT_PARTS && fail_on >= 0; i++)
        if (is_wanted(request, i) &&
            tn_findings_count(&rollout->parts[i]->findings, (enum tn_severity)fail_on))
            return true;
    return false;
}

static enum cli_status put_rollout(struct cli *cli, const struct tn_rollout *rollout,
                                   const struct request *request, const struct tn_layout *layout) {
    if (cli_has(cli, OPTION_OUTPUT)) {
        enum cli_status status =
            write_files(cli, rollout, request, layout) ? CLI_DONE : cli_fail(cli);
        if (status == CLI_DONE)
            cli_print_findings(cli);
        return status;
    }
    struct tn_buffer out = {0};
    put_on_screen(cli, rollout, request, &out);
    enum cli_status status = cli_output(cli, &out);
    tn_buffer_free(&out);
    return status;
}

bool cli_rollout_is_asked(struct cli *cli) {
    static const enum cli_option_id own[] = {OPTION_PART, OPTION_BATCH, OPTION_PAUSE,
                                             OPTION_LOCK_TIMEOUT};
    struct request request;
    if (cli_has(cli, OPTION_ONLINE))
        return request_of(cli, &request);
    for (size_t i = 0; i < TN_LENGTH(own); i++)
        if (cli_has(cli, own[i])) {
            cli_wrong(cli, "--%s is for --online", cli_options[own[i]].name);
            return false;
        }
    return true;
}

enum cli_status cli_rollout(struct cli *cli, const struct tn_model *before,
                            const struct tn_model *after, const struct tn_dialect *dialect,
                            const struct tn_diff_options *options, const struct tn_layout *layout,
                            int fail_on) {
    struct request request;
    if (!request_of(cli, &request))
        return CLI_USAGE;
    struct tn_rollout *rollout =
        tn_rollout_new(before, after, dialect, options, &request.how, &cli->error);
    if (!rollout)
        return cli_fail(cli);
    cli_print_findings(cli);
    for (int i = 0; i < TN_ROLLOUT_PARTS; i++)
        if (is_wanted(&request, i))
            cli_print_hazards(cli, rollout->parts[i]);
    enum cli_status status = put_rollout(cli, rollout, &request, layout);
    if (status == CLI_DONE && cli_has(cli, OPTION_VERIFY))
        status = cli_verify_rollout(cli, before, after, rollout);
    if (status == CLI_DONE && any_worse(rollout, &request, fail_on))
        status = CLI_FOUND;
    tn_rollout_free(rollout);
    return status;
}
