/*
 * fk-cascade-reach: how far a delete goes. The tables are walked once, children before parents, so
 * that each knows what lies below it.
 */
#include "lint/rules.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ the graph of cascades */

struct node {
    struct lint_table *table;
    TN_VECTOR(struct node *) children; /* whose rows go with a row of it */
    bool below;                        /* its rows go with those of another table */
    enum { NEW, OPEN, DONE } state;
    size_t next;  /* child to walk to */
    size_t depth; /* tables below each other that a delete goes through */
    const struct lint_table *record, *large; /* reached: a table that keeps book, a large one */
};

static struct node *node_of(struct tn_lint *lint, struct node *nodes,
                            const struct tn_entity *entity) {
    struct lint_table *table = tn_id_map_get(&lint->table_of, entity->id);
    return table ? &nodes[table - lint->tables] : NULL;
}

static void add_cascades(struct tn_lint *lint, struct node *nodes, struct node *child) {
    for (struct tn_relationship *r = child->table->entity->relationships.first; r; r = r->next) {
        struct node *parent = r->target ? node_of(lint, nodes, r->target) : NULL;
        if (r->on_delete != TN_action_cascade || !parent || parent == child)
            continue;
        if (parent->children.count && parent->children.items[parent->children.count - 1] == child)
            continue;
        TN_PUSH(&parent->children, child);
        child->below = true;
    }
}

/* ------------------------------------------------------------------ what is below */

static bool keeps_record(const struct lint_table *table) {
    return LINT_HAS(table->name, ledger) || lint_has_any_tag(table->entity, "log audit");
}

static void take_over(struct tn_lint *lint, struct node *node, const struct node *child) {
    int64_t large = lint_number(lint, "rows");
    if (child->state == DONE && child->depth + 1 > node->depth)
        node->depth = child->depth + 1;
    if (!node->record)
        node->record = keeps_record(child->table) ? child->table : child->record;
    if (!node->large)
        node->large =
            large && child->table->entity->row_count >= large ? child->table : child->large;
}

/* Down from one table, with a stack; a cycle ends where it began. */
static void walk(struct tn_lint *lint, struct node *start) {
    TN_VECTOR(struct node *) stack = {0};
    start->state = OPEN;
    TN_PUSH(&stack, start);
    while (stack.count) {
        struct node *node = stack.items[stack.count - 1];
        if (node->next < node->children.count) {
            struct node *child = node->children.items[node->next++];
            if (child->state == NEW) {
                child->state = OPEN;
                TN_PUSH(&stack, child);
            }
            continue;
        }
        for (size_t i = 0; i < node->children.count; i++)
            take_over(lint, node, node->children.items[i]);
        node->state = DONE;
        stack.count--;
    }
    free(stack.items);
}

/* ------------------------------------------------------------------ the findings */

enum { MOST_NAMED = 8 };

/* "a, b and c below it": the nearest first. */
static const char *reach_of(struct tn_lint *lint, const struct node *node) {
    const struct node *reached[MOST_NAMED + 1] = {node};
    size_t count = 1;
    struct tn_buffer names = {0};
    bool more = false;
    for (size_t at = 0; at < count; at++)
        for (size_t i = 0; i < reached[at]->children.count && !more; i++) {
            const struct node *child = reached[at]->children.items[i];
            size_t k = 0;
            while (k < count && reached[k] != child)
                k++;
            if (k < count)
                continue;
            more = count > MOST_NAMED;
            if (more)
                break;
            reached[count++] = child;
            tn_put_format(&names, "%s%s", names.length ? ", " : "", child->table->entity->name);
        }
    const char *text =
        tn_arena_format(&lint->arena, "%s%s", tn_buffer_text(&names), more ? " and more" : "");
    tn_buffer_free(&names);
    return text;
}

static void judge(struct tn_lint *lint, const struct node *node) {
    size_t depth = (size_t)lint_number(lint, "depth");
    const char *name = node->table->entity->name;
    if (node->table->skipped || !node->children.count)
        return;
    if (!node->record && !node->large && (node->depth <= depth || node->below))
        return;
    const struct lint_table *worst = node->record ? node->record : node->large;
    bool direct = false; /* one that only passes it on is not reported */
    for (size_t i = 0; i < node->children.count; i++)
        direct |= node->children.items[i]->table == worst;
    if (worst && !direct && node->below)
        return;
    struct tn_finding *found =
        lint_find(lint, node->table->entity, "deleting a row of %s deletes rows of %s", name,
                  reach_of(lint, node));
    if (worst)
        lint_remedy(lint, found, "Use RESTRICT where %s would lose rows: it %s",
                    worst->entity->name, node->record ? "keeps a record" : "has many");
    else
        lint_remedy(lint, found, "Use RESTRICT at the foreign key where the delete should stop");
}

static void check_reach(struct tn_lint *lint) {
    struct node *nodes = tn_arena_allocate(&lint->arena, (lint->table_count + 1) * sizeof *nodes);
    for (size_t i = 0; i < lint->table_count; i++)
        nodes[i].table = &lint->tables[i];
    for (size_t i = 0; i < lint->table_count; i++)
        add_cascades(lint, nodes, &nodes[i]);
    for (size_t i = 0; i < lint->table_count; i++)
        if (nodes[i].state == NEW && nodes[i].children.count)
            walk(lint, &nodes[i]);
    for (size_t i = 0; i < lint->table_count; i++)
        judge(lint, &nodes[i]);
    for (size_t i = 0; i < lint->table_count; i++)
        free(nodes[i].children.items);
}

static const struct tn_rule_option reach_options[] = {
    {"depth", TN_OPTION_NUMBER, "1", "Tables below each other that a delete may go through", NULL},
    {"rows", TN_OPTION_NUMBER, "1000000", "A table is large from so many expected rows; 0: none is",
     NULL},
    {0},
};

const struct tn_rule lint_fk_cascade_reach = {
    .id = "fk-cascade-reach",
    .group = "integrity",
    .severity = TN_INFO,
    .title = "Deleting one row deletes rows of tables far away",
    .help = "ON DELETE CASCADE is right where rows are parts of their parent, such as the lines of "
            "an order. Where cascades follow one another, a delete at the top takes away what "
            "nobody thought of, locks many tables, and takes long where one of them is large; and "
            "a log that goes with what it tells of is no log. Stop the chain with RESTRICT, or "
            "mark rows as deleted.",
    .doubt = "Chains of parts of parts are meant: allow more with the option depth, or waive the "
             "finding of the table at the top. Tables count as records by their names (audit, "
             "history, journal, ledger, log) and by the tags log and audit.",
    .options = reach_options,
    .example = "CREATE TABLE customers (id integer PRIMARY KEY);\n"
               "CREATE TABLE orders (\n"
               "    id integer PRIMARY KEY,\n"
               "    customer_id integer NOT NULL REFERENCES customers (id) ON DELETE CASCADE\n"
               ");\n"
               "CREATE TABLE payments (\n"
               "    id integer PRIMARY KEY,\n"
               "    order_id integer NOT NULL REFERENCES orders (id) ON DELETE CASCADE\n"
               ");\n",
    .good = "CREATE TABLE customers (id integer PRIMARY KEY);\n"
            "CREATE TABLE orders (\n"
            "    id integer PRIMARY KEY,\n"
            "    customer_id integer NOT NULL REFERENCES customers (id) ON DELETE CASCADE\n"
            ");\n"
            "CREATE TABLE payments (\n"
            "    id integer PRIMARY KEY,\n"
            "    order_id integer NOT NULL REFERENCES orders (id) ON DELETE RESTRICT\n"
            ");\n",
    .check = check_reach,
};
