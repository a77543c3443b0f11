/*
 * Rules on columns that may be null and should not.
 */
#include "lint/fix.h"
#include "lint/rules.h"
#include "lint/rules/integrity_common.h"

#include <string.h>

/* ------------------------------------------------------------------ not-null-expected */

static bool tells_birth(const struct lint_name *name) {
    static const char *const names[] = {"created at", "created on", "created", "create time",
                                        "creation date"};
    for (size_t i = 0; LINT_HAS(name, stamp) && i < TN_LENGTH(names); i++)
        if (lint_is_words(name, names[i]))
            return true;
    return false;
}

/* In an imported model where most rows may lack it, that is how it is done there. */
static bool births_are_optional(const struct tn_lint *lint) {
    size_t all = 0, optional = 0;
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column)
    if (lint->imported && tells_birth(column->name)) {
        all++;
        optional += lint_may_be_null(column);
    }
    return lint_is_convention(optional, all);
}

/* What the name promises, or NULL. */
static const char *promise_of(const struct lint_column *column, bool births) {
    const struct lint_name *name = column->name;
    if (births && tells_birth(name))
        return "every row was made at some time";
    if (column->foreign)
        return NULL;
    if (lint_is_words(name, "status") || lint_is_words(name, "state"))
        return "every row is in some state";
    if (lint_is_words(name, "quantity") || lint_is_words(name, "qty") ||
        lint_is_words(name, "amount"))
        return "a number of nothing says nothing";
    if ((name->count > 1 && lint_ends_in(name, "hash")) || LINT_ENDS(name, password))
        return "what is compared with it needs it";
    return NULL;
}

/* The reference to a parent that the row is a part of. */
static bool belongs_to_parent(const struct lint_table *table, const struct lint_column *column) {
    for (struct tn_relationship *r = column->foreign ? table->entity->relationships.first : NULL; r;
         r = r->next)
        if (r->identifying && tn_refs_have(r->attributes, column->attribute))
            return true;
    return false;
}

static bool is_part(const struct tn_entity *entity) {
    for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        if (r->identifying)
            return true;
    return false;
}

static void check_expected(struct tn_lint *lint) {
    bool births = !births_are_optional(lint);
    LINT_EACH_TABLE(lint, table) {
        if (lint_takes_what_comes(table->entity))
            continue;
        bool part = is_part(table->entity);
        LINT_EACH_COLUMN(table, column) {
            const char *why = lint_may_be_null(column) ? promise_of(column, births) : NULL;
            if (part && lint_may_be_null(column) && belongs_to_parent(table, column))
                why = "the row is a part of its parent";
            if (!why || lint_is_part_of_address(table, column))
                continue;
            struct tn_finding *found =
                lint_find(lint, column->attribute, "%s.%s may be null, though %s",
                          table->entity->name, column->attribute->name, why);
            lint_remedy(lint, found, "Make it NOT NULL");
            lint_alike(lint, found, column->attribute->name);
        }
    }
}

static bool make_not_null(struct tn_model *model, struct tn_attribute *attribute,
                          struct tn_error *error) {
    if (lint_is_emptied(attribute))
        return tn_fail(error, "a foreign key sets %s null: decide by hand", attribute->name);
    if (tn_same_word(attribute->default_value, "NULL"))
        tn_set_text(model, attribute, TN_attribute_default_value, "");
    tn_set_number(model, attribute, TN_attribute_nullable, false);
    return true;
}

static bool fix_expected(struct tn_model *model, const struct tn_finding *finding,
                         struct tn_error *error) {
    return make_not_null(model, (void *)tn_find_id(model, finding->object), error);
}

const struct tn_rule lint_not_null_expected = {
    .id = "not-null-expected",
    .group = "integrity",
    .severity = TN_INFO,
    .title = "A column may be null though every row needs a value",
    .help =
        "Some columns have a value in every row, whatever the schema says: when the row was "
        "made, its status, a quantity, a password or its hash, the parent that it is a part of. "
        "Where they may be null, every query must expect what never happens, and one day it "
        "does. Make them NOT NULL.",
    .doubt = "Only whole names are looked at (created_at, status, quantity, amount, password, "
             "…_hash) and identifying relationships. In an imported model where most created_at "
             "may be null, that is the convention. Tables tagged staging, log or snapshot are left "
             "out; for a value that comes later, waive the finding.",
    .example = "CREATE TABLE orders (\n"
               "    id integer PRIMARY KEY,\n"
               "    created_at timestamptz DEFAULT CURRENT_TIMESTAMP\n"
               ");\n",
    .good = "CREATE TABLE orders (\n"
            "    id integer PRIMARY KEY,\n"
            "    created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP\n"
            ");\n",
    .check = check_expected,
    .fix = fix_expected,
};

/* ------------------------------------------------------------------ boolean-nullable */

static bool has_default(const struct tn_attribute *attribute) {
    const char *value = attribute->default_value;
    if (!*value && attribute->named_type)
        value = attribute->named_type->default_value;
    return *value && !tn_same_word(value, "NULL");
}

static void check_boolean(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        if (lint_takes_what_comes(table->entity))
            continue;
        LINT_EACH_COLUMN(table, column) {
            if (column->family != LINT_BOOLEAN || !lint_may_be_null(column))
                continue;
            struct tn_finding *found =
                lint_find(lint, column->attribute, "%s.%s is true, false or null",
                          table->entity->name, column->attribute->name);
            lint_remedy(lint, found, "Make it NOT NULL%s",
                        has_default(column->attribute) ? "" : ", with a default");
            lint_alike(lint, found, "");
            if (has_default(column->attribute))
                lint_soften(found, TN_INFO);
        }
    }
}

/* As the column's type has it: tinyint(1) and bit(1) are numbers. */
static const char *no(const struct tn_dialect *dialect, const struct tn_attribute *attribute) {
    if (dialect->id == TN_POSTGRESQL)
        return "false";
    return tn_starts_with(attribute->type, "bit") ? "b'0'" : "0";
}

static bool fix_boolean(struct tn_model *model, const struct tn_finding *finding,
                        struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    if (!attribute->nullable)
        return true;
    if (!make_not_null(model, attribute, error))
        return false;
    if (!has_default(attribute))
        tn_set_text(model, attribute, TN_attribute_default_value,
                    no(tn_dialect_of(model), attribute));
    return true;
}

const struct tn_rule lint_boolean_nullable = {
    .id = "boolean-nullable",
    .group = "integrity",
    .severity = TN_WARNING,
    .title = "A boolean has a third value",
    .help = "A boolean that may be null is neither true nor false for some rows: WHERE active and "
            "WHERE NOT active both leave them out, and every program decides anew what null means. "
            "Make the column NOT NULL with a default. Where there are three answers, name them: a "
            "column with the values yes, no and unknown says what is meant.",
    .doubt =
        "A column with a default hardly ever gets a null: that is a note. Where not answered yet "
        "is an answer, waive the finding. Tables tagged staging, log "
        "or snapshot are left out.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY, is_active boolean);\n",
    .good = "CREATE TABLE users (\n"
            "    id integer PRIMARY KEY,\n"
            "    is_active boolean NOT NULL DEFAULT true\n"
            ");\n",
    .check = check_boolean,
    .fix = fix_boolean,
};
