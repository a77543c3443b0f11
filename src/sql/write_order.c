/*
 * The order of types and of statements kept as text, by the names they mention.
 */
#include "sql/write_order.h"

#include "sql/write_graph.h"
#include "sql/write_mention.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ lists of objects */

struct objects {
    TN_VECTOR(struct tn_object *) list;
};

static struct tn_refs in_order(const struct objects *objects, const size_t *order,
                               struct tn_arena *arena) {
    struct tn_refs refs = {.count = objects->list.count};
    refs.items = tn_arena_allocate(arena, (refs.count + 1) * sizeof *refs.items);
    for (size_t i = 0; i < refs.count; i++)
        refs.items[i] = objects->list.items[order[i]];
    return refs;
}

static void need(void *graph, size_t thing) {
    write_graph_need(graph, thing);
}

/* ------------------------------------------------------------------ types */

static void collect_types(const struct tn_model *model, bool enumerations, struct objects *types) {
    TN_EACH_OF(model, type, type)
    if ((type->variety == TN_variety_enumeration) == enumerations)
        TN_PUSH(&types->list, &type->object);
}

struct tn_refs write_type_order(const struct tn_model *model, struct tn_arena *arena) {
    struct objects types = {0};
    struct write_names names = {0};
    struct write_graph graph = {0};
    struct write_search search = {
        .names = &names, .dialect = tn_dialect_of(model), .found = need, .context = &graph};
    collect_types(model, true, &types);
    collect_types(model, false, &types);
    for (size_t i = 0; i < types.list.count; i++)
        write_names_put(&names, types.list.items[i]->name, i);
    for (size_t i = 0; i < types.list.count; i++) {
        const struct tn_type *type = (void *)types.list.items[i];
        write_graph_next(&graph);
        write_find_mentions(&search, type->base);
        write_find_mentions(&search, type->definition);
    }
    size_t *order = write_graph_order(&graph);
    struct tn_refs refs = in_order(&types, order, arena);
    free(order);
    free(types.list.items);
    write_names_free(&names);
    write_graph_free(&graph);
    return refs;
}

/* ------------------------------------------------------------------ statements kept as text */

struct statement {
    struct tn_object *object;
    int64_t position; /* in the source; objects made by hand come last */
    size_t number;    /* among all, in document order */
    bool early;
};

struct statements {
    TN_VECTOR(struct statement) list;
    struct write_names routines; /* and views: what others may need before them */
    const struct tn_dialect *dialect;
    bool by_hand; /* some have no position */
};

static int64_t number_of(const struct tn_object *object, const char *name) {
    return tn_value_get(object, tn_field_find(object->kind, name)).number;
}

static const char *text_of(const struct tn_object *object) {
    if (object->kind == TN_view)
        return ((const struct tn_view *)object)->query;
    return tn_value_get(object, tn_field_find(object->kind, "definition")).text;
}

static void collect_statements(const struct tn_model *model, struct statements *all) {
    static const enum tn_kind kinds[] = {TN_routine, TN_view, TN_raw, TN_trigger};
    for (size_t k = 0; k < TN_LENGTH(kinds); k++)
        for (struct tn_object *o = tn_next(model, kinds[k], NULL); o;
             o = tn_next(model, kinds[k], o)) {
            int64_t position = number_of(o, "position");
            struct statement made = {o, position ? position : INT64_MAX, all->list.count,
                                     o->kind == TN_raw && number_of(o, "early")};
            all->by_hand |= position == 0;
            TN_PUSH(&all->list, made);
        }
}

static int compare_positions(const void *a, const void *b) {
    const struct statement *left = a, *right = b;
    if (left->position != right->position)
        return left->position < right->position ? -1 : 1;
    return left->number < right->number ? -1 : left->number > right->number;
}

