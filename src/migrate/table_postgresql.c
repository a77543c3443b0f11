/*
 * PostgreSQL: the statements that turn one table's settings into another's: storage, owner,
 * partition, parents.
 */
#include "migrate/plan.h"

#include <string.h>

/* One of them stands in `middle`, the other in `after`. */
static bool same_parent(const struct planner *planner, const void *a, const void *b) {
    if (!a || !b)
        return !a && !b;
    return after_of(planner, a) == b || after_of(planner, b) == a;
}

/* The parents that the first list has and the second lacks. */
static void put_parents(struct planner *planner, struct tn_buffer *out,
                        const struct tn_entity *table, const char *verb, struct tn_refs has,
                        struct tn_refs lacks) {
    for (size_t i = 0; i < has.count; i++) {
        bool there = false;
        for (size_t k = 0; k < lacks.count; k++)
            there = there || same_parent(planner, has.items[i], lacks.items[k]);
        if (there)
            continue;
        put_alter(planner, out, table);
        tn_put(out, verb);
        tn_sql_put_path(out, planner->dialect, has.items[i]);
        put_end(out);
    }
}

static void put_detach(struct planner *planner, struct tn_buffer *out, const struct tn_entity *from,
                       const struct tn_entity *to) {
    put_alter(planner, out, from->partition_of);
    tn_put(out, "DETACH PARTITION ");
    tn_sql_put_path(out, planner->dialect, to);
    put_end(out);
}

static void put_attach(struct planner *planner, struct tn_buffer *out, const struct tn_entity *to) {
    put_alter(planner, out, to->partition_of);
    tn_put(out, "ATTACH PARTITION ");
    tn_sql_put_path(out, planner->dialect, to);
    tn_put_format(out, " %s", to->partition_bound);
    put_end(out);
}

/* The entity of `before` or `after` that is shown by this one of `middle` or `after`. */
static const struct tn_entity *on_side(const struct planner *planner,
                                       const struct tn_entity *entity, enum direction side) {
    return side == UP ? before_of(planner, entity) : (const void *)entity;
}

static void put_partition(struct planner *planner, struct tn_buffer *out,
                          const struct tn_entity *from, const struct tn_entity *to,
                          enum direction direction) {
    bool same = same_parent(planner, from->partition_of, to->partition_of);
    if (strcmp(from->partition_bound, to->partition_bound) == 0 && same)
        return;
    const struct tn_entity *old = on_side(planner, from, direction);
    const struct tn_entity *new = on_side(planner, to, direction == UP ? DOWN : UP);
    if (from->partition_of)
        put_detach(planner, out, from, to);
    if (from->partition_of && !same && old)
        put_parts_after_detaching(planner, out, old, direction);
    if (to->partition_of && !same && new)
        put_parts_before_attaching(planner, out, new, direction == UP ? DOWN : UP);
    if (to->partition_of)
        put_attach(planner, out, to);
}

/* The inside of WITH (…) in the options, or nothing. */
static struct tn_slice storage_of(const char *options) {
    const char *with = tn_find_word(options, "with (");
    const char *end = with ? strchr(with, ')') : NULL;
    return end ? (struct tn_slice){with + 6, (size_t)(end - with - 6)} : (struct tn_slice){"", 0};
}

static void put_storage(struct planner *planner, struct tn_buffer *out,
                        const struct tn_entity *from, const struct tn_entity *to) {
    struct tn_slice old = storage_of(from->options), new = storage_of(to->options);
    if (old.length == new.length && memcmp(old.at, new.at, old.length) == 0)
        return;
    if (old.length) {
        put_alter(planner, out, to);
        tn_put(out, "RESET (");
        put_option_names(out, old);
        tn_put(out, ")");
        put_end(out);
    }
    if (new.length) {
        put_alter(planner, out, to);
        tn_put(out, "SET (");
        tn_put_bytes(out, new.at, new.length);
        tn_put(out, ")");
        put_end(out);
    }
}

void put_postgresql_owner(struct planner *planner, struct tn_buffer *out,
                          const struct tn_entity *entity) {
    put_alter(planner, out, entity);
    tn_put(out, "OWNER TO ");
    if (*entity->owner)
        tn_sql_put_name(out, planner->dialect, entity->owner);
    else
        tn_put(out, "CURRENT_USER");
    put_end(out);
}

void put_postgresql_table(struct planner *planner, struct tn_buffer *out,
                          const struct tn_entity *from, const struct tn_entity *to,
                          enum direction direction) {
    if (from->persistence != to->persistence && to->persistence != TN_persistence_temporary &&
        from->persistence != TN_persistence_temporary) {
        put_alter(planner, out, to);
        tn_put(out, to->persistence == TN_persistence_unlogged ? "SET UNLOGGED" : "SET LOGGED");
        put_end(out);
    }
    if (strcmp(from->owner, to->owner) != 0)
        put_postgresql_owner(planner, out, to);
    put_storage(planner, out, from, to);
    put_partition(planner, out, from, to, direction);
    put_parents(planner, out, to, "NO INHERIT ", from->inherits, to->inherits);
    put_parents(planner, out, to, "INHERIT ", to->inherits, from->inherits);
}
