/*
 * Scripts for SQLite that change what they made; see history.h.
 */
#include "history.h"

static void sqlite_carries_names_on(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"a table's name in its checks, indexes, triggers and views",
         "CREATE TABLE t (a int CHECK (t.a > 0), b int, CHECK (\"t\".b <> t.a));\n"
         "CREATE INDEX i ON t (a) WHERE t.a > 0;\n"
         "CREATE VIEW v AS SELECT t.a, x.b FROM t JOIN t AS x ON t.a = x.a;\n"
         "CREATE VIEW w AS SELECT a FROM t WHERE EXISTS (SELECT 1 FROM main.t WHERE main.t.a);\n"
         "CREATE TABLE log (x);\n"
         "CREATE TRIGGER r AFTER INSERT ON log BEGIN INSERT INTO t SELECT t.a, 1 FROM t;"
         " UPDATE OR IGNORE t SET b = 1 WHERE t.a = new.x; DELETE FROM 't' WHERE t.b = 't'; END;\n"
         "ALTER TABLE t RENAME TO u;\n"},
        {"what a statement itself calls by the table's name",
         "CREATE TABLE t (a int, b int);\n"
         "CREATE VIEW v AS WITH t AS (SELECT 1 AS a) SELECT t.a FROM t;\n"
         "CREATE VIEW w AS SELECT count(*) FROM t AS t WHERE t.a = 1;\n"
         "CREATE VIEW x AS SELECT (SELECT a FROM t) AS t, t.a FROM t;\n"
         "ALTER TABLE t RENAME TO u;\n"},
        {"a temporary table hides another", "CREATE TABLE t (a int, b int);\n"
                                            "CREATE TEMP TABLE t (a int, c int);\n"
                                            "CREATE VIEW v AS SELECT t.b FROM t;\n"
                                            "CREATE TEMP VIEW w AS SELECT t.c FROM t;\n"
                                            "CREATE TEMP VIEW x AS SELECT t.b FROM main.t;\n"
                                            "ALTER TABLE main.t RENAME TO u;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "sqlite");
}

static void virtual_tables_bring_their_own(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"as .schema writes them",
         "CREATE VIRTUAL TABLE docs USING fts5(title, body)\n/* docs(title,body) */;\n"
         "CREATE TABLE IF NOT EXISTS 'docs_data'(id INTEGER PRIMARY KEY, block BLOB);\n"
         "CREATE TABLE IF NOT EXISTS 'docs_content'(id INTEGER PRIMARY KEY, c0, c1);\n"
         "CREATE TABLE docs_notes (id INTEGER PRIMARY KEY);\n"},
        {"one that gets another name",
         "CREATE VIRTUAL TABLE docs USING fts5(title);\n"
         "CREATE TABLE log (x);\n"
         "CREATE TRIGGER r AFTER INSERT ON log BEGIN INSERT INTO docs VALUES (new.x); END;\n"
         "CREATE VIEW v AS SELECT title FROM docs;\n"
         "ALTER TABLE docs RENAME TO papers;\n"},
        {"made once", "CREATE VIRTUAL TABLE IF NOT EXISTS docs USING fts4(title);\n"
                      "CREATE VIRTUAL TABLE IF NOT EXISTS docs USING fts4(title, body);\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "sqlite");
}

/* What the server does not let a script do without leave: .dump asks for it first. */
static void a_dump_writes_virtual_tables_as_rows_of_the_schema(void **state) {
    (void)state;
    static const char dump[] =
        "PRAGMA writable_schema=ON;\n"
        "INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)"
        "VALUES('table','docs','docs',0,'CREATE VIRTUAL TABLE docs USING fts5(''a'')');\n"
        "CREATE TABLE IF NOT EXISTS 'docs_data'(id INTEGER PRIMARY KEY, block BLOB);\n";
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    struct tn_buffer script = {0};
    assert_true(
        tn_sql_read(model, tn_slice_of(dump), NULL, tn_dialect_find("sqlite"), &findings, NULL));
    tn_sql_write(model, tn_dialect_find("sqlite"), NULL, &script);
    assert_string_equal(tn_buffer_text(&script), "CREATE VIRTUAL TABLE docs USING fts5('a');\n");
    tn_buffer_free(&script);
    tn_findings_free(&findings);
    tn_model_free(model);
}

