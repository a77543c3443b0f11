/*
 * encoding: scripts in Latin-1, brought to UTF-8.
 */
#ifndef SQL_ENCODING_H
#define SQL_ENCODING_H

#include "tenon/sql.h"

/* The encoding of the text where it is not UTF-8: what the script itself says (SET client_encoding,
 * SET NAMES, \encoding), or Latin-1 where it has bytes that UTF-8 has not; NULL for UTF-8 and plain
 * ASCII. The name is for messages. */
const char *sql_encoding_of(struct tn_slice text);
/* Appends the text in UTF-8, from Latin-1 with the letters of Windows-1252, which MySQL means by
 * the name as well: https://encoding.spec.whatwg.org/#legacy-single-byte-encodings */
void sql_put_utf8(struct tn_slice text, struct tn_buffer *out);

#endif
