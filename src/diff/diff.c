/*
 * Comparing two models: sets the comparison up, and lists what differs once the objects are
 * matched.
 */
#include "diff/comparison.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ beginning and end */

/* The namespace where a dialect puts what names none. */
static const char *const own_namespaces[TN_DIALECT_COUNT] = {
    [TN_POSTGRESQL] = "public",
    [TN_SQLITE] = "main",
};

static struct tn_namespace *own_namespace(const struct tn_model *model,
                                          const struct tn_dialect *dialect) {
    const char *name = own_namespaces[dialect->id];
    return name ? tn_find_name(&model->project->namespaces, name) : NULL;
}

void comparison_know_models(struct comparison *comparison, const struct tn_model *before,
                            const struct tn_model *after) {
    comparison->dialect = tn_dialect_of(before);
    comparison->folds = comparison->dialect->id != TN_POSTGRESQL;
    comparison->own[BEFORE] = own_namespace(before, comparison->dialect);
    comparison->own[AFTER] = own_namespace(after, comparison->dialect);
}

static size_t objects_in(const struct tn_model *model) {
    size_t count = 0;
    for (size_t kind = 0; kind < TN_KIND_COUNT; kind++)
        count += model->counts[kind];
    return count;
}

void comparison_begin(struct comparison *comparison, const struct tn_model *before,
                      const struct tn_model *after, const struct tn_diff_options *options) {
    comparison->diff = tn_allocate(sizeof *comparison->diff);
    comparison->diff->before = before;
    comparison->diff->after = after;
    if (options)
        comparison->options = *options;
    comparison_know_models(comparison, before, after);
    comparison->by_id = !comparison->options.by_name && tn_model_same_lineage(before, after);
    comparison->scratch = tn_model_new(0, 0);
    tn_id_map_reserve(&comparison->diff->matches, objects_in(before));
    tn_id_map_reserve(&comparison->diff->origins, objects_in(after));
    decisions_begin(comparison);
    comparison_match(comparison);
}

void comparison_end(struct comparison *comparison) {
    tn_id_map_free(&comparison->moved);
    tn_text_map_free(&comparison->decisions);
    tn_text_map_free(&comparison->types);
    tn_model_free(comparison->scratch);
    tn_arena_free(&comparison->arena);
}

/* ------------------------------------------------------------------ listing */

/* PostgreSQL: it is there in every database, whether a script says so or not. */
static bool is_always_there(const struct comparison *comparison, const struct tn_object *object) {
    return comparison->dialect->id == TN_POSTGRESQL && object->kind == TN_extension &&
           strcmp(object->name, "plpgsql") == 0;
}

static void note(struct comparison *comparison, struct tn_change change) {
    if (change.type != TN_CHANGED &&
        is_always_there(comparison, change.after ? change.after : change.before))
        return;
    TN_PUSH(&comparison->diff->changes, change);
}

/* The settings of two projects that have nothing to do with each other are no difference. */
static bool has_fields_to_compare(const struct comparison *comparison,
                                  const struct tn_object *object) {
    return object->kind != TN_project || comparison->by_id;
}

/* Most fields are numbers, or texts that are empty on both sides: a look tells. */
static bool says_the_same(const struct tn_field *field, const struct tn_object *before,
                          const struct tn_object *after) {
    const char *a = (const char *)before + field->offset, *b = (const char *)after + field->offset;
    switch (field->type) {
    case TN_TEXT:
        return strcmp(*(const char *const *)a, *(const char *const *)b) == 0;
    case TN_BOOL:
        return *(const bool *)a == *(const bool *)b;
    case TN_INT:
        return *(const int64_t *)a == *(const int64_t *)b;
    case TN_ENUM:
        return memcmp(a, b, sizeof(unsigned)) == 0;
    default:
        return false;
    }
}

static void list_fields(struct comparison *comparison, struct tn_object *before,
                        struct tn_object *after) {
    const struct tn_kind_info *info = tn_kind_of(after);
    if (!has_fields_to_compare(comparison, after))
        return;
    for (size_t i = 0; i < info->field_count; i++) {
        const struct tn_field *field = &info->fields[i];
        bool plain = i >= TN_FIELD_NAME && says_the_same(field, before, after);
        if (!plain && field_differs(comparison, field, before, after))
            note(comparison, (struct tn_change){TN_CHANGED, before, after, field});
    }
}

static void list_children(struct comparison *comparison, struct tn_object *before,
                          struct tn_object *after);

static void list_object(struct comparison *comparison, struct tn_object *after) {
    struct tn_object *before = tn_diff_before(comparison->diff, after);
    if (!before) {
        note(comparison, (struct tn_change){TN_ADDED, NULL, after, NULL});
        return;
    }
    list_fields(comparison, before, after);
    list_children(comparison, before, after);
}

static bool order_counts(const struct comparison *comparison, enum tn_kind kind) {
    return kind == TN_index_part || (kind == TN_attribute && comparison->options.order);
}

static void list_kind(struct comparison *comparison, struct tn_object *before,
                      struct tn_object *after, enum tn_kind kind) {
    struct objects old = {0}, new = {0};
    gather(comparison, AFTER, after, kind, &new);
    if (order_counts(comparison, kind)) {
        gather(comparison, BEFORE, before, kind, &old);
        comparison_find_moved(comparison, &old, &new);
    }
    for (size_t i = 0; i < new.count; i++)
        list_object(comparison, new.items[i]);
    free(old.items);
    free(new.items);
}

static void list_removed(struct comparison *comparison, struct tn_object *before,
                         enum tn_kind kind) {
    struct objects old = {0};
    gather(comparison, BEFORE, before, kind, &old);
    for (size_t i = 0; i < old.count; i++)
        if (!tn_diff_after(comparison->diff, old.items[i]))
            note(comparison, (struct tn_change){TN_REMOVED, old.items[i], NULL, NULL});
    free(old.items);
}

static void list_children(struct comparison *comparison, struct tn_object *before,
                          struct tn_object *after) {
    const struct tn_kind_info *info = tn_kind_of(after);
    for (size_t i = 0; i < info->list_count; i++)
        if (kind_is_compared(comparison, info->lists[i].kind))
            list_kind(comparison, before, after, info->lists[i].kind);
    for (size_t i = 0; i < info->list_count; i++)
        if (kind_is_compared(comparison, info->lists[i].kind))
            list_removed(comparison, before, info->lists[i].kind);
}

/* ------------------------------------------------------------------ the public face */

struct tn_diff *tn_diff_new(const struct tn_model *before, const struct tn_model *after,
                            const struct tn_diff_options *options) {
    struct comparison comparison = {0};
    comparison_begin(&comparison, before, after, options);
    comparison_find_moves(&comparison);
    list_object(&comparison, &after->project->object);
    comparison_end(&comparison);
    return comparison.diff;
}

void tn_diff_free(struct tn_diff *diff) {
    if (!diff)
        return;
    tn_id_map_free(&diff->matches);
    tn_id_map_free(&diff->origins);
    free(diff->changes.items);
    free(diff->likenesses.items);
    free(diff->value_renames.items);
    free(diff->value_moves.items);
    tn_arena_free(&diff->arena);
    free(diff);
}

struct tn_object *tn_diff_after(const struct tn_diff *diff, const void *before) {
    return tn_id_map_get(&diff->matches, ((const struct tn_object *)before)->id);
}

struct tn_object *tn_diff_before(const struct tn_diff *diff, const void *after) {
    return tn_id_map_get(&diff->origins, ((const struct tn_object *)after)->id);
}
