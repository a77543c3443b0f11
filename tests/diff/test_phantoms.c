/*
 * Two ways to say one thing are no difference: what servers write for what people do. Beside each
 * stands what looks much like it and is a difference.
 */
#include "harness.h"
#include "tenon/diff.h"
#include "tenon/lower.h"

#include <stdlib.h>

struct phantom {
    const char *title, *dialect, *said, *same, *other;
};

#define PG "postgresql"
#define MY "mariadb"

static const struct phantom phantoms[] = {
    {"IN is = ANY of an array", PG, "CREATE TABLE t (s text CHECK (s IN ('a', 'b')));",
     "CREATE TABLE t (s text CHECK ((s = ANY (ARRAY['a'::text, 'b'::text]))));",
     "CREATE TABLE t (s text CHECK (s IN ('a', 'c')));"},
    {"NOT IN is <> ALL of an array", PG, "CREATE TABLE t (s text CHECK (s NOT IN ('a', 'b')));",
     "CREATE TABLE t (s text CHECK ((s <> ALL (ARRAY['a'::text, 'b'::text]))));",
     "CREATE TABLE t (s text CHECK (s IN ('a', 'b')));"},
    {"IN with the casts of a varchar", PG, "CREATE TABLE t (s varchar(9) CHECK (s IN ('a', 'b')));",
     "CREATE TABLE t (s varchar(9) CHECK (((s)::text = ANY ((ARRAY['a'::character varying, "
     "'b'::character varying])::text[]))));",
     "CREATE TABLE t (s varchar(9) CHECK (s IN ('b')));"},
    {"!= is <>", PG, "CREATE TABLE t (n int CHECK (n != 1));",
     "CREATE TABLE t (n int CHECK ((n <> 1)));", "CREATE TABLE t (n int CHECK (n = 1));"},
    {"LIKE is ~~", PG, "CREATE TABLE t (s text CHECK (s LIKE 'a%'));",
     "CREATE TABLE t (s text CHECK ((s ~~ 'a%'::text)));",
     "CREATE TABLE t (s text CHECK (s NOT LIKE 'a%'));"},
    {"a cast that may cut", PG, "CREATE TABLE t (s text CHECK (s::varchar(3) <> 'a'));",
     "CREATE TABLE t (s text CHECK (((s)::character varying(3)) <> 'a'::text));",
     "CREATE TABLE t (s text CHECK (s::varchar(4) <> 'a'));"},
    {"a cast on a literal", PG, "CREATE TABLE t (s text DEFAULT 'x', v varchar(5) DEFAULT 'y');",
     "CREATE TABLE t (s text DEFAULT 'x'::text, v varchar(5) DEFAULT 'y'::character varying);",
     "CREATE TABLE t (s text DEFAULT 'x'::text, v varchar(5) DEFAULT 'z'::character varying);"},
    {"BETWEEN is two comparisons", PG,
     "CREATE TABLE t (a int, b int, CHECK (a BETWEEN 1 AND 2), CHECK (b + 1 BETWEEN a AND a * 2 "
     "AND "
     "b > 0), CHECK (NOT (a BETWEEN b AND abs(b)) OR (b BETWEEN 1 AND 2) = (a BETWEEN 3 AND 4)));",
     "CREATE TABLE t (a int, b int, CHECK (((a >= 1) AND (a <= 2))), CHECK (((((b + 1) >= a) AND "
     "((b + 1) <= (a * 2))) AND (b > 0))), CHECK (((NOT ((a >= b) AND (a <= abs(b)))) OR "
     "(((b >= 1) AND (b <= 2)) = ((a >= 3) AND (a <= 4))))));",
     "CREATE TABLE t (a int, b int, CHECK (a BETWEEN 1 AND 3), CHECK (b + 1 BETWEEN a AND a * 2 "
     "AND "
     "b > 0), CHECK (NOT (a BETWEEN b AND abs(b)) OR (b BETWEEN 1 AND 2) = (a BETWEEN 3 AND 4)));"},
    {"NOT BETWEEN is two comparisons", PG,
     "CREATE TABLE t (a int, b int, CHECK (a > 0 AND a NOT BETWEEN b AND 2));",
     "CREATE TABLE t (a int, b int, CHECK (((a > 0) AND ((a < b) OR (a > 2)))));",
     "CREATE TABLE t (a int, b int, CHECK (a > 0 AND a BETWEEN b AND 2));"},
    {"CAST is ::", PG,
     "CREATE TABLE t (a int, s text DEFAULT CAST('x' AS text), d date DEFAULT CAST('2020-01-01' AS "
     "date), CHECK (CAST(CAST(s AS int) + 1 AS bigint) > a AND CAST(a + 1 AS numeric(4,2)) < 9));",
     "CREATE TABLE t (a int, s text DEFAULT 'x'::text, d date DEFAULT '2020-01-01'::date, "
     "CHECK (((((s)::integer + 1))::bigint > a) AND (((a + 1))::numeric(4,2) < 9)));",
     "CREATE TABLE t (a int, s text DEFAULT CAST('x' AS text), d date DEFAULT CAST('2020-01-01' AS "
     "date), CHECK (CAST(CAST(s AS bigint) + 1 AS bigint) > a AND CAST(a + 1 AS numeric(4,2)) < "
     "9));"},
    {"DEFAULT NULL is none, with a cast to the column's type too", PG,
     "CREATE TABLE t (a text DEFAULT NULL::text, b int DEFAULT NULL::int4, c varchar DEFAULT "
     "NULL::character varying, d interval(2) DEFAULT NULL);",
     "CREATE TABLE t (a text, b integer, c varchar, d interval(2));",
     "CREATE TABLE t (a text, b integer DEFAULT NULL::bigint, c varchar, d interval(2));"},
    {"DEFAULT NULL is one where the type has parameters", PG,
     "CREATE TABLE t (a varchar(9) DEFAULT NULL, n numeric(4,2) DEFAULT NULL);",
     "CREATE TABLE t (a varchar(9) DEFAULT NULL::character varying, n numeric(4,2) DEFAULT "
     "NULL::numeric);",
     "CREATE TABLE t (a varchar(9), n numeric(4,2) DEFAULT NULL::numeric);"},
    {"serial and its sequence", PG, "CREATE TABLE t (id serial PRIMARY KEY);",
     "CREATE TABLE t (id integer NOT NULL); CREATE SEQUENCE t_id_seq AS integer START WITH 1 "
     "INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1; ALTER SEQUENCE t_id_seq OWNED BY t.id;"
     "ALTER TABLE ONLY t ALTER COLUMN id SET DEFAULT nextval('t_id_seq'::regclass);"
     "ALTER TABLE ONLY t ADD CONSTRAINT t_pkey PRIMARY KEY (id);",
     "CREATE TABLE t (id integer PRIMARY KEY); CREATE SEQUENCE t_id_seq;"
     "ALTER TABLE t ALTER id SET DEFAULT nextval('t_id_seq');"},
    {"serial and its sequence in a schema", PG, "CREATE SCHEMA s; CREATE TABLE s.t (id bigserial);",
     "CREATE SCHEMA s; CREATE TABLE s.t (id bigint NOT NULL); CREATE SEQUENCE s.t_id_seq;"
     "ALTER SEQUENCE s.t_id_seq OWNED BY s.t.id;"
     "ALTER TABLE ONLY s.t ALTER COLUMN id SET DEFAULT nextval('s.t_id_seq'::regclass);",
     "CREATE SCHEMA s; CREATE TABLE s.t (id bigint NOT NULL);"},
    {"generated names of constraints", PG,
     "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, n int UNIQUE, "
     "p int REFERENCES p, CHECK (n > 0));",
     "CREATE TABLE p (id int, CONSTRAINT p_pkey PRIMARY KEY (id)); CREATE TABLE t (id int, n int, "
     "p int, CONSTRAINT t_pkey PRIMARY KEY (id), CONSTRAINT t_n_key UNIQUE (n), "
     "CONSTRAINT t_p_fkey FOREIGN KEY (p) REFERENCES p (id), CONSTRAINT t_n_check CHECK (n > 0));",
     "CREATE TABLE p (id int, CONSTRAINT p_pkey PRIMARY KEY (id)); CREATE TABLE t (id int, n int, "
     "p int, CONSTRAINT t_pkey PRIMARY KEY (id), CONSTRAINT t_n_one UNIQUE (n), "
     "CONSTRAINT t_p_fkey FOREIGN KEY (p) REFERENCES p (id), CONSTRAINT t_n_check CHECK (n > 0));"},
    {"generated names of indexes", PG, "CREATE TABLE t (a int, b int); CREATE INDEX ON t (a, b);",
     "CREATE TABLE t (a int, b int); CREATE INDEX t_a_b_idx ON public.t USING btree (a, b);",
     "CREATE TABLE t (a int, b int); CREATE INDEX t_a_b_idx ON public.t USING hash (a);"},
    {"names of types", PG,
     "CREATE TABLE t (a int4, b bool, c varchar(3), d timestamptz, e float8, f decimal(4,2));",
     "CREATE TABLE t (a integer, b boolean, c character varying(3), d timestamp with time zone, "
     "e double precision, f numeric(4,2));",
     "CREATE TABLE t (a integer, b boolean, c character varying(4), d timestamp with time zone, "
     "e double precision, f numeric(4,2));"},
    {"public is where nothing else is said", PG, "CREATE TABLE t (id int);",
     "CREATE TABLE public.t (id int);", "CREATE SCHEMA s; CREATE TABLE s.t (id int);"},
    {"names in quotes and capital letters", PG, "CREATE TABLE Foo (Id int);",
     "CREATE TABLE \"foo\" (\"id\" int);", "CREATE TABLE \"Foo\" (\"id\" int);"},
    {"now() is CURRENT_TIMESTAMP in MariaDB", MY,
     "CREATE TABLE t (at datetime NOT NULL DEFAULT now() ON UPDATE now());",
     "CREATE TABLE t (at datetime NOT NULL DEFAULT current_timestamp() "
     "ON UPDATE current_timestamp());",
     "CREATE TABLE t (at datetime NOT NULL DEFAULT current_timestamp());"},
    {"plpgsql is there", PG, "CREATE TABLE t (id int);",
     "CREATE EXTENSION IF NOT EXISTS plpgsql WITH SCHEMA pg_catalog; CREATE TABLE t (id int);",
     "CREATE EXTENSION pg_trgm; CREATE TABLE t (id int);"},
    {"a statement that is there twice", PG,
     "CREATE TABLE t (id int); ALTER TABLE t ENABLE ROW LEVEL SECURITY;"
     "GRANT SELECT ON t TO PUBLIC;",
     "CREATE TABLE t (id int); ALTER TABLE t ENABLE ROW LEVEL SECURITY;"
     "ALTER TABLE t ENABLE ROW LEVEL SECURITY; GRANT SELECT ON t TO PUBLIC;"
     "GRANT SELECT ON t TO PUBLIC;",
     "CREATE TABLE t (id int); ALTER TABLE t ENABLE ROW LEVEL SECURITY;"
     "ALTER TABLE t FORCE ROW LEVEL SECURITY; GRANT SELECT ON t TO PUBLIC;"},
    {"the order of keys and constraints", PG,
     "CREATE TABLE t (a int, b int, CONSTRAINT x UNIQUE (a), CONSTRAINT y CHECK (b > 0), "
     "CONSTRAINT z UNIQUE (b));",
     "CREATE TABLE t (a int, b int, CONSTRAINT z UNIQUE (b), CONSTRAINT y CHECK (b > 0), "
     "CONSTRAINT x UNIQUE (a));",
     "CREATE TABLE t (a int, b int, CONSTRAINT z UNIQUE (a), CONSTRAINT y CHECK (b > 0), "
     "CONSTRAINT x UNIQUE (b));"},
    {"utf8 is utf8mb3", MY, "CREATE TABLE t (s text) DEFAULT CHARSET=utf8;",
     "CREATE TABLE t (s text) DEFAULT CHARSET=utf8mb3;",
     "CREATE TABLE t (s text) DEFAULT CHARSET=utf8mb4;"},
    {"a character set implies its collation", MY,
     "CREATE TABLE t (s varchar(9)) DEFAULT CHARSET=latin1;",
     "CREATE TABLE t (s varchar(9)) DEFAULT CHARSET=latin1 COLLATE=latin1_swedish_ci;",
     "CREATE TABLE t (s varchar(9)) DEFAULT CHARSET=latin1 COLLATE=latin1_bin;"},
    {"a collation implies its character set", MY,
     "CREATE TABLE t (s varchar(9) COLLATE latin1_bin);",
     "CREATE TABLE t (s varchar(9) CHARACTER SET latin1 COLLATE latin1_bin);",
     "CREATE TABLE t (s varchar(9) CHARACTER SET latin1);"},
    {"a column has the character set of its table", MY,
     "CREATE TABLE t (s varchar(9)) DEFAULT CHARSET=latin1;",
     "CREATE TABLE t (s varchar(9) CHARACTER SET latin1) DEFAULT CHARSET=latin1;",
     "CREATE TABLE t (s varchar(9) CHARACTER SET utf8mb4) DEFAULT CHARSET=latin1;"},
    {"a table without a character set has that of a server as it is packaged", MY,
     "CREATE TABLE t (s varchar(9));",
     "CREATE TABLE t (s varchar(9)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 "
     "COLLATE=utf8mb4_general_ci;",
     "CREATE TABLE t (s varchar(9)) DEFAULT CHARSET=latin1;"},
    {"before MySQL 8 that was latin1", "mysql@5.7", "CREATE TABLE t (s varchar(9));",
     "CREATE TABLE t (s varchar(9)) DEFAULT CHARSET=latin1;",
     "CREATE TABLE t (s varchar(9)) DEFAULT CHARSET=utf8mb4;"},
    {"display widths", "mysql", "CREATE TABLE t (a int, b bigint unsigned, c smallint);",
     "CREATE TABLE t (a int(11), b bigint(20) unsigned, c smallint(6));",
     "CREATE TABLE t (a int(11), b bigint(20), c smallint(6));"},
    {"a number in quotes", MY, "CREATE TABLE t (n int DEFAULT 0, d decimal(3,1) DEFAULT 1.5);",
     "CREATE TABLE t (n int DEFAULT '0', d decimal(3,1) DEFAULT '1.5');",
     "CREATE TABLE t (n int DEFAULT '1', d decimal(3,1) DEFAULT '1.5');"},
    {"where the counter stands is data", MY, "CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY);",
     "CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY) AUTO_INCREMENT=42;",
     "CREATE TABLE t (id int PRIMARY KEY) ;"},
    {"the clauses of a partition", MY,
     "CREATE TABLE t (n int) PARTITION BY RANGE (n) (PARTITION p VALUES LESS THAN (9) "
     "COMMENT 'low');",
     "CREATE TABLE t (n int) PARTITION BY RANGE (`n`) (PARTITION `p` VALUES LESS THAN (9) "
     "COMMENT = 'low' ENGINE = InnoDB);",
     "CREATE TABLE t (n int) PARTITION BY RANGE (`n`) (PARTITION `p` VALUES LESS THAN (8) "
     "COMMENT = 'low' ENGINE = InnoDB);"},
    {"KEY and INDEX and their names", MY, "CREATE TABLE t (a int, KEY (a), UNIQUE (a));",
     "CREATE TABLE t (a int, INDEX `a` (`a`), UNIQUE KEY `a_2` (`a`));",
     "CREATE TABLE t (a int, INDEX `a` (`a`));"},
};