static void sort_statements(struct statements *all) {
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
static bool is_sql_routine(const struct tn_object *object) {
    if (object->kind != TN_routine)
        return false;
    const char *definition = ((const struct tn_routine *)object)->definition;
    return tn_find_word(definition, "language sql") || tn_find_word(definition, "language 'sql'");
}

/* ------------------------------------------------------------------ which of them are early */

struct calling {
    struct statements *all;
    TN_VECTOR(size_t) open; /* marked, and yet to be looked into */
};

static void mark_early(void *context, size_t number) {
    struct calling *calling = context;
    struct statement *statement = &calling->all->list.items[number];
    if (statement->early || statement->object->kind != TN_routine)
        return;
    statement->early = true;
    TN_PUSH(&calling->open, number);
}

static void search_entity(const struct write_search *search, const struct tn_entity *entity) {
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        write_find_mentions(search, a->default_value);
        write_find_mentions(search, a->generated);
    }
    for (const struct tn_check *check = entity->checks.first; check; check = check->next)
        write_find_mentions(search, check->expression);
    for (const struct tn_index *index = entity->indexes.first; index; index = index->next) {
        write_find_mentions(search, index->predicate);
        for (const struct tn_index_part *p = index->parts.first; p; p = p->next)
            write_find_mentions(search, p->expression);
    }
    for (const struct tn_exclusion *x = entity->exclusions.first; x; x = x->next)
        for (const struct tn_index_part *p = x->parts.first; p; p = p->next)
            write_find_mentions(search, p->expression);
}

static void search_types(const struct write_search *search, const struct tn_model *model) {
    TN_EACH_OF(model, type, type) {
        write_find_mentions(search, type->default_value);
        for (const struct tn_check *check = type->checks.first; check; check = check->next)
            write_find_mentions(search, check->expression);
    }
}

static void mark_all_early(const struct tn_model *model, struct statements *all) {
    struct calling calling = {.all = all};
    struct write_search search = {&all->routines, all->dialect, false, mark_early, &calling};
    TN_EACH_OF(model, entity, entity)
    search_entity(&search, entity);
    search_types(&search, model);
    for (size_t i = 0; i < all->list.count; i++)
        if (all->list.items[i].early)
            write_find_mentions(&search, text_of(all->list.items[i].object));
    while (calling.open.count) {
        const struct tn_object *object =
            all->list.items[calling.open.items[--calling.open.count]].object;
        search.strings = is_sql_routine(object);
        write_find_mentions(&search, text_of(object));
    }
    free(calling.open.items);
}

/* ------------------------------------------------------------------ their order */

struct needing {
    const struct statements *all;
    struct write_graph *graph;
    size_t who;
    bool certain; /* the text tells better than the position */
};

/* A routine names itself, and with that its overloads: that tells nothing of their order. */
static void need_statement(void *context, size_t number) {
    struct needing *needing = context;
    const struct statement *needed = &needing->all->list.items[number];
    const struct statement *who = &needing->all->list.items[needing->who];
    if (who->object->kind == needed->object->kind && who->object->name == needed->object->name)
        return;
    if (needing->certain || needed->position == INT64_MAX)
        write_graph_need(needing->graph, number);
}

static void add_needs(struct needing *needing) {
    const struct statements *all = needing->all;
    const struct statement *statement = &all->list.items[needing->who];
    bool sql = is_sql_routine(statement->object);
    needing->certain = sql || statement->position == INT64_MAX;
    if (!needing->certain && !all->by_hand)
        return;
    struct write_search search = {&all->routines, all->dialect, sql, need_statement, needing};
    write_find_mentions(&search, text_of(statement->object));
}

static struct tn_refs pick(const struct statements *all, const size_t *order, bool early,
                           struct tn_arena *arena) {
    struct tn_refs refs = {0};
    refs.items = tn_arena_allocate(arena, (all->list.count + 1) * sizeof *refs.items);
    for (size_t i = 0; i < all->list.count; i++)
        if (all->list.items[order[i]].early == early)
            refs.items[refs.count++] = all->list.items[order[i]].object;
    return refs;
}

struct write_statements write_statement_order(const struct tn_model *model,
                                              struct tn_arena *arena) {
    struct statements all = {.dialect = tn_dialect_of(model)};
    struct write_graph graph = {0};
    struct needing needing = {.all = &all, .graph = &graph};
    collect_statements(model, &all);
    sort_statements(&all);
    mark_all_early(model, &all);
    for (; needing.who < all.list.count; needing.who++) {
        write_graph_next(&graph);
        add_needs(&needing);
    }
    size_t *order = write_graph_order(&graph);
    struct write_statements result = {pick(&all, order, true, arena),
                                      pick(&all, order, false, arena)};
    free(order);
    free(all.list.items);
    write_names_free(&all.routines);
    write_graph_free(&graph);
    return result;
}
