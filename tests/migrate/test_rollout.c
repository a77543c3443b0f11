/*
 * Changes in three parts: after each the schema is what the next begins with, after all it is the
 * new one, and the way back leads through the same states; rows keep their values; and while
 * PostgreSQL is changed so, another connection goes on reading and writing and never waits long.
 */
#include "migrate/proof.h"

#include <stdio.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

struct change {
    const char *title, *old, *new, *renames;
    const char *rows;        /* into the old schema */
    const char *looks;       /* a query whose rows must be the same before and after, or NULL */
    const char *looks_after; /* the same in words of the new schema; NULL: the same query */
};

static struct tn_rollout *rollout_of(const struct change *change, const struct tn_dialect *dialect,
                                     const struct tn_rollout_options *how) {
    struct tn_error error = {0};
    struct tn_renames renames = {0};
    struct tn_model *before = proof_model(change->old, dialect);
    struct tn_model *after = proof_model(change->new, dialect);
    if (change->renames)
        assert_true(tn_renames_read(&renames, tn_slice_of(change->renames), "renames", &error));
    struct tn_diff_options options = {.renames = change->renames ? &renames : NULL};
    struct tn_rollout *rollout = tn_rollout_new(before, after, dialect, &options, how, &error);
    assert_non_null(rollout);
    tn_model_free(before);
    tn_model_free(after);
    tn_renames_free(&renames);
    return rollout;
}

static char *part_script(const struct tn_rollout *rollout, int part, bool down) {
    struct tn_buffer script = {0};
    tn_rollout_write(rollout, (enum tn_rollout_part)part, down, &script);
    return script.at;
}

static void run_part(struct database *database, const struct tn_rollout *rollout, int part,
                     bool down) {
    char *script = part_script(rollout, part, down);
    proof_run(database, tn_rollout_parts[part].name, script);
    free(script);
}

static void same_rows(struct database *database, const char *query, const char *wanted,
                      const char *when) {
    const char *there = tn_database_query(database, query);
    if (strcmp(there, wanted) != 0)
        fail_msg("%s the rows are\n%s\nand not\n%s", when, there, wanted);
}

/* Up in three parts and down in three parts, by way of the same states. */
static void prove_change(const struct change *change, const struct tn_dialect *dialect) {
    static const struct tn_rollout_options quick = {.batch = 1, .pause = 0, .lock_timeout = 2000};
    struct server *server = tn_server_start(dialect->id);
    struct database *ours = tn_server_database(server), *theirs = tn_server_database(server);
    struct tn_rollout *rollout = rollout_of(change, dialect, &quick);
    const char *states[TN_ROLLOUT_PARTS + 1];
    proof_run(ours, "the old schema", change->old);
    proof_run(theirs, "the new schema", change->new);
    proof_run(ours, "the rows", change->rows);
    const char *rows = tn_database_query(ours, change->looks);
    for (int i = 0; i < TN_ROLLOUT_PARTS; i++) {
        states[i] = tn_database_snapshot(ours);
        run_part(ours, rollout, i, false);
    }
    proof_same(ours, false, tn_database_snapshot(theirs), "contract", change->title);
    same_rows(ours, change->looks_after ? change->looks_after : change->looks, rows, "at the end");
    for (int i = TN_ROLLOUT_PARTS; i-- > 0;) {
        run_part(ours, rollout, i, true);
        char *what = tn_duplicate(tn_rollout_parts[i].name);
        proof_same(ours, false, states[i], what, change->title);
        free(what);
    }
    same_rows(ours, change->looks, rows, "back at the start");
    tn_rollout_free(rollout);
}

#define ROWS "INSERT INTO t SELECT n, n * 2, 'name ' || n FROM generate_series(1, 1000) AS n;\n"
#define T "CREATE TABLE t (id integer PRIMARY KEY, a integer, b text);\n"

