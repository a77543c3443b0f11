/*
 * The primitives and groups of edit.h, and the edits that designers make.
 */
#include "harness.h"
#include "model/dump.h"
#include "tenon/design.h"

#include <stdlib.h>
#include <string.h>

/* customers(id) <- orders(id, customer_id), with a key and a relationship made by the edits. */
struct shop {
    struct tn_model *model;
    struct tn_entity *customers, *orders;
    struct tn_attribute *id;
    struct tn_relationship *places;
};

static struct shop new_shop(void) {
    struct shop shop = {.model = tn_model_new(1, 0)};
    tn_group_begin(shop.model, "make a shop");
    shop.customers = tn_design_add(shop.model, TN_entity, shop.model->project, "customers");
    shop.orders = tn_design_add(shop.model, TN_entity, shop.model->project, "orders");
    shop.id = tn_design_add(shop.model, TN_attribute, shop.customers, "id");
    tn_set_text(shop.model, shop.id, TN_attribute_type, "bigint");
    tn_design_toggle_primary(shop.model, shop.id);
    struct tn_link link = {.parent = shop.customers, .child = shop.orders, .verb = "places"};
    shop.places = tn_design_relate(shop.model, &link, NULL);
    assert_true(tn_group_end(shop.model, NULL));
    return shop;
}

static void assert_names(const struct tn_list *list, const char *expected) {
    struct tn_buffer names = {0};
    for (const struct tn_object *object = list->first; object; object = object->next) {
        tn_put(&names, object->name);
        tn_put_char(&names, ' ');
    }
    assert_string_equal(tn_buffer_text(&names), expected);
    tn_buffer_free(&names);
}

/* ------------------------------------------------------------------ groups */

static void a_group_without_edits_leaves_no_trace(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    tn_group_begin(model, "nothing");
    tn_set_text(model, model->project, TN_FIELD_NAME, "");
    assert_true(tn_group_end(model, NULL));
    assert_null(tn_undo(model, NULL));
    tn_model_free(model);
}

static void nested_groups_are_one_with_the_outer_name(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    tn_group_begin(model, "outer %d", 7);
    tn_group_begin(model, "inner");
    tn_set_text(model, model->project, TN_FIELD_NAME, "a");
    assert_true(tn_group_end(model, NULL));
    tn_set_text(model, model->project, TN_FIELD_COMMENT, "b");
    assert_true(tn_group_end(model, NULL));
    assert_string_equal(tn_undo(model, NULL)->name, "outer 7");
    assert_string_equal(model->project->name, "");
    assert_null(tn_undo(model, NULL));
    tn_model_free(model);
}

static void a_cancelled_group_never_was(void **state) {
    (void)state;
    struct shop shop = new_shop();
    char *before = dump(shop.model);
    tn_group_begin(shop.model, "delete");
    tn_group_begin(shop.model, "inner");
    tn_design_delete(shop.model, shop.customers);
    tn_group_cancel(shop.model);
    char *after = dump(shop.model);
    assert_string_equal(after, before);
    assert_string_equal(tn_undo(shop.model, NULL)->name, "make a shop");
    free(before), free(after);
    tn_model_free(shop.model);
}

static void a_new_edit_ends_what_could_be_redone(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    static const char *const names[] = {"a", "b"};
    for (size_t i = 0; i < 2; i++) {
        tn_group_begin(model, "%s", names[i]);
        tn_set_text(model, model->project, TN_FIELD_NAME, names[i]);
        tn_group_end(model, NULL);
    }
    tn_undo(model, NULL);
    tn_undo(model, NULL);
    tn_redo(model, NULL);
    tn_group_begin(model, "c");
    tn_set_text(model, model->project, TN_FIELD_NAME, "c");
    tn_group_end(model, NULL);
    assert_null(tn_redo(model, NULL));
    tn_undo(model, NULL);
    assert_string_equal(model->project->name, "a");
    tn_model_free(model);
}

static bool refuse(void *context, struct tn_group *group, enum tn_step step,
                   struct tn_error *error) {
    (void)group, (void)step;
    ++*(int *)context;
    return tn_fail(error, "no room");
}

