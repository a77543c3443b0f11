/*
 * Queries over the documented views: what they give, and that they can do nothing but read.
 */
#include "model/everything.h"
#include "store/project.h"

#include <stdio.h>

static void put_row(void *context, int columns, const char *const *names,
                    const char *const *values) {
    for (int i = 0; i < columns; i++) {
        assert_non_null(names[i]);
        tn_put(context, i ? "|" : "");
        tn_put(context, values[i] ? values[i] : "NULL");
    }
    tn_put(context, "\n");
}

static void assert_rows(const char *path, const char *sql, const char *expected) {
    struct tn_buffer rows = {0};
    struct tn_error error = {0};
    if (!tn_store_query(path, sql, put_row, &rows, &error))
        fail_msg("%s", error.message);
    assert_string_equal(tn_buffer_text(&rows), expected);
    tn_buffer_free(&rows);
}

static void assert_error(const char *path, const char *sql, const char *expected) {
    struct tn_buffer rows = {0};
    struct tn_error error = {0};
    assert_false(tn_store_query(path, sql, put_row, &rows, &error));
    if (!strstr(error.message, expected))
        fail_msg("\"%s\" does not say \"%s\"", error.message, expected);
    assert_int_equal(rows.length, 0);
    tn_error_clear(&error);
    tn_buffer_free(&rows);
}

static void the_views_join_names(void **state) {
    (void)state;
    const char *path = project_new();
    assert_rows(path, "SELECT name FROM entities ORDER BY rank", "customers\norders\n");
    assert_rows(path, "SELECT parent, name, type, nullable FROM attributes ORDER BY 1, rank",
                "customers|id|integer|1\ncustomers|name|integer|1\n"
                "orders|id|integer|1\norders|customer_id|integer|1\n");
    assert_rows(path,
                "SELECT parent, name, target, attributes, target_attributes, on_delete "
                "FROM relationships",
                "orders|places|customers|customer_id|id|no action\n");
    assert_rows(path, "SELECT parent, attributes FROM keys WHERE \"primary\"", "customers|id\n");
    assert_rows(path, "SELECT parent, attribute FROM index_parts",
                "idx_orders_customer|customer_id\n");
    assert_rows(path, "SELECT entity, position, attribute FROM key_attributes", "customers|1|id\n");
    assert_rows(path,
                "SELECT entity, attribute, target, target_attribute "
                "FROM relationship_attributes",
                "orders|customer_id|customers|id\n");
    assert_rows(path, "SELECT kind, count(*) FROM objects GROUP BY 1 ORDER BY 1",
                "attribute|4\nentity|2\nindex|1\nindex_part|1\nkey|1\nproject|1\nrelationship|1\n");
}

static void ids_are_sixteen_hexadecimal_digits(void **state) {
    (void)state;
    const char *path = project_new();
    struct tn_store *store = project_open(path, TN_STORE_READ);
    struct tn_entity *orders = project_entity(store, "orders");
    char id[17], expected[40];
    tn_id_print(orders->id, id);
    snprintf(expected, sizeof expected, "%s\n", id);
    assert_rows(path, "SELECT id FROM entities WHERE name = 'orders'", expected);
    assert_rows(path, "SELECT DISTINCT parent_id FROM attributes WHERE parent = 'orders'",
                expected);
    assert_rows(path, "SELECT id FROM objects WHERE name = 'orders'", expected);
    tn_store_close(store);
}

static void lists_keep_their_order(void **state) {
    (void)state;
    const char *path = project_path();
    struct tn_model *model = project_shop();
    struct tn_entity *customers = tn_find_entity(model, "customers");
    struct tn_key *key = tn_add(model, TN_key, customers, "both");
    tn_refs_append(model, &key->attributes, customers->attributes.last);
    tn_refs_append(model, &key->attributes, customers->attributes.first);
    project_create(path, model);
    tn_model_free(model);
    assert_rows(path, "SELECT attributes FROM keys WHERE name = 'both'", "name, id\n");
}

static void a_relationship_without_the_parents_attributes_means_its_primary_key(void **state) {
    (void)state;
    const char *path = project_path();
    struct tn_model *model = project_shop();
    struct tn_relationship *places = tn_next(model, TN_relationship, NULL);
    places->target_attributes = (struct tn_refs){0};
    project_create(path, model);
    tn_model_free(model);
    assert_rows(path, "SELECT attribute, target, target_attribute FROM relationship_attributes",
                "customer_id|customers|id\n");
}

