/*
 * DROP: of objects, and of the parts of a table in ALTER TABLE. What refers to the dropped is swept
 * at the end of the text (resolve.c), as CASCADE would do.
 */
#include "sql/option.h"
#include "sql/read/parser.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ ALTER TABLE … DROP */

static void drop_part(struct parser *p, struct tn_entity *entity, uint64_t among,
                      const struct path *path, bool optional) {
    struct tn_object *object = sql_part_find(p, entity, among, path->name);
    if (object) {
        if (object->kind == TN_relationship) {
            sql_leave_index(p, (struct tn_relationship *)object);
            sql_number_dropped(p, (struct tn_relationship *)object);
        }
        sql_settle_series(p, object);
        sql_discard(p, object);
    } else if (!(among & TN_IN(index) && sql_drop_made_index(p, entity, path->name)) && !optional)
        sql_finding(p, TN_WARNING, "sql-unresolved", entity, path->at,
                    "\"%s\" is not there in table \"%s\"", path->name, entity->name);
}

/* CASCADE takes along the foreign keys that need the key. */
static void drop_references(struct parser *p, const struct tn_key *key) {
    const struct tn_entity *entity = tn_entity_of(key);
    struct tn_relationship *next;
    if (!sql_may_look(p, p->model->counts[TN_relationship]))
        return;
    for (struct tn_relationship *r = tn_next(p->model, TN_relationship, NULL); r; r = next) {
        next = tn_next(p->model, TN_relationship, r);
        if (r->target == entity &&
            tn_refs_same_set(tn_relationship_target_attributes(r), key->attributes))
            sql_discard(p, r);
    }
}

static void drop_named(struct parser *p, struct tn_entity *entity, uint64_t among, bool optional,
                       bool cascade) {
    struct path path = {.at = p->token.at};
    path.name = sql_name(p, "a name");
    struct tn_key *key = cascade && !p->failed ? sql_part(p, entity, TN_key, path.name) : NULL;
    if (key)
        drop_references(p, key);
    if (!p->failed)
        drop_part(p, entity, among, &path, optional);
}

static bool index_holds(struct parser *p, const struct tn_index *index,
                        const struct tn_attribute *attribute) {
    bool mentions = p->dialect == TN_POSTGRESQL;
    for (const struct tn_index_part *part = index->parts.first; part; part = part->next)
        if (part->attribute == attribute ||
            (mentions && sql_mentions(p, part->expression, attribute->name)))
            return true;
    return mentions && sql_mentions(p, index->predicate, attribute->name);
}

/* PostgreSQL drops the keys and indexes that hold the column, MySQL takes it out of them. */
static void drop_holders(struct parser *p, struct tn_entity *entity,
                         const struct tn_attribute *attribute) {
    struct tn_object *next;
    for (struct tn_check *check = entity->checks.first; check; check = (struct tn_check *)next) {
        next = check->next;
        if (check->attribute == attribute)
            sql_discard(p, check);
    }
    if (is_mysql(p))
        return; /* the sweep takes references out */
    for (struct tn_key *key = entity->keys.first; key; key = (struct tn_key *)next) {
        next = key->next;
        if (tn_refs_have(key->attributes, attribute))
            sql_discard(p, key);
    }
    for (struct tn_index *index = entity->indexes.first; index; index = (struct tn_index *)next) {
        next = index->next;
        if (index_holds(p, index, attribute))
            sql_discard(p, index);
    }
    if (p->dialect == TN_POSTGRESQL)
        sql_drop_mentions(p, entity, attribute->name);
}

void sql_drop_attribute(struct parser *p, struct tn_attribute *attribute) {
    sql_column_lost(p, attribute);
    sql_drop_column_rights(p, attribute);
    drop_holders(p, (struct tn_entity *)attribute->parent, attribute);
    sql_discard(p, attribute);
}

/* Tables below lose the column as well. */
static void follow_drop(struct parser *p, struct tn_entity *entity, const char *name) {
    for (size_t i = sql_heirs(p, entity); i-- > 0;) {
        struct tn_entity *heir = p->heirs.items[i];
        struct tn_attribute *attribute = sql_attribute(p, heir, name);
        if (attribute)
            sql_drop_attribute(p, attribute);
    }
}

