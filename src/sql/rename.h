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

/* Each field of the entity and its parts that holds an expression over its columns. */
typedef void sql_visit(const void *context, void *object, unsigned field);
void sql_each_expression(struct tn_entity *entity, sql_visit *visit, const void *context);

void sql_rename_in_entity(const struct rename *rename, struct tn_entity *entity);

#endif
