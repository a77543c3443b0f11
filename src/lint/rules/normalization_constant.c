/*
 * column-constant: a column that says nothing, because it never varies.
 */
#include "lint/rules.h"
#include "lint/sample.h"

/* The only value there is; false where there are several. NULL where all are null. */
static bool is_constant(const struct tn_sample *sample, size_t column, const char **value) {
    size_t values = 0;
    bool null = false;
    *value = NULL;
    for (uint32_t code = 0; code < sample->columns.items[column].distinct; code++) {
        const char *one = sample->values[column][code];
        values += one != NULL;
        null |= !one;
        *value = one ? one : *value;
    }
    return values + null == 1;
}

static void report(struct tn_lint *lint, const struct lint_table *table,
                   const struct lint_column *column, const char *value) {
    enum { WIDEST = 40 };
    const struct tn_sample *sample = table->sample;
    const char *name = column->attribute->name, *entity = table->entity->name;
    struct tn_finding *found =
        value ? lint_find(lint, column->attribute, "%s.%s is %.*s in all %zu rows of %s", entity,
                          name, (int)tn_text_fit(value, WIDEST), value, sample->columns.rows,
                          sample->name)
              : lint_find(lint, column->attribute, "%s.%s is null in all %zu rows of %s", entity,
                          name, sample->columns.rows, sample->name);
    lint_remedy(lint, found,
                value ? "Drop it, unless other values are to come"
                      : "Drop it, unless it is to be filled");
}

static void check_constant(struct tn_lint *lint) {
    LINT_EACH_SAMPLED(lint, table) {
        if (table->sample->columns.rows < (size_t)lint_number(lint, "rows") ||
            lint_has_any_tag(table->entity, "staging"))
            continue;
        LINT_EACH_COLUMN(table, column) {
            const char *value;
            if (column->sampled && !*column->attribute->generated &&
                is_constant(table->sample, column->sampled - 1, &value))
                report(lint, table, column, value);
        }
    }
}

const struct tn_rule lint_column_constant = {
    .id = "column-constant",
    .group = "normalization",
    .severity = TN_INFO,
    .title = "A column has the same value in all rows of a sample",
    .help = "A column that is always null, or always the same, tells nothing: it may be left over, "
            "or filled by nobody. Drop it, or find out why it does not vary. Looked at where there "
            "is a sample of enough rows (tenon check --data; the option rows).",
    .doubt = "A sample of one customer or one day has columns that are the same by its nature, and "
             "a new column is null until it is filled.",
    .options =
        (const struct tn_rule_option[]){
            {"rows", TN_OPTION_NUMBER, "20", "How many rows a sample must have", NULL}, {0}},
    .example = "CREATE TABLE users (id integer PRIMARY KEY, fax text);\n"
               "-- data: users: id fax; 1 null; 2 null; 3 null\n"
               "-- rule: column-constant rows=3\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY, fax text);\n"
            "-- data: users: id fax; 1 null; 2 555; 3 null\n"
            "-- rule: column-constant rows=3\n",
    .check = check_constant,
};
