/*
 * MySQL and MariaDB: a column is altered by giving its whole definition again. One that counts up
 * needs a key at every moment.
 */
#include "migrate/plan.h"

#include <string.h>

static void put_definition(struct planner *planner, struct tn_buffer *out,
                           const struct tn_attribute *attribute, bool counts) {
    struct tn_attribute shown = *attribute;
    if (!counts)
        shown.identity = TN_identity_none;
    put_alter(planner, out, tn_entity_of(attribute));
    tn_put(out, "MODIFY COLUMN ");
    tn_sql_put_column(out, planner->dialect, &shown);
    put_end(out);
}

/* By address: ids of the two models may be the same. */
static void strip(struct planner *planner, const struct tn_attribute *attribute) {
    tn_id_map_put(&planner->stripped, (uint64_t)(uintptr_t)attribute, (void *)attribute);
}

static bool is_stripped(const struct planner *planner, const struct tn_attribute *attribute) {
    return tn_id_map_get(&planner->stripped, (uint64_t)(uintptr_t)attribute) != NULL;
}

void put_mysql_definition(struct planner *planner, struct tn_buffer *out,
                          const struct tn_attribute *attribute) {
    put_definition(planner, out, attribute, !is_stripped(planner, attribute));
}

static void put_nullable(struct planner *planner, struct tn_buffer *out,
                         const struct tn_attribute *to) {
    struct tn_attribute shown = *to;
    shown.nullable = true;
    put_definition(planner, out, &shown, !is_stripped(planner, to));
}

void put_mysql_column(struct planner *planner, struct tn_buffer *out,
                      const struct tn_attribute *from, const struct tn_attribute *to) {
    bool fill = from->nullable && !to->nullable && *to->default_value && !*to->generated;
    if (fill && column_retyped(planner, from, to, UP)) /* the old type may not have the default */
        put_nullable(planner, out, to);
    if (fill)
        put_fill(planner, out, to);
    put_mysql_definition(planner, out, to);
}

/* ------------------------------------------------------------------ counters */

static const struct tn_attribute *counter_of(const struct tn_entity *entity) {
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (a->identity != TN_identity_none)
            return a;
    return NULL;
}

static bool leads(const struct tn_object *object, const struct tn_attribute *attribute) {
    if (object->kind == TN_key) {
        const struct tn_key *key = (const void *)object;
        return key->attributes.count && key->attributes.items[0] == &attribute->object;
    }
    const struct tn_index_part *part = ((const struct tn_index *)object)->parts.first;
    return part && part->attribute == attribute;
}

/* An exchange in one statement leaves the column a key at every moment where both begin with it. */
static bool leads_the_other(const struct planner *planner, const struct tn_object *key,
                            const struct tn_attribute *attribute, bool after) {
    const struct tn_key *other = exchanged_for(planner, key);
    const struct tn_attribute *there =
        after ? middle_of(planner, attribute) : after_of(planner, attribute);
    return other && there && leads(&other->object, there);
}

/* Does a key or index that begins with the column go, or come (SIDE: the model it is in)? */
static bool key_moves(struct planner *planner, const struct tn_attribute *attribute, bool after) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    const struct tn_list *lists[] = {&entity->keys, &entity->indexes};
    for (size_t i = 0; i < TN_LENGTH(lists); i++)
        for (const struct tn_object *o = lists[i]->first; o; o = o->next) {
            const struct tn_object *middle = after ? middle_of(planner, o) : o;
            bool stays = middle && after_of(planner, middle) && !mark_of(planner, middle);
            if (leads(o, attribute) && !stays && !leads_the_other(planner, o, attribute, after))
                return true;
        }
    return false;
}

static void stop_counter(struct planner *planner, const struct tn_attribute *middle) {
    struct tn_attribute *before = before_of(planner, middle);
    struct step step = {0};
    step_title(&step, "stop the counter of", before);
    put_definition(planner, &step.up, before, false);
    put_definition(planner, &step.down, before, true);
    strip(planner, middle);
    step_add(planner, PHASE_UNHOOK, &step);
}

static void start_counter(struct planner *planner, const struct tn_attribute *after) {
    struct step step = {0};
    step_title(&step, "start the counter of", after);
    put_definition(planner, &step.up, after, true);
    put_definition(planner, &step.down, after, false);
    step_add(planner, PHASE_CONSTRAIN, &step);
}

/* A counter whose key is touched on either side stops before the keys go and starts when they
 * have come. */
static bool is_interrupted(struct planner *planner, const struct tn_attribute *attribute,
                           bool after) {
    const struct tn_attribute *other =
        after ? middle_of(planner, attribute) : after_of(planner, attribute);
    return key_moves(planner, attribute, after) ||
           (other && other->identity != TN_identity_none && key_moves(planner, other, !after));
}

/* Of two counters, of which one goes and one comes, only one may be there at a time, on the way
 * back too: the old one goes first, unless the table would have no column then. */
static void make_room(struct planner *planner, const struct tn_attribute *old,
                      const struct tn_attribute *new) {
    const struct tn_entity *middle = tn_entity_of(old);
    const struct tn_attribute *before = before_of(planner, old);
    if (before && !after_of(planner, old) && !middle_of(planner, new) &&
        middle->attributes.count > 1)
        tn_id_map_put(&planner->early, before->id, (void *)before);
}

void plan_mysql_room(struct planner *planner) {
    TN_EACH_OF(planner->after, entity, after) {
        const struct tn_entity *middle = middle_of(planner, after);
        const struct tn_attribute *old = middle ? counter_of(middle) : NULL;
        const struct tn_attribute *new = old ? counter_of(after) : NULL;
        if (new)
            make_room(planner, old, new);
    }
}

void plan_mysql_counters(struct planner *planner) {
    TN_EACH_OF(planner->after, entity, after) {
        const struct tn_entity *middle = middle_of(planner, after);
        const struct tn_attribute *old = middle ? counter_of(middle) : NULL;
        const struct tn_attribute *new = middle ? counter_of(after) : NULL;
        if (old && is_interrupted(planner, old, false))
            stop_counter(planner, old);
        if (new &&middle_of(planner, new) && is_interrupted(planner, new, true))
            strip(planner, new);
    }
}

void plan_mysql_counters_back(struct planner *planner) {
    TN_EACH_OF(planner->after, entity, after) {
        const struct tn_attribute *new = counter_of(after);
        if (new &&is_stripped(planner, new) && middle_of(planner, new))
            start_counter(planner, new);
    }
}