static void a_group_that_cannot_be_saved_is_done_in_memory(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    int calls = 0;
    tn_journal_of(model)->hooks = (struct tn_journal_hooks){.context = &calls, .save = refuse};
    struct tn_error error = {0};
    tn_group_begin(model, "rename");
    tn_set_text(model, model->project, TN_FIELD_NAME, "a");
    assert_false(tn_group_end(model, &error));
    assert_string_equal(error.message, "no room");
    tn_error_clear(&error);
    assert_string_equal(model->project->name, "a");
    assert_null(tn_undo(model, &error));
    assert_string_equal(error.message, "no room");
    tn_error_clear(&error);
    assert_string_equal(model->project->name, "");
    assert_int_equal(calls, 2);
    tn_model_free(model);
}

static void undo_brings_back_the_same_object(void **state) {
    (void)state;
    struct shop shop = new_shop();
    tn_group_begin(shop.model, "delete");
    tn_design_delete(shop.model, shop.orders);
    tn_group_end(shop.model, NULL);
    assert_null(tn_find_entity(shop.model, "orders"));
    assert_null(tn_find_id(shop.model, shop.orders->id));
    tn_undo(shop.model, NULL);
    assert_ptr_equal(tn_find_entity(shop.model, "orders"), shop.orders);
    assert_int_equal(shop.model->counts[TN_entity], 2);
    tn_model_free(shop.model);
}

/* ------------------------------------------------------------------ deleting */

static void deleting_an_entity_takes_the_foreign_keys_to_it(void **state) {
    (void)state;
    struct shop shop = new_shop();
    tn_group_begin(shop.model, "delete");
    tn_design_delete(shop.model, shop.customers);
    tn_group_end(shop.model, NULL);
    assert_null(tn_next(shop.model, TN_relationship, NULL));
    assert_names(&shop.orders->attributes, "customer_id ");
    assert_true(tn_model_check(shop.model, NULL));
    tn_model_free(shop.model);
}

static void deleting_an_attribute_takes_what_lives_by_it_alone(void **state) {
    (void)state;
    struct shop shop = new_shop();
    struct tn_model *model = shop.model;
    tn_group_begin(model, "more");
    struct tn_attribute *kept = tn_design_add(model, TN_attribute, shop.orders, "kept");
    struct tn_attribute *gone = shop.orders->attributes.first;
    struct tn_refs both = {0};
    tn_refs_append(model, &both, gone);
    tn_refs_append(model, &both, kept);
    struct tn_key *wide = tn_design_add(model, TN_key, shop.orders, "wide");
    tn_set_refs(model, wide, TN_key_attributes, both);
    tn_design_toggle_unique(model, gone);
    struct tn_index *index = tn_design_add(model, TN_index, shop.orders, "alone");
    struct tn_index_part *part = tn_design_add(model, TN_index_part, index, "");
    tn_set_ref(model, part, TN_index_part_attribute, gone);
    tn_group_end(model, NULL);
    tn_group_begin(model, "delete");
    tn_design_delete(model, gone);
    tn_group_end(model, NULL);
    assert_names(&shop.orders->keys, "wide ");
    assert_int_equal(wide->attributes.count, 1);
    assert_int_equal(shop.orders->indexes.count, 0);
    assert_int_equal(shop.orders->relationships.count, 0);
    assert_true(tn_model_check(model, NULL));
    tn_model_free(model);
}

static void deleting_an_area_only_clears_the_references_to_it(void **state) {
    (void)state;
    struct shop shop = new_shop();
    tn_group_begin(shop.model, "area");
    struct tn_area *area = tn_design_add(shop.model, TN_area, shop.model->project, "sales");
    tn_set_ref(shop.model, shop.orders, TN_entity_area, area);
    tn_design_delete(shop.model, area);
    tn_group_end(shop.model, NULL);
    assert_null(shop.orders->area);
    assert_names(&shop.model->project->entities, "customers orders ");
    tn_model_free(shop.model);
}

/* ------------------------------------------------------------------ order */

static struct tn_model *new_row(struct tn_attribute *attributes[4]) {
    static const char *const names[] = {"a", "b", "c", "d"};
    struct tn_model *model = tn_model_new(1, 0);
    struct tn_entity *entity = tn_add(model, TN_entity, model->project, "e");
    for (size_t i = 0; i < 4; i++)
        attributes[i] = tn_add(model, TN_attribute, entity, names[i]);
    return model;
}

