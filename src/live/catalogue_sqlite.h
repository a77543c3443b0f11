/*
 * The catalogue of an SQLite database that is open.
 */
#ifndef LIVE_CATALOGUE_SQLITE_H
#define LIVE_CATALOGUE_SQLITE_H

#include "tenon/base.h"

#include <sqlite3.h>

/* Its facts, a line each, in any order. */
bool live_read_sqlite(sqlite3 *file, struct tn_buffer *lines, struct tn_error *error);

#endif