static const struct change postgresql[] = {
    {"an index is built beside writers", T, T "CREATE INDEX i ON t (a);", NULL, ROWS,
     "SELECT * FROM t ORDER BY id", NULL},
    {"an index with another definition", T "CREATE INDEX i ON t (a);",
     T "CREATE INDEX i ON t (a, b) WHERE a > 3;", NULL, ROWS, "SELECT * FROM t ORDER BY id", NULL},
    {"a unique key takes the index built for it", T,
     "CREATE TABLE t (id integer PRIMARY KEY, a integer CONSTRAINT u UNIQUE, b text);", NULL, ROWS,
     "SELECT * FROM t ORDER BY id", NULL},
    {"a key over other columns",
     "CREATE TABLE t (id integer NOT NULL, a integer NOT NULL, b text, CONSTRAINT k PRIMARY KEY "
     "(id));",
     "CREATE TABLE t (id integer NOT NULL, a integer NOT NULL, b text, CONSTRAINT k PRIMARY KEY "
     "(a, id));",
     NULL, ROWS, "SELECT * FROM t ORDER BY id", NULL},
    {"a foreign key and a check are validated afterwards",
     T "CREATE TABLE p (id integer PRIMARY KEY);",
     "CREATE TABLE p (id integer PRIMARY KEY);\n"
     "CREATE TABLE t (id integer PRIMARY KEY, a integer CHECK (a > 0), b text,\n"
     "    CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id) ON DELETE CASCADE);",
     NULL, "INSERT INTO p SELECT generate_series(1, 3000);" ROWS, "SELECT * FROM t ORDER BY id",
     NULL},
    {"NOT NULL comes from a check", T,
     "CREATE TABLE t (id integer PRIMARY KEY, a integer NOT NULL, b text NOT NULL DEFAULT 'x');",
     NULL, ROWS, "SELECT * FROM t ORDER BY id", NULL},
    {"NOT NULL goes", "CREATE TABLE t (id integer PRIMARY KEY, a integer NOT NULL, b text);", T,
     NULL, ROWS, "SELECT * FROM t ORDER BY id", NULL},
    {"a column whose default gives each row its own value", T,
     "CREATE TABLE t (id integer PRIMARY KEY, a integer, b text,\n"
     "    u uuid NOT NULL DEFAULT gen_random_uuid());",
     NULL, ROWS, "SELECT id, a, b FROM t ORDER BY id", NULL},
    {"a column of another name",
     "CREATE TABLE t (id integer PRIMARY KEY, a integer NOT NULL, b text);\n"
     "CREATE INDEX i ON t (a); CREATE VIEW v AS SELECT a FROM t WHERE a > 1;",
     "CREATE TABLE t (id integer PRIMARY KEY, amount integer NOT NULL, b text);\n"
     "CREATE INDEX i ON t (amount); CREATE VIEW v AS SELECT amount AS a FROM t WHERE amount > 1;",
     "rename column t.a t.amount\n", ROWS, "SELECT id, a, b FROM t ORDER BY id",
     "SELECT id, amount, b FROM t ORDER BY id"},
    {"a key column of another name that others refer to",
     "CREATE TABLE p (id integer CONSTRAINT pk PRIMARY KEY);\n"
     "CREATE TABLE t (id integer PRIMARY KEY, a integer CONSTRAINT f REFERENCES p (id), b text);",
     "CREATE TABLE p (number integer CONSTRAINT pk PRIMARY KEY);\n"
     "CREATE TABLE t (id integer PRIMARY KEY, a integer CONSTRAINT f REFERENCES p (number), "
     "b text);",
     "rename column p.id p.number\n", "INSERT INTO p SELECT generate_series(1, 3000);" ROWS,
     "SELECT * FROM t ORDER BY id", NULL},
    {"a table of another name", T "CREATE INDEX i ON t (a); CREATE VIEW v AS SELECT a FROM t;",
     "CREATE TABLE things (id integer CONSTRAINT t_pkey PRIMARY KEY, a integer, b text);\n"
     "CREATE INDEX i ON things (a); CREATE VIEW v AS SELECT a FROM things;",
     "rename table t things\n", ROWS, "SELECT * FROM t ORDER BY id",
     "SELECT * FROM things ORDER BY id"},
    {"a trigger of a table of another name",
     T "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';\n"
       "CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();",
     "CREATE TABLE things (id integer CONSTRAINT t_pkey PRIMARY KEY, a integer, b text);\n"
     "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';\n"
     "CREATE TRIGGER g BEFORE UPDATE ON things FOR EACH ROW EXECUTE FUNCTION f();",
     "rename table t things\n", ROWS, "SELECT * FROM t ORDER BY id",
     "SELECT * FROM things ORDER BY id"},
    {"rights on a table of another name", T "GRANT SELECT, INSERT ON t TO PUBLIC;",
     "CREATE TABLE things (id integer CONSTRAINT t_pkey PRIMARY KEY, a integer, b text);\n"
     "GRANT SELECT, INSERT ON things TO PUBLIC;",
     "rename table t things\n", ROWS, "SELECT * FROM t ORDER BY id",
     "SELECT * FROM things ORDER BY id"},
    {"a wider type by way of a second column", T "CREATE INDEX i ON t (a, b);",
     "CREATE TABLE t (id integer PRIMARY KEY, a bigint, b text); CREATE INDEX i ON t (a, b);", NULL,
     ROWS, "SELECT id, a, b FROM t ORDER BY id", "SELECT id, a, b FROM t ORDER BY id"},
    {"a wider key and those that refer to it",
     "CREATE TABLE t (id integer PRIMARY KEY, a integer, b text);\n"
     "CREATE TABLE c (t integer CONSTRAINT f REFERENCES t (id)); CREATE INDEX ci ON c (t);",
     "CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);\n"
     "CREATE TABLE c (t bigint CONSTRAINT f REFERENCES t (id)); CREATE INDEX ci ON c (t);",
     NULL, ROWS "INSERT INTO c SELECT id FROM t;",
     "SELECT t.id, a, b FROM t JOIN c ON c.t = t.id ORDER BY t.id", NULL},
    {"a serial key gets wider", "CREATE TABLE t (id serial PRIMARY KEY, a integer, b text);",
     "CREATE TABLE t (id bigserial PRIMARY KEY, a integer, b text);", NULL, ROWS,
     "SELECT id, a, b FROM t ORDER BY id", NULL},
    {"an identity key gets wider",
     "CREATE TABLE t (id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, a integer, b text);",
     "CREATE TABLE t (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, a integer, b text);",
     NULL, ROWS, "SELECT id, a, b FROM t ORDER BY id", NULL},
    {"a type that needs a cast, under a view, a check and a unique key",
     "CREATE TABLE t (id integer PRIMARY KEY, a integer NOT NULL DEFAULT 7 CHECK (a > 0), b text,\n"
     "    CONSTRAINT u UNIQUE (a)); CREATE VIEW v AS SELECT a FROM t;",
     "CREATE TABLE t (id integer PRIMARY KEY, a text NOT NULL DEFAULT '7' CHECK (a <> ''), b "
     "text,\n"
     "    CONSTRAINT u UNIQUE (a)); CREATE VIEW v AS SELECT a FROM t;",
     NULL, ROWS, "SELECT id, a, b FROM t ORDER BY id", "SELECT id, a, b FROM t ORDER BY id"},
    {"another name and another type at once", T,
     "CREATE TABLE t (id integer PRIMARY KEY, amount bigint, b text);",
     "rename column t.a t.amount\n", ROWS, "SELECT id, a, b FROM t ORDER BY id",
     "SELECT id, amount, b FROM t ORDER BY id"},
    {"tables, types and values that come", "CREATE TYPE mood AS ENUM ('good');\n" T,
     "CREATE TYPE mood AS ENUM ('bad', 'good'); CREATE TYPE size AS ENUM ('s', 'm');\n"
     "CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, m mood DEFAULT 'good');\n"
     "CREATE TABLE n (id integer PRIMARY KEY REFERENCES t (id), s size NOT NULL);\n"
     "COMMENT ON TABLE n IS 'new';",
     NULL, ROWS, "SELECT id, a, b FROM t ORDER BY id", NULL},
    {"a value of another name",
     "CREATE TYPE mood AS ENUM ('good', 'bad');\n"
     "CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, m mood NOT NULL DEFAULT 'bad',\n"
     "    CONSTRAINT c CHECK (m <> 'bad' OR id > 0));\n"
     "CREATE INDEX i ON t (a) WHERE m = 'bad'; CREATE VIEW v AS SELECT a FROM t WHERE m = 'bad';",
     "CREATE TYPE mood AS ENUM ('good', 'sad one');\n"
     "CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, m mood NOT NULL DEFAULT "
     "'sad one',\n"
     "    CONSTRAINT c CHECK (m <> 'sad one' OR id > 0), n mood DEFAULT 'sad one');\n"
     "CREATE INDEX i ON t (a) WHERE m = 'sad one'; CREATE INDEX j ON t (b) WHERE m = 'sad one';\n"
     "CREATE VIEW v AS SELECT a FROM t WHERE m = 'sad one';",
     "rename value mood.bad mood.\"sad one\"\n", ROWS, "SELECT id, m = 'bad' FROM t ORDER BY id",
     "SELECT id, m = 'sad one' FROM t ORDER BY id"},
    {"a value comes, another goes, and one gets another name, as its type does",
     "CREATE TYPE mood AS ENUM ('good', 'bad', 'odd');\n"
     "CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, m mood DEFAULT 'bad');\n",
     "CREATE TYPE feel AS ENUM ('great', 'good', 'sad', 'poor');\n"
     "CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, m feel DEFAULT 'great');\n",
     "rename type mood feel\nrename value mood.bad feel.sad\n", ROWS,
     "SELECT id, m = 'bad' FROM t ORDER BY id", "SELECT id, m = 'sad' FROM t ORDER BY id"},
    {"a value comes and another goes",
     "CREATE TYPE mood AS ENUM ('good', 'bad');\n"
     "CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, m mood DEFAULT 'good');\n",
     "CREATE TYPE mood AS ENUM ('best', 'good', 'better');\n"
     "CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, m mood DEFAULT 'best');\n",
     NULL, ROWS, "SELECT id, m FROM t ORDER BY id", NULL},
    {"constraints that go",
     "CREATE TABLE p (id integer PRIMARY KEY);\n"
     "CREATE TABLE t (id integer PRIMARY KEY, a integer CHECK (a > 0), b text,\n"
     "    CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id), CONSTRAINT u UNIQUE (a));\n"
     "CREATE INDEX i ON t (b);",
     "CREATE TABLE p (id integer PRIMARY KEY);\n" T, NULL,
     "INSERT INTO p SELECT generate_series(1, 3000);" ROWS, "SELECT * FROM t ORDER BY id", NULL},
    {"the parts of a table divided by ranges",
     "CREATE TABLE t (id integer NOT NULL, a integer, b text) PARTITION BY RANGE (id);\n"
     "CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10000);",
     "CREATE TABLE t (id integer NOT NULL, a integer CHECK (a > 0), b text NOT NULL) "
     "PARTITION BY RANGE (id);\n"
     "CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10000);\n"
     "CREATE INDEX i ON t (a);",
     NULL, ROWS, "SELECT * FROM t ORDER BY id", NULL},
    {"indexes of a table divided twice come and go",
     "CREATE TABLE t (id integer NOT NULL, a integer, b text) PARTITION BY RANGE (id);\n"
     "CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (500);\n"
     "CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (500) TO (10000) PARTITION BY RANGE (a);\n"
     "CREATE TABLE t21 PARTITION OF t2 FOR VALUES FROM (0) TO (10000);\n"
     "CREATE INDEX former ON t (b); CREATE INDEX stays ON t (a);",
     "CREATE TABLE t (id integer NOT NULL, a integer, b text) PARTITION BY RANGE (id);\n"
     "CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (500);\n"
     "CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (500) TO (10000) PARTITION BY RANGE (a);\n"
     "CREATE TABLE t21 PARTITION OF t2 FOR VALUES FROM (0) TO (10000);\n"
     "CREATE INDEX stays ON t (a); CREATE INDEX fresh ON t (a) WHERE a > 3;\n"
     "CREATE UNIQUE INDEX one ON t (id, a); COMMENT ON INDEX fresh IS 'new';",
     NULL, ROWS, "SELECT * FROM t ORDER BY id", NULL},
    {"a foreign key of a table divided by ranges",
     "CREATE TABLE p (id integer PRIMARY KEY);\n"
     "CREATE TABLE t (id integer NOT NULL, a integer, b text) PARTITION BY RANGE (id);\n"
     "CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10000);",
     "CREATE TABLE p (id integer PRIMARY KEY);\n"
     "CREATE TABLE t (id integer NOT NULL, a integer CONSTRAINT f REFERENCES p (id), b text)\n"
     "    PARTITION BY RANGE (id);\n"
     "CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10000);",
     NULL, "INSERT INTO p SELECT generate_series(1, 3000);" ROWS, "SELECT * FROM t ORDER BY id",
     NULL},
    {"a foreign key to a table divided by ranges",
     "CREATE TABLE p (id integer PRIMARY KEY) PARTITION BY RANGE (id);\n"
     "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10000);\n" T,
     "CREATE TABLE p (id integer PRIMARY KEY) PARTITION BY RANGE (id);\n"
     "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10000);\n"
     "CREATE TABLE t (id integer PRIMARY KEY, a integer CONSTRAINT f REFERENCES p (id), b text);",
     NULL, "INSERT INTO p SELECT generate_series(1, 3000);" ROWS, "SELECT * FROM t ORDER BY id",
     NULL},
    {"nothing", T, T, NULL, ROWS, "SELECT * FROM t ORDER BY id", NULL},
};

