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
    {"an index of the whole alone, with indexes attached, comes to be one of all partitions",
     WHOLE PARTS "CREATE INDEX whole ON ONLY t (id); CREATE INDEX one_i ON one (id);"
                 "CREATE INDEX two_i ON two (id); COMMENT ON INDEX one_i IS 'first';"
                 "ALTER INDEX whole ATTACH PARTITION one_i;",
     WHOLE PARTS "CREATE INDEX whole ON ONLY t (id); CREATE INDEX one_i ON one (id);"
                 "CREATE INDEX two_i ON two (id); COMMENT ON INDEX one_i IS 'first';"
                 "ALTER INDEX whole ATTACH PARTITION one_i;"
                 "ALTER INDEX whole ATTACH PARTITION two_i;",
     TWO_ROWS},
    {"an index of the whole alone goes from above those attached to it",
     WHOLE PARTS "CREATE INDEX whole ON ONLY t (id); CREATE INDEX one_i ON one (id);"
                 "CREATE INDEX two_i ON two (id); ALTER INDEX whole ATTACH PARTITION one_i;",
     WHOLE PARTS "CREATE INDEX one_i ON one (id); CREATE INDEX two_i ON two (id);", TWO_ROWS},
    {"an index of the whole goes from above those of its partitions",
     WHOLE PARTS "CREATE INDEX one_i ON one (id); CREATE INDEX two_i ON two (id);"
                 "CREATE INDEX whole ON t (id);",
     WHOLE PARTS "CREATE INDEX one_i ON one (id); CREATE INDEX two_i ON two (id);", TWO_ROWS},
    {"an index of the whole alone goes with one attached to it",
     WHOLE PARTS "CREATE INDEX whole ON ONLY t (id); CREATE INDEX one_i ON one (id);"
                 "ALTER INDEX whole ATTACH PARTITION one_i;",
     WHOLE PARTS, TWO_ROWS},
    {"an index of the whole alone changes above one attached to it",
     WHOLE PARTS "CREATE INDEX whole ON ONLY t (id); CREATE INDEX one_i ON one (id);"
                 "ALTER INDEX whole ATTACH PARTITION one_i;",
     WHOLE PARTS "CREATE INDEX whole ON ONLY t (id, n); CREATE INDEX one_i ON one (id, n);"
                 "ALTER INDEX whole ATTACH PARTITION one_i;",
     TWO_ROWS},
    {"a unique index of the whole alone has a key attached to it",
     WHOLE PARTS "CREATE UNIQUE INDEX whole ON ONLY t (n, id);"
                 "ALTER TABLE one ADD CONSTRAINT one_key PRIMARY KEY (n, id);"
                 "ALTER INDEX whole ATTACH PARTITION one_key;",
     WHOLE PARTS "ALTER TABLE one ADD CONSTRAINT one_key PRIMARY KEY (n, id);", TWO_ROWS},
    {"a key of the whole alone comes and goes above keys attached to it",
     WHOLE PARTS "ALTER TABLE ONLY t ADD CONSTRAINT whole UNIQUE (n, id);"
                 "ALTER TABLE one ADD CONSTRAINT one_key UNIQUE (n, id);"
                 "ALTER INDEX whole ATTACH PARTITION one_key;",
     WHOLE PARTS "ALTER TABLE one ADD CONSTRAINT one_key UNIQUE (n, id);", TWO_ROWS},
    {"tables with keys and indexes of the whole alone and of partitions alone are new",
     "CREATE TABLE t (id int);",
     "CREATE TABLE t (id int);"
     "CREATE TABLE w (id int NOT NULL, n int NOT NULL, CONSTRAINT w_n UNIQUE (n))"
     " PARTITION BY LIST (n);"
     "CREATE TABLE w1 PARTITION OF w (PRIMARY KEY (n)) FOR VALUES IN (1);"
     "CREATE TABLE w2 PARTITION OF w FOR VALUES IN (2);"
     "ALTER TABLE ONLY w ADD CONSTRAINT w_key UNIQUE (n, id); CREATE INDEX w_i ON ONLY w (id);"
     "CREATE INDEX w1_i ON w1 (id); ALTER INDEX w_i ATTACH PARTITION w1_i;"
     "ALTER TABLE w1 ADD CONSTRAINT w1_key UNIQUE (n, id); ALTER INDEX w_key ATTACH PARTITION "
     "w1_key; COMMENT ON CONSTRAINT w_key ON w IS 'alone';"
     "CREATE INDEX w_all ON w (n, id); CREATE INDEX w2_all ON w2 (n, id);"
     "CREATE TABLE u (n int, CONSTRAINT u_w FOREIGN KEY (n) REFERENCES w1 (n));",
     "INSERT INTO t VALUES (1), (2);"},
    {"a partition is made with an index that the whole has", "CREATE TABLE t (id int);",
     "CREATE TABLE t (id int);"
     "CREATE TABLE w (id int NOT NULL, n int NOT NULL) PARTITION BY LIST (n);"
     "CREATE TABLE w1 PARTITION OF w FOR VALUES IN (1); CREATE INDEX w1_i ON w1 (id);"
     "CREATE INDEX w_i ON w (id); COMMENT ON INDEX w1_i IS 'first';",
     "INSERT INTO t VALUES (1), (2);"},
    {"a partition gets and loses a key beside one of the whole",
     "CREATE TABLE t (id int NOT NULL, n int NOT NULL, UNIQUE (n)) PARTITION BY LIST (n);" PARTS,
     "CREATE TABLE t (id int NOT NULL, n int NOT NULL, UNIQUE (n)) PARTITION BY LIST (n);" PARTS
     "ALTER TABLE one ADD CONSTRAINT one_own PRIMARY KEY (n);",
     TWO_ROWS},
    {"keys that the server makes in partitions are said, and then not",
     WHOLE "ALTER TABLE t ADD CONSTRAINT t_key UNIQUE (n, id);"
           "CREATE TABLE one (id int NOT NULL, n int NOT NULL, "
           "CONSTRAINT one_n_id_key UNIQUE (n, id));"
           "ALTER TABLE t ATTACH PARTITION one FOR VALUES IN (1);"
           "CREATE TABLE two PARTITION OF t FOR VALUES IN (2);",
     WHOLE PARTS "ALTER TABLE t ADD CONSTRAINT t_key UNIQUE (n, id);", TWO_ROWS},
    {"a table with an index is attached to one with the same",
     WHOLE "CREATE INDEX whole ON t (id, n); CREATE TABLE one (id int NOT NULL, n int NOT NULL);"
           "CREATE INDEX one_i ON one (id, n);",
     WHOLE "CREATE TABLE one (id int NOT NULL, n int NOT NULL);"
           "ALTER TABLE t ATTACH PARTITION one FOR VALUES IN (1); CREATE INDEX whole ON t (id, n);"
           "CREATE INDEX one_i ON one (id, n);",
     NULL},
    {"a table is attached and detached where the whole has keys, indexes and more",
     "CREATE TABLE x (n int PRIMARY KEY);"
     "CREATE TABLE t (id int NOT NULL, n int NOT NULL, UNIQUE (n, id), CHECK (id > 0), "
     "CONSTRAINT t_x FOREIGN KEY (n) REFERENCES x) PARTITION BY LIST (n);"
     "CREATE TABLE one PARTITION OF t FOR VALUES IN (1); CREATE UNIQUE INDEX ON t (n);"
     "CREATE TABLE two (id int NOT NULL, n int NOT NULL);",
     "CREATE TABLE x (n int PRIMARY KEY);"
     "CREATE TABLE t (id int NOT NULL, n int NOT NULL, UNIQUE (n, id), CHECK (id > 0), "
     "CONSTRAINT t_x FOREIGN KEY (n) REFERENCES x) PARTITION BY LIST (n);"
     "CREATE TABLE two PARTITION OF t FOR VALUES IN (2); CREATE UNIQUE INDEX ON t (n);"
     "CREATE TABLE one (id int NOT NULL, n int NOT NULL);",
     NULL},
    {"a table with constraints like those of the whole is attached and another detached",
     "CREATE TABLE t (id int NOT NULL, n int NOT NULL, UNIQUE (n, id), "
     "CONSTRAINT above CHECK (id > 0))"
     " PARTITION BY LIST (n); CREATE TABLE one PARTITION OF t FOR VALUES IN (1);"
     "CREATE TABLE two (id int NOT NULL, n int NOT NULL, CONSTRAINT above CHECK (id > 0), "
     "CONSTRAINT two_key UNIQUE (n, id));",
     "CREATE TABLE t (id int NOT NULL, n int NOT NULL, UNIQUE (n, id), "
     "CONSTRAINT above CHECK (id > 0))"
     " PARTITION BY LIST (n);"
     "CREATE TABLE two (id int NOT NULL, n int NOT NULL, CONSTRAINT above CHECK (id > 0), "
     "CONSTRAINT two_key UNIQUE (n, id));"
     "ALTER TABLE t ATTACH PARTITION two FOR VALUES IN (2);"
     "CREATE TABLE one (id int NOT NULL, n int NOT NULL, CONSTRAINT above CHECK (id > 0), "
     "CONSTRAINT one_key UNIQUE (n, id));",
     NULL},
};

static void on_postgresql(void **state) {
    prove(*state, tn_dialect_find("postgresql"));
}

int main(void) {
    return prove_all("migrations of partitions", proofs, TN_LENGTH(proofs), on_postgresql);
}
