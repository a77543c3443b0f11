/*
 * Making a plan: the parts put their steps into phases, the phases are strung together.
 */
#include "migrate/plan.h"

#include <stdlib.h>
#include <string.h>

static void note_changed(struct planner *planner) {
    for (size_t i = 0; i < planner->diff->changes.count; i++) {
        struct tn_change *change = &planner->diff->changes.items[i];
        if (change->type == TN_CHANGED && !is_in(&planner->changed, change->before))
            tn_id_map_put(&planner->changed, change->before->id, change);
    }
}

static bool is_of_session(const struct tn_change *change) {
    return (!change->before || tn_is_temporary(change->before)) &&
           (!change->after || tn_is_temporary(change->after));
}

static const void *whole_of(const struct tn_change *change) {
    const void *object = change->after ? change->after : change->before;
    const struct tn_entity *entity = tn_entity_of(object);
    return entity ? entity : object;
}

/* No migration reaches the session that has them. */
static void leave_out_temporaries(struct planner *planner) {
    size_t kept = 0;
    const void *told = NULL;
    for (size_t i = 0; i < planner->diff->changes.count; i++) {
        struct tn_change *change = &planner->diff->changes.items[i];
        if (!is_of_session(change)) {
            planner->diff->changes.items[kept++] = *change;
            continue;
        }
        const struct tn_object *whole = whole_of(change);
        if (whole != told)
            hazard(planner, "mig-temporary", whole, "temporary %s %s differs and is left out",
                   whole->kind == TN_view ? "view" : "table", whole->name);
        told = whole;
    }
    planner->diff->changes.count = kept;
}

static void string_together(struct planner *planner) {
    sort_by_places(planner, PHASE_PREPARE);
    sort_by_places(planner, PHASE_DROP);
    for (int phase = 0; phase < PHASE_COUNT; phase++) {
        for (size_t i = 0; i < planner->phases[phase].count; i++)
            TN_PUSH(&planner->plan->steps, planner->phases[phase].items[i].step);
        free(planner->phases[phase].items);
    }
}

/* The way back of a step that destroys cannot bring the data back. */
static void warn_of_no_way_back(struct planner *planner) {
    for (size_t i = 0; i < planner->plan->steps.count; i++) {
        const struct tn_plan_step *step = &planner->plan->steps.items[i];
        if (step->destroys)
            hazard(planner, "mig-no-down", planner->after->project,
                   "the data lost by \"%s\" does not come back on the way down", step->title);
    }
}

/* Without a limit, what waits for a table makes everybody wait who comes behind. */
static void warn_of_waiting(struct planner *planner) {
    if (!plan_postgresql(planner) || planner->online)
        return;
    for (size_t i = 0; i < planner->plan->steps.count; i++) {
        const struct tn_plan_step *step = &planner->plan->steps.items[i];
        if (!step->subject || tn_step_effect(planner->plan, step, false).waits == TN_WAITS_nobody)
            continue;
        hazard(planner, "mig-lock-timeout", planner->after->project,
               "\"%s\" waits for its lock as long as it takes, and others behind it", step->title);
        return;
    }
}

static void free_planner(struct planner *planner) {
    if (planner->first != planner->diff && planner->first != planner->compared)
        tn_diff_free((struct tn_diff *)planner->first);
    if (planner->diff != planner->compared)
        tn_diff_free(planner->diff);
    free_carries(planner);
    tn_id_map_free(&planner->remade_ids);
    free(planner->remade.items);
    tn_model_free(planner->copy);
    tn_model_free(planner->scratch);
    tn_id_map_free(&planner->dirty);
    tn_id_map_free(&planner->changed);
    tn_id_map_free(&planner->marks);
    tn_id_map_free(&planner->recreated);
    tn_text_map_free(&planner->adopted);
    tn_id_map_free(&planner->rechecked);
    tn_id_map_free(&planner->early);
    tn_id_map_free(&planner->replaced);
    tn_id_map_free(&planner->restated);
    tn_text_map_free(&planner->retired);
    free(planner->restatements.items);
    tn_id_map_free(&planner->implied);
    tn_id_map_free(&planner->set_aside);
    tn_id_map_free(&planner->rebuilt);
    tn_id_map_free(&planner->incoming);
    tn_id_map_free(&planner->based);
    tn_text_map_free(&planner->attachments[UP]);
    tn_text_map_free(&planner->attachments[DOWN]);
    tn_id_map_free(&planner->made.places);
    tn_id_map_free(&planner->dropped.places);
    tn_id_map_free(&planner->counted);
    tn_id_map_free(&planner->stripped);
    tn_id_map_free(&planner->exchanged);
    tn_id_map_free(&planner->placed);
    tn_text_map_free(&planner->grown);
    tn_text_map_free(&planner->mentions);
    tn_text_map_free(&planner->names);
    free(planner->touched.items);
    free(planner->loose_renames.items);
    tn_arena_free(&planner->arena);
}

