/*
 * The generator. A schema has tables with a key "id" each, columns of the types below, unique keys,
 * foreign keys, checks, indexes, views and (PostgreSQL) enumerations; an edit changes one of them.
 * Row n of a column has the same value whatever happens to the column, so that rows fit both sides.
 */
#include "random.h"

#include "tenon/design.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS = 3, MOST_VIEWS = 4 };

struct viewed {
    uint64_t view, column;
};

struct maker {
    struct random_pair *pair;
    const struct tn_dialect *dialect;
    struct tn_model *model;
    struct tn_arena arena;
    uint64_t state;
    unsigned names;
    struct viewed views[MOST_VIEWS];
    size_t view_count;
};

static unsigned below(struct maker *maker, unsigned count) {
    maker->state = tn_mix(maker->state + 1);
    return (unsigned)(maker->state >> 33) % count;
}

static bool once_in(struct maker *maker, unsigned count) {
    return below(maker, count) == 0;
}

static const char *name(struct maker *maker, const char *prefix) {
    static const char *const odd[] = {"", "", "", "", "", "-x", "Mixed", "order", "_é"};
    return tn_arena_format(&maker->arena, "%s%u%s", prefix, ++maker->names,
                           odd[below(maker, TN_LENGTH(odd))]);
}

/* ------------------------------------------------------------------ types */

/* A type, what it may become without loss, and its value in row n as SQL. */
struct type {
    const char *type, *wider, *value, *other_default;
    bool number;
};

static const struct type postgresql[] = {
    {"smallint", "integer", "%u", "7", true},
    {"integer", "bigint", "%u", "7", true},
    {"bigint", "numeric", "%u", "7", true},
    {"varchar(20)", "varchar(30)", "'v%u'", "'d'", false},
    {"varchar(30)", "text", "'w%u'", "'d'", false},
    {"text", NULL, "'t%u'", "'d'", false},
    {"boolean", NULL, "%u > 0", "true", false},
    {"date", NULL, "date '2020-01-0%u'", "'2000-01-01'", false},
    {"numeric(8,2)", "numeric(10,2)", "%u.25", "1.5", true},
    {"timestamp", NULL, "timestamp '2020-01-0%u 10:00'", "now()", false},
    {"uuid", NULL, "'00000000-0000-0000-0000-00000000000%u'", NULL, false},
};
static const struct type mariadb[] = {
    {"smallint", "int", "%u", "7", true},
    {"int", "bigint", "%u", "7", true},
    {"bigint", NULL, "%u", "7", true},
    {"varchar(20)", "varchar(30)", "'v%u'", "'d'", false},
    {"varchar(30)", "varchar(300)", "'w%u'", "'d'", false},
    {"date", NULL, "'2020-01-0%u'", "'2000-01-01'", false},
    {"decimal(8,2)", "decimal(10,2)", "%u.25", "1.50", true},
    {"datetime", NULL, "'2020-01-0%u 10:00'", "current_timestamp()", false},
    {"enum('a','b','c','d')", "enum('a','b','c','d','e')", "elt(%u, 'b', 'c', 'd')", "'a'", false},
};
static const struct type sqlite[] = {
    {"INTEGER", NULL, "%u", "7", true},
    {"TEXT", NULL, "'t%u'", "'d'", false},
    {"REAL", NULL, "%u.25", "1.5", true},
    {"NUMERIC", NULL, "%u", "7", true},
    {"varchar(20)", "varchar(30)", "'v%u'", "'d'", false},
};

static const struct type *types_of(const struct tn_dialect *dialect, size_t *count) {
    switch (dialect->id) {
    case TN_POSTGRESQL:
        *count = TN_LENGTH(postgresql);
        return postgresql;
    case TN_SQLITE:
        *count = TN_LENGTH(sqlite);
        return sqlite;
    default:
        *count = TN_LENGTH(mariadb);
        return mariadb;
    }
}

static const struct type *type_of(const struct tn_dialect *dialect, const char *type) {
    size_t count;
    const struct type *types = types_of(dialect, &count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(types[i].type, type) == 0)
            return &types[i];
    return NULL;
}

static const char *key_type(const struct maker *maker) {
    return maker->dialect->id == TN_POSTGRESQL ? "integer"
           : maker->dialect->id == TN_SQLITE   ? "INTEGER"
                                               : "int";
}

/* ------------------------------------------------------------------ picking */

