/*
 * tenon fd: the dependencies that a project declares.
 */
#include "cli/command.h"
#include "tenon/design.h"
#include "tenon/lint.h"

#include <stdlib.h>
#include <string.h>

/* "orders: a -> b", taken apart. */
struct statement {
    struct tn_entity *entity;
    struct tn_fd sides;
    bool multivalued;
};

/* ------------------------------------------------------------------ reading */

static bool find_entity(struct cli *cli, struct tn_model *model, const char *text,
                        struct statement *statement) {
    const char *arrow = strstr(text, "->"), *colon = strchr(text, ':');
    if (!arrow || !colon || colon > arrow)
        return tn_fail(&cli->error, "\"%s\" wants the form 'entity: a b -> c'", text);
    struct tn_buffer name = {0};
    tn_put_bytes(&name, text, (size_t)(colon - text));
    statement->entity = tn_find_entity(model, tn_buffer_text(&name));
    statement->multivalued = arrow[2] == '>';
    if (!statement->entity)
        tn_fail(&cli->error, "there is no entity %s in %s", tn_buffer_text(&name),
                cli->arguments[0]);
    tn_buffer_free(&name);
    return statement->entity;
}

static bool read_statement(struct cli *cli, struct tn_model *model, const char *text,
                           struct statement *statement) {
    struct tn_relation relation;
    if (!find_entity(cli, model, text, statement))
        return false;
    bool good =
        tn_entity_relation(statement->entity, &relation, &cli->error) &&
        tn_relation_depends(&relation, strchr(text, ':') + 1, statement->multivalued, &cli->error);
    if (good && statement->multivalued)
        statement->sides = relation.given.mvds.items[relation.given.mvds.count - 1];
    else if (good)
        statement->sides = relation.given.fds.items[relation.given.fds.count - 1];
    tn_relation_free(&relation);
    return good;
}

static struct tn_refs refs_of(struct tn_model *model, const struct tn_entity *entity,
                              struct tn_set set) {
    struct tn_refs refs = {0};
    size_t number = 0;
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (tn_set_has(set, number++))
            tn_refs_append(model, &refs, a);
    return refs;
}

static struct tn_dependency *find_same(struct tn_model *model, const struct statement *statement) {
    struct tn_refs left = refs_of(model, statement->entity, statement->sides.left);
    struct tn_refs right = refs_of(model, statement->entity, statement->sides.right);
    struct tn_dependency *d = statement->entity->dependencies.first;
    while (d && !(d->multivalued == statement->multivalued &&
                  tn_refs_same_set(d->determinant, left) && tn_refs_same_set(d->dependent, right)))
        d = d->next;
    return d;
}

/* ------------------------------------------------------------------ changing */

static bool add(struct cli *cli, struct tn_model *model, const char *text) {
    struct statement s;
    if (!read_statement(cli, model, text, &s))
        return false;
    if (find_same(model, &s))
        return true;
    struct tn_dependency *made = tn_design_add(model, TN_dependency, s.entity, "");
    tn_set_number(model, made, TN_dependency_multivalued, s.multivalued);
    tn_set_refs(model, made, TN_dependency_determinant, refs_of(model, s.entity, s.sides.left));
    tn_set_refs(model, made, TN_dependency_dependent, refs_of(model, s.entity, s.sides.right));
    return true;
}

static bool delete (struct cli *cli, struct tn_model *model, const char *text) {
    struct statement s;
    if (!read_statement(cli, model, text, &s))
        return false;
    struct tn_dependency *there = find_same(model, &s);
    if (!there)
        return tn_fail(&cli->error, "%s does not declare \"%s\"", cli->arguments[0], text);
    tn_design_delete(model, there);
    return true;
}

static bool change(struct cli *cli, struct tn_model *model) {
    bool deletes = cli_has(cli, OPTION_DELETE), good = true;
    tn_group_begin(model, deletes ? "take dependencies back" : "declare dependencies");
    for (int i = 1; i < cli->count && good; i++)
        good =
            deletes ? delete (cli, model, cli->arguments[i]) : add(cli, model, cli->arguments[i]);
    if (!good) {
        tn_group_cancel(model);
        return false;
    }
    return tn_group_end(model, &cli->error);
}

/* ------------------------------------------------------------------ listing */

static void put_declared(const struct tn_entity *entity, struct tn_buffer *out) {
    struct tn_relation relation;
    struct tn_error none = {0};
    struct tn_buffer path = {0};
    tn_path(entity, &path);
    if (tn_entity_relation(entity, &relation, &none)) {
        for (size_t i = relation.derived; i < relation.given.fds.count; i++) {
            tn_put_format(out, "%s: ", path.at);
            tn_relation_put(&relation, relation.given.fds.items[i], false, out);
            tn_put(out, "\n");
        }
        for (size_t i = 0; i < relation.given.mvds.count; i++) {
            tn_put_format(out, "%s: ", path.at);
            tn_relation_put(&relation, relation.given.mvds.items[i], true, out);
            tn_put(out, "\n");
        }
    }
    tn_relation_free(&relation);
    tn_error_clear(&none);
    tn_buffer_free(&path);
}

static enum cli_status list(struct cli *cli, const struct tn_model *model) {
    struct tn_buffer out = {0};
    TN_EACH_OF(model, entity, entity)
    if (entity->dependencies.first)
        put_declared(entity, &out);
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
