/*
 * Scripts that change what they made, as folders of migrations do; see history.h. What MariaDB and
 * SQLite do is in test_history_mariadb.c and test_history_sqlite.c.
 */
#include "history.h"

static void names_that_the_server_gave_stay_through_renames(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"a table and its columns get other names",
         "CREATE TABLE b (id serial PRIMARY KEY, x int UNIQUE CHECK (x > 0),"
         " i int GENERATED ALWAYS AS IDENTITY, p int REFERENCES b);\n"
         "CREATE INDEX ON b (x, p);\n"
         "ALTER TABLE b RENAME COLUMN x TO y;\n"
         "ALTER TABLE b RENAME TO c;\n"
         "ALTER TABLE c DROP CONSTRAINT b_x_check;\n"},
        {"statements about a table follow its name",
         "CREATE TABLE t (id int PRIMARY KEY);\n"
         "ALTER TABLE t ENABLE ROW LEVEL SECURITY;\n"
         "CREATE POLICY p ON t USING (id > 0);\n"
         "CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING;\n"
         "CREATE VIEW v AS SELECT t.id FROM t;\n"
         "GRANT SELECT ON t TO PUBLIC;\n"
         "ALTER TABLE t RENAME TO u;\n"},
        {"two checks of one column are told by their numbers",
         "CREATE TABLE t (a int CHECK (a > 0) CHECK (a < 9));\n"
         "ALTER TABLE t DROP CONSTRAINT t_a_check1;\n"},
        {"a number stays when the one before is dropped",
         "CREATE TABLE t (a int CHECK (a > 0) CHECK (a < 9) CHECK (a <> 5));\n"
         "ALTER TABLE t DROP CONSTRAINT t_a_check;\n"
         "ALTER TABLE t DROP CONSTRAINT t_a_check1;\n"},
        {"tables, views, types and sequences move to another schema",
         "CREATE SCHEMA s;\n"
         "CREATE TYPE mood AS ENUM ('a', 'b');\n"
         "CREATE TABLE t (id int PRIMARY KEY, m mood);\n"
         "CREATE SEQUENCE q;\n"
         "CREATE VIEW v AS SELECT id FROM t;\n"
         "ALTER TYPE mood SET SCHEMA s;\n"
         "ALTER TABLE t SET SCHEMA s;\n"
         "ALTER SEQUENCE q SET SCHEMA s;\n"
         "ALTER VIEW v SET SCHEMA s;\n"
         "ALTER SCHEMA s RENAME TO r;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "postgresql");
}