static void every_view_can_be_read_whole(void **state) {
    (void)state;
    const char *path = project_path();
    struct tn_model *model = everything(3);
    project_create(path, model);
    for (const struct tn_store_view *view = tn_store_views; view->name; view++) {
        assert_true(*view->help && *view->sql);
        struct tn_buffer sql = {0}, rows = {0};
        struct tn_error error = {0};
        tn_put_format(&sql, "SELECT count(*), * FROM \"%s\"", view->name);
        if (!tn_store_query(path, sql.at, put_row, &rows, &error))
            fail_msg("%s: %s", view->name, error.message);
        tn_buffer_free(&sql);
        tn_buffer_free(&rows);
    }
    tn_model_free(model);
}

static void every_kind_has_a_view_with_all_its_objects_and_their_parents(void **state) {
    (void)state;
    const char *path = project_path();
    struct tn_model *model = everything(3);
    project_create(path, model);
    for (size_t kind = 2; kind < TN_KIND_COUNT; kind++) {
        struct tn_buffer sql = {0}, expected = {0};
        bool below_project = tn_kinds[kind].parents == TN_IN(project);
        tn_put_format(&sql, "SELECT count(*), count(parent) > 0 FROM \"%s\"",
                      tn_kinds[kind].plural);
        tn_put_format(&expected, "%zu|%d\n", model->counts[kind], !below_project);
        assert_rows(path, sql.at, expected.at);
        tn_buffer_free(&sql);
        tn_buffer_free(&expected);
    }
    tn_model_free(model);
}

static void nothing_but_reading_is_allowed(void **state) {
    (void)state;
    static const char *const statements[] = {
        "DELETE FROM entity",
        "UPDATE entity SET name = 'x'",
        "INSERT INTO setting VALUES ('a', 'b')",
        "DROP TABLE entity",
        "CREATE TABLE mine (x)",
        "CREATE TEMP TABLE mine (x)",
        "CREATE TEMP VIEW mine AS SELECT 1",
        "ATTACH 'other.db' AS other",
        "DETACH main",
        "PRAGMA user_version = 9",
        "PRAGMA user_version",
        "VACUUM",
        "VACUUM INTO 'copy.db'",
        "BEGIN",
        "ANALYZE",
        "REINDEX",
    };
    const char *path = project_new();
    char *before = tn_test_read(path, NULL);
    for (size_t i = 0; i < TN_LENGTH(statements); i++)
        assert_error(path, statements[i], "only queries are allowed");
    size_t length;
    char *after = tn_test_read(path, &length);
    assert_memory_equal(before, after, length);
}

static void what_could_reach_other_files_is_not_there(void **state) {
    (void)state;
    const char *path = project_new();
    assert_error(path, "SELECT load_extension('x')", "not authorized");
    assert_error(path, "SELECT readfile('/etc/passwd')", "no such function");
    assert_error(path, "SELECT writefile('x', 'y')", "no such function");
    assert_error(path, "SELECT * FROM sqlite_dbpage", "no such table");
    assert_error(path, "SELECT * FROM pragma_database_list", "not authorized");
}

static void errors_are_those_of_sqlite(void **state) {
    (void)state;
    const char *path = project_new();
    assert_error(path, "SELECT nonsense FROM entities", "no such column: nonsense");
    assert_error(path, "SELECT * FROM nowhere", "no such table: nowhere");
    assert_error(path, "SELEKT 1", "near \"SELEKT\": syntax error");
    assert_error(path, "", "there is no query");
    assert_error(path, "-- nothing", "there is no query");
    assert_error(path, "SELECT 1; SELECT 2", "one statement at a time");
    assert_error("/nowhere", "SELECT 1", "does not exist");
}

static void a_final_semicolon_is_no_second_statement(void **state) {
    (void)state;
    assert_rows(project_new(), "SELECT 1, NULL, 'a' ; \n", "1|NULL|a\n");
}

static void recursive_queries_work(void **state) {
    (void)state;
    assert_rows(project_new(),
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4) "
                "SELECT sum(i) FROM n",
                "10\n");
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_views_join_names),
        cmocka_unit_test(ids_are_sixteen_hexadecimal_digits),
        cmocka_unit_test(lists_keep_their_order),
        cmocka_unit_test(a_relationship_without_the_parents_attributes_means_its_primary_key),
        cmocka_unit_test(every_view_can_be_read_whole),
        cmocka_unit_test(every_kind_has_a_view_with_all_its_objects_and_their_parents),
        cmocka_unit_test(nothing_but_reading_is_allowed),
        cmocka_unit_test(what_could_reach_other_files_is_not_there),
        cmocka_unit_test(errors_are_those_of_sqlite),
        cmocka_unit_test(a_final_semicolon_is_no_second_statement),
        cmocka_unit_test(recursive_queries_work),
    };
    return tn_test_run("store/query", tests);
}