static void objects_move_up_and_down(void **state) {
    (void)state;
    struct tn_attribute *a[4];
    struct tn_model *model = new_row(a);
    struct tn_list *list = &tn_entity_of(a[0])->attributes;
    tn_group_begin(model, "move");
    assert_true(tn_design_move(model, a[0], 1));
    assert_names(list, "b a c d ");
    assert_true(tn_design_move(model, a[0], 2));
    assert_names(list, "b c d a ");
    assert_false(tn_design_move(model, a[0], 1));
    assert_true(tn_design_move(model, a[0], -3));
    assert_names(list, "a b c d ");
    assert_false(tn_design_move(model, a[0], -1));
    assert_true(tn_design_move(model, a[3], -1));
    assert_names(list, "a b d c ");
    tn_design_place_after(model, a[2], NULL);
    assert_names(list, "c a b d ");
    tn_design_place_after(model, a[2], a[1]);
    assert_names(list, "a b c d ");
    struct tn_attribute *new =
        tn_design_add_after(model, TN_attribute, tn_entity_of(a[0]), "new", a[0]);
    assert_non_null(new);
    assert_names(list, "a new b c d ");
    tn_group_end(model, NULL);
    tn_undo(model, NULL);
    assert_names(list, "a b c d ");
    tn_model_free(model);
}

static void there_is_always_room_between_two_siblings(void **state) {
    (void)state;
    struct tn_attribute *a[4];
    struct tn_model *model = new_row(a);
    struct tn_list *list = &tn_entity_of(a[0])->attributes;
    char *before = dump(model);
    tn_group_begin(model, "squeeze");
    for (int i = 0; i < 500; i++) {
        tn_design_place_after(model, a[i % 2 ? 2 : 3], a[0]);
        assert_names(list, i % 2 ? "a c d b " : i ? "a d c b " : "a d b c ");
    }
    tn_group_end(model, NULL);
    tn_undo(model, NULL);
    char *after = dump(model);
    assert_string_equal(after, before);
    free(before), free(after);
    tn_model_free(model);
}

static void a_long_list_is_renumbered_in_one_pass(void **state) {
    (void)state;
    enum { MANY = 20000 };
    struct tn_model *model = tn_model_new(1, 0);
    for (int i = 0; i < MANY; i++)
        tn_add(model, TN_entity, model->project, "e");
    struct tn_object *first = model->project->entities.first;
    tn_group_begin(model, "squeeze");
    for (int i = 0; i < 100; i++)
        tn_design_place_after(model, model->project->entities.last, first);
    tn_group_end(model, NULL);
    int64_t rank = INT64_MIN;
    size_t count = 0;
    for (struct tn_object *object = first; object; object = object->next, count++) {
        assert_true(object->rank >= rank);
        rank = object->rank;
    }
    assert_int_equal(count, MANY);
    tn_model_free(model);
}

/* ------------------------------------------------------------------ keys and relationships */

static void the_primary_key_comes_grows_and_goes(void **state) {
    (void)state;
    struct tn_attribute *a[4];
    struct tn_model *model = new_row(a);
    struct tn_entity *entity = tn_entity_of(a[0]);
    tn_group_begin(model, "keys");
    tn_design_toggle_primary(model, a[1]);
    assert_true(tn_is_primary(a[1]) && !a[1]->nullable);
    tn_design_toggle_primary(model, a[0]);
    struct tn_key *key = tn_primary_key(entity);
    assert_int_equal(key->attributes.count, 2);
    assert_ptr_equal(key->attributes.items[0], a[1]);
    tn_design_toggle_primary(model, a[1]);
    assert_false(tn_is_primary(a[1]));
    tn_design_toggle_primary(model, a[0]);
    assert_null(tn_primary_key(entity));
    tn_group_end(model, NULL);
    tn_model_free(model);
}

static void a_unique_key_is_one_attribute_alone(void **state) {
    (void)state;
    struct tn_attribute *a[4];
    struct tn_model *model = new_row(a);
    tn_group_begin(model, "keys");
    tn_design_toggle_unique(model, a[1]);
    assert_true(tn_is_unique(a[1]) && !tn_is_unique(a[0]) && !tn_is_primary(a[1]));
    tn_design_toggle_unique(model, a[1]);
    assert_false(tn_is_unique(a[1]));
    assert_int_equal(tn_entity_of(a[1])->keys.count, 0);
    tn_group_end(model, NULL);
    tn_model_free(model);
}

