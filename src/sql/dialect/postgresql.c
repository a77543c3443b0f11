/*
 * PostgreSQL 10 to 18; without a version it is 15. The words are those that its quote_identifier()
 * quotes: every keyword that is not free (pg_get_keywords(), category other than U).
 */
#include "sql/dialect/tables.h"

static const char *const words[] = {
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "between",
    "bigint",
    "binary",
    "bit",
    "boolean",
    "both",
    "case",
    "cast",
    "char",
    "character",
    "check",
    "coalesce",
    "collate",
    "collation",
    "column",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "dec",
    "decimal",
    "default",
    "deferrable",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "exists",
    "extract",
    "false",
    "fetch",
    "float",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "greatest",
    "group",
    "grouping",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "inout",
    "int",
    "integer",
    "intersect",
    "interval",
    "into",
    "is",
    "isnull",
    "join",
    "json",
    "json_array",
    "json_arrayagg",
    "json_exists",
    "json_object",
    "json_objectagg",
    "json_query",
    "json_scalar",
    "json_serialize",
    "json_table",
    "json_value",
    "lateral",
    "leading",
    "least",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "merge_action",
    "national",
    "natural",
    "nchar",
    "none",
    "normalize",
    "not",
    "notnull",
    "null",
    "nullif",
    "numeric",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "out",
    "outer",
    "overlaps",
    "overlay",
    "placing",
    "position",
    "precision",
    "primary",
    "real",
    "references",
    "returning",
    "right",
    "row",
    "select",
    "session_user",
    "setof",
    "similar",
    "smallint",
    "some",
    "substring",
    "symmetric",
    "system_user",
    "table",
    "tablesample",
    "then",
    "time",
    "timestamp",
    "to",
    "trailing",
    "treat",
    "trim",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "values",
    "varchar",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
    "xmlattributes",
    "xmlconcat",
    "xmlelement",
    "xmlexists",
    "xmlforest",
    "xmlnamespaces",
    "xmlparse",
    "xmlpi",
    "xmlroot",
    "xmlserialize",
    "xmltable",
    NULL,
};

static const struct tn_newer_word newer_words[] = {
    {"json", SINCE(17, 0, 0)},
    {"json_array", SINCE(16, 0, 0)},
    {"json_arrayagg", SINCE(16, 0, 0)},
    {"json_exists", SINCE(17, 0, 0)},
    {"json_object", SINCE(16, 0, 0)},
    {"json_objectagg", SINCE(16, 0, 0)},
    {"json_query", SINCE(17, 0, 0)},
    {"json_scalar", SINCE(17, 0, 0)},
    {"json_serialize", SINCE(17, 0, 0)},
    {"json_table", SINCE(17, 0, 0)},
    {"json_value", SINCE(17, 0, 0)},
    {"merge_action", SINCE(17, 0, 0)},
    {"normalize", SINCE(13, 0, 0)},
    {"system_user", SINCE(16, 0, 0)},
    {NULL, 0},
};

static const char *const aliases[] = {"postgres", "pg", "psql", NULL};

/* Since when: the release notes of each major version, section E. */
#define ROW(at, behind, text, major)                                                               \
    {                                                                                              \
        .id = TN_POSTGRESQL, .name = "postgresql" at, .title = "PostgreSQL" behind,                \
        .version = text, .number = SINCE(major, 0, 0), .aliases = aliases,                         \
        .help = "PostgreSQL 10 to 18, by itself 15; tried with 15", .quote = '"', .fold = "lower", \
        .name_limit = 63, .limit_in_bytes = true, .reserved = words,                               \
        .reserved_count = TN_LENGTH(words) - 1, .newer_words = newer_words,                        \
        .naming =                                                                                  \
            {                                                                                      \
                .primary = "{table}_pkey",                                                         \
                .foreign = "{table}_{columns}_fkey",                                               \
                .unique = "{table}_{columns}_key",                                                 \
                .check = "{table}_{columns}_check",                                                \
                .index = "{table}_{columns}_idx",                                                  \
            },                                                                                     \
        .can = {                                                                                   \
            .schemas = true,                                                                       \
            .enums = true,                                                                         \
            .domains = true,                                                                       \
            .sequences = true,                                                                     \
            .identity = true,                                                                      \
            .arrays = true,                                                                        \
            .deferrable = true,                                                                    \
            .partial_index = true,                                                                 \
            .expression_index = true,                                                              \
            .index_direction = true,                                                               \
            .nulls_order = true,                                                                   \
            .exclusion = true,                                                                     \
            .comments = true,                                                                      \
            .check_not_valid = true,                                                               \
            .transactional_ddl = true,                                                             \
            .alter_constraint = true,                                                              \
            .checks = true,                                                                        \
            .expression_default = true,                                                            \
            .json_type = true,                                                                     \
            .uuid_type = true,                                                                     \
            .rename_column = true,                                                                 \
            .drop_column = true,                                                                   \
            .materialized_if_not_exists = true,                                                    \
            .include = (major) >= 11,                                                              \
            .procedures = (major) >= 11,                                                           \
            .partition_keys = (major) >= 11,                                                       \
            .trigger_function = (major) >= 11,                                                     \
            .windows = true,                                                                       \
            .stored_generated = (major) >= 12,                                                     \
            .random_uuid = (major) >= 13,                                                          \
            .multirange_types = (major) >= 14,                                                     \
            .compression = (major) >= 14,                                                          \
            .replace_trigger = (major) >= 14,                                                      \
            .sql_bodies = (major) >= 14,                                                           \
            .nulls_not_distinct = (major) >= 15,                                                   \
            .set_null_columns = (major) >= 15,                                                     \
            .security_invoker = (major) >= 15,                                                     \
            .storage_clause = (major) >= 16,                                                       \
            .virtual_generated = (major) >= 18,                                                    \
            .not_enforced = (major) >= 18,                                                         \
            .ordered_uuid = (major) >= 18,                                                         \
        },                                                                                         \
    }

const struct tn_dialect tn_dialect_postgresql = ROW("", "", "15", 15);

#define AT(text, major) ROW("@" text, " " text, text, major)
static const struct tn_dialect versions[] = {
    AT("10", 10), AT("11", 11), AT("12", 12), AT("13", 13), AT("14", 14),
    AT("15", 15), AT("16", 16), AT("17", 17), AT("18", 18),
};
const struct dialect_versions dialect_versions_postgresql = {versions, TN_LENGTH(versions)};
