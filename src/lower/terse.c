/*
 * Names that go without saying: those the server would give by itself to what has none.
 */
#include "lower/lowering.h"

#include <string.h>

/* ------------------------------------------------------------------ the objects with such names */

/* Indexes of PostgreSQL and SQLite are statements of their own: a name there says more than it
 * costs. What has a comment is spoken of by its name. */
static bool may_be_unnamed(const struct tn_object *o, const struct tn_dialect *dialect) {
    return !*o->comment && (o->kind != TN_index || lower_is_mysql(dialect));
}

static void for_each(const struct tn_model *model, const struct tn_dialect *dialect,
                     void (*visit)(struct tn_object *, void *), void *context) {
    static const enum tn_kind kinds[] = {TN_key, TN_check, TN_exclusion, TN_relationship, TN_index};
    for (size_t k = 0; k < TN_LENGTH(kinds); k++)
        for (struct tn_object *o = tn_next(model, kinds[k], NULL); o;
             o = tn_next(model, kinds[k], o))
            if (may_be_unnamed(o, dialect))
                visit(o, context);
}

/* ------------------------------------------------------------------ what the server would say */

/* A copy whose unnamed objects have the names that the server gives. */
static struct tn_model *as_server_names(const struct tn_model *model,
                                        const struct tn_dialect *dialect) {
    struct lowering lowering = {.model = tn_model_copy(model), .from = dialect, .to = dialect};
    struct tn_project *project = lowering.model->project;
    project->name_primary = project->name_foreign = project->name_unique = "";
    project->name_check = project->name_index = "";
    lower_names(&lowering);
    tn_arena_free(&lowering.arena);
    return lowering.model;
}

struct comparing {
    struct tn_model *model;
    const struct tn_model *original, *named;
    bool changed;
};

static void take_name(struct tn_object *o, void *context) {
    (void)context;
    o->name = "";
}

static void restore_name(struct tn_object *o, void *context) {
    struct comparing *comparing = context;
    const struct tn_object *original = tn_find_id(comparing->original, o->id);
    const struct tn_object *named = tn_find_id(comparing->named, o->id);
    if (*o->name || strcmp(original->name, named->name) == 0)
        return;
    o->name = tn_text(comparing->model, original->name);
    comparing->changed |= *o->name != 0;
}

static void restore_anyway(struct tn_object *o, void *context) {
    struct comparing *comparing = context;
    o->name = tn_text(comparing->model, tn_find_id(comparing->original, o->id)->name);
}

/* A name that is kept may change the numbers that others get, so it is asked again until all are
 * right. Each round keeps more names; where a few rounds do not do, all are kept. */
#define MOST_ROUNDS 8

void tn_lower_terse(struct tn_model *physical, const struct tn_dialect *dialect) {
    struct tn_model *original = tn_model_copy(physical);
    struct comparing comparing = {.model = physical, .original = original, .changed = true};
    for_each(physical, dialect, take_name, NULL);
    for (int round = 0; comparing.changed && round < MOST_ROUNDS; round++) {
        struct tn_model *named = as_server_names(physical, dialect);
        comparing.named = named;
        comparing.changed = false;
        for_each(physical, dialect, restore_name, &comparing);
        tn_model_free(named);
    }
    if (comparing.changed)
        for_each(physical, dialect, restore_anyway, &comparing);
    tn_model_free(original);
}
