/*
 * Rules on tables whose columns are too few, or say nothing.
 */
#include "lint/rules.h"
#include "lint/rules/integrity_common.h"

#include <string.h>

/* ------------------------------------------------------------------ table-too-small */

static void check_small(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        const struct tn_entity *entity = table->entity;
        if (table->column_count > 1 || entity->inherits.count || lint_has_tag(entity, "lookup"))
            continue;
        if (!table->column_count) {
            struct tn_finding *found = lint_find(lint, entity, "%s has no columns", entity->name);
            lint_remedy(lint, found, "Add its columns, or drop it");
        } else if (!table->referenced) {
            const char *column = table->columns->attribute->name;
            struct tn_finding *found =
                lint_find(lint, entity, "%s has one column only, %s", entity->name, column);
            lint_soften(found, TN_INFO);
            lint_remedy(lint, found, "Add what there is to say of %s, or drop it", column);
        }
    }
}

const struct tn_rule lint_table_too_small = {
    .id = "table-too-small",
    .group = "integrity",
    .severity = TN_ERROR,
    .title = "A table has no columns, or a single one",
    .help = "A table without columns holds nothing, and MySQL, MariaDB and SQLite refuse it. One "
            "with a single column (a note) is mostly not finished; a list of allowed values does "
            "its work only where other tables refer to it.",
    .doubt =
        "Tables that others refer to, those tagged lookup, and numbered ones that are called a "
        "sequence may have one column.",
    .example = "CREATE TABLE notes (id integer PRIMARY KEY);\n",
    .good = "CREATE TABLE notes (id integer PRIMARY KEY, body text NOT NULL);\n",
    .check = check_small,
};

/* ------------------------------------------------------------------ table-all-nullable */

static bool may_be_null(const struct tn_attribute *attribute) {
    return attribute->nullable && attribute->identity == TN_identity_none &&
           !(attribute->named_type && !attribute->named_type->nullable);
}

/* A table that only adds what is optional to the rows of another one. */
static bool extends_another(const struct lint_table *table) {
    LINT_EACH_COLUMN(table, column)
    if (column->primary && !column->foreign)
        return false;
    return table->primary != NULL;
}

/* A check may see to it that something is filled in: a IS NOT NULL OR b IS NOT NULL. */
static bool is_checked_for_null(const struct tn_entity *entity) {
    for (struct tn_check *check = entity->checks.first; check; check = check->next)
        if (tn_find_word(check->expression, "null"))
            return true;
    return false;
}

static void check_all_nullable(struct tn_lint *lint) {
    size_t least = (size_t)lint_number(lint, "columns");
    LINT_EACH_TABLE(lint, table) {
        size_t others = 0, nullable = 0;
        LINT_EACH_COLUMN(table, column) {
            bool counts = !column->primary && !*column->attribute->generated;
            others += counts;
            nullable += counts && may_be_null(column->attribute);
        }
        if (others < least || !others || nullable < others ||
            lint_takes_what_comes(table->entity) || extends_another(table) ||
            is_checked_for_null(table->entity))
            continue;
        struct tn_finding *found =
            lint_find(lint, table->entity, "all columns of %s%s may be null", table->entity->name,
                      table->primary ? " but its key" : "");
        lint_remedy(lint, found, "Make NOT NULL what every row must have");
        lint_alike(lint, found, "");
    }
}

static const struct tn_rule_option all_nullable_options[] = {
    {"columns", TN_OPTION_NUMBER, "3", "Smaller tables, the key not counted, are not looked at",
     NULL},
    {0},
};

const struct tn_rule lint_table_all_nullable = {
    .id = "table-all-nullable",
    .group = "integrity",
    .severity = TN_WARNING,
    .title = "No column of a table must be filled in, but its key",
    .help = "A row of nothing but nulls says nothing, and still nothing keeps it out. Most things "
            "have properties without which they make no sense: a name, a date, the row they belong "
            "to. Make those NOT NULL, so that queries need not expect the opposite.",
    .doubt = "Tables that take data as it comes (tag staging, log or snapshot) and those whose key "
             "is a foreign key, which add optional facts to another table, are not reported; nor "
             "are tables with a check for null, or of fewer columns than the option says.",
    .options = all_nullable_options,
    .example = "CREATE TABLE contacts (\n"
               "    id integer PRIMARY KEY,\n"
               "    family_name text,\n"
               "    given_name text,\n"
               "    city text\n"
               ");\n",
    .good = "CREATE TABLE contacts (\n"
            "    id integer PRIMARY KEY,\n"
            "    family_name text NOT NULL,\n"
            "    given_name text,\n"
            "    city text\n"
            ");\n",
    .check = check_all_nullable,
};
