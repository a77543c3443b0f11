/*
 * Columns of tables that stay: added, altered, dropped, or (generated ones, and what cannot be
 * altered) dropped and added again. Generated columns go before the columns they are computed from
 * change, and come after.
 */
#include "migrate/plan.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ adding and dropping */

static bool is_numbered(const struct tn_attribute *attribute) {
    return attribute->identity != TN_identity_none;
}

static bool needs_value(const struct tn_attribute *attribute) {
    return !attribute->nullable && !*attribute->default_value && !*attribute->generated &&
           !is_numbered(attribute);
}

/* MySQL wants a key on a column that counts up, in the same statement. */
static const struct tn_key *key_of_counter(const struct planner *planner,
                                           const struct tn_attribute *attribute) {
    if (!plan_mysql(planner) || !is_numbered(attribute))
        return NULL;
    for (const struct tn_key *key = tn_entity_of(attribute)->keys.first; key; key = key->next)
        if (key->attributes.count && key->attributes.items[0] == &attribute->object)
            return key;
    return NULL;
}

static void put_comment(struct planner *planner, struct tn_buffer *out,
                        const struct tn_attribute *attribute) {
    if (*attribute->comment && plan_postgresql(planner)) {
        tn_sql_put_comment(out, planner->dialect, attribute);
        put_end(out);
    }
    if (plan_postgresql(planner) && tn_starts_with(attribute->options, "STORAGE ")) {
        put_alter(planner, out, tn_entity_of(attribute));
        tn_put(out, "ALTER COLUMN ");
        tn_sql_put_name(out, planner->dialect, attribute->name);
        tn_put_format(out, " SET %s", attribute->options);
        put_end(out);
    }
}

/* FILL: rows that are there get a neutral value where the column demands one. */
static void put_add(struct planner *planner, struct tn_buffer *out,
                    const struct tn_attribute *attribute, bool fill) {
    bool filled = fill && plan_postgresql(planner) && needs_value(attribute);
    const struct tn_key *key = key_of_counter(planner, attribute);
    tn_sql_put_create(out, planner->dialect, attribute);
    if (filled)
        tn_put_format(out, " DEFAULT %s", neutral_value(planner, attribute));
    put_mysql_place(planner, out, attribute);
    if (key) {
        tn_put(out, ", ADD ");
        tn_sql_put_constraint(out, planner->dialect, key);
    }
    put_end(out);
    if (filled) {
        put_alter(planner, out, tn_entity_of(attribute));
        tn_put(out, "ALTER COLUMN ");
        tn_sql_put_name(out, planner->dialect, attribute->name);
        tn_put(out, " DROP DEFAULT");
        put_end(out);
    }
    put_comment(planner, out, attribute);
}

static void warn_of_new(struct planner *planner, const struct tn_attribute *after) {
    const char *table = tn_entity_of(after)->name;
    if (needs_value(after))
        hazard(planner, "mig-not-null", after,
               "column %s.%s is added NOT NULL without a default: it fails where there are rows",
               table, after->name);
    if (is_numbered(after) || (*after->generated && after->generation == TN_generation_stored))
        hazard(planner, "mig-table-rewrite", after, "column %s.%s is computed for every row", table,
               after->name);
}

static void add_column(struct planner *planner, const struct tn_attribute *after) {
    struct step step = {0};
    const struct tn_key *key = key_of_counter(planner, after);
    step_title(&step, "add", after);
    put_add(planner, &step.up, after, false);
    put_drop(planner, &step.down, after);
    step.down_destroys = !*after->generated;
    warn_of_new(planner, after);
    if (key && !middle_of(planner, key)) /* its own step has nothing left to do */
        tn_id_map_put(&planner->counted, key->id, (void *)key);
    step_add(planner, PHASE_COLUMNS, &step);
}

static void drop_column(struct planner *planner, const struct tn_attribute *attribute,
                        enum phase phase) {
    struct step step = {0};
    step_title(&step, "drop", attribute);
    put_drop(planner, &step.up, attribute);
    put_add(planner, &step.down, attribute, true);
    if (!*attribute->generated) {
        step.destroys = true;
        hazard(planner, "mig-drop-column", attribute, "column %s.%s is dropped with its values",
               tn_entity_of(attribute)->name, attribute->name);
    }
    step_add(planner, phase, &step);
}

/* ------------------------------------------------------------------ altering */

static struct widening widening_of(struct planner *planner, const struct tn_attribute *from,
                                   const struct tn_attribute *to) {
    struct tn_buffer old = {0}, new = {0};
    tn_sql_put_type(&old, planner->dialect, from);
    tn_sql_put_type(&new, planner->dialect, to);
    struct widening widening =
        type_widening(planner->dialect, tn_buffer_text(&old), tn_buffer_text(&new));
    tn_buffer_free(&old);
    tn_buffer_free(&new);
    return widening;
}

