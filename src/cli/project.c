/*
 * Commands on project files: opening, making, importing, the journal.
 */
#include "cli/command.h"
#include "tenon/diff.h"
#include "tenon/lower.h"
#include "tenon/source.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

/* ------------------------------------------------------------------ opening */

/* Says what to do with something that is not a project file. */
static bool is_project(struct cli *cli, const char *path) {
    struct stat status;
    if (stat(path, &status) != 0)
        return tn_fail(&cli->error, "%s is not there; tenon new %s makes it", path, path);
    if (S_ISDIR(status.st_mode) || tn_store_is_project(path) || status.st_size == 0)
        return true; /* opening it says what is wrong */
    return tn_fail(&cli->error,
                   "%s is not a project; tenon new NAME.tenon --from %s makes one of it", path,
                   path);
}

struct tn_store *cli_open_project(struct cli *cli, enum tn_store_mode mode) {
    const char *path = cli->arguments[0];
    return is_project(cli, path) ? tn_store_open(path, mode, &cli->error) : NULL;
}

struct tn_store *cli_open_for_change(struct cli *cli) {
    struct tn_store *store = cli_open_project(cli, TN_STORE_WRITE);
    if (!store || !tn_store_read_only(store))
        return store;
    tn_fail(&cli->error, "%s", tn_store_read_only(store));
    tn_store_close(store);
    return NULL;
}

enum cli_status cli_open(struct cli *cli) {
    struct tn_store *store = cli_open_project(cli, TN_STORE_WRITE);
    if (!store)
        return cli_fail(cli);
    bool ran = cli->designer->run(store, cli->values[OPTION_THEME], cli_has(cli, OPTION_ASCII),
                                  &cli->error);
    tn_store_close(store);
    return ran ? CLI_DONE : cli_fail(cli);
}

/* ------------------------------------------------------------------ making */

static void set_naming(struct tn_model *model, const struct tn_naming *naming) {
    struct tn_project *project = model->project;
    project->name_primary = tn_text(model, naming->primary);
    project->name_foreign = tn_text(model, naming->foreign);
    project->name_unique = tn_text(model, naming->unique);
    project->name_check = tn_text(model, naming->check);
    project->name_index = tn_text(model, naming->index);
}

static const char *base_name(const char *path, struct tn_arena *arena) {
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    return tn_arena_text(arena, name, dot && dot > name ? (size_t)(dot - name) : strlen(name));
}

static bool create(struct cli *cli, struct tn_model *model) {
    struct tn_arena arena = {0};
    if (!*model->project->name)
        model->project->name = tn_text(model, base_name(cli->arguments[0], &arena));
    tn_arena_free(&arena);
    return tn_store_create(cli->arguments[0], model, &cli->error);
}

static enum cli_status new_empty(struct cli *cli, const struct tn_dialect *dialect) {
    struct tn_model *model = tn_model_new(tn_random(), 0);
    model->project->dialect = tn_text(model, dialect ? dialect->name : "postgresql");
    set_naming(model, &tn_default_naming);
    bool made = create(cli, model);
    tn_model_free(model);
    if (!made)
        return cli_fail(cli);
    cli_say(cli, "%s made; tenon %s opens it", cli->arguments[0], cli->arguments[0]);
    return CLI_DONE;
}

enum cli_status cli_new(struct cli *cli) {
    const struct tn_dialect *dialect;
    if (!cli_dialect(cli, &dialect))
        return CLI_USAGE;
    const char *from = cli->values[OPTION_FROM];
    if (!from)
        return new_empty(cli, dialect);
    struct tn_source *source = tn_source_open(from, dialect, &cli->findings, &cli->error);
    if (!source)
        return cli_fail(cli);
    struct tn_model *model = source->model;
    if (dialect && dialect->id == tn_dialect_of(model)->id)
        model->project->dialect = tn_text(model, dialect->name);
    if (model->project->id == TN_NO_LINEAGE)
        tn_model_found(model, tn_random());
    bool made = create(cli, model);
    size_t entities = model->counts[TN_entity];
    tn_source_close(source);
    if (!made)
        return cli_fail(cli);
    cli_print_findings(cli);
    cli_say(cli, "%s made from %s: %zu entities", cli->arguments[0], from, entities);
    return CLI_DONE;
}

/* ------------------------------------------------------------------ importing
 */

