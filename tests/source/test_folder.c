/*
 * Folders as sources: which scripts count and in which order, as the migration tools have it; and a
 * schema written as a folder.
 */
#include "harness.h"

#include "tenon/lower.h"
#include "tenon/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ------------------------------------------------------------------ folders of scripts */

static void put_file(const char *folder, const char *name, const char *text) {
    char *path = tn_duplicate(tn_test_path(folder, name));
    for (char *slash = strchr(path + strlen(folder) + 1, '/'); slash;
         slash = strchr(slash + 1, '/')) {
        *slash = 0;
        mkdir(path, 0777);
        *slash = '/';
    }
    tn_test_write(path, text);
    free(path);
}

struct file {
    const char *name, *text;
};

/* The columns of table t, in their order: each script adds one. */
static const char *columns_of(const struct tn_model *model) {
    static struct tn_buffer columns;
    const struct tn_entity *entity = tn_find_entity(model, "t");
    tn_buffer_reset(&columns);
    assert_non_null(entity);
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        tn_put_format(&columns, "%s%s", columns.length ? " " : "", a->name);
    return columns.at;
}

static struct tn_source *open_folder(const char *folder, struct tn_findings *findings) {
    struct tn_error error = {0};
    struct tn_source *source = tn_source_open(folder, NULL, findings, &error);
    if (!source) {
        struct tn_buffer text = {0};
        tn_findings_print(findings, &text);
        fail_msg("%s\n%s", error.message, tn_buffer_text(&text));
    }
    return source;
}

static void applies(const struct file *files, const char *columns) {
    const char *folder = tn_test_folder();
    struct tn_findings findings = {0};
    for (; files->name; files++)
        put_file(folder, files->name, files->text);
    struct tn_source *source = open_folder(folder, &findings);
    assert_string_equal(columns_of(source->model), columns);
    tn_source_close(source);
    tn_findings_free(&findings);
}

#define CREATE "CREATE TABLE t (a int);"
#define ADD(name) "ALTER TABLE t ADD COLUMN " name " int;"
#define END                                                                                        \
    { NULL, NULL }

static void numbers_in_names_count_as_numbers(void **state) {
    (void)state;
    applies((struct file[]){{"10_last.sql", ADD("d")},
                            {"2_more.sql", ADD("b")},
                            {"1_first.sql", CREATE},
                            {"009_then.sql", ADD("c")},
                            {"notes.txt", "no SQL"},
                            {".hidden.sql", "DROP TABLE t;"},
                            END},
            "a b c d");
}

static void timestamps_and_folders(void **state) {
    (void)state; /* Prisma */
    applies((struct file[]){{"migrations/20240102_b/migration.sql", ADD("b")},
                            {"migrations/20240101_a/migration.sql", CREATE},
                            {"migrations/migration_lock.toml", "provider = \"postgresql\""},
                            END},
            "a b");
}

static void the_way_back_is_left_out(void **state) {
    (void)state;
    applies((struct file[]){{"1_t.up.sql", CREATE}, /* golang-migrate */
                            {"1_t.down.sql", "DROP TABLE t;"},
                            {"2_b.up.sql", ADD("b")},
                            {"2_b.down.sql", "ALTER TABLE t DROP COLUMN b;"},
                            END},
            "a b");
    applies((struct file[]){{"2024-01-01-t/up.sql", CREATE}, /* Diesel */
                            {"2024-01-01-t/down.sql", "DROP TABLE t;"},
                            END},
            "a");
}

static void parts_of_a_script_that_go_back_are_left_out(void **state) {
    (void)state;
    applies(
        (struct file[]){
            {"1.sql", "-- +goose Up\n" CREATE "\n-- +goose Down\nDROP TABLE t;\n"},
            {"2.sql", "-- migrate:up\n" ADD("b") "\n\n-- migrate:down\nDROP TABLE t;\n"},
            {"3.sql", "-- +migrate Up\n" ADD("c") "\n-- +migrate Down\nDROP TABLE t;\n"},
            {"4.sql", ADD("d") "\n-- //@UNDO\nDROP TABLE t;\n"},
            END},
        "a b c d");
}