static void *pick(struct maker *maker, enum tn_kind kind) {
    size_t count = maker->model->counts[kind];
    if (!count)
        return NULL;
    void *object = NULL;
    for (unsigned i = below(maker, (unsigned)count) + 1; i > 0; i--)
        object = tn_next(maker->model, kind, object);
    return object;
}

static bool is_id(const struct tn_attribute *attribute) {
    return !attribute->prev;
}

static const struct tn_attribute *id_of(const struct tn_attribute *attribute) {
    return tn_entity_of(attribute)->attributes.first;
}

static struct tn_attribute *pick_column(struct maker *maker) {
    struct tn_attribute *attribute = pick(maker, TN_attribute);
    return attribute && !is_id(attribute) ? attribute : NULL;
}

/* Of a constraint, an index or a view, or computed: others depend on it. */
static bool is_bound(const struct maker *maker, const struct tn_attribute *attribute) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    for (const struct tn_key *k = entity->keys.first; k; k = k->next)
        if (tn_refs_have(k->attributes, attribute))
            return true;
    for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        if (tn_refs_have(r->attributes, attribute))
            return true;
    for (const struct tn_check *c = entity->checks.first; c; c = c->next)
        if (tn_sql_mentions(maker->dialect, c->expression, attribute->name))
            return true;
    return false;
}

static bool is_viewed(const struct maker *maker, uint64_t column) {
    for (size_t i = 0; i < maker->view_count; i++)
        if (maker->views[i].column == column && tn_find_id(maker->model, maker->views[i].view))
            return true;
    return false;
}

static void did(struct maker *maker, const char *what, const void *object) {
    tn_put_format(&maker->pair->edits, "%s ", what);
    tn_path(object, &maker->pair->edits);
    tn_put_char(&maker->pair->edits, '\n');
}

/* ------------------------------------------------------------------ making */

static void set_text(struct maker *maker, void *object, unsigned field, const char *text) {
    tn_set_text(maker->model, object, field, text);
}

static struct tn_attribute *add_column(struct maker *maker, struct tn_entity *entity) {
    size_t count;
    const struct type *types = types_of(maker->dialect, &count);
    const struct type *type = &types[below(maker, (unsigned)count)];
    struct tn_attribute *a = tn_design_add(maker->model, TN_attribute, entity, name(maker, "c"));
    set_text(maker, a, TN_attribute_type, type->type);
    if (type->other_default && once_in(maker, 2)) {
        set_text(maker, a, TN_attribute_default_value, type->other_default);
        tn_set_number(maker->model, a, TN_attribute_nullable, once_in(maker, 2));
    }
    return a;
}

static void add_key(struct maker *maker, struct tn_attribute *attribute, bool primary) {
    struct tn_key *key =
        tn_design_add(maker->model, TN_key, attribute->parent, name(maker, primary ? "pk" : "uk"));
    struct tn_refs refs = {0};
    tn_refs_append(maker->model, &refs, attribute);
    tn_set_number(maker->model, key, TN_key_primary, primary);
    tn_set_refs(maker->model, key, TN_key_attributes, refs);
    if (primary && maker->dialect->id != TN_POSTGRESQL)
        set_text(maker, key, TN_FIELD_NAME, "");
}

static struct tn_entity *add_table(struct maker *maker) {
    struct tn_entity *entity =
        tn_design_add(maker->model, TN_entity, maker->model->project, name(maker, "t"));
    struct tn_attribute *id = tn_design_add(maker->model, TN_attribute, entity, "id");
    set_text(maker, id, TN_attribute_type, key_type(maker));
    tn_set_number(maker->model, id, TN_attribute_nullable, false);
    add_key(maker, id, true);
    for (unsigned i = 1 + below(maker, 4); i > 0; i--)
        add_column(maker, entity);
    return entity;
}

static void add_index(struct maker *maker) {
    struct tn_attribute *a = pick(maker, TN_attribute);
    struct tn_index *index = tn_design_add(maker->model, TN_index, a->parent, name(maker, "i"));
    struct tn_index_part *part = tn_design_add(maker->model, TN_index_part, index, "");
    tn_set_ref(maker->model, part, TN_index_part_attribute, a);
    tn_set_number(maker->model, part, TN_index_part_descending, once_in(maker, 3));
    did(maker, "add index", index);
}

static void add_unique(struct maker *maker) {
    struct tn_attribute *a = pick_column(maker);
    if (!a || is_bound(maker, a) || strcmp(a->type, "boolean") == 0 || !*a->default_value ||
        a->nullable || !tn_find_id(maker->pair->before, a->id)) /* a new one is the same in all */
        return;
    add_key(maker, a, false);
    did(maker, "add unique key on", a);
}

