/*
 * Sources: a project, a script and a canonical text are told by what they hold.
 */
#include "harness.h"

#include "tenon/source.h"

#include <string.h>

static struct tn_source *open_text(const char *name, const char *text, struct tn_error *error) {
    const char *path = tn_test_path(tn_test_folder(), name);
    struct tn_findings findings = {0};
    tn_test_write(path, text);
    struct tn_source *source = tn_source_open(path, NULL, &findings, error);
    tn_findings_free(&findings);
    return source;
}

static void expect_entities(const char *name, const char *text, size_t entities) {
    struct tn_error error = {0};
    struct tn_source *source = open_text(name, text, &error);
    if (!source)
        fail_msg("%s", error.message);
    assert_int_equal(source->model->counts[TN_entity], entities);
    tn_source_close(source);
}

static void content_tells_before_the_name_does(void **state) {
    (void)state;
    expect_entities("a.sql", "CREATE TABLE a (id int);", 1);
    expect_entities("no-ending", "CREATE TABLE a (id int); CREATE TABLE b (id int);", 2);
    expect_entities("xml.sql",
                    "<?xml version=\"1.0\"?><project xmlns=\"urn:tenon:model:1\" format=\"1\">"
                    "<entity name=\"a\"/></project>",
                    1);
    expect_entities("empty.sql", "", 0);
}

static void a_project_is_a_project_whatever_its_name(void **state) {
    (void)state;
    const char *path = tn_test_path(tn_test_folder(), "looks-like.sql");
    struct tn_model *model = tn_model_new(5, 0);
    struct tn_error error = {0};
    struct tn_findings findings = {0};
    tn_add(model, TN_entity, model->project, "orders");
    assert_true(tn_store_create(path, model, &error));
    struct tn_source *source = tn_source_open(path, NULL, &findings, &error);
    assert_non_null(source);
    assert_non_null(source->store);
    assert_true(tn_model_same_lineage(source->model, model));
    tn_source_close(source);
    tn_model_free(model);
}

/* A text's model becomes the physical one; that of a project stays as it was, for the project. */
static void a_project_keeps_its_model_when_it_is_lowered_and_a_text_does_not(void **state) {
    (void)state;
    static const struct tn_lower_options usual;
    const struct tn_dialect *sqlite = tn_dialect_find("sqlite");
    struct tn_error error = {0};
    struct tn_findings findings = {0};
    struct tn_source *text =
        open_text("lowered.sql", "CREATE TABLE a (at timestamptz DEFAULT now());", &error);
    struct tn_model *model = text->model, *copied = tn_lower(model, sqlite, NULL);
    const char *path = tn_test_path(tn_test_folder(), "lowered.tenon");
    assert_true(tn_store_create(path, model, &error));
    struct tn_source *project = tn_source_open(path, NULL, &findings, &error);
    struct tn_model *physical[] = {tn_source_lower(text, sqlite, &usual, NULL),
                                   tn_source_lower(project, sqlite, &usual, NULL), copied};
    assert_ptr_equal(physical[0], model);
    assert_null(text->model);
    assert_string_equal(project->model->project->dialect, "postgresql");
    struct tn_buffer scripts[3] = {{0}};
    for (size_t i = 0; i < TN_LENGTH(physical); i++) {
        tn_sql_write(physical[i], sqlite, &(struct tn_sql_style){0}, &scripts[i]);
        assert_string_equal(scripts[i].at, scripts[0].at);
        tn_model_free(physical[i]);
    }
    for (size_t i = 0; i < TN_LENGTH(scripts); i++)
        tn_buffer_free(&scripts[i]);
    tn_findings_free(&findings);
    tn_source_close(text);
    tn_source_close(project);
}

static void two_texts_share_no_lineage(void **state) {
    (void)state;
    struct tn_error error = {0};
    struct tn_source *a = open_text("one.sql", "CREATE TABLE a (id int);", &error);
    struct tn_source *b = open_text("two.sql", "CREATE TABLE b (id int);", &error);
    assert_false(tn_model_same_lineage(a->model, b->model));
    tn_source_close(a);
    tn_source_close(b);
}

static void errors_are_counted_and_the_file_is_named(void **state) {
    (void)state;
    struct tn_error error = {0};
    assert_null(open_text("bad.sql", "CREATE TABLE (x int); CREATE TABLE a id int);", &error));
    assert_non_null(strstr(error.message, "bad.sql could not be read: 2 errors"));
    tn_error_clear(&error);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(content_tells_before_the_name_does),
        cmocka_unit_test(a_project_is_a_project_whatever_its_name),
        cmocka_unit_test(a_project_keeps_its_model_when_it_is_lowered_and_a_text_does_not),
        cmocka_unit_test(two_texts_share_no_lineage),
        cmocka_unit_test(errors_are_counted_and_the_file_is_named),
    };
    return tn_test_run("source", tests);
}
