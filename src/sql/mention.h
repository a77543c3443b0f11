/*
 * mention: names inside expressions. tn_sql_mentions() of sql.h belongs to it.
 */
#ifndef SQL_MENTION_H
#define SQL_MENTION_H

#include "sql/lexer.h"

/* The names in an expression, one after the other. */
struct name_reader {
    struct lexer lexer;
    struct token token, next; /* token: the name at hand */
};
void name_reader_init(struct name_reader *reader, struct tn_slice expression,
                      enum tn_dialect_id dialect);
bool name_reader_next(struct name_reader *reader); /* false at the end */

/* Appends the expression with every mention of one name made another, quoted where it must be. */
void sql_put_renamed(struct tn_slice expression, const struct tn_dialect *dialect, const char *from,
                     const char *to, struct tn_buffer *out);

/* May a type's name stand before this token, in the text of a routine or type? */
bool token_follows_type(const struct token *next);

#endif
