/*
 * Rules on tables that are large, or grow: whether they are divided, by what, and for how long
 * their rows are kept.
 */
#include "lint/demand.h"
#include "lint/fix.h"
#include "lint/partition.h"
#include "lint/rules.h"

#include <string.h>

static bool is_timeseries(const struct tn_entity *entity) {
    return lint_has_tag(entity, "timeseries") || lint_has_tag(entity, "time-series") ||
           lint_has_tag(entity, "time series");
}

/* ------------------------------------------------------------------ partition-candidate */

static void check_candidate(struct tn_lint *lint) {
    int64_t rows = lint_number(lint, "rows"), growth = lint_number(lint, "growth");
    LINT_EACH_TABLE(lint, table) {
        const struct tn_entity *entity = table->entity;
        if (*entity->partition_by || (entity->row_count < rows && entity->growth < growth))
            continue;
        const struct lint_column *time = lint_time_column(table);
        struct tn_finding *found =
            lint_find(lint, entity, "%s is to hold %lld rows and %lld more a month, in one piece",
                      entity->name, (long long)entity->row_count, (long long)entity->growth);
        if (time)
            lint_remedy(lint, found, "Divide it by ranges of %s, a partition a month",
                        time->attribute->name);
        else
            lint_remedy(lint, found, "Divide it by a column that most patterns compare");
    }
}

/* MySQL and MariaDB have no foreign keys from divided tables, nor to them; PostgreSQL has them to
 * keys that are there. */
static bool references_allow(const struct tn_model *model, const struct tn_entity *entity,
                             struct tn_error *error) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    bool mysql = lint_is_mysql(dialect);
    TN_EACH_OF(model, relationship, r)
    if (mysql && (r->target == entity || tn_entity_of(r) == entity))
        return tn_fail(error,
                       "the foreign key from %s to %s is in the way: no divided table of %s has "
                       "any; decide which of the two is worth more",
                       tn_entity_of(r)->name, r->target ? r->target->name : r->target_name,
                       dialect->title);
    return true;
}

static bool indexes_allow(const struct tn_model *model, const struct tn_entity *entity,
                          struct tn_error *error) {
    for (const struct tn_index *i = entity->indexes.first; i; i = i->next)
        if (lint_is_mysql(tn_dialect_of(model)) &&
            (tn_same_word(i->method, "fulltext") || tn_same_word(i->method, "spatial")))
            return tn_fail(error, "index %s is %s, which divided tables do not have: drop it first",
                           i->name, i->method);
    return true;
}

static bool may_be_divided(const struct tn_model *model, const struct tn_entity *entity,
                           struct tn_error *error) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    bool keyed = entity->keys.count || !lint_is_mysql(dialect);
    if (!dialect->can.partition_keys && keyed && !lint_is_mysql(dialect))
        return tn_fail(error, "%s has no keys on divided tables and no default partition",
                       dialect->title);
    if (entity->exclusions.count)
        return tn_fail(error, "%s has an exclusion constraint, which partitions do not keep",
                       entity->name);
    if (entity->inherits.count || entity->persistence != TN_persistence_permanent)
        return tn_fail(error, "%s %s: such tables cannot be divided", entity->name,
                       entity->inherits.count ? "inherits" : "is not permanent");
    TN_EACH_OF(model, entity, other)
    if (tn_refs_have(other->inherits, entity))
        return tn_fail(error, "%s inherits from %s, which cannot be divided then", other->name,
                       entity->name);
    return references_allow(model, entity, error) && indexes_allow(model, entity, error);
}

/* The values of such a key are made, not given: with a column behind it two rows are as little
 * alike as before. */
static bool is_drawn(const struct tn_model *model, const struct tn_key *key) {
    const struct tn_attribute *only = (const void *)key->attributes.items[0];
    enum lint_family family = lint_column_type(tn_dialect_of(model), only).family;
    return key->primary && key->attributes.count == 1 &&
           (family == LINT_INTEGER || family == LINT_UUID);
}

/* Each key must have the column by which the table is divided; what is to be unique by itself would
 * not be any more. */
