/*
 * write_early: the statements of a script that are kept as text.
 */
#ifndef SQL_WRITE_EARLY_H
#define SQL_WRITE_EARLY_H

#include "sql/write/mention.h"

struct write_statement {
    struct tn_object *object;
    int64_t position; /* in the source; objects made by hand come last */
    size_t number;    /* among all, in document order */
    bool early;
};

struct write_statements {
    TN_VECTOR(struct write_statement) list;
    struct write_names routines; /* and views: what others may need before them */
    const struct tn_dialect *dialect;
};

/* In the order of the source, with those marked that a table, a type or another early one calls.
 * Zero the struct to start. */
void write_collect_statements(const struct tn_model *model, struct write_statements *all);
void write_statements_free(struct write_statements *all);

/* The server reads the body of such a routine when it is made; that of others when it first runs.
 */
bool write_is_sql_routine(const struct tn_object *object);

/* Looks through what a table says besides its checks. */
void write_search_attributes(const struct write_search *search, const struct tn_entity *entity);
void write_search_indexes(const struct write_search *search, const struct tn_entity *entity);

#endif
