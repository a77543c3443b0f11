/*
 * type_alias: the spellings of built-in types, and the one that the reader keeps.
 */
#ifndef SQL_TYPE_ALIAS_H
#define SQL_TYPE_ALIAS_H

#include "tenon/sql.h"

enum {
    PLAIN = 0,
    SERIAL = 1,   /* numbers its rows */
    ONE = 2,      /* without a length it is of length one */
    SCALE = 4,    /* a missing scale is 0 */
    TEN = 8,      /* a missing precision is 10, the scale 0 */
    WIDTH = 16,   /* the usual display width is left out */
    FLOAT = 32,   /* the precision decides between single and double */
    BOOLEAN = 64, /* of length one, whatever is written */
    NATIONAL = 128,
};

struct alias {
    const char *from, *to;
    unsigned flags;
};

/* NULL where no built-in type has that name. The word is in lower case. */
const struct alias *alias_find(enum tn_dialect_id dialect, struct tn_slice word);

#endif