static void test_postgresql(void **state) {
    prove_change(*state, tn_dialects[TN_POSTGRESQL]);
}

#undef ROWS
#undef T
#define ROWS "INSERT INTO t (id, a, b) VALUES (1, 2, 'x'), (2, 4, 'y'), (3, 6, 'z'), (4, 8, 'ü');\n"
#define T "CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(40));\n"

static const struct change mariadb[] = {
    {"MariaDB: columns, indexes and keys", T,
     "CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(60), c int NOT NULL DEFAULT 3,\n"
     "    KEY i (a), UNIQUE KEY u (b));",
     NULL, ROWS, "SELECT id, a, b FROM t ORDER BY id", NULL},
    {"MariaDB: a column of another name",
     "CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b varchar(40), KEY i (a));",
     "CREATE TABLE t (id int PRIMARY KEY, amount int NOT NULL, b varchar(40), KEY i (amount));",
     "rename column t.a t.amount\n", ROWS, "SELECT id, a, b FROM t ORDER BY id",
     "SELECT id, amount, b FROM t ORDER BY id"},
    {"MariaDB: a table of another name", T,
     "CREATE TABLE things (id int PRIMARY KEY, a int, b varchar(40));", "rename table t things\n",
     ROWS, "SELECT * FROM t ORDER BY id", "SELECT * FROM things ORDER BY id"},
    {"MariaDB: a type and a foreign key", "CREATE TABLE p (id int PRIMARY KEY);\n" T,
     "CREATE TABLE p (id int PRIMARY KEY);\n"
     "CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(40),\n"
     "    CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id)) COMMENT 'things';",
     NULL, "INSERT INTO p VALUES (2), (4), (6), (8);\n" ROWS, "SELECT * FROM t ORDER BY id", NULL},
    {"MariaDB: NOT NULL and a wider number", T,
     "CREATE TABLE t (id int PRIMARY KEY, a bigint NOT NULL, b varchar(40));", NULL, ROWS,
     "SELECT * FROM t ORDER BY id", NULL},
};

