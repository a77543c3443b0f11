/*
 * Scripts for MariaDB that change what they made; see history.h.
 */
#include "history.h"

static void mariadb_tells_checks_of_columns_apart(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"checks",
         "CREATE TABLE t (a int CHECK (a > 0), b int, CONSTRAINT both_sides CHECK (a < b));\n"
         "ALTER TABLE t ADD c int CHECK (c <> 3);\n"
         "CREATE TABLE u (a int CHECK (a > 0), b int);\n"
         "ALTER TABLE u DROP COLUMN a;\n"},
        {"a function and a procedure of one name", "CREATE FUNCTION f() RETURNS int RETURN 1;\n"
                                                   "DROP PROCEDURE IF EXISTS f;\n"
                                                   "CREATE PROCEDURE f() SELECT 1;\n"
                                                   "DROP PROCEDURE IF EXISTS g;\n"},
        {"events that are made again, and dropped",
         "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2020-01-01' DO SELECT 1;\n"
         "CREATE EVENT IF NOT EXISTS e ON SCHEDULE EVERY 2 DAY STARTS '2020-01-01' DO SELECT 2;\n"
         "CREATE EVENT f ON SCHEDULE EVERY 1 DAY STARTS '2020-01-01' DO SELECT 1;\n"
         "CREATE OR REPLACE EVENT f ON SCHEDULE EVERY 3 DAY STARTS '2020-01-01' DO SELECT 3;\n"
         "DROP EVENT IF EXISTS e;\n"},
        {"tables change names in turn", "CREATE TABLE a (x int);\n"
                                        "CREATE TABLE b (y int);\n"
                                        "RENAME TABLE a TO tmp, b TO a, tmp TO b;\n"},
        {"an index and a foreign key of one name",
         "CREATE TABLE p (id int PRIMARY KEY);\n"
         "CREATE TABLE c (a int, b int, UNIQUE KEY k (a), CONSTRAINT k FOREIGN KEY (a) REFERENCES p"
         " (id), KEY j (b), CONSTRAINT j FOREIGN KEY (b) REFERENCES p (id));\n"
         "ALTER TABLE c DROP FOREIGN KEY k;\n"
         "ALTER TABLE c RENAME INDEX j TO i;\n"},
        {"columns find their places", "CREATE TABLE t (a int, b int, c int);\n"
                                      "ALTER TABLE t MODIFY c int FIRST, ADD d int AFTER c;\n"
                                      "ALTER TABLE t ADD e int, MODIFY a int AFTER b;\n"
                                      "CREATE TABLE u LIKE t;\n"
                                      "ALTER TABLE u ADD f int FIRST, ADD g int;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "mariadb");
}

static void mariadb_keeps_the_settings_that_things_are_made_under(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"character sets that a script says itself",
         "CREATE TABLE t (id int PRIMARY KEY, a varchar(10));\n"
         "SET NAMES latin1;\n"
         "CREATE VIEW v AS SELECT 'x' AS a, id FROM t;\n"
         "CREATE VIEW w AS SELECT id FROM v;\n"
         "SET NAMES utf8mb3 COLLATE utf8mb3_bin, sql_mode = 'ANSI';\n"
         "CREATE FUNCTION f() RETURNS varchar(10) RETURN 'u';\n"
         "CREATE PROCEDURE p() SELECT \"id\" FROM t;\n"
         "SET NAMES utf8mb4, sql_mode = DEFAULT;\n"
         "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 'x';\n"},
        {"DEFAULT is something else for each of them",
         "SET storage_engine = MyISAM, sql_mode = 'ANSI', character_set_client = latin1;\n"
         "SET storage_engine = DEFAULT, sql_mode = DEFAULT, character_set_client = DEFAULT;\n"
         "CREATE TABLE t (a int);\n"
         "CREATE PROCEDURE p() SELECT 1;\n"},
        {"those of a dump",
         "/*!40101 SET NAMES utf8mb4 */;\n"
         "/*!50003 SET @saved_cs_client = @@character_set_client */ ;\n"
         "/*!50003 SET @saved_col_connection = @@collation_connection */ ;\n"
         "/*!50003 SET character_set_client = utf8mb3 */ ;\n"
         "/*!50003 SET collation_connection = utf8mb3_unicode_ci */ ;\n"
         "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2020-01-01 00:00:00' DO DELETE FROM t;\n"
         "CREATE FUNCTION f() RETURNS int RETURN 1;\n"
         "/*!50003 SET character_set_client = @saved_cs_client */ ;\n"
         "/*!50003 SET collation_connection = @saved_col_connection */ ;\n"
         "CREATE FUNCTION g() RETURNS int RETURN 1;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "mariadb");
}