static void flyway_goes_by_version(void **state) {
    (void)state;
    applies((struct file[]){{"x/V1__t.sql", CREATE},
                            {"a/V1_1__b.sql", ADD("b")},
                            {"V1.10__d.sql", ADD("d")},
                            {"V1.2__c.sql", ADD("c")},
                            {"U1.2__c.sql", "ALTER TABLE t DROP COLUMN c;"},
                            {"R__always.sql", ADD("z")},
                            {"V2__e.sql", ADD("e")},
                            END},
            "a b c d e z");
    applies((struct file[]){{"V1__t.sql", CREATE},
                            {"V2__b.sql", ADD("b")},
                            {"B2__baseline.sql", "CREATE TABLE t (a int, b int);"},
                            {"V3__c.sql", ADD("c")},
                            END},
            "a b c");
}

static void sqitch_goes_by_its_plan(void **state) {
    (void)state;
    applies((struct file[]){{"sqitch.plan", "%syntax-version=1.0.0\n%project=x\n\n"
                                            "t 2024-01-01T00:00:00Z A <a@x> # first\n"
                                            "@v1 2024-01-01T00:00:00Z A <a@x>\n"
                                            "more [t] 2024-01-02T00:00:00Z A <a@x>\n"
                                            "again 2024-01-03T00:00:00Z A <a@x>\n"},
                            {"deploy/t.sql", CREATE},
                            {"deploy/again.sql", ADD("c")},
                            {"deploy/more.sql", ADD("b")},
                            {"revert/t.sql", "DROP TABLE t;"},
                            {"verify/t.sql", "SELECT a FROM t;"},
                            END},
            "a b c");
}

static void a_finding_names_its_file_and_line(void **state) {
    (void)state;
    const char *folder = tn_test_folder();
    struct tn_findings findings = {0};
    struct tn_error error = {0};
    put_file(folder, "1.sql", CREATE);
    put_file(folder, "2.sql", "-- +goose Up\n\nALTER TABLE t ADD COLUM;\n");
    put_file(folder, "3.sql", "\nCREATE TABLE (;\n");
    assert_null(tn_source_open(folder, NULL, &findings, &error));
    assert_non_null(strstr(error.message, "could not be read: 2 errors"));
    assert_int_equal(findings.count, 2);
    assert_string_equal(findings.items[0].file, tn_test_path(folder, "2.sql"));
    assert_int_equal(findings.items[0].line, 3);
    assert_string_equal(findings.items[1].file, tn_test_path(folder, "3.sql"));
    assert_int_equal(findings.items[1].line, 2);
    tn_findings_free(&findings);
    tn_error_clear(&error);
}

static void a_folder_without_scripts_is_told(void **state) {
    (void)state;
    const char *folder = tn_test_folder();
    struct tn_findings findings = {0};
    struct tn_error error = {0};
    put_file(folder, "notes.txt", "");
    assert_null(tn_source_open(folder, NULL, &findings, &error));
    assert_non_null(strstr(error.message, "there are no SQL scripts in this folder"));
    tn_error_clear(&error);
}

static void several_sources_are_applied_in_order(void **state) {
    (void)state;
    const char *folder = tn_test_folder();
    struct tn_findings findings = {0};
    struct tn_error error = {0};
    put_file(folder, "base.sql", CREATE);
    put_file(folder, "changes/1.sql", ADD("b"));
    put_file(folder, "more.sql", ADD("c"));
    const char *paths[] = {tn_test_path(folder, "base.sql"), tn_test_path(folder, "changes"),
                           tn_test_path(folder, "more.sql")};
    struct tn_source *source = tn_source_open_all(paths, 3, NULL, NULL, &findings, &error);
    assert_non_null(source);
    assert_string_equal(columns_of(source->model), "a b c");
    tn_source_close(source);
}

