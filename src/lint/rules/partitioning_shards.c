/*
 * Rules on tables that are spread over servers, and on tables of different services.
 */
#include "lint/demand.h"
#include "lint/expression.h"
#include "lint/partition.h"
#include "lint/rules.h"

#include <string.h>

static bool is_spread(const struct tn_entity *entity) {
    return entity->sharding == TN_sharding_hash || entity->sharding == TN_sharding_range;
}

/* ------------------------------------------------------------------ shard-crossing-fk */

/* The child's attribute that matches one of the parent. */
static const struct tn_object *matching(const struct tn_relationship *r,
                                        const struct tn_object *parent) {
    struct tn_refs targets = tn_relationship_target_attributes(r);
    for (size_t i = 0; i < targets.count && i < r->attributes.count; i++)
        if (targets.items[i] == parent)
            return r->attributes.items[i];
    return NULL;
}

/* Does a child's row lie on the server of its parent? */
static bool lie_together(const struct tn_relationship *r) {
    const struct tn_entity *child = tn_entity_of(r), *parent = r->target;
    if (parent->sharding == TN_sharding_reference || child == parent)
        return true;
    if (!is_spread(child) && !is_spread(parent))
        return child->sharding == parent->sharding;
    if (child->sharding != parent->sharding || child->shard_key.count != parent->shard_key.count ||
        !child->shard_key.count)
        return false;
    for (size_t i = 0; i < parent->shard_key.count; i++)
        if (matching(r, parent->shard_key.items[i]) != child->shard_key.items[i])
            return false;
    return true;
}

static void check_crossing(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    for (struct tn_relationship *r = table->entity->relationships.first; r; r = r->next) {
        if (!r->target || lie_together(r))
            continue;
        struct tn_finding *found = lint_find(
            lint, r, "rows of %s lie on other servers than those of %s that they refer to",
            table->entity->name, r->target->name);
        lint_remedy(lint, found,
                    "Spread both by the same key and refer by it too, or keep a copy of %s on each "
                    "server (sharding reference)",
                    r->target->name);
    }
}

#define TENANTS                                                                                    \
    "CREATE TABLE customers (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id));\n"         \
    "CREATE TABLE orders (tenant_id bigint, id bigint, customer_id bigint, PRIMARY KEY "           \
    "(tenant_id, id),\n"                                                                           \
    "    FOREIGN KEY (tenant_id, customer_id) REFERENCES customers);\n"                            \
    "-- set: customers sharding=hash shard_key=tenant_id\n"

const struct tn_rule lint_shard_crossing_fk = {
    .id = "shard-crossing-fk",
    .group = "partitioning",
    .severity = TN_WARNING,
    .title = "A foreign key goes between tables whose rows lie on different servers",
    .help = "A server can only check what it has: a foreign key to rows on another one is refused "
            "or not kept, and a join over it fetches rows through the network. Spread both tables "
            "by the same key and make it part of the reference, or keep a copy of a small parent "
            "on each server.",
    .doubt = "A foreign key that is only written down for readers: waive the finding.",
    .example = TENANTS "-- set: orders sharding=hash shard_key=id\n",
    .good = TENANTS "-- set: orders sharding=hash shard_key=tenant_id\n",
    .check = check_crossing,
};

/* ------------------------------------------------------------------ shard-scatter */

static bool has_wish(const struct lint_wishes *wishes, const struct tn_object *attribute) {
    for (size_t i = 0; i < wishes->count; i++)
        if (wishes->items[i].attribute && &wishes->items[i].attribute->object == attribute)
            return true;
    return false;
}

/* With all of the key one server is asked; with a range of it, where ranges lie together, few. */
static bool names_server(const struct tn_entity *entity, const struct lint_demand *demand) {
    for (size_t i = 0; i < entity->shard_key.count; i++) {
        const struct tn_object *column = entity->shard_key.items[i];
        bool range = entity->sharding == TN_sharding_range && has_wish(&demand->order, column);
        if (!range && !has_wish(&demand->equals, column))
            return false;
    }
    return true;
}

