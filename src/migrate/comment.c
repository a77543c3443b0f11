/*
 * Comments of what stays. What is created brings its own; MySQL has those of columns in their
 * definitions.
 */
#include "migrate/plan.h"

static bool has_own_statement(const struct planner *planner, const struct tn_object *object) {
    return plan_postgresql(planner) || (plan_mysql(planner) && object->kind == TN_entity);
}

/* What is dropped and created again gets its comment with that. */
static bool is_made_again(const struct planner *planner, const struct tn_object *middle) {
    return mark_of(planner, middle) == MARK_BOTH || is_in(&planner->recreated, middle);
}

static void put(struct planner *planner, struct tn_buffer *out, const struct tn_object *object) {
    size_t length = out->length;
    tn_sql_put_comment(out, planner->dialect, object);
    if (out->length > length)
        put_end(out);
}

void plan_comments(struct planner *planner) {
    for (size_t i = 0; i < planner->diff->changes.count; i++) {
        const struct tn_change *change = &planner->diff->changes.items[i];
        struct step step = {0};
        if (change->type != TN_CHANGED ||
            change->field != &tn_kind_of(change->after)->fields[TN_FIELD_COMMENT] ||
            !has_own_statement(planner, change->after) || is_made_again(planner, change->before))
            continue;
        step_title(&step, "comment on", change->after);
        put(planner, &step.up, change->after);
        put(planner, &step.down, change->before);
        step_add(planner, PHASE_COMMENTS, &step);
    }
}
