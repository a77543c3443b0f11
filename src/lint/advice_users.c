/*
 * Whom indexes of a table are to serve: access patterns and foreign keys.
 */
#include "lint/advice.h"

#include <string.h>

/* ------------------------------------------------------------------ what pays */

static bool has_few_values_only(struct tn_lint *lint, const struct lint_demand *demand) {
    if (*demand->condition || demand->order.count)
        return false;
    for (size_t i = 0; i < demand->equals.count; i++) {
        const struct tn_attribute *attribute = demand->equals.items[i].attribute;
        if (!attribute || !lint_has_few_values(lint, attribute, 2))
            return false;
    }
    return true;
}

/* A table that is written ten times as often as read. */
static bool is_mostly_written(const struct lint_table *table) {
    int64_t writes = 0, reads = 0;
    for (struct tn_access_pattern *p = table->entity->access_patterns.first; p; p = p->next)
        *(p->writes ? &writes : &reads) += p->per_hour > INT32_MAX ? INT32_MAX : p->per_hour;
    return writes > 10 * reads && reads > 0;
}

static bool has_prefix_for(struct tn_lint *lint, struct lint_table *table,
                           const struct lint_demand *demand) {
    struct lint_demand begun = *demand;
    struct lint_accesses accesses = lint_accesses_in(lint, table);
    begun.order.count = 0;
    if (begun.equals.count > 1)
        begun.equals.count = 1;
    for (size_t i = 0; i < accesses.count && demand->equals.count; i++)
        if (lint_serves(lint, table, &accesses.items[i], &begun))
            return true;
    return false;
}

bool advice_pays(struct tn_lint *lint, struct lint_table *table, const struct lint_demand *demand) {
    int64_t rows = table->entity->row_count;
    if (!lint_is_indexable(demand) || (rows > 0 && rows < ADVICE_LEAST_ROWS))
        return false;
    return !has_few_values_only(lint, demand) &&
           !(is_mostly_written(table) && has_prefix_for(lint, table, demand));
}

/* ------------------------------------------------------------------ users */

/* One that stays whatever is advised serves it well enough; one that may go is only noted. */
static void add_user(struct tn_lint *lint, struct lint_table *table, struct advice_user user,
                     struct advice_users *users) {
    struct lint_accesses accesses = lint_accesses_in(lint, table);
    if (!advice_pays(lint, table, &user.demand))
        return;
    for (size_t i = 0; i < accesses.count; i++) {
        const struct lint_access *access = &accesses.items[i];
        if (!lint_serves(lint, table, access, &user.demand))
            continue;
        if (access->unique || *access->predicate || !access->btree)
            return;
        user.served = true;
    }
    TN_PUSH(&users->list, user);
}

static void add_foreign(struct tn_lint *lint, struct lint_table *table, struct tn_relationship *r,
                        struct advice_users *users) {
    struct advice_user user = {.demand.condition = "", .foreign = r};
    if (!r->target || !r->attributes.count)
        return;
    for (size_t i = 0; i < r->attributes.count; i++)
        lint_wish_for(lint, &user.demand.equals,
                      (struct lint_wish){(void *)r->attributes.items[i], "", false});
    add_user(lint, table, user, users);
}

void advice_find_users(struct tn_lint *lint, struct lint_table *table, struct advice_users *users) {
    LINT_EACH_DEMAND(lint, table, demand)
    add_user(lint, table, (struct advice_user){.demand = *demand}, users);
    if (lint_is_mysql(lint->dialect))
        return; /* the server sees to it */
    for (struct tn_relationship *r = table->entity->relationships.first; r; r = r->next)
        add_foreign(lint, table, r, users);
}

/* ------------------------------------------------------------------ what is read */

/* Bytes that a column takes in an index; many where there is no limit. */
static int64_t width_of(const struct tn_lint *lint, const struct tn_attribute *attribute) {
    enum { UNKNOWN = 1000, FIXED = 8 };
    struct lint_type type = lint_column_type(lint->dialect, attribute);
    if (type.family == LINT_TEXT || type.family == LINT_BINARY)
        return type.size ? type.size : UNKNOWN;
    if (type.family == LINT_JSON || type.family == LINT_OTHER)
        return UNKNOWN;
    return type.family == LINT_UUID ? 2 * FIXED : FIXED;
}

struct tn_refs advice_few_read(const struct tn_lint *lint, struct tn_arena *arena,
                               struct tn_refs present, const struct lint_demand *demand) {
    enum { MOST = 3, BYTES = 64 };
    struct tn_refs few = {0};
    int64_t bytes = 0;
    few.items = tn_arena_allocate(arena, MOST * sizeof *few.items);
    for (size_t i = 0; i < demand->reads.count; i++) {
        struct tn_object *read = demand->reads.items[i];
        if (tn_refs_have(present, read) || tn_refs_have(few, read))
            continue;
        bytes += width_of(lint, (void *)read);
        if (few.count == MOST || bytes > BYTES)
            return (struct tn_refs){0};
        few.items[few.count++] = read;
    }
    return few;
}

/* ------------------------------------------------------------------ reasons */

static void put_pattern(struct tn_lint *lint, const struct lint_demand *demand,
                        struct tn_buffer *out) {
    const struct tn_access_pattern *pattern = demand->pattern;
    if (*pattern->name)
        tn_put_format(out, "%s asks for %s", pattern->name, lint_demand_title(lint, demand));
    else
        tn_put_format(out, "a pattern asks for %s", lint_demand_title(lint, demand));
    if (*demand->condition)
        tn_put_format(out, " where %s", demand->condition);
    if (pattern->per_hour)
        tn_put_format(out, ", %lld times an hour", (long long)pattern->per_hour);
}

const char *advice_reason(struct tn_lint *lint, const struct advice_user *const *users,
                          size_t count) {
    enum { SHOWN = 5 };
    struct tn_buffer out = {0};
    for (size_t i = 0; i < count && i < SHOWN; i++) {
        tn_put(&out, i ? "; " : "");
        if (users[i]->foreign)
            tn_put_format(&out, "%s refers to %s by %s", tn_entity_of(users[i]->foreign)->name,
                          users[i]->foreign->target->name,
                          lint_names(lint, users[i]->foreign->attributes));
        else
            put_pattern(lint, &users[i]->demand, &out);
    }
    if (count > SHOWN)
        tn_put_format(&out, "; and %zu more", count - SHOWN);
    const char *reason = tn_arena_text(&lint->arena, tn_buffer_text(&out), out.length);
    tn_buffer_free(&out);
    return reason;
}
