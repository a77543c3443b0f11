/*
 * What PostgreSQL alone does to what a script made before; see history.h.
 */
#include "history.h"

static void all(const struct history *histories, size_t count) {
    all_come_to_the_same(histories, count, "postgresql");
}

static void indexes_on_expressions_are_named_as_the_server_does(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"every kind of expression, then renamed",
         "CREATE SCHEMA s;\n"
         "CREATE DOMAIN s.positive AS int;\n"
         "CREATE TABLE t (a int, b text, c timestamptz, d jsonb, e int[], \"F x\" text, v varchar, "
         "n numeric);\n"
         "CREATE TYPE pair AS (x int, y text);\n"
         "ALTER TABLE t ADD p pair;\n"
         "CREATE INDEX ON t ((a::text));\n"
         "CREATE INDEX ON t ((a + 1));\n"
         "CREATE INDEX ON t (((a + 1)::bigint));\n"
         "CREATE INDEX ON t (((a + 1)::numeric(10,2)));\n"
         "CREATE INDEX ON t (((a + 1)::s.positive));\n"
         "CREATE INDEX ON t (((d ->> 'x')::int));\n"
         "CREATE INDEX ON t ((d ->> 'x'));\n"
         "CREATE INDEX ON t ((CASE WHEN a > 0 THEN a ELSE 0 END));\n"
         "CREATE INDEX ON t ((CASE WHEN a > 0 THEN b ELSE b END));\n"
         "CREATE INDEX ON t ((CASE a WHEN 1 THEN 2 WHEN 2 THEN 3 ELSE abs(a) END));\n"
         "CREATE INDEX ON t ((CASE WHEN a > 0 THEN 1 END));\n"
         "CREATE INDEX ON t ((COALESCE(b, 'x')));\n"
         "CREATE INDEX ON t (coalesce(b, 'x'), lower(b), lower(v));\n"
         "CREATE INDEX ON t ((NULLIF(a, 0)));\n"
         "CREATE INDEX ON t ((greatest(a, 0)), (least(a, 1)));\n"
         "CREATE INDEX ON t ((b COLLATE \"C\"));\n"
         "CREATE INDEX ON t ((lower(b)::text));\n"
         "CREATE INDEX ON t ((c AT TIME ZONE 'UTC'));\n"
         "CREATE INDEX ON t (((c AT TIME ZONE 'UTC')::date));\n"
         "CREATE INDEX ON t (date_trunc('day', c AT TIME ZONE 'UTC'));\n"
         "CREATE INDEX ON t ((e[1]));\n"
         "CREATE INDEX ON t (((p).x), ((p).y));\n"
         "CREATE INDEX ON t ((ARRAY[a, 1]));\n"
         "CREATE INDEX ON t ((\"F x\" || b));\n"
         "CREATE INDEX ON t ((\"F x\"::varchar(10)));\n"
         "CREATE INDEX ON t ((a IS NULL));\n"
         "CREATE INDEX ON t ((NOT a IS NULL));\n"
         "CREATE INDEX ON t ((trim(b)));\n"
         "CREATE INDEX ON t ((trim(leading 'x' from b)));\n"
         "CREATE INDEX ON t ((trim(trailing from b)));\n"
         "CREATE INDEX ON t ((substring(b from 1 for 2)));\n"
         "CREATE INDEX ON t ((position('x' in b)));\n"
         "CREATE INDEX ON t ((overlay(b placing 'x' from 1)));\n"
         "CREATE INDEX ON t ((extract(year from c AT TIME ZONE 'UTC')));\n"
         "CREATE INDEX ON t (pg_catalog.upper(b));\n"
         "CREATE INDEX ON t (((a)));\n"
         "CREATE INDEX ON t ((-a));\n"
         "CREATE INDEX ON t ((CAST(a AS double precision)));\n"
         "CREATE INDEX ON t ((CAST(a + 1 AS double precision)));\n"
         "CREATE INDEX ON t (((a + 1)::character varying(3)));\n"
         "CREATE INDEX ON t (((a + 1)::char(3)));\n"
         "CREATE INDEX ON t (((a * 1.5)::real));\n"
         "CREATE INDEX ON t (((b || '')::bit varying(3)));\n"
         "CREATE INDEX ON t ((('2020-01-01'::timestamp with time zone)));\n"
         "CREATE INDEX ON t ((timestamp with time zone '2020-01-01 00:00+00'));\n"
         "CREATE INDEX ON t ((date '2020-01-01'));\n"
         "CREATE INDEX ON t ((interval '1 day'));\n"
         "CREATE INDEX ON t ((5), (6));\n"
         "CREATE INDEX ON t ((true));\n"
         "CREATE INDEX ON t ((t.a));\n"
         "CREATE INDEX ON t ((a in (1,2)));\n"
         "CREATE INDEX ON t ((b like 'x%'));\n"
         "CREATE INDEX ON t ((b is normalized));\n"
         "CREATE INDEX ON t ((normalize(b)));\n"
         "CREATE INDEX ON t ((xmlserialize(content xmlelement(name foo) as text)));\n"
         "CREATE INDEX ON t ((a::text::int));\n"
         "CREATE INDEX ON t ((a between 1 and 2));\n"
         "CREATE INDEX ON t ((ROW(a, b) = ROW(1, 'x')));\n"
         "CREATE INDEX ON t (((a, b) < (1, 'x')));\n"
         "CREATE INDEX ON t ((a = ANY (e)));\n"
         "ALTER TABLE t RENAME TO u;\n"
         "ALTER TABLE u RENAME a TO aa;\n"
         "ALTER TABLE u RENAME b TO bb;\n"},
        {"by the name that the server gave", "CREATE TABLE t (a int, b text);\n"
                                             "CREATE INDEX ON t ((a + 1));\n"
                                             "CREATE INDEX ON t ((a + 2));\n"
                                             "CREATE INDEX ON t ((a + 3));\n"
                                             "CREATE INDEX ON t (lower(b));\n"
                                             "COMMENT ON INDEX t_expr_idx2 IS 'the third';\n"
                                             "ALTER INDEX t_lower_idx RENAME TO low;\n"
                                             "DROP INDEX t_expr_idx1;\n"},
    };
    all(histories, TN_LENGTH(histories));
}

