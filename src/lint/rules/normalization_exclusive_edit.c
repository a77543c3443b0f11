/*
 * A foreign key a table in place of a pair of columns, with the keys and indexes that go along.
 */
#include "lint/fix.h"
#include "lint/rules/normalization_exclusive.h"
#include "tenon/design.h"

static bool is_of_pair(const struct lint_exclusive *plan, const void *attribute) {
    return attribute == plan->sort || attribute == plan->id;
}

/* ------------------------------------------------------------------ keys and indexes */

/* Rows that refer to another table are no concern of the key. */
static void put_set(struct tn_buffer *out, const struct tn_dialect *dialect,
                    const struct tn_object *attribute) {
    tn_sql_put_name(out, dialect, attribute->name);
    tn_put(out, " IS NOT NULL");
}

static void restrict_to_set(struct tn_model *model, struct tn_index *index,
                            const struct tn_object *attribute) {
    struct tn_buffer out = {0};
    put_set(&out, tn_dialect_of(model), attribute);
    tn_set_text(model, index, TN_index_predicate, tn_buffer_text(&out));
    tn_buffer_free(&out);
}

/* (owner_type, owner_id, name) becomes (person_id, name). */
static void add_key_for(struct tn_model *model, const struct lint_exclusive *plan,
                        const struct tn_key *key, struct tn_object *made) {
    struct tn_refs attributes = {0};
    bool placed = false;
    for (size_t i = 0; i < key->attributes.count; i++) {
        bool replaced = is_of_pair(plan, key->attributes.items[i]);
        if (!replaced || !placed)
            tn_refs_append(model, &attributes, replaced ? made : key->attributes.items[i]);
        placed |= replaced;
    }
    if (attributes.count == 1) {
        lint_add_key(model, tn_entity_of(key), attributes, false);
        return;
    }
    struct tn_index *index = lint_add_index(model, tn_entity_of(key), attributes);
    tn_set_number(model, index, TN_index_unique, true);
    restrict_to_set(model, index, made);
}

static void add_index_for(struct tn_model *model, const struct lint_exclusive *plan,
                          struct tn_index *index, struct tn_object *made) {
    struct tn_index *copy = tn_design_copy(model, index, "");
    for (struct tn_index_part *p = copy->parts.first, *next; p; p = next) {
        next = p->next;
        if (p->attribute == plan->sort) {
            tn_design_delete(model, p);
        } else if (p->attribute == plan->id) {
            tn_set_ref(model, p, TN_index_part_attribute, made);
            tn_set_number(model, p, TN_index_part_length, 0);
            tn_set_text(model, p, TN_index_part_collation, "");
            tn_set_text(model, p, TN_index_part_operator_class, "");
        }
    }
    if (index->unique && copy->parts.count > 1)
        restrict_to_set(model, copy, made);
}

static bool index_has(const struct tn_index *index, const struct tn_attribute *attribute) {
    for (struct tn_index_part *p = index->parts.first; p; p = p->next)
        if (p->attribute == attribute)
            return true;
    return false;
}

/* One that leads to the target alone comes with the foreign key. */
static bool is_worth_a_copy(const struct lint_exclusive *plan, const struct tn_index *index) {
    size_t left = index->parts.count - (index_has(index, plan->sort) ? 1 : 0);
    return index_has(index, plan->id) && (left > 1 || index->unique);
}

static void replace_keys(struct tn_model *model, const struct lint_exclusive *plan) {
    struct tn_entity *entity = tn_entity_of(plan->sort);
    struct tn_key *last = entity->keys.last;
    for (struct tn_key *key = entity->keys.first, *next; key; key = next) {
        next = key == last ? NULL : key->next;
        if (!tn_refs_have(key->attributes, plan->id))
            continue;
        for (size_t i = 0; i < plan->made.count; i++)
            add_key_for(model, plan, key, plan->made.items[i]);
        tn_design_delete(model, key);
    }
}

static void replace_indexes(struct tn_model *model, const struct lint_exclusive *plan) {
    struct tn_entity *entity = tn_entity_of(plan->sort);
    for (struct tn_index *index = entity->indexes.first, *next; index; index = next) {
        next = index->next;
        if (!index_has(index, plan->sort) && !index_has(index, plan->id))
            continue;
        /* the last first: each copy comes right behind the index */
        for (size_t i = is_worth_a_copy(plan, index) ? plan->made.count : 0; i > 0; i--)
            add_index_for(model, plan, index, plan->made.items[i - 1]);
        tn_design_delete(model, index);
    }
}

/* ------------------------------------------------------------------ the foreign keys */

static void put_one_of(struct tn_buffer *out, const struct tn_dialect *dialect,
                       const struct lint_exclusive *plan) {
    bool counts = dialect->id == TN_POSTGRESQL;
    tn_put(out, counts ? "num_nonnulls(" : "");
    for (size_t i = 0; i < plan->made.count; i++) {
        tn_put(out, !i ? "" : counts ? ", " : " + ");
        tn_put(out, counts ? "" : "(");
        if (counts)
            tn_sql_put_name(out, dialect, plan->made.items[i]->name);
        else
            put_set(out, dialect, plan->made.items[i]);
        tn_put(out, counts ? "" : ")");
    }
    tn_put(out, counts ? ")" : "");
    tn_put(out, plan->may_be_none ? " <= 1" : " = 1");
}

static void add_check(struct tn_model *model, const struct lint_exclusive *plan) {
    struct tn_buffer text = {0};
    put_one_of(&text, tn_dialect_of(model), plan);
    struct tn_check *check = tn_design_add(model, TN_check, tn_entity_of(plan->sort), "");
    tn_set_text(model, check, TN_check_expression, tn_buffer_text(&text));
    tn_buffer_free(&text);
}

/* A single table that must be referred to needs no check. */
static bool add_foreign_keys(struct tn_model *model, struct lint_exclusive *plan,
                             struct tn_error *error) {
    bool always = plan->count == 1 && !plan->may_be_none;
    for (size_t i = 0; i < plan->count; i++) {
        struct tn_link link = {.parent = plan->targets[i],
                               .child = tn_entity_of(plan->sort),
                               .parent_end =
                                   always ? TN_cardinality_exactly_one : TN_cardinality_zero_or_one,
                               .role = plan->pair.role};
        struct tn_relationship *made = tn_design_relate(model, &link, error);
        if (!made)
            return false;
        tn_refs_append(model, &plan->made, made->attributes.items[0]);
    }
    if (plan->count > 1)
        add_check(model, plan);
    return true;
}

static void add_indexes(struct tn_model *model, const struct lint_exclusive *plan) {
    for (size_t i = 0; i < plan->made.count; i++) {
        struct tn_refs one = {&plan->made.items[i], 1};
        if (!lint_is_indexed(model, tn_entity_of(plan->sort), one))
            lint_add_index(model, tn_entity_of(plan->sort), one);
    }
}

bool lint_carry_out(struct tn_model *model, struct lint_exclusive *plan, struct tn_error *error) {
    if (!add_foreign_keys(model, plan, error))
        return false;
    replace_keys(model, plan);
    replace_indexes(model, plan);
    tn_design_delete_all(
        model, (struct tn_refs){(struct tn_object *[]){&plan->sort->object, &plan->id->object}, 2});
    add_indexes(model, plan);
    return true;
}
