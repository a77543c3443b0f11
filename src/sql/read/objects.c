/*
 * Objects by their names: finding, making, renaming and removing them. Invariant: every entity,
 * type, sequence, view, routine, index and namespace that is alive is known to the table of names.
 */
#include "model/object.h"
#include "sql/read/parser.h"

#include <string.h>

/* ------------------------------------------------------------------ names */

/* The key under which a name is known: MySQL and SQLite find names whatever their letter case. */
const char *sql_key(struct parser *p, const char *name) {
    if (p->dialect == TN_POSTGRESQL)
        return name;
    for (const char *c = name; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            return sql_lower(p, tn_slice_of(name));
    return name;
}

/* ------------------------------------------------------------------ objects by name */

static bool is_project_schema(const char *schema) {
    return strcmp(schema, "public") == 0 || tn_starts_with(schema, "pg_temp");
}

/* PostgreSQL: the schema of the session's temporary objects. */
static bool is_temporary_schema(const struct parser *p, const char *schema) {
    return p->dialect == TN_POSTGRESQL && tn_starts_with(schema, "pg_temp");
}

void *sql_home(struct parser *p, const struct path *path) {
    if (!*path->schema || p->dialect == TN_SQLITE)
        return p->home;
    if (is_project_schema(path->schema))
        return p->model->project;
    void *found = names_get(&p->names, p->model->project, TN_namespace, path->schema);
    if (found && ((struct tn_object *)found)->alive)
        return found;
    struct tn_object *made = tn_add(p->model, TN_namespace, p->model->project, path->schema);
    names_put(&p->names, p->model->project, TN_namespace, path->schema, made);
    if (p->home_gone && strcmp(p->home_gone, path->schema) == 0) {
        p->home = made;
        p->home_gone = NULL;
    }
    return made;
}

struct tn_object *sql_living(struct parser *p, const void *parent, enum tn_kind kind,
                             const char *key) {
    struct tn_object *object = names_get(&p->names, parent, kind, key);
    if (!object || !object->alive)
        return NULL;
    bool same = !*object->name || sql_key(p, object->name) == key; /* nameless: known by another */
    return same ? object : NULL;
}

/* Without a database temporary objects come before those of main. */
static struct tn_object *lookup_sqlite(struct parser *p, enum tn_kind kind,
                                       const struct path *path) {
    const char *key = sql_key(p, path->name);
    bool any = !*path->schema;
    struct tn_object *found = NULL;
    if (any || strcmp(path->schema, "temp") == 0)
        found = sql_living(p, &p->temporaries, kind, key);
    if (!found && (any || strcmp(path->schema, "main") == 0))
        found = sql_living(p, p->model->project, kind, key);
    return found;
}

/* Looking never makes a namespace. Names without a qualifier are searched in the project too. */
void *sql_lookup(struct parser *p, enum tn_kind kind, const struct path *path) {
    if (p->dialect == TN_SQLITE)
        return lookup_sqlite(p, kind, path);
    const void *parent = p->home;
    const char *key = sql_key(p, path->name);
    bool temporary = is_temporary_schema(p, path->schema);
    bool any = is_mysql(p) || temporary || !*path->schema;
    struct tn_object *hiding = any ? sql_living(p, &p->temporaries, kind, key) : NULL;
    if (hiding || temporary)
        return hiding;
    if (*path->schema)
        parent = is_project_schema(path->schema)
                     ? (void *)p->model->project
                     : names_get(&p->names, p->model->project, TN_namespace, path->schema);
    struct tn_object *found = parent ? sql_living(p, parent, kind, key) : NULL;
    if (!found && !*path->schema && p->home != p->model->project)
        found = sql_living(p, p->model->project, kind, key);
    return found;
}

struct tn_entity *sql_entity_beside(struct parser *p, const struct path *path) {
    if (p->dialect == TN_SQLITE)
        return sql_entity(p, path);
    const void *home = p->modifiers.temporary ? &p->temporaries : sql_home(p, path);
    return (struct tn_entity *)sql_living(p, home, TN_entity, sql_key(p, path->name));
}

struct tn_entity *sql_entity(struct parser *p, const struct path *path) {
    return sql_lookup(p, TN_entity, path);
}

/* Overloads share a name: the newest is known by it, and the others through that one. */
static void chain_overload(struct parser *p, const struct tn_object *object) {
    if (object->kind != TN_routine)
        return;
    struct tn_object *other =
        names_get(&p->names, object->parent, TN_routine, sql_key(p, object->name));
    if (other && other->alive)
        tn_id_map_put(&p->overload_before, object->id, other);
}

static void forget_overload(struct parser *p, const struct tn_object *routine) {
    const char *key = sql_key(p, routine->name);
    struct tn_object *other = tn_id_map_get(&p->overload_before, routine->id);
    while (other && !other->alive)
        other = tn_id_map_get(&p->overload_before, other->id);
    if (other && names_get(&p->names, routine->parent, TN_routine, key) == routine)
        names_put(&p->names, routine->parent, TN_routine, key, other);
}

void sql_know(struct parser *p, const void *home, struct tn_object *object) {
    bool hides = tn_is_temporary(object);
    chain_overload(p, object);
    names_put(&p->names, hides ? &p->temporaries : home, object->kind, sql_key(p, object->name),
              object);
}

bool sql_settle_database(struct parser *p, struct path *path) {
    p->modifiers.temporary = p->modifiers.temporary || is_temporary_schema(p, path->schema);
    if (p->dialect != TN_SQLITE || p->failed)
        return true;
    if (!*path->schema)
        path->schema = p->modifiers.temporary ? "temp" : "main";
    bool temporary = strcmp(path->schema, "temp") == 0;
    p->modifiers.temporary = p->modifiers.temporary || temporary;
    if (temporary || strcmp(path->schema, "main") == 0)
        return true;
    sql_finding(p, TN_WARNING, "sql-ignored", NULL, path->at,
                "\"%s\" is of the attached database \"%s\": it is left out", path->name,
                path->schema);
    sql_skip_body(p);
    return false;
}

/* Does it have its name among the temporary objects, which hide others? */
static bool is_made_temporary(const struct parser *p, enum tn_kind kind, const struct path *path) {
    if (p->dialect == TN_SQLITE)
        return strcmp(path->schema, "temp") == 0;
    bool relation = kind == TN_entity || (kind == TN_view && p->dialect == TN_POSTGRESQL);
    return relation && p->modifiers.temporary;
}

void *sql_make(struct parser *p, enum tn_kind kind, const struct path *path) {
    bool of_project = tn_list_of(p->model->project, kind) && kind != TN_namespace &&
                      !(tn_kinds[kind].parents & TN_IN(namespace));
    bool hides = is_made_temporary(p, kind, path);
    void *parent = of_project || (hides && p->dialect == TN_POSTGRESQL) ? (void *)p->model->project
                                                                        : sql_home(p, path);
    struct tn_object *object = sql_add(p, kind, parent, path->name);
    chain_overload(p, object);
    names_put(&p->names, hides ? &p->temporaries : parent, kind, sql_key(p, path->name), object);
    p->comment_of = object;
    return object;
}

/* Bytes. A name that is looked for in texts costs their length each time: a short script could ask
 * for any amount of work. */
enum { LOOK_LIMIT = 1 << 28 };

bool sql_may_look(struct parser *p, size_t length) {
    bool could = p->looked <= LOOK_LIMIT;
    p->looked += length;
    bool can = p->looked <= LOOK_LIMIT;
    if (could && !can)
        sql_finding(p, TN_WARNING, "sql-limit", NULL, p->statement,
                    "from here on texts no longer follow when names change: so many changes would "
                    "take too long");
    return can;
}

void sql_rename_object(struct parser *p, void *object, const char *name) {
    struct tn_object *renamed = object;
    bool target = renamed->kind == TN_entity || renamed->kind == TN_attribute;
    if (target && p->pending.count) { /* some may mean it by its old name */
        p->tried = 0;
        sql_finish_pending(p, false);
    }
    renamed->name = tn_text(p->model, name);
    sql_know(p, renamed->parent, renamed);
}

/* ------------------------------------------------------------------ removing */

static void unlink_all(struct parser *p, struct tn_object *object) {
    const struct tn_kind_info *info = tn_kind_of(object);
    for (size_t i = 0; i < info->list_count; i++) {
        struct tn_list *list = (void *)((char *)object + info->lists[i].offset);
        while (list->first)
            unlink_all(p, list->first);
    }
    object_unlink(p->model, object);
}

void sql_discard(struct parser *p, void *object) {
    struct tn_object *removed = object;
    sql_part_leaves(p, removed);
    if (removed->kind == TN_routine)
        forget_overload(p, removed);
    if (p->about.count)
        sql_drop_about(p, removed);
    unlink_all(p, removed);
    p->dropped = true;
    if (removed == p->home) { /* the search path goes on to name it */
        p->home = p->model->project;
        p->home_gone = removed->name;
    }
}

void sql_forget(struct parser *p, void *object) {
    sql_part_leaves(p, object);
    unlink_all(p, object);
}

/* ------------------------------------------------------------------ what is there already */

static void know_list(struct parser *p, const struct tn_list *list) {
    for (struct tn_object *o = list->first; o; o = o->next)
        sql_know(p, o->parent, o);
}

static void know_indexes(struct parser *p, const struct tn_list *entities) {
    for (struct tn_entity *e = entities->first; e; e = e->next)
        for (struct tn_index *i = e->indexes.first; i; i = i->next)
            sql_know(p, e->parent, &i->object);
}

/* Statements are counted on from those of the scripts before. */
static void count_on(struct parser *p) {
    static const enum tn_kind kinds[] = {TN_view, TN_routine, TN_trigger, TN_raw};
    for (size_t k = 0; k < TN_LENGTH(kinds); k++) {
        const struct tn_field *field = tn_field_find(kinds[k], "position");
        for (struct tn_object *o = tn_next(p->model, kinds[k], NULL); o;
             o = tn_next(p->model, kinds[k], o)) {
            int64_t position = tn_value_get(o, field).number;
            if (position > 0 && (size_t)position > p->position)
                p->position = (size_t)position;
        }
    }
}

void sql_know_model(struct parser *p) {
    static const enum tn_kind kinds[] = {TN_type, TN_sequence, TN_entity, TN_view, TN_routine};
    struct tn_project *project = p->model->project;
    know_list(p, &project->namespaces);
    know_list(p, &project->extensions);
    know_indexes(p, &project->entities);
    for (size_t i = 0; i < TN_LENGTH(kinds); i++) {
        know_list(p, tn_list_of(project, kinds[i]));
        for (struct tn_namespace *n = project->namespaces.first; n; n = n->next)
            know_list(p, tn_list_of(n, kinds[i]));
    }
    for (struct tn_namespace *n = project->namespaces.first; n; n = n->next)
        know_indexes(p, &n->entities);
    count_on(p);
}

/* ------------------------------------------------------------------ showing */

static bool is_plain(const char *name) {
    if (!((*name >= 'a' && *name <= 'z') || *name == '_' || (unsigned char)*name >= 128))
        return false;
    for (; *name; name++)
        if (!((*name >= 'a' && *name <= 'z') || (*name >= '0' && *name <= '9') || *name == '_' ||
              (unsigned char)*name >= 128))
            return false;
    return true;
}

static void put_name(struct parser *p, const char *name) {
    bool plain = is_plain(name) && !tn_dialect_reserves(p->tables, name);
    tn_put(&p->scratch, plain ? "" : "\"");
    for (const char *c = name; *c; c++) {
        tn_put(&p->scratch, *c == '"' ? "\"" : "");
        tn_put_char(&p->scratch, *c);
    }
    tn_put(&p->scratch, plain ? "" : "\"");
}

const char *sql_shown_path(struct parser *p, const struct path *path) {
    tn_buffer_reset(&p->scratch);
    if (*path->schema && !is_project_schema(path->schema)) {
        put_name(p, path->schema);
        tn_put_char(&p->scratch, '.');
    }
    put_name(p, path->name);
    return tn_text_slice(p->model, (struct tn_slice){p->scratch.at, p->scratch.length});
}
