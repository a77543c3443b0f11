/*
 * MySQL 5.7 to 9.0; without a version it is the last 8.0.
 */
#include "sql/dialect/mysql_words.h"
#include "sql/dialect/tables.h"

/* Those of the common list that only MariaDB reserves, and those that came after 5.7: the manual,
 * section 11.3. */
static const struct tn_newer_word newer_words[] = {
    {"cube", SINCE(8, 0, 1)},
    {"cume_dist", SINCE(8, 0, 2)},
    {"current_role", NEVER},
    {"delete_domain_id", NEVER},
    {"dense_rank", SINCE(8, 0, 2)},
    {"do_domain_ids", NEVER},
    {"empty", SINCE(8, 0, 4)},
    {"except", SINCE(8, 0, 2)},
    {"first_value", SINCE(8, 0, 2)},
    {"function", SINCE(8, 0, 1)},
    {"grouping", SINCE(8, 0, 1)},
    {"groups", SINCE(8, 0, 2)},
    {"ignore_domain_ids", NEVER},
    {"intersect", SINCE(8, 0, 31)},
    {"json_table", SINCE(8, 0, 4)},
    {"lag", SINCE(8, 0, 2)},
    {"last_value", SINCE(8, 0, 2)},
    {"lateral", SINCE(8, 0, 14)},
    {"lead", SINCE(8, 0, 2)},
    {"manual", SINCE(8, 4, 0)},
    {"master_demote_to_replica", NEVER},
    {"master_demote_to_slave", NEVER},
    {"nth_value", SINCE(8, 0, 2)},
    {"ntile", SINCE(8, 0, 2)},
    {"of", SINCE(8, 0, 1)},
    {"offset", NEVER},
    {"over", SINCE(8, 0, 2)},
    {"page_checksum", NEVER},
    {"parallel", SINCE(8, 4, 0)},
    {"parse_vcol_expr", NEVER},
    {"percent_rank", SINCE(8, 0, 2)},
    {"portion", NEVER},
    {"qualify", SINCE(8, 4, 0)},
    {"rank", SINCE(8, 0, 2)},
    {"recursive", SINCE(8, 0, 1)},
    {"ref_system_id", NEVER},
    {"returning", NEVER},
    {"row", SINCE(8, 0, 2)},
    {"row_number", SINCE(8, 0, 2)},
    {"rows", SINCE(8, 0, 2)},
    {"stats_auto_recalc", NEVER},
    {"stats_persistent", NEVER},
    {"stats_sample_pages", NEVER},
    {"system", SINCE(8, 0, 3)},
    {"tablesample", SINCE(8, 4, 0)},
    {"window", SINCE(8, 0, 2)},
    {NULL, 0},
};

static const char *const aliases[] = {"my", NULL};

/* {column}: the first of the columns, as the server names a key. Since when: the manual's notes on
 * CREATE TABLE and CREATE INDEX. */
#define ROW(at, behind, text, since, newer)                                                        \
    {                                                                                              \
        .id = TN_MYSQL, .name = "mysql" at, .title = "MySQL" behind, .version = text,              \
        .number = since, .aliases = aliases, .help = "MySQL 5.7 to 9.0, by itself 8.0",            \
        .quote = '`', .fold = "none", .name_limit = 64, .reserved = mysql_words,                   \
        .reserved_count = TN_LENGTH(mysql_words) - 1, .newer_words = newer,                        \
        .naming =                                                                                  \
            {                                                                                      \
                .primary = "",                                                                     \
                .foreign = "{table}_ibfk_{number}",                                                \
                .unique = "{column}",                                                              \
                .check = "{table}_chk_{number}",                                                   \
                .index = "{column}",                                                               \
            },                                                                                     \
        .can = {                                                                                   \
            .prefix_length = true,                                                                 \
            .comments = true,                                                                      \
            .inline_comments = true,                                                               \
            .stored_generated = true,                                                              \
            .virtual_generated = true,                                                             \
            .alter_constraint = true,                                                              \
            .on_update_value = true,                                                               \
            .unsigned_types = true,                                                                \
            .json_type = true,                                                                     \
            .drop_column = true,                                                                   \
            .rename_column = (since) >= SINCE(8, 0, 0),                                            \
            .windows = (since) >= SINCE(8, 0, 0),                                                  \
            .index_direction = (since) >= SINCE(8, 0, 0),                                          \
            .invisible_indexes = (since) >= SINCE(8, 0, 0),                                        \
            .unicode9_collations = (since) >= SINCE(8, 0, 0),                                      \
            .expression_default = (since) >= SINCE(8, 0, 13),                                      \
            .expression_index = (since) >= SINCE(8, 0, 13),                                        \
            .checks = (since) >= SINCE(8, 0, 16),                                                  \
            .not_enforced = (since) >= SINCE(8, 0, 16),                                            \
            .invisible_columns = (since) >= SINCE(8, 0, 23),                                       \
        },                                                                                         \
    }

/* Without a version, what only MariaDB reserves is quoted too: scripts for the one are often given
 * to the other. */
const struct tn_dialect tn_dialect_mysql = ROW("", "", "8.0", SINCE(8, 0, 31), NULL);

#define AT(text, since) ROW("@" text, " " text, text, since, newer_words)
static const struct tn_dialect versions[] = {
    AT("5.7", SINCE(5, 7, 0)),     AT("8.0.11", SINCE(8, 0, 11)), AT("8.0.13", SINCE(8, 0, 13)),
    AT("8.0.16", SINCE(8, 0, 16)), AT("8.0.23", SINCE(8, 0, 23)), AT("8.0", SINCE(8, 0, 31)),
    AT("8.4", SINCE(8, 4, 0)),     AT("9.0", SINCE(9, 0, 0)),
};
const struct dialect_versions dialect_versions_mysql = {versions, TN_LENGTH(versions)};