static void relating_adds_the_foreign_key(void **state) {
    (void)state;
    struct shop shop = new_shop();
    assert_names(&shop.orders->attributes, "customer_id ");
    struct tn_attribute *made = shop.orders->attributes.first;
    assert_string_equal(made->type, "bigint");
    assert_true(tn_is_foreign(made));
    assert_ptr_equal(shop.places->target, shop.customers);
    assert_ptr_equal(shop.places->attributes.items[0], made);
    assert_ptr_equal(shop.places->target_attributes.items[0], shop.id);
    assert_string_equal(shop.places->verb, "places");
    tn_model_free(shop.model);
}

static void the_cardinalities_shape_the_foreign_key(void **state) {
    (void)state;
    struct shop shop = new_shop();
    struct tn_model *model = shop.model;
    tn_group_begin(model, "relate");
    struct tn_entity *profile = tn_design_add(model, TN_entity, model->project, "profiles");
    struct tn_link link = {.parent = shop.customers,
                           .child = profile,
                           .parent_end = TN_cardinality_exactly_one,
                           .child_end = TN_cardinality_zero_or_one};
    tn_design_relate(model, &link, NULL);
    struct tn_attribute *made = profile->attributes.first;
    assert_true(!made->nullable && tn_is_unique(made));
    struct tn_entity *visit = tn_design_add(model, TN_entity, model->project, "visits");
    link = (struct tn_link){.parent = shop.customers,
                            .child = visit,
                            .parent_end = TN_cardinality_zero_or_one,
                            .child_end = TN_cardinality_zero_or_many};
    tn_design_relate(model, &link, NULL);
    made = visit->attributes.first;
    assert_true(made->nullable && !tn_is_unique(made));
    struct tn_entity *line = tn_design_add(model, TN_entity, model->project, "lines");
    link.child = line;
    link.parent_end = TN_cardinality_exactly_one;
    link.identifying = true;
    tn_design_relate(model, &link, NULL);
    assert_true(tn_is_primary(line->attributes.first));
    tn_group_end(model, NULL);
    tn_model_free(model);
}

static void many_to_many_adds_no_attributes(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    tn_group_begin(model, "relate");
    struct tn_link link = {
        .parent = tn_design_add(model, TN_entity, model->project, "tags"),
        .child = tn_design_add(model, TN_entity, model->project, "posts"),
        .parent_end = TN_cardinality_zero_or_many,
        .child_end = TN_cardinality_zero_or_many,
    };
    struct tn_relationship *made = tn_design_relate(model, &link, NULL);
    assert_true(tn_is_many_to_many(made));
    assert_int_equal(link.child->attributes.count, 0);
    tn_group_end(model, NULL);
    tn_model_free(model);
}

static void relating_to_an_entity_without_a_primary_key_changes_nothing(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    struct tn_entity *parent = tn_add(model, TN_entity, model->project, "logs");
    struct tn_entity *child = tn_add(model, TN_entity, model->project, "lines");
    char *before = dump(model);
    struct tn_link link = {.parent = parent, .child = child};
    struct tn_error error = {0};
    tn_group_begin(model, "relate");
    assert_null(tn_design_relate(model, &link, &error));
    assert_string_equal(error.message, "logs has no primary key to refer to: give it one first");
    tn_error_clear(&error);
    tn_group_end(model, NULL);
    char *after = dump(model);
    assert_string_equal(after, before);
    free(before), free(after);
    tn_model_free(model);
}

static void an_entity_can_relate_to_itself(void **state) {
    (void)state;
    struct shop shop = new_shop();
    tn_group_begin(shop.model, "relate");
    struct tn_link link = {.parent = shop.customers,
                           .child = shop.customers,
                           .parent_end = TN_cardinality_zero_or_one};
    struct tn_relationship *made = tn_design_relate(shop.model, &link, NULL);
    tn_group_end(shop.model, NULL);
    assert_names(&shop.customers->attributes, "id customer_id ");
    assert_ptr_not_equal(made->attributes.items[0], shop.id);
    assert_false(shop.id->nullable);
    tn_model_free(shop.model);
}

