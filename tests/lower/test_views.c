/*
 * Views that go over tell the same: the real servers, given the same rows, answer alike.
 */
#include "lower/crossed.h"

#include <string.h>

static const char staff[] =
    "CREATE DOMAIN name AS text;\n"
    "CREATE TABLE staff (id integer PRIMARY KEY, boss integer, team varchar(10) NOT NULL,\n"
    "    pay numeric(10,2));\n"
    "CREATE VIEW ranked AS SELECT id, rank() OVER (PARTITION BY team ORDER BY pay DESC) AS place,\n"
    "    sum(id) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS two,\n"
    "    lag(id, 1) OVER (ORDER BY id) AS previous FROM staff;\n"
    "CREATE VIEW numbered AS SELECT x.id FROM (SELECT id, row_number() OVER (ORDER BY pay, id) AS "
    "n\n"
    "    FROM staff) x WHERE x.n < 3;\n"
    "CREATE VIEW large AS WITH counts (of_team, members) AS (SELECT team, count(*) FROM staff\n"
    "    GROUP BY team), large AS MATERIALIZED (SELECT of_team FROM counts WHERE members > 1)\n"
    "    SELECT s.id, l.of_team FROM staff s JOIN large l ON l.of_team = s.team;\n"
    "CREATE VIEW chain AS WITH RECURSIVE below AS (SELECT id, 1 AS depth FROM staff\n"
    "    WHERE boss IS NULL UNION ALL SELECT s.id, b.depth + 1 FROM staff s\n"
    "    JOIN below b ON s.boss = b.id) SELECT id, depth FROM below;\n"
    "CREATE MATERIALIZED VIEW waiting AS SELECT id, pg_catalog.lower(team) AS low FROM staff\n"
    "    WITH NO DATA;\n"
    "CREATE VIEW first_of_all AS SELECT s.id AS number, * FROM Staff s;\n";

static const char rows[] = "INSERT INTO staff VALUES (1, NULL, 'a', 10), (2, 1, 'a', NULL),"
                           " (3, 2, 'b', 7), (4, 2, 'A', 8);";

static const char *const questions[] = {
    "SELECT id, place, two, previous FROM ranked ORDER BY id;",
    "SELECT id FROM numbered ORDER BY id;",
    "SELECT id, of_team FROM large ORDER BY id;",
    "SELECT id, depth FROM chain ORDER BY id;",
    "SELECT number, id, team FROM first_of_all ORDER BY id;",
};

static void ask(struct database *database, const char *answers[]) {
    assert_null(tn_database_run(database, rows));
    for (size_t i = 0; i < TN_LENGTH(questions); i++)
        answers[i] = tn_database_query(database, questions[i]);
}

/* Nulls are printed as the server does. */
static bool same_answer(const char *a, const char *b) {
    while (*a && *b) {
        a += strncmp(a, "NULL", 4) == 0 ? 4 : 0;
        b += strncmp(b, "NULL", 4) == 0 ? 4 : 0;
        if (*a++ != *b++)
            return false;
    }
    return *a == *b;
}

static void views_answer_alike_everywhere(void **state) {
    (void)state;
    const char *wanted[TN_LENGTH(questions)], *given[TN_LENGTH(questions)];
    struct database *own = tn_server_database(tn_server_start(TN_POSTGRESQL));
    assert_null(tn_database_run(own, staff));
    ask(own, wanted);
    for (size_t to = 0; to < TN_DIALECT_COUNT; to++) {
        struct tn_buffer said = {0};
        ask(load_crossed(TN_POSTGRESQL, staff, (enum tn_dialect_id)to, TN_ENUMS_TYPE, &said),
            given);
        for (size_t i = 0; i < TN_LENGTH(questions); i++)
            if (!same_answer(wanted[i], given[i]))
                fail_msg("%s: %s\n%s\n%s", tn_dialects[to]->title, questions[i], wanted[i],
                         given[i]);
        tn_buffer_free(&said);
    }
}

