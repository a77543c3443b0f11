/*
 * Edits that several fixes make.
 */
#include "lint/fix.h"
#include "lint/access.h"
#include "tenon/design.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ renaming */

bool lint_name_is_free(const struct tn_object *object, const char *name) {
    const struct tn_list *list = tn_list_of(object->parent, object->kind);
    for (const struct tn_object *o = list->first; o; o = o->next)
        if (o != object && tn_same_word(o->name, name))
            return false;
    if (object->kind != TN_entity)
        return true;
    const struct tn_list *views = tn_list_of(object->parent, TN_view);
    return !tn_find_name_folded(views, name);
}

static bool mentions(const struct tn_model *model, const char *text,
                     const struct tn_object *object) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    if (object->kind == TN_attribute && !tn_sql_mentions(dialect, text, tn_entity_of(object)->name))
        return false;
    return tn_sql_mentions(dialect, text, object->name);
}

bool lint_blocked_by(const struct tn_object *object, const struct tn_object *by,
                     struct tn_error *error) {
    struct tn_buffer path = {0};
    tn_path(by, &path);
    tn_fail(error, "%s %s mentions %s: change both by hand", tn_kind_of(by)->name,
            tn_buffer_text(&path), object->name);
    tn_buffer_free(&path);
    return false;
}

static bool is_in_word(char c) {
    return isalnum((unsigned char)c) || c == '_' || (c & 0x80);
}

static bool has_word(const char *text, const char *word) {
    size_t length = strlen(word);
    for (const char *at = text; (at = tn_find_word(at, word)); at++)
        if ((at == text || !is_in_word(at[-1])) && !is_in_word(at[length]))
            return true;
    return false;
}

/* Its body may be a string, in which any word may be the name. */
static bool speaks_of(const struct tn_routine *routine, const struct tn_object *object) {
    if (!has_word(routine->definition, object->name))
        return false;
    const struct tn_entity *entity = tn_entity_of(object);
    if (object->kind != TN_attribute || has_word(routine->definition, entity->name))
        return true;
    /* the function of a trigger says NEW.total, and not of which table */
    for (struct tn_trigger *trigger = entity->triggers.first; trigger; trigger = trigger->next)
        if (has_word(trigger->definition, routine->name))
            return true;
    return false;
}

bool lint_nothing_writes(const struct tn_model *model, const struct tn_object *object,
                         struct tn_error *error) {
    TN_EACH_OF(model, routine, routine)
    if (speaks_of(routine, object))
        return lint_blocked_by(object, &routine->object, error);
    TN_EACH_OF(model, trigger, trigger)
    if (mentions(model, trigger->definition, object))
        return lint_blocked_by(object, &trigger->object, error);
    return true;
}

bool lint_nothing_mentions(const struct tn_model *model, const struct tn_object *object,
                           struct tn_error *error) {
    static const uint64_t named_in_texts =
        TN_IN(entity) | TN_IN(attribute) | TN_IN(view) | TN_IN(sequence) | TN_IN(type);
    if (!(named_in_texts >> object->kind & 1))
        return true;
    TN_EACH_OF(model, view, view)
    if (mentions(model, view->query, object))
        return lint_blocked_by(object, &view->object, error);
    return lint_nothing_writes(model, object, error);
}

bool lint_rename(struct tn_model *model, void *object, const char *name, struct tn_error *error) {
    const struct tn_object *renamed = object;
    if (strcmp(renamed->name, name) == 0)
        return true;
    if (!lint_name_is_free(renamed, name))
        return tn_fail(error, "%s cannot become %s: that name is taken", renamed->name, name);
    if (!lint_nothing_mentions(model, renamed, error))
        return false;
    struct tn_findings findings = {0};
    tn_sql_rename(model, object, name, &findings);
    tn_findings_free(&findings);
    return true;
}

/* ------------------------------------------------------------------ keys and indexes */

static bool is_plain_part(const struct tn_index_part *part, const void *attribute) {
    return part->attribute == attribute && !part->length && !*part->collation &&
           !*part->operator_class && !part->descending && !part->nulls;
}

static bool is_beginning_of(const struct tn_index *index, struct tn_refs attributes) {
    if (index->unique || *index->predicate || index->include.count || *index->method ||
        index->parts.count > attributes.count)
        return false;
    size_t i = 0;
    for (struct tn_index_part *part = index->parts.first; part; part = part->next)
        if (!is_plain_part(part, attributes.items[i++]))
            return false;
    return true;
}

/* A new index or key over several columns does the work of those over the first of them. */
static void drop_beginnings(struct tn_model *model, struct tn_entity *entity,
                            struct tn_refs attributes) {
    for (struct tn_index *index = entity->indexes.first, *next; index; index = next) {
        next = index->next;
        if (is_beginning_of(index, attributes))
            tn_design_delete(model, index);
    }
}

struct tn_index *lint_add_index(struct tn_model *model, struct tn_entity *entity,
                                struct tn_refs attributes) {
    drop_beginnings(model, entity, attributes);
    struct tn_index *index = tn_design_add(model, TN_index, entity, "");
    for (size_t i = 0; i < attributes.count; i++) {
        struct tn_index_part *part = tn_design_add(model, TN_index_part, index, "");
        tn_set_ref(model, part, TN_index_part_attribute, attributes.items[i]);
    }
    return index;
}

