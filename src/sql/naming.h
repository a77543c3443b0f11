/*
 * Filling name templates.
 */
#ifndef SQL_NAMING_H
#define SQL_NAMING_H

#include "tenon/sql.h"

/* What goes into a template. */
struct naming_parts {
    const char *table, *columns, *column, *target;
    size_t number;
};

/* How names are read, and who finds the attributes that a check mentions: whoever names many checks
 * of one entity knows a faster way than looking through all attributes. The name is in lower case
 * unless letter case counts. */
struct naming_source {
    const struct tn_dialect *dialect;
    const struct tn_attribute *(*find)(const struct tn_entity *entity, const char *name,
                                       void *context); /* or NULL */
    void *context;
};
struct naming_parts naming_parts_of(const void *object, const struct naming_source *source,
                                    struct tn_arena *arena);

/* The name that PostgreSQL gives to an expression as a column of an index. In the arena. */
const char *naming_of_expression(const char *text, struct tn_arena *arena);

/* The ways names are shortened and told apart: PostgreSQL's own for its own templates. try: 0 for
 * the first, then 1, 2, … for one that is taken. Result in the arena. */
const char *naming_fill(const char *template_text, const struct naming_parts *parts, size_t try,
                        const struct tn_dialect *dialect, struct tn_arena *arena);
/* The name cut to the dialect's limit, with a hash of the whole in place of what went. */
const char *naming_shorten(const char *name, const struct tn_dialect *dialect,
                           struct tn_arena *arena);

#endif
