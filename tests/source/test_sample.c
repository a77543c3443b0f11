/*
 * Tables of data as samples of a model's entities.
 */
#include "harness.h"
#include "tenon/data.h"
#include "tenon/sql.h"

#include <string.h>

static struct tn_model *shop(void) {
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    assert_true(tn_sql_read(model,
                            TN_SLICE("CREATE TABLE orders (id integer PRIMARY KEY, city text);"
                                     "CREATE TABLE \"Lines\" (id integer PRIMARY KEY);"),
                            "shop.sql", tn_dialect_find("postgresql"), &findings, NULL));
    tn_findings_free(&findings);
    return model;
}

struct read {
    struct tn_model *model;
    struct tn_data_set set;
    struct tn_data_samples samples;
    struct tn_findings findings;
};

/* One CSV file of that name; called as, or NULL. */
static struct read read_file(const char *name, const char *text, const char *called,
                             size_t most_rows) {
    struct read read = {.model = shop()};
    struct tn_error error = {0};
    struct tn_data_options options = {.entity = called, .rows = most_rows};
    const char *path = tn_test_path(tn_test_folder(), name);
    tn_test_write(path, text);
    assert_true(tn_data_read(&read.set, path, &options, &read.findings, &error));
    tn_data_samples_make(&read.set, read.model, &read.samples, &read.findings);
    return read;
}

static void end(struct read *read) {
    tn_data_samples_free(&read->samples);
    tn_data_set_free(&read->set);
    tn_findings_free(&read->findings);
    tn_model_free(read->model);
}

static void a_file_is_of_the_entity_of_its_name(void **state) {
    (void)state;
    struct read read = read_file("orders.csv", "city,id\nBerlin,1\n,2\n", NULL, 0);
    struct tn_samples samples = tn_data_samples_of(&read.samples);
    assert_int_equal(samples.count, 1);
    const struct tn_sample *sample = &samples.items[0];
    assert_string_equal(sample->entity->name, "orders");
    assert_string_equal(sample->attributes[0]->name, "city");
    assert_string_equal(sample->attributes[1]->name, "id");
    assert_int_equal(sample->columns.rows, 2);
    assert_string_equal(sample->values[0][sample->columns.items[0].codes[0]], "Berlin");
    assert_null(sample->values[0][sample->columns.items[0].codes[1]]);
    assert_false(sample->cut);
    assert_int_equal(read.findings.count, 0);
    end(&read);
}

static void letter_case_does_not_count(void **state) {
    (void)state;
    struct read read = read_file("lines.tsv", "ID\n1\n", NULL, 0);
    struct tn_samples samples = tn_data_samples_of(&read.samples);
    assert_int_equal(samples.count, 1);
    assert_string_equal(samples.items[0].entity->name, "Lines");
    assert_non_null(samples.items[0].attributes[0]);
    end(&read);
}

static void a_file_may_be_called_otherwise(void **state) {
    (void)state;
    struct read read = read_file("2024.csv", "id,city\n1,Berlin\n2,Bonn\n", "orders", 1);
    struct tn_samples samples = tn_data_samples_of(&read.samples);
    assert_int_equal(samples.count, 1);
    assert_string_equal(samples.items[0].entity->name, "orders");
    assert_non_null(strstr(samples.items[0].name, "2024.csv"));
    assert_true(samples.items[0].cut);
    end(&read);
}

static void what_the_model_does_not_know_is_told(void **state) {
    (void)state;
    struct read other = read_file("2024.csv", "id\n1\n", NULL, 0);
    assert_int_equal(tn_data_samples_of(&other.samples).count, 0);
    assert_int_equal(other.findings.count, 1);
    assert_non_null(strstr(other.findings.items[0].message, "there is no entity 2024"));
    end(&other);
    struct read more = read_file("orders.csv", "id,total\n1,2\n", NULL, 0);
    assert_null(tn_data_samples_of(&more.samples).items[0].attributes[1]);
    assert_non_null(strstr(more.findings.items[0].message, "a column total, which orders has not"));
    end(&more);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_of_the_entity_of_its_name),
        cmocka_unit_test(letter_case_does_not_count),
        cmocka_unit_test(a_file_may_be_called_otherwise),
        cmocka_unit_test(what_the_model_does_not_know_is_told),
    };
    return tn_test_run("source/sample", tests);
}