static bool keys_allow(const struct tn_model *model, const struct tn_entity *entity,
                       const struct tn_attribute *time, struct tn_arena *arena,
                       struct tn_error *error) {
    struct tn_object *column = tn_find_id(model, time->id);
    struct tn_refs columns = {&column, 1};
    for (struct tn_key *key = entity->keys.first; key; key = key->next)
        if (!is_drawn(model, key) && lint_missing_in_key(&key->object, columns, arena).count)
            return tn_fail(error,
                           "the key on %s would have to get %s, too, and no longer hold by itself: "
                           "decide whether that is enough",
                           key->attributes.items[0]->name, time->name);
    for (struct tn_index *index = entity->indexes.first; index; index = index->next)
        if (index->unique && lint_missing_in_key(&index->object, columns, arena).count)
            return tn_fail(error,
                           "the unique index %s would have to get %s, too, and no longer hold by "
                           "itself: decide whether that is enough",
                           index->name, time->name);
    return true;
}

static bool extend_keys(struct tn_model *model, struct tn_entity *entity,
                        const struct tn_attribute *time, struct tn_error *error) {
    struct tn_object *column = tn_find_id(model, time->id);
    struct tn_refs columns = {&column, 1};
    struct tn_arena arena = {0};
    bool good = keys_allow(model, entity, time, &arena, error);
    for (struct tn_key *key = entity->keys.first; key && good; key = key->next)
        if (lint_missing_in_key(&key->object, columns, &arena).count)
            good = lint_extend_key(model, &key->object, columns, error);
    tn_arena_free(&arena);
    return good;
}

static void divide(struct tn_model *model, struct tn_entity *entity,
                   const struct tn_attribute *time) {
    struct tn_buffer text = {0};
    const struct tn_dialect *dialect = tn_dialect_of(model);
    bool mysql = lint_is_mysql(dialect);
    bool stamp = mysql && tn_find_word(time->type, "timestamp") == time->type;
    tn_put(&text, stamp ? "RANGE (UNIX_TIMESTAMP(" : mysql ? "RANGE COLUMNS (" : "RANGE (");
    tn_sql_put_name(&text, dialect, time->name);
    tn_put(&text, stamp ? "))" : ")");
    if (mysql)
        tn_put_format(&text, " (PARTITION p_rest VALUES LESS THAN %s)",
                      stamp ? "MAXVALUE" : "(MAXVALUE)");
    tn_set_text(model, entity, TN_entity_partition_by, text.at);
    tn_buffer_free(&text);
}

static bool fix_candidate(struct tn_model *model, const struct tn_finding *finding,
                          struct tn_error *error) {
    struct tn_entity *entity = (void *)tn_find_id(model, finding->object);
    struct tn_lint lint = {0};
    struct tn_lint_options options = {0};
    if (*entity->partition_by)
        return true;
    if (!may_be_divided(model, entity, error))
        return false;
    lint_open(&lint, model, &options);
    const struct lint_column *time = lint_time_column(tn_id_map_get(&lint.table_of, entity->id));
    const struct tn_attribute *column = time ? time->attribute : NULL;
    lint_close(&lint);
    if (!column)
        return tn_fail(error,
                       "%s has no column that says when a row came to be, and is never null: add "
                       "one, or decide by what else to divide it",
                       entity->name);
    if (!extend_keys(model, entity, column, error))
        return false;
    divide(model, entity, column);
    if (tn_dialect_of(model)->id == TN_POSTGRESQL)
        lint_add_default_partition(model, entity);
    return true;
}

static const struct tn_rule_option volumes[] = {
    {"rows", TN_OPTION_NUMBER, "10000000", "From so many expected rows on", NULL},
    {"growth", TN_OPTION_NUMBER, "1000000", "From so many new rows a month on", NULL},
    {0},
};

#define READINGS "CREATE TABLE readings (id bigint, taken_at timestamp NOT NULL, value integer"

