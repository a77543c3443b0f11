/*
 * Names of constraints and indexes that nobody chose: those that servers give, and those that
 * object mappers make from a hash.
 */
#ifndef LINT_GENERATED_H
#define LINT_GENERATED_H

#include "tenon/sql.h"

/* fk_rails_1a2b3c4d5e, FKh5tk2p0a9…, auth_3f2a1b0c_uniq */
bool lint_is_made_by_framework(const char *name);
/* {table}_…_fkey, {table}_ibfk_1, and in MySQL the name of the first column. table: what the name
 * has of the table's, or NULL. */
bool lint_is_made_by_server(const struct tn_dialect *dialect, const char *name, const char *table,
                            const char *column);

#endif
