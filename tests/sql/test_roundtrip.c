/*
 * The proof of reading, lowering and writing: every schema of a real system in the shared data is
 * read and written again, and the server's own catalogue must say the same of both scripts; and
 * what is written for every other dialect loads there. Each test prints a table, a line a file.
 */
#include "servers.h"

#include "sql/corpus.h"
#include "tenon/lower.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The script of a file, read and written for a dialect; the caller frees it. */
static void rewrite(const char *path, const struct tn_dialect *from, const struct tn_dialect *to,
                    struct tn_buffer *out) {
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    struct tn_error error = {0};
    assert_true(
        tn_sql_read(model, tn_slice_of(tn_test_read(path, NULL)), path, from, &findings, NULL));
    struct tn_model *physical = tn_lower(model, to, &findings);
    if (!tn_model_check(physical, &error))
        fail_msg("%s", error.message);
    tn_sql_write(physical, to, NULL, out);
    tn_model_free(physical);
    tn_model_free(model);
    tn_findings_free(&findings);
}

/* ------------------------------------------------------------------ what is known of a file */

/* What is wrong for a reason that lies in the file or in the server: every line of the complaint
 * that tells a difference, or the server's message, has these words. */
static const struct exception {
    const char *path, *words, *reason;
} exceptions[] = {
    {"schemas/mysql/temporal_visibility.sql", "ERROR 1064",
     "does not load by itself: it is for MySQL 8, which has indexes on expressions"},
    {"schemas/mysql/temporal.sql", "check nexus_endpoints_partition_status",
     "MySQL names the check of a column as it does those of tables; MariaDB does not"},
    {"schemas/mysql/sakila.sql", " STRICT_TRANS_TABLES,",
     "its routines and triggers have the SQL mode of the session, which the script sets"},
    {"", "near '(", "indexes on expressions are for MySQL 8; this is MariaDB"},
};

static bool every_line_has(const char *complaint, const char *words) {
    if (!tn_starts_with(complaint, "- ") && !tn_starts_with(complaint, "+ "))
        return strstr(complaint, words) != NULL;
    for (const char *line = complaint; *line; line = strchr(line, '\n') + 1) {
        const char *found = strstr(line, words);
        if (!found || found > strchr(line, '\n'))
            return false;
    }
    return true;
}

static const char *exception_of(const char *path, const char *complaint,
                                const struct tn_dialect *to) {
    for (size_t i = 0; *complaint && i < TN_LENGTH(exceptions); i++) {
        const struct exception *row = &exceptions[i];
        bool here = *row->path ? strcmp(corpus_name(path), row->path) == 0 : to->id == TN_MYSQL;
        if (here && every_line_has(complaint, row->words))
            return row->reason;
    }
    return NULL;
}

/* ------------------------------------------------------------------ one file */

struct table {
    size_t good, bad, excepted;
};

static void put_row(struct table *table, const char *path, const struct tn_dialect *to,
                    const char *complaint) {
    const char *reason = exception_of(path, complaint, to);
    printf("%-44s %s%s\n", corpus_name(path),
           reason       ? "excepted: "
           : *complaint ? "NO\n"
                        : "good",
           reason ? reason : complaint);
    *(reason ? &table->excepted : *complaint ? &table->bad : &table->good) += 1;
}

/* The catalogue after a script, or NULL with the server's complaint. */
static const char *load(struct server *server, const char *script, const char **complaint) {
    struct database *database = tn_server_database(server);
    *complaint = tn_database_run(database, script);
    return *complaint ? NULL : tn_database_snapshot(database);
}

/* What is wrong, or "". */
static const char *goes_round(struct server *server, const char *path,
                              const struct tn_dialect *dialect) {
    struct tn_buffer script = {0};
    const char *complaint, *before = load(server, tn_test_read(path, NULL), &complaint);
    if (!before)
        return complaint;
    rewrite(path, dialect, dialect, &script);
    const char *after = load(server, script.at, &complaint);
    tn_buffer_free(&script);
    return after ? tn_snapshot_difference(before, after) : complaint;
}

static const char *goes_over(const char *path, const struct tn_dialect *from,
                             const struct tn_dialect *to) {
    struct tn_buffer script = {0};
    rewrite(path, from, to, &script);
    const char *complaint = tn_database_run(tn_server_database(tn_server_start(to->id)), script.at);
    tn_buffer_free(&script);
    return complaint ? complaint : "";
}

/* ------------------------------------------------------------------ every file */

/* MariaDB reads MySQL's. */
static glob_t files_of(enum tn_dialect_id id) {
    char pattern[64];
    const char *folder = tn_dialects[id == TN_MARIADB ? TN_MYSQL : id]->name;
    snprintf(pattern, sizeof pattern, "schemas/%s/*.sql", folder);
    return corpus_files(pattern);
}

static void all_go_round(enum tn_dialect_id id) {
    struct table table = {0};
    glob_t files = files_of(id);
    struct server *server = tn_server_start(id);
    for (size_t i = 0; i < files.gl_pathc; i++)
        put_row(&table, files.gl_pathv[i], tn_dialects[id],
                goes_round(server, files.gl_pathv[i], tn_dialects[id]));
    printf("%zu good, %zu not, %zu excepted\n", table.good, table.bad, table.excepted);
    globfree(&files);
    assert_int_equal(table.bad, 0);
    assert_true(table.good > 0);
}

static void all_go_over(enum tn_dialect_id id) {
    struct table table = {0};
    glob_t files = files_of(id);
    for (size_t d = 0; d < TN_DIALECT_COUNT; d++) {
        printf("to %s\n", tn_dialects[d]->name);
        for (size_t i = 0; d != id && i < files.gl_pathc; i++)
            put_row(&table, files.gl_pathv[i], tn_dialects[d],
                    goes_over(files.gl_pathv[i], tn_dialects[id], tn_dialects[d]));
    }
    printf("%zu good, %zu not, %zu excepted\n", table.good, table.bad, table.excepted);
    globfree(&files);
    assert_int_equal(table.bad, 0);
    assert_true(table.good > 0);
}

#define ROUND_OF(dialect, id)                                                                      \
    static void dialect##_comes_out_as_it_went_in(void **state) {                                  \
        (void)state;                                                                               \
        all_go_round(id);                                                                          \
    }
#define TESTS_OF(dialect, id)                                                                      \
    ROUND_OF(dialect, id)                                                                          \
    static void dialect##_loads_into_every_other_server(void **state) {                            \
        (void)state;                                                                               \
        all_go_over(id);                                                                           \
    }

TESTS_OF(postgresql, TN_POSTGRESQL)
TESTS_OF(mysql, TN_MYSQL)
ROUND_OF(mariadb, TN_MARIADB)
TESTS_OF(sqlite, TN_SQLITE)

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(postgresql_comes_out_as_it_went_in),
        cmocka_unit_test(postgresql_loads_into_every_other_server),
        cmocka_unit_test(mysql_comes_out_as_it_went_in),
        cmocka_unit_test(mysql_loads_into_every_other_server),
        cmocka_unit_test(mariadb_comes_out_as_it_went_in),
        cmocka_unit_test(sqlite_comes_out_as_it_went_in),
        cmocka_unit_test(sqlite_loads_into_every_other_server),
    };
    return tn_test_run("round trip", tests);
}
