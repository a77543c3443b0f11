/*
 * Indexes across dialects.
 */
#include "lower/term.h"
#include "sql/naming.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ methods */

/* Methods that find rows by equality and order, as an ordinary index does; one for text, shapes or
 * documents does not. */
static bool is_ordinary(const struct tn_index *index) {
    return !*index->method || tn_same_word(index->method, "btree") ||
           tn_same_word(index->method, "hash") || tn_same_word(index->method, "brin");
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
        lower_loss(l, TN_INFO, index, "the beginning of %s becomes an expression",
                   part->attribute->name);
        part->attribute = NULL;
        tn_buffer_free(&name);
    } else {
        lower_loss(l, TN_INFO, index, "it holds the whole of %s, not only its beginning",
                   part->attribute->name);
    }
    part->length = 0;
    return true;
}

/* ------------------------------------------------------------------ what stands for an expression
 */

static const char *type_of_expression(const struct term *term) {
    switch (term_class_of(term)) {
    case CLASS_TEXT:
        return "varchar(255)";
    case CLASS_INTEGER:
        return "bigint";
    case CLASS_FLAG:
        return "tinyint(1)";
    default:
        return NULL;
    }
}

/* A computed column that nobody sees holds what the server cannot index as an expression. */
static void hide_in_column(struct lowering *l, const struct tn_index *index,
                           struct tn_index_part *part, const char *expression, const char *type) {
    struct tn_attribute *made =
        lower_add(l, TN_attribute, tn_entity_of(index), part, "indexed expression");
    const char *name =
        lower_text(l, "%s_value%s", index->name,
                   part->prev ? lower_text(l, "_%llx", (unsigned long long)part->id) : "");
    made->name = tn_text(l->model, naming_shorten(name, l->to, &l->arena));
    made->type = tn_text(l->model, type);
    made->generated = tn_text(l->model, expression);
    made->generation = TN_generation_virtual;
    made->invisible = l->to->id == TN_MARIADB;
    part->attribute = made;
    part->expression = "";
    lower_loss(l, TN_INFO, index, "what it indexes is computed in the column %s", made->name);
}

static bool lower_expression_part(struct lowering *l, const struct tn_index *index,
                                  struct tn_index_part *part) {
    struct term *term = NULL;
    const char *made = lower_term(l, tn_entity_of(index), part->expression, &term);
    if (!made)
        return false;
    part->expression = made;
    if (l->to->can.expression_index)
        return true;
    const char *type = term ? type_of_expression(term) : NULL;
    if (!type || !l->to->can.virtual_generated ||
        !(index->unique || term_class_of(term) != CLASS_TEXT))
        return false; /* an index that only finds rows must not refuse what is too long for it */
    hide_in_column(l, index, part, made, type);
    return true;
}

static void drop_details(struct lowering *l, const struct tn_index *index,
                         struct tn_index_part *part) {
    bool ordinary = !*part->operator_class || tn_find_word(part->operator_class, "_pattern_ops");
    if (!ordinary || (*part->collation && !tn_same_word(part->collation, "binary")))
        lower_feature(l, FEATURE_OPERATOR_CLASS, index);
    if (part->nulls != TN_nulls_automatic && !l->to->can.nulls_order) {
        lower_feature(l, FEATURE_NULLS_ORDER, index);
        part->nulls = TN_nulls_automatic;
    }
    part->collation = part->operator_class = "";
}

static bool lower_part(struct lowering *l, const struct tn_index *index,
                       struct tn_index_part *part) {
    if (!part->attribute && !lower_expression_part(l, index, part))
        return false;
    drop_details(l, index, part);
    if (lower_is_mysql(l->to) && part->attribute && tn_same_word(part->attribute->type, "json"))
        return false;
    return lower_prefix(l, index, part);
}

/* ------------------------------------------------------------------ conditions */

/* The condition only asks that the index's own columns are not null: a unique index asks no more of
 * the others anyway. */
