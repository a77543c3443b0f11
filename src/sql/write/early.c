/*
 * The statements of a script that are kept as text, in the order of the source, and which of them
 * must stand before the tables.
 */
#include "sql/write/early.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ statements kept as text */

static int64_t number_of(const struct tn_object *object, const char *name) {
    return tn_value_get(object, tn_field_find(object->kind, name)).number;
}

static void collect_statements(const struct tn_model *model, struct write_statements *all) {
    static const enum tn_kind kinds[] = {TN_routine, TN_view, TN_raw, TN_trigger};
    for (size_t k = 0; k < TN_LENGTH(kinds); k++)
        for (struct tn_object *o = tn_next(model, kinds[k], NULL); o;
             o = tn_next(model, kinds[k], o)) {
            int64_t position = number_of(o, "position");
            struct write_statement made = {o, position ? position : INT64_MAX, all->list.count,
                                           o->kind == TN_raw && number_of(o, "early")};
            TN_PUSH(&all->list, made);
        }
}

static int compare_positions(const void *a, const void *b) {
    const struct write_statement *left = a, *right = b;
    if (left->position != right->position)
        return left->position < right->position ? -1 : 1;
    return left->number < right->number ? -1 : left->number > right->number;
}

static void sort_statements(struct write_statements *all) {
    if (all->list.count)
        qsort(all->list.items, all->list.count, sizeof *all->list.items, compare_positions);
    for (size_t i = 0; i < all->list.count; i++) {
        const struct tn_object *object = all->list.items[i].object;
        if (object->kind == TN_routine || object->kind == TN_view)
            write_names_put(&all->routines, object->name, i);
    }
}

/* The server reads the body of such a routine when it is made; that of others when it first runs.
 */
bool write_is_sql_routine(const struct tn_object *object) {
    if (object->kind != TN_routine)
        return false;
    const char *definition = ((const struct tn_routine *)object)->definition;
    return tn_find_word(definition, "language sql") || tn_find_word(definition, "language 'sql'");
}

/* ------------------------------------------------------------------ which of them are early */

struct calling {
    struct write_statements *all;
    TN_VECTOR(size_t) open; /* marked, and yet to be looked into */
};

static void mark_early(void *context, size_t number) {
    struct calling *calling = context;
    struct write_statement *statement = &calling->all->list.items[number];
    if (statement->early || statement->object->kind != TN_routine)
        return;
    statement->early = true;
    TN_PUSH(&calling->open, number);
}

void write_search_attributes(const struct write_search *search, const struct tn_entity *entity) {
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        write_find_mentions(search, a->default_value);
        write_find_mentions(search, a->generated);
    }
}

void write_search_indexes(const struct write_search *search, const struct tn_entity *entity) {
    for (const struct tn_index *index = entity->indexes.first; index; index = index->next) {
        write_find_mentions(search, index->predicate);
        for (const struct tn_index_part *p = index->parts.first; p; p = p->next)
            write_find_mentions(search, p->expression);
    }
    for (const struct tn_exclusion *x = entity->exclusions.first; x; x = x->next)
        for (const struct tn_index_part *p = x->parts.first; p; p = p->next)
            write_find_mentions(search, p->expression);
}

static void search_entity(const struct write_search *search, const struct tn_entity *entity) {
    write_search_attributes(search, entity);
    for (const struct tn_check *check = entity->checks.first; check; check = check->next)
        write_find_mentions(search, check->expression);
    write_search_indexes(search, entity);
}

static void search_types(const struct write_search *search, const struct tn_model *model) {
    TN_EACH_OF(model, type, type) {
        write_find_mentions(search, type->default_value);
        for (const struct tn_check *check = type->checks.first; check; check = check->next)
            write_find_mentions(search, check->expression);
    }
}

static void mark_all_early(const struct tn_model *model, struct write_statements *all) {
    struct calling calling = {.all = all};
    struct write_search search = {&all->routines, all->dialect, WRITE_NAMES, mark_early, &calling};
    TN_EACH_OF(model, entity, entity)
    search_entity(&search, entity);
    search_types(&search, model);
    for (size_t i = 0; i < all->list.count; i++)
        if (all->list.items[i].early)
            write_find_mentions(&search, tn_kept_text(all->list.items[i].object));
    while (calling.open.count) {
        const struct tn_object *object =
            all->list.items[calling.open.items[--calling.open.count]].object;
        search.where = write_is_sql_routine(object) ? WRITE_STRINGS : WRITE_NAMES;
        write_find_mentions(&search, tn_kept_text(object));
    }
    free(calling.open.items);
}

/* ------------------------------------------------------------------ all of it */

void write_collect_statements(const struct tn_model *model, struct write_statements *all) {
    all->dialect = tn_dialect_of(model);
    collect_statements(model, all);
    sort_statements(all);
    mark_all_early(model, all);
}

void write_statements_free(struct write_statements *all) {
    free(all->list.items);
    write_names_free(&all->routines);
}
