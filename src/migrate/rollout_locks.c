/*
 * PostgreSQL: a transaction takes the locks of all its tables before it does anything, and gives
 * them up together where one is not to be had. A statement that waits for a lock makes everybody
 * wait who comes behind it, and two tables locked one after the other can deadlock with an
 * application that uses them in the other order: so only the first lock is waited for, no longer
 * than the lock timeout, and the one that was not to be had is the first of the next attempt.
 */
#include "migrate/rollout.h"

#include <stdlib.h>
#include <string.h>

enum { ATTEMPTS = 200 };

void insert_step(struct tn_plan *plan, size_t at, struct step *step) {
    struct planner planner = {.plan = plan, .dialect = plan->dialect};
    step_add(&planner, PHASE_ALONE, step);
    if (!planner.phases[PHASE_ALONE].count)
        return;
    TN_PUSH(&plan->steps, planner.phases[PHASE_ALONE].items[0].step);
    memmove(plan->steps.items + at + 1, plan->steps.items + at,
            (plan->steps.count - 1 - at) * sizeof *plan->steps.items);
    plan->steps.items[at] = planner.phases[PHASE_ALONE].items[0].step;
    free(planner.phases[PHASE_ALONE].items);
}

/* Each once, in the order of the steps. */
static size_t collect(const struct tn_plan *plan, size_t from, size_t to, bool down,
                      struct tn_buffer *out) {
    struct tn_text_map seen = {0};
    for (size_t i = from; i < to; i++) {
        const struct tn_plan_step *step = &plan->steps.items[i];
        for (size_t j = 0; j < TN_LENGTH(step->locks) && *step_sql(step, down); j++) {
            if (!step->locks[j] || tn_text_map_get(&seen, step->locks[j]))
                continue;
            tn_text_map_put(&seen, step->locks[j], out);
            tn_put(out, out->length ? ", " : "");
            tn_sql_put_string(out, plan->dialect, step->locks[j]);
        }
    }
    size_t count = seen.count;
    tn_text_map_free(&seen);
    return count;
}

static void put_locking(struct tn_buffer *out, const char *relations) {
    tn_put_format(out,
                  "DO $lock$\n"
                  "DECLARE\n"
                  "    relations text[] := ARRAY[%s];\n"
                  "    relation text;\n"
                  "    wait text;\n"
                  "BEGIN\n"
                  "    FOR attempt IN 1..%d LOOP\n"
                  "        wait := '';\n"
                  "        BEGIN\n"
                  "            FOREACH relation IN ARRAY relations LOOP\n"
                  "                CONTINUE WHEN to_regclass(relation) IS NULL;\n"
                  "                EXECUTE 'LOCK TABLE ' || relation || ' IN ACCESS EXCLUSIVE MODE'"
                  " || wait;\n"
                  "                wait := ' NOWAIT';\n"
                  "            END LOOP;\n"
                  "            RETURN;\n"
                  "        EXCEPTION WHEN lock_not_available OR deadlock_detected THEN\n"
                  "            relations := relation || array_remove(relations, relation);\n"
                  "        END;\n"
                  "        PERFORM pg_sleep(0.02 + random() / 10);\n"
                  "    END LOOP;\n"
                  "    RAISE lock_not_available USING MESSAGE = relation || ' is in use';\n"
                  "END\n"
                  "$lock$",
                  relations, ATTEMPTS);
    put_end(out);
}

/* Before or, for the way down, behind the steps of a transaction. */
static void lock_run(struct tn_plan *part, size_t from, size_t to, bool down) {
    struct tn_buffer relations = {0};
    struct step step = {0};
    if (collect(part, from, to, down, &relations)) {
        put_locking(down ? &step.down : &step.up, relations.at);
        tn_put(&step.title, "lock what changes");
        insert_step(part, down ? to : from, &step);
    }
    tn_buffer_free(&relations);
}

static void lock_way(struct tn_plan *part, bool down) {
    for (size_t to = part->steps.count; to > 0;) {
        size_t from = to;
        while (from > 0 && !step_is_outside(&part->steps.items[from - 1], down))
            from--;
        if (from < to)
            lock_run(part, from, to, down);
        to = from < to ? from : to - 1;
    }
}

void take_locks(struct tn_plan *part) {
    if (part->dialect->id != TN_POSTGRESQL)
        return;
    lock_way(part, false);
    lock_way(part, true);
}
