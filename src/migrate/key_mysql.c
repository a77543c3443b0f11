/*
 * MySQL and MariaDB: a primary key that gives way to another does so in one statement. The table is
 * written anew once and not twice, and is never without a key, which servers may demand
 * (sql_require_primary_key).
 */
#include "migrate/plan.h"

/* The old key's columns stay where they are until the exchange, and must not be null before. */
static bool keeps_columns(const struct planner *planner, const struct tn_key *middle) {
    for (size_t i = 0; i < middle->attributes.count; i++) {
        const struct tn_attribute *m = (const void *)middle->attributes.items[i];
        const struct tn_attribute *after = after_of(planner, m);
        if (!after || after->nullable || is_in(&planner->recreated, m))
            return false;
    }
    return true;
}

static bool has_columns(const struct planner *planner, const struct tn_key *after) {
    for (size_t i = 0; i < after->attributes.count; i++) {
        const struct tn_attribute *a = (const void *)after->attributes.items[i];
        const struct tn_attribute *m = middle_of(planner, a);
        if (!m || is_in(&planner->recreated, m) || *a->generated)
            return false;
    }
    return true;
}

static bool is_dropped_both_ways(const struct planner *planner, const struct tn_key *middle) {
    return before_of(planner, middle) &&
           (!after_of(planner, middle) || mark_of(planner, middle) == MARK_BOTH);
}

static void note_exchange(struct planner *planner, const struct tn_entity *middle,
                          const struct tn_entity *after) {
    const struct tn_key *old = tn_primary_key(middle), *new = tn_primary_key(after);
    if (!old || !new || !is_dropped_both_ways(planner, old) ||
        (after_of(planner, old) && after_of(planner, old) != new) ||
        (middle_of(planner, new) && middle_of(planner, new) != old) ||
        !keeps_columns(planner, old) || !has_columns(planner, new))
        return;
    tn_id_map_put(&planner->exchanged, (uint64_t)(uintptr_t)old, (void *)new);
    tn_id_map_put(&planner->exchanged, (uint64_t)(uintptr_t) new, (void *)old);
}

void plan_mysql_exchanges(struct planner *planner) {
    TN_EACH_OF(planner->after, entity, after) {
        const struct tn_entity *middle = middle_of(planner, after);
        if (middle && before_of(planner, middle) && is_in(&planner->dirty, middle))
            note_exchange(planner, middle, after);
    }
}

const struct tn_key *exchanged_for(const struct planner *planner, const void *key) {
    return tn_id_map_get(&planner->exchanged, (uint64_t)(uintptr_t)key);
}

static void put_exchange(struct planner *planner, struct tn_buffer *out, const struct tn_key *new) {
    put_alter(planner, out, tn_entity_of(new));
    tn_put(out, "DROP PRIMARY KEY, ADD ");
    tn_sql_put_constraint(out, planner->dialect, new);
    put_end(out);
}

void plan_mysql_exchange(struct planner *planner, const struct tn_key *after) {
    const struct tn_key *middle = exchanged_for(planner, after);
    struct step step = {0};
    step_title(&step, "exchange", after);
    put_exchange(planner, &step.up, after);
    put_exchange(planner, &step.down, middle);
    step_add(planner, PHASE_CONSTRAIN, &step);
}
