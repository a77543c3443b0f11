/*
 * The cases, and how one is written out.
 */
#include "sql/hostile.h"

#include <string.h>

enum {
    P = 1 << TN_POSTGRESQL,
    M = 1 << TN_MYSQL | 1 << TN_MARIADB,
    S = 1 << TN_SQLITE,
    ALL = P | M | S,
};

/* clang-format off */
const struct hostile hostile_cases[] = {
    /* nesting */
    {"parentheses in a check", ALL, 10, "CREATE TABLE t (a int CHECK (", "(", "a", ")", " > 0));"},
    {"parentheses in a default", ALL, 10, "CREATE TABLE t (a int DEFAULT ", "(", "1", ")", ");"},
    {"parentheses left open", ALL, 10, "CREATE TABLE t (a int CHECK (", "(", "", "", ""},
    {"parentheses open, statements behind", ALL, 10, "CREATE TABLE t (a int CHECK (", "(", "; CREATE TABLE u (a int);", "", ""},
    {"operators between parentheses", ALL, 1, "CREATE TABLE t (a int CHECK (", "(a+", "a", ")", " > 0));"},
    {"brackets", P, 10, "CREATE TABLE t (a int CHECK (a", "[1", "", "]", "));"},
    {"array bounds", P, 10, "CREATE TABLE t (a int", "[]", "", "", ");"},
    {"CASE in CASE", ALL, 1, "CREATE TABLE t (a int CHECK (", "CASE WHEN ", "a", " THEN 1 ELSE 0 END", " > 0));"},
    {"CASE in a trigger", M | S, 1, "CREATE TRIGGER r AFTER INSERT ON t FOR EACH ROW BEGIN SELECT ", "CASE WHEN 1 THEN ", "a", " ELSE 0 END", "; END;"},
    {"BEGIN in BEGIN", M | S, 1, "CREATE TRIGGER r AFTER INSERT ON t FOR EACH ROW ", "BEGIN ", "SELECT 1; ", "END; ", ""},
    {"comments in comments", P, 10, "CREATE TABLE t (a int", "/*", "", "*/", ");"},
    {"casts of casts", P, 1, "CREATE TABLE t (a int DEFAULT 1", "::text", "", "", ");"},
    {"NOT NOT NOT", ALL, 1, "CREATE TABLE t (a int CHECK (", "NOT ", "a", "", "));"},
    {"signs", ALL, 10, "CREATE TABLE t (a int CHECK (a > ", "+", "1", "", "));"},
    {"a long operator", P, 10, "CREATE TABLE t (a int CHECK (a ", "<", " 1", "", "));"},
    {"AND of conditions", ALL, 1, "CREATE TABLE t (a int CHECK (a > 0", " AND a <> {i}", "", "", "));"},
    {"IN list", ALL, 1, "CREATE TABLE t (a int CHECK (a IN (0", ", {i}", "", "", ")));"},
    {"subqueries in a view", ALL, 1, "CREATE VIEW v AS ", "SELECT * FROM (", "SELECT 1", ") x", ";"},
    /* long tokens */
    {"a long name", ALL, 10, "CREATE TABLE t", "x", " (a int);", "", ""},
    {"a long quoted name", ALL, 10, "CREATE TABLE \"t", "x", "\" (a int);", "", ""},
    {"a long string", ALL, 10, "CREATE TABLE t (a varchar(9) DEFAULT '", "x", "');", "", ""},
    {"a long string of quotes", ALL, 10, "CREATE TABLE t (a varchar(9) DEFAULT '", "''", "');", "", ""},
    {"a long number", ALL, 10, "CREATE TABLE t (a int DEFAULT ", "1", ");", "", ""},
    {"a long dotted name", ALL, 1, "CREATE TABLE a", ".a", " (a int);", "", ""},
    {"blank lines", ALL, 10, "CREATE TABLE t", "\n", "(", " ", "a int);"},
    {"one long comment", ALL, 10, "CREATE TABLE t (a int -- ", "x", "\n);", "", ""},
    {"line comments", ALL, 1, "CREATE TABLE t (a int", "\n-- x{i}", "\n);", "", ""},
    /* quotes without end */
    {"quotes, each alone", ALL, 1, "", "' ;\n", "", "", ""},
    {"double quotes, each alone", ALL, 1, "", "\" ;\n", "", "", ""},
    {"dollar tags that open nothing", P, 1, "", "$a{i}$ ;\n", "", "", ""},
    {"dollars", P, 10, "", "$", "", "", ""},
    {"dollar words", P, 1, "SELECT 1", " $a{i}", ";", "", ""},
    {"comments without end", ALL, 1, "", "/* ;\n", "", "", ""},
    {"version comments without end", M, 1, "", "/*!50001 CREATE\n", "", "", ""},
    {"delimiters", M, 1, "", "DELIMITER x{i}\nSELECT 1 x{i}\n", "", "", ""},
    {"DELIMITER of a long text", M, 10, "DELIMITER ;", "x", "\nSELECT 1;\n", "a;x", "\n"},
    {"COPY blocks", P, 1, "CREATE TABLE t (a int);\n", "COPY t FROM stdin;\n{i}\n\\.\n", "", "", ""},
    {"COPY blocks without end", P, 1, "CREATE TABLE t (a int);\n", "COPY t FROM stdin;\n", "", "", ""},
    {"backslash commands", P, 1, "", "\\connect x{i}\n", "", "", ""},
    {"bad statements", ALL, 1, "", "CREATE TABLE t{i} (;\n", "", "", ""},
    {"bad statements in one line", ALL, 1, "", "CREATE TABLE t{i} (a int,);", "", "", ""},
    {"unknown statements", ALL, 1, "", "FROBNICATE x{i} (a, b);\n", "", "", ""},
    {"inserts", ALL, 1, "CREATE TABLE t (a int);", "INSERT INTO t VALUES ({i}, 'a;b');\n", "", "", ""},
    {"values of one insert", ALL, 1, "CREATE TABLE t (a int); INSERT INTO t VALUES (0)", ", ({i})", ";", "", ""},
    {"terminators", ALL, 10, "", ";", "CREATE TABLE t (a int);", "", ""},
    /* many of one kind */
    {"tables", ALL, 1, "", "CREATE TABLE t{i} (a int);\n", "", "", ""},
    {"tables of one name", ALL, 1, "", "CREATE TABLE IF NOT EXISTS t (a int);\n", "", "", ""},
    {"tables made and dropped", ALL, 1, "", "DROP TABLE IF EXISTS t; CREATE TABLE t (a int);\n", "", "", ""},
    {"tables made, then dropped", ALL, 1, "", "CREATE TABLE t{i} (a int);\n", "", "DROP TABLE t{i};\n", ""},
    {"tables renamed", ALL, 1, "CREATE TABLE t0 (a int);", "ALTER TABLE t{i} RENAME TO u{i}; ALTER TABLE u{i} RENAME TO t{i};", "", "", ""},
    {"a table renamed", ALL, 1, "CREATE TABLE t (a int);", "ALTER TABLE t RENAME TO u; ALTER TABLE u RENAME TO t;", "", "", ""},
    {"columns", ALL, 1, "CREATE TABLE t (c int", ", c{i} int", ");", "", ""},
    {"columns of one name", ALL, 1, "CREATE TABLE t (c int", ", c int", ");", "", ""},
    {"columns with keys", ALL, 1, "CREATE TABLE t (c int", ", c{i} int UNIQUE", ");", "", ""},
    {"columns with checks", ALL, 1, "CREATE TABLE t (c int", ", c{i} int CHECK (c{i} > 0)", ");", "", ""},
    {"columns of one key", ALL, 1, "CREATE TABLE t (c int", ", c{i} int", ", UNIQUE (c", ", c{i}", "));"},
    {"constraints", ALL, 1, "CREATE TABLE t (a int", ", CHECK (a > {i})", ", b int);", "", ""},
    {"constraints of one name", ALL, 1, "CREATE TABLE t (a int", ", CONSTRAINT c CHECK (a > {i})", ", b int);", "", ""},
    {"unique constraints on one column", ALL, 1, "CREATE TABLE t (a int", ", UNIQUE (a)", ");", "", ""},
    {"foreign keys of one column", ALL, 1, "CREATE TABLE t (a int PRIMARY KEY);CREATE TABLE u (a int", ", FOREIGN KEY (a) REFERENCES t (a)", ");", "", ""},
    {"foreign keys to one table", ALL, 1, "CREATE TABLE t (a int PRIMARY KEY);", "CREATE TABLE t{i} (a int REFERENCES t (a));\n", "", "", ""},
    {"foreign keys to tables not there yet", ALL, 1, "", "CREATE TABLE t{i} (a int, FOREIGN KEY (a) REFERENCES u{i} (a));\n", "", "CREATE TABLE u{i} (a int PRIMARY KEY);\n", ""},
    {"a chain of foreign keys", ALL, 1, "", "CREATE TABLE t{i} (a int PRIMARY KEY REFERENCES t{h} (a));\n", "", "", ""},
    {"foreign keys added", P | M, 1, "CREATE TABLE t (a int PRIMARY KEY, b int);", "ALTER TABLE t ADD FOREIGN KEY (b) REFERENCES t (a);\n", "", "", ""},
    {"indexes", ALL, 1, "CREATE TABLE t (a int);", "CREATE INDEX i{i} ON t (a);\n", "", "", ""},
    {"indexes without a name", P, 1, "CREATE TABLE t (a int);", "CREATE INDEX ON t (a);\n", "", "", ""},
    {"indexes in a table", M, 1, "CREATE TABLE t (a int", ", KEY k{i} (a)", ");", "", ""},
    {"indexes made and dropped", ALL, 1, "CREATE TABLE t (a int);", "CREATE INDEX i{i} ON t (a);", "", "DROP INDEX i{i};", ""},
    {"columns added", ALL, 1, "CREATE TABLE t (a int);", "ALTER TABLE t ADD COLUMN c{i} int;\n", "", "", ""},
    {"columns added first", M, 1, "CREATE TABLE t (a int);", "ALTER TABLE t ADD COLUMN c{i} int FIRST;\n", "", "", ""},
    {"columns added after one", M, 1, "CREATE TABLE t (a int);", "ALTER TABLE t ADD COLUMN c{i} int AFTER a;\n", "", "", ""},
    {"columns added and dropped", ALL, 1, "CREATE TABLE t (a int);", "ALTER TABLE t ADD COLUMN c{i} int;\n", "", "ALTER TABLE t DROP COLUMN c{i};\n", ""},
    {"columns renamed", ALL, 1, "CREATE TABLE t (c0 int", ", c{i}x int", ");", "ALTER TABLE t RENAME COLUMN c{i}x TO d{i};\n", ""},
    {"columns changed", P, 1, "CREATE TABLE t (c int", ", c{i} int", ");", "ALTER TABLE t ALTER COLUMN c{i} SET NOT NULL;\n", ""},
    {"columns modified", M, 1, "CREATE TABLE t (c int", ", c{i} int", ");", "ALTER TABLE t MODIFY COLUMN c{i} bigint;\n", ""},
    {"defaults set", P | M, 1, "CREATE TABLE t (a int);", "ALTER TABLE t ALTER COLUMN a SET DEFAULT {i};\n", "", "", ""},
    {"constraints added and dropped", P | M, 1, "CREATE TABLE t (a int);", "ALTER TABLE t ADD CONSTRAINT c{i} CHECK (a > {i});\n", "", "ALTER TABLE t DROP CONSTRAINT c{i};\n", ""},
    {"owners", P, 1, "", "CREATE TABLE t{i} (a int);\nALTER TABLE t{i} OWNER TO o;\n", "", "", ""},
    {"LIKE in a chain", P, 1, "CREATE TABLE t0x (a int);", "CREATE TABLE t{i} (LIKE t{h});\n", "", "", ""},
    {"LIKE of one table", P, 1, "CREATE TABLE t (a int PRIMARY KEY);", "CREATE TABLE t{i} (LIKE t INCLUDING ALL);\n", "", "", ""},
    {"LIKE of one table", M, 1, "CREATE TABLE t (a int PRIMARY KEY);", "CREATE TABLE t{i} LIKE t;\n", "", "", ""},
    {"INHERITS in a chain", P, 1, "CREATE TABLE t (a int);", "CREATE TABLE t{i} () INHERITS (t{h});\n", "", "", ""},
    {"partitions", P, 1, "CREATE TABLE t (a int) PARTITION BY LIST (a);", "CREATE TABLE t{i} PARTITION OF t FOR VALUES IN ({i});\n", "", "", ""},
    {"partitions attached", P, 1, "CREATE TABLE t (a int) PARTITION BY LIST (a);", "CREATE TABLE t{i} (a int);ALTER TABLE t ATTACH PARTITION t{i} FOR VALUES IN ({i});\n", "", "", ""},
    {"partitions of a table", M, 1, "CREATE TABLE t (a int) PARTITION BY LIST (a) (PARTITION p VALUES IN (0)", ", PARTITION p{i} VALUES IN ({i})", ");", "", ""},
    {"views in a chain", ALL, 1, "CREATE TABLE t (a int); CREATE VIEW v0x AS SELECT * FROM t;", "CREATE VIEW v{i} AS SELECT * FROM v{h};\n", "", "", ""},
    {"views on one table", ALL, 1, "CREATE TABLE t (a int);", "CREATE VIEW v{i} AS SELECT * FROM t;\n", "", "", ""},
    {"views of one name", ALL, 1, "", "CREATE OR REPLACE VIEW v AS SELECT {i};\n", "", "", ""},
    {"views in the wrong order", ALL, 1, "", "CREATE VIEW v{i} AS SELECT * FROM w{i};\n", "", "CREATE VIEW w{i} AS SELECT 1;\n", ""},
    {"routines", P, 1, "", "CREATE FUNCTION f{i}() RETURNS int LANGUAGE sql AS $$ SELECT {i} $$;\n", "", "", ""},
    {"routines of one name", P, 1, "", "CREATE FUNCTION f(a t{i}) RETURNS int LANGUAGE sql AS $$ SELECT {i} $$;\n", "", "", ""},
    {"triggers", P, 1, "CREATE TABLE t (a int);", "CREATE TRIGGER r{i} BEFORE INSERT ON t EXECUTE FUNCTION f();\n", "", "", ""},
    {"triggers", M | S, 1, "CREATE TABLE t (a int);", "CREATE TRIGGER r{i} BEFORE INSERT ON t FOR EACH ROW BEGIN DELETE FROM t; END;\n", "", "", ""},
    {"comments on tables", P, 1, "", "CREATE TABLE t{i} (a int);\n", "", "COMMENT ON TABLE t{i} IS 'x';\nCOMMENT ON COLUMN t{i}.a IS 'x';\n", ""},
    {"comments on columns", P, 1, "CREATE TABLE t (c int", ", c{i} int", ");", "COMMENT ON COLUMN t.c{i} IS 'x';\n", ""},
    {"comments on constraints", P, 1, "CREATE TABLE t (a int", ", CONSTRAINT c{i} CHECK (a > {i})", ");", "COMMENT ON CONSTRAINT c{i} ON t IS 'x';\n", ""},
    {"comments on indexes", P, 1, "CREATE TABLE t (a int);", "CREATE INDEX i{i} ON t (a);", "", "COMMENT ON INDEX i{i} IS 'x';\n", ""},
    {"enum values", P, 1, "CREATE TYPE e AS ENUM ('x'", ", 'v{i}'", ");", "", ""},
    {"enum values added", P, 1, "CREATE TYPE e AS ENUM ('x');", "ALTER TYPE e ADD VALUE 'v{i}';\n", "", "", ""},
    {"enum values added before", P, 1, "CREATE TYPE e AS ENUM ('x');", "ALTER TYPE e ADD VALUE 'v{i}' BEFORE 'x';\n", "", "", ""},
    {"enum values", M, 1, "CREATE TABLE t (a enum('x'", ", 'v{i}'", "));", "", ""},
    {"enums", P, 1, "", "CREATE TYPE e{i} AS ENUM ('x');CREATE TABLE t{i} (a e{i});\n", "", "", ""},
    {"columns of one enum", P, 1, "CREATE TYPE e AS ENUM ('x'); CREATE TABLE t (c int", ", c{i} e", ");", "", ""},
    {"domains in a chain", P, 1, "CREATE DOMAIN d0x AS int;", "CREATE DOMAIN d{i} AS d{h};\n", "", "", ""},
    {"sequences", P, 1, "", "CREATE SEQUENCE s{i};\nCREATE TABLE t{i} (a int DEFAULT nextval('s{i}'));\nALTER SEQUENCE s{i} OWNED BY t{i}.a;\n", "", "", ""},
    {"serial columns", P, 1, "CREATE TABLE t (c int", ", c{i} serial", ");", "", ""},
    {"schemas", P, 1, "", "CREATE SCHEMA s{i}; CREATE TABLE s{i}.t (a int);\n", "", "", ""},
    {"search paths", P, 1, "", "CREATE SCHEMA s{i}; SET search_path = s{i}; CREATE TABLE t (a int);\n", "", "", ""},
    {"grants", P, 1, "CREATE TABLE t (a int);", "GRANT SELECT ON t TO r{i};\n", "", "", ""},
    {"policies", P, 1, "CREATE TABLE t (a int);", "CREATE POLICY p{i} ON t USING (a > {i});\n", "", "", ""},
    {"settings", ALL, 1, "", "SET x{i} = {i};\n", "", "", ""},
};
/* clang-format on */
const size_t hostile_case_count = TN_LENGTH(hostile_cases);

static void put_text(const char *text, size_t number, size_t count, struct tn_buffer *out) {
    for (const char *c = text; *c; c++) {
        bool marked = c[0] == '{' && c[1] && c[2] == '}';
        char mark = marked ? c[1] : 0;
        size_t value = mark == 'i' ? number : mark == 'h' ? number - (number > 0) : count - 1;
        if (marked)
            tn_put_number(out, (int64_t)value);
        else
            tn_put_char(out, *c);
        c += marked ? 2 : 0;
    }
}

void hostile_write(const struct hostile *row, size_t size, struct tn_buffer *out) {
    size_t count = size * row->scale;
    tn_put(out, row->head);
    for (size_t i = 0; i < count; i++)
        put_text(row->each, i, count, out);
    tn_put(out, row->middle);
    for (size_t i = 0; *row->again && i < count; i++)
        put_text(row->again, i, count, out);
    tn_put(out, row->tail);
}
