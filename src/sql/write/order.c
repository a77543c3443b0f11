/*
 * The order of a script, from the names that its objects mention.
 */
#include "sql/write/order.h"

#include "sql/write/early.h"
#include "sql/write/graph.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ all things with a place */

/* Things are numbered as they would stand by themselves. */
struct ordering {
    const struct tn_model *model;
    const struct tn_dialect *dialect;
    struct write_statements statements;
    TN_VECTOR(struct tn_object *) things;
    size_t tables, late;      /* numbers of the first table and of the first late statement */
    struct tn_id_map places;  /* id -> number + 1, of types and entities */
    struct write_names types; /* types, entities and views: what can be a type */
    struct write_names calls; /* routines: what an expression can call */
    struct write_names all;   /* all of those, and sequences */
    struct write_names shells, bases; /* is_shell(), is_base() */
    size_t
        operators; /* number of the last one + 1: they have no names, each needs the one before */
    struct tn_id_map known; /* interned text of a type that names nothing of ours */
    struct tn_id_map reads; /* early routine and entity -> the routine needs the entity */
    struct tn_refs late_checks;
    struct tn_arena *arena;
    struct write_graph graph;
};

static void add_thing(struct ordering *o, struct tn_object *object) {
    TN_PUSH(&o->things, object);
    tn_id_map_put(&o->places, object->id, (void *)(uintptr_t)o->things.count);
}

static void add_types(struct ordering *o, bool enumerations) {
    TN_EACH_OF(o->model, type, type)
    if ((type->variety == TN_variety_enumeration) == enumerations)
        add_thing(o, &type->object);
}

static void add_statements(struct ordering *o, bool early) {
    for (size_t i = 0; i < o->statements.list.count; i++)
        if (o->statements.list.items[i].early == early)
            add_thing(o, o->statements.list.items[i].object);
}

static void add_things(struct ordering *o) {
    add_types(o, true);
    add_types(o, false);
    TN_EACH_OF(o->model, sequence, sequence)
    add_thing(o, &sequence->object);
    add_statements(o, true);
    o->tables = o->things.count;
    TN_EACH_OF(o->model, entity, entity)
    add_thing(o, &entity->object);
    o->late = o->things.count;
    add_statements(o, false);
}

static bool is_type(const struct tn_object *object) {
    return object->kind == TN_type || object->kind == TN_entity || object->kind == TN_view;
}

/* CREATE TYPE name; comes before the functions that CREATE TYPE name (…) needs. */
static bool is_shell(const struct tn_object *object) {
    return object->kind == TN_raw &&
           strcmp(((const struct tn_raw *)object)->statement, "CREATE TYPE") == 0 &&
           !strchr(tn_kept_text(object), '(');
}

/* A base type, an operator class, a collation: types may be made of it. */
static bool is_base(const struct ordering *o, const struct tn_object *object, size_t number) {
    return object->kind == TN_raw && number < o->tables && !is_shell(object) &&
           tn_starts_with(((const struct tn_raw *)object)->statement, "CREATE");
}

/* Only where a text could mention them: most schemas are tables alone. */
static void name_things(struct ordering *o) {
    bool texts = o->statements.list.count || o->tables;
    for (size_t i = 0; texts && i < o->things.count; i++) {
        const struct tn_object *object = o->things.items[i];
        if (is_type(object))
            write_names_put(&o->types, object->name, i);
        if (object->kind == TN_routine)
            write_names_put(&o->calls, object->name, i);
        if (is_type(object) || object->kind == TN_routine || object->kind == TN_sequence)
            write_names_put(&o->all, object->name, i);
        if (is_shell(object) || (is_base(o, object, i) && *object->name))
            write_names_put(is_shell(object) ? &o->shells : &o->bases, object->name, i);
    }
}

/* ------------------------------------------------------------------ what they need */

struct needing {
    struct ordering *o;
    size_t who;
    bool certain;  /* the text tells better than the place in the source */
    bool circular; /* it calls what needs it */
};

static bool has_position(const struct tn_object *object) {
    const struct tn_field *field = tn_field_find(object->kind, "position");
    return field && tn_value_get(object, field).number;
}

static uint64_t pair_of(const struct ordering *o, size_t routine, size_t entity) {
    return (uint64_t)routine * o->things.count + entity + 1;
}

