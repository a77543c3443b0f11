/*
 * The way back of values that went to another table: each row gets them from the row it belongs to;
 * a table that went is joined together again from those that have its columns.
 */
#include "migrate/carry.h"

#include <stdlib.h>

/* ------------------------------------------------------------------ back into a table that stayed
 */

/* The first table that has a value gives it back. */
static bool gives_back(struct planner *planner, const struct carry *carry, struct carried pair,
                       struct tn_id_map *given) {
    if (after_of(planner, pair.from) || carry_links(carry, pair.from) || is_in(given, pair.from))
        return false;
    tn_id_map_put(given, pair.from->id, (void *)(uintptr_t)pair.from);
    return true;
}

static void put_other(struct planner *planner, struct tn_buffer *out, const struct carry *carry,
                      const char *table, const char *alias) {
    tn_put(out, " FROM ");
    tn_sql_put_path(out, planner->dialect, carry->to);
    tn_put_format(out, " AS %s WHERE ", alias);
    carry_match(planner, out, carry, table, alias);
    tn_put_char(out, ')');
}

void carry_return(struct planner *planner, struct tn_buffer *out, const struct carry *carry,
                  struct tn_id_map *given) {
    const char *table = carry->from->name, *alias = carry_alias(table);
    struct tn_buffer values = {0};
    for (size_t i = 0; i < carry->values.count; i++) {
        struct carried pair = carry->values.items[i];
        if (!gives_back(planner, carry, pair, given))
            continue;
        tn_put(&values, values.length ? ",\n    " : " SET ");
        carry_column(planner, &values, NULL, pair.from);
        tn_put(&values, " = (SELECT ");
        carry_value(planner, &values, alias, pair, DOWN);
        put_other(planner, &values, carry, table, alias);
    }
    if (values.length) {
        tn_put(out, "UPDATE ");
        tn_sql_put_path(out, planner->dialect, carry->from);
        tn_put(out, values.at);
        carry_untouched(planner, out, carry->from, NULL);
        tn_put(out, "\n    WHERE EXISTS (SELECT 1");
        put_other(planner, out, carry, table, alias);
        put_end(out);
    }
    tn_buffer_free(&values);
}

/* ------------------------------------------------------------------ while a table is copied */

static const struct carry *giver_of(const struct planner *planner,
                                    const struct tn_attribute *middle, struct carried *pair) {
    for (size_t i = 0; i < planner->carries.count; i++) {
        const struct carry *carry = &planner->carries.items[i];
        for (size_t j = 0; carry->back && !carry->left && j < carry->values.count; j++)
            if (carry->values.items[j].from == middle && !carry_links(carry, middle)) {
                *pair = carry->values.items[j];
                return carry;
            }
    }
    return NULL;
}

/* What tells the row may have to be looked up itself. */
void carry_look_up(struct planner *planner, struct tn_buffer *out,
                   const struct tn_attribute *middle, unsigned depth) {
    struct carried pair;
    const struct carry *carry = after_of(planner, middle) ? NULL : giver_of(planner, middle, &pair);
    const char *alias = tn_arena_format(&planner->arena, "other_%u", depth);
    if (!carry) {
        carry_column(planner, out, tn_entity_of(middle)->name, middle);
        return;
    }
    tn_put(out, "(SELECT ");
    carry_value(planner, out, alias, pair, DOWN);
    tn_put(out, " FROM ");
    tn_sql_put_path(out, planner->dialect, carry->to);
    tn_put_format(out, " AS %s WHERE ", alias);
    for (size_t i = 0; i < carry->link.count; i++) {
        tn_put(out, i ? " AND " : "");
        carry_column(planner, out, alias, carry->link.items[i].to);
        tn_put(out, " = ");
        carry_look_up(planner, out, carry->link.items[i].from, depth + 1);
    }
    tn_put_char(out, ')');
}

/* ------------------------------------------------------------------ back into a table that went */

/* The tables that the one which went is made of again, joined by the columns they share. */
struct joining {
    struct planner *planner;
    const struct tn_entity *from;
    struct tn_buffer columns, values, tables;
    struct tn_id_map places; /* id of a column -> number of the table that has it, plus one */
    TN_VECTOR(struct carried) seen;
    size_t count;
    bool always;
};

static const char *part_name(struct joining *joining, size_t number) {
    return tn_arena_format(&joining->planner->arena, "part_%zu", number + 1);
}

