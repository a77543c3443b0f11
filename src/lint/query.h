/*
 * query: a view's query as far as rules must know it: the SELECT that each word belongs to, what
 * each SELECT takes its rows from, and the names that the query itself gives. Read in one pass over
 * the words of an expression; nothing recurses.
 */
#ifndef LINT_QUERY_H
#define LINT_QUERY_H

#include "lint/expression.h"

/* Relations by their names, once a run. */
struct lint_relations {
    struct tn_text_map by_name; /* small letters -> struct lint_table, or &other: something else */
    struct tn_text_map kept;    /* small letters: names in statements that are kept as they are */
    bool kept_read;
    char other;
};
void lint_relations_open(struct tn_lint *lint, struct lint_relations *relations);
void lint_relations_close(struct lint_relations *relations);

enum lint_clause {
    LINT_CLAUSE_NONE,
    LINT_CLAUSE_OUTPUT, /* behind SELECT */
    LINT_CLAUSE_FROM,
    LINT_CLAUSE_WHERE,
    LINT_CLAUSE_GROUP,
    LINT_CLAUSE_LIMIT, /* LIMIT, OFFSET, FETCH */
    LINT_CLAUSE_OTHER,
};

struct lint_source { /* something behind FROM */
    size_t place, scope;
    size_t end;               /* the place behind it, its alias with it */
    const char *name;         /* by which its columns are qualified */
    const char *relation;     /* its own name, as the dialect folds it; NULL for a query or call */
    struct lint_table *table; /* NULL: its columns are not known */
    bool missing;             /* there is no such table or view */
};

struct lint_scope {          /* a SELECT */
    size_t parent;           /* its place + 1, or 0 */
    enum lint_clause clause; /* while reading: of the words at hand */
    bool exists;             /* EXISTS (SELECT …): what it shows does not matter */
    bool unknown;            /* it takes rows from something whose columns are not known */
    bool set;                /* behind UNION and the like */
};

struct lint_query {
    const struct lint_expression *words;
    size_t *scope_of;         /* of each token */
    enum lint_clause *clause; /* of each token, in its SELECT */
    bool *own;                /* the token stands in no parentheses but those of its SELECT */
    bool *names;              /* the token is a source's path or alias */
    TN_VECTOR(struct lint_scope) scopes;
    TN_VECTOR(struct lint_source) sources;
    struct tn_text_map aliases; /* names that the query gives to outputs, queries and sources */
    struct tn_text_map named;   /* of those the names of queries behind WITH */
};
void lint_query_read(struct tn_lint *lint, struct lint_relations *relations, const char *text,
                     struct lint_query *query);
void lint_query_free(struct lint_query *query);
/* False behind the end, too. */
bool lint_query_is(const struct lint_query *query, size_t place, const char *word);
bool lint_query_symbol(const struct lint_query *query, size_t place, char symbol);
/* Does a comma stand before the source, LATERAL aside? */
bool lint_behind_comma(const struct lint_query *query, const struct lint_source *source);

#endif
