/*
 * What the files of the store share: the open project, and what each of them does for the others.
 *
 * Ownership: whoever opens a connection closes it; a struct tn_store owns everything it points to.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "tenon/store.h"

#include <sqlite3.h>

/* Ranks beyond this leave no room to put anything behind them. Ours grow by 2^20 a step. */
#define STORE_RANK_POSSIBLE(rank) ((rank) < (INT64_C(1) << 60) && (rank) > -(INT64_C(1) << 60))

/* What marks the file: 'TENO', and the format that this program writes. */
enum { STORE_APPLICATION_ID = 0x54454e4f, STORE_FORMAT = 2 };

/* ------------------------------------------------------------------ the file (file.c) */

/* What its first page and its neighbours say, before SQLite sees it. */
struct store_file {
    int64_t format;   /* user_version */
    bool interrupted; /* a journal of an unfinished save stands beside it */
};
/* False with a message where it is no project that this program could open. */
bool store_file_check(const char *path, struct store_file *file, struct tn_error *error);
/* "shop.tenon-journal"; on the heap. */
char *store_journal_path(const char *path);

/* ------------------------------------------------------------------ the lock (lock.c) */

/* The file descriptor that holds the lock of the one writer, or -1 with the reason on the heap. The
 * kernel lets go of it when the process ends, however it ends. */
int store_lock(const char *path, char **reason);

/* ------------------------------------------------------------------ connections (connect.c) */

enum store_access { STORE_READ, STORE_WRITE, STORE_MAKE };

/* An opened, hardened connection, or NULL with the error. */
sqlite3 *store_connect(const char *path, enum store_access access, struct tn_error *error);
bool store_run(sqlite3 *db, const char *path, const char *sql, struct tn_error *error);
sqlite3_stmt *store_prepare(sqlite3 *db, const char *path, const char *sql, struct tn_error *error);
/* One sentence for what SQLite reports last on this connection. Returns false. */
bool store_fail(sqlite3 *db, const char *path, struct tn_error *error);
/* SQLite's count of the transactions that wrote the file, as it stands in its header; false where
 * it cannot be read. */
bool store_change_counter(sqlite3 *db, uint32_t *counter);
/* The number that a one-line query gives; -1 where it fails. */
int64_t store_number(sqlite3 *db, const char *sql);

/* ------------------------------------------------------------------ the tables (schema.c) */

/* All statements that make an empty project's tables and views. */
void store_schema_sql(struct tn_buffer *out);
void store_views_sql(struct tn_buffer *out);                                  /* of it, the views */
void store_table_sql(struct tn_buffer *out, const struct tn_kind_info *kind); /* one table */
/* Is the schema exactly the one that this program makes? */
bool store_schema_check(sqlite3 *db, const char *path, struct tn_error *error);

/* ------------------------------------------------------------------ values (value.c, list.c) */

void store_bind_value(sqlite3_stmt *statement, int at, const struct tn_field *field,
                      union tn_value value);
/* False where it is no value of the field. A target of any kind is read
 * by store_find_target instead. */
bool store_read_value(struct tn_model *model, sqlite3_value *from, const struct tn_field *field,
                      union tn_value *value);
struct tn_slice store_text_of(sqlite3_value *value);

/* Lists as JSON arrays: of texts, of ids as signed numbers. */
void store_put_texts(struct tn_buffer *out, struct tn_texts texts);
void store_put_refs(struct tn_buffer *out, struct tn_refs refs);
bool store_get_texts(struct tn_model *model, struct tn_slice json, struct tn_texts *texts);
bool store_get_refs(struct tn_model *model, struct tn_slice json, enum tn_kind target,
                    struct tn_refs *refs);

/* ------------------------------------------------------------------ rows (load.c, rows.c) */

/* The model in the file, or NULL with the error. */
struct tn_model *store_load(sqlite3 *db, const char *path, struct tn_error *error);

/* Makes an empty database a project with this model (create.c). */
bool store_fill(sqlite3 *db, const char *path, const struct tn_model *model,
                struct tn_error *error);

/* Prepared statements on the rows of one kind, made when first needed. */
struct store_rows {
    sqlite3_stmt *insert, *erase;
    sqlite3_stmt **update; /* one a field */
};
/* False where SQLite fails or the file does not hold the row (no error is set then). */
bool store_insert_row(struct store_rows *rows, sqlite3 *db, const struct tn_object *object);
bool store_erase_row(struct store_rows *rows, sqlite3 *db, const struct tn_object *object);
bool store_update_row(struct store_rows *rows, sqlite3 *db, const struct tn_object *object,
                      size_t field);
void store_rows_free(struct store_rows rows[TN_KIND_COUNT]);

/* ------------------------------------------------------------------ the open project */

/* Something that happened in memory and is not in the file yet. The group is a copy: the journal
 * may drop its own before the file takes it. */
struct store_event {
    struct tn_group *group;
    enum tn_step step;
};

struct store_setting {
    char *name, *value; /* value NULL: taken away */
    bool changed;
};

struct tn_store {
    char *path;
    char *read_only; /* the reason, or NULL */
    int lock;        /* file descriptor, -1 without */
    sqlite3 *db;
    bool checked; /* every page was looked at */
    struct tn_model *model;
    struct store_rows rows[TN_KIND_COUNT];
    int64_t last_group;      /* highest number given */
    uint32_t change_counter; /* of the file as this project knows it */
    TN_VECTOR(struct store_event) pending;
    TN_VECTOR(struct store_setting) settings;
};

/* journal.c: groups as rows. */
bool store_write_event(struct tn_store *store, const struct store_event *event);
struct tn_group *store_older_group(void *context, const struct tn_group *group,
                                   struct tn_error *error);
struct tn_group *store_newer_group(void *context, const struct tn_group *group,
                                   struct tn_error *error);
struct tn_group *store_group_copy(const struct tn_group *group);

/* playable.c: can the group be undone (or, forward, redone) in the model as it is? Guards the model
 * against a damaged journal. */
bool store_group_playable(const struct tn_group *group, bool forward);

/* False with a message where another program wrote the file since it was loaded. */
bool store_unchanged(struct tn_store *store, struct tn_error *error);

/* Looks once at every page of the file, also those that loading does not need, before anything is
 * written: about 3 ms a MiB. */
bool store_check_pages(struct tn_store *store, struct tn_error *error);

/* save.c: the journal's hook. */
bool store_save_group(void *context, struct tn_group *group, enum tn_step step,
                      struct tn_error *error);

/* settings.c */
bool store_load_settings(struct tn_store *store, struct tn_error *error);
bool store_settings_changed(const struct tn_store *store);
bool store_write_settings(struct tn_store *store);
void store_settings_written(struct tn_store *store);
void store_settings_free(struct tn_store *store);

/* ------------------------------------------------------------------ upgrades (upgrade.c) */

/* From format FROM to FROM + 1: SQL, or a function, or both (the SQL first). */
struct store_upgrade {
    int from;
    const char *sql;
    bool (*run)(sqlite3 *db, struct tn_error *error);
};
extern const struct store_upgrade store_upgrades[]; /* ends with a row whose from is 0 */

/* Carries the open file from its format to TO in one transaction. */
bool store_upgrade_run(sqlite3 *db, const char *path, const struct store_upgrade *steps, int to,
                       struct tn_error *error);
/* "shop.tenon.format-1": a copy beside the file, made before an upgrade; kept where it is there
 * already. */
bool store_upgrade_backup(sqlite3 *db, const char *path, int64_t format, struct tn_error *error);

#endif
