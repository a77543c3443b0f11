/*
 * Plans without a server: what a script looks like, and which hazards a plan names.
 */
#include "migrate/proof.h"

#include <stdio.h>

static char *script_of(const char *dialect_name, const char *old, const char *new, bool down) {
    const struct tn_dialect *dialect = tn_dialect_find(dialect_name);
    struct tn_model *before = proof_model(old, dialect), *after = proof_model(new, dialect);
    char *script = proof_script(before, after, dialect, false, down);
    tn_model_free(before);
    tn_model_free(after);
    return script;
}

static void expect(const char *dialect, const char *old, const char *new, const char *wanted) {
    char *script = script_of(dialect, old, new, false);
    assert_string_equal(script, wanted);
    free(script);
}

static void no_difference_is_one_comment_line(void **state) {
    (void)state;
    static const char sql[] =
        "CREATE TABLE t (id integer PRIMARY KEY, n numeric(5, 2) DEFAULT (1));";
    static const char same[] = "create table T (ID INT4 primary key, N decimal(5,2) default 1);";
    expect("postgresql", sql, same, "-- nothing to do: the schemas do not differ\n");
}

static void a_script_is_one_transaction(void **state) {
    (void)state;
    expect("postgresql", "CREATE TABLE t (id int);", "CREATE TABLE t (id int, n text);",
           "-- migration for PostgreSQL, up\n\nBEGIN;\n\n-- add column t.n\n"
           "ALTER TABLE t ADD COLUMN n text;\n\nCOMMIT;\n");
}

static void mariadb_has_no_transaction_for_ddl(void **state) {
    (void)state;
    expect("mariadb", "CREATE TABLE t (id int);", "CREATE TABLE t (id int, n int);",
           "-- migration for MariaDB, up\n\n-- add column t.n\n"
           "ALTER TABLE t ADD COLUMN n int;\n");
}

static void a_primary_key_is_exchanged_in_one_statement(void **state) {
    (void)state;
    expect("mysql", "CREATE TABLE t (id int AUTO_INCREMENT, n int NOT NULL, PRIMARY KEY (id));",
           "CREATE TABLE t (id int AUTO_INCREMENT, n int NOT NULL, PRIMARY KEY (id, n));",
           "-- migration for MySQL, up\n\n-- exchange primary key t.(primary key)\n"
           "ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (id, n);\n");
}

static void what_destroys_is_marked(void **state) {
    (void)state;
    char *up = script_of("postgresql", "CREATE TABLE t (id int);", "", false);
    char *down = script_of("postgresql", "CREATE TABLE t (id int);", "", true);
    assert_non_null(strstr(up, "-- destructive: drop table t\nDROP TABLE t;\n"));
    assert_non_null(strstr(down, "-- cannot be undone: the data lost by \"drop table t\"\n"));
    free(up);
    free(down);
}

static void values_of_an_enumeration_stand_before_the_transaction(void **state) {
    (void)state;
    char *up = script_of("postgresql", "CREATE TYPE m AS ENUM ('a', 'c');",
                         "CREATE TYPE m AS ENUM ('a', 'b', 'c', 'd');", false);
    assert_non_null(strstr(up, "ALTER TYPE m ADD VALUE 'b' AFTER 'a';\n"
                               "ALTER TYPE m ADD VALUE 'd';\n"));
    assert_null(strstr(up, "BEGIN"));
    free(up);
}

static void what_everybody_may_do_is_granted_again(void **state) {
    (void)state;
    static const char old[] = "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';";
    static const char new[] = "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
                              "REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC;";
    char *down = script_of("postgresql", old, new, true);
    assert_non_null(strstr(down, "GRANT EXECUTE ON FUNCTION f() TO PUBLIC;"));
    free(down);
}

static void an_owner_keeps_its_rights(void **state) {
    (void)state;
    static const char old[] = "CREATE TABLE t (id int); ALTER TABLE t OWNER TO dv;"
                              "CREATE TABLE u (id int); ALTER TABLE u OWNER TO other;";
    static const char pairs[] = "REVOKE ALL ON TABLE t FROM dv; GRANT ALL ON TABLE t TO dv;"
                                "REVOKE ALL ON TABLE u FROM dv; GRANT ALL ON TABLE u TO dv;";
    struct tn_buffer new = {0};
    tn_put_format(&new, "%s%s", old, pairs);
    char *down = script_of("postgresql", old, new.at, true);
    assert_null(strstr(down, "REVOKE ALL ON TABLE t FROM dv"));
    assert_non_null(strstr(down, "REVOKE ALL ON TABLE u FROM dv"));
    free(down);
    tn_buffer_free(&new);
}

