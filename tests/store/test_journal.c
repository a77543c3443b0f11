/*
 * Every group is in the file when it ends, and undo and redo go on where they were after the
 * project was closed and opened again.
 */
#include "model/random_edits.h"
#include "store/project.h"

/* Closes and opens: memory forgets its journal. */
static struct tn_store *reopen(struct tn_store *store) {
    char *path = tn_duplicate(tn_store_path(store));
    tn_store_close(store);
    store = project_open(path, TN_STORE_WRITE);
    free(path);
    return store;
}

static void undo(struct tn_store *store, const char *name) {
    struct tn_error error = {0};
    const struct tn_group *group = tn_undo(tn_store_model(store), &error);
    if (!group)
        fail_msg("undo: %s", error.message ? error.message : "there is nothing");
    assert_string_equal(group->name, name);
    assert_saved(store);
}

static void redo(struct tn_store *store, const char *name) {
    struct tn_error error = {0};
    const struct tn_group *group = tn_redo(tn_store_model(store), &error);
    if (!group)
        fail_msg("redo: %s", error.message ? error.message : "there is nothing");
    assert_string_equal(group->name, name);
    assert_saved(store);
}

static void assert_no_more(struct tn_store *store) {
    struct tn_error error = {0};
    assert_null(tn_undo(tn_store_model(store), &error));
    assert_null(error.message);
}

static void assert_no_redo(struct tn_store *store) {
    struct tn_error error = {0};
    assert_null(tn_redo(tn_store_model(store), &error));
    assert_null(error.message);
}

static void each_edit_is_in_the_file_when_its_group_ends(void **state) {
    (void)state;
    struct tn_store *store = project_open(project_new(), TN_STORE_WRITE);
    struct tn_model *model = tn_store_model(store);
    assert_true(project_rename(store, "customers", "clients", NULL));
    assert_saved(store);
    tn_group_begin(model, "add products");
    struct tn_entity *products = tn_design_add(model, TN_entity, model->project, "products");
    tn_design_add(model, TN_attribute, products, "id");
    assert_true(tn_group_end(model, NULL));
    assert_saved(store);
    tn_group_begin(model, "delete clients");
    tn_design_delete(model, project_entity(store, "clients"));
    assert_true(tn_group_end(model, NULL));
    assert_saved(store);
    tn_store_close(store);
}

static void undo_and_redo_survive_a_restart(void **state) {
    (void)state;
    struct tn_store *store = project_open(project_new(), TN_STORE_WRITE);
    char *start = dump(tn_store_model(store));
    project_rename(store, "customers", "clients", NULL);
    project_rename(store, "orders", "purchases", NULL);
    char *end = dump(tn_store_model(store));
    store = reopen(store);
    undo(store, "rename orders to purchases");
    store = reopen(store);
    undo(store, "rename customers to clients");
    assert_text(dump(tn_store_model(store)), start);
    assert_no_more(store);
    store = reopen(store);
    assert_no_more(store);
    redo(store, "rename customers to clients");
    store = reopen(store);
    redo(store, "rename orders to purchases");
    assert_text(dump(tn_store_model(store)), end);
    assert_no_redo(store);
    store = reopen(store);
    assert_no_redo(store);
    free(start);
    free(end);
    tn_store_close(store);
}

static void a_cascading_delete_comes_back_whole_after_a_restart(void **state) {
    (void)state;
    struct tn_store *store = project_open(project_new(), TN_STORE_WRITE);
    struct tn_model *model = tn_store_model(store);
    char *start = dump(model);
    tn_group_begin(model, "delete customers");
    tn_design_delete(model, project_entity(store, "customers"));
    assert_true(tn_group_end(model, NULL));
    char *end = dump(model);
    assert_null(tn_next(model, TN_relationship, NULL));
    store = reopen(store);
    assert_text(dump(tn_store_model(store)), end);
    undo(store, "delete customers");
    assert_text(dump(tn_store_model(store)), start);
    store = reopen(store);
    redo(store, "delete customers");
    assert_text(dump(tn_store_model(store)), end);
    store = reopen(store);
    undo(store, "delete customers");
    assert_text(dump(tn_store_model(store)), start);
    free(start);
    free(end);
    tn_store_close(store);
}