static void keys_and_indexes_of_the_whole_alone(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"attached to every partition, as dumps have it",
         "CREATE TABLE a (k int NOT NULL, d int NOT NULL) PARTITION BY LIST (k);\n"
         "CREATE TABLE a1 (k int NOT NULL, d int NOT NULL);\n"
         "CREATE TABLE a2 (k int NOT NULL, d int NOT NULL);\n"
         "ALTER TABLE ONLY a ATTACH PARTITION a1 FOR VALUES IN (1);\n"
         "ALTER TABLE ONLY a ATTACH PARTITION a2 FOR VALUES IN (2);\n"
         "ALTER TABLE ONLY a ADD CONSTRAINT a_pkey PRIMARY KEY (k, d);\n"
         "ALTER TABLE ONLY a1 ADD CONSTRAINT a1_pkey PRIMARY KEY (k, d);\n"
         "ALTER TABLE ONLY a2 ADD CONSTRAINT other PRIMARY KEY (k, d);\n"
         "CREATE INDEX a_d ON ONLY a (d);\n"
         "CREATE INDEX a1_second ON a1 (d);\n"
         "CREATE INDEX a1_d_idx ON a1 (d);\n"
         "CREATE INDEX a2_d_idx ON a2 (d);\n"
         "ALTER INDEX a_pkey ATTACH PARTITION a1_pkey;\n"
         "ALTER INDEX a_pkey ATTACH PARTITION other;\n"
         "ALTER INDEX a_d ATTACH PARTITION a1_d_idx;\n"
         "ALTER INDEX a_d ATTACH PARTITION a2_d_idx;\n"},
        {"not in every partition",
         "CREATE TABLE b (k int NOT NULL, d int NOT NULL) PARTITION BY LIST (k);\n"
         "CREATE TABLE b1 PARTITION OF b FOR VALUES IN (1);\n"
         "CREATE TABLE b2 PARTITION OF b FOR VALUES IN (2) PARTITION BY LIST (d);\n"
         "CREATE TABLE b21 PARTITION OF b2 FOR VALUES IN (1);\n"
         "ALTER TABLE ONLY b ADD CONSTRAINT b_pkey PRIMARY KEY (k, d);\n"
         "CREATE UNIQUE INDEX b1_u ON b1 (k, d);\n"
         "ALTER TABLE ONLY b ADD UNIQUE (d, k);\n"
         "ALTER TABLE ONLY b2 ADD UNIQUE (d, k);\n"
         "ALTER TABLE b1 ADD UNIQUE (d, k);\n"
         "ALTER INDEX b_d_k_key ATTACH PARTITION b2_d_k_key;\n"
         "CREATE INDEX b_d ON ONLY b (d);\n"
         "CREATE TABLE b3 PARTITION OF b FOR VALUES IN (3);\n"},
        {"in partitions of partitions",
         "CREATE TABLE c (k int NOT NULL, d int NOT NULL) PARTITION BY LIST (k);\n"
         "CREATE TABLE c2 PARTITION OF c FOR VALUES IN (2) PARTITION BY LIST (d);\n"
         "CREATE TABLE c21 PARTITION OF c2 FOR VALUES IN (1);\n"
         "CREATE INDEX c_i ON ONLY c (d);\n"
         "CREATE INDEX c2_i ON ONLY c2 (d);\n"
         "CREATE INDEX c21_i ON c21 (d);\n"
         "ALTER INDEX c_i ATTACH PARTITION c2_i;\n"
         "ALTER INDEX c2_i ATTACH PARTITION c21_i;\n"},
        {"there are no partitions yet",
         "CREATE TABLE d (k int NOT NULL, d int NOT NULL) PARTITION BY LIST (k);\n"
         "CREATE INDEX d_i ON ONLY d (d);\n"
         "ALTER TABLE ONLY d ADD PRIMARY KEY (k);\n"
         "CREATE TABLE d1 PARTITION OF d FOR VALUES IN (1);\n"
         "ALTER INDEX d1_d_idx RENAME TO d1_other;\n"
         "COMMENT ON INDEX d1_other IS 'of the partition';\n"
         "ALTER TABLE d1 RENAME CONSTRAINT d1_pkey TO d1_p;\n"
         "CREATE INDEX ON ONLY d1 (d);\n"},
        {"an index that the server made in the partition becomes its key",
         "CREATE TABLE p (a int NOT NULL, b int NOT NULL) PARTITION BY LIST (b);\n"
         "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);\n"
         "CREATE UNIQUE INDEX p_u ON p (b, a);\n"
         "ALTER TABLE p1 ADD CONSTRAINT p1_pkey PRIMARY KEY USING INDEX p1_b_a_idx;\n"},
    };
    all(histories, TN_LENGTH(histories));
}