static void make(struct planner *planner, const struct tn_diff_options *options) {
    plan_middle(planner, options);
    leave_out_temporaries(planner);
    note_changed(planner);
    plan_carries(planner);
    if (plan_sqlite(planner))
        plan_rebuilds(planner);
    plan_marks(planner);
    plan_loose_renames(planner);
    plan_adopted_sequences(planner);
    plan_script_orders(planner);
    if (plan_mysql(planner))
        plan_mysql_room(planner);
    bool places = planner->order && plan_mysql(planner);
    if (places)
        plan_places(planner);
    if (planner->texts_change)
        plan_texts(planner);
    if (plan_mysql(planner)) {
        plan_mysql_exchanges(planner);
        plan_mysql_counters(planner);
    }
    plan_tables(planner);
    if (plan_sqlite(planner))
        plan_sqlite_tables(planner);
    else
        plan_columns(planner);
    plan_constraints(planner);
    if (plan_mysql(planner))
        plan_mysql_counters_back(planner);
    plan_sequences(planner);
    plan_types(planner);
    plan_schemas(planner);
    plan_comments(planner);
    plan_by_hand(planner);
    if (places)
        plan_moves(planner);
    plan_hazards(planner);
    string_together(planner);
    warn_of_no_way_back(planner);
    warn_of_waiting(planner);
    plan_waive(planner);
}

/* Of a planner that knows the models and the dialect. */
static struct tn_plan *make_plan(struct planner *planner, const struct tn_diff_options *options) {
    struct tn_plan *plan = planner->plan = tn_allocate(sizeof *plan);
    planner->order = options && options->order;
    planner->scratch = tn_model_new(0, 0);
    plan->dialect = planner->dialect;
    make(planner, options);
    free_planner(planner);
    return plan;
}

struct tn_plan *plan_make(const struct tn_model *before, const struct tn_model *after,
                          const struct tn_dialect *dialect, const struct tn_diff_options *options,
                          const struct online *online) {
    struct planner planner = {
        .before = before, .after = after, .dialect = dialect, .online = online};
    return make_plan(&planner, options);
}

struct tn_plan *tn_plan_new(const struct tn_model *before, const struct tn_model *after,
                            const struct tn_dialect *dialect, const struct tn_diff_options *options,
                            struct tn_error *error) {
    if (dialect)
        return plan_make(before, after, dialect, options, NULL);
    tn_fail(error, "a plan needs a dialect");
    return NULL;
}

/* What is left out of a plan would be missed in the comparison. */
static bool any_is_of_session(const struct tn_diff *diff) {
    for (size_t i = 0; i < diff->changes.count; i++)
        if (is_of_session(&diff->changes.items[i]))
            return true;
    return false;
}

struct tn_plan *tn_plan_of(struct tn_diff *diff, const struct tn_dialect *dialect,
                           const struct tn_diff_options *options, struct tn_error *error) {
    bool serves = !(options && options->layout) && !any_is_of_session(diff);
    if (!dialect || !serves)
        return tn_plan_new(diff->before, diff->after, dialect, options, error);
    struct planner planner = {
        .before = diff->before, .after = diff->after, .dialect = dialect, .compared = diff};
    return make_plan(&planner, options);
}

void tn_plan_free(struct tn_plan *plan) {
    if (!plan)
        return;
    free(plan->steps.items);
    tn_findings_free(&plan->findings);
    tn_arena_free(&plan->arena);
    free(plan);
}
