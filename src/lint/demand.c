/*
 * Demands out of the fields of access patterns, and which keys and indexes meet them.
 */
#include "lint/demand.h"

#include <string.h>

/* ------------------------------------------------------------------ wishes */

bool lint_same_wish(const struct tn_lint *lint, const struct lint_wish *a,
                    const struct lint_wish *b) {
    if (a->attribute || b->attribute)
        return a->attribute == b->attribute;
    return tn_sql_same_expression(lint->dialect, a->expression, b->expression);
}

bool lint_wishes_have(const struct tn_lint *lint, const struct lint_wishes *wishes,
                      const struct lint_wish *wish) {
    for (size_t i = 0; i < wishes->count; i++)
        if (lint_same_wish(lint, &wishes->items[i], wish))
            return true;
    return false;
}

void lint_wish_for(struct tn_lint *lint, struct lint_wishes *wishes, struct lint_wish wish) {
    enum { MOST = 32 }; /* no server takes longer indexes */
    if (wishes->count == MOST || lint_wishes_have(lint, wishes, &wish))
        return;
    if (!wishes->items)
        wishes->items = tn_arena_allocate(&lint->arena, MOST * sizeof *wishes->items);
    wishes->items[wishes->count++] = wish;
}

static void wish_for_all(struct tn_lint *lint, struct lint_wishes *wishes, struct tn_refs refs,
                         struct tn_refs descending) {
    for (size_t i = 0; i < refs.count; i++)
        lint_wish_for(
            lint, wishes,
            (struct lint_wish){(void *)refs.items[i], "", tn_refs_have(descending, refs.items[i])});
}

/* ------------------------------------------------------------------ demands */

static bool has_one_direction(const struct lint_wishes *sort) {
    for (size_t i = 1; i < sort->count; i++)
        if (sort->items[i].descending != sort->items[0].descending)
            return false;
    return true;
}

static void leave_out_equals(const struct tn_lint *lint, const struct lint_wishes *equals,
                             struct lint_wishes *wishes) {
    size_t count = 0;
    for (size_t i = 0; i < wishes->count; i++)
        if (!lint_wishes_have(lint, equals, &wishes->items[i]))
            wishes->items[count++] = wishes->items[i];
    wishes->count = count;
}

/* A range ends what an index can put in order: of the two, the order is worth more where only the
 * first rows are taken. Where the range comes first in the order, one serves both. */
static void settle_order(const struct tn_lint *lint, struct lint_draft *draft) {
    struct lint_wishes *sort = &draft->sort, *ranges = &draft->ranges;
    leave_out_equals(lint, &draft->demand.equals, sort);
    leave_out_equals(lint, &draft->demand.equals, ranges);
    bool sorts = sort->count && !draft->listed &&
                 (has_one_direction(sort) || lint->dialect->can.index_direction);
    bool both = sorts && ranges->count && lint_same_wish(lint, &sort->items[0], &ranges->items[0]);
    bool pays = draft->demand.limited || (!ranges->count && draft->demand.equals.count);
    draft->demand.sorted = sorts && (both || pays);
    draft->demand.order = draft->demand.sorted ? *sort : *ranges;
    if (!draft->demand.sorted && draft->demand.order.count > 1)
        draft->demand.order.count = 1;
}

void lint_demand_add(struct tn_lint *lint, struct lint_table *table, struct lint_draft *draft) {
    settle_order(lint, draft);
    struct lint_demand *demand = tn_arena_allocate(&lint->arena, sizeof *demand);
    *demand = draft->demand;
    demand->condition = demand->condition ? demand->condition : "";
    *(table->last_demand ? &table->last_demand->next : &table->demands) = demand;
    table->last_demand = demand;
}

bool lint_is_indexable(const struct lint_demand *demand) {
    return demand->equals.count || demand->order.count;
}

static bool has_fields(const struct tn_access_pattern *pattern) {
    return pattern->equals.count || pattern->range || pattern->sort.count || pattern->joins.count ||
           pattern->expressions.count || pattern->searches.count || *pattern->condition;
}

