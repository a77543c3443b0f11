/*
 * tenon normalize: keys, normal form and decompositions of an entity, or of a relation that the
 * command line tells; of an entity also what it would become, or becomes.
 */
#include "tenon/normalize.h"
#include "cli/command.h"
#include "tenon/source.h"
#include "tenon/store.h"

#include <stdlib.h>
#include <string.h>

static const char *const form_names[] = {"1NF", "2NF", "3NF", "BCNF", "4NF"};

/* A decomposition that is printed. */
static const struct target {
    const char *name; /* in JSON, and of --to */
    enum tn_normal_form form;
    const char *title;
} targets[] = {
    {"2nf", TN_2NF, "2NF, by splitting"},
    {"3nf", TN_3NF, "3NF, by synthesis"},
    {"bcnf", TN_BCNF, "BCNF, by splitting"},
    {"4nf", TN_4NF, "4NF, by splitting"},
};

/* A dependency that keeps the relation out of a form. */
struct obstacle {
    struct tn_fd dependency;
    bool multivalued;
    enum tn_normal_form form; /* the lowest that it breaks */
};

/* What is said of a relation. */
struct analysis {
    struct tn_relation relation;
    bool of_entity;
    struct tn_arena arena;
    struct tn_dependencies cover;
    struct tn_set *keys, prime;
    size_t key_count;
    struct tn_form_verdict verdict;
    TN_VECTOR(struct obstacle) obstacles;
    struct tn_decomposition parts[TN_LENGTH(targets)];
    struct tn_model *proposed; /* a copy of the model in which the entity is taken apart; or NULL */
    struct tn_normalization normalization;
    const char *refusal; /* why it is not */
};

/* ------------------------------------------------------------------ the analysis */

static bool is_superkey(const struct analysis *a, struct tn_set set) {
    return tn_set_equal(tn_closure(&a->relation.given, set),
                        tn_set_first(a->relation.given.attributes));
}

static bool is_part_of_key(const struct analysis *a, struct tn_set set) {
    for (size_t i = 0; i < a->key_count; i++)
        if (tn_set_within(set, a->keys[i]) && !tn_set_equal(set, a->keys[i]))
            return true;
    return false;
}

static void add_obstacle(struct analysis *a, struct obstacle obstacle) {
    for (size_t i = 0; i < a->obstacles.count; i++) {
        const struct obstacle *other = &a->obstacles.items[i];
        if (other->multivalued == obstacle.multivalued &&
            tn_set_equal(other->dependency.left, obstacle.dependency.left) &&
            tn_set_within(obstacle.dependency.right, other->dependency.right))
            return;
    }
    TN_PUSH(&a->obstacles, obstacle);
}

static void find_obstacles(struct analysis *a) {
    struct tn_set all = tn_set_first(a->relation.given.attributes);
    enum tn_normal_form next = a->verdict.form + 1;
    if (!tn_set_empty(a->verdict.witness.right))
        add_obstacle(a, (struct obstacle){a->verdict.witness, a->verdict.multivalued, next});
    for (size_t i = 0; i < a->cover.fds.count; i++) {
        struct tn_fd fd = a->cover.fds.items[i];
        enum tn_normal_form form = tn_set_within(fd.right, a->prime) ? TN_BCNF
                                   : is_part_of_key(a, fd.left)      ? TN_2NF
                                                                     : TN_3NF;
        if (!is_superkey(a, fd.left))
            add_obstacle(a, (struct obstacle){fd, false, form});
    }
    for (size_t i = 0; i < a->relation.given.mvds.count; i++) {
        struct tn_fd mvd = a->relation.given.mvds.items[i];
        bool trivial = tn_set_within(mvd.right, mvd.left) ||
                       tn_set_equal(tn_set_union(mvd.left, mvd.right), all);
        if (!trivial && !is_superkey(a, mvd.left))
            add_obstacle(a, (struct obstacle){mvd, true, TN_4NF});
    }
}

/* Fourth normal form is spoken of where multivalued dependencies are given, the second where it is
 * asked for. */
static bool is_shown(const struct analysis *a, size_t target, const char *to) {
    if (to)
        return strcmp(targets[target].name, to) == 0;
    return targets[target].form != TN_2NF &&
           (targets[target].form != TN_4NF || a->relation.given.mvds.count);
}

