/*
 * The statements that move values to another table, and back. A new table takes each combination
 * once, and its key refuses two that contradict each other; for one that stays, a temporary table
 * with such a key does that. What a row stands by is never null: what says nothing of it stays
 * behind.
 */
#include "migrate/carry.h"

#include <stdlib.h>
#include <string.h>

static void put_name(struct planner *planner, struct tn_buffer *out, const char *name) {
    tn_sql_put_name(out, planner->dialect, name);
}

void carry_column(struct planner *planner, struct tn_buffer *out, const char *table,
                  const struct tn_attribute *attribute) {
    if (table) {
        put_name(planner, out, table);
        tn_put_char(out, '.');
    }
    put_name(planner, out, attribute->name);
}

/* The value of one column as one of the other. */
void carry_value(struct planner *planner, struct tn_buffer *out, const char *table,
                 struct carried pair, enum direction direction) {
    const struct tn_attribute *from = direction == UP ? pair.from : pair.to;
    const struct tn_attribute *to = direction == UP ? pair.to : pair.from;
    struct tn_buffer value = {0};
    carry_column(planner, &value, table, from);
    if (plan_postgresql(planner) && column_retyped(planner, from, to, direction))
        put_postgresql_cast(out, planner->dialect, value.at, from, to);
    else
        tn_put(out, value.at);
    tn_buffer_free(&value);
}

bool carry_links(const struct carry *carry, const struct tn_attribute *from) {
    for (size_t i = 0; i < carry->link.count; i++)
        if (carry->link.items[i].from == from)
            return true;
    return false;
}

static void put_not_nulls(struct planner *planner, struct tn_buffer *out,
                          const struct tn_attribute *from, const char **before) {
    const struct tn_attribute *now = after_of(planner, from);
    if (!from->nullable && !(now && now->nullable))
        return;
    tn_put(out, *before);
    carry_column(planner, out, NULL, from);
    tn_put(out, " IS NOT NULL");
    *before = " AND ";
}

/* Columns from which each row has its place: not null, or there is no row. */
static void put_known(struct planner *planner, struct tn_buffer *out, const struct carry *carry) {
    const struct tn_key *primary = carry->made ? tn_primary_key(carry->to) : NULL;
    const char *before = "\n    WHERE ";
    for (size_t i = 0; primary && i < carry->values.count; i++)
        if (tn_refs_have(primary->attributes, carry->values.items[i].to))
            put_not_nulls(planner, out, carry->values.items[i].from, &before);
    for (size_t i = 0; !primary && i < carry->link.count; i++)
        put_not_nulls(planner, out, carry->link.items[i].from, &before);
}

/* What a row of one table is called inside of a query about another. */
const char *carry_alias(const char *table) {
    return strcmp(table, "other") == 0 ? "another" : "other";
}

/* The row of table FROM, or of what was gathered from it, is that of table TO. */
void carry_match(struct planner *planner, struct tn_buffer *out, const struct carry *carry,
                 const char *from, const char *to) {
    for (size_t i = 0; i < carry->link.count; i++) {
        struct carried pair = carry->link.items[i];
        tn_put(out, i ? " AND " : "");
        carry_column(planner, out, from, pair.from);
        tn_put(out, " = ");
        carry_column(planner, out, to, pair.to);
    }
}

/* MySQL: a column that says when its row changed is not to say so now. */
void carry_untouched(struct planner *planner, struct tn_buffer *out, const struct tn_entity *entity,
                     const char *table) {
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (*a->on_update) {
            tn_put(out, ", ");
            carry_column(planner, out, table, a);
            tn_put(out, " = ");
            carry_column(planner, out, table, a);
        }
}

bool carry_counts(const struct carry *carry, bool to) {
    for (size_t i = 0; i < carry->values.count; i++) {
        struct carried pair = carry->values.items[i];
        if ((to ? pair.to : pair.from)->identity == TN_identity_always)
            return true;
    }
    return false;
}

/* ------------------------------------------------------------------ into a new table */

