/*
 * What the tests of the store share: project files in folders of their own, a small shop to put in
 * them, and comparing what is in memory with what is in the file.
 */
#ifndef TENON_TESTS_PROJECT_H
#define TENON_TESTS_PROJECT_H

#include "harness.h"
#include "model/dump.h"
#include "tenon/design.h"
#include "tenon/store.h"

#include <stdlib.h>
#include <string.h>

static inline const char *project_path(void) {
    return tn_test_path(tn_test_folder(), "shop.tenon");
}

static inline struct tn_attribute *project_attribute(struct tn_model *model,
                                                     struct tn_entity *entity, const char *name) {
    struct tn_attribute *attribute = tn_add(model, TN_attribute, entity, name);
    attribute->type = tn_text(model, "integer");
    return attribute;
}

/* customers(id, name), orders(id, customer_id -> customers); keys on both; orders indexed. */
static inline struct tn_model *project_shop(void) {
    struct tn_model *model = tn_model_new(42, 0);
    struct tn_entity *customers = tn_add(model, TN_entity, model->project, "customers");
    struct tn_entity *orders = tn_add(model, TN_entity, model->project, "orders");
    struct tn_attribute *id = project_attribute(model, customers, "id");
    project_attribute(model, customers, "name");
    project_attribute(model, orders, "id");
    struct tn_attribute *customer_id = project_attribute(model, orders, "customer_id");
    struct tn_key *key = tn_add(model, TN_key, customers, "");
    key->primary = true;
    tn_refs_append(model, &key->attributes, id);
    struct tn_relationship *places = tn_add(model, TN_relationship, orders, "places");
    places->target = customers;
    tn_refs_append(model, &places->attributes, customer_id);
    tn_refs_append(model, &places->target_attributes, id);
    struct tn_index *index = tn_add(model, TN_index, orders, "idx_orders_customer");
    struct tn_index_part *part = tn_add(model, TN_index_part, index, "");
    part->attribute = customer_id;
    return model;
}

static inline void project_create(const char *path, const struct tn_model *model) {
    struct tn_error error = {0};
    if (!tn_store_create(path, model, &error))
        fail_msg("%s", error.message);
}

/* A new project file with the shop in it. */
static inline const char *project_new(void) {
    const char *path = project_path();
    struct tn_model *model = project_shop();
    project_create(path, model);
    tn_model_free(model);
    return path;
}

static inline struct tn_store *project_open(const char *path, enum tn_store_mode mode) {
    struct tn_error error = {0};
    struct tn_store *store = tn_store_open(path, mode, &error);
    if (!store)
        fail_msg("%s", error.message);
    return store;
}

/* The dump of what stands in the file now. On the heap. */
static inline char *project_dump(const char *path) {
    struct tn_store *store = project_open(path, TN_STORE_READ);
    char *text = dump(tn_store_model(store));
    tn_store_close(store);
    return text;
}

static inline void assert_text(char *found, const char *expected) {
    assert_string_equal(found, expected);
    free(found);
}

/* The file holds what is in memory. */
static inline void assert_saved(struct tn_store *store) {
    assert_false(tn_store_unsaved(store));
    char *memory = dump(tn_store_model(store));
    assert_text(project_dump(tn_store_path(store)), memory);
    free(memory);
}

static inline struct tn_entity *project_entity(struct tn_store *store, const char *name) {
    struct tn_entity *entity = tn_find_entity(tn_store_model(store), name);
    assert_non_null(entity);
    return entity;
}

static inline bool project_rename(struct tn_store *store, const char *from, const char *to,
                                  struct tn_error *error) {
    struct tn_model *model = tn_store_model(store);
    tn_group_begin(model, "rename %s to %s", from, to);
    tn_set_text(model, project_entity(store, from), TN_FIELD_NAME, to);
    return tn_group_end(model, error);
}

#endif
