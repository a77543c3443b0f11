/*
 * A model goes into a project file and comes out the same, whatever is in it.
 */
#include "model/everything.h"
#include "store/project.h"

#include <unistd.h>

static void assert_same_model(const struct tn_model *model, const struct tn_model *other) {
    char *expected = dump(model), *found = dump(other);
    assert_string_equal(found, expected);
    free(expected);
    free(found);
}

static void assert_survives(const struct tn_model *model) {
    const char *path = project_path();
    project_create(path, model);
    struct tn_store *store = project_open(path, TN_STORE_READ);
    assert_same_model(model, tn_store_model(store));
    tn_store_close(store);
}

static void an_empty_model_survives(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    assert_survives(model);
    tn_model_free(model);
}

static void the_model_with_everything_has_every_kind_and_no_default(void **state) {
    (void)state;
    struct tn_model *model = everything(7);
    for (size_t kind = 1; kind < TN_KIND_COUNT; kind++) {
        const struct tn_object *object = tn_next(model, (enum tn_kind)kind, NULL);
        assert_non_null(object);
        for (size_t i = TN_FIELD_NAME; i < tn_kinds[kind].field_count; i++)
            assert_false(tn_value_is_default(object, &tn_kinds[kind].fields[i]));
    }
    tn_model_free(model);
}

static void every_kind_and_every_field_survive(void **state) {
    (void)state;
    struct tn_model *model = everything(7);
    assert_survives(model);
    tn_model_free(model);
}

static void siblings_that_stand_in_another_order_than_their_rows_survive(void **state) {
    (void)state;
    struct tn_model *model = everything(3);
    const char *path = project_path();
    project_create(path, model);
    struct tn_store *store = project_open(path, TN_STORE_WRITE);
    struct tn_model *open = tn_store_model(store);
    int64_t rank = 1000;
    tn_group_begin(open, "turn everything round");
    for (size_t kind = 2; kind < TN_KIND_COUNT; kind++)
        for (struct tn_object *object = tn_next(open, (enum tn_kind)kind, NULL); object;) {
            struct tn_object *next = object->next;
            tn_set_number(open, object, TN_FIELD_RANK, --rank);
            object = next;
        }
    assert_true(tn_group_end(open, NULL));
    char *expected = dump(open);
    tn_store_close(store);
    store = project_open(path, TN_STORE_READ);
    char *found = dump(tn_store_model(store));
    assert_string_equal(found, expected);
    free(found);
    free(expected);
    tn_store_close(store);
    tn_model_free(model);
}

static void opening_and_closing_leaves_every_byte(void **state) {
    (void)state;
    struct tn_model *model = everything(5);
    const char *path = project_path();
    project_create(path, model);
    size_t before_length, after_length;
    char *before = tn_test_read(path, &before_length);
    tn_store_close(project_open(path, TN_STORE_WRITE));
    char *after = tn_test_read(path, &after_length);
    assert_int_equal(before_length, after_length);
    assert_memory_equal(before, after, before_length);
    tn_model_free(model);
}

static void the_same_model_gives_the_same_bytes(void **state) {
    (void)state;
    struct tn_model *model = everything(5);
    const char *one = project_path(), *two = project_path();
    project_create(one, model);
    project_create(two, model);
    size_t one_length, two_length;
    char *first = tn_test_read(one, &one_length), *second = tn_test_read(two, &two_length);
    assert_int_equal(one_length, two_length);
    assert_memory_equal(first, second, one_length);
    tn_model_free(model);
}

static void creating_never_replaces_a_file(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    const char *path = project_path();
    tn_test_write(path, "mine");
    struct tn_error error = {0};
    assert_false(tn_store_create(path, model, &error));
    assert_non_null(strstr(error.message, "exists already"));
    assert_string_equal(tn_test_read(path, NULL), "mine");
    tn_error_clear(&error);
    tn_model_free(model);
}

static void creating_beside_a_left_over_journal_is_refused(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    const char *folder = tn_test_folder();
    tn_test_write(tn_test_path(folder, "shop.tenon-journal"), "old");
    struct tn_error error = {0};
    assert_false(tn_store_create(tn_test_path(folder, "shop.tenon"), model, &error));
    assert_non_null(strstr(error.message, "remove it first"));
    assert_int_not_equal(access(tn_test_path(folder, "shop.tenon"), F_OK), 0);
    tn_error_clear(&error);
    tn_model_free(model);
}

static void a_failed_creation_leaves_nothing_behind(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    struct tn_error error = {0};
    assert_false(tn_store_create("/nowhere/at/all/shop.tenon", model, &error));
    assert_non_null(strstr(error.message, "/nowhere/at/all/shop.tenon cannot be created"));
    tn_error_clear(&error);
    tn_model_free(model);
}

static void names_with_special_characters_are_opened(void **state) {
    (void)state;
    static const char *const names[] = {"a b.tenon",  "50%.tenon",    "what?.tenon",
                                        "no#1.tenon", "ümlaut.tenon", "%41.tenon"};
    struct tn_model *model = tn_model_new(1, 0);
    const char *folder = tn_test_folder();
    for (size_t i = 0; i < TN_LENGTH(names); i++) {
        const char *path = tn_test_path(folder, names[i]);
        project_create(path, model);
        struct tn_store *store = project_open(path, TN_STORE_WRITE);
        assert_string_equal(tn_store_path(store), path);
        assert_null(tn_store_read_only(store));
        tn_store_close(store);
    }
    tn_model_free(model);
}

static void settings_survive(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    const char *path = project_path();
    project_create(path, model);
    struct tn_store *store = project_open(path, TN_STORE_WRITE);
    assert_null(tn_store_setting(store, "tui.theme"));
    tn_store_set_setting(store, "tui.theme", "night");
    tn_store_set_setting(store, "tui.row", "7");
    tn_store_set_setting(store, "tui.row", NULL);
    assert_string_equal(tn_store_setting(store, "tui.theme"), "night");
    tn_store_close(store);
    store = project_open(path, TN_STORE_READ);
    assert_string_equal(tn_store_setting(store, "tui.theme"), "night");
    assert_null(tn_store_setting(store, "tui.row"));
    tn_store_close(store);
    tn_model_free(model);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_model_survives),
        cmocka_unit_test(the_model_with_everything_has_every_kind_and_no_default),
        cmocka_unit_test(every_kind_and_every_field_survive),
        cmocka_unit_test(siblings_that_stand_in_another_order_than_their_rows_survive),
        cmocka_unit_test(opening_and_closing_leaves_every_byte),
        cmocka_unit_test(the_same_model_gives_the_same_bytes),
        cmocka_unit_test(creating_never_replaces_a_file),
        cmocka_unit_test(creating_beside_a_left_over_journal_is_refused),
        cmocka_unit_test(a_failed_creation_leaves_nothing_behind),
        cmocka_unit_test(names_with_special_characters_are_opened),
        cmocka_unit_test(settings_survive),
    };
    return tn_test_run("store/round_trip", tests);
}
