/*
 * Rules on normal forms that follow from declared dependencies. Tables for which none is declared
 * are in every form that their keys allow: nothing is said of them.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <stdlib.h>

static bool has_declared(const struct tn_entity *entity) {
    for (const struct tn_dependency *d = entity->dependencies.first; d; d = d->next)
        if (d->origin == TN_origin_declared)
            return true;
    return false;
}

/* A table as a relation; false where there is nothing to say. */
static bool relation_of(const struct lint_table *table, struct tn_relation *relation) {
    struct tn_error none = {0};
    if (!has_declared(table->entity))
        return false;
    bool made = tn_entity_relation(table->entity, relation, &none);
    if (!made)
        tn_relation_free(relation);
    tn_error_clear(&none);
    return made;
}

static const char *names_of(struct tn_lint *lint, const struct tn_entity *entity,
                            struct tn_set set) {
    return lint_names(lint, tn_entity_attributes(entity, set, &lint->arena));
}

/* ------------------------------------------------------------------ nf-goal */

static enum tn_normal_form goal_of(const struct tn_lint *lint) {
    static const char *const words[] = {
        [TN_2NF] = "2nf", [TN_3NF] = "3nf", [TN_BCNF] = "bcnf", [TN_4NF] = "4nf"};
    for (enum tn_normal_form form = TN_2NF; form <= TN_4NF; form++)
        if (lint_is_choice(lint, "form", words[form]))
            return form;
    return TN_3NF;
}

/* "(id), (hall, number)", of many the first. */
static const char *keys_of(struct tn_lint *lint, const struct tn_entity *entity,
                           const struct tn_relation *relation) {
    enum { MOST_KEYS = 3 };
    struct tn_buffer out = {0};
    size_t count;
    struct tn_set *keys = tn_candidate_keys(&relation->given, MOST_KEYS + 1, &count, &lint->arena);
    for (size_t i = 0; i < count && i < MOST_KEYS; i++)
        tn_put_format(&out, "%s(%s)", i ? ", " : "", names_of(lint, entity, keys[i]));
    tn_put(&out, count > MOST_KEYS ? " …" : "");
    const char *text = tn_arena_text(&lint->arena, tn_buffer_text(&out), out.length);
    tn_buffer_free(&out);
    return text;
}

static void report_goal(struct tn_lint *lint, const struct tn_entity *entity,
                        const struct tn_relation *relation, const struct tn_form_verdict *verdict) {
    static const char *const why[] = {
        [TN_1NF] = "%s is not in second normal form: part of a key, %s, determines %s; keys: %s",
        [TN_2NF] = "%s is not in third normal form: %s, which is no key, determines %s; keys: %s",
        [TN_3NF] =
            "%s is not in Boyce-Codd normal form: %s, which is no key, determines %s; keys: %s",
        [TN_BCNF] =
            "%s is not in fourth normal form: %s, which is no key, multidetermines %s; keys: %s",
    };
    struct tn_finding *found =
        lint_find(lint, entity, why[verdict->form], entity->name,
                  names_of(lint, entity, verdict->witness.left),
                  names_of(lint, entity, verdict->witness.right), keys_of(lint, entity, relation));
    lint_remedy(lint, found,
                "Give what is determined a table of its own: tenon normalize shows how; or tag the "
                "table snapshot or denormalised where it is meant");
}

static void check_goal(struct tn_lint *lint) {
    enum tn_normal_form goal = goal_of(lint);
    LINT_EACH_TABLE(lint, table) {
        struct tn_relation relation;
        if (lint_has_any_tag(table->entity, "denormalised snapshot") ||
            !relation_of(table, &relation))
            continue;
        struct tn_form_verdict verdict = tn_normal_form_of(&relation.given);
        if (verdict.form < goal && !tn_set_empty(verdict.witness.right))
            report_goal(lint, table->entity, &relation, &verdict);
        tn_relation_free(&relation);
    }
}

