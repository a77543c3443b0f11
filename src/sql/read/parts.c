/*
 * The parts of an entity by their names: attributes, constraints and indexes. The table of names
 * learns them when they are first asked for, and what has come since each time; the entry of no
 * name holds the last one it knows. A part without a name is known by the one that the server
 * gives it.
 */
#include "sql/naming.h"
#include "sql/read/parser.h"

/* ------------------------------------------------------------------ the server's names */

static const char *template_of(const struct parser *p, enum tn_kind kind, bool primary) {
    const struct tn_naming *naming = &p->tables->naming;
    switch (kind) {
    case TN_key:
        return primary ? naming->primary : naming->unique;
    case TN_relationship:
        return naming->foreign;
    case TN_check:
        return naming->check;
    case TN_index:
        return naming->index;
    case TN_exclusion:
        return p->dialect == TN_POSTGRESQL ? "{table}_{columns}_excl" : "";
    default:
        return "";
    }
}

static const struct tn_attribute *mentioned(const struct tn_entity *entity, const char *name,
                                            void *context) {
    struct parser *p = context;
    return sql_attribute(p, (struct tn_entity *)entity, tn_text(p->model, name));
}

const char *sql_server_name(struct parser *p, const struct tn_object *object, size_t number) {
    bool primary = object->kind == TN_key && ((const struct tn_key *)object)->primary;
    const char *template_text = template_of(p, object->kind, primary);
    if (!*template_text)
        return template_text;
    struct tn_arena arena = {0};
    struct naming_source source = {p->tables, mentioned, p};
    struct naming_parts parts = naming_parts_of(object, &source, &arena);
    const char *name =
        tn_text(p->model, naming_fill(template_text, &parts, number, p->tables, &arena));
    tn_arena_free(&arena);
    return name;
}

/* ------------------------------------------------------------------ learning */

static const char last_known[] = "";

/* Of several of one name the first is meant. */
static bool learn_name(struct parser *p, struct tn_object *part, const char *name) {
    const char *key = sql_key(p, name);
    if (sql_living(p, part->parent, part->kind, key))
        return false;
    names_put(&p->names, part->parent, part->kind, key, part);
    return true;
}

/* Where its name is taken the server puts a number behind it. The first of such a series knows the
 * number of the last. */
static void learn_nameless(struct parser *p, struct tn_object *part) {
    const char *name = sql_server_name(p, part, 0);
    if (!*name || learn_name(p, part, name))
        return;
    const struct tn_object *first = sql_living(p, part->parent, part->kind, sql_key(p, name));
    size_t number = (uintptr_t)tn_id_map_get(&p->series, first->id);
    do
        name = sql_server_name(p, part, ++number);
    while (!learn_name(p, part, name));
    tn_id_map_put(&p->series, first->id, (void *)(uintptr_t)number);
}

static void learn(struct parser *p, struct tn_entity *entity, enum tn_kind kind) {
    struct tn_object *known = names_get(&p->names, entity, kind, last_known);
    struct tn_object *next = known && known->alive ? known->next : tn_list_of(entity, kind)->first;
    if (!next)
        return;
    for (; next; next = next->next) {
        if (*next->name)
            learn_name(p, next, next->name);
        else
            learn_nameless(p, next);
        known = next;
    }
    names_put(&p->names, entity, kind, last_known, known);
}

void sql_part_leaves(struct parser *p, const struct tn_object *part) {
    if (names_get(&p->names, part->parent, part->kind, last_known) == part)
        names_put(&p->names, part->parent, part->kind, last_known, part->prev);
}

/* What is behind the last one known is unknown; one that leaves that place must be told. */
void sql_attribute_moved(struct parser *p, struct tn_attribute *attribute) {
    struct tn_entity *entity = (struct tn_entity *)attribute->parent;
    names_put(&p->names, entity, TN_attribute, sql_key(p, attribute->name), &attribute->object);
    if (names_get(&p->names, entity, TN_attribute, last_known) == &attribute->object)
        names_put(&p->names, entity, TN_attribute, last_known, entity->attributes.last);
}

/* ------------------------------------------------------------------ finding */

enum { FEW = 16 };

/* Letters that only differ in case differ in bit 5: this tells most names apart. */
static bool begin_alike(const char *a, const char *b) {
    return ((*a ^ *b) & ~32) == 0;
}

static struct tn_attribute *search_few(const struct parser *p, const struct tn_entity *entity,
                                       const char *name) {
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (a->name == name)
            return a;
    if (p->dialect == TN_POSTGRESQL)
        return NULL;
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (begin_alike(a->name, name) && tn_same_word(a->name, name))
            return a;
    return NULL;
}

struct tn_attribute *sql_attribute(struct parser *p, struct tn_entity *entity, const char *name) {
    return entity->attributes.count <= FEW ? search_few(p, entity, name)
                                           : sql_part(p, entity, TN_attribute, name);
}

void *sql_part(struct parser *p, struct tn_entity *entity, enum tn_kind kind, const char *name) {
    learn(p, entity, kind);
    return sql_living(p, entity, kind, sql_key(p, name));
}

void *sql_part_find(struct parser *p, struct tn_entity *entity, uint64_t among, const char *name) {
    static const enum tn_kind kinds[] = {TN_key, TN_relationship, TN_check, TN_index, TN_exclusion};
    if (is_mysql(p) && among & TN_IN(key) && tn_same_word(name, "primary"))
        return tn_primary_key(entity);
    struct tn_object *nameless = NULL;
    for (size_t i = 0; i < TN_LENGTH(kinds); i++) {
        struct tn_object *found =
            among & UINT64_C(1) << kinds[i] ? sql_part(p, entity, kinds[i], name) : NULL;
        if (found && *found->name)
            return found;
        nameless = nameless ? nameless : found;
    }
    return nameless;
}
