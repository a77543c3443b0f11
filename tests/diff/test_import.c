/*
 * Bringing one model into another: what is matched keeps its id, what is new comes in, and with
 * replace nothing else stays. The way back is one undo.
 */
#include "diff/random_model.h"
#include "harness.h"
#include "tenon/diff.h"

#include <string.h>

static void import(struct tn_model *model, const struct tn_model *source, bool replace) {
    tn_group_begin(model, "import");
    tn_diff_import(model, source, replace);
    assert_true(tn_group_end(model, NULL));
}

static size_t difference(const struct tn_model *a, const struct tn_model *b,
                         struct tn_diff_options options) {
    struct tn_diff *diff = tn_diff_new(a, b, &options);
    size_t count = diff->changes.count;
    for (size_t i = 0; i < count && i < 5; i++) {
        const struct tn_change *change = &diff->changes.items[i];
        struct tn_buffer text = {0};
        tn_describe(change->after ? change->after : change->before, &text);
        print_message("left over: %s %s\n", text.at, change->field ? change->field->name : "");
        tn_buffer_free(&text);
    }
    tn_diff_free(diff);
    return count;
}

static void imported_by_id_nothing_differs_any_more(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed < 120; seed++) {
        struct dice dice = {seed * 77};
        struct tn_model *a = random_model(seed, 4711), *b = tn_model_copy(a);
        struct tn_model *first = tn_model_copy(a);
        b->seed = seed * 99;
        random_edits(b, &dice, 40);
        import(a, b, true);
        assert_int_equal(
            difference(a, b,
                       (struct tn_diff_options){.order = true, .layout = true, .by_name = false}),
            0);
        assert_true(tn_model_check(a, NULL));
        tn_undo(a, NULL);
        assert_int_equal(
            difference(a, first,
                       (struct tn_diff_options){.order = true, .layout = true, .by_name = false}),
            0);
        tn_model_free(a);
        tn_model_free(b);
        tn_model_free(first);
    }
}

static void imported_by_name_nothing_differs_any_more(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed < 120; seed++) {
        struct tn_model *a = random_model(seed, 1), *b = random_model(seed * 31, 2);
        struct tn_model *first = tn_model_copy(a);
        import(a, b, true);
        assert_int_equal(
            difference(a, b,
                       (struct tn_diff_options){.order = true, .layout = false, .by_name = false}),
            0);
        assert_true(tn_model_check(a, NULL));
        tn_undo(a, NULL);
        assert_int_equal(
            difference(a, first,
                       (struct tn_diff_options){.order = true, .layout = true, .by_name = false}),
            0);
        tn_model_free(a);
        tn_model_free(b);
        tn_model_free(first);
    }
}

static void without_replace_others_stay(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0), *source = tn_model_new(2, 0);
    struct tn_entity *users = tn_add(model, TN_entity, model->project, "users");
    tn_add(model, TN_entity, model->project, "orders");
    struct tn_attribute *email = tn_add(model, TN_attribute, users, "email");
    users->tags = (struct tn_texts){0};
    tn_texts_append(model, &users->tags, "log");
    struct tn_entity *theirs = tn_add(source, TN_entity, source->project, "users");
    tn_add(source, TN_attribute, theirs, "id");
    struct tn_attribute *their_email = tn_add(source, TN_attribute, theirs, "email");
    their_email->type = tn_text(source, "text");
    import(model, source, false);
    assert_int_equal(model->project->entities.count, 2);
    assert_string_equal(email->type, "text");
    assert_ptr_equal(tn_find_id(model, email->id), email);
    assert_string_equal(((struct tn_attribute *)users->attributes.first)->name, "id");
    assert_int_equal(users->tags.count, 1);
    tn_model_free(model);
    tn_model_free(source);
}

static void a_replaced_project_keeps_what_sql_cannot_say(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0), *source = tn_model_new(2, 0);
    struct tn_entity *users = tn_add(model, TN_entity, model->project, "users");
    tn_add(model, TN_entity, model->project, "gone");
    struct tn_area *area = tn_add(model, TN_area, model->project, "people");
    users->area = area;
    tn_add(source, TN_entity, source->project, "users");
    import(model, source, true);
    assert_int_equal(model->project->entities.count, 1);
    assert_ptr_equal(users->area, area);
    tn_model_free(model);
    tn_model_free(source);
}

static void importing_the_same_again_is_no_edit(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(5, 0), *source = random_model(9, 2);
    import(model, source, true);
    size_t groups = model->journal->groups.count;
    import(model, source, true);
    assert_int_equal(model->journal->groups.count, groups);
    tn_model_free(model);
    tn_model_free(source);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(imported_by_id_nothing_differs_any_more),
        cmocka_unit_test(imported_by_name_nothing_differs_any_more),
        cmocka_unit_test(without_replace_others_stay),
        cmocka_unit_test(a_replaced_project_keeps_what_sql_cannot_say),
        cmocka_unit_test(importing_the_same_again_is_no_edit),
    };
    return tn_test_run("import", tests);
}
