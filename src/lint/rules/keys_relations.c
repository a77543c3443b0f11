/*
 * Rules on what a drawn relationship promises and what the tables keep.
 */
#include "lint/access.h"
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ relation-optionality */

static bool is_nullable(const struct tn_attribute *attribute) {
    return attribute->nullable && !tn_is_primary(attribute);
}

/* How many of the columns may be null. */
static size_t nullable_count(const struct tn_relationship *relationship) {
    size_t count = 0;
    for (size_t i = 0; i < relationship->attributes.count; i++)
        count += is_nullable((void *)relationship->attributes.items[i]);
    return count;
}

static bool contradicts(const struct tn_relationship *r) {
    if (!r->attributes.count)
        return false;
    if (r->parent_cardinality == TN_cardinality_exactly_one)
        return nullable_count(r) > 0;
    return r->parent_cardinality == TN_cardinality_zero_or_one && nullable_count(r) == 0;
}

static void check_optionality(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    for (struct tn_relationship *r = table->entity->relationships.first; r; r = r->next) {
        if (!contradicts(r))
            continue;
        bool one = r->parent_cardinality == TN_cardinality_exactly_one;
        const char *names = lint_names(lint, r->attributes);
        struct tn_finding *found = lint_find(
            lint, r, "%s has %s, but %s.%s %s null", table->entity->name,
            one ? "exactly one parent by the drawing" : "no parent at times by the drawing",
            table->entity->name, names, one ? "may be" : "cannot be");
        lint_remedy(lint, found, "Make %s %s, or draw the relationship as %s", names,
                    one ? "not null" : "nullable", one ? "zero or one" : "exactly one");
    }
}

static bool fix_optionality(struct tn_model *model, const struct tn_finding *finding,
                            struct tn_error *error) {
    struct tn_relationship *r = (void *)tn_find_id(model, finding->object);
    if (!contradicts(r))
        return true;
    bool nullable = r->parent_cardinality == TN_cardinality_zero_or_one;
    for (size_t i = 0; nullable && i < r->attributes.count; i++)
        if (tn_is_primary((void *)r->attributes.items[i]))
            return tn_fail(error, "%s is part of the primary key and cannot be null",
                           r->attributes.items[i]->name);
    for (size_t i = 0; i < r->attributes.count; i++)
        tn_set_number(model, r->attributes.items[i], TN_attribute_nullable, nullable);
    return true;
}

const struct tn_rule lint_relation_optionality = {
    .id = "relation-optionality",
    .group = "keys",
    .severity = TN_WARNING,
    .title = "A relationship is drawn optional or mandatory against its columns",
    .help = "The drawing and the table must say the same: a child that always has a parent needs "
            "columns that are not null, and one that may lack it needs columns that may be null. "
            "Follow the drawing or correct it. Relationships whose ends are left to be told by the "
            "columns cannot contradict them.",
    .doubt = NULL,
    .example = "CREATE TABLE customers (id integer PRIMARY KEY);\n"
               "CREATE TABLE orders (\n"
               "    id integer PRIMARY KEY,\n"
               "    customer_id integer CONSTRAINT of_customer REFERENCES customers (id)\n"
               ");\n"
               "-- set: orders.of_customer parent_cardinality=exactly_one\n",
    .good = "CREATE TABLE customers (id integer PRIMARY KEY);\n"
            "CREATE TABLE orders (\n"
            "    id integer PRIMARY KEY,\n"
            "    customer_id integer NOT NULL CONSTRAINT of_customer REFERENCES customers (id)\n"
            ");\n"
            "-- set: orders.of_customer parent_cardinality=exactly_one\n",
    .check = check_optionality,
    .fix = fix_optionality,
};

/* ------------------------------------------------------------------ junction-key */

/* Columns that say when or whether a link holds. */
static const char *const stamps[] = {
    "active", "assigned", "created",  "date",      "deleted", "enabled", "granted", "inserted",
    "joined", "linked",   "modified", "timestamp", "update",  "updated", "version",
};
/* The same pair may stand in an ordered list more than once. */
static const char *const orderings[] = {
    "idx",      "index",   "line",       "lineno",   "linenumber", "order",
    "ordering", "ordinal", "ordinality", "position", "priority",   "rank",
    "row",      "seq",     "sequence",   "sort",     "step",
};

