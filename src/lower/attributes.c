/*
 * The attributes of an entity by their names. Passes go from entity to entity: those of the one
 * asked for last are kept in a table, so that many expressions of a wide table cost no more than
 * their length. A hit is checked, as names may have changed since.
 */
#include "lower/lowering.h"

#include <string.h>

enum { FEW = 16 };

static const struct tn_attribute *search(const struct tn_entity *entity, const char *name,
                                         bool exact) {
    return exact ? tn_find_name(&entity->attributes, name)
                 : tn_find_name_folded(&entity->attributes, name);
}

static const char *folded(struct lowering *l, const char *name) {
    char *key = tn_arena_text(&l->arena, name, strlen(name));
    for (char *c = key; *c; c++)
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
    return key;
}

/* From the last to the first, so that of two that differ in letter case the first is found. */
static void learn(struct lowering *l, const struct tn_entity *entity) {
    lower_forget_attributes(l);
    l->known = entity;
    l->known_count = entity->attributes.count;
    for (struct tn_attribute *a = entity->attributes.last; a; a = a->prev) {
        tn_text_map_put(&l->exact, a->name, a);
        tn_text_map_put(&l->folded, folded(l, a->name), a);
    }
}

void lower_forget_attributes(struct lowering *l) {
    tn_text_map_free(&l->exact);
    tn_text_map_free(&l->folded);
    l->known = NULL;
}

const struct tn_attribute *lower_attribute(struct lowering *l, const struct tn_entity *entity,
                                           const char *name, bool exact) {
    if (entity->attributes.count <= FEW)
        return search(entity, name, exact);
    if (l->known != entity || l->known_count != entity->attributes.count)
        learn(l, entity);
    const struct tn_attribute *found =
        exact ? tn_text_map_get(&l->exact, name) : tn_text_map_get(&l->folded, folded(l, name));
    bool same = found && (exact ? strcmp(found->name, name) == 0 : tn_same_word(found->name, name));
    return same ? found : NULL;
}
