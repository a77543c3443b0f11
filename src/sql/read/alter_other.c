/*
 * ALTER of what is no table: views, indexes, schemas, types and the like get other names, schemas
 * and owners. What is more than that is kept as a statement about the object. RENAME TABLE.
 */
#include "model/object.h"
#include "sql/read/parser.h"
#include "sql/read/rename_table.h"
#include "sql/rename.h"

#include <string.h>

/* ------------------------------------------------------------------ names in kept texts */

struct follower {
    struct parser *p;
    struct table_rename rename;
    bool temporary, hidden; /* SQLite: of a temporary table; of one that such a table hides */
};

static const char *followed(const struct follower *f, const char *text) {
    size_t length = strlen(text);
    if (!sql_may_look(f->p, length))
        return text;
    struct tn_buffer out = {0};
    if (sql_put_table_renamed(&f->rename, (struct tn_slice){text, length}, &out))
        text = tn_text(f->p->model, tn_buffer_text(&out));
    tn_buffer_free(&out);
    return text;
}

/* A table that is kept as it was made is one, too. */
static bool is_relation(const struct tn_object *object) {
    return object->kind == TN_entity || object->kind == TN_view || object->kind == TN_raw;
}

static void follow_expression(const void *context, void *object, unsigned field) {
    const struct tn_field *info = &tn_kind_of(object)->fields[field];
    const char *text = tn_value_get(object, info).text;
    if (*text)
        tn_value_put(object, info, (union tn_value){.text = followed(context, text)});
}

/* SQLite: temporary objects see temporary tables first, others do not see them. */
static bool sees(const struct follower *f, bool temporary) {
    return f->p->dialect != TN_SQLITE || (temporary ? f->temporary || !f->hidden : !f->temporary);
}

static bool is_temporary_trigger(const struct follower *f, const struct tn_trigger *trigger) {
    struct path path = {.schema = "temp", .name = trigger->name};
    return sql_lookup(f->p, TN_trigger, &path) == trigger;
}

/* PostgreSQL's triggers name no table but their own, SQLite's any. */
static void follow_triggers(const struct follower *f, const struct tn_object *renamed) {
    if (f->p->dialect != TN_SQLITE) {
        const struct tn_list *own = tn_list_of(renamed, TN_trigger);
        for (struct tn_trigger *t = own ? own->first : NULL; t; t = t->next)
            t->definition = followed(f, t->definition);
        return;
    }
    TN_EACH_OF(f->p->model, trigger, trigger)
    if (sees(f, is_temporary_trigger(f, trigger)))
        trigger->definition = followed(f, trigger->definition);
}

/* In MySQL queries go on to name what is not there any more, and so do routines everywhere. */
static void follow(const struct follower *f, const struct tn_object *renamed) {
    struct tn_model *model = f->p->model;
    if (renamed->kind == TN_entity)
        sql_each_expression((struct tn_entity *)renamed, follow_expression, f);
    follow_triggers(f, renamed);
    TN_EACH_OF(model, raw, raw)
    if (sees(f, tn_find_word(raw->statement, "temp") != NULL))
        raw->definition = followed(f, raw->definition);
    TN_EACH_OF(model, grant, grant)
    grant->definition = followed(f, grant->definition);
    if (is_mysql(f->p) || renamed->kind == TN_index)
        return;
    TN_EACH_OF(model, view, view)
    if (sees(f, tn_is_temporary(view)))
        view->query = followed(f, view->query);
    if (renamed->kind != TN_namespace)
        return;
    TN_EACH_OF(model, trigger, trigger)
    trigger->definition = followed(f, trigger->definition);
    TN_EACH_OF(model, routine, routine)
    routine->definition = followed(f, routine->definition);
}

static const char *shown(struct parser *p, const struct tn_object *object, const char *name) {
    struct tn_namespace *home = tn_namespace_of(object);
    struct tn_buffer text = {0};
    if (home && &home->object != object) {
        tn_sql_put_name(&text, p->tables, home->name);
        tn_put_char(&text, '.');
    }
    tn_sql_put_name(&text, p->tables, name);
    const char *result = tn_text(p->model, tn_buffer_text(&text));
    tn_buffer_free(&text);
    return result;
}