static void put_insert(struct planner *planner, struct tn_buffer *out, const struct carry *carry) {
    tn_put(out, "INSERT INTO ");
    tn_sql_put_path(out, planner->dialect, carry->to);
    tn_put(out, " (");
    for (size_t i = 0; i < carry->values.count; i++) {
        tn_put(out, i ? ", " : "");
        carry_column(planner, out, NULL, carry->values.items[i].to);
    }
    tn_put_format(out, ")%s\n    SELECT DISTINCT ",
                  carry_counts(carry, true) ? " OVERRIDING SYSTEM VALUE" : "");
    for (size_t i = 0; i < carry->values.count; i++) {
        tn_put(out, i ? ", " : "");
        carry_value(planner, out, NULL, carry->values.items[i], UP);
    }
    tn_put(out, " FROM ");
    tn_sql_put_path(out, planner->dialect, carry->from);
    put_known(planner, out, carry);
    put_end(out);
    if (plan_postgresql(planner))
        put_postgresql_numbers(planner, out, carry->to);
}

/* ------------------------------------------------------------------ into a table that stays */

static bool is_new(const struct planner *planner, struct carried pair) {
    return !middle_of(planner, pair.to);
}

static bool any_is_new(const struct planner *planner, const struct carry *carry) {
    for (size_t i = 0; i < carry->values.count; i++)
        if (is_new(planner, carry->values.items[i]))
            return true;
    return false;
}

static void put_links(struct planner *planner, struct tn_buffer *out, const struct carry *carry) {
    for (size_t i = 0; i < carry->link.count; i++) {
        tn_put(out, i ? ", " : "");
        carry_column(planner, out, NULL, carry->link.items[i].from);
    }
}

/* PostgreSQL: no table of the database can be meant. */
static void put_temporary(struct planner *planner, struct tn_buffer *out, const char *name) {
    tn_put(out, plan_postgresql(planner) ? "pg_temp." : "");
    put_name(planner, out, name);
}

static void put_temporary_key(struct planner *planner, struct tn_buffer *out,
                              const struct carry *carry, const char *name) {
    if (plan_postgresql(planner)) {
        tn_put(out, "ALTER TABLE ");
        put_temporary(planner, out, name);
        tn_put(out, " ADD PRIMARY KEY (");
    } else {
        tn_put(out, "CREATE UNIQUE INDEX ");
        put_name(planner, out, tn_arena_format(&planner->arena, "%s_key", name));
        tn_put(out, " ON ");
        put_name(planner, out, name);
        tn_put(out, " (");
    }
    put_links(planner, out, carry);
    tn_put_char(out, ')');
    put_end(out);
}

/* One row for each that is referred to. */
static void put_gathered(struct planner *planner, struct tn_buffer *out, const struct carry *carry,
                         const char *name) {
    tn_put(out, "CREATE TEMPORARY TABLE ");
    put_name(planner, out, name);
    tn_put(out, " AS\n    SELECT DISTINCT ");
    put_links(planner, out, carry);
    for (size_t i = 0; i < carry->values.count; i++)
        if (is_new(planner, carry->values.items[i]) &&
            !carry_links(carry, carry->values.items[i].from)) {
            tn_put(out, ", ");
            carry_column(planner, out, NULL, carry->values.items[i].from);
        }
    tn_put(out, " FROM ");
    tn_sql_put_path(out, planner->dialect, carry->from);
    put_known(planner, out, carry);
    put_end(out);
    put_temporary_key(planner, out, carry, name);
}

/* MySQL reads a temporary table once in a statement. */
static void put_joined_update(struct planner *planner, struct tn_buffer *out,
                              const struct carry *carry, const char *name) {
    const char *table = carry->to->name, *alias = carry_alias(table);
    const char *before = " SET ";
    tn_put(out, "UPDATE ");
    tn_sql_put_path(out, planner->dialect, carry->to);
    tn_put(out, " JOIN ");
    put_name(planner, out, name);
    tn_put_format(out, " AS %s ON ", alias);
    carry_match(planner, out, carry, alias, table);
    for (size_t i = 0; i < carry->values.count; i++) {
        struct carried pair = carry->values.items[i];
        if (!is_new(planner, pair))
            continue;
        tn_put(out, before);
        carry_column(planner, out, table, pair.to);
        tn_put(out, " = ");
        carry_value(planner, out, alias, pair, UP);
        before = ", ";
    }
    carry_untouched(planner, out, carry->to, table);
    put_end(out);
}