static bool says_not_null(const struct term *term, const struct tn_index *index) {
    if (term->kind != TERM_OPERATION)
        return false;
    if (strcmp(term->operation->name, "and") == 0)
        return says_not_null(term->items[0], index) && says_not_null(term->items[1], index);
    if (strcmp(term->operation->name, "is not null") != 0)
        return false;
    for (const struct tn_index_part *part = index->parts.first; part; part = part->next)
        if (part->attribute && part->attribute == term->items[0]->attribute)
            return true;
    return false;
}

static struct tn_index_part *part_to_wrap(const struct tn_index *index) {
    for (struct tn_index_part *part = index->parts.first; part; part = part->next)
        if (part->attribute && !part->length)
            return part;
    return NULL;
}

/* A row outside the condition has null in its place, and nulls are never equal. */
static bool wrap_in_condition(struct lowering *l, struct tn_index *index, const char *condition) {
    struct tn_index_part *part = part_to_wrap(index);
    struct tn_buffer name = {0};
    if (!part || !(l->to->can.expression_index || l->to->can.virtual_generated))
        return false;
    lower_fit_key(l, attributes_of(l, index), index);
    const char *type = part->attribute->type;
    tn_sql_put_name(&name, l->to, part->attribute->name);
    const char *made = lower_text(l, "CASE WHEN %s THEN %s END", condition, name.at);
    tn_buffer_free(&name);
    if (l->to->can.expression_index) {
        part->attribute = NULL;
        part->expression = made;
        lower_loss(l, TN_INFO, index, "its condition becomes a part of what it indexes");
    } else {
        hide_in_column(l, index, part, made, type);
    }
    return true;
}

static bool lower_predicate(struct lowering *l, struct tn_index *index) {
    struct term *term = NULL;
    if (!*index->predicate)
        return true;
    const char *made = lower_term(l, tn_entity_of(index), index->predicate, &term);
    if (made && l->to->can.partial_index) {
        index->predicate = made;
        return true;
    }
    if (!index->unique)
        lower_loss(l, TN_INFO, index, "it holds all rows, not only some");
    else if (made && term && says_not_null(term, index))
        lower_loss(l, TN_INFO, index, "its condition is left out: nulls are never equal anyway");
    else if (!made || !wrap_in_condition(l, index, made))
        return false;
    index->predicate = "";
    return true;
}

/* ------------------------------------------------------------------ the index */

/* Says which feature keeps it from going over. */
static bool goes_over(struct lowering *l, struct tn_index *index, enum lower_feature *because) {
    *because = FEATURE_EXCLUSIVE_METHOD;
    if (!method_goes_over(l, index))
        return false;
    *because = FEATURE_EXPRESSION_INDEX;
    for (struct tn_index_part *part = index->parts.first; part; part = part->next)
        if (!lower_part(l, index, part))
            return false;
    *because = FEATURE_PARTIAL_INDEX;
    return lower_predicate(l, index);
}

static void lower_index(struct lowering *l, struct tn_index *index) {
    enum lower_feature because;
    if (!goes_over(l, index, &because)) {
        lower_feature(l, because, index);
        lower_remove(l, index);
        return;
    }
    if (index->include.count && !l->to->can.include) {
        lower_feature(l, FEATURE_INCLUDE, index);
        index->include = (struct tn_refs){0};
    }
    if (index->nulls_not_distinct && l->to->id != TN_POSTGRESQL) {
        lower_feature(l, FEATURE_NULLS_NOT_DISTINCT, index);
        index->nulls_not_distinct = false;
    }
    if (lower_same_language(l))
        return;
    if (index->invisible && lower_lacks(l, FEATURE_INVISIBLE_INDEX)) {
        lower_feature(l, FEATURE_INVISIBLE_INDEX, index);
        index->invisible = false;
    }
    index->method = index->options = "";
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
