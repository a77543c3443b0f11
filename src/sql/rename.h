/*
 * rename: a name of an attribute followed into the expressions of its entity, as an edit or while
 * reading ALTER TABLE … RENAME.
 */
#ifndef SQL_RENAME_H
#define SQL_RENAME_H

#include "tenon/sql.h"

struct rename {
    struct tn_model *model;
    const struct tn_dialect *dialect;
    const char *from, *to;
    bool edits; /* through the journal; else put directly */
};

void sql_rename_in_entity(const struct rename *rename, struct tn_entity *entity);

#endif
