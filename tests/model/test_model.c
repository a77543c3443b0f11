/*
 * Models: building, finding, walking, copying.
 */
#include "harness.h"
#include "model/dump.h"
#include "model/everything.h"

#include <stdlib.h>
#include <string.h>

static void assert_same_dump(const struct tn_model *a, const struct tn_model *b) {
    char *first = dump(a), *second = dump(b);
    assert_string_equal(first, second);
    free(first);
    free(second);
}

static void siblings_keep_the_order_in_which_they_were_added(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    static const char *const names[] = {"c", "a", "b"};
    for (size_t i = 0; i < TN_LENGTH(names); i++)
        tn_add(model, TN_entity, model->project, names[i]);
    struct tn_entity *entity = model->project->entities.first;
    for (size_t i = 0; i < TN_LENGTH(names); i++, entity = entity->next)
        assert_string_equal(entity->name, names[i]);
    assert_null(entity);
    assert_int_equal(model->project->entities.count, 3);
    assert_int_equal(model->counts[TN_entity], 3);
    tn_model_free(model);
}

static void a_blank_object_has_the_defaults_of_the_catalogue(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    struct tn_entity *entity = tn_add(model, TN_entity, model->project, "orders");
    struct tn_attribute *attribute = tn_add(model, TN_attribute, entity, NULL);
    assert_true(attribute->nullable);
    assert_string_equal(attribute->name, "");
    assert_string_equal(attribute->default_value, "");
    for (size_t i = TN_FIELD_NAME; i < tn_kinds[TN_attribute].field_count; i++)
        assert_true(tn_value_is_default(&attribute->object, &tn_kinds[TN_attribute].fields[i]));
    tn_model_free(model);
}

static void equal_texts_are_one(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    char one[] = "integer", two[] = "integer";
    assert_ptr_equal(tn_text(model, one), tn_text(model, two));
    assert_string_equal(tn_text(model, NULL), "");
    tn_model_free(model);
}

static void the_same_seed_gives_the_same_ids(void **state) {
    (void)state;
    struct tn_model *a = everything(9), *b = everything(9), *c = everything(10);
    assert_same_dump(a, b);
    assert_true(tn_model_same_lineage(a, b));
    assert_false(tn_model_same_lineage(a, c));
    tn_model_free(a);
    tn_model_free(b);
    tn_model_free(c);
}

static void a_copy_is_equal_and_independent(void **state) {
    (void)state;
    struct tn_model *model = everything(9);
    struct tn_model *copy = tn_model_copy(model);
    assert_same_dump(model, copy);
    assert_true(tn_model_check(copy, NULL));
    char *expected = dump(copy);
    tn_model_free(model);
    char *found = dump(copy);
    assert_string_equal(found, expected);
    free(expected);
    free(found);
    tn_model_free(copy);
}

/* ------------------------------------------------------------------ walking */

static size_t collect(const struct tn_object *object, enum tn_kind kind, const void **into) {
    const struct tn_kind_info *info = tn_kind_of(object);
    size_t count = 0;
    if (object->kind == kind)
        into[count++] = object;
    for (size_t i = 0; i < info->list_count; i++) {
        const struct tn_list *list = (const void *)((const char *)object + info->lists[i].offset);
        for (const struct tn_object *child = list->first; child; child = child->next)
            count += collect(child, kind, into + count);
    }
    return count;
}

static void the_walk_meets_every_object_of_a_kind_once(void **state) {
    (void)state;
    struct tn_model *model = everything(2);
    for (size_t kind = 1; kind < TN_KIND_COUNT; kind++) {
        const void **expected = calloc(model->counts[kind], sizeof *expected);
        size_t count = collect(&model->project->object, (enum tn_kind)kind, expected);
        assert_int_equal(count, model->counts[kind]);
        void *at = NULL;
        for (size_t i = 0; i < count; i++)
            assert_ptr_equal(at = tn_next(model, (enum tn_kind)kind, at), expected[i]);
        assert_null(tn_next(model, (enum tn_kind)kind, at));
        free(expected);
    }
    tn_model_free(model);
}

static void the_walk_of_an_empty_model_ends_at_once(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    assert_ptr_equal(tn_next(model, TN_project, NULL), model->project);
    for (size_t kind = 2; kind < TN_KIND_COUNT; kind++)
        assert_null(tn_next(model, (enum tn_kind)kind, NULL));
    tn_model_free(model);
}

static void the_walk_skips_parents_without_children(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    struct tn_entity *full = NULL;
    for (int i = 0; i < 9; i++) {
        struct tn_entity *entity = tn_add(model, TN_entity, model->project, "e");
        if (i % 4 == 1)
            tn_add(model, TN_index, entity, "i");
        if (i == 5)
            full = entity;
    }
    struct tn_namespace *sales = tn_add(model, TN_namespace, model->project, "sales");
    struct tn_entity *inside = tn_add(model, TN_entity, sales, "inside");
    struct tn_index_part *part =
        tn_add(model, TN_index_part, tn_add(model, TN_exclusion, inside, "x"), "");
    assert_ptr_equal(tn_next(model, TN_index_part, NULL), part);
    assert_null(tn_next(model, TN_index_part, part));
    size_t count = 0;
    TN_EACH_OF(model, index, index) count++;
    assert_int_equal(count, 2);
    assert_ptr_equal(tn_entity_of(full->indexes.first), full);
    assert_ptr_equal(tn_namespace_of(part), sales);
    tn_model_free(model);
}

