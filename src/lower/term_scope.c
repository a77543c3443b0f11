/*
 * Whose columns names are: of the entity a check stands in, or of the sources of a query and of the
 * queries around it. A query's grouping is looked at too, since MySQL and SQLite let a query select
 * what PostgreSQL only takes grouped.
 */
#include "lower/term.h"

#include <string.h>

/* ------------------------------------------------------------------ finding a column */

static const struct tn_attribute *attribute_named(struct lowering *l,
                                                  const struct tn_entity *entity,
                                                  const char *name) {
    const struct tn_attribute *renamed = lower_renamed(l, entity, name);
    if (renamed)
        return renamed;
    const struct tn_attribute *exact = lower_attribute(l, entity, name, true);
    return exact ? exact : lower_attribute(l, entity, name, false);
}

const struct term *term_output_named(const struct query *query, const char *name) {
    for (size_t i = 0; i < query->outputs.count; i++) {
        const struct output *output = &query->outputs.items[i];
        const char *own = output->alias                       ? output->alias
                          : output->term->kind == TERM_COLUMN ? output->term->text
                                                              : "";
        if (tn_same_word(own, name))
            return output->term;
    }
    return NULL;
}

static bool in_source(struct lowering *l, const struct source *source, struct term *column) {
    if (!source)
        return false;
    if (source->left)
        return in_source(l, source->left, column) || in_source(l, source->right, column);
    const char *name = source->alias ? source->alias : source->table;
    if (column->qualifier && !tn_same_word(column->qualifier, name))
        return false;
    if (column->kind == TERM_STAR)
        return true;
    if (source->object && source->object->kind == TN_entity)
        column->attribute = attribute_named(l, (const void *)source->object, column->text);
    else if (source->named)
        column->means = term_named_output(source->named, column->text);
    else if (source->query)
        column->means = term_output_named(source->query, column->text);
    return column->attribute || column->means;
}

static bool in_query(struct lowering *l, const struct query *query, struct term *column) {
    for (bool sees = true; query; sees = !query->beside, query = query->outer)
        if (sees && in_source(l, query->from, column))
            return true;
    return false;
}

bool term_settle_column(struct translation *t, struct term *column) {
    if (t->query) {
        bool found = in_query(t->l, t->query, column);
        if (!found && !column->qualifier && t->selecting != t->query)
            found = (column->means = term_output_named(t->query, column->text)) != NULL;
        return found || term_give_up(t, column->text);
    }
    if (t->value && tn_same_word(column->text, "value"))
        column->attribute = t->value;
    else if (t->entity && (!column->qualifier || tn_same_word(column->qualifier, t->entity->name)))
        column->attribute = attribute_named(t->l, t->entity, column->text);
    return column->attribute || term_give_up(t, column->text);
}

/* ------------------------------------------------------------------ grouping */

static bool is_aggregate(const struct term *term) {
    static const char *const names[] = {"count(", "sum(", "avg(", "min(", "max(", "string_agg("};
    for (size_t i = 0; term->kind == TERM_CALL && !term->window && i < TN_LENGTH(names); i++)
        if (tn_starts_with(term->call->spelling[0], names[i]))
            return true;
    return false;
}

static bool has_aggregate(const struct term *term) {
    if (is_aggregate(term))
        return true;
    for (size_t i = 0; i < term->count; i++)
        if (term->items[i] && has_aggregate(term->items[i]))
            return true;
    return false;
}

static bool same_column(const struct term *a, const struct term *b) {
    bool named = !a->qualifier || !b->qualifier || tn_same_word(a->qualifier, b->qualifier);
    return a->kind == TERM_COLUMN && b->kind == TERM_COLUMN && named && a->attribute &&
           a->attribute == b->attribute;
}

static bool is_grouped_by(const struct query *query, const struct term *column) {
    for (size_t i = 0; i < query->groups.count; i++)
        if (same_column(query->groups.items[i], column))
            return true;
    return false;
}

/* The primary key of its table is among the groups. */
static bool follows_from_key(const struct query *query, const struct term *column) {
    const struct tn_key *key =
        column->attribute ? tn_primary_key(tn_entity_of(column->attribute)) : NULL;
    size_t found = 0;
    for (size_t i = 0; key && i < key->attributes.count; i++) {
        struct term part = *column;
        part.attribute = (const void *)key->attributes.items[i];
        found += is_grouped_by(query, &part);
    }
    return key && found == key->attributes.count;
}

static bool is_grouped(const struct query *query, const struct term *term) {
    if (is_aggregate(term))
        return true;
    if (term->kind == TERM_COLUMN)
        return is_grouped_by(query, term) || follows_from_key(query, term);
    for (size_t i = 0; i < term->count; i++)
        if (term->items[i] && !is_grouped(query, term->items[i]))
            return false;
    return term->kind != TERM_STAR;
}

static bool settle_grouping(struct translation *t, const struct query *query) {
    bool grouped = query->groups.count > 0;
    for (size_t i = 0; i < query->outputs.count; i++)
        grouped |= has_aggregate(query->outputs.items[i].term);
    for (size_t i = 0; grouped && i < query->outputs.count; i++)
        if (!is_grouped(query, query->outputs.items[i].term))
            return term_give_up(t, "a column that is selected but not grouped by");
    for (size_t i = 0; grouped && i < query->orders.count; i++)
        if (!query->orders.items[i].term->means && !is_grouped(query, query->orders.items[i].term))
            return term_give_up(t, "a column that is ordered but not grouped by");
    return true;
}

/* ------------------------------------------------------------------ queries */

static bool settle_source(struct translation *t, struct source *source) {
    if (!source)
        return true;
    if (source->left)
        return settle_source(t, source->left) && settle_source(t, source->right) &&
               (!source->on ||
                (term_settle(t, source->on) && term_settle_condition(t, &source->on)));
    return !source->query || source->object || source->named || term_settle_query(t, source->query);
}

static bool settle_outputs(struct translation *t, struct query *query) {
    const struct query *around = t->selecting;
    bool good = true;
    t->selecting = query;
    for (size_t i = 0; good && i < query->outputs.count; i++)
        good = term_settle(t, query->outputs.items[i].term);
    t->selecting = around;
    return good;
}

static bool settle_parts(struct translation *t, struct query *query) {
    if (!settle_outputs(t, query))
        return false;
    for (size_t i = 0; i < query->groups.count; i++)
        if (!term_settle(t, query->groups.items[i]))
            return false;
    for (size_t i = 0; i < query->orders.count; i++)
        if (!term_settle(t, query->orders.items[i].term))
            return false;
    if (query->where && (!term_settle(t, query->where) || !term_settle_condition(t, &query->where)))
        return false;
    return !query->having ||
           (term_settle(t, query->having) && term_settle_condition(t, &query->having));
}

bool term_settle_query(struct translation *t, struct query *query) {
    struct query *around = t->query;
    bool good = true;
    t->query = query;
    good = term_settle_with(t, query) && settle_source(t, query->from) && settle_parts(t, query);
    if (good && t->l->to->id == TN_POSTGRESQL)
        good = settle_grouping(t, query);
    if (good && query->next)
        good = term_settle_query(t, query->next);
    t->query = around;
    return good;
}