static void mariadb_takes_what_lacks_a_parent(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"a foreign key to a table that a dump leaves out, and one to a table that comes later",
         "SET FOREIGN_KEY_CHECKS = 0;\n"
         "CREATE TABLE a (id int PRIMARY KEY, m int, KEY (m), CONSTRAINT to_missing FOREIGN KEY (m)"
         " REFERENCES missing (id));\n"
         "CREATE TABLE b (id int PRIMARY KEY, z int, KEY (z), CONSTRAINT to_later FOREIGN KEY (z)"
         " REFERENCES z (id));\n"
         "CREATE TABLE z (id int PRIMARY KEY);\n"},
    };
    for (size_t i = 0; i < TN_LENGTH(histories); i++)
        comes_to_the_same(&histories[i], tn_dialect_find("mariadb"), "table \"missing\"");
}

static void mariadb_names_what_has_no_name_in_the_order_it_comes(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"indexes before keys over the same column",
         "CREATE TABLE a (b varchar(9), FULLTEXT KEY (b), UNIQUE (b), INDEX (b), UNIQUE (b));\n"
         "CREATE TABLE c (a int, INDEX (a));\n"
         "ALTER TABLE c ADD UNIQUE (a);\n"
         "ALTER TABLE c DROP INDEX a;\n"
         "CREATE TABLE d (a int, INDEX a (a));\n"
         "ALTER TABLE d ADD UNIQUE (a);\n"
         "ALTER TABLE d DROP INDEX a_2;\n"
         "CREATE TABLE e (a int, b int, UNIQUE (a), INDEX (a, b));\n"},
        {"a name that goes in the same statement is free",
         "CREATE TABLE t (a int, b int, KEY (a));\n"
         "ALTER TABLE t ADD KEY (a, b), ADD UNIQUE (b, a), DROP KEY a;\n"
         "CREATE TABLE u (a int, b int, KEY (a), KEY (a, b));\n"
         "ALTER TABLE u ADD KEY (a, b), DROP KEY a;\n"
         "ALTER TABLE u DROP KEY a_2, ADD c int;\n"},
        {"IF NOT EXISTS inside of ALTER TABLE",
         "CREATE TABLE t (a int PRIMARY KEY, b int);\n"
         "ALTER TABLE t ADD PRIMARY KEY IF NOT EXISTS p (b), ADD INDEX IF NOT EXISTS i (b);\n"
         "ALTER TABLE t ADD INDEX IF NOT EXISTS i (a), ADD UNIQUE IF NOT EXISTS u (b);\n"
         "ALTER TABLE t ADD UNIQUE IF NOT EXISTS u (a), ADD c int;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "mariadb");
}

static void mariadb_leaves_the_index_of_a_foreign_key_that_goes(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"it stays, as it was named",
         "CREATE TABLE p (id int PRIMARY KEY);\n"
         "CREATE TABLE a (x int, CONSTRAINT named FOREIGN KEY (x) REFERENCES p (id));\n"
         "CREATE TABLE b (x int, FOREIGN KEY (x) REFERENCES p (id));\n"
         "CREATE TABLE c (x int, KEY k (x), CONSTRAINT fc FOREIGN KEY (x) REFERENCES p (id));\n"
         "ALTER TABLE a DROP FOREIGN KEY named;\n"
         "ALTER TABLE b DROP CONSTRAINT b_ibfk_1;\n"
         "ALTER TABLE c DROP FOREIGN KEY fc;\n"},
        {"it goes by its own name, or with its column",
         "CREATE TABLE p (id int PRIMARY KEY);\n"
         "CREATE TABLE a (x int, CONSTRAINT fa FOREIGN KEY (x) REFERENCES p (id));\n"
         "CREATE TABLE b (x int, FOREIGN KEY (x) REFERENCES p (id));\n"
         "CREATE TABLE c (x int, CONSTRAINT fc FOREIGN KEY (x) REFERENCES p (id));\n"
         "CREATE TABLE d (x int, z int, CONSTRAINT fd FOREIGN KEY (x) REFERENCES p (id));\n"
         "CREATE TABLE e (x int, z int, CONSTRAINT fe FOREIGN KEY (x) REFERENCES p (id));\n"
         "ALTER TABLE a DROP FOREIGN KEY fa, DROP INDEX fa;\n"
         "ALTER TABLE b DROP FOREIGN KEY b_ibfk_1;\n"
         "DROP INDEX x ON b;\n"
         "ALTER TABLE c DROP INDEX fc, DROP FOREIGN KEY fc;\n"
         "ALTER TABLE d DROP FOREIGN KEY fd, DROP COLUMN x;\n"
         "ALTER TABLE e DROP INDEX fe, ADD INDEX i (x, z);\n"},
        {"two over the same column",
         "CREATE TABLE p (id int PRIMARY KEY);\n"
         "CREATE TABLE a (x int, CONSTRAINT a1 FOREIGN KEY (x) REFERENCES p (id),"
         " CONSTRAINT a2 FOREIGN KEY (x) REFERENCES p (id));\n"
         "CREATE TABLE b (x int, CONSTRAINT b1 FOREIGN KEY (x) REFERENCES p (id),"
         " CONSTRAINT b2 FOREIGN KEY (x) REFERENCES p (id));\n"
         "ALTER TABLE b DROP FOREIGN KEY b1;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "mariadb");
}