const struct tn_rule lint_nf_goal = {
    .id = "nf-goal",
    .group = "normalization",
    .severity = TN_WARNING,
    .title = "Declared dependencies keep a table out of the normal form it is to have",
    .help =
        "Where something that is no key determines a column, that column is stored again with "
        "every row, and rows can come to disagree. Tables for which no dependency is declared "
        "are not reported: nothing is known of them. The option form says which form tables are "
        "to have; third is where nothing is lost by taking them apart.",
    .options = (const struct tn_rule_option[]){{"form", TN_OPTION_CHOICE, "3nf",
                                                "The normal form that tables are to have",
                                                "2nf 3nf bcnf 4nf"},
                                               {0}},
    .doubt =
        "It is as right as the dependencies that are declared. What is meant to stay as it was "
        "when the row was made, such as the name of a product on an invoice, does not depend "
        "on the product any more: take the dependency back, or tag the table snapshot.",
    .example = "CREATE TABLE order_items (\n"
               "    order_id integer,\n"
               "    product_id integer,\n"
               "    product_name text,\n"
               "    quantity integer NOT NULL,\n"
               "    PRIMARY KEY (order_id, product_id)\n"
               ");\n"
               "-- declared: order_items: product_id -> product_name\n",
    .good = "CREATE TABLE products (product_id integer PRIMARY KEY, product_name text);\n"
            "CREATE TABLE order_items (\n"
            "    order_id integer,\n"
            "    product_id integer REFERENCES products,\n"
            "    quantity integer NOT NULL,\n"
            "    PRIMARY KEY (order_id, product_id)\n"
            ");\n"
            "-- declared: products: product_id -> product_name\n",
    .check = check_goal,
};

/* ------------------------------------------------------------------ nf-key-undeclared */

static bool is_declared(const struct tn_entity *entity, struct tn_set set, struct tn_arena *arena) {
    struct tn_refs attributes = tn_entity_attributes(entity, set, arena);
    for (const struct tn_key *key = entity->keys.first; key; key = key->next)
        if (tn_refs_same_set(key->attributes, attributes))
            return true;
    return false;
}

/* Keys that follow and that nothing declares, at most so many; all attributes together are none. */
static size_t undeclared_keys(const struct tn_entity *entity, const struct tn_relation *relation,
                              struct tn_set *found, size_t most) {
    struct tn_arena arena = {0};
    size_t count, undeclared = 0;
    struct tn_set *keys = tn_candidate_keys(&relation->given, TN_KEY_LIMIT, &count, &arena);
    for (size_t i = 0; i < count && undeclared < most; i++)
        if (!tn_set_empty(keys[i]) && tn_set_size(keys[i]) < relation->given.attributes &&
            !is_declared(entity, keys[i], &arena))
            found[undeclared++] = keys[i];
    tn_arena_free(&arena);
    return undeclared;
}

static void check_undeclared(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        struct tn_relation relation;
        struct tn_set key;
        if (!relation_of(table, &relation))
            continue;
        if (undeclared_keys(table->entity, &relation, &key, 1)) {
            const char *names = names_of(lint, table->entity, key);
            struct tn_finding *found =
                lint_find(lint, table->entity,
                          "no key says that %s tells the rows of %s apart, as its dependencies do",
                          names, table->entity->name);
            lint_remedy(lint, found, "Make a unique key of %s", names);
        }
        tn_relation_free(&relation);
    }
}

static bool may_be_null(struct tn_refs key) {
    for (size_t i = 0; i < key.count; i++)
        if (((const struct tn_attribute *)(void *)key.items[i])->nullable)
            return true;
    return false;
}

/* What the key says need not be declared; of rows in which a part of it is null it says nothing. */
static void take_back_below(struct tn_model *model, struct tn_entity *entity, struct tn_refs key) {
    struct tn_dependency *next;
    for (struct tn_dependency *d = entity->dependencies.first; d; d = next) {
        bool held = !may_be_null(key);
        next = d->next;
        for (size_t i = 0; i < key.count && held; i++)
            held = tn_refs_have(d->determinant, key.items[i]);
        if (held)
            tn_design_delete(model, d);
    }
}

enum { MANY_KEYS = 8 };

static bool fix_undeclared(struct tn_model *model, const struct tn_finding *finding,
                           struct tn_error *error) {
    struct tn_entity *entity = (void *)tn_find_id(model, finding->object);
    struct tn_relation relation;
    struct tn_set keys[MANY_KEYS];
    bool good = tn_entity_relation(entity, &relation, error);
    size_t count = good ? undeclared_keys(entity, &relation, keys, MANY_KEYS) : 0;
    if (count == MANY_KEYS)
        good = tn_fail(error,
                       "the dependencies of %s imply %d keys and more: declare those that "
                       "count by hand",
                       entity->name, MANY_KEYS);
    for (size_t i = 0; i < count && good; i++) {
        struct tn_refs attributes = tn_entity_attributes(entity, keys[i], &model->arena);
        lint_add_key(model, entity, attributes, false);
        take_back_below(model, entity, attributes);
    }
    tn_relation_free(&relation);
    return good;
}

