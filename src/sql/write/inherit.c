/*
 * Tables below others in PostgreSQL: which columns come from above, and whether the table can be
 * made below them or has to be put there afterwards.
 */
#include "sql/write/write.h"

#include <string.h>

/* ------------------------------------------------------------------ columns of tables above */

/* But for what a partition may have of its own: NOT NULL and a default. */
bool write_same_column(const struct tn_attribute *a, const struct tn_attribute *b) {
    return strcmp(a->name, b->name) == 0 && strcmp(a->type, b->type) == 0 &&
           a->named_type == b->named_type && a->dimensions == b->dimensions &&
           strcmp(a->generated, b->generated) == 0 && strcmp(a->collation, b->collation) == 0 &&
           strcmp(a->options, b->options) == 0;
}

/* A numbered column is passed on with its default, which is the next number of the same sequence,
 * and without its identity. */
bool write_same_default(const struct tn_attribute *own, const struct tn_attribute *above) {
    if (above->identity == TN_identity_serial && own->identity == TN_identity_none)
        return tn_starts_with(own->default_value, "nextval(");
    bool identity =
        above->identity == TN_identity_always || above->identity == TN_identity_by_default;
    return strcmp(own->default_value, above->default_value) == 0 &&
           (own->identity == above->identity || (identity && own->identity == TN_identity_none));
}

void write_collect_inherited(struct tn_text_map *above, const struct tn_dialect *dialect,
                             const struct tn_entity *entity) {
    if (dialect->id != TN_POSTGRESQL || write_inherits_later(dialect, entity))
        return;
    for (size_t i = 0; i < entity->inherits.count; i++) {
        const struct tn_entity *parent = (const void *)entity->inherits.items[i];
        for (struct tn_attribute *a = parent->attributes.first; a; a = a->next)
            if (!tn_text_map_get(above, a->name))
                tn_text_map_put(above, a->name, a);
    }
}

bool write_is_passed_on(const struct tn_text_map *above, const struct tn_attribute *attribute) {
    const struct tn_attribute *parent = tn_text_map_get(above, attribute->name);
    return parent && write_same_column(attribute, parent) &&
           write_same_default(attribute, parent) && attribute->nullable == parent->nullable;
}

/* ------------------------------------------------------------------ below, or put there */

/* CREATE TABLE … INHERITS puts what comes from above first. */
static bool inherited_come_first(const struct tn_entity *entity) {
    struct tn_text_map seen = {0};
    const struct tn_attribute *own = entity->attributes.first;
    bool first = true;
    for (size_t i = 0; first && i < entity->inherits.count; i++) {
        const struct tn_entity *parent = (const void *)entity->inherits.items[i];
        for (struct tn_attribute *a = parent->attributes.first; first && a; a = a->next) {
            if (tn_text_map_get(&seen, a->name))
                continue;
            tn_text_map_put(&seen, a->name, a);
            first = own && strcmp(own->name, a->name) == 0;
            own = first ? own->next : own;
        }
    }
    tn_text_map_free(&seen);
    return first;
}

bool write_inherits_later(const struct tn_dialect *dialect, const struct tn_entity *entity) {
    return dialect->id == TN_POSTGRESQL && entity->inherits.count && !inherited_come_first(entity);
}

void write_inherit(struct tn_buffer *out, const struct tn_dialect *dialect,
                   const struct tn_entity *entity, const void *parent) {
    tn_put(out, "ALTER TABLE ");
    tn_sql_put_path(out, dialect, entity);
    tn_put(out, " INHERIT ");
    tn_sql_put_path(out, dialect, parent);
}
