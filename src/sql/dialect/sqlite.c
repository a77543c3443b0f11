/*
 * SQLite 3.8 and newer; without a version it is 3.40. The words are the keywords that its parser
 * does not take as a name.
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

static const struct tn_newer_word newer_words[] = {
    {"nothing", SINCE(3, 24, 0)},
    {"returning", SINCE(3, 35, 0)},
    {NULL, 0},
};

static const char *const aliases[] = {"sqlite3", NULL};

/* deferrable holds for foreign keys only. Since when: sqlite.org/changes.html. */
#define ROW(at, behind, text, minor)                                                               \
    {                                                                                              \
        .id = TN_SQLITE, .name = "sqlite" at, .title = "SQLite" behind, .version = text,           \
        .number = SINCE(3, minor, 0), .aliases = aliases,                                          \
        .help = "SQLite 3.8 and newer, by itself 3.40; tried with 3.40", .quote = '"',             \
        .fold = "none", .reserved = words, .reserved_count = TN_LENGTH(words) - 1,                 \
        .newer_words = newer_words,                                                                \
        .naming = {.primary = "", .foreign = "", .unique = "", .check = "", .index = ""},          \
        .can = {                                                                                   \
            .deferrable = true,                                                                    \
            .partial_index = true,                                                                 \
            .index_direction = true,                                                               \
            .transactional_ddl = true,                                                             \
            .checks = true,                                                                        \
            .expression_default = true,                                                            \
            .expression_index = (minor) >= 9,                                                      \
            .rename_column = (minor) >= 25,                                                        \
            .windows = (minor) >= 30,                                                              \
            .stored_generated = (minor) >= 31,                                                     \
            .virtual_generated = (minor) >= 31,                                                    \
            .drop_column = (minor) >= 35,                                                          \
            .strict_tables = (minor) >= 37,                                                        \
        },                                                                                         \
    }

const struct tn_dialect tn_dialect_sqlite = ROW("", "", "3.40", 40);

#define AT(text, minor) ROW("@" text, " " text, text, minor)
static const struct tn_dialect versions[] = {
    AT("3.8", 8),   AT("3.9", 9),   AT("3.24", 24), AT("3.25", 25), AT("3.31", 31),
    AT("3.35", 35), AT("3.37", 37), AT("3.40", 40), AT("3.45", 45),
};
const struct dialect_versions dialect_versions_sqlite = {versions, TN_LENGTH(versions)};
