/*
 * Keys of one table that say the same: PostgreSQL makes one of those in a CREATE TABLE, and two of
 * those that are added afterwards.
 */
#include "sql/read/key_repeats.h"

static uint64_t hash_of_all(uint64_t hash, struct tn_refs attributes) {
    for (size_t i = 0; i < attributes.count; i++)
        hash = tn_mix(hash + attributes.items[i]->id);
    return hash;
}

static uint64_t hash_of(const struct tn_key *key) {
    return hash_of_all(hash_of_all(1, key->attributes) + 1, key->include);
}

static bool same_list(struct tn_refs a, struct tn_refs b) {
    for (size_t i = 0; i < a.count && i < b.count; i++)
        if (a.items[i] != b.items[i])
            return false;
    return a.count == b.count;
}

static bool say_the_same(const struct tn_key *a, const struct tn_key *b) {
    return same_list(a->attributes, b->attributes) && same_list(a->include, b->include) &&
           a->nulls_not_distinct == b->nulls_not_distinct && a->deferral == b->deferral;
}

/* SEEN: hash -> the first key that says it. One whose hash is taken stands under the next. */
static void see(struct tn_id_map *seen, struct tn_key *key, struct tn_id_map *repeats) {
    uint64_t hash = hash_of(key);
    struct tn_key *first = tn_id_map_get(seen, hash);
    while (first && !say_the_same(first, key))
        first = tn_id_map_get(seen, ++hash);
    if (first)
        tn_id_map_put(repeats, key->id, first);
    else
        tn_id_map_put(seen, hash, key);
}

void sql_find_repeats(const struct tn_entity *entity, struct tn_id_map *repeats) {
    if (entity->keys.count < 2)
        return;
    struct tn_id_map seen = {0};
    struct tn_key *primary = tn_primary_key(entity);
    if (primary)
        see(&seen, primary, repeats);
    for (struct tn_key *key = entity->keys.first; key; key = key->next)
        if (key != primary)
            see(&seen, key, repeats);
    tn_id_map_free(&seen);
}
