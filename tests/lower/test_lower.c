/*
 * Lowering, feature by feature: what a model of one dialect becomes in another, and what is said of
 * it. Each example is a script that is read, lowered and written.
 */
#include "harness.h"

#include "tenon/design.h"
#include "tenon/lower.h"

#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ examples */

static struct tn_model *read_script(const char *dialect, const char *script) {
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    assert_true(tn_sql_read(model, tn_slice_of(script), "example", tn_dialect_find(dialect),
                            &findings, NULL));
    tn_findings_free(&findings);
    return model;
}

static void check_whole(const struct tn_model *model) {
    struct tn_error error = {0};
    if (!tn_model_check(model, &error))
        fail_msg("%s", error.message);
}

static void has_line(const char *text, const char *line) {
    if (!strstr(text, line))
        fail_msg("\"%s\" is not in\n%s", line, text);
}

/* The lowered script has the line, and the findings have the words. NULL: there are no findings. */
static void becomes(const char *from, const char *script, const char *to, const char *line,
                    const char *words) {
    struct tn_model *model = read_script(from, script);
    struct tn_findings findings = {0};
    struct tn_buffer out = {0}, said = {0};
    struct tn_model *physical = tn_lower(model, tn_dialect_find(to), &findings);
    check_whole(physical);
    tn_sql_write(physical, tn_dialect_find(to), NULL, &out);
    tn_findings_print(&findings, &said);
    has_line(tn_buffer_text(&out), line);
    if (words)
        has_line(tn_buffer_text(&said), words);
    else
        assert_string_equal(tn_buffer_text(&said), "");
    tn_buffer_free(&out);
    tn_buffer_free(&said);
    tn_findings_free(&findings);
    tn_model_free(physical);
    tn_model_free(model);
}

struct example {
    const char *from, *script, *to, *line, *words;
};

static void all_become(const struct example *examples, size_t count) {
    for (size_t i = 0; i < count; i++)
        becomes(examples[i].from, examples[i].script, examples[i].to, examples[i].line,
                examples[i].words);
}

/* ------------------------------------------------------------------ types */

static void types_go_over_with_their_parameters(void **state) {
    static const struct {
        const char *type;
        enum tn_dialect_id from, to;
        const char *expected;
        bool exact;
    } rows[] = {
        {"varchar(20)", TN_POSTGRESQL, TN_MYSQL, "varchar(20)", true},
        {"numeric(10,2)", TN_POSTGRESQL, TN_MARIADB, "decimal(10,2)", true},
        {"numeric", TN_POSTGRESQL, TN_MYSQL, "decimal(38,10)", false},
        {"timestamp(3)", TN_POSTGRESQL, TN_MYSQL, "datetime(3)", true},
        {"timestamp", TN_POSTGRESQL, TN_MYSQL, "datetime(6)", true},
        {"timestamptz", TN_POSTGRESQL, TN_MYSQL, "datetime(6)", false},
        {"boolean", TN_POSTGRESQL, TN_MYSQL, "tinyint(1)", true},
        {"text", TN_POSTGRESQL, TN_MYSQL, "longtext", true},
        {"bytea", TN_POSTGRESQL, TN_SQLITE, "BLOB", true},
        {"uuid", TN_POSTGRESQL, TN_MYSQL, "char(36)", true},
        {"uuid", TN_POSTGRESQL, TN_MARIADB, "uuid", true},
        {"varchar(70000)", TN_POSTGRESQL, TN_MYSQL, "longtext", true},
        {"char(300)", TN_POSTGRESQL, TN_MYSQL, "varchar(300)", true},
        {"app.\"Mood\"", TN_POSTGRESQL, TN_MYSQL, "longtext", false},
        {"tinyint(1)", TN_MYSQL, TN_POSTGRESQL, "boolean", true},
        {"int unsigned", TN_MYSQL, TN_POSTGRESQL, "bigint", true},
        {"bigint unsigned", TN_MYSQL, TN_POSTGRESQL, "numeric(20,0)", true},
        {"datetime(6)", TN_MYSQL, TN_POSTGRESQL, "timestamp", true},
        {"mediumtext", TN_MYSQL, TN_POSTGRESQL, "text", true},
        {"mediumtext", TN_MYSQL, TN_MARIADB, "mediumtext", true},
        {"uuid", TN_MARIADB, TN_MYSQL, "char(36)", true},
        {"NVARCHAR(160)", TN_SQLITE, TN_POSTGRESQL, "varchar(160)", true},
        {"INTEGER(11)", TN_SQLITE, TN_POSTGRESQL, "integer", true},
        {"FLOATING POINT", TN_SQLITE, TN_POSTGRESQL, "integer", true}, /* it says "int" */
        {"", TN_SQLITE, TN_POSTGRESQL, "text", true},
    };
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(rows); i++) {
        struct tn_arena arena = {0};
        bool exact;
        const char *type = tn_lower_type(rows[i].type, tn_dialects[rows[i].from],
                                         tn_dialects[rows[i].to], &exact, &arena);
        assert_string_equal(type, rows[i].expected);
        assert_int_equal(exact, rows[i].exact);
        tn_arena_free(&arena);
    }
}