static void analyse(struct analysis *a, const char *to) {
    const struct tn_dependencies *given = &a->relation.given;
    bool exact;
    struct tn_dependencies implied = tn_implied_fds(given, &exact);
    a->cover = tn_minimal_cover(&implied);
    tn_dependencies_free(&implied);
    a->keys = tn_candidate_keys(given, TN_KEY_LIMIT, &a->key_count, &a->arena);
    for (size_t i = 0; i < a->key_count; i++)
        a->prime = tn_set_union(a->prime, a->keys[i]);
    a->verdict = tn_normal_form_of(given);
    find_obstacles(a);
    for (size_t i = 0; i < TN_LENGTH(targets); i++)
        if (is_shown(a, i, to))
            a->parts[i] = targets[i].form == TN_3NF ? tn_synthesize(given)
                                                    : tn_decompose(given, targets[i].form);
}

static void analysis_free(struct analysis *a) {
    for (size_t i = 0; i < TN_LENGTH(targets); i++)
        tn_decomposition_free(&a->parts[i]);
    tn_normalization_free(&a->normalization);
    tn_model_free(a->proposed);
    tn_dependencies_free(&a->cover);
    free(a->obstacles.items);
    tn_arena_free(&a->arena);
    tn_relation_free(&a->relation);
}

/* ------------------------------------------------------------------ why */

static void put_reason(const struct analysis *a, const struct obstacle *obstacle,
                       struct tn_buffer *out) {
    const struct tn_relation *relation = &a->relation;
    tn_relation_put_set(relation, obstacle->dependency.left, out);
    if (obstacle->form == TN_2NF)
        tn_put(out, " is only a part of a key, and ");
    else
        tn_put(out, " is no key, and ");
    tn_relation_put_set(relation, obstacle->dependency.right, out);
    tn_put(out, obstacle->form == TN_BCNF  ? " is prime, which third normal form allows"
                : obstacle->form == TN_4NF ? " comes with it whatever the rest is"
                                           : " is in no key");
}

/* ------------------------------------------------------------------ what an entity becomes */

static void put_attribute_names(struct tn_refs attributes, const char *between,
                                struct tn_buffer *out) {
    for (size_t i = 0; i < attributes.count; i++)
        tn_put_format(out, "%s%s", i ? between : "", attributes.items[i]->name);
}

static const char *type_of(const struct tn_attribute *attribute) {
    return attribute->named_type ? attribute->named_type->name : attribute->type;
}

static void put_entity(const struct tn_normalized *normalized, struct tn_buffer *out) {
    const struct tn_entity *entity = normalized->entity;
    tn_put(out, "  ");
    tn_path(entity, out);
    tn_put(out, normalized->made ? "  new\n" : "\n");
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        tn_put_format(out, "      %s %s%s", a->name, type_of(a), a->nullable ? "" : " not null");
        if (a->sources.count > 1)
            tn_put_format(out, "  from %s", a->sources.items[1]);
        tn_put(out, "\n");
    }
    for (const struct tn_key *key = entity->keys.first; key; key = key->next) {
        tn_put(out, key->primary ? "    primary key (" : "    unique (");
        put_attribute_names(key->attributes, ", ", out);
        tn_put(out, ")\n");
    }
    for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next) {
        tn_put(out, "    (");
        put_attribute_names(r->attributes, ", ", out);
        tn_put_format(out, ") refers to %s (", r->target ? r->target->name : r->target_name);
        put_attribute_names(tn_relationship_target_attributes(r), ", ", out);
        tn_put(out, ")\n");
    }
}

static void put_proposal(const struct analysis *a, struct tn_buffer *out) {
    if (a->refusal)
        tn_put_format(out, "\nNo proposal: %s\n", a->refusal);
    if (!a->proposed)
        return;
    tn_put_format(out, "\nEntities in %s\n", form_names[a->normalization.form]);
    for (size_t i = 0; i < a->normalization.entities.count; i++)
        put_entity(&a->normalization.entities.items[i], out);
    tn_put(out, "\n");
    for (size_t i = 0; i < a->normalization.findings.count; i++) {
        const struct tn_finding *finding = &a->normalization.findings.items[i];
        tn_put_format(out, "%s%s\n", finding->severity > TN_INFO ? "! " : "  ", finding->message);
    }
}

static void put_json_names(struct tn_refs attributes, struct tn_buffer *out) {
    tn_put(out, "[");
    for (size_t i = 0; i < attributes.count; i++) {
        tn_put(out, i ? ", " : "");
        tn_put_json(out, attributes.items[i]->name);
    }
    tn_put(out, "]");
}

