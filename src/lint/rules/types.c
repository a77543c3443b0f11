/*
 * Rules on types.
 */
#include "lint/fix.h"
#include "lint/rules.h"

/* ------------------------------------------------------------------ float-for-money */

static bool names_money(const struct lint_name *name) {
    return LINT_HAS(name, money) && !LINT_HAS(name, measure);
}

static const char *exact_type(const struct tn_dialect *dialect) {
    return lint_is_mysql(dialect) ? "decimal(12,2)" : "numeric(12,2)";
}

static void check_money(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        if (column->family != LINT_FLOAT || !names_money(column->name))
            continue;
        struct tn_finding *found =
            lint_find(lint, column->attribute, "%s.%s holds money in the inexact type %s",
                      table->entity->name, column->attribute->name,
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
    if (attribute->named_type)
        return tn_fail(error, "%s has the type %s: change that type by hand", attribute->name,
                       attribute->named_type->name);
    tn_set_text(model, attribute, TN_attribute_type, exact_type(dialect));
    return true;
}

const struct tn_rule lint_float_for_money = {
    .id = "float-for-money",
    .group = "types",
    .severity = TN_WARNING,
    .title = "Money is stored as a floating point number",
    .help = "Binary floating point cannot hold most decimal fractions, so sums of prices drift by "
            "cents and comparisons fail. Store money as an exact decimal with a fixed number of "
            "places, or as a whole number of the smallest unit. Rates, discounts and percentages "
            "are not reported.",
    .example = "CREATE TABLE products (id integer PRIMARY KEY, price double precision);\n",
    .check = check_money,
    .fix = fix_money,
};
