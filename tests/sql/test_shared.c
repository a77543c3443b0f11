/*
 * Schemas of real systems are read without an error, whole, and told to be of their dialect.
 * Skipped where the shared test data are absent.
 */
#include "harness.h"
#include "tenon/sql.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

static void read_file(const char *dialect, const char *path) {
    struct tn_buffer text = {0}, found = {0};
    struct tn_error error = {0};
    struct tn_findings findings = {0};
    struct tn_sql_report report = {0};
    struct tn_model *model = tn_model_new(0, 0);
    assert_true(tn_read_file(path, 0, &text, &error));
    bool good = tn_sql_read(model, (struct tn_slice){text.at, text.length}, path,
                            tn_dialect_find(dialect), &findings, &report);
    tn_findings_print(&findings, &found);
    print_message("%s: %zu tables, %zu statements\n%s", path, report.tables, report.statements,
                  good ? "" : tn_buffer_text(&found));
    assert_true(good);
    assert_true(report.tables > 0);
    assert_true(tn_model_check(model, &error));
    assert_int_equal(tn_findings_count(&findings, TN_WARNING), 0);
    tn_buffer_free(&found);
    tn_buffer_free(&text);
    tn_findings_free(&findings);
    tn_model_free(model);
}

static void read_folder(const char *dialect) {
    struct tn_buffer folder = {0};
    tn_put_format(&folder, "schemas/%s", dialect);
    const char *path = tn_test_shared(folder.at);
    tn_buffer_free(&folder);
    if (!path)
        tn_test_skip("the shared schemas are absent");
    DIR *entries = opendir(path);
    assert_non_null(entries);
    for (struct dirent *entry = readdir(entries); entry; entry = readdir(entries))
        if (strstr(entry->d_name, ".sql"))
            read_file(dialect, tn_test_path(path, entry->d_name));
    closedir(entries);
}

static void postgresql_schemas_are_read(void **state) {
    (void)state;
    read_folder("postgresql");
}

static void mysql_schemas_are_read(void **state) {
    (void)state;
    read_folder("mysql");
}

static void sqlite_schemas_are_read(void **state) {
    (void)state;
    read_folder("sqlite");
}

/* What the server's catalogue says of the file: tables, columns, foreign keys, views, triggers. */
static const struct expectation {
    const char *dialect, *file;
    size_t tables, columns, foreign_keys, views, triggers;
} expectations[] = {
    {"postgresql", "pagila", 22, 129, 36, 8, 15},
    {"postgresql", "adventureworks", 68, 456, 90, 89, 0},
    {"postgresql", "panoptes", 54, 530, 68, 0, 4},
    {"postgresql", "sakila", 21, 123, 40, 7, 15},
    {"postgresql", "chinook", 11, 64, 11, 0, 0},
    {"postgresql", "northwind", 14, 92, 13, 0, 0},
    {"mysql", "sakila", 16, 89, 22, 7, 3},
    {"mysql", "ranger", 85, 889, 213, 1, 0},
    {"mysql", "northwind", 20, 177, 21, 0, 0},
    {"mysql", "chinook", 11, 64, 11, 0, 0},
    {"sqlite", "sakila", 16, 89, 22, 5, 30},
    {"sqlite", "northwind", 13, 88, 13, 16, 0},
    {"sqlite", "chinook", 11, 64, 11, 0, 0},
};

static void counts_are_those_of_the_server(void **state) {
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(expectations); i++) {
        const struct expectation *row = &expectations[i];
        struct tn_buffer name = {0}, text = {0};
        struct tn_findings findings = {0};
        tn_put_format(&name, "schemas/%s/%s.sql", row->dialect, row->file);
        const char *path = tn_test_shared(name.at);
        if (!path)
            tn_test_skip("the shared schemas are absent");
        print_message("%s\n", path);
        struct tn_model *model = tn_model_new(0, 0);
        assert_true(tn_read_file(path, 0, &text, NULL));
        tn_sql_read(model, (struct tn_slice){text.at, text.length}, NULL,
                    tn_dialect_find(row->dialect), &findings, NULL);
        assert_int_equal(model->counts[TN_entity], row->tables);
        assert_int_equal(model->counts[TN_attribute], row->columns);
        assert_int_equal(model->counts[TN_relationship], row->foreign_keys);
        assert_int_equal(model->counts[TN_view], row->views);
        assert_int_equal(model->counts[TN_trigger], row->triggers);
        assert_string_equal(tn_dialect_detect(text.at, text.length)->name, row->dialect);
        tn_findings_free(&findings);
        tn_model_free(model);
        tn_buffer_free(&name);
        tn_buffer_free(&text);
    }
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(postgresql_schemas_are_read),
        cmocka_unit_test(mysql_schemas_are_read),
        cmocka_unit_test(sqlite_schemas_are_read),
        cmocka_unit_test(counts_are_those_of_the_server),
    };
    return tn_test_run("sql shared schemas", tests);
}
