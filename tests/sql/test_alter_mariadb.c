/*
 * ALTER TABLE of MariaDB as a whole: which names are those of before, which those of after, and
 * what the server does to keys and foreign keys on the way; see history.h.
 */
#include "history.h"

static void mariadb_exchanges_names_within_a_statement(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"columns in turn",
         "CREATE TABLE a (a varchar(20), b int, c int AS (b + 1), CHECK (a <> ''), KEY k (a), KEY j"
         " (b));\n"
         "ALTER TABLE a RENAME COLUMN a TO b, RENAME COLUMN b TO a;\n"
         "CREATE TABLE b (a varchar(20), b int, c date, KEY (a), KEY (b, a));\n"
         "ALTER TABLE b CHANGE a b varchar(30), CHANGE b c int FIRST, RENAME COLUMN c TO a;\n"
         "CREATE TABLE c (a int, b int, CONSTRAINT c CHECK (a < b), d int DEFAULT (a + 1));\n"
         "ALTER TABLE c RENAME COLUMN a TO b, RENAME COLUMN b TO a;\n"},
        {"indexes in turn", "CREATE TABLE t (a int, b int, KEY k (a), KEY j (b));\n"
                            "ALTER TABLE t RENAME INDEX k TO j, RENAME KEY j TO k;\n"
                            "ALTER TABLE t DROP KEY k, RENAME KEY j TO k, ADD KEY j (a, b);\n"},
        {"what comes takes the name of what goes",
         "CREATE TABLE a (a varchar(20), b int, KEY k (b));\n"
         "ALTER TABLE a ADD COLUMN a int, DROP COLUMN a, ADD KEY k (a, b), DROP KEY k;\n"
         "CREATE TABLE b (a varchar(20), b int, c date);\n"
         "ALTER TABLE b RENAME COLUMN b TO a, DROP COLUMN a, ADD b text;\n"
         "CREATE TABLE c (a int, CONSTRAINT c CHECK (a > 0));\n"
         "ALTER TABLE c ADD CONSTRAINT c CHECK (a > 1), DROP CONSTRAINT c;\n"
         "CREATE TABLE d (a int, b int, KEY (a, b), UNIQUE (a));\n"
         "ALTER TABLE d DROP COLUMN a, ADD COLUMN a int;\n"
         "ALTER TABLE d DROP COLUMN IF EXISTS a, ADD COLUMN IF NOT EXISTS a bigint;\n"},
        {"keys and places are told by the new names",
         "CREATE TABLE a (a int, b int);\n"
         "ALTER TABLE a ADD KEY (z), CHANGE a z int, ADD c int AFTER z, ADD KEY y (b);\n"
         "ALTER TABLE a CHANGE IF EXISTS q b int, RENAME COLUMN IF EXISTS w TO z, ADD d int;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "mariadb");
}

static void mariadb_keeps_prefixes_where_the_column_still_has_them(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"columns become shorter or longer",
         "CREATE TABLE a (a varchar(100), b int, KEY k (a(10)), KEY j (a(10), b), UNIQUE u"
         " (a(20)));\n"
         "ALTER TABLE a MODIFY a varchar(5);\n"
         "CREATE TABLE b (a varchar(100), KEY k (a(10)));\n"
         "ALTER TABLE b CHANGE a z varchar(10);\n"
         "ALTER TABLE b MODIFY z varchar(30);\n"
         "CREATE TABLE c (a varchar(10), KEY k (a(10)));\n"
         "ALTER TABLE c MODIFY a varchar(20);\n"
         "CREATE TABLE d (a varchar(100), b varchar(50), PRIMARY KEY (a(10), b(5)));\n"
         "ALTER TABLE d MODIFY a varchar(5), MODIFY b char(5) NOT NULL;\n"},
        {"columns get other types",
         "CREATE TABLE a (a varchar(100), KEY k (a(10)));\n"
         "ALTER TABLE a MODIFY a int;\n"
         "CREATE TABLE b (a varchar(100), KEY k (a(10)));\n"
         "ALTER TABLE b MODIFY a text;\n"
         "CREATE TABLE c (a blob, b varbinary(30), KEY k (a(10), b(5)));\n"
         "ALTER TABLE c MODIFY a varbinary(9), MODIFY b blob;\n"
         "CREATE TABLE d (a enum('a', 'b'), b char(9), KEY (a), KEY (b(3)));\n"
         "ALTER TABLE d MODIFY a varchar(10), MODIFY b enum('x');\n"
         "CREATE TABLE e (a polygon NOT NULL, KEY (a(10)));\n"
         "ALTER TABLE e MODIFY a geometry NOT NULL;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "mariadb");
}

