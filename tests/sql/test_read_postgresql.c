/*
 * What PostgreSQL's DDL becomes in the model.
 */
#include "harness.h"
#include "sql/facts.h"

static void check(const struct example *examples, size_t count) {
    check_examples(examples, count, "postgresql");
}

static void types_have_one_spelling(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a int4, b int8, c int2, d character varying(20), e varchar, f "
         "character(3), g char,\n"
         " h decimal(10,2), i numeric(5), j float4, k double   precision, l float(20), m float, n "
         "bool, o \"char\");",
         "entity t\n"
         "  attribute a {type=integer}\n"
         "  attribute b {type=bigint}\n"
         "  attribute c {type=smallint}\n"
         "  attribute d {type=varchar(20)}\n"
         "  attribute e {type=varchar}\n"
         "  attribute f {type=char(3)}\n"
         "  attribute g {type=char(1)}\n"
         "  attribute h {type=numeric(10,2)}\n"
         "  attribute i {type=numeric(5,0)}\n"
         "  attribute j {type=real}\n"
         "  attribute k {type=double precision}\n"
         "  attribute l {type=real}\n"
         "  attribute m {type=double precision}\n"
         "  attribute n {type=boolean}\n"
         "  attribute o {type=\"char\"}\n"},
        {"CREATE TABLE t (a timestamp(3) with time zone, b timestamp without time zone, c time "
         "with time zone,\n"
         " d time(2), e bit varying(5), f bit, g interval day to second, h national character "
         "varying(9));",
         "entity t\n"
         "  attribute a {type=timestamptz(3)}\n"
         "  attribute b {type=timestamp}\n"
         "  attribute c {type=timetz}\n"
         "  attribute d {type=time(2)}\n"
         "  attribute e {type=varbit(5)}\n"
         "  attribute f {type=bit(1)}\n"
         "  attribute g {type=interval day to second}\n"
         "  attribute h {type=varchar(9)}\n"},
        {"CREATE TABLE t (a int[], b text[][], c integer ARRAY[3], d numeric(4,1)[3], e "
         "pg_catalog.int4);",
         "entity t\n"
         "  attribute a {type=integer, dimensions=1}\n"
         "  attribute b {type=text, dimensions=2}\n"
         "  attribute c {type=integer, dimensions=1}\n"
         "  attribute d {type=numeric(4,1), dimensions=1}\n"
         "  attribute e {type=integer}\n"},
        {"CREATE TABLE t (a citext, b geometry(Point,4326), c app.\"Mood\", d app.mood[]);",
         "entity t\n"
         "  attribute a {type=citext}\n"
         "  attribute b {type=geometry(Point,4326)}\n"
         "  attribute c {type=app.\"Mood\"}\n"
         "  attribute d {type=app.mood, dimensions=1}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void named_types_are_references(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TYPE mood AS ENUM ('sad', 'it''s ok');\n"
         "CREATE TABLE t (m mood DEFAULT 'sad'::mood NOT NULL, l public.mood[], n Mood, q "
         "\"Mood\");",
         "type mood {values=sad, it's ok}\n"
         "entity t\n"
         "  attribute m {named_type=mood, nullable=no, default_value='sad'::mood}\n"
         "  attribute l {named_type=mood, dimensions=1}\n"
         "  attribute n {named_type=mood}\n"
         "  attribute q {type=\"Mood\"}\n"},
        {"CREATE SCHEMA s;\n"
         "CREATE TYPE s.pair AS (a integer, b text);\n"
         "CREATE TYPE r AS RANGE (subtype = float8);\n"
         "CREATE TABLE t (p s.pair, r r);",
         "namespace s\n"
         "  type pair {variety=composite, definition=a integer, b text}\n"
         "type r {variety=range, definition=subtype = float8}\n"
         "entity t\n"
         "  attribute p {named_type=s.pair}\n"
         "  attribute r {named_type=r}\n"},
        {"CREATE DOMAIN year AS integer CONSTRAINT year_check CHECK (((VALUE >= 1901) AND (VALUE "
         "<= 2155)));\n"
         "CREATE DOMAIN e AS text COLLATE \"C\" DEFAULT 'x' NOT NULL CHECK (VALUE ~ '@');\n"
         "CREATE TABLE t (y year, e e);",
         "type year {variety=domain, base=integer}\n"
         "  check year_check {expression=(VALUE >= 1901) AND (VALUE <= 2155)}\n"
         "type e {variety=domain, base=text, nullable=no, default_value='x', collation=\"C\"}\n"
         "  check {expression=VALUE ~ '@'}\n"
         "entity t\n"
         "  attribute y {named_type=year}\n"
         "  attribute e {named_type=e}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void columns_have_clauses_in_any_order(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a text COLLATE \"C\" DEFAULT 'x'::text NOT NULL, b int NOT NULL DEFAULT "
         "(1 + 2),\n"
         " c timestamptz DEFAULT now() AT TIME ZONE 'UTC' NULL, d int DEFAULT NULL, e text STORAGE "
         "external);",
         "entity t\n"
         "  attribute a {type=text, nullable=no, default_value='x'::text, collation=\"C\"}\n"
         "  attribute b {type=integer, nullable=no, default_value=(1 + 2)}\n"
         "  attribute c {type=timestamptz, default_value=now() AT TIME ZONE 'UTC'}\n"
         "  attribute d {type=integer}\n"
         "  attribute e {type=text, options=STORAGE external}\n"},
        {"CREATE TABLE t (a int DEFAULT CASE WHEN true THEN 1 ELSE NULL END NOT NULL, b text "
         "DEFAULT  'two  blanks' /* c */ || -- d\n"
         " 'x');",
         "entity t\n"
         "  attribute a {type=integer, nullable=no, default_value=CASE WHEN true THEN 1 ELSE NULL "
         "END}\n"
         "  attribute b {type=text, default_value='two  blanks' || 'x'}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void numbered_columns(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a serial, b bigserial PRIMARY KEY, c smallserial);",
         "entity t\n"
         "  attribute a {type=integer, nullable=no, identity=serial}\n"
         "  attribute b {type=bigint, nullable=no, identity=serial}\n"
         "  attribute c {type=smallint, nullable=no, identity=serial}\n"
         "  key {primary=yes, attributes=b}\n"},
        {"CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b bigint GENERATED BY DEFAULT AS "
         "IDENTITY (START WITH 10 INCREMENT BY 5));",
         "entity t\n"
         "  attribute a {type=integer, nullable=no, identity=always}\n"
         "  attribute b {type=bigint, nullable=no, identity=by default, identity_options=START "
         "WITH 10 INCREMENT BY 5}\n"},
        {"CREATE TABLE s.t (id int NOT NULL);\n"
         "ALTER TABLE s.t ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (\n"
         " SEQUENCE NAME s.t_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1);",
         "namespace s\n"
         "  entity t\n"
         "    attribute id {type=integer, nullable=no, identity=by default}\n"},
        {"CREATE SEQUENCE s START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;\n"
         "CREATE TABLE t (id int DEFAULT nextval('s'::regclass));\n"
         "ALTER SEQUENCE s OWNED BY t.id;\n"
         "ALTER SEQUENCE s RESTART WITH 100;",
         "sequence s {owner=t.id}\n"
         "entity t\n"
         "  attribute id {type=integer, default_value=nextval('s'::regclass)}\n"},
        {"CREATE SEQUENCE s AS smallint START 10 INCREMENT -5 MINVALUE -100 MAXVALUE 10 CACHE 5 "
         "CYCLE;",
         "sequence s {type=smallint, start=10, increment=-5, minimum=-100, maximum=10, cache=5, "
         "cycle=yes}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void generated_columns(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a int, b int GENERATED ALWAYS AS ((a * 2)) STORED, c int GENERATED "
         "ALWAYS AS (a + (1)) VIRTUAL);",
         "entity t\n"
         "  attribute a {type=integer}\n"
         "  attribute b {type=integer, generated=a * 2}\n"
         "  attribute c {type=integer, generated=a + (1), generation=virtual}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void keys(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a int PRIMARY KEY, b int UNIQUE, c int CONSTRAINT named UNIQUE "
         "DEFERRABLE INITIALLY DEFERRED);",
         "entity t\n"
         "  attribute a {type=integer, nullable=no}\n"
         "  attribute b {type=integer}\n"
         "  attribute c {type=integer}\n"
         "  key {primary=yes, attributes=a}\n"
         "  key {attributes=b}\n"
         "  key named {attributes=c, deferral=deferrable initially deferred}\n"},
        {"CREATE TABLE t (CONSTRAINT pk PRIMARY KEY (b, a), a int, b int, UNIQUE NULLS NOT "
         "DISTINCT (a) INCLUDE (b) WITH (fillfactor=70) USING INDEX TABLESPACE fast);",
         "entity t\n"
         "  attribute a {type=integer, nullable=no}\n"
         "  attribute b {type=integer, nullable=no}\n"
         "  key pk {primary=yes, attributes=b, a}\n"
         "  key {attributes=a, include=b, nulls_not_distinct=yes, options=WITH (fillfactor=70) "
         "USING INDEX TABLESPACE fast}\n"},
        {"CREATE TABLE t (a int, b int);\n"
         "CREATE UNIQUE INDEX i ON t (a, b);\n"
         "ALTER TABLE t ADD PRIMARY KEY USING INDEX i;",
         "entity t\n"
         "  attribute a {type=integer, nullable=no}\n"
         "  attribute b {type=integer, nullable=no}\n"
         "  key i {primary=yes, attributes=a, b}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void foreign_keys(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE c (p int REFERENCES p, q int REFERENCES p(id) ON DELETE CASCADE ON UPDATE "
         "SET NULL, r int);\n"
         "CREATE TABLE p (id int PRIMARY KEY);",
         "entity c\n"
         "  attribute p {type=integer}\n"
         "  attribute q {type=integer}\n"
         "  attribute r {type=integer}\n"
         "  relationship {target=p, attributes=p}\n"
         "  relationship {target=p, attributes=q, target_attributes=id, on_delete=cascade, "
         "on_update=set null}\n"
         "entity p\n"
         "  attribute id {type=integer, nullable=no}\n"
         "  key {primary=yes, attributes=id}\n"},
        {"CREATE TABLE p (a int, b int, UNIQUE (a, b));\n"
         "CREATE TABLE c (x int, y int, CONSTRAINT fk FOREIGN KEY (x, y) REFERENCES public.p (a, "
         "b) MATCH FULL\n"
         " ON DELETE SET DEFAULT (x) DEFERRABLE INITIALLY IMMEDIATE NOT VALID);",
         "entity p\n"
         "  attribute a {type=integer}\n"
         "  attribute b {type=integer}\n"
         "  key {attributes=a, b}\n"
         "entity c\n"
         "  attribute x {type=integer}\n"
         "  attribute y {type=integer}\n"
         "  relationship fk {target=p, attributes=x, y, target_attributes=a, b, on_delete=set "
         "default, deferral=deferrable initially immediate, match=full, not_valid=yes, options=SET "
         "DEFAULT (x)}\n"},
        {"CREATE TABLE c (x int REFERENCES sales.gone (id));\n"
         "ALTER TABLE c ADD FOREIGN KEY (x) REFERENCES c (nope);",
         "entity c\n"
         "  attribute x {type=integer}\n"
         "  relationship {target_name=sales.gone, attributes=x, target_columns=id}\n"
         "  relationship {target=c, attributes=x, target_columns=nope}\n"
         "warning 2:46 column \"nope\" is not there in table \"c\" [sql-unresolved]\n"
         "warning 1:34 table \"sales.gone\" is not there [sql-unresolved]\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void checks_lose_their_parentheses(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a int CHECK (((a > 0))), CONSTRAINT c CHECK ((a > 1) AND (a < 9)) NO "
         "INHERIT, CHECK ((a) IN (1, (2))) NOT VALID);",
         "entity t\n"
         "  attribute a {type=integer}\n"
         "  check {expression=a > 0}\n"
         "  check c {expression=(a > 1) AND (a < 9), no_inherit=yes}\n"
         "  check {expression=(a) IN (1, (2)), not_valid=yes}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void exclusions(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (r int, a date, b date, CONSTRAINT x EXCLUDE USING gist (r WITH =, "
         "daterange(a, b) WITH &&) WHERE ((r > 0)) DEFERRABLE);",
         "entity t\n"
         "  attribute r {type=integer}\n"
         "  attribute a {type=date}\n"
         "  attribute b {type=date}\n"
         "  exclusion x {method=gist, predicate=r > 0, deferral=deferrable initially immediate}\n"
         "    index_part {attribute=t.r, exclude_operator==}\n"
         "    index_part {expression=daterange(a, b), exclude_operator=&&}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void indexes(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a text, b int, c jsonb);\n"
         "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY t USING btree (lower(a) "
         "text_pattern_ops DESC NULLS LAST, b DESC NULLS FIRST, ((c ->> 'x')), a COLLATE \"C\") "
         "INCLUDE (b) NULLS NOT DISTINCT WITH (fillfactor='70') WHERE (b > 0);",
         "entity t\n"
         "  attribute a {type=text}\n"
         "  attribute b {type=integer}\n"
         "  attribute c {type=jsonb}\n"
         "  index i {unique=yes, predicate=b > 0, include=b, nulls_not_distinct=yes, options="
         "WITH (fillfactor='70')}\n"
         "    index_part {expression=lower(a), operator_class=text_pattern_ops, descending=yes, "
         "nulls=last}\n"
         "    index_part {attribute=t.b, descending=yes}\n"
         "    index_part {expression=c ->> 'x'}\n"
         "    index_part {attribute=t.a, collation=\"C\"}\n"},
        {"CREATE TABLE t (a text);\n"
         "CREATE INDEX ON t USING gist (a gist_trgm_ops (siglen=32));",
         "entity t\n"
         "  attribute a {type=text}\n"
         "  index {method=gist}\n"
         "    index_part {attribute=t.a, operator_class=gist_trgm_ops (siglen=32)}\n"},
        {"CREATE MATERIALIZED VIEW v AS SELECT 1 AS a WITH DATA;\n"
         "CREATE INDEX i ON v (a);",
         "view v {materialized=yes, query=SELECT 1 AS a}\n"
         "raw i {statement=CREATE INDEX, definition=CREATE INDEX i ON v (a), view=v}\n"
         "info 2:1 CREATE INDEX is kept as it is written [sql-raw]\n"},
        {"CREATE INDEX i ON nowhere (a);",
         "raw i {statement=CREATE INDEX, definition=CREATE INDEX i ON nowhere (a)}\n"
         "warning 1:19 table \"nowhere\" is not there [sql-unresolved]\n"
         "info 1:1 CREATE INDEX is kept as it is written [sql-raw]\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void partitions_and_inheritance(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE p (id int NOT NULL, at date) PARTITION BY RANGE (at);\n"
         "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO (MAXVALUE) PARTITION BY "
         "LIST (id);\n"
         "CREATE TABLE p2 (id int NOT NULL, at date);\n"
         "ALTER TABLE ONLY p ATTACH PARTITION p2 DEFAULT;",
         "entity p {partition_by=RANGE (at)}\n"
         "  attribute id {type=integer, nullable=no}\n"
         "  attribute at {type=date}\n"
         "entity p1 {partition_by=LIST (id), partition_of=p, partition_bound=FOR VALUES FROM "
         "('2020-01-01') TO (MAXVALUE)}\n"
         "  attribute id {type=integer, nullable=no}\n"
         "  attribute at {type=date}\n"
         "entity p2 {partition_of=p, partition_bound=DEFAULT}\n"
         "  attribute id {type=integer, nullable=no}\n"
         "  attribute at {type=date}\n"},
        {"CREATE TABLE base (id int DEFAULT 1);\n"
         "CREATE TABLE kid (own text, CHECK (id > 0)) INHERITS (base);\n"
         "CREATE TABLE twin (LIKE base INCLUDING ALL, more int);\n"
         "CREATE TABLE bare (LIKE base);",
         "entity base\n"
         "  attribute id {type=integer, default_value=1}\n"
         "entity kid {inherits=base}\n"
         "  attribute id {type=integer, default_value=1}\n"
         "  attribute own {type=text}\n"
         "  check {expression=id > 0}\n"
         "entity twin\n"
         "  attribute id {type=integer, default_value=1}\n"
         "  attribute more {type=integer}\n"
         "entity bare\n"
         "  attribute id {type=integer}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void table_options(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE UNLOGGED TABLE t (a int) USING heap WITH (fillfactor=70) TABLESPACE fast;\n"
         "CREATE TEMPORARY TABLE u (a int) ON COMMIT DELETE ROWS;",
         "entity t {persistence=unlogged, options=USING heap WITH (fillfactor=70) TABLESPACE "
         "fast}\n"
         "  attribute a {type=integer}\n"
         "entity u {persistence=temporary, options=ON COMMIT DELETE ROWS}\n"
         "  attribute a {type=integer}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void namespaces(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE SCHEMA sales AUTHORIZATION bob;\n"
         "CREATE TABLE sales.t (a int);\n"
         "CREATE TABLE public.u (a int);\n"
         "SET search_path = sales, pg_catalog;\n"
         "CREATE TABLE w (a int REFERENCES t2);\n"
         "CREATE TABLE t2 (id int PRIMARY KEY);\n"
         "ALTER SCHEMA sales OWNER TO eve;",
         "namespace sales {owner=eve}\n"
         "  entity t\n"
         "    attribute a {type=integer}\n"
         "  entity w\n"
         "    attribute a {type=integer}\n"
         "    relationship {target=sales.t2, attributes=a}\n"
         "  entity t2\n"
         "    attribute id {type=integer, nullable=no}\n"
         "    key {primary=yes, attributes=id}\n"
         "entity u\n"
         "  attribute a {type=integer}\n"},
        {"CREATE SCHEMA s CREATE TABLE a (id int PRIMARY KEY) CREATE TABLE b (a int REFERENCES a) "
         "CREATE VIEW v AS SELECT 1;\n"
         "CREATE TABLE c (id int);",
         "namespace s\n"
         "  entity a\n"
         "    attribute id {type=integer, nullable=no}\n"
         "    key {primary=yes, attributes=id}\n"
         "  entity b\n"
         "    attribute a {type=integer}\n"
         "    relationship {target=s.a, attributes=a}\n"
         "  view v {query=SELECT 1}\n"
         "entity c\n"
         "  attribute id {type=integer}\n"
         "raw search_path {statement=SET, definition=SET search_path = s}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void names_fold_to_lower_case(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE Orders (ID int, \"Id\" int, \"a\"\"b\" int);\n"
         "ALTER TABLE ORDERS ADD CONSTRAINT Pk PRIMARY KEY (\"Id\");",
         "entity orders\n"
         "  attribute id {type=integer}\n"
         "  attribute Id {type=integer, nullable=no}\n"
         "  attribute a\"b {type=integer}\n"
         "  key pk {primary=yes, attributes=Id}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void alter_table_changes_columns(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a int, b int, c int GENERATED ALWAYS AS (a) STORED);\n"
         "ALTER TABLE ONLY t ADD COLUMN d text DEFAULT 'x' NOT NULL, ADD COLUMN IF NOT EXISTS a "
         "int, ALTER a SET NOT NULL,\n"
         " ALTER COLUMN b TYPE varchar(9) USING b::varchar, ALTER b SET DEFAULT 'y', ALTER c DROP "
         "EXPRESSION;\n"
         "ALTER TABLE t ALTER a DROP NOT NULL, ALTER b DROP DEFAULT, OWNER TO bob;",
         "entity t {owner=bob}\n"
         "  attribute a {type=integer}\n"
         "  attribute b {type=varchar(9)}\n"
         "  attribute c {type=integer}\n"
         "  attribute d {type=text, nullable=no, default_value='x'}\n"},
        {"CREATE TABLE t (a int CHECK (a > 0), b int UNIQUE, c int);\n"
         "ALTER TABLE t RENAME COLUMN a TO \"A b\";\n"
         "ALTER TABLE t DROP COLUMN b, DROP COLUMN IF EXISTS nope;\n"
         "ALTER TABLE t RENAME TO u;",
         "entity u\n"
         "  attribute A b {type=integer}\n"
         "  attribute c {type=integer}\n"
         "  check t_a_check {expression=\"A b\" > 0}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void alter_table_drops_constraints_by_the_server_s_names(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE t (a int PRIMARY KEY, b int UNIQUE, c int REFERENCES t);\n"
         "ALTER TABLE t DROP CONSTRAINT t_pkey, DROP CONSTRAINT t_b_key, DROP CONSTRAINT t_c_fkey;",
         "entity t\n"
         "  attribute a {type=integer, nullable=no}\n"
         "  attribute b {type=integer}\n"
         "  attribute c {type=integer}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void actions_without_a_place_are_kept(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE s.t (a int);\n"
         "ALTER TABLE ONLY s.t ALTER COLUMN a SET STATISTICS 100, ENABLE ROW LEVEL SECURITY;",
         "namespace s\n"
         "  entity t\n"
         "    attribute a {type=integer, options=STATISTICS 100}\n"
         "raw t {statement=ALTER TABLE ENABLE ROW LEVEL SECURITY, definition=ALTER TABLE ONLY s.t "
         "ENABLE ROW LEVEL SECURITY, entity=s.t}\n"
         "info 2:57 ALTER TABLE ENABLE ROW LEVEL SECURITY is kept as it is written [sql-raw]\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void types_are_altered(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TYPE m AS ENUM ('a', 'c');\n"
         "ALTER TYPE m ADD VALUE IF NOT EXISTS 'b' BEFORE 'c';\n"
         "ALTER TYPE m ADD VALUE 'd';\n"
         "ALTER TYPE m RENAME VALUE 'a' TO 'A';\n"
         "CREATE DOMAIN d AS int;\n"
         "ALTER DOMAIN d SET NOT NULL;\n"
         "ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0) NOT VALID;",
         "type m {values=A, b, c, d}\n"
         "type d {variety=domain, base=integer, nullable=no}\n"
         "  check c {expression=VALUE > 0, not_valid=yes}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void comments(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE SCHEMA s;\n"
         "CREATE TABLE s.t (a int CONSTRAINT c CHECK (a > 0));\n"
         "CREATE INDEX i ON s.t (a);\n"
         "COMMENT ON SCHEMA s IS 'one';\n"
         "COMMENT ON TABLE s.t IS 'it''s two';\n"
         "COMMENT ON COLUMN s.t.a IS E'three\\'s';\n"
         "COMMENT ON CONSTRAINT c ON s.t IS 'four';\n"
         "COMMENT ON INDEX s.i IS 'five';\n"
         "COMMENT ON ROLE r IS 'six';\n"
         "COMMENT ON TABLE s.t IS NULL;",
         "namespace s {comment=one}\n"
         "  entity t\n"
         "    attribute a {comment=three's, type=integer}\n"
         "    index i {comment=five}\n"
         "      index_part {attribute=s.t.a}\n"
         "    check c {comment=four, expression=a > 0}\n"
         "raw r {statement=COMMENT ON ROLE, definition=COMMENT ON ROLE r IS 'six'}\n"
         "info 9:1 COMMENT ON ROLE is kept as it is written [sql-raw]\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void views(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE OR REPLACE VIEW v (a, b) WITH (security_barrier=true) AS\n"
         "  SELECT 1,\n"
         "         2;\n"
         "CREATE OR REPLACE VIEW v AS SELECT 3 WITH CHECK OPTION;\n"
         "CREATE MATERIALIZED VIEW m USING heap AS SELECT 1 WITH NO DATA;\n"
         "CREATE TEMP VIEW w AS SELECT ';';",
         "view v {query=SELECT 3 WITH CHECK OPTION}\n"
         "view m {materialized=yes, options=USING heap, query=SELECT 1 WITH NO DATA}\n"
         "view w {options=TEMP, query=SELECT ';'}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void routines_and_triggers(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE FUNCTION f(a int,\n"
         "  b text DEFAULT ';') RETURNS int LANGUAGE sql AS $x$ SELECT 1; $x$;\n"
         "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;\n"
         "CREATE AGGREGATE g(int) (SFUNC = f, STYPE = int);\n"
         "CREATE TABLE t (a int);\n"
         "CREATE CONSTRAINT TRIGGER r AFTER UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f();\n"
         "DROP FUNCTION f(int, text);",
         "entity t\n"
         "  attribute a {type=integer}\n"
         "  trigger r {definition=CREATE CONSTRAINT TRIGGER r AFTER UPDATE OF a ON t FOR EACH ROW "
         "EXECUTE FUNCTION f()}\n"
         "routine f {definition=CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; "
         "END}\n"
         "routine g {callable=aggregate, signature=int, definition=CREATE AGGREGATE g(int) (SFUNC "
         "= f, STYPE = int)}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void what_has_no_place_is_kept(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;\n"
         "CREATE ROLE bob LOGIN;\n"
         "GRANT SELECT ON TABLE t TO bob;\n"
         "CREATE OPERATOR === (LEFTARG = int);\n"
         "CREATE RULE r AS ON INSERT TO v DO INSTEAD (DELETE FROM a; DELETE FROM b);\n"
         "DO $$ BEGIN PERFORM f(); END $$;\n"
         "CREATE TABLE c AS SELECT 1;",
         "extension citext {options=WITH SCHEMA public}\n"
         "role bob {definition=CREATE ROLE bob LOGIN}\n"
         "grant {definition=GRANT SELECT ON TABLE t TO bob}\n"
         "raw {statement=CREATE OPERATOR, definition=CREATE OPERATOR === (LEFTARG = int), "
         "early=yes}\n"
         "raw r {statement=CREATE RULE, definition=CREATE RULE r AS ON INSERT TO v DO INSTEAD "
         "(DELETE FROM a; DELETE FROM b)}\n"
         "raw {statement=DO, definition=DO $$ BEGIN PERFORM f(); END $$, early=yes}\n"
         "raw c {statement=CREATE TABLE, definition=CREATE TABLE c AS SELECT 1}\n"
         "info 4:1 CREATE OPERATOR is kept as it is written [sql-raw]\n"
         "info 5:1 CREATE RULE is kept as it is written [sql-raw]\n"
         "info 6:1 DO is kept as it is written [sql-raw]\n"
         "info 7:1 CREATE TABLE is kept as it is written [sql-raw]\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void data_and_settings_are_skipped(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"SET statement_timeout = 0;\n"
         "SELECT pg_catalog.set_config('search_path', '', false);\n"
         "BEGIN;\n"
         "\\connect \"shop\n"
         "COPY t (a) FROM stdin;\n"
         "it's; (\n"
         "\\.\n"
         "INSERT INTO t VALUES (';', $$;$$);\n"
         "COMMIT;\n"
         "CREATE TABLE t (a int);",
         "entity t\n"
         "  attribute a {type=integer}\n"},
    };
    check(examples, TN_LENGTH(examples));
}

