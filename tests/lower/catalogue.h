/*
 * catalogue: what a database holds, in words that all servers share. A fact is a line of four
 * fields with tabs between them:
 *
 *     aspect   table or other object   columns   value
 *
 * type, null, default, numbered, computed, on update, sign and comment say something of a column;
 * primary, unique and index of an index over the columns; foreign of a foreign key; check of the
 * checks that mention just these columns, with their number; table, view, routine, trigger and
 * sequence that there is one.
 */
#ifndef TENON_TESTS_LOWER_CATALOGUE_H
#define TENON_TESTS_LOWER_CATALOGUE_H

#include "servers.h"

struct fact {
    const char *aspect, *object, *columns, *value;
};

struct facts {
    struct fact *items;
    size_t count, capacity;
};

/* From the server's own catalogue. */
void catalogue_read(struct database *database, enum tn_dialect_id dialect, struct facts *facts);
/* The fact of that aspect, object and columns, or NULL. */
const struct fact *catalogue_find(const struct facts *facts, const struct fact *like);
/* Is the column among those of the fact? */
bool catalogue_has_column(const struct fact *fact, const char *column);

#endif
