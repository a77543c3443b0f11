/*
 * What a query asks of its tables. Each SELECT of a statement is read by itself, those inside too:
 * relations behind FROM, conditions joined by AND, the order, and whether only the first rows are
 * taken. To one inside, a column of those around it is a value like any other. What is not
 * understood asks for nothing. Nothing recurses: brackets know their other end, and conditions in
 * brackets wait in a list.
 */
#include "lint/demand_reading.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ relations */

static const char *const behind_relation[] = {
    "on",      "using", "join",  "inner",     "left",   "right", "full",          "cross",
    "natural", "where", "group", "having",    "window", "order", "limit",         "offset",
    "fetch",   "for",   "union", "intersect", "except", "set",   "straight_join", "tablesample",
    "lateral", "force", "use",   "ignore",    NULL};

static void add_relation(struct demand_reading *r, struct lint_table *table, const char *name) {
    struct demand_relation *relation = &r->relations[r->relation_count++];
    *relation = (struct demand_relation){.table = table, .name = name};
    relation->draft.demand.pattern = r->pattern;
    for (size_t i = 0; table && i < table->column_count; i++) {
        struct tn_buffer lower = {0};
        tn_put_lower(&lower, tn_slice_of(table->columns[i].attribute->name));
        tn_text_map_put(&relation->columns,
                        tn_arena_text(&r->lint->arena, tn_buffer_text(&lower), lower.length),
                        table->columns[i].attribute);
        tn_buffer_free(&lower);
    }
}

/* A schema that the model does not know is the usual one, or the database. */
static struct lint_table *table_named(const struct demand_reading *r, size_t from, size_t end) {
    const char *name = demand_name_at(r, end - 1),
               *schema = end - from > 2 ? demand_name_at(r, end - 3) : NULL;
    if (schema && tn_find_name_folded(&r->lint->model->project->namespaces, schema))
        name = tn_arena_format(&r->lint->arena, "%s.%s", schema, name);
    const struct tn_entity *entity = tn_find_entity(r->lint->model, name);
    return entity ? tn_id_map_get(&r->lint->table_of, entity->id) : NULL;
}

/* At a table's path, or at the bracket of a query. Behind it and its alias. */
static size_t read_relation(struct demand_reading *r, size_t from) {
    bool query = demand_at_symbol(r, from, "(");
    size_t end = query ? demand_behind(r, from) : demand_path_end(r, from);
    bool call = !query && demand_at_symbol(r, end, "(");
    struct lint_table *table = query || call ? NULL : table_named(r, from, end);
    const char *name = query ? "" : demand_name_at(r, end - 1);
    end = call ? demand_behind(r, end) : end;
    end += demand_at_word(r, end, "as");
    if (token_is_name(demand_token_at(r, end)) && !demand_is_one_of(r, end, behind_relation))
        name = demand_name_at(r, end++);
    if (r->relation_count < DEMAND_RELATIONS)
        add_relation(r, table, name);
    return end;
}

/* USING (a, b): of the relation just read and one before it. */
static size_t read_using(struct demand_reading *r, size_t from) {
    size_t end = demand_behind(r, from), last = r->relation_count - 1;
    for (size_t at = from + 1; at + 1 < end && r->relation_count > 1; at += 2) {
        const char *name = demand_name_at(r, at);
        struct demand_column here = demand_column_in(r, last, name),
                             there = {DEMAND_RELATIONS, NULL};
        for (size_t i = 0; i < last && !there.attribute; i++)
            there = demand_column_in(r, i, name);
        if (here.attribute && there.attribute)
            demand_add_link(r, there, here);
    }
    return end;
}

static bool begins_query(const struct demand_reading *r, size_t place) {
    return demand_at_word(r, place, "select") || demand_at_word(r, place, "with") ||
           demand_at_word(r, place, "values");
}

/* Relations first, since conditions may name those behind them. Brackets around joins do not count.
 */