static void a_table_made_by_a_plain_query_outlives_the_one_it_was_taken_from(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"all columns, and the name",
         "CREATE TABLE t (id INTEGER PRIMARY KEY, name VARCHAR(20) NOT NULL, price DECIMAL(5,2),"
         " size DOUBLE, picture BLOB, x, day DATE DEFAULT 1);\n"
         "CREATE TABLE n AS SELECT * FROM t;\n"
         "DROP TABLE t;\n"
         "ALTER TABLE n RENAME TO t;\n"
         "CREATE INDEX i ON t (name);\n"},
        {"some columns",
         "CREATE TABLE t (id INTEGER PRIMARY KEY, name text COLLATE NOCASE);\n"
         "CREATE TABLE a AS SELECT DISTINCT x.name AS label, x.id FROM main.t AS x WHERE x.id > 3"
         " ORDER BY x.id;\n"
         "DROP TABLE t;\n"},
        {"what only the server knows", "CREATE TABLE t (id INTEGER PRIMARY KEY, a text);\n"
                                       "CREATE TABLE b AS SELECT id FROM t UNION ALL SELECT 1;\n"
                                       "CREATE TABLE c AS SELECT id, id FROM t;\n"
                                       "CREATE TABLE d AS SELECT rowid, id FROM t;\n"
                                       "CREATE TABLE e AS SELECT a, count(*) FROM t GROUP BY a;\n"},
        {"a temporary one hides another", "CREATE TABLE x (a, b);\n"
                                          "CREATE VIEW v AS SELECT a FROM x;\n"
                                          "CREATE TEMP TABLE x AS SELECT 1 AS c;\n"
                                          "DROP TABLE x;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "sqlite");
}

static void sqlite_takes_nothing_for_a_name(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"of tables and columns",
         "CREATE TABLE \"\" (\"\" integer PRIMARY KEY, a text, \"x y\" int REFERENCES \"\""
         " (\"\"), CHECK (\"\" > 1));\n"
         "CREATE TABLE t (a REFERENCES \"\", [] UNIQUE, b AS ([] || 'x'), FOREIGN KEY (a, []) "
         "REFERENCES t ([], a));\n"
         "CREATE INDEX i ON \"\" (\"\" COLLATE nocase, a) WHERE \"\" IS NOT NULL;\n"
         "CREATE VIEW v (\"\", b) AS SELECT 1, 2;\n"
         "CREATE TRIGGER \"\" AFTER INSERT ON t BEGIN SELECT new.\"\"; END;\n"},
        {"that comes and goes", "CREATE TABLE t (a, b);\n"
                                "CREATE VIEW v AS SELECT a FROM t;\n"
                                "ALTER TABLE t RENAME COLUMN a TO \"\";\n"
                                "ALTER TABLE t RENAME TO \"\";\n"
                                "ALTER TABLE \"\" ADD COLUMN c;\n"
                                "ALTER TABLE \"\" DROP COLUMN b;\n"
                                "CREATE TABLE u (\"\", d);\n"
                                "DROP TABLE u;\n"},
        {"of indexes", "CREATE TABLE t (a);\n"
                       "CREATE INDEX \"\" ON t (a);\n"
                       "DROP INDEX \"\";\n"
                       "CREATE INDEX \"\" ON t (a DESC);\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "sqlite");
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(sqlite_carries_names_on),
        cmocka_unit_test(virtual_tables_bring_their_own),
        cmocka_unit_test(a_dump_writes_virtual_tables_as_rows_of_the_schema),
        cmocka_unit_test(a_table_made_by_a_plain_query_outlives_the_one_it_was_taken_from),
        cmocka_unit_test(sqlite_takes_nothing_for_a_name),
    };
    return tn_test_run("histories of SQLite", tests);
}