struct tn_key *lint_add_key(struct tn_model *model, struct tn_entity *entity,
                            struct tn_refs attributes, bool primary) {
    drop_beginnings(model, entity, attributes);
    struct tn_key *key = tn_design_add(model, TN_key, entity, "");
    tn_set_refs(model, key, TN_key_attributes, attributes);
    if (!primary)
        return key;
    tn_set_number(model, key, TN_key_primary, true);
    tn_design_place_after(model, key, NULL);
    for (size_t i = 0; i < attributes.count; i++)
        tn_set_number(model, attributes.items[i], TN_attribute_nullable, false);
    return key;
}

static const char *free_id_name(const struct tn_entity *entity, struct tn_arena *arena) {
    bool pascal = false;
    if (entity->attributes.first)
        pascal = lint_styles_of(((struct tn_attribute *)entity->attributes.first)->name) ==
                 1u << LINT_PASCAL;
    const char *name = pascal ? "Id" : "id";
    if (tn_find_name_folded(&entity->attributes, name))
        name = lint_join(tn_singular(entity->name, arena), name, arena);
    for (int number = 2; tn_find_name_folded(&entity->attributes, name); number++)
        name = tn_arena_format(arena, "id_%d", number);
    return name;
}

void lint_add_numbered_key(struct tn_model *model, struct tn_entity *entity) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct tn_arena arena = {0};
    struct tn_attribute *id =
        tn_design_add_after(model, TN_attribute, entity, free_id_name(entity, &arena), NULL);
    tn_arena_free(&arena);
    bool sqlite = dialect->id == TN_SQLITE;
    tn_set_text(model, id, TN_attribute_type, sqlite ? "INTEGER" : "bigint");
    tn_set_number(model, id, TN_attribute_nullable, false);
    if (lint_is_mysql(dialect))
        tn_set_number(model, id, TN_attribute_identity, TN_identity_auto_increment);
    else if (!sqlite)
        tn_set_number(model, id, TN_attribute_identity, TN_identity_by_default);
    struct tn_refs refs = {0};
    tn_refs_append(model, &refs, id);
    lint_add_key(model, entity, refs, true);
}

bool lint_is_indexed(const struct tn_model *model, const struct tn_entity *entity,
                     struct tn_refs attributes) {
    if (lint_is_mysql(tn_dialect_of(model)))
        return true;
    struct tn_lint scratch = {.model = model};
    struct lint_accesses accesses = lint_accesses_of(&scratch, entity);
    bool found = false;
    for (size_t i = 0; i < accesses.count && !found; i++)
        found = lint_leads_to(&accesses.items[i], attributes);
    tn_arena_free(&scratch.arena);
    return found;
}

static bool does_all_of(const struct lint_access *other, const struct lint_access *access) {
    if (other == access || !lint_begin_alike(other, access, access->count) ||
        !lint_holds_include(other, access))
        return false;
    if (access->unique)
        return other->unique && other->count == access->count;
    return other->count == access->count || access->btree;
}

bool lint_drop_superfluous(struct tn_model *model, struct tn_index *index) {
    struct tn_lint scratch = {.model = model};
    struct lint_accesses accesses = lint_accesses_of(&scratch, tn_entity_of(index));
    const struct lint_access *access = NULL;
    for (size_t i = 0; i < accesses.count; i++)
        if (accesses.items[i].index == index)
            access = &accesses.items[i];
    bool found = false;
    for (size_t i = 0; i < accesses.count && access; i++)
        found |= does_all_of(&accesses.items[i], access);
    tn_arena_free(&scratch.arena);
    if (found)
        tn_design_delete(model, index);
    return found;
}

void lint_drop_superseded(struct tn_model *model, struct tn_index *index) {
    struct tn_entity *entity = tn_entity_of(index);
    for (struct tn_index *other = entity->indexes.first, *next; other; other = next) {
        next = other->next;
        if (other != index && !other->unique)
            lint_drop_superfluous(model, other);
    }
}

/* ------------------------------------------------------------------ types */

void lint_copy_type(struct tn_model *model, struct tn_attribute *to,
                    const struct tn_attribute *from) {
    tn_set_text(model, to, TN_attribute_type, from->type);
    tn_set_ref(model, to, TN_attribute_named_type, from->named_type);
    tn_set_number(model, to, TN_attribute_dimensions, from->dimensions);
    tn_set_text(model, to, TN_attribute_charset, from->charset);
    tn_set_text(model, to, TN_attribute_collation, from->collation);
}

enum lint_style lint_column_style(const struct tn_entity *entity) {
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        unsigned styles = lint_styles_of(a->name);
        if (styles && !(styles & (styles - 1)))
            return (enum lint_style)__builtin_ctz(styles);
    }
    return LINT_SNAKE;
}

const char *lint_integer_type(const struct tn_dialect *dialect) {
    return lint_is_mysql(dialect) ? "int" : "integer";
}

/* ------------------------------------------------------------------ asking again */

struct lint_table *lint_look_again(struct tn_lint *lint, const struct tn_model *model,
                                   const void *object) {
    static const struct tn_lint_options defaults;
    lint_open(lint, model, &defaults);
    return tn_id_map_get(&lint->table_of, tn_entity_of(object)->id);
}
