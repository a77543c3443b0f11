/*
 * PostgreSQL: what stands on something that changes is dropped and made again around the change,
 * with its comment, its owner and the rights granted on it.
 */
#include "migrate/proof.h"

#define TWO_ROWS "INSERT INTO t (id) VALUES (1), (2);"

/* A view on t.n with all that can hang on a view, and one on that. */
#define VIEWS                                                                                      \
    "CREATE VIEW v WITH (security_barrier=true) AS SELECT id, n FROM t WHERE n > 0;"               \
    "COMMENT ON VIEW v IS 'those above'; COMMENT ON COLUMN v.n IS 'the number';"                   \
    "GRANT SELECT ON v TO PUBLIC; GRANT UPDATE (n) ON v TO pg_monitor;"                            \
    "ALTER VIEW v OWNER TO pg_monitor;"                                                            \
    "CREATE VIEW w AS SELECT n + 1 AS m FROM v; GRANT SELECT ON w TO pg_monitor;"                  \
    "COMMENT ON VIEW w IS 'one more';"
#define MATERIALIZED                                                                               \
    "CREATE MATERIALIZED VIEW mv AS SELECT n, count(*) AS c FROM t GROUP BY n;"                    \
    "CREATE UNIQUE INDEX mv_n ON mv (n); COMMENT ON INDEX mv_n IS 'one each';"                     \
    "COMMENT ON MATERIALIZED VIEW mv IS 'counted'; GRANT SELECT ON mv TO pg_monitor;"              \
    "CREATE VIEW on_mv AS SELECT c FROM mv;"
#define INDEXES                                                                                    \
    "CREATE INDEX t_part ON t (id) WHERE n > 3; COMMENT ON INDEX t_part IS 'few';"                 \
    "CREATE INDEX t_expr ON t ((n + 1)); CREATE UNIQUE INDEX t_one ON t (id) INCLUDE (n);"
#define CHECKS                                                                                     \
    "ALTER TABLE t ADD CONSTRAINT t_above CHECK (n > -5);"                                         \
    "COMMENT ON CONSTRAINT t_above ON t IS 'not too low';"
#define TRIGGERS                                                                                   \
    "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"         \
    "CREATE TRIGGER t_touch BEFORE UPDATE OF n ON t FOR EACH ROW WHEN (NEW.n > 1) "                \
    "EXECUTE FUNCTION touch(); COMMENT ON TRIGGER t_touch ON t IS 'touches';"
#define POLICIES                                                                                   \
    "ALTER TABLE t ENABLE ROW LEVEL SECURITY;"                                                     \
    "CREATE POLICY t_low ON t FOR SELECT TO PUBLIC USING (n < 100);"                               \
    "COMMENT ON POLICY t_low ON t IS 'the low ones';"
#define RULES                                                                                      \
    "CREATE RULE t_rule AS ON DELETE TO t WHERE OLD.n > 5 DO INSTEAD NOTHING;"                     \
    "COMMENT ON RULE t_rule ON t IS 'stay';"
#define GENERATED                                                                                  \
    "ALTER TABLE t ADD g bigint GENERATED ALWAYS AS (n * 2) STORED;"                               \
    "COMMENT ON COLUMN t.g IS 'twice'; CREATE INDEX t_g ON t (g);"                                 \
    "GRANT SELECT (g) ON t TO pg_monitor;"
#define STATISTICS "CREATE STATISTICS t_stat (dependencies) ON id, n FROM t;"

/* Of the function f. */
#define CALLERS                                                                                    \
    "COMMENT ON FUNCTION f IS 'one more'; GRANT EXECUTE ON FUNCTION f TO pg_monitor;"              \
    "CREATE DOMAIN dd AS int DEFAULT f(2) CONSTRAINT dd_c CHECK (f(VALUE) > 0);"                   \
    "CREATE TABLE t (id int, d int DEFAULT f(1), g int GENERATED ALWAYS AS (f(id)) STORED, n dd, " \
    "f int, CONSTRAINT c CHECK (f(id) > 0 AND f <> 7), EXCLUDE USING btree (id WITH =) "           \
    "WHERE (f(id) > 1000)); CREATE INDEX i ON t (f(id)); CREATE INDEX k ON t (id) WHERE f(f) > 1;" \
    "COMMENT ON CONSTRAINT c ON t IS 'above'; COMMENT ON COLUMN t.g IS 'more';"                    \
    "CREATE POLICY p ON t USING (f(id) > 0); CREATE VIEW v AS SELECT f(id) AS x, g FROM t;"        \
    "CREATE FUNCTION h() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT f(3)::bigint; END;"