const struct tn_rule lint_nf_key_undeclared = {
    .id = "nf-key-undeclared",
    .group = "normalization",
    .severity = TN_WARNING,
    .title = "Dependencies imply a key that is not declared",
    .help = "Columns that determine all others tell the rows apart: only a unique key makes the "
            "server hold that. The fix adds it, in place of the dependencies that it holds (none "
            "where its columns may be null); rows that break it must be mended first.",
    .doubt =
        "It is as right as the dependencies that are declared: take back the one that does not "
        "hold of every row.",
    .example = "CREATE TABLE employees (\n"
               "    id integer PRIMARY KEY,\n"
               "    badge text NOT NULL,\n"
               "    name text NOT NULL\n"
               ");\n"
               "-- declared: employees: badge -> id\n",
    .good = "CREATE TABLE employees (\n"
            "    id integer PRIMARY KEY,\n"
            "    badge text NOT NULL UNIQUE,\n"
            "    name text NOT NULL\n"
            ");\n",
    .check = check_undeclared,
    .fix = fix_undeclared,
};

/* ------------------------------------------------------------------ nf-fd-redundant */

static struct tn_fd *fd_of(struct tn_relation *relation, size_t number, bool multivalued) {
    return multivalued ? &relation->given.mvds.items[number]
                       : &relation->given.fds.items[relation->derived + number];
}

/* Does it follow from the others? Those that were found to follow already count no more. */
static bool follows(struct tn_relation *relation, size_t number, bool multivalued) {
    struct tn_fd *fd = fd_of(relation, number, multivalued), asked = *fd;
    *fd = (struct tn_fd){.left = asked.left};
    bool implied = multivalued ? tn_implies_mvd(&relation->given, asked)
                               : tn_implies_fd(&relation->given, asked);
    if (!implied)
        *fd = asked;
    return implied;
}

static void check_redundant_in(struct tn_lint *lint, const struct tn_entity *entity,
                               struct tn_relation *relation) {
    size_t numbers[2] = {0};
    for (struct tn_dependency *d = entity->dependencies.first; d; d = d->next) {
        if (d->origin == TN_origin_discovered)
            continue;
        size_t number = numbers[d->multivalued]++;
        if (!follows(relation, number, d->multivalued))
            continue;
        struct tn_finding *found = lint_find(
            lint, d, "that %s %s %s follows from the keys and other dependencies of %s",
            lint_names(lint, d->determinant), d->multivalued ? "multidetermines" : "determines",
            lint_names(lint, d->dependent), entity->name);
        lint_remedy(lint, found, "Take it back: it says nothing new");
    }
}

static void check_redundant(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        struct tn_relation relation;
        if (!relation_of(table, &relation))
            continue;
        check_redundant_in(lint, table->entity, &relation);
        tn_relation_free(&relation);
    }
}

/* What it followed from may have gone since. */
static bool still_follows(const struct tn_dependency *dependency, struct tn_relation *relation) {
    const struct tn_dependency *d = tn_entity_of(dependency)->dependencies.first;
    size_t number = 0;
    for (; d != dependency; d = d->next)
        number += d->origin != TN_origin_discovered && d->multivalued == dependency->multivalued;
    return follows(relation, number, dependency->multivalued);
}

static bool fix_redundant(struct tn_model *model, const struct tn_finding *finding,
                          struct tn_error *error) {
    struct tn_dependency *dependency = (void *)tn_find_id(model, finding->object);
    struct tn_relation relation;
    bool good = tn_entity_relation(tn_entity_of(dependency), &relation, error);
    if (good && still_follows(dependency, &relation))
        tn_design_delete(model, dependency);
    tn_relation_free(&relation);
    return good;
}

const struct tn_rule lint_nf_fd_redundant = {
    .id = "nf-fd-redundant",
    .group = "normalization",
    .severity = TN_INFO,
    .title = "A declared dependency follows from others",
    .help = "What follows from keys and other dependencies need not be declared: it only has to be "
            "kept true in two places. The fix takes the dependency back.",
    .example = "CREATE TABLE cities (\n"
               "    id integer PRIMARY KEY,\n"
               "    name text NOT NULL\n"
               ");\n"
               "-- declared: cities: id -> name\n",
    .good = "CREATE TABLE cities (\n"
            "    id integer PRIMARY KEY,\n"
            "    name text NOT NULL,\n"
            "    country text NOT NULL,\n"
            "    currency text NOT NULL\n"
            ");\n"
            "-- declared: cities: country -> currency\n",
    .check = check_redundant,
    .fix = fix_redundant,
};