static void named_types_and_arrays(void **state) {
    static const struct example examples[] = {
        {"postgresql", "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE t (m mood NOT NULL);",
         "mysql", "m enum('sad','ok') NOT NULL", NULL},
        {"postgresql", "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE t (m mood);", "sqlite",
         "CHECK (m IN ('sad', 'ok'))", "a check keeps it to its values"},
        {"mysql", "CREATE TABLE t (m enum('sad','ok') DEFAULT 'ok');", "postgresql",
         "CREATE TYPE t_m AS ENUM ('sad', 'ok');", NULL},
        {"mysql", "CREATE TABLE t (m enum('sad','ok') DEFAULT 'ok');", "postgresql",
         "m t_m DEFAULT 'ok'", NULL},
        {"mysql", "CREATE TABLE t (m set('a','b'));", "postgresql",
         "CHECK (btrim(replace(replace(',' || m || ',', ',a,', ','), ',b,', ','), ',') = '')",
         "a check keeps it to its members"},
        {"postgresql",
         "CREATE DOMAIN age AS integer NOT NULL CHECK (VALUE >= 0); CREATE TABLE t (a age);",
         "mariadb", "a int NOT NULL,\n    CONSTRAINT CONSTRAINT_1 CHECK (a >= 0)", NULL},
        {"postgresql", "CREATE TABLE t (tags text[] DEFAULT '{}'::text[]);", "mysql",
         "tags json DEFAULT ('[]')", "its array becomes a JSON document"},
        {"mysql", "CREATE TABLE t (a decimal(5,2) unsigned);", "postgresql",
         "CONSTRAINT t_a_check CHECK (a >= 0)", "a check keeps it from going below zero"},
    };
    (void)state;
    all_become(examples, TN_LENGTH(examples));
}

/* ------------------------------------------------------------------ numbering and defaults */

static void numbering(void **state) {
    static const struct example examples[] = {
        {"postgresql", "CREATE TABLE t (id serial PRIMARY KEY);", "mysql",
         "id int NOT NULL AUTO_INCREMENT", NULL},
        {"postgresql", "CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);",
         "sqlite", "id INTEGER PRIMARY KEY AUTOINCREMENT", NULL},
        {"postgresql",
         "CREATE SEQUENCE s; CREATE TABLE t (id integer PRIMARY KEY DEFAULT "
         "nextval('public.s'::regclass));",
         "mariadb", "id int NOT NULL AUTO_INCREMENT", NULL},
        {"mysql", "CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY);", "postgresql",
         "id integer GENERATED BY DEFAULT AS IDENTITY", NULL},
        {"sqlite", "CREATE TABLE t (id INTEGER PRIMARY KEY);", "postgresql",
         "id integer GENERATED BY DEFAULT AS IDENTITY", NULL},
        {"mysql", "CREATE TABLE t (id bigint unsigned AUTO_INCREMENT PRIMARY KEY);", "sqlite",
         "id INTEGER PRIMARY KEY AUTOINCREMENT", "its numbers end at 2^63-1, as INTEGER does"},
        {"mysql", "CREATE TABLE t (id bigint unsigned PRIMARY KEY);", "sqlite",
         "id UNSIGNED BIG INT", "becomes UNSIGNED BIG INT"},
        {"postgresql", "CREATE TABLE t (a integer, n serial);", "mysql", "n int NOT NULL",
         "its rows are not numbered"},
        {"postgresql",
         "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY (START WITH 500) PRIMARY KEY);",
         "mysql", ") AUTO_INCREMENT=500;", NULL},
        {"postgresql",
         "CREATE SEQUENCE s START 7 INCREMENT 2; CREATE TABLE t (id integer PRIMARY KEY DEFAULT "
         "nextval('s'));",
         "mariadb", ") AUTO_INCREMENT=7;", "its numbers grow by 1 instead of 2"},
        {"postgresql",
         "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY (START WITH 500) PRIMARY KEY);",
         "sqlite", "AUTOINCREMENT", "its rows are numbered from 1"},
        {"mysql", "CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY) AUTO_INCREMENT=500;",
         "postgresql", "id integer GENERATED BY DEFAULT AS IDENTITY (START WITH 500)", NULL},
        {"postgresql", "CREATE SEQUENCE invoice;", "mariadb", "CREATE SEQUENCE invoice;", NULL},
    };
    (void)state;
    all_become(examples, TN_LENGTH(examples));
}