static void a_partition_that_leaves_keeps_what_it_had(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"its own, what came from the whole, and each once",
         "CREATE TABLE r (id int PRIMARY KEY);\n"
         "CREATE TABLE p (k int NOT NULL, a int REFERENCES r, b int) PARTITION BY LIST (k);\n"
         "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);\n"
         "CREATE TABLE p2 (k int NOT NULL, a int, b int, CONSTRAINT mine UNIQUE (k, b));\n"
         "CREATE INDEX p2_own ON p2 (a);\n"
         "CREATE INDEX p_a ON p (a);\n"
         "CREATE INDEX p_b ON p (b DESC);\n"
         "ALTER TABLE p ADD UNIQUE (k, b), ADD CHECK (b > 0);\n"
         "ALTER TABLE p2 ADD CONSTRAINT p_b_check CHECK (b > 0);\n"
         "ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2);\n"
         "CREATE INDEX ON p1 (a);\n"
         "CREATE INDEX ON p2 (a);\n"
         "CREATE INDEX p_late ON p (a);\n"
         "ALTER TABLE p DETACH PARTITION p2;\n"
         "ALTER TABLE p DETACH PARTITION p1;\n"
         "CREATE TABLE p3 PARTITION OF p FOR VALUES IN (3);\n"
         "CREATE INDEX ON p (a, b);\n"
         "DROP INDEX p_late;\n"},
        {"partitions of partitions",
         "CREATE TABLE q (k int NOT NULL, a int) PARTITION BY LIST (k);\n"
         "CREATE TABLE q1 PARTITION OF q FOR VALUES IN (1) PARTITION BY LIST (k);\n"
         "CREATE TABLE q11 PARTITION OF q1 FOR VALUES IN (1);\n"
         "ALTER TABLE q ADD PRIMARY KEY (k);\n"
         "CREATE INDEX ON q (a);\n"
         "ALTER TABLE q1 DETACH PARTITION q11;\n"
         "ALTER TABLE q DETACH PARTITION q1;\n"},
    };
    all(histories, TN_LENGTH(histories));
}

static void checks_are_valid_below_a_table_where_they_are_not(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"partitions",
         "CREATE TABLE p (k int, d int) PARTITION BY LIST (k);\n"
         "CREATE TABLE p0 PARTITION OF p FOR VALUES IN (0);\n"
         "ALTER TABLE p ADD CONSTRAINT c CHECK (d > 0) NOT VALID, ADD CHECK (d < 100) NOT VALID;\n"
         "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);\n"
         "CREATE TABLE p2 (k int, d int, CONSTRAINT c CHECK (d > 0), CONSTRAINT p_d_check CHECK (d "
         "< 100));\n"
         "ALTER TABLE p2 ADD CHECK (k > 1) NOT VALID;\n"
         "ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2);\n"
         "CREATE TABLE p3 PARTITION OF p FOR VALUES IN (3) PARTITION BY LIST (d);\n"
         "CREATE TABLE p31 PARTITION OF p3 FOR VALUES IN (3);\n"
         "CREATE TABLE p4 PARTITION OF p FOR VALUES IN (4);\n"
         "ALTER TABLE p DETACH PARTITION p4;\n"},
        {"inheritance", "CREATE TABLE a (x int);\n"
                        "ALTER TABLE a ADD CONSTRAINT pos CHECK (x > 0) NOT VALID, ADD CONSTRAINT "
                        "neg CHECK (x < 0) NO INHERIT NOT VALID;\n"
                        "CREATE TABLE b (y int) INHERITS (a);\n"
                        "CREATE TABLE c () INHERITS (b);\n"
                        "CREATE TABLE e () INHERITS (a);\n"
                        "ALTER TABLE e NO INHERIT a;\n"
                        "CREATE TABLE g (LIKE a INCLUDING ALL);\n"
                        "ALTER TABLE a ADD CONSTRAINT later CHECK (x <> 5) NOT VALID;\n"
                        "ALTER TABLE b VALIDATE CONSTRAINT later;\n"
                        "ALTER TABLE a RENAME CONSTRAINT pos TO positive;\n"},
    };
    all(histories, TN_LENGTH(histories));
}

static void partitions_that_a_foreign_key_refers_to_are_numbered_in_their_order(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"made in another order, before the foreign key",
         "CREATE TABLE p (k int, a int, UNIQUE (k, a)) PARTITION BY LIST (k);\n"
         "CREATE TABLE p3 PARTITION OF p FOR VALUES IN (3);\n"
         "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);\n"
         "CREATE TABLE c (k int, a int, FOREIGN KEY (k, a) REFERENCES p (k, a));\n"
         "ALTER TABLE c ADD CONSTRAINT again FOREIGN KEY (a, k) REFERENCES p (k, a);\n"},
    };
    all(histories, TN_LENGTH(histories));
}

