/*
 * The canonical spelling of types, and telling the dialect of a text.
 */
#include "harness.h"
#include "tenon/sql.h"

#include <string.h>

static void spelled(const char *dialect, const char *type, const char *canonical) {
    struct tn_model *model = tn_model_new(0, 0);
    print_message("%s\n", type);
    assert_string_equal(tn_sql_canonical_type(model, tn_dialect_find(dialect), type), canonical);
    tn_model_free(model);
}

static void aliases_have_one_spelling(void **state) {
    (void)state;
    spelled("postgresql", "int4", "integer");
    spelled("postgresql", "character varying(20)", "varchar(20)");
    spelled("postgresql", "TIMESTAMP WITH TIME ZONE", "timestamptz");
    spelled("postgresql", "decimal(10, 2)", "numeric(10,2)");
    spelled("postgresql", "int[][]", "integer[][]");
    spelled("postgresql", "text", "text");
    spelled("mysql", "INT(11)", "int");
    spelled("mysql", "BOOLEAN", "tinyint(1)");
    spelled("mariadb", "int(10) unsigned", "int unsigned");
    spelled("mysql", "enum( 'a', \"b\" )", "enum('a','b')");
    spelled("sqlite", "VARCHAR  (20)", "VARCHAR (20)");
}

static void canonical_types_stay_as_they_are(void **state) {
    (void)state;
    static const char *const types[] = {"integer", "numeric(5,0)", "char(1)",  "double precision",
                                        "citext",  "app.\"Mood\"", "varbit(4)"};
    for (size_t i = 0; i < TN_LENGTH(types); i++)
        spelled("postgresql", types[i], types[i]);
}

static void what_is_no_type_stays_as_it_is(void **state) {
    (void)state;
    spelled("postgresql", "", "");
    spelled("postgresql", "int int", "int int");
    spelled("postgresql", "numeric(", "numeric(");
    spelled("mysql", "'x'", "'x'");
}

static void detected(const char *text, const char *dialect) {
    print_message("%s\n", text);
    assert_string_equal(tn_dialect_detect(text, strlen(text))->name, dialect);
}

static void dialects_are_told_by_what_only_they_have(void **state) {
    (void)state;
    detected("CREATE TABLE t (a int)", "postgresql");
    detected("", "postgresql");
    detected("CREATE TABLE t (a serial, b timestamptz DEFAULT now())", "postgresql");
    detected("ALTER TABLE public.t OWNER TO bob; SELECT 'x'::text", "postgresql");
    detected("CREATE TABLE t (a integer[], b text[])", "postgresql");
    detected("CREATE TABLE `t` (`a` int)", "mysql");
    detected("CREATE TABLE t (a int AUTO_INCREMENT) ENGINE=InnoDB", "mysql");
    detected(
        "CREATE TABLE t (a int zerofill); CREATE TABLE u AS SELECT concat(hour(a)) AS c FROM t",
        "mysql");
    detected("-- MariaDB dump 10.19\n/*!40101 SET NAMES utf8 */;", "mariadb");
    detected("/*M!999999\\- enable the sandbox mode */", "mariadb");
    detected("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT)", "sqlite");
    detected("PRAGMA foreign_keys=OFF;\nCREATE TABLE \"t\" (a)", "sqlite");
    detected("CREATE TABLE [t] ([a] INT)", "sqlite");
    detected("CREATE TABLE t (a, b); CREATE INDEX i ON t (a)", "sqlite");
    detected("CREATE TABLE t (a, b) AS SELECT 1, 2", "postgresql");
    detected("CREATE TABLE t (key TEXT PRIMARY KEY, value BLOB)", "sqlite");
    detected("CREATE TABLE IF NOT EXISTS 't' (a int)", "sqlite");
    detected("CREATE TABLE t (a TEXT UNIQUE ON CONFLICT REPLACE)", "sqlite");
    detected("CREATE TRIGGER r AFTER INSERT ON t BEGIN DELETE FROM u; END", "sqlite");
    detected("CREATE TRIGGER r AFTER INSERT OR UPDATE ON t EXECUTE FUNCTION f()", "postgresql");
    detected("CREATE TRIGGER r AFTER INSERT ON t FOR EACH ROW BEGIN END; CREATE TABLE `t` (a int)",
             "mysql");
    detected("CREATE VIRTUAL TABLE t USING fts5(a)", "sqlite");
    detected(".mode csv\nCREATE TABLE t (a int);\n.import a.csv t\n", "sqlite");
    detected("CREATE TABLE t (a text); INSERT OR IGNORE INTO t VALUES ('x')", "sqlite");
}

