/*
 * What the DDL of MySQL and MariaDB becomes in the model.
 */
#include "harness.h"
#include "sql/facts.h"

static void check(const struct example *examples, size_t count) {
    check_examples(examples, count, "mysql");
}

static void types_have_one_spelling(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a INT(11), b int(10) unsigned, c int(5) ZEROFILL, d tinyint(1), e BOOL, "
         "f tinyint(4), g integer, h int8, i decimal, j numeric(5), k dec(5,2), l float(7,4), m "
         "float(30), n double precision, o char, p year(4), q bit, r serial, s real, t bigint(13), "
         "u int(10));",
         "entity t\n"
         "  attribute a {type=int}\n"
         "  attribute b {type=int unsigned}\n"
         "  attribute c {type=int(5) unsigned zerofill}\n"
         "  attribute d {type=tinyint(1)}\n"
         "  attribute e {type=tinyint(1)}\n"
         "  attribute f {type=tinyint}\n"
         "  attribute g {type=int}\n"
         "  attribute h {type=bigint}\n"
         "  attribute i {type=decimal(10,0)}\n"
         "  attribute j {type=decimal(5,0)}\n"
         "  attribute k {type=decimal(5,2)}\n"
         "  attribute l {type=float(7,4)}\n"
         "  attribute m {type=double}\n"
         "  attribute n {type=double}\n"
         "  attribute o {type=char(1)}\n"
         "  attribute p {type=year}\n"
         "  attribute q {type=bit(1)}\n"
         "  attribute r {type=bigint unsigned, nullable=no, identity=auto increment}\n"
         "  attribute s {type=double}\n"
         "  attribute t {type=bigint(13)}\n"
         "  attribute u {type=int(10)}\n"
         "  key {attributes=r}\n"},
        {"CREATE TABLE t (a ENUM(\"x\",'y\\'z') , b set('a', 'b'), c national varchar(5), d long "
         "varchar, e character varying(9), f geometrycollection, g datetime(3), 2fa int);",
         "entity t\n"
         "  attribute a {type=enum('x','y''z')}\n"
         "  attribute b {type=set('a','b')}\n"
         "  attribute c {type=varchar(5), charset=utf8mb3}\n"
         "  attribute d {type=mediumtext}\n"
         "  attribute e {type=varchar(9)}\n"
         "  attribute f {type=geometrycollection}\n"
         "  attribute g {type=datetime(3)}\n"
         "  attribute 2fa {type=int}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void columns(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE `t` ( # a comment\n"
         "  `id` int NOT NULL AUTO_INCREMENT COMMENT 'the ''id''' -- another\n"
         ", c varchar(9) CHARACTER SET latin1 COLLATE latin1_bin DEFAULT 'x',\n"
         "  ts timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3), n "
         "datetime NULL DEFAULT NULL,\n"
         "  u char(36) DEFAULT (uuid()), g int GENERATED ALWAYS AS (id + 1) STORED, h int AS (id) "
         "VIRTUAL INVISIBLE, p point NOT NULL SRID 4326,\n"
         "  k int UNIQUE KEY COLUMN_FORMAT fixed, PRIMARY KEY (id));",
         "entity t\n"
         "  attribute id {comment=the 'id', type=int, nullable=no, identity=auto increment}\n"
         "  attribute c {type=varchar(9), default_value='x', charset=latin1, "
         "collation=latin1_bin}\n"
         "  attribute ts {type=timestamp, nullable=no, default_value=CURRENT_TIMESTAMP(3), "
         "on_update=CURRENT_TIMESTAMP(3)}\n"
         "  attribute n {type=datetime}\n"
         "  attribute u {type=char(36), default_value=(uuid())}\n"
         "  attribute g {type=int, generated=id + 1}\n"
         "  attribute h {type=int, generated=id, generation=virtual, invisible=yes}\n"
         "  attribute p {type=point, nullable=no, options=SRID 4326}\n"
         "  attribute k {type=int, options=COLUMN_FORMAT fixed}\n"
         "  key {attributes=k}\n"
         "  key {primary=yes, attributes=id}\n"},
        {"CREATE TABLE t (a int KEY, b int CHECK (b > 0), c int CONSTRAINT x CHECK (c > 1) NOT "
         "ENFORCED);",
         "entity t\n"
         "  attribute a {type=int, nullable=no}\n"
         "  attribute b {type=int}\n"
         "  attribute c {type=int}\n"
         "  key {primary=yes, attributes=a}\n"
         "  check {expression=b > 0, attribute=t.b}\n"
         "  check x {expression=c > 1, not_enforced=yes}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void keys_and_indexes(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a int, b varchar(9), c point,\n"
         " PRIMARY KEY (a) USING BTREE, UNIQUE KEY u1 (b), UNIQUE (a, b) COMMENT 'both', UNIQUE "
         "INDEX u2 (b(5)), UNIQUE KEY u3 ((lower(b))),\n"
         " KEY k1 (a DESC, b(3)) USING HASH KEY_BLOCK_SIZE=4, INDEX (b) INVISIBLE COMMENT 'why', "
         "FULLTEXT KEY f (b) /*!50100 WITH PARSER `ngram` */, SPATIAL INDEX s (c));",
         "entity t\n"
         "  attribute a {type=int, nullable=no}\n"
         "  attribute b {type=varchar(9)}\n"
         "  attribute c {type=point}\n"
         "  key {primary=yes, attributes=a}\n"
         "  key u1 {attributes=b}\n"
         "  key {comment=both, attributes=a, b}\n"
         "  index u2 {unique=yes}\n"
         "    index_part {attribute=t.b, length=5}\n"
         "  index u3 {unique=yes}\n"
         "    index_part {expression=lower(b)}\n"
         "  index k1 {method=hash, options=KEY_BLOCK_SIZE=4}\n"
         "    index_part {attribute=t.a, descending=yes}\n"
         "    index_part {attribute=t.b, length=3}\n"
         "  index {comment=why, invisible=yes}\n"
         "    index_part {attribute=t.b}\n"
         "  index f {method=fulltext, options=WITH PARSER `ngram`}\n"
         "    index_part {attribute=t.b}\n"
         "  index s {method=spatial}\n"
         "    index_part {attribute=t.c}\n"},
        {"CREATE TABLE t (a varchar(99), PRIMARY KEY (a(10)));",
         "entity t\n"
         "  attribute a {type=varchar(99), nullable=no}\n"
         "  key {primary=yes, attributes=a, options=(`a`(10))}\n"},
        {"CREATE TABLE t (KEY k (a), UNIQUE u (a), a int);", "entity t\n"
                                                             "  attribute a {type=int}\n"
                                                             "  key u {attributes=a}\n"
                                                             "  index k\n"
                                                             "    index_part {attribute=t.a}\n"},
        {"CREATE TABLE t (a int, b text);\n"
         "CREATE UNIQUE INDEX u USING BTREE ON t (a) ALGORITHM=INPLACE LOCK=NONE;\n"
         "CREATE UNIQUE INDEX v ON t (b(3));\n"
         "CREATE FULLTEXT INDEX f ON t (b);",
         "entity t\n"
         "  attribute a {type=int}\n"
         "  attribute b {type=text}\n"
         "  key u {attributes=a}\n"
         "  index v {unique=yes}\n"
         "    index_part {attribute=t.b, length=3}\n"
         "  index f {method=fulltext}\n"
         "    index_part {attribute=t.b}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void foreign_keys(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE c (a int, b int REFERENCES p (id), CONSTRAINT `fk` FOREIGN KEY (`a`) "
         "REFERENCES shop.`P` (`ID`) ON DELETE SET NULL ON UPDATE NO ACTION,\n"
         " FOREIGN KEY named (b) REFERENCES p (id), CONSTRAINT FOREIGN KEY (b) REFERENCES q "
         "(id));\n"
         "CREATE TABLE p (id int PRIMARY KEY);",
         "entity c\n"
         "  attribute a {type=int}\n"
         "  attribute b {type=int}\n"
         "  relationship fk {target=p, attributes=a, target_attributes=id, on_delete=set null, "
         "options=ON UPDATE NO ACTION}\n"
         "  relationship named {target=p, attributes=b, target_attributes=id}\n"
         "  relationship {target_name=q, attributes=b, target_columns=id}\n"
         "entity p\n"
         "  attribute id {type=int, nullable=no}\n"
         "  key {primary=yes, attributes=id}\n"
         "warning 1:30 MySQL ignores REFERENCES behind a column: there is no foreign key "
         "[sql-ignored]\n"
         "warning 2:81 table \"q\" is not there [sql-unresolved]\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void table_options(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a int) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4 "
         "COLLATE=utf8mb4_bin, ROW_FORMAT DYNAMIC COMMENT='it''s'\n"
         "/*!50100 PARTITION BY RANGE (year(a))\n"
         "(PARTITION p0 VALUES LESS THAN (1990) ENGINE = InnoDB,\n"
         " PARTITION p1 VALUES LESS THAN MAXVALUE) */;",
         "entity t {comment=it's, engine=InnoDB, charset=utf8mb4, collation=utf8mb4_bin, "
         "options=AUTO_INCREMENT=5 ROW_FORMAT=DYNAMIC, partition_by=RANGE (year(a)) (PARTITION p0 "
         "VALUES LESS THAN (1990) ENGINE = InnoDB, PARTITION p1 VALUES LESS THAN MAXVALUE)}\n"
         "  attribute a {type=int}\n"},
        {"CREATE TABLE t (a int) DATA DIRECTORY='/x' UNION=(u,v) CHARACTER SET latin1;",
         "entity t {charset=latin1, options=DATA DIRECTORY='/x' UNION=(u,v)}\n"
         "  attribute a {type=int}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void like_copies_a_table(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, a varchar(9) DEFAULT 'x', KEY k "
         "(a(3)), CHECK (id > 0)) ENGINE=MyISAM;\n"
         "CREATE TABLE u LIKE t;\n"
         "CREATE TABLE v (LIKE u);",
         "entity t {engine=MyISAM}\n"
         "  attribute id {type=int, nullable=no, identity=auto increment}\n"
         "  attribute a {type=varchar(9), default_value='x'}\n"
         "  key {primary=yes, attributes=id}\n"
         "  index k\n"
         "    index_part {attribute=t.a, length=3}\n"
         "  check {expression=id > 0}\n"
         "entity u {engine=MyISAM}\n"
         "  attribute id {type=int, nullable=no, identity=auto increment}\n"
         "  attribute a {type=varchar(9), default_value='x'}\n"
         "  key {primary=yes, attributes=id}\n"
         "  index k\n"
         "    index_part {attribute=u.a, length=3}\n"
         "  check {expression=id > 0}\n"
         "entity v {engine=MyISAM}\n"
         "  attribute id {type=int, nullable=no, identity=auto increment}\n"
         "  attribute a {type=varchar(9), default_value='x'}\n"
         "  key {primary=yes, attributes=id}\n"
         "  index k\n"
         "    index_part {attribute=v.a, length=3}\n"
         "  check {expression=id > 0}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void alter_table(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a int, b int, c int NOT NULL, CHECK (b > 0), KEY k (a, b));\n"
         "ALTER TABLE t ADD COLUMN f int FIRST, MODIFY c bigint unsigned, CHANGE b `B2` "
         "int NOT NULL AFTER f, ADD x int AFTER `B2`, ADD (y int, z int),\n"
         " ADD UNIQUE u (x), ADD PRIMARY KEY (y), ENGINE=MyISAM, RENAME INDEX k TO k2, ALTER "
         "COLUMN z SET DEFAULT 4, DROP COLUMN a;\n"
         "ALTER TABLE t DROP PRIMARY KEY, DROP KEY u, CONVERT TO CHARACTER SET utf8mb4 COLLATE "
         "utf8mb4_bin, DISABLE KEYS, ALGORITHM=INPLACE, RENAME TO t2, COMMENT='new';\n"
         "ALTER TABLE t2 RENAME COLUMN x TO x2, ADD PARTITION (PARTITION p VALUES LESS THAN (9));",
         "entity t2 {comment=new, engine=MyISAM, charset=utf8mb4, collation=utf8mb4_bin}\n"
         "  attribute f {type=int}\n"
         "  attribute B2 {type=int, nullable=no}\n"
         "  attribute x2 {type=int}\n"
         "  attribute c {type=bigint unsigned}\n"
         "  attribute y {type=int, nullable=no}\n"
         "  attribute z {type=int, default_value=4}\n"
         "  index k2\n"
         "    index_part {attribute=t2.B2}\n"
         "  check {expression=B2 > 0}\n"
         "raw t2 {statement=ALTER TABLE ADD PARTITION, definition=ALTER TABLE `t2` ADD PARTITION "
         "(PARTITION p VALUES LESS THAN (9)), entity=t2}\n"
         "info 5:43 ALTER TABLE ADD PARTITION is kept as it is written [sql-raw]\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void columns_of_wide_tables_are_found_after_moves(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a1 int, a2 int, a3 int, a4 int, a5 int, a6 int, a7 int, a8 int, a9 int, "
         "b1 int, b2 int, b3 int, b4 int, b5 int, b6 int, b7 int, b8 int, KEY (b8));\n"
         "ALTER TABLE t ADD n1 int FIRST, ADD n2 int AFTER n1, MODIFY b8 int FIRST, ADD n3 int, "
         "ADD KEY (n1, n2, n3, b8);\n"
         "ALTER TABLE t DROP n3, ADD n4 int, ADD KEY (n4), DROP n1;",
         "entity t\n"
         "  attribute b8 {type=int}\n"
         "  attribute n2 {type=int}\n"
         "  attribute a1 {type=int}\n"
         "  attribute a2 {type=int}\n"
         "  attribute a3 {type=int}\n"
         "  attribute a4 {type=int}\n"
         "  attribute a5 {type=int}\n"
         "  attribute a6 {type=int}\n"
         "  attribute a7 {type=int}\n"
         "  attribute a8 {type=int}\n"
         "  attribute a9 {type=int}\n"
         "  attribute b1 {type=int}\n"
         "  attribute b2 {type=int}\n"
         "  attribute b3 {type=int}\n"
         "  attribute b4 {type=int}\n"
         "  attribute b5 {type=int}\n"
         "  attribute b6 {type=int}\n"
         "  attribute b7 {type=int}\n"
         "  attribute n4 {type=int}\n"
         "  index\n"
         "    index_part {attribute=t.b8}\n"
         "  index\n"
         "    index_part {attribute=t.n2}\n"
         "    index_part {attribute=t.b8}\n"
         "  index\n"
         "    index_part {attribute=t.n4}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void views_of_dumps(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"/*!50001 CREATE ALGORITHM=UNDEFINED */\n"
         "/*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */\n"
         "/*!50001 VIEW `v` (`a`) AS select `t`.`id`\n"
         " AS `id` from `t` */;\n"
         "CREATE OR REPLACE VIEW w AS SELECT 1;",
         "view v {columns=a, options=ALGORITHM=UNDEFINED DEFINER=`root`@`localhost` SQL SECURITY "
         "DEFINER, query=select `t`.`id`\n"
         " AS `id` from `t`}\n"
         "view w {query=SELECT 1}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void delimiters_and_bodies(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a int);\n"
         "DELIMITER ;;\n"
         "/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`%`*/ /*!50003 TRIGGER `tr` BEFORE INSERT ON "
         "`t` FOR EACH ROW BEGIN\n"
         "  SET NEW.a = 1; /* ; */\n"
         "END */;;\n"
         "CREATE PROCEDURE p(IN a int)\n"
         "BEGIN SELECT ';;'; END;;\n"
         "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN SELECT 1; END;;\n"
         "DELIMITER $$\n"
         "CREATE FUNCTION f() RETURNS int BEGIN RETURN 1; END$$\n"
         "DELIMITER ;\n"
         "CREATE TABLE u (a int);",
         "entity t\n"
         "  attribute a {type=int}\n"
         "  trigger tr {definition=CREATE  DEFINER=`root`@`%`  TRIGGER `tr` BEFORE INSERT ON `t` "
         "FOR EACH ROW BEGIN\n"
         "  SET NEW.a = 1; /* ; */\n"
         "END}\n"
         "entity u\n"
         "  attribute a {type=int}\n"
         "routine p {callable=procedure, signature=IN a int, definition=CREATE PROCEDURE p(IN a "
         "int)\n"
         "BEGIN SELECT ';;'; END}\n"
         "routine f {definition=CREATE FUNCTION f() RETURNS int BEGIN RETURN 1; END}\n"
         "raw e {statement=CREATE EVENT, definition=CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO "
         "BEGIN SELECT 1; END}\n"
         "info 8:1 CREATE EVENT is kept as it is written [sql-raw]\n"},
        {"CREATE FUNCTION f(a int) RETURNS int BEGIN IF a THEN RETURN 1; END IF; CASE a WHEN 1 "
         "THEN RETURN 2; END CASE; RETURN CASE a WHEN 1 THEN 2 END; END;\n"
         "CREATE TABLE u (a int);",
         "entity u\n"
         "  attribute a {type=int}\n"
         "routine f {signature=a int, definition=CREATE FUNCTION f(a int) RETURNS int BEGIN IF a "
         "THEN RETURN 1; END IF; CASE a WHEN 1 THEN RETURN 2; END CASE; RETURN CASE a WHEN 1 THEN "
         "2 END; END}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void what_is_skipped_and_what_is_kept(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"/*!40101 SET NAMES utf8 */;\n"
         "CREATE DATABASE shop; USE shop;\n"
         "LOCK TABLES t WRITE;\n"
         "INSERT INTO t VALUES ('a\\';', \"b;\"), (`c;`);\n"
         "UNLOCK TABLES;\n"
         "--\n"
         "-- a comment\n"
         "--;\n"
         "CREATE TABLE shop.t (a int);\n"
         "CREATE TABLE c AS SELECT 1;\n"
         "CREATE USER 'bob'@'%' IDENTIFIED BY 'x';\n"
         "GRANT ALL ON *.* TO 'bob'@'%';",
         "entity t\n"
         "  attribute a {type=int}\n"
         "role bob {definition=CREATE USER 'bob'@'%' IDENTIFIED BY 'x'}\n"
         "grant {definition=GRANT ALL ON *.* TO 'bob'@'%'}\n"
         "raw c {statement=CREATE TABLE, definition=CREATE TABLE c AS SELECT 1, "
         "session=character_set_client = utf8mb3, collation_connection = utf8mb3_general_ci}\n"
         "info 10:1 CREATE TABLE is kept as it is written [sql-raw]\n"},
    };
    check(examples, TN_LENGTH(examples));
}

