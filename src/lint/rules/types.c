/*
 * Rules on the types that hold money.
 */
#include "lint/retype.h"
#include "lint/rules.h"

#include <stdlib.h>
#include <string.h>

static bool names_money(const struct lint_name *name) {
    return LINT_HAS(name, money) && !LINT_HAS(name, measure);
}

/* SQLite does not look at digits. */
static const char *exact_type(const struct tn_dialect *dialect) {
    if (dialect->id == TN_SQLITE)
        return "NUMERIC";
    return lint_is_mysql(dialect) ? "decimal(12,2)" : "numeric(12,2)";
}

/* ------------------------------------------------------------------ float-for-money */

static void check_money(struct tn_lint *lint) {
    bool any = lint_is_choice(lint, "columns", "any");
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        if (column->family != LINT_FLOAT || !(any || names_money(column->name)))
            continue;
        struct tn_finding *found = lint_find(
            lint, column->attribute, "%s.%s holds %s in the inexact type %s", table->entity->name,
            column->attribute->name, names_money(column->name) ? "money" : "a number",
            lint_type_title(column->attribute, &lint->arena));
        lint_remedy(lint, found, "Make it %s", exact_type(lint->dialect));
    }
}

static bool fix_money(struct tn_model *model, const struct tn_finding *finding,
                      struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    const struct tn_dialect *dialect = tn_dialect_of(model);
    if (lint_column_type(dialect, attribute).family != LINT_FLOAT)
        return true;
    struct lint_retyping exact = {.type = exact_type(dialect)};
    return lint_retype(model, attribute, &exact, error);
}

static const struct tn_rule_option money_options[] = {
    {"columns", TN_OPTION_CHOICE, "money", "Which floating point columns it reports", "money any"},
    {0},
};

const struct tn_rule lint_float_for_money = {
    .id = "float-for-money",
    .group = "types",
    .severity = TN_WARNING,
    .title = "Money is stored as a floating point number",
    .help = "Binary floating point cannot hold most decimal fractions, so sums of prices drift by "
            "cents and comparisons fail. Store money as an exact decimal with a fixed number of "
            "places, or as a whole number of the smallest unit. Rates, discounts and percentages "
            "are not reported.",
    .doubt = "The name decides what is money: a total or an amount may be a measured quantity. "
             "Waive the finding, or give the column a name that says its unit (total_weight).",
    .example = "CREATE TABLE products (id integer PRIMARY KEY, price double precision);\n",
    .good = "CREATE TABLE products (id integer PRIMARY KEY, price numeric(12,2));\n",
    .options = money_options,
    .check = check_money,
    .fix = fix_money,
};

/* ------------------------------------------------------------------ money-type */

static bool is_money(const struct tn_attribute *attribute) {
    const char *type = attribute->named_type ? attribute->named_type->base : attribute->type;
    return tn_same_word(type, "money");
}

static void check_money_type(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        if (column->family != LINT_OTHER || !is_money(column->attribute))
            continue;
        struct tn_finding *found = lint_find(lint, column->attribute, "%s.%s is of the type money",
                                             table->entity->name, column->attribute->name);
        lint_remedy(lint, found, "Make it numeric(19,4), with the currency in a column of its own");
    }
}

static bool fix_money_type(struct tn_model *model, const struct tn_finding *finding,
                           struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    static const struct lint_retyping exact = {.type = "numeric(19,4)",
                                               .change = LINT_OTHER_VALUES};
    return !is_money(attribute) || lint_retype(model, attribute, &exact, error);
}

const struct tn_rule lint_money_type = {
    .id = "money-type",
    .group = "types",
    .severity = TN_WARNING,
    .dialects = 1u << TN_POSTGRESQL,
    .title = "A column has the type money",
    .help = "What money means depends on a setting of the server, lc_monetary: the same stored "
            "number is shown, and read back, in another currency and with another number of places "
            "after a move or a change of the setting. Store an exact numeric and say the currency "
            "in a column of its own.",
    .doubt = "A single application in a single currency may live with it; waive the rule then.",
    .example = "CREATE TABLE invoices (id integer PRIMARY KEY, total money);\n",
    .good = "CREATE TABLE invoices (id integer PRIMARY KEY, total numeric(19,4));\n",
    .check = check_money_type,
    .fix = fix_money_type,
};