static void mariadb_says_one_table_option_once(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"LIKE takes them over, with the partitions",
         "CREATE TABLE a (i int) ENGINE=InnoDB STATS_PERSISTENT=1 ROW_FORMAT=COMPACT"
         " COMMENT='of a' PARTITION BY HASH (i) PARTITIONS 2;\n"
         "CREATE TABLE b LIKE a;\n"
         "CREATE TABLE c (LIKE a);\n"
         "ALTER TABLE c REMOVE PARTITIONING;\n"},
        {"what is said later counts",
         "CREATE TABLE a (i int) STATS_PERSISTENT 1 ROW_FORMAT=COMPACT;\n"
         "ALTER TABLE a STATS_PERSISTENT 0, ROW_FORMAT = DEFAULT, stats_sample_pages = 7;\n"
         "CREATE TABLE b (i int, k int) MAX_ROWS=7;\n"
         "ALTER TABLE b ADD l int, ORDER BY k, i DESC;\n"
         "ALTER TABLE b max_rows=9;\n"},
        {"tables of Aria have checksums once they were altered",
         "CREATE TABLE a (i int) ENGINE=Aria;\n"
         "CREATE TABLE b (i int) ENGINE=Aria;\n"
         "CREATE TABLE c (i int) ENGINE=Aria PAGE_CHECKSUM=0;\n"
         "CREATE TABLE d (i int) ENGINE=Aria;\n"
         "CREATE TABLE e (i int) ENGINE=InnoDB;\n"
         "ALTER TABLE a RENAME TO z;\n"
         "ALTER TABLE b ADD k int;\n"
         "ALTER TABLE c ADD k int;\n"
         "CREATE INDEX i ON d (i);\n"
         "ALTER TABLE e ENGINE=Aria;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "mariadb");
}

static void mariadb_keeps_sequences_in_tables(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"which have engines and options",
         "CREATE SEQUENCE a NOCACHE ENGINE=Aria ROW_FORMAT=PAGE COMMENT='of a';\n"
         "CREATE SEQUENCE b;\n"
         "ALTER TABLE b ENGINE=MyISAM, COMMENT='of b', ALGORITHM=COPY;\n"
         "ALTER TABLE b FORCE;\n"
         "ALTER SEQUENCE b INCREMENT BY 3;\n"
         "ALTER TABLE b RENAME TO c;\n"
         "CREATE SEQUENCE d ENGINE=Aria;\n"
         "CREATE OR REPLACE SEQUENCE d INCREMENT BY 2;\n"},
        {"and the engine of the session", "SET default_storage_engine = Aria;\n"
                                          "CREATE SEQUENCE a;\n"
                                          "SET default_storage_engine = DEFAULT;\n"
                                          "CREATE SEQUENCE b;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "mariadb");
}

static void mariadb_reads_what_the_script_says_its_bytes_are(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"from one statement on to another",
         "SET NAMES utf8mb4;\n"
         "CREATE TABLE `\u00e9t\u00e9` (a enum('\u00e9', 'b') COMMENT '\u043f');\n"
         "SET NAMES latin1;\n"
         "CREATE TABLE `pass\xe9` (a int COMMENT '\x80');\n"
         "/*!40101 SET NAMES cp1251 */;\n"
         "CREATE TABLE c (`\xff` int) COMMENT='\xe0\xe1';\n"
         "SET CHARACTER SET koi8r;\n"
         "CREATE TABLE d (a varchar(9) DEFAULT '\xd4');\n"
         "set names 'gbk';\n"
         "CREATE TABLE e (a int COMMENT '\xd6\xd0');\n"
         "SET NAMES utf8mb4;\n"
         "CREATE TABLE `\u00e8` (a int COMMENT 'set names latin1 \u00e8');\n"},
        {"and what a dump takes back",
         "SET NAMES utf8mb4;\n"
         "/*!50003 SET @saved_cs_client = @@character_set_client */;\n"
         "/*!50003 SET character_set_client = latin1 */;\n"
         "CREATE PROCEDURE p() SELECT 'a';\n"
         "/*!50003 SET character_set_client = @saved_cs_client */;\n"
         "CREATE TABLE `\u00e8` (a int);\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "mariadb");
}

