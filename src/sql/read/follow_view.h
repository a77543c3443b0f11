/*
 * follow_view: a view's query in work, shared by the files that change it.
 */
#ifndef SQL_FOLLOW_VIEW_H
#define SQL_FOLLOW_VIEW_H

#include "sql/query.h"

/* A query in work: names are looked for as in the schema of its view. */
struct following {
    struct parser *p;
    struct tn_view *view;
    struct query query;
    void *home; /* of the parser, meanwhile */
    struct tn_buffer out;
    const char *copied; /* up to where the text is in out */
};

/* Does a * stand for this column, too? */
bool view_is_seen(const struct following *f, const struct tn_attribute *attribute);
/* merged_columns.c: the columns of a SELECT with NATURAL or USING, at the end of f->out. False
 * where they cannot be told. */
bool view_put_merged_columns(struct following *f, size_t select);

#endif