/* A column of its own, whose value in each row is a key of the other table. */
static void add_foreign_key(struct maker *maker) {
    struct tn_entity *child = pick(maker, TN_entity), *parent = pick(maker, TN_entity);
    struct tn_attribute *a = tn_design_add(maker->model, TN_attribute, child, name(maker, "f"));
    struct tn_relationship *r =
        tn_design_add(maker->model, TN_relationship, child, name(maker, "fk"));
    struct tn_refs own = {0}, target = {0};
    set_text(maker, a, TN_attribute_type, key_type(maker));
    tn_refs_append(maker->model, &own, a);
    tn_refs_append(maker->model, &target, parent->attributes.first);
    tn_set_ref(maker->model, r, TN_relationship_target, parent);
    tn_set_refs(maker->model, r, TN_relationship_attributes, own);
    tn_set_refs(maker->model, r, TN_relationship_target_attributes, target);
    if (once_in(maker, 2))
        tn_set_number(maker->model, r, TN_relationship_on_delete, TN_action_cascade);
    did(maker, "add foreign key", r);
}

static void add_check(struct maker *maker) {
    struct tn_attribute *a = pick_column(maker);
    const struct type *type = a ? type_of(maker->dialect, a->type) : NULL;
    struct tn_buffer expression = {0};
    if (!type || !type->number)
        return;
    struct tn_check *check = tn_design_add(maker->model, TN_check, a->parent, name(maker, "ck"));
    tn_sql_put_name(&expression, maker->dialect, a->name);
    tn_put(&expression, once_in(maker, 2) ? " >= 0" : " < 1000");
    set_text(maker, check, TN_check_expression, expression.at);
    did(maker, "add check", check);
    tn_buffer_free(&expression);
}

static void add_view(struct maker *maker) {
    struct tn_attribute *a = pick_column(maker);
    if (!a || maker->view_count == MOST_VIEWS)
        return;
    struct tn_view *view =
        tn_design_add(maker->model, TN_view, maker->model->project, name(maker, "v"));
    maker->views[maker->view_count++] = (struct viewed){view->id, a->id};
    did(maker, "add view", view);
}

/* ------------------------------------------------------------------ changing */

static void widen(struct maker *maker) {
    struct tn_attribute *a = pick_column(maker);
    const struct type *type = a ? type_of(maker->dialect, a->type) : NULL;
    if (!type || !type->wider || is_bound(maker, a))
        return;
    did(maker, "widen", a);
    set_text(maker, a, TN_attribute_type, type->wider);
}

static void change_default(struct maker *maker) {
    struct tn_attribute *a = pick_column(maker);
    const struct type *type = a ? type_of(maker->dialect, a->type) : NULL;
    if (!type || !type->other_default || !a->nullable || is_bound(maker, a))
        return;
    did(maker, "change default of", a);
    set_text(maker, a, TN_attribute_default_value, *a->default_value ? "" : type->other_default);
}

static void change_null(struct maker *maker) {
    struct tn_attribute *a = pick_column(maker);
    if (!a || !*a->default_value || is_bound(maker, a))
        return;
    did(maker, "change NOT NULL of", a);
    tn_set_number(maker->model, a, TN_attribute_nullable, !a->nullable);
}

static void drop(struct maker *maker, void *object) {
    if (!object)
        return;
    did(maker, "drop", object);
    tn_design_delete(maker->model, object);
}

/* Where it was unique before, the way back has no values for it. */
static bool was_bound(const struct maker *maker, const struct tn_attribute *attribute) {
    const struct tn_attribute *before = (void *)tn_find_id(maker->pair->before, attribute->id);
    return before && is_bound(maker, before);
}

static void drop_column(struct maker *maker) {
    struct tn_attribute *a = pick_column(maker);
    if (!a || is_bound(maker, a) || was_bound(maker, a) || is_viewed(maker, a->id) ||
        tn_entity_of(a)->attributes.count < 3)
        return;
    drop(maker, a);
}

/* Rows of others refer to its rows, which do not come back. */
static bool is_referred_to_in(const struct tn_model *model, uint64_t entity) {
    TN_EACH_OF(model, relationship, r)
    if (r->target->id == entity && r->parent->id != entity)
        return true;
    return false;
}

