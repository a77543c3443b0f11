/*
 * tenon fd: the dependencies that a project declares.
 */
#include "cli/command.h"
#include "tenon/lint.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ changing */

static bool change(struct cli *cli, struct tn_model *model) {
    bool deletes = cli_has(cli, OPTION_DELETE), good = true;
    tn_group_begin(model, deletes ? "take dependencies back" : "declare dependencies");
    for (int i = 1; i < cli->count && good; i++)
        good = deletes ? tn_dependency_take_back(model, cli->arguments[i], &cli->error)
                       : tn_dependency_declare(model, cli->arguments[i], &cli->error) != NULL;
    if (!good) {
        tn_group_cancel(model);
        return false;
    }
    return tn_group_end(model, &cli->error);
}

/* ------------------------------------------------------------------ listing */

static void put_dependency(const struct tn_dependency *d, const struct tn_relation *relation,
                           struct tn_buffer *out) {
    const struct tn_entity *entity = tn_entity_of(d);
    bool discovered = d->origin == TN_origin_discovered;
    struct tn_fd sides;
    if (!tn_attribute_set(entity, d->determinant, &sides.left) ||
        !tn_attribute_set(entity, d->dependent, &sides.right))
        return;
    tn_put(out, discovered ? "# " : "");
    tn_path(entity, out);
    tn_put(out, ": ");
    tn_relation_put(relation, sides, d->multivalued, out);
    if (discovered)
        tn_put_format(out, "  (discovered%s%s)", *d->evidence ? " in " : "", d->evidence);
    tn_put(out, "\n");
}

static void put_dependencies(const struct tn_entity *entity, struct tn_buffer *out) {
    struct tn_relation relation;
    struct tn_error none = {0};
    if (tn_entity_relation(entity, &relation, &none))
        for (const struct tn_dependency *d = entity->dependencies.first; d; d = d->next)
            put_dependency(d, &relation, out);
    tn_relation_free(&relation);
    tn_error_clear(&none);
}

static enum cli_status list(struct cli *cli, const struct tn_model *model) {
    struct tn_buffer out = {0};
    TN_EACH_OF(model, entity, entity)
    if (entity->dependencies.first)
        put_dependencies(entity, &out);
    enum cli_status status = cli_output(cli, &out);
    tn_buffer_free(&out);
    return status;
}

/* ------------------------------------------------------------------ the command */

enum cli_status cli_fd(struct cli *cli) {
    bool changes = cli->count > 1;
    struct tn_store *store =
        changes ? cli_open_for_change(cli) : cli_open_project(cli, TN_STORE_READ);
    if (!store)
        return cli_fail(cli);
    struct tn_model *model = tn_store_model(store);
    uint64_t before = model->revision;
    bool done = !changes || change(cli, model);
    bool changed = model->revision != before;
    enum cli_status status = done && !changes ? list(cli, model) : CLI_DONE;
    tn_store_close(store);
    if (!done)
        return cli_fail(cli);
    if (changes)
        cli_say(cli, changed ? "done; tenon undo %s takes it back" : "%s declares that already",
                cli->arguments[0]);
    return status;
}
