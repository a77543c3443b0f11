/*
 * Rules on how many indexes there are, and how many columns they have.
 */
#include "lint/demand.h"
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ index-count */

static bool is_written_much(const struct tn_entity *entity) {
    int64_t writes = 0, reads = 0;
    if (lint_has_any_tag(entity, "log audit timeseries staging write-heavy"))
        return true;
    for (struct tn_access_pattern *p = entity->access_patterns.first; p; p = p->next)
        *(p->writes ? &writes : &reads) += p->per_hour > INT32_MAX ? INT32_MAX : p->per_hour;
    return writes > reads;
}

static void check_count(struct tn_lint *lint) {
    size_t most = (size_t)lint_number(lint, "max"), fewer = (size_t)lint_number(lint, "written");
    size_t least = fewer < most ? fewer : most;
    LINT_EACH_TABLE(lint, table) {
        const struct tn_entity *entity = table->entity;
        size_t count = entity->keys.count + entity->indexes.count;
        if (count <= least)
            continue;
        bool written =
            entity->tags.count || entity->access_patterns.count ? is_written_much(entity) : false;
        if (count <= (written ? fewer : most))
            continue;
        struct tn_finding *found =
            lint_find(lint, entity, "%s has %zu indexes and keys, and each is written on %s",
                      entity->name, count, written ? "each of many inserts" : "every insert");
        lint_remedy(lint, found,
                    "Look which of them are used; tenon advise proposes as few as its patterns "
                    "need");
    }
}

static const struct tn_rule_option counts[] = {
    {"max", TN_OPTION_NUMBER, "10", "Indexes and keys that a table may have", NULL},
    {"written", TN_OPTION_NUMBER, "6", "The same of a table that is written more than read", NULL},
    {0},
};

const struct tn_rule lint_index_count = {
    .id = "index-count",
    .group = "indexes",
    .severity = TN_INFO,
    .title = "A table has very many indexes",
    .help = "Every insert writes each index, every update those of the columns it changes, and all "
            "want memory. Some of many are usually the beginning of another, or serve nobody any "
            "more. Tell the table's access patterns and let tenon advise find as few as they need.",
    .doubt = "A wide table that is searched by many columns and rarely written: raise max. Tables "
             "tagged log, audit, timeseries, staging or write-heavy, and those whose patterns "
             "write more than they read, are allowed fewer (the option written).",
    .example = "-- rule: index-count max=2\n"
               "CREATE TABLE users (id integer PRIMARY KEY, a integer, b integer);\n"
               "CREATE INDEX users_a ON users (a);\n"
               "CREATE INDEX users_b ON users (b);\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY, a integer, b integer);\n"
            "CREATE INDEX users_a ON users (a);\n",
    .options = counts,
    .check = check_count,
};

/* ------------------------------------------------------------------ index-width */

static void check_width(struct tn_lint *lint) {
    size_t most = (size_t)lint_number(lint, "max");
    LINT_EACH_TABLE(lint, table)
    for (struct tn_index *index = table->entity->indexes.first; index; index = index->next) {
        bool btree = !*index->method || tn_same_word(index->method, "btree");
        if (index->unique || !btree || index->parts.count <= most)
            continue;
        struct tn_finding *found =
            lint_find(lint, index, "index %s of %s has %zu columns", tn_title(index),
                      table->entity->name, index->parts.count);
        lint_remedy(lint, found, "Keep the first columns, that lead to few rows");
    }
}

static const struct tn_rule_option widths[] = {
    {"max", TN_OPTION_NUMBER, "5", "Columns that an index may have", NULL},
    {0},
};

const struct tn_rule lint_index_width = {
    .id = "index-width",
    .group = "indexes",
    .severity = TN_INFO,
    .title = "An index has very many columns",
    .help = "After three or four columns an index has usually led to the few rows that are wanted; "
            "further ones make it larger, and it is used only as far as a query compares its "
            "columns from the first on. Keep the first ones; what is only to be read along goes "
            "into INCLUDE where the server has that.",
    .doubt = "An index that answers a report alone, by all its columns: waive the finding, or let "
             "it carry the columns. Unique ones are not reported: they say what rows there may be.",
    .example = "CREATE TABLE t (a integer PRIMARY KEY, b integer, c integer, d integer, e integer, "
               "f integer);\n"
               "CREATE INDEX t_all ON t (b, c, d, e, f, a);\n",
    .good = "CREATE TABLE t (a integer PRIMARY KEY, b integer, c integer, d integer, e integer, "
            "f integer);\n"
            "CREATE INDEX t_few ON t (b, c, d);\n",
    .options = widths,
    .check = check_width,
};

/* ------------------------------------------------------------------ index-column-repeat */

static bool is_same_part(const struct tn_index_part *a, const struct tn_index_part *b,
                         bool strict) {
    if (a->attribute != b->attribute || strcmp(a->expression, b->expression) != 0)
        return false;
    return !strict || (strcmp(a->operator_class, b->operator_class) == 0 &&
                       strcmp(a->collation, b->collation) == 0);
}