static void put_json_attributes(const struct tn_entity *entity, struct tn_buffer *out) {
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        tn_put(out, a->prev ? ", {\"name\": " : "{\"name\": ");
        tn_put_json(out, a->name);
        tn_put(out, ", \"type\": ");
        tn_put_json(out, type_of(a));
        tn_put_format(out, ", \"nullable\": %s", a->nullable ? "true" : "false");
        if (a->sources.count > 1) {
            tn_put(out, ", \"from\": ");
            tn_put_json(out, a->sources.items[1]);
        }
        tn_put(out, "}");
    }
}

static void put_json_references(const struct tn_entity *entity, struct tn_buffer *out) {
    for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next) {
        tn_put(out, r->prev ? ", {\"attributes\": " : "{\"attributes\": ");
        put_json_names(r->attributes, out);
        tn_put(out, ", \"target\": ");
        tn_put_json(out, r->target ? r->target->name : r->target_name);
        tn_put(out, ", \"target_attributes\": ");
        put_json_names(tn_relationship_target_attributes(r), out);
        tn_put(out, "}");
    }
}

static void put_json_entity(const struct tn_normalized *normalized, struct tn_buffer *out) {
    const struct tn_entity *entity = normalized->entity;
    struct tn_buffer path = {0};
    tn_path(entity, &path);
    tn_put(out, "{\"name\": ");
    tn_put_json(out, path.at);
    tn_put_format(out, ", \"new\": %s, \"attributes\": [", normalized->made ? "true" : "false");
    put_json_attributes(entity, out);
    tn_put(out, "], \"keys\": [");
    for (const struct tn_key *key = entity->keys.first; key; key = key->next) {
        tn_put_format(out, "%s{\"primary\": %s, \"attributes\": ", key->prev ? ", " : "",
                      key->primary ? "true" : "false");
        put_json_names(key->attributes, out);
        tn_put(out, "}");
    }
    tn_put(out, "], \"references\": [");
    put_json_references(entity, out);
    tn_put(out, "]}");
    tn_buffer_free(&path);
}

static void put_proposal_json(const struct analysis *a, struct tn_buffer *out) {
    if (!a->proposed)
        return;
    const struct tn_normalization *n = &a->normalization;
    tn_put_format(out, ",\n  \"proposal\": {\"form\": \"%s\", \"entities\": [",
                  form_names[n->form]);
    for (size_t i = 0; i < n->entities.count; i++) {
        tn_put(out, i ? ",\n    " : "\n    ");
        put_json_entity(&n->entities.items[i], out);
    }
    tn_put(out, "],\n    \"findings\": [");
    for (size_t i = 0; i < n->findings.count; i++) {
        tn_put(out, i ? ", " : "");
        tn_finding_put_json(&n->findings.items[i], out);
    }
    tn_put(out, "]}");
}

/* ------------------------------------------------------------------ JSON */

static void put_names(const struct analysis *a, struct tn_set set, struct tn_buffer *out) {
    const char *before = "[";
    for (size_t i = 0; i < a->relation.names.count; i++)
        if (tn_set_has(set, i)) {
            tn_put(out, before);
            tn_put_json(out, a->relation.names.items[i]);
            before = ", ";
        }
    tn_put(out, *before == '[' ? "[]" : "]");
}

static void put_sets(const struct analysis *a, const struct tn_set *sets, size_t count,
                     struct tn_buffer *out) {
    tn_put(out, "[");
    for (size_t i = 0; i < count; i++) {
        tn_put(out, i ? ", " : "");
        put_names(a, sets[i], out);
    }
    tn_put(out, "]");
}

static void put_sides(const struct analysis *a, struct tn_fd dependency, struct tn_buffer *out) {
    tn_put(out, "{\"lhs\": ");
    put_names(a, dependency.left, out);
    tn_put(out, ", \"rhs\": ");
    put_names(a, dependency.right, out);
}

static void put_fds(const struct analysis *a, const struct tn_dependencies *list,
                    struct tn_buffer *out) {
    tn_put(out, "[");
    for (size_t i = 0; i < list->fds.count; i++) {
        tn_put(out, i ? ", " : "");
        put_sides(a, list->fds.items[i], out);
        tn_put(out, "}");
    }
    tn_put(out, "]");
}

