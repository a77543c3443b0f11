/*
 * Rules on both sides of a foreign key: that they are there, and that they can be compared.
 */
#include "lint/fix.h"
#include "lint/nearest.h"
#include "lint/rules.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ fk-broken */

static void suggest_table(struct tn_lint *lint, struct tn_finding *found,
                          const struct tn_relationship *r, struct lint_nearest *nearest) {
    if (!nearest->by_rest.count)
        for (size_t i = 0; i < lint->table_count; i++)
            lint_nearest_add(lint, nearest, lint->tables[i].entity->name);
    const char *dot = strrchr(r->target_name, '.');
    const char *meant = lint_nearest_find(lint, nearest, dot ? dot + 1 : r->target_name);
    if (meant)
        lint_remedy(lint, found, "Add the table %s, or did you mean %s?", r->target_name, meant);
    else
        lint_remedy(lint, found, "Add the table %s, or drop the foreign key", r->target_name);
}

static void find_no_table(struct tn_lint *lint, const struct tn_relationship *r,
                          struct lint_nearest *nearest) {
    const char *child = tn_entity_of(r)->name;
    if (!*r->target_name) {
        struct tn_finding *found =
            lint_find(lint, r, "a foreign key of %s refers to no table", child);
        lint_remedy(lint, found, "Choose the table it refers to");
        return;
    }
    struct tn_finding *found = lint_find(lint, r, "%s.%s refers to table %s, which does not exist",
                                         child, lint_names(lint, r->attributes), r->target_name);
    suggest_table(lint, found, r, nearest);
}

static void find_no_column(struct tn_lint *lint, const struct tn_relationship *r) {
    const char *missing = "";
    for (size_t i = 0; i < r->target_columns.count; i++)
        if (!tn_find_name(&r->target->attributes, r->target_columns.items[i])) {
            missing = r->target_columns.items[i];
            break;
        }
    struct tn_finding *found =
        lint_find(lint, r, "%s.%s refers to column %s.%s, which does not exist",
                  tn_entity_of(r)->name, lint_names(lint, r->attributes), r->target->name, missing);
    const char *meant = lint_nearest_column(lint, r->target, missing);
    if (meant)
        lint_remedy(lint, found, "Did you mean %s.%s?", r->target->name, meant);
    else
        lint_remedy(lint, found, "Refer to the columns of a key of %s", r->target->name);
}

static bool refers_to_itself(const struct tn_relationship *r, struct tn_refs to) {
    if (r->target != tn_entity_of(r) || to.count != r->attributes.count)
        return false;
    for (size_t i = 0; i < to.count; i++)
        if (to.items[i] != r->attributes.items[i])
            return false;
    return to.count > 0;
}

static void find_unequal_sides(struct tn_lint *lint, const struct tn_relationship *r) {
    struct tn_refs to = tn_relationship_target_attributes(r);
    const char *child = tn_entity_of(r)->name, *names = lint_names(lint, r->attributes);
    struct tn_finding *found = NULL;
    if (!to.count) {
        found = lint_find(lint, r, "%s.%s refers to %s, which has no primary key", child, names,
                          r->target->name);
        lint_remedy(lint, found, "Give %s a primary key, or name the columns to refer to",
                    r->target->name);
    } else if (to.count != r->attributes.count) {
        found = lint_find(
            lint, r, "%s (%s) has %zu columns, but %s (%s), which it refers to, has %zu", child,
            names, r->attributes.count, r->target->name, lint_names(lint, to), to.count);
        lint_remedy(lint, found, "Name as many columns on both sides");
    } else if (refers_to_itself(r, to)) {
        found = lint_find(lint, r, "%s.%s refers to itself", child, names);
        lint_remedy(lint, found, "Refer from another column of %s, or drop the foreign key", child);
    }
}

static void check_broken(struct tn_lint *lint) {
    struct lint_nearest nearest = {0};
    for (size_t i = 0; i < lint->table_count; i++) {
        struct tn_relationship *r = lint->tables[i].entity->relationships.first;
        for (; r; r = r->next)
            if (!r->target)
                find_no_table(lint, r, &nearest);
            else if (tn_is_many_to_many(r))
                continue;
            else if (r->target_columns.count)
                find_no_column(lint, r);
            else
                find_unequal_sides(lint, r);
    }
    lint_nearest_free(&nearest);
}

const struct tn_rule lint_fk_broken = {
    .id = "fk-broken",
    .group = "integrity",
    .severity = TN_ERROR,
    .title = "A foreign key refers to something that is not there",
    .help = "A foreign key needs a table and columns that exist, as many on one side as on the "
            "other, and cannot refer to its own columns. Most servers refuse such a definition; "
            "SQLite accepts a missing table and fails on the first insert. Correct the name, add "
            "what is missing, or drop the foreign key.",
    .doubt = "A table that is made outside the model, by another script or an extension, is not "
             "known here: add it to the model, or waive the finding.",
    .example = "CREATE TABLE products (\n"
               "    id integer PRIMARY KEY,\n"
               "    category_id integer REFERENCES categories (id)\n"
               ");\n"
               "CREATE INDEX ON products (category_id);\n",
    .good = "CREATE TABLE categories (id integer PRIMARY KEY);\n"
            "CREATE TABLE products (\n"
            "    id integer PRIMARY KEY,\n"
            "    category_id integer REFERENCES categories (id)\n"
            ");\n"
            "CREATE INDEX ON products (category_id);\n",
    .check = check_broken,
};

