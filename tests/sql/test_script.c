/*
 * The styles of a script: terse, part of a schema, one that may run twice, one that drops first;
 * each as text and on the server.
 */
#include "servers.h"

#include "tenon/lower.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ writing */

static struct tn_model *read_text(const char *sql, const char *dialect) {
    struct tn_model *model = tn_model_new(1, 0);
    struct tn_findings findings = {0};
    tn_sql_read(model, tn_slice_of(sql), NULL, tn_dialect_find(dialect), &findings, NULL);
    tn_findings_free(&findings);
    return model;
}

static char *script_of(const char *sql, const char *dialect, struct tn_sql_style style) {
    struct tn_model *model = read_text(sql, dialect);
    struct tn_model *physical = tn_lower(model, NULL, NULL);
    struct tn_buffer out = {0};
    if (style.terse)
        tn_lower_terse(physical, tn_dialect_find(dialect));
    tn_sql_write(physical, tn_dialect_find(dialect), &style, &out);
    tn_model_free(physical);
    tn_model_free(model);
    return out.at ? out.at : tn_duplicate("");
}

static void expect(const char *sql, const char *dialect, struct tn_sql_style style,
                   const char *script) {
    char *text = script_of(sql, dialect, style);
    assert_string_equal(text, script);
    free(text);
}

/* ------------------------------------------------------------------ terse */

static const struct tn_sql_style terse = {.terse = true};

static void a_terse_script_has_keys_in_the_lines_of_their_columns(void **state) {
    (void)state;
    expect("CREATE TABLE city (id integer PRIMARY KEY, name text NOT NULL UNIQUE);"
           "CREATE TABLE person (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
           " city integer REFERENCES city ON DELETE CASCADE, height double precision,"
           " twin bigint, born date NOT NULL, vip boolean NOT NULL DEFAULT false,"
           " CONSTRAINT no_twin FOREIGN KEY (twin) REFERENCES person (id),"
           " CHECK (height > 0), UNIQUE (city, born));",
           "postgresql", terse,
           "CREATE TABLE city (id int PRIMARY KEY, name text NOT NULL UNIQUE);\n"
           "CREATE TABLE person (\n"
           "  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n"
           "  city int REFERENCES city ON DELETE CASCADE,\n"
           "  height float8,\n"
           "  twin bigint,\n"
           "  born date NOT NULL,\n"
           "  vip bool NOT NULL DEFAULT false,\n"
           "  UNIQUE (city, born),\n"
           "  CONSTRAINT no_twin FOREIGN KEY (twin) REFERENCES person (id),\n"
           "  CHECK (height > 0)\n"
           ");\n");
}

static void mysql_reads_no_references_in_the_line_of_a_column(void **state) {
    (void)state;
    expect("CREATE TABLE a (id int PRIMARY KEY, b int UNIQUE, KEY b_2 (b),"
           " FOREIGN KEY (b) REFERENCES a (id));"
           "CREATE TABLE c (id int PRIMARY KEY, UNIQUE KEY id (id));",
           "mysql", terse,
           "CREATE TABLE a (id int PRIMARY KEY, b int UNIQUE, KEY (b),"
           " FOREIGN KEY (b) REFERENCES a (id));\n"
           "CREATE TABLE c (id int PRIMARY KEY, UNIQUE KEY (id));\n");
}

static void a_name_that_the_server_would_not_give_stays(void **state) {
    (void)state;
    expect("CREATE TABLE t (a int, b int, CONSTRAINT t_a_key UNIQUE (a),"
           " CONSTRAINT t_b_unique UNIQUE (b), CONSTRAINT t_check CHECK (a > b));"
           "COMMENT ON CONSTRAINT t_a_key ON t IS 'spoken of by its name';",
           "postgresql", terse,
           "CREATE TABLE t (\n"
           "  a int,\n"
           "  b int,\n"
           "  CONSTRAINT t_a_key UNIQUE (a),\n"
           "  CONSTRAINT t_b_unique UNIQUE (b),\n"
           "  CHECK (a > b)\n"
           ");\n"
           "COMMENT ON CONSTRAINT t_a_key ON t IS 'spoken of by its name';\n");
}

/* ------------------------------------------------------------------ parts of a schema */