static struct tn_model *physical(const char *sql, const struct tn_dialect *dialect) {
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    assert_true(tn_sql_read(model, tn_slice_of(sql), "test", dialect, &findings, NULL));
    struct tn_model *result = tn_lower(model, dialect, NULL);
    tn_findings_free(&findings);
    tn_model_free(model);
    return result;
}

static size_t changes_between(const struct tn_dialect *dialect, const char *a, const char *b) {
    struct tn_model *before = physical(a, dialect), *after = physical(b, dialect);
    struct tn_diff *diff = tn_diff_new(before, after, NULL);
    size_t count = diff->changes.count;
    tn_diff_free(diff);
    tn_model_free(before);
    tn_model_free(after);
    return count;
}

static void is_told_apart_from_a_difference(void **state) {
    const struct phantom *phantom = *state;
    const struct tn_dialect *dialect = tn_dialect_find(phantom->dialect);
    assert_int_equal(changes_between(dialect, phantom->said, phantom->same), 0);
    assert_int_equal(changes_between(dialect, phantom->same, phantom->said), 0);
    assert_true(changes_between(dialect, phantom->said, phantom->other) > 0);
    assert_true(changes_between(dialect, phantom->same, phantom->other) > 0);
}

int main(void) {
    struct CMUnitTest tests[TN_LENGTH(phantoms)] = {{0}};
    for (size_t i = 0; i < TN_LENGTH(phantoms); i++) {
        tests[i].name = phantoms[i].title;
        tests[i].test_func = is_told_apart_from_a_difference;
        tests[i].initial_state = (void *)&phantoms[i];
    }
    return tn_test_run_all("phantom differences", tests, TN_LENGTH(phantoms), NULL, NULL);
}
