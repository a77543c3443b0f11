/*
 * nf-derived-column: columns that follow from others of their row, or from the rows of a child.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

/* How a column follows from others; what cannot be generated says why. */
enum way { NOT_DERIVED, PRODUCT, SUM, FULL_NAME, AGE, CHILD_COUNT, CHILD_TOTAL, WAY_COUNT };

static const char *const refusals[WAY_COUNT] = {
    [SUM] = "which columns %s adds up is not clear: make it a generated column by hand",
    [AGE] = "%s changes with the day, which no generated column can: drop it and compute it when "
            "it is read, in a view",
    [CHILD_COUNT] = "%s is told by the rows of another table, which no generated column can read: "
                    "drop it and count in a view",
    [CHILD_TOTAL] = "%s is told by the rows of another table, which no generated column can read: "
                    "drop it and add up in a view",
};

struct derivation {
    enum way way;
    const struct lint_column *left, *right; /* of the same row; right or both may be NULL */
    bool certain;                           /* no other column could have a part in it */
};

/* ------------------------------------------------------------------ parts */

static bool is_price(const struct lint_column *column) {
    return lint_is_number(column->family) && LINT_ENDS(column->name, price) &&
           !LINT_HAS(column->name, total);
}

static bool is_quantity(const struct lint_column *column) {
    return lint_is_number(column->family) && LINT_ENDS(column->name, quantity);
}

/* subtotal, total_amount, line_total; not total_hours, nor total_stock. */
static bool is_total(const struct lint_column *column) {
    const struct lint_name *name = column->name;
    const uint64_t fitting = LINT_WORDS(total) | LINT_WORDS(money) | LINT_WORDS(line);
    if (!LINT_HAS(name, total) || !lint_is_number(column->family))
        return false;
    for (size_t i = 0; i < name->count; i++)
        if (!(name->classes[i] & fitting))
            return false;
    return true;
}

/* The only column of its sort; *count of all of them. */
static const struct lint_column *only(const struct lint_table *table,
                                      bool (*is)(const struct lint_column *), size_t *count) {
    const struct lint_column *found = NULL;
    *count = 0;
    LINT_EACH_COLUMN(table, column)
    if (is(column)) {
        found = found ? found : column;
        ++*count;
    }
    return found;
}

static bool is_adjustment(const struct lint_column *column) {
    return lint_is_number(column->family) &&
           (LINT_HAS(column->name, measure) || LINT_HAS(column->name, money)) &&
           !is_price(column) && !is_quantity(column) && !LINT_HAS(column->name, total);
}

/* ------------------------------------------------------------------ of the same row */

static bool is_product(const struct lint_table *table, const struct lint_column *column,
                       struct derivation *found) {
    size_t prices, quantities, adjustments;
    if (!is_total(column))
        return false;
    *found = (struct derivation){PRODUCT, only(table, is_quantity, &quantities),
                                 only(table, is_price, &prices), false};
    only(table, is_adjustment, &adjustments);
    found->certain = prices == 1 && quantities == 1 && !adjustments;
    return found->left && found->right;
}

static bool is_subtotal(const struct lint_column *column) {
    return lint_is_number(column->family) &&
           (lint_ends_in(column->name, "subtotal") || lint_ends_in(column->name, "sub total"));
}

static bool is_sum(const struct lint_table *table, const struct lint_column *column,
                   struct derivation *found) {
    size_t subtotals;
    if (!is_total(column) || is_subtotal(column))
        return false;
    *found = (struct derivation){SUM, only(table, is_subtotal, &subtotals), NULL, false};
    return found->left;
}

static const struct lint_column *named(const struct lint_table *table, const char *const *words) {
    for (; *words; words++)
        LINT_EACH_COLUMN(table, column)
    if (column->family == LINT_TEXT && lint_is_words(column->name, *words))
        return column;
    return NULL;
}

static bool is_full_name(const struct lint_table *table, const struct lint_column *column,
                         struct derivation *found) {
    static const char *const first[] = {"first name", "firstname", "given name", "forename", NULL};
    static const char *const last[] = {"last name", "lastname", "family name", "surname", NULL};
    static const char *const middle[] = {"middle name", "middlename", "name suffix", "name prefix",
                                         NULL};
    if (!lint_is_words(column->name, "full name") && !lint_is_words(column->name, "fullname"))
        return false;
    *found = (struct derivation){FULL_NAME, named(table, first), named(table, last), false};
    found->certain = found->left && found->right && !named(table, middle) &&
                     !found->left->attribute->nullable && !found->right->attribute->nullable;
    return found->left && found->right;
}

static bool is_birth(const struct lint_column *column) {
    return (column->family == LINT_DATE || column->family == LINT_TIMESTAMP ||
            column->family == LINT_TEXT) &&
           LINT_HAS(column->name, birth);
}

