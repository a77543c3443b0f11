/*
 * store: the project file: an SQLite database that holds one model, its journal and its versions.
 *
 * Every group of edits is written, rows and journal together, in one transaction when the group
 * ends (the store sets the journal's hooks), so killing the process loses nothing and undo survives
 * a restart. journal_mode=DELETE, synchronous=FULL: the project is one file.
 *
 * A second writer gets the project read-only. Readers take SQLite's shared lock while they load, so
 * they never see half a save. A file is opened only when its schema is exactly the one that tenon
 * makes, and nothing in it is trusted (no triggers, no extensions, trusted_schema off); one that is
 * refused keeps every byte.
 */
#ifndef TENON_STORE_H
#define TENON_STORE_H

#include "tenon/edit.h"

enum tn_store_mode { TN_STORE_WRITE, TN_STORE_READ };

struct tn_store; /* an open project */

/* Does the file begin like an SQLite database? False where it cannot be read. */
bool tn_store_is_project(const char *path);

/* A new project file with the model's contents; fails where the file exists. The model is written,
 * not taken. */
bool tn_store_create(const char *path, const struct tn_model *model, struct tn_error *error);

/* Opens a project. In TN_STORE_WRITE mode, where another process has it open for writing or the
 * file may not be written, it is opened for reading and tn_store_read_only tells why. */
struct tn_store *tn_store_open(const char *path, enum tn_store_mode mode, struct tn_error *error);
void tn_store_close(struct tn_store *store);

struct tn_model *tn_store_model(struct tn_store *store); /* owned by the store */
const char *tn_store_path(const struct tn_store *store);
const char *tn_store_read_only(
    const struct tn_store *store);                   /* the reason, or NULL: it can be written */
bool tn_store_unsaved(const struct tn_store *store); /* a save failed; the next group tries again */
bool tn_store_save_pending(struct tn_store *store, struct tn_error *error); /* try now */

/* Small facts a face keeps in the project (selection, scroll): not part of the model or its
 * journal. They are written with the next group or when the project is closed. The result is owned
 * by the store; NULL where there is none, and NULL takes one away. */
const char *tn_store_setting(struct tn_store *store, const char *name);
void tn_store_set_setting(struct tn_store *store, const char *name, const char *value);

/* The journal, newest first: for each group its name, author, time and whether it is undone (and so
 * can be redone). Groups that were undone before something else was done are left out; the SQL view
 * "journal" has them, as abandoned. limit 0: all. */
typedef void (*tn_store_log_line)(void *context, int64_t number, const char *name,
                                  const char *author, int64_t time, bool undone);
bool tn_store_log(struct tn_store *store, size_t limit, tn_store_log_line line, void *context,
                  struct tn_error *error);

/* A read-only query over the project's tables and views; rows come as text. The query may only
 * read. */
typedef void (*tn_store_row)(void *context, int columns, const char *const *names,
                             const char *const *values /* NULL: null */);
bool tn_store_query(const char *path, const char *sql, tn_store_row row, void *context,
                    struct tn_error *error);

/* The same over a model in memory: made once, asked often. A query that takes longer than that many
 * milliseconds fails; 0: no limit. */
struct tn_queryable;
struct tn_queryable *tn_queryable_new(const struct tn_model *model, struct tn_error *error);
bool tn_queryable_ask(struct tn_queryable *queryable, const char *sql, int64_t milliseconds,
                      tn_store_row row, void *context, struct tn_error *error);
void tn_queryable_free(struct tn_queryable *queryable); /* NULL is fine */

/* The documented views: name, help and definition of each, for the manual; NULL-terminated by name.
 */
struct tn_store_view {
    const char *name, *help, *sql;
};
extern const struct tn_store_view tn_store_views[];

/* Tables of any SQLite database, which need not be a project; nothing in the file is run or
 * changed.
 */
/* The names of its tables, in their order; no views, no virtual tables. */
bool tn_database_tables(const char *path, void (*take)(void *context, const char *name),
                        void *context, struct tn_error *error);
/* First the names of the columns, then the rows, as texts (at NULL: null; bytes as x'…'). False
 * ends the reading, which is no error. */
typedef bool (*tn_database_row)(void *context, size_t columns, const struct tn_slice *values,
                                bool names);
bool tn_database_read(const char *path, const char *table, tn_database_row take, void *context,
                      struct tn_error *error);

#endif
