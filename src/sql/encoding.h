/*
 * encoding: scripts in Latin-1, and MySQL's in whatever they say, brought to UTF-8.
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

/* The first of its sort in a script of MySQL. */
struct sql_stretch {
    bool found;
    bool says;        /* the script says so itself */
    size_t start;     /* in the decoded text */
    char charset[32]; /* as MySQL calls it */
};

struct sql_decoding {
    struct tn_buffer out; /* the text in UTF-8; to be freed */
    /* unread: nobody here can read it, and it was taken for Latin-1 */
    struct sql_stretch latin, other, unread;
};

/* encoding_mysql.c: behind SET NAMES, SET CHARACTER SET and SET character_set_client the text is
 * what they say. False where all of it is UTF-8 as it stands. */
bool sql_decode_mysql(struct tn_slice text, struct sql_decoding *decoding);

#endif