static void mariadb_takes_back_the_index_that_nobody_asked_for(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"when another covers it",
         "CREATE TABLE p (id int PRIMARY KEY);\n"
         "CREATE TABLE a (a int, b int, CONSTRAINT fa FOREIGN KEY (a) REFERENCES p (id));\n"
         "ALTER TABLE a DROP FOREIGN KEY fa;\n"
         "ALTER TABLE a ADD KEY z (a, b);\n"
         "CREATE TABLE b (a int, CONSTRAINT fb FOREIGN KEY (a) REFERENCES p (id));\n"
         "ALTER TABLE b DROP FOREIGN KEY fb, ADD CONSTRAINT gb FOREIGN KEY (a) REFERENCES p"
         " (id) ON DELETE CASCADE;\n"
         "CREATE TABLE c (a int, CONSTRAINT fc FOREIGN KEY (a) REFERENCES p (id));\n"
         "ALTER TABLE c DROP FOREIGN KEY fc;\n"
         "CREATE INDEX z ON c (a);\n"},
        {"but for one that has got a name since",
         "CREATE TABLE p (id int PRIMARY KEY);\n"
         "CREATE TABLE a (a int, b int, CONSTRAINT fa FOREIGN KEY (a) REFERENCES p (id));\n"
         "ALTER TABLE a DROP FOREIGN KEY fa;\n"
         "ALTER TABLE a RENAME INDEX fa TO ia;\n"
         "ALTER TABLE a ADD KEY z (a, b);\n"},
        {"it keeps the name of its column",
         "CREATE TABLE p (id int PRIMARY KEY);\n"
         "CREATE TABLE a (a int, b int, FOREIGN KEY (a) REFERENCES p (id), KEY (b));\n"
         "ALTER TABLE a CHANGE a z int;\n"
         "CREATE TABLE b (a int, b int, KEY (b), FOREIGN KEY (a) REFERENCES p (id), FOREIGN KEY (b)"
         " REFERENCES p (id));\n"
         "ALTER TABLE b RENAME COLUMN a TO b, RENAME COLUMN b TO a;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "mariadb");
}

static void mariadb_numbers_foreign_keys(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"from the highest on that was there before the statement",
         "CREATE TABLE p (id int PRIMARY KEY);\n"
         "CREATE TABLE a (a int, b int, FOREIGN KEY (a) REFERENCES p (id), FOREIGN KEY (b)"
         " REFERENCES p (id));\n"
         "ALTER TABLE a DROP FOREIGN KEY a_ibfk_1;\n"
         "ALTER TABLE a ADD FOREIGN KEY (a) REFERENCES p (id);\n"
         "ALTER TABLE a DROP FOREIGN KEY a_ibfk_3;\n"
         "ALTER TABLE a ADD FOREIGN KEY (a) REFERENCES p (id);\n"
         "CREATE TABLE b (a int, FOREIGN KEY (a) REFERENCES p (id));\n"
         "ALTER TABLE b ADD FOREIGN KEY (a) REFERENCES p (id) ON DELETE CASCADE, DROP FOREIGN KEY"
         " b_ibfk_1;\n"},
        {"from 1 on in a table that is made",
         "CREATE TABLE p (id int PRIMARY KEY);\n"
         "CREATE TABLE a (a int, b int, KEY (a), CONSTRAINT a_ibfk_2 FOREIGN KEY (a) REFERENCES p"
         " (id), FOREIGN KEY (b) REFERENCES p (id));\n"},
        {"and names them anew with the table",
         "CREATE TABLE p (id int PRIMARY KEY);\n"
         "CREATE TABLE a (a int, KEY (a), CONSTRAINT a_ibfk_7 FOREIGN KEY (a) REFERENCES p (id),"
         " CONSTRAINT a_own FOREIGN KEY (a) REFERENCES p (id));\n"
         "RENAME TABLE a TO b;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "mariadb");
}

