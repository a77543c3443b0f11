/*
 * What differs between two models: matching by id and by name, fields that mean the same, order.
 */
#include "diff/random_model.h"
#include "harness.h"
#include "tenon/diff.h"

#include <stdio.h>

static struct tn_model *model_of(uint64_t seed) {
    struct tn_model *model = tn_model_new(seed, 0);
    model->project->dialect = tn_text(model, "postgresql");
    return model;
}

static struct tn_attribute *attribute(struct tn_model *model, struct tn_entity *entity,
                                      const char *name, const char *type) {
    struct tn_attribute *made = tn_add(model, TN_attribute, entity, name);
    made->type = tn_text(model, type);
    return made;
}

/* Each change as "+ path", "- path" or "path.field", a line each. */
static const char *changes_of(struct tn_model *before, struct tn_model *after,
                              const struct tn_diff_options *options) {
    static struct tn_buffer out;
    tn_buffer_reset(&out);
    struct tn_diff *diff = tn_diff_new(before, after, options);
    for (size_t i = 0; i < diff->changes.count; i++) {
        const struct tn_change *change = &diff->changes.items[i];
        tn_put(&out, change->type == TN_ADDED ? "+ " : change->type == TN_REMOVED ? "- " : "");
        tn_path(change->before ? change->before : change->after, &out);
        if (change->field)
            tn_put_format(&out, " %s", change->field->name);
        tn_put_char(&out, '\n');
    }
    tn_diff_free(diff);
    tn_model_free(before);
    tn_model_free(after);
    return tn_buffer_text(&out);
}

static void objects_of_one_name_are_the_same(void **state) {
    (void)state;
    struct tn_model *a = model_of(1), *b = model_of(2);
    attribute(a, tn_add(a, TN_entity, a->project, "users"), "email", "text");
    struct tn_entity *users = tn_add(b, TN_entity, b->project, "users");
    attribute(b, users, "name", "text");
    attribute(b, users, "email", "varchar(80)");
    tn_add(b, TN_entity, b->project, "orders");
    assert_string_equal(changes_of(a, b, NULL), "+ users.name\nusers.email type\n+ orders\n");
}

/* SQLite takes "" for a name. */
static void tables_and_columns_without_letters_are_the_same(void **state) {
    (void)state;
    struct tn_model *a = model_of(1), *b = model_of(2);
    attribute(a, tn_add(a, TN_entity, a->project, ""), "", "text");
    tn_add(b, TN_entity, b->project, "orders");
    struct tn_entity *entity = tn_add(b, TN_entity, b->project, "");
    attribute(b, entity, "name", "text");
    attribute(b, entity, "", "int");
    assert_string_equal(changes_of(a, b, NULL),
                        "+ orders\n+ (entity).name\n(entity).(attribute) type\n");
}

static void a_rename_is_a_change_of_name_in_one_lineage(void **state) {
    (void)state;
    struct tn_model *a = model_of(1);
    struct tn_entity *users = tn_add(a, TN_entity, a->project, "users");
    attribute(a, users, "email", "text");
    struct tn_model *b = tn_model_copy(a);
    struct tn_entity *clients = tn_find_entity(b, "users");
    clients->name = tn_text(b, "clients");
    assert_string_equal(changes_of(a, b, NULL), "users name\n");
}

static void a_rename_is_two_changes_by_name(void **state) {
    (void)state;
    struct tn_model *a = model_of(1);
    tn_add(a, TN_entity, a->project, "users");
    struct tn_model *b = tn_model_copy(a);
    tn_find_entity(b, "users")->name = tn_text(b, "clients");
    struct tn_diff_options options = {.by_name = true};
    assert_string_equal(changes_of(a, b, &options), "+ clients\n- users\n");
}

static void texts_that_were_only_read_share_no_lineage(void **state) {
    (void)state;
    struct tn_model *a = model_of(0), *b = model_of(0);
    tn_add(a, TN_entity, a->project, "users");
    tn_add(b, TN_entity, b->project, "orders");
    assert_string_equal(changes_of(a, b, NULL), "+ orders\n- users\n");
}

static void a_name_taken_over_in_one_lineage_is_not_the_old_object(void **state) {
    (void)state;
    struct tn_model *a = model_of(1);
    tn_add(a, TN_entity, a->project, "users");
    struct tn_model *b = tn_model_copy(a);
    tn_find_entity(b, "users")->name = tn_text(b, "clients");
    tn_add(b, TN_entity, b->project, "users");
    assert_string_equal(changes_of(a, b, NULL), "users name\n+ users\n");
}