static void put_looked_up(struct planner *planner, struct tn_buffer *out, const struct carry *carry,
                          const char *name) {
    const char *table = carry->to->name, *alias = carry_alias(table);
    const char *before = " SET ";
    tn_put(out, "UPDATE ");
    tn_sql_put_path(out, planner->dialect, carry->to);
    for (size_t i = 0; i < carry->values.count; i++) {
        struct carried pair = carry->values.items[i];
        if (!is_new(planner, pair))
            continue;
        tn_put(out, before);
        carry_column(planner, out, NULL, pair.to);
        tn_put(out, " = (SELECT ");
        carry_value(planner, out, alias, pair, UP);
        tn_put(out, " FROM ");
        put_temporary(planner, out, name);
        tn_put_format(out, " AS %s WHERE ", alias);
        carry_match(planner, out, carry, alias, table);
        tn_put_char(out, ')');
        before = ",\n    ";
    }
    tn_put(out, "\n    WHERE EXISTS (SELECT 1 FROM ");
    put_temporary(planner, out, name);
    tn_put_format(out, " AS %s WHERE ", alias);
    carry_match(planner, out, carry, alias, table);
    tn_put_char(out, ')');
    put_end(out);
}

/* The rows have their values: now each must have one. */
static void put_not_null(struct planner *planner, struct tn_buffer *out,
                         const struct carry *carry) {
    for (size_t i = 0; i < carry->values.count; i++) {
        const struct tn_attribute *to = carry->values.items[i].to;
        if (!is_new(planner, carry->values.items[i]) || !waits_for_values(planner, to))
            continue;
        if (plan_mysql(planner)) {
            put_mysql_definition(planner, out, to);
        } else if (plan_postgresql(planner)) {
            put_alter(planner, out, carry->to);
            tn_put(out, "ALTER COLUMN ");
            put_name(planner, out, to->name);
            tn_put(out, " SET NOT NULL");
            put_end(out);
        }
    }
}

static void put_update(struct planner *planner, struct tn_buffer *out, const struct carry *carry) {
    const char *name = tn_arena_format(&planner->arena, "%.40s_%08x", carry->to->name,
                                       (unsigned)tn_mix(carry->to->id + tn_mix(carry->from->id)));
    if (!any_is_new(planner, carry))
        return;
    put_gathered(planner, out, carry, name);
    if (plan_mysql(planner))
        put_joined_update(planner, out, carry, name);
    else
        put_looked_up(planner, out, carry, name);
    tn_put(out, plan_mysql(planner) ? "DROP TEMPORARY TABLE " : "DROP TABLE ");
    put_temporary(planner, out, name);
    put_end(out);
    put_not_null(planner, out, carry);
}

/* ------------------------------------------------------------------ the step */

static void put_up(struct planner *planner, struct tn_buffer *out, const struct carry *carry) {
    if (carry->made)
        put_insert(planner, out, carry);
    else
        put_update(planner, out, carry);
}

/* New tables in the order in which they refer to each other. */
static void put_all_up(struct planner *planner, struct tn_buffer *out,
                       const struct tn_entity *from) {
    for (size_t i = 0; i < planner->made.entities.count; i++)
        for (size_t j = 0; j < planner->carries.count; j++) {
            const struct carry *carry = &planner->carries.items[j];
            if (carry->from == from && &carry->to->object == planner->made.entities.items[i]) {
                put_up(planner, out, carry);
                carry_warn(planner, carry);
            }
        }
}

void plan_carry(struct planner *planner, const struct tn_entity *from, bool copied) {
    struct step step = {0};
    struct tn_id_map given = {0};
    step_title(&step, "move values of", from);
    put_all_up(planner, &step.up, from);
    if (!after_of(planner, from))
        carry_rejoin(planner, &step.down, from);
    for (size_t i = 0; i < planner->carries.count; i++) {
        struct carry *carry = &planner->carries.items[i];
        if (carry->from == from && carry->back && !carry->left && !copied)
            carry_return(planner, &step.down, carry, &given);
        carry->written |= carry->from == from;
    }
    step_add(planner, PHASE_COLUMNS, &step);
    tn_id_map_free(&given);
}

void plan_all_carries(struct planner *planner) {
    for (size_t i = 0; i < planner->carries.count; i++)
        if (!planner->carries.items[i].written)
            plan_carry(planner, planner->carries.items[i].from, false);
}
