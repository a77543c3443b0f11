/*
 * MySQL 8.0.
 */
#include "sql/dialect/mysql_words.h"
#include "sql/dialect/tables.h"

static const char *const aliases[] = {"my", NULL};

/* {column}: the first of the columns, as the server names a key. */
const struct tn_dialect tn_dialect_mysql = {
    .id = TN_MYSQL,
    .name = "mysql",
    .title = "MySQL",
    .aliases = aliases,
    .help = "MySQL 8.0",
    .quote = '`',
    .fold = "none",
    .name_limit = 64,
    .reserved = mysql_words,
    .reserved_count = TN_LENGTH(mysql_words) - 1,
    .naming =
        {
            .primary = "",
            .foreign = "{table}_ibfk_{number}",
            .unique = "{column}",
            .check = "{table}_chk_{number}",
            .index = "{column}",
        },
    .can =
        {
            .expression_index = true,
            .index_direction = true,
            .prefix_length = true,
            .comments = true,
            .inline_comments = true,
            .stored_generated = true,
            .virtual_generated = true,
            .alter_constraint = true,
            .on_update_value = true,
            .unsigned_types = true,
        },
};
