/*
 * query: a query's tokens, each with the SELECT it belongs to, and the relations that each SELECT
 * takes its rows from. The text is not parsed any further.
 */
#ifndef SQL_QUERY_H
#define SQL_QUERY_H

#include "sql/read/parser.h"

enum query_clause {
    QUERY_NONE,
    QUERY_OUTPUT, /* behind SELECT */
    QUERY_SOURCE, /* behind FROM */
    QUERY_SORT,   /* behind ORDER BY */
    QUERY_OTHER,
};

struct query_token {
    struct token token;
    size_t select; /* place of its SELECT */
    enum query_clause clause;
    bool own;    /* stands in no parentheses of the clause; those around joins do not count */
    bool source; /* belongs to the path or alias of a relation */
};

struct query_select {
    size_t parent; /* place + 1 of the one around it, or 0 */
    bool merges;   /* NATURAL or USING: columns of several relations are one */
};

/* Something behind FROM. */
struct query_item {
    size_t select;
    const char *name;           /* by which its columns are qualified; "" for a query without one */
    struct tn_object *relation; /* entity or view; NULL: a query, or unknown */
    size_t place;               /* of its first token */
};

struct query {
    struct parser *p;
    TN_VECTOR(struct query_token) tokens; /* the last one is T_END */
    TN_VECTOR(struct query_select) selects;
    TN_VECTOR(struct query_item) items;
    TN_VECTOR(const char *) named; /* queries behind WITH */
};

/* False where too much has been looked through; free it in any case. */
bool query_read(struct query *query, struct parser *p, const char *text);
void query_free(struct query *query);

/* The place of the first token of the path that ends there: a.b.c */
size_t query_path_start(const struct query *query, size_t place);
/* Does an item of the output begin, or end, with the token there? */
bool query_begins_output(const struct query *query, size_t place);
bool query_ends_output(const struct query *query, size_t place);
/* Of the SELECT or those around it; NULL where there is none. */
const struct query_item *query_item_named(const struct query *query, size_t select,
                                          const char *name);

#endif
