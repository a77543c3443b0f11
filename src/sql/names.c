/*
 * The table of names: open addressing, filled to at most 0.6. Names are interned, so that equal
 * ones are one pointer. Does not fold: whoever asks has done that.
 */
#include "sql/names.h"

#include <stdlib.h>

static uint32_t hash_of(const void *parent, enum tn_kind kind, const char *name) {
    uint64_t key = (uint64_t)(uintptr_t)parent * 31 + kind;
    return (uint32_t)tn_mix(key * UINT64_C(0x9E3779B97F4A7C15) ^ (uint64_t)(uintptr_t)name);
}

static struct name_entry *entry_of(const struct name_table *table, const struct name_entry *key) {
    for (size_t i = key->hash;; i++) {
        struct name_entry *entry = &table->entries[i & (table->capacity - 1)];
        if (!entry->name ||
            (entry->name == key->name && entry->parent == key->parent && entry->kind == key->kind))
            return entry;
    }
}

static void grow(struct name_table *table) {
    struct name_table larger = {.capacity = table->capacity ? 2 * table->capacity : 256,
                                .count = table->count};
    larger.entries = tn_allocate(larger.capacity * sizeof *larger.entries);
    for (size_t i = 0; i < table->capacity; i++)
        if (table->entries[i].name)
            *entry_of(&larger, &table->entries[i]) = table->entries[i];
    free(table->entries);
    *table = larger;
}

struct tn_object *names_get(const struct name_table *table, const void *parent, enum tn_kind kind,
                            const char *name) {
    if (!table->capacity)
        return NULL;
    struct name_entry key = {parent, name, NULL, kind, hash_of(parent, kind, name)};
    return entry_of(table, &key)->object;
}

void names_put(struct name_table *table, const void *parent, enum tn_kind kind, const char *name,
               struct tn_object *object) {
    if ((table->count + 1) * 5 > table->capacity * 3)
        grow(table);
    struct name_entry made = {parent, name, object, kind, hash_of(parent, kind, name)};
    struct name_entry *entry = entry_of(table, &made);
    table->count += !entry->name;
    *entry = made;
}

void names_free(struct name_table *table) {
    free(table->entries);
    *table = (struct name_table){0};
}
