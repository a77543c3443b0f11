/*
 * Columns that leave their table.
 */
#include "lint/split.h"

#include "lint/fix.h"

#include <string.h>

/* ------------------------------------------------------------------ leaving */

static bool index_uses(const struct tn_dialect *dialect, const struct tn_index *index,
                       const char *name) {
    if (tn_sql_mentions(dialect, index->predicate, name))
        return true;
    for (struct tn_index_part *p = index->parts.first; p; p = p->next)
        if (tn_sql_mentions(dialect, p->expression, name))
            return true;
    return false;
}

bool lint_is_in_expressions(const struct tn_model *model, const struct tn_attribute *attribute) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    const struct tn_entity *entity = tn_entity_of(attribute);
    const char *name = attribute->name;
    for (struct tn_check *c = entity->checks.first; c; c = c->next)
        if (tn_sql_mentions(dialect, c->expression, name))
            return true;
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (tn_sql_mentions(dialect, a->generated, name))
            return true;
    for (struct tn_index *i = entity->indexes.first; i; i = i->next)
        if (index_uses(dialect, i, name))
            return true;
    return false;
}

/* A key that loses a column would mean something else. */
static bool is_in_key(const struct tn_attribute *attribute) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    for (struct tn_key *key = entity->keys.first; key; key = key->next)
        if (tn_refs_have(key->attributes, attribute))
            return true;
    for (struct tn_index *index = entity->indexes.first; index; index = index->next)
        for (struct tn_index_part *p = index->parts.first; p && index->unique; p = p->next)
            if (p->attribute == attribute)
                return true;
    return false;
}

bool lint_may_leave(const struct tn_model *model, const struct tn_attribute *attribute,
                    struct tn_error *error) {
    if (tn_is_foreign(attribute))
        return tn_fail(error, "%s is part of a foreign key: move it by hand", attribute->name);
    if (is_in_key(attribute))
        return tn_fail(error, "%s is part of a key: move it by hand", attribute->name);
    if (lint_is_in_expressions(model, attribute))
        return tn_fail(error, "an expression uses %s: move it by hand", attribute->name);
    return lint_nothing_mentions(model, &attribute->object, error);
}

/* ------------------------------------------------------------------ the new table */

const char *lint_child_name(const struct tn_entity *entity, const char *stem,
                            struct tn_arena *arena) {
    const char *singular = tn_singular(entity->name, arena);
    bool plural = strcmp(singular, entity->name) != 0;
    return lint_join(singular, plural ? tn_plural(tn_singular(stem, arena), arena) : stem, arena);
}

struct tn_entity *lint_add_child(struct tn_model *model, struct tn_entity *entity, const char *name,
                                 struct tn_error *error) {
    const struct tn_list *views = tn_list_of(entity->parent, TN_view);
    if (!tn_primary_key(entity)) {
        tn_fail(error, "%s has no primary key to refer to: give it one first", entity->name);
        return NULL;
    }
    if (tn_find_name_folded(tn_list_of(entity->parent, TN_entity), name) ||
        tn_find_name_folded(views, name)) {
        tn_fail(error, "there is a table %s already", name);
        return NULL;
    }
    struct tn_entity *child = tn_design_add_after(model, TN_entity, entity->parent, name, entity);
    struct tn_link link = {.parent = entity,
                           .child = child,
                           .parent_end = TN_cardinality_exactly_one,
                           .identifying = true,
                           .on_delete = TN_action_cascade};
    tn_design_relate(model, &link, error);
    return child;
}

struct tn_relationship *lint_add_foreign(struct tn_model *model, const struct tn_link *link,
                                         struct tn_error *error) {
    struct tn_relationship *made = tn_design_relate(model, link, error);
    if (made && !lint_is_indexed(model, link->child, made->attributes))
        lint_add_index(model, link->child, made->attributes);
    return made;
}