/* The first part that stands there a second time; MySQL takes no column twice in any case. */
static struct tn_index_part *repeated_part(const struct tn_index *index, bool strict) {
    for (struct tn_index_part *part = index->parts.first; part; part = part->next)
        for (struct tn_index_part *other = index->parts.first; other != part; other = other->next)
            if (is_same_part(part, other, strict))
                return part;
    return NULL;
}

static struct tn_object *repeated_attribute(struct tn_refs attributes) {
    for (size_t i = 1; i < attributes.count; i++)
        for (size_t k = 0; k < i; k++)
            if (attributes.items[i] == attributes.items[k])
                return attributes.items[i];
    return NULL;
}

/* A column that is carried along though it is part of the index. */
static struct tn_object *repeated_include(const struct tn_index *index) {
    for (struct tn_index_part *part = index->parts.first; part; part = part->next)
        if (part->attribute && tn_refs_have(index->include, part->attribute))
            return &part->attribute->object;
    return repeated_attribute(index->include);
}

static void report_repeat(struct tn_lint *lint, const void *object, const char *name) {
    const struct tn_object *found_in = object;
    struct tn_finding *found =
        lint_find(lint, object, "%s %s of %s has %s twice", lint_kind_title(found_in),
                  tn_title(object), found_in->parent->name, name);
    lint_remedy(lint, found, "Leave it out the second time");
}

static void check_repeat_in(struct tn_lint *lint, struct tn_index *index) {
    const struct tn_index_part *part = repeated_part(index, !lint_is_mysql(lint->dialect));
    const struct tn_object *included = repeated_include(index);
    if (part)
        report_repeat(lint, index, part->attribute ? part->attribute->name : part->expression);
    else if (included)
        report_repeat(lint, index, included->name);
    else if (!index->parts.count)
        lint_remedy(lint,
                    lint_find(lint, index, "index %s of %s has no columns", tn_title(index),
                              index->parent->name),
                    "Add columns, or drop it");
}

static void check_repeat(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        for (struct tn_key *key = table->entity->keys.first; key; key = key->next) {
            const struct tn_object *twice =
                key->attributes.count > 1 ? repeated_attribute(key->attributes) : NULL;
            if (twice)
                report_repeat(lint, key, twice->name);
        }
        for (struct tn_index *index = table->entity->indexes.first; index; index = index->next)
            if (index->parts.count != 1 || index->include.count)
                check_repeat_in(lint, index);
    }
}

static void fix_key(struct tn_model *model, struct tn_key *key) {
    struct tn_refs once = {0};
    for (size_t i = 0; i < key->attributes.count; i++)
        if (!tn_refs_have(once, key->attributes.items[i]))
            tn_refs_append(model, &once, key->attributes.items[i]);
    tn_set_refs(model, key, TN_key_attributes, once);
}

static void fix_include(struct tn_model *model, struct tn_index *index) {
    struct tn_refs once = {0};
    for (size_t i = 0; i < index->include.count; i++) {
        bool part_too = false;
        for (struct tn_index_part *part = index->parts.first; part; part = part->next)
            part_too |= part->attribute == (void *)index->include.items[i];
        if (!part_too && !tn_refs_have(once, index->include.items[i]))
            tn_refs_append(model, &once, index->include.items[i]);
    }
    tn_set_refs(model, index, TN_index_include, once);
}

static bool fix_repeat(struct tn_model *model, const struct tn_finding *finding,
                       struct tn_error *error) {
    (void)error;
    struct tn_object *object = tn_find_id(model, finding->object);
    if (object->kind == TN_key) {
        fix_key(model, (void *)object);
        return true;
    }
    struct tn_index *index = (void *)object;
    bool strict = !lint_is_mysql(tn_dialect_of(model));
    for (struct tn_index_part *part; (part = repeated_part(index, strict));)
        tn_design_delete(model, part);
    if (!index->parts.count) {
        tn_design_delete(model, index);
        return true;
    }
    fix_include(model, index);
    lint_drop_superfluous(model, index);
    return true;
}

const struct tn_rule lint_index_column_repeat = {
    .id = "index-column-repeat",
    .group = "indexes",
    .severity = TN_ERROR,
    .title = "An index or key names a column twice, or no column at all",
    .help = "The second time a column can tell no rows apart that were equal the first time. MySQL "
            "and MariaDB refuse such an index, PostgreSQL refuses such a key and SQLite and "
            "PostgreSQL keep the index larger than it need be. Usually another column was meant. "
            "Columns that are not there are reported by expr-unknown-column.",
    .doubt = "None known: the same column with another operator class or collation is another "
             "order, and not reported.",
    .example = "CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer);\n"
               "CREATE INDEX t_a_b ON t (a, a);\n",
    .good = "CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer);\n"
            "CREATE INDEX t_a_b ON t (a, b);\n",
    .check = check_repeat,
    .fix = fix_repeat,
};
