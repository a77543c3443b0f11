/*
 * Rules on tables that hold more than one thing: too many columns, documents in columns, rows that
 * are columns, several lists in one.
 */
#include "lint/access.h"
#include "lint/rules.h"

/* ------------------------------------------------------------------ table-too-wide */

/* What is computed is not kept. */
static size_t kept_columns(const struct lint_table *table) {
    size_t count = 0;
    LINT_EACH_COLUMN(table, column)
    count += !*column->attribute->generated;
    return count;
}

static void check_wide(struct tn_lint *lint) {
    size_t most = (size_t)lint_number(lint, "max");
    LINT_EACH_TABLE(lint, table) {
        if (table->column_count <= most || kept_columns(table) <= most ||
            lint_has_any_tag(table->entity, "denormalised staging snapshot"))
            continue;
        struct tn_finding *found = lint_find(lint, table->entity, "%s has %zu columns",
                                             table->entity->name, kept_columns(table));
        lint_remedy(lint, found,
                    "Look for groups of columns that are filled together, or read together: each "
                    "may be a table of its own");
    }
}

const struct tn_rule lint_table_too_wide = {
    .id = "table-too-wide",
    .group = "normalization",
    .severity = TN_INFO,
    .title = "A table has very many columns",
    .help = "A table with dozens of columns often holds several things: columns that are null "
            "together are a subtype, those that many rows repeat belong to something else, those "
            "that are read apart make every other read slower. Give each a table of its own that "
            "refers to this one. The option max says how many columns are many.",
    .doubt = "Some things have many properties, and a table that is loaded for reports is wide on "
             "purpose: tag it denormalised, snapshot or staging, or raise max.",
    .options =
        (const struct tn_rule_option[]){
            {"max", TN_OPTION_NUMBER, "30", "How many columns a table may have", NULL}, {0}},
    .example = "CREATE TABLE people (c1 text, c2 text, c3 text);\n"
               "-- rule: table-too-wide max=2\n",
    .good = "CREATE TABLE people (name text, born date);\n"
            "-- rule: table-too-wide max=2\n",
    .check = check_wide,
};

/* ------------------------------------------------------------------ nf-nested-column */

static bool is_composite(const struct tn_attribute *attribute) {
    return attribute->named_type && attribute->named_type->variety == TN_variety_composite;
}

/* The type SET of MySQL: a list of words from a list. */
static bool is_set(const struct tn_lint *lint, const struct tn_attribute *attribute) {
    return lint_is_mysql(lint->dialect) &&
           tn_slice_is_word((struct tn_slice){attribute->type, 4}, "set(");
}

/* Documents that are kept as they came are not looked into. */
static bool is_nested(const struct tn_lint *lint, const struct lint_column *column) {
    const struct tn_attribute *attribute = column->attribute;
    if (lint_is_tagged(attribute, "snapshot") || lint_is_tagged(attribute, "denormalised") ||
        *attribute->generated)
        return false;
    if (column->family == LINT_JSON)
        return !LINT_HAS(column->name, document);
    return column->family == LINT_OTHER &&
           (attribute->dimensions || is_composite(attribute) || is_set(lint, attribute));
}

static bool keeps_documents(const struct lint_table *table) {
    return LINT_HAS(table->name, record) || LINT_HAS(table->name, document) ||
           lint_has_any_tag(table->entity,
                            "log audit metadata lookup staging snapshot denormalised timeseries");
}

static void check_nested(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        size_t count = 0;
        struct tn_refs nested = {
            .items =
                tn_arena_allocate(&lint->arena, (table->column_count + 1) * sizeof *nested.items)};
        if (keeps_documents(table))
            continue;
        LINT_EACH_COLUMN(table, column)
        if (is_nested(lint, column))
            nested.items[count++] = &column->attribute->object;
        nested.count = count;
        if (!count)
            continue;
        struct tn_finding *found =
            lint_find(lint, table->entity, "%s keeps several values in one column: %s",
                      table->entity->name, lint_names(lint, nested));
        lint_remedy(lint, found,
                    "Where rows are searched or joined by these values, give them a child table "
                    "with one row each");
        lint_alike(lint, found, "");
    }
}