/* What is told of a type is of the one that is written. */
static void a_numbered_key_in_sqlite_is_an_integer_and_told_so(void **state) {
    struct tn_findings findings = {0};
    struct tn_buffer text = {0};
    (void)state;
    struct tn_model *model =
        read_script("mysql", "CREATE TABLE t (id bigint unsigned AUTO_INCREMENT PRIMARY KEY);");
    struct tn_model *physical = tn_lower(model, tn_dialects[TN_SQLITE], &findings);
    tn_findings_print(&findings, &text);
    assert_int_equal(findings.count, 1);
    assert_null(strstr(tn_buffer_text(&text), "UNSIGNED"));
    assert_int_equal(findings.items[0].severity, TN_INFO);
    tn_buffer_free(&text);
    tn_findings_free(&findings);
    tn_model_free(physical);
    tn_model_free(model);
}

static void defaults(void **state) {
    static const struct example examples[] = {
        {"postgresql", "CREATE TABLE t (a timestamp(3) DEFAULT now());", "mysql",
         "a datetime(3) DEFAULT CURRENT_TIMESTAMP(3)", NULL},
        {"postgresql", "CREATE TABLE t (a date DEFAULT now());", "mysql",
         "a date DEFAULT (curdate())", NULL},
        {"postgresql", "CREATE TABLE t (a boolean DEFAULT true);", "mysql",
         "a tinyint(1) DEFAULT 1", NULL},
        {"mysql", "CREATE TABLE t (a tinyint(1) DEFAULT '0');", "postgresql",
         "a boolean DEFAULT false", NULL},
        {"postgresql", "CREATE TABLE t (a uuid DEFAULT gen_random_uuid());", "mysql",
         "a char(36) DEFAULT (uuid())", NULL},
        {"postgresql", "CREATE TABLE t (a uuid DEFAULT gen_random_uuid());", "sqlite",
         "a TEXT DEFAULT (lower(hex(randomblob(4))", NULL},
        {"postgresql", "CREATE TABLE t (a text DEFAULT 'x'::character varying);", "mysql",
         "a longtext DEFAULT ('x')", NULL},
        {"sqlite", "CREATE TABLE t (a DATETIME DEFAULT (datetime('now')));", "postgresql",
         "a timestamp DEFAULT CURRENT_TIMESTAMP", NULL},
        {"mysql", "CREATE TABLE t (a datetime DEFAULT '0000-00-00 00:00:00');", "postgresql",
         "a timestamp(0)\n", "is left out"},
        {"postgresql", "CREATE TABLE t (a timestamptz DEFAULT '2024-01-01 00:00:00+00');", "mysql",
         "DEFAULT '2024-01-01 00:00:00'", "timestamptz becomes datetime(6)"},
        {"mysql", "CREATE TABLE t (a datetime ON UPDATE CURRENT_TIMESTAMP);", "sqlite",
         "AFTER UPDATE ON t WHEN NEW.a IS OLD.a", "the trigger t_a_on_update sets it"},
        {"mysql", "CREATE TABLE t (a datetime ON UPDATE CURRENT_TIMESTAMP);", "postgresql",
         "CREATE TRIGGER t_a_on_update BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION "
         "set_a_on_update();",
         "the trigger t_a_on_update sets it"},
    };
    (void)state;
    all_become(examples, TN_LENGTH(examples));
}

/* ------------------------------------------------------------------ expressions */

static void checks(void **state) {
    static const struct example examples[] = {
        {"postgresql",
         "CREATE TABLE t (a text CHECK (((a)::text = ANY ((ARRAY['x'::character varying, "
         "'y'::character varying])::text[]))));",
         "mysql", "CHECK (a IN ('x', 'y'))", NULL},
        {"postgresql", "CREATE TABLE t (\"Order\" int CHECK (\"Order\" > 0));", "mariadb",
         "CHECK (`Order` > 0)", NULL},
        {"postgresql", "CREATE TABLE t (a text CHECK (length(a) > 3));", "mysql",
         "CHECK (char_length(a) > 3)", NULL},
        {"postgresql", "CREATE TABLE t (a text CHECK (a ~ '^x'));", "mysql",
         "CHECK (regexp_like(a, '^x', 'c'))", NULL},
        {"postgresql", "CREATE TABLE t (a text CHECK (a ~ '^x'));", "sqlite", "a TEXT\n)",
         "it is left out because of ~: SQLite has no words for it"},
        {"mysql", "CREATE TABLE t (a tinyint(1), CHECK (a = 1));", "postgresql", "CHECK (a = true)",
         NULL},
        {"mysql", "CREATE TABLE t (a tinyint(1), CHECK (a < 2));", "postgresql", "a boolean\n)",
         "it is left out because of a comparison of unlike types"},
        {"mysql", "CREATE TABLE t (d json, n int AS (d->>'$.a.n') STORED);", "postgresql",
         "n integer GENERATED ALWAYS AS (CAST((d -> 'a') ->> 'n' AS integer)) STORED", NULL},
        {"mysql", "CREATE TABLE t (d json, n int AS (d->>'$.n') STORED);", "mariadb",
         "(json_unquote(json_extract(d, '$.n')))", NULL},
        {"mysql", "CREATE TABLE t (d json, n datetime AS (d->>'$.n') STORED);", "postgresql",
         "n timestamp(0)\n", "it becomes an ordinary column because of the type of its value"},
        {"postgresql", "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) STORED);",
         "sqlite", "b INTEGER GENERATED ALWAYS AS (a * 2) STORED", NULL},
    };
    (void)state;
    all_become(examples, TN_LENGTH(examples));
}

