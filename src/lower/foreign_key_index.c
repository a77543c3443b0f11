/*
 * The index that MySQL and MariaDB make for a foreign key when no key or index begins with its
 * columns: it is written down, so that the model says what the server will have.
 */
#include "sql/read/foreign_key_index.h"
#include "lower/lowering.h"

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

/* ------------------------------------------------------------------ whether there may be one */

static void count_beginning(struct tn_id_map *counts, const void *attribute) {
    const struct tn_object *begin = attribute;
    if (begin)
        tn_id_map_put(counts, begin->id, (void *)((uintptr_t)tn_id_map_get(counts, begin->id) + 1));
}

static const void *first_of(struct tn_refs attributes) {
    return attributes.count ? attributes.items[0] : NULL;
}

/* Attribute's id -> how many keys, indexes and foreign keys of the table begin with it. */
static struct tn_id_map count_beginnings(const struct tn_entity *entity) {
    struct tn_id_map counts = {0};
    for (const struct tn_key *key = entity->keys.first; key; key = key->next)
        count_beginning(&counts, first_of(key->attributes));
    for (const struct tn_index *index = entity->indexes.first; index; index = index->next) {
        const struct tn_index_part *part = index->parts.first;
        count_beginning(&counts, part ? part->attribute : NULL);
    }
    for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        count_beginning(&counts, first_of(r->attributes));
    return counts;
}

static bool begins_alone(const struct tn_id_map *counts, const struct tn_relationship *r) {
    const struct tn_object *begin = first_of(r->attributes);
    return begin && (uintptr_t)tn_id_map_get(counts, begin->id) == 1;
}

void lower_foreign_key_indexes(struct lowering *l) {
    if (!lower_is_mysql(l->to))
        return;
    TN_EACH_OF(l->model, entity, entity) {
        if (!entity->relationships.first)
            continue;
        struct tn_id_map counts = count_beginnings(entity);
        for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next)
            if (begins_alone(&counts, r) || sql_makes_index(r))
                add_index(l, entity, r);
        tn_id_map_free(&counts);
    }
}
