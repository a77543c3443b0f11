/*
 * Migrations of every kind of change, up and down, on a MariaDB server.
 */
#include "migrate/proof.h"

#define TWO_ROWS "INSERT INTO t (id) VALUES (1), (2);"

static const struct proof proofs[] = {
    {"a table comes with its indexes", "CREATE TABLE t (id int);",
     "CREATE TABLE t (id int); CREATE TABLE u (id int AUTO_INCREMENT PRIMARY KEY, n int, "
     "s varchar(50), KEY (n), UNIQUE KEY s_n (s(10), n), FULLTEXT KEY words (s));",
     TWO_ROWS},
    {"a table goes with its foreign key",
     "CREATE TABLE t (id int PRIMARY KEY);"
     "CREATE TABLE u (t int, FOREIGN KEY (t) REFERENCES t (id)) COMMENT='uses t';",
     "CREATE TABLE t (id int PRIMARY KEY);", TWO_ROWS},
    {"tables in a circle of foreign keys come", "CREATE TABLE t (id int);",
     "CREATE TABLE t (id int); CREATE TABLE a (id int PRIMARY KEY, b int);"
     "CREATE TABLE b (id int PRIMARY KEY, a int, CONSTRAINT ba FOREIGN KEY (a) REFERENCES a (id));"
     "ALTER TABLE a ADD CONSTRAINT ab FOREIGN KEY (b) REFERENCES b (id);",
     TWO_ROWS},
    {"a column comes and another goes", "CREATE TABLE t (id int, old text);",
     "CREATE TABLE t (id int, fresh varchar(20) NOT NULL DEFAULT 'x');", TWO_ROWS},
    {"a column that may not be null goes and comes back",
     "CREATE TABLE t (id int, n decimal(8,2) NOT NULL DEFAULT 1, d date NOT NULL);",
     "CREATE TABLE t (id int);",
     "INSERT INTO t VALUES (1, 1, '2024-01-01'), (2, 2, '2024-01-02');"},
    {"a type, its sign and its length change",
     "CREATE TABLE t (id int PRIMARY KEY, n smallint unsigned, s varchar(10));",
     "CREATE TABLE t (id bigint PRIMARY KEY, n int, s varchar(100));", TWO_ROWS},
    {"null becomes not null with a default that fills", "CREATE TABLE t (id int, n int);",
     "CREATE TABLE t (id int, n int NOT NULL DEFAULT 3);", TWO_ROWS},
    {"a default changes and goes", "CREATE TABLE t (id int DEFAULT 1, n int DEFAULT 2);",
     "CREATE TABLE t (id int DEFAULT 10, n int);", TWO_ROWS},
    {"a default and its update", "CREATE TABLE t (id int, at timestamp NULL);",
     "CREATE TABLE t (id int, at timestamp NOT NULL DEFAULT current_timestamp() "
     "ON UPDATE current_timestamp());",
     "INSERT INTO t VALUES (1, '2024-01-01'), (2, '2024-01-02');"},
    {"a counter comes and goes",
     "CREATE TABLE t (id int PRIMARY KEY); "
     "CREATE TABLE u (id int AUTO_INCREMENT PRIMARY KEY);",
     "CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY); CREATE TABLE u (id int PRIMARY KEY);",
     TWO_ROWS},
    {"the key of a counter is replaced",
     "CREATE TABLE t (id int AUTO_INCREMENT, n int NOT NULL DEFAULT 0, PRIMARY KEY (id));",
     "CREATE TABLE t (id int AUTO_INCREMENT, n int NOT NULL DEFAULT 0, PRIMARY KEY (id, n));",
     TWO_ROWS},
    {"a counter is added as the primary key", "CREATE TABLE t (n int);",
     "CREATE TABLE t (n int, id int AUTO_INCREMENT PRIMARY KEY);",
     "INSERT INTO t VALUES (7), (8);"},
    {"the primary key goes to a counter that comes", "CREATE TABLE t (a int PRIMARY KEY, n int);",
     "CREATE TABLE t (a int, n int, id int AUTO_INCREMENT PRIMARY KEY);",
     "INSERT INTO t VALUES (7, 1), (8, 2);"},
    {"and leaves one that goes",
     "CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, a int NOT NULL, n int);",
     "CREATE TABLE t (a int PRIMARY KEY, n int);", "INSERT INTO t (a, n) VALUES (7, 1), (8, 2);"},
    {"a counter begins a key of several columns that comes",
     "CREATE TABLE t (a int PRIMARY KEY, n int);",
     "CREATE TABLE t (a int NOT NULL, n int, id int AUTO_INCREMENT, PRIMARY KEY (id, a));",
     "INSERT INTO t VALUES (7, 1), (8, 2);"},
    {"and one that goes",
     "CREATE TABLE t (a int NOT NULL, n int, id int AUTO_INCREMENT, PRIMARY KEY (id, a));",
     "CREATE TABLE t (a int PRIMARY KEY, n int);", "INSERT INTO t (a, n) VALUES (7, 1), (8, 2);"},
    {"a counter that comes takes the place of one that goes",
     "CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, n int);",
     "CREATE TABLE t (number bigint unsigned AUTO_INCREMENT PRIMARY KEY, n int);", TWO_ROWS},
    {"a primary key gives way to another, whose columns change",
     "CREATE TABLE t (id int PRIMARY KEY, n int, s varchar(10));",
     "CREATE TABLE t (id bigint NOT NULL, m int NOT NULL DEFAULT 1, n int, s varchar(10) NOT NULL "
     "DEFAULT '', PRIMARY KEY (s, id, m));",
     TWO_ROWS},
    {"a primary key that is referred to is exchanged",
     "CREATE TABLE t (id int PRIMARY KEY, n int NOT NULL DEFAULT 1, KEY (id, n));"
     "CREATE TABLE u (t int, CONSTRAINT ut FOREIGN KEY (t) REFERENCES t (id));",
     "CREATE TABLE t (id int NOT NULL, n int NOT NULL DEFAULT 1, PRIMARY KEY (n, id), "
     "KEY (id, n));"
     "CREATE TABLE u (t int, CONSTRAINT ut FOREIGN KEY (t) REFERENCES t (id));",
     TWO_ROWS},
    {"a counter moves to a unique key",
     "CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, n int NOT NULL DEFAULT 0);",
     "CREATE TABLE t (id int AUTO_INCREMENT, n int NOT NULL DEFAULT 0, UNIQUE KEY one (id));",
     TWO_ROWS},
    {"generated columns",
     "CREATE TABLE t (id int, a int AS (id + 1) STORED, b int AS (id) VIRTUAL);",
     "CREATE TABLE t (id int, a int AS (id + 2) STORED, c int AS (id * 2) VIRTUAL);",
     "INSERT INTO t (id) VALUES (1), (2);"},
    {"a generated column becomes stored", "CREATE TABLE t (id int, a int AS (id + 1) VIRTUAL);",
     "CREATE TABLE t (id int, a int AS (id + 1) STORED);", "INSERT INTO t (id) VALUES (1), (2);"},
    {"an enumeration gets a value",
     "CREATE TABLE t (id int, m enum('a','b') DEFAULT 'a', s set('x','y'));",
     "CREATE TABLE t (id int, m enum('a','b','c') DEFAULT 'b', s set('x','y','z'));", TWO_ROWS},
    {"a primary key under a foreign key is replaced",
     "CREATE TABLE t (id int PRIMARY KEY, code int NOT NULL UNIQUE);"
     "CREATE TABLE u (t int, c int, CONSTRAINT f FOREIGN KEY (t) REFERENCES t (id), "
     "CONSTRAINT g FOREIGN KEY (c) REFERENCES t (code));",
     "CREATE TABLE t (id int NOT NULL, code int PRIMARY KEY, UNIQUE KEY id (id));"
     "CREATE TABLE u (t int, c int, CONSTRAINT f FOREIGN KEY (t) REFERENCES t (id), "
     "CONSTRAINT g FOREIGN KEY (c) REFERENCES t (code));",
     "INSERT INTO t VALUES (1, 1), (2, 2); INSERT INTO u VALUES (1, 2);"},
    {"a foreign key comes, with the index it needs", "CREATE TABLE t (id int PRIMARY KEY, up int);",
     "CREATE TABLE t (id int PRIMARY KEY, up int, CONSTRAINT f FOREIGN KEY (up) REFERENCES t "
     "(id));",
     TWO_ROWS},
    {"the index under a foreign key changes",
     "CREATE TABLE t (id int PRIMARY KEY, up int, n int, KEY i (up), "
     "CONSTRAINT f FOREIGN KEY (up) REFERENCES t (id));",
     "CREATE TABLE t (id int PRIMARY KEY, up int, n int, KEY j (up, n), "
     "CONSTRAINT f FOREIGN KEY (up) REFERENCES t (id));",
     TWO_ROWS},
    {"a foreign key gets actions",
     "CREATE TABLE t (id int PRIMARY KEY, up int, CONSTRAINT f FOREIGN KEY (up) REFERENCES t "
     "(id));",
     "CREATE TABLE t (id int PRIMARY KEY, up int, CONSTRAINT f FOREIGN KEY (up) REFERENCES t (id) "
     "ON DELETE CASCADE ON UPDATE SET NULL);",
     TWO_ROWS},
    {"the columns of a foreign key are retyped at both ends",
     "CREATE TABLE t (id int PRIMARY KEY);"
     "CREATE TABLE u (t int, CONSTRAINT f FOREIGN KEY (t) REFERENCES t (id));",
     "CREATE TABLE t (id bigint PRIMARY KEY);"
     "CREATE TABLE u (t bigint, CONSTRAINT f FOREIGN KEY (t) REFERENCES t (id));",
     "INSERT INTO t VALUES (1), (2); INSERT INTO u VALUES (1);"},
    {"a check comes, changes and goes",
     "CREATE TABLE t (id int, CONSTRAINT a CHECK (id > 0), CONSTRAINT b CHECK (id > 0));",
     "CREATE TABLE t (id int, CONSTRAINT a CHECK (id > -5), CONSTRAINT c CHECK (id < 9));",
     TWO_ROWS},
    {"a check in the line of a column comes, changes and goes",
     "CREATE TABLE t (id int, n int CHECK (n > 0), s longtext CHECK (json_valid(s)), "
     "m int CHECK (m > 0), CHECK (id > 0));",
     "CREATE TABLE t (id int CHECK (id < 9), n int CHECK (n > 1), s longtext, m int, "
     "j longtext CHECK (json_valid(j)), CHECK (id > 0));",
     TWO_ROWS},
    {"a column gets a type for the default that fills it",
     "CREATE TABLE t (id int, e enum('a','b')) DEFAULT CHARSET=latin1;",
     "CREATE TABLE t (id int, e varchar(9) NOT NULL DEFAULT 'b') DEFAULT CHARSET=utf8mb4;",
     TWO_ROWS},
    {"a column comes back under the character set of its table",
     "CREATE TABLE t (id int, s varchar(9), n varchar(9)) DEFAULT CHARSET=latin1;",
     "CREATE TABLE t (id int, n varchar(20), m varchar(9)) DEFAULT CHARSET=utf8mb4;", TWO_ROWS},
    {"statements with statements inside",
     "CREATE TABLE t (id int, n int); CREATE TABLE gone (id int);\n"
     "DELIMITER //\n"
     "CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.n = 1; END//\n"
     "CREATE TRIGGER g BEFORE INSERT ON gone FOR EACH ROW BEGIN SET NEW.id = 1; END//\n"
     "CREATE PROCEDURE p() BEGIN SELECT 1; SELECT '//'; END//\n"
     "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01' "
     "DO BEGIN DELETE FROM t WHERE id > 9; END//\n"
     "DELIMITER ;\n",
     "CREATE TABLE t (id int, n int);\n"
     "DELIMITER //\n"
     "CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.n = 2; SET NEW.id = 3; END//\n"
     "CREATE FUNCTION f() RETURNS int NO SQL BEGIN DECLARE a int; SET a = 1; RETURN a; END//\n"
     "CREATE EVENT e ON SCHEDULE EVERY 2 DAY STARTS '2030-01-01' "
     "DO BEGIN DELETE FROM t WHERE id > 8; END//\n"
     "DELIMITER ;\n",
     TWO_ROWS},
    {"indexes come, change and go",
     "CREATE TABLE t (id int, s varchar(40), KEY a (id), KEY b (s));",
     "CREATE TABLE t (id int, s varchar(40), KEY b (s(5), id), UNIQUE KEY c (id));", TWO_ROWS},
    {"settings of a table", "CREATE TABLE t (id int) ENGINE=MyISAM COMMENT='old';",
     "CREATE TABLE t (id int) ENGINE=InnoDB ROW_FORMAT=COMPRESSED COMMENT='it''s new';", TWO_ROWS},
    {"a character set",
     "CREATE TABLE t (id int, s varchar(20), b varchar(20) CHARACTER SET ascii) "
     "DEFAULT CHARSET=latin1;",
     "CREATE TABLE t (id int, s varchar(20), b varchar(20) CHARACTER SET ascii) "
     "DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;",
     TWO_ROWS},
    {"a collation of a column", "CREATE TABLE t (id int, s varchar(20));",
     "CREATE TABLE t (id int, s varchar(20) COLLATE utf8mb4_bin);", TWO_ROWS},
    {"comments of columns", "CREATE TABLE t (id int COMMENT 'one', n int);",
     "CREATE TABLE t (id int, n int COMMENT 'it''s two');", TWO_ROWS},
    {"views",
     "CREATE TABLE t (id int, n int); CREATE VIEW v AS SELECT id FROM t;"
     "CREATE VIEW w AS SELECT id FROM v;",
     "CREATE TABLE t (id int, n bigint); CREATE VIEW v AS SELECT n AS id FROM t;"
     "CREATE VIEW w AS SELECT id FROM v;",
     TWO_ROWS},
    {"partitions come", "CREATE TABLE t (id int);",
     "CREATE TABLE t (id int) PARTITION BY HASH (id) PARTITIONS 3;", TWO_ROWS},
    {"sequences", "CREATE TABLE t (id int); CREATE SEQUENCE a;",
     "CREATE TABLE t (id int); CREATE SEQUENCE b INCREMENT BY 5;", TWO_ROWS},
    {"no column stays as it is", "CREATE TABLE t (id int NOT NULL, g int AS (id * 2) VIRTUAL);",
     "CREATE TABLE t (id int AS (1) STORED, g int AS (id * 3) VIRTUAL);", TWO_ROWS},
    {"all columns go and others come", "CREATE TABLE t (id int, n int);",
     "CREATE TABLE t (a int AUTO_INCREMENT PRIMARY KEY, b text);", TWO_ROWS},
    {"names that need quotes",
     "CREATE TABLE t (id int, `Old Column` int); CREATE TABLE `order` (`group` int);",
     "CREATE TABLE t (id int, `New ``Column` int);"
     "CREATE TABLE `order` (`group` bigint, `user` int, UNIQUE KEY `key` (`user`));",
     TWO_ROWS},
};

static void on_mariadb(void **state) {
    prove(*state, tn_dialect_find("mariadb"));
}

int main(void) {
    return prove_all("migrations on MariaDB", proofs, TN_LENGTH(proofs), on_mariadb);
}
