/*
 * tenon show: an overview of a source, or some of its entities in full.
 */
#include "cli/command.h"
#include "tenon/lower.h"
#include "tenon/source.h"

#include <string.h>

static void put_counts(const struct tn_model *model, struct tn_buffer *out) {
    for (size_t kind = TN_project + 1; kind < TN_KIND_COUNT; kind++)
        if (model->counts[kind])
            tn_put_format(out, "%8zu %s\n", model->counts[kind],
                          model->counts[kind] == 1 ? tn_kinds[kind].name : tn_kinds[kind].plural);
}

static void put_overview(const struct tn_model *model, struct tn_buffer *out) {
    const struct tn_project *project = model->project;
    tn_put_format(out, "%s  (%s)\n", *project->name ? project->name : "(no name)",
                  tn_dialect_of(model)->title);
    if (*project->comment)
        tn_put_format(out, "%s\n", project->comment);
    tn_put_char(out, '\n');
    put_counts(model, out);
    tn_put_char(out, '\n');
    struct tn_buffer path = {0};
    TN_EACH_OF(model, entity, entity) {
        tn_buffer_reset(&path);
        tn_path(entity, &path);
        size_t width = tn_text_width(path.at);
        tn_put(out, path.at);
        tn_put_repeated(out, ' ', width < 40 ? 40 - width : 1);
        tn_put_format(out, "%3zu attributes  %2zu relationships%s%s\n", entity->attributes.count,
                      entity->relationships.count, *entity->comment ? "  " : "", entity->comment);
    }
    tn_buffer_free(&path);
}

static bool put_entity(struct cli *cli, const struct tn_model *model, const char *name,
                       struct tn_buffer *out) {
    const struct tn_entity *entity = tn_find_entity(model, name);
    if (!entity)
        return tn_fail(&cli->error, "there is no entity %s in %s", name, cli->arguments[0]);
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct tn_model *physical = tn_lower_entity(model, entity, dialect);
    tn_sql_write_entity((struct tn_entity *)tn_find_id(physical, entity->id), dialect, out);
    tn_model_free(physical);
    return true;
}

enum cli_status cli_show(struct cli *cli) {
    const struct tn_dialect *dialect;
    if (!cli_dialect(cli, &dialect))
        return CLI_USAGE;
    struct tn_source *source =
        tn_source_open(cli->arguments[0], dialect, &cli->findings, &cli->error);
    if (!source)
        return cli_fail(cli);
    struct tn_buffer out = {0};
    bool found = true;
    if (cli->count == 1)
        put_overview(source->model, &out);
    for (int i = 1; i < cli->count && found; i++) {
        tn_put(&out, i > 1 ? "\n" : "");
        found = put_entity(cli, source->model, cli->arguments[i], &out);
    }
    tn_source_close(source);
    enum cli_status status = found ? cli_output(cli, &out) : cli_fail(cli);
    tn_buffer_free(&out);
    return status;
}
