/*
 * servers: real database servers for tests. PostgreSQL and MariaDB are started in a folder of their
 * own, on a Unix socket, as children of the test program; SQLite works in process.
 *
 *     struct server *server = tn_server_start(TN_POSTGRESQL);  // skips the test where it is absent
 *     struct database *database = tn_server_database(server);  // fresh and empty
 *     tn_database_run(database, "CREATE TABLE t (a int)");      // NULL, or the server's complaint
 *     tn_database_snapshot(database);                           // its catalogue as sorted lines
 *
 * A server ends with the test program, at the latest. All texts live until the program ends.
 */
#ifndef TENON_TESTS_SERVERS_H
#define TENON_TESTS_SERVERS_H

#include "harness.h"

#include "tenon/sql.h"

struct server;
struct database;

/*
 * Starts the server of a dialect, once a program: asked again, it is the one that runs. MySQL's
 * scripts go to MariaDB. Where the server is not installed the test is skipped; where it does not
 * start, the test fails.
 */
struct server *tn_server_start(enum tn_dialect_id dialect);

/* An empty database. Servers that take no further database fail the test. */
struct database *tn_server_database(struct server *server);

/* Runs a script and stops at the first error. NULL when all went well, else the message. */
const char *tn_database_run(struct database *database, const char *script);

/* The rows of a query, a line each, with tabs between the values; nulls as the server prints them.
 */
const char *tn_database_query(struct database *database, const char *query);

/*
 * What the server's own catalogue says, one fact a line, sorted: tables with their options, columns
 * with type, null, default, identity and generation, keys, foreign keys with their actions, checks,
 * indexes, types, sequences, views, routines, triggers and comments.
 */
const char *tn_database_snapshot(struct database *database);

/* The lines that only one of two snapshots has, "- …" and "+ …"; "" where they are the same. */
const char *tn_snapshot_difference(const char *old, const char *new);

#endif