static void a_swap_of_two_names_is_undone_after_a_restart(void **state) {
    (void)state;
    struct tn_store *store = project_open(project_new(), TN_STORE_WRITE);
    struct tn_model *model = tn_store_model(store);
    char *start = dump(model);
    struct tn_entity *a = project_entity(store, "customers");
    struct tn_entity *b = project_entity(store, "orders");
    tn_group_begin(model, "swap");
    tn_set_text(model, a, TN_FIELD_NAME, "orders");
    tn_set_text(model, b, TN_FIELD_NAME, "customers");
    assert_true(tn_group_end(model, NULL));
    char *end = dump(model);
    store = reopen(store);
    undo(store, "swap");
    assert_text(dump(tn_store_model(store)), start);
    store = reopen(store);
    redo(store, "swap");
    assert_text(dump(tn_store_model(store)), end);
    free(start);
    free(end);
    tn_store_close(store);
}

static void an_object_that_came_and_went_in_one_group_comes_again_with_redo(void **state) {
    (void)state;
    struct tn_store *store = project_open(project_new(), TN_STORE_WRITE);
    struct tn_model *model = tn_store_model(store);
    char *start = dump(model);
    tn_group_begin(model, "there and back");
    struct tn_entity *brief = tn_design_add(model, TN_entity, model->project, "brief");
    tn_design_delete(model, brief);
    assert_true(tn_group_end(model, NULL));
    assert_saved(store);
    store = reopen(store);
    undo(store, "there and back");
    redo(store, "there and back");
    assert_text(dump(tn_store_model(store)), start);
    free(start);
    tn_store_close(store);
}

static void references_to_any_kind_survive_in_the_journal(void **state) {
    (void)state;
    struct tn_store *store = project_open(project_new(), TN_STORE_WRITE);
    struct tn_model *model = tn_store_model(store);
    struct tn_index *index = tn_next(model, TN_index, NULL);
    tn_group_begin(model, "accept");
    struct tn_waiver *waiver = tn_design_add(model, TN_waiver, model->project, "");
    tn_set_ref(model, waiver, TN_waiver_subject, index);
    assert_true(tn_group_end(model, NULL));
    tn_group_begin(model, "drop the index");
    tn_design_delete(model, index); /* the waiver follows */
    assert_true(tn_group_end(model, NULL));
    assert_null(tn_next(model, TN_waiver, NULL));
    store = reopen(store);
    undo(store, "drop the index");
    waiver = tn_next(tn_store_model(store), TN_waiver, NULL);
    assert_string_equal(waiver->subject->name, "idx_orders_customer");
    undo(store, "accept");
    redo(store, "accept");
    tn_store_close(store);
}

/* ------------------------------------------------------------------ abandoned groups and the log
 */

static void put_line(void *context, int64_t number, const char *name, const char *author,
                     int64_t time, bool undone) {
    assert_true(number > 0 && time > 0);
    tn_put_format(context, "%s%s%s\n", undone ? "(" : "", name, undone ? ")" : "");
    if (author)
        tn_put_format(context, " by %s\n", author);
}

static void assert_log(struct tn_store *store, size_t limit, const char *expected) {
    struct tn_buffer log = {0};
    assert_true(tn_store_log(store, limit, put_line, &log, NULL));
    assert_string_equal(tn_buffer_text(&log), expected);
    tn_buffer_free(&log);
}

static void an_undone_group_is_abandoned_by_the_next_edit(void **state) {
    (void)state;
    struct tn_store *store = project_open(project_new(), TN_STORE_WRITE);
    project_rename(store, "customers", "clients", NULL);
    undo(store, "rename customers to clients");
    store = reopen(store);
    project_rename(store, "orders", "purchases", NULL);
    assert_no_redo(store);
    store = reopen(store);
    assert_no_redo(store);
    undo(store, "rename orders to purchases");
    assert_no_more(store);
    redo(store, "rename orders to purchases");
    assert_no_redo(store);
    assert_log(store, 0, "rename orders to purchases\n");
    tn_store_close(store);
}

static void abandoned_groups_stay_for_the_record(void **state) {
    (void)state;
    const char *path = project_new();
    struct tn_store *store = project_open(path, TN_STORE_WRITE);
    project_rename(store, "customers", "clients", NULL);
    undo(store, "rename customers to clients");
    project_rename(store, "orders", "purchases", NULL);
    tn_store_close(store);
    struct tn_test_output output = tn_test_execute(
        NULL,
        (const char *const[]){"sqlite3", path, "SELECT name, state, edits FROM journal", NULL});
    if (output.status == 127)
        tn_test_skip("there is no sqlite3 program");
    assert_string_equal(output.out, "rename customers to clients|abandoned|1\n"
                                    "rename orders to purchases|done|1\n");
}