static void move_to(struct parser *p, struct tn_object *object, struct tn_object *home) {
    object_unlink(p->model, object);
    object_link(p->model, object, home, object_rank_after_last(tn_list_of(home, object->kind)));
    names_put(&p->names, home, object->kind, sql_key(p, object->name), object);
    if (object->kind != TN_entity)
        return;
    for (struct tn_index *i = ((struct tn_entity *)object)->indexes.first; i; i = i->next)
        names_put(&p->names, home, TN_index, sql_key(p, i->name), &i->object);
}

/* SQLite: the database it is in, and who sees it. */
static void settle_sight(struct follower *f, const struct tn_object *object) {
    struct path temporary = {.schema = "temp", .name = object->name};
    const struct tn_object *hiding = sql_lookup(f->p, object->kind, &temporary);
    f->temporary = hiding == object;
    f->hidden = hiding && hiding != object;
    f->rename.schema = f->temporary ? "temp" : "main";
    f->rename.keeps_schema = true;
}

/* What the server named after the type keeps that name: checks, the type of several ranges. */
static void settle_type(struct parser *p, struct tn_type *type) {
    sql_settle_kind(p, type, TN_check);
    if (type->variety != TN_variety_range || tn_find_word(type->definition, "multirange_type_name"))
        return;
    const char *range = strstr(type->name, "range");
    size_t before = range ? (size_t)(range - type->name) : strlen(type->name);
    struct tn_buffer name = {0}, text = {0};
    tn_put_format(&name, "%.*s%smultirange%s", (int)before, type->name, range ? "" : "_",
                  range ? range + strlen("range") : "");
    tn_put_format(&text, "%s, multirange_type_name = ", type->definition);
    tn_sql_put_name(&text, p->tables, name.at);
    type->definition = tn_text(p->model, text.at);
    sql_finding(p, TN_WARNING, "sql-unresolved", type, p->token.at,
                "the functions that make values of the range go on to be called %s: they are "
                "written under its new name",
                type->name);
    tn_buffer_free(&name);
    tn_buffer_free(&text);
}

/* Another name, or another schema where home is not NULL. */
static void give(struct parser *p, struct tn_object *object, const char *name,
                 struct tn_object *home) {
    const struct tn_namespace *before = tn_namespace_of(object);
    struct follower f = {
        .p = p,
        .rename = {.dialect = p->tables, .words = &p->words, .from = object->name},
    };
    f.rename.schema = before ? before->name : "public";
    if (p->dialect == TN_SQLITE)
        settle_sight(&f, object);
    if (object->kind == TN_entity && !home) {
        sql_settle_table(p, (struct tn_entity *)object);
        sql_table_lost(p, (struct tn_entity *)object);
    }
    if (object->kind == TN_type && !home)
        settle_type(p, (struct tn_type *)object);
    if (home)
        move_to(p, object, home);
    else
        sql_rename_object(p, object, name);
    if (object->kind == TN_entity && is_mysql(p))
        sql_number_renamed(p, (struct tn_entity *)object, f.rename.from);
    f.rename.to = shown(p, object, object->name);
    f.rename.is_schema = object->kind == TN_namespace;
    if (object->kind == TN_sequence)
        sql_follow_sequence(p, f.rename.schema, f.rename.from, f.rename.to);
    if (object->kind == TN_type || object->kind == TN_sequence)
        sql_rename_about(p, object, f.rename.to);
    if (is_relation(object) || object->kind == TN_index || object->kind == TN_namespace)
        follow(&f, object);
}

void sql_give_name(struct parser *p, void *object, const char *name) {
    give(p, object, name, NULL);
}

/* ------------------------------------------------------------------ what all of them can */

