/*
 * MariaDB 10.11. It has sequences, but indexes no expressions.
 */
#include "sql/dialect/mysql_words.h"
#include "sql/dialect/tables.h"

static const char *const aliases[] = {"maria", NULL};

/* {column}: the first of the columns, as the server names a key. */
const struct tn_dialect tn_dialect_mariadb = {
    .id = TN_MARIADB,
    .name = "mariadb",
    .title = "MariaDB",
    .aliases = aliases,
    .help = "MariaDB 10.11 and newer",
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
            .check = "CONSTRAINT_{number}",
            .index = "{column}",
        },
    .can =
        {
            .sequences = true,
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
