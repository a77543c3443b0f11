/*
 * The table rows of the dialects, for the list in dialect.c. A dialect's file has one macro that
 * gives the row of a version: what came with some version is a comparison of its number there, so
 * that each fact stands once.
 */
#ifndef SQL_DIALECT_TABLES_H
#define SQL_DIALECT_TABLES_H

#include "tenon/sql.h"

/* Two digits a part: 8, 0, 16 is 80016. */
#define SINCE(major, minor, patch) ((major)*10000 + (minor)*100 + (patch))
#define NEVER 999999

extern const struct tn_dialect tn_dialect_postgresql, tn_dialect_mysql, tn_dialect_mariadb,
    tn_dialect_sqlite;

/* Oldest first. */
struct dialect_versions {
    const struct tn_dialect *rows;
    size_t count;
};
extern const struct dialect_versions dialect_versions_postgresql, dialect_versions_mysql,
    dialect_versions_mariadb, dialect_versions_sqlite;

#endif