/* Where the object keeps its owner, or NULL. */
static const char **owner_of(struct tn_object *object) {
    if (object->kind == TN_namespace)
        return &((struct tn_namespace *)object)->owner;
    return object->kind == TN_entity ? &((struct tn_entity *)object)->owner : NULL;
}

/* RENAME TO, SET SCHEMA, and OWNER TO of what keeps one. False where it is something else, and
 * nothing has been read. */
bool sql_alter_common(struct parser *p, struct tn_object *object) {
    if (sql_accept_two(p, W_rename, W_to)) {
        const char *name = sql_name(p, "a new name");
        if (!p->failed)
            give(p, object, name, NULL);
    } else if (tn_kinds[object->kind].parents & TN_IN(namespace) &&
               sql_accept_two(p, W_set, W_schema)) {
        struct path path = {.name = "", .at = p->token.at};
        path.schema = sql_name(p, "a schema");
        if (!p->failed)
            give(p, object, NULL, sql_home(p, &path));
    } else if (owner_of(object) && sql_accept_two(p, W_owner, W_to))
        *owner_of(object) = sql_role(p);
    else
        return false;
    return true;
}

/* ------------------------------------------------------------------ the statements */

static void alter_named(struct parser *p, enum tn_kind kind) {
    bool optional = sql_accept_two(p, W_if, W_exists);
    struct path path = sql_path(p, "a name");
    struct tn_object *object = p->failed ? NULL : sql_lookup(p, kind, &path);
    if (p->failed || (object && sql_alter_common(p, object)))
        return;
    if (!object && optional)
        sql_skip_statement(p);
    else
        sql_keep_raw(p, false);
}

void sql_alter_view(struct parser *p) {
    alter_named(p, TN_view);
}

void sql_alter_materialized(struct parser *p) {
    if (sql_accept(p, W_view))
        alter_named(p, TN_view);
    else
        sql_expected(p, "VIEW");
}

void sql_alter_schema(struct parser *p) {
    const char *name = sql_name(p, "a schema");
    struct tn_object *home =
        p->failed ? NULL : names_get(&p->names, p->model->project, TN_namespace, name);
    if (!p->failed && !(home && home->alive && sql_alter_common(p, home)))
        sql_keep_raw(p, false);
}

void sql_alter_index(struct parser *p) {
    bool optional = sql_accept_two(p, W_if, W_exists);
    struct path path = sql_path(p, "an index");
    struct tn_object *object = p->failed ? NULL : sql_index_or_key(p, &path);
    if (p->failed || (object && sql_alter_common(p, object)))
        return;
    if (!object && optional) {
        sql_skip_statement(p);
        return;
    }
    if (sql_at_two(p, W_attach, W_partition)) {
        sql_next(p);
        sql_next(p);
        struct path part = sql_path(p, "an index");
        if (p->failed || sql_attach_index(p, &path, &part))
            return;
    }
    sql_keep_raw(p, false);
}

/* MySQL: RENAME TABLE a TO b, c TO d. */
void sql_rename_statement(struct parser *p) {
    sql_next(p);
    if (!sql_accept(p, W_table) && !sql_accept(p, W_tables)) {
        sql_keep_raw(p, false);
        return;
    }
    bool optional = sql_accept_two(p, W_if, W_exists);
    do {
        struct path path = sql_path(p, "a table");
        struct tn_object *object = p->failed ? NULL : sql_lookup(p, TN_entity, &path);
        if (!object && !p->failed)
            object = sql_lookup(p, TN_view, &path);
        if (!object && !p->failed)
            object = sql_lookup(p, TN_sequence, &path);
        if (sql_accept(p, W_wait))
            sql_next(p);
        else
            sql_accept(p, W_nowait);
        sql_expect(p, W_to, "TO");
        struct path renamed = sql_path(p, "a new name");
        if (p->failed)
            return;
        if (object)
            give(p, object, renamed.name, NULL);
        else if (!optional)
            sql_finding(p, TN_WARNING, "sql-unresolved", NULL, path.at,
                        "table \"%s\" is not there to be renamed", path.name);
    } while (sql_accept_symbol(p, ','));
}