/* ------------------------------------------------------------------ keys and indexes */

static void partial_indexes(void **state) {
    static const char unique[] =
        "CREATE TABLE t (a int, b int); CREATE UNIQUE INDEX u ON t (a) WHERE b IS NULL;";
    static const struct example examples[] = {
        {"postgresql", unique, "sqlite", "CREATE UNIQUE INDEX u ON t (a) WHERE b IS NULL;", NULL},
        {"postgresql", unique, "mysql", "UNIQUE KEY u ((CASE WHEN b IS NULL THEN a END))",
         "its condition becomes a part of what it indexes"},
        {"postgresql", unique, "mariadb",
         "u_value int GENERATED ALWAYS AS (CASE WHEN b IS NULL THEN a END) VIRTUAL INVISIBLE",
         "what it indexes is computed in the column u_value"},
        {"postgresql",
         "CREATE TABLE t (a int); CREATE UNIQUE INDEX u ON t (a) WHERE a IS NOT NULL;", "mysql",
         "UNIQUE KEY u (a)", "its condition is left out: nulls are never equal anyway"},
        {"postgresql", "CREATE TABLE t (a int, b text); CREATE INDEX i ON t (a) WHERE b ~ '\\y';",
         "mysql", "KEY i (a)", "it holds all rows, not only some"},
        {"postgresql",
         "CREATE TABLE t (a int, b text); CREATE UNIQUE INDEX i ON t (a) WHERE b ~ '\\y';", "mysql",
         "b longtext\n)", "it is left out because of its condition"},
        {"postgresql", "CREATE TABLE t (a text); CREATE UNIQUE INDEX i ON t (lower(a));", "mariadb",
         "UNIQUE KEY i (i_value)", "what it indexes is computed in the column i_value"},
    };
    (void)state;
    all_become(examples, TN_LENGTH(examples));
}

static void indexes(void **state) {
    static const struct example examples[] = {
        {"postgresql", "CREATE TABLE t (a text); CREATE INDEX i ON t (a);", "mysql",
         "KEY i (a(255))", "the first 255 characters"},
        {"postgresql", "CREATE TABLE t (a text UNIQUE);", "mysql", "a varchar(255)",
         "instead of longtext, to stand in a key"},
        {"postgresql", "CREATE TABLE t (a jsonb); CREATE INDEX i ON t USING gin (a);", "mariadb",
         "a json\n)", "it is left out because of its method"},
        {"postgresql", "CREATE TABLE t (a text); CREATE INDEX i ON t (lower(a));", "mysql",
         "KEY i ((lower(a)))", NULL},
        {"postgresql", "CREATE TABLE t (a text); CREATE INDEX i ON t (lower(a));", "mariadb",
         "a longtext\n)", "it is left out because of what it indexes"},
        {"postgresql", "CREATE TABLE t (a int, b int); CREATE INDEX i ON t ((a + b));", "mariadb",
         "KEY i (i_value)", "what it indexes is computed in the column i_value"},
        {"postgresql", "CREATE TABLE t (a int, b int, UNIQUE (a) INCLUDE (b));", "sqlite",
         "UNIQUE (a)", "carries along are left out"},
        {"mysql", "CREATE TABLE t (a text, UNIQUE KEY u (a(10)));", "sqlite",
         "CREATE UNIQUE INDEX u ON t (substr(a, 1, 10));",
         "the beginning of a becomes an expression"},
        {"mysql", "CREATE TABLE t (a int, KEY k (a)); CREATE TABLE s (a int, KEY k (a));",
         "postgresql", "CREATE INDEX s_k ON s (a);", "its name k is taken, so it becomes s_k"},
    };
    (void)state;
    all_become(examples, TN_LENGTH(examples));
}