static bool is_referred_to(const struct maker *maker, const struct tn_entity *entity) {
    return is_referred_to_in(maker->model, entity->id) ||
           is_referred_to_in(maker->pair->before, entity->id);
}

static void drop_table(struct maker *maker) {
    struct tn_entity *entity = pick(maker, TN_entity);
    if (is_referred_to(maker, entity))
        return;
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (is_viewed(maker, a->id))
            return;
    if (maker->model->counts[TN_entity] > 1)
        drop(maker, entity);
}

static void drop_constraint(struct maker *maker) {
    static const enum tn_kind kinds[] = {TN_index, TN_relationship, TN_check, TN_view, TN_key};
    struct tn_object *object = pick(maker, kinds[below(maker, TN_LENGTH(kinds))]);
    if (object && (object->kind != TN_key || !((struct tn_key *)object)->primary))
        drop(maker, object);
}

static void rename_one(struct maker *maker) {
    static const enum tn_kind kinds[] = {TN_entity, TN_attribute, TN_attribute, TN_index};
    enum tn_kind kind = kinds[below(maker, TN_LENGTH(kinds))];
    struct tn_object *object = pick(maker, kind);
    if (!object)
        return;
    did(maker, "rename", object);
    tn_sql_rename(maker->model, object, name(maker, "n"), NULL);
}

/* Two columns of a table exchange their names. */
static void exchange(struct maker *maker) {
    struct tn_attribute *a = pick_column(maker), *b = a ? a->next : NULL;
    if (!b)
        return;
    const char *name_a = a->name, *name_b = b->name;
    did(maker, "exchange with the next", a);
    tn_sql_rename(maker->model, a, "in between", NULL);
    tn_sql_rename(maker->model, b, name_a, NULL);
    tn_sql_rename(maker->model, a, name_b, NULL);
}

static void comment(struct maker *maker) {
    struct tn_object *object = pick(maker, once_in(maker, 2) ? TN_entity : TN_attribute);
    if (maker->dialect->id == TN_SQLITE)
        return;
    did(maker, "comment on", object);
    set_text(maker, object, TN_FIELD_COMMENT, name(maker, "it's "));
}

static void new_table(struct maker *maker) {
    did(maker, "add table", add_table(maker));
}

static void new_column(struct maker *maker) {
    did(maker, "add column", add_column(maker, pick(maker, TN_entity)));
}

static void (*const edits[])(struct maker *) = {
    new_table,       new_column,  new_column, add_index,       add_unique,     add_foreign_key,
    add_check,       add_view,    widen,      widen,           change_default, change_null,
    drop_column,     drop_column, drop_table, drop_constraint, rename_one,     rename_one,
    drop_constraint, exchange,    comment,
};

/* ------------------------------------------------------------------ texts */

/* A view is written anew from what it shows, by the names of the moment. */
static void write_views(struct maker *maker, struct tn_model *model) {
    for (size_t i = 0; i < maker->view_count; i++) {
        struct tn_view *view = (void *)tn_find_id(model, maker->views[i].view);
        const struct tn_attribute *a = (void *)tn_find_id(model, maker->views[i].column);
        struct tn_buffer query = {0};
        if (!view || !a)
            continue;
        tn_put(&query, "SELECT ");
        tn_sql_put_name(&query, maker->dialect, id_of(a)->name);
        tn_put(&query, " AS id, ");
        tn_sql_put_name(&query, maker->dialect, a->name);
        tn_put(&query, " AS shown FROM ");
        tn_sql_put_path(&query, maker->dialect, tn_entity_of(a));
        view->query = tn_text(model, query.at);
        tn_buffer_free(&query);
    }
}

/* Values that no other column has, and keys of other tables, in row n. */
static void put_value(struct maker *maker, const struct tn_attribute *a, unsigned row) {
    const struct type *type = type_of(maker->dialect, a->type);
    struct tn_buffer *out = &maker->pair->rows;
    if (is_id(a) || !type)
        tn_put_format(out, "%u", row);
    else
        for (const char *c = type->value; *c; c++)
            if (c[0] == '%' && c[1] == 'u')
                tn_put_format(out, "%u", row), c++;
            else
                tn_put_char(out, *c);
}

static void put_row(struct maker *maker, const struct tn_entity *entity, unsigned row) {
    struct tn_buffer *out = &maker->pair->rows;
    tn_put(out, "INSERT INTO ");
    tn_sql_put_path(out, maker->dialect, entity);
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        tn_put(out, a->prev ? ", " : " (");
        tn_sql_put_name(out, maker->dialect, a->name);
    }
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        tn_put(out, a->prev ? ", " : ") VALUES (");
        put_value(maker, a, row);
    }
    tn_put(out, ");\n");
}