static void temporary_tables_hide_others(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"a table of the same name", "CREATE SCHEMA s;\n"
                                     "CREATE TABLE x (a int PRIMARY KEY);\n"
                                     "COMMENT ON TABLE x IS 'permanent';\n"
                                     "CREATE TEMP TABLE x (b int PRIMARY KEY, c int);\n"
                                     "ALTER TABLE x ADD d int;\n"
                                     "CREATE INDEX ON x (c);\n"
                                     "COMMENT ON TABLE x IS 'temporary';\n"
                                     "ALTER TABLE public.x ADD e int;\n"
                                     "CREATE TABLE pg_temp.y (a int);\n"
                                     "CREATE TABLE public.y (c int);\n"
                                     "ALTER TABLE y ADD z int;\n"
                                     "DROP TABLE y;\n"
                                     "ALTER TABLE y ADD w int;\n"
                                     "SET search_path = s;\n"
                                     "CREATE TEMP TABLE z (a int);\n"
                                     "CREATE TABLE s.z (b int);\n"
                                     "ALTER TABLE z ADD k int;\n"
                                     "DROP TABLE z;\n"
                                     "ALTER TABLE z ADD m int;\n"
                                     "CREATE TEMP VIEW v AS SELECT 1 AS one;\n"
                                     "CREATE VIEW s.v AS SELECT 2 AS two;\n"
                                     "ALTER VIEW v RENAME TO w;\n"
                                     "CREATE TEMP TABLE once (a int) ON COMMIT DROP;\n"
                                     "CREATE TEMP TABLE once (b int) ON COMMIT DROP;\n"
                                     "GRANT SELECT ON public.x TO PUBLIC;\n"},
    };
    all(histories, TN_LENGTH(histories));
}

static void what_is_kept_as_it_was_made_is_dropped_by_what_tells_it_from_others(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"casts by their types, operators by their signs and types",
         "CREATE TYPE mood AS ENUM ('a', 'b');\n"
         "CREATE FUNCTION same(mood, mood) RETURNS boolean LANGUAGE sql AS 'select true';\n"
         "CREATE FUNCTION same(mood, int) RETURNS boolean LANGUAGE sql AS 'select true';\n"
         "CREATE CAST (text AS mood) WITH INOUT;\n"
         "CREATE CAST (int4 AS mood) WITH INOUT;\n"
         "DROP CAST (text AS mood);\n"
         "CREATE CAST (text AS mood) WITH INOUT AS IMPLICIT;\n"
         "DROP CAST (integer AS public.mood);\n"
         "CREATE OPERATOR === (leftarg = mood, rightarg = mood, procedure = same);\n"
         "CREATE OPERATOR === (leftarg = mood, rightarg = int4, procedure = same);\n"
         "CREATE OPERATOR #== (leftarg = mood, rightarg = mood, procedure = same);\n"
         "ALTER OPERATOR === (mood, mood) SET (RESTRICT = eqsel);\n"
         "DROP OPERATOR === (mood, integer), public.=== (mood, mood);\n"},
        {"classes and families of operators by their method",
         "CREATE OPERATOR FAMILY f USING btree;\n"
         "CREATE OPERATOR FAMILY f USING hash;\n"
         "CREATE OPERATOR CLASS c FOR TYPE int4 USING hash AS FUNCTION 1 hashint4(int4);\n"
         "ALTER OPERATOR FAMILY f USING hash RENAME TO g;\n"
         "DROP OPERATOR FAMILY g USING hash;\n"
         "DROP OPERATOR CLASS c USING hash;\n"},
        {"after other names and in other schemas",
         "CREATE SCHEMA s;\n"
         "CREATE COLLATION c (LOCALE = 'C');\n"
         "ALTER COLLATION c RENAME TO d;\n"
         "CREATE COLLATION c (LOCALE = 'POSIX');\n"
         "ALTER COLLATION c SET SCHEMA s;\n"
         "CREATE COLLATION c (LOCALE = 'C');\n"
         "DROP COLLATION s.c;\n"
         "CREATE TABLE t (a text COLLATE d);\n"
         "CREATE TEXT SEARCH CONFIGURATION s.english (COPY = simple);\n"
         "CREATE TEXT SEARCH CONFIGURATION english (COPY = simple);\n"
         "ALTER TEXT SEARCH CONFIGURATION s.english DROP MAPPING FOR word;\n"
         "DROP TEXT SEARCH CONFIGURATION s.english;\n"
         "CREATE CONVERSION s.v FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;\n"
         "CREATE TABLE s.made AS SELECT 1 AS one;\n"
         "DROP SCHEMA s CASCADE;\n"},
        {"servers, mappings, wrappers, transforms and languages",
         "CREATE FOREIGN DATA WRAPPER w;\n"
         "CREATE SERVER a FOREIGN DATA WRAPPER w;\n"
         "CREATE SERVER b FOREIGN DATA WRAPPER w;\n"
         "CREATE USER MAPPING FOR CURRENT_USER SERVER a;\n"
         "CREATE USER MAPPING FOR PUBLIC SERVER a;\n"
         "CREATE FOREIGN TABLE f (x int) SERVER b;\n"
         "DROP USER MAPPING FOR PUBLIC SERVER a;\n"
         "DROP SERVER b CASCADE;\n"
         "CREATE ACCESS METHOD m TYPE INDEX HANDLER gisthandler;\n"
         "DROP ACCESS METHOD m;\n"},
        {"what needs a function goes with all that is said about it",
         "CREATE FUNCTION same(int, text) RETURNS boolean LANGUAGE sql AS 'select true';\n"
         "CREATE OPERATOR === (leftarg = int4, rightarg = text, procedure = same);\n"
         "COMMENT ON OPERATOR === (int4, text) IS 'the same';\n"
         "ALTER OPERATOR === (int4, text) SET (RESTRICT = eqsel);\n"
         "DROP FUNCTION same CASCADE;\n"},
    };
    all(histories, TN_LENGTH(histories));
}