static void an_index_alone_needs_no_pragma(void **state) {
    (void)state;
    expect("sqlite", "CREATE TABLE t (id INT);",
           "CREATE TABLE t (id INT); CREATE INDEX i ON t (id);",
           "-- migration for SQLite, up\n\nBEGIN IMMEDIATE;\n\n-- create index t.i\n"
           "CREATE INDEX i ON t (id);\n\nCOMMIT;\n");
}

static void a_temporary_table_is_left_to_its_session(void **state) {
    (void)state;
    expect("sqlite", "CREATE TABLE t (id INT); CREATE TEMP TABLE t (a INT);",
           "CREATE TABLE t (id INT, n INT); CREATE TEMP TABLE t (a TEXT);",
           "-- migration for SQLite, up\n\nBEGIN IMMEDIATE;\n\n-- alter table t\n"
           "ALTER TABLE t ADD COLUMN n INT;\n\nCOMMIT;\n");
}

static void a_rebuild_runs_with_foreign_keys_off_outside_of_a_transaction(void **state) {
    (void)state;
    char *up = script_of("sqlite", "CREATE TABLE t (id INT);", "CREATE TABLE t (id TEXT);", false);
    const char *off = strstr(up, "PRAGMA foreign_keys = OFF;");
    const char *begin = strstr(up, "BEGIN IMMEDIATE;"), *check = strstr(up, "foreign_key_check");
    const char *commit = strstr(up, "COMMIT;"), *on = strstr(up, "PRAGMA foreign_keys = ON;");
    assert_true(off && off < begin && begin < check && check < commit && commit < on);
    free(up);
}

/* ------------------------------------------------------------------ hazards */

static const struct {
    const char *dialect, *old, *new, *hazard;
} hazards[] = {
    {"postgresql", "CREATE TABLE t (id int);", "", "mig-drop-table"},
    {"postgresql", "CREATE TABLE t (id int, n int);", "CREATE TABLE t (id int);",
     "mig-drop-column"},
    {"postgresql", "CREATE TABLE t (id int);", "CREATE TABLE t (id int, n int NOT NULL);",
     "mig-not-null"},
    {"postgresql", "CREATE TABLE t (id int);", "CREATE TABLE t (id int NOT NULL);", "mig-not-null"},
    {"postgresql", "CREATE TABLE t (id int NOT NULL);", "CREATE TABLE t (id int);",
     "mig-drop-constraint"},
    {"postgresql", "CREATE TABLE t (id int);", "CREATE TABLE t (id int UNIQUE);", "mig-new-unique"},
    {"postgresql", "CREATE TABLE t (id int);", "CREATE TABLE t (id int CHECK (id > 0));",
     "mig-validate-separately"},
    {"postgresql", "CREATE TABLE t (id int, CONSTRAINT c CHECK (id > 0));",
     "CREATE TABLE t (id int, CONSTRAINT c CHECK (id > 1));", "mig-new-check"},
    {"sqlite", "CREATE TABLE t (id int); CREATE TABLE u (id int PRIMARY KEY);",
     "CREATE TABLE t (id int REFERENCES u (id)); CREATE TABLE u (id int PRIMARY KEY);",
     "mig-new-check"},
    {"postgresql", "CREATE TABLE t (id int);",
     "CREATE TABLE t (id int, n int NOT NULL GENERATED ALWAYS AS (id + 1) STORED);",
     "mig-not-null"},
    {"postgresql", "CREATE TABLE t (id bigint);", "CREATE TABLE t (id int);", "mig-type-change"},
    {"postgresql", "CREATE TABLE t (id int);", "CREATE TABLE t (id int, n serial);",
     "mig-table-rewrite"},
    {"postgresql", "CREATE TABLE t (id int);", "CREATE TABLE t (id int); CREATE INDEX ON t (id);",
     "mig-index-concurrently"},
    {"postgresql", "CREATE TYPE m AS ENUM ('a');", "CREATE TYPE m AS ENUM ('a', 'b');",
     "mig-nontransactional"},
    {"postgresql", "CREATE TYPE m AS ENUM ('a', 'b');", "CREATE TYPE m AS ENUM ('b');",
     "mig-enum-change"},
    {"postgresql", "CREATE TABLE t (id int);", "", "mig-no-down"},
    {"mariadb", "CREATE TABLE t (s varchar(9));", "CREATE TABLE t (s varchar(5));",
     "mig-type-change"},
    {"sqlite", "CREATE TABLE t (id INT);", "CREATE TABLE t (id TEXT);", "mig-table-rewrite"},
    {"sqlite", "", "CREATE TEMP TABLE t (id INT);", "mig-temporary"},
};

