/*
 * The throw-away servers: scripts run in them, and their catalogues tell one schema from another.
 */
#include "servers.h"

#include <string.h>

static const char table[] = "CREATE TABLE customer (id int NOT NULL PRIMARY KEY, name varchar(20) "
                            "DEFAULT 'nobody', CHECK (id > 0));\n";

static void knows_a_table(enum tn_dialect_id dialect) {
    struct server *server = tn_server_start(dialect);
    struct database *database = tn_server_database(server);
    assert_string_equal(tn_database_snapshot(tn_server_database(server)),
                        tn_database_snapshot(database));
    assert_null(tn_database_run(database, table));
    const char *snapshot = tn_database_snapshot(database);
    assert_non_null(strstr(snapshot, "customer"));
    assert_non_null(strstr(snapshot, "nobody"));
    assert_string_equal(tn_snapshot_difference(snapshot, snapshot), "");

    const char *message = tn_database_run(database, "CREATE TABLE customer (a int);");
    assert_non_null(message);
    assert_non_null(strstr(message, "already exists"));

    assert_null(tn_database_run(database, "CREATE INDEX by_name ON customer (name);"));
    const char *difference = tn_snapshot_difference(snapshot, tn_database_snapshot(database));
    assert_non_null(strstr(difference, "+ index"));
    assert_null(strstr(difference, "- "));
}

static void postgresql_runs_scripts(void **state) {
    (void)state;
    knows_a_table(TN_POSTGRESQL);
}

static void mariadb_runs_scripts(void **state) {
    (void)state;
    knows_a_table(TN_MARIADB);
}

static void sqlite_runs_scripts(void **state) {
    (void)state;
    knows_a_table(TN_SQLITE);
}

static void a_difference_names_both_sides(void **state) {
    (void)state;
    assert_string_equal(tn_snapshot_difference("a\nb\nd\n", "a\nc\nd\ne\n"), "- b\n+ c\n+ e\n");
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(postgresql_runs_scripts),
        cmocka_unit_test(mariadb_runs_scripts),
        cmocka_unit_test(sqlite_runs_scripts),
        cmocka_unit_test(a_difference_names_both_sides),
    };
    return tn_test_run("servers", tests);
}
