/*
 * rename_table: a table's new name in texts that are kept verbatim, as the server carries it on
 * when it reads ALTER TABLE … RENAME.
 */
#ifndef SQL_RENAME_TABLE_H
#define SQL_RENAME_TABLE_H

#include "sql/lexer.h"

struct table_rename {
    const struct tn_dialect *dialect;
    const struct word_table *words;
    const char *schema; /* that its name may be qualified with, or "" */
    const char *from;   /* the old name */
    const char *to;     /* the new name with its schema, quoted as the dialect wants it */
    bool is_schema;     /* a schema gets another name: it stands before a dot only */
    bool keeps_schema;  /* what it is qualified with stays: `to` is the name alone */
};

/* Appends the text with the table's name exchanged where a table can be named, and before its
 * columns. False where the text does not name it; nothing is appended then. */
bool sql_put_table_renamed(const struct table_rename *rename, struct tn_slice text,
                           struct tn_buffer *out);

#endif