/* ------------------------------------------------------------------ finding */

static void entities_are_found_by_name_and_namespace(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    struct tn_entity *plain = tn_add(model, TN_entity, model->project, "orders");
    struct tn_namespace *sales = tn_add(model, TN_namespace, model->project, "sales");
    struct tn_entity *inside = tn_add(model, TN_entity, sales, "invoices");
    struct tn_entity *same = tn_add(model, TN_entity, sales, "orders");
    assert_ptr_equal(tn_find_entity(model, "orders"), plain);
    assert_ptr_equal(tn_find_entity(model, "ORDERS"), plain);
    assert_ptr_equal(tn_find_entity(model, "sales.orders"), same);
    assert_ptr_equal(tn_find_entity(model, "invoices"), inside);
    assert_ptr_equal(tn_find_entity(model, "sales.invoices"), inside);
    assert_null(tn_find_entity(model, "sales.nothing"));
    tn_model_free(model);
}

static void letter_case_decides_between_two(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    struct tn_namespace *space = tn_add(model, TN_namespace, model->project, "s");
    tn_add(model, TN_entity, model->project, "Orders");
    struct tn_entity *exact = tn_add(model, TN_entity, space, "orders");
    assert_ptr_equal(tn_find_entity(model, "orders"), exact);
    assert_ptr_equal(tn_find_entity(model, "S.ORDERS"), exact);
    tn_model_free(model);
}

static void objects_are_found_by_id(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    struct tn_entity *entity = tn_add(model, TN_entity, model->project, "orders");
    assert_ptr_equal(tn_find_id(model, entity->id), entity);
    assert_null(tn_find_id(model, entity->id + 1));
    assert_null(tn_find_id(model, 0));
    tn_model_free(model);
}

/* ------------------------------------------------------------------ ids, promises, checking */

static void ids_are_printed_and_read_back(void **state) {
    (void)state;
    static const uint64_t ids[] = {1, 0xdeadbeef, UINT64_MAX, UINT64_C(0x0123456789abcdef)};
    for (size_t i = 0; i < TN_LENGTH(ids); i++) {
        char text[17];
        uint64_t back = 0;
        tn_id_print(ids[i], text);
        assert_int_equal(strlen(text), 16);
        assert_true(tn_id_parse(text, &back));
        assert_int_equal(back, ids[i]);
    }
    uint64_t kept = 5;
    static const char *const bad[] = {"",       "0",   "0000000000000000", "g",
                                      "ABCDEF", "12 ", "00123456789abcdef"};
    for (size_t i = 0; i < TN_LENGTH(bad); i++)
        assert_false(tn_id_parse(bad[i], &kept));
    assert_int_equal(kept, 5);
}

static void a_promise_is_kept_by_the_object_that_comes(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    struct tn_object *promised = tn_promise(model, TN_entity, 77);
    assert_false(promised->alive);
    assert_null(tn_promise(model, TN_area, 77));
    assert_ptr_equal(tn_promise(model, TN_any, 77), promised);
    assert_null(tn_promise(model, TN_any, 78));
    assert_ptr_equal(tn_add_with_id(model, TN_entity, model->project, 77), promised);
    assert_true(promised->alive);
    assert_null(tn_add_with_id(model, TN_entity, model->project, 77));
    assert_null(tn_add_with_id(model, TN_area, model->project, 77));
    tn_model_free(model);
}

static void a_broken_promise_is_reported_with_its_place(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    struct tn_entity *entity = tn_add(model, TN_entity, model->project, "orders");
    assert_true(tn_model_check(model, NULL));
    entity->area = (struct tn_area *)tn_promise(model, TN_area, 77);
    struct tn_error error = {0};
    assert_false(tn_model_check(model, &error));
    assert_string_equal(error.message,
                        "entity orders: its field area refers to an object that is not there");
    tn_error_clear(&error);
    tn_model_free(model);
}

static void lists_grow_without_changing_older_copies(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    struct tn_texts texts = {0}, older[20];
    for (size_t i = 0; i < 20; i++) {
        older[i] = texts;
        tn_texts_append(model, &texts, i % 2 ? "odd" : "even");
    }
    for (size_t i = 0; i < 20; i++) {
        assert_int_equal(older[i].count, i);
        for (size_t j = 0; j < i; j++)
            assert_string_equal(older[i].items[j], j % 2 ? "odd" : "even");
    }
    tn_model_free(model);
}

/* ------------------------------------------------------------------ questions */

