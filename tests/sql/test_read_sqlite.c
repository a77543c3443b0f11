/*
 * What SQLite's DDL becomes in the model.
 */
#include "harness.h"
#include "sql/facts.h"

static void check(const struct example *examples, size_t count) {
    check_examples(examples, count, "sqlite");
}

static void types_are_kept_as_written(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a INTEGER, b VARCHAR( 20 ), c, d DECIMAL(10, 2), e UNSIGNED  BIG INT, f "
         "\"quoted type\", g double precision);",
         "entity t\n"
         "  attribute a {type=INTEGER}\n"
         "  attribute b {type=VARCHAR( 20 )}\n"
         "  attribute c\n"
         "  attribute d {type=DECIMAL(10, 2)}\n"
         "  attribute e {type=UNSIGNED BIG INT}\n"
         "  attribute f {type=\"quoted type\"}\n"
         "  attribute g {type=double precision}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void names_in_every_quote(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE [a b] (\"x\" INT, `y` INT, [z] INT, 'w' INT, PRIMARY KEY (\"x\", 'w'));\n"
         "CREATE INDEX 'i' ON \"a b\" (`y`);",
         "entity a b\n"
         "  attribute x {type=INT}\n"
         "  attribute y {type=INT}\n"
         "  attribute z {type=INT}\n"
         "  attribute w {type=INT}\n"
         "  key {primary=yes, attributes=x, w}\n"
         "  index i\n"
         "    index_part {attribute=a b.y}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void columns(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT NOT NULL ON CONFLICT IGNORE "
         "COLLATE NOCASE DEFAULT 'x',\n"
         " b DATETIME DEFAULT (datetime('now')), c DEFAULT CURRENT_TIMESTAMP, d INT DEFAULT -1, e "
         "TEXT NULL DEFAULT NULL, f BOOLEAN NOT NULL CHECK (f IN (0, 1)) DEFAULT TRUE,\n"
         " g INT GENERATED ALWAYS AS (id * 2) STORED, h AS (id + 1), i UNIQUE ON CONFLICT "
         "REPLACE);",
         "entity t\n"
         "  attribute id {type=INTEGER, identity=auto increment}\n"
         "  attribute a {type=TEXT, nullable=no, default_value='x', collation=NOCASE, options=ON "
         "CONFLICT IGNORE}\n"
         "  attribute b {type=DATETIME, default_value=(datetime('now'))}\n"
         "  attribute c {default_value=CURRENT_TIMESTAMP}\n"
         "  attribute d {type=INT, default_value=-1}\n"
         "  attribute e {type=TEXT, default_value=NULL}\n"
         "  attribute f {type=BOOLEAN, nullable=no, default_value=TRUE}\n"
         "  attribute g {type=INT, generated=id * 2}\n"
         "  attribute h {generated=id + 1, generation=virtual}\n"
         "  attribute i\n"
         "  key {primary=yes, attributes=id}\n"
         "  key {attributes=i, options=ON CONFLICT REPLACE}\n"
         "  check {expression=f IN (0, 1), attribute=t.f}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void primary_key_columns_are_as_null_as_written(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE a (id INTEGER PRIMARY KEY);\n"
         "CREATE TABLE b (x TEXT, y TEXT NOT NULL, PRIMARY KEY (x, y) ON CONFLICT REPLACE) WITHOUT "
         "ROWID, STRICT;",
         "entity a\n"
         "  attribute id {type=INTEGER}\n"
         "  key {primary=yes, attributes=id}\n"
         "entity b {without_rowid=yes, strict=yes}\n"
         "  attribute x {type=TEXT}\n"
         "  attribute y {type=TEXT, nullable=no}\n"
         "  key {primary=yes, attributes=x, y, options=ON CONFLICT REPLACE}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void constraints_need_no_commas(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a INT, b INT CONSTRAINT n UNIQUE, CONSTRAINT c CHECK (a > 0) CONSTRAINT "
         "d UNIQUE (a, b)\n"
         " FOREIGN KEY (a, b) REFERENCES t (a, b) ON UPDATE CASCADE NOT DEFERRABLE);",
         "entity t\n"
         "  attribute a {type=INT}\n"
         "  attribute b {type=INT}\n"
         "  key n {attributes=b}\n"
         "  key d {attributes=a, b}\n"
         "  relationship {target=t, attributes=a, b, target_attributes=a, b, on_update=cascade}\n"
         "  check c {expression=a > 0}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void foreign_keys(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE c (p REFERENCES p, q INT REFERENCES P (ID) ON DELETE CASCADE DEFERRABLE "
         "INITIALLY DEFERRED, r REFERENCES gone (x));\n"
         "CREATE TABLE p (id INTEGER PRIMARY KEY);",
         "entity c\n"
         "  attribute p\n"
         "  attribute q {type=INT}\n"
         "  attribute r\n"
         "  relationship {target=p, attributes=p}\n"
         "  relationship {target=p, attributes=q, target_attributes=id, on_delete=cascade, "
         "deferral=deferrable initially deferred}\n"
         "  relationship {target_name=gone, attributes=r, target_columns=x}\n"
         "entity p\n"
         "  attribute id {type=INTEGER}\n"
         "  key {primary=yes, attributes=id}\n"
         "warning 1:119 table \"gone\" is not there [sql-unresolved]\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void indexes(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a TEXT, b INT);\n"
         "CREATE UNIQUE INDEX IF NOT EXISTS main.i ON t (a COLLATE NOCASE DESC, lower(a), b + 1, "
         "(b)) WHERE (a IS NOT NULL AND b > 3);",
         "entity t\n"
         "  attribute a {type=TEXT}\n"
         "  attribute b {type=INT}\n"
         "  index i {unique=yes, predicate=(a IS NOT NULL AND b > 3)}\n"
         "    index_part {attribute=t.a, collation=NOCASE, descending=yes}\n"
         "    index_part {expression=lower(a)}\n"
         "    index_part {expression=b + 1}\n"
         "    index_part {expression=(b)}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void index_expressions_stay_as_written(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a, b);\n"
         "CREATE INDEX i ON t (a IN (1, 2), b GLOB 'x*' DESC, a COLLATE nocase < b, ((a + b)) "
         "COLLATE rtrim, b BETWEEN 1 AND 2) WHERE (a) NOT NULL;",
         "entity t\n"
         "  attribute a\n"
         "  attribute b\n"
         "  index i {predicate=(a) NOT NULL}\n"
         "    index_part {expression=a IN (1, 2)}\n"
         "    index_part {expression=b GLOB 'x*', descending=yes}\n"
         "    index_part {expression=a COLLATE nocase < b}\n"
         "    index_part {expression=((a + b)), collation=rtrim}\n"
         "    index_part {expression=b BETWEEN 1 AND 2}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void keys_have_directions_and_collations(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a INTEGER PRIMARY KEY DESC ON CONFLICT FAIL, b TEXT, UNIQUE (b COLLATE "
         "nocase DESC, a) ON CONFLICT IGNORE);\n"
         "ALTER TABLE t RENAME b TO c;",
         "entity t\n"
         "  attribute a {type=INTEGER}\n"
         "  attribute c {type=TEXT}\n"
         "  key {primary=yes, attributes=a, options=DESC ON CONFLICT FAIL}\n"
         "  key {attributes=c, a, options=(c COLLATE nocase DESC, a) ON CONFLICT IGNORE}\n"},
        {"CREATE TABLE t (a INTEGER, b, PRIMARY KEY (a AUTOINCREMENT));",
         "entity t\n"
         "  attribute a {type=INTEGER, identity=auto increment}\n"
         "  attribute b\n"
         "  key {primary=yes, attributes=a}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void triggers_have_bodies(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a);\n"
         "CREATE TRIGGER r AFTER INSERT ON t WHEN NEW.a > 0 BEGIN UPDATE t SET a = CASE WHEN 1 "
         "THEN 2 ELSE 3 END; DELETE FROM t; END;\n"
         "CREATE VIEW v AS SELECT 1;\n"
         "CREATE TRIGGER s INSTEAD OF INSERT ON v BEGIN SELECT 1; END;\n"
         "CREATE TABLE u (a);",
         "entity t\n"
         "  attribute a\n"
         "  trigger r {definition=CREATE TRIGGER r AFTER INSERT ON t WHEN NEW.a > 0 BEGIN UPDATE t "
         "SET a = CASE WHEN 1 THEN 2 ELSE 3 END; DELETE FROM t; END}\n"
         "entity u\n"
         "  attribute a\n"
         "view v {query=SELECT 1}\n"
         "raw s {statement=CREATE TRIGGER, definition=CREATE TRIGGER s INSTEAD OF INSERT ON v "
         "BEGIN SELECT 1; END, view=v}\n"
         "info 4:1 CREATE TRIGGER is kept as it is written [sql-raw]\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void alter_table(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a, b CHECK (b > 0));\n"
         "CREATE INDEX i ON t (a) WHERE b > 1;\n"
         "ALTER TABLE t ADD COLUMN c INT DEFAULT 3;\n"
         "ALTER TABLE t RENAME COLUMN b TO \"b 2\";\n"
         "ALTER TABLE t RENAME TO u;\n"
         "ALTER TABLE u ADD z;\n"
         "ALTER TABLE u DROP COLUMN z;",
         "entity u\n"
         "  attribute a\n"
         "  attribute b 2\n"
         "  attribute c {type=INT, default_value=3}\n"
         "  index i {predicate=\"b 2\" > 1}\n"
         "    index_part {attribute=u.a}\n"
         "  check {expression=\"b 2\" > 0, attribute=u.b 2}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void a_reference_follows_a_later_rename(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE c (p REFERENCES p);\n"
         "CREATE TABLE p (id);\n"
         "ALTER TABLE p RENAME TO q;",
         "entity c\n"
         "  attribute p\n"
         "  relationship {target=q, attributes=p}\n"
         "entity q\n"
         "  attribute id\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void what_is_skipped_and_what_is_kept(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"PRAGMA foreign_keys=OFF;\n"
         "BEGIN TRANSACTION;\n"
         ".mode csv \"\n"
         "INSERT INTO t VALUES ('a;');\n"
         "CREATE VIRTUAL TABLE f USING fts5(a, content='x');\n"
         "CREATE TEMP TABLE t (a);\n"
         "CREATE TEMP VIEW v (x) AS SELECT 1;\n"
         "CREATE TEMP TABLE IF NOT EXISTS t (b);\n"
         "DROP TABLE IF EXISTS gone;\n"
         "COMMIT;",
         "entity t {persistence=temporary}\n"
         "  attribute a\n"
         "view v {columns=x, options=TEMP, query=SELECT 1}\n"
         "raw f {statement=CREATE VIRTUAL TABLE, definition=CREATE VIRTUAL TABLE f USING fts5(a, "
         "content='x')}\n"
         "info 5:1 CREATE VIRTUAL TABLE is kept as it is written [sql-raw]\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void a_column_renamed_is_followed_into_queries_and_triggers(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a, b);\n"
         "CREATE TABLE u (a, c);\n"
         "CREATE VIEW v AS SELECT a, x.a, b AS a, a(1) FROM t AS x WHERE A > 'a';\n"
         "CREATE VIEW w AS SELECT t.a, u.a FROM t, u;\n"
         "CREATE VIEW y AS SELECT a FROM u;\n"
         "CREATE TRIGGER r AFTER UPDATE OF a ON t BEGIN INSERT INTO u (c) VALUES (NEW.a); END;\n"
         "CREATE TRIGGER s AFTER UPDATE ON u BEGIN UPDATE t SET b = NEW.a; END;\n"
         "ALTER TABLE t RENAME COLUMN a TO \"a 2\";",
         "entity t\n"
         "  attribute a 2\n"
         "  attribute b\n"
         "  trigger r {definition=CREATE TRIGGER r AFTER UPDATE OF \"a 2\" ON t BEGIN INSERT INTO "
         "u "
         "(c) VALUES (NEW.\"a 2\"); END}\n"
         "entity u\n"
         "  attribute a\n"
         "  attribute c\n"
         "  trigger s {definition=CREATE TRIGGER s AFTER UPDATE ON u BEGIN UPDATE t SET b = NEW.a; "
         "END}\n"
         "view v {query=SELECT \"a 2\", x.\"a 2\", b AS a, a(1) FROM t AS x WHERE \"a 2\" > 'a'}\n"
         "view w {query=SELECT t.\"a 2\", u.a FROM t, u}\n"
         "view y {query=SELECT a FROM u}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void a_check_goes_with_the_column_it_stands_in(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a, b CONSTRAINT c CHECK (a > 0) CHECK (b > 1), CHECK (a > 2));\n"
         "ALTER TABLE t DROP COLUMN b;",
         "entity t\n"
         "  attribute a\n"
         "  check {expression=a > 2}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void a_reference_outlives_its_parent(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE p (a);\n"
         "CREATE TABLE q (a);\n"
         "CREATE TABLE c (x REFERENCES p (a), y REFERENCES q);\n"
         "DROP TABLE p;\n"
         "DROP TABLE q;\n"
         "CREATE TABLE q (z);",
         "entity c\n"
         "  attribute x\n"
         "  attribute y\n"
         "  relationship {target_name=p, attributes=x, target_columns=a}\n"
         "  relationship {target=q, attributes=y}\n"
         "entity q\n"
         "  attribute z\n"
         "warning 6:20 table \"p\" is not there [sql-unresolved]\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void clauses_that_say_nothing(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a NOT NULL NOT DEFERRABLE INITIALLY IMMEDIATE, b NULL DEFERRABLE, c INT "
         "ALWAYS DEFAULT 5);",
         "entity t\n"
         "  attribute a {nullable=no}\n"
         "  attribute b\n"
         "  attribute c {type=INT, default_value=5}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void temporary_objects_come_before_those_of_main(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a);\n"
         "CREATE TABLE Temp.t (b);\n"
         "CREATE INDEX i ON t (b);\n"
         "CREATE INDEX main.i ON t (a);\n"
         "CREATE TABLE c (p REFERENCES t);\n"
         "CREATE TEMP TABLE d (p REFERENCES t);\n"
         "CREATE VIEW temp.v AS SELECT b FROM t;\n"
         "CREATE VIEW v AS SELECT 1;\n"
         "ALTER TABLE t RENAME TO u;\n"
         "DROP INDEX i;\n"
         "DROP VIEW v;\n"
         "ALTER TABLE t ADD COLUMN z;",
         "entity t\n"
         "  attribute a\n"
         "  attribute z\n"
         "  index i\n"
         "    index_part {attribute=t.a}\n"
         "entity u {persistence=temporary}\n"
         "  attribute b\n"
         "entity c\n"
         "  attribute p\n"
         "  relationship {target=t, attributes=p}\n"
         "entity d {persistence=temporary}\n"
         "  attribute p\n"
         "  relationship {target=u, attributes=p}\n"
         "view v {query=SELECT 1}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void attached_databases_are_left_out(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a);\n"
         "ATTACH 'x.db' AS aux;\n"
         "CREATE TABLE aux.t (b);\n"
         "CREATE TRIGGER aux.r AFTER INSERT ON t BEGIN DELETE FROM t; END;\n"
         "DROP TABLE aux.t;",
         "entity t\n"
         "  attribute a\n"
         "warning 3:14 \"t\" is of the attached database \"aux\": it is left out [sql-ignored]\n"
         "warning 4:16 \"r\" is of the attached database \"aux\": it is left out [sql-ignored]\n"
         "warning 5:12 \"t\" is of the attached database \"aux\": it is left out "
         "[sql-ignored]\n"},
    };
    check(examples, TN_LENGTH(examples));
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_are_kept_as_written),
        cmocka_unit_test(names_in_every_quote),
        cmocka_unit_test(columns),
        cmocka_unit_test(primary_key_columns_are_as_null_as_written),
        cmocka_unit_test(constraints_need_no_commas),
        cmocka_unit_test(foreign_keys),
        cmocka_unit_test(indexes),
        cmocka_unit_test(index_expressions_stay_as_written),
        cmocka_unit_test(keys_have_directions_and_collations),
        cmocka_unit_test(triggers_have_bodies),
        cmocka_unit_test(alter_table),
        cmocka_unit_test(a_reference_follows_a_later_rename),
        cmocka_unit_test(a_column_renamed_is_followed_into_queries_and_triggers),
        cmocka_unit_test(a_check_goes_with_the_column_it_stands_in),
        cmocka_unit_test(a_reference_outlives_its_parent),
        cmocka_unit_test(clauses_that_say_nothing),
        cmocka_unit_test(temporary_objects_come_before_those_of_main),
        cmocka_unit_test(attached_databases_are_left_out),
        cmocka_unit_test(what_is_skipped_and_what_is_kept),
    };
    return tn_test_run("read sqlite", tests);
}