static void add_of_fields(struct tn_lint *lint, struct lint_table *table,
                          const struct tn_access_pattern *pattern) {
    struct tn_refs none = {0};
    struct lint_draft draft = {.demand = {.pattern = pattern,
                                          .condition = pattern->condition,
                                          .limited = pattern->limited,
                                          .reads = pattern->reads}};
    wish_for_all(lint, &draft.demand.equals, pattern->equals, none);
    wish_for_all(lint, &draft.demand.equals, pattern->joins, none);
    for (size_t i = 0; i < pattern->expressions.count; i++)
        lint_wish_for(lint, &draft.demand.equals,
                      (struct lint_wish){NULL, pattern->expressions.items[i], false});
    if (pattern->range)
        lint_wish_for(lint, &draft.ranges, (struct lint_wish){pattern->range, "", false});
    wish_for_all(lint, &draft.sort, pattern->sort, pattern->descending);
    wish_for_all(lint, &draft.demand.searches, pattern->searches, none);
    if (!lint->dialect->can.partial_index && *pattern->condition)
        lint_demand_of_condition(lint, table, pattern->condition, &draft);
    lint_demand_add(lint, table, &draft);
}

static void read_demands(struct tn_lint *lint) {
    lint->demands_read = true;
    if (!lint->model->counts[TN_access_pattern])
        return;
    for (size_t i = 0; i < lint->table_count; i++) {
        struct lint_table *table = &lint->tables[i];
        for (struct tn_access_pattern *p = table->entity->access_patterns.first; p; p = p->next)
            if (*p->query && !has_fields(p))
                lint_demands_of_query(lint, p);
            else
                add_of_fields(lint, table, p);
    }
}

const struct lint_demand *lint_demands_of(struct tn_lint *lint, struct lint_table *table) {
    if (!lint->demands_read)
        read_demands(lint);
    return table->demands;
}

/* ------------------------------------------------------------------ serving */

static bool has_own_order(const struct tn_index_part *part) {
    return part && (*part->collation || *part->operator_class || part->length || part->nulls);
}

/* For equality another order of the same values will do. */
static bool finds_equals(const struct tn_index_part *part) {
    return !part || (!*part->collation &&
                     (!*part->operator_class || tn_find_word(part->operator_class, "pattern_ops")));
}

static bool is_wish(const struct tn_lint *lint, const struct lint_part *part,
                    const struct lint_wish *wish) {
    if (part->attribute || wish->attribute)
        return part->attribute == wish->attribute;
    return part->part && *part->part->expression &&
           tn_sql_same_expression(lint->dialect, part->part->expression, wish->expression);
}

static bool is_among(const struct tn_lint *lint, const struct lint_part *part,
                     const struct lint_wishes *wishes) {
    for (size_t i = 0; i < wishes->count; i++)
        if (is_wish(lint, part, &wishes->items[i]))
            return true;
    return false;
}

static bool leaves_out_nulls_only(const struct lint_access *access,
                                  const struct lint_wishes *wishes) {
    for (size_t i = 0; i < wishes->count; i++)
        if (wishes->items[i].attribute && lint_leaves_out_nulls(access, wishes->items[i].attribute))
            return true;
    return false;
}

/* Are all rows of the demand in the index? */
static bool has_its_rows(const struct tn_lint *lint, const struct lint_access *access,
                         const struct lint_demand *demand) {
    if (!*access->predicate)
        return true;
    if (*demand->condition &&
        tn_sql_same_expression(lint->dialect, access->index->predicate, demand->condition))
        return true;
    return leaves_out_nulls_only(access, &demand->equals) ||
           (!demand->sorted && leaves_out_nulls_only(access, &demand->order));
}

static bool begins_with_equals(const struct tn_lint *lint, const struct lint_access *access,
                               const struct lint_demand *demand) {
    if (access->count < demand->equals.count)
        return false;
    for (size_t i = 0; i < demand->equals.count; i++)
        if (!finds_equals(access->parts[i].part) ||
            !is_among(lint, &access->parts[i], &demand->equals))
            return false;
    return true;
}

/* At most one row: in any order. */
static bool finds_one_row(const struct tn_lint *lint, const struct lint_access *access,
                          const struct lint_demand *demand) {
    if (!access->unique || !access->count)
        return false;
    for (size_t i = 0; i < access->count; i++)
        if (!is_among(lint, &access->parts[i], &demand->equals))
            return false;
    return true;
}