static const struct carried *seen_of(const struct joining *joining,
                                     const struct tn_attribute *from) {
    for (size_t i = 0; i < joining->seen.count; i++)
        if (joining->seen.items[i].from == from)
            return &joining->seen.items[i];
    return NULL;
}

static size_t place_of(const struct joining *joining, const struct tn_attribute *from) {
    return (size_t)(uintptr_t)tn_id_map_get(&joining->places, from->id) - 1;
}

static void join_shared(struct joining *joining, const struct carry *carry, const char *alias) {
    struct tn_buffer *out = &joining->tables;
    const char *before = " ON ";
    for (size_t i = 0; i < carry->values.count; i++) {
        struct carried pair = carry->values.items[i];
        const struct carried *seen = seen_of(joining, pair.from);
        if (!seen)
            continue;
        tn_put(out, before);
        carry_column(joining->planner, out, alias, pair.to);
        tn_put(out, " = ");
        carry_column(joining->planner, out, part_name(joining, place_of(joining, pair.from)),
                     seen->to);
        before = " AND ";
    }
}

static bool shares(const struct joining *joining, const struct carry *carry) {
    for (size_t i = 0; i < carry->values.count; i++)
        if (seen_of(joining, carry->values.items[i].from))
            return true;
    return false;
}

static void take_values(struct joining *joining, const struct carry *carry, const char *alias) {
    for (size_t i = 0; i < carry->values.count; i++) {
        struct carried pair = carry->values.items[i];
        if (seen_of(joining, pair.from))
            continue;
        tn_put(&joining->columns, joining->columns.length ? ", " : "");
        tn_put(&joining->values, joining->values.length ? ", " : "");
        carry_column(joining->planner, &joining->columns, NULL, pair.from);
        carry_value(joining->planner, &joining->values, alias, pair, DOWN);
        tn_id_map_put(&joining->places, pair.from->id, (void *)(uintptr_t)(joining->count + 1));
        TN_PUSH(&joining->seen, pair);
    }
}

static void join(struct joining *joining, const struct carry *carry) {
    const char *alias = part_name(joining, joining->count);
    bool shared = shares(joining, carry);
    tn_put(&joining->tables, !joining->count ? "" : shared ? " JOIN " : " CROSS JOIN ");
    tn_sql_put_path(&joining->tables, joining->planner->dialect, carry->to);
    tn_put_format(&joining->tables, " AS %s", alias);
    join_shared(joining, carry, alias);
    take_values(joining, carry, alias);
    joining->always |= carry_counts(carry, false);
    joining->count++;
}

static struct carry *next_to_join(const struct joining *joining, bool any) {
    for (size_t i = 0; i < joining->planner->carries.count; i++) {
        struct carry *carry = &joining->planner->carries.items[i];
        if (carry->from == joining->from && carry->made && !carry->written &&
            (any || shares(joining, carry)))
            return carry;
    }
    return NULL;
}

/* Columns that nothing gives back, and must have a value. */
static void put_missing(struct joining *joining) {
    for (const struct tn_attribute *a = joining->from->attributes.first; a; a = a->next) {
        if (*a->generated || *a->default_value || a->nullable || a->identity != TN_identity_none ||
            seen_of(joining, a))
            continue;
        tn_put(&joining->columns, ", ");
        carry_column(joining->planner, &joining->columns, NULL, a);
        tn_put_format(&joining->values, ", %s", neutral_value(joining->planner, a));
    }
}

void carry_rejoin(struct planner *planner, struct tn_buffer *out, const struct tn_entity *from) {
    struct joining joining = {.planner = planner, .from = from};
    struct carry *carry;
    while ((carry = next_to_join(&joining, false)) || (carry = next_to_join(&joining, true))) {
        join(&joining, carry);
        carry->written = true;
    }
    if (joining.count) {
        put_missing(&joining);
        tn_put(out, "INSERT INTO ");
        tn_sql_put_path(out, planner->dialect, from);
        tn_put_format(out, " (%s)%s\n    SELECT %s\n    FROM %s", joining.columns.at,
                      joining.always ? " OVERRIDING SYSTEM VALUE" : "", joining.values.at,
                      joining.tables.at);
        put_end(out);
    }
    if (joining.count && plan_postgresql(planner))
        put_postgresql_numbers(planner, out, from);
    tn_buffer_free(&joining.columns);
    tn_buffer_free(&joining.values);
    tn_buffer_free(&joining.tables);
    tn_id_map_free(&joining.places);
    free(joining.seen.items);
}
