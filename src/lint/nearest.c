/*
 * Finding a name at a distance of one letter without comparing it with all names: two texts that
 * differ by one letter are equal after one is taken away from each, so each name is kept under all
 * its texts with one letter less (the idea of symmetric deletion, W. Garbe, 2012).
 */
#include "lint/nearest.h"
#include "tenon/design.h"

#include <string.h>

/* Longer names are not looked at closely. */
enum { LONGEST = 64 };

static const char *without(struct tn_lint *lint, const char *letters, size_t position) {
    size_t length = strlen(letters);
    char *rest = tn_arena_text(&lint->arena, letters, length);
    memmove(rest + position, rest + position + 1, length - position);
    return rest;
}

static void put_first(struct tn_text_map *map, const char *key, const char *name) {
    if (!tn_text_map_get(map, key))
        tn_text_map_put(map, key, (void *)name);
}

static const char *singular_letters(struct tn_lint *lint, const char *name) {
    return lint_letters(tn_singular(name, &lint->arena), &lint->arena);
}

void lint_nearest_add(struct tn_lint *lint, struct lint_nearest *nearest, const char *name) {
    const char *letters = singular_letters(lint, name);
    put_first(&nearest->by_rest, letters, name);
    size_t length = strlen(letters);
    for (size_t i = 0; i < length && length <= LONGEST; i++)
        put_first(&nearest->by_rest, without(lint, letters, i), name);
}

const char *lint_nearest_find(struct tn_lint *lint, const struct lint_nearest *nearest,
                              const char *name) {
    const char *letters = singular_letters(lint, name);
    size_t length = strlen(letters);
    const char *found = tn_text_map_get(&nearest->by_rest, letters);
    for (size_t i = 0; i < length && length <= LONGEST && length > 3 && !found; i++)
        found = tn_text_map_get(&nearest->by_rest, without(lint, letters, i));
    return found;
}

void lint_nearest_free(struct lint_nearest *nearest) {
    tn_text_map_free(&nearest->by_rest);
}

const char *lint_nearest_column(struct tn_lint *lint, const struct tn_entity *entity,
                                const char *name) {
    struct lint_nearest nearest = {0};
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        lint_nearest_add(lint, &nearest, a->name);
    const char *meant = lint_nearest_find(lint, &nearest, name);
    lint_nearest_free(&nearest);
    return meant;
}