static void somebody_s_function_is_named_by_its_name(void **state) {
    (void)state;
    struct tn_buffer text = {0}, said = {0};
    cross_script(TN_POSTGRESQL,
                 "CREATE TABLE t (id int); CREATE VIEW v AS SELECT own.twice(id) AS x FROM t;",
                 TN_SQLITE, TN_ENUMS_TYPE, &text, &said);
    assert_non_null(strstr(said.at, "left out because of twice: SQLite has no words for it"));
    assert_null(strstr(text.at, "VIEW"));
    tn_buffer_free(&text);
    tn_buffer_free(&said);
}

/* A query that is selected from does not see what stands beside it, nor itself. */
static void a_column_is_not_looked_for_beside_its_query(void **state) {
    (void)state;
    static const char *const views[] = {
        "SELECT * FROM (SELECT a FROM gone WHERE a < 3) x",
        "SELECT 1 FROM (SELECT a FROM gone WHERE a < 3) x, (SELECT a FROM gone WHERE a < 3) y",
        "WITH w AS (SELECT a FROM gone WHERE a < 3) SELECT a FROM w",
        "SELECT b FROM t UNION SELECT t.b FROM gone",
    };
    for (size_t i = 0; i < TN_LENGTH(views); i++) {
        struct tn_buffer script = {0}, text = {0}, said = {0};
        tn_put_format(&script, "CREATE TABLE t (b int); CREATE VIEW v AS %s;", views[i]);
        cross_script(TN_MARIADB, tn_buffer_text(&script), TN_POSTGRESQL, TN_ENUMS_TYPE, &text,
                     &said);
        assert_non_null(strstr(said.at, "v: warning: this view is left out because of"));
        tn_buffer_free(&script);
        tn_buffer_free(&text);
        tn_buffer_free(&said);
    }
}

static void a_view_that_waits_for_its_rows_is_an_ordinary_one(void **state) {
    (void)state;
    struct tn_buffer text = {0}, said = {0};
    cross_script(TN_POSTGRESQL, staff, TN_SQLITE, TN_ENUMS_TYPE, &text, &said);
    assert_non_null(strstr(text.at, "CREATE VIEW waiting AS"));
    assert_null(strstr(text.at, "NO DATA"));
    assert_non_null(strstr(text.at, "lower(team)"));
    tn_buffer_free(&text);
    tn_buffer_free(&said);
}

static void text_that_grows_stays_out_of_mysql(void **state) {
    (void)state;
    struct tn_buffer text = {0}, said = {0};
    cross_script(TN_POSTGRESQL,
                 "CREATE TABLE t (id int, name text); CREATE VIEW v AS WITH RECURSIVE c AS (SELECT "
                 "id, name AS way FROM t UNION ALL SELECT t.id, c.way || t.name FROM t JOIN c ON "
                 "t.id = c.id + 1) SELECT way FROM c;",
                 TN_MARIADB, TN_ENUMS_TYPE, &text, &said);
    assert_non_null(strstr(said.at, "because of text that grows in WITH RECURSIVE"));
    tn_buffer_free(&text);
    tn_buffer_free(&said);
}

static void older_versions_have_no_windows(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    struct tn_buffer said = {0};
    assert_true(
        tn_sql_read(model, tn_slice_of(staff), "example", tn_dialects[TN_POSTGRESQL], NULL, NULL));
    tn_model_free(tn_lower(model, tn_dialect_find("mysql@5.7"), &findings));
    tn_findings_print(&findings, &said);
    assert_non_null(strstr(said.at, "ranked: warning: this view is left out because of OVER"));
    assert_non_null(strstr(said.at, "chain: warning: this view is left out because of WITH"));
    tn_buffer_free(&said);
    tn_findings_free(&findings);
    tn_model_free(model);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(views_answer_alike_everywhere),
        cmocka_unit_test(somebody_s_function_is_named_by_its_name),
        cmocka_unit_test(a_column_is_not_looked_for_beside_its_query),
        cmocka_unit_test(a_view_that_waits_for_its_rows_is_an_ordinary_one),
        cmocka_unit_test(text_that_grows_stays_out_of_mysql),
        cmocka_unit_test(older_versions_have_no_windows),
    };
    return tn_test_run("views", tests);
}
