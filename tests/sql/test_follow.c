/*
 * Histories in which views and statements follow the tables they are about, and those that stand in
 * DO blocks; see history.h.
 */
#include "history.h"

static void views_go_on_to_give_the_columns_they_gave(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"the columns of the day in place of *",
         "CREATE TABLE t (id int, a int);\n"
         "CREATE VIEW v AS SELECT * FROM t;\n"
         "CREATE VIEW v2 AS SELECT t.* FROM t;\n"
         "CREATE VIEW v3 AS SELECT x.*, 1 AS one FROM t x;\n"
         "ALTER TABLE t ADD COLUMN b int;\n"},
        {"the old name of a column",
         "CREATE TABLE t (id int, a int);\n"
         "CREATE TABLE u (id int, tid int);\n"
         "CREATE VIEW v AS SELECT a FROM t;\n"
         "CREATE VIEW v2 AS SELECT t.a AS c FROM t WHERE a > 2;\n"
         "CREATE VIEW v3 AS SELECT x.a, u.id FROM t x JOIN u ON u.tid = x.id;\n"
         "CREATE VIEW v4 AS SELECT a + 1 AS n, count(*) FROM t GROUP BY a ORDER BY a;\n"
         "ALTER TABLE t RENAME COLUMN a TO b;\n"},
        {"what is said about the table has the new name",
         "CREATE TABLE t (id int, a int);\n"
         "CREATE POLICY p ON t USING (a > 0);\n"
         "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return null; end';\n"
         "CREATE TRIGGER tr AFTER UPDATE OF a ON t FOR EACH ROW WHEN (NEW.a > 0) EXECUTE FUNCTION "
         "f();\n"
         "CREATE STATISTICS st ON id, a FROM t;\n"
         "GRANT SELECT (a) ON t TO PUBLIC;\n"
         "CREATE VIEW v AS SELECT s.a, (SELECT max(a) FROM t) AS m FROM (SELECT a FROM t) s WHERE "
         "a > 1;\n"
         "CREATE VIEW v1 AS WITH x AS (SELECT a FROM t) SELECT x.a FROM x ORDER BY a;\n"
         "CREATE VIEW v2 AS SELECT * FROM t WHERE EXISTS (SELECT 1 FROM t u WHERE u.a = t.a);\n"
         "CREATE VIEW v3 AS SELECT a FROM t UNION SELECT id FROM t ORDER BY a;\n"
         "CREATE VIEW v4 AS SELECT a + 1 a, count(*) c, CASE WHEN a > 1 THEN a END FROM t GROUP BY "
         "a;\n"
         "CREATE VIEW v5 AS SELECT * FROM v2;\n"
         "CREATE MATERIALIZED VIEW v6 (x, y) AS SELECT a, id FROM public.t ORDER BY a DESC;\n"
         "ALTER TABLE t RENAME a TO \"B\";\n"
         "ALTER TABLE t ADD COLUMN c int;\n"
         "ALTER TABLE t RENAME TO tt;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "postgresql");
}

static void blocks_are_read_where_they_can_be_told(void **state) {
    (void)state;
    static const struct history histories[] = {
        {"statements that run, and those that make what is not there",
         "CREATE TABLE t (id int);\n"
         "DO $$ BEGIN\n"
         "  ALTER TABLE t ADD COLUMN a int;\n"
         "  CREATE INDEX i ON t (a);\n"
         "  EXECUTE 'CREATE TABLE u (x int)';\n"
         "END $$;\n"
         "DO $$ BEGIN\n"
         "  CREATE TYPE mood AS ENUM ('a', 'b');\n"
         "EXCEPTION WHEN duplicate_object THEN null;\n"
         "END $$;\n"
         "DO LANGUAGE 'plpgsql' $$ BEGIN\n"
         "  IF ( NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'color') ) THEN\n"
         "    CREATE TYPE color AS ENUM ('r');\n"
         "  END IF;\n"
         "END $$;\n"
         "CREATE TABLE w (m mood, c color);\n"
         "ALTER TABLE u ADD COLUMN y int;\n"},
        {"some blocks are kept",
         "CREATE TABLE t (id int);\n"
         "DO $$ BEGIN\n"
         "  IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND "
         "column_name = 'a') THEN\n"
         "    ALTER TABLE t ADD COLUMN a int;\n"
         "  END IF;\n"
         "  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'positive') THEN\n"
         "    ALTER TABLE t ADD CONSTRAINT positive CHECK (a > 0);\n"
         "  END IF;\n"
         "  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'positive') THEN\n"
         "    ALTER TABLE t ADD CONSTRAINT positive CHECK (a > 0);\n"
         "  END IF;\n"
         "  BEGIN\n"
         "    ALTER TABLE t ADD COLUMN a int;\n"
         "  EXCEPTION WHEN duplicate_column THEN RAISE NOTICE 'there';\n"
         "  END;\n"
         "END $$;\n"
         "DO LANGUAGE plpgsql $x$\n"
         "DECLARE r record;\n"
         "BEGIN\n"
         "  FOR r IN SELECT 1 LOOP EXECUTE 'CREATE TABLE z (a int)'; END LOOP;\n"
         "END $x$;\n"
         "DO 'BEGIN CREATE TABLE y (q int); EXECUTE $e$COMMENT ON TABLE y IS ''q''$e$; END';\n"
         "DO $$ BEGIN CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $f$ BEGIN RETURN 1; END "
         "$f$; END $$;\n"
         "CREATE VIEW v AS SELECT a, f() FROM t;\n"},
    };
    all_come_to_the_same(histories, TN_LENGTH(histories), "postgresql");
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(views_go_on_to_give_the_columns_they_gave),
        cmocka_unit_test(blocks_are_read_where_they_can_be_told),
    };
    return tn_test_run("what follows", tests);
}