static void foreign_keys(void **state) {
    static const struct example examples[] = {
        {"postgresql",
         "CREATE TABLE p (id integer PRIMARY KEY);"
         "CREATE TABLE c (p smallint REFERENCES p (id) DEFERRABLE);",
         "mysql", "p int,", "its type becomes that of p.id"},
        {"postgresql",
         "CREATE TABLE p (id integer PRIMARY KEY);"
         "CREATE TABLE c (p integer NOT NULL REFERENCES p (id) ON DELETE SET NULL);",
         "mysql", "REFERENCES p (id)\n)", "SET NULL becomes NO ACTION"},
        {"mysql",
         "CREATE TABLE p (id int PRIMARY KEY, n int, KEY (n));"
         "CREATE TABLE c (n int, FOREIGN KEY (n) REFERENCES p (n));",
         "postgresql", "n integer\n)", "what it refers to is not unique"},
        {"postgresql",
         "CREATE TABLE p (a int, b int, PRIMARY KEY (a, b));"
         "CREATE TABLE c (x int, y int, FOREIGN KEY (x, y) REFERENCES p (b, a));",
         "mysql", "FOREIGN KEY (y, x) REFERENCES p (a, b)", NULL},
    };
    (void)state;
    all_become(examples, TN_LENGTH(examples));
}

/* ------------------------------------------------------------------ whole objects */

static void objects(void **state) {
    static const struct example examples[] = {
        {"postgresql", "CREATE SCHEMA app; CREATE TABLE app.t (a int);", "mysql",
         "CREATE TABLE app_t (", "as the beginning of theirs"},
        {"postgresql", "CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t;", "sqlite",
         "CREATE VIEW v AS\nSELECT a\nFROM t;", NULL},
        {"postgresql",
         "CREATE SCHEMA app; CREATE TABLE app.t (a int); CREATE VIEW app.v AS SELECT a FROM app.t;"
         "CREATE VIEW w AS SELECT v.a FROM app.v;",
         "mysql", "CREATE VIEW w AS\nSELECT v.a\nFROM app_v v;", "as the beginning of theirs"},
        {"postgresql", "CREATE TABLE t (a int); CREATE VIEW v AS SELECT a AS id, * FROM t;",
         "mysql", "SELECT a AS id,\n    t.*\nFROM t;", NULL},
        {"postgresql",
         "CREATE TABLE t (a int); CREATE VIEW v AS SELECT 1, * FROM t JOIN t u USING (a);", "mysql",
         "CREATE TABLE t (", "left out because of * behind other columns"},
        {"postgresql",
         "CREATE TABLE t (a int); CREATE VIEW v AS SELECT row_number() OVER w FROM t WINDOW w "
         "AS ();",
         "sqlite", "CREATE TABLE t (",
         "v: warning: this view is left out because of a window with a name: SQLite has no words"},
        {"mysql", "CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t;", "mariadb",
         "CREATE VIEW v AS", NULL},
        {"postgresql",
         "CREATE TABLE l (d date) PARTITION BY RANGE (d);"
         "CREATE TABLE l1 PARTITION OF l FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');",
         "mysql", "CREATE TABLE l (\n    d date\n);",
         "l1: info: it is left out: its rows are in l"},
        {"mysql", "CREATE TABLE t (a int COMMENT 'one', b int COMMENT 'two');", "sqlite",
         "a INTEGER,", "t.b: info: its comment is left out"},
    };
    (void)state;
    all_become(examples, TN_LENGTH(examples));
}

/* Each was looked up as the other, without end. */
static void columns_of_a_view_that_only_name_each_other(void **state) {
    static const struct example examples[] = {
        {"postgresql", "CREATE TABLE t (c int); CREATE VIEW v AS SELECT a + b AS b, b AS a FROM t;",
         "sqlite", "CREATE TABLE t (", "v: warning: this view is left out because of a"},
        {"postgresql", "CREATE TABLE t (c int); CREATE VIEW v AS SELECT a + 1 FROM t;", "mysql",
         "CREATE TABLE t (", "v: warning: this view is left out because of a"},
        {"postgresql", "CREATE TABLE t (c int); CREATE VIEW v AS SELECT c AS x FROM t ORDER BY x;",
         "mysql", "ORDER BY x", NULL},
    };
    (void)state;
    all_become(examples, TN_LENGTH(examples));
}

/* ------------------------------------------------------------------ names */

static void names_of_tables_and_columns(void **state) {
    static const char long_name[] =
        "a_table_whose_name_is_just_as_long_as_mysql_takes_it_and_no_more_";
    static const struct example examples[] = {
        {"postgresql",
         "CREATE TABLE t (name int, \"Name\" int, CHECK (\"Name\" > name));"
         "CREATE VIEW v AS SELECT \"Name\" FROM t;",
         "mysql", "CHECK (Name_da515778 > name)",
         "its name differs from another in letter case only, so it becomes Name_da515778"},
        {"postgresql", "CREATE TABLE t (a int); CREATE TABLE \"T\" (b int);", "sqlite",
         "CREATE TABLE T_", "its name differs from another in letter case only"},
        {"postgresql", "CREATE TABLE t (a int); CREATE TABLE \"T\" (b int);", "postgresql",
         "CREATE TABLE \"T\" (", NULL},
    };
    (void)state;
    all_become(examples, TN_LENGTH(examples));
    assert_int_equal(strlen(long_name), 65);
    char script[200];
    snprintf(script, sizeof script,
             "CREATE TABLE %.64s (a int, CHECK (a > 0)); CREATE VIEW v AS SELECT a FROM %.64s;",
             long_name, long_name);
    becomes("mysql", script, "postgresql",
            "FROM a_table_whose_name_is_just_as_long_as_mysql_takes_it_a_59fe1d5d", "is too long");
}