static void mariadb_changes_partitions_one_by_one(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"of a list",
         "CREATE TABLE a (a int) PARTITION BY RANGE (a) (PARTITION p0 VALUES LESS THAN (10) COMMENT"
         " = 'x,(y', PARTITION `my p` VALUES LESS THAN MAXVALUE);\n"
         "ALTER TABLE a REORGANIZE PARTITION `my p` INTO (PARTITION b VALUES LESS THAN (20),"
         " PARTITION c VALUES LESS THAN MAXVALUE);\n"
         "ALTER TABLE a DROP PARTITION IF EXISTS P0, c;\n"
         "ALTER TABLE a ADD PARTITION (PARTITION d VALUES LESS THAN (40), PARTITION e VALUES LESS"
         " THAN MAXVALUE);\n"
         "ALTER TABLE a DROP PARTITION d;\n"
         "CREATE TABLE b LIKE a;\n"
         "ALTER TABLE a CHANGE a z int;\n"
         "CREATE TABLE c (a int) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME LIMIT 1000"
         " (PARTITION p0 HISTORY, PARTITION pc CURRENT);\n"
         "ALTER TABLE c ADD PARTITION (PARTITION p1 HISTORY);\n"
         "CREATE TABLE d (a int) PARTITION BY HASH (a) PARTITIONS 2;\n"
         "ALTER TABLE d TRUNCATE PARTITION ALL;\n"},
        {"of which only the number is known",
         "CREATE TABLE a (a int) PARTITION BY HASH (a);\n"
         "ALTER TABLE a ADD PARTITION PARTITIONS 3;\n"
         "ALTER TABLE a COALESCE PARTITION 1;\n"
         "CREATE TABLE b (a int) PARTITION BY KEY (a) PARTITIONS 2;\n"
         "ALTER TABLE b ADD PARTITION PARTITIONS 2;\n"
         "ALTER TABLE b REMOVE PARTITIONING;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "mariadb");
}

/* What the text cannot tell is kept as it is written, and comes after it. */
static void mariadb_names_parts_of_partitions_itself(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"where others have names",
         "CREATE TABLE a (a int, b int) PARTITION BY RANGE (a) SUBPARTITION BY KEY (b) (PARTITION"
         " p0 VALUES LESS THAN (10) (SUBPARTITION s0, SUBPARTITION s1), PARTITION p1 VALUES LESS"
         " THAN (20) (SUBPARTITION s2, SUBPARTITION s3));\n"
         "ALTER TABLE a DROP PARTITION p0;\n"
         "ALTER TABLE a ADD PARTITION (PARTITION p2 VALUES LESS THAN (30));\n"
         "ALTER TABLE a DROP PARTITION p1;\n"},
        {"where the number goes up",
         "CREATE TABLE a (a int) PARTITION BY HASH (a) (PARTITION x, PARTITION y);\n"
         "ALTER TABLE a ADD PARTITION PARTITIONS 1;\n"
         "ALTER TABLE a COALESCE PARTITION 1;\n"},
        {"and makes tables of them",
         "CREATE TABLE a (a int, KEY (a)) PARTITION BY RANGE (a) (PARTITION p0 VALUES LESS THAN"
         " (10), PARTITION p1 VALUES LESS THAN (20));\n"
         "ALTER TABLE a CONVERT PARTITION p1 TO TABLE b;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "mariadb");
}

static void mariadb_keeps_columns_of_a_period_that_goes(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"they are not null",
         "CREATE TABLE t (a int, `s 1` date, e date, PERIOD FOR p (`s 1`, e));\n"
         "ALTER TABLE t DROP PERIOD FOR p;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "mariadb");
}