/* What some servers put at the end of each index: the primary key. */
static const struct tn_attribute *part_behind(const struct tn_lint *lint,
                                              const struct lint_table *table,
                                              const struct lint_access *access, size_t place) {
    const struct tn_key *primary = table->primary;
    bool has =
        lint_is_mysql(lint->dialect) ||
        (lint->dialect->id == TN_SQLITE && primary && primary->attributes.count == 1 &&
         tn_same_word(((struct tn_attribute *)primary->attributes.items[0])->type, "integer"));
    if (!has || !primary || access->primary || place - access->count >= primary->attributes.count)
        return NULL;
    return (void *)primary->attributes.items[place - access->count];
}

static bool goes_on_in_order(const struct tn_lint *lint, const struct lint_table *table,
                             const struct lint_access *access, const struct lint_demand *demand) {
    int reversed = -1; /* the index is read backwards: not known yet */
    for (size_t i = 0; i < demand->order.count; i++) {
        const struct lint_wish *wish = &demand->order.items[i];
        size_t place = demand->equals.count + i;
        bool there = place < access->count;
        struct lint_part behind = {0};
        if (!there && demand->sorted)
            behind.attribute = part_behind(lint, table, access, place);
        const struct lint_part *part = there ? &access->parts[place] : &behind;
        if ((!there && !behind.attribute) || !is_wish(lint, part, wish) ||
            has_own_order(part->part))
            return false;
        int backwards = (part->part && part->part->descending) != wish->descending;
        if (demand->sorted && reversed >= 0 && backwards != reversed)
            return false;
        reversed = backwards;
    }
    return true;
}

bool lint_serves(const struct tn_lint *lint, const struct lint_table *table,
                 const struct lint_access *access, const struct lint_demand *demand) {
    if ((access->index && access->index->invisible) || !has_its_rows(lint, access, demand))
        return false;
    if (!access->btree)
        return strcmp(access->method, "hash") == 0 && !demand->order.count &&
               demand->equals.count == 1 && access->count == 1 &&
               begins_with_equals(lint, access, demand);
    return finds_one_row(lint, access, demand) || (begins_with_equals(lint, access, demand) &&
                                                   goes_on_in_order(lint, table, access, demand));
}

bool lint_leads(const struct tn_lint *lint, const struct lint_access *access,
                const struct lint_demand *demand) {
    struct lint_demand alone = *demand;
    struct lint_table none = {0};
    alone.order.count = demand->equals.count ? 0 : demand->order.count;
    if (alone.order.count > 1)
        alone.order.count = 1;
    return lint_is_indexable(demand) && lint_serves(lint, &none, access, &alone);
}

/* ------------------------------------------------------------------ small questions */

static size_t values_in(const char *type) {
    size_t count = 1;
    for (const char *at = strchr(type, '('); at && *at; at++)
        count += *at == ',';
    return count;
}

bool lint_has_few_values(const struct tn_lint *lint, const struct tn_attribute *attribute,
                         int64_t most) {
    struct lint_type type = lint_column_type(lint->dialect, attribute);
    if (type.family == LINT_BOOLEAN)
        return most >= 2;
    if (type.family != LINT_ENUMERATION)
        return false;
    size_t count =
        attribute->named_type ? attribute->named_type->values.count : values_in(attribute->type);
    return count && (int64_t)count <= most;
}

static void put_wishes(const struct lint_wishes *wishes, const char *before, const char *between,
                       struct tn_buffer *out) {
    for (size_t i = 0; i < wishes->count; i++)
        tn_put_format(out, "%s%s", i ? between : before,
                      wishes->items[i].attribute ? wishes->items[i].attribute->name
                                                 : wishes->items[i].expression);
}

const char *lint_demand_title(struct tn_lint *lint, const struct lint_demand *demand) {
    struct tn_buffer out = {0};
    put_wishes(&demand->equals, "", " and ", &out);
    put_wishes(&demand->order,
               demand->sorted ? (out.length ? ", in the order of " : "the order of ")
                              : (out.length ? " and a range of " : "a range of "),
               ", ", &out);
    const char *title = tn_arena_text(&lint->arena, tn_buffer_text(&out), out.length);
    tn_buffer_free(&out);
    return title;
}