static bool names_hazard(const struct tn_plan *plan, const char *id) {
    for (size_t i = 0; i < plan->findings.count; i++)
        if (strcmp(plan->findings.items[i].rule, id) == 0)
            return true;
    return false;
}

static bool plan_names(const char *dialect_name, const char *old, const char *new,
                       const char *hazard) {
    const struct tn_dialect *dialect = tn_dialect_find(dialect_name);
    struct tn_model *before = proof_model(old, dialect), *after = proof_model(new, dialect);
    struct tn_plan *plan = tn_plan_new(before, after, dialect, NULL, NULL);
    bool found = names_hazard(plan, hazard);
    tn_plan_free(plan);
    tn_model_free(before);
    tn_model_free(after);
    return found;
}

static void each_hazard_is_seen(void **state) {
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(hazards); i++)
        if (!plan_names(hazards[i].dialect, hazards[i].old, hazards[i].new, hazards[i].hazard))
            fail_msg("%s is not seen in: %s -> %s", hazards[i].hazard, hazards[i].old,
                     hazards[i].new);
}

static void safe_widenings_are_no_hazard(void **state) {
    (void)state;
    static const char *const safe[][2] = {{"varchar(5)", "varchar(9)"},
                                          {"varchar(5)", "text"},
                                          {"numeric(5,2)", "numeric(9,2)"},
                                          {"varchar(5)", "varchar"}};
    for (size_t i = 0; i < TN_LENGTH(safe); i++) {
        char old[64], new[64];
        snprintf(old, sizeof old, "CREATE TABLE t (c %s);", safe[i][0]);
        snprintf(new, sizeof new, "CREATE TABLE t (c %s);", safe[i][1]);
        assert_false(plan_names("postgresql", old, new, "mig-type-change"));
    }
}

static void what_rows_meet_already_is_no_hazard(void **state) {
    (void)state;
    static const char old[] = "CREATE TABLE t (id int PRIMARY KEY, n int);";
    assert_false(plan_names("postgresql", old,
                            "CREATE TABLE t (id int PRIMARY KEY, n int, UNIQUE (n, id));",
                            "mig-new-unique"));
    assert_false(plan_names("postgresql", old,
                            "CREATE TABLE t (id int PRIMARY KEY, n int, code int UNIQUE);",
                            "mig-new-unique"));
    assert_false(plan_names("postgresql", old,
                            "CREATE TABLE t (id int PRIMARY KEY, n int, up int REFERENCES t (id));",
                            "mig-new-check"));
}

static void a_table_divided_otherwise_keeps_its_rows_and_is_told(void **state) {
    (void)state;
    static const char old[] = "CREATE TABLE t (id int, at date) PARTITION BY RANGE (id);";
    static const char new[] = "CREATE TABLE t (id int, at date) PARTITION BY LIST (at);";
    char *up = script_of("postgresql", old, new, false);
    assert_non_null(strstr(up, "INSERT INTO t (id, at) SELECT id, at FROM "));
    assert_null(strstr(up, "-- destructive"));
    assert_true(plan_names("postgresql", old, new, "mig-table-rewrite"));
    assert_false(plan_names("postgresql", old, new, "mig-drop-table"));
    free(up);
}

