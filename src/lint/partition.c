/*
 * Reading PARTITION BY, and edits on what it asks for.
 */
#include "lint/partition.h"

#include "lint/expression.h"
#include "tenon/design.h"

#include <string.h>

/* ------------------------------------------------------------------ reading */

static bool is_word(const struct lint_expression *e, size_t place, const char *word) {
    return place < e->count && token_is_word(&e->tokens[place], word);
}

static enum lint_division division_of(const struct lint_expression *e, size_t place) {
    return is_word(e, place, "range")                              ? LINT_BY_RANGE
           : is_word(e, place, "list")                             ? LINT_BY_LIST
           : is_word(e, place, "hash") || is_word(e, place, "key") ? LINT_BY_HASH
                                                                   : LINT_BY_OTHER;
}

static struct tn_attribute *attribute_named(const struct tn_entity *entity,
                                            const struct token *token,
                                            const struct tn_dialect *dialect) {
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (token_is_name(token) && token_is_named(token, dialect->id, a->name))
            return a;
    return NULL;
}

/* Between the brackets. */
static void read_columns(const struct lint_expression *e, size_t from, size_t to,
                         const struct tn_entity *entity, struct lint_partitioning *partitioning) {
    for (size_t at = from; at < to; at++) {
        struct tn_attribute *found = attribute_named(entity, &e->tokens[at], e->dialect);
        if (found && !tn_refs_have(partitioning->columns, found))
            partitioning->columns.items[partitioning->columns.count++] = &found->object;
        partitioning->computed |= !found && !token_is_symbol(&e->tokens[at], ',');
    }
}

bool lint_partitioning_of(const struct tn_dialect *dialect, const struct tn_entity *entity,
                          struct tn_arena *arena, struct lint_partitioning *partitioning) {
    if (!*entity->partition_by)
        return false;
    struct lint_expression e =
        lint_expression_read(dialect, tn_slice_of(entity->partition_by), arena);
    size_t at = is_word(&e, 0, "linear") ? 1 : 0;
    *partitioning = (struct lint_partitioning){.division = division_of(&e, at), .parts = ""};
    partitioning->columns.items = tn_arena_allocate(arena, (entity->attributes.count + 1) *
                                                               sizeof *partitioning->columns.items);
    while (at < e.count && !token_is_symbol(&e.tokens[at], '('))
        at++;
    size_t end = at < e.count ? e.match[at] : at;
    read_columns(&e, at + 1, end, entity, partitioning);
    const struct tn_key *primary = tn_primary_key(entity);
    if (partitioning->division == LINT_BY_HASH && !partitioning->columns.count &&
        !partitioning->computed && primary)
        partitioning->columns = primary->attributes; /* KEY() */
    if (end + 1 < e.count)
        partitioning->parts = e.tokens[end + 1].at;
    return true;
}

/* ------------------------------------------------------------------ keys */

static bool key_has(const struct tn_object *key, const struct tn_object *column) {
    if (key->kind == TN_key)
        return tn_refs_have(((const struct tn_key *)key)->attributes, column);
    const struct tn_index *index = (const void *)key;
    for (struct tn_index_part *part = index->parts.first; part; part = part->next)
        if (part->attribute && &part->attribute->object == column)
            return true;
    return false;
}

struct tn_refs lint_missing_in_key(const struct tn_object *key, struct tn_refs columns,
                                   struct tn_arena *arena) {
    struct tn_refs missing = {0};
    for (size_t i = 0; i < columns.count; i++) {
        if (key_has(key, columns.items[i]))
            continue;
        if (!missing.items)
            missing.items = tn_arena_allocate(arena, columns.count * sizeof *missing.items);
        missing.items[missing.count++] = columns.items[i];
    }
    return missing;
}

static const struct tn_relationship *reference_to(const struct tn_model *model,
                                                  const struct tn_key *key) {
    TN_EACH_OF(model, relationship, r)
    if (r->target == tn_entity_of(key) &&
        tn_refs_same_set(tn_relationship_target_attributes(r), key->attributes))
        return r;
    return NULL;
}

static bool all_within(struct tn_refs inner, struct tn_refs outer) {
    for (size_t i = 0; i < inner.count; i++)
        if (!tn_refs_have(outer, inner.items[i]))
            return false;
    return true;
}