static void test_mariadb(void **state) {
    prove_change(*state, tn_dialects[TN_MARIADB]);
}

/* ------------------------------------------------------------------ others go on */

static const struct change living = {
    "everything at once",
    "CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL);\n"
    "CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer NOT NULL\n"
    "    REFERENCES customers (id), total integer NOT NULL, note text);\n"
    "CREATE INDEX orders_total ON orders (total);\n",
    "CREATE TABLE customers (id serial PRIMARY KEY, full_name text NOT NULL);\n"
    "CREATE TABLE purchases (id bigint CONSTRAINT orders_pkey PRIMARY KEY,\n"
    "    customer_id integer NOT NULL CONSTRAINT orders_customer_id_fkey\n"
    "    REFERENCES customers (id), total bigint NOT NULL CHECK (total >= 0),\n"
    "    note text NOT NULL DEFAULT '', made uuid NOT NULL DEFAULT gen_random_uuid());\n"
    "CREATE INDEX orders_total ON purchases (total);\n"
    "CREATE INDEX purchases_made ON purchases (made);\n",
    "rename table orders purchases\nrename column customers.name customers.full_name\n",
    "INSERT INTO customers (name) SELECT 'c' || n FROM generate_series(1, 2000) AS n;\n"
    "INSERT INTO orders SELECT n, n % 2000 + 1, n, NULL FROM generate_series(1, 20000) AS n;\n"
    "CREATE SEQUENCE numbers START 1000000;\n",
    NULL,
    NULL};

