/*
 * Which objects are siblings in a comparison. Invariant: the namespace that a dialect uses where
 * none is named (public, main) counts as no namespace, so that orders and public.orders match.
 */
#include "diff/comparison.h"

bool kind_counts(enum tn_kind kind) {
    const struct tn_kind_info *info = &tn_kinds[kind];
    for (size_t i = TN_FIELD_OWN; i < info->field_count; i++)
        if (info->fields[i].flags & TN_COUNTS)
            return true;
    return false;
}

bool kind_is_compared(const struct comparison *comparison, enum tn_kind kind) {
    return comparison->options.layout || kind_counts(kind);
}

static void append(const struct comparison *comparison, const struct tn_list *list,
                   struct objects *into) {
    if (into->count + list->count > into->capacity) {
        into->capacity = into->count + list->count;
        into->items = tn_reallocate(into->items, into->capacity * sizeof *into->items);
    }
    for (struct tn_object *object = list->first; object; object = object->next)
        if ((void *)object != comparison->own[BEFORE] && (void *)object != comparison->own[AFTER])
            into->items[into->count++] = object;
}

void gather(const struct comparison *comparison, enum side side, struct tn_object *parent,
            enum tn_kind kind, struct objects *into) {
    into->count = 0;
    append(comparison, tn_list_of(parent, kind), into);
    struct tn_namespace *own = comparison->own[side];
    struct tn_list *list = parent->kind == TN_project && own ? tn_list_of(own, kind) : NULL;
    if (list)
        append(comparison, list, into);
}

struct tn_object *scope_of(const struct comparison *comparison, enum side side,
                           const struct tn_object *object) {
    struct tn_object *parent = object->parent;
    return parent && (void *)parent == comparison->own[side] ? parent->parent : parent;
}
