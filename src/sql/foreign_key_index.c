/*
 * The indexes that MySQL and MariaDB make for foreign keys; see foreign_key_index.h. A script need
 * not name them, but they outlive the foreign key they were made for, and may be dropped by
 * themselves: only then does reading put them into the model.
 */
#include "sql/foreign_key_index.h"
#include "sql/parser.h"

/* ------------------------------------------------------------------ is there one */

/* The columns begin with the foreign key's, in its order. */
static bool begins(struct tn_refs all, struct tn_refs columns) {
    if (all.count < columns.count)
        return false;
    for (size_t i = 0; i < columns.count; i++)
        if (all.items[i] != columns.items[i])
            return false;
    return true;
}

static bool index_covers(const struct tn_index *index, struct tn_refs columns) {
    const struct tn_index_part *part = index->parts.first;
    if (tn_same_word(index->method, "fulltext") || tn_same_word(index->method, "spatial"))
        return false;
    for (size_t i = 0; i < columns.count; i++, part = part->next)
        if (!part || part->length || (const void *)part->attribute != columns.items[i])
            return false;
    return true;
}

static bool is_covered(const struct tn_entity *entity, struct tn_refs columns) {
    for (const struct tn_key *key = entity->keys.first; key; key = key->next)
        if (begins(key->attributes, columns))
            return true;
    for (const struct tn_index *index = entity->indexes.first; index; index = index->next)
        if (index_covers(index, columns))
            return true;
    return false;
}

/* Of two foreign keys, one of which begins with the other's columns, only the longer makes an
 * index, and of two over the same the last. */
static bool other_makes_it(const struct tn_relationship *relationship) {
    struct tn_refs columns = relationship->attributes;
    for (const struct tn_relationship *r = relationship->next; r; r = r->next)
        if (begins(r->attributes, columns))
            return true;
    for (const struct tn_relationship *r = relationship->prev; r; r = r->prev)
        if (r->attributes.count > columns.count && begins(r->attributes, columns))
            return true;
    return false;
}

bool sql_makes_index(const struct tn_relationship *relationship) {
    const struct tn_entity *entity = tn_entity_of(relationship);
    return relationship->attributes.count && !is_covered(entity, relationship->attributes) &&
           !other_makes_it(relationship);
}

/* ------------------------------------------------------------------ when it is told apart */

/* How much there is to look at, at the price of a byte each. */
static bool may_ask(struct parser *p, const struct tn_entity *entity) {
    return is_mysql(p) && sql_may_look(p, entity->keys.count + entity->indexes.count +
                                              entity->relationships.count);
}

void sql_leave_index(struct parser *p, const struct tn_relationship *relationship) {
    struct tn_entity *entity = (struct tn_entity *)relationship->parent;
    if (tn_id_map_get(&p->unindexed, relationship->id) || !may_ask(p, entity) ||
        !sql_makes_index(relationship))
        return;
    struct tn_index *index = sql_add(p, TN_index, entity, relationship->name);
    for (size_t i = 0; i < relationship->attributes.count; i++) {
        struct tn_index_part *part = sql_add(p, TN_index_part, index, "");
        part->attribute = (struct tn_attribute *)relationship->attributes.items[i];
    }
}

bool sql_drop_made_index(struct parser *p, const struct tn_entity *entity, const char *name) {
    for (struct tn_relationship *r = entity->relationships.first; r; r = r->next) {
        const char *own = *r->name              ? r->name
                          : r->attributes.count ? r->attributes.items[0]->name
                                                : "";
        if (!tn_same_word(own, name) || !may_ask(p, entity) || !sql_makes_index(r))
            continue;
        tn_id_map_put(&p->unindexed, r->id, r);
        return true;
    }
    return false;
}
