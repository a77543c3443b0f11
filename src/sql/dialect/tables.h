/*
 * The table rows of the dialects, for the list in dialect.c.
 */
#ifndef SQL_DIALECT_TABLES_H
#define SQL_DIALECT_TABLES_H

#include "tenon/sql.h"

extern const struct tn_dialect tn_dialect_postgresql, tn_dialect_mysql, tn_dialect_mariadb,
    tn_dialect_sqlite;

#endif
