/*
 * What a comparison goes by: --by-name, --order, --renames; and --renames-out.
 */
#include "cli/command.h"

#include <string.h>

bool cli_matching(struct cli *cli, struct cli_matching *matching) {
    const char *how = cli_has(cli, OPTION_RENAMES) ? cli->values[OPTION_RENAMES] : "auto";
    *matching = (struct cli_matching){.options = {.order = cli_has(cli, OPTION_ORDER),
                                                  .by_name = cli_has(cli, OPTION_BY_NAME),
                                                  .alike = strcmp(how, "auto") == 0}};
    if (matching->options.alike || strcmp(how, "never") == 0)
        return true;
    struct tn_buffer text = {0};
    struct tn_slice slice;
    bool good = tn_read_file(how, 0, &text, &cli->error);
    slice = (struct tn_slice){tn_buffer_text(&text), text.length};
    good = good && tn_renames_read(&matching->renames, slice, how, &cli->error);
    matching->options.renames = &matching->renames;
    tn_buffer_free(&text);
    return good;
}

/* A decision about what is not there is likely a slip of the pen. */
static void warn_of_unused(struct cli *cli, const struct cli_matching *matching) {
    for (size_t i = 0; i < matching->renames.list.count; i++) {
        const struct tn_rename *rename = &matching->renames.list.items[i];
        if (!rename->used && !rename->keep)
            cli_say(cli, "%s:%zu: nothing is to be %s from %s %s to %s",
                    cli->values[OPTION_RENAMES], rename->line, rename->move ? "moved" : "renamed",
                    rename->noun, rename->from, rename->to);
    }
}

bool cli_renames_out(struct cli *cli, const struct cli_matching *matching,
                     const struct tn_diff *diff) {
    if (!tn_renames_check(&matching->renames, diff, cli->values[OPTION_RENAMES], &cli->error))
        return false;
    warn_of_unused(cli, matching);
    if (!cli_has(cli, OPTION_RENAMES_OUT))
        return true;
    struct tn_buffer out = {0};
    tn_renames_write(diff, &out);
    bool done = tn_write_file(cli->values[OPTION_RENAMES_OUT], out.at, out.length, &cli->error);
    tn_buffer_free(&out);
    return done;
}

void cli_matching_free(struct cli_matching *matching) {
    tn_renames_free(&matching->renames);
}
