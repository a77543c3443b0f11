/*
 * demand: what an access pattern asks of the indexes of one table: columns compared for equality,
 * then a range or an order. A pattern that is told by its query makes a demand on each of its
 * tables (demand_query.c).
 */
#ifndef LINT_DEMAND_H
#define LINT_DEMAND_H

#include "lint/access.h"

/* A column or expression. */
struct lint_wish {
    const struct tn_attribute *attribute; /* NULL for an expression */
    const char *expression;               /* without the table's name; "" for a column */
    bool descending;                      /* where it is sorted by */
};

struct lint_wishes {
    struct lint_wish *items;
    size_t count, capacity;
};

struct lint_demand {
    struct lint_demand *next; /* of the same table */
    const struct tn_access_pattern *pattern;
    struct lint_wishes equals;   /* in any order */
    struct lint_wishes order;    /* behind them in this order: what is sorted by, or the range */
    bool sorted;                 /* the order is that of the result: all directions or none count */
    struct lint_wishes searches; /* for words or parts of a text */
    bool words;                  /* the query searches for words */
    struct tn_refs reads;        /* all it shows; empty: unknown */
    const char *condition;       /* the same each time; "" for none */
    bool limited;
};

/* A demand while it is read. */
struct lint_draft {
    struct lint_demand demand;
    struct lint_wishes ranges, sort;
    bool listed; /* compared with several values: the rows come in no order */
};

/* The first demand on a table; in the order of the patterns. */
const struct lint_demand *lint_demands_of(struct tn_lint *lint, struct lint_table *table);
#define LINT_EACH_DEMAND(lint, table, demand)                                                      \
    for (const struct lint_demand *demand = lint_demands_of((lint), (table)); demand;              \
         demand = demand->next)

void lint_wish_for(struct tn_lint *lint, struct lint_wishes *wishes, struct lint_wish wish);
bool lint_same_wish(const struct tn_lint *lint, const struct lint_wish *a,
                    const struct lint_wish *b);
bool lint_wishes_have(const struct tn_lint *lint, const struct lint_wishes *wishes,
                      const struct lint_wish *wish);
/* Settles what its order is, and puts it behind the others of the table. */
void lint_demand_add(struct tn_lint *lint, struct lint_table *table, struct lint_draft *draft);
/* Does it ask for rows that a B-tree could lead to? */
bool lint_is_indexable(const struct lint_demand *demand);

/* demand_query.c: what the pattern's query asks of each of its tables. */
void lint_demands_of_query(struct tn_lint *lint, const struct tn_access_pattern *pattern);
/* What a condition on the table adds to a draft. */
void lint_demand_of_condition(struct tn_lint *lint, struct lint_table *table, const char *condition,
                              struct lint_draft *draft);

/* Does the key or index lead to just the rows it asks for, in order where it asks for that? */
bool lint_serves(const struct tn_lint *lint, const struct lint_table *table,
                 const struct lint_access *access, const struct lint_demand *demand);
/* The same of the columns compared for equality alone; of the order where there are none. */
bool lint_leads(const struct tn_lint *lint, const struct lint_access *access,
                const struct lint_demand *demand);
/* Has the column few values: true or false, an enumeration of two? */
bool lint_has_few_values(const struct tn_lint *lint, const struct tn_attribute *attribute,
                         int64_t most);
/* "status and created_at", for messages. In the run's arena. */
const char *lint_demand_title(struct tn_lint *lint, const struct lint_demand *demand);

#endif