/* What fails where it waits as long as the lock timeout: a transaction that reads and writes. */
static const char old_application[] =
    "SET lock_timeout = '500ms';\n"
    "INSERT INTO orders (id, customer_id, total) VALUES (nextval('numbers'), 7, 5);\n"
    "UPDATE orders SET total = total + 1 WHERE id = 5;\n"
    "UPDATE customers SET name = name || 'x' WHERE id = 9;\n"
    "SELECT sum(total) FROM orders WHERE total > 19990;\n"
    "DELETE FROM orders WHERE id > 1000000 AND id % 2 = 0;\n"
    "INSERT INTO customers (name) VALUES ('late');\n"
    "SELECT count(*) FROM customers WHERE name = 'late';\n";
static const char new_application[] =
    "SET lock_timeout = '500ms';\n"
    "INSERT INTO purchases (id, customer_id, total) VALUES (nextval('numbers'), 7, 5);\n"
    "UPDATE purchases SET total = total + 1, note = 'seen' WHERE id = 5;\n"
    "UPDATE customers SET full_name = full_name || 'y' WHERE id = 9;\n"
    "SELECT sum(total) FROM purchases WHERE total > 19990;\n"
    "INSERT INTO customers (full_name) VALUES ('later');\n"
    "SELECT count(*) FROM customers WHERE full_name = 'later';\n";

struct application {
    pid_t process;
    int stop; /* a byte ends it, and so does the end of this program */
};

static struct application start(struct database *database, const char *script) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t process = fork();
    if (process)
        return close(ends[0]), (struct application){process, ends[1]};
    close(ends[1]);
    const char *complaint = NULL;
    struct timeval none = {0};
    fd_set wanted;
    do {
        complaint = tn_database_run(database, script);
        none = (struct timeval){0};
        FD_ZERO(&wanted);
        FD_SET(ends[0], &wanted);
    } while (!complaint && select(ends[0] + 1, &wanted, NULL, NULL, &none) == 0);
    if (complaint)
        fprintf(stderr, "%s\n", complaint);
    _exit(complaint ? 1 : 0);
}

