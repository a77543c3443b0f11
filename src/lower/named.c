/*
 * Named types where there are none, and the inline enumerations of MySQL where they must have a
 * name. An enumeration becomes the target's kind of enumeration, or a check; a domain its base type
 * with the domain's checks.
 */
#include "lower/named.h"
#include "lower/lowering.h"

#include "sql/lexer.h"

#include <string.h>

/* ------------------------------------------------------------------ enumerations */

static const char *values_text(struct lowering *l, struct tn_texts values) {
    struct tn_buffer text = {0};
    for (size_t i = 0; i < values.count; i++) {
        tn_put(&text, i ? (lower_is_mysql(l->to) ? "," : ", ") : "");
        tn_sql_put_string(&text, l->to, values.items[i]);
    }
    const char *result = tn_arena_text(&l->arena, tn_buffer_text(&text), text.length);
    tn_buffer_free(&text);
    return result;
}

static void add_check(struct lowering *l, struct tn_attribute *attribute, const void *of,
                      const char *expression) {
    const char *salt = tn_arena_format(&l->arena, "check%llx", (unsigned long long)attribute->id);
    struct tn_check *check = lower_add(l, TN_check, attribute->parent, of, salt);
    check->expression = tn_text(l->model, expression);
}

/* The column becomes one of these values: an enumeration where there is such a type, else text with
 * a check. */
static void become_values(struct lowering *l, struct tn_attribute *attribute,
                          struct tn_texts values) {
    const char *list = values_text(l, values);
    attribute->named_type = NULL;
    if (lower_is_mysql(l->to)) {
        attribute->type = lower_text(l, "enum(%s)", list);
        return;
    }
    struct tn_buffer name = {0};
    tn_sql_put_name(&name, l->to, attribute->name);
    attribute->type = tn_text(l->model, "TEXT");
    add_check(l, attribute, attribute, tn_arena_format(&l->arena, "%s IN (%s)", name.at, list));
    lower_loss(l, TN_INFO, attribute, "it becomes text, and a check keeps it to its values");
    tn_buffer_free(&name);
}

static struct tn_texts values_of(struct lowering *l, const char *type) {
    struct tn_texts values = {0};
    struct tn_buffer value = {0};
    struct lexer lexer;
    lexer_init(&lexer, tn_slice_of(type), l->from->id, NULL);
    for (struct token token = lexer_next(&lexer); token.kind != T_END; token = lexer_next(&lexer)) {
        if (token.kind != T_STRING)
            continue;
        tn_buffer_reset(&value);
        token_unquote(&token, l->from->id, &value);
        tn_texts_append(l->model, &values, tn_buffer_text(&value));
    }
    tn_buffer_free(&value);
    return values;
}

/* In PostgreSQL a table's name is also a type's. */
static const char *type_name(struct lowering *l, const struct tn_attribute *attribute) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    const char *name = tn_arena_format(&l->arena, "%s_%s", entity->name, attribute->name);
    while (tn_text_map_get(&l->taken_types, name))
        name = tn_arena_format(&l->arena, "%s_type", name);
    tn_text_map_put(&l->taken_types, name, attribute->parent);
    return name;
}

static void name_values(struct lowering *l, struct tn_attribute *attribute,
                        struct tn_texts values) {
    struct tn_entity *entity = tn_entity_of(attribute);
    struct tn_type *type = lower_add(l, TN_type, entity->parent, attribute, "type");
    type->name = tn_text(l->model, type_name(l, attribute));
    type->variety = TN_variety_enumeration;
    type->values = values;
    attribute->type = "";
    attribute->named_type = type;
}

/* The text is its members with commas between them: with each member taken out once, only commas
 * may be left. */
