/*
 * MySQL and MariaDB, where the order of columns counts: a new column is added at its place where
 * the column before it stands there by then; what else stands elsewhere is moved at the end, from
 * the left to the right. What is not moved keeps its order, and what is put behind its neighbour
 * stays there, so that nothing needs to be moved twice.
 */
#include "migrate/plan.h"

/* When a column is there: from the beginning, added plainly, added after those. */
enum arrival { STAYS, PLAIN, LATE, UNKNOWN };

/* ATTRIBUTE is of `after` on the way up, of `middle` on the way down. */
static enum arrival arrival_of(const struct planner *planner, const struct tn_attribute *attribute,
                               enum direction direction) {
    const struct tn_attribute *middle = direction == UP ? middle_of(planner, attribute) : attribute;
    bool stays = middle && (direction == UP || after_of(planner, middle));
    if (stays && is_in(&planner->recreated, middle))
        return LATE;
    if (stays)
        return has_change(planner, middle, TN_FIELD_RANK) ? UNKNOWN : STAYS;
    const void *before = direction == DOWN ? before_of(planner, attribute) : NULL;
    if (direction == DOWN && (!before || is_in(&planner->early, before)))
        return UNKNOWN;
    return *attribute->generated ? LATE : PLAIN;
}

/* By address: ids of the two models may be the same. */
static bool is_placed(const struct planner *planner, const struct tn_attribute *attribute) {
    return tn_id_map_get(&planner->placed, (uint64_t)(uintptr_t)attribute) != NULL;
}

/* Notes which columns stand at their place when everything is there. */
static void place(struct planner *planner, const struct tn_entity *entity,
                  enum direction direction) {
    enum arrival neighbour = STAYS;
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        enum arrival arrival = arrival_of(planner, a, direction);
        bool placed = arrival == STAYS || (arrival != UNKNOWN && neighbour <= arrival);
        if (placed)
            tn_id_map_put(&planner->placed, (uint64_t)(uintptr_t)a, (void *)a);
        neighbour = placed ? arrival : UNKNOWN;
    }
}

static void put_behind(struct planner *planner, struct tn_buffer *out,
                       const struct tn_attribute *attribute) {
    const struct tn_attribute *neighbour = attribute->prev;
    tn_put(out, neighbour ? " AFTER " : " FIRST");
    if (neighbour)
        tn_sql_put_name(out, planner->dialect, neighbour->name);
}

void put_mysql_place(struct planner *planner, struct tn_buffer *out,
                     const struct tn_attribute *attribute) {
    if (is_placed(planner, attribute))
        put_behind(planner, out, attribute);
}

/* SHOWN has the column as it is called and defined at that moment. */
static void put_move(struct planner *planner, struct tn_buffer *out,
                     const struct tn_attribute *shown) {
    put_alter(planner, out, tn_entity_of(shown));
    tn_put(out, "MODIFY COLUMN ");
    tn_sql_put_column(out, planner->dialect, shown);
    put_behind(planner, out, shown);
    put_end(out);
}

/* The last thing on the way up. */
static void move_up(struct planner *planner, const struct tn_entity *after) {
    struct step step = {0};
    step_title(&step, "order the columns of", after);
    for (const struct tn_attribute *a = after->attributes.first; a; a = a->next)
        if (!is_placed(planner, a))
            put_move(planner, &step.up, a);
    step_add(planner, PHASE_DROP, &step);
}

/* The last thing on the way down, when everything has its old name again. */
static void move_down(struct planner *planner, const struct tn_entity *middle) {
    struct step step = {0};
    step_title(&step, "order the columns of", before_of(planner, middle));
    for (const struct tn_attribute *m = middle->attributes.first; m; m = m->next)
        if (!is_placed(planner, m) && before_of(planner, m))
            put_move(planner, &step.down, before_of(planner, m));
    step_add(planner, PHASE_UNHOOK, &step);
}

static bool is_concerned(const struct planner *planner, const struct tn_entity *middle) {
    return middle && is_in(&planner->dirty, middle) && before_of(planner, middle);
}

void plan_places(struct planner *planner) {
    TN_EACH_OF(planner->after, entity, after) {
        const struct tn_entity *middle = middle_of(planner, after);
        if (!is_concerned(planner, middle))
            continue;
        place(planner, middle, DOWN);
        place(planner, after, UP);
        move_down(planner, middle);
    }
}

void plan_moves(struct planner *planner) {
    TN_EACH_OF(planner->after, entity, after)
    if (is_concerned(planner, middle_of(planner, after)))
        move_up(planner, after);
}