const struct tn_rule lint_partition_candidate = {
    .id = "partition-candidate",
    .group = "partitioning",
    .severity = TN_INFO,
    .dialects = 1u << TN_POSTGRESQL | 1u << TN_MYSQL | 1u << TN_MARIADB,
    .title = "A very large table is not divided into partitions",
    .help = "Old rows of a divided table go by dropping a partition instead of deleting them one "
            "by one, queries read the partitions they need, and each index is smaller. What grows "
            "with time is best divided by time, usually a partition a month. The fix divides the "
            "table with one partition for all rows, to which you add one a month; a key of drawn "
            "numbers gets the column, as servers want it. Other keys would no longer hold by "
            "themselves then, and foreign keys are in the way: what is worth more is yours to "
            "decide.",
    .doubt = "A table whose rows are all asked for by key and never expire gains little: waive the "
             "finding.",
    .example = READINGS ");\n-- set: readings row_count=50000000\n",
    .good = READINGS ") PARTITION BY RANGE (taken_at);\n-- set: readings row_count=50000000\n",
    .options = volumes,
    .check = check_candidate,
    .fix = fix_candidate,
};

/* ------------------------------------------------------------------ partition-unused-key */

static bool names_it(const struct tn_lint *lint, const struct lint_wishes *wishes,
                     const struct tn_object *column) {
    for (size_t i = 0; i < wishes->count; i++)
        if ((const void *)wishes->items[i].attribute == column ||
            (*wishes->items[i].expression &&
             tn_sql_mentions(lint->dialect, wishes->items[i].expression, column->name)))
            return true;
    return false;
}

/* Does the server see from it which partitions to read? */
static bool prunes(const struct tn_lint *lint, const struct lint_demand *demand,
                   const struct lint_partitioning *by) {
    for (size_t i = 0; i < by->columns.count; i++) {
        const struct tn_object *column = by->columns.items[i];
        bool range = by->division != LINT_BY_HASH && names_it(lint, &demand->order, column);
        if (range || names_it(lint, &demand->equals, column) ||
            tn_sql_mentions(lint->dialect, demand->condition, column->name))
            return true;
        const struct tn_access_pattern *pattern = demand->pattern;
        if (by->division != LINT_BY_HASH && (const void *)pattern->range == column)
            return true;
    }
    return false;
}

static void check_unused_key(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        struct lint_partitioning by;
        bool asked = false, pruned = false;
        if (!*table->entity->partition_by || !lint_demands_of(lint, table) ||
            !lint_partitioning_of(lint->dialect, table->entity, &lint->arena, &by) ||
            !by.columns.count)
            continue;
        LINT_EACH_DEMAND(lint, table, demand) {
            asked |= lint_is_indexable(demand) || !demand->pattern->writes;
            pruned |= prunes(lint, demand, &by);
        }
        if (!asked || pruned)
            continue;
        struct tn_finding *found = lint_find(lint, table->entity,
                                             "%s is divided by %s, which none of its patterns "
                                             "compares: each reads all partitions",
                                             table->entity->name, lint_names(lint, by.columns));
        lint_remedy(lint, found, "Divide it by what its patterns compare");
    }
}

#define BY_MONTH READINGS ") PARTITION BY RANGE (taken_at);\n"

const struct tn_rule lint_partition_unused_key = {
    .id = "partition-unused-key",
    .group = "partitioning",
    .severity = TN_WARNING,
    .dialects = 1u << TN_POSTGRESQL | 1u << TN_MYSQL | 1u << TN_MARIADB,
    .title = "No access pattern compares the column by which a table is divided",
    .help = "A server leaves partitions out only where the query compares the column they are "
            "divided by. Where none does, every query looks into every partition and is slower "
            "than before. Compare that column too, or divide the table by what is compared.",
    .doubt = "A table that is divided only so that old rows go quickly: waive the finding.",
    .example = BY_MONTH "-- add: readings access_pattern equals=id\n",
    .good = BY_MONTH "-- add: readings access_pattern equals=id range=taken_at\n",
    .check = check_unused_key,
};

/* ------------------------------------------------------------------ timeseries-index */

static bool has_index_with(struct tn_lint *lint, struct lint_table *table,
                           const struct tn_attribute *time) {
    struct lint_accesses accesses = lint_accesses_in(lint, table);
    for (size_t i = 0; i < accesses.count; i++)
        for (size_t k = 0; k < accesses.items[i].count; k++)
            if (accesses.items[i].parts[k].attribute == time)
                return true;
    return false;
}