static bool asks_for_rows(const struct lint_demand *demand) {
    return lint_is_indexable(demand) || demand->searches.count || !demand->pattern->writes;
}

static void check_scatter(struct tn_lint *lint) {
    struct tn_id_map reported = {0};
    LINT_EACH_TABLE(lint, table) {
        const struct tn_entity *entity = table->entity;
        if (!is_spread(entity) || !entity->shard_key.count)
            continue;
        LINT_EACH_DEMAND(lint, table, demand) {
            if (!asks_for_rows(demand) || names_server(entity, demand) ||
                tn_id_map_get(&reported, demand->pattern->id))
                continue;
            tn_id_map_put(&reported, demand->pattern->id, table);
            struct tn_finding *found = lint_find(lint, demand->pattern,
                                                 "a pattern asks for rows of %s without %s: every "
                                                 "server must look",
                                                 entity->name, lint_names(lint, entity->shard_key));
            lint_remedy(lint, found,
                        "Compare %s in it, or spread the table by what most patterns "
                        "compare",
                        lint_names(lint, entity->shard_key));
        }
    }
    tn_id_map_free(&reported);
}

#define ORDERS                                                                                     \
    "CREATE TABLE orders (tenant_id bigint, id bigint, state text, PRIMARY KEY (tenant_id, "       \
    "id));\n-- set: orders sharding=hash shard_key=tenant_id\n"

const struct tn_rule lint_shard_scatter = {
    .id = "shard-scatter",
    .group = "partitioning",
    .severity = TN_WARNING,
    .title = "An access pattern of a sharded table does not name the shard key",
    .help = "A query that compares the shard key goes to one server; one that does not goes to all "
            "of them and waits for the slowest. Compare the key in it, keep a table that leads "
            "from what is known to the key, or spread the table by what most patterns compare.",
    .doubt = "A rare pattern, such as a nightly report: waive the finding on the pattern.",
    .example = ORDERS "-- add: orders access_pattern name=open equals=state\n",
    .good = ORDERS "-- add: orders access_pattern name=open equals=tenant_id,state\n",
    .check = check_scatter,
};

/* ------------------------------------------------------------------ shard-strategy */

static bool grows_with_time(struct tn_lint *lint, const struct tn_attribute *attribute) {
    enum lint_family family = lint_type_in(lint, attribute).family;
    return attribute->identity || family == LINT_TIMESTAMP ||
           tn_find_word(attribute->default_value, "nextval");
}

static bool is_written(const struct tn_entity *entity) {
    if (entity->growth > 0 || lint_has_any_tag(entity, "log timeseries"))
        return true;
    for (struct tn_access_pattern *p = entity->access_patterns.first; p; p = p->next)
        if (p->writes)
            return true;
    return false;
}

static bool is_asked_for_range(struct tn_lint *lint, struct lint_table *table) {
    struct tn_refs key = table->entity->shard_key;
    LINT_EACH_DEMAND(lint, table, demand)
    if (!demand->sorted && key.count && has_wish(&demand->order, key.items[0]))
        return true;
    return false;
}

static void check_strategy_of(struct tn_lint *lint, struct lint_table *table) {
    const struct tn_entity *entity = table->entity;
    const struct tn_attribute *first =
        entity->shard_key.count ? (void *)entity->shard_key.items[0] : NULL;
    struct tn_finding *found;
    if (!first) {
        found = lint_find(lint, entity, "%s is spread over servers by no column", entity->name);
        lint_remedy(lint, found, "Say by which: the shard key");
    } else if (entity->sharding == TN_sharding_hash && is_asked_for_range(lint, table)) {
        found = lint_find(lint, entity,
                          "%s is spread by a hash of %s, and a pattern asks for a "
                          "range of it: every server must look",
                          entity->name, first->name);
        lint_remedy(lint, found, "Spread it by ranges of %s, or by another column", first->name);
    } else if (entity->sharding == TN_sharding_range && grows_with_time(lint, first) &&
               is_written(entity)) {
        found = lint_find(lint, entity, "new rows of %s all go to the server with the highest %s",
                          entity->name, first->name);
        lint_remedy(lint, found, "Spread it by a hash, or put a column with many values first");
    } else if (entity->row_count > 0 && entity->row_count < lint_number(lint, "rows")) {
        found = lint_find(lint, entity, "%s is spread over servers, and has no more than %lld rows",
                          entity->name, (long long)entity->row_count);
        lint_remedy(lint, found, "Keep it on one server, or as a copy on each");
    }
}

