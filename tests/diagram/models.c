/*
 * Owns the small models of the diagram tests.
 */
#include "diagram/models.h"

#include "tenon/design.h"

#include <stdio.h>
#include <string.h>

struct tn_entity *models_entity(struct tn_model *model, const char *name) {
    return tn_add(model, TN_entity, model->project, name);
}

static struct tn_key *primary_key(struct tn_model *model, struct tn_entity *entity) {
    struct tn_key *key = tn_primary_key(entity);
    if (!key) {
        key = tn_add(model, TN_key, entity, "");
        key->primary = true;
    }
    return key;
}

struct tn_attribute *models_column(struct tn_model *model, struct tn_entity *entity,
                                   const char *description) {
    bool is_key = *description == '*';
    const char *name = description + is_key, *space = strchr(name, ' ');
    size_t length = space ? (size_t)(space - name) : strlen(name);
    bool nullable = length && name[length - 1] == '?';
    struct tn_attribute *made = tn_add(model, TN_attribute, entity, "");
    made->name = tn_text_slice(model, (struct tn_slice){name, length - nullable});
    made->type = tn_text(model, space ? space + 1 : "");
    made->nullable = nullable;
    if (is_key)
        tn_refs_append(model, &primary_key(model, entity)->attributes, made);
    return made;
}

struct tn_relationship *models_link(struct tn_model *model, const char *child, const char *column,
                                    const char *parent) {
    struct tn_entity *from = tn_find_entity(model, child);
    struct tn_relationship *made = tn_add(model, TN_relationship, from, "");
    made->target = tn_find_entity(model, parent);
    tn_refs_append(model, &made->attributes, tn_find_name(&from->attributes, column));
    return made;
}

struct tn_relationship *models_many_to_many(struct tn_model *model, const char *child,
                                            const char *parent) {
    struct tn_relationship *made = tn_add(model, TN_relationship, tn_find_entity(model, child), "");
    made->target = tn_find_entity(model, parent);
    made->parent_cardinality = TN_cardinality_zero_or_many;
    made->child_cardinality = TN_cardinality_zero_or_many;
    return made;
}

struct tn_model *models_shop(void) {
    static const char *const lines[] = {
        "customers: *id bigint, email text, name? text",
        "addresses: *id bigint, customer_id bigint, street text, city text",
        ("orders: *id bigint, customer_id bigint, address_id? bigint, status order_status, "
         "total numeric(12;2)"),
        "categories: *id bigint, parent_id? bigint, name text",
        "products: *id bigint, category_id? bigint, sku text, price numeric(10;2)",
        "order_items: *order_id bigint, *line_no int, product_id bigint, quantity int",
        "tags: *id bigint, name text",
        "audit_log: *id bigint, happened_at timestamptz, what? jsonb",
    };
    static const char *const links[][3] = {
        {"addresses", "customer_id", "customers"}, {"orders", "customer_id", "customers"},
        {"orders", "address_id", "addresses"},     {"categories", "parent_id", "categories"},
        {"products", "category_id", "categories"}, {"order_items", "order_id", "orders"},
        {"order_items", "product_id", "products"},
    };
    struct tn_model *model = tn_model_new(1, 0);
    model->project->name = tn_text(model, "shop");
    for (size_t i = 0; i < TN_LENGTH(lines); i++) {
        char line[200];
        snprintf(line, sizeof line, "%s", lines[i]);
        struct tn_entity *entity = models_entity(model, strtok(line, ":"));
        for (char *column; (column = strtok(NULL, ",")) != NULL;) {
            for (char *c = column; *c; c++)
                *c = *c == ';' ? ',' : *c;
            models_column(model, entity, column + 1);
        }
    }
    for (size_t i = 0; i < TN_LENGTH(links); i++)
        models_link(model, links[i][0], links[i][1], links[i][2]);
    models_many_to_many(model, "tags", "products");
    return model;
}

struct tn_model *models_hub(size_t count) {
    struct tn_model *model = tn_model_new(2, 0);
    struct tn_entity *hub = models_entity(model, "hub");
    models_column(model, hub, "*id bigint");
    for (size_t i = 0; i < count; i++) {
        char name[32];
        snprintf(name, sizeof name, "spoke_%zu", i);
        models_column(model, models_entity(model, name), "*id bigint");
        models_column(model, tn_find_entity(model, name), "hub_id bigint");
        models_link(model, name, "hub_id", "hub");
    }
    return model;
}

/* A column that refers to an entity with a smaller number or, now and then, to its own; or a
 * many-to-many relationship. */
static void add_random_link(struct tn_model *model, struct tn_entity *entity, size_t number,
                            uint64_t dice) {
    char column[32], parent[32];
    snprintf(column, sizeof column, "ref%zu%s int", entity->attributes.count,
             dice / 16 % 3 == 0 ? "?" : "");
    struct tn_attribute *made = models_column(model, entity, column);
    if (dice % 4 == 0)
        return;
    bool is_self = number == 0 || dice % 16 == 1;
    snprintf(parent, sizeof parent, "t%zu", is_self ? number : (size_t)(dice / 64 % number));
    struct tn_relationship *r = tn_add(model, TN_relationship, entity, "");
    r->target = tn_find_entity(model, parent);
    if (dice % 16 == 2)
        r->parent_cardinality = r->child_cardinality = TN_cardinality_one_or_many;
    else
        tn_refs_append(model, &r->attributes, made);
}

struct tn_model *models_random(size_t count, uint64_t seed) {
    struct tn_model *model = tn_model_new(3, 0);
    for (size_t i = 0; i < count; i++) {
        char name[32];
        snprintf(name, sizeof name, "t%zu", i);
        struct tn_entity *entity = models_entity(model, name);
        models_column(model, entity, "*id bigint");
        for (size_t r = 0; r < 2; r++) {
            seed = tn_mix(seed + i * 2 + r);
            add_random_link(model, entity, i, seed);
        }
    }
    return model;
}