/* ------------------------------------------------------------------ decimal-shape */

enum shape { SHAPE_GOOD, SHAPE_OPEN, SHAPE_WHOLE, SHAPE_TURNED };

/* DECIMAL without more means (10,0) in MySQL and any number in PostgreSQL. SQLite does not look at
 * either. */
static enum shape shape_of(const struct tn_dialect *dialect, const struct tn_attribute *attribute,
                           bool money) {
    struct lint_type type = lint_column_type(dialect, attribute);
    if (type.family != LINT_DECIMAL)
        return SHAPE_GOOD;
    if (type.scale > type.size)
        return SHAPE_TURNED;
    if (!money || dialect->id == TN_SQLITE)
        return SHAPE_GOOD;
    if (!type.size)
        return SHAPE_OPEN;
    return lint_is_mysql(dialect) && type.size == 10 && !type.scale ? SHAPE_WHOLE : SHAPE_GOOD;
}

static const char *shaped(const struct tn_dialect *dialect, const struct tn_attribute *attribute,
                          enum shape shape, struct tn_arena *arena) {
    struct lint_type type = lint_column_type(dialect, attribute);
    if (shape != SHAPE_TURNED)
        return exact_type(dialect);
    return tn_arena_format(arena, "%.*s(%lld,%lld)", (int)strcspn(attribute->type, "("),
                           attribute->type, (long long)type.scale, (long long)type.size);
}

static void check_shape(struct tn_lint *lint) {
    static const char *const facts[] = {
        [SHAPE_OPEN] = "holds money without a number of places",
        [SHAPE_WHOLE] = "holds money without places for cents",
        [SHAPE_TURNED] = "has more places behind the point than digits in all",
    };
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        if (column->family != LINT_DECIMAL)
            continue;
        enum shape shape = shape_of(lint->dialect, column->attribute, names_money(column->name));
        if (shape == SHAPE_GOOD)
            continue;
        struct tn_finding *found = lint_find(
            lint, column->attribute, "%s.%s (%s) %s", table->entity->name, column->attribute->name,
            lint_type_title(column->attribute, &lint->arena), facts[shape]);
        lint_remedy(lint, found, "Make it %s",
                    shaped(lint->dialect, column->attribute, shape, &lint->arena));
        lint_alike(lint, found, facts[shape]);
    }
}

static bool fix_shape(struct tn_model *model, const struct tn_finding *finding,
                      struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    struct lint_vocabulary vocabulary = {0};
    struct tn_arena arena = {0};
    lint_vocabulary_open(&vocabulary);
    const struct tn_dialect *dialect = tn_dialect_of(model);
    bool money = names_money(lint_name_of(&vocabulary, attribute->name));
    enum shape shape = shape_of(dialect, attribute, money);
    struct lint_retyping to = {.type = shaped(dialect, attribute, shape, &arena)};
    bool fixed = shape == SHAPE_GOOD || lint_retype(model, attribute, &to, error);
    lint_vocabulary_close(&vocabulary);
    tn_arena_free(&arena);
    return fixed;
}

const struct tn_rule lint_decimal_shape = {
    .id = "decimal-shape",
    .group = "types",
    .severity = TN_WARNING,
    .title = "A decimal number has a precision or scale that cannot be meant",
    .help = "Money needs a fixed number of places: NUMERIC without precision keeps whatever was "
            "computed in PostgreSQL, thirds of a cent included, and DECIMAL without precision has "
            "no places at all in MySQL and MariaDB, so cents are rounded away. More places than "
            "digits in all are mostly the two numbers in the wrong order; MySQL refuses them. Say "
            "how many digits and how many places there are.",
    .doubt = "Amounts in whole units, such as yen or cents, have no places on purpose: say so with "
             "a precision of your own, decimal(12,0), or waive the finding.",
    .example = "CREATE TABLE invoices (id integer PRIMARY KEY, total numeric);\n",
    .good = "CREATE TABLE invoices (id integer PRIMARY KEY, total numeric(12,2));\n",
    .check = check_shape,
    .fix = fix_shape,
};
