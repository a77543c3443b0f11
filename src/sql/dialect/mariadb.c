/*
 * MariaDB 10.2 to 11.8; without a version it is 10.11. It has sequences, but indexes no
 * expressions.
 */
#include "sql/dialect/mysql_words.h"
#include "sql/dialect/tables.h"

/* Those of the common list that only MySQL reserves, and those that came later: the knowledge base,
 * "Reserved Words". */
static const struct tn_newer_word newer_words[] = {
    {"cube", NEVER},
    {"cume_dist", NEVER},
    {"dense_rank", NEVER},
    {"empty", NEVER},
    {"except", SINCE(10, 3, 0)},
    {"first_value", NEVER},
    {"function", NEVER},
    {"generated", NEVER},
    {"get", NEVER},
    {"grouping", NEVER},
    {"groups", NEVER},
    {"intersect", SINCE(10, 3, 0)},
    {"io_after_gtids", NEVER},
    {"io_before_gtids", NEVER},
    {"json_table", NEVER},
    {"lag", NEVER},
    {"last_value", NEVER},
    {"lateral", NEVER},
    {"lead", NEVER},
    {"manual", NEVER},
    {"master_bind", NEVER},
    {"nth_value", NEVER},
    {"ntile", NEVER},
    {"of", NEVER},
    {"offset", SINCE(10, 6, 0)},
    {"optimizer_costs", NEVER},
    {"parallel", NEVER},
    {"percent_rank", NEVER},
    {"qualify", NEVER},
    {"rank", NEVER},
    {"row", NEVER},
    {"row_number", SINCE(10, 7, 0)},
    {"stored", NEVER},
    {"system", NEVER},
    {"tablesample", NEVER},
    {"virtual", NEVER},
    {"window", NEVER},
    {NULL, 0},
};

static const char *const aliases[] = {"maria", NULL};

/* {column}: the first of the columns, as the server names a key. Since when: the knowledge base's
 * release notes. */
#define ROW(at, behind, text, since, newer)                                                        \
    {                                                                                              \
        .id = TN_MARIADB, .name = "mariadb" at, .title = "MariaDB" behind, .version = text,        \
        .number = since, .aliases = aliases,                                                       \
        .help = "MariaDB 10.2 to 11.8, by itself 10.11; tried with 10.11", .quote = '`',           \
        .fold = "none", .name_limit = 64, .reserved = mysql_words,                                 \
        .reserved_count = TN_LENGTH(mysql_words) - 1, .newer_words = newer,                        \
        .naming =                                                                                  \
            {                                                                                      \
                .primary = "",                                                                     \
                .foreign = "{table}_ibfk_{number}",                                                \
                .unique = "{column}",                                                              \
                .check = "CONSTRAINT_{number}",                                                    \
                .index = "{column}",                                                               \
            },                                                                                     \
        .can = {                                                                                   \
            .prefix_length = true,                                                                 \
            .comments = true,                                                                      \
            .inline_comments = true,                                                               \
            .stored_generated = true,                                                              \
            .virtual_generated = true,                                                             \
            .windows = true,                                                                       \
            .alter_constraint = true,                                                              \
            .on_update_value = true,                                                               \
            .unsigned_types = true,                                                                \
            .checks = true,                                                                        \
            .expression_default = true,                                                            \
            .json_type = true,                                                                     \
            .drop_column = true,                                                                   \
            .sequences = (since) >= SINCE(10, 3, 0),                                               \
            .invisible_columns = (since) >= SINCE(10, 3, 0),                                       \
            .system_versioning = (since) >= SINCE(10, 3, 0),                                       \
            .rename_column = (since) >= SINCE(10, 5, 0),                                           \
            .inet6_type = (since) >= SINCE(10, 5, 0),                                              \
            .invisible_indexes = (since) >= SINCE(10, 6, 0),                                       \
            .uuid_type = (since) >= SINCE(10, 7, 0),                                               \
            .index_direction = (since) >= SINCE(10, 8, 0),                                         \
            .inet4_type = (since) >= SINCE(10, 10, 0),                                             \
            .unicode9_collations = (since) >= SINCE(11, 4, 5),                                     \
        },                                                                                         \
    }

/* Without a version, what only MySQL reserves is quoted too: scripts for the one are often given to
 * the other. */
const struct tn_dialect tn_dialect_mariadb = ROW("", "", "10.11", SINCE(10, 11, 0), NULL);

#define AT(text, since) ROW("@" text, " " text, text, since, newer_words)
static const struct tn_dialect versions[] = {
    AT("10.2", SINCE(10, 2, 7)), AT("10.3", SINCE(10, 3, 0)),   AT("10.4", SINCE(10, 4, 0)),
    AT("10.5", SINCE(10, 5, 0)), AT("10.6", SINCE(10, 6, 0)),   AT("10.7", SINCE(10, 7, 0)),
    AT("10.8", SINCE(10, 8, 0)), AT("10.10", SINCE(10, 10, 0)), AT("10.11", SINCE(10, 11, 0)),
    AT("11.4", SINCE(11, 4, 0)), AT("11.8", SINCE(11, 8, 0)),
};
const struct dialect_versions dialect_versions_mariadb = {versions, TN_LENGTH(versions)};
