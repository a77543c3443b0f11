/*
 * Rules on indexes that serve no access pattern, or could serve theirs better.
 */
#include "lint/advice.h"
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

#define ORDERS                                                                                     \
    "CREATE TABLE orders (\n"                                                                      \
    "    id integer PRIMARY KEY,\n"                                                                \
    "    status text NOT NULL,\n"                                                                  \
    "    placed_at timestamp NOT NULL\n"                                                           \
    ");\n"

/* ------------------------------------------------------------------ index-unused */

static bool leads_to_foreign(const struct lint_access *access, const struct tn_entity *entity) {
    for (struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        if (lint_leads_to(access, r->attributes))
            return true;
    return false;
}

static bool mentions(const struct tn_lint *lint, const struct tn_index *index,
                     const struct lint_wishes *wishes) {
    for (size_t i = 0; i < wishes->count; i++)
        for (struct tn_index_part *part = index->parts.first; part; part = part->next) {
            const struct tn_attribute *wanted = wishes->items[i].attribute;
            if (wanted && (part->attribute == wanted ||
                           tn_sql_mentions(lint->dialect, part->expression, wanted->name)))
                return true;
        }
    return false;
}

/* What a GIN or full-text index can do is not asked in detail: one of its columns is enough. */
static bool is_of_use(struct tn_lint *lint, struct lint_table *table,
                      const struct lint_access *access, const struct lint_demand *demand) {
    if (lint_serves(lint, table, access, demand) || lint_leads(lint, access, demand))
        return true;
    return !access->btree && (mentions(lint, access->index, &demand->searches) ||
                              mentions(lint, access->index, &demand->equals) ||
                              mentions(lint, access->index, &demand->order));
}

static bool is_used(struct tn_lint *lint, struct lint_table *table,
                    const struct lint_access *access) {
    if (access->unique || leads_to_foreign(access, table->entity))
        return true;
    LINT_EACH_DEMAND(lint, table, demand)
    if (is_of_use(lint, table, access, demand))
        return true;
    return false;
}

static void check_unused_in(struct tn_lint *lint, struct lint_table *table) {
    struct lint_accesses accesses = lint_accesses_in(lint, table);
    for (size_t i = 0; i < accesses.count; i++) {
        const struct lint_access *access = &accesses.items[i];
        if (!access->index || is_used(lint, table, access))
            continue;
        struct tn_finding *found =
            lint_find(lint, access->object, "%s of %s serves no key and none of its patterns",
                      lint_access_title(lint, access), table->entity->name);
        lint_remedy(lint, found, "Drop it, or add the pattern that it is for");
    }
}

static void check_unused(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    if (table->entity->patterns_complete && table->entity->indexes.count)
        check_unused_in(lint, table);
}

static bool fix_unused(struct tn_model *model, const struct tn_finding *finding,
                       struct tn_error *error) {
    (void)error;
    tn_design_delete(model, tn_find_id(model, finding->object));
    return true;
}

#define PATTERN                                                                                    \
    "-- set: orders patterns_complete=1\n"                                                         \
    "-- add: orders access_pattern equals=status\n"

const struct tn_rule lint_index_unused = {
    .id = "index-unused",
    .group = "indexes",
    .severity = TN_INFO,
    .title = "An index serves no constraint and no access pattern",
    .help = "The access patterns of the table are said to be all there are, and none of them is "
            "served by this index: it only makes writing slower. Drop it. What a running server "
            "counts (pg_stat_user_indexes, sys.schema_unused_indexes) is a second witness.",
    .doubt = "A pattern that was forgotten: add it, or take back that the patterns are complete.",
    .example = ORDERS PATTERN "CREATE INDEX orders_status ON orders (status);\n"
                              "CREATE INDEX orders_placed_at ON orders (placed_at);\n",
    .good = ORDERS PATTERN "CREATE INDEX orders_status ON orders (status);\n",
    .check = check_unused,
    .fix = fix_unused,
};

/* ------------------------------------------------------------------ index-opportunity */

static struct tn_refs columns_of(struct tn_lint *lint, const struct lint_access *access) {
    struct tn_refs columns = {0};
    columns.items = tn_arena_allocate(&lint->arena, (access->count + access->include.count + 1) *
                                                        sizeof *columns.items);
    for (size_t i = 0; i < access->count; i++)
        if (access->parts[i].attribute)
            columns.items[columns.count++] = (void *)(uintptr_t)access->parts[i].attribute;
    for (size_t i = 0; i < access->include.count; i++)
        columns.items[columns.count++] = access->include.items[i];
    return columns;
}

/* The columns that the index could carry so that a frequent demand needs no table. */
static struct tn_refs few_missing(struct tn_lint *lint, struct lint_table *table,
                                  const struct lint_access *access) {
    struct tn_refs none = {0};
    LINT_EACH_DEMAND(lint, table, demand) {
        if (demand->pattern->per_hour < lint_number(lint, "per_hour") ||
            !lint_serves(lint, table, access, demand))
            continue;
        struct tn_refs few = advice_few_read(lint, &lint->arena, columns_of(lint, access), demand);
        if (few.count)
            return few;
    }
    return none;
}

/* The condition that all demands have which the index serves; "" where they differ, and where it
 * may leave out no row. */
static const char *shared_condition(struct tn_lint *lint, struct lint_table *table,
                                    const struct lint_access *access) {
    const char *shared = "";
    if (!lint->dialect->can.partial_index || *access->predicate ||
        leads_to_foreign(access, table->entity))
        return "";
    LINT_EACH_DEMAND(lint, table, demand) {
        if (!lint_serves(lint, table, access, demand))
            continue;
        if (!*demand->condition ||
            (*shared && !tn_sql_same_expression(lint->dialect, shared, demand->condition)))
            return "";
        shared = demand->condition;
    }
    return shared;
}

static void check_opportunity_of(struct tn_lint *lint, struct lint_table *table,
                                 const struct lint_access *access) {
    const char *condition = shared_condition(lint, table, access);
    struct tn_refs few = {0};
    const char *title = lint_access_title(lint, access);
    struct tn_finding *found;
    if (!*condition)
        few = few_missing(lint, table, access);
    if (*condition) {
        found = lint_find(lint, access->object, "all that %s of %s serves is asked where %s", title,
                          table->entity->name, condition);
        lint_remedy(lint, found, "Make it partial: WHERE %s", condition);
    } else if (few.count) {
        found = lint_find(lint, access->object, "with %s beside it %s of %s would answer alone",
                          lint_names(lint, few), title, table->entity->name);
        lint_remedy(lint, found, "%s: %s",
                    lint->dialect->can.include ? "Let it carry them (INCLUDE)"
                                               : "Add them at its end",
                    lint_names(lint, few));
    }
}

static bool may_do_better(const struct lint_access *access) {
    return access->index && access->btree && !access->unique;
}

static void check_opportunity(struct tn_lint *lint) {
    if (!lint->model->counts[TN_access_pattern])
        return;
    LINT_EACH_TABLE(lint, table) {
        struct lint_accesses accesses = lint_accesses_in(lint, table);
        for (size_t i = 0; i < accesses.count; i++)
            if (may_do_better(&accesses.items[i]))
                check_opportunity_of(lint, table, &accesses.items[i]);
    }
}

static void carry(struct tn_model *model, struct tn_index *index, struct tn_refs few) {
    struct tn_refs include = {0};
    for (size_t i = 0; i < index->include.count; i++)
        tn_refs_append(model, &include, index->include.items[i]);
    for (size_t i = 0; i < few.count; i++)
        if (tn_dialect_of(model)->can.include)
            tn_refs_append(model, &include, few.items[i]);
        else
            tn_set_ref(model, tn_design_add(model, TN_index_part, index, ""),
                       TN_index_part_attribute, few.items[i]);
    tn_set_refs(model, index, TN_index_include, include);
}

/* A finding says only where: what is to be done is told again. */
static bool fix_opportunity(struct tn_model *model, const struct tn_finding *finding,
                            struct tn_error *error) {
    static const char *const only[] = {"index-opportunity", NULL};
    struct tn_lint lint = {0};
    (void)error;
    lint_open(&lint, model, &(struct tn_lint_options){.only = only});
    while (strcmp(tn_rules[lint.rule]->id, only[0]) != 0)
        lint.rule++;
    struct tn_index *index = (void *)tn_find_id(model, finding->object);
    struct lint_table *table = tn_id_map_get(&lint.table_of, index->parent->id);
    struct lint_accesses accesses = lint_accesses_in(&lint, table);
    const struct lint_access *access = accesses.items;
    while (access->object != (const void *)index)
        access++;
    const char *condition = shared_condition(&lint, table, access);
    if (*condition)
        tn_set_text(model, index, TN_index_predicate, condition);
    else
        carry(model, index, few_missing(&lint, table, access));
    lint_close(&lint);
    lint_drop_superseded(model, index);
    return true;
}

static const struct tn_rule_option often[] = {
    {"per_hour", TN_OPTION_NUMBER, "1000", "How frequent a pattern is that columns are carried for",
     NULL},
    {0},
};

const struct tn_rule lint_index_opportunity = {
    .id = "index-opportunity",
    .group = "indexes",
    .severity = TN_INFO,
    .off = true,
    .title = "An index could answer alone, or leave out rows that nobody asks for",
    .help = "Where a frequent pattern reads few columns beside those of the index, an index that "
            "carries them answers without the table. Where all patterns that an index serves have "
            "one condition in common, an index with that condition is smaller and cheaper to keep. "
            "Both pay only where the pattern is frequent and the table is large.",
    .doubt = "Whether it pays is for measurements to say: the rule is off by default.",
    .example =
        ORDERS "CREATE INDEX orders_placed_at ON orders (placed_at);\n"
               "-- add: orders access_pattern range=placed_at condition='status = ''open'''\n",
    .good = ORDERS "CREATE INDEX orders_placed_at ON orders (placed_at) WHERE status = 'open';\n"
                   "-- add: orders access_pattern range=placed_at condition='status = ''open'''\n",
    .options = often,
    .check = check_opportunity,
    .fix = fix_opportunity,
};