static void mariadb_forgets_what_was_said_of_what_goes(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"of routines", "CREATE PROCEDURE p() SELECT 1;\n"
                        "ALTER PROCEDURE p COMMENT 'of the first';\n"
                        "DROP PROCEDURE p;\n"
                        "CREATE PROCEDURE p() SELECT 2;\n"
                        "CREATE FUNCTION f() RETURNS int RETURN 1;\n"
                        "ALTER FUNCTION f COMMENT 'gone';\n"
                        "DROP FUNCTION IF EXISTS f;\n"
                        "CREATE PROCEDURE q() SELECT 1;\n"
                        "ALTER PROCEDURE q COMMENT 'gone';\n"
                        "CREATE OR REPLACE PROCEDURE q() SELECT 2;\n"
                        "ALTER PROCEDURE q COMMENT 'here';\n"},
        {"of triggers",
         "CREATE TABLE t (a int);\n"
         "CREATE TRIGGER t1 BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1;\n"
         "CREATE TRIGGER t2 BEFORE INSERT ON t FOR EACH ROW PRECEDES t1 SET NEW.a = 2;\n"
         "CREATE TRIGGER t3 BEFORE INSERT ON t FOR EACH ROW FOLLOWS t2 SET NEW.a = 3;\n"
         "DROP TRIGGER t2;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "mariadb");
}

static void mariadb_makes_tables_of_plain_queries(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"with all that is said of a column, and without its table",
         "CREATE TABLE a (id int AUTO_INCREMENT PRIMARY KEY, n varchar(10) NOT NULL DEFAULT 'q'"
         " COMMENT 'c', t timestamp NOT NULL DEFAULT now() ON UPDATE now(), g int AS (h + 1), h int"
         " INVISIBLE DEFAULT 4, j json, i int UNIQUE CHECK (i > 1));\n"
         "CREATE TABLE b AS SELECT * FROM a;\n"
         "CREATE TABLE c ENGINE=MyISAM COMMENT='x' SELECT id, n AS nn, g, h FROM a AS z WHERE z.id "
         ">"
         " (SELECT 1 LIMIT 1) ORDER BY 1;\n"
         "DROP TABLE a;\n"
         "ALTER TABLE b ADD z int AFTER id, ADD KEY (n);\n"},
        {"and the character set it has had",
         "CREATE TABLE a (n varchar(10), m text COLLATE latin1_bin, i int) DEFAULT"
         " CHARSET=latin1;\n"
         "CREATE TABLE b DEFAULT CHARSET=utf8mb4 SELECT * FROM a;\n"
         "CREATE TABLE c AS SELECT n, i, m AS mm FROM a;\n"},
        {"others are for the server", "CREATE TABLE a (x int, y uuid DEFAULT uuid());\n"
                                      "CREATE TABLE b AS SELECT y FROM a;\n"
                                      "CREATE TABLE c AS SELECT x, count(*) FROM a GROUP BY x;\n"
                                      "CREATE TABLE d AS SELECT a.x FROM a JOIN a AS z;\n"
                                      "CREATE TABLE e AS SELECT x FROM a UNION SELECT 1;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "mariadb");
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(mariadb_tells_checks_of_columns_apart),
        cmocka_unit_test(mariadb_keeps_the_settings_that_things_are_made_under),
        cmocka_unit_test(mariadb_takes_what_lacks_a_parent),
        cmocka_unit_test(mariadb_names_what_has_no_name_in_the_order_it_comes),
        cmocka_unit_test(mariadb_leaves_the_index_of_a_foreign_key_that_goes),
        cmocka_unit_test(mariadb_says_one_table_option_once),
        cmocka_unit_test(mariadb_keeps_sequences_in_tables),
        cmocka_unit_test(mariadb_reads_what_the_script_says_its_bytes_are),
        cmocka_unit_test(mariadb_forgets_what_was_said_of_what_goes),
        cmocka_unit_test(mariadb_makes_tables_of_plain_queries),
    };
    return tn_test_run("histories of MariaDB", tests);
}