static void drop_column(struct parser *p, struct tn_entity *entity, bool optional, bool cascade) {
    const char *at = p->token.at;
    const char *name = sql_name(p, "a column");
    struct tn_attribute *attribute = p->failed ? NULL : sql_attribute(p, entity, name);
    if (attribute) {
        if (cascade)
            sql_cascade_column(p, entity, attribute->name);
        follow_drop(p, entity, attribute->name);
        if (is_mysql(p))
            TN_PUSH(&p->gone, attribute);
        sql_drop_attribute(p, attribute);
    } else if (!optional && !p->failed)
        sql_finding(p, TN_WARNING, "sql-unresolved", entity, at,
                    "column \"%s\" is not there in table \"%s\"", name, entity->name);
}

/* Does the period, as it is kept, have this name? */
static bool is_period(const char *text, const char *name) {
    size_t length = strlen(name), quoted = *text == '`';
    return strncasecmp(text + quoted, name, length) == 0 && strchr("` (", text[quoted + length]);
}

/* The columns of a period are never null, and stay so. */
static void settle_period(struct parser *p, struct tn_entity *entity, const char *text) {
    struct lexer lexer;
    lexer_init(&lexer, tn_slice_of(text), p->dialect, &p->words);
    lexer_next(&lexer); /* its name */
    for (struct token token = lexer_next(&lexer); token.kind != T_END; token = lexer_next(&lexer)) {
        struct tn_attribute *attribute =
            token_is_name(&token) ? sql_attribute(p, entity, sql_token_name(p, &token)) : NULL;
        if (attribute)
            attribute->nullable = false;
    }
}

static void drop_period(struct parser *p, struct tn_entity *entity) {
    const char *name = sql_name(p, "a period");
    struct tn_texts kept = {0};
    for (size_t i = 0; i < entity->periods.count; i++)
        if (is_period(entity->periods.items[i], name))
            settle_period(p, entity, entity->periods.items[i]);
        else
            tn_texts_append(p->model, &kept, entity->periods.items[i]);
    entity->periods = kept;
}

/* MariaDB: what belongs to a table's history. */
static bool drop_history(struct parser *p, struct tn_entity *entity) {
    bool period = sql_accept_two(p, W_period, W_for);
    if (!period && sql_at_two(p, W_period, W_if)) { /* PERIOD IF EXISTS FOR name */
        sql_next(p);
        sql_next(p);
        period = sql_expect(p, W_exists, "EXISTS") && sql_expect(p, W_for, "FOR");
    }
    if (period)
        drop_period(p, entity);
    else if (sql_accept_two(p, W_system, W_versioning))
        entity->options = sql_option_put(p->model, entity->options, "WITH SYSTEM", "");
    else
        return false;
    return true;
}

/* What is dropped by a name, by the word before it; 0 where it is a column. In MySQL an index and a
 * foreign key may have one name. */
static uint64_t named_part(struct parser *p) {
    if (sql_accept(p, W_constraint))
        return SQL_PARTS;
    if (sql_accept_two(p, W_foreign, W_key))
        return is_mysql(p) ? TN_IN(relationship) : SQL_PARTS;
    if (!is_mysql(p))
        return 0;
    if (sql_accept(p, W_index) || sql_accept(p, W_key))
        return SQL_INDEXES;
    return sql_accept(p, W_check) ? TN_IN(check) : 0;
}

void sql_drop_part(struct parser *p, struct tn_entity *entity) {
    sql_next(p);
    if (is_mysql(p) && drop_history(p, entity))
        return;
    if (sql_accept_two(p, W_primary, W_key)) {
        if (tn_primary_key(entity))
            sql_discard(p, tn_primary_key(entity));
        return;
    }
    uint64_t named = named_part(p);
    if (!named && is_mysql(p) && at_word(p, W_partition)) {
        sql_partition_action(p, entity, "DROP");
        return;
    }
    if (!named)
        sql_accept(p, W_column);
    bool optional = sql_accept_two(p, W_if, W_exists);
    bool cascade = p->dialect == TN_POSTGRESQL && sql_peek(p, 1)->word == W_cascade;
    p->cascade.count = 0;
    if (named)
        drop_named(p, entity, named, optional, cascade);
    else
        drop_column(p, entity, optional, cascade);
    if (!sql_accept(p, W_cascade))
        sql_accept(p, W_restrict);
    sql_cascade(p);
}

