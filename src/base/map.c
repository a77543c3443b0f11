/*
 * Owns the hash function and the three tables: interned names, id to pointer, text to pointer.
 *
 * All are open addressing with linear probing in a power of two of slots, filled to at most 0.6,
 * so a probe always ends at an empty slot. Nothing is ever removed. The hash is the same on every
 * machine and in every run.
 */
#include "base/word.h"
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
        hash = absorb(hash, tn_word_of_eight(at));
    if (left)
        hash = absorb(hash, tn_word(at, left));
    return tn_mix(hash);
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

/* ------------------------------------------------------------------ slots with a text */

static struct tn_name_slot key_of(struct tn_slice text) {
    if (text.length > UINT32_MAX)
        tn_out_of_memory();
    return (struct tn_name_slot){.text = text.length ? text.at : "",
                                 .hash = (uint32_t)tn_hash(text.at, text.length),
                                 .length = (uint32_t)text.length};
}

static inline struct tn_name_slot *slot_at(void *slots, size_t size, size_t i) {
    return (void *)((char *)slots + i * size);
}

/* The slot that holds the key, or the empty one where it belongs. */
static inline void *slot_of(void *slots, size_t size, size_t capacity,
                            const struct tn_name_slot *key) {
    for (size_t i = key->hash;; i++) {
        struct tn_name_slot *slot = slot_at(slots, size, i & (capacity - 1));
        if (!slot->text || (slot->hash == key->hash && slot->length == key->length &&
                            memcmp(slot->text, key->text, key->length) == 0))
            return slot;
    }
}

/* A table of twice the size with the same slots. Frees the old one. */
static void *larger_table(void *slots, size_t size, size_t *capacity) {
    size_t wanted = larger(*capacity, size);
    void *table = tn_allocate(wanted * size);
    for (size_t i = 0; i < *capacity; i++) {
        const struct tn_name_slot *slot = slot_at(slots, size, i);
        size_t at = slot->hash;
        if (!slot->text)
            continue;
        while (slot_at(table, size, at & (wanted - 1))->text)
            at++;
        memcpy(slot_at(table, size, at & (wanted - 1)), slot, size);
    }
    free(slots);
    *capacity = wanted;
    return table;
}

/* ------------------------------------------------------------------ interned names */

static const char *intern_new(struct tn_names *names, const struct tn_name_slot *key) {
    if (is_full(names->count, names->capacity))
        names->slots = larger_table(names->slots, sizeof *names->slots, &names->capacity);
    struct tn_name_slot *slot = slot_of(names->slots, sizeof *slot, names->capacity, key);
    *slot = *key;
    slot->text = tn_arena_text(names->arena, key->text, key->length);
    names->count++;
    return slot->text;
}

const char *tn_intern(struct tn_names *names, const char *text, size_t length) {
    struct tn_name_slot key = key_of((struct tn_slice){text, length});
    const struct tn_name_slot *slot =
        names->capacity ? slot_of(names->slots, sizeof *slot, names->capacity, &key) : NULL;
    if (slot && slot->text)
        return slot->text;
    /* A name ends at its first NUL: what follows could never be seen again. */
    const char *end = length ? memchr(text, '\0', length) : NULL;
    return end ? tn_intern(names, text, (size_t)(end - text)) : intern_new(names, &key);
}

void tn_names_free(struct tn_names *names) {
    free(names->slots);
    *names = (struct tn_names){.arena = names->arena};
}

/* ------------------------------------------------------------------ id -> pointer */

static struct tn_id_slot *id_slot(struct tn_id_slot *slots, size_t capacity, uint64_t id) {
    size_t i = tn_mix(id) & (capacity - 1);
    while (slots[i].id && slots[i].id != id)
        i = (i + 1) & (capacity - 1);
    return &slots[i];
}

void *tn_id_map_get(const struct tn_id_map *map, uint64_t id) {
    if (map->count == 0 || id == 0)
        return NULL;
    return id_slot(map->slots, map->capacity, id)->value;
}

static void grow_ids(struct tn_id_map *map, size_t count) {
    struct tn_id_map old = *map;
    while (is_full(count, map->capacity))
        map->capacity = larger(map->capacity, sizeof *map->slots);
    map->slots = tn_allocate(map->capacity * sizeof *map->slots);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.slots[i].id)
            *id_slot(map->slots, map->capacity, old.slots[i].id) = old.slots[i];
    free(old.slots);
}

void tn_id_map_put(struct tn_id_map *map, uint64_t id, void *value) {
    if (id == 0)
        return;
    if (is_full(map->count, map->capacity))
        grow_ids(map, map->count);
    struct tn_id_slot *slot = id_slot(map->slots, map->capacity, id);
    map->count += slot->id == 0;
    *slot = (struct tn_id_slot){id, value};
}

void tn_id_map_reserve(struct tn_id_map *map, size_t more) {
    if (is_full(map->count + more, map->capacity))
        grow_ids(map, map->count + more);
}

void tn_id_map_free(struct tn_id_map *map) {
    free(map->slots);
    *map = (struct tn_id_map){0};
}

/* ------------------------------------------------------------------ text -> pointer */

void *tn_text_map_get_slice(const struct tn_text_map *map, struct tn_slice key) {
    if (map->count == 0)
        return NULL;
    struct tn_name_slot name = key_of(key);
    struct tn_text_slot *slot = slot_of(map->slots, sizeof *slot, map->capacity, &name);
    return slot->value;
}

void *tn_text_map_get(const struct tn_text_map *map, const char *key) {
    return tn_text_map_get_slice(map, tn_slice_of(key));
}

void tn_text_map_put(struct tn_text_map *map, const char *key, void *value) {
    struct tn_name_slot name = key_of(tn_slice_of(key));
    if (is_full(map->count, map->capacity))
        map->slots = larger_table(map->slots, sizeof *map->slots, &map->capacity);
    struct tn_text_slot *slot = slot_of(map->slots, sizeof *slot, map->capacity, &name);
    map->count += !slot->name.text;
    if (!slot->name.text)
        slot->name = name;
    slot->value = value;
}

void tn_text_map_free(struct tn_text_map *map) {
    free(map->slots);
    *map = (struct tn_text_map){0};
}