static bool are_scripts(const struct cli *cli) {
    for (int i = 1; i < cli->count; i++)
        if (!tn_source_is_script(cli->arguments[i]))
            return false;
    return true;
}

static bool import_sources(struct cli *cli, struct tn_model *model, int first, int count,
                           const struct tn_dialect *dialect) {
    struct tn_source *source = tn_source_open_all(cli->arguments + first, (size_t)count, dialect,
                                                  NULL, &cli->findings, &cli->error);
    if (!source)
        return false;
    tn_diff_import(model, source->model, cli_has(cli, OPTION_REPLACE));
    tn_source_close(source);
    return true;
}

/* Scripts build on each other; other sources are brought in one by one. */
static bool import_all(struct cli *cli, struct tn_model *model, const struct tn_dialect *dialect) {
    int together = are_scripts(cli) ? cli->count - 1 : 1;
    tn_group_begin(model, "import %s%s", cli->arguments[1], cli->count > 2 ? " and others" : "");
    for (int i = 1; i < cli->count; i += together)
        if (!import_sources(cli, model, i, together, dialect)) {
            tn_group_cancel(model);
            return false;
        }
    return tn_group_end(model, &cli->error);
}

enum cli_status cli_import(struct cli *cli) {
    const struct tn_dialect *dialect;
    if (!cli_dialect(cli, &dialect))
        return CLI_USAGE;
    if (cli->count > 2 && cli_has(cli, OPTION_REPLACE) && !are_scripts(cli))
        return cli_wrong(cli, "--replace takes one source only, or scripts");
    struct tn_store *store = cli_open_for_change(cli);
    if (!store)
        return cli_fail(cli);
    struct tn_model *model = tn_store_model(store);
    uint64_t before = model->revision;
    bool done = import_all(cli, model, dialect);
    bool changed = model->revision != before;
    tn_store_close(store);
    if (!done)
        return cli_fail(cli);
    cli_print_findings(cli);
    cli_say(cli, changed ? "imported; tenon undo %s takes it back" : "%s has all of it already",
            cli->arguments[0]);
    return CLI_DONE;
}

/* ------------------------------------------------------------------ the
 * journal */

static enum cli_status step(struct cli *cli, const char *done,
                            const struct tn_group *(*play)(struct tn_model *, struct tn_error *)) {
    struct tn_store *store = cli_open_for_change(cli);
    if (!store)
        return cli_fail(cli);
    const struct tn_group *group = play(tn_store_model(store), &cli->error);
    if (group)
        cli_say(cli, "%s: %s", done, group->name);
    else if (!cli->error.message)
        tn_fail(&cli->error, "nothing %s in %s",
                strcmp(done, "undone") == 0 ? "to undo" : "to redo", cli->arguments[0]);
    tn_store_close(store);
    return group ? CLI_DONE : cli_fail(cli);
}

enum cli_status cli_undo(struct cli *cli) {
    return step(cli, "undone", tn_undo);
}

enum cli_status cli_redo(struct cli *cli) {
    return step(cli, "redone", tn_redo);
}

static void log_line(void *context, int64_t number, const char *name, const char *author,
                     int64_t when, bool undone) {
    char date[32] = "";
    time_t seconds = (time_t)when;
    struct tm parts;
    if (gmtime_r(&seconds, &parts))
        strftime(date, sizeof date, "%Y-%m-%d %H:%M:%S", &parts);
    tn_put_format(context, "%5lld  %s  %s%s%s%s\n", (long long)number, date, name,
                  undone ? "  (undone)" : "", author && *author ? "  by " : "",
                  author ? author : "");
}

enum cli_status cli_log(struct cli *cli) {
    const char *text = cli_has(cli, OPTION_LIMIT) ? cli->values[OPTION_LIMIT] : "20";
    char *end;
    unsigned long limit = strtoul(text, &end, 10);
    if (*end || end == text)
        return cli_wrong(cli, "--limit wants a number, not %s", text);
    struct tn_store *store = cli_open_project(cli, TN_STORE_READ);
    if (!store)
        return cli_fail(cli);
    struct tn_buffer out = {0};
    bool done = tn_store_log(store, limit, log_line, &out, &cli->error);
    tn_store_close(store);
    enum cli_status status = done ? cli_output(cli, &out) : cli_fail(cli);
    tn_buffer_free(&out);
    return status;
}