static bool is_age(const struct lint_table *table, const struct lint_column *column,
                   struct derivation *found) {
    size_t births;
    if (!lint_is_number(column->family) || !lint_is_words(column->name, "age"))
        return false;
    *found = (struct derivation){AGE, only(table, is_birth, &births), NULL, false};
    return found->left;
}

static bool follows(const struct lint_table *table, const struct lint_column *column,
                    struct derivation *found) {
    if (*column->attribute->generated || column->primary || column->foreign)
        return false;
    return is_product(table, column, found) || is_sum(table, column, found) ||
           is_full_name(table, column, found) || is_age(table, column, found);
}

static void report_row(struct tn_lint *lint, const struct lint_table *table,
                       const struct lint_column *column, const struct derivation *by) {
    static const char *const forms[WAY_COUNT] = {
        [PRODUCT] = "%s.%s seems to be %s times %s",
        [SUM] = "%s.%s seems to be %s and what is added to it",
        [FULL_NAME] = "%s.%s seems to be %s and %s",
        [AGE] = "%s.%s follows from %s and the day",
    };
    const char *path = table->entity->name, *name = column->attribute->name;
    const char *right = by->right ? by->right->attribute->name : "";
    struct tn_finding *found = by->right ? lint_find(lint, column->attribute, forms[by->way], path,
                                                     name, by->left->attribute->name, right)
                                         : lint_find(lint, column->attribute, forms[by->way], path,
                                                     name, by->left->attribute->name);
    found->detail = by->way;
    lint_remedy(lint, found,
                by->way == AGE
                    ? "Drop it, and compute it when it is read"
                    : "Make it a generated column, or tag it snapshot where it is to stay as it "
                      "was");
}

/* ------------------------------------------------------------------ of the rows of a child */

/* comment_count, comments_count in posts, of comments or post_comments. */
static bool counts(struct tn_lint *lint, const struct lint_column *column,
                   const struct lint_name *child) {
    const struct lint_name *name = column->name;
    if (!lint_is_number(column->family) || !LINT_ENDS(name, count) || name->count < 2 ||
        child->count < name->count - 1)
        return false;
    size_t words = name->count - 1, behind = child->count - words;
    for (size_t i = 0; i < words; i++) {
        const char *one = tn_arena_text(&lint->arena, name->words[i].at, name->words[i].length);
        const char *other = tn_arena_text(&lint->arena, child->words[behind + i].at,
                                          child->words[behind + i].length);
        if (!tn_same_word(tn_singular(one, &lint->arena), tn_singular(other, &lint->arena)))
            return false;
    }
    return true;
}

static bool has_amounts(const struct lint_table *table) {
    size_t prices, quantities, totals;
    only(table, is_price, &prices);
    only(table, is_quantity, &quantities);
    only(table, is_total, &totals);
    return quantities && (prices || totals);
}

static void report_child(struct tn_lint *lint, const struct lint_table *table,
                         const struct lint_column *column, const struct lint_table *child,
                         enum way way) {
    struct tn_finding *found =
        lint_find(lint, column->attribute,
                  way == CHILD_COUNT ? "%s.%s seems to count the rows of %s"
                                     : "%s.%s seems to add up rows of %s",
                  table->entity->name, column->attribute->name, child->entity->name);
    found->detail = way;
    lint_remedy(lint, found,
                "Drop it, and ask %s when it is read; or tag it denormalised, and let a trigger "
                "keep it",
                child->entity->name);
}

static bool is_kept_on_purpose(const struct lint_column *column) {
    return lint_is_tagged(column->attribute, "snapshot") ||
           lint_is_tagged(column->attribute, "denormalised") || *column->attribute->generated;
}

/* One report a column, whatever the number of children. */
static void check_child(struct tn_lint *lint, const struct lint_table *child,
                        const struct lint_table *parent, struct tn_id_map *reported) {
    struct derivation by;
    bool amounts = has_amounts(child);
    LINT_EACH_COLUMN(parent, column) {
        bool total = amounts && is_total(column) && !follows(parent, column, &by);
        if (!total && !(LINT_ENDS(column->name, count) && counts(lint, column, child->name)))
            continue;
        if (is_kept_on_purpose(column) || tn_id_map_get(reported, column->attribute->id))
            continue;
        tn_id_map_put(reported, column->attribute->id, column);
        report_child(lint, parent, column, child, total ? CHILD_TOTAL : CHILD_COUNT);
    }
}

/* ------------------------------------------------------------------ the rule */

static bool is_derived_on_purpose(const struct lint_table *table) {
    return table->skipped ||
           lint_has_any_tag(table->entity, "snapshot denormalised log audit staging");
}

