/*
 * tenon rule: how a project wants the rules of the checks applied.
 */
#include "cli/command.h"
#include "tenon/design.h"
#include "tenon/lint.h"
#include "tenon/store.h"

#include <string.h>

/* ------------------------------------------------------------------ showing */

/* A rule of its own is nothing that another model could set: it is told in a comment. */
static void put_ruling(struct tn_buffer *out, const struct tn_ruling *ruling) {
    const char *severity = *ruling->severity ? ruling->severity : "default";
    if (*ruling->query) {
        tn_put_format(out, "# %s %s: a query of the project's own\n", ruling->name, severity);
        return;
    }
    tn_put_format(out, "%s %s", ruling->name, severity);
    for (size_t i = 0; i < ruling->options.count; i++)
        tn_put_format(out, " %s", ruling->options.items[i]);
    tn_put_char(out, '\n');
}

static enum cli_status show(struct cli *cli, const struct tn_model *model) {
    struct tn_buffer out = {0};
    const char *profile = model->project->profile;
    tn_put_format(&out, "profile %s\n", *profile ? profile : tn_profile_names[0]);
    TN_EACH_OF(model, ruling, ruling)
    put_ruling(&out, ruling);
    enum cli_status status = cli_output(cli, &out);
    tn_buffer_free(&out);
    return status;
}

/* ------------------------------------------------------------------ changing */

static bool set_profile(struct cli *cli, struct tn_model *model) {
    const char *name = cli->values[OPTION_PROFILE];
    if (tn_profile_find(name) < 0)
        return tn_fail(&cli->error, "there is no profile %s: default, minimal, strict, naming-only",
                       name);
    tn_set_text(model, model->project, TN_project_profile, name);
    return true;
}

static bool set_query(struct cli *cli, struct tn_model *model, const char *name) {
    struct tn_buffer text = {0};
    enum { MOST_BYTES = 1 << 20 };
    if (tn_rule_find(name))
        return tn_fail(&cli->error, "%s is a rule already: its query cannot be set", name);
    if (!tn_read_file(cli->values[OPTION_QUERY], MOST_BYTES, &text, &cli->error))
        return false;
    struct tn_ruling *ruling = tn_find_name(&model->project->rulings, name);
    if (!ruling)
        ruling = tn_design_add(model, TN_ruling, model->project, name);
    tn_set_text(model, ruling, TN_ruling_query, tn_buffer_text(&text));
    tn_buffer_free(&text);
    return true;
}

static bool take_back(struct cli *cli, struct tn_model *model, const char *name) {
    struct tn_ruling *ruling = tn_find_name(&model->project->rulings, name);
    if (!ruling)
        return tn_fail(&cli->error, "the project says nothing of a rule %s", name);
    tn_design_delete(model, ruling);
    return true;
}

static bool change_rule(struct cli *cli, struct tn_model *model) {
    const char *name = cli->arguments[1];
    if (cli_has(cli, OPTION_DELETE))
        return take_back(cli, model, name);
    if (cli_has(cli, OPTION_QUERY) && !set_query(cli, model, name))
        return false;
    for (int i = 2; i < cli->count; i++)
        if (!tn_rule_set(model, name, cli->arguments[i], &cli->error))
            return false;
    return true;
}

static bool change(struct cli *cli, struct tn_model *model) {
    tn_group_begin(model, "apply rules otherwise");
    bool good = (!cli_has(cli, OPTION_PROFILE) || set_profile(cli, model)) &&
                (cli->count < 2 || change_rule(cli, model));
    if (!good) {
        tn_group_cancel(model);
        return false;
    }
    return tn_group_end(model, &cli->error);
}

enum cli_status cli_rule(struct cli *cli) {
    bool changes = cli->count > 1 || cli_has(cli, OPTION_PROFILE);
    struct tn_store *store =
        changes ? cli_open_for_change(cli) : cli_open_project(cli, TN_STORE_READ);
    if (!store)
        return cli_fail(cli);
    bool done = !changes || change(cli, tn_store_model(store));
    enum cli_status status = done ? show(cli, tn_store_model(store)) : CLI_FAILED;
    tn_store_close(store);
    return done ? status : cli_fail(cli);
}