/* The same things on t.n before and after its type is another. */
#define RETYPED(title, things)                                                                     \
    {                                                                                              \
        title, "CREATE TABLE t (id int NOT NULL, n int DEFAULT 7);" things,                        \
            "CREATE TABLE t (id int NOT NULL, n bigint DEFAULT 7);" things, TWO_ROWS               \
    }

static const struct proof proofs[] = {
    RETYPED("views", VIEWS),
    RETYPED("materialized views", MATERIALIZED),
    RETYPED("indexes", INDEXES),
    RETYPED("checks", CHECKS),
    RETYPED("triggers", TRIGGERS),
    RETYPED("policies", POLICIES),
    RETYPED("rules", RULES),
    RETYPED("generated columns", GENERATED),
    RETYPED("statistics", STATISTICS),
    RETYPED("all of them", VIEWS MATERIALIZED INDEXES CHECKS TRIGGERS POLICIES RULES GENERATED),
    {"a view on a generated column",
     "CREATE TABLE t (id int, g int GENERATED ALWAYS AS (id + 1) STORED);"
     "CREATE VIEW v AS SELECT g FROM t;",
     "CREATE TABLE t (id int, g int GENERATED ALWAYS AS (id + 2) STORED);"
     "CREATE VIEW v AS SELECT g FROM t;",
     TWO_ROWS},
    {"a function that takes rows of a table",
     "CREATE TABLE t (id int, n int);"
     "CREATE FUNCTION f(r t) RETURNS int LANGUAGE sql AS 'SELECT r.n';"
     "CREATE VIEW v AS SELECT f(t) AS x FROM t;",
     "CREATE TABLE t (id int, n int, m int);"
     "CREATE FUNCTION f(r t) RETURNS int LANGUAGE sql AS 'SELECT r.n';"
     "CREATE VIEW v AS SELECT f(t) AS x FROM t;",
     TWO_ROWS},
    {"a function with a body that the server parses",
     "CREATE TABLE t (id int, n int);"
     "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT sum(n) FROM t; END;",
     "CREATE TABLE t (id int, n bigint);"
     "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT sum(n)::bigint FROM t; "
     "END;",
     TWO_ROWS},
    {"a primary key whose column is retyped, with foreign keys on it",
     "CREATE TABLE t (id int PRIMARY KEY); COMMENT ON CONSTRAINT t_pkey ON t IS 'the key';"
     "CREATE TABLE u (id int PRIMARY KEY, t int REFERENCES t ON DELETE CASCADE);"
     "COMMENT ON CONSTRAINT u_t_fkey ON u IS 'up';"
     "CREATE TABLE w (u int REFERENCES u, t int REFERENCES t);",
     "CREATE TABLE t (id bigint PRIMARY KEY); COMMENT ON CONSTRAINT t_pkey ON t IS 'the key';"
     "CREATE TABLE u (id bigint PRIMARY KEY, t bigint REFERENCES t ON DELETE CASCADE);"
     "COMMENT ON CONSTRAINT u_t_fkey ON u IS 'up';"
     "CREATE TABLE w (u bigint REFERENCES u, t bigint REFERENCES t);",
     TWO_ROWS},
    {"a primary key gets another column, with a foreign key on it",
     "CREATE TABLE t (id int, n int NOT NULL DEFAULT 1, PRIMARY KEY (id));"
     "CREATE TABLE u (t int REFERENCES t);",
     "CREATE TABLE t (id int NOT NULL, n int NOT NULL DEFAULT 1, UNIQUE (id), PRIMARY KEY (id, n));"
     "CREATE TABLE u (t int, CONSTRAINT u_t_fkey FOREIGN KEY (t) REFERENCES t (id));",
     TWO_ROWS},
    {"a chain of views loses one in the middle",
     "CREATE TABLE t (id int, n int); CREATE VIEW a AS SELECT id, n FROM t;"
     "CREATE VIEW b AS SELECT id, n FROM a; CREATE VIEW c AS SELECT id FROM b;",
     "CREATE TABLE t (id int, n int); CREATE VIEW a AS SELECT id FROM t;"
     "CREATE VIEW c AS SELECT id FROM a;",
     TWO_ROWS},
    {"a view becomes materialized and another plain",
     "CREATE TABLE t (id int); CREATE VIEW a AS SELECT id FROM t;"
     "CREATE MATERIALIZED VIEW b AS SELECT id FROM t; CREATE VIEW c AS SELECT a.id FROM a, b;",
     "CREATE TABLE t (id int); CREATE MATERIALIZED VIEW a AS SELECT id FROM t;"
     "CREATE VIEW b AS SELECT id FROM t; CREATE VIEW c AS SELECT a.id FROM a, b;",
     TWO_ROWS},
    {"a view of what a function returns",
     "CREATE TABLE t (id int); CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
     "CREATE VIEW v AS SELECT f() AS x; COMMENT ON FUNCTION f() IS 'one';"
     "REVOKE ALL ON FUNCTION f() FROM PUBLIC; GRANT EXECUTE ON FUNCTION f() TO pg_monitor;",
     "CREATE TABLE t (id int); CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT "
     "1::bigint';"
     "CREATE VIEW v AS SELECT f() AS x; COMMENT ON FUNCTION f() IS 'one';"
     "REVOKE ALL ON FUNCTION f() FROM PUBLIC; GRANT EXECUTE ON FUNCTION f() TO pg_monitor;",
     TWO_ROWS},
    {"functions that call each other",
     "CREATE TABLE t (id int);"
     "CREATE FUNCTION b() RETURNS int LANGUAGE sql AS 'SELECT 1';"
     "CREATE FUNCTION a() RETURNS int LANGUAGE sql AS 'SELECT b() + 1';",
     "CREATE TABLE t (id int);"
     "CREATE FUNCTION b() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';"
     "CREATE FUNCTION c() RETURNS bigint LANGUAGE sql AS 'SELECT 2::bigint';"
     "CREATE FUNCTION a() RETURNS bigint LANGUAGE sql AS 'SELECT b() + c()';",
     TWO_ROWS},
    {"an aggregate and its function",
     "CREATE TABLE t (id int);"
     "CREATE FUNCTION add(int, int) RETURNS int LANGUAGE sql AS 'SELECT $1 + $2';"
     "CREATE AGGREGATE total(int) (SFUNC = add, STYPE = int, INITCOND = '0');"
     "CREATE VIEW v AS SELECT total(id) AS x FROM t;",
     "CREATE TABLE t (id int);"
     "CREATE FUNCTION add(int, int) RETURNS int LANGUAGE sql AS 'SELECT $1 + $2';"
     "CREATE AGGREGATE total(int) (SFUNC = add, STYPE = int, INITCOND = '1');"
     "CREATE VIEW v AS SELECT total(id) AS x FROM t;",
     TWO_ROWS},
    {"a trigger whose function gets another",
     "CREATE TABLE t (id int);"
     "CREATE FUNCTION a() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
     "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION a();",
     "CREATE TABLE t (id int);"
     "CREATE FUNCTION b() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END';"
     "CREATE TRIGGER x AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION b();"
     "ALTER TABLE t DISABLE TRIGGER x;",
     TWO_ROWS},
    {"a trigger on a view",
     "CREATE TABLE t (id int, n int); CREATE VIEW v AS SELECT id, n FROM t;"
     "CREATE FUNCTION a() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
     "CREATE TRIGGER x INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION a();"
     "COMMENT ON TRIGGER x ON v IS 'instead';",
     "CREATE TABLE t (id int, n bigint); CREATE VIEW v AS SELECT id, n FROM t;"
     "CREATE FUNCTION a() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
     "CREATE TRIGGER x INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION a();"
     "COMMENT ON TRIGGER x ON v IS 'instead';",
     TWO_ROWS},
    {"a column goes with all that stands on it",
     "CREATE TABLE t (id int, n int DEFAULT 7);" VIEWS INDEXES CHECKS TRIGGERS POLICIES,
     "CREATE TABLE t (id int); CREATE INDEX t_part ON t (id);", TWO_ROWS},
    {"a function in a generated column, an index, a check, a default and a policy changes",
     "CREATE FUNCTION f(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1 + 1';" CALLERS,
     "CREATE FUNCTION f(int) RETURNS bigint IMMUTABLE LANGUAGE sql AS 'SELECT $1 + "
     "1::bigint';" CALLERS,
     TWO_ROWS},
    {"a function that much calls gets other parameters",
     "CREATE FUNCTION f(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1 + 1';" CALLERS,
     "CREATE FUNCTION f(bigint) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1::int + "
     "1';" CALLERS,
     TWO_ROWS},
    {"a function changes that tables call which come and go",
     "CREATE SCHEMA x; CREATE FUNCTION x.f(int) RETURNS int LANGUAGE sql AS 'SELECT $1 + 1';"
     "CREATE TABLE t (id int, gone int DEFAULT x.f(1));"
     "CREATE TABLE u (id int DEFAULT x.f(2), CHECK (x.f(id) > 0));",
     "CREATE SCHEMA x; CREATE FUNCTION x.f(int) RETURNS bigint LANGUAGE sql AS 'SELECT $1 + "
     "1::bigint'; CREATE TABLE t (id int, fresh int DEFAULT x.f(1));"
     "CREATE TABLE w (id int DEFAULT x.f(2), CHECK (x.f(id) > 0));",
     TWO_ROWS},
};

static void on_postgresql(void **state) {
    prove(*state, tn_dialect_find("postgresql"));
}

int main(void) {
    return prove_all("migrations around dependents", proofs, TN_LENGTH(proofs), on_postgresql);
}