static void dropped_things_are_gone(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"CREATE TABLE p (id int PRIMARY KEY);\n"
         "CREATE TABLE c (p int REFERENCES p);\n"
         "CREATE VIEW v AS SELECT 1;\n"
         "DROP TABLE IF EXISTS p, nope CASCADE;\n"
         "DROP VIEW v;\n"
         "DROP TABLE gone;",
         "entity c\n"
         "  attribute p {type=integer}\n"
         "warning 6:12 table \"gone\" is not there to be dropped [sql-unresolved]\n"},
    };
    check(examples, TN_LENGTH(examples));
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_have_one_spelling),
        cmocka_unit_test(named_types_are_references),
        cmocka_unit_test(columns_have_clauses_in_any_order),
        cmocka_unit_test(numbered_columns),
        cmocka_unit_test(generated_columns),
        cmocka_unit_test(keys),
        cmocka_unit_test(foreign_keys),
        cmocka_unit_test(checks_lose_their_parentheses),
        cmocka_unit_test(exclusions),
        cmocka_unit_test(indexes),
        cmocka_unit_test(partitions_and_inheritance),
        cmocka_unit_test(table_options),
        cmocka_unit_test(namespaces),
        cmocka_unit_test(names_fold_to_lower_case),
        cmocka_unit_test(alter_table_changes_columns),
        cmocka_unit_test(alter_table_drops_constraints_by_the_server_s_names),
        cmocka_unit_test(actions_without_a_place_are_kept),
        cmocka_unit_test(types_are_altered),
        cmocka_unit_test(comments),
        cmocka_unit_test(views),
        cmocka_unit_test(routines_and_triggers),
        cmocka_unit_test(what_has_no_place_is_kept),
        cmocka_unit_test(data_and_settings_are_skipped),
        cmocka_unit_test(dropped_things_are_gone),
    };
    return tn_test_run("read postgresql", tests);
}