/* Among statements of one source their place there is what counts. */
static void need_thing(void *context, size_t number) {
    struct needing *needing = context;
    struct ordering *o = needing->o;
    if (needing->who < o->tables && o->things.items[number]->kind == TN_entity)
        tn_id_map_put(&o->reads, pair_of(o, needing->who, number), o);
    bool told = number >= o->late && needing->who >= o->late && !needing->certain &&
                has_position(o->things.items[number]);
    if (number != needing->who && !told)
        write_graph_need(&o->graph, number);
}

/* A routine in an expression of a table. */
static void need_call(void *context, size_t number) {
    struct needing *needing = context;
    if (tn_id_map_get(&needing->o->reads, pair_of(needing->o, number, needing->who)))
        needing->circular = true;
    else
        need_thing(context, number);
}

static void need_object(struct ordering *o, const void *object) {
    const struct tn_object *needed = object;
    uintptr_t place = needed ? (uintptr_t)tn_id_map_get(&o->places, needed->id) : 0;
    if (place)
        write_graph_need(&o->graph, place - 1);
}

static void need_type(struct ordering *o, struct needing *needing, const char *type) {
    uint64_t key = (uint64_t)(uintptr_t)type;
    if (!o->types.map.count || !*type || tn_id_map_get(&o->known, key))
        return;
    size_t before = o->graph.needs.count;
    struct write_search search = {&o->types, o->dialect, WRITE_TYPES, need_thing, needing};
    write_find_mentions(&search, type);
    if (o->graph.needs.count == before)
        tn_id_map_put(&o->known, key, o);
}

static void need_in_text(struct needing *needing, const struct write_names *names, const char *text,
                         enum write_where where) {
    struct write_search search = {names, needing->o->dialect, where, need_thing, needing};
    write_find_mentions(&search, text);
}

static void needs_of_type(struct needing *needing, const struct tn_type *type) {
    const struct ordering *o = needing->o;
    need_in_text(needing, &o->types, type->base, WRITE_TYPES);
    need_in_text(needing, &o->types, type->definition, WRITE_TYPES);
    need_in_text(needing, &o->bases, type->base, WRITE_NAMES);
    need_in_text(needing, &o->bases, type->definition, WRITE_NAMES);
    need_in_text(needing, &o->bases, type->collation, WRITE_NAMES);
    need_in_text(needing, &o->calls, type->definition, WRITE_NAMES);
    need_in_text(needing, &o->calls, type->default_value, WRITE_NAMES);
    for (const struct tn_check *check = type->checks.first; check; check = check->next)
        need_in_text(needing, &o->calls, check->expression, WRITE_NAMES);
}

static void add_late_check(struct ordering *o, struct tn_check *check) {
    if (!o->late_checks.items)
        o->late_checks.items =
            tn_arena_allocate(o->arena, o->model->counts[TN_check] * sizeof(void *));
    o->late_checks.items[o->late_checks.count++] = &check->object;
}

static void needs_of_expressions(struct needing *needing, const struct tn_entity *entity) {
    struct ordering *o = needing->o;
    struct write_search search = {&o->calls, o->dialect, WRITE_NAMES, need_call, needing};
    write_search_attributes(&search, entity);
    write_search_indexes(&search, entity);
    for (struct tn_check *check = entity->checks.first; check; check = check->next) {
        needing->circular = false;
        write_find_mentions(&search, check->expression);
        if (needing->circular)
            add_late_check(o, check);
    }
}

static void needs_of_entity(struct needing *needing, const struct tn_entity *entity) {
    struct ordering *o = needing->o;
    need_object(o, entity->partition_of);
    for (size_t i = 0; i < entity->inherits.count; i++)
        need_object(o, entity->inherits.items[i]);
    for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        need_object(o, r->target);
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (a->named_type)
            need_object(o, a->named_type);
        else
            need_type(o, needing, a->type);
    if (o->calls.map.count)
        needs_of_expressions(needing, entity);
}

static void need_earlier(void *context, size_t number) {
    struct needing *needing = context;
    if (number < needing->who)
        need_thing(context, number);
}

