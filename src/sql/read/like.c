/*
 * Tables that take columns and constraints from others; LIKE. Who is below whom, as a partition or
 * by inheritance, is the business of read/inherit.c.
 */
#include "model/object.h"
#include "sql/option.h"
#include "sql/read/parser.h"

#include <string.h>

#include <stdlib.h>

/* Tables made of tables made of tables grow without bound: a short text could ask for any number of
 * objects. */
enum { COPY_LIMIT = 2000000 };

bool sql_may_copy(struct parser *p, const struct tn_entity *to) {
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

const char *sql_passed_default(struct parser *p, const struct tn_attribute *from) {
    if (from->identity != TN_identity_serial)
        return from->default_value;
    struct path sequence = sql_sequence_path(p, from);
    return sql_next_number(p, &sequence);
}

static void forget_values(struct parser *p, struct tn_attribute *copy,
                          const struct tn_attribute *from, unsigned what) {
    bool serial = copy->identity == TN_identity_serial;
    copy->default_value = sql_passed_default(p, from);
    if (!(what & SQL_LIKE_DEFAULTS))
        copy->default_value = "";
    if (!(what & SQL_LIKE_GENERATED))
        copy->generated = "";
    if (serial || !(what & SQL_LIKE_IDENTITY)) {
        copy->identity = TN_identity_none;
        copy->identity_options = "";
    }
    if (!(what & SQL_LIKE_STORAGE))
        copy->options = sql_option_put(p->model, copy->options, "STORAGE", "");
    if (!(what & SQL_LIKE_COMPRESSION))
        copy->options = sql_option_put(p->model, copy->options, "COMPRESSION", "");
    copy->options = sql_option_put(p->model, copy->options, "STATISTICS", "");
}

struct tn_attribute *sql_copy_attribute(struct parser *p, struct tn_entity *to,
                                        const struct tn_attribute *from, unsigned what) {
    if (sql_attribute(p, to, from->name) || !sql_may_copy(p, to))
        return NULL;
    struct tn_attribute *copy = tn_add(p->model, TN_attribute, to, from->name);
    copy_fields(&copy->object, &from->object);
    if (!(what & SQL_LIKE_COMMENTS))
        copy->comment = "";
    if (what != SQL_LIKE_EVERYTHING)
        forget_values(p, copy, from, what);
    return copy;
}

void sql_copy_attributes(struct parser *p, struct tn_entity *to, const struct tn_entity *from,
                         unsigned what) {
    for (const struct tn_attribute *a = from->attributes.first; a; a = a->next)
        sql_copy_attribute(p, to, a, what);
}

/* ------------------------------------------------------------------ keys and indexes */

static void copy_refs(struct parser *p, struct tn_entity *to, struct tn_refs *refs) {
    struct tn_refs copies = {0};
    for (size_t i = 0; i < refs->count; i++) {
        struct tn_attribute *same = sql_attribute(p, to, refs->items[i]->name);
        if (same)
            tn_refs_append(p->model, &copies, same);
    }
    *refs = copies;
}

static void copy_parts(struct parser *p, struct tn_entity *to, void *owner,
                       const struct tn_list *parts) {
    for (const struct tn_index_part *part = parts->first; part; part = part->next) {
        struct tn_index_part *made = tn_add(p->model, TN_index_part, owner, "");
        copy_fields(&made->object, &part->object);
        if (part->attribute)
            made->attribute = sql_attribute(p, to, part->attribute->name);
    }
}

/* Names of indexes hold for a table in MySQL, for a schema in PostgreSQL: there the server gives
 * the copy another one. */
static void copied(struct parser *p, struct tn_object *copy, unsigned what) {
    if (!is_mysql(p))
        copy->name = "";
    if (!(what & SQL_LIKE_COMMENTS))
        copy->comment = "";
}

static struct tn_index *copy_index(struct parser *p, struct tn_entity *to,
                                   const struct tn_index *index, unsigned what) {
    struct tn_index *copy = tn_add(p->model, TN_index, to, "");
    copy_fields(&copy->object, &index->object);
    sql_part_made(p, copy);
    copy_refs(p, to, &copy->include);
    copy_parts(p, to, copy, &index->parts);
    copied(p, &copy->object, what);
    return copy;
}

static struct tn_key *copy_key(struct parser *p, struct tn_entity *to, const struct tn_key *key,
                               unsigned what) {
    struct tn_key *copy = tn_add(p->model, TN_key, to, "");
    copy_fields(&copy->object, &key->object);
    sql_part_made(p, copy);
    copy_refs(p, to, &copy->attributes);
    copy_refs(p, to, &copy->include);
    copied(p, &copy->object, what);
    return copy;
}

struct tn_object *sql_copy_part(struct parser *p, struct tn_entity *to,
                                const struct tn_object *part) {
    if (part->kind != TN_key)
        return &copy_index(p, to, (const struct tn_index *)part, 0)->object;
    return &copy_key(p, to, (const struct tn_key *)part, 0)->object;
}

static void copy_exclusion(struct parser *p, struct tn_entity *to,
                           const struct tn_exclusion *exclusion, unsigned what) {
    struct tn_exclusion *copy = tn_add(p->model, TN_exclusion, to, "");
    copy_fields(&copy->object, &exclusion->object);
    copy_parts(p, to, copy, &exclusion->parts);
    copied(p, &copy->object, what);
}

/* Keys, indexes and exclusions. */
void sql_copy_keys(struct parser *p, struct tn_entity *to, const struct tn_entity *from,
                   unsigned what) {
    for (const struct tn_key *key = from->keys.first; key && sql_may_copy(p, to); key = key->next)
        copy_key(p, to, key, what);
    for (const struct tn_index *index = from->indexes.first; index && sql_may_copy(p, to);
         index = index->next)
        copy_index(p, to, index, what);
    for (const struct tn_exclusion *x = from->exclusions.first; x && sql_may_copy(p, to);
         x = x->next)
        copy_exclusion(p, to, x, what);
}

void sql_copy_checks(struct parser *p, struct tn_entity *to, struct tn_entity *from,
                     unsigned what) {
    if (p->dialect == TN_POSTGRESQL)
        sql_settle_kind(p, from, TN_check); /* the copies have the same names */
    for (const struct tn_check *check = from->checks.first; check && sql_may_copy(p, to);
         check = check->next) {
        bool there = *check->name && sql_part(p, to, TN_check, check->name);
        if (there || (!what && check->no_inherit))
            continue;
        struct tn_check *copy = tn_add(p->model, TN_check, to, "");
        copy_fields(&copy->object, &check->object);
        copy->not_valid = check->not_valid && !what && !sql_is_valid_below(p, check, to);
        copy->attribute = check->attribute ? sql_attribute(p, to, check->attribute->name) : NULL;
        if (!(what & SQL_LIKE_COMMENTS))
            copy->comment = "";
    }
}

/* ------------------------------------------------------------------ foreign keys */

static bool same_names(struct tn_refs a, struct tn_refs b) {
    bool same = a.count == b.count;
    for (size_t i = 0; same && i < a.count; i++)
        same = strcmp(a.items[i]->name, b.items[i]->name) == 0;
    return same;
}

static bool has_relationship(const struct tn_entity *entity, const struct tn_relationship *like) {
    const struct tn_relationship *r = entity->relationships.first;
    while (r && !(r->target == like->target && same_names(r->attributes, like->attributes)))
        r = r->next;
    return r;
}

/* By the same names: those of foreign keys hold for a table. */
void sql_copy_relationships(struct parser *p, struct tn_entity *to, struct tn_entity *from) {
    sql_settle_kind(p, from, TN_relationship);
    for (const struct tn_relationship *r = from->relationships.first; r && sql_may_copy(p, to);
         r = r->next) {
        if (has_relationship(to, r))
            continue;
        struct tn_relationship *copy = tn_add(p->model, TN_relationship, to, "");
        copy_fields(&copy->object, &r->object);
        copy->name = r->name;
        copy_refs(p, to, &copy->attributes);
    }
}

/* ------------------------------------------------------------------ clauses */

/* The table itself is not there before its statement ends. */
struct tn_entity *sql_other_table(struct parser *p, struct tn_entity *entity) {
    struct path path = sql_path(p, "a table");
    struct tn_entity *other = p->failed ? NULL : sql_entity(p, &path);
    if (other == entity)
        other = NULL;
    if (!other && !p->failed && sql_lookup(p, TN_raw, &path))
        p->needs_raw = true;
    else if (!other && !p->failed)
        sql_finding(p, TN_WARNING, "sql-unresolved", entity, path.at, "table \"%s\" is not there",
                    path.name);
    return other;
}

static const struct like_option {
    enum word word;
    unsigned what;
} like_options[] = {
    {W_all, SQL_LIKE_ALL},
    {W_comments, SQL_LIKE_COMMENTS},
    {W_compression, SQL_LIKE_COMPRESSION},
    {W_constraints, SQL_LIKE_CONSTRAINTS},
    {W_defaults, SQL_LIKE_DEFAULTS},
    {W_generated, SQL_LIKE_GENERATED},
    {W_identity, SQL_LIKE_IDENTITY},
    {W_indexes, SQL_LIKE_INDEXES},
    {W_statistics, 0},
    {W_storage, SQL_LIKE_STORAGE},
};

/* INCLUDING what | EXCLUDING what, as often as wanted. */
static unsigned including(struct parser *p) {
    unsigned what = 0;
    while (at_word(p, W_including) || at_word(p, W_excluding)) {
        bool including = at_word(p, W_including);
        sql_next(p);
        size_t i = 0;
        while (i < TN_LENGTH(like_options) && !at_word(p, like_options[i].word))
            i++;
        if (i == TN_LENGTH(like_options)) {
            sql_expected(p, "what of the table: DEFAULTS, CONSTRAINTS, INDEXES, ALL");
            return what;
        }
        what = including ? what | like_options[i].what : what & ~like_options[i].what;
        sql_next(p);
    }
    return what;
}

/* MySQL: what is said behind the columns, but for the number that rows have come to. */
static void copy_table(struct parser *p, struct tn_entity *to, const struct tn_entity *from) {
    to->engine = from->engine;
    to->charset = from->charset;
    to->collation = from->collation;
    to->comment = from->comment;
    to->options = sql_setting_put(p->model, from->options, "AUTO_INCREMENT", "");
    to->partition_by = from->partition_by;
    for (size_t i = 0; i < from->periods.count; i++)
        tn_texts_append(p->model, &to->periods, from->periods.items[i]);
}

/* LIKE table [INCLUDING … | EXCLUDING …]. In MySQL everything but foreign keys is copied. */
void sql_like(struct parser *p, struct tn_entity *entity) {
    sql_next(p);
    struct tn_entity *other = sql_other_table(p, entity);
    unsigned what = is_mysql(p) ? SQL_LIKE_EVERYTHING : including(p);
    if (!other || p->failed)
        return;
    sql_copy_attributes(p, entity, other, what);
    if (what & SQL_LIKE_INDEXES)
        sql_copy_keys(p, entity, other, what);
    if (what & SQL_LIKE_CONSTRAINTS)
        sql_copy_checks(p, entity, other, what);
    if (is_mysql(p))
        copy_table(p, entity, other);
}
