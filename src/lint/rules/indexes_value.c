/*
 * Rules on indexes that are worth little, or whose method does not fit what is asked.
 */
#include "lint/advice.h"
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ index-low-value */

enum { FEW_ROWS, FEW_VALUES }; /* detail of a finding */

static bool leads_to_foreign(const struct lint_access *access, const struct tn_entity *entity) {
    for (struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        if (lint_leads_to(access, r->attributes))
            return true;
    return false;
}

static void check_value_of(struct tn_lint *lint, const struct lint_table *table,
                           const struct lint_access *access) {
    const struct tn_entity *entity = table->entity;
    const struct tn_attribute *alone = access->count == 1 ? access->parts[0].attribute : NULL;
    const char *title = lint_access_title(lint, access);
    struct tn_finding *found;
    if (entity->row_count > 0 && entity->row_count < lint_number(lint, "rows")) {
        found = lint_find(lint, access->object, "%s of %s is on a table of %lld rows", title,
                          entity->name, (long long)entity->row_count);
        lint_remedy(lint, found, "Drop it: all rows are read as quickly");
    } else if (alone && !*access->predicate &&
               lint_has_few_values(lint, alone, lint_number(lint, "values"))) {
        found = lint_find(lint, access->object, "%s of %s is over %s alone, which has few values",
                          title, entity->name, alone->name);
        found->detail = FEW_VALUES;
        lint_remedy(lint, found,
                    lint->dialect->can.partial_index
                        ? "Drop it, or index the rare value only: WHERE %s …"
                        : "Drop it, or put %s behind a column with many values",
                    alone->name);
        lint_alike(lint, found, "");
    }
}

static void check_value(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        if (!table->entity->indexes.count)
            continue;
        struct lint_accesses accesses = lint_accesses_in(lint, table);
        for (size_t i = 0; i < accesses.count; i++) {
            const struct lint_access *access = &accesses.items[i];
            if (access->index && !access->unique && access->btree &&
                !leads_to_foreign(access, table->entity))
                check_value_of(lint, table, access);
        }
    }
}

/* The condition on the column that a pattern has each time: of the rare value, or nobody would ask
 * for it alone. "" for none. */
static const char *condition_on(struct tn_lint *lint, struct lint_table *table,
                                const struct tn_attribute *attribute) {
    LINT_EACH_DEMAND(lint, table, demand)
    if (!demand->pattern->writes &&
        tn_sql_mentions(lint->dialect, demand->condition, attribute->name))
        return demand->condition;
    return "";
}

/* A pattern that would be left without an index. */
static const struct lint_demand *asking_for(struct tn_lint *lint, struct lint_table *table,
                                            const struct tn_attribute *attribute) {
    const struct lint_wish wish = {.attribute = attribute, .expression = ""};
    LINT_EACH_DEMAND(lint, table, demand)
    if (!demand->pattern->writes &&
        (lint_wishes_have(lint, &demand->equals, &wish) ||
         tn_sql_mentions(lint->dialect, demand->condition, attribute->name)))
        return demand;
    return NULL;
}

static bool fix_few_values(struct tn_model *model, struct tn_index *index, struct tn_error *error) {
    const struct tn_index_part *only = index->parts.first;
    struct tn_lint lint = {0};
    struct lint_table *table = lint_look_again(&lint, model, index);
    const struct tn_attribute *attribute = only->attribute;
    const char *condition =
        lint.dialect->can.partial_index ? condition_on(&lint, table, attribute) : "";
    const struct lint_demand *asking = asking_for(&lint, table, attribute);
    bool fixed = *condition || !asking;
    if (*condition)
        tn_set_text(model, index, TN_index_predicate, condition);
    else if (fixed)
        tn_design_delete(model, index);
    else
        tn_fail(error,
                "a pattern asks for %s: decide whether one of its values is so rare that the index "
                "pays, or which column with many values to put before it",
                attribute->name);
    lint_close(&lint);
    return fixed;
}

static bool fix_value(struct tn_model *model, const struct tn_finding *finding,
                      struct tn_error *error) {
    struct tn_index *index = (void *)tn_find_id(model, finding->object);
    if (finding->detail == FEW_VALUES)
        return fix_few_values(model, index, error);
    tn_design_delete(model, index);
    return true;
}

static const struct tn_rule_option limits[] = {
    {"values", TN_OPTION_NUMBER, "2", "As many values a column may have and still count as few",
     NULL},
    {"rows", TN_OPTION_NUMBER, "500", "Below so many expected rows a table needs no index", NULL},
    {0},
};

const struct tn_rule lint_index_low_value = {
    .id = "index-low-value",
    .group = "indexes",
    .severity = TN_INFO,
    .title = "An index leads to too many rows, or a table too small, to be of use",
    .help = "An index pays where it leads to a small part of the rows. One over a column that is "
            "true or false leads to half of them, and the server reads the table instead; so it "
            "does with a table of a few pages. Drop it; where one value is rare and asked for, an "
            "index of just those rows (WHERE …) does well in PostgreSQL and SQLite: the fix makes "
            "it one where an access pattern has a condition on the column, and drops it "
            "otherwise.",
    .doubt = "In MySQL and MariaDB, which have no partial indexes, where one of the values is very "
             "rare: waive the finding. Unique indexes, those of foreign keys and partial ones are "
             "not reported for few values.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY, active boolean NOT NULL);\n"
               "CREATE INDEX users_active ON users (active);\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY, active boolean NOT NULL, born date);\n"
            "CREATE INDEX users_born ON users (born) WHERE active;\n",
    .options = limits,
    .check = check_value,
    .fix = fix_value,
};

