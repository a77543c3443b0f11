/*
 * The table of names: open addressing, never more than half full. Names are interned, so that equal
 * ones are one pointer. Does not fold: whoever asks has done that.
 */
#include "sql/names.h"

#include <stdlib.h>

static size_t slot_of(const struct name_table *table, const void *parent, enum tn_kind kind,
                      const char *name) {
    uint64_t key = tn_mix((uint64_t)(uintptr_t)parent * 31 + kind) ^ (uint64_t)(uintptr_t)name;
    size_t slot = (size_t)tn_mix(key) & (table->capacity - 1);
    for (;; slot = (slot + 1) & (table->capacity - 1)) {
        const struct name_entry *entry = &table->entries[slot];
        if (!entry->name || (entry->name == name && entry->parent == parent && entry->kind == kind))
            return slot;
    }
}

static void grow(struct name_table *table) {
    struct name_table larger = {.capacity = table->capacity ? 2 * table->capacity : 256,
                                .count = table->count};
    larger.entries = tn_allocate(larger.capacity * sizeof *larger.entries);
    for (size_t i = 0; i < table->capacity; i++) {
        const struct name_entry *entry = &table->entries[i];
        if (entry->name)
            larger.entries[slot_of(&larger, entry->parent, entry->kind, entry->name)] = *entry;
    }
    free(table->entries);
    *table = larger;
}

struct tn_object *names_get(const struct name_table *table, const void *parent, enum tn_kind kind,
                            const char *name) {
    if (!table->capacity)
        return NULL;
    return table->entries[slot_of(table, parent, kind, name)].object;
}

void names_put(struct name_table *table, const void *parent, enum tn_kind kind, const char *name,
               struct tn_object *object) {
    if (2 * (table->count + 1) > table->capacity)
        grow(table);
    struct name_entry *entry = &table->entries[slot_of(table, parent, kind, name)];
    table->count += !entry->name;
    *entry = (struct name_entry){parent, name, object, kind};
}

void names_free(struct name_table *table) {
    free(table->entries);
    *table = (struct name_table){0};
}
