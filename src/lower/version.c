/*
 * What the target's version does not have yet: columns, keys, indexes, checks and foreign keys.
 * What there is an older way for takes it; what there is none for is left out, and told. Runs
 * between a dialect and one of its versions too, so nothing here may touch what the version has.
 * Whole tables and statements kept as text: version_objects.c.
 */
#include "lower/version.h"
#include "lower/lowering.h"

#include <string.h>

/* ------------------------------------------------------------------ text */

const char *version_without(struct lowering *l, const char *text, const char *clause) {
    const char *at = tn_find_word(text, clause);
    if (!at)
        return text;
    const char *end = at + strlen(clause);
    if (at > text && at[-1] == ' ')
        at--;
    else
        end += *end == ' ';
    return lower_text(l, "%.*s%s", (int)(at - text), text, end);
}

/* ------------------------------------------------------------------ types */

/* Types that came with a version, and what their values were kept in before. A bit of `can` is
 * found by its place. */
static const struct newer_type {
    const char *type, *before;
    size_t can;
    bool exact;
} newer_types[] = {
    {"int4multirange", "text", offsetof(struct tn_capabilities, multirange_types), false},
    {"int8multirange", "text", offsetof(struct tn_capabilities, multirange_types), false},
    {"nummultirange", "text", offsetof(struct tn_capabilities, multirange_types), false},
    {"tsmultirange", "text", offsetof(struct tn_capabilities, multirange_types), false},
    {"tstzmultirange", "text", offsetof(struct tn_capabilities, multirange_types), false},
    {"datemultirange", "text", offsetof(struct tn_capabilities, multirange_types), false},
    {"uuid", "char(36)", offsetof(struct tn_capabilities, uuid_type), true},
    {"inet6", "varchar(39)", offsetof(struct tn_capabilities, inet6_type), true},
    {"inet4", "varchar(15)", offsetof(struct tn_capabilities, inet4_type), true},
};

static bool has(const struct lowering *l, size_t can) {
    return *(const bool *)((const char *)&l->to->can + can);
}

static void older_type(struct lowering *l, struct tn_attribute *attribute) {
    for (size_t i = 0; i < TN_LENGTH(newer_types) && l->to->id != TN_SQLITE; i++) {
        const struct newer_type *newer = &newer_types[i];
        if (has(l, newer->can) || !tn_same_word(attribute->type, newer->type))
            continue;
        lower_loss(l, newer->exact ? TN_INFO : TN_WARNING, attribute,
                   "its type %s becomes %s: %s has no such type", newer->type, newer->before,
                   l->to->title);
        attribute->type = tn_text(l->model, newer->before);
        return;
    }
}

/* ------------------------------------------------------------------ columns */

static void older_generated(struct lowering *l, struct tn_attribute *attribute) {
    bool stored = attribute->generation == TN_generation_stored;
    const struct tn_capabilities *can = &l->to->can;
    if (!*attribute->generated || (stored ? can->stored_generated : can->virtual_generated))
        return;
    if (stored ? can->virtual_generated : can->stored_generated) {
        attribute->generation = stored ? TN_generation_virtual : TN_generation_stored;
        lower_loss(l, TN_INFO, attribute, "its computed value is %s",
                   stored ? "no longer stored" : "stored");
        return;
    }
    lower_loss(l, TN_WARNING, attribute,
               "it becomes an ordinary column: %s computes none, so %s must be kept by a trigger",
               l->to->title, attribute->generated);
    attribute->generated = "";
}

static bool is_constant(const char *value) {
    return !strchr(value, '(') || tn_find_word(value, "current_timestamp") == value ||
           tn_find_word(value, "now(") == value || *value == '\'';
}

static void need_extension(struct lowering *l, const struct tn_attribute *attribute,
                           const char *name) {
    TN_EACH_OF(l->model, extension, extension)
    if (tn_same_word(extension->name, name))
        return;
    struct tn_extension *made =
        lower_add(l, TN_extension, l->model->project, attribute, "extension");
    made->name = tn_text(l->model, name);
    lower_loss(l, TN_INFO, attribute, "gen_random_uuid() needs the extension %s in %s", name,
               l->to->title);
}

static void older_uuid(struct lowering *l, struct tn_attribute *attribute) {
    if (tn_find_word(attribute->default_value, "uuidv7(") && !l->to->can.ordered_uuid) {
        lower_loss(l, TN_WARNING, attribute,
                   "its default becomes gen_random_uuid(): %s has no uuidv7(), and new rows are no "
                   "longer in order",
                   l->to->title);
        attribute->default_value = tn_text(l->model, "gen_random_uuid()");
    }
    if (tn_find_word(attribute->default_value, "gen_random_uuid(") && !l->to->can.random_uuid)
        need_extension(l, attribute, "pgcrypto");
}

static void older_default(struct lowering *l, struct tn_attribute *attribute) {
    if (l->to->id == TN_POSTGRESQL)
        older_uuid(l, attribute);
    if (l->to->can.expression_default || !*attribute->default_value ||
        is_constant(attribute->default_value))
        return;
    lower_loss(l, TN_WARNING, attribute, "its default %s is left out: %s takes only constants",
               attribute->default_value, l->to->title);
    attribute->default_value = "";
}

