/*
 * tenon fds --into: what is proposed goes into a project, as discovered.
 */
#include "cli/fds.h"
#include "tenon/store.h"

#include <string.h>
#include <time.h>

bool fds_project_open(struct cli *cli, const struct tn_data_set *set, struct fds_project *project) {
    const char *path = cli->values[OPTION_INTO];
    project->store = tn_store_open(path, TN_STORE_WRITE, &cli->error);
    if (!project->store)
        return false;
    const char *reason = tn_store_read_only(project->store);
    struct tn_model *model = tn_store_model(project->store);
    if (reason)
        return tn_fail(&cli->error, "%s", reason);
    tn_data_samples_make(set, model, &project->samples, &cli->findings);
    if (!project->samples.list.count)
        return tn_fail(&cli->error, "%s has no entity that is called as one of the tables", path);
    tn_group_begin(model, "note what data show");
    return true;
}

/* ------------------------------------------------------------------ noting */

static const struct tn_sample *sample_of(const struct fds_project *project,
                                         const struct tn_data *data) {
    for (size_t i = 0; i < project->samples.list.count; i++)
        if (project->samples.list.items[i].name == data->name)
            return &project->samples.list.items[i];
    return NULL;
}

/* The columns in attributes of the entity; false where one is none of them. */
static bool in_attributes(const struct tn_sample *sample, struct tn_set columns,
                          struct tn_set *attributes) {
    for (size_t i = 0; i < sample->columns.count; i++) {
        struct tn_set one;
        struct tn_object *attribute = (struct tn_object *)(const void *)sample->attributes[i];
        if (!tn_set_has(columns, i))
            continue;
        if (!attribute || !tn_attribute_set(sample->entity, (struct tn_refs){&attribute, 1}, &one))
            return false;
        *attributes = tn_set_union(*attributes, one);
    }
    return true;
}

static const char *evidence_of(const struct fds_found *found, struct tn_arena *arena) {
    char date[sizeof "-2147483648-12-31"];
    time_t now = time(NULL);
    struct tm day = {0};
    gmtime_r(&now, &day);
    strftime(date, sizeof date, "%Y-%m-%d", &day);
    return tn_arena_format(arena, "%s, %zu rows, %s", found->data->name, found->data->rows, date);
}

void fds_project_note(struct fds_project *project, const struct fds_found *found) {
    const struct tn_sample *sample = sample_of(project, found->data);
    struct tn_model *model = tn_store_model(project->store);
    struct tn_arena arena = {0};
    const char *evidence = evidence_of(found, &arena);
    size_t shown = 0;
    for (size_t i = 0; sample && i < found->proposals.items.count && shown < found->limit; i++) {
        const struct tn_proposal *proposal = &found->proposals.items.items[i];
        struct tn_fd sides = {.left = {{0}}};
        struct tn_set right = {{0}};
        tn_set_add(&right, proposal->right);
        if (proposal->broken || !in_attributes(sample, proposal->left, &sides.left) ||
            !in_attributes(sample, right, &sides.right))
            continue;
        shown++;
        struct tn_entity *entity = (void *)tn_find_id(model, sample->entity->id);
        project->noted += tn_dependency_found(model, entity, sides, evidence) != NULL;
    }
    project->tables += sample != NULL;
    tn_arena_free(&arena);
}

bool fds_project_close(struct cli *cli, struct fds_project *project) {
    const char *path = cli->values[OPTION_INTO];
    bool saved = true;
    if (project->tables) {
        saved = tn_group_end(tn_store_model(project->store), &cli->error);
        cli_say(cli,
                "%zu dependenc%s noted in %s as discovered; tenon fd %s lists %s, and declares "
                "what always holds",
                project->noted, project->noted == 1 ? "y" : "ies", path, path,
                project->noted == 1 ? "it" : "them");
    }
    tn_data_samples_free(&project->samples);
    tn_store_close(project->store);
    return saved;
}