static void stop(struct application application, const char *who) {
    int status;
    assert_int_equal(write(application.stop, "", 1), 1);
    close(application.stop);
    assert_int_equal(waitpid(application.process, &status, 0), application.process);
    if (status)
        fail_msg("%s was disturbed", who);
}

/* The change under both applications; the database, in the new schema. */
static struct database *change_under(const struct change *change, const char *old_script,
                                     const char *new_script) {
    static const struct tn_rollout_options how = {.batch = 20, .pause = 10, .lock_timeout = 500};
    struct server *server = tn_server_start(TN_POSTGRESQL);
    struct database *database = tn_server_database(server);
    struct tn_rollout *rollout = rollout_of(change, tn_dialects[TN_POSTGRESQL], &how);
    proof_run(database, "the old schema", change->old);
    proof_run(database, "the rows", change->rows);
    struct application old = start(database, old_script);
    run_part(database, rollout, TN_EXPAND, false);
    run_part(database, rollout, TN_MIGRATE, false);
    struct application new = start(database, new_script);
    proof_run(database, "both go on", "SELECT pg_sleep(0.3)");
    stop(old, "the old application");
    run_part(database, rollout, TN_CONTRACT, false);
    stop(new, "the new application");
    proof_run(database, "the numbers go", "DROP SEQUENCE numbers");
    struct database *theirs = tn_server_database(server);
    proof_run(theirs, "the new schema", change->new);
    proof_same(database, false, tn_database_snapshot(theirs), "contract", change->title);
    tn_rollout_free(rollout);
    return database;
}

static void test_that_applications_go_on(void **state) {
    struct database *database = change_under(&living, old_application, new_application);
    (void)state;
    assert_string_equal(tn_database_query(database, "SELECT count(*) FROM customers\n"
                                                    "WHERE id = 9 AND full_name LIKE 'c9x%y'"),
                        "1\n");
    assert_string_equal(tn_database_query(database, "SELECT count(*) FROM purchases\n"
                                                    "WHERE made IS NULL OR note IS NULL"),
                        "0\n");
}

static const struct change living_parts = {
    "an index, a check and NOT NULL come to a table divided by ranges",
    "CREATE TABLE events (id integer NOT NULL, kind integer) PARTITION BY RANGE (id);\n"
    "CREATE TABLE early PARTITION OF events FOR VALUES FROM (0) TO (100000);\n"
    "CREATE TABLE late PARTITION OF events FOR VALUES FROM (100000) TO (9000000);\n",
    "CREATE TABLE events (id integer NOT NULL, kind integer NOT NULL CHECK (kind >= 0))\n"
    "    PARTITION BY RANGE (id);\n"
    "CREATE TABLE early PARTITION OF events FOR VALUES FROM (0) TO (100000);\n"
    "CREATE TABLE late PARTITION OF events FOR VALUES FROM (100000) TO (9000000);\n"
    "CREATE INDEX by_kind ON events (kind);\n",
    NULL,
    "INSERT INTO events SELECT n, n % 7 FROM generate_series(1, 300000) AS n;\n"
    "CREATE SEQUENCE numbers START 1000000;\n",
    NULL,
    NULL};
static const char events_application[] = "SET lock_timeout = '500ms';\n"
                                         "INSERT INTO events VALUES (nextval('numbers'), 3);\n"
                                         "UPDATE events SET kind = kind + 1 WHERE id = 5;\n"
                                         "SELECT count(*) FROM events WHERE id < 10;\n";

static void test_that_applications_go_on_while_partitions_are_indexed(void **state) {
    struct tn_rollout *rollout = rollout_of(&living_parts, tn_dialects[TN_POSTGRESQL], NULL);
    char *expand = part_script(rollout, TN_EXPAND, false);
    (void)state;
    assert_non_null(strstr(expand, "CREATE INDEX by_kind ON ONLY events (kind)"));
    assert_non_null(strstr(expand, "CREATE INDEX CONCURRENTLY late_kind_idx ON late (kind)"));
    assert_non_null(strstr(expand, "ALTER INDEX by_kind ATTACH PARTITION late_kind_idx"));
    free(expand);
    tn_rollout_free(rollout);
    struct database *database = change_under(&living_parts, events_application, events_application);
    assert_string_equal(tn_database_query(database, "SELECT bool_and(indisvalid) FROM pg_index\n"
                                                    "WHERE indrelid = 'events'::regclass"),
                        "t\n");
}