static void what_is_said_of_a_routine_goes_with_it(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"altered, replaced, dropped and made again",
         "CREATE SCHEMA s;\n"
         "CREATE TABLE t (a int, b text);\n"
         "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 1';\n"
         "ALTER FUNCTION f(int) OWNER TO pg_monitor;\n"
         "ALTER FUNCTION f(int) STABLE;\n"
         "ALTER FUNCTION f(int) SET work_mem = '1MB';\n"
         "CREATE FUNCTION trig() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';\n"
         "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION trig();\n"
         "CREATE OR REPLACE FUNCTION trig() RETURNS trigger LANGUAGE plpgsql AS 'begin return "
         "null; end';\n"
         "CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 2';\n"
         "CREATE FUNCTION g(int) RETURNS int LANGUAGE sql AS 'select 1';\n"
         "ALTER FUNCTION g(int) STABLE;\n"
         "ALTER FUNCTION g(int) OWNER TO pg_monitor;\n"
         "COMMENT ON FUNCTION g(int) IS 'g';\n"
         "GRANT EXECUTE ON FUNCTION g(int) TO pg_monitor;\n"
         "DROP FUNCTION g(int);\n"
         "CREATE FUNCTION g(int) RETURNS int LANGUAGE sql AS 'select 3';\n"
         "CREATE FUNCTION h(int) RETURNS int LANGUAGE sql AS 'select 1';\n"
         "CREATE FUNCTION h(text) RETURNS int LANGUAGE sql AS 'select 2';\n"
         "CREATE VIEW v AS SELECT h(a) FROM t;\n"
         "ALTER FUNCTION h(int) RENAME TO hh;\n"
         "ALTER FUNCTION h(text) SET SCHEMA s;\n"
         "COMMENT ON FUNCTION s.h(text) IS 'moved';\n"
         "DROP FUNCTION s.h(text);\n"
         "ALTER FUNCTION hh(int) IMMUTABLE;\n"
         "CREATE PROCEDURE p(a int) LANGUAGE sql AS 'select 1';\n"
         "ALTER PROCEDURE p(int) RENAME TO q;\n"
         "ALTER ROUTINE q(int) SECURITY DEFINER;\n"
         "CREATE AGGREGATE ag(int) (sfunc = int4pl, stype = int4, initcond = '0');\n"
         "ALTER AGGREGATE ag(int) RENAME TO agg;\n"
         "CREATE AGGREGATE old (basetype = int4, sfunc = int4pl, stype = int4);\n"
         "DROP AGGREGATE old(int4);\n"
         "CREATE AGGREGATE cnt(*) (sfunc = int8inc, stype = int8, initcond = '0');\n"
         "DROP AGGREGATE cnt(*);\n"
         "CREATE FUNCTION outs(f1 anyelement, f2 out anyelement, f3 out anyarray) LANGUAGE sql AS "
         "'select $1, array[$1,$1]';\n"
         "DROP FUNCTION outs(anyelement);\n"
         "CREATE FUNCTION named(x int, y int DEFAULT 3) RETURNS bool LANGUAGE sql AS 'select "
         "true';\n"
         "ALTER FUNCTION named(x int, y int) STABLE;\n"
         "DROP FUNCTION named(x int, y int);\n"},
    };
    all(histories, TN_LENGTH(histories));
}

static void views_that_are_replaced_keep_what_is_said_of_them(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"replaced, altered, dropped and made again",
         "CREATE TABLE t (a int, b text);\n"
         "CREATE VIEW v AS SELECT a FROM t;\n"
         "ALTER VIEW v OWNER TO pg_monitor;\n"
         "ALTER VIEW v ALTER COLUMN a SET DEFAULT 5;\n"
         "COMMENT ON VIEW v IS 'v';\n"
         "COMMENT ON COLUMN v.a IS 'a of v';\n"
         "GRANT SELECT ON v TO pg_monitor;\n"
         "CREATE RULE r AS ON DELETE TO v DO INSTEAD NOTHING;\n"
         "CREATE OR REPLACE VIEW v AS SELECT a, b FROM t;\n"
         "CREATE VIEW w AS SELECT * FROM v;\n"
         "ALTER VIEW w RENAME COLUMN b TO c;\n"
         "ALTER VIEW w SET (security_barrier = true);\n"
         "ALTER VIEW w RESET (security_barrier);\n"
         "CREATE VIEW gone AS SELECT 1 AS one;\n"
         "GRANT SELECT ON gone TO pg_monitor;\n"
         "COMMENT ON COLUMN gone.one IS 'x';\n"
         "DROP VIEW gone;\n"
         "CREATE VIEW gone AS SELECT 2 AS two;\n"
         "CREATE TABLE g (a int);\n"
         "GRANT SELECT ON g, t TO pg_monitor;\n"
         "GRANT SELECT (a) ON g TO pg_monitor;\n"
         "DROP TABLE g;\n"
         "CREATE TABLE g (a int);\n"
         "CREATE MATERIALIZED VIEW m AS SELECT a FROM t;\n"
         "ALTER MATERIALIZED VIEW m RENAME COLUMN a TO z;\n"
         "CREATE UNIQUE INDEX m_z ON m (z);\n"
         "ALTER MATERIALIZED VIEW m SET (autovacuum_enabled = false);\n"
         "ALTER MATERIALIZED VIEW m CLUSTER ON m_z;\n"
         "ALTER TABLE t RENAME COLUMN a TO aa;\n"
         "ALTER INDEX m_z RENAME TO m_zz;\n"},
    };
    all(histories, TN_LENGTH(histories));
}