static void tables_below_follow_those_above(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"inheritance", "CREATE TABLE a (id int, n int DEFAULT 1);\n"
                        "CREATE TABLE b (own text) INHERITS (a);\n"
                        "ALTER TABLE a ALTER COLUMN n SET NOT NULL, ALTER COLUMN id TYPE bigint;\n"
                        "ALTER TABLE a RENAME COLUMN n TO m;\n"
                        "ALTER TABLE ONLY a ALTER COLUMN m SET DEFAULT 2;\n"
                        "CREATE TABLE c (own text, id bigint, m int NOT NULL);\n"
                        "ALTER TABLE c INHERIT a;\n"
                        "ALTER TABLE b NO INHERIT a;\n"
                        "ALTER TABLE a RENAME TO z;\n"},
        {"several tables above",
         "CREATE TABLE a (id int NOT NULL, n int DEFAULT 1);\n"
         "CREATE TABLE b (x int) INHERITS (a);\n"
         "CREATE TABLE c (g int GENERATED ALWAYS AS (id * 2) STORED) INHERITS (a);\n"
         "CREATE TABLE d (own text, n int, x int, id int) INHERITS (b, c);\n"},
        {"checks that others copy keep the name that the server gave",
         "CREATE TABLE a (x int CHECK (x > 0), CHECK (x < 9));\n"
         "CREATE TABLE b (LIKE a INCLUDING ALL);\n"},
        {"partitions have columns and constraints of their own",
         "CREATE TABLE p (k int, d int DEFAULT 0, s serial) PARTITION BY LIST (k);\n"
         "CREATE TABLE p1 PARTITION OF p (d DEFAULT 5 NOT NULL, CHECK (d > 0)) FOR VALUES IN (1);\n"
         "CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2) PARTITION BY RANGE (d);\n"
         "CREATE TABLE p21 PARTITION OF p2 FOR VALUES FROM (0) TO (9);\n"
         "ALTER TABLE p ADD PRIMARY KEY (k, d);\n"
         "CREATE INDEX ON p (s);\n"},
        {"partitions with indexes of their own are attached and detached",
         "CREATE TABLE p (k int NOT NULL, d int NOT NULL) PARTITION BY LIST (k);\n"
         "ALTER TABLE p ADD CONSTRAINT positive CHECK (d > 0);\n"
         "CREATE TABLE p1 (k int NOT NULL, d int NOT NULL, CONSTRAINT p1_key PRIMARY KEY (k, d),"
         " CONSTRAINT positive CHECK (d > 0));\n"
         "CREATE TABLE p2 (LIKE p INCLUDING ALL);\n"
         "ALTER TABLE ONLY p ADD CONSTRAINT p_key PRIMARY KEY (k, d);\n"
         "ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1);\n"
         "ALTER INDEX p_key ATTACH PARTITION p1_key;\n"
         "ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2);\n"
         "ALTER TABLE p DETACH PARTITION p2;\n"},
        {"an index that becomes a constraint takes its name",
         "CREATE TABLE p (k int NOT NULL, d int NOT NULL) PARTITION BY LIST (k);\n"
         "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);\n"
         "CREATE UNIQUE INDEX p_idx ON ONLY p (k, d);\n"
         "CREATE UNIQUE INDEX p1_idx ON p1 (k, d);\n"
         "ALTER INDEX p_idx ATTACH PARTITION p1_idx;\n"
         "ALTER TABLE p1 ADD CONSTRAINT p1_key UNIQUE USING INDEX p1_idx;\n"},
        {"a partition keeps what stands beside an equal one of the whole",
         "CREATE TABLE p (k int NOT NULL, a int, b int) PARTITION BY LIST (k);\n"
         "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);\n"
         "CREATE TABLE p2 (k int NOT NULL, a int, b int);\n"
         "CREATE INDEX p1_own ON p1 (a);\n"
         "CREATE INDEX p_a ON p (a);\n"
         "CREATE INDEX p1_more ON p1 (a);\n"
         "CREATE INDEX ON p1 (a DESC);\n"
         "ALTER TABLE p ADD CONSTRAINT p_key UNIQUE (k, b);\n"
         "ALTER TABLE p1 ADD CONSTRAINT p1_twice UNIQUE (k, b);\n"
         "ALTER TABLE p2 ADD CONSTRAINT p2_own UNIQUE (k, b);\n"
         "CREATE INDEX p2_a ON p2 (a);\n"
         "CREATE INDEX p2_a2 ON p2 (a);\n"
         "ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2);\n"
         "CREATE TABLE p3 PARTITION OF p (UNIQUE (k, b)) FOR VALUES IN (3) PARTITION BY LIST (b);\n"
         "CREATE TABLE p31 PARTITION OF p3 FOR VALUES IN (3);\n"
         "CREATE INDEX p31_a ON p31 (a);\n"
         "CREATE INDEX p31_b ON p31 (b);\n"
         "CREATE INDEX p3_b ON p3 (b);\n"},
        {"a partition that left and came back goes once",
         "CREATE TABLE p (k int) PARTITION BY LIST (k);\n"
         "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);\n"
         "ALTER TABLE p DETACH PARTITION p1;\n"
         "ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (2);\n"
         "CREATE TABLE other (a int);\n"
         "DROP TABLE p;\n"},
        {"dropping the whole drops its partitions",
         "CREATE TABLE p (k int) PARTITION BY LIST (k);\n"
         "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);\n"
         "DROP TABLE p;\n"
         "CREATE TABLE p1 (other text);\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "postgresql");
}

