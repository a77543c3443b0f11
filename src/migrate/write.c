/*
 * A plan as a script: a comment before each step, a transaction around them where the dialect has
 * transactional DDL and the step may stand in one.
 */
#include "migrate/plan.h"

#include <string.h>

/* What stands between the statements are comments. */
static void put_statements(const struct tn_plan *plan, const char *sql,
                           struct tn_statements statements, struct tn_buffer *out) {
    for (size_t i = 0; i < statements.count; i++) {
        struct tn_slice statement = statements.items[i];
        tn_put_bytes(out, sql, (size_t)(statement.at - sql));
        tn_sql_put_statement(out, plan->dialect, statement);
        sql = statement.at + statement.length + strlen(";\n");
    }
    tn_put(out, sql);
}

static void put_step(const struct tn_plan *plan, const struct tn_plan_step *step, bool down,
                     struct tn_buffer *out) {
    const char *sql = step_sql(step, down);
    if (!*sql)
        return;
    tn_put_format(out, "\n-- %s%s\n", down ? "take back: " : "", step->title);
    if (down ? step->down_destroys : step->destroys)
        tn_put_format(out, "-- destructive: %s\n", step->title);
    if (down && step->destroys)
        tn_put_format(out, "-- cannot be undone: the data lost by \"%s\"\n", step->title);
    put_statements(plan, sql, step_statements(step, down), out);
}

bool plan_has_steps(const struct tn_plan *plan, bool down) {
    for (size_t i = 0; i < plan->steps.count; i++)
        if (*step_sql(&plan->steps.items[i], down))
            return true;
    return false;
}

bool plan_drops_tables(const struct tn_plan *plan, bool down) {
    for (size_t i = 0; i < plan->steps.count; i++) {
        const struct tn_plan_step *step = &plan->steps.items[i];
        if (tn_find_word(step_sql(step, down), "drop table"))
            return true;
    }
    return false;
}

const struct plan_frame plan_frames[TN_DIALECT_COUNT] = {
    [TN_POSTGRESQL] = {.begin = "BEGIN", .end = "COMMIT"},
    [TN_SQLITE] = {.note =
                       "-- run this outside of a transaction: there the next line does nothing, "
                       "and\n-- dropping a table would empty those that refer to it\n",
                   .before = "PRAGMA foreign_keys = OFF",
                   .begin = "BEGIN IMMEDIATE",
                   .check = "PRAGMA foreign_key_check",
                   .end = "COMMIT",
                   .after = "PRAGMA foreign_keys = ON"},
};

static void put_frame(struct tn_buffer *out, const char *gap, const char *statement) {
    if (statement)
        tn_put_format(out, "%s%s;\n", gap, statement);
}

static void put_begin(const struct tn_plan *plan, bool drops, struct tn_buffer *out) {
    const struct plan_frame *frame = &plan_frames[plan->dialect->id];
    if (drops && frame->before) {
        tn_put_format(out, "\n%s", frame->note);
        put_frame(out, "", frame->before);
    }
    put_frame(out, "\n", frame->begin);
    put_frame(out, "", plan->patience);
}

static void put_end_of(const struct tn_plan *plan, bool drops, struct tn_buffer *out) {
    const struct plan_frame *frame = &plan_frames[plan->dialect->id];
    put_frame(out, "\n", drops ? frame->check : NULL);
    put_frame(out, "\n", frame->end);
    put_frame(out, "", drops ? frame->after : NULL);
}

/* A transaction around each run of steps that may stand in one. */
void plan_put_steps(const struct tn_plan *plan, bool down, struct tn_buffer *out) {
    bool drops = plan_drops_tables(plan, down), inside = false;
    for (size_t i = 0; i < plan->steps.count; i++) {
        const struct tn_plan_step *step = step_at(plan, down, i);
        if (!*step_sql(step, down))
            continue;
        if (inside && step_is_outside(step, down))
            put_end_of(plan, drops, out);
        else if (!inside && !step_is_outside(step, down))
            put_begin(plan, drops, out);
        inside = !step_is_outside(step, down);
        put_step(plan, step, down, out);
    }
    if (inside)
        put_end_of(plan, drops, out);
}

void tn_plan_write(const struct tn_plan *plan, bool down, struct tn_buffer *out) {
    if (!plan_has_steps(plan, down)) {
        tn_put(out, "-- nothing to do: the schemas do not differ\n");
        return;
    }
    tn_put_format(out, "-- migration for %s, %s\n", plan->dialect->title, down ? "down" : "up");
    plan_put_steps(plan, down, out);
}