/* MySQL says a column anew also for its default or comment, which leaves the rows alone. */
static bool keeps_table(struct planner *planner, const struct tn_attribute *from,
                        const struct tn_attribute *to, enum direction direction) {
    if (plan_mysql(planner) && from->nullable != to->nullable)
        return false;
    return !column_retyped(planner, from, to, direction) ||
           widening_of(planner, from, to).keeps_table;
}

static void warn_of_change(struct planner *planner, const struct tn_attribute *from,
                           const struct tn_attribute *to) {
    const char *table = tn_entity_of(to)->name;
    if (from->nullable && !to->nullable)
        hazard(planner, "mig-not-null", to, "column %s.%s becomes NOT NULL", table, to->name);
    if (!from->nullable && to->nullable)
        hazard(planner, "mig-drop-constraint", to, "column %s.%s may be null from now on", table,
               to->name);
    if (!column_retyped(planner, from, to, UP))
        return;
    struct tn_buffer old = {0}, new = {0};
    tn_sql_put_type(&old, planner->dialect, from);
    tn_sql_put_type(&new, planner->dialect, to);
    struct widening widening = widening_of(planner, from, to);
    if (!widening.keeps_values || !widening.keeps_table)
        hazard(planner, "mig-type-change", to, "column %s.%s turns from %s to %s%s", table,
               to->name, tn_buffer_text(&old), tn_buffer_text(&new),
               widening.keeps_values ? " and the table is rewritten" : ": values may be lost");
    tn_buffer_free(&old);
    tn_buffer_free(&new);
}

static bool loses_values(struct planner *planner, const struct tn_attribute *from,
                         const struct tn_attribute *to, enum direction direction) {
    if (!column_retyped(planner, from, to, direction))
        return false;
    if (from->named_type || to->named_type)
        return false;
    return !type_widening(planner->dialect, from->type, to->type).keeps_values;
}

static void alter_column(struct planner *planner, const struct tn_attribute *from,
                         const struct tn_attribute *to) {
    struct step step = {0};
    step_title(&step, "alter", to);
    if (plan_mysql(planner)) {
        put_mysql_column(planner, &step.up, from, to);
        put_mysql_column(planner, &step.down, to, from);
    } else {
        put_postgresql_column(planner, &step.up, from, to, UP);
        put_postgresql_column(planner, &step.down, to, from, DOWN);
    }
    step.destroys = loses_values(planner, from, to, UP);
    step.down_destroys = loses_values(planner, to, from, DOWN);
    step.keeps_table = keeps_table(planner, from, to, UP);
    step.down_keeps_table = keeps_table(planner, to, from, DOWN);
    warn_of_change(planner, from, to);
    step_add(planner, PHASE_COLUMNS, &step);
}

/* ------------------------------------------------------------------ inherited columns */

static const struct tn_entity *parent_table(const struct tn_entity *entity) {
    if (entity->partition_of)
        return entity->partition_of;
    return entity->inherits.count ? (const void *)entity->inherits.items[0] : NULL;
}

/* The column of the parent table that the server changes together with this one; NULL where there
 * is none. */
static const struct tn_attribute *inherited(const struct planner *planner,
                                            const struct tn_attribute *attribute) {
    const struct tn_entity *parent = parent_table(tn_entity_of(attribute));
    if (!plan_postgresql(planner) || !parent)
        return NULL;
    return tn_find_name(&parent->attributes, attribute->name);
}

/* Both tables stay, one below the other: what happens to the parent's column happens here. */
static bool follows_parent(const struct planner *planner, const struct tn_attribute *attribute,
                           bool after) {
    const struct tn_attribute *above = inherited(planner, attribute);
    const void *own = after ? middle_of(planner, attribute) : after_of(planner, attribute);
    if (!above)
        return false;
    const void *other = after ? middle_of(planner, above) : after_of(planner, above);
    const void *table =
        after ? middle_of(planner, above->parent) : after_of(planner, above->parent);
    return table && !own == !other;
}

/* The column FROM after the parent's statements went from ABOVE to BELOW on it as well. */
static struct tn_attribute followed(const struct tn_attribute *from, const struct tn_attribute *to,
                                    const struct tn_attribute *above,
                                    const struct tn_attribute *below) {
    struct tn_attribute result = *from;
    result.type = to->type;
    result.named_type = to->named_type;
    result.dimensions = to->dimensions;
    result.collation = to->collation;
    result.identity = to->identity;
    if (strcmp(above->default_value, below->default_value) != 0)
        result.default_value = below->default_value;
    if (above->nullable != below->nullable)
        result.nullable = below->nullable;
    return result;
}