static void read_relations(struct demand_reading *r, struct demand_span span) {
    bool expected = true;
    for (size_t at = span.from; at < span.to;) {
        if (demand_at_symbol(r, at, "(") && !(expected && begins_query(r, at + 1)))
            at = expected ? at + 1 : demand_behind(r, at);
        else if (expected && (demand_at_word(r, at, "only") || demand_at_word(r, at, "lateral")))
            at++;
        else if (expected &&
                 (token_is_name(demand_token_at(r, at)) || demand_at_symbol(r, at, "("))) {
            at = read_relation(r, at);
            expected = false;
        } else if (demand_at_word(r, at, "using") && demand_at_symbol(r, at + 1, "(") &&
                   r->relation_count)
            at = read_using(r, at + 1);
        else {
            expected |= demand_at_symbol(r, at, ",") || demand_at_word(r, at, "join") ||
                        demand_at_word(r, at, "straight_join");
            at++;
        }
    }
}

static void read_joins(struct demand_reading *r, struct demand_span span) {
    static const char *const ends[] = {"join",    "inner",         "left", "right", "full", "cross",
                                       "natural", "straight_join", "on",   "using", NULL};
    for (size_t at = span.from; at < span.to; at++) {
        if (!demand_at_word(r, at, "on"))
            continue;
        size_t end = at + 1;
        while (end < span.to && !demand_is_one_of(r, end, ends) && !demand_at_symbol(r, end, ",") &&
               !demand_at_symbol(r, end, ")"))
            end = demand_behind(r, end);
        demand_read_condition(r, at + 1, end);
        at = end - 1;
    }
}

/* ------------------------------------------------------------------ the order */

static size_t end_of_item(const struct demand_reading *r, size_t from, size_t to) {
    size_t at = from;
    while (at < to && !demand_at_symbol(r, at, ","))
        at = demand_behind(r, at);
    return at;
}

/* ORDER BY 2, or by the name that an output has. */
static struct demand_span meant_by(const struct demand_reading *r, struct demand_span item) {
    const struct token *token = demand_token_at(r, item.from);
    long number = token->kind == T_NUMBER ? strtol(token->at, NULL, 10) : 0;
    if (item.to - item.from != 1)
        return item;
    const char *name = token_is_name(token) ? demand_name_at(r, item.from) : NULL;
    for (size_t at = r->output.from, i = 1; at < r->output.to; i++) {
        size_t end = end_of_item(r, at, r->output.to);
        bool named = name && end - at > 2 && demand_at_word(r, end - 2, "as") &&
                     strcmp(demand_name_at(r, end - 1), name) == 0;
        if (named || (long)i == number)
            return (struct demand_span){
                at, end - at > 2 && demand_at_word(r, end - 2, "as") ? end - 2 : end};
        at = end + 1;
    }
    return item;
}

/* NULLS FIRST where an index has them last, as it is made without saying so. */
static bool wants_other_nulls(const struct demand_reading *r, size_t at, bool descending) {
    bool highest = r->lint->dialect->id == TN_POSTGRESQL; /* nulls come as the highest value */
    return demand_at_word(r, at, "nulls") &&
           demand_at_word(r, at + 1, "first") != (descending == highest);
}

/* False where an index cannot put rows in this order. */
static bool read_sort_item(struct demand_reading *r, struct demand_span item, size_t *relation) {
    size_t end = item.from;
    while (end < item.to && !demand_at_word(r, end, "asc") && !demand_at_word(r, end, "desc") &&
           !demand_at_word(r, end, "nulls"))
        end = demand_behind(r, end);
    bool descending = demand_at_word(r, end, "desc");
    if (wants_other_nulls(r, end + (descending || demand_at_word(r, end, "asc")), descending))
        return false;
    struct demand_operand a =
        demand_operand_of(r, meant_by(r, (struct demand_span){item.from, end}));
    if (!a.column.attribute || a.mixed ||
        (*relation != DEMAND_RELATIONS && *relation != a.column.relation))
        return false;
    *relation = a.column.relation;
    struct lint_wish wish = demand_wish_of(&a);
    wish.descending = descending;
    lint_wish_for(r->lint, &r->relations[*relation].draft.sort, wish);
    return true;
}