static void names_are_those_the_server_would_give(void **state) {
    static const struct example examples[] = {
        {"postgresql", "CREATE TABLE t (a int UNIQUE, b int UNIQUE, UNIQUE (a, b));", "postgresql",
         "CONSTRAINT t_a_b_key UNIQUE (a, b)", NULL},
        {"postgresql", "CREATE TABLE t (a int); CREATE INDEX ON t (a); CREATE INDEX ON t (a);",
         "postgresql", "CREATE INDEX t_a_idx1 ON t (a);", NULL},
        {"postgresql", "CREATE TABLE t (a int, b int, CHECK (a < b), CHECK (a > 0));", "postgresql",
         "CONSTRAINT t_check CHECK (a < b),\n    CONSTRAINT t_a_check CHECK (a > 0)", NULL},
        {"postgresql",
         "CREATE TABLE a_table_with_a_long_name_indeed (another_column_with_a_long_name_too int"
         " UNIQUE);",
         "postgresql",
         "CONSTRAINT a_table_with_a_long_name_inde_another_column_with_a_long_na_key\n        "
         "UNIQUE",
         NULL},
        {"mysql", "CREATE TABLE t (a int, b int, UNIQUE (a), UNIQUE (a, b));", "mysql",
         "UNIQUE KEY a_2 (a, b)", NULL},
        {"mysql",
         "CREATE TABLE p (id int PRIMARY KEY);"
         "CREATE TABLE t (a int, FOREIGN KEY (a) REFERENCES p (id));",
         "mysql", "KEY a (a),\n    CONSTRAINT t_ibfk_1 FOREIGN KEY (a) REFERENCES p (id)", NULL},
        {"sqlite", "CREATE TABLE t (a INT UNIQUE);", "sqlite", "    UNIQUE (a)\n", NULL},
    };
    (void)state;
    all_become(examples, TN_LENGTH(examples));
}

static void a_name_that_is_too_long_ends_in_a_hash(void **state) {
    (void)state;
    struct tn_model *model = read_script("postgresql", "CREATE TABLE t (a int UNIQUE);");
    struct tn_entity *t = tn_find_entity(model, "t");
    struct tn_arena arena = {0};
    t->name = tn_text(model, "this_is_a_name_that_is_as_long_as_any_name_may_be_in_postgresql");
    const char *name =
        tn_lower_name("uq_{table}_{columns}", t->keys.first, tn_dialect_find("pg"), &arena);
    assert_int_equal(strlen(name), 63);
    assert_true(tn_starts_with(name, "uq_this_is_a_name_that_is_as_long_as_any_name_may_be_i_"));
    assert_string_equal(
        name, tn_lower_name("uq_{table}_{columns}", t->keys.first, tn_dialect_find("pg"), &arena));
    tn_arena_free(&arena);
    tn_model_free(model);
}

static void the_projects_templates_come_first(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    struct tn_entity *t = tn_add(model, TN_entity, model->project, "t");
    struct tn_attribute *a = tn_add(model, TN_attribute, t, "a");
    struct tn_key *key = tn_add(model, TN_key, t, "");
    tn_refs_append(model, &key->attributes, a);
    model->project->name_unique = tn_text(model, tn_default_naming.unique);
    struct tn_model *physical = tn_lower(model, NULL, NULL);
    const struct tn_entity *made = tn_find_entity(physical, "t");
    assert_string_equal(((struct tn_key *)made->keys.first)->name, "uq_t_a");
    tn_model_free(physical);
    tn_model_free(model);
}

/* ------------------------------------------------------------------ junctions */

static struct tn_model *blog(void) {
    struct tn_model *model =
        read_script("postgresql", "CREATE TABLE posts (id integer PRIMARY KEY);"
                                  "CREATE TABLE tags (name text PRIMARY KEY, color text);");
    struct tn_relationship *r = tn_add(model, TN_relationship, tn_find_entity(model, "posts"), "");
    r->target = tn_find_entity(model, "tags");
    r->parent_cardinality = r->child_cardinality = TN_cardinality_zero_or_many;
    return model;
}

