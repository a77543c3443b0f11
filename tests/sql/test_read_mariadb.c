/*
 * What scripts and dumps of MariaDB say beyond MySQL's, and sessions that change how they are read.
 */
#include "harness.h"
#include "sql/facts.h"

static void check(const struct example *examples, size_t count) {
    check_examples(examples, count, "mariadb");
}

static void comments_for_no_server_are_comments(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"/*M!999999\\- enable the sandbox mode */\n"
         "CREATE TABLE t (a int /*!999999 not null /* inner */, b int */ /*!50003 , c int */);",
         "entity t\n"
         "  attribute a {type=int}\n"
         "  attribute c {type=int}\n"},
        {"/*M!999999\\- it ends too late", ""},
    };
    check(examples, TN_LENGTH(examples));
}

static void columns_of_system_versioned_tables(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a varchar(9) /*M!100301 COMPRESSED=zlib*/ DEFAULT 'x', b int WITHOUT "
         "SYSTEM VERSIONING, s timestamp(6) GENERATED ALWAYS AS ROW START INVISIBLE, e "
         "timestamp(6) AS ROW END) WITH SYSTEM VERSIONING;",
         "entity t {options=WITH SYSTEM VERSIONING}\n"
         "  attribute a {type=varchar(9), default_value='x', options=COMPRESSED=zlib}\n"
         "  attribute b {type=int, options=WITHOUT SYSTEM VERSIONING}\n"
         "  attribute s {type=timestamp(6), nullable=no, invisible=yes, options=GENERATED ALWAYS "
         "AS ROW START}\n"
         "  attribute e {type=timestamp(6), nullable=no, options=GENERATED ALWAYS AS ROW END}\n"},
        {"CREATE TABLE t (a char(1) ASCII, b char(1) UNICODE, c char(1) BYTE, d int `x`=1, f "
         "enum('\\0a'));",
         "entity t\n"
         "  attribute a {type=char(1), charset=latin1}\n"
         "  attribute b {type=char(1), charset=ucs2}\n"
         "  attribute c {type=char(1), charset=binary}\n"
         "  attribute d {type=int, options=`x`=1}\n"
         "  attribute f {type=enum('\\0a')}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void tables_made_of_queries(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE a ENGINE=InnoDB SELECT 1 AS x;\n"
         "CREATE TABLE b (x int) IGNORE SELECT 1 AS x;\n"
         "CREATE TABLE c (SELECT 1 AS x);",
         "raw a {statement=CREATE TABLE, definition=CREATE TABLE a ENGINE=InnoDB SELECT 1 AS x}\n"
         "raw b {statement=CREATE TABLE, definition=CREATE TABLE b (x int) IGNORE SELECT 1 AS x}\n"
         "raw c {statement=CREATE TABLE, definition=CREATE TABLE c (SELECT 1 AS x)}\n"
         "info 1:1 CREATE TABLE is kept as it is written [sql-raw]\n"
         "info 2:1 CREATE TABLE is kept as it is written [sql-raw]\n"
         "info 3:1 CREATE TABLE is kept as it is written [sql-raw]\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void what_is_said_of_partitions_holds_until_they_are_made_anew(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a int) PARTITION BY LIST (a) (PARTITION p VALUES IN (1));\n"
         "ALTER TABLE t ADD PARTITION (PARTITION q VALUES IN (2), PARTITION r VALUES IN (3));\n"
         "ALTER TABLE t TRUNCATE PARTITION p, q;",
         "entity t {partition_by=LIST (a) (PARTITION p VALUES IN (1), PARTITION q VALUES IN (2), "
         "PARTITION r VALUES IN (3))}\n"
         "  attribute a {type=int}\n"},
        {"CREATE TABLE t (a int) PARTITION BY HASH (a) (PARTITION x);\n"
         "ALTER TABLE t ADD PARTITION PARTITIONS 1;",
         "entity t {partition_by=HASH (a) (PARTITION x)}\n"
         "  attribute a {type=int}\n"
         "raw t {statement=ALTER TABLE ADD PARTITION, definition=ALTER TABLE `t` ADD PARTITION "
         "PARTITIONS 1, entity=t}\n"
         "info 2:19 ALTER TABLE ADD PARTITION is kept as it is written [sql-raw]\n"},
        {"CREATE TABLE t (a int) PARTITION BY LIST (a) (PARTITION p VALUES IN (1));\n"
         "ALTER TABLE t DROP PARTITION p;\n"
         "ALTER TABLE t PARTITION BY HASH (a) PARTITIONS 4;",
         "entity t {partition_by=HASH (a) PARTITIONS 4}\n"
         "  attribute a {type=int}\n"
         "info 2:20 ALTER TABLE DROP PARTITION is kept as it is written [sql-raw]\n"},
        {"CREATE TABLE t (a int) PARTITION BY HASH (a);\n"
         "ALTER TABLE t REMOVE PARTITIONING;",
         "entity t\n"
         "  attribute a {type=int}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void views_that_the_server_cannot_open_are_told(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a int, b int);\n"
         "CREATE VIEW v AS SELECT b FROM t;\n"
         "CREATE VIEW w AS SELECT * FROM t;\n"
         "CREATE VIEW x AS SELECT b FROM t;\n"
         "ALTER TABLE t DROP COLUMN b;\n"
         "CREATE OR REPLACE VIEW w AS SELECT a FROM t;\n"
         "DROP VIEW x;",
         "entity t\n"
         "  attribute a {type=int}\n"
         "view v {query=SELECT b FROM t}\n"
         "view w {query=SELECT a FROM t}\n"
         "warning 5:1 the query of view \"v\" reads column \"b\", which is not there any more: the "
         "server cannot open the view [sql-mention]\n"},
        {"CREATE TABLE t (a int);\n"
         "CREATE TABLE u (a int);\n"
         "CREATE VIEW v AS SELECT a FROM t;\n"
         "CREATE VIEW w AS SELECT a FROM u;\n"
         "DROP TABLE t;\n"
         "RENAME TABLE u TO z;\n"
         "CREATE TABLE t (a int);",
         "entity z\n"
         "  attribute a {type=int}\n"
         "entity t\n"
         "  attribute a {type=int}\n"
         "view v {query=SELECT a FROM t}\n"
         "view w {query=SELECT a FROM u}\n"
         "warning 6:1 the query of view \"w\" reads table \"u\", which is not there any more: the "
         "server cannot open the view [sql-mention]\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void bytes_that_nobody_can_read_are_told(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a int COMMENT '\u00e9');\n"
         "SET NAMES swe7;\n"
         "CREATE TABLE u (a int COMMENT '\xe9');",
         "entity t\n"
         "  attribute a {comment=\u00e9, type=int}\n"
         "entity u\n"
         "  attribute a {comment=\u00e9, type=int}\n"
         "warning 2:15 the text from here on should be swe7 and cannot be read: it is taken for "
         "Latin-1 [sql-encoding]\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void sequences(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE SEQUENCE s start with 1 minvalue 1 maxvalue 9223372036854775806 increment by 1 "
         "cache 1000 nocycle ENGINE=InnoDB COMMENT 'x';\n"
         "ALTER SEQUENCE s RESTART = 11 NOCACHE;",
         "sequence s {comment=x, cache=0}\n"},
        {"CREATE SEQUENCE s ENGINE=Aria;", "sequence s {options=ENGINE=Aria}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void names_change_where_they_are(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a int, KEY k (a));\n"
         "RENAME TABLE IF EXISTS x TO y, t WAIT 1 TO u;\n"
         "ALTER ONLINE TABLE u NOWAIT RENAME COLUMN IF EXISTS b TO c, RENAME KEY IF EXISTS k TO "
         "m;\n"
         "ALTER TABLE u;",
         "entity u\n"
         "  attribute a {type=int}\n"
         "  index m\n"
         "    index_part {attribute=u.a}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void keys_have_lengths_directions_and_periods(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a int, b blob, PRIMARY KEY (b(10), a DESC) USING HASH);\n"
         "ALTER TABLE t CHANGE b c blob;\n"
         "ALTER TABLE t CHANGE c d blob;",
         "entity t\n"
         "  attribute a {type=int, nullable=no}\n"
         "  attribute d {type=blob, nullable=no}\n"
         "  key {primary=yes, attributes=d, a, options=(`d`(10), a DESC) USING HASH}\n"},
        {"CREATE TABLE t (id int, s date, e date, PERIOD FOR p (s, e), UNIQUE u (id, p WITHOUT "
         "OVERLAPS));\n"
         "ALTER TABLE t CHANGE s since date;",
         "entity t {periods=p (since, e)}\n"
         "  attribute id {type=int}\n"
         "  attribute since {type=date}\n"
         "  attribute e {type=date}\n"
         "  key u {attributes=id, options=(id, p WITHOUT OVERLAPS)}\n"},
        {"CREATE TABLE t (a int, PERIOD FOR SYSTEM_TIME (s, e)) WITH SYSTEM VERSIONING;\n"
         "ALTER TABLE t DROP PERIOD FOR SYSTEM_TIME, DROP SYSTEM VERSIONING;",
         "entity t\n"
         "  attribute a {type=int}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void the_mode_of_the_session_says_what_quotes_mean(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"SET @old = @@sql_mode, sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES';\n"
         "CREATE TABLE \"t\" (a varchar(9) DEFAULT '\\', b int AS (\"a\" + 1));\n"
         "SET sql_mode = @old;\n"
         "CREATE TABLE u (a varchar(9) DEFAULT \"'\");",
         "entity t\n"
         "  attribute a {type=varchar(9), default_value='\\\\'}\n"
         "  attribute b {type=int, generated=`a` + 1, generation=virtual}\n"
         "entity u\n"
         "  attribute a {type=varchar(9), default_value=\"'\"}\n"},
        {"SET SESSION sql_mode = ORACLE;\n"
         "CREATE PROCEDURE p AS BEGIN NULL; END;\n"
         "SET sql_mode = DEFAULT;\n"
         "CREATE PROCEDURE q() SELECT 1;",
         "routine p {callable=procedure, definition=CREATE PROCEDURE p AS BEGIN NULL; END, "
         "session=sql_mode = 'ORACLE'}\n"
         "routine q {callable=procedure, definition=CREATE PROCEDURE q() SELECT 1}\n"},
        {"SET sql_mode = concat(@@sql_mode, ',PIPES_AS_CONCAT');\n"
         "CREATE VIEW v AS SELECT 'a' || 'b';",
         "view v {query=SELECT 'a' || 'b', session=sql_mode = "
         "'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,"
         "NO_ENGINE_SUBSTITUTION,PIPES_AS_CONCAT'}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void trees_are_told_where_they_are_not_usual(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a int, PRIMARY KEY (a) USING BTREE, KEY k (a) USING BTREE) "
         "ENGINE=MEMORY;",
         "entity t {engine=MEMORY}\n"
         "  attribute a {type=int, nullable=no}\n"
         "  key {primary=yes, attributes=a, options=USING BTREE}\n"
         "  index k {method=btree}\n"
         "    index_part {attribute=t.a}\n"},
        {"CREATE TABLE t (a int, PRIMARY KEY (a) USING BTREE, KEY k (a) USING BTREE, UNIQUE u (a) "
         "IGNORED);",
         "entity t\n"
         "  attribute a {type=int, nullable=no}\n"
         "  key {primary=yes, attributes=a}\n"
         "  index k\n"
         "    index_part {attribute=t.a}\n"
         "  index u {unique=yes, invisible=yes}\n"
         "    index_part {attribute=t.a}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void temporary_tables_hide_others(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a int);\n"
         "CREATE TEMPORARY TABLE t (b int);\n"
         "ALTER TABLE t ADD c int;\n"
         "DROP TABLE t;\n"
         "ALTER TABLE t ADD d int;",
         "entity t\n"
         "  attribute a {type=int}\n"
         "  attribute d {type=int}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void the_session_has_an_engine(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"SET @old = @@default_storage_engine, default_storage_engine = MyISAM;\n"
         "CREATE TABLE t (a int);\n"
         "SET SESSION storage_engine = @old;\n"
         "CREATE TABLE u (a int);",
         "entity t {engine=MyISAM}\n"
         "  attribute a {type=int}\n"
         "entity u\n"
         "  attribute a {type=int}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void an_index_goes_with_its_last_column(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a int, b int, KEY k (b)) PARTITION BY HASH (a);\n"
         "ALTER TABLE t DROP COLUMN b, ADD c int REMOVE PARTITIONING;",
         "entity t\n"
         "  attribute a {type=int}\n"
         "  attribute c {type=int}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void what_is_there_already_is_left_or_replaced(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE FUNCTION f(a int) RETURNS int RETURN 1;\n"
         "CREATE PROCEDURE f() SELECT 1;\n"
         "CREATE OR REPLACE PROCEDURE f(b int) SELECT 2;\n"
         "CREATE PROCEDURE IF NOT EXISTS f() SELECT 3;",
         "routine f {signature=a int, definition=CREATE FUNCTION f(a int) RETURNS int RETURN 1}\n"
         "routine f {callable=procedure, signature=b int, definition=CREATE OR REPLACE PROCEDURE "
         "f(b int) SELECT 2}\n"},
        {"CREATE TABLE t (a int COLLATE DEFAULT, CONSTRAINT c CHECK (a > 1)) CHARSET=DEFAULT;\n"
         "ALTER TABLE t ADD CONSTRAINT IF NOT EXISTS c CHECK (a > 2), ADD CONSTRAINT IF NOT EXISTS "
         "d UNIQUE (a);",
         "entity t\n"
         "  attribute a {type=int}\n"
         "  key d {attributes=a}\n"
         "  check c {expression=a > 1}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(comments_for_no_server_are_comments),
        cmocka_unit_test(columns_of_system_versioned_tables),
        cmocka_unit_test(tables_made_of_queries),
        cmocka_unit_test(what_is_said_of_partitions_holds_until_they_are_made_anew),
        cmocka_unit_test(views_that_the_server_cannot_open_are_told),
        cmocka_unit_test(bytes_that_nobody_can_read_are_told),
        cmocka_unit_test(sequences),
        cmocka_unit_test(names_change_where_they_are),
        cmocka_unit_test(keys_have_lengths_directions_and_periods),
        cmocka_unit_test(the_mode_of_the_session_says_what_quotes_mean),
        cmocka_unit_test(trees_are_told_where_they_are_not_usual),
        cmocka_unit_test(temporary_tables_hide_others),
        cmocka_unit_test(the_session_has_an_engine),
        cmocka_unit_test(an_index_goes_with_its_last_column),
        cmocka_unit_test(what_is_there_already_is_left_or_replaced),
    };
    return tn_test_run("read mariadb", tests);
}