static void letter_case_of_names_counts_by_dialect(void **state) {
    (void)state;
    struct tn_model *a = model_of(1), *b = model_of(2);
    tn_add(a, TN_entity, a->project, "Users");
    tn_add(b, TN_entity, b->project, "users");
    assert_string_equal(changes_of(a, b, NULL), "+ users\n- Users\n");
    a = model_of(1), b = model_of(2);
    a->project->dialect = b->project->dialect = "sqlite";
    tn_add(a, TN_entity, a->project, "Users");
    tn_add(b, TN_entity, b->project, "users");
    assert_string_equal(changes_of(a, b, NULL), "Users name\n");
}

static void the_public_schema_is_no_schema(void **state) {
    (void)state;
    struct tn_model *a = model_of(1), *b = model_of(2);
    tn_add(a, TN_entity, a->project, "users");
    tn_add(b, TN_entity, tn_add(b, TN_namespace, b->project, "public"), "users");
    assert_string_equal(changes_of(a, b, NULL), "");
}

static struct tn_key *key(struct tn_model *model, struct tn_entity *entity, const char *name,
                          void *member) {
    struct tn_key *made = tn_add(model, TN_key, entity, name);
    tn_refs_append(model, &made->attributes, member);
    return made;
}

static void unnamed_keys_are_matched_by_their_attributes(void **state) {
    (void)state;
    struct tn_model *a = model_of(1), *b = model_of(2);
    struct tn_entity *in_a = tn_add(a, TN_entity, a->project, "t");
    struct tn_entity *in_b = tn_add(b, TN_entity, b->project, "t");
    void *ax = attribute(a, in_a, "x", "int"), *ay = attribute(a, in_a, "y", "int");
    void *bx = attribute(b, in_b, "x", "int"), *by = attribute(b, in_b, "y", "int");
    key(a, in_a, "", ax);
    key(a, in_a, "", ay);
    key(b, in_b, "", by);
    key(b, in_b, "", bx)->nulls_not_distinct = true;
    assert_string_equal(changes_of(a, b, NULL), "t.(unique key) nulls_not_distinct\n");
}

static void a_constraint_of_the_same_make_is_renamed(void **state) {
    (void)state;
    struct tn_model *a = model_of(1), *b = model_of(2);
    struct tn_entity *in_a = tn_add(a, TN_entity, a->project, "t");
    struct tn_entity *in_b = tn_add(b, TN_entity, b->project, "t");
    key(a, in_a, "old", attribute(a, in_a, "x", "int"));
    key(b, in_b, "new", attribute(b, in_b, "x", "int"));
    assert_string_equal(changes_of(a, b, NULL), "t.old name\n");
}

static void a_foreign_key_without_columns_means_the_primary_key(void **state) {
    (void)state;
    struct tn_model *models[2];
    for (int i = 0; i < 2; i++) {
        struct tn_model *m = models[i] = model_of((uint64_t)i + 1);
        struct tn_entity *parent = tn_add(m, TN_entity, m->project, "parent");
        struct tn_attribute *id = attribute(m, parent, "id", "integer");
        key(m, parent, "parent_pkey", id)->primary = true;
        struct tn_entity *child = tn_add(m, TN_entity, m->project, "child");
        struct tn_relationship *fk = tn_add(m, TN_relationship, child, "fk");
        tn_refs_append(m, &fk->attributes, attribute(m, child, "parent_id", "integer"));
        fk->target = parent;
        if (i)
            tn_refs_append(m, &fk->target_attributes, id);
    }
    assert_string_equal(changes_of(models[0], models[1], NULL), "");
}

static void one_moved_column_is_one_change(void **state) {
    (void)state;
    static const char *const orders[2] = {"abcdefgh", "ahbcdefg"};
    struct tn_model *models[2];
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 2; i++) {
            struct tn_model *m = models[i] = model_of((uint64_t)i + 1);
            struct tn_entity *t = tn_add(m, TN_entity, m->project, "t");
            for (const char *c = orders[i]; *c; c++)
                attribute(m, t, (char[]){*c, 0}, "integer");
        }
        struct tn_diff_options options = {.order = round};
        assert_string_equal(changes_of(models[0], models[1], &options), round ? "t.h rank\n" : "");
    }
}

static void overloaded_routines_are_told_apart_by_their_parameters(void **state) {
    (void)state;
    struct tn_model *a = model_of(1), *b = model_of(2);
    static const char *const signatures[] = {"a integer", "a text", "a text, b text"};
    for (int i = 0; i < 3; i++) {
        struct tn_routine *in_a = tn_add(a, TN_routine, a->project, "f");
        in_a->signature = tn_text(a, signatures[i]);
        struct tn_routine *in_b = i ? tn_add(b, TN_routine, b->project, "f") : NULL;
        if (in_b)
            in_b->signature = tn_text(b, signatures[3 - i]);
    }
    assert_string_equal(changes_of(a, b, NULL), "- f\n");
}

