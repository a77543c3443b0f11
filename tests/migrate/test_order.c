/*
 * Migrations where the order of columns counts: it is the new one after up and the old one after
 * down, and a column that moves keeps everything else.
 */
#include "migrate/proof.h"

#include <stdio.h>

#define TWO_ROWS "INSERT INTO t (id) VALUES (1), (2);"

static const struct proof mariadb[] = {
    {"columns move", "CREATE TABLE t (id int, a int, b text, c int);",
     "CREATE TABLE t (c int, id int, b text, a int);", TWO_ROWS},
    {"a moved column keeps all that it says",
     "CREATE TABLE t (a int, id int NOT NULL AUTO_INCREMENT PRIMARY KEY, s varchar(9) CHARACTER "
     "SET latin1 NOT NULL DEFAULT 'x' COMMENT 'it''s', at timestamp NULL ON UPDATE "
     "current_timestamp(), g int AS (a + 1) STORED, h int INVISIBLE DEFAULT 1);",
     "CREATE TABLE t (h int INVISIBLE DEFAULT 1, g int AS (a + 1) STORED, at timestamp NULL ON "
     "UPDATE current_timestamp(), s varchar(9) CHARACTER SET latin1 NOT NULL DEFAULT 'x' COMMENT "
     "'it''s', id int NOT NULL AUTO_INCREMENT PRIMARY KEY, a int);",
     TWO_ROWS},
    {"columns come and go in between", "CREATE TABLE t (x int, id int, y int, z int, last int);",
     "CREATE TABLE t (a int, b text, id int, c int, d int, last int, e int);", TWO_ROWS},
    {"generated columns come in between and others move",
     "CREATE TABLE t (id int, o int AS (id) VIRTUAL, a int, b int);",
     "CREATE TABLE t (b int, n int AS (id + 1) STORED, p int, id int, a int);",
     "INSERT INTO t (id) VALUES (1), (2);"},
    {"a column moves that is retyped, and one that a foreign key stands on",
     "CREATE TABLE t (id int PRIMARY KEY, n smallint, up int, CONSTRAINT f FOREIGN KEY (up) "
     "REFERENCES t (id));",
     "CREATE TABLE t (up int, n bigint, id int PRIMARY KEY, CONSTRAINT f FOREIGN KEY (up) "
     "REFERENCES t (id));",
     TWO_ROWS},
    {"a counter is added in front", "CREATE TABLE t (n int, m int);",
     "CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, m int, n int);",
     "INSERT INTO t (n) VALUES (7), (8);"},
};

static const struct proof sqlite[] = {
    {"columns move", "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b TEXT);",
     "CREATE TABLE t (b TEXT, id INTEGER PRIMARY KEY, a INT);", TWO_ROWS},
    {"columns come and go in between", "CREATE TABLE t (x INT, id INT, y INT, last INT);",
     "CREATE TABLE t (a INT, id INT, b TEXT, last INT, c INT);", TWO_ROWS},
    {"a column goes from the middle and comes back to it",
     "CREATE TABLE t (id INT, n INT, last INT);", "CREATE TABLE t (id INT, last INT);", TWO_ROWS},
};

static void prove_order(const struct proof *proofs, size_t count, const char *dialect) {
    for (size_t i = 0; i < count; i++) {
        printf("%s\n", proofs[i].title);
        prove_with(&proofs[i], tn_dialect_find(dialect), true);
    }
}

static void mariadb_moves_columns(void **state) {
    (void)state;
    prove_order(mariadb, TN_LENGTH(mariadb), "mariadb");
}

static void sqlite_rebuilds_tables_for_the_order(void **state) {
    (void)state;
    prove_order(sqlite, TN_LENGTH(sqlite), "sqlite");
}

static char *ordered(const char *dialect_name, const char *old, const char *new, bool order) {
    const struct tn_dialect *dialect = tn_dialect_find(dialect_name);
    struct tn_model *before = proof_model(old, dialect), *after = proof_model(new, dialect);
    char *script = proof_script(before, after, dialect, order, false);
    tn_model_free(before);
    tn_model_free(after);
    return script;
}

static void a_new_column_is_added_at_its_place(void **state) {
    (void)state;
    char *up = ordered("mysql", "CREATE TABLE t (id int, z int);",
                       "CREATE TABLE t (id int, n int, z int);", true);
    assert_non_null(strstr(up, "ALTER TABLE t ADD COLUMN n int AFTER id;\n"));
    assert_null(strstr(up, "MODIFY"));
    free(up);
}

static void without_the_option_order_is_no_difference(void **state) {
    (void)state;
    static const char *const dialects[] = {"postgresql", "mysql", "mariadb", "sqlite"};
    for (size_t i = 0; i < TN_LENGTH(dialects); i++) {
        char *up = ordered(dialects[i], "CREATE TABLE t (a int, b int);",
                           "CREATE TABLE t (b int, a int);", false);
        assert_string_equal(up, "-- nothing to do: the schemas do not differ\n");
        free(up);
    }
}

static void postgresql_says_that_it_cannot_move_columns(void **state) {
    (void)state;
    char *up = ordered("postgresql", "CREATE TABLE t (a int, b int);",
                       "CREATE TABLE t (b int, n int, a int);", true);
    assert_non_null(strstr(up, "-- by hand: column t.b stands elsewhere in its table: "));
    assert_non_null(strstr(up, "-- by hand: column t.n comes to stand at the end of its table: "));
    free(up);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(mariadb_moves_columns),
        cmocka_unit_test(sqlite_rebuilds_tables_for_the_order),
        cmocka_unit_test(a_new_column_is_added_at_its_place),
        cmocka_unit_test(without_the_option_order_is_no_difference),
        cmocka_unit_test(postgresql_says_that_it_cannot_move_columns),
    };
    return tn_test_run("order of columns", tests);
}