/* ------------------------------------------------------------------ DROP of objects */

static const struct droppable {
    enum word word, second;
    enum tn_kind kind; /* TN_any: nothing the model knows of; skipped */
} droppables[] = {
    {W_table, W_other, TN_entity},      {W_temporary, W_table, TN_entity},
    {W_tables, W_other, TN_entity},     {W_temporary, W_sequence, TN_sequence},
    {W_view, W_other, TN_view},         {W_materialized, W_view, TN_view},
    {W_sequence, W_other, TN_sequence}, {W_type, W_other, TN_type},
    {W_domain, W_other, TN_type},       {W_index, W_other, TN_index},
    {W_schema, W_other, TN_namespace},  {W_function, W_other, TN_routine},
    {W_procedure, W_other, TN_routine}, {W_routine, W_other, TN_routine},
    {W_aggregate, W_other, TN_routine}, {W_extension, W_other, TN_extension},
    {W_trigger, W_other, TN_trigger},   {W_database, W_other, TN_any},
    {W_role, W_other, TN_any},          {W_user, W_other, TN_any},
};

static const struct droppable *droppable_find(struct parser *p) {
    for (size_t i = 0; i < TN_LENGTH(droppables); i++) {
        const struct droppable *row = &droppables[i];
        if (row->second == W_other ? at_word(p, row->word) : sql_at_two(p, row->word, row->second))
            return row;
    }
    return NULL;
}

static struct tn_object *trigger_find(struct parser *p, const struct path *path) {
    if (sql_accept(p, W_on)) {
        struct path table = sql_path(p, "a table");
        struct tn_entity *entity = p->failed ? NULL : sql_entity(p, &table);
        struct tn_object *trigger = entity ? sql_part(p, entity, TN_trigger, path->name) : NULL;
        if (!trigger && !p->failed)
            sql_keep_raw(p, false); /* of a view, where triggers are kept as statements */
        return trigger;
    }
    if (p->dialect == TN_SQLITE)
        return sql_lookup(p, TN_trigger, path);
    return names_get(&p->names, p->model->project, TN_trigger, sql_key(p, path->name));
}

/* MySQL: DROP INDEX name, at ON table. */
static void drop_index_of_table(struct parser *p, const struct path *path, bool optional) {
    sql_next(p);
    struct path table = sql_path(p, "a table");
    struct tn_entity *entity = p->failed ? NULL : sql_entity(p, &table);
    if (entity)
        drop_part(p, entity, SQL_INDEXES, path, optional);
    else if (!p->failed && !optional)
        sql_finding(p, TN_WARNING, "sql-unresolved", NULL, table.at, "table \"%s\" is not there",
                    table.name);
}

/* In MySQL a function and a procedure may have one name. */
static struct tn_object *routine_of_sort(struct parser *p, const struct path *path,
                                         bool procedure) {
    struct tn_routine *r = sql_routine(p, path);
    while (r && is_mysql(p) && (!r->alive || (r->callable == TN_callable_procedure) != procedure))
        r = tn_id_map_get(&p->overload_before, r->id);
    return (struct tn_object *)r;
}

static struct tn_object *drop_target(struct parser *p, const struct droppable *row,
                                     const struct path *path) {
    enum tn_kind kind = row->kind;
    if (kind == TN_trigger)
        return trigger_find(p, path);
    if (kind == TN_namespace || kind == TN_extension)
        return names_get(&p->names, p->model->project, kind, path->name);
    if (kind == TN_routine)
        return routine_of_sort(p, path, row->word == W_procedure);
    if (kind == TN_index && p->dialect == TN_POSTGRESQL)
        return sql_index_or_key(p, path);
    struct path temporary = {.schema = "temp", .name = path->name};
    bool hidden = p->dialect == TN_SQLITE && kind == TN_entity && !*path->schema;
    struct tn_object *found = hidden ? sql_lookup(p, kind, &temporary) : NULL;
    if (hidden && !found)
        found = sql_lookup(p, TN_raw, &temporary);
    if (!found)
        found = sql_lookup(p, kind, path);
    return !found && kind == TN_entity ? sql_lookup(p, TN_raw, path) : found;
}

