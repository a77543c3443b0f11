/*
 * nf-derived-column: columns that follow from others of their row, or from the rows of a child.
 */
#include "lint/fix.h"
#include "lint/rules/normalization_derivation.h"

#include <string.h>

/* Why what cannot be generated cannot. */
static const char *const refusals[LINT_WAY_COUNT] = {
    [LINT_AGE] =
        "%s changes with the day, which no generated column can: drop it and compute it when "
        "it is read, in a view",
    [LINT_CHILD_COUNT] =
        "%s is told by the rows of another table, which no generated column can read: "
        "drop it and count in a view",
    [LINT_CHILD_TOTAL] =
        "%s is told by the rows of another table, which no generated column can read: "
        "drop it and add up in a view",
};

static void report_row(struct tn_lint *lint, const struct lint_table *table,
                       const struct lint_column *column, const struct lint_derivation *by) {
    static const char *const forms[LINT_WAY_COUNT] = {
        [LINT_PRODUCT] = "%s.%s seems to be %s times %s",
        [LINT_SUM] = "%s.%s seems to be %s and what is added to it",
        [LINT_FULL_NAME] = "%s.%s seems to be %s and %s",
        [LINT_AGE] = "%s.%s follows from %s and the day",
    };
    const char *path = table->entity->name, *name = column->attribute->name;
    const char *right = by->right ? by->right->attribute->name : "";
    struct tn_finding *found = by->right ? lint_find(lint, column->attribute, forms[by->way], path,
                                                     name, by->left->attribute->name, right)
                                         : lint_find(lint, column->attribute, forms[by->way], path,
                                                     name, by->left->attribute->name);
    found->detail = by->way;
    lint_remedy(lint, found,
                by->way == LINT_AGE
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

static void report_child(struct tn_lint *lint, const struct lint_table *table,
                         const struct lint_column *column, const struct lint_table *child,
                         enum lint_way way) {
    struct tn_finding *found =
        lint_find(lint, column->attribute,
                  way == LINT_CHILD_COUNT ? "%s.%s seems to count the rows of %s"
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
    struct lint_derivation by;
    bool amounts = lint_has_amounts(child);
    LINT_EACH_COLUMN(parent, column) {
        bool total = amounts && lint_is_total(column) && !lint_follows(parent, column, &by);
        if (!total && !(LINT_ENDS(column->name, count) && counts(lint, column, child->name)))
            continue;
        if (is_kept_on_purpose(column) || tn_id_map_get(reported, column->attribute->id))
            continue;
        tn_id_map_put(reported, column->attribute->id, column);
        report_child(lint, parent, column, child, total ? LINT_CHILD_TOTAL : LINT_CHILD_COUNT);
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
    struct lint_derivation by;
    LINT_EACH_TABLE(lint, table)
    if (!is_derived_on_purpose(table))
        LINT_EACH_COLUMN(table, column)
    if (lint_follows(table, column, &by) && !is_kept_on_purpose(column)) {
        tn_id_map_put(&reported, column->attribute->id, column);
        report_row(lint, table, column, &by);
    }
    check_children(lint, &reported);
    tn_id_map_free(&reported);
}

/* ------------------------------------------------------------------ its fix */

/* No server but SQLite computes a column from one that is computed itself, unless that comes
 * first. */
static void put_part(struct tn_buffer *out, const struct tn_dialect *dialect,
                     const struct tn_attribute *part, bool zero_for_null) {
    bool zero = zero_for_null && part->nullable;
    tn_put(out, zero ? "coalesce(" : "");
    if (*part->generated)
        tn_put_format(out, "(%s)", part->generated);
    else
        tn_sql_put_name(out, dialect, part->name);
    tn_put(out, zero ? ", 0)" : "");
}

/* Of one name alone where the other is null. */
static void put_full_name(struct tn_buffer *out, const struct tn_dialect *dialect,
                          const struct tn_attribute *first, const struct tn_attribute *last) {
    bool calls = lint_is_mysql(dialect), gaps = first->nullable || last->nullable;
    tn_put_format(out, "%s%s", gaps ? "coalesce(" : "", calls ? "concat(" : "");
    put_part(out, dialect, first, false);
    tn_put(out, calls ? ", ' ', " : " || ' ' || ");
    put_part(out, dialect, last, false);
    tn_put(out, calls ? ")" : "");
    for (int i = 0; i < 2; i++)
        if ((i ? first : last)->nullable) {
            tn_put(out, ", ");
            put_part(out, dialect, i ? last : first, false);
        }
    tn_put(out, gaps ? ")" : "");
}

static void put_expression(struct tn_buffer *out, const struct tn_dialect *dialect,
                           const struct lint_derivation *by) {
    const struct tn_attribute *left = by->left->attribute;
    if (by->way == LINT_FULL_NAME) {
        put_full_name(out, dialect, left, by->right->attribute);
        return;
    }
    put_part(out, dialect, left, false);
    if (by->way == LINT_PRODUCT) {
        tn_put(out, " * ");
        put_part(out, dialect, by->right->attribute, false);
    }
    for (size_t i = 0; i < by->term_count; i++) {
        tn_put(out, by->terms[i].minus ? " - " : " + ");
        put_part(out, dialect, by->terms[i].column->attribute, true);
    }
}

static bool may_come_to_null(const struct lint_derivation *by) {
    bool left = by->left->attribute->nullable, right = by->right && by->right->attribute->nullable;
    return by->way == LINT_FULL_NAME ? left && right : left || right;
}

static void generate(struct tn_model *model, struct tn_attribute *attribute,
                     const struct lint_derivation *by) {
    struct tn_buffer expression = {0};
    put_expression(&expression, tn_dialect_of(model), by);
    tn_set_text(model, attribute, TN_attribute_default_value, "");
    tn_set_text(model, attribute, TN_attribute_generated, tn_buffer_text(&expression));
    tn_set_number(model, attribute, TN_attribute_generation, TN_generation_stored);
    /* MariaDB knows no generated column NOT NULL */
    if (lint_is_mysql(tn_dialect_of(model)) || may_come_to_null(by))
        tn_set_number(model, attribute, TN_attribute_nullable, true);
    tn_buffer_free(&expression);
}

static bool is_clear(const struct tn_attribute *attribute, const struct lint_derivation *by,
                     struct tn_error *error) {
    const char *name = attribute->name;
    if (!by->unclear)
        return true;
    const char *other = by->unclear->attribute->name;
    if (by->unclear->attribute == attribute)
        return tn_fail(error,
                       "names do not tell what %s adds to %s: decide it, and make it a generated "
                       "column of that",
                       name, by->left->attribute->name);
    return tn_fail(error,
                   "%s may have a part in %s: decide whether and how, and make it a generated "
                   "column of that",
                   other, name);
}

/* Nothing else may stand in the way of its being computed. */
static bool may_be_generated(const struct tn_model *model, const struct tn_attribute *attribute,
                             struct tn_error *error) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    const struct tn_entity *entity = tn_entity_of(attribute);
    if (!dialect->can.stored_generated)
        return tn_fail(error,
                       "%s has no generated columns: compute %s in a view, or let a trigger "
                       "keep it",
                       dialect->title, attribute->name);
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (tn_sql_mentions(dialect, a->generated, attribute->name))
            return tn_fail(error,
                           "%s is computed from %s, and no column is from one that is "
                           "computed itself: write out there what %s is",
                           a->name, attribute->name, attribute->name);
    if (tn_sql_mentions(dialect, entity->partition_by, attribute->name))
        return tn_fail(error, "%s is divided by %s, which cannot be computed then", entity->name,
                       attribute->name);
    TN_EACH_OF(model, entity, other)
    if (other->partition_of == entity || tn_refs_have(other->inherits, entity))
        return tn_fail(error,
                       "%s has the column from %s: it must be made a generated column in "
                       "both, by hand",
                       other->name, entity->name);
    return lint_nothing_writes(model, &attribute->object, error);
}

static bool fix_derived(struct tn_model *model, const struct tn_finding *finding,
                        struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    if (refusals[finding->detail])
        return tn_fail(error, refusals[finding->detail], attribute->name);
    struct tn_lint scratch = {0};
    const struct lint_table *table = lint_open_for(&scratch, model, tn_entity_of(attribute));
    struct lint_derivation by;
    bool fixed = true;
    LINT_EACH_COLUMN(table, column) {
        if (column->attribute != attribute || !lint_follows(table, column, &by))
            continue;
        fixed = is_clear(attribute, &by, error) && may_be_generated(model, attribute, error);
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
            "fix makes a generated column of the product of a quantity and a price, of a subtotal "
            "with its taxes, fees and discounts, and of a full name; applications must no longer "
            "write it. Where another column may have a part in it, that is yours to decide. An "
            "age, and what the rows of another table tell, are better computed when they are "
            "read.",
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