static const char junction[] = "CREATE TABLE posts_tags (\n"
                               "    post_id  integer NOT NULL,\n"
                               "    tag_name text    NOT NULL,\n"
                               "    CONSTRAINT posts_tags_pkey PRIMARY KEY (post_id, tag_name),\n"
                               "    CONSTRAINT posts_tags_post_id_fkey FOREIGN KEY (post_id)\n"
                               "        REFERENCES posts (id) ON DELETE CASCADE,\n"
                               "    CONSTRAINT posts_tags_tag_name_fkey FOREIGN KEY (tag_name)\n"
                               "        REFERENCES tags (name) ON DELETE CASCADE\n"
                               ");\n";

static void a_many_to_many_relationship_becomes_a_junction_entity(void **state) {
    (void)state;
    struct tn_model *model = blog();
    struct tn_model *one = tn_lower(model, NULL, NULL), *two = tn_lower(model, NULL, NULL);
    struct tn_buffer out = {0};
    check_whole(one);
    tn_sql_write(one, tn_dialect_of(one), NULL, &out);
    has_line(out.at, junction);
    assert_int_equal(tn_find_entity(one, "posts_tags")->id, tn_find_entity(two, "posts_tags")->id);
    tn_buffer_free(&out);
    tn_model_free(one);
    tn_model_free(two);
    tn_model_free(model);
}

/* ------------------------------------------------------------------ the same, and one alone */

static void one_entity_is_written_as_in_the_whole(void **state) {
    (void)state;
    struct tn_model *model =
        read_script("postgresql", "CREATE SCHEMA app; CREATE TYPE app.mood AS ENUM ('sad', 'ok');"
                                  "CREATE TABLE app.p (id integer PRIMARY KEY, m app.mood);"
                                  "CREATE TABLE app.c (id integer PRIMARY KEY, m app.mood NOT NULL,"
                                  " p integer REFERENCES app.p);"
                                  "CREATE INDEX ON app.c (p);");
    const struct tn_entity *c = tn_find_entity(model, "c");
    for (size_t d = 0; d < TN_DIALECT_COUNT; d++) {
        struct tn_buffer alone = {0}, whole = {0};
        struct tn_model *small = tn_lower_entity(model, c, tn_dialects[d]);
        struct tn_model *all = tn_lower(model, tn_dialects[d], NULL);
        tn_sql_write_entity((void *)tn_find_id(small, c->id), tn_dialects[d], &alone);
        tn_sql_write_entity((void *)tn_find_id(all, c->id), tn_dialects[d], &whole);
        check_whole(small);
        assert_string_equal(alone.at, whole.at);
        tn_buffer_free(&alone);
        tn_buffer_free(&whole);
        tn_model_free(small);
        tn_model_free(all);
    }
    tn_model_free(model);
}

static void ids_stay(void **state) {
    (void)state;
    struct tn_model *model = read_script("postgresql", "CREATE TABLE t (a text UNIQUE);");
    struct tn_model *physical = tn_lower(model, tn_dialect_find("mysql"), NULL);
    TN_EACH_OF(model, attribute, attribute)
    assert_non_null(tn_find_id(physical, attribute->id));
    TN_EACH_OF(model, key, key)
    assert_non_null(tn_find_id(physical, key->id));
    assert_int_equal(physical->project->id, model->project->id);
    tn_model_free(physical);
    tn_model_free(model);
}

/* ------------------------------------------------------------------ the type table */

static void every_type_row_has_its_help(void **state) {
    (void)state;
    for (size_t i = 0; i < tn_type_row_count; i++) {
        const struct tn_type_row *row = &tn_type_rows[i];
        assert_true(*row->help);
        assert_true((row->lossy != 0) == (*row->loss != 0));
        for (size_t d = 0; d < TN_DIALECT_COUNT; d++)
            assert_true(*row->spelling[d]);
    }
}

/* The parameters of a row with numbers in their place: varchar(n) is varchar(12). */
static const char *with_numbers(const char *spelling, struct tn_arena *arena) {
    struct tn_buffer out = {0};
    for (const char *c = spelling; *c; c++) {
        bool parameter =
            c > spelling && strchr("(,", c[-1]) && strchr("nps", *c) && c[1] && strchr(",)", c[1]);
        tn_put(&out, !parameter ? "" : *c == 's' ? "3" : *c == 'p' ? "6" : "12");
        if (!parameter)
            tn_put_char(&out, *c);
    }
    const char *result = tn_arena_text(arena, out.at, out.length);
    tn_buffer_free(&out);
    return result;
}

/* How many types of the one become this type of the other: where it is one only, it must come back
 * as it was. */
static size_t types_that_become(const char *type, const struct tn_dialect *from,
                                const struct tn_dialect *to, struct tn_arena *arena) {
    struct tn_text_map seen = {0};
    size_t count = 0;
    for (size_t i = 0; i < tn_type_row_count; i++) {
        const char *other = with_numbers(tn_type_rows[i].spelling[from->id], arena);
        if (tn_text_map_get(&seen, other) ||
            strcmp(tn_lower_type(other, from, to, NULL, arena), type) != 0)
            continue;
        tn_text_map_put(&seen, other, &seen);
        count++;
    }
    tn_text_map_free(&seen);
    return count;
}

