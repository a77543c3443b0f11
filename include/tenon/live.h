/*
 * live: a scratch database, made for a moment on a real server, in which scripts are tried out and
 * whose catalogue is read. Nothing else on the server is touched.
 *
 * SQLite works in memory. The other servers are reached by their own client programs (psql,
 * mariadb), which are called without a shell; a password goes to them by the environment.
 */
#ifndef TENON_LIVE_H
#define TENON_LIVE_H

#include "tenon/sql.h"

struct tn_live;

/* A new empty database. url: postgresql://user:password@host:port/database?host=/socket/folder,
 * mariadb:// and mysql:// the same with ?socket=/path; its database is where the scratch one is
 * made from. NULL: SQLite. NULL with an error where there is no such server. */
struct tn_live *tn_live_open(const char *url, const struct tn_dialect *dialect,
                             struct tn_error *error);
/* Makes it anew: empty, with the same name. */
bool tn_live_clear(struct tn_live *live, struct tn_error *error);
/* Runs a script up to its first error, which is the server's own. */
bool tn_live_run(struct tn_live *live, const char *script, struct tn_error *error);
/* What the catalogue says, a fact a line, sorted; without places it does not count which column
 * stands where. */
bool tn_live_catalogue(struct tn_live *live, bool places, struct tn_buffer *out,
                       struct tn_error *error);
/* Drops it. The error tells where that failed; NULL is fine. */
bool tn_live_close(struct tn_live *live, struct tn_error *error);

/* The lines that only one of two such texts has, "- …" and "+ …". */
void tn_live_difference(const char *before, const char *after, struct tn_buffer *out);

#endif