static void the_log_is_newest_first_and_marks_what_is_undone(void **state) {
    (void)state;
    struct tn_store *store = project_open(project_new(), TN_STORE_WRITE);
    tn_journal_of(tn_store_model(store))->author = "Ada";
    project_rename(store, "customers", "a", NULL);
    tn_journal_of(tn_store_model(store))->author = NULL;
    project_rename(store, "a", "b", NULL);
    project_rename(store, "b", "c", NULL);
    undo(store, "rename b to c");
    assert_log(store, 0, "(rename b to c)\nrename a to b\nrename customers to a\n by Ada\n");
    assert_log(store, 2, "(rename b to c)\nrename a to b\n");
    tn_store_close(store);
}

static void a_reader_can_read_the_log_and_saves_nothing(void **state) {
    (void)state;
    const char *path = project_new();
    struct tn_store *store = project_open(path, TN_STORE_WRITE);
    project_rename(store, "customers", "clients", NULL);
    tn_store_close(store);
    store = project_open(path, TN_STORE_READ);
    assert_log(store, 0, "rename customers to clients\n");
    assert_non_null(strstr(tn_store_read_only(store), "for reading only"));
    char *before = project_dump(path);
    struct tn_error error = {0};
    assert_false(project_rename(store, "clients", "buyers", &error));
    assert_non_null(strstr(error.message, "not saved"));
    tn_error_clear(&error);
    tn_store_close(store);
    assert_text(project_dump(path), before);
    free(before);
}

/* ------------------------------------------------------------------ at random */

static uint64_t hash_of(const struct tn_model *model) {
    char *text = dump(model);
    uint64_t hash = tn_hash(text, strlen(text));
    free(text);
    return hash;
}

static void any_run_of_edits_and_restarts_leads_back_and_forth(void **state) {
    (void)state;
    struct tn_store *store = project_open(project_new(), TN_STORE_WRITE);
    struct random_edits random = {.seed = 3};
    TN_VECTOR(uint64_t) states = {0};
    size_t at = 0;
    TN_PUSH(&states, hash_of(tn_store_model(store)));
    for (int i = 0; i < 400; i++) {
        struct tn_error error = {0};
        random.model = tn_store_model(store);
        size_t what = random_below(&random, 8);
        if (what == 0) {
            store = reopen(store);
        } else if (what <= 2) {
            at -= tn_undo(random.model, &error) != NULL;
        } else if (what == 3) {
            at += tn_redo(random.model, &error) != NULL;
        } else if (random_group(&random, &error)) {
            states.count = ++at;
            TN_PUSH(&states, hash_of(random.model));
        }
        if (error.message)
            fail_msg("%s", error.message);
        if (hash_of(tn_store_model(store)) != states.items[at])
            fail_msg("after %d steps the model is not what it was", i);
        if (i % 10 == 0)
            assert_saved(store);
    }
    while (tn_undo(tn_store_model(store), NULL))
        at--;
    assert_int_equal(at, 0);
    assert_int_equal(hash_of(tn_store_model(store)), states.items[0]);
    assert_saved(store);
    free(states.items);
    free(random.objects.items);
    tn_store_close(store);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_edit_is_in_the_file_when_its_group_ends),
        cmocka_unit_test(undo_and_redo_survive_a_restart),
        cmocka_unit_test(a_cascading_delete_comes_back_whole_after_a_restart),
        cmocka_unit_test(a_swap_of_two_names_is_undone_after_a_restart),
        cmocka_unit_test(an_object_that_came_and_went_in_one_group_comes_again_with_redo),
        cmocka_unit_test(references_to_any_kind_survive_in_the_journal),
        cmocka_unit_test(an_undone_group_is_abandoned_by_the_next_edit),
        cmocka_unit_test(abandoned_groups_stay_for_the_record),
        cmocka_unit_test(the_log_is_newest_first_and_marks_what_is_undone),
        cmocka_unit_test(any_run_of_edits_and_restarts_leads_back_and_forth),
        cmocka_unit_test(a_reader_can_read_the_log_and_saves_nothing),
    };
    return tn_test_run("store/journal", tests);
}
