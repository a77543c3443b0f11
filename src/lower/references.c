/*
 * Foreign keys across dialects: actions and clauses that a server has not, and the types of both
 * sides, which must be alike.
 */
#include "lower/lowering.h"

#include <string.h>

/* ------------------------------------------------------------------ clauses */

static void drop_clauses(struct lowering *l, struct tn_relationship *r) {
    if (tn_starts_with(r->options, "SET "))
        lower_feature(l, FEATURE_SET_NULL_COLUMNS, r);
    r->options = "";
    r->not_valid = false;
    if (r->match != TN_match_simple && lower_lacks(l, FEATURE_MATCH_FULL)) {
        if (r->match == TN_match_full && r->attributes.count > 1)
            lower_feature(l, FEATURE_MATCH_FULL, r);
        r->match = TN_match_simple;
    }
    if (r->deferral != TN_deferral_none && !l->to->can.deferrable) {
        lower_feature(l, FEATURE_DEFERRABLE_REFERENCE, r);
        r->deferral = TN_deferral_none;
    }
}

static bool some_not_null(struct tn_refs attributes) {
    for (size_t i = 0; i < attributes.count; i++)
        if (!((const struct tn_attribute *)attributes.items[i])->nullable)
            return true;
    return false;
}

/* MySQL refuses what could only fail: to set an attribute to null that cannot be. */
static void drop_action(struct lowering *l, struct tn_relationship *r, enum tn_action *action,
                        const char *event) {
    if (!lower_is_mysql(l->to))
        return;
    if (*action == TN_action_set_default) {
        lower_feature(l, FEATURE_SET_DEFAULT, r);
        *action = TN_action_no_action;
    } else if (*action == TN_action_set_null && some_not_null(r->attributes)) {
        lower_loss(l, TN_INFO, r, "%s SET NULL becomes NO ACTION: an attribute cannot be null",
                   event);
        *action = TN_action_no_action;
    }
}

/* ------------------------------------------------------------------ types of both sides */

static char class_of(const char *type) {
    static const char *const numbers[] = {"int", "numeric", "decimal", "double", "real", "float"};
    if (tn_find_word(type, "char") || tn_find_word(type, "text") || tn_find_word(type, "clob"))
        return 't';
    for (size_t i = 0; i < TN_LENGTH(numbers); i++)
        if (tn_find_word(type, numbers[i]))
            return 'n';
    return '?';
}

/* MySQL compares whole numbers of one size only; PostgreSQL all numbers, and all text. */
static bool goes_with(const struct lowering *l, const struct tn_attribute *child,
                      const struct tn_attribute *parent) {
    if (l->to->id == TN_SQLITE)
        return true;
    if (child->named_type || parent->named_type)
        return child->named_type == parent->named_type;
    if (strcmp(child->type, parent->type) == 0)
        return true;
    char class = class_of(child->type);
    bool alike = class == class_of(parent->type) && class != '?';
    return alike && (class == 't' || !lower_is_mysql(l->to));
}

static void align(struct lowering *l, const struct tn_relationship *r) {
    struct tn_refs targets = tn_relationship_target_attributes(r);
    for (size_t i = 0; i < r->attributes.count && i < targets.count; i++) {
        struct tn_attribute *child = (void *)r->attributes.items[i];
        const struct tn_attribute *parent = (void *)targets.items[i];
        if (goes_with(l, child, parent))
            continue;
        lower_loss(l, TN_INFO, child, "its type becomes that of %s.%s, which it refers to",
                   r->target->name, parent->name);
        child->type = parent->type;
        child->named_type = parent->named_type;
    }
}

/* ------------------------------------------------------------------ what is referred to */

static bool index_over(const struct tn_index *index, struct tn_refs columns) {
    size_t count = 0;
    if (!index->unique || *index->predicate)
        return false;
    for (const struct tn_index_part *p = index->parts.first; p; p = p->next, count++)
        if (!p->attribute || p->length || !tn_refs_have(columns, p->attribute))
            return false;
    return count == columns.count;
}

static bool is_unique(const struct tn_entity *entity, struct tn_refs columns) {
    for (const struct tn_key *key = entity->keys.first; key; key = key->next)
        if (tn_refs_same_set(key->attributes, columns))
            return true;
    for (const struct tn_index *index = entity->indexes.first; index; index = index->next)
        if (index_over(index, columns))
            return true;
    return false;
}

/* Says why it cannot go over, or NULL. */
static const char *obstacle(const struct lowering *l, const struct tn_relationship *r) {
    if (l->to->id == TN_SQLITE)
        return NULL;
    if (!r->target)
        return "the table it refers to is not in the model";
    struct tn_refs columns = tn_relationship_target_attributes(r);
    if (columns.count != r->attributes.count)
        return "it is not told which columns it refers to";
    return is_unique(r->target, columns) ? NULL : "what it refers to is not unique";
}

static const struct tn_key *key_over(const struct tn_entity *entity, struct tn_refs columns) {
    for (const struct tn_key *key = entity->keys.first; key; key = key->next)
        if (tn_refs_same_set(key->attributes, columns))
            return key;
    return NULL;
}

/* MySQL wants the columns in the order of the key they refer to. The pairs stay as they are. */
static void sort_columns(struct lowering *l, struct tn_relationship *r) {
    struct tn_refs targets = tn_relationship_target_attributes(r);
    const struct tn_key *key = key_over(r->target, targets);
    struct tn_refs attributes = {0}, sorted = {0};
    for (size_t k = 0; key && k < key->attributes.count; k++)
        for (size_t i = 0; i < targets.count; i++)
            if (targets.items[i] == key->attributes.items[k]) {
                tn_refs_append(l->model, &attributes, r->attributes.items[i]);
                tn_refs_append(l->model, &sorted, targets.items[i]);
            }
    if (sorted.count == r->attributes.count) {
        r->attributes = attributes;
        r->target_attributes = sorted;
    }
}

static void lower_reference(struct lowering *l, struct tn_relationship *r) {
    const char *because = obstacle(l, r);
    if (because) {
        lower_loss(l, TN_WARNING, r, "it is left out: %s", because);
        lower_remove(l, r);
        return;
    }
    drop_clauses(l, r);
    drop_action(l, r, &r->on_delete, "ON DELETE");
    drop_action(l, r, &r->on_update, "ON UPDATE");
    if (lower_is_mysql(l->to)) {
        sort_columns(l, r);
        lower_fit_key(l, r->attributes, r);
        lower_fit_key(l, tn_relationship_target_attributes(r), r);
    }
    align(l, r);
}

/* Parents first, so that a type goes all the way down a chain of references. */
void lower_foreign_keys(struct lowering *l) {
    if (lower_same_language(l))
        return;
    struct tn_refs entities = tn_sql_entity_order(l->model, &l->arena);
    for (size_t i = 0; i < entities.count; i++) {
        struct tn_entity *entity = (void *)entities.items[i];
        struct tn_relationship *next = NULL;
        for (struct tn_relationship *r = entity->relationships.first; r; r = next) {
            next = r->next;
            lower_reference(l, r);
        }
    }
}