static const char shop[] =
    "CREATE SCHEMA sales;"
    "CREATE TYPE mood AS ENUM ('sad', 'glad');"
    "CREATE SEQUENCE owned;"
    "CREATE TABLE customer (id integer PRIMARY KEY, m mood);"
    "CREATE TABLE sales.orders (id integer PRIMARY KEY DEFAULT nextval('owned'),"
    " customer integer REFERENCES customer (id));"
    "CREATE TABLE sales.lines (id integer PRIMARY KEY, o integer REFERENCES sales.orders (id));"
    "CREATE INDEX by_customer ON sales.orders (customer);"
    "ALTER SEQUENCE owned OWNED BY sales.orders.id;"
    "CREATE VIEW v AS SELECT id FROM customer;"
    "COMMENT ON TABLE customer IS 'who buys';"
    "COMMENT ON TABLE sales.orders IS 'what was ordered';"
    "GRANT SELECT ON sales.orders TO PUBLIC;"
    "GRANT SELECT ON customer TO PUBLIC;";

static void expect_only(const char *pattern, size_t names, const char *script) {
    struct tn_model *model = read_text(shop, "postgresql");
    struct tn_model *physical = tn_lower(model, NULL, NULL);
    struct tn_id_map chosen = {0};
    struct tn_buffer out = {0};
    assert_int_equal(tn_sql_choose(model, pattern, &chosen), names);
    tn_sql_write(physical, tn_dialect_of(model), &(struct tn_sql_style){.only = &chosen}, &out);
    assert_string_equal(tn_buffer_text(&out), script);
    tn_id_map_free(&chosen);
    tn_buffer_free(&out);
    tn_model_free(physical);
    tn_model_free(model);
}

static void a_table_brings_what_lives_with_it(void **state) {
    (void)state;
    expect_only(
        "orders", 1,
        "CREATE SEQUENCE owned;\n"
        "\n"
        "CREATE TABLE sales.orders (\n"
        "    id       integer NOT NULL DEFAULT nextval('owned'),\n"
        "    customer integer,\n"
        "    CONSTRAINT orders_pkey PRIMARY KEY (id)\n"
        ");\n"
        "\n"
        "CREATE INDEX by_customer ON sales.orders (customer);\n"
        "\n"
        "ALTER TABLE sales.orders\n"
        "    ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer) REFERENCES customer "
        "(id);\n"
        "\n"
        "ALTER SEQUENCE owned OWNED BY sales.orders.id;\n"
        "\n"
        "COMMENT ON TABLE sales.orders IS 'what was ordered';\n"
        "\n"
        "GRANT SELECT ON sales.orders TO PUBLIC;\n");
}

static void names_have_stars_and_schemas(void **state) {
    (void)state;
    expect_only("V", 1, "CREATE VIEW v AS\nSELECT id FROM customer;\n");
    expect_only("public.mo?d", 1, "CREATE TYPE mood AS ENUM ('sad', 'glad');\n");
    expect_only("sales.line*", 1,
                "CREATE TABLE sales.lines (\n"
                "    id integer NOT NULL,\n"
                "    o  integer,\n"
                "    CONSTRAINT lines_pkey PRIMARY KEY (id)\n"
                ");\n"
                "\n"
                "ALTER TABLE sales.lines\n"
                "    ADD CONSTRAINT lines_o_fkey FOREIGN KEY (o) REFERENCES sales.orders (id);\n");
    expect_only("nothing", 0, "");
}

static void a_schema_is_chosen_with_all_in_it(void **state) {
    (void)state;
    struct tn_model *model = read_text(shop, "postgresql");
    struct tn_id_map chosen = {0};
    struct tn_buffer out = {0};
    assert_int_equal(tn_sql_choose(model, "sales", &chosen), 1);
    tn_sql_write(model, tn_dialect_of(model), &(struct tn_sql_style){.only = &chosen}, &out);
    assert_non_null(strstr(out.at, "CREATE SCHEMA sales;"));
    assert_non_null(strstr(out.at, "CREATE TABLE sales.orders"));
    assert_non_null(strstr(out.at, "CREATE TABLE sales.lines"));
    assert_null(strstr(out.at, "CREATE TABLE customer"));
    tn_id_map_free(&chosen);
    tn_buffer_free(&out);
    tn_model_free(model);
}

/* ------------------------------------------------------------------ scripts that run twice */