static void what_is_dropped_takes_along_what_depends(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"statements about a table go with it",
         "CREATE TABLE t (id int PRIMARY KEY);\n"
         "ALTER TABLE t REPLICA IDENTITY FULL;\n"
         "CREATE POLICY p ON t USING (true);\n"
         "CREATE STATISTICS st (ndistinct) ON (id + 1), (id + 2) FROM t;\n"
         "COMMENT ON STATISTICS st IS 'expressions';\n"
         "DROP TABLE t;\n"},
        {"policies, rules and statistics are dropped by name",
         "CREATE TABLE t (a int, b int);\n"
         "CREATE POLICY p ON t USING (true);\n"
         "ALTER POLICY p ON t USING (a > 0);\n"
         "CREATE POLICY q ON t USING (true);\n"
         "CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING;\n"
         "CREATE STATISTICS st ON a, b FROM t;\n"
         "DROP POLICY p ON t;\n"
         "DROP RULE r ON t;\n"
         "DROP STATISTICS st;\n"},
        {"grants go with their tables",
         "CREATE SCHEMA s;\n"
         "CREATE TABLE t (id int);\n"
         "CREATE TABLE s.u (id int);\n"
         "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'select 1';\n"
         "GRANT SELECT ON t TO PUBLIC;\n"
         "GRANT USAGE ON SCHEMA s TO PUBLIC;\n"
         "GRANT SELECT (id), UPDATE ON TABLE s.u TO PUBLIC;\n"
         "GRANT EXECUTE ON FUNCTION f(int) TO PUBLIC;\n"
         "DROP TABLE t;\n"
         "DROP SCHEMA s CASCADE;\n"
         "DROP FUNCTION f(int);\n"},
        {"a schema of the search path is made again", "CREATE SCHEMA s;\n"
                                                      "SET search_path = s;\n"
                                                      "CREATE TABLE t (a int);\n"
                                                      "DROP SCHEMA s CASCADE;\n"
                                                      "CREATE SCHEMA s;\n"
                                                      "CREATE TABLE t (b int);\n"
                                                      "CREATE POLICY p ON t USING (b > 0);\n"},
        {"grants of columns go with those",
         "CREATE TABLE t (a int, b int, c int);\n"
         "GRANT SELECT (a, b), UPDATE (b), INSERT ON t TO PUBLIC;\n"
         "GRANT SELECT (c) ON t TO PUBLIC;\n"
         "CREATE TABLE u (a int, \"B\" int);\n"
         "CREATE TABLE w (a int, \"B\" int);\n"
         "GRANT SELECT (a), UPDATE (\"B\", a) ON u, w TO PUBLIC;\n"
         "REVOKE GRANT OPTION FOR UPDATE (a), SELECT (a) ON w FROM PUBLIC;\n"
         "ALTER TABLE t RENAME COLUMN a TO x;\n"
         "ALTER TABLE t DROP COLUMN b, DROP COLUMN c;\n"
         "ALTER TABLE u DROP COLUMN a;\n"
         "ALTER TABLE w DROP COLUMN \"B\";\n"},
        {"a routine is replaced by one with the same types",
         "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 1';\n"
         "CREATE OR REPLACE FUNCTION f(a integer) RETURNS int LANGUAGE sql AS 'select 2';\n"},
        {"an identity column is numbered in another way",
         "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY (START WITH 5));\n"
         "ALTER TABLE t ALTER COLUMN id SET GENERATED BY DEFAULT SET INCREMENT BY 10 RESTART;\n"
         "ALTER TABLE t ALTER COLUMN id SET START WITH 7;\n"},
        {"a type that is kept as it was made", "CREATE TYPE shell;\n"
                                               "COMMENT ON TYPE shell IS 'to be filled';\n"
                                               "DROP TYPE shell;\n"},
        {"a cascade",
         "CREATE TYPE mood AS ENUM ('a', 'b');\n"
         "CREATE TABLE t (id int PRIMARY KEY, m mood);\n"
         "CREATE TABLE u (t int REFERENCES t);\n"
         "CREATE VIEW v AS SELECT id FROM t;\n"
         "CREATE VIEW w AS SELECT id FROM v;\n"
         "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return null; end';\n"
         "CREATE TRIGGER tr AFTER INSERT ON u EXECUTE FUNCTION f();\n"
         "DROP FUNCTION f() CASCADE;\n"
         "DROP VIEW v CASCADE;\n"
         "DROP TYPE mood CASCADE;\n"},
        {"a cascade spares what only has the name of what goes",
         "CREATE TABLE status (id int);\n"
         "CREATE TYPE size AS ENUM ('s');\n"
         "CREATE TABLE orders (status int, size int CHECK (size > 0),"
         " double int GENERATED ALWAYS AS (status * 2) STORED);\n"
         "CREATE INDEX ON orders ((status + 1));\n"
         "CREATE VIEW v AS SELECT status, o.size FROM orders o;\n"
         "CREATE VIEW w AS SELECT orders.status FROM orders, status;\n"
         "CREATE VIEW x AS SELECT 's'::size AS y;\n"
         "DROP TABLE status CASCADE;\n"
         "DROP TYPE size CASCADE;\n"},
        {"indexes on materialized views", "CREATE TABLE t (a int);\n"
                                          "CREATE TABLE u (b int);\n"
                                          "CREATE MATERIALIZED VIEW m AS SELECT * FROM t;\n"
                                          "CREATE INDEX ON m (a);\n"
                                          "ALTER TABLE t SET (fillfactor = 70);\n"
                                          "CREATE MATERIALIZED VIEW n AS SELECT b AS t FROM u;\n"
                                          "CREATE INDEX i ON n (t);\n"
                                          "CREATE INDEX j ON n (t);\n"
                                          "DROP INDEX j;\n"
                                          "DROP TABLE t CASCADE;\n"},
        {"sequences go with the column that owns them",
         "CREATE SEQUENCE a START 33;\n"
         "CREATE SEQUENCE b;\n"
         "CREATE TABLE t (x int DEFAULT nextval('a'), y int);\n"
         "ALTER SEQUENCE a OWNED BY t.x;\n"
         "ALTER SEQUENCE b OWNED BY t.y;\n"
         "ALTER TABLE t DROP COLUMN y;\n"
         "DROP TABLE t;\n"
         "CREATE TEMP SEQUENCE session;\n"},
        {"the overload with these types is dropped",
         "CREATE FUNCTION f(a int, b text DEFAULT 'x') RETURNS int LANGUAGE sql AS 'select 1';\n"
         "CREATE FUNCTION f(a bigint, text) RETURNS int LANGUAGE sql AS 'select 2';\n"
         "CREATE FUNCTION f(double precision, character varying) RETURNS int LANGUAGE sql"
         " AS 'select 3';\n"
         "COMMENT ON FUNCTION f(bigint, text) IS 'two';\n"
         "DROP FUNCTION f(integer, text);\n"
         "DROP FUNCTION f(float8, varchar);\n"
         "DROP FUNCTION f(bigint, text);\n"},
        {"a table made by a query", "CREATE TABLE q AS SELECT 1 AS a, 'x'::text AS b;\n"
                                    "CREATE INDEX q_a ON q (a);\n"
                                    "ALTER TABLE q ADD COLUMN c int;\n"
                                    "COMMENT ON TABLE q IS 'made by a query';\n"
                                    "CREATE TABLE gone (x) AS VALUES (1);\n"
                                    "CREATE INDEX ON gone (x);\n"
                                    "DROP TABLE gone;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "postgresql");
}

