/*
 * Visiting what has a name.
 */
#include "lint/context.h"

static void visit_list(struct tn_lint *lint, const struct tn_list *list, lint_visitor *visit,
                       void *context) {
    for (const struct tn_object *o = list->first; o; o = o->next)
        if (*o->name)
            visit(lint, o, context);
}

static void visit_holder(struct tn_lint *lint, const void *holder, lint_visitor *visit,
                         void *context) {
    static const enum tn_kind kinds[] = {TN_type, TN_sequence, TN_view};
    for (size_t i = 0; i < TN_LENGTH(kinds); i++)
        visit_list(lint, tn_list_of(holder, kinds[i]), visit, context);
}

static void visit_table(struct tn_lint *lint, const struct tn_entity *entity, lint_visitor *visit,
                        void *context) {
    visit(lint, &entity->object, context);
    visit_list(lint, &entity->attributes, visit, context);
    visit_list(lint, &entity->keys, visit, context);
    visit_list(lint, &entity->relationships, visit, context);
    visit_list(lint, &entity->indexes, visit, context);
    visit_list(lint, &entity->checks, visit, context);
    visit_list(lint, &entity->exclusions, visit, context);
}

void lint_each_named(struct tn_lint *lint, bool skipped_too, lint_visitor *visit, void *context) {
    const struct tn_project *project = lint->model->project;
    visit_list(lint, &project->namespaces, visit, context);
    visit_holder(lint, project, visit, context);
    for (struct tn_namespace *n = project->namespaces.first; n; n = n->next)
        visit_holder(lint, n, visit, context);
    for (size_t i = 0; i < lint->table_count; i++)
        if (skipped_too || !lint->tables[i].skipped)
            visit_table(lint, lint->tables[i].entity, visit, context);
}

struct suspicion {
    lint_suspicion *is_suspect;
    lint_visitor *visit;
    void *context;
    struct tn_id_map judged; /* address of a name -> whether, as a pointer */
};

static bool judged_suspect(struct tn_lint *lint, struct suspicion *suspicion, const char *name) {
    enum { FINE = 1, SUSPECT };
    uint64_t address = (uint64_t)(uintptr_t)name;
    uintptr_t verdict = (uintptr_t)tn_id_map_get(&suspicion->judged, address);
    if (!verdict) {
        verdict = suspicion->is_suspect(lint, name, suspicion->context) ? SUSPECT : FINE;
        tn_id_map_put(&suspicion->judged, address, (void *)verdict);
    }
    return verdict == SUSPECT;
}

static void visit_suspect(struct tn_lint *lint, const struct tn_object *object, void *context) {
    struct suspicion *suspicion = context;
    bool recurs = object->kind == TN_attribute;
    if (recurs ? judged_suspect(lint, suspicion, object->name)
               : suspicion->is_suspect(lint, object->name, suspicion->context))
        suspicion->visit(lint, object, suspicion->context);
}

void lint_each_suspect(struct tn_lint *lint, lint_suspicion *is_suspect, lint_visitor *visit,
                       void *context) {
    struct suspicion suspicion = {is_suspect, visit, context, {0}};
    lint_each_named(lint, false, visit_suspect, &suspicion);
    tn_id_map_free(&suspicion.judged);
}