/* Would the key, of these columns, follow from another one? */
static bool is_implied(const struct tn_key *key, struct tn_refs columns) {
    const struct tn_entity *entity = tn_entity_of(key);
    for (struct tn_key *other = entity->keys.first; other && !key->primary; other = other->next)
        if (other != key && all_within(other->attributes, columns))
            return true;
    return false;
}

static bool extend(struct tn_model *model, struct tn_key *key, struct tn_refs columns,
                   struct tn_error *error) {
    const struct tn_relationship *by = reference_to(model, key);
    struct tn_attribute *first = (void *)key->attributes.items[0];
    if (by)
        return tn_fail(error, "%s refers to the key as it is: it would have to refer to %s too",
                       tn_entity_of(by)->name, columns.items[0]->name);
    if (tn_dialect_of(model)->id == TN_SQLITE && first->identity)
        return tn_fail(error, "SQLite numbers %s only as long as it is the key alone", first->name);
    struct tn_refs all = {0};
    for (size_t i = 0; i < key->attributes.count; i++)
        tn_refs_append(model, &all, key->attributes.items[i]);
    for (size_t i = 0; i < columns.count; i++) {
        tn_refs_append(model, &all, columns.items[i]);
        if (key->primary)
            tn_set_number(model, columns.items[i], TN_attribute_nullable, false);
    }
    if (is_implied(key, all))
        tn_design_delete(model, key);
    else
        tn_set_refs(model, key, TN_key_attributes, all);
    return true;
}

bool lint_extend_key(struct tn_model *model, struct tn_object *key, struct tn_refs columns,
                     struct tn_error *error) {
    if (key->kind == TN_key)
        return extend(model, (struct tn_key *)key, columns, error);
    for (size_t i = 0; i < columns.count; i++) {
        struct tn_index_part *part = tn_design_add(model, TN_index_part, key, "");
        tn_set_ref(model, part, TN_index_part_attribute, columns.items[i]);
    }
    return true;
}

/* ------------------------------------------------------------------ partitions */

static void copy_attribute(struct tn_model *model, struct tn_entity *to,
                           const struct tn_attribute *from) {
    const struct tn_kind_info *info = &tn_kinds[TN_attribute];
    struct tn_attribute *made = tn_design_add(model, TN_attribute, to, from->name);
    for (unsigned i = TN_FIELD_OWN; i < info->field_count; i++)
        if (i != TN_attribute_identity && i != TN_attribute_identity_options)
            tn_set(model, made, i, tn_value_get(&from->object, &info->fields[i]));
}

static bool has_default_partition(const struct tn_model *model, const struct tn_entity *whole) {
    TN_EACH_OF(model, entity, entity)
    if (entity->partition_of == whole && tn_same_word(entity->partition_bound, "default"))
        return true;
    return false;
}

static const char *free_partition_name(const struct tn_entity *entity, struct tn_arena *arena) {
    const struct tn_list *siblings = tn_list_of(entity->parent, TN_entity);
    const struct tn_list *views = tn_list_of(entity->parent, TN_view);
    const char *name = tn_arena_format(arena, "%s_default", entity->name);
    for (int number = 2; tn_find_name_folded(siblings, name) || tn_find_name_folded(views, name);
         number++)
        name = tn_arena_format(arena, "%s_default_%d", entity->name, number);
    return name;
}

void lint_add_default_partition(struct tn_model *model, struct tn_entity *entity) {
    struct tn_arena arena = {0};
    if (has_default_partition(model, entity))
        return;
    struct tn_entity *made =
        tn_design_add(model, TN_entity, entity->parent, free_partition_name(entity, &arena));
    tn_set_ref(model, made, TN_entity_partition_of, entity);
    tn_set_text(model, made, TN_entity_partition_bound, "DEFAULT");
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        copy_attribute(model, made, a);
    tn_arena_free(&arena);
}

const struct lint_column *lint_time_column(const struct lint_table *table) {
    const struct lint_column *found = NULL;
    LINT_EACH_COLUMN(table, column) {
        bool moment = column->family == LINT_TIMESTAMP || column->family == LINT_DATE;
        if (moment && !column->attribute->nullable &&
            (!found || (found->family == LINT_DATE && column->family == LINT_TIMESTAMP)))
            found = column;
    }
    return found;
}