static void texts_find_their_names_in_the_schema_they_were_read_in(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"expressions and routines under a search path",
         "CREATE SCHEMA s;\n"
         "CREATE SEQUENCE q;\n"
         "SET search_path = s, public;\n"
         "CREATE SEQUENCE q;\n"
         "CREATE TYPE mood AS ENUM ('a', 'b');\n"
         "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'select 1';\n"
         "CREATE TABLE t (a int DEFAULT nextval('q'), b int DEFAULT f(2), mood mood"
         " DEFAULT 'a'::mood, CHECK (f(a) > 0 AND mood > 'a'::mood));\n"
         "CREATE INDEX ON t (f(b));\n"
         "CREATE DOMAIN d AS int CHECK (f(VALUE) > 1);\n"
         "CREATE FUNCTION g(mood mood, t) RETURNS SETOF t LANGUAGE sql AS 'select * from s.t';\n"
         "CREATE VIEW v AS SELECT f(a) FROM t;\n"},
        {"search_path", "CREATE SCHEMA app;\n"
                        "SET search_path = app, pg_catalog;\n"
                        "CREATE TABLE t (id int PRIMARY KEY);\n"
                        "CREATE VIEW v AS SELECT id FROM t;\n"
                        "CREATE FUNCTION f(t) RETURNS int LANGUAGE sql AS 'select 1';\n"
                        "CREATE POLICY p ON t USING (true);\n"
                        "GRANT SELECT ON t TO PUBLIC;\n"
                        "RESET search_path;\n"
                        "CREATE TABLE t (other int);\n"
                        "CREATE VIEW v AS SELECT other FROM t;\n"},
        {"CREATE SCHEMA with its objects",
         "CREATE SCHEMA s CREATE TABLE a (id int) CREATE VIEW v AS SELECT id FROM a;\n"
         "CREATE TABLE a (n int);\n"
         "CREATE VIEW v AS SELECT n FROM a;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "postgresql");
}

