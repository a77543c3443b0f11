/*
 * A column and what must be of the same type form a family; it changes as a whole or not at all.
 */
#include "lint/retype.h"

#include "lint/fix.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ the family */

struct family {
    TN_VECTOR(struct tn_attribute *) members;
    struct tn_id_map seen;
};

static void join(struct family *family, struct tn_attribute *attribute) {
    if (!attribute || tn_id_map_get(&family->seen, attribute->id))
        return;
    tn_id_map_put(&family->seen, attribute->id, attribute);
    TN_PUSH(&family->members, attribute);
}

static void join_by_references(struct family *family, const struct tn_model *model,
                               const struct tn_attribute *member) {
    TN_EACH_OF(model, relationship, r) {
        struct tn_refs to = tn_relationship_target_attributes(r);
        for (size_t i = 0; i < to.count && to.count == r->attributes.count; i++) {
            if (to.items[i] == &member->object)
                join(family, (void *)r->attributes.items[i]);
            if (r->attributes.items[i] == &member->object)
                join(family, (void *)to.items[i]);
        }
    }
}

static bool stems_from(const struct tn_entity *entity, const struct tn_entity *other) {
    return entity->partition_of == other || tn_refs_have(entity->inherits, other);
}

static void join_by_descent(struct family *family, const struct tn_model *model,
                            const struct tn_attribute *member) {
    const struct tn_entity *own = tn_entity_of(member);
    TN_EACH_OF(model, entity, entity)
    if (stems_from(entity, own) || stems_from(own, entity))
        join(family, tn_find_name(&entity->attributes, member->name));
}

static struct family family_of(const struct tn_model *model, struct tn_attribute *attribute) {
    struct family family = {0};
    join(&family, attribute);
    for (size_t i = 0; i < family.members.count; i++) {
        join_by_references(&family, model, family.members.items[i]);
        join_by_descent(&family, model, family.members.items[i]);
    }
    return family;
}

/* ------------------------------------------------------------------ expressions */

static bool parts_mention(const struct tn_dialect *dialect, const struct tn_list *parts,
                          const char *name) {
    for (const struct tn_index_part *part = parts->first; part; part = part->next)
        if (tn_sql_mentions(dialect, part->expression, name))
            return true;
    return false;
}

/* An expression of the table that mentions the column, or NULL. */
static const void *mentioned_by(const struct tn_dialect *dialect,
                                const struct tn_attribute *attribute) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (tn_sql_mentions(dialect, a->generated, attribute->name))
            return a;
    for (const struct tn_check *check = entity->checks.first; check; check = check->next)
        if (tn_sql_mentions(dialect, check->expression, attribute->name))
            return check;
    for (const struct tn_index *index = entity->indexes.first; index; index = index->next)
        if (tn_sql_mentions(dialect, index->predicate, attribute->name) ||
            parts_mention(dialect, &index->parts, attribute->name))
            return index;
    for (const struct tn_exclusion *e = entity->exclusions.first; e; e = e->next)
        if (tn_sql_mentions(dialect, e->predicate, attribute->name) ||
            parts_mention(dialect, &e->parts, attribute->name))
            return e;
    return NULL;
}

bool lint_no_expression_mentions(const struct tn_model *model, const struct tn_attribute *attribute,
                                 struct tn_error *error) {
    const struct tn_object *by = mentioned_by(tn_dialect_of(model), attribute);
    if (!by)
        return lint_nothing_mentions(model, &attribute->object, error);
    return lint_blocked_by(&attribute->object, by, error);
}

/* ------------------------------------------------------------------ defaults */

static bool is_number(const char *text) {
    return *text && text[strspn(text, "-0123456789.")] == 0;
}

static bool is_plain_string(const char *text) {
    size_t length = strlen(text);
    return length >= 2 && *text == '\'' && text[length - 1] == '\'' && !strstr(text, "::");
}

static bool is_moment(const char *text) {
    return tn_find_word(text, "current_timestamp") == text || tn_find_word(text, "now") == text ||
           tn_find_word(text, "current_date") == text ||
           tn_find_word(text, "localtimestamp") == text;
}

/* May the default stand for a value of the new type as it is? */
static bool default_stays(const struct tn_dialect *dialect, const char *value, const char *type) {
    if (!*value || tn_same_word(value, "null"))
        return true;
    switch (lint_type_of(dialect, type).family) {
    case LINT_DATE:
    case LINT_TIMESTAMP:
        return is_moment(value);
    case LINT_INTEGER:
    case LINT_DECIMAL:
    case LINT_FLOAT:
        return is_number(value);
    case LINT_BOOLEAN:
        return tn_same_word(value, "true") || tn_same_word(value, "false") ||
               (dialect->id != TN_POSTGRESQL && is_number(value));
    case LINT_UUID:
        return tn_find_word(value, "gen_random_uuid()") == value ||
               tn_find_word(value, "uuid()") == value;
    case LINT_JSON:
        return dialect->id != TN_MYSQL && is_plain_string(value);
    default:
        return false;
    }
}

/* ------------------------------------------------------------------ the change */

static const char *new_default(const struct tn_model *model, const struct tn_attribute *attribute,
                               const struct lint_retyping *to, struct tn_arena *arena) {
    return to->default_of ? to->default_of(tn_dialect_of(model), attribute->default_value, arena)
                          : attribute->default_value;
}

static bool may_change(const struct tn_model *model, const struct tn_attribute *attribute,
                       const struct lint_retyping *to, struct tn_error *error) {
    struct tn_arena arena = {0};
    if (attribute->named_type)
        return tn_fail(error, "%s has the type %s: change that type by hand", attribute->name,
                       attribute->named_type->name);
    if (to->change == LINT_SAME_VALUES)
        return true;
    bool stays =
        default_stays(tn_dialect_of(model), new_default(model, attribute, to, &arena), to->type);
    tn_arena_free(&arena);
    if (!stays)
        return tn_fail(error, "the default %s of %s does not go with %s: change it by hand",
                       attribute->default_value, attribute->name, to->type);
    return lint_no_expression_mentions(model, attribute, error);
}

static void change(struct tn_model *model, struct tn_attribute *attribute,
                   const struct lint_retyping *to) {
    struct tn_arena arena = {0};
    tn_set_text(model, attribute, TN_attribute_default_value,
                new_default(model, attribute, to, &arena));
    tn_set_text(model, attribute, TN_attribute_type, to->type);
    tn_arena_free(&arena);
}

static bool all_may_change(const struct tn_model *model, const struct family *family,
                           const struct lint_retyping *to, struct tn_error *error) {
    for (size_t i = 0; i < family->members.count; i++)
        if (!may_change(model, family->members.items[i], to, error))
            return false;
    return true;
}

static void disperse(struct family *family) {
    free(family->members.items);
    tn_id_map_free(&family->seen);
}

bool lint_may_retype(struct tn_model *model, struct tn_attribute *attribute,
                     const struct lint_retyping *to, struct tn_error *error) {
    struct family family = family_of(model, attribute);
    bool may = all_may_change(model, &family, to, error);
    disperse(&family);
    return may;
}

bool lint_retype(struct tn_model *model, struct tn_attribute *attribute,
                 const struct lint_retyping *to, struct tn_error *error) {
    struct family family = family_of(model, attribute);
    bool may = all_may_change(model, &family, to, error);
    for (size_t i = 0; i < family.members.count && may; i++)
        change(model, family.members.items[i], to);
    disperse(&family);
    return may;
}