static void columns_and_sequences_change_in_many_ways(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"types, numbers, owners and storage",
         "CREATE TABLE t (t text COLLATE \"C\", n numeric(5,2), g int GENERATED ALWAYS AS (1) "
         "STORED, i int GENERATED ALWAYS AS IDENTITY, s serial);\n"
         "ALTER TABLE t ALTER COLUMN t TYPE text;\n"
         "ALTER TABLE t ALTER COLUMN n TYPE int USING n::int, ALTER n SET DEFAULT 4;\n"
         "ALTER TABLE t ALTER COLUMN g DROP EXPRESSION;\n"
         "ALTER TABLE t ALTER COLUMN i SET GENERATED BY DEFAULT SET INCREMENT BY 5 SET CACHE 3 "
         "RESTART WITH 7;\n"
         "ALTER TABLE t ALTER COLUMN i SET MAXVALUE 1000 SET CYCLE;\n"
         "ALTER TABLE t ALTER COLUMN s TYPE bigint;\n"
         "ALTER SEQUENCE t_s_seq AS bigint INCREMENT 10 MINVALUE -5 NO MAXVALUE CYCLE;\n"
         "ALTER SEQUENCE t_i_seq RENAME TO t_i_numbers;\n"
         "ALTER TABLE t_s_seq RENAME TO t_s_numbers;\n"
         "CREATE SEQUENCE q OWNED BY t.n;\n"
         "ALTER SEQUENCE q OWNED BY NONE;\n"
         "CREATE SEQUENCE q2 OWNED BY t.n;\n"
         "ALTER SEQUENCE q2 OWNED BY t.g;\n"
         "ALTER TABLE t ALTER COLUMN t SET STORAGE EXTERNAL, ALTER COLUMN t SET STATISTICS 50, "
         "ALTER COLUMN t SET (n_distinct = 5), ALTER COLUMN t SET COMPRESSION pglz;\n"
         "ALTER TABLE t ALTER COLUMN t RESET (n_distinct);\n"
         "ALTER TABLE t ALTER COLUMN g SET NOT NULL, ALTER COLUMN g ADD GENERATED ALWAYS AS "
         "IDENTITY (START 5);\n"},
    };
    all(histories, TN_LENGTH(histories));
}

static void types_and_domains_change_in_many_ways(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"values, attributes, constraints and names",
         "CREATE SCHEMA s;\n"
         "CREATE TYPE e AS ENUM ('a', 'b');\n"
         "ALTER TYPE e ADD VALUE 'c' BEFORE 'b';\n"
         "ALTER TYPE e ADD VALUE IF NOT EXISTS 'c';\n"
         "ALTER TYPE e RENAME VALUE 'a' TO 'aa';\n"
         "CREATE TABLE t (e e DEFAULT 'aa', ea e[]);\n"
         "ALTER TYPE e RENAME TO ee;\n"
         "CREATE TYPE c AS (x int, y text);\n"
         "ALTER TYPE c ADD ATTRIBUTE z date, DROP ATTRIBUTE x, ALTER ATTRIBUTE y TYPE varchar(5);\n"
         "ALTER TYPE c RENAME ATTRIBUTE y TO why;\n"
         "CREATE TYPE r AS RANGE (subtype = float8, subtype_diff = float8mi);\n"
         "CREATE DOMAIN d AS int DEFAULT 3 CHECK (VALUE > 0);\n"
         "ALTER DOMAIN d ADD CONSTRAINT big CHECK (VALUE < 1000);\n"
         "ALTER DOMAIN d SET NOT NULL;\n"
         "ALTER DOMAIN d DROP DEFAULT;\n"
         "ALTER DOMAIN d RENAME CONSTRAINT big TO bigger;\n"
         "ALTER DOMAIN d DROP CONSTRAINT d_check;\n"
         "ALTER DOMAIN d RENAME TO dd;\n"
         "ALTER DOMAIN dd SET SCHEMA s;\n"
         "CREATE TABLE u (d s.dd, c c, r r);\n"
         "ALTER DOMAIN s.dd ADD CHECK (VALUE <> 7) NOT VALID;\n"
         "ALTER DOMAIN s.dd VALIDATE CONSTRAINT dd_check;\n"
         "ALTER DOMAIN s.dd OWNER TO pg_monitor;\n"
         "ALTER TYPE c OWNER TO pg_monitor;\n"
         "COMMENT ON TYPE c IS 'composite';\n"
         "COMMENT ON COLUMN c.why IS 'x';\n"
         "COMMENT ON CONSTRAINT bigger ON DOMAIN s.dd IS 'big';\n"
         "ALTER TYPE c SET SCHEMA s;\n"
         "CREATE TYPE gone AS ENUM ('x');\n"
         "ALTER TYPE gone OWNER TO pg_monitor;\n"
         "GRANT USAGE ON TYPE gone TO pg_monitor;\n"
         "DROP TYPE gone;\n"
         "CREATE TYPE gone AS ENUM ('y');\n"},
    };
    all(histories, TN_LENGTH(histories));
}