static void keys_that_say_the_same_are_one_in_a_statement_and_two_in_two(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"keys",
         "CREATE TABLE t (a int PRIMARY KEY UNIQUE, b int UNIQUE, CONSTRAINT k UNIQUE (b));\n"
         "CREATE TABLE u (a int, b int, UNIQUE (a) INCLUDE (b), UNIQUE (a));\n"
         "ALTER TABLE u ADD UNIQUE (a);\n"
         "CREATE INDEX ON u (a, b) INCLUDE (a, b);\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "postgresql");
}

static void each_stands_after_what_it_needs(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"a domain over the rows of a table",
         "CREATE TABLE base (a int);\n"
         "CREATE DOMAIN pair AS base[] CHECK (cardinality(VALUE) = 2);\n"
         "CREATE TABLE uses (p pair);\n"},
        {"a routine that takes the rows of a table, in a default of another",
         "CREATE TABLE t (id int);\n"
         "CREATE FUNCTION count_of(t) RETURNS int LANGUAGE sql AS 'select 1';\n"
         "CREATE TABLE u (n int DEFAULT count_of(NULL));\n"},
        {"a check that calls a routine over the rows of its own table",
         "CREATE TABLE t (id int, CHECK (id > 0));\n"
         "CREATE FUNCTION fits(t) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select true';\n"
         "CREATE FUNCTION known() RETURNS boolean LANGUAGE sql"
         " AS 'select exists (select from t)';\n"
         "ALTER TABLE t ADD CONSTRAINT fits CHECK (fits(t)), ADD CHECK (known());\n"
         "CREATE INDEX ON t (fits(t));\n"},
        {"a sequence of the same owner as the table whose column owns it",
         "CREATE TABLE t (id int);\n"
         "ALTER TABLE t OWNER TO pg_monitor;\n"
         "CREATE SEQUENCE q;\n"
         "ALTER TABLE q OWNER TO pg_monitor;\n"
         "ALTER SEQUENCE q OWNED BY t.id;\n"},
        {"a sequence without a log", "CREATE UNLOGGED SEQUENCE q START 5;\n"
                                     "CREATE TABLE t (id bigint DEFAULT nextval('q'));\n"
                                     "ALTER SEQUENCE q OWNED BY t.id;\n"},
        {"a body that names what comes later",
         "SET check_function_bodies = false;\n"
         "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select count(*)::int from later';\n"
         "CREATE TABLE later (id int);\n"},
        {"a materialized view that is filled later",
         "CREATE MATERIALIZED VIEW m AS SELECT 1 AS a WITH NO DATA;\n"
         "REFRESH MATERIALIZED VIEW m;\n"},
        {"a check of a domain that is not valid yet",
         "CREATE DOMAIN positive AS int;\n"
         "ALTER DOMAIN positive ADD CONSTRAINT above CHECK (VALUE > 0) NOT VALID;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "postgresql");
}

static void what_is_there_is_not_made_again(void **state) {
    (void)state;
    static const char index[] = "CREATE TABLE t (a int, b int);\n"
                                "CREATE INDEX IF NOT EXISTS i ON t (a);\n"
                                "CREATE INDEX IF NOT EXISTS i ON t (b);\n"
                                "CREATE UNIQUE INDEX IF NOT EXISTS u ON t (b);\n"
                                "CREATE UNIQUE INDEX IF NOT EXISTS u ON t (b);\n";
    static const struct history histories[] = {{"an index", index}};
    all_come_to_the_same(histories, TN_LENGTH(histories), "sqlite");
    all_come_to_the_same(histories, TN_LENGTH(histories), "postgresql");
    all_come_to_the_same(histories, TN_LENGTH(histories), "mariadb");
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_that_the_server_gave_stay_through_renames),
        cmocka_unit_test(tables_below_follow_those_above),
        cmocka_unit_test(what_is_dropped_takes_along_what_depends),
        cmocka_unit_test(texts_find_their_names_in_the_schema_they_were_read_in),
        cmocka_unit_test(keys_that_say_the_same_are_one_in_a_statement_and_two_in_two),
        cmocka_unit_test(each_stands_after_what_it_needs),
        cmocka_unit_test(what_is_there_is_not_made_again),
    };
    return tn_test_run("histories", tests);
}