static void check_strategy(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    if (is_spread(table->entity))
        check_strategy_of(lint, table);
}

static const struct tn_rule_option sizes[] = {
    {"rows", TN_OPTION_NUMBER, "10000000", "As many rows make it worth to spread a table", NULL},
    {0},
};

const struct tn_rule lint_shard_strategy = {
    .id = "shard-strategy",
    .group = "partitioning",
    .severity = TN_INFO,
    .title = "The way a table is spread over servers does not fit how it is used",
    .help = "A hash of the key spreads rows evenly and tears ranges apart; ranges keep neighbours "
            "together, and send all new rows to one server where the key grows with time. Below "
            "some ten million rows one server does it all with less trouble.",
    .doubt = "A table that is small and spread along with a large one that it belongs to: raise "
             "or drop the expected rows, or waive the finding.",
    .example = ORDERS "-- set: orders row_count=50000\n",
    .good = ORDERS "-- set: orders row_count=50000000\n",
    .options = sizes,
    .check = check_strategy,
};

/* ------------------------------------------------------------------ service-crossing-fk */

static void report_crossing(struct tn_lint *lint, const void *object, const char *what,
                            const struct tn_entity *a, const struct tn_entity *b) {
    struct tn_finding *found = lint_find(lint, object, "%s joins %s of the service %s to %s of %s",
                                         what, a->name, a->service, b->name, b->service);
    lint_remedy(lint, found, "Keep the other's key as a plain value, and ask its service");
}

static bool are_apart(const struct tn_entity *a, const struct tn_entity *b) {
    return *a->service && *b->service && !tn_same_word(a->service, b->service);
}

static void check_view(struct tn_lint *lint, const struct tn_view *view) {
    const struct lint_expression *e = lint_expression_of(lint, view->query);
    const struct tn_entity *first = NULL;
    for (size_t i = 0; i < e->count; i++) {
        if (!token_is_name(&e->tokens[i]))
            continue;
        const struct tn_entity *entity =
            tn_text_map_get(&lint->by_name, lint_token_name(lint, &e->tokens[i]));
        if (entity && first && are_apart(first, entity)) {
            report_crossing(lint, view, "a view", first, entity);
            return;
        }
        if (entity && *entity->service)
            first = entity;
    }
}

static bool has_services(const struct tn_lint *lint) {
    for (size_t i = 0; i < lint->table_count; i++)
        if (*lint->tables[i].entity->service)
            return true;
    return false;
}

static void check_services(struct tn_lint *lint) {
    if (!has_services(lint))
        return;
    LINT_EACH_TABLE(lint, table)
    for (struct tn_relationship *r = table->entity->relationships.first; r; r = r->next)
        if (r->target && are_apart(table->entity, r->target))
            report_crossing(lint, r, "a foreign key", table->entity, r->target);
    TN_EACH_OF(lint->model, view, view)
    check_view(lint, view);
}

#define SERVICES                                                                                   \
    "CREATE TABLE users (id bigint PRIMARY KEY);\n"                                                \
    "-- set: users service=accounts\n"                                                             \
    "-- set: orders service=shop\n"

const struct tn_rule lint_service_crossing_fk = {
    .id = "service-crossing-fk",
    .group = "partitioning",
    .severity = TN_WARNING,
    .title = "A foreign key or view goes from one service's tables to another's",
    .help = "Where each service owns its data, a foreign key or view into another's tables binds "
            "both to one database and to each other's changes. Keep the other's key as a plain "
            "value, ask its service for the rest, or take a copy from its events.",
    .doubt = "A view that only reads, of services that share a database for good: waive it.",
    .example = SERVICES "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL "
                        "REFERENCES users (id));\n",
    .good = SERVICES "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL);\n",
    .check = check_services,
};