static void a_project_is_none_of_several_sources(void **state) {
    (void)state;
    const char *folder = tn_test_folder();
    struct tn_findings findings = {0};
    struct tn_error error = {0};
    put_file(folder, "base.sql", CREATE);
    put_file(folder, "x.xml", "<?xml version=\"1.0\"?><project xmlns=\"urn:tenon:model:1\"/>");
    const char *paths[] = {tn_test_path(folder, "base.sql"), tn_test_path(folder, "x.xml")};
    assert_null(tn_source_open_all(paths, 2, NULL, NULL, &findings, &error));
    assert_non_null(strstr(error.message, "x.xml is no SQL script"));
    tn_error_clear(&error);
}

/* ------------------------------------------------------------------ a schema as a folder */

static const char schema[] =
    "CREATE SCHEMA sales;\n"
    "CREATE TYPE mood AS ENUM ('sad', 'glad');\n"
    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;\n"
    "CREATE TABLE \"a/b\" (id int PRIMARY KEY, m mood);\n"
    "CREATE TABLE \"A/B\" (id int PRIMARY KEY REFERENCES \"a/b\");\n"
    "CREATE TABLE \"..\" (id int PRIMARY KEY, next int);\n"
    "CREATE TABLE sales.orders (id int PRIMARY KEY, other int REFERENCES \"..\");\n"
    "ALTER TABLE \"..\" ADD FOREIGN KEY (next) REFERENCES sales.orders;\n"
    "CREATE INDEX i ON sales.orders (other);\n"
    "CREATE VIEW v AS SELECT id FROM sales.orders;\n"
    "CREATE TRIGGER g BEFORE INSERT ON sales.orders FOR EACH ROW EXECUTE FUNCTION f();\n"
    "COMMENT ON TABLE sales.orders IS 'what was ordered';\n"
    "COMMENT ON VIEW v IS 'ids';\n"
    "GRANT SELECT ON sales.orders TO PUBLIC;\n";

static void write_script(const struct tn_model *model, struct tn_buffer *out) {
    struct tn_model *physical = tn_lower(model, NULL, NULL);
    tn_sql_write(physical, tn_dialect_of(model), NULL, out);
    tn_model_free(physical);
}

static bool write_schema(const char *path, const char *sql, struct tn_buffer *script,
                         struct tn_error *error) {
    struct tn_model *model = tn_model_new(1, 0);
    struct tn_findings findings = {0};
    struct tn_sql_files files = {0};
    assert_true(tn_sql_read(model, tn_slice_of(sql), NULL, tn_dialect_find("pg"), &findings, NULL));
    struct tn_model *physical = tn_lower(model, NULL, NULL);
    tn_sql_write_files(physical, tn_dialect_of(model), NULL, &files);
    bool written = tn_source_write_folder(path, &files, error);
    if (script)
        write_script(model, script);
    tn_sql_files_free(&files);
    tn_model_free(physical);
    tn_model_free(model);
    tn_findings_free(&findings);
    return written;
}

static void a_schema_is_written_a_file_an_object(void **state) {
    (void)state;
    const char *folder = tn_test_path(tn_test_folder(), "out");
    struct tn_error error = {0};
    assert_true(write_schema(folder, schema, NULL, &error));
    assert_string_equal(tn_test_read(tn_test_path(folder, "all.sql"), NULL),
                        "-- written by tenon; loads the files of this folder in order\n"
                        "-- psql -v ON_ERROR_STOP=1 -f all.sql\n"
                        "\n"
                        "\\ir 'schemas.sql'\n"
                        "\\ir 'types.sql'\n"
                        "\\ir 'tables/sales.orders.sql'\n"
                        "\\ir 'tables/_..sql'\n"
                        "\\ir 'tables/a_b.sql'\n"
                        "\\ir 'tables/A_B-2.sql'\n"
                        "\\ir 'foreign_keys.sql'\n"
                        "\\ir 'routines/f.sql'\n"
                        "\\ir 'views/v.sql'\n"
                        "\\ir 'triggers/sales.orders.g.sql'\n"
                        "\\ir 'grants.sql'\n");
    assert_string_equal(tn_test_read(tn_test_path(folder, "tables/sales.orders.sql"), NULL),
                        "CREATE TABLE sales.orders (\n"
                        "    id    integer NOT NULL,\n"
                        "    other integer,\n"
                        "    CONSTRAINT orders_pkey PRIMARY KEY (id)\n"
                        ");\n"
                        "\n"
                        "CREATE INDEX i ON sales.orders (other);\n"
                        "\n"
                        "COMMENT ON TABLE sales.orders IS 'what was ordered';\n");
}

