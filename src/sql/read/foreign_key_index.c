/*
 * The indexes that MySQL and MariaDB make for foreign keys; see foreign_key_index.h. A script need
 * not name them, but they outlive the foreign key they were made for, and may be dropped by
 * themselves: only then does reading put them into the model.
 */
#include "sql/read/foreign_key_index.h"
#include "sql/read/parser.h"

/* ------------------------------------------------------------------ is there one */

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
        if (tn_refs_begin_with(key->attributes, columns))
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
        if (tn_refs_begin_with(r->attributes, columns))
            return true;
    for (const struct tn_relationship *r = relationship->prev; r; r = r->prev)
        if (r->attributes.count > columns.count && tn_refs_begin_with(r->attributes, columns))
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

static bool has_index(struct parser *p, const struct tn_relationship *relationship) {
    return !tn_id_map_get(&p->unindexed, relationship->id) &&
           may_ask(p, tn_entity_of(relationship)) && sql_makes_index(relationship);
}

static void make_index(struct parser *p, const struct tn_relationship *relationship,
                       const char *name) {
    struct tn_entity *entity = (struct tn_entity *)relationship->parent;
    struct tn_index *index = sql_add(p, TN_index, entity, name);
    for (size_t i = 0; i < relationship->attributes.count; i++) {
        struct tn_index_part *part = sql_add(p, TN_index_part, index, "");
        part->attribute = (struct tn_attribute *)relationship->attributes.items[i];
    }
    tn_id_map_put(&p->left, index->id, index);
    tn_id_map_put(&p->left, entity->id, entity);
}

void sql_leave_index(struct parser *p, const struct tn_relationship *relationship) {
    if (has_index(p, relationship))
        make_index(p, relationship, relationship->name);
}

void sql_settle_made_indexes(struct parser *p, const struct tn_attribute *attribute) {
    struct tn_entity *entity = tn_entity_of(attribute);
    for (struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        if (!*r->name && r->attributes.count && (const void *)r->attributes.items[0] == attribute &&
            has_index(p, r))
            make_index(p, r, attribute->name);
}

static struct tn_refs columns_of(struct parser *p, const struct tn_index *index) {
    struct tn_refs columns = {0};
    for (const struct tn_index_part *part = index->parts.first; part; part = part->next)
        tn_refs_append(p->model, &columns, part->attribute);
    return columns;
}

/* The server remembers that nobody asked for the index. */
static bool is_covered_by_another(struct parser *p, const struct tn_index *index,
                                  const struct tn_object *last) {
    const struct tn_entity *entity = (const struct tn_entity *)index->parent;
    struct tn_refs columns = columns_of(p, index);
    for (const struct tn_key *key = entity->keys.first; key; key = key->next)
        if (tn_refs_begin_with(key->attributes, columns))
            return true;
    for (const struct tn_index *i = entity->indexes.first; i; i = i->next)
        if (i != index && index_covers(i, columns))
            return true;
    const struct tn_relationship *r = last ? last->next : entity->relationships.first;
    while (r && !tn_refs_begin_with(r->attributes, columns))
        r = r->next;
    return r;
}

void sql_drop_covered(struct parser *p, struct tn_entity *entity, const struct tn_object *last) {
    struct tn_index *next;
    if (!tn_id_map_get(&p->left, entity->id) || !entity->alive)
        return;
    for (struct tn_index *index = entity->indexes.first; index; index = next) {
        next = index->next;
        if (tn_id_map_get(&p->left, index->id) && may_ask(p, entity) &&
            is_covered_by_another(p, index, last))
            sql_discard(p, index);
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
