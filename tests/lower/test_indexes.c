/*
 * Indexes over expressions in a server that has none, loaded there.
 */
#include "crossed.h"

#include <string.h>

static void a_column_nobody_sees_stands_for_an_expression(void **state) {
    (void)state;
    struct tn_buffer said = {0};
    struct database *database = load_crossed(TN_POSTGRESQL,
                                             "CREATE TABLE t (a int, b int);"
                                             "CREATE INDEX i ON t ((a + b));"
                                             "CREATE INDEX j ON t ((a > b), a);",
                                             TN_MARIADB, TN_ENUMS_CHECK, &said);
    assert_null(tn_database_run(database, "INSERT INTO t VALUES (1, 2), (NULL, 4);"));
    assert_string_equal(tn_database_query(database, "SELECT * FROM t WHERE i_value = 3"), "1\t2\n");
    assert_string_equal(tn_database_query(database, "SELECT j_value FROM t WHERE a = 1"), "0\n");
    assert_non_null(strstr(tn_buffer_text(&said), "computed in the column i_value"));
    assert_non_null(strstr(tn_buffer_text(&said), "computed in the column j_value"));
    tn_buffer_free(&said);
}

/* Text of any length goes into the table: a column for what is indexed would refuse it. */
static void one_that_only_finds_rows_refuses_none(void **state) {
    (void)state;
    struct tn_buffer said = {0};
    struct database *database =
        load_crossed(TN_POSTGRESQL, "CREATE TABLE t (a text); CREATE INDEX i ON t (lower(a));",
                     TN_MARIADB, TN_ENUMS_CHECK, &said);
    assert_null(tn_database_run(database, "INSERT INTO t VALUES (repeat('x', 300));"));
    assert_non_null(strstr(tn_buffer_text(&said), "because of what it indexes"));
    tn_buffer_free(&said);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_column_nobody_sees_stands_for_an_expression),
        cmocka_unit_test(one_that_only_finds_rows_refuses_none),
    };
    return tn_test_run("indexes in their other dialect", tests);
}