struct junction {
    struct tn_relationship *left, *right;
    struct tn_refs pair; /* the columns of both */
};

/* What the link itself says: nothing, or only numbers such as a quantity. */
enum content { CONTENT_NONE, CONTENT_NUMBERS, CONTENT_OTHER };

static enum content column_content(const struct lint_table *table,
                                   const struct lint_column *column) {
    const char *name = column->attribute->name;
    bool own_key = column->primary && table->primary->attributes.count == 1;
    if (column->foreign || own_key || column->family == LINT_BOOLEAN)
        return CONTENT_NONE;
    if (lint_has_word(name, LINT_WORD_LIST(orderings)))
        return CONTENT_OTHER;
    bool moment = column->family == LINT_TIMESTAMP || column->family == LINT_DATE;
    if (moment)
        return lint_has_word(name, LINT_WORD_LIST(stamps)) ? CONTENT_NONE : CONTENT_OTHER;
    return lint_is_number(column->family) ? CONTENT_NUMBERS : CONTENT_OTHER;
}

static enum content content_of(const struct lint_table *table) {
    enum content content = CONTENT_NONE;
    LINT_EACH_COLUMN(table, column) {
        enum content one = column_content(table, column);
        content = one > content ? one : content;
    }
    return content;
}

/* Of order_items there are so many; payments, which only have an amount, may well be several. */
static bool has_quantity(const struct lint_table *table) {
    static const char *const quantities[] = {"pieces", "qty", "quantities", "quantity", "units"};
    LINT_EACH_COLUMN(table, column)
    if (!column->foreign && lint_has_word(column->attribute->name, LINT_WORD_LIST(quantities)))
        return true;
    return false;
}

static struct tn_refs both(struct tn_lint *lint, struct tn_refs a, struct tn_refs b) {
    struct tn_refs refs = {0};
    refs.items = tn_arena_allocate(&lint->arena, (a.count + b.count + 1) * sizeof *refs.items);
    for (size_t i = 0; i < a.count; i++)
        refs.items[refs.count++] = a.items[i];
    for (size_t i = 0; i < b.count; i++)
        if (!tn_refs_have(a, b.items[i]))
            refs.items[refs.count++] = b.items[i];
    return refs;
}

static bool is_junction(struct tn_lint *lint, const struct lint_table *table,
                        struct junction *junction) {
    if (table->entity->relationships.count != 2 || table->referenced)
        return false;
    junction->left = table->entity->relationships.first;
    junction->right = table->entity->relationships.last;
    const struct tn_entity *left = junction->left->target, *right = junction->right->target;
    if (!left || !right || left == right || left == table->entity || right == table->entity)
        return false;
    junction->pair = both(lint, junction->left->attributes, junction->right->attributes);
    enum content content = content_of(table);
    if (content == CONTENT_NUMBERS)
        return has_quantity(table);
    return content == CONTENT_NONE;
}

static bool holds_all(const struct lint_access *access, struct tn_refs attributes) {
    for (size_t i = 0; i < attributes.count; i++) {
        bool found = false;
        for (size_t k = 0; k < access->count && !found; k++)
            found = access->parts[k].attribute == (const void *)attributes.items[i];
        if (!found)
            return false;
    }
    return true;
}

/* Unique within the pair, or, on purpose, together with more. */
static bool is_settled(struct lint_accesses accesses, struct tn_refs pair) {
    for (size_t i = 0; i < accesses.count; i++)
        if (lint_unique_within(&accesses.items[i], pair, true) ||
            (accesses.items[i].unique && holds_all(&accesses.items[i], pair)))
            return true;
    return false;
}

/* Both ends may be null, and a check speaks of both: just one of them is set, and nothing linked.
 */