static void put_obstacles(const struct analysis *a, struct tn_buffer *out) {
    struct tn_buffer reason = {0};
    tn_put(out, "[");
    for (size_t i = 0; i < a->obstacles.count; i++) {
        const struct obstacle *obstacle = &a->obstacles.items[i];
        tn_put(out, i ? ", " : "");
        put_sides(a, obstacle->dependency, out);
        tn_buffer_reset(&reason);
        put_reason(a, obstacle, &reason);
        tn_put_format(out, ", \"multivalued\": %s, \"breaks\": \"%s\", \"reason\": ",
                      obstacle->multivalued ? "true" : "false", form_names[obstacle->form]);
        tn_put_json(out, reason.at);
        tn_put(out, "}");
    }
    tn_put(out, "]");
    tn_buffer_free(&reason);
}

static void put_parts(const struct analysis *a, const struct tn_decomposition *parts,
                      struct tn_buffer *out) {
    tn_put(out, "{\"parts\": ");
    put_sets(a, parts->parts.items, parts->parts.count, out);
    tn_put_format(out, ", \"lossless\": %s, \"preserving\": %s, \"exact\": %s, \"lost\": ",
                  parts->lossless ? "true" : "false", parts->preserving ? "true" : "false",
                  parts->exact ? "true" : "false");
    put_fds(a, &parts->lost, out);
    tn_put(out, "}");
}

static void put_json(const struct analysis *a, const char *to, struct tn_buffer *out) {
    tn_put(out, "{\n  \"attributes\": ");
    put_names(a, tn_set_first(a->relation.names.count), out);
    tn_put(out, ",\n  \"keys\": ");
    put_sets(a, a->keys, a->key_count, out);
    tn_put(out, ",\n  \"prime\": ");
    put_names(a, a->prime, out);
    tn_put_format(out,
                  ",\n  \"normal_form\": \"%s\",\n  \"exact\": %s,\n  \"derived\": %zu,\n  "
                  "\"violations\": ",
                  form_names[a->verdict.form], a->verdict.exact ? "true" : "false",
                  a->relation.derived);
    put_obstacles(a, out);
    tn_put(out, ",\n  \"cover\": ");
    put_fds(a, &a->cover, out);
    tn_put(out, ",\n  \"decompositions\": {");
    const char *before = "";
    for (size_t i = 0; i < TN_LENGTH(targets); i++) {
        if (!is_shown(a, i, to))
            continue;
        tn_put_format(out, "%s\n    \"%s\": ", before, targets[i].name);
        put_parts(a, &a->parts[i], out);
        before = ",";
    }
    tn_put(out, "\n  }");
    put_proposal_json(a, out);
    tn_put(out, "\n}\n");
}

/* ------------------------------------------------------------------ text */

static void put_heading(const char *heading, struct tn_buffer *out) {
    tn_put_format(out, "%-12s", heading);
}

static void put_count(struct tn_buffer *out, size_t count, const char *sort) {
    tn_put_format(out, "%zu %s dependenc%s", count, sort, count == 1 ? "y" : "ies");
}

static void put_keys(const struct analysis *a, struct tn_buffer *out) {
    put_heading(a->key_count == 1 ? "Key" : "Keys", out);
    for (size_t i = 0; i < a->key_count; i++) {
        tn_put(out, i ? " | " : "");
        tn_relation_put_set(&a->relation, a->keys[i], out);
    }
    if (a->key_count == TN_KEY_LIMIT)
        tn_put_format(out, " and perhaps more: after %d no more are looked for", TN_KEY_LIMIT);
    tn_put(out, "\n");
}

static void put_givens(const struct analysis *a, size_t told, struct tn_buffer *out) {
    const struct tn_dependencies *given = &a->relation.given;
    if (a->of_entity) {
        tn_put_format(out, "%zu declared and ", told);
        put_count(out, a->relation.derived, "derived");
        return;
    }
    put_count(out, given->fds.count, "functional");
    if (given->mvds.count) {
        tn_put(out, " and ");
        put_count(out, given->mvds.count, "multivalued");
    }
}

