/*
 * Names of tables, columns, views, types and sequences across dialects: one that is too long is cut
 * and ends in a hash of the whole, and one that differs from another in letter case only, where
 * case does not count, gets its hash behind it. So a new name follows from the old one alone.
 * Constraints and indexes: names.c.
 */
#include "lower/lowering.h"
#include "sql/naming.h"

#include <string.h>

const char *lower_folded(struct lowering *l, const char *name) {
    char *text = tn_arena_text(&l->arena, name, strlen(name));
    for (char *c = text; *c; c++)
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
    return text;
}

static const char *key_of(struct lowering *l, const struct tn_object *parent, const char *name) {
    return tn_arena_format(&l->arena, "%llx %s", parent ? (unsigned long long)parent->id : 0ULL,
                           name);
}

void *lower_renamed(struct lowering *l, const struct tn_entity *entity, const char *name) {
    return l->renamed.count ? tn_text_map_get(&l->renamed, key_of(l, (const void *)entity, name))
                            : NULL;
}

void lower_remember_path(struct lowering *l, struct tn_object *object) {
    const char *path = tn_arena_format(&l->arena, "%s.%s", object->parent->name, object->name);
    if (object->kind == TN_entity || object->kind == TN_view)
        tn_text_map_put(&l->renamed, key_of(l, NULL, path), object);
}

/* What was called so before; children of an entity are looked up below it. */
static void rename_to(struct lowering *l, struct tn_object *object, const char *name,
                      const char *because) {
    const struct tn_object *scope = object->kind == TN_attribute ? object->parent : NULL;
    tn_text_map_put(&l->renamed, key_of(l, scope, object->name), object);
    lower_loss(l, TN_INFO, object, "its name %s, so it becomes %s", because, name);
    object->name = tn_text(l->model, name);
}

static void fit(struct lowering *l, struct tn_object *object) {
    const char *name = naming_shorten(object->name, l->to, &l->arena);
    if (strcmp(name, object->name) != 0)
        rename_to(l, object, name, "is too long");
}

/* taken: folded names of the siblings before it. */
static void tell_apart(struct lowering *l, struct tn_object *object, struct tn_text_map *taken) {
    const char *key = lower_folded(l, object->name);
    if (tn_text_map_get(taken, key)) {
        unsigned hash = (unsigned)tn_hash(object->name, strlen(object->name));
        const char *name = tn_arena_format(&l->arena, "%s_%08x", object->name, hash);
        rename_to(l, object, naming_shorten(name, l->to, &l->arena),
                  "differs from another in letter case only");
        key = lower_folded(l, object->name);
    }
    tn_text_map_put(taken, key, object);
}

static void fit_list(struct lowering *l, const struct tn_list *list, struct tn_text_map *taken) {
    for (struct tn_object *o = list->first; o; o = o->next) {
        fit(l, o);
        if (l->to->id != TN_POSTGRESQL) /* there, letter case counts */
            tell_apart(l, o, taken);
    }
}

static void fit_namespace(struct lowering *l, const void *parent) {
    static const enum tn_kind relations[] = {TN_entity, TN_view, TN_sequence};
    struct tn_text_map taken = {0};
    for (size_t i = 0; i < TN_LENGTH(relations); i++)
        fit_list(l, tn_list_of(parent, relations[i]), &taken);
    tn_text_map_free(&taken);
    for (struct tn_object *o = tn_list_of(parent, TN_type)->first; o; o = o->next)
        fit(l, o);
}

void lower_identifiers(struct lowering *l) {
    if (lower_same_language(l))
        return;
    fit_namespace(l, l->model->project);
    for (struct tn_namespace *n = l->model->project->namespaces.first; n; n = n->next)
        fit_namespace(l, n);
    TN_EACH_OF(l->model, entity, entity) {
        struct tn_text_map taken = {0};
        fit_list(l, &entity->attributes, &taken);
        tn_text_map_free(&taken);
    }
}