static void the_ends_of_a_relationship_follow_from_its_attributes(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    struct tn_entity *child = tn_add(model, TN_entity, model->project, "orders");
    struct tn_attribute *attribute = tn_add(model, TN_attribute, child, "customer_id");
    struct tn_relationship *relationship = tn_add(model, TN_relationship, child, "");
    tn_refs_append(model, &relationship->attributes, attribute);
    enum tn_cardinality parent, many;
    tn_relationship_ends(relationship, &parent, &many);
    assert_int_equal(parent, TN_cardinality_zero_or_one);
    assert_int_equal(many, TN_cardinality_zero_or_many);
    attribute->nullable = false;
    struct tn_key *key = tn_add(model, TN_key, child, "");
    tn_refs_append(model, &key->attributes, attribute);
    tn_relationship_ends(relationship, &parent, &many);
    assert_int_equal(parent, TN_cardinality_exactly_one);
    assert_int_equal(many, TN_cardinality_zero_or_one);
    tn_model_free(model);
}

static void paths_name_everything_above(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    struct tn_namespace *sales = tn_add(model, TN_namespace, model->project, "sales");
    struct tn_entity *orders = tn_add(model, TN_entity, sales, "orders");
    struct tn_key *key = tn_add(model, TN_key, orders, "");
    key->primary = true;
    struct tn_buffer text = {0};
    tn_describe(key, &text);
    assert_string_equal(text.at, "key sales.orders.(primary key)");
    tn_buffer_free(&text);
    tn_model_free(model);
}

/* ------------------------------------------------------------------ the catalogue */

static void the_catalogue_is_sound(void **state) {
    (void)state;
    for (size_t kind = 1; kind < TN_KIND_COUNT; kind++) {
        const struct tn_kind_info *info = &tn_kinds[kind];
        assert_ptr_equal(tn_kind_find(info->name), info);
        assert_true(info->field_count <= 64); /* stores keep a set of fields in 64 bits */
        assert_true(*info->help);
        for (size_t i = 0; i < info->field_count; i++) {
            const struct tn_field *field = &info->fields[i];
            assert_ptr_equal(tn_field_find((enum tn_kind)kind, field->name), field);
            assert_true(*field->help);
            assert_true(field->type != TN_ENUM || field->enumeration);
            assert_true(field->type != TN_REFS || field->target);
            assert_true(field->offset < info->size);
        }
    }
}

static void parents_and_lists_of_the_catalogue_agree(void **state) {
    (void)state;
    for (size_t parent = 1; parent < TN_KIND_COUNT; parent++)
        for (size_t child = 1; child < TN_KIND_COUNT; child++) {
            bool listed = false;
            for (size_t i = 0; i < tn_kinds[parent].list_count; i++)
                listed = listed || tn_kinds[parent].lists[i].kind == child;
            assert_int_equal(listed, (tn_kinds[child].parents >> parent & 1) != 0);
        }
}

static void ids_are_known_whoever_gave_them(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(7, 0), *copy;
    struct tn_entity *drawn = tn_add(model, TN_entity, model->project, "drawn");
    struct tn_model *foresight = tn_model_copy(model); /* it would draw the same id next */
    struct tn_entity *next = tn_add(foresight, TN_entity, foresight->project, "next");
    struct tn_entity *given = tn_add_with_id(model, TN_entity, model->project, next->id);
    struct tn_entity *after = tn_add(model, TN_entity, model->project, "after");
    assert_int_not_equal(after->id, given->id);
    assert_ptr_equal(tn_find_id(model, drawn->id), drawn);
    assert_ptr_equal(tn_find_id(model, given->id), given);
    assert_ptr_equal(tn_find_id(model, after->id), after);
    assert_ptr_equal(tn_find_id(model, model->project->id), model->project);
    assert_null(tn_find_id(model, 0));
    copy = tn_model_copy(model);
    assert_string_equal(tn_find_id(copy, after->id)->name, "after");
    tn_model_free(copy);
    tn_model_free(foresight);
    tn_model_free(model);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(siblings_keep_the_order_in_which_they_were_added),
        cmocka_unit_test(a_blank_object_has_the_defaults_of_the_catalogue),
        cmocka_unit_test(ids_are_known_whoever_gave_them),
        cmocka_unit_test(equal_texts_are_one),
        cmocka_unit_test(the_same_seed_gives_the_same_ids),
        cmocka_unit_test(a_copy_is_equal_and_independent),
        cmocka_unit_test(the_walk_meets_every_object_of_a_kind_once),
        cmocka_unit_test(the_walk_of_an_empty_model_ends_at_once),
        cmocka_unit_test(the_walk_skips_parents_without_children),
        cmocka_unit_test(entities_are_found_by_name_and_namespace),
        cmocka_unit_test(letter_case_decides_between_two),
        cmocka_unit_test(objects_are_found_by_id),
        cmocka_unit_test(ids_are_printed_and_read_back),
        cmocka_unit_test(a_promise_is_kept_by_the_object_that_comes),
        cmocka_unit_test(a_broken_promise_is_reported_with_its_place),
        cmocka_unit_test(lists_grow_without_changing_older_copies),
        cmocka_unit_test(the_ends_of_a_relationship_follow_from_its_attributes),
        cmocka_unit_test(paths_name_everything_above),
        cmocka_unit_test(the_catalogue_is_sound),
        cmocka_unit_test(parents_and_lists_of_the_catalogue_agree),
    };
    return tn_test_run("model/model", tests);
}
