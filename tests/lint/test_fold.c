/*
 * Findings that are alike, told once: of an imported model, of four or more, and nothing is lost
 * but their number.
 */
#include "lint/models.h"

#include <stdio.h>

static struct tn_model *tables_with_data(size_t count) {
    struct tn_buffer sql = {0};
    for (size_t i = 0; i < count; i++)
        tn_put_format(&sql, "CREATE TABLE t%zu (id integer PRIMARY KEY, data text NOT NULL);", i);
    struct tn_model *model = read_sql("postgresql", sql.at);
    tn_buffer_free(&sql);
    return model;
}

static void a_column_of_many_tables_is_told_of_once(void **state) {
    (void)state;
    struct tn_model *model = tables_with_data(7);
    struct tn_findings found = lint_one(model, "column-vague-name");
    assert_int_equal(found.count, 7); /* a run tells all */
    assert_int_equal(tn_lint_fold(&found), 6);
    assert_int_equal(found.count, 1);
    assert_string_equal(found.items[0].path, "t0.data");
    assert_non_null(strstr(found.items[0].message, "; likewise t1, t2, t3, t4 and 2 more"));
    assert_int_equal(tn_lint_fold(&found), 0);
    tn_findings_free(&found);
    tn_model_free(model);
}

static void three_are_told_one_by_one(void **state) {
    (void)state;
    struct tn_model *model = tables_with_data(3);
    struct tn_findings found = lint_one(model, "column-vague-name");
    assert_int_equal(tn_lint_fold(&found), 0);
    assert_int_equal(found.count, 3);
    assert_null(strstr(found.items[0].message, "likewise"));
    tn_findings_free(&found);
    tn_model_free(model);
}

static void whoever_designs_is_told_all(void **state) {
    (void)state;
    struct tn_model *model = tables_with_data(7);
    make_new(model);
    struct tn_findings found = lint_one(model, "column-vague-name");
    assert_int_equal(tn_lint_fold(&found), 0);
    assert_int_equal(found.count, 7);
    tn_findings_free(&found);
    tn_model_free(model);
}

static void in_one_table_the_columns_are_named(void **state) {
    (void)state;
    struct tn_model *model =
        read_sql("postgresql", "CREATE TABLE users (id integer PRIMARY KEY, a boolean, b boolean,"
                               " c boolean, d boolean, e boolean, f boolean DEFAULT false);");
    struct tn_findings found = lint_one(model, "boolean-nullable");
    assert_int_equal(found.count, 6);
    assert_int_equal(tn_lint_fold(&found), 4); /* the milder one stands by itself */
    assert_int_equal(found.items[0].severity, TN_WARNING);
    assert_non_null(strstr(found.items[0].message, "; likewise b, c, d, e"));
    assert_null(strstr(found.items[0].message, "more"));
    assert_int_equal(found.items[1].severity, TN_INFO);
    assert_string_equal(found.items[1].path, "users.f");
    tn_findings_free(&found);
    tn_model_free(model);
}

static void remedies_that_differ_go_on(void **state) {
    (void)state;
    struct tn_buffer sql = {0};
    tn_put(&sql, "CREATE TABLE users (id integer PRIMARY KEY);");
    for (size_t i = 0; i < 5; i++)
        tn_put_format(&sql,
                      "CREATE TABLE t%zu (id integer PRIMARY KEY, user_id integer NOT NULL"
                      " REFERENCES users);",
                      i);
    struct tn_model *model = read_sql("postgresql", sql.at);
    struct tn_findings found = lint_one(model, "fk-unindexed");
    assert_int_equal(tn_lint_fold(&found), 4);
    assert_non_null(strstr(found.items[0].message, "; likewise t1, t2, t3, t4"));
    assert_string_equal(found.items[0].remedy, "Add an index on t0 (user_id), and so on");
    tn_findings_free(&found);
    tn_model_free(model);
    tn_buffer_free(&sql);
}

/* Where most foreign keys have no index they are told together, each table once. */
static void a_habit_is_told_of_once(void **state) {
    (void)state;
    struct tn_model *model = read_sql(
        "postgresql",
        "CREATE TABLE users (id integer PRIMARY KEY); CREATE TABLE teams (id integer PRIMARY KEY);"
        "CREATE TABLE a (id integer PRIMARY KEY, user_id integer NOT NULL REFERENCES users,"
        " team_id integer NOT NULL REFERENCES teams);"
        "CREATE TABLE b (id integer PRIMARY KEY, owner_id integer NOT NULL REFERENCES users,"
        " team_id integer NOT NULL REFERENCES teams, user_id integer NOT NULL REFERENCES users);");
    struct tn_findings found = lint_one(model, "fk-unindexed");
    assert_int_equal(found.count, 5);
    assert_int_equal(tn_lint_fold(&found), 4);
    assert_non_null(strstr(found.items[0].message, "; likewise a, b"));
    assert_null(strstr(found.items[0].message, "b, b"));
    tn_findings_free(&found);
    tn_model_free(model);
}

/* What was waived is not named, and what no baseline knows stands where it is. */
static void a_waived_one_is_not_among_them(void **state) {
    (void)state;
    struct tn_model *model = tables_with_data(6);
    struct tn_findings found = lint_one(model, "column-vague-name");
    struct tn_error error = {0};
    tn_group_begin(model, "waive");
    assert_true(tn_lint_waive(model, &found.items[2], "as the partner calls it", "me", &error));
    tn_group_end(model, NULL);
    tn_findings_free(&found);
    found = lint_one(model, "column-vague-name");
    assert_int_equal(tn_lint_fold(&found), 4);
    assert_non_null(strstr(found.items[0].message, "; likewise t1, t3, t4, t5"));
    tn_findings_free(&found);
    tn_model_free(model);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_column_of_many_tables_is_told_of_once),
        cmocka_unit_test(three_are_told_one_by_one),
        cmocka_unit_test(whoever_designs_is_told_all),
        cmocka_unit_test(in_one_table_the_columns_are_named),
        cmocka_unit_test(remedies_that_differ_go_on),
        cmocka_unit_test(a_habit_is_told_of_once),
        cmocka_unit_test(a_waived_one_is_not_among_them),
    };
    return tn_test_run("lint/fold", tests);
}