static void guessed(const char *text, const char *likely, const char *dialect) {
    const struct tn_dialect *expected = tn_dialect_find(likely);
    assert_string_equal(tn_dialect_guess(text, strlen(text), NULL, expected)->name, dialect);
}

static void found_at(const char *path, const char *text, const char *likely, const char *dialect) {
    const struct tn_dialect *expected = likely ? tn_dialect_find(likely) : NULL;
    assert_string_equal(tn_dialect_guess(text, strlen(text), path, expected)->name, dialect);
}

static void a_path_may_name_the_dialect(void **state) {
    (void)state;
    static const char mixed[] = "CREATE TABLE t (a bigint AUTO_INCREMENT, b int unsigned)";
    static const char dump[] = "/*!40101 SET NAMES utf8 */;\n/*!40014 SET a=1 */;";
    found_at("db/sqlite/t.sql", mixed, "sqlite", "sqlite");
    found_at("db/sqlite/t.sql", mixed, NULL, "sqlite");
    found_at("t.sqlite3.sql", mixed, NULL, "sqlite");
    found_at("t.sql", mixed, "sqlite", "mysql");
    found_at("db/mysql/t.sql", mixed, "sqlite", "mysql");
    found_at("mysql/a/b/c/t.sql", "CREATE TABLE t (a int)", NULL, "postgresql");
    found_at("mysql-to-sqlite.sql", "CREATE TABLE t (a int)", NULL, "sqlite");
    found_at("sqlite/t.sql", dump, NULL, "mysql");
    found_at("mysql/t.sql", "-- MariaDB dump 10.19", NULL, "mariadb");
    found_at("mariadb/t.sql", "CREATE TABLE t (a int)", NULL, "mariadb");
    found_at("mysql/t.sql", "CREATE TABLE t (a int)", "mariadb", "mariadb");
    found_at("postgres/t.sql", "", NULL, "postgresql");
    found_at("mysql.sql", "", NULL, "mysql");
}

static void it_takes_a_proof_to_leave_the_likely_dialect(void **state) {
    (void)state;
    guessed("CREATE TABLE t (a int)", "sqlite", "sqlite");
    guessed("CREATE TABLE `t` (`a` datetime)", "sqlite", "sqlite");
    guessed("CREATE TABLE t (a int) ENGINE=InnoDB", "mariadb", "mariadb");
    guessed("CREATE TABLE t (a int) ENGINE=InnoDB", "sqlite", "mysql");
    guessed("CREATE TABLE t (a serial)", "mariadb", "postgresql");
    guessed("CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN END $$ LANGUAGE 'plpgsql'",
            "postgresql", "postgresql");
    guessed("", "mysql", "mysql");
}

static void telltales_in_strings_do_not_count(void **state) {
    (void)state;
    detected("INSERT INTO t VALUES ('ENGINE=InnoDB AUTO_INCREMENT `x` PRAGMA')", "postgresql");
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(aliases_have_one_spelling),
        cmocka_unit_test(canonical_types_stay_as_they_are),
        cmocka_unit_test(what_is_no_type_stays_as_it_is),
        cmocka_unit_test(dialects_are_told_by_what_only_they_have),
        cmocka_unit_test(a_path_may_name_the_dialect),
        cmocka_unit_test(it_takes_a_proof_to_leave_the_likely_dialect),
        cmocka_unit_test(telltales_in_strings_do_not_count),
    };
    return tn_test_run("sql types", tests);
}
