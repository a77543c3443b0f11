/*
 * Rules on keys of tables whose rows are divided: among partitions, or among servers.
 */
#include "lint/partition.h"
#include "lint/rules.h"

#include <string.h>

/* Calls back for each key and each unique index. */
typedef void key_visitor(struct tn_lint *lint, const struct tn_entity *entity,
                         struct tn_object *key, struct tn_refs columns);

static void each_key(struct tn_lint *lint, const struct tn_entity *entity, struct tn_refs columns,
                     key_visitor *visit) {
    for (struct tn_key *key = entity->keys.first; key; key = key->next)
        visit(lint, entity, &key->object, columns);
    for (struct tn_index *index = entity->indexes.first; index; index = index->next)
        if (index->unique)
            visit(lint, entity, &index->object, columns);
}

/* "primary key", "unique key orders_code_key" */
static const char *title_of(struct tn_lint *lint, const struct tn_object *key) {
    const char *kind = lint_kind_title(key);
    return *key->name && strcmp(kind, "primary key") != 0
               ? tn_arena_format(&lint->arena, "%s %s", kind, key->name)
               : kind;
}

/* ------------------------------------------------------------------ partition-key-in-key */

static void check_partitioned_key(struct tn_lint *lint, const struct tn_entity *entity,
                                  struct tn_object *key, struct tn_refs columns) {
    struct tn_refs missing = lint_missing_in_key(key, columns, &lint->arena);
    if (!missing.count)
        return;
    struct tn_finding *found =
        lint_find(lint, key, "%s of %s lacks %s, by which the table is divided",
                  title_of(lint, key), entity->name, lint_names(lint, missing));
    lint_remedy(lint, found, "Add %s to it", lint_names(lint, missing));
}

static void check_partitioned(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        struct lint_partitioning by;
        if (lint_partitioning_of(lint->dialect, table->entity, &lint->arena, &by))
            each_key(lint, table->entity, by.columns, check_partitioned_key);
    }
}

static bool fix_partitioned(struct tn_model *model, const struct tn_finding *finding,
                            struct tn_error *error) {
    struct tn_object *key = tn_find_id(model, finding->object);
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct tn_arena arena = {0};
    struct lint_partitioning by;
    bool good = true;
    if (lint_partitioning_of(dialect, tn_entity_of(key), &arena, &by)) {
        struct tn_refs missing = lint_missing_in_key(key, by.columns, &arena);
        if (by.computed && dialect->id == TN_POSTGRESQL)
            good = tn_fail(error, "PostgreSQL has no keys on tables divided by an expression");
        else if (missing.count)
            good = lint_extend_key(model, key, missing, error);
    }
    tn_arena_free(&arena);
    return good;
}

#define DIVIDED ") PARTITION BY RANGE (placed_at);\n"
#define COLUMNS "CREATE TABLE orders (id bigint, placed_at date NOT NULL, "

const struct tn_rule lint_partition_key_in_key = {
    .id = "partition-key-in-key",
    .group = "partitioning",
    .severity = TN_ERROR,
    .dialects = 1u << TN_POSTGRESQL | 1u << TN_MYSQL | 1u << TN_MARIADB,
    .title = "A key of a partitioned table lacks the columns by which it is divided",
    .help = "A server keeps a key within each partition and cannot see whether the same value is "
            "in another one, so it refuses a key without the columns that say which partition a "
            "row is in. Add them to the key; then the other columns alone are no longer unique by "
            "the server's word, and what refers to them must refer to all.",
    .doubt = "None: PostgreSQL, MySQL and MariaDB all refuse it.",
    .example = COLUMNS "PRIMARY KEY (id)" DIVIDED,
    .good = COLUMNS "PRIMARY KEY (id, placed_at)" DIVIDED,
    .check = check_partitioned,
    .fix = fix_partitioned,
};

/* ------------------------------------------------------------------ shard-key-in-key */

static bool is_unguessable(struct tn_lint *lint, const struct tn_object *key) {
    const struct tn_key *one = (const void *)key;
    return key->kind == TN_key && one->attributes.count == 1 &&
           lint_type_in(lint, (void *)one->attributes.items[0]).family == LINT_UUID;
}

static void check_sharded_key(struct tn_lint *lint, const struct tn_entity *entity,
                              struct tn_object *key, struct tn_refs columns) {
    struct tn_refs missing = lint_missing_in_key(key, columns, &lint->arena);
    if (!missing.count)
        return;
    struct tn_finding *found =
        lint_find(lint, key, "%s of %s lacks %s, by which its rows are spread over servers",
                  title_of(lint, key), entity->name, lint_names(lint, missing));
    lint_remedy(lint, found, "Add %s to it", lint_names(lint, missing));
    if (is_unguessable(lint, key))
        lint_soften(found, TN_INFO);
}

static bool is_spread(const struct tn_entity *entity) {
    return (entity->sharding == TN_sharding_hash || entity->sharding == TN_sharding_range) &&
           entity->shard_key.count;
}

static void check_sharded(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    if (is_spread(table->entity))
        each_key(lint, table->entity, table->entity->shard_key, check_sharded_key);
}

static bool fix_sharded(struct tn_model *model, const struct tn_finding *finding,
                        struct tn_error *error) {
    struct tn_object *key = tn_find_id(model, finding->object);
    struct tn_arena arena = {0};
    struct tn_refs missing = lint_missing_in_key(key, tn_entity_of(key)->shard_key, &arena);
    bool good = !missing.count || lint_extend_key(model, key, missing, error);
    tn_arena_free(&arena);
    return good;
}

#define SPREAD "-- set: orders sharding=hash shard_key=tenant_id\n"

const struct tn_rule lint_shard_key_in_key = {
    .id = "shard-key-in-key",
    .group = "partitioning",
    .severity = TN_ERROR,
    .title = "A key of a sharded table lacks the shard key",
    .help = "Each server sees its own rows only: a key without the columns that say on which "
            "server a row lies is unique there and nowhere else, and finding a row by it asks "
            "every server. Put the shard key into each primary and unique key.",
    .doubt = "A key of a single uuid is as good as unique without that, and only noted; so are "
             "numbers that one service hands out for all servers: waive the finding.",
    .example = "CREATE TABLE orders (id bigint PRIMARY KEY, tenant_id bigint NOT NULL);\n" SPREAD,
    .good = "CREATE TABLE orders (id bigint, tenant_id bigint, PRIMARY KEY (tenant_id, "
            "id));\n" SPREAD,
    .check = check_sharded,
    .fix = fix_sharded,
};