/* The relation that all of the order is of; DEMAND_RELATIONS where there is none. */
static size_t read_order(struct demand_reading *r, struct demand_span span) {
    size_t relation = DEMAND_RELATIONS;
    for (size_t at = span.from; at < span.to;) {
        size_t end = end_of_item(r, at, span.to);
        if (!read_sort_item(r, (struct demand_span){at, end}, &relation)) {
            for (size_t i = 0; i < r->relation_count; i++)
                r->relations[i].draft.sort.count = 0;
            return DEMAND_RELATIONS;
        }
        at = end + 1;
    }
    return relation;
}

/* ------------------------------------------------------------------ who comes first */

static bool is_narrowed(const struct demand_relation *relation) {
    const struct lint_draft *draft = &relation->draft;
    return draft->demand.equals.count || draft->ranges.count || draft->demand.searches.count;
}

/* The one whose order is asked for, else the first with conditions of its own. */
static size_t first_read(const struct demand_reading *r, size_t sorted) {
    for (size_t i = 0; sorted == DEMAND_RELATIONS && i < r->relation_count; i++)
        if (r->relations[i].table && is_narrowed(&r->relations[i]))
            return i;
    return sorted == DEMAND_RELATIONS ? 0 : sorted;
}

/* A relation that a join reaches is asked for the rows with the values of those before it. */
static bool follow_links(struct demand_reading *r) {
    bool more = false;
    bool before[DEMAND_RELATIONS];
    for (size_t i = 0; i < r->relation_count; i++)
        before[i] = r->relations[i].reached;
    for (size_t i = 0; i < r->links.count; i++)
        for (int side = 0; side < 2; side++) {
            struct demand_link *link = &r->links.items[i];
            struct demand_relation *to = &r->relations[link->relations[!side]];
            if (!before[link->relations[side]] || before[link->relations[!side]])
                continue;
            lint_wish_for(r->lint, &to->draft.demand.equals,
                          (struct lint_wish){link->attributes[!side], "", false});
            to->reached = true;
            more = true;
        }
    return more;
}

static void read_outputs(struct demand_reading *r) {
    struct tn_refs reads = {0};
    TN_VECTOR(struct tn_object *) seen = {0};
    bool plain = r->relation_count == 1;
    for (size_t at = r->output.from; at < r->output.to && plain;) {
        size_t end = end_of_item(r, at, r->output.to);
        struct demand_column column = {DEMAND_RELATIONS, NULL};
        if (token_is_name(demand_token_at(r, at)) && demand_path_end(r, at) == end)
            column = demand_column_at(r, at, end);
        plain = column.attribute != NULL;
        TN_PUSH(&seen, (struct tn_object *)(uintptr_t)column.attribute);
        at = end + 1;
    }
    if (plain && seen.count) {
        reads.items = tn_arena_allocate(&r->lint->arena, seen.count * sizeof *reads.items);
        memcpy(reads.items, seen.items, seen.count * sizeof *reads.items);
        reads.count = seen.count;
        r->relations[0].draft.demand.reads = reads;
    }
    free(seen.items);
}

static void keep_demands(struct demand_reading *r, size_t first) {
    r->relations[first].reached = true;
    while (follow_links(r))
        ;
    for (size_t i = 0; i < r->relation_count; i++) {
        struct demand_relation *relation = &r->relations[i];
        if (i != first)
            relation->draft.demand.limited = false;
        if (relation->table)
            lint_demand_add(r->lint, relation->table, &relation->draft);
    }
}

static void forget(struct demand_reading *r) {
    for (size_t i = 0; i < r->relation_count; i++)
        tn_text_map_free(&r->relations[i].columns);
    r->relation_count = 0;
    r->links.count = 0;
}