const struct tn_rule lint_nf_nested_column = {
    .id = "nf-nested-column",
    .group = "normalization",
    .severity = TN_INFO,
    .title = "Columns hold arrays, documents or records",
    .help = "First normal form wants one value in a column. What stands in an array, a JSON "
            "document or a composite value cannot be referred to, is hard to constrain, and needs "
            "special indexes to be found. Values that other tables or queries ask for are better "
            "kept in a child table, one row each. Reported once a table.",
    .doubt =
        "Most such columns are meant: documents that are only passed on, tags that are only "
        "searched together. JSON columns with names such as metadata, settings or payload, "
        "and tables that keep logs, are left out; tag others log, metadata or denormalised, or "
        "the column snapshot.",
    .example = "CREATE TABLE orders (\n"
               "    id integer PRIMARY KEY,\n"
               "    product_codes text[] NOT NULL\n"
               ");\n",
    .good = "CREATE TABLE orders (id integer PRIMARY KEY, metadata jsonb);\n"
            "CREATE TABLE order_products (\n"
            "    order_id integer REFERENCES orders (id),\n"
            "    product_code text,\n"
            "    PRIMARY KEY (order_id, product_code)\n"
            ");\n",
    .check = check_nested,
};

/* ------------------------------------------------------------------ nf-eav */

/* Columns of the row's own life say nothing of its sort. */
static bool is_moment(const struct lint_column *column) {
    return column->family == LINT_TIMESTAMP || column->family == LINT_DATE;
}

static bool is_key_alone(const struct lint_table *table, const struct lint_column *column) {
    return column->primary && table->primary->attributes.count == 1 && !column->foreign;
}

struct facets {
    const struct lint_column *facet, *value;
    size_t owners, others;
};

static bool is_value(const struct lint_column *column) {
    return !column->foreign && LINT_ENDS(column->name, value) &&
           (column->family == LINT_TEXT || column->family == LINT_UNTYPED ||
            column->family == LINT_BINARY || column->family == LINT_JSON);
}

static bool is_facet(const struct lint_column *column) {
    bool refers = column->foreign && lint_ends_in(column->name, "id") && column->name->count > 1 &&
                  column->name->classes[column->name->count - 2] & LINT_WORDS(facet);
    return refers || (column->family == LINT_TEXT && LINT_ENDS(column->name, facet));
}

/* Of several, the one that is called just name or attribute. */
static bool is_better(const struct lint_column *column, const struct lint_column *than) {
    return !than || (column->name->count == 1 && than->name->count > 1);
}

static struct facets facets_of(const struct lint_table *table) {
    struct facets found = {0};
    LINT_EACH_COLUMN(table, column) {
        if (!found.value && is_value(column))
            found.value = column;
        else if (is_facet(column) && is_better(column, found.facet))
            found.facet = column;
        else if (column->foreign)
            found.owners++;
        else if (!is_moment(column) && !is_key_alone(table, column))
            found.others++;
    }
    return found;
}

static void check_eav(struct tn_lint *lint) {
    enum { MOST_OTHERS = 3 };
    LINT_EACH_TABLE(lint, table) {
        struct facets found = facets_of(table);
        if (!found.facet || !found.value || !found.owners || found.others > MOST_OTHERS ||
            LINT_HAS(table->name, record) || lint_has_any_tag(table->entity, "log audit metadata"))
            continue;
        struct tn_finding *finding = lint_find(
            lint, table->entity, "%s keeps attributes as rows: %s says which, %s what",
            table->entity->name, found.facet->attribute->name, found.value->attribute->name);
        lint_remedy(lint, finding,
                    "Make columns of those attributes that are known, of their own types");
    }
}