/* ------------------------------------------------------------------ index-method */

static bool is_scalar(enum lint_family family) {
    static const enum lint_family scalars[] = {LINT_INTEGER, LINT_DECIMAL,   LINT_FLOAT,
                                               LINT_BOOLEAN, LINT_TEXT,      LINT_DATE,
                                               LINT_TIME,    LINT_TIMESTAMP, LINT_UUID};
    for (size_t i = 0; i < TN_LENGTH(scalars); i++)
        if (scalars[i] == family)
            return true;
    return false;
}

/* Made by a statement of its own, or in a block of code that is kept as text. */
static bool has_extension(const struct tn_lint *lint, const char *name) {
    const struct tn_project *project = lint->model->project;
    if (tn_find_name(&project->extensions, name))
        return true;
    for (struct tn_raw *raw = project->raws.first; raw; raw = raw->next)
        if (tn_find_word(raw->definition, name))
            return true;
    return false;
}

/* A plain column in GIN or GiST, which have no operators for it but those of an extension. */
static const struct tn_attribute *misplaced_scalar(struct tn_lint *lint,
                                                   const struct tn_index *index) {
    bool gin = tn_same_word(index->method, "gin"), gist = tn_same_word(index->method, "gist");
    const char *extension = gin ? "btree_gin" : "btree_gist";
    if (!gin && !gist)
        return NULL;
    for (struct tn_index_part *part = index->parts.first; part; part = part->next)
        if (part->attribute && !*part->operator_class &&
            is_scalar(lint_type_in(lint, part->attribute).family))
            return has_extension(lint, extension) ? NULL : part->attribute;
    return NULL;
}

static bool is_ordered_by(const struct lint_demand *demand, const struct tn_index *index) {
    const struct tn_index_part *part = index->parts.first;
    for (size_t i = 0; i < demand->order.count && part; i++)
        if (part->attribute && demand->order.items[i].attribute == part->attribute)
            return true;
    return false;
}

static const char *fault_of_hash(struct tn_lint *lint, struct lint_table *table,
                                 const struct tn_index *index) {
    if (lint_is_mysql(lint->dialect))
        return !*table->entity->engine || tn_same_word(table->entity->engine, "innodb")
                   ? "InnoDB has no hash indexes and makes it a B-tree"
                   : NULL;
    if (index->parts.count > 1)
        return "a hash index has one column";
    if (index->unique)
        return "a hash index cannot be unique";
    LINT_EACH_DEMAND(lint, table, demand)
    if (is_ordered_by(demand, index))
        return "a pattern asks for a range or an order, of which a hash knows nothing";
    return NULL;
}

static bool is_searched(struct tn_lint *lint, struct lint_table *table,
                        const struct tn_index *index) {
    LINT_EACH_DEMAND(lint, table, demand)
    for (size_t i = 0; i < demand->searches.count; i++)
        for (struct tn_index_part *part = index->parts.first; part; part = part->next)
            if (part->attribute == demand->searches.items[i].attribute)
                return true;
    return false;
}

static const char *fault_of(struct tn_lint *lint, struct lint_table *table,
                            const struct tn_index *index) {
    if (tn_same_word(index->method, "hash"))
        return fault_of_hash(lint, table, index);
    if (tn_same_word(index->method, "fulltext"))
        return lint_demands_of(lint, table) && !is_searched(lint, table, index)
                   ? "none of the table's patterns searches for words"
                   : NULL;
    const struct tn_attribute *scalar =
        lint->dialect->id == TN_POSTGRESQL ? misplaced_scalar(lint, index) : NULL;
    return scalar ? tn_arena_format(&lint->arena, "it has no operators for %s, a %s", scalar->name,
                                    lint_type_title(scalar, &lint->arena))
                  : NULL;
}

static void check_method(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    for (struct tn_index *index = table->entity->indexes.first; index; index = index->next) {
        const char *fault = *index->method ? fault_of(lint, table, index) : NULL;
        if (!fault)
            continue;
        struct tn_finding *found =
            lint_find(lint, index, "index %s of %s has the method %s, but %s", tn_title(index),
                      table->entity->name, index->method, fault);
        lint_remedy(lint, found,
                    tn_same_word(index->method, "fulltext")
                        ? "Drop it, or add the pattern that it is for"
                        : "Leave the method out: a B-tree finds equal values, ranges "
                          "and orders");
        if (lint_is_mysql(lint->dialect))
            lint_soften(found, TN_INFO);
    }
}

const struct tn_rule lint_index_method = {
    .id = "index-method",
    .group = "indexes",
    .severity = TN_WARNING,
    .dialects = 1u << TN_POSTGRESQL | 1u << TN_MYSQL | 1u << TN_MARIADB,
    .title = "The method of an index does not fit what is asked of it",
    .help = "A hash finds equal values and nothing else: no range, no order, no second column. GIN "
            "and GiST look into values that hold others, such as arrays, documents, texts and "
            "shapes; plain values they take only with the extensions btree_gin and btree_gist. "
            "FULLTEXT is used by MATCH … AGAINST alone. Where nothing special is asked, leave the "
            "method out: a B-tree does it.",
    .doubt = "An extension that the model does not name (btree_gin, btree_gist), or an operator "
             "class of your own. For patterns: one that was not told.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY, born date);\n"
               "CREATE INDEX users_born ON users USING hash (born);\n"
               "-- add: users access_pattern name=between range=born\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY, born date);\n"
            "CREATE INDEX users_born ON users (born);\n"
            "-- add: users access_pattern name=between range=born\n",
    .check = check_method,
};
