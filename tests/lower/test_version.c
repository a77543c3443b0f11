/*
 * A schema for an older version of its own server: what is written, and what is told.
 */
#include "harness.h"

#include "tenon/lower.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct lowered {
    char *script, *told;
};

static struct lowered lower_to(const char *sql, const char *from, const char *to) {
    struct tn_model *model = tn_model_new(1, 0);
    struct tn_findings findings = {0};
    assert_true(tn_sql_read(model, tn_slice_of(sql), NULL, tn_dialect_find(from), &findings, NULL));
    tn_findings_free(&findings);
    struct tn_model *physical = tn_lower(model, tn_dialect_find(to), &findings);
    struct tn_buffer script = {0}, told = {0};
    tn_sql_write(physical, tn_dialect_find(to), NULL, &script);
    tn_findings_print(&findings, &told);
    struct lowered lowered = {tn_duplicate(script.at), tn_duplicate(tn_buffer_text(&told))};
    tn_buffer_free(&script);
    tn_buffer_free(&told);
    tn_findings_free(&findings);
    tn_model_free(physical);
    tn_model_free(model);
    return lowered;
}

static void free_lowered(struct lowered *lowered) {
    free(lowered->script);
    free(lowered->told);
}

/* One feature a row: what the older version gets instead of it, and a piece of the finding. */
static const struct row {
    const char *from, *to, *sql, *before, *told;
} rows[] = {
    {"postgresql", "postgresql@11",
     "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED);", "    b integer\n",
     "t.b: warning: it becomes an ordinary column"},
    {"postgresql", "postgresql@17",
     "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) VIRTUAL);", "(a + 1) STORED",
     "t.b: info: its computed value is stored"},
    {"postgresql", "postgresql@14", "CREATE TABLE t (a int, UNIQUE NULLS NOT DISTINCT (a));",
     "UNIQUE (a)", "PostgreSQL 14 takes any number of nulls in it"},
    {"postgresql", "postgresql@10",
     "CREATE TABLE t (a int, b int); CREATE INDEX i ON t (a) INCLUDE (b);",
     "CREATE INDEX i ON t (a);", "t.i: info: the attributes it carries along are left out"},
    {"postgresql", "postgresql@12", "CREATE TABLE t (a uuid DEFAULT gen_random_uuid());",
     "CREATE EXTENSION IF NOT EXISTS pgcrypto;", "needs the extension pgcrypto"},
    {"postgresql", "postgresql@17", "CREATE TABLE t (a uuid DEFAULT uuidv7());",
     "DEFAULT gen_random_uuid()", "PostgreSQL 17 has no uuidv7()"},
    {"postgresql", "postgresql@10",
     "CREATE TABLE t (a int); CREATE TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION f();",
     "AFTER INSERT ON t EXECUTE PROCEDURE f()", ""},
    {"postgresql", "postgresql@14",
     "CREATE VIEW v WITH (security_invoker = true) AS SELECT 1 AS one;", "CREATE VIEW v AS\n",
     "v: warning: it reads with the rights of its owner"},
    {"postgresql", "postgresql@13", "CREATE TABLE t (a text COMPRESSION lz4);", "a text\n",
     "COMPRESSION lz4 is left to the server"},
    {"postgresql", "postgresql@16", "CREATE TABLE t (a text STORAGE EXTERNAL);",
     "a text STORAGE EXTERNAL\n", ""},
    {"mysql", "mysql@8.0.13", "CREATE TABLE t (a int, CONSTRAINT positive CHECK (a > 0));",
     "    a int\n", "t.positive: warning: it is left out: MySQL 8.0.13 enforces no checks"},
    {"mysql", "mysql@5.7", "CREATE TABLE t (a char(36) DEFAULT (uuid()), b int DEFAULT 3);",
     "a char(36),\n    b int DEFAULT 3\n", "t.a: warning: its default (uuid()) is left out"},
    {"mysql", "mysql@5.7", "CREATE TABLE t (a int, KEY i (a DESC));", "KEY i (a)",
     "sorts it upwards"},
    {"mysql", "mysql@5.7", "CREATE TABLE t (a int, KEY i ((a + 1)));", "    a int\n",
     "t.i: warning: it is left out: MySQL 5.7 indexes no expressions"},
    {"mysql", "mysql@5.7", "CREATE TABLE t (a text COLLATE utf8mb4_0900_ai_ci);",
     "COLLATE utf8mb4_unicode_520_ci", "its collation utf8mb4_0900_ai_ci becomes"},
    {"mariadb", "mariadb@10.6", "CREATE TABLE t (a uuid, b inet6);", "a char(36),\n    b inet6\n",
     "its type uuid becomes char(36)"},
    {"mariadb", "mariadb@10.2", "CREATE SEQUENCE s; CREATE TABLE t (a int);", "CREATE TABLE t (",
     "s: warning: it is left out: MariaDB 10.2 has no sequences"},
    {"mariadb", "mariadb@10.2", "CREATE TABLE t (a int, b int INVISIBLE);", "    b int\n",
     "t.b: warning: it is no longer invisible"},
    {"sqlite", "sqlite@3.36", "CREATE TABLE t (a integer) STRICT;", ");\n",
     "SQLite 3.35 does not enforce its types"},
    {"sqlite", "sqlite@3.8", "CREATE TABLE t (a text); CREATE INDEX i ON t (lower(a));", ");\n",
     "t.i: warning: it is left out: SQLite 3.8 indexes no expressions"},
};