/* ------------------------------------------------------------------ fk-type-mismatch */

enum match { MATCH_FULL, MATCH_ACCEPTED, MATCH_REFUSED };

static bool is_number(enum lint_family family) {
    return family == LINT_INTEGER || family == LINT_DECIMAL || family == LINT_FLOAT;
}

static bool is_textual(enum lint_family family) {
    return family == LINT_TEXT || family == LINT_UUID;
}

/* SQLite compares by affinity: all numbers are alike, all texts are alike. */
static enum match match_in_sqlite(struct lint_type child, struct lint_type parent) {
    bool free = child.family == LINT_UNTYPED || parent.family == LINT_UNTYPED ||
                child.family == LINT_OTHER || parent.family == LINT_OTHER;
    bool alike = child.family == parent.family ||
                 (is_number(child.family) && is_number(parent.family)) ||
                 (is_textual(child.family) && is_textual(parent.family));
    return free || alike ? MATCH_FULL : MATCH_REFUSED;
}

static bool same_spelling(const struct tn_attribute *child, const struct tn_attribute *parent) {
    return child->named_type == parent->named_type && child->dimensions == parent->dimensions &&
           (child->named_type || tn_same_word(child->type, parent->type));
}

/* InnoDB: equal types, size and sign; texts may differ in length only. */
static enum match match_in_mysql(const struct tn_attribute *child,
                                 const struct tn_attribute *parent, struct lint_type from,
                                 struct lint_type to) {
    bool collated = *child->collation && *parent->collation;
    bool encoded = *child->charset && *parent->charset;
    if ((collated && !tn_same_word(child->collation, parent->collation)) ||
        (encoded && !tn_same_word(child->charset, parent->charset)))
        return MATCH_REFUSED;
    if (same_spelling(child, parent))
        return MATCH_FULL;
    if (from.family != to.family || (from.family != LINT_TEXT && from.family != LINT_BINARY))
        return from.family == LINT_ENUMERATION && to.family == from.family ? MATCH_FULL
                                                                           : MATCH_REFUSED;
    return from.size && to.size && from.size < to.size ? MATCH_ACCEPTED : MATCH_FULL;
}

/* PostgreSQL takes an integer of another size, and any text for a text. */
static enum match match_in_postgresql(const struct tn_attribute *child,
                                      const struct tn_attribute *parent, struct lint_type from,
                                      struct lint_type to) {
    if (same_spelling(child, parent))
        return MATCH_FULL;
    if (from.family != to.family) /* an integer finds its way to a decimal or float, not back */
        return from.family == LINT_INTEGER && is_number(to.family) ? MATCH_ACCEPTED : MATCH_REFUSED;
    if (from.family == LINT_TEXT)
        return from.size && (!to.size || from.size < to.size) ? MATCH_ACCEPTED : MATCH_FULL;
    if (from.family == LINT_ENUMERATION || from.family == LINT_OTHER)
        return MATCH_REFUSED;
    return from.size == to.size && !child->dimensions && !parent->dimensions ? MATCH_FULL
                                                                             : MATCH_ACCEPTED;
}

static enum match match_of(const struct tn_dialect *dialect, const struct tn_attribute *child,
                           const struct tn_attribute *parent) {
    struct lint_type from = lint_column_type(dialect, child);
    struct lint_type to = lint_column_type(dialect, parent);
    if (dialect->id == TN_SQLITE)
        return match_in_sqlite(from, to);
    return lint_is_mysql(dialect) ? match_in_mysql(child, parent, from, to)
                                  : match_in_postgresql(child, parent, from, to);
}

/* The worst of its pairs of columns, and which it is. */
static enum match worst_match(const struct tn_dialect *dialect, const struct tn_relationship *r,
                              size_t *which) {
    struct tn_refs to = tn_relationship_target_attributes(r);
    enum match worst = MATCH_FULL;
    if (!r->target || to.count != r->attributes.count)
        return worst;
    for (size_t i = 0; i < to.count; i++) {
        enum match match = match_of(dialect, (void *)r->attributes.items[i], (void *)to.items[i]);
        if (match <= worst)
            continue;
        worst = match;
        *which = i;
    }
    return worst;
}

static const char *column_type(struct tn_lint *lint, const struct tn_attribute *attribute) {
    const char *title = lint_type_title(attribute, &lint->arena);
    if (lint_is_mysql(lint->dialect) && *attribute->collation)
        title = tn_arena_format(&lint->arena, "%s %s", title, attribute->collation);
    return title;
}