const char *version_collation(struct lowering *l, const char *collation, const void *object) {
    if (!lower_is_mysql(l->to) || l->to->can.unicode9_collations || !strstr(collation, "_0900_"))
        return collation;
    const char *older = strstr(collation, "_bin") ? "utf8mb4_bin" : "utf8mb4_unicode_520_ci";
    lower_loss(l, TN_INFO, object, "its collation %s becomes %s", collation, older);
    return tn_text(l->model, older);
}

static void older_column(struct lowering *l, struct tn_attribute *attribute) {
    older_type(l, attribute);
    older_generated(l, attribute);
    older_default(l, attribute);
    attribute->collation = version_collation(l, attribute->collation, attribute);
    if (attribute->invisible && !l->to->can.invisible_columns) {
        lower_loss(l, TN_WARNING, attribute, "it is no longer invisible: SELECT * shows it");
        attribute->invisible = false;
    }
    if (l->to->id == TN_POSTGRESQL && !l->to->can.compression &&
        tn_starts_with(attribute->options, "COMPRESSION ")) {
        lower_loss(l, TN_INFO, attribute, "%s is left to the server", attribute->options);
        attribute->options = "";
    }
}

/* ------------------------------------------------------------------ keys and indexes */

static void without_include(struct lowering *l, const void *object, struct tn_refs *include) {
    if (include->count && !l->to->can.include)
        lower_loss(l, TN_INFO, object, "the attributes it carries along are left out");
    if (!l->to->can.include)
        *include = (struct tn_refs){0};
}

static void without_equal_nulls(struct lowering *l, const void *object, bool *nulls_not_distinct) {
    if (*nulls_not_distinct && !l->to->can.nulls_not_distinct) {
        lower_loss(l, TN_WARNING, object, "%s takes any number of nulls in it", l->to->title);
        *nulls_not_distinct = false;
    }
}

static bool has_expression(const struct tn_index *index) {
    for (const struct tn_index_part *part = index->parts.first; part; part = part->next)
        if (!part->attribute)
            return true;
    return false;
}

/* An index that sorts downwards is read backwards where there is none. */
static void older_index(struct lowering *l, struct tn_index *index) {
    without_include(l, index, &index->include);
    without_equal_nulls(l, index, &index->nulls_not_distinct);
    if (index->invisible && !l->to->can.invisible_indexes) {
        lower_loss(l, TN_INFO, index, "the planner uses it again");
        index->invisible = false;
    }
    for (struct tn_index_part *part = index->parts.first; part; part = part->next)
        if (part->descending && !l->to->can.index_direction) {
            lower_loss(l, TN_INFO, index, "%s sorts it upwards", l->to->title);
            part->descending = false;
        }
    if (has_expression(index) && !l->to->can.expression_index) {
        lower_loss(l, TN_WARNING, index, "it is left out: %s indexes no expressions", l->to->title);
        lower_remove(l, index);
    }
}

static void older_indexes(struct lowering *l, struct tn_entity *entity) {
    struct tn_index *next = NULL;
    for (struct tn_key *key = entity->keys.first; key; key = key->next) {
        without_include(l, key, &key->include);
        without_equal_nulls(l, key, &key->nulls_not_distinct);
    }
    for (struct tn_index *index = entity->indexes.first; index; index = next) {
        next = index->next;
        older_index(l, index);
    }
}

/* ------------------------------------------------------------------ checks and foreign keys */

static void older_checks(struct lowering *l, struct tn_entity *entity) {
    struct tn_check *next = NULL;
    for (struct tn_check *check = entity->checks.first; check; check = next) {
        next = check->next;
        bool idle = check->not_enforced && !l->to->can.not_enforced;
        if (l->to->can.checks && !idle)
            continue;
        lower_loss(l, idle ? TN_INFO : TN_WARNING, check,
                   idle ? "it is left out: it is not enforced anyway, which %s cannot say"
                        : "it is left out: %s enforces no checks",
                   l->to->title);
        lower_remove(l, check);
    }
}

static void older_foreign_keys(struct lowering *l, struct tn_entity *entity) {
    struct tn_relationship *next = NULL;
    for (struct tn_relationship *r = entity->relationships.first; r; r = next) {
        next = r->next;
        if (tn_starts_with(r->options, "SET ") && !l->to->can.set_null_columns) {
            lower_loss(l, TN_WARNING, r, "all its attributes are set, not only those of %s",
                       r->options);
            r->options = "";
        }
        if (tn_same_word(r->options, "NOT ENFORCED") && !l->to->can.not_enforced) {
            lower_loss(l, TN_INFO, r, "it is left out: it is not enforced anyway");
            lower_remove(l, r);
        }
    }
}

/* ------------------------------------------------------------------ the pass */

void lower_version(struct lowering *l) {
    if (l->from == l->to)
        return;
    TN_EACH_OF(l->model, entity, entity) {
        for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
            older_column(l, a);
        older_indexes(l, entity);
        older_checks(l, entity);
        older_foreign_keys(l, entity);
    }
    version_objects(l);
}
