/*
 * PostgreSQL: a table that comes to be divided into partitions, or no longer, or otherwise, cannot
 * be altered. It is dropped and made anew, with its partitions; the rows wait in temporary tables.
 */
#include "migrate/plan.h"

#include <string.h>

/* ------------------------------------------------------------------ which tables */

bool is_remade(const struct planner *planner, const void *before) {
    const struct tn_object *object = before;
    return tn_id_map_get(&planner->remade_ids, object->id) != NULL;
}

static void add(struct planner *planner, struct tn_entity *before, struct tn_entity *after) {
    TN_PUSH(&planner->remade, ((struct remade){before, after}));
    tn_id_map_put(&planner->remade_ids, before->id, before);
    tn_id_map_put(&planner->early, before->id, before);
}

static bool is_remade_after(const struct planner *planner, const struct tn_diff *first,
                            const struct tn_entity *after) {
    const void *before = after ? tn_diff_before(first, after) : NULL;
    return before && is_remade(planner, before);
}

/* A partition goes the way of its table, on either side. */
static bool goes_along(const struct planner *planner, const struct tn_diff *first,
                       const struct tn_entity *before, const struct tn_entity *after) {
    return (before->partition_of && is_remade(planner, before->partition_of)) ||
           is_remade_after(planner, first, after->partition_of);
}

static bool add_partitions(struct planner *planner, const struct tn_diff *first) {
    bool any = false;
    TN_EACH_OF(planner->before, entity, before) {
        struct tn_entity *after = (void *)tn_diff_after(first, before);
        if (!after && before->partition_of && is_remade(planner, before->partition_of))
            tn_id_map_put(&planner->early, before->id, before);
        if (!after || is_remade(planner, before) || !goes_along(planner, first, before, after))
            continue;
        add(planner, before, after);
        any = true;
    }
    return any;
}

void plan_remade(struct planner *planner, const struct tn_diff *first) {
    const struct tn_field *divided = &tn_kinds[TN_entity].fields[TN_entity_partition_by];
    for (size_t i = 0; i < first->changes.count && plan_postgresql(planner); i++) {
        const struct tn_change *change = &first->changes.items[i];
        if (change->type == TN_CHANGED && change->field == divided)
            add(planner, (void *)change->before, (void *)change->after);
    }
    while (planner->remade.count && add_partitions(planner, first))
        ;
}

/* In `middle` it is not what gets its name. */
void plan_hide_remade(struct planner *planner) {
    for (size_t i = 0; i < planner->remade.count; i++) {
        const struct tn_entity *before = planner->remade.items[i].before;
        struct tn_object *middle = tn_find_id(planner->copy, before->id);
        middle->name =
            tn_text(planner->copy, tn_arena_format(&planner->arena, "%s\1%llx", before->name,
                                                   (unsigned long long)before->id));
    }
}

/* ------------------------------------------------------------------ their rows */

static void put_shelter(struct planner *planner, struct tn_buffer *out,
                        const struct tn_entity *before) {
    tn_sql_put_name(
        out, planner->dialect,
        tn_arena_format(&planner->arena, "%.40s_%08x", before->name, (unsigned)tn_mix(before->id)));
}

static void put_rows_out(struct planner *planner, struct tn_buffer *out,
                         const struct remade *remade, const struct tn_entity *from) {
    tn_put(out, "CREATE TEMPORARY TABLE ");
    put_shelter(planner, out, remade->before);
    tn_put(out, " AS TABLE ");
    tn_sql_put_path(out, planner->dialect, from);
    put_end(out);
}

/* The columns that both have, as TO calls them, or as FROM does. */
static bool put_columns(struct planner *planner, struct tn_buffer *out, const struct remade *remade,
                        bool up, bool to) {
    bool any = false;
    for (struct tn_attribute *b = remade->before->attributes.first; b; b = b->next) {
        struct tn_attribute *a = (void *)tn_diff_after(planner->first, b);
        if (!a || *(up ? a : b)->generated)
            continue;
        tn_put(out, any ? ", " : "");
        tn_sql_put_name(out, planner->dialect, (up == to ? a : b)->name);
        any = true;
    }
    return any;
}

static bool counts_always(const struct tn_entity *entity) {
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (a->identity == TN_identity_always)
            return true;
    return false;
}

/* A table that becomes a partition may have got its rows from the whole already. */
static void put_rows_in(struct planner *planner, struct tn_buffer *out, const struct remade *remade,
                        bool up) {
    const struct tn_entity *to = up ? remade->after : remade->before;
    struct tn_buffer names = {0};
    if (put_columns(planner, &names, remade, up, true)) {
        tn_put(out, "INSERT INTO ");
        tn_sql_put_path(out, planner->dialect, to);
        tn_put_format(out, " (%s)%s SELECT ", names.at,
                      counts_always(to) ? " OVERRIDING SYSTEM VALUE" : "");
        put_columns(planner, out, remade, up, false);
        tn_put(out, " FROM ");
        put_shelter(planner, out, remade->before);
        tn_put(out, to->partition_of ? " ON CONFLICT DO NOTHING" : "");
        put_end(out);
        put_postgresql_numbers(planner, out, to);
    }
    tn_put(out, "DROP TABLE ");
    put_shelter(planner, out, remade->before);
    put_end(out);
    tn_buffer_free(&names);
}

/* The rows of a partition go with those of the whole. */
static bool has_own_rows(const struct remade *remade) {
    return !remade->before->partition_of || !remade->after->partition_of;
}

/* Before the tables are dropped: on the way down the rows come back before any foreign key. */
void plan_rows_out(struct planner *planner) {
    for (size_t i = 0; i < planner->remade.count; i++) {
        const struct remade *remade = &planner->remade.items[i];
        struct step step = {0};
        if (!has_own_rows(remade))
            continue;
        step_title(&step, "keep the rows of", remade->before);
        put_rows_out(planner, &step.up, remade, remade->before);
        put_rows_in(planner, &step.down, remade, false);
        hazard(planner, "mig-table-rewrite", remade->before, "table %s is made anew",
               remade->before->name);
        step_add(planner, PHASE_CLEAR, &step);
    }
}

void plan_rows_in(struct planner *planner) {
    for (size_t i = 0; i < planner->remade.count; i++) {
        const struct remade *remade = &planner->remade.items[i];
        struct step step = {0};
        if (!has_own_rows(remade))
            continue;
        step_title(&step, "give back the rows of", remade->after);
        put_rows_in(planner, &step.up, remade, true);
        put_rows_out(planner, &step.down, remade, remade->after);
        step_add(planner, PHASE_COLUMNS, &step);
    }
}