static const struct {
    const char *dialect, *sql;
} schemas[] = {
    {"postgresql",
     "CREATE SCHEMA s; CREATE TYPE mood AS ENUM ('sad', 'glad');"
     "CREATE DOMAIN year AS integer CHECK (VALUE > 1900); CREATE SEQUENCE q;"
     "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;"
     "CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1';"
     "CREATE AGGREGATE total(integer) (sfunc = int4pl, stype = integer);"
     "CREATE TABLE a (id integer PRIMARY KEY, b integer, m mood, y year);"
     "CREATE TABLE b (id integer PRIMARY KEY, a integer REFERENCES a (id), e text UNIQUE);"
     "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b (id);"
     "ALTER TABLE a ADD CONSTRAINT late CHECK (b > 0) NOT VALID;"
     "CREATE TABLE s.d (id integer, PRIMARY KEY (id)) PARTITION BY RANGE (id);"
     "CREATE TABLE s.d1 (id integer NOT NULL, CHECK (id < 9));"
     "ALTER TABLE s.d ATTACH PARTITION s.d1 FOR VALUES FROM (1) TO (9);"
     "CREATE INDEX i ON a (lower('x')); CREATE VIEW v AS SELECT id FROM a;"
     "CREATE MATERIALIZED VIEW w AS SELECT id FROM b;"
     "CREATE TRIGGER g BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f();"
     "CREATE CONSTRAINT TRIGGER h AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION f();"
     "ALTER TABLE b ENABLE ROW LEVEL SECURITY; CREATE POLICY mine ON b USING (id > 0);"
     "COMMENT ON TABLE a IS 'first'; GRANT SELECT ON a TO PUBLIC;"},
    {"mariadb",
     "CREATE TABLE a (id int PRIMARY KEY, b int, e varchar(20) UNIQUE, KEY k (b));"
     "CREATE TABLE b (id int PRIMARY KEY, a int, CONSTRAINT b_a FOREIGN KEY (a) REFERENCES a (id));"
     "ALTER TABLE a ADD CONSTRAINT a_b FOREIGN KEY (b) REFERENCES b (id);"
     "CREATE SEQUENCE q; CREATE VIEW v AS SELECT id FROM a;\n"
     "DELIMITER //\n"
     "CREATE FUNCTION f() RETURNS int DETERMINISTIC BEGIN RETURN 1; END//\n"
     "CREATE PROCEDURE p() BEGIN SELECT 1; END//\n"
     "CREATE TRIGGER g BEFORE INSERT ON a FOR EACH ROW BEGIN SET NEW.b = 1; END//\n"
     "DELIMITER ;\n"},
    {"sqlite", "CREATE TABLE a (id integer PRIMARY KEY, b integer REFERENCES b, e text UNIQUE);"
               "CREATE TABLE b (id integer PRIMARY KEY, a integer REFERENCES a);"
               "CREATE INDEX i ON a (e) WHERE b > 0; CREATE VIEW v AS SELECT id FROM a;"
               "CREATE TRIGGER g AFTER INSERT ON a BEGIN UPDATE a SET e = 'x'; END;"},
};

static void run(struct database *database, const char *script) {
    const char *message = tn_database_run(database, script);
    if (message)
        fail_msg("%s\n%s", message, script);
}

/* Twice is like once, and like the plain script. */
static void runs_twice(const char *dialect, const char *sql, struct tn_sql_style style) {
    struct server *server = tn_server_start(tn_dialect_find(dialect)->id);
    struct database *database = tn_server_database(server), *plain = tn_server_database(server);
    char *script = script_of(sql, dialect, style);
    char *once = script_of(sql, dialect, (struct tn_sql_style){0});
    run(plain, once);
    run(database, script);
    const char *first = tn_database_snapshot(database);
    run(database, script);
    assert_string_equal(tn_snapshot_difference(first, tn_database_snapshot(database)), "");
    assert_string_equal(tn_snapshot_difference(tn_database_snapshot(plain), first), "");
    free(script);
    free(once);
}

static void runs_again(const char *dialect, struct tn_sql_style style) {
    for (size_t i = 0; i < TN_LENGTH(schemas); i++)
        if (strcmp(schemas[i].dialect, dialect) == 0)
            runs_twice(dialect, schemas[i].sql, style);
}

