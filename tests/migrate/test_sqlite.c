/*
 * Migrations of every kind of change, up and down, in SQLite: with foreign keys enforced, so
 * that a rebuild that empties its children is seen.
 */
#include "migrate/proof.h"

#define ENFORCED "PRAGMA foreign_keys = ON;"
#define TWO_ROWS ENFORCED "INSERT INTO t (id) VALUES (1), (2);"

/* Two children whose rows would go with their parents. */
#define CHILDREN                                                                                   \
    ENFORCED "INSERT INTO p (id) VALUES (1), (2); INSERT INTO t (id, p) VALUES (1, 1), (2, 2);"

static const struct proof proofs[] = {
    {"a table comes", "CREATE TABLE t (id INTEGER);",
     "CREATE TABLE t (id INTEGER); CREATE TABLE u (id INTEGER PRIMARY KEY AUTOINCREMENT, "
     "t INT REFERENCES t, name TEXT NOT NULL DEFAULT 'x' UNIQUE) STRICT; CREATE INDEX u_t ON u "
     "(t);",
     TWO_ROWS},
    {"a table goes with its index and trigger",
     "CREATE TABLE t (id INTEGER PRIMARY KEY); CREATE TABLE u (id int, t int REFERENCES t (id));"
     "CREATE INDEX u_t ON u (t); CREATE TRIGGER r AFTER INSERT ON u BEGIN SELECT 1; END;",
     "CREATE TABLE t (id INTEGER PRIMARY KEY);", TWO_ROWS},
    {"a column comes in place", "CREATE TABLE t (id INTEGER PRIMARY KEY);",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT NOT NULL DEFAULT 3, s TEXT COLLATE NOCASE, "
     "v INT AS (n + 1));",
     TWO_ROWS},
    {"a column comes by a rebuild", "CREATE TABLE t (id INTEGER PRIMARY KEY);",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, at TEXT DEFAULT CURRENT_TIMESTAMP, "
     "n INT AS (id + 1) STORED);",
     TWO_ROWS},
    {"a column goes in place", "CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT, n INT);",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT);", TWO_ROWS},
    {"a column goes that a check and an index use",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT CHECK (n > 0)); CREATE INDEX i ON t (n);",
     "CREATE TABLE t (id INTEGER PRIMARY KEY);", TWO_ROWS},
    {"a column that may not be null goes and comes back",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT NOT NULL, s TEXT NOT NULL);",
     "CREATE TABLE t (id INTEGER PRIMARY KEY);",
     ENFORCED "INSERT INTO t VALUES (1, 1, 'a'), (2, 2, 'b');"},
    {"a type changes", "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT);",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, n TEXT);",
     ENFORCED "INSERT INTO t VALUES (1, 1), (2, 2);"},
    {"null becomes not null with a default that fills",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT);",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT NOT NULL DEFAULT 3);", TWO_ROWS},
    {"not null becomes null", "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT NOT NULL DEFAULT 1);",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT);", TWO_ROWS},
    {"a default changes", "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT DEFAULT 1);",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT DEFAULT (1 + 1));", TWO_ROWS},
    {"a collation changes", "CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT);",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT COLLATE NOCASE);", TWO_ROWS},
    {"a primary key changes", "CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL DEFAULT 0);",
     "CREATE TABLE t (id INT, n INT NOT NULL DEFAULT 0, PRIMARY KEY (id, n));", TWO_ROWS},
    {"numbers count up from now on", "CREATE TABLE t (id INTEGER PRIMARY KEY);",
     "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT);", TWO_ROWS},
    {"a unique key comes and another goes",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT UNIQUE, b INT);",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b INT, UNIQUE (a, b));", TWO_ROWS},
    {"a parent is rebuilt and its children stay",
     "CREATE TABLE p (id INTEGER PRIMARY KEY, n INT);"
     "CREATE TABLE t (id INTEGER PRIMARY KEY, p INT REFERENCES p ON DELETE CASCADE);",
     "CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT NOT NULL DEFAULT 'x');"
     "CREATE TABLE t (id INTEGER PRIMARY KEY, p INT REFERENCES p ON DELETE CASCADE);",
     CHILDREN},
    {"parent and child are rebuilt together",
     "CREATE TABLE p (id INTEGER PRIMARY KEY, n INT);"
     "CREATE TABLE t (id INTEGER PRIMARY KEY, p INT REFERENCES p ON DELETE CASCADE);",
     "CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT);"
     "CREATE TABLE t (id INTEGER PRIMARY KEY, p INT NOT NULL REFERENCES p (id) ON DELETE SET "
     "NULL);",
     CHILDREN},
    {"a table that refers to itself is rebuilt",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, up INT REFERENCES t ON DELETE CASCADE, n INT);",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, up INT REFERENCES t ON DELETE CASCADE, n TEXT);",
     ENFORCED "INSERT INTO t VALUES (1, NULL, 1), (2, 1, 1);"},
    {"a foreign key comes and goes",
     "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (id INT, p INT, q INT REFERENCES p);",
     "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (id INT, p INT REFERENCES p "
     "ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, q INT);",
     CHILDREN},
    {"a check comes, changes and goes",
     "CREATE TABLE t (id INT, CONSTRAINT a CHECK (id > 0), CONSTRAINT b CHECK (id > 0));",
     "CREATE TABLE t (id INT, CONSTRAINT a CHECK (id > -5), CONSTRAINT c CHECK (id < 9));",
     TWO_ROWS},
    {"indexes come, change and go",
     "CREATE TABLE t (id INT, s TEXT); CREATE INDEX a ON t (id); CREATE INDEX b ON t (s);",
     "CREATE TABLE t (id INT, s TEXT); CREATE INDEX b ON t (lower(s), id DESC) WHERE id > 0;"
     "CREATE UNIQUE INDEX c ON t (id);",
     TWO_ROWS},
    {"a rebuilt table keeps its indexes and triggers",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT); CREATE INDEX i ON t (n);"
     "CREATE TABLE log (id INT); CREATE TRIGGER r AFTER UPDATE ON t BEGIN "
     "INSERT INTO log VALUES (new.id); END;",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, n TEXT); CREATE INDEX i ON t (n);"
     "CREATE TABLE log (id INT); CREATE TRIGGER r AFTER UPDATE ON t BEGIN "
     "INSERT INTO log VALUES (new.id); END;",
     TWO_ROWS},
    {"a view and a trigger elsewhere name the rebuilt table",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT); CREATE VIEW v AS SELECT n FROM t;"
     "CREATE VIEW w AS SELECT n FROM v; CREATE TABLE u (id INT);"
     "CREATE TRIGGER r AFTER INSERT ON u BEGIN UPDATE t SET n = 1; END;",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, n TEXT); CREATE VIEW v AS SELECT n FROM t;"
     "CREATE VIEW w AS SELECT n FROM v; CREATE TABLE u (id INT);"
     "CREATE TRIGGER r AFTER INSERT ON u BEGIN UPDATE t SET n = 1; END;",
     TWO_ROWS},
    {"views come, change and go",
     "CREATE TABLE t (id INT); CREATE VIEW a AS SELECT id FROM t; CREATE VIEW b AS SELECT 1 AS x;",
     "CREATE TABLE t (id INT); CREATE VIEW b AS SELECT 2 AS x; CREATE VIEW c AS SELECT id FROM t;",
     TWO_ROWS},
    {"a table becomes strict and without row number",
     "CREATE TABLE t (id INT PRIMARY KEY NOT NULL, s TEXT);",
     "CREATE TABLE t (id INT PRIMARY KEY NOT NULL, s TEXT) STRICT, WITHOUT ROWID;", TWO_ROWS},
    {"the temporary name is taken",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT); CREATE TABLE t_new (id INT);"
     "CREATE TABLE T_NEW2 (id INT);",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, n TEXT); CREATE TABLE t_new (id INT);"
     "CREATE TABLE T_NEW2 (id INT);",
     TWO_ROWS},
    {"a table and a column get their names in other letters",
     "CREATE TABLE t (id INT); CREATE TABLE customer (id INT); CREATE INDEX i ON customer (id);",
     "CREATE TABLE t (id INT); CREATE TABLE Customer (Id INT); CREATE INDEX i ON Customer (Id);",
     "INSERT INTO t VALUES (1), (2);"},
    {"names that need quotes",
     "CREATE TABLE t (id INT, \"Old Column\" INT); CREATE TABLE \"order\" (\"group\" INT);",
     "CREATE TABLE t (id INT, \"New \"\"Column\" TEXT NOT NULL DEFAULT 'it''s');"
     "CREATE TABLE \"order\" (\"group\" TEXT, \"select\" INT UNIQUE);",
     TWO_ROWS},
    {"a column that is a key goes and comes back",
     "CREATE TABLE t (n int, code text NOT NULL UNIQUE);", "CREATE TABLE t (n int);",
     "INSERT INTO t VALUES (1, 'a'), (2, 'b');"},
};

static void in_sqlite(void **state) {
    prove(*state, tn_dialect_find("sqlite"));
}

int main(void) {
    return prove_all("migrations in SQLite", proofs, TN_LENGTH(proofs), in_sqlite);
}