static bool may_derive(const struct lint_table *table) {
    const uint64_t wanted = LINT_WORDS(total) | LINT_WORDS(count);
    LINT_EACH_COLUMN(table, column)
    if (column->name->all & wanted)
        return true;
    return false;
}

static void check_children(struct tn_lint *lint, struct tn_id_map *reported) {
    LINT_EACH_TABLE(lint, child)
    for (struct tn_relationship *r = child->entity->relationships.first; r; r = r->next) {
        const struct lint_table *parent =
            r->target ? tn_id_map_get(&lint->table_of, r->target->id) : NULL;
        if (parent && parent != child && may_derive(parent) && !is_derived_on_purpose(parent))
            check_child(lint, child, parent, reported);
    }
}

static void check_derived(struct tn_lint *lint) {
    struct tn_id_map reported = {0};
    struct derivation by;
    LINT_EACH_TABLE(lint, table)
    if (!is_derived_on_purpose(table))
        LINT_EACH_COLUMN(table, column)
    if (follows(table, column, &by) && !is_kept_on_purpose(column)) {
        tn_id_map_put(&reported, column->attribute->id, column);
        report_row(lint, table, column, &by);
    }
    check_children(lint, &reported);
    tn_id_map_free(&reported);
}

/* ------------------------------------------------------------------ its fix */

static void put_expression(struct tn_buffer *out, const struct tn_dialect *dialect,
                           const struct derivation *by) {
    const char *left = by->left->attribute->name, *right = by->right->attribute->name;
    bool joins = by->way == FULL_NAME, calls = joins && lint_is_mysql(dialect);
    tn_put(out, calls ? "concat(" : "");
    tn_sql_put_name(out, dialect, left);
    tn_put(out, calls ? ", ' ', " : joins ? " || ' ' || " : " * ");
    tn_sql_put_name(out, dialect, right);
    tn_put(out, calls ? ")" : "");
}

static void generate(struct tn_model *model, struct tn_attribute *attribute,
                     const struct derivation *by) {
    struct tn_buffer expression = {0};
    put_expression(&expression, tn_dialect_of(model), by);
    tn_set_text(model, attribute, TN_attribute_default_value, "");
    tn_set_text(model, attribute, TN_attribute_generated, tn_buffer_text(&expression));
    tn_set_number(model, attribute, TN_attribute_generation, TN_generation_stored);
    if (lint_is_mysql(tn_dialect_of(model))) /* MariaDB knows no generated column NOT NULL */
        tn_set_number(model, attribute, TN_attribute_nullable, true);
    tn_buffer_free(&expression);
}

static bool fix_derived(struct tn_model *model, const struct tn_finding *finding,
                        struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    if (refusals[finding->detail])
        return tn_fail(error, refusals[finding->detail], attribute->name);
    struct tn_lint scratch = {0};
    const struct lint_table *table = lint_open_for(&scratch, model, tn_entity_of(attribute));
    struct derivation by;
    bool fixed = true;
    LINT_EACH_COLUMN(table, column) {
        if (column->attribute != attribute || !follows(table, column, &by))
            continue;
        fixed = by.certain ||
                tn_fail(error,
                        "%s may take more into account than %s and %s: make it a generated "
                        "column by hand",
                        attribute->name, by.left->attribute->name, by.right->attribute->name);
        if (fixed)
            generate(model, attribute, &by);
    }
    lint_close(&scratch);
    return fixed;
}

const struct tn_rule lint_nf_derived_column = {
    .id = "nf-derived-column",
    .group = "normalization",
    .severity = TN_INFO,
    .title = "A column can be computed from others",
    .help = "What follows from other columns is stored twice: an update of a quantity that forgets "
            "the subtotal leaves a row that contradicts itself. Let the database compute it: the "
            "fix makes a generated column of the product of a quantity and a price, and of a full "
            "name; applications must no longer write it. An age, and what the rows of another "
            "table tell, are better computed when they are read.",
    .doubt = "Names are all it goes by: the total of an order may hold what was agreed rather than "
             "what its items say. Tag the column snapshot, or denormalised where it is kept for "
             "speed and something keeps it true; a table with one of these tags is not looked at, "
             "nor are those tagged log, audit or staging.",
    .example = "CREATE TABLE order_items (\n"
               "    id integer PRIMARY KEY,\n"
               "    quantity integer NOT NULL,\n"
               "    unit_price numeric(10,2) NOT NULL,\n"
               "    subtotal numeric(10,2) NOT NULL\n"
               ");\n",
    .good = "CREATE TABLE order_items (\n"
            "    id integer PRIMARY KEY,\n"
            "    quantity integer NOT NULL,\n"
            "    unit_price numeric(10,2) NOT NULL,\n"
            "    subtotal numeric(10,2) GENERATED ALWAYS AS (quantity * unit_price) STORED\n"
            ");\n",
    .check = check_derived,
    .fix = fix_derived,
};