/* Relative to what: a form without dependencies that somebody told is no evidence. */
static void put_verdict(const struct analysis *a, struct tn_buffer *out) {
    const struct tn_dependencies *given = &a->relation.given;
    size_t told = given->fds.count - a->relation.derived + given->mvds.count;
    put_heading("Normal form", out);
    tn_put_format(out, "%s%s, with respect to ", a->verdict.exact ? "" : "at least ",
                  form_names[a->verdict.form]);
    put_givens(a, told, out);
    tn_put(out, told ? "\n" : ": no evidence\n");
    for (size_t i = 0; i < a->obstacles.count; i++) {
        const struct obstacle *obstacle = &a->obstacles.items[i];
        put_heading("", out);
        tn_put_format(out, "not %s: ", form_names[obstacle->form]);
        tn_relation_put(&a->relation, obstacle->dependency, obstacle->multivalued, out);
        tn_put(out, ": ");
        put_reason(a, obstacle, out);
        tn_put(out, "\n");
    }
}

static void put_cover(const struct analysis *a, struct tn_buffer *out) {
    for (size_t i = 0; i < a->cover.fds.count; i++) {
        put_heading(i ? "" : "Cover", out);
        tn_relation_put(&a->relation, a->cover.fds.items[i], false, out);
        tn_put(out, "\n");
    }
}

static void put_decomposition(const struct analysis *a, size_t target, struct tn_buffer *out) {
    const struct tn_decomposition *parts = &a->parts[target];
    tn_put_format(out, "\n%s: %s\n", targets[target].title,
                  parts->preserving ? "no dependency is lost" : "dependencies are lost");
    for (size_t i = 0; i < parts->parts.count; i++) {
        tn_put(out, "  ");
        tn_relation_put_set(&a->relation, parts->parts.items[i], out);
        tn_put(out, "\n");
    }
    for (size_t i = 0; i < parts->lost.fds.count; i++) {
        tn_put(out, "  lost: ");
        tn_relation_put(&a->relation, parts->lost.fds.items[i], false, out);
        tn_put(out, "\n");
    }
    if (!parts->exact)
        tn_put_format(out,
                      "  undecided: parts with more than %d attributes in dependencies may need "
                      "splitting again\n",
                      TN_SUBSET_LIMIT);
}

static void put_text(const struct analysis *a, const char *to, struct tn_buffer *out) {
    put_keys(a, out);
    put_heading("Prime", out);
    tn_relation_put_set(&a->relation, a->prime, out);
    tn_put(out, "\n");
    put_verdict(a, out);
    put_cover(a, out);
    for (size_t i = 0; i < TN_LENGTH(targets); i++)
        if (is_shown(a, i, to))
            put_decomposition(a, i, out);
    put_proposal(a, out);
}

/* ------------------------------------------------------------------ the model */

static enum tn_normal_form form_of(const char *to, const struct tn_entity *entity) {
    for (size_t i = 0; to && i < TN_LENGTH(targets); i++)
        if (strcmp(targets[i].name, to) == 0)
            return targets[i].form;
    return tn_next_normal_form(entity);
}

/* What --fd and --mvd tell is declared. */
static bool declare_given(struct cli *cli, struct tn_model *model) {
    struct tn_buffer text = {0};
    bool good = true;
    for (size_t i = 0; good && i < cli->given.count; i++) {
        struct cli_given given = cli->given.items[i];
        if (given.option != OPTION_FD && given.option != OPTION_MVD)
            continue;
        tn_buffer_reset(&text);
        tn_put_format(&text, "%s: %s", cli->arguments[1], given.value);
        good = tn_dependency_declare(model, text.at, &cli->error) != NULL;
    }
    tn_buffer_free(&text);
    return good;
}

static struct tn_entity *named_entity(struct cli *cli, const struct tn_model *model) {
    struct tn_entity *entity = tn_find_entity(model, cli->arguments[1]);
    if (!entity)
        tn_fail(&cli->error, "there is no entity %s in %s", cli->arguments[1], cli->arguments[0]);
    return entity;
}

/* In an open group. */
static bool normalize_in(struct cli *cli, struct tn_model *model, struct tn_normalization *done,
                         struct tn_error *error) {
    struct tn_entity *entity = named_entity(cli, model);
    return entity && declare_given(cli, model) &&
           tn_normalize(model, entity, form_of(cli->values[OPTION_TO], entity), done, error);
}

static void propose(struct cli *cli, struct analysis *a, const struct tn_model *model) {
    struct tn_error error = {0};
    struct tn_model *copy = tn_model_copy(model);
    tn_group_begin(copy, "normalize");
    bool done = normalize_in(cli, copy, &a->normalization, &error);
    tn_group_end(copy, NULL);
    if (done)
        a->proposed = copy;
    else
        tn_model_free(copy);
    if (error.message)
        a->refusal = tn_arena_format(&a->arena, "%s", error.message);
    tn_error_clear(&error);
}

