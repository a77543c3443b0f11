/*
 * Questions of several rules on integrity.
 */
#include "lint/rules/integrity_common.h"

#include "lint/expression.h"

#include <string.h>

bool lint_may_be_null(const struct lint_column *column) {
    const struct tn_attribute *a = column->attribute;
    return a->nullable && !column->primary && !*a->generated && a->identity == TN_identity_none &&
           !(a->named_type && !a->named_type->nullable);
}

bool lint_takes_what_comes(const struct tn_entity *entity) {
    return lint_has_any_tag(entity, "staging log snapshot");
}

bool lint_is_part_of_address(const struct lint_table *table, const struct lint_column *column) {
    static const char *const parts[] = {"city",     "zip",         "zipcode", "country", "postcode",
                                        "zip code", "postal code", "street",  "province"};
    if (!lint_ends_in(column->name, "state") && !lint_ends_in(column->name, "region"))
        return false;
    LINT_EACH_COLUMN(table, other)
    for (size_t i = 0; i < TN_LENGTH(parts); i++)
        if (lint_ends_in(other->name, parts[i]))
            return true;
    return false;
}

bool lint_is_emptied(const struct tn_attribute *attribute) {
    struct tn_entity *entity = tn_entity_of(attribute);
    for (struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        if ((r->on_delete == TN_action_set_null || r->on_update == TN_action_set_null) &&
            tn_refs_have(r->attributes, attribute))
            return true;
    return false;
}

const bool *lint_checked_columns(struct tn_lint *lint, struct lint_table *table) {
    struct tn_check *check = table->entity->checks.first;
    if (table->checked)
        return table->checked;
    bool *named = check ? tn_arena_allocate(&lint->arena, table->column_count + 1) : NULL;
    for (; check; check = check->next) {
        const struct lint_expression *e = lint_expression_of(lint, check->expression);
        for (size_t i = 0; i < e->count; i++) {
            const struct lint_column *column = lint_column_at(lint, table, e, i);
            if (column)
                named[column - table->columns] = true;
        }
    }
    return table->checked = named;
}

const char *lint_check_title(struct tn_lint *lint, const struct tn_check *check) {
    enum { MOST = 60 }; /* bytes of a condition that a sentence takes */
    const char *text = check->expression;
    size_t shown = lint_fitting(text, MOST);
    if (*check->name)
        return tn_arena_format(&lint->arena, "check %s", check->name);
    return tn_arena_format(&lint->arena, "the check %.*s%s", (int)shown, text,
                           text[shown] ? "…" : "");
}
