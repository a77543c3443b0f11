/*
 * Changes by the thing they happened to, and in words.
 */
#include "review/changes.h"

#include <string.h>

/* ------------------------------------------------------------------ groups */

/* The entity the object belongs to, or the object of the project or a namespace
 * that it is or stands below. */
static const struct tn_object *thing_of(const struct tn_object *object) {
    const struct tn_object *entity = (const struct tn_object *)tn_entity_of(object);
    if (entity || !object)
        return entity;
    while (object->parent && object->parent->kind != TN_project &&
           object->parent->kind != TN_namespace)
        object = object->parent;
    return object;
}

/* Both sides of the thing a change happened to. */
static void sides(const struct tn_diff *diff, const struct tn_change *change,
                  const struct tn_object **before, const struct tn_object **after) {
    *before = thing_of(change->before);
    *after = thing_of(change->after);
    if (!*before && *after)
        *before = tn_diff_before(diff, *after);
    if (!*after && *before)
        *after = tn_diff_after(diff, *before);
}

static enum tn_change_type group_type(const struct change_group *group) {
    return !group->before ? TN_ADDED : !group->after ? TN_REMOVED : TN_CHANGED;
}

bool next_group(const struct tn_diff *diff, size_t *at, struct change_group *group) {
    if (*at >= diff->changes.count)
        return false;
    *group = (struct change_group){.first = *at};
    sides(diff, &diff->changes.items[*at], &group->before, &group->after);
    for (; *at < diff->changes.count; ++*at, group->count++) {
        const struct tn_object *before, *after;
        sides(diff, &diff->changes.items[*at], &before, &after);
        if (before != group->before || after != group->after)
            break;
    }
    group->type = group_type(group);
    return true;
}

struct change_counts count_changes(const struct tn_diff *diff) {
    struct change_counts counts = {0};
    struct change_group group;
    for (size_t at = 0; next_group(diff, &at, &group);) {
        counts.added += group.type == TN_ADDED;
        counts.removed += group.type == TN_REMOVED;
        counts.changed += group.type == TN_CHANGED;
    }
    return counts;
}

/* ------------------------------------------------------------------ words */

const char *change_sign(enum tn_change_type type) {
    static const char *const signs[] = {"+", "-", "~"};
    return signs[type];
}

static void put_count(struct tn_buffer *out, size_t attributes) {
    tn_put_format(out, ", %zu attribute%s", attributes, attributes == 1 ? "" : "s");
}

/* What an attribute, key or foreign key is made of, so that one need not look
 * it up. */
static void put_substance(struct tn_buffer *out, const struct tn_object *object) {
    static const char *const telling[] = {"type",       "named_type",        "attributes", "target",
                                          "expression", "target_attributes", "values"};
    for (size_t i = 0; i < TN_LENGTH(telling); i++) {
        const struct tn_field *field = tn_field_find(object->kind, telling[i]);
        if (!field || tn_value_is_default(object, field))
            continue;
        bool list = field->type == TN_REFS || field->type == TN_TEXTS;
        tn_put(out, strcmp(field->name, "target") == 0 ? " → " : list ? " (" : " ");
        tn_value_print(field, tn_value_get(object, field), out);
        tn_put(out, list ? ")" : "");
    }
    if (object->kind == TN_attribute && !((const struct tn_attribute *)object)->nullable)
        tn_put(out, " not null");
    if (object->kind == TN_entity)
        put_count(out, ((const struct tn_entity *)object)->attributes.count);
}

static void put_value(struct tn_buffer *out, const struct tn_object *object,
                      const struct tn_field *field) {
    size_t start = out->length;
    tn_value_print(field, tn_value_get(object, field), out);
    if (out->length == start)
        tn_put(out, "(none)");
}

static void put_field_change(const struct tn_change *change, struct tn_buffer *out) {
    struct tn_arena arena = {0};
    tn_put_format(out, "%s: ", tn_field_title(change->field, &arena));
    put_value(out, change->before, change->field);
    tn_put(out, " → ");
    put_value(out, change->after, change->field);
    tn_arena_free(&arena);
}

/* Below its thing: an index part is told with its index. */
static void put_place(const struct change_group *group, const struct tn_object *object,
                      struct tn_buffer *out) {
    const struct tn_object *thing = group->after ? group->after : group->before;
    if (object == thing || object == group->before)
        return;
    if (object->parent && object->parent != group->after && object->parent != group->before &&
        object->parent->kind != TN_project)
        put_place(group, object->parent, out);
    tn_put_spaced(out, tn_kind_of(object)->name);
    tn_put_char(out, ' ');
    tn_put(out, tn_title(object));
    tn_put_char(out, ' ');
}

void describe_change(const struct tn_change *change, const struct change_group *group,
                     struct tn_buffer *out) {
    const struct tn_object *object = change->after ? change->after : change->before;
    size_t start = out->length;
    put_place(group, object, out);
    if (out->length > start) { /* the last blank is taken back */
        out->at[--out->length] = 0;
        tn_put(out, change->type == TN_CHANGED ? ": " : "");
    }
    if (change->type != TN_CHANGED)
        put_substance(out, object);
    else if (strcmp(change->field->name, "rank") == 0)
        tn_put(out, "order among its siblings");
    else
        put_field_change(change, out);
}

void describe_group(const struct change_group *group, struct tn_buffer *out) {
    const struct tn_object *thing = group->after ? group->after : group->before;
    tn_put_spaced(out, tn_kind_of(thing)->name);
    tn_put_char(out, ' ');
    tn_path(thing, out);
    if (group->before && group->after && strcmp(group->before->name, group->after->name) != 0)
        tn_put_format(out, " (was %s)", group->before->name);
}