/* ------------------------------------------------------------------ applying */

static bool take_apart(struct cli *cli, struct tn_model *model) {
    struct tn_normalization done = {0};
    tn_group_begin(model, "normalize %s", cli->arguments[1]);
    bool good = normalize_in(cli, model, &done, &cli->error);
    if (good)
        good = tn_group_end(model, &cli->error);
    else
        tn_group_cancel(model);
    if (good)
        cli_say(cli, "%s is %zu entities now, in %s; tenon undo %s takes it back",
                cli->arguments[1], done.entities.count, form_names[done.form], cli->arguments[0]);
    for (size_t i = 0; good && i < done.findings.count; i++)
        if (done.findings.items[i].severity > TN_INFO)
            cli_say(cli, "%s", done.findings.items[i].message);
    tn_normalization_free(&done);
    return good;
}

static enum cli_status apply(struct cli *cli) {
    const char *path = cli->arguments[0];
    if (!tn_store_is_project(path)) {
        tn_fail(&cli->error, "--apply needs a project; tenon new NAME.tenon --from %s makes one",
                path);
        return cli_fail(cli);
    }
    struct tn_store *store = tn_store_open(path, TN_STORE_WRITE, &cli->error);
    if (!store)
        return cli_fail(cli);
    bool done = !tn_store_read_only(store) || tn_fail(&cli->error, "%s", tn_store_read_only(store));
    done = done && take_apart(cli, tn_store_model(store));
    tn_store_close(store);
    return done ? CLI_DONE : cli_fail(cli);
}

/* ------------------------------------------------------------------ the command */

static bool read_entity(struct cli *cli, struct analysis *a) {
    struct tn_source *source = tn_source_open(cli->arguments[0], NULL, &cli->findings, &cli->error);
    if (!source)
        return false;
    const struct tn_entity *entity = named_entity(cli, source->model);
    bool read = entity && tn_entity_relation(entity, &a->relation, &cli->error);
    if (read)
        propose(cli, a, source->model);
    read = read && !cli->error.message;
    tn_source_close(source);
    return read;
}

static bool read_options(struct cli *cli, struct tn_relation *relation) {
    for (size_t i = 0; i < cli->given.count; i++) {
        struct cli_given given = cli->given.items[i];
        bool multivalued = given.option == OPTION_MVD;
        if ((multivalued || given.option == OPTION_FD) &&
            !tn_relation_depends(relation, given.value, multivalued, &cli->error))
            return false;
    }
    return true;
}

static bool read_relation(struct cli *cli, struct analysis *a) {
    bool read = cli->count ? read_entity(cli, a)
                           : tn_relation_attributes(&a->relation, cli->values[OPTION_RELATION],
                                                    &cli->error);
    return read && read_options(cli, &a->relation);
}

static bool is_target(const char *to) {
    for (size_t i = 0; i < TN_LENGTH(targets); i++)
        if (strcmp(targets[i].name, to) == 0)
            return true;
    return false;
}

void cli_target_words(struct tn_buffer *out) {
    for (size_t i = 0; i < TN_LENGTH(targets); i++)
        tn_put_format(out, "%s\n", targets[i].name);
}

enum cli_status cli_normalize(struct cli *cli) {
    const char *to = cli->values[OPTION_TO];
    bool json;
    if (to && !is_target(to))
        return cli_wrong(cli, "--to takes 2nf, 3nf, bcnf or 4nf, not %s", to);
    if (!cli_text_or_json(cli, &json))
        return CLI_USAGE;
    if (cli->count == 1 || !cli->count == !cli_has(cli, OPTION_RELATION))
        return cli_wrong(cli, "name a source and an entity, or the attributes: --relation 'A B C'");
    if (cli_has(cli, OPTION_APPLY))
        return cli->count ? apply(cli) : cli_wrong(cli, "--apply needs a project and an entity");
    struct analysis a = {.of_entity = cli->count};
    struct tn_buffer out = {0};
    enum cli_status status;
    if (read_relation(cli, &a)) {
        analyse(&a, to);
        json ? put_json(&a, to, &out) : put_text(&a, to, &out);
        status = cli_output(cli, &out);
    } else {
        status = cli->count ? cli_fail(cli) : cli_wrong(cli, "%s", cli->error.message);
    }
    tn_buffer_free(&out);
    analysis_free(&a);
    return status;
}