static const struct change living_values = {
    "a value gets another name, one comes and one is the new default",
    "CREATE TYPE state AS ENUM ('open', 'cancelled');\n"
    "CREATE TABLE jobs (id integer PRIMARY KEY, s state NOT NULL DEFAULT 'open');\n"
    "CREATE INDEX given_up ON jobs (id) WHERE s = 'cancelled';\n",
    "CREATE TYPE state AS ENUM ('new', 'open', 'gone');\n"
    "CREATE TABLE jobs (id integer PRIMARY KEY, s state NOT NULL DEFAULT 'new');\n"
    "CREATE INDEX given_up ON jobs (id) WHERE s = 'gone';\n",
    "rename value state.cancelled state.gone\n",
    "INSERT INTO jobs SELECT n, CASE WHEN n % 2 = 0 THEN 'cancelled' ELSE 'open' END::state\n"
    "FROM generate_series(1, 20000) AS n;\n"
    "CREATE SEQUENCE numbers START 1000000;\n",
    NULL,
    NULL};

/* It knows its own names only. */
static const char old_jobs[] =
    "SET lock_timeout = '500ms';\n"
    "INSERT INTO jobs VALUES (nextval('numbers'), 'cancelled');\n"
    "UPDATE jobs SET s = 'cancelled' WHERE id = 5;\n"
    "UPDATE jobs SET s = 'open' WHERE s = 'cancelled' AND id = 8;\n"
    "DO $$ BEGIN\n"
    "    IF (SELECT count(*) FROM jobs WHERE s = 'cancelled') < 9999 THEN RAISE 'lost'; END IF;\n"
    "    IF EXISTS (SELECT FROM jobs WHERE s::text = 'gone') THEN RAISE 'strange'; END IF;\n"
    "END $$;\n";

/* It writes the old name where the server does not know the new one, and reads both. */
static const char new_jobs[] =
    "SET lock_timeout = '500ms';\n"
    "DO $$ BEGIN\n"
    "    INSERT INTO jobs VALUES (nextval('numbers'), 'gone');\n"
    "EXCEPTION WHEN invalid_text_representation THEN\n"
    "    INSERT INTO jobs VALUES (nextval('numbers'), 'cancelled');\n"
    "END $$;\n"
    "INSERT INTO jobs VALUES (nextval('numbers'), 'new');\n"
    "DO $$ BEGIN\n"
    "    IF (SELECT count(*) FROM jobs WHERE s::text IN ('cancelled', 'gone')) < 9999\n"
    "        THEN RAISE 'lost'; END IF;\n"
    "END $$;\n";

static void test_that_applications_go_on_while_a_value_is_renamed(void **state) {
    struct database *database = change_under(&living_values, old_jobs, new_jobs);
    (void)state;
    assert_string_equal(tn_database_query(database, "SELECT count(*) >= 9999 FROM jobs\n"
                                                    "WHERE s = 'gone' AND id < 1000000"),
                        "t\n");
}

static bool tells(const struct tn_rollout *rollout, enum tn_rollout_part part, const char *rule,
                  const char *text) {
    const struct tn_findings *findings = &rollout->parts[part]->findings;
    for (size_t i = 0; i < findings->count; i++)
        if (strcmp(findings->items[i].rule, rule) == 0 &&
            (strstr(findings->items[i].message, text) || strstr(findings->items[i].remedy, text)))
            return true;
    return false;
}

/* What a partitioned table can only do while others wait. */
static void test_that_waiting_is_told(void **state) {
    static const struct change change = {
        "",
        "CREATE TABLE p (id int PRIMARY KEY);\n"
        "CREATE TABLE t (id int, a int) PARTITION BY LIST (id);",
        "CREATE TABLE p (id int PRIMARY KEY);\n"
        "CREATE TABLE t (id int PRIMARY KEY, a int CONSTRAINT f REFERENCES p) PARTITION BY LIST "
        "(id);",
        NULL,
        NULL,
        NULL,
        NULL};
    struct tn_rollout *rollout = rollout_of(&change, tn_dialects[TN_POSTGRESQL], NULL);
    struct tn_rollout *later = rollout_of(&change, tn_dialect_find("postgresql@18"), NULL);
    (void)state;
    assert_true(tells(rollout, TN_CONTRACT, "mig-validate-separately", "cannot be NOT VALID"));
    assert_true(tells(rollout, TN_CONTRACT, "mig-index-concurrently", "partitioned table t wait"));
    assert_false(tells(later, TN_CONTRACT, "mig-validate-separately", ""));
    tn_rollout_free(rollout);
    tn_rollout_free(later);
}

