/*
 * Indexes across dialects.
 */
#include "lower/lowering.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ methods */

/* An index of another method still finds rows by equality and order; one for text, shapes or
 * documents does not. */
static bool is_ordinary(const struct tn_index *index) {
    return !*index->method || tn_same_word(index->method, "btree") ||
           tn_same_word(index->method, "hash");
}

static bool method_goes_over(const struct lowering *l, const struct tn_index *index) {
    return is_ordinary(index) || (lower_is_mysql(l->from) && lower_is_mysql(l->to));
}

/* ------------------------------------------------------------------ parts */

static bool is_long(const char *type) {
    return strstr(type, "text") || strstr(type, "blob");
}

static struct tn_refs attributes_of(struct lowering *l, const struct tn_index *index) {
    struct tn_refs attributes = {0};
    for (struct tn_index_part *part = index->parts.first; part; part = part->next)
        if (part->attribute && !part->length)
            tn_refs_append(l->model, &attributes, part->attribute);
    return attributes;
}

static size_t prefix_for(const struct lowering *l, const struct tn_index *index,
                         const struct tn_attribute *attribute) {
    const char *open = strchr(attribute->type, '(');
    size_t length = open ? strtoul(open + 1, NULL, 10) : 0;
    size_t most = 3072 / 4 / index->parts.count;
    if (is_long(attribute->type))
        return most < 255 ? most : 255;
    (void)l;
    return strstr(attribute->type, "char(") && length > most ? most : 0;
}

/* MySQL indexes a beginning of long text. That is enough to find rows, but not to keep them unique.
 */
static void fit_parts(struct lowering *l, struct tn_index *index) {
    if (index->unique) {
        lower_fit_key(l, attributes_of(l, index), index);
        return;
    }
    for (struct tn_index_part *part = index->parts.first; part; part = part->next) {
        if (!part->attribute || part->length)
            continue;
        part->length = (int64_t)prefix_for(l, index, part->attribute);
        if (part->length)
            lower_loss(l, TN_INFO, index, "it holds the first %lld characters of %s",
                       (long long)part->length, part->attribute->name);
    }
}

/* A unique beginning of a text stays one: as an expression. */
static bool lower_prefix(struct lowering *l, const struct tn_index *index,
                         struct tn_index_part *part) {
    struct tn_buffer name = {0};
    if (!part->length || l->to->can.prefix_length)
        return true;
    if (index->unique) {
        tn_sql_put_name(&name, l->to, part->attribute->name);
        part->expression =
            lower_text(l, l->to->id == TN_POSTGRESQL ? "\"left\"(%s, %lld)" : "substr(%s, 1, %lld)",
                       name.at, (long long)part->length);
        part->attribute = NULL;
        tn_buffer_free(&name);
    }
    part->length = 0;
    return true;
}

static bool lower_part(struct lowering *l, const struct tn_index *index,
                       struct tn_index_part *part) {
    if (!part->attribute) {
        const char *made = lower_expression(l, tn_entity_of(index), part->expression, NULL);
        if (!made || !l->to->can.expression_index)
            return false;
        part->expression = made;
    }
    part->collation = part->operator_class = "";
    if (!l->to->can.nulls_order)
        part->nulls = TN_nulls_automatic;
    if (lower_is_mysql(l->to) && part->attribute && tn_same_word(part->attribute->type, "json"))
        return false;
    return lower_prefix(l, index, part);
}

/* ------------------------------------------------------------------ the index */

static bool lower_predicate(struct lowering *l, struct tn_index *index) {
    if (!*index->predicate)
        return true;
    const char *made = lower_condition(l, tn_entity_of(index), index->predicate, NULL);
    index->predicate = made ? made : index->predicate;
    return made && l->to->can.partial_index;
}

/* Says why it cannot go over, or NULL. */
static const char *obstacle(struct lowering *l, struct tn_index *index) {
    if (!method_goes_over(l, index))
        return "of its method";
    if (!lower_predicate(l, index))
        return "of its condition";
    for (struct tn_index_part *part = index->parts.first; part; part = part->next)
        if (!lower_part(l, index, part))
            return "of what it indexes";
    return NULL;
}

static void lower_index(struct lowering *l, struct tn_index *index) {
    const char *because = obstacle(l, index);
    if (because) {
        lower_loss(l, TN_WARNING, index, "it is left out because %s, which %s does not have",
                   because, l->to->title);
        lower_remove(l, index);
        return;
    }
    if (index->include.count && !l->to->can.include) {
        lower_loss(l, TN_INFO, index, "the attributes it carries along are left out");
        index->include = (struct tn_refs){0};
    }
    if (index->nulls_not_distinct && !l->to->can.nulls_not_distinct) {
        lower_loss(l, TN_WARNING, index, "%s takes any number of nulls in it", l->to->title);
        index->nulls_not_distinct = false;
    }
    if (lower_same_language(l))
        return;
    index->method = index->options = "";
    index->invisible = false;
    if (lower_is_mysql(l->to))
        fit_parts(l, index);
}

void lower_indexes(struct lowering *l) {
    TN_EACH_OF(l->model, entity, entity) {
        struct tn_index *next = NULL;
        for (struct tn_index *index = entity->indexes.first; index; index = next) {
            next = index->next;
            lower_index(l, index);
        }
    }
}
