/*
 * Rules on indexes: what a foreign key needs.
 */
#include "lint/access.h"
#include "lint/fix.h"
#include "lint/rules.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ fk-unindexed */

static bool is_led_to(struct lint_accesses accesses, struct tn_refs attributes) {
    for (size_t i = 0; i < accesses.count; i++)
        if (lint_leads_to(&accesses.items[i], attributes))
            return true;
    return false;
}

/* created_by, upd_by_id: who did it is looked up from the row, hardly ever the other way round. */
static bool tells_who(const struct tn_relationship *r) {
    const char *at = r->attributes.items[0]->name;
    struct tn_slice word, before = {"", 0}, last = {"", 0};
    while (lint_next_word(&at, &word))
        before = last, last = word;
    return r->attributes.count == 1 &&
           (tn_slice_is_word(last, "by") ||
            (tn_slice_is_word(before, "by") && tn_slice_is_word(last, "id")));
}

static void find_unindexed(struct tn_lint *lint, const struct lint_table *table,
                           const struct tn_relationship *r, bool usual) {
    const char *names = lint_names(lint, r->attributes);
    struct tn_finding *found =
        lint_find(lint, r, "no index of %s begins with (%s), which refers to %s",
                  table->entity->name, names, r->target->name);
    lint_remedy(lint, found, "Add an index on %s (%s)", table->entity->name, names);
    lint_alike_in_tables(lint, found, usual ? "" : names);
    if (tells_who(r))
        lint_soften(found, TN_INFO);
}

struct unindexed {
    TN_VECTOR(const struct tn_relationship *) found;
    size_t all;
};

static void collect_unindexed(struct tn_lint *lint, struct lint_table *table,
                              struct unindexed *unindexed) {
    struct lint_accesses accesses = lint_accesses_in(lint, table);
    for (struct tn_relationship *r = table->entity->relationships.first; r; r = r->next) {
        bool asked = r->target && r->attributes.count;
        unindexed->all += asked;
        if (asked && !is_led_to(accesses, r->attributes))
            TN_PUSH(&unindexed->found, r);
    }
}

/* Where most foreign keys lack one it is the way of the model. */
static void check_unindexed(struct tn_lint *lint) {
    struct unindexed unindexed = {0};
    LINT_EACH_TABLE(lint, table)
    if (table->entity->relationships.count)
        collect_unindexed(lint, table, &unindexed);
    bool usual = unindexed.found.count * 2 > unindexed.all;
    for (size_t i = 0; i < unindexed.found.count; i++) {
        const struct tn_relationship *r = unindexed.found.items[i];
        find_unindexed(lint, tn_id_map_get(&lint->table_of, tn_entity_of(r)->id), r, usual);
    }
    free(unindexed.found.items);
}

static bool fix_unindexed(struct tn_model *model, const struct tn_finding *finding,
                          struct tn_error *error) {
    (void)error;
    struct tn_relationship *r = (void *)tn_find_id(model, finding->object);
    struct tn_entity *entity = tn_entity_of(r);
    if (r->attributes.count && !lint_is_indexed(model, entity, r->attributes))
        lint_add_index(model, entity, r->attributes);
    return true;
}

const struct tn_rule lint_fk_unindexed = {
    .id = "fk-unindexed",
    .group = "indexes",
    .severity = TN_WARNING,
    .dialects = 1u << TN_POSTGRESQL | 1u << TN_SQLITE,
    .title = "A foreign key has no index that begins with its columns",
    .help = "Deleting or renumbering a parent row makes the server look for its children; without "
            "an index it reads the whole child table each time, and joins from parent to child do "
            "the same. Add an index that begins with the foreign key's columns, in any order. "
            "MySQL and MariaDB make that index themselves.",
    .doubt = "Where parents are never deleted or renumbered and nobody asks for the children of "
             "one, the index only costs: waive the finding. References that tell who did it "
             "(created_by, updated_by_id) are notes for that reason.",
    .example = "CREATE TABLE customers (id integer PRIMARY KEY);\n"
               "CREATE TABLE orders (\n"
               "    id integer PRIMARY KEY,\n"
               "    customer_id integer NOT NULL REFERENCES customers (id)\n"
               ");\n",
    .good = "CREATE TABLE customers (id integer PRIMARY KEY);\n"
            "CREATE TABLE orders (\n"
            "    id integer PRIMARY KEY,\n"
            "    customer_id integer NOT NULL REFERENCES customers (id)\n"
            ");\n"
            "CREATE INDEX orders_customer_id_idx ON orders (customer_id);\n",
    .check = check_unindexed,
    .fix = fix_unindexed,
};
