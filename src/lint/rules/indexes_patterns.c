/*
 * Rules on access patterns that no index serves.
 */
#include "lint/advice.h"
#include "lint/rules.h"

#include <string.h>

static const char *title_of(struct tn_lint *lint, const struct tn_access_pattern *pattern) {
    return *pattern->name ? tn_arena_format(&lint->arena, "pattern %s", pattern->name)
                          : "a pattern";
}

/* A query may make demands on several tables: the pattern is reported once. True the first time. */
static bool is_first(struct tn_id_map *reported, const struct tn_access_pattern *pattern) {
    if (tn_id_map_get(reported, pattern->id))
        return false;
    tn_id_map_put(reported, pattern->id, (void *)(uintptr_t)pattern);
    return true;
}

/* ------------------------------------------------------------------ access-unindexed */

/* An expression is compared of which only the column has an index: index-expression. */
static const struct tn_attribute *column_indexed_plainly(struct tn_lint *lint,
                                                         struct lint_table *table,
                                                         const struct lint_demand *demand) {
    struct lint_accesses accesses = lint_accesses_in(lint, table);
    for (size_t i = 0; i < demand->equals.count; i++) {
        const char *expression = demand->equals.items[i].expression;
        for (size_t k = 0; *expression && k < accesses.count; k++) {
            const struct tn_attribute *first =
                accesses.items[k].count ? accesses.items[k].parts[0].attribute : NULL;
            if (first && tn_sql_mentions(lint->dialect, expression, first->name))
                return first;
        }
    }
    return NULL;
}

static bool is_led_to(struct tn_lint *lint, struct lint_table *table,
                      const struct lint_demand *demand) {
    struct lint_accesses accesses = lint_accesses_in(lint, table);
    for (size_t i = 0; i < accesses.count; i++)
        if (lint_leads(lint, &accesses.items[i], demand))
            return true;
    return false;
}

static bool is_frequent(const struct tn_lint *lint, const struct tn_access_pattern *pattern) {
    return !pattern->per_hour || pattern->per_hour >= lint_number(lint, "per_hour");
}

static void check_unindexed_demand(struct tn_lint *lint, struct lint_table *table,
                                   const struct lint_demand *demand, struct tn_id_map *reported) {
    if (!advice_pays(lint, table, demand) || !is_frequent(lint, demand->pattern) ||
        is_led_to(lint, table, demand) || column_indexed_plainly(lint, table, demand) ||
        !is_first(reported, demand->pattern))
        return;
    struct tn_finding *found = lint_find(
        lint, demand->pattern, "%s asks for %s of %s, and no index leads there",
        title_of(lint, demand->pattern), lint_demand_title(lint, demand), table->entity->name);
    lint_remedy(lint, found, "Add the index that tenon advise proposes");
}

static void check_unindexed(struct tn_lint *lint) {
    struct tn_id_map reported = {0};
    if (!lint->model->counts[TN_access_pattern])
        return;
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_DEMAND(lint, table, demand)
    check_unindexed_demand(lint, table, demand, &reported);
    tn_id_map_free(&reported);
}

static bool fix_by_advice(struct tn_model *model, const struct tn_finding *finding,
                          struct tn_error *error) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    const struct tn_access_pattern *pattern = (void *)tn_find_id(model, finding->object);
    if (!advice_take_for(model, pattern) && !dialect->can.expression_index)
        return tn_fail(error, "%s has no indexes on expressions: add a generated column",
                       dialect->title);
    return true;
}

static const struct tn_rule_option frequency[] = {
    {"per_hour", TN_OPTION_NUMBER, "1", "Patterns less frequent than so do not count", NULL},
    {0},
};

#define ORDERS                                                                                     \
    "CREATE TABLE orders (\n"                                                                      \
    "    id integer PRIMARY KEY,\n"                                                                \
    "    status text NOT NULL,\n"                                                                  \
    "    placed_at timestamp NOT NULL\n"                                                           \
    ");\n"

const struct tn_rule lint_access_unindexed = {
    .id = "access-unindexed",
    .group = "indexes",
    .severity = TN_WARNING,
    .title = "No index leads to the rows that an access pattern asks for",
    .help = "The pattern compares columns for equality, and no index begins with them, so the "
            "whole table is read each time. Add an index that begins with those columns, in any "
            "order, and goes on with what is sorted by or compared for a range. tenon advise finds "
            "as few indexes as possible for all patterns of a table.",
    .doubt = "A table that stays small (say how many rows it has: below 500 nothing is reported), "
             "or a pattern that is rare (say how often it comes, and set the option per_hour).",
    .example = ORDERS "-- add: orders access_pattern name=open equals=status sort=placed_at "
                      "limited=1 per_hour=600\n",
    .good = ORDERS "CREATE INDEX orders_open ON orders (status, placed_at);\n"
                   "-- add: orders access_pattern name=open equals=status sort=placed_at "
                   "limited=1 per_hour=600\n",
    .options = frequency,
    .check = check_unindexed,
    .fix = fix_by_advice,
};

/* ------------------------------------------------------------------ index-expression */

static void check_expression(struct tn_lint *lint) {
    struct tn_id_map reported = {0};
    if (!lint->model->counts[TN_access_pattern])
        return;
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_DEMAND(lint, table, demand) {
        const struct tn_attribute *column = column_indexed_plainly(lint, table, demand);
        if (!column || !advice_pays(lint, table, demand) || is_led_to(lint, table, demand) ||
            !is_first(&reported, demand->pattern))
            continue;
        struct tn_finding *found =
            lint_find(lint, demand->pattern, "%s asks for %s, and only %s.%s itself has an index",
                      title_of(lint, demand->pattern), lint_demand_title(lint, demand),
                      table->entity->name, column->name);
        lint_remedy(lint, found, "Add an index on the expression, or compare the column itself");
    }
    tn_id_map_free(&reported);
}

#define USERS "CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL UNIQUE);\n"

const struct tn_rule lint_index_expression = {
    .id = "index-expression",
    .group = "indexes",
    .severity = TN_WARNING,
    .title = "A pattern compares an expression of which only the column has an index",
    .help = "An index on a column does not know what lower(column) or date(column) gives, so a "
            "query that compares such an expression reads the whole table. Add an index on just "
            "that expression, or compare the column itself: a range of times instead of date(), a "
            "collation that does not tell letter case instead of lower().",
    .doubt = "Where another condition of the query leaves so few rows that the expression may be "
             "computed for each of them: waive the finding.",
    .example = USERS "-- add: users access_pattern name=login expressions=lower(email)\n",
    .good = USERS "CREATE INDEX users_lower_email ON users (lower(email));\n"
                  "-- add: users access_pattern name=login expressions=lower(email)\n",
    .check = check_expression,
    .fix = fix_by_advice,
};