static void check_types(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    for (struct tn_relationship *r = table->entity->relationships.first; r; r = r->next) {
        size_t i = 0;
        enum match match = worst_match(lint->dialect, r, &i);
        if (match == MATCH_FULL)
            continue;
        const struct tn_attribute *child = (void *)r->attributes.items[i];
        const struct tn_attribute *parent = (void *)tn_relationship_target_attributes(r).items[i];
        struct tn_finding *found = lint_find(
            lint, r, "%s.%s is %s, %s.%s is %s", table->entity->name, child->name,
            column_type(lint, child), r->target->name, parent->name, column_type(lint, parent));
        if (match == MATCH_ACCEPTED)
            found->severity = TN_WARNING;
        lint_remedy(lint, found, "Make %s.%s %s", table->entity->name, child->name,
                    column_type(lint, parent));
    }
}

/* Columns that take their type from another one, to be looked at in turn. */
struct wave {
    TN_VECTOR(struct tn_attribute *) columns;
    struct tn_id_map seen;
};

static void join_wave(struct wave *wave, struct tn_attribute *column) {
    if (tn_id_map_get(&wave->seen, column->id))
        return;
    tn_id_map_put(&wave->seen, column->id, column);
    TN_PUSH(&wave->columns, column);
}

/* What else refers to a column that changes must change too. */
static void spread(const struct tn_model *model, struct wave *wave,
                   const struct tn_attribute *from) {
    TN_EACH_OF(model, relationship, r) {
        struct tn_refs to = tn_relationship_target_attributes(r);
        for (size_t i = 0; i < to.count && to.count == r->attributes.count; i++)
            if (to.items[i] == &from->object)
                join_wave(wave, (void *)r->attributes.items[i]);
    }
}

/* Does a column of the wave refer to one outside it that stays of another type? */
static bool fits_its_parents(struct tn_model *model, const struct wave *wave,
                             const struct tn_attribute *source, struct tn_error *error) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    for (size_t c = 0; c < wave->columns.count; c++) {
        struct tn_entity *entity = tn_entity_of(wave->columns.items[c]);
        for (struct tn_relationship *r = entity->relationships.first; r; r = r->next) {
            struct tn_refs to = tn_relationship_target_attributes(r);
            for (size_t i = 0; i < to.count && to.count == r->attributes.count; i++)
                if (r->attributes.items[i] == &wave->columns.items[c]->object &&
                    to.items[i] != &source->object &&
                    !tn_id_map_get(&wave->seen, to.items[i]->id) &&
                    match_of(dialect, source, (void *)to.items[i]) != MATCH_FULL)
                    return tn_fail(error, "%s refers to columns of two types: change one by hand",
                                   wave->columns.items[c]->name);
        }
    }
    return true;
}

static bool change_types(struct tn_model *model, const struct tn_relationship *r, size_t which,
                         struct tn_error *error) {
    struct wave wave = {0};
    struct tn_attribute *from = (void *)tn_relationship_target_attributes(r).items[which];
    join_wave(&wave, (void *)r->attributes.items[which]);
    for (size_t c = 0; c < wave.columns.count; c++)
        spread(model, &wave, wave.columns.items[c]);
    bool fits = fits_its_parents(model, &wave, from, error);
    for (size_t c = 0; fits && c < wave.columns.count; c++)
        lint_copy_type(model, wave.columns.items[c], from);
    free(wave.columns.items);
    tn_id_map_free(&wave.seen);
    return fits;
}

static bool fix_types(struct tn_model *model, const struct tn_finding *finding,
                      struct tn_error *error) {
    struct tn_relationship *r = (void *)tn_find_id(model, finding->object);
    const struct tn_dialect *dialect = tn_dialect_of(model);
    size_t which = 0;
    for (size_t i = 0; i < r->attributes.count; i++)
        if (worst_match(dialect, r, &which) != MATCH_FULL && !change_types(model, r, which, error))
            return false;
    return true;
}

const struct tn_rule lint_fk_type_mismatch = {
    .id = "fk-type-mismatch",
    .group = "integrity",
    .severity = TN_ERROR,
    .title = "A foreign key column differs in type from the key it refers to",
    .help = "Both sides of a foreign key must hold the same values. MySQL and MariaDB refuse "
            "integers of another size or sign and texts of another collation; PostgreSQL takes an "
            "integer of another size, which then overflows or costs conversions (a warning here). "
            "Give the child's column the type of the parent's.",
    .doubt = "Types are compared as the model's own dialect does: what another server thinks of "
             "them is told when the schema is written for it.",
    .example = "CREATE TABLE customers (id integer PRIMARY KEY);\n"
               "CREATE TABLE orders (\n"
               "    id integer PRIMARY KEY,\n"
               "    customer_id bigint REFERENCES customers (id)\n"
               ");\n"
               "CREATE INDEX ON orders (customer_id);\n",
    .good = "CREATE TABLE customers (id integer PRIMARY KEY);\n"
            "CREATE TABLE orders (\n"
            "    id integer PRIMARY KEY,\n"
            "    customer_id integer REFERENCES customers (id)\n"
            ");\n"
            "CREATE INDEX ON orders (customer_id);\n",
    .check = check_types,
    .fix = fix_types,
};