/* What likeness says is told online too. */
static void test_that_likenesses_are_told(void **state) {
    static const struct change change = {"",
                                         "CREATE TABLE users (id int, mail text);",
                                         "CREATE TABLE accounts (id int, mail text);",
                                         NULL,
                                         NULL,
                                         NULL,
                                         NULL};
    struct tn_rollout *rollout = rollout_of(&change, tn_dialects[TN_POSTGRESQL], NULL);
    (void)state;
    assert_true(tells(rollout, TN_EXPAND, "mig-rename", "rename table users accounts"));
    tn_rollout_free(rollout);
}

/* No row is written and both names are told, for the part where the moment is. */
static void test_that_the_moment_of_a_value_is_told(void **state) {
    struct tn_rollout *rollout = rollout_of(&living_values, tn_dialects[TN_POSTGRESQL], NULL);
    char *contract = part_script(rollout, TN_CONTRACT, false);
    (void)state;
    assert_non_null(strstr(contract, "ALTER TYPE state RENAME VALUE 'cancelled' TO 'gone'"));
    assert_null(strstr(contract, "CREATE TYPE"));
    assert_null(strstr(contract, "given_up"));
    assert_true(tells(rollout, TN_CONTRACT, "mig-rename", "write cancelled where the server does"));
    free(contract);
    tn_rollout_free(rollout);
}

/* ------------------------------------------------------------------ by itself */

static void test_that_sqlite_has_no_such_way(void **state) {
    struct tn_error error = {0};
    struct tn_model *model = proof_model("CREATE TABLE t (a int);", tn_dialects[TN_SQLITE]);
    (void)state;
    assert_null(tn_rollout_new(model, model, tn_dialects[TN_SQLITE], NULL, NULL, &error));
    assert_non_null(strstr(error.message, "--online"));
    tn_error_clear(&error);
    tn_model_free(model);
}

/* An interrupted fill goes on where it stopped. */
static void test_that_a_fill_can_be_interrupted(void **state) {
    static const struct tn_rollout_options how = {.batch = 1, .pause = 0, .lock_timeout = 2000};
    static const struct change change = {
        "",
        "CREATE TABLE t (id integer, a integer, b text);",
        "CREATE TABLE t (id integer, a integer, b text, u uuid DEFAULT gen_random_uuid());",
        NULL,
        NULL,
        NULL,
        NULL};
    struct database *database = tn_server_database(tn_server_start(TN_POSTGRESQL));
    struct tn_rollout *rollout = rollout_of(&change, tn_dialects[TN_POSTGRESQL], &how);
    (void)state;
    proof_run(database, "the old schema", change.old);
    proof_run(database, "rows",
              "INSERT INTO t SELECT n, n, repeat('x', 500)\n"
              "FROM generate_series(1, 500) AS n");
    run_part(database, rollout, TN_EXPAND, false);
    proof_run(database, "what an interruption leaves",
              "CREATE TABLE tenon_progress (task text PRIMARY KEY, page bigint NOT NULL);\n"
              "INSERT INTO tenon_progress VALUES ('t.u', 10)");
    run_part(database, rollout, TN_MIGRATE, false);
    assert_string_equal(tn_database_query(database, "SELECT min(ctid) FROM t\n"
                                                    "WHERE u IS NULL AND ctid >= '(10,0)'"),
                        "\n");
    assert_string_not_equal(tn_database_query(database, "SELECT count(*) FROM t WHERE u IS NULL"),
                            "0\n");
    tn_rollout_free(rollout);
}

int main(void) {
    struct CMUnitTest tests[TN_LENGTH(postgresql) + TN_LENGTH(mariadb) + 8] = {
        cmocka_unit_test(test_that_applications_go_on),
        cmocka_unit_test(test_that_applications_go_on_while_a_value_is_renamed),
        cmocka_unit_test(test_that_applications_go_on_while_partitions_are_indexed),
        cmocka_unit_test(test_that_the_moment_of_a_value_is_told),
        cmocka_unit_test(test_that_waiting_is_told),
        cmocka_unit_test(test_that_likenesses_are_told),
        cmocka_unit_test(test_that_sqlite_has_no_such_way),
        cmocka_unit_test(test_that_a_fill_can_be_interrupted),
    };
    size_t count = 8;
    for (size_t i = 0; i < TN_LENGTH(postgresql); i++)
        tests[count++] = (struct CMUnitTest){postgresql[i].title, test_postgresql, NULL, NULL,
                                             (void *)&postgresql[i]};
    for (size_t i = 0; i < TN_LENGTH(mariadb); i++)
        tests[count++] =
            (struct CMUnitTest){mariadb[i].title, test_mariadb, NULL, NULL, (void *)&mariadb[i]};
    return tn_test_run_all("rollout", tests, count, NULL, NULL);
}
