/*
 * index-order: columns of which a range is asked for stand behind those compared for equality.
 */
#include "lint/demand.h"
#include "lint/fix.h"
#include "lint/rules.h"

static bool has_wish(const struct lint_wishes *wishes, const struct tn_attribute *attribute) {
    for (size_t i = 0; i < wishes->count; i++)
        if (wishes->items[i].attribute == attribute)
            return true;
    return false;
}

static bool has_all(const struct lint_access *access, const struct lint_wishes *wishes) {
    for (size_t i = 0; i < wishes->count; i++) {
        bool found = false;
        for (size_t k = 0; k < access->count && !found; k++)
            found = wishes->items[i].attribute &&
                    access->parts[k].attribute == wishes->items[i].attribute;
        if (!found)
            return false;
    }
    return true;
}

/* The column of the demand's order that stands before one of its equals; NULL. */
static const struct tn_attribute *stands_before(const struct lint_access *access,
                                                const struct lint_demand *demand) {
    const struct tn_attribute *early = NULL;
    if (!demand->equals.count || !demand->order.count || !has_all(access, &demand->equals) ||
        !has_all(access, &demand->order))
        return NULL;
    for (size_t i = 0; i < access->count; i++) {
        const struct tn_attribute *attribute = access->parts[i].attribute;
        if (early && attribute && has_wish(&demand->equals, attribute))
            return early;
        if (!early && attribute && has_wish(&demand->order, attribute))
            early = attribute;
    }
    return NULL;
}

static bool is_served(struct tn_lint *lint, struct lint_table *table,
                      const struct lint_demand *demand) {
    struct lint_accesses accesses = lint_accesses_in(lint, table);
    for (size_t i = 0; i < accesses.count; i++)
        if (lint_serves(lint, table, &accesses.items[i], demand))
            return true;
    return false;
}

static const struct lint_demand *demand_in_disorder(struct tn_lint *lint, struct lint_table *table,
                                                    const struct lint_access *access) {
    LINT_EACH_DEMAND(lint, table, demand)
    if (stands_before(access, demand) && !is_served(lint, table, demand))
        return demand;
    return NULL;
}

static bool is_moment(const struct lint_table *table, const struct tn_attribute *attribute) {
    LINT_EACH_COLUMN(table, column)
    if (column->attribute == attribute)
        return column->family == LINT_TIMESTAMP;
    return false;
}

/* Without patterns: a moment first, then something that is more often compared for equality. */
static bool begins_with_moment(const struct lint_table *table, const struct lint_access *access) {
    if (access->count < 2 || !access->parts[0].attribute ||
        !is_moment(table, access->parts[0].attribute))
        return false;
    bool other = false;
    for (size_t i = 1; i < access->count; i++) {
        const struct tn_attribute *attribute = access->parts[i].attribute;
        if (!attribute || (table->primary && tn_refs_have(table->primary->attributes, attribute)))
            return false; /* the key after the moment tells equal ones apart */
        other |= !is_moment(table, attribute);
    }
    return other;
}

static void check_order_of(struct tn_lint *lint, struct lint_table *table,
                           const struct lint_access *access) {
    const struct lint_demand *demand = demand_in_disorder(lint, table, access);
    const char *title = lint_access_title(lint, access), *name = table->entity->name;
    if (demand) {
        struct tn_finding *found = lint_find(lint, access->object,
                                             "%s of %s has %s before the columns compared for "
                                             "equality: a pattern asks for %s",
                                             title, name, stands_before(access, demand)->name,
                                             lint_demand_title(lint, demand));
        lint_remedy(lint, found, "Put the columns compared for equality first");
    } else if (!lint_demands_of(lint, table) && begins_with_moment(table, access)) {
        struct tn_finding *found = lint_find(lint, access->object,
                                             "%s of %s begins with %s, of which usually a range is "
                                             "asked for",
                                             title, name, access->parts[0].attribute->name);
        lint_remedy(lint, found, "Put it behind the others");
    }
}

static void check_order(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        if (!table->entity->indexes.count)
            continue;
        struct lint_accesses accesses = lint_accesses_in(lint, table);
        for (size_t i = 0; i < accesses.count; i++)
            if (accesses.items[i].index && accesses.items[i].btree && !accesses.items[i].unique &&
                accesses.items[i].count > 1)
                check_order_of(lint, table, &accesses.items[i]);
    }
}

/* ------------------------------------------------------------------ the fix */

/* What comes first, second and last. */
static int place_of(const struct lint_table *table, const struct lint_demand *demand,
                    const struct tn_attribute *attribute) {
    if (!demand)
        return is_moment(table, attribute);
    return has_wish(&demand->equals, attribute) ? 0 : has_wish(&demand->order, attribute) ? 1 : 2;
}

static void reorder(struct tn_model *model, const struct lint_table *table,
                    const struct lint_demand *demand, const struct lint_access *access) {
    const struct tn_object *last = NULL;
    for (int place = 0; place < 3; place++)
        for (size_t i = 0; i < access->count; i++) {
            struct tn_object *part = tn_find_id(model, access->parts[i].part->id);
            if (place_of(table, demand, access->parts[i].attribute) != place)
                continue;
            tn_design_place_after(model, part, last);
            last = part;
        }
}

static bool fix_order(struct tn_model *model, const struct tn_finding *finding,
                      struct tn_error *error) {
    (void)error;
    struct tn_lint lint = {0};
    struct tn_lint_options options = {0};
    lint_open(&lint, model, &options);
    struct tn_index *index = (void *)tn_find_id(model, finding->object);
    struct lint_table *table = tn_id_map_get(&lint.table_of, index->parent->id);
    struct lint_accesses accesses = lint_accesses_in(&lint, table);
    const struct lint_access *access = accesses.items;
    while (access->object != (const void *)index)
        access++;
    const struct lint_demand *demand = demand_in_disorder(&lint, table, access);
    if (demand || begins_with_moment(table, access))
        reorder(model, table, demand, access);
    lint_close(&lint);
    if (!lint_drop_superfluous(model, index))
        lint_drop_superseded(model, index);
    return true;
}

#define ORDERS                                                                                     \
    "CREATE TABLE orders (id integer PRIMARY KEY, user_id integer NOT NULL, placed_at timestamp "  \
    "NOT NULL);\n"                                                                                 \
    "-- add: orders access_pattern equals=user_id range=placed_at\n"

const struct tn_rule lint_index_order = {
    .id = "index-order",
    .group = "indexes",
    .severity = TN_INFO,
    .title = "A column of which a range is asked for stands before those compared for equality",
    .help = "An index leads to a range of its first column and then reads all of that range; what "
            "its further columns are compared with only thins out what was read. With the columns "
            "compared for equality first, it leads to just the rows that are wanted: of 300,000 "
            "rows the one cost 623, the other 8. Where a table has access patterns they tell which "
            "column is which, else the columns that hold moments count as ranges.",
    .doubt = "An index that serves a pattern which only asks for the range: add that pattern, and "
             "an index for each may be right. The primary key after a moment, for paging, is not "
             "reported.",
    .example = ORDERS "CREATE INDEX i ON orders (placed_at, user_id);\n",
    .good = ORDERS "CREATE INDEX i ON orders (user_id, placed_at);\n",
    .check = check_order,
    .fix = fix_order,
};