static bool is_exclusive(const struct tn_lint *lint, const struct lint_table *table,
                         const struct junction *junction) {
    const struct tn_attribute *left = (const void *)junction->left->attributes.items[0];
    const struct tn_attribute *right = (const void *)junction->right->attributes.items[0];
    if (!left->nullable || !right->nullable)
        return false;
    for (const struct tn_check *c = table->entity->checks.first; c; c = c->next)
        if (tn_sql_mentions(lint->dialect, c->expression, left->name) &&
            tn_sql_mentions(lint->dialect, c->expression, right->name))
            return true;
    return false;
}

static void check_junction(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        struct junction junction;
        if (!is_junction(lint, table, &junction) ||
            is_settled(lint_accesses_in(lint, table), junction.pair) ||
            is_exclusive(lint, table, &junction))
            continue;
        const char *names = lint_names(lint, junction.pair);
        struct tn_finding *found = lint_find(
            lint, table->entity, "%s links %s and %s, but the same pair (%s) may stand in it twice",
            table->entity->name, junction.left->target->name, junction.right->target->name, names);
        if (lint_has_tag(table->entity, "junction"))
            lint_harden(lint, found, TN_WARNING);
        lint_remedy(lint, found, "Make (%s) its %s key", names,
                    table->primary ? "unique" : "primary");
    }
}

/* A pair has both sides, but where one is drawn or deleted otherwise. */
static void demand_both(struct tn_model *model, const struct tn_relationship *r) {
    if (r->on_delete == TN_action_set_null || r->on_update == TN_action_set_null ||
        r->parent_cardinality == TN_cardinality_zero_or_one)
        return;
    for (size_t i = 0; i < r->attributes.count; i++)
        tn_set_number(model, r->attributes.items[i], TN_attribute_nullable, false);
}

static bool fix_junction(struct tn_model *model, const struct tn_finding *finding,
                         struct tn_error *error) {
    (void)error;
    struct tn_entity *entity = (void *)tn_find_id(model, finding->object);
    struct tn_lint scratch = {.model = model};
    struct tn_relationship *left = entity->relationships.first, *right = entity->relationships.last;
    if (entity->relationships.count == 2) {
        struct tn_refs pair = both(&scratch, left->attributes, right->attributes), refs = {0};
        for (size_t i = 0; i < pair.count; i++)
            tn_refs_append(model, &refs, pair.items[i]);
        if (!is_settled(lint_accesses_of(&scratch, entity), pair)) {
            lint_add_key(model, entity, refs, !tn_primary_key(entity));
            demand_both(model, left);
            demand_both(model, right);
        }
    }
    tn_arena_free(&scratch.arena);
    return true;
}

const struct tn_rule lint_junction_key = {
    .id = "junction-key",
    .group = "keys",
    .severity = TN_INFO,
    .title = "A table that links two others allows the same pair twice",
    .help = "A row that says which two things belong together should say it once; a second copy "
            "doubles results and sums. Make the two foreign keys the primary key, or a unique key "
            "beside a numbered one. Ordered lists, tables with content of their own and pairs that "
            "are unique among some rows are not reported. Of tables tagged junction it is a "
            "warning.",
    .doubt = "Where the same pair may come again (a product on two lines of an order), a column "
             "that orders or dates the rows says so; else waive the finding.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY);\n"
               "CREATE TABLE roles (id integer PRIMARY KEY);\n"
               "CREATE TABLE user_roles (\n"
               "    id integer PRIMARY KEY,\n"
               "    user_id integer NOT NULL REFERENCES users (id),\n"
               "    role_id integer NOT NULL REFERENCES roles (id),\n"
               "    created_at timestamp\n"
               ");\n"
               "CREATE INDEX ON user_roles (user_id);\n"
               "CREATE INDEX ON user_roles (role_id);\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY);\n"
            "CREATE TABLE roles (id integer PRIMARY KEY);\n"
            "CREATE TABLE user_roles (\n"
            "    user_id integer REFERENCES users (id),\n"
            "    role_id integer REFERENCES roles (id),\n"
            "    created_at timestamptz,\n"
            "    PRIMARY KEY (user_id, role_id)\n"
            ");\n",
    .check = check_junction,
    .fix = fix_junction,
};
