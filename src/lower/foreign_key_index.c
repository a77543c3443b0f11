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

void lower_foreign_key_indexes(struct lowering *l) {
    if (!lower_is_mysql(l->to))
        return;
    TN_EACH_OF(l->model, entity, entity)
    for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        if (sql_makes_index(r))
            add_index(l, entity, r);
}