static void become_members(struct lowering *l, struct tn_attribute *attribute) {
    struct tn_texts values = values_of(l, attribute->type);
    struct tn_buffer text = {0}, name = {0}, member = {0};
    tn_sql_put_name(&name, l->to, attribute->name);
    tn_put(&text, l->to->id == TN_SQLITE ? "trim(" : "btrim(");
    for (size_t i = 0; i < values.count; i++)
        tn_put(&text, "replace(");
    tn_put_format(&text, "',' || %s || ','", name.at);
    for (size_t i = 0; i < values.count; i++) {
        tn_buffer_reset(&member);
        tn_put_format(&member, ",%s,", values.items[i]);
        tn_put(&text, ", ");
        tn_sql_put_string(&text, l->to, member.at);
        tn_put(&text, ", ',')");
    }
    tn_put(&text, ", ',') = ''");
    add_check(l, attribute, attribute, text.at);
    attribute->type = tn_text(l->model, l->to->id == TN_SQLITE ? "TEXT" : "text");
    lower_loss(l, TN_INFO, attribute, "it becomes text, and a check keeps it to its members");
    tn_buffer_free(&text);
    tn_buffer_free(&name);
    tn_buffer_free(&member);
}

bool lower_inline_values(struct lowering *l, struct tn_attribute *attribute) {
    if (tn_starts_with(attribute->type, "set(")) {
        become_members(l, attribute);
        return true;
    }
    if (!tn_starts_with(attribute->type, "enum("))
        return false;
    struct tn_texts values = values_of(l, attribute->type);
    if (l->to->can.enums)
        name_values(l, attribute, values);
    else
        become_values(l, attribute, values);
    return true;
}

/* ------------------------------------------------------------------ domains */

static void take_domain_checks(struct lowering *l, struct tn_attribute *attribute,
                               const struct tn_type *domain) {
    for (const struct tn_check *check = domain->checks.first; check; check = check->next) {
        const char *expression =
            lower_condition(l, tn_entity_of(attribute), check->expression, attribute);
        if (expression)
            add_check(l, attribute, check, expression);
        else
            lower_loss(l, TN_WARNING, attribute,
                       "the check of its type %s is left out because of %s: %s has no words for it",
                       domain->name, l->unknown, l->to->title);
    }
}

static const struct tn_type *base_type(const struct lowering *l, const struct tn_type *domain) {
    const char *dot = strrchr(domain->base, '.');
    return tn_text_map_get(&l->types, dot ? dot + 1 : domain->base);
}

/* Domains over domains: as deep as any sane model goes, and a bound for the others. */
#define DEEPEST_DOMAIN 16

static const struct tn_type *take_domain(struct lowering *l, struct tn_attribute *attribute,
                                         const struct tn_type *domain) {
    for (int depth = 0; depth < DEEPEST_DOMAIN; depth++) {
        const struct tn_type *base = base_type(l, domain);
        attribute->nullable = attribute->nullable && domain->nullable;
        if (!*attribute->default_value && attribute->identity == TN_identity_none)
            attribute->default_value = domain->default_value;
        take_domain_checks(l, attribute, domain);
        if (!base || base == domain) {
            attribute->type = domain->base;
            return NULL;
        }
        if (base->variety != TN_variety_domain)
            return base;
        domain = base;
    }
    return NULL;
}

/* ------------------------------------------------------------------ the column */

bool lower_named(struct lowering *l, struct tn_attribute *attribute) {
    const struct tn_type *type = attribute->named_type;
    if (!type || l->to->can.enums)
        return type != NULL;
    attribute->named_type = NULL;
    if (type->variety == TN_variety_domain)
        type = take_domain(l, attribute, type);
    if (!type)
        return false;
    if (type->variety == TN_variety_enumeration && !attribute->dimensions) {
        become_values(l, attribute, type->values);
        return true;
    }
    bool composite = type->variety == TN_variety_composite;
    if (type->variety != TN_variety_enumeration)
        lower_loss(l, TN_WARNING, attribute, "its type %s becomes %s", type->name,
                   composite ? "a JSON document" : "text");
    attribute->type = composite ? "json" : "text";
    return false;
}

void lower_named_types(struct lowering *l) {
    if (l->to->can.enums)
        return;
    struct tn_type *next = NULL;
    for (struct tn_type *type = tn_next(l->model, TN_type, NULL); type; type = next) {
        next = tn_next(l->model, TN_type, type);
        lower_remove(l, type);
    }
}
