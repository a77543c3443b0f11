/*
 * Named types where there are none: a domain becomes its base type with the domain's checks, an
 * enumeration what enumerations.c makes of it.
 */
#include "lower/named.h"
#include "lower/enumerations.h"
#include "lower/lowering.h"

#include <string.h>

/* ------------------------------------------------------------------ domains */

static void take_domain_checks(struct lowering *l, struct tn_attribute *attribute,
                               const struct tn_type *domain) {
    for (const struct tn_check *check = domain->checks.first; check; check = check->next) {
        const char *expression =
            lower_condition(l, tn_entity_of(attribute), check->expression, attribute);
        if (expression)
            lower_add_check(l, attribute, check, expression);
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
        return type != NULL; /* --enums within one dialect: own_enumerations.c */
    attribute->named_type = NULL;
    if (type->variety == TN_variety_domain)
        type = take_domain(l, attribute, type);
    if (!type)
        return false;
    if (type->variety == TN_variety_enumeration && !attribute->dimensions) {
        lower_values(l, attribute, type, type->values);
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
