/*
 * mention: names inside expressions. tn_sql_mentions() of sql.h belongs to it.
 */
#ifndef SQL_MENTION_H
#define SQL_MENTION_H

#include "sql/lexer.h"

/* Appends the expression with every mention of one name made another, quoted where it must be. */
void sql_put_renamed(struct tn_slice expression, const struct tn_dialect *dialect, const char *from,
                     const char *to, struct tn_buffer *out);

#endif