static void a_column_that_may_be_renamed_is_named(void **state) {
    (void)state;
    static const char old[] = "CREATE TABLE orders (id int, a varchar(9));";
    static const char *const others[] = {
        "CREATE TABLE orders (id int, b text);",
        "CREATE TABLE orders (id int, b varchar(9), c varchar(9));",
        "CREATE TABLE orders (id int, a varchar(9), b varchar(9));",
    };
    assert_true(plan_names("postgresql", old,
                           "CREATE TABLE orders (id int, b character varying(9));", "mig-rename"));
    for (size_t i = 0; i < TN_LENGTH(others); i++)
        assert_false(plan_names("postgresql", old, others[i], "mig-rename"));
}

static void a_table_that_may_be_renamed_is_named(void **state) {
    (void)state;
    static const char old[] = "CREATE TABLE a (id int, n text);";
    assert_true(plan_names("mariadb", old, "CREATE TABLE b (id int, n text);", "mig-rename"));
    assert_false(plan_names("mariadb", old, "CREATE TABLE b (id int, m text);", "mig-rename"));
}

static void every_hazard_says_what_to_do(void **state) {
    (void)state;
    for (size_t i = 0; i < tn_hazard_count; i++) {
        assert_true(tn_starts_with(tn_hazards[i].id, "mig-"));
        assert_true(*tn_hazards[i].help && *tn_hazards[i].remedy);
    }
}

/* Renamed or not, with a table of the session or without: as if it were compared anew. */
static void a_comparison_serves_for_the_plan_too(void **state) {
    static const char *const pairs[][2] = {
        {"CREATE TABLE t (id int);", "CREATE TABLE t (id int, n int);"},
        {"CREATE TABLE t (id int, name text);", "CREATE TABLE t (id int, full_name text);"},
        {"CREATE TEMPORARY TABLE s (id int); CREATE TABLE t (id int);",
         "CREATE TEMPORARY TABLE s (id text); CREATE TABLE t (id bigint);"},
    };
    const struct tn_dialect *dialect = tn_dialects[TN_POSTGRESQL];
    const struct tn_diff_options options = {.alike = true};
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(pairs); i++) {
        struct tn_model *before = proof_model(pairs[i][0], dialect);
        struct tn_model *after = proof_model(pairs[i][1], dialect);
        struct tn_diff *diff = tn_diff_new(before, after, &options);
        size_t count = diff->changes.count;
        struct tn_plan *of = tn_plan_of(diff, dialect, &options, NULL);
        struct tn_plan *new = tn_plan_new(before, after, dialect, &options, NULL);
        struct tn_buffer wanted = {0}, made = {0};
        assert_int_equal(diff->changes.count, count);
        tn_diff_free(diff);
        tn_plan_write(new, false, &wanted);
        tn_plan_write(of, false, &made);
        assert_string_equal(made.at, wanted.at);
        assert_int_equal(of->findings.count, new->findings.count);
        tn_plan_free(of);
        tn_plan_free(new);
        tn_model_free(before);
        tn_model_free(after);
        tn_buffer_free(&wanted);
        tn_buffer_free(&made);
    }
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_difference_is_one_comment_line),
        cmocka_unit_test(a_comparison_serves_for_the_plan_too),
        cmocka_unit_test(a_script_is_one_transaction),
        cmocka_unit_test(mariadb_has_no_transaction_for_ddl),
        cmocka_unit_test(a_primary_key_is_exchanged_in_one_statement),
        cmocka_unit_test(what_destroys_is_marked),
        cmocka_unit_test(values_of_an_enumeration_stand_before_the_transaction),
        cmocka_unit_test(what_everybody_may_do_is_granted_again),
        cmocka_unit_test(an_owner_keeps_its_rights),
        cmocka_unit_test(an_index_alone_needs_no_pragma),
        cmocka_unit_test(a_temporary_table_is_left_to_its_session),
        cmocka_unit_test(a_rebuild_runs_with_foreign_keys_off_outside_of_a_transaction),
        cmocka_unit_test(each_hazard_is_seen),
        cmocka_unit_test(safe_widenings_are_no_hazard),
        cmocka_unit_test(what_rows_meet_already_is_no_hazard),
        cmocka_unit_test(a_table_divided_otherwise_keeps_its_rows_and_is_told),
        cmocka_unit_test(a_column_that_may_be_renamed_is_named),
        cmocka_unit_test(a_table_that_may_be_renamed_is_named),
        cmocka_unit_test(every_hazard_says_what_to_do),
    };
    return tn_test_run("plan", tests);
}