/* ------------------------------------------------------------------ statements */

static const char *const clauses[] = {"where",  "group", "having", "window",    "order", "limit",
                                      "offset", "fetch", "for",    "returning", NULL};

static struct demand_span clause(const struct demand_reading *r, struct demand_span whole,
                                 const char *word, size_t words) {
    size_t at = demand_find_word(r, whole.from, whole.to, word);
    size_t from = at < whole.to ? at + words : whole.to;
    return (struct demand_span){from, demand_find_one(r, from, whole.to, clauses)};
}

/* From its first word to the next one beside it. */
static void read_statement(struct demand_reading *r, struct demand_span whole) {
    bool update = demand_at_word(r, whole.from, "update");
    size_t from = update ? whole.from : demand_find_word(r, whole.from, whole.to, "from");
    if (from >= whole.to)
        return;
    struct demand_span tail = {from + 1, whole.to};
    static const char *const ends[] = {"where",  "group", "having", "window",    "order", "limit",
                                       "offset", "fetch", "for",    "returning", "set",   NULL};
    struct demand_span relations = {from + 1, demand_find_one(r, from + 1, whole.to, ends)};
    r->output = (struct demand_span){whole.from + 1, update ? whole.from + 1 : from};
    bool grouped = demand_find_word(r, tail.from, tail.to, "group") < tail.to ||
                   demand_at_word(r, whole.from + 1, "distinct");
    read_relations(r, relations);
    read_joins(r, relations);
    struct demand_span where = clause(r, tail, "where", 1), order = clause(r, tail, "order", 2);
    demand_read_condition(r, where.from, where.to);
    size_t sorted = grouped ? DEMAND_RELATIONS : read_order(r, order);
    size_t first = first_read(r, sorted);
    static const char *const limits[] = {"limit", "fetch", NULL};
    if (r->relation_count) {
        r->relations[first].draft.demand.limited =
            !grouped && demand_find_one(r, tail.from, tail.to, limits) < tail.to;
        read_outputs(r);
        keep_demands(r, first);
    }
    forget(r);
}

static void reading_free(struct demand_reading *r) {
    forget(r);
    free(r->tokens.items);
    free(r->match.items);
    free(r->links.items);
    free(r->waiting.items);
}

/* Those beside each other: SELECT … UNION SELECT …. */
static void read_statements(struct demand_reading *r, struct demand_span span) {
    static const char *const starts[] = {"select", "update", "delete", NULL};
    static const char *const ends[] = {"union", "intersect", "except", NULL};
    for (size_t at = demand_find_one(r, span.from, span.to, starts); at < span.to;) {
        size_t end = demand_find_one(r, at + 1, span.to, ends);
        read_statement(r, (struct demand_span){at, end});
        at = demand_find_one(r, end, span.to, starts);
    }
}

void lint_demands_of_query(struct tn_lint *lint, const struct tn_access_pattern *pattern) {
    struct demand_reading r = {.lint = lint, .pattern = pattern};
    demand_read_tokens(&r, pattern->query);
    size_t count = r.tokens.count - 1;
    read_statements(&r, (struct demand_span){0, count});
    for (size_t at = 0; at < count; at++)
        if (demand_at_symbol(&r, at, "(") && begins_query(&r, at + 1) && r.match.items[at] > at)
            read_statements(&r, (struct demand_span){at + 1, r.match.items[at]});
    reading_free(&r);
}

void lint_demand_of_condition(struct tn_lint *lint, struct lint_table *table, const char *condition,
                              struct lint_draft *draft) {
    struct demand_reading r = {.lint = lint, .pattern = draft->demand.pattern};
    demand_read_tokens(&r, condition);
    add_relation(&r, table, "");
    r.relations[0].draft = *draft;
    demand_read_condition(&r, 0, r.tokens.count - 1);
    *draft = r.relations[0].draft;
    reading_free(&r);
}