static void mariadb_keeps_the_columns_that_views_were_made_with(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"of tables",
         "CREATE TABLE t (a int, b int, hidden int INVISIBLE);\n"
         "CREATE TABLE u (c int, d int);\n"
         "CREATE VIEW v AS SELECT * FROM t;\n"
         "CREATE VIEW w AS SELECT t.*, d FROM t, u;\n"
         "CREATE VIEW x AS SELECT x.*, 1 AS one FROM t AS x WHERE EXISTS (SELECT * FROM u);\n"
         "CREATE VIEW y AS SELECT count(*), a * b AS m FROM t GROUP BY a;\n"
         "ALTER TABLE t ADD e int, MODIFY b bigint FIRST;\n"
         "ALTER TABLE u ADD f int FIRST;\n"
         "CREATE OR REPLACE VIEW v AS SELECT * FROM t UNION SELECT d, c, f FROM u;\n"
         "ALTER TABLE t ADD z int;\n"},
        {"of queries and views",
         "CREATE TABLE t (a int, b int);\n"
         "CREATE VIEW v (x, y) AS SELECT a + 1, b FROM t;\n"
         "CREATE VIEW w AS SELECT * FROM v JOIN t;\n"
         "CREATE VIEW x AS SELECT * FROM (SELECT *, 1 AS one FROM t) AS s;\n"
         "CREATE VIEW y AS SELECT * FROM (SELECT max(b) AS m FROM t) AS s, t;\n"
         "ALTER TABLE t ADD c int;\n"},
        {"of joins that make one column of two",
         "CREATE TABLE t (b int, a int, d int);\n"
         "CREATE TABLE u (c int, a int, e int);\n"
         "CREATE TABLE w (e int, f int, d int);\n"
         "CREATE VIEW v1 AS SELECT * FROM t JOIN u USING (a);\n"
         "CREATE VIEW v2 AS SELECT * FROM t LEFT JOIN u USING (a) JOIN w USING (d, e);\n"
         "CREATE VIEW v3 AS SELECT * FROM t NATURAL JOIN u;\n"
         "CREATE VIEW v4 AS SELECT * FROM t RIGHT JOIN u USING (a);\n"
         "CREATE VIEW v5 AS SELECT * FROM t LEFT JOIN u USING (a) NATURAL JOIN w;\n"
         "CREATE VIEW v6 AS SELECT u.*, w.f FROM u JOIN w ON w.f = u.c JOIN t USING (a);\n"
         "ALTER TABLE t ADD x int;\n"
         "ALTER TABLE u ADD y int FIRST;\n"
         "ALTER TABLE w ADD z int AFTER e;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "mariadb");
}

static void mariadb_changes_character_sets(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"of all columns, whose texts grow",
         "CREATE TABLE a (a tinytext, b text, c mediumtext, d longtext, e varchar(200), f int, g"
         " varchar(3) CHARACTER SET binary) DEFAULT CHARSET=latin1;\n"
         "ALTER TABLE a CONVERT TO CHARACTER SET utf8mb3;\n"
         "ALTER TABLE a CONVERT TO CHARACTER SET utf8mb4;\n"
         "CREATE TABLE b (a tinytext CHARACTER SET utf8mb3, b text COLLATE ucs2_bin, c"
         " enum('a') CHARACTER SET latin1) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;\n"
         "ALTER TABLE b CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;\n"
         "ALTER TABLE b CONVERT TO CHARACTER SET latin1;\n"},
        {"of the table, which columns keep that are there",
         "CREATE TABLE a (a varchar(3), b text COLLATE latin1_bin, c int) DEFAULT"
         " CHARSET=latin1;\n"
         "ALTER TABLE a ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='COLLATE', ADD d text;\n"
         "ALTER TABLE a ADD e text, COLLATE utf8mb4_bin, MODIFY d char(5);\n"
         "CREATE TABLE b (a text) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;\n"
         "ALTER TABLE b CHARACTER SET latin1;\n"},
        {"of json, which is a text with a check then",
         "CREATE TABLE a (a json, `b c` json) DEFAULT CHARSET=latin1;\n"
         "ALTER TABLE a CONVERT TO CHARACTER SET utf8mb4;\n"
         "CREATE TABLE b (a json, b text, c varchar(10), d char(5), e enum('a')) "
         "DEFAULT CHARSET=utf8mb4;\n"
         "ALTER TABLE b CONVERT TO CHARACTER SET binary;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "mariadb");
}