/* The client takes the line of USE as its command, with or without an end. */
static void databases_and_modes_that_a_model_does_not_keep_apart(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"use shop\nCREATE TABLE t (a int);\nUSE shop;\nCREATE TABLE u (a int); USE shop",
         "entity t\n"
         "  attribute a {type=int}\n"
         "entity u\n"
         "  attribute a {type=int}\n"},
        {"USE shop;\nCREATE TABLE t (a int);\nUSE store;\nCREATE TABLE u (a int);",
         "entity t\n"
         "  attribute a {type=int}\n"
         "entity u\n"
         "  attribute a {type=int}\n"
         "warning 3:1 what follows is in database store, what came before in shop: both are read "
         "as "
         "one schema [sql-database]\n"},
        {"SET sql_mode = 'PIPES_AS_CONCAT';\nCREATE TABLE t (a int, b text AS (a || 'x'), c text "
         "DEFAULT '||');",
         "entity t\n"
         "  attribute a {type=int}\n"
         "  attribute b {type=text, generated=a || 'x', generation=virtual}\n"
         "  attribute c {type=text, default_value='||'}\n"
         "warning 2:43 || joins texts in the mode of this session, and is OR in the usual one: a "
         "|| "
         "'x' [sql-pipes]\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void what_only_newer_servers_write(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE FUNCTION f (a int) RETURNS int LANGUAGE JAVASCRIPT AS $js$\n"
         "let x = a; return x; $js$;\n"
         "IMPORT TABLE FROM 'a.sdi';\n"
         "CREATE TABLE t (id int SERIAL DEFAULT VALUE);",
         "entity t\n"
         "  attribute id {type=int, nullable=no, identity=auto increment}\n"
         "  key {attributes=id}\n"
         "routine f {signature=a int, definition=CREATE FUNCTION f (a int) RETURNS int LANGUAGE "
         "JAVASCRIPT AS $js$\n"
         "let x = a; return x; $js$}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void names_are_found_whatever_their_case(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE Orders (Id int, KEY k (ID));\n"
         "ALTER TABLE ORDERS ADD PRIMARY KEY (iD);",
         "entity Orders\n"
         "  attribute Id {type=int, nullable=no}\n"
         "  key {primary=yes, attributes=Id}\n"
         "  index k\n"
         "    index_part {attribute=Orders.Id}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void what_engines_and_servers_understand(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"INSTALL COMPONENT 'file://x';\n"
         "CREATE TABLE t ($a int NOT SECONDARY ENGINE_ATTRIBUTE '{}', KEY k ($a) ENGINE_ATTRIBUTE "
         "= '{}');",
         "entity t\n"
         "  attribute $a {type=int, options=NOT SECONDARY ENGINE_ATTRIBUTE '{}'}\n"
         "  index k {options=ENGINE_ATTRIBUTE = '{}'}\n"
         "    index_part {attribute=t.$a}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_have_one_spelling),
        cmocka_unit_test(columns),
        cmocka_unit_test(keys_and_indexes),
        cmocka_unit_test(foreign_keys),
        cmocka_unit_test(table_options),
        cmocka_unit_test(like_copies_a_table),
        cmocka_unit_test(alter_table),
        cmocka_unit_test(columns_of_wide_tables_are_found_after_moves),
        cmocka_unit_test(views_of_dumps),
        cmocka_unit_test(delimiters_and_bodies),
        cmocka_unit_test(what_is_skipped_and_what_is_kept),
        cmocka_unit_test(databases_and_modes_that_a_model_does_not_keep_apart),
        cmocka_unit_test(what_only_newer_servers_write),
        cmocka_unit_test(names_are_found_whatever_their_case),
        cmocka_unit_test(what_engines_and_servers_understand),
    };
    return tn_test_run("read mysql", tests);
}
