/*
 * source: opens anything a model can be read from: a project, a file of any format that can be
 * read, standard input ("-"), a folder of SQL scripts.
 *
 * The scripts of a folder are applied in order, as a migration tool would: numbers in their names
 * count as numbers, scripts that take something back are left out (x.down.sql, down.sql, U1__x.sql,
 * sqitch's revert/), so are the parts of a script that do (goose, dbmate, sql-migrate, MyBatis).
 * sqitch.plan tells sqitch's order, all.sql that of a folder that tenon wrote. Files that do not
 * end in .sql are not looked at.
 */
#ifndef TENON_SOURCE_H
#define TENON_SOURCE_H

#include "tenon/format.h"
#include "tenon/lower.h"
#include "tenon/sql.h"
#include "tenon/store.h"

struct tn_source {
    struct tn_model *model;
    const char *path;
    struct tn_store *store;         /* where it is a project, which then owns the model */
    const struct tn_format *format; /* where it is a text */
};

/* Reads a source; dialect NULL: from the project, else told from the text. Parse errors are
 * findings; the result is NULL where there are any errors, with a summary in the error. */
struct tn_source *tn_source_open(const char *path, const struct tn_dialect *dialect,
                                 struct tn_findings *findings, struct tn_error *error);
/* The same for one or several sources; where there is more than one, each must be a script or a
 * folder of scripts, and they are applied in order. Without a dialect, scripts are read as the
 * likely one (that of the output; may be NULL), unless they have what only another has. */
struct tn_source *tn_source_open_all(const char *const *paths, size_t count,
                                     const struct tn_dialect *dialect,
                                     const struct tn_dialect *likely, struct tn_findings *findings,
                                     struct tn_error *error);
/* The physical model of what was read, the caller's own: as tn_lower_with() makes it, but a text's
 * model becomes it without a copy, and is no longer the source's, which has none then. */
struct tn_model *tn_source_lower(struct tn_source *source, const struct tn_dialect *dialect,
                                 const struct tn_lower_options *options,
                                 struct tn_findings *findings);
/* Is it a script or a folder of scripts? Looks into the file. */
bool tn_source_is_script(const char *path);
/* Writes a schema as a folder, which becomes a source. A folder that is there is replaced where
 * tenon wrote it and nothing else lies in it. */
bool tn_source_write_folder(const char *path, const struct tn_sql_files *files,
                            struct tn_error *error);
void tn_source_close(struct tn_source *source);

#endif
