/*
 * Owns the shapes of names: the first word that says what they are.
 */
#include "lint/rules/naming_shapes.h"

#include "tenon/design.h"

#include <string.h>

/* ------------------------------------------------------------------ names */

static const char *letters_in(struct tn_lint *lint, const char *letters, const char *name) {
    const char *part = lint_letters(name, &lint->arena);
    return *part && strstr(letters, part) ? part : NULL;
}

static const char *first_column(const struct tn_object *object) {
    const struct tn_object *found = NULL;
    if (object->kind == TN_key && ((const struct tn_key *)object)->attributes.count)
        found = ((const struct tn_key *)object)->attributes.items[0];
    if (object->kind == TN_relationship &&
        ((const struct tn_relationship *)object)->attributes.count)
        found = ((const struct tn_relationship *)object)->attributes.items[0];
    if (object->kind == TN_index) {
        const struct tn_index_part *part = ((const struct tn_index *)object)->parts.first;
        found = part && part->attribute ? &part->attribute->object : NULL;
    }
    return found ? found->name : "";
}

enum lint_sort lint_sort_of(const struct tn_object *object) {
    switch (object->kind) {
    case TN_relationship:
        return LINT_SORT_FOREIGN;
    case TN_check:
        return LINT_SORT_CHECK;
    case TN_index:
        return LINT_SORT_INDEX;
    default:
        return ((const struct tn_key *)object)->primary ? LINT_SORT_PRIMARY : LINT_SORT_UNIQUE;
    }
}

struct lint_given_name lint_given_name_of(struct tn_lint *lint, const struct lint_table *table,
                                          const struct tn_object *object) {
    const char *letters = lint_letters(object->name, &lint->arena);
    const char *part = letters_in(lint, letters, table->entity->name);
    if (!part)
        part = letters_in(lint, letters, tn_singular(table->entity->name, &lint->arena));
    return (struct lint_given_name){object, lint_sort_of(object), table, letters,
                                    part,   first_column(object)};
}

/* ------------------------------------------------------------------ shapes */

/* The first word that says what it is: fk, idx; {table} where there is none but the table's name;
 * "" for a name that says neither. */
static const char *shape_of(struct tn_lint *lint, const struct lint_given_name *named) {
    const char *at = named->object->name;
    struct tn_slice word;
    while (lint_next_word(&at, &word))
        if (lint_classes_of(&lint->vocabulary, word) & LINT_WORDS(marker))
            return lint_letters(tn_arena_text(&lint->arena, word.at, word.length), &lint->arena);
    return named->table_part ? "{table}" : "";
}

/* Indexes may all begin with a word that is no marker: by_created, by_status. */
static const char *first_word_of(struct tn_lint *lint, const struct lint_given_name *named) {
    struct tn_slice word = lint_first_word(named->object->name);
    return lint_letters(tn_arena_text(&lint->arena, word.at, word.length), &lint->arena);
}

static void count_shape(struct tn_lint *lint, const struct lint_given_name *named,
                        struct lint_shapes *shapes) {
    const char *shape = shape_of(lint, named);
    struct tn_text_map *counts = &shapes->counts[named->sort];
    uintptr_t count = (uintptr_t)tn_text_map_get(counts, shape) + 1;
    tn_text_map_put(counts, shape, (void *)count);
    shapes->all[named->sort]++;
    if (named->sort == LINT_SORT_INDEX) {
        const char *first = first_word_of(lint, named);
        uintptr_t before = (uintptr_t)tn_text_map_get(&shapes->first_words, first);
        tn_text_map_put(&shapes->first_words, first, (void *)(before + 1));
    }
    const char *chosen = shapes->chosen[named->sort];
    if (*shape && (!chosen || count > (uintptr_t)tn_text_map_get(counts, chosen)))
        shapes->chosen[named->sort] = shape;
}

static void count_list(struct tn_lint *lint, const struct lint_table *table,
                       const struct tn_list *list, struct lint_shapes *shapes) {
    for (const struct tn_object *o = list->first; o; o = o->next)
        if (*o->name) {
            struct lint_given_name named = lint_given_name_of(lint, table, o);
            count_shape(lint, &named, shapes);
        }
}

void lint_shapes_open(struct tn_lint *lint, bool indexes, struct lint_shapes *shapes) {
    *shapes = (struct lint_shapes){0};
    LINT_EACH_TABLE(lint, table) {
        const struct tn_entity *entity = table->entity;
        if (indexes) {
            count_list(lint, table, &entity->indexes, shapes);
            continue;
        }
        count_list(lint, table, &entity->keys, shapes);
        count_list(lint, table, &entity->relationships, shapes);
        count_list(lint, table, &entity->checks, shapes);
    }
    for (size_t i = 0; i < LINT_SORT_COUNT; i++) {
        const char *chosen = shapes->chosen[i];
        if (chosen && !lint_is_convention((uintptr_t)tn_text_map_get(&shapes->counts[i], chosen),
                                          shapes->all[i]))
            shapes->chosen[i] = NULL;
    }
}

void lint_shapes_close(struct lint_shapes *shapes) {
    for (size_t i = 0; i < LINT_SORT_COUNT; i++)
        tn_text_map_free(&shapes->counts[i]);
    tn_text_map_free(&shapes->first_words);
}

bool lint_fits_shapes(struct tn_lint *lint, const struct lint_shapes *shapes,
                      const struct lint_given_name *named) {
    if (named->sort == LINT_SORT_INDEX) {
        const char *first = first_word_of(lint, named);
        uintptr_t alike = (uintptr_t)tn_text_map_get(&shapes->first_words, first);
        if (alike > 3 && lint_is_convention(alike, shapes->all[LINT_SORT_INDEX]))
            return true;
    }
    const char *shape = shape_of(lint, named), *chosen = shapes->chosen[named->sort];
    return chosen ? strcmp(shape, chosen) == 0 : *shape != 0;
}