static void cascade_takes_along_what_hangs_on_it(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"on keys, columns, types, routines and sequences",
         "CREATE TABLE a (id int CONSTRAINT a_key PRIMARY KEY, n int UNIQUE);\n"
         "CREATE TABLE b (id int REFERENCES a, n int REFERENCES a (n));\n"
         "ALTER TABLE a DROP CONSTRAINT a_key CASCADE;\n"
         "ALTER TABLE a ADD CONSTRAINT another PRIMARY KEY (id);\n"
         "CREATE TABLE c (x int, y int, CHECK (x > y), CHECK (x > 0));\n"
         "CREATE VIEW vx AS SELECT x FROM c;\n"
         "CREATE VIEW vy AS SELECT y FROM c;\n"
         "CREATE VIEW vv AS SELECT * FROM vx;\n"
         "CREATE INDEX ci ON c ((x + y));\n"
         "CREATE INDEX cj ON c (y) WHERE x > 0;\n"
         "CREATE INDEX ck ON c (y);\n"
         "CREATE STATISTICS st ON x, y FROM c;\n"
         "CREATE TRIGGER tr BEFORE UPDATE OF x ON c FOR EACH ROW EXECUTE FUNCTION "
         "suppress_redundant_updates_trigger();\n"
         "CREATE POLICY pol ON c USING (x > 0);\n"
         "ALTER TABLE c DROP COLUMN x CASCADE;\n"
         "CREATE TABLE g (a int, b int GENERATED ALWAYS AS (a * 2) STORED, c int);\n"
         "ALTER TABLE g DROP COLUMN a CASCADE;\n"
         "CREATE TYPE mood AS ENUM ('a', 'b');\n"
         "CREATE FUNCTION takes(mood) RETURNS int LANGUAGE sql IMMUTABLE AS 'select 1';\n"
         "CREATE TABLE m (k int, mood mood, d int DEFAULT takes('a'), CHECK (takes(mood) > 0));\n"
         "CREATE INDEX mi ON m (takes(mood));\n"
         "CREATE VIEW mv AS SELECT mood FROM m;\n"
         "CREATE VIEW mk AS SELECT k FROM m;\n"
         "DROP TYPE mood CASCADE;\n"
         "CREATE FUNCTION fn(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'select 1';\n"
         "CREATE TABLE n (k int DEFAULT fn(1), g int GENERATED ALWAYS AS (fn(2)) STORED, z int, "
         "CHECK (fn(z) > 0));\n"
         "CREATE INDEX ni ON n (fn(z));\n"
         "CREATE VIEW nv AS SELECT fn(z) FROM n;\n"
         "CREATE POLICY np ON n USING (fn(z) > 1);\n"
         "CREATE DOMAIN nd AS int CHECK (fn(VALUE) > 0);\n"
         "DROP FUNCTION fn(int) CASCADE;\n"
         "CREATE SEQUENCE sq;\n"
         "CREATE TABLE o (k int DEFAULT nextval('sq'));\n"
         "CREATE VIEW ov AS SELECT last_value FROM sq;\n"
         "DROP SEQUENCE sq CASCADE;\n"},
    };
    all(histories, TN_LENGTH(histories));
}

static void schemas_are_made_with_what_is_in_them(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"of roles, and not there",
         "CREATE SCHEMA a AUTHORIZATION CURRENT_ROLE CREATE TABLE t (id int);\n"
         "CREATE SCHEMA pgm AUTHORIZATION pg_monitor CREATE TABLE t (id int PRIMARY KEY) CREATE "
         "VIEW v AS SELECT id FROM t CREATE SEQUENCE q CREATE INDEX i ON t (id) CREATE TABLE u (id "
         "int REFERENCES t) GRANT SELECT ON t TO PUBLIC;\n"
         "CREATE TABLE x (a int);\n"
         "ALTER TABLE x OWNER TO pg_monitor;\n"
         "ALTER TABLE x OWNER TO CURRENT_USER;\n"
         "CREATE SCHEMA IF NOT EXISTS a;\n"
         "SET search_path = nowhere, a;\n"
         "CREATE TABLE y (a int);\n"
         "RESET search_path;\n"},
    };
    all(histories, TN_LENGTH(histories));
}

