/*
 * Which objects a piece of SQL names. A name counts wherever it stands as an identifier, so there
 * may be too many, never too few.
 */
#ifndef SQL_WRITE_MENTION_H
#define SQL_WRITE_MENTION_H

#include "tenon/sql.h"

/* Names with a number each; names that several share lead to all of them, to 64 at most. Zero it to
 * start. */
struct write_names {
    struct tn_arena arena;
    struct tn_text_map map; /* folded name -> struct write_name */
};
void write_names_put(struct write_names *names, const char *name, size_t number);
void write_names_free(struct write_names *names);

enum write_where {
    WRITE_NAMES,   /* wherever the name stands, but in a string */
    WRITE_STRINGS, /* in strings as well: the bodies of routines */
    WRITE_TYPES,   /* where a type can stand; in strings before %TYPE and %ROWTYPE */
};

/* Calls back for each mention. */
struct write_search {
    const struct write_names *names;
    const struct tn_dialect *dialect;
    enum write_where where;
    void (*found)(void *context, size_t number);
    void *context;
};
void write_find_mentions(const struct write_search *search, const char *text);

#endif
