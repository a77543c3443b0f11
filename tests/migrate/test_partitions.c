/*
 * PostgreSQL: tables that come to be divided into partitions, or no longer, or otherwise, with
 * their rows; partitions under foreign keys; keys of partitions that rest on an index of the whole.
 */
#include "migrate/proof.h"

#define TWO_ROWS "INSERT INTO t (id, n) VALUES (1, 1), (2, 2);"
#define WHOLE "CREATE TABLE t (id int NOT NULL, n int NOT NULL) PARTITION BY LIST (n);"
#define PARTS                                                                                      \
    "CREATE TABLE one PARTITION OF t FOR VALUES IN (1);"                                           \
    "CREATE TABLE two PARTITION OF t FOR VALUES IN (2);"

static const struct proof proofs[] = {
    {"a table is divided, with all that hangs on it",
     "CREATE TABLE t (id serial, n int, g int GENERATED ALWAYS AS (n + 1) STORED, "
     "PRIMARY KEY (id, n)); CREATE INDEX look ON t (n); COMMENT ON TABLE t IS 'whole';"
     "GRANT SELECT ON t TO PUBLIC; CREATE VIEW v AS SELECT id FROM t;"
     "CREATE TABLE u (id int, n int, CONSTRAINT up FOREIGN KEY (id, n) REFERENCES t);"
     "CREATE POLICY p ON t USING (n > 0); ALTER TABLE t OWNER TO pg_monitor;",
     "CREATE TABLE t (id serial, n int, g int GENERATED ALWAYS AS (n + 1) STORED, "
     "PRIMARY KEY (id, n)) PARTITION BY LIST (n); CREATE INDEX look ON t (n);" PARTS
     "COMMENT ON TABLE t IS 'whole'; GRANT SELECT ON t TO PUBLIC;"
     "CREATE VIEW v AS SELECT id FROM t;"
     "CREATE TABLE u (id int, n int, CONSTRAINT up FOREIGN KEY (id, n) REFERENCES t);"
     "CREATE POLICY p ON t USING (n > 0); ALTER TABLE t OWNER TO pg_monitor;",
     TWO_ROWS "INSERT INTO u VALUES (1, 1);"},
    {"a table is divided otherwise", WHOLE PARTS,
     "CREATE TABLE t (id int NOT NULL, n int NOT NULL) PARTITION BY RANGE (id);"
     "CREATE TABLE one PARTITION OF t FOR VALUES FROM (0) TO (9);",
     TWO_ROWS},
    {"identity columns of a table that is divided",
     "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, n int);",
     "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, n int) PARTITION BY LIST (n);" PARTS,
     "INSERT INTO t (n) VALUES (1), (2);"},
    {"a column gets another type and name where its table is divided",
     "CREATE TABLE t (id int, n int, old text);",
     "CREATE TABLE t (id bigint, n int, fresh text DEFAULT 'x') PARTITION BY LIST (n);" PARTS,
     TWO_ROWS},
    {"a partition comes under a foreign key and goes again",
     "CREATE TABLE t (id int, n int, PRIMARY KEY (id, n)) PARTITION BY LIST (n);" PARTS
     "CREATE TABLE u (id int, n int, CONSTRAINT up FOREIGN KEY (id, n) REFERENCES t);",
     "CREATE TABLE t (id int, n int, PRIMARY KEY (id, n)) PARTITION BY LIST (n);" PARTS
     "CREATE TABLE u (id int, n int, CONSTRAINT up FOREIGN KEY (id, n) REFERENCES t);"
     "CREATE TABLE three PARTITION OF t FOR VALUES IN (3);",
     TWO_ROWS},
    {"a table is attached and another detached",
     WHOLE PARTS "CREATE TABLE three (id int NOT NULL, n int NOT NULL);",
     WHOLE "CREATE TABLE two (id int NOT NULL, n int NOT NULL);"
           "CREATE TABLE one PARTITION OF t FOR VALUES IN (1);"
           "CREATE TABLE three PARTITION OF t FOR VALUES IN (3);"
           "CREATE TABLE rest PARTITION OF t DEFAULT;",
     "INSERT INTO t (id, n) VALUES (1, 1), (2, 1);"},
    {"a key of a partition rests on an index of the whole", WHOLE PARTS,
     WHOLE PARTS "CREATE UNIQUE INDEX whole ON ONLY t (n, id);"
                 "ALTER TABLE one ADD CONSTRAINT one_key PRIMARY KEY (n, id);"
                 "CREATE UNIQUE INDEX two_index ON two (n, id);"
                 "ALTER INDEX whole ATTACH PARTITION one_key;"
                 "ALTER INDEX whole ATTACH PARTITION two_index;",
     TWO_ROWS},
    {"an index of the whole with keys on it becomes a key",
     WHOLE PARTS "CREATE UNIQUE INDEX whole ON t (n, id);"
                 "ALTER TABLE one ADD CONSTRAINT one_key PRIMARY KEY USING INDEX one_n_id_idx;",
     WHOLE PARTS "ALTER TABLE t ADD CONSTRAINT whole PRIMARY KEY (n, id);", TWO_ROWS},
};

static void on_postgresql(void **state) {
    prove(*state, tn_dialect_find("postgresql"));
}

int main(void) {
    return prove_all("migrations of partitions", proofs, TN_LENGTH(proofs), on_postgresql);
}