static void mariadb_fills_timestamps_as_it_did_once(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"where the session asks for it",
         "SET explicit_defaults_for_timestamp = OFF;\n"
         "CREATE TABLE a (a timestamp, b timestamp, c timestamp NULL, d timestamp DEFAULT "
         "'2000-01-01 00:00:00');\n"
         "CREATE TABLE b (a int, b timestamp(3), c timestamp(3), d timestamp AS (b));\n"
         "SET @kept = @@explicit_defaults_for_timestamp, explicit_defaults_for_timestamp = 1;\n"
         "CREATE TABLE c (a timestamp, b timestamp);\n"
         "SET explicit_defaults_for_timestamp = @kept;\n"
         "CREATE TABLE d (a timestamp ON UPDATE current_timestamp, b timestamp PRIMARY KEY);\n"
         "CREATE TABLE e (a timestamp NULL, b timestamp, c timestamp DEFAULT 0 COMMENT 'x');\n"
         "ALTER TABLE d MODIFY b timestamp, ADD c timestamp;\n"
         "SET explicit_defaults_for_timestamp = DEFAULT;\n"
         "CREATE TABLE f (a int, b timestamp);\n"
         "SET explicit_defaults_for_timestamp = 0;\n"
         "ALTER TABLE f ADD c timestamp;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "mariadb");
}

static void mariadb_tells_where_the_database_says_the_character_set(void **state) {
    (void)state;
    static const struct history history = {"the columns keep it",
                                           "CREATE TABLE a (a text CHARACTER SET latin1, b int);\n"
                                           "ALTER TABLE a DEFAULT CHARSET=utf8mb4;\n"
                                           "CREATE TABLE b (a tinytext);\n"
                                           "ALTER TABLE b CONVERT TO CHARACTER SET ascii;\n"};
    comes_to_the_same(&history, tn_dialect_find("mariadb"), "columns of table \"b\"");
}

static void mariadb_takes_what_is_for_newer_servers_of_mysql_for_a_comment(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"unless it says that it is for MariaDB",
         "CREATE TABLE t (a int /*!50100 UNSIGNED */ /*!50700 NO_COLUMN_WORD */, b int,"
         " /*!80000 KEY x ((a + b)), */ /*M!100000 c int, */ KEY k (a) /*!80000 INVISIBLE */)"
         " /*!40101 ENGINE=MyISAM */ /*M!100100 COMMENT='t' */;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "mariadb");
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(mariadb_exchanges_names_within_a_statement),
        cmocka_unit_test(mariadb_keeps_prefixes_where_the_column_still_has_them),
        cmocka_unit_test(mariadb_takes_back_the_index_that_nobody_asked_for),
        cmocka_unit_test(mariadb_numbers_foreign_keys),
        cmocka_unit_test(mariadb_changes_partitions_one_by_one),
        cmocka_unit_test(mariadb_names_parts_of_partitions_itself),
        cmocka_unit_test(mariadb_keeps_columns_of_a_period_that_goes),
        cmocka_unit_test(mariadb_keeps_the_columns_that_views_were_made_with),
        cmocka_unit_test(mariadb_changes_character_sets),
        cmocka_unit_test(mariadb_fills_timestamps_as_it_did_once),
        cmocka_unit_test(mariadb_tells_where_the_database_says_the_character_set),
        cmocka_unit_test(mariadb_takes_what_is_for_newer_servers_of_mysql_for_a_comment),
    };
    return tn_test_run("ALTER TABLE of MariaDB", tests);
}