/* It may be put before others for a type: its functions, and what stood before it, go along. */
static void needs_of_base(struct needing *needing, const struct tn_raw *raw) {
    struct ordering *o = needing->o;
    const char *text = raw->definition;
    if (o->operators && tn_starts_with(raw->statement, "CREATE OPERATOR"))
        write_graph_need(&o->graph, o->operators - 1);
    if (strcmp(raw->statement, "CREATE OPERATOR") == 0)
        o->operators = needing->who + 1;
    struct write_search search = {&o->bases, o->dialect, WRITE_NAMES, need_earlier, needing};
    need_in_text(needing, &o->calls, text, WRITE_NAMES);
    write_find_mentions(&search, text);
}

/* The server reads the whole of a routine in SQL when it is made, of others what they declare. */
static void needs_of_statement(struct needing *needing, const struct tn_object *object) {
    struct ordering *o = needing->o;
    bool sql = write_is_sql_routine(object);
    needing->certain = sql || !has_position(object);
    if (needing->certain)
        need_in_text(needing, &o->all, tn_kept_text(object), sql ? WRITE_STRINGS : WRITE_NAMES);
    else if (object->kind == TN_routine && needing->who < o->tables) {
        need_in_text(needing, &o->types, tn_kept_text(object), WRITE_TYPES);
        need_in_text(needing, &o->shells, tn_kept_text(object), WRITE_TYPES);
    } else if (is_base(o, object, needing->who))
        needs_of_base(needing, (const void *)object);
    needing->certain = false;
}

static void add_needs(struct ordering *o) {
    struct needing needing = {.o = o};
    for (; needing.who < o->things.count; needing.who++) {
        struct tn_object *object = o->things.items[needing.who];
        write_graph_next(&o->graph);
        if (object->kind == TN_type)
            needs_of_type(&needing, (void *)object);
        else if (object->kind == TN_entity)
            needs_of_entity(&needing, (void *)object);
        else if (object->kind != TN_sequence)
            needs_of_statement(&needing, object);
    }
}

/* ------------------------------------------------------------------ the lists */

static struct tn_refs list_of(size_t count, struct tn_arena *arena) {
    return (struct tn_refs){.items = tn_arena_allocate(arena, (count + 1) * sizeof(void *))};
}

static void append(struct tn_refs *list, struct tn_object *object) {
    list->items[list->count++] = object;
}

static void sort_out(struct write_order *order, struct tn_object *object) {
    append(&order->first, object);
    if (object->kind == TN_type)
        append(&order->types, object);
    else if (object->kind == TN_entity)
        append(&order->entities, object);
    else if (object->kind != TN_sequence)
        append(&order->early, object);
}

/* What a table or anything before it needs is first, whatever it is. */
static struct write_order sorted(const struct ordering *o, const size_t *numbers,
                                 struct tn_arena *arena) {
    size_t count = o->things.count;
    struct write_order order = {list_of(count, arena), list_of(count, arena), list_of(count, arena),
                                list_of(count, arena), list_of(count, arena), o->late_checks};
    bool *first = calloc(count + 1, sizeof *first);
    if (!first)
        tn_out_of_memory();
    write_graph_reach(&o->graph, o->late, first);
    for (size_t i = 0; i < count; i++)
        if (first[numbers[i]])
            sort_out(&order, o->things.items[numbers[i]]);
        else
            append(&order.late, o->things.items[numbers[i]]);
    free(first);
    return order;
}

struct write_order write_order_of(const struct tn_model *model, struct tn_arena *arena) {
    struct ordering o = {.model = model, .dialect = tn_dialect_of(model), .arena = arena};
    write_collect_statements(model, &o.statements);
    add_things(&o);
    name_things(&o);
    add_needs(&o);
    size_t *numbers = write_graph_order(&o.graph);
    struct write_order order = sorted(&o, numbers, arena);
    free(numbers);
    free(o.things.items);
    tn_id_map_free(&o.places);
    tn_id_map_free(&o.known);
    tn_id_map_free(&o.reads);
    write_statements_free(&o.statements);
    write_names_free(&o.types);
    write_names_free(&o.calls);
    write_names_free(&o.all);
    write_names_free(&o.shells);
    write_names_free(&o.bases);
    write_graph_free(&o.graph);
    return order;
}