/* Every value of these goes over, and back, but into a type of another name. */
static const struct {
    enum tn_dialect_id from;
    const char *types; /* separated by blanks */
    const char *why;
} wanderers[] = {
    {TN_POSTGRESQL, "oid xid name money uuid", "what stands for them stands for itself first"},
    {TN_POSTGRESQL, "timestamp(0)", "SQLite's DATETIME has a fraction of seconds"},
    {TN_POSTGRESQL, "geometry", "not every PostgreSQL has PostGIS"},
    {TN_MYSQL, "timestamp timestamp(6)", "PostgreSQL's moments go beyond 2038"},
    {TN_MARIADB, "timestamp timestamp(6)", "PostgreSQL's moments go beyond 2038"},
    {TN_MYSQL, "decimal datetime", "the target writes the digits"},
    {TN_MARIADB, "decimal datetime uuid inet4 inet6", "the target writes the digits, or has text"},
    {TN_SQLITE, "UUID JSON", "their affinity would make numbers of some texts"},
    {TN_SQLITE, "TINYINT+UNSIGNED SMALLINT+UNSIGNED INTEGER+UNSIGNED INT+UNSIGNED",
     "SQLite checks no sign"},
};

static bool is_wanderer(enum tn_dialect_id from, const char *type) {
    for (size_t i = 0; i < TN_LENGTH(wanderers); i++)
        for (const char *at = wanderers[i].types; wanderers[i].from == from && *at;) {
            size_t length = strcspn(at, " "), k = 0;
            while (k < length && (at[k] == type[k] || (at[k] == '+' && type[k] == ' ')))
                k++;
            if (k == length && !type[k])
                return true;
            at += length + (at[length] == ' ');
        }
    return false;
}

/* There, back and there again is the same as there; and where nothing else becomes that type, back
 * is where it came from. */
static bool comes_back(const char *type, const struct tn_dialect *from,
                       const struct tn_dialect *to) {
    struct tn_arena arena = {0};
    bool exact;
    const char *there = tn_lower_type(type, from, to, &exact, &arena);
    const char *back = tn_lower_type(there, to, from, NULL, &arena);
    const char *again = tn_lower_type(back, from, to, NULL, &arena);
    bool alone = types_that_become(there, from, to, &arena) == 1;
    bool good = !exact || (strcmp(again, there) == 0 && (!alone || strcmp(back, type) == 0));
    if (!good && !is_wanderer(from->id, type))
        fail_msg("%s of %s becomes %s in %s, %s there again, %s at last", type, from->title, there,
                 to->title, back, again);
    tn_arena_free(&arena);
    return good;
}

static void types_come_back(void **state) {
    struct tn_arena arena = {0};
    (void)state;
    for (size_t i = 0; i < tn_type_row_count; i++)
        for (size_t from = 0; from < TN_DIALECT_COUNT; from++) {
            const char *type = with_numbers(tn_type_rows[i].spelling[from], &arena);
            size_t good = 0;
            for (size_t to = 0; to < TN_DIALECT_COUNT; to++)
                good += from == to || comes_back(type, tn_dialects[from], tn_dialects[to]);
            if (good == TN_DIALECT_COUNT && is_wanderer((enum tn_dialect_id)from, type))
                fail_msg("%s of %s comes back from everywhere", type, tn_dialects[from]->title);
        }
    tn_arena_free(&arena);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_go_over_with_their_parameters),
        cmocka_unit_test(named_types_and_arrays),
        cmocka_unit_test(numbering),
        cmocka_unit_test(a_numbered_key_in_sqlite_is_an_integer_and_told_so),
        cmocka_unit_test(defaults),
        cmocka_unit_test(checks),
        cmocka_unit_test(partial_indexes),
        cmocka_unit_test(indexes),
        cmocka_unit_test(foreign_keys),
        cmocka_unit_test(objects),
        cmocka_unit_test(columns_of_a_view_that_only_name_each_other),
        cmocka_unit_test(names_of_tables_and_columns),
        cmocka_unit_test(names_are_those_the_server_would_give),
        cmocka_unit_test(a_name_that_is_too_long_ends_in_a_hash),
        cmocka_unit_test(the_projects_templates_come_first),
        cmocka_unit_test(a_many_to_many_relationship_becomes_a_junction_entity),
        cmocka_unit_test(one_entity_is_written_as_in_the_whole),
        cmocka_unit_test(ids_stay),
        cmocka_unit_test(every_type_row_has_its_help),
        cmocka_unit_test(types_come_back),
    };
    return tn_test_run("lower", tests);
}
