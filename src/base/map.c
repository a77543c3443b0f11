/*
 * Owns the hash function and the three tables: interned names, id to pointer, text to pointer.
 *
 * All are open addressing with linear probing in a power of two of slots, filled to at most 0.6,
 * so a probe always ends at an empty slot. Nothing is ever removed. The hash is the same on every
 * machine and in every run.
 */
#include "tenon/base.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ hashing */

uint64_t tn_mix(uint64_t x) {
    x ^= x >> 30;
    x *= UINT64_C(0xBF58476D1CE4E5B9);
    x ^= x >> 27;
    x *= UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

/* Up to eight bytes, the first one lowest, whatever the byte order of the machine. */
static uint64_t read_word(const unsigned char *bytes, size_t length) {
    uint64_t word = 0;
    for (size_t i = 0; i < length; i++)
        word |= (uint64_t)bytes[i] << 8 * i;
    return word;
}

static uint64_t read_eight(const unsigned char *b) {
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24 |
           (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 |
           (uint64_t)b[7] << 56;
}

/* One multiplication a word, folded back so that high bits reach low ones; tn_mix at the end. */
static uint64_t absorb(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

uint64_t tn_hash(const void *bytes, size_t length) {
    const unsigned char *at = bytes;
    uint64_t hash = UINT64_C(0x243F6A8885A308D3) + length;
    size_t left = length;
    for (; left >= 8; at += 8, left -= 8)
        hash = absorb(hash, read_eight(at));
    if (left)
        hash = absorb(hash, read_word(at, left));
    return tn_mix(hash);
}

static uint32_t hash_of(const char *text, size_t length) {
    return (uint32_t)tn_hash(text, length);
}

static bool is_full(size_t count, size_t capacity) {
    return (count + 1) * 5 > capacity * 3;
}

static size_t larger(size_t capacity, size_t slot_size) {
    size_t wanted = capacity ? capacity * 2 : 16;
    if (wanted > PTRDIFF_MAX / slot_size)
        tn_out_of_memory();
    return wanted;
}

/* The slot that holds the key, or the empty one where it belongs. */
static size_t text_slot(const char **keys, const uint32_t *hashes, size_t capacity,
                        struct tn_slice key, uint32_t hash) {
    size_t i = hash & (capacity - 1);
    for (; keys[i]; i = (i + 1) & (capacity - 1))
        if (hashes[i] == hash && strnlen(keys[i], key.length + 1) == key.length &&
            memcmp(keys[i], key.at, key.length) == 0)
            break;
    return i;
}

static size_t empty_slot(const char **keys, size_t capacity, uint32_t hash) {
    size_t i = hash & (capacity - 1);
    while (keys[i])
        i = (i + 1) & (capacity - 1);
    return i;
}

/* ------------------------------------------------------------------ interned names */

static void grow_names(struct tn_names *names) {
    size_t capacity = larger(names->capacity, sizeof *names->slots);
    const char **slots = tn_allocate(capacity * sizeof *slots);
    uint32_t *hashes = tn_allocate(capacity * sizeof *hashes);
    for (size_t i = 0; i < names->capacity; i++)
        if (names->slots[i]) {
            size_t at = empty_slot(slots, capacity, names->hashes[i]);
            slots[at] = names->slots[i];
            hashes[at] = names->hashes[i];
        }
    free(names->slots);
    free(names->hashes);
    names->slots = slots;
    names->hashes = hashes;
    names->capacity = capacity;
}

const char *tn_intern(struct tn_names *names, const char *text, size_t length) {
    /* A name ends at its first NUL: what follows could never be seen again. */
    const char *end = length ? memchr(text, '\0', length) : NULL;
    if (end)
        length = (size_t)(end - text);
    if (is_full(names->count, names->capacity))
        grow_names(names);
    struct tn_slice key = {length ? text : "", length};
    uint32_t hash = hash_of(key.at, length);
    size_t at = text_slot(names->slots, names->hashes, names->capacity, key, hash);
    if (!names->slots[at]) {
        names->slots[at] = tn_arena_text(names->arena, key.at, length);
        names->hashes[at] = hash;
        names->count++;
    }
    return names->slots[at];
}

void tn_names_free(struct tn_names *names) {
    free(names->slots);
    free(names->hashes);
    *names = (struct tn_names){.arena = names->arena};
}

/* ------------------------------------------------------------------ id -> pointer */

static size_t id_slot(const uint64_t *ids, size_t capacity, uint64_t id) {
    size_t i = tn_mix(id) & (capacity - 1);
    while (ids[i] && ids[i] != id)
        i = (i + 1) & (capacity - 1);
    return i;
}

void *tn_id_map_get(const struct tn_id_map *map, uint64_t id) {
    if (map->count == 0 || id == 0)
        return NULL;
    return map->values[id_slot(map->ids, map->capacity, id)];
}

static void grow_ids(struct tn_id_map *map) {
    size_t capacity = larger(map->capacity, sizeof *map->values);
    uint64_t *ids = tn_allocate(capacity * sizeof *ids);
    void **values = tn_allocate(capacity * sizeof *values);
    for (size_t i = 0; i < map->capacity; i++)
        if (map->ids[i]) {
            size_t at = id_slot(ids, capacity, map->ids[i]);
            ids[at] = map->ids[i];
            values[at] = map->values[i];
        }
    free(map->ids);
    free(map->values);
    map->ids = ids;
    map->values = values;
    map->capacity = capacity;
}

void tn_id_map_put(struct tn_id_map *map, uint64_t id, void *value) {
    if (id == 0)
        return;
    if (is_full(map->count, map->capacity))
        grow_ids(map);
    size_t at = id_slot(map->ids, map->capacity, id);
    map->count += map->ids[at] == 0;
    map->ids[at] = id;
    map->values[at] = value;
}

void tn_id_map_free(struct tn_id_map *map) {
    free(map->ids);
    free(map->values);
    *map = (struct tn_id_map){0};
}

/* ------------------------------------------------------------------ text -> pointer */

void *tn_text_map_get_slice(const struct tn_text_map *map, struct tn_slice key) {
    if (map->count == 0)
        return NULL;
    if (key.length == 0)
        key.at = "";
    uint32_t hash = hash_of(key.at, key.length);
    return map->values[text_slot(map->keys, map->hashes, map->capacity, key, hash)];
}

void *tn_text_map_get(const struct tn_text_map *map, const char *key) {
    return tn_text_map_get_slice(map, tn_slice_of(key));
}

static void grow_texts(struct tn_text_map *map) {
    struct tn_text_map old = *map;
    map->capacity = larger(old.capacity, sizeof *map->values);
    map->keys = tn_allocate(map->capacity * sizeof *map->keys);
    map->hashes = tn_allocate(map->capacity * sizeof *map->hashes);
    map->values = tn_allocate(map->capacity * sizeof *map->values);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.keys[i]) {
            size_t at = empty_slot(map->keys, map->capacity, old.hashes[i]);
            map->keys[at] = old.keys[i];
            map->hashes[at] = old.hashes[i];
            map->values[at] = old.values[i];
        }
    tn_text_map_free(&old);
}

void tn_text_map_put(struct tn_text_map *map, const char *key, void *value) {
    if (is_full(map->count, map->capacity))
        grow_texts(map);
    struct tn_slice slice = tn_slice_of(key);
    uint32_t hash = hash_of(slice.at, slice.length);
    size_t at = text_slot(map->keys, map->hashes, map->capacity, slice, hash);
    if (!map->keys[at]) {
        map->keys[at] = key;
        map->hashes[at] = hash;
        map->count++;
    }
    map->values[at] = value;
}

void tn_text_map_free(struct tn_text_map *map) {
    free(map->keys);
    free(map->hashes);
    free(map->values);
    *map = (struct tn_text_map){0};
}