#define AGAIN(dialect)                                                                             \
    static void dialect##_takes_a_script_if_not_exists_twice(void **state) {                       \
        (void)state;                                                                               \
        runs_again(#dialect, (struct tn_sql_style){.if_not_exists = true});                        \
    }                                                                                              \
    static void dialect##_takes_a_script_that_drops_first_twice(void **state) {                    \
        (void)state;                                                                               \
        runs_again(#dialect, (struct tn_sql_style){.drop = true});                                 \
    }                                                                                              \
    static void dialect##_takes_a_terse_script_for_the_same(void **state) {                        \
        (void)state;                                                                               \
        runs_again(#dialect, (struct tn_sql_style){.drop = true, .terse = true});                  \
    }
AGAIN(postgresql)
AGAIN(mariadb)
AGAIN(sqlite)

static void what_has_no_if_not_exists_is_guarded(void **state) {
    (void)state;
    const struct tn_sql_style again = {.if_not_exists = true};
    expect("CREATE TYPE mood AS ENUM ('sad');", "postgresql", again,
           "DO $$ BEGIN\n"
           "CREATE TYPE mood AS ENUM ('sad');\n"
           "EXCEPTION WHEN duplicate_object THEN NULL;\n"
           "END $$;\n");
    expect("CREATE TABLE a (x int); CREATE TRIGGER g AFTER INSERT ON a EXECUTE FUNCTION f();",
           "postgresql", again,
           "CREATE TABLE IF NOT EXISTS a (\n"
           "    x integer\n"
           ");\n"
           "\n"
           "CREATE OR REPLACE TRIGGER g AFTER INSERT ON a EXECUTE FUNCTION f();\n");
    expect("CREATE VIEW v AS SELECT 1 AS one;", "mysql", again,
           "CREATE OR REPLACE VIEW v AS\nSELECT 1 AS one;\n");
}

/* ------------------------------------------------------------------ the same bytes again */

static void is_stable(const char *dialect, const char *path, struct tn_sql_style style) {
    char *first = script_of(tn_test_read(path, NULL), dialect, style);
    char *second = script_of(first, dialect, style);
    if (strcmp(first, second) != 0)
        fail_msg("%s: read and written again, the script is another", path);
    free(first);
    free(second);
}

static void a_script_read_and_written_again_is_the_same(void **state) {
    static const char *const dialects[] = {"postgresql", "mysql", "sqlite"};
    (void)state;
    for (size_t d = 0; d < TN_LENGTH(dialects); d++) {
        struct tn_buffer name = {0};
        tn_put_format(&name, "schemas/%s", dialects[d]);
        const char *folder = tn_test_shared(name.at);
        if (!folder)
            tn_test_skip("no shared schemas here");
        DIR *directory = opendir(folder);
        assert_non_null(directory);
        for (struct dirent *entry; (entry = readdir(directory));)
            if (strstr(entry->d_name, ".sql")) {
                const char *path = tn_test_path(folder, entry->d_name);
                is_stable(dialects[d], path, (struct tn_sql_style){0});
                is_stable(dialects[d], path, terse);
            }
        closedir(directory);
        tn_buffer_free(&name);
    }
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_terse_script_has_keys_in_the_lines_of_their_columns),
        cmocka_unit_test(mysql_reads_no_references_in_the_line_of_a_column),
        cmocka_unit_test(a_name_that_the_server_would_not_give_stays),
        cmocka_unit_test(a_table_brings_what_lives_with_it),
        cmocka_unit_test(names_have_stars_and_schemas),
        cmocka_unit_test(a_schema_is_chosen_with_all_in_it),
        cmocka_unit_test(what_has_no_if_not_exists_is_guarded),
        cmocka_unit_test(postgresql_takes_a_script_if_not_exists_twice),
        cmocka_unit_test(postgresql_takes_a_script_that_drops_first_twice),
        cmocka_unit_test(postgresql_takes_a_terse_script_for_the_same),
        cmocka_unit_test(mariadb_takes_a_script_if_not_exists_twice),
        cmocka_unit_test(mariadb_takes_a_script_that_drops_first_twice),
        cmocka_unit_test(mariadb_takes_a_terse_script_for_the_same),
        cmocka_unit_test(sqlite_takes_a_script_if_not_exists_twice),
        cmocka_unit_test(sqlite_takes_a_script_that_drops_first_twice),
        cmocka_unit_test(sqlite_takes_a_terse_script_for_the_same),
        cmocka_unit_test(a_script_read_and_written_again_is_the_same),
    };
    return tn_test_run("script", tests);
}
