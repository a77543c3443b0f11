/*
 * Keys of one table that say the same: PostgreSQL makes one of those in a CREATE TABLE, and two of
 * those that are added afterwards.
 */
#include "sql/key_repeats.h"

#include <inttypes.h>

static void put_ids(struct tn_buffer *out, struct tn_refs attributes) {
    for (size_t i = 0; i < attributes.count; i++)
        tn_put_format(out, "%" PRIx64 " ", attributes.items[i]->id);
    tn_put_char(out, ',');
}

struct keys {
    struct tn_text_map seen; /* what a key says -> the first that says it */
    struct tn_arena arena;
    struct tn_id_map *repeats;
};

static void see(struct keys *keys, struct tn_key *key) {
    struct tn_buffer says = {0};
    put_ids(&says, key->attributes);
    put_ids(&says, key->include);
    tn_put_format(&says, "%d %d", key->nulls_not_distinct, (int)key->deferral);
    struct tn_key *first = tn_text_map_get(&keys->seen, says.at);
    if (first)
        tn_id_map_put(keys->repeats, key->id, first);
    else
        tn_text_map_put(&keys->seen, tn_arena_text(&keys->arena, says.at, says.length), key);
    tn_buffer_free(&says);
}

void sql_find_repeats(const struct tn_entity *entity, struct tn_id_map *repeats) {
    if (entity->keys.count < 2)
        return;
    struct keys keys = {.repeats = repeats};
    struct tn_key *primary = tn_primary_key(entity);
    if (primary)
        see(&keys, primary);
    for (struct tn_key *key = entity->keys.first; key; key = key->next)
        if (key != primary)
            see(&keys, key);
    tn_text_map_free(&keys.seen);
    tn_arena_free(&keys.arena);
}
