/*
 * The index that MySQL and MariaDB make for a foreign key when no key or index begins with its
 * columns: it is written down, so that the model says what the server will have.
 */
#include "lower/lowering.h"

/* The columns begin with the foreign key's, in its order. */
static bool key_covers(const struct tn_key *key, struct tn_refs columns) {
    if (key->attributes.count < columns.count)
        return false;
    for (size_t i = 0; i < columns.count; i++)
        if (key->attributes.items[i] != columns.items[i])
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
        if (key_covers(key, columns))
            return true;
    for (const struct tn_index *index = entity->indexes.first; index; index = index->next)
        if (index_covers(index, columns))
            return true;
    return false;
}

/* Of two foreign keys, one of which begins with the other's columns, only the longer makes an
 * index. */
static bool longer_one_follows(const struct tn_relationship *relationship) {
    for (const struct tn_relationship *r = relationship->next; r; r = r->next) {
        bool begins = r->attributes.count > relationship->attributes.count;
        for (size_t i = 0; begins && i < relationship->attributes.count; i++)
            begins = r->attributes.items[i] == relationship->attributes.items[i];
        if (begins)
            return true;
    }
    return false;
}

static void add_index(struct lowering *l, struct tn_entity *entity,
                      const struct tn_relationship *relationship) {
    struct tn_index *index = lower_add(l, TN_index, entity, relationship, "index");
    index->name = relationship->name;
    for (size_t i = 0; i < relationship->attributes.count; i++) {
        struct tn_index_part *part =
            lower_add(l, TN_index_part, index, relationship->attributes.items[i], "part");
        part->attribute = (void *)relationship->attributes.items[i];
    }
}

void lower_foreign_key_indexes(struct lowering *l) {
    if (!lower_is_mysql(l->to))
        return;
    TN_EACH_OF(l->model, entity, entity)
    for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        if (r->attributes.count && !is_covered(entity, r->attributes) && !longer_one_follows(r))
            add_index(l, entity, r);
}
