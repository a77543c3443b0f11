/*
 * tenon advise: indexes for the declared access patterns.
 */
#include "cli/command.h"
#include "tenon/advice.h"
#include "tenon/source.h"

#include <stdlib.h>

/* ------------------------------------------------------------------ text */

static void put_text(const struct tn_advices *advices, struct tn_buffer *out) {
    for (size_t i = 0; i < advices->list.count; i++) {
        const struct tn_advice *advice = &advices->list.items[i];
        struct tn_buffer path = {0};
        tn_path(advice->entity, &path);
        tn_put_format(out, "%s%s: %s: %s\n%s\n", i ? "\n" : "", path.at,
                      advice->dropped ? "drop" : "add", advice->reason, advice->ddl);
        tn_buffer_free(&path);
    }
    if (!advices->list.count)
        tn_put(out, "nothing to add or to drop\n");
}

/* ------------------------------------------------------------------ JSON */

static void put_path(const void *object, struct tn_buffer *out) {
    struct tn_buffer path = {0};
    tn_path(object, &path);
    tn_put_json(out, path.at);
    tn_buffer_free(&path);
}

static void put_field(struct tn_buffer *out, const char *name, const char *value) {
    tn_put_format(out, ", \"%s\": ", name);
    tn_put_json(out, value);
}

static void put_parts(const struct tn_advice *advice, struct tn_buffer *out) {
    tn_put(out, ", \"columns\": [");
    for (size_t i = 0; i < advice->part_count; i++) {
        const struct tn_advice_part *part = &advice->parts[i];
        tn_put(out, i ? ", {" : "{");
        tn_put_format(out, "\"%s\": ", part->attribute ? "attribute" : "expression");
        tn_put_json(out, part->attribute ? part->attribute->name : part->expression);
        tn_put(out, part->descending ? ", \"descending\": true}" : "}");
    }
    tn_put(out, "]");
}

static void put_paths(const char *name, struct tn_refs refs, struct tn_buffer *out) {
    tn_put_format(out, ", \"%s\": [", name);
    for (size_t i = 0; i < refs.count; i++) {
        tn_put(out, i ? ", " : "");
        put_path(refs.items[i], out);
    }
    tn_put(out, "]");
}

static void put_json(const struct tn_advices *advices, struct tn_buffer *out) {
    tn_put(out, "[");
    for (size_t i = 0; i < advices->list.count; i++) {
        const struct tn_advice *advice = &advices->list.items[i];
        tn_put(out, i ? ",\n {\"entity\": " : "\n {\"entity\": ");
        put_path(advice->entity, out);
        put_field(out, "action", advice->dropped ? "drop" : "add");
        if (advice->dropped) {
            tn_put(out, ", \"index\": ");
            put_path(advice->dropped, out);
        } else {
            put_parts(advice, out);
            put_field(out, "method", advice->method);
            put_field(out, "predicate", advice->predicate);
            put_paths("include", advice->include, out);
            put_paths("patterns", advice->patterns, out);
        }
        put_field(out, "reason", advice->reason);
        put_field(out, "ddl", advice->ddl);
        tn_put(out, "}");
    }
    tn_put(out, advices->list.count ? "\n]\n" : "]\n");
}

/* ------------------------------------------------------------------ the command */

/* The entities that the arguments name, or all; false with the error. */
static bool advise(struct cli *cli, const struct tn_model *model, struct tn_advices *advices) {
    TN_VECTOR(const struct tn_entity *) entities = {0};
    bool found = true;
    for (int i = 1; i < cli->count && found; i++) {
        const struct tn_entity *entity = tn_find_entity(model, cli->arguments[i]);
        found = entity || tn_fail(&cli->error, "there is no entity %s in %s", cli->arguments[i],
                                  cli->arguments[0]);
        TN_PUSH(&entities, entity);
    }
    TN_PUSH(&entities, NULL);
    struct tn_advice_options options = {.entities = cli->count > 1 ? entities.items : NULL,
                                        .covering = cli_has(cli, OPTION_COVERING)};
    if (found)
        tn_advise(model, &options, advices);
    free(entities.items);
    return found;
}

static bool take(struct cli *cli, struct tn_model *model, const struct tn_advices *advices) {
    tn_group_begin(model, "take the advice on indexes");
    for (size_t i = 0; i < advices->list.count; i++)
        tn_advice_take(model, &advices->list.items[i]);
    return tn_group_end(model, &cli->error);
}

static void put_advices(const struct tn_advices *advices, bool json, struct tn_buffer *out) {
    json ? put_json(advices, out) : put_text(advices, out);
}

static enum cli_status apply(struct cli *cli, bool json) {
    struct tn_advices advices = {0};
    struct tn_buffer out = {0};
    struct tn_store *store = cli_open_for_change(cli);
    if (!store)
        return cli_fail(cli);
    struct tn_model *model = tn_store_model(store);
    bool done = advise(cli, model, &advices);
    put_advices(&advices, json, &out); /* while what is to go is still there */
    done = done && take(cli, model, &advices);
    enum cli_status status = done ? cli_output(cli, &out) : cli_fail(cli);
    if (done && advices.list.count)
        cli_say(cli, "done; tenon undo %s takes it back", cli->arguments[0]);
    tn_advices_free(&advices);
    tn_store_close(store);
    tn_buffer_free(&out);
    return status;
}

static enum cli_status show(struct cli *cli, const struct tn_dialect *dialect, bool json) {
    struct tn_advices advices = {0};
    struct tn_buffer out = {0};
    struct tn_source *source =
        tn_source_open(cli->arguments[0], dialect, &cli->findings, &cli->error);
    if (!source)
        return cli_fail(cli);
    cli_print_findings(cli);
    bool done = advise(cli, source->model, &advices);
    put_advices(&advices, json, &out);
    enum cli_status status = done ? cli_output(cli, &out) : cli_fail(cli);
    tn_advices_free(&advices);
    tn_buffer_free(&out);
    tn_source_close(source);
    return status;
}

enum cli_status cli_advise(struct cli *cli) {
    const struct tn_dialect *dialect;
    bool json;
    if (!cli_dialect(cli, &dialect) || !cli_text_or_json(cli, &json))
        return CLI_USAGE;
    return cli_has(cli, OPTION_APPLY) ? apply(cli, json) : show(cli, dialect, json);
}