static void notes_and_areas_are_no_difference_of_the_schema(void **state) {
    (void)state;
    struct tn_model *a = model_of(1);
    tn_add(a, TN_entity, a->project, "t");
    struct tn_model *b = tn_model_copy(a);
    tn_add(b, TN_note, tn_find_entity(b, "t"), "");
    tn_find_entity(b, "t")->area = tn_add(b, TN_area, b->project, "sales");
    struct tn_model *also_a = tn_model_copy(a), *also_b = tn_model_copy(b);
    assert_string_equal(changes_of(a, b, NULL), "");
    struct tn_diff_options options = {.layout = true};
    assert_string_equal(changes_of(also_a, also_b, &options), "+ sales\nt area\n+ t.(note)\n");
}

static void a_model_does_not_differ_from_itself(void **state) {
    (void)state;
    struct tn_diff_options options = {.order = true, .layout = true};
    for (uint64_t seed = 1; seed < 60; seed++) {
        options.by_name = seed % 2;
        struct tn_model *model = random_model(seed, 0);
        struct tn_model *copy = tn_model_copy(model);
        assert_string_equal(changes_of(model, copy, &options), "");
    }
}

static void ten_thousand_tables_are_compared(void **state) {
    (void)state;
    struct tn_model *a = model_of(1), *b = model_of(2);
    for (int i = 0; i < 10000; i++) {
        char name[32];
        snprintf(name, sizeof name, "table_%d", i);
        attribute(a, tn_add(a, TN_entity, a->project, name), "id", "integer");
        snprintf(name, sizeof name, "table_%d", 9999 - i);
        attribute(b, tn_add(b, TN_entity, b->project, name), "id", i == 7 ? "text" : "integer");
    }
    assert_string_equal(changes_of(a, b, NULL), "table_9992.id type\n");
}

static struct tn_entity *session_table(struct tn_model *model, const char *name) {
    struct tn_entity *made = tn_add(model, TN_entity, model->project, name);
    made->persistence = TN_persistence_temporary;
    return made;
}

static void a_temporary_table_is_not_the_one_whose_name_it_has(void **state) {
    (void)state;
    struct tn_model *a = model_of(1), *b = model_of(2);
    attribute(a, tn_add(a, TN_entity, a->project, "t"), "x", "text");
    attribute(a, session_table(a, "t"), "y", "text");
    attribute(b, session_table(b, "t"), "y", "integer");
    attribute(b, tn_add(b, TN_entity, b->project, "t"), "x", "text");
    assert_string_equal(changes_of(a, b, NULL), "t.y type\n");
}

static void a_table_that_becomes_temporary_is_the_same(void **state) {
    (void)state;
    struct tn_model *a = model_of(1), *b = model_of(2);
    tn_add(a, TN_entity, a->project, "t");
    session_table(b, "t");
    assert_string_equal(changes_of(a, b, NULL), "t persistence\n");
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(objects_of_one_name_are_the_same),
        cmocka_unit_test(tables_and_columns_without_letters_are_the_same),
        cmocka_unit_test(a_rename_is_a_change_of_name_in_one_lineage),
        cmocka_unit_test(a_rename_is_two_changes_by_name),
        cmocka_unit_test(texts_that_were_only_read_share_no_lineage),
        cmocka_unit_test(a_name_taken_over_in_one_lineage_is_not_the_old_object),
        cmocka_unit_test(letter_case_of_names_counts_by_dialect),
        cmocka_unit_test(the_public_schema_is_no_schema),
        cmocka_unit_test(unnamed_keys_are_matched_by_their_attributes),
        cmocka_unit_test(a_constraint_of_the_same_make_is_renamed),
        cmocka_unit_test(a_foreign_key_without_columns_means_the_primary_key),
        cmocka_unit_test(one_moved_column_is_one_change),
        cmocka_unit_test(overloaded_routines_are_told_apart_by_their_parameters),
        cmocka_unit_test(notes_and_areas_are_no_difference_of_the_schema),
        cmocka_unit_test(a_model_does_not_differ_from_itself),
        cmocka_unit_test(a_temporary_table_is_not_the_one_whose_name_it_has),
        cmocka_unit_test(a_table_that_becomes_temporary_is_the_same),
        cmocka_unit_test(ten_thousand_tables_are_compared),
    };
    return tn_test_run("diff", tests);
}