/* ------------------------------------------------------------------ copying */

static void a_copy_refers_to_itself_inside_and_to_the_same_outside(void **state) {
    (void)state;
    struct shop shop = new_shop();
    struct tn_model *model = shop.model;
    tn_group_begin(model, "copy");
    struct tn_entity *copy = tn_design_copy(model, shop.orders, "orders_copy");
    tn_group_end(model, NULL);
    assert_names(&model->project->entities, "customers orders orders_copy ");
    struct tn_relationship *relationship = copy->relationships.first;
    assert_ptr_equal(relationship->target, shop.customers);
    assert_ptr_equal(relationship->attributes.items[0], copy->attributes.first);
    assert_true(copy->id != shop.orders->id);
    assert_true(tn_model_check(model, NULL));
    tn_undo(model, NULL);
    assert_names(&model->project->entities, "customers orders ");
    tn_model_free(model);
}

/* ------------------------------------------------------------------ names */

static void english_numbers(void **state) {
    (void)state;
    static const struct {
        const char *singular, *plural;
    } pairs[] = {
        {"customer", "customers"},
        {"category", "categories"},
        {"box", "boxes"},
        {"address", "addresses"},
        {"branch", "branches"},
        {"person", "people"},
        {"order_item", "order_items"},
        {"day", "days"},
        {"dish", "dishes"},
        {"status", "status"},
        {"OrderItem", "OrderItems"},
        {"Person", "People"},
        {"bus", "buses"},
        {"alias", "aliases"},
        {"lens", "lenses"},
        {"database", "databases"},
        {"news", "news"},
        {"sales_person", "sales_people"},
        {"menu", "menus"},
        {"radius", "radii"},
    };
    struct tn_arena arena = {0};
    for (size_t i = 0; i < TN_LENGTH(pairs); i++) {
        assert_string_equal(tn_plural(pairs[i].singular, &arena), pairs[i].plural);
        assert_string_equal(tn_singular(pairs[i].plural, &arena), pairs[i].singular);
        assert_string_equal(tn_singular(pairs[i].singular, &arena), pairs[i].singular);
        assert_string_equal(tn_plural(pairs[i].plural, &arena), pairs[i].plural);
    }
    assert_string_equal(tn_singular("statuses", &arena), "status");
    assert_string_equal(tn_singular("user_data", &arena), "user_data");
    static const char *const strange[] = {"", "_", "s", "a_", "x__y", "S"};
    for (size_t i = 0; i < TN_LENGTH(strange); i++) {
        assert_non_null(tn_plural(strange[i], &arena));
        assert_non_null(tn_singular(strange[i], &arena));
    }
    tn_arena_free(&arena);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_group_without_edits_leaves_no_trace),
        cmocka_unit_test(nested_groups_are_one_with_the_outer_name),
        cmocka_unit_test(a_cancelled_group_never_was),
        cmocka_unit_test(a_new_edit_ends_what_could_be_redone),
        cmocka_unit_test(a_group_that_cannot_be_saved_is_done_in_memory),
        cmocka_unit_test(undo_brings_back_the_same_object),
        cmocka_unit_test(deleting_an_entity_takes_the_foreign_keys_to_it),
        cmocka_unit_test(deleting_an_attribute_takes_what_lives_by_it_alone),
        cmocka_unit_test(deleting_an_area_only_clears_the_references_to_it),
        cmocka_unit_test(objects_move_up_and_down),
        cmocka_unit_test(there_is_always_room_between_two_siblings),
        cmocka_unit_test(a_long_list_is_renumbered_in_one_pass),
        cmocka_unit_test(the_primary_key_comes_grows_and_goes),
        cmocka_unit_test(a_unique_key_is_one_attribute_alone),
        cmocka_unit_test(relating_adds_the_foreign_key),
        cmocka_unit_test(the_cardinalities_shape_the_foreign_key),
        cmocka_unit_test(many_to_many_adds_no_attributes),
        cmocka_unit_test(relating_to_an_entity_without_a_primary_key_changes_nothing),
        cmocka_unit_test(an_entity_can_relate_to_itself),
        cmocka_unit_test(a_copy_refers_to_itself_inside_and_to_the_same_outside),
        cmocka_unit_test(english_numbers),
    };
    return tn_test_run("model/design", tests);
}