const struct tn_rule lint_nf_eav = {
    .id = "nf-eav",
    .group = "normalization",
    .severity = TN_INFO,
    .title = "A table keeps attributes and their values as rows",
    .help = "Where each row is one attribute of something and its value as text, the database no "
            "longer knows types, what must be there, or what refers to what, and every question "
            "about two attributes is a join. Make columns of the attributes that are known; for "
            "the few that users invent, a JSON column beside them is easier to read.",
    .doubt = "Settings that only the program reads, and attributes that users define, are "
             "fair uses: tag the table metadata, or waive the finding.",
    .example = "CREATE TABLE products (id integer PRIMARY KEY);\n"
               "CREATE TABLE product_attributes (\n"
               "    product_id integer REFERENCES products (id),\n"
               "    attribute text,\n"
               "    value text,\n"
               "    PRIMARY KEY (product_id, attribute)\n"
               ");\n",
    .good = "CREATE TABLE products (id integer PRIMARY KEY, weight_g integer, color text);\n"
            "CREATE TABLE settings (name text PRIMARY KEY, value text);\n",
    .check = check_eav,
};

/* ------------------------------------------------------------------ nf-lookup-all */

struct list_of_lists {
    const struct lint_column *sort, *code, *label;
    size_t others;
};

static bool is_textual(const struct lint_column *column) {
    return column->family == LINT_TEXT || column->family == LINT_UNTYPED;
}

static bool is_sort(const struct lint_column *column) {
    return !column->foreign && LINT_ENDS(column->name, sort) &&
           (is_textual(column) || column->family == LINT_INTEGER ||
            column->family == LINT_ENUMERATION);
}

static struct list_of_lists lists_in(const struct lint_table *table) {
    struct list_of_lists found = {0};
    LINT_EACH_COLUMN(table, column) {
        if (!found.sort && is_sort(column))
            found.sort = column;
        else if (!found.code && !is_key_alone(table, column) && !column->foreign &&
                 LINT_ENDS(column->name, code))
            found.code = column;
        else if (!found.label && is_textual(column) && LINT_ENDS(column->name, label))
            found.label = column;
        else if (!is_moment(column) && !is_key_alone(table, column))
            found.others++;
    }
    return found;
}

/* The sort and the code together tell the rows apart. */
static bool tells_apart(struct tn_lint *lint, struct lint_table *table,
                        const struct list_of_lists *lists) {
    struct tn_object *pair[] = {&lists->sort->attribute->object, &lists->code->attribute->object};
    struct lint_accesses accesses = lint_accesses_in(lint, table);
    for (size_t i = 0; i < accesses.count; i++)
        if (accesses.items[i].count == 2 &&
            lint_unique_within(&accesses.items[i], (struct tn_refs){pair, 2}, false))
            return true;
    return false;
}

static void check_lookup_all(struct tn_lint *lint) {
    enum { MOST_OTHERS = 3 };
    LINT_EACH_TABLE(lint, table) {
        struct list_of_lists found = lists_in(table);
        if (!found.sort || !found.code || !found.label || found.others > MOST_OTHERS ||
            lint_has_any_tag(table->entity, "log audit staging metadata"))
            continue;
        if (!tells_apart(lint, table, &found) ||
            (!LINT_HAS(table->name, lookup) && !lint_has_any_tag(table->entity, "lookup")))
            continue;
        struct tn_finding *finding =
            lint_find(lint, table->entity, "%s holds the codes of several lists, told apart by %s",
                      table->entity->name, found.sort->attribute->name);
        lint_remedy(lint, finding, "Give each list a table of its own, which others can refer to");
    }
}

const struct tn_rule lint_nf_lookup_all = {
    .id = "nf-lookup-all",
    .group = "normalization",
    .severity = TN_INFO,
    .title = "One table holds the codes of all lists",
    .help = "A foreign key to a table of all codes cannot say which list it means, so a country "
            "may be set to a colour; every list must fit the same columns and the same types. "
            "Small tables cost nothing: make one for each list, or an enumeration or a check where "
            "the list never changes.",
    .doubt = "Lists that users define themselves may well share a table: waive the finding, or tag "
             "the table metadata.",
    .example = "CREATE TABLE lookup_codes (\n"
               "    code_type text,\n"
               "    code text,\n"
               "    description text NOT NULL,\n"
               "    PRIMARY KEY (code_type, code)\n"
               ");\n",
    .good = "CREATE TABLE countries (code text PRIMARY KEY, name text NOT NULL);\n"
            "CREATE TABLE colors (code text PRIMARY KEY, name text NOT NULL);\n",
    .check = check_lookup_all,
};
