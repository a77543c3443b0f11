/*
 * Keys, checks and indexes across dialects. What a server cannot keep in full is left out rather
 * than kept in part where the part would refuse other rows: a unique partial index never becomes a
 * unique one.
 */
#include "lower/lowering.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ MySQL: columns that can be
 * indexed */

/* Bytes that an InnoDB key can have, and bytes of a character in utf8mb4. */
enum { KEY_BYTES = 3072, CHARACTER_BYTES = 4, TEXT_LENGTH = 255 };

static bool is_long(const char *type) {
    return strstr(type, "text") || strstr(type, "blob");
}

static size_t key_bytes(const char *type) {
    const char *open = strchr(type, '(');
    size_t length = open ? strtoul(open + 1, NULL, 10) : 0;
    if (tn_starts_with(type, "varchar(") || tn_starts_with(type, "char("))
        return CHARACTER_BYTES * length;
    return tn_starts_with(type, "varbinary(") ? length : 8;
}

static void shorten_column(struct lowering *l, struct tn_attribute *attribute, size_t length,
                           const void *because) {
    bool bytes = strstr(attribute->type, "blob") || strstr(attribute->type, "binary");
    const char *old = attribute->type;
    attribute->type = lower_text(l, bytes ? "varbinary(%zu)" : "varchar(%zu)", length);
    /* MySQL: a default of text was written as an expression */
    lower_loss(l, TN_WARNING, attribute, "its type becomes %s instead of %s, to stand in a %s",
               attribute->type, old, tn_kind_of(because)->name);
}

static bool is_document(const struct tn_refs attributes) {
    for (size_t i = 0; i < attributes.count; i++)
        if (tn_same_word(((struct tn_attribute *)attributes.items[i])->type, "json"))
            return true;
    return false;
}

void lower_fit_key(struct lowering *l, struct tn_refs attributes, const void *because) {
    size_t bytes = 0, wide = 0;
    if (!lower_is_mysql(l->to))
        return;
    for (size_t i = 0; i < attributes.count; i++) {
        struct tn_attribute *attribute = (void *)attributes.items[i];
        if (is_long(attribute->type))
            shorten_column(l, attribute, TEXT_LENGTH, because);
        bytes += key_bytes(attribute->type);
        wide += key_bytes(attribute->type) > 8;
    }
    size_t each = wide ? (KEY_BYTES - 8 * (attributes.count - wide)) / wide : 0;
    for (size_t i = 0; i < attributes.count && bytes > KEY_BYTES; i++) {
        struct tn_attribute *attribute = (void *)attributes.items[i];
        if (key_bytes(attribute->type) > each)
            shorten_column(l, attribute, each / CHARACTER_BYTES, because);
    }
}

/* ------------------------------------------------------------------ keys */

static void lower_key(struct lowering *l, struct tn_key *key) {
    if (key->include.count && !l->to->can.include) {
        lower_feature(l, FEATURE_INCLUDE, key);
        key->include = (struct tn_refs){0};
    }
    if (key->nulls_not_distinct && !l->to->can.nulls_not_distinct) {
        lower_feature(l, FEATURE_NULLS_NOT_DISTINCT, key);
        key->nulls_not_distinct = false;
    }
    if (key->deferral != TN_deferral_none && l->to->id != TN_POSTGRESQL) {
        lower_feature(l, FEATURE_DEFERRABLE_KEY, key);
        key->deferral = TN_deferral_none;
    }
    if (tn_find_word(key->options, " collate ") && l->to->id != TN_SQLITE)
        lower_feature(l, FEATURE_KEY_COLLATION, key);
    key->options = "";
    lower_fit_key(l, key->attributes, key);
}

static void lower_keys_of(struct lowering *l, struct tn_entity *entity) {
    struct tn_key *next = NULL;
    for (struct tn_key *key = entity->keys.first; key; key = next) {
        next = key->next;
        if (lower_is_mysql(l->to) && is_document(key->attributes)) {
            lower_feature(l, FEATURE_DOCUMENT_KEY, key);
            lower_remove(l, key);
        } else {
            lower_key(l, key);
        }
    }
    while (entity->exclusions.first && !l->to->can.exclusion) {
        lower_feature(l, FEATURE_EXCLUSION, entity->exclusions.first);
        lower_remove(l, entity->exclusions.first);
    }
}

void lower_keys(struct lowering *l) {
    if (lower_same_language(l))
        return;
    TN_EACH_OF(l->model, entity, entity)
    lower_keys_of(l, entity);
}

/* ------------------------------------------------------------------ checks */

static void lower_check(struct lowering *l, struct tn_check *check) {
    const char *made = lower_condition(l, tn_entity_of(check), check->expression, NULL);
    if (check->not_enforced && !l->to->can.not_enforced) {
        lower_feature(l, FEATURE_NOT_ENFORCED, check);
        lower_remove(l, check);
    } else if (!made) {
        lower_loss(l, TN_WARNING, check, "it is left out because of %s: %s has no words for it",
                   l->unknown, l->to->title);
        lower_remove(l, check);
    } else {
        check->expression = made;
        check->not_valid = check->no_inherit = false;
        if (*check->name) /* MariaDB has no name for a check in a column's line */
            check->attribute = NULL;
    }
}

void lower_checks(struct lowering *l) {
    TN_EACH_OF(l->model, entity, entity) {
        struct tn_check *next = NULL;
        for (struct tn_check *check = entity->checks.first; check; check = next) {
            next = check->next;
            lower_check(l, check);
        }
    }
}