static const char *sort_of(enum tn_kind kind) {
    return kind == TN_entity ? "table" : kind == TN_namespace ? "schema" : tn_kinds[kind].name;
}

/* With its partitions; tables that inherit go only in a CASCADE, without which they forbid it. */
static void drop_entity(struct parser *p, struct tn_entity *entity) {
    sql_table_lost(p, entity);
    for (size_t i = sql_heirs(p, entity); i-- > 0;) {
        struct tn_object *heir = &p->heirs.items[i]->object;
        if (!heir->alive)
            continue; /* it came twice */
        sql_has_dropped(p, heir);
        sql_discard(p, heir);
    }
    sql_discard(p, entity);
}

static void drop_schema(struct parser *p, struct tn_namespace *namespace) {
    static const enum tn_kind kinds[] = {TN_entity, TN_view, TN_type, TN_routine, TN_sequence};
    for (size_t k = 0; k < TN_LENGTH(kinds); k++)
        for (struct tn_object *o = tn_list_of(namespace, kinds[k])->first; o; o = o->next)
            sql_has_dropped(p, o);
    sql_drop_raws_in(p, namespace);
    sql_discard(p, namespace);
}

static enum word word_of(const struct tn_routine *routine) {
    return routine->callable == TN_callable_procedure ? W_procedure : W_function;
}

static void drop_found(struct parser *p, struct tn_object *object) {
    sql_has_dropped(p, object);
    if (object->kind == TN_routine)
        sql_drop_alterations(p, word_of((struct tn_routine *)object), object->name);
    if (object->kind == TN_trigger)
        sql_trigger_goes(p, (struct tn_trigger *)object);
    if (object->kind == TN_index)
        sql_settle_series(p, object);
    if (object->kind == TN_entity)
        drop_entity(p, (struct tn_entity *)object);
    else if (object->kind == TN_namespace)
        drop_schema(p, (struct tn_namespace *)object);
    else
        sql_discard(p, object);
}

static void drop_one(struct parser *p, const struct droppable *row, bool optional) {
    enum tn_kind kind = row->kind;
    struct path path = sql_path(p, "a name");
    if (p->failed || (*path.schema && !sql_settle_database(p, &path)))
        return;
    if (kind == TN_index && at_word(p, W_on)) {
        drop_index_of_table(p, &path, optional);
        return;
    }
    struct tn_object *object = drop_target(p, row, &path);
    if (kind == TN_index && !*path.name) /* SQLite: it was kept as it was made */
        sql_keep_raw(p, false);
    else if (object && object->alive)
        drop_found(p, object);
    else if (!p->failed && kind == TN_routine && p->routines_renamed && at_statement_end(p))
        sql_keep_raw(p, false); /* it may mean one by its new name */
    else if (!p->failed && sql_drop_kept(p, row->word, path.name))
        TN_PUSH(&p->cascade, ((struct dropped){path.name, path.schema, kind}));
    else if (!optional && !p->failed && kind != TN_trigger)
        sql_finding(p, TN_WARNING, "sql-unresolved", NULL, path.at,
                    "%s \"%s\" is not there to be dropped", sort_of(kind), path.name);
}

void sql_drop(struct parser *p) {
    const struct droppable *row = droppable_find(p);
    if (!row || row->kind == TN_any) {
        if (row)
            sql_skip_statement(p);
        else
            sql_keep_raw(p, false);
        return;
    }
    sql_next(p);
    if (row->second != W_other)
        sql_next(p);
    sql_accept(p, W_concurrently);
    bool optional = sql_accept_two(p, W_if, W_exists);
    p->modifiers.only = false;
    p->cascade.count = 0;
    do
        drop_one(p, row, optional);
    while (sql_accept_symbol(p, ','));
    if (p->failed)
        return;
    if (sql_accept(p, W_cascade) && p->dialect == TN_POSTGRESQL)
        sql_cascade(p);
    sql_skip_statement(p); /* RESTRICT, ALGORITHM … */
}