static void check_timeseries(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        if (!table->entity->tags.count || !is_timeseries(table->entity))
            continue;
        const struct lint_column *time = lint_time_column(table);
        if (!time || has_index_with(lint, table, time->attribute))
            continue;
        struct tn_finding *found =
            lint_find(lint, table->entity, "%s holds a time series, and no index has %s",
                      table->entity->name, time->attribute->name);
        lint_remedy(lint, found, "Add an index on %s", time->attribute->name);
    }
}

static bool fix_timeseries(struct tn_model *model, const struct tn_finding *finding,
                           struct tn_error *error) {
    (void)error;
    struct tn_entity *entity = (void *)tn_find_id(model, finding->object);
    struct tn_lint lint = {0};
    struct tn_lint_options options = {0};
    lint_open(&lint, model, &options);
    struct lint_table *table = tn_id_map_get(&lint.table_of, entity->id);
    const struct lint_column *time = lint_time_column(table);
    if (time && !has_index_with(&lint, table, time->attribute)) {
        struct tn_object *column = &time->attribute->object;
        struct tn_index *index = lint_add_index(model, entity, (struct tn_refs){&column, 1});
        bool appended = lint_has_tag(entity, "log") || lint_has_tag(entity, "append-only");
        if (appended && lint.dialect->id == TN_POSTGRESQL)
            tn_set_text(model, index, TN_index_method, "brin");
    }
    lint_close(&lint);
    return true;
}

const struct tn_rule lint_timeseries_index = {
    .id = "timeseries-index",
    .group = "partitioning",
    .severity = TN_WARNING,
    .title = "A time series has no index with its time",
    .help = "What is asked of a time series is asked of a span of time, and without an index the "
            "whole table is read for it. Add one on the time, behind the column that says whose "
            "series it is where there is one. In PostgreSQL a table to which rows are only "
            "appended (tagged log or append-only too) does with a BRIN index, a thousandth of the "
            "size.",
    .doubt = "The first column of a time that is never null is taken for the time of the series; "
             "a partition for each short span may do without an index: waive the finding.",
    .example = READINGS ");\n-- set: readings tags=timeseries\n",
    .good = READINGS ");\n-- set: readings tags=timeseries\n"
                     "CREATE INDEX readings_taken_at ON readings (id, taken_at);\n",
    .check = check_timeseries,
    .fix = fix_timeseries,
};

/* ------------------------------------------------------------------ retention-undeclared */

static const char *reason_to_go(const struct lint_table *table) {
    const struct tn_entity *entity = table->entity;
    if (is_timeseries(entity))
        return "is a time series";
    if (lint_has_any_tag(entity, "audit log"))
        return "is a log";
    LINT_EACH_COLUMN(table, column) {
        bool time = column->family == LINT_TIMESTAMP || column->family == LINT_DATE;
        if (time && column->attribute->nullable && lint_is_words(column->name, "deleted at"))
            return "keeps rows that are deleted";
        for (size_t i = 0; i < column->attribute->tags.count; i++)
            if (tn_same_word(column->attribute->tags.items[i], "pii"))
                return "holds data about persons";
    }
    return NULL;
}

static void check_retention(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        const char *reason = *table->entity->retention ? NULL : reason_to_go(table);
        if (!reason)
            continue;
        struct tn_finding *found =
            lint_find(lint, table->entity, "%s %s, and nothing says how long its rows are kept",
                      table->entity->name, reason);
        lint_remedy(lint, found, "Say in its retention how long, and who removes them");
    }
}

const struct tn_rule lint_retention_undeclared = {
    .id = "retention-undeclared",
    .group = "partitioning",
    .severity = TN_INFO,
    .off = true,
    .title = "Nothing says how long the rows of a growing or personal table are kept",
    .help = "Time series, logs and rows that are only marked as deleted grow without end, and data "
            "about persons may not be kept for ever. Decide how long rows stay and what happens "
            "then (aggregated, archived, removed), and write it into the table's retention.",
    .doubt = "Where rows are kept for good, say so: retention=\"for good\".",
    .example = READINGS ");\n-- set: readings tags=log\n",
    .good = READINGS ");\n-- set: readings tags=log retention='two years, then removed'\n",
    .check = check_retention,
};