static void alter_inherited(struct planner *planner, const struct tn_attribute *from,
                            const struct tn_attribute *to) {
    const struct tn_attribute *below = inherited(planner, to);
    const struct tn_attribute *above = middle_of(planner, below);
    struct tn_attribute up = followed(from, to, above, below);
    struct tn_attribute down = followed(to, from, below, above);
    struct step step = {0};
    step_title(&step, "alter", to);
    put_postgresql_column(planner, &step.up, &up, to, UP);
    put_postgresql_column(planner, &step.down, &down, from, DOWN);
    step_add(planner, PHASE_COLUMNS, &step);
}

/* ------------------------------------------------------------------ one table after the other */

static bool is_recreated(const struct planner *planner, const struct tn_attribute *middle) {
    return is_in(&planner->recreated, middle);
}

/* Plain to generated: the values there are lost. */
static void recreate_out(struct planner *planner, const struct tn_attribute *middle) {
    struct step step = {0};
    step_title(&step, "drop", middle);
    put_drop(planner, &step.up, middle);
    put_add(planner, &step.down, middle, true);
    step.destroys = !*middle->generated;
    if (step.destroys)
        hazard(planner, "mig-drop-column", middle, "the values of column %s.%s are computed anew",
               tn_entity_of(middle)->name, middle->name);
    step_add(planner, PHASE_COLUMNS, &step);
}

static void recreate_in(struct planner *planner, const struct tn_attribute *after) {
    struct step step = {0};
    step_title(&step, "add", after);
    put_add(planner, &step.up, after, true);
    put_drop(planner, &step.down, after);
    step_add(planner, PHASE_COLUMNS, &step);
}

/* That it stands elsewhere is a matter of its own. */
static bool is_altered(const struct planner *planner, const struct tn_attribute *middle) {
    const struct tn_change *change = tn_id_map_get(&planner->changed, middle->id);
    const struct tn_change *end = planner->diff->changes.items + planner->diff->changes.count;
    for (; change && change < end && change->before == &middle->object; change++)
        if (change->field != &tn_kinds[TN_attribute].fields[TN_FIELD_RANK])
            return true;
    return false;
}

static void first_out(struct planner *planner, const struct tn_entity *middle) {
    for (const struct tn_attribute *m = middle->attributes.last; m; m = m->prev) {
        bool stays = after_of(planner, m) != NULL;
        const struct tn_object *before = before_of(planner, m);
        if (follows_parent(planner, m, false) && (is_recreated(planner, m) || !stays))
            continue;
        if (is_recreated(planner, m))
            recreate_out(planner, m);
        else if (!stays && *m->generated)
            drop_column(planner, m, PHASE_COLUMNS);
        else if (!stays && before && is_in(&planner->early, before))
            drop_column(planner, (const struct tn_attribute *)before, PHASE_CLEAR);
    }
}

static void then_plain(struct planner *planner, const struct tn_entity *after) {
    for (const struct tn_attribute *a = after->attributes.first; a; a = a->next) {
        const struct tn_attribute *m = middle_of(planner, a);
        bool follows = follows_parent(planner, a, true);
        bool altered = m && !is_recreated(planner, m) && is_altered(planner, m);
        if (!m && !*a->generated && !follows)
            add_column(planner, a);
        else if (altered && follows)
            alter_inherited(planner, m, a);
        else if (altered)
            alter_column(planner, m, a);
    }
}

static void then_generated(struct planner *planner, const struct tn_entity *after) {
    for (const struct tn_attribute *a = after->attributes.first; a; a = a->next) {
        const struct tn_attribute *m = middle_of(planner, a);
        if (follows_parent(planner, a, true))
            continue;
        if (!m && *a->generated)
            add_column(planner, a);
        else if (m && is_recreated(planner, m))
            recreate_in(planner, a);
    }
}

/* Backwards, so that the way back adds them in their order. */
static void last_out(struct planner *planner, const struct tn_entity *middle) {
    for (const struct tn_attribute *m = middle->attributes.last; m; m = m->prev) {
        const struct tn_object *before = before_of(planner, m);
        if (!after_of(planner, m) && !*m->generated && before && !is_in(&planner->early, before) &&
            !follows_parent(planner, m, false))
            drop_column(planner, m, PHASE_COLUMNS);
    }
}

void plan_columns(struct planner *planner) {
    TN_EACH_OF(planner->after, entity, after) {
        const struct tn_entity *middle = middle_of(planner, after);
        if (!middle || !is_in(&planner->dirty, middle))
            continue;
        first_out(planner, middle);
        then_plain(planner, after);
        then_generated(planner, after);
        last_out(planner, middle);
    }
}