static void the_folder_is_the_same_schema_again(void **state) {
    (void)state;
    const char *folder = tn_test_path(tn_test_folder(), "out");
    struct tn_error error = {0};
    struct tn_findings findings = {0};
    struct tn_buffer first = {0}, second = {0};
    assert_true(write_schema(folder, schema, &first, &error));
    struct tn_source *source = open_folder(folder, &findings);
    write_script(source->model, &second);
    assert_string_equal(first.at, second.at);
    tn_source_close(source);
    tn_findings_free(&findings);
    tn_buffer_free(&first);
    tn_buffer_free(&second);
}

static void a_folder_of_ours_is_replaced_whole(void **state) {
    (void)state;
    const char *folder = tn_test_path(tn_test_folder(), "out");
    struct tn_error error = {0};
    struct tn_paths paths = {0};
    assert_true(write_schema(folder, schema, NULL, &error));
    assert_true(write_schema(folder, CREATE, NULL, &error));
    assert_true(tn_list_files(folder, &paths, &error));
    assert_int_equal(paths.list.count, 2);
    assert_string_equal(paths.list.items[0], "all.sql");
    assert_string_equal(paths.list.items[1], "tables/t.sql");
    tn_paths_free(&paths);
}

static void what_others_wrote_is_never_replaced(void **state) {
    (void)state;
    const char *folder = tn_test_folder();
    struct tn_error error = {0};
    put_file(folder, "mine.txt", "precious");
    assert_false(write_schema(folder, CREATE, NULL, &error));
    assert_non_null(strstr(error.message, "mine.txt was not written by tenon"));
    tn_error_clear(&error);
    const char *out = tn_test_path(tn_test_folder(), "out");
    assert_true(write_schema(out, CREATE, NULL, &error));
    put_file(out, "tables/mine.sql", "-- precious");
    assert_false(write_schema(out, CREATE, NULL, &error));
    assert_non_null(strstr(error.message, "tables/mine.sql was not written by tenon"));
    assert_string_equal(tn_test_read(tn_test_path(out, "tables/mine.sql"), NULL), "-- precious");
    tn_error_clear(&error);
}

static void a_folder_that_cannot_be_made_leaves_nothing(void **state) {
    (void)state;
    const char *folder = tn_test_folder();
    struct tn_error error = {0};
    struct tn_paths paths = {0};
    put_file(folder, "file", "");
    assert_false(write_schema(tn_test_path(folder, "file/out"), CREATE, NULL, &error));
    tn_error_clear(&error);
    assert_false(write_schema(tn_test_path(folder, "no/out"), CREATE, NULL, &error));
    assert_true(tn_list_files(folder, &paths, &error) || error.message);
    assert_int_equal(paths.list.count, 1);
    tn_paths_free(&paths);
    tn_error_clear(&error);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_in_names_count_as_numbers),
        cmocka_unit_test(timestamps_and_folders),
        cmocka_unit_test(the_way_back_is_left_out),
        cmocka_unit_test(parts_of_a_script_that_go_back_are_left_out),
        cmocka_unit_test(flyway_goes_by_version),
        cmocka_unit_test(sqitch_goes_by_its_plan),
        cmocka_unit_test(a_finding_names_its_file_and_line),
        cmocka_unit_test(a_folder_without_scripts_is_told),
        cmocka_unit_test(several_sources_are_applied_in_order),
        cmocka_unit_test(a_project_is_none_of_several_sources),
        cmocka_unit_test(a_schema_is_written_a_file_an_object),
        cmocka_unit_test(the_folder_is_the_same_schema_again),
        cmocka_unit_test(a_folder_of_ours_is_replaced_whole),
        cmocka_unit_test(what_others_wrote_is_never_replaced),
        cmocka_unit_test(a_folder_that_cannot_be_made_leaves_nothing),
    };
    return tn_test_run("folder", tests);
}