/* Rows refer to each other in any order, so keys are checked afterwards. */
static void put_rows(struct maker *maker) {
    static const char *const around[TN_DIALECT_COUNT][2] = {
        [TN_POSTGRESQL] = {"SET session_replication_role = replica;\n",
                           "SET session_replication_role = origin;\n"},
        [TN_MARIADB] = {"SET foreign_key_checks = 0;\n", "SET foreign_key_checks = 1;\n"},
        [TN_SQLITE] = {"PRAGMA foreign_keys = OFF;\n", "PRAGMA foreign_keys = ON;\n"},
    };
    tn_put(&maker->pair->rows, around[maker->dialect->id][0]);
    TN_EACH_OF(maker->pair->before, entity, entity)
    for (unsigned row = 1; row <= ROWS; row++)
        put_row(maker, entity, row);
    tn_put(&maker->pair->rows, around[maker->dialect->id][1]);
}

static void put_look(struct maker *maker, struct tn_buffer *out, const struct tn_attribute *a,
                     uint64_t id) {
    struct tn_buffer column = {0}, key = {0};
    tn_sql_put_name(&column, maker->dialect, a->name);
    tn_sql_put_name(&key, maker->dialect, id_of(a)->name);
    tn_put_format(out, "SELECT '%llx', %s, %s FROM ", (unsigned long long)id, key.at, column.at);
    tn_sql_put_path(out, maker->dialect, tn_entity_of(a));
    tn_put_format(out, " ORDER BY %s;\n", key.at);
    tn_buffer_free(&column);
    tn_buffer_free(&key);
}

/* Each column that is there before and after. */
static void put_looks(struct maker *maker) {
    TN_EACH_OF(maker->pair->before, attribute, a) {
        const struct tn_attribute *after = (void *)tn_find_id(maker->pair->after, a->id);
        if (!after || is_id(a))
            continue;
        put_look(maker, &maker->pair->looks, a, a->id);
        put_look(maker, &maker->pair->looks_after, after, a->id);
    }
}

/* ------------------------------------------------------------------ the whole */

static void make_before(struct maker *maker) {
    tn_group_begin(maker->model, "make");
    for (unsigned i = 1 + below(maker, 4); i > 0; i--)
        add_table(maker);
    for (unsigned i = below(maker, 8); i > 0; i--) {
        static void (*const adds[])(struct maker *) = {add_index, add_unique, add_foreign_key,
                                                       add_check, add_view,   comment};
        adds[below(maker, TN_LENGTH(adds))](maker);
    }
    tn_group_end(maker->model, NULL);
}

static void make_after(struct maker *maker) {
    tn_group_begin(maker->model, "edit");
    for (unsigned i = 1 + below(maker, 6); i > 0; i--)
        edits[below(maker, TN_LENGTH(edits))](maker);
    tn_group_end(maker->model, NULL);
}

void random_pair_make(struct random_pair *pair, const struct tn_dialect *dialect, uint64_t seed) {
    struct maker maker = {.pair = pair, .dialect = dialect, .state = tn_mix(seed)};
    *pair = (struct random_pair){.dialect = dialect};
    maker.model = pair->before = tn_model_new(seed + 1, 0);
    pair->before->project->dialect = tn_text(pair->before, dialect->name);
    make_before(&maker);
    write_views(&maker, pair->before);
    tn_buffer_reset(&pair->edits);
    maker.model = pair->after = tn_model_copy(pair->before);
    make_after(&maker);
    write_views(&maker, pair->after);
    tn_sql_write(pair->before, dialect, &(struct tn_sql_style){0}, &pair->old);
    tn_sql_write(pair->after, dialect, &(struct tn_sql_style){0}, &pair->new);
    put_rows(&maker);
    put_looks(&maker);
    tn_arena_free(&maker.arena);
}

void random_pair_free(struct random_pair *pair) {
    tn_model_free(pair->before);
    tn_model_free(pair->after);
    tn_buffer_free(&pair->old);
    tn_buffer_free(&pair->new);
    tn_buffer_free(&pair->rows);
    tn_buffer_free(&pair->looks);
    tn_buffer_free(&pair->looks_after);
    tn_buffer_free(&pair->edits);
}
