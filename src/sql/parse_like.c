/*
 * Tables that take columns from others: LIKE, INHERITS and partitions.
 */
#include "model/object.h"
#include "sql/parser.h"

#include <stdlib.h>

/* Tables made of tables made of tables grow without bound: a short text could ask for any number of
 * objects. */
enum { COPY_LIMIT = 2000000 };

static bool may_copy(struct parser *p, const struct tn_entity *to) {
    if (p->copied++ < COPY_LIMIT)
        return true;
    if (p->copied == COPY_LIMIT + 1)
        sql_finding(p, TN_ERROR, "sql-limit", to, p->statement,
                    "tables take over more than %d columns and constraints from each other",
                    COPY_LIMIT);
    return false;
}

/* ------------------------------------------------------------------ columns */

static void copy_fields(struct tn_object *to, const struct tn_object *from) {
    const struct tn_kind_info *info = tn_kind_of(from);
    for (size_t i = TN_FIELD_NAME; i < info->field_count; i++)
        tn_value_put(to, &info->fields[i], tn_value_get(from, &info->fields[i]));
}

static void forget_values(struct tn_attribute *attribute) {
    attribute->default_value = attribute->generated = attribute->identity_options = "";
    attribute->comment = "";
    attribute->identity = TN_identity_none;
}

void sql_copy_attributes(struct parser *p, struct tn_entity *to, const struct tn_entity *from,
                         bool bare) {
    for (const struct tn_attribute *a = from->attributes.first; a; a = a->next) {
        if (sql_attribute(p, to, a->name))
            continue;
        if (!may_copy(p, to))
            return;
        struct tn_attribute *copy = tn_add(p->model, TN_attribute, to, a->name);
        copy_fields(&copy->object, &a->object);
        if (bare)
            forget_values(copy);
    }
}

/* ------------------------------------------------------------------ keys and indexes */

static void copy_refs(struct parser *p, struct tn_entity *to, struct tn_refs *refs) {
    struct tn_refs copies = {0};
    for (size_t i = 0; i < refs->count; i++)
        tn_refs_append(p->model, &copies, sql_attribute(p, to, refs->items[i]->name));
    *refs = copies;
}

static void copy_index(struct parser *p, struct tn_entity *to, const struct tn_index *index) {
    struct tn_index *copy = tn_add(p->model, TN_index, to, index->name);
    copy_fields(&copy->object, &index->object);
    copy_refs(p, to, &copy->include);
    for (const struct tn_index_part *part = index->parts.first; part; part = part->next) {
        struct tn_index_part *made = tn_add(p->model, TN_index_part, copy, "");
        copy_fields(&made->object, &part->object);
        if (part->attribute)
            made->attribute = sql_attribute(p, to, part->attribute->name);
    }
}

static void copy_key(struct parser *p, struct tn_entity *to, const struct tn_key *key) {
    struct tn_key *copy = tn_add(p->model, TN_key, to, "");
    copy_fields(&copy->object, &key->object);
    copy_refs(p, to, &copy->attributes);
    copy_refs(p, to, &copy->include);
    copy->name = is_mysql(p) ? key->name : "";
}

static void copy_constraints(struct parser *p, struct tn_entity *to, const struct tn_entity *from) {
    for (const struct tn_key *key = from->keys.first; key && may_copy(p, to); key = key->next)
        copy_key(p, to, key);
    for (const struct tn_index *index = from->indexes.first; index && may_copy(p, to);
         index = index->next)
        copy_index(p, to, index);
    for (const struct tn_check *check = from->checks.first; check && may_copy(p, to);
         check = check->next)
        copy_fields(tn_add(p->model, TN_check, to, ""), &check->object);
}

/* ------------------------------------------------------------------ clauses */

/* The table itself is not there before its statement ends. */
static struct tn_entity *other_table(struct parser *p, struct tn_entity *entity) {
    struct path path = sql_path(p, "a table");
    struct tn_entity *other = p->failed ? NULL : sql_entity(p, &path);
    if (other == entity)
        other = NULL;
    if (!other && !p->failed)
        sql_finding(p, TN_WARNING, "sql-unresolved", entity, path.at, "table \"%s\" is not there",
                    path.name);
    return other;
}

/* LIKE table [INCLUDING … | EXCLUDING …]. In MySQL everything but foreign keys is copied. */
void sql_like(struct parser *p, struct tn_entity *entity) {
    sql_next(p);
    struct tn_entity *other = other_table(p, entity);
    bool values = is_mysql(p), constraints = is_mysql(p);
    while (at_word(p, W_including) || at_word(p, W_excluding)) {
        bool including = at_word(p, W_including);
        sql_next(p);
        values = values || (including && !at_word(p, W_comment) && !at_word(p, W_constraint));
        constraints = constraints || (including && at_word(p, W_all));
        sql_name(p, "what of the table");
    }
    if (!other || p->failed)
        return;
    sql_copy_attributes(p, entity, other, !values);
    if (constraints)
        copy_constraints(p, entity, other);
    if (is_mysql(p)) {
        entity->engine = other->engine;
        entity->charset = other->charset;
        entity->collation = other->collation;
    }
}

/* Inherited columns come before the table's own. */
static void take_columns(struct parser *p, struct tn_entity *entity, const struct tn_entity *from) {
    TN_VECTOR(struct tn_object *) own = {0};
    for (struct tn_object *o = entity->attributes.first; o; o = o->next)
        if (!sql_attribute(p, (struct tn_entity *)from, o->name))
            TN_PUSH(&own, o);
    for (size_t i = 0; i < own.count; i++)
        object_unlink(p->model, own.items[i]);
    sql_copy_attributes(p, entity, from, false);
    for (size_t i = 0; i < own.count; i++)
        object_link(p->model, own.items[i], &entity->object,
                    object_rank_after_last(&entity->attributes));
    free(own.items);
}

/* Behind INHERITS: ( table, … ). */
void sql_inherits(struct parser *p, struct tn_entity *entity) {
    sql_expect_symbol(p, '(', "tables in parentheses");
    do {
        struct path path = {.schema = "", .name = ""};
        struct tn_entity *other = other_table(p, entity);
        if (p->failed)
            return;
        if (other) {
            struct tn_namespace *home = tn_namespace_of(other);
            path = (struct path){.schema = home ? home->name : "", .name = other->name};
            tn_texts_append(p->model, &entity->inherits, sql_shown_path(p, &path));
            take_columns(p, entity, other);
        }
    } while (sql_accept_symbol(p, ','));
    sql_expect_symbol(p, ')', "a comma or a closing parenthesis");
}