static void an_older_version_gets_what_it_can_and_the_rest_is_told(void **state) {
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(rows); i++) {
        struct lowered lowered = lower_to(rows[i].sql, rows[i].from, rows[i].to);
        printf("%s:\n%s\n%s\n", rows[i].to, lowered.script, lowered.told);
        assert_non_null(strstr(lowered.script, rows[i].before));
        assert_non_null(strstr(lowered.told, rows[i].told));
        if (!*rows[i].told)
            assert_string_equal(lowered.told, "");
        free_lowered(&lowered);
    }
}

static void without_a_version_a_schema_of_its_own_dialect_stays_as_it_is(void **state) {
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(rows); i++) {
        struct lowered lowered = lower_to(rows[i].sql, rows[i].from, rows[i].from);
        assert_string_equal(lowered.told, "");
        free_lowered(&lowered);
    }
}

static void divided_tables_of_postgresql_10_have_no_keys(void **state) {
    (void)state;
    struct lowered lowered = lower_to("CREATE TABLE t (a int PRIMARY KEY) PARTITION BY RANGE (a);"
                                      "CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (1) TO (9);"
                                      "CREATE TABLE rest PARTITION OF t DEFAULT;",
                                      "postgresql", "postgresql@10");
    assert_string_equal(lowered.script, "CREATE TABLE t (\n"
                                        "    a integer NOT NULL\n"
                                        ") PARTITION BY RANGE (a);\n"
                                        "\n"
                                        "CREATE TABLE t1 PARTITION OF t\n"
                                        "    FOR VALUES FROM (1) TO (9);\n");
    assert_non_null(strstr(lowered.told, "has no keys on divided tables"));
    assert_non_null(strstr(lowered.told, "rest: warning: it is left out"));
    free_lowered(&lowered);
}

static void another_dialect_at_a_version_loses_both(void **state) {
    (void)state;
    struct lowered lowered = lower_to("CREATE TABLE t (a uuid DEFAULT gen_random_uuid(), b int,"
                                      " CONSTRAINT c CHECK (b > 0));",
                                      "postgresql", "mysql@5.7");
    assert_string_equal(lowered.script, "CREATE TABLE t (\n"
                                        "    a char(36),\n"
                                        "    b int\n"
                                        ");\n");
    assert_non_null(strstr(lowered.told, "t.a: warning: its default (uuid()) is left out"));
    assert_non_null(
        strstr(lowered.told, "t.c: warning: it is left out: MySQL 5.7 enforces no checks"));
    free_lowered(&lowered);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_older_version_gets_what_it_can_and_the_rest_is_told),
        cmocka_unit_test(without_a_version_a_schema_of_its_own_dialect_stays_as_it_is),
        cmocka_unit_test(divided_tables_of_postgresql_10_have_no_keys),
        cmocka_unit_test(another_dialect_at_a_version_loses_both),
    };
    return tn_test_run("version", tests);
}
