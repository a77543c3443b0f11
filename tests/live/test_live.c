/*
 * Scratch databases: made and dropped on a real server, reached by a URL; their catalogues tell
 * what a script did.
 */
#include "server.h"
#include "tenon/live.h"

#include <stdlib.h>
#include <string.h>

static const char *url_of(enum tn_dialect_id dialect) {
    struct tn_buffer url = {0};
    struct server *server = tn_server_start(dialect);
    tn_put_format(&url,
                  dialect == TN_POSTGRESQL ? "postgresql://postgres@/postgres?host=%s"
                                           : "mariadb://root@/mysql?socket=%s",
                  server->socket);
    return server_keep(&url);
}

static struct tn_live *open_live(enum tn_dialect_id dialect) {
    struct tn_error error = {0};
    struct tn_live *live =
        tn_live_open(dialect == TN_SQLITE ? NULL : url_of(dialect), tn_dialects[dialect], &error);
    if (!live)
        fail_msg("%s", error.message);
    return live;
}

static void run(struct tn_live *live, const char *script) {
    struct tn_error error = {0};
    if (!tn_live_run(live, script, &error))
        fail_msg("%s", error.message);
}

static char *facts(struct tn_live *live) {
    struct tn_buffer out = {0};
    struct tn_error error = {0};
    if (!tn_live_catalogue(live, false, &out, &error))
        fail_msg("%s", error.message);
    return tn_duplicate(tn_buffer_text(&out));
}

static const char *databases(enum tn_dialect_id dialect) {
    return tn_database_query(tn_server_database(tn_server_start(dialect)),
                             dialect == TN_POSTGRESQL
                                 ? "SELECT count(*) FROM pg_database WHERE datname LIKE 'tenon%'"
                                 : "SELECT count(*) FROM information_schema.schemata"
                                   " WHERE schema_name LIKE 'tenon%'");
}

/* A table comes, the database is made anew without it, and nothing is left at the end. */
static void try_out(enum tn_dialect_id dialect) {
    struct tn_live *live = open_live(dialect);
    struct tn_error error = {0};
    struct tn_buffer difference = {0};
    run(live, "CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL);");
    char *with = facts(live);
    assert_non_null(strstr(with, "column"));
    assert_true(tn_live_clear(live, &error));
    char *without = facts(live);
    assert_null(strstr(without, "column"));
    tn_live_difference(without, with, &difference);
    assert_non_null(strstr(difference.at, "+ column"));
    assert_null(strstr(difference.at, "- column"));
    assert_true(tn_live_close(live, &error));
    tn_buffer_free(&difference);
    free(with);
    free(without);
}

static void test_sqlite(void **state) {
    (void)state;
    try_out(TN_SQLITE);
}

static void test_postgresql(void **state) {
    (void)state;
    try_out(TN_POSTGRESQL);
    assert_string_equal(databases(TN_POSTGRESQL), "0\n");
}

static void test_mariadb(void **state) {
    (void)state;
    try_out(TN_MARIADB);
    assert_string_equal(databases(TN_MARIADB), "0\n");
}

/* The server's own words. */
static void test_that_errors_are_the_servers(void **state) {
    struct tn_live *live = open_live(TN_POSTGRESQL);
    struct tn_error error = {0};
    (void)state;
    assert_false(tn_live_run(live, "CREATE TABLE t (id nonsense);", &error));
    assert_non_null(strstr(error.message, "type \"nonsense\" does not exist"));
    tn_error_clear(&error);
    assert_true(tn_live_close(live, NULL));
}

static void refused(const char *url, enum tn_dialect_id dialect, const char *why) {
    struct tn_error error = {0};
    assert_null(tn_live_open(url, tn_dialects[dialect], &error));
    if (!strstr(error.message, why))
        fail_msg("%s", error.message);
    tn_error_clear(&error);
}

static void test_urls_that_lead_nowhere(void **state) {
    (void)state;
    refused("http://localhost/", TN_POSTGRESQL, "no URL of a server");
    refused("nothing", TN_POSTGRESQL, "no URL of a server");
    refused("mariadb://localhost/", TN_POSTGRESQL, "does not speak PostgreSQL");
    refused(NULL, TN_POSTGRESQL, "needs a server");
    if (server_program_answers("psql"))
        refused("postgresql://nobody@/x?host=/nonexistent", TN_POSTGRESQL, "/nonexistent");
}

/* Blanks, quotes and what a shell would take for more are parts of names like others. */
static void test_that_no_shell_reads_the_url(void **state) {
    (void)state;
    if (server_program_answers("psql"))
        refused("postgresql://%24(touch%20gone)@/x?host=/none%3B%20exit", TN_POSTGRESQL,
                "/none; exit");
    refused("postgresql://[", TN_MARIADB, "does not speak");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sqlite),
        cmocka_unit_test(test_postgresql),
        cmocka_unit_test(test_mariadb),
        cmocka_unit_test(test_that_errors_are_the_servers),
        cmocka_unit_test(test_urls_that_lead_nowhere),
        cmocka_unit_test(test_that_no_shell_reads_the_url),
    };
    return tn_test_run("live", tests);
}
