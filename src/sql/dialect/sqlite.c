/*
 * SQLite 3.40. The words are the keywords that its parser does not take as a name.
 */
#include "sql/dialect/tables.h"

static const char *const words[] = {
    "add",        "all",        "alter",       "and",          "as",           "autoincrement",
    "between",    "case",       "cast",        "check",        "collate",      "commit",
    "constraint", "create",     "cross",       "current_date", "current_time", "current_timestamp",
    "default",    "deferrable", "delete",      "distinct",     "drop",         "else",
    "escape",     "except",     "exists",      "foreign",      "from",         "full",
    "glob",       "group",      "having",      "if",           "in",           "index",
    "indexed",    "inner",      "insert",      "intersect",    "into",         "is",
    "isnull",     "join",       "left",        "like",         "limit",        "match",
    "natural",    "not",        "nothing",     "notnull",      "null",         "on",
    "or",         "order",      "outer",       "primary",      "raise",        "references",
    "regexp",     "returning",  "right",       "select",       "set",          "table",
    "then",       "to",         "transaction", "union",        "unique",       "update",
    "using",      "values",     "when",        "where",        NULL,
};

static const char *const aliases[] = {"sqlite3", NULL};

/* deferrable holds for foreign keys only. */
const struct tn_dialect tn_dialect_sqlite = {
    .id = TN_SQLITE,
    .name = "sqlite",
    .title = "SQLite",
    .aliases = aliases,
    .help = "SQLite 3.35 and newer; tried with 3.40",
    .quote = '"',
    .fold = "none",
    .reserved = words,
    .reserved_count = TN_LENGTH(words) - 1,
    .naming = {.primary = "", .foreign = "", .unique = "", .check = "", .index = ""},
    .can =
        {
            .deferrable = true,
            .partial_index = true,
            .expression_index = true,
            .index_direction = true,
            .stored_generated = true,
            .virtual_generated = true,
            .transactional_ddl = true,
        },
};
