/*
 * names: which object a name leads to. A hash table from (parent, kind, folded name) to object.
 *
 * Entries are hints: an object that was removed or renamed is not found under what it was.
 */
#ifndef SQL_NAMES_H
#define SQL_NAMES_H

#include "tenon/model.h"

struct name_entry {
    const void *parent;
    const char *name; /* interned, folded where letter case does not count */
    struct tn_object *object;
    enum tn_kind kind;
    uint32_t hash;
};

struct name_table {
    struct name_entry *entries;
    size_t count, capacity;
};

struct tn_object *names_get(const struct name_table *table, const void *parent, enum tn_kind kind,
                            const char *name);
void names_put(struct name_table *table, const void *parent, enum tn_kind kind, const char *name,
               struct tn_object *object);
void names_free(struct name_table *table);

#endif