static void what_depends_on_who_runs_the_script_is_told(void **state) {
    (void)state;
    static const struct history whoever = {
        "it is kept as it is written",
        "CREATE SCHEMA AUTHORIZATION CURRENT_ROLE CREATE TABLE t (id int);\n"};
    static const struct history role = {"owners are not followed through it",
                                        "SET SESSION AUTHORIZATION pg_monitor;\n"
                                        "RESET SESSION AUTHORIZATION;\n"
                                        "CREATE TABLE t (a int);\n"};
    comes_to_the_same(&role, tn_dialect_find("postgresql"), "as \"pg_monitor\" will belong");
    comes_to_the_same(&whoever, tn_dialect_find("postgresql"), "whoever runs the script");
}

static void rights_go_with_what_they_are_on(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"and tables made by queries, partitions that come back",
         "CREATE SCHEMA s;\n"
         "CREATE SCHEMA gone;\n"
         "ALTER DEFAULT PRIVILEGES IN SCHEMA gone GRANT SELECT ON TABLES TO pg_monitor;\n"
         "ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO pg_monitor;\n"
         "GRANT USAGE ON SCHEMA gone, s TO pg_monitor;\n"
         "DROP SCHEMA gone CASCADE;\n"
         "SET search_path = s;\n"
         "CREATE TABLE t (a int);\n"
         "CREATE VIEW v AS SELECT a FROM t;\n"
         "GRANT SELECT ON v, t TO pg_monitor;\n"
         "GRANT USAGE ON SCHEMA s TO PUBLIC;\n"
         "DROP VIEW v;\n"
         "CREATE VIEW v AS SELECT 1 AS one;\n"
         "RESET search_path;\n"
         "CREATE FOREIGN DATA WRAPPER w;\n"
         "CREATE SERVER a FOREIGN DATA WRAPPER w;\n"
         "GRANT USAGE ON FOREIGN SERVER a TO pg_monitor;\n"
         "GRANT USAGE ON FOREIGN DATA WRAPPER w TO pg_monitor;\n"
         "ALTER FOREIGN DATA WRAPPER w RENAME TO w2;\n"
         "DROP FOREIGN DATA WRAPPER w2 CASCADE;\n"
         "SELECT a INTO made FROM s.t;\n"
         "SELECT 1;\n"
         "CREATE TABLE IF NOT EXISTS made AS SELECT 2 AS two;\n"
         "CREATE TABLE r (id int PRIMARY KEY);\n"
         "CREATE TABLE p (k int, id int REFERENCES r) PARTITION BY LIST (k);\n"
         "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);\n"
         "ALTER TABLE p DETACH PARTITION p1;\n"
         "ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (2);\n"},
        {"and stay on a table that is kept as it was made",
         "CREATE TABLE t AS SELECT x AS a FROM generate_series(1, 3) AS x;\n"
         "ALTER TABLE t SET (autovacuum_enabled = off);\n"
         "GRANT SELECT (a) ON t TO PUBLIC;\n"
         "CREATE TABLE gone (a int);\n"
         "DROP TABLE gone;\n"},
    };
    all(histories, TN_LENGTH(histories));
}

static void types_stand_after_the_kept_ones_that_they_are_made_of(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"base types, and collations in quotes",
         "CREATE TYPE num;\n"
         "CREATE FUNCTION num_in(cstring) RETURNS num LANGUAGE internal IMMUTABLE STRICT AS "
         "'int4in';\n"
         "CREATE FUNCTION num_out(num) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS "
         "'int4out';\n"
         "CREATE TYPE num (INPUT = num_in, OUTPUT = num_out, INTERNALLENGTH = 4, PASSEDBYVALUE);\n"
         "CREATE TYPE pair AS (a num, b text COLLATE \"C\");\n"
         "CREATE DOMAIN d AS num;\n"
         "CREATE DOMAIN t AS text COLLATE \"C\" CHECK (VALUE ~ 'x');\n"
         "CREATE DOMAIN u AS text COLLATE pg_catalog.\"POSIX\";\n"
         "CREATE TABLE x (n num, p pair, d d, t t COLLATE \"POSIX\");\n"
         "CREATE INDEX ON x (t COLLATE \"C\");\n"},
    };
    all(histories, TN_LENGTH(histories));
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(indexes_on_expressions_are_named_as_the_server_does),
        cmocka_unit_test(keys_and_indexes_of_the_whole_alone),
        cmocka_unit_test(a_partition_that_leaves_keeps_what_it_had),
        cmocka_unit_test(checks_are_valid_below_a_table_where_they_are_not),
        cmocka_unit_test(partitions_that_a_foreign_key_refers_to_are_numbered_in_their_order),
        cmocka_unit_test(temporary_tables_hide_others),
        cmocka_unit_test(what_is_kept_as_it_was_made_is_dropped_by_what_tells_it_from_others),
        cmocka_unit_test(what_is_said_of_a_routine_goes_with_it),
        cmocka_unit_test(views_that_are_replaced_keep_what_is_said_of_them),
        cmocka_unit_test(columns_and_sequences_change_in_many_ways),
        cmocka_unit_test(types_and_domains_change_in_many_ways),
        cmocka_unit_test(cascade_takes_along_what_hangs_on_it),
        cmocka_unit_test(schemas_are_made_with_what_is_in_them),
        cmocka_unit_test(what_depends_on_who_runs_the_script_is_told),
        cmocka_unit_test(rights_go_with_what_they_are_on),
        cmocka_unit_test(types_stand_after_the_kept_ones_that_they_are_made_of),
    };
    return tn_test_run("histories of PostgreSQL", tests);
}
