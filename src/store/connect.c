/*
 * SQLite connections: opened hardened, closed by their owner; and SQLite's errors as sentences.
 *
 * Nothing that stands in a file is trusted: no function with side effects may run from its schema,
 * no trigger runs at all, no extension can be loaded, nothing can be attached, and cells are
 * checked as pages are read.
 */
#include "store/store.h"

#include <ctype.h>
#include <string.h>

/* How long to wait for another process that is in the middle of a transaction, in milliseconds. */
enum { PATIENCE = 5000 };

static const struct {
    int option, on;
} switches[] = {
    {SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    {SQLITE_DBCONFIG_DQS_DML, 0},        {SQLITE_DBCONFIG_DQS_DDL, 0},
};

static const struct {
    int limit, most;
} limits[] = {
    {SQLITE_LIMIT_LENGTH, 1 << 28},
    {SQLITE_LIMIT_SQL_LENGTH, 1 << 20},
    {SQLITE_LIMIT_EXPR_DEPTH, 200},
    {SQLITE_LIMIT_COMPOUND_SELECT, 200},
    {SQLITE_LIMIT_ATTACHED, 0},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000},
};

static const char hardened[] = "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;";

/* A path as a URI: SQLite takes "?", "#" and "%" apart. */
static void put_uri(struct tn_buffer *uri, const char *path) {
    tn_put(uri, *path == '/' ? "file://" : "file:");
    for (; *path; path++)
        if (isalnum((unsigned char)*path) || strchr("/._-~", *path))
            tn_put_char(uri, *path);
        else
            tn_put_format(uri, "%%%02X", (unsigned)(unsigned char)*path);
}

static bool harden(sqlite3 *db, const char *path, struct tn_error *error) {
    for (size_t i = 0; i < TN_LENGTH(switches); i++)
        sqlite3_db_config(db, switches[i].option, switches[i].on, NULL);
    for (size_t i = 0; i < TN_LENGTH(limits); i++)
        sqlite3_limit(db, limits[i].limit, limits[i].most);
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, PATIENCE);
    return store_run(db, path, hardened, error);
}

/* A file is written with its journal; one that is being made is not there for anybody before it is
 * complete. */
static const char *pragmas(enum store_access access) {
    switch (access) {
    case STORE_WRITE:
        return "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL;";
    case STORE_MAKE:
        return "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF;";
    case STORE_READ:
        break;
    }
    return "PRAGMA query_only=ON;";
}

sqlite3 *store_connect(const char *path, enum store_access access, struct tn_error *error) {
    int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    flags |= access == STORE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    struct tn_buffer uri = {0};
    put_uri(&uri, path);
    sqlite3 *db = NULL;
    int result = sqlite3_open_v2(uri.at, &db, flags, NULL);
    tn_buffer_free(&uri);
    if (!db)
        tn_out_of_memory();
    bool good = result == SQLITE_OK ? harden(db, path, error) : store_fail(db, path, error);
    if (good && store_run(db, path, pragmas(access), error))
        return db;
    sqlite3_close(db);
    return NULL;
}

bool store_run(sqlite3 *db, const char *path, const char *sql, struct tn_error *error) {
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK || store_fail(db, path, error);
}

sqlite3_stmt *store_prepare(sqlite3 *db, const char *path, const char *sql,
                            struct tn_error *error) {
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        store_fail(db, path, error);
    return statement;
}

int64_t store_number(sqlite3 *db, const char *sql) {
    sqlite3_stmt *statement = NULL;
    int64_t number = -1;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return number;
}

/* Read past the page cache: PRAGMA data_version also moves when a transaction of our own is taken
 * back. */
bool store_change_counter(sqlite3 *db, uint32_t *counter) {
    enum { AT_CHANGE_COUNTER = 24 };
    sqlite3_file *file = NULL;
    unsigned char bytes[4];
    if (sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || !file ||
        !file->pMethods ||
        file->pMethods->xRead(file, bytes, sizeof bytes, AT_CHANGE_COUNTER) != SQLITE_OK)
        return false;
    *counter = (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
               (uint32_t)bytes[3];
    return true;
}

/* ------------------------------------------------------------------ errors */

/* Looked up by the whole code first, then by its family (the low byte). */
static const struct {
    int code;
    const char *sentence;
} sentences[] = {
    {SQLITE_READONLY_ROLLBACK, "was left in the middle of a save by a crash; open it once where "
                               "it can be written, so that the save is taken back"},
    {SQLITE_READONLY_RECOVERY, "was left in the middle of a save by a crash; open it once where "
                               "it can be written, so that the save is taken back"},
    {SQLITE_READONLY_DBMOVED,
     "was moved or replaced on the disk since it was opened; open it again"},
    {SQLITE_FULL, "could not be written: the disk is full; make room and try again"},
    {SQLITE_BUSY, "is being written by another program; try again"},
    {SQLITE_LOCKED, "is being written by another program; try again"},
    {SQLITE_CORRUPT, "is damaged; take it from a backup or from version control"},
    {SQLITE_NOTADB, "is damaged; take it from a backup or from version control"},
    {SQLITE_READONLY, "cannot be written"},
    {SQLITE_TOOBIG, "would hold a value of more than 256 MiB"},
};

static const char *find_sentence(int code) {
    for (size_t i = 0; i < TN_LENGTH(sentences); i++)
        if (sentences[i].code == code)
            return sentences[i].sentence;
    return NULL;
}

bool store_fail(sqlite3 *db, const char *path, struct tn_error *error) {
    int code = sqlite3_extended_errcode(db);
    if ((code & 0xff) == SQLITE_NOMEM)
        tn_out_of_memory();
    const char *sentence = find_sentence(code);
    if (!sentence)
        sentence = find_sentence(code & 0xff);
    if (sentence)
        return tn_fail(error, "%s %s", path, sentence);
    int reason = sqlite3_system_errno(db);
    bool from_system = (code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN;
    if (from_system && reason)
        return tn_fail(error, "%s could not be read or written: %s", path, strerror(reason));
    return tn_fail(error, "%s: %s", path, sqlite3_errmsg(db));
}
