/*
 * tenon ddl: a model as SQL, whole or in part, in one text or in a folder of files.
 */
#include "cli/command.h"
#include "tenon/lower.h"
#include "tenon/source.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ what is asked for */

static const char *nearest_name(const struct tn_model *model, const char *name) {
    static const enum tn_kind kinds[] = {TN_entity,   TN_view,    TN_type,
                                         TN_sequence, TN_routine, TN_namespace};
    TN_VECTOR(const char *) names = {0};
    for (size_t k = 0; k < TN_LENGTH(kinds); k++)
        for (struct tn_object *o = tn_next(model, kinds[k], NULL); o;
             o = tn_next(model, kinds[k], o))
            TN_PUSH(&names, o->name);
    const char *dot = strrchr(name, '.');
    const char *nearest = cli_nearest(dot ? dot + 1 : name, names.items, names.count);
    free(names.items);
    return nearest;
}

/* Names are those of the source; a junction table has one in the physical model only. Ids are the
 * same in both. */
static bool choose(struct cli *cli, const struct tn_model *model, const struct tn_model *physical,
                   struct tn_id_map *chosen) {
    for (size_t i = 0; i < cli->given.count; i++) {
        const char *name = cli->given.items[i].value;
        if (cli->given.items[i].option != OPTION_ONLY || tn_sql_choose(model, name, chosen) ||
            tn_sql_choose(physical, name, chosen))
            continue;
        const char *near = nearest_name(model, name);
        return tn_fail(&cli->error, "--only %s: nothing is called so%s%s%s", name,
                       near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
    }
    return true;
}

/* A finding that names an object left out is of no interest. */
static void drop_findings(struct tn_findings *findings, const struct tn_model *model,
                          const struct tn_id_map *chosen) {
    size_t kept = 0;
    for (size_t i = 0; i < findings->count; i++) {
        const struct tn_object *object = tn_find_id(model, findings->items[i].object);
        bool counts = !object;
        for (; object && !counts; object = object->parent)
            counts = tn_id_map_get(chosen, object->id) != NULL;
        if (counts)
            findings->items[kept++] = findings->items[i];
    }
    findings->count = kept;
}

/* ------------------------------------------------------------------ writing */

static const char *folder_of(const struct cli *cli) {
    const char *output = cli->values[OPTION_OUTPUT];
    size_t length = output ? strlen(output) : 0;
    if (cli_has(cli, OPTION_SPLIT))
        return cli->values[OPTION_SPLIT];
    return length && output[length - 1] == '/' ? output : NULL;
}

static bool write_folder(struct cli *cli, const struct tn_model *physical,
                         const struct tn_dialect *dialect, const struct tn_sql_style *style) {
    struct tn_sql_files files = {0};
    tn_sql_write_files(physical, dialect, style, &files);
    bool done = tn_source_write_folder(folder_of(cli), &files, &cli->error);
    if (done)
        cli_say(cli, "%s written: %zu files; %s loads them", folder_of(cli), files.list.count,
                TN_SQL_MASTER);
    tn_sql_files_free(&files);
    return done;
}

static enum cli_status write_model(struct cli *cli, struct tn_source *source,
                                   const struct tn_dialect *dialect,
                                   const struct tn_lower_options *options) {
    bool part = cli_has(cli, OPTION_ONLY);
    struct tn_sql_style style = {.if_not_exists = cli_has(cli, OPTION_IF_NOT_EXISTS),
                                 .drop = cli_has(cli, OPTION_DROP),
                                 .no_comments = cli_has(cli, OPTION_NO_COMMENTS),
                                 .terse = cli_has(cli, OPTION_TERSE)};
    struct tn_id_map chosen = {0};
    struct tn_buffer out = {0};
    struct tn_model *physical = part
                                    ? tn_lower_with(source->model, dialect, options, &cli->findings)
                                    : tn_source_lower(source, dialect, options, &cli->findings);
    bool done = !part || choose(cli, source->model, physical, &chosen);
    if (part) {
        style.only = &chosen;
        drop_findings(&cli->findings, source->model, &chosen);
    }
    bool refused = done && cli_refuses_losses(cli);
    if (style.terse && !style.if_not_exists) /* what may be there already is known by its name */
        tn_lower_terse(physical, dialect);
    if (done && !refused && folder_of(cli))
        done = write_folder(cli, physical, dialect, &style);
    else if (done && !refused)
        tn_sql_write(physical, dialect, &style, &out);
    enum cli_status status = !done            ? cli_fail(cli)
                             : refused        ? CLI_FOUND
                             : folder_of(cli) ? CLI_DONE
                                              : cli_output(cli, &out);
    tn_model_free(physical);
    tn_id_map_free(&chosen);
    tn_buffer_free(&out);
    return status;
}

enum cli_status cli_ddl(struct cli *cli) {
    const struct tn_dialect *dialect, *read_as;
    struct tn_lower_options options;
    if (!cli_dialect(cli, &dialect) || !cli_read_as(cli, &read_as) || !cli_enums(cli, &options))
        return CLI_USAGE;
    if (cli_has(cli, OPTION_SPLIT) && cli_has(cli, OPTION_OUTPUT))
        return cli_wrong(cli, "use --split or --output, not both");
    struct tn_source *source = tn_source_open_all(cli->arguments, (size_t)cli->count, read_as,
                                                  dialect, &cli->findings, &cli->error);
    if (!source)
        return cli_fail(cli);
    enum cli_status status =
        write_model(cli, source, dialect ? dialect : tn_dialect_of(source->model), &options);
    tn_source_close(source);
    if (status == CLI_DONE)
        cli_print_findings(cli);
    return status;
}
