/*
 * The pass that names what has no name: by the project's templates, else as the server would, each
 * name unique where the server wants it so. A name that stands is changed only when the schema
 * comes from another dialect and the name is taken.
 */
#include "lower/lowering.h"
#include "sql/naming.h"

#include <string.h>

/* ------------------------------------------------------------------ templates */

const struct tn_naming tn_default_naming = {
    .primary = "pk_{table}",
    .foreign = "fk_{table}_{columns}",
    .unique = "uq_{table}_{columns}",
    .check = "ck_{table}_{columns}",
    .index = "idx_{table}_{columns}",
};

struct name_templates {
    const char *primary, *foreign, *unique, *check, *index;
};

/* A template that only says what the source's own server does counts for nothing elsewhere. */
static const char *template_of(const struct lowering *l, const char *project, const char *source,
                               const char *target) {
    bool own = *project && (l->from->id == l->to->id || strcmp(project, source) != 0);
    return own ? project : target;
}

static struct name_templates templates_of(const struct lowering *l) {
    const struct tn_project *p = l->model->project;
    const struct tn_naming *from = &l->from->naming, *to = &l->to->naming;
    const char *index = *to->index ? to->index : tn_default_naming.index; /* needs one */
    return (struct name_templates){
        .primary = template_of(l, p->name_primary, from->primary, to->primary),
        .foreign = template_of(l, p->name_foreign, from->foreign, to->foreign),
        .unique = template_of(l, p->name_unique, from->unique, to->unique),
        .check = template_of(l, p->name_check, from->check, to->check),
        .index = template_of(l, p->name_index, from->index, index),
    };
}

/* ------------------------------------------------------------------ scopes */

/* Which names are taken where: a hash of the name and of what it must be unique in, the namespace
 * of tables and indexes, the constraints of a namespace, or those of one table. Two names with one
 * hash of 64 bits would cost the second a number behind its name, no more. */
struct naming_pass {
    struct lowering *l;
    struct name_templates templates;
    struct tn_id_map taken;
    struct tn_id_map numbers; /* where counting goes on for a name that was taken */
    struct tn_buffer folded;
};

enum scope { RELATIONS, CONSTRAINTS, OF_TABLE };

static bool names_fold(const struct tn_dialect *dialect) {
    return dialect->id != TN_POSTGRESQL;
}

static uint64_t hash_of(struct naming_pass *pass, const char *name) {
    if (!names_fold(pass->l->to))
        return tn_hash(name, strlen(name));
    tn_buffer_reset(&pass->folded);
    for (; *name; name++)
        tn_put_char(&pass->folded, *name >= 'A' && *name <= 'Z' ? (char)(*name + 32) : *name);
    return tn_hash(tn_buffer_text(&pass->folded), pass->folded.length);
}

static uint64_t key_of(struct naming_pass *pass, enum scope scope, const struct tn_object *o,
                       const char *name) {
    const struct tn_namespace *space = tn_namespace_of(o);
    const struct tn_entity *entity = tn_entity_of(o);
    uint64_t of =
        scope == OF_TABLE ? (entity ? entity->id : o->parent->id) : (space ? space->id : 0);
    uint64_t key = tn_mix(hash_of(pass, name) ^ tn_mix(of + (uint64_t)scope));
    return key ? key : 1;
}

static bool is_taken(struct naming_pass *pass, enum scope scope, const struct tn_object *o,
                     const char *name) {
    return tn_id_map_get(&pass->taken, key_of(pass, scope, o, name)) != NULL;
}

static void take(struct naming_pass *pass, enum scope scope, struct tn_object *o,
                 const char *name) {
    tn_id_map_put(&pass->taken, key_of(pass, scope, o, name), o);
}

/* The scopes in which an object's name must be the only one. */
struct scopes {
    enum scope items[2];
    size_t count;
};

static struct scopes postgresql_scopes(const struct tn_object *o, bool given) {
    if (o->kind == TN_index)
        return (struct scopes){{RELATIONS}, 1};
    if (o->kind == TN_key ||
        o->kind == TN_exclusion) /* the server looks at both, and asks for one */
        return (struct scopes){{RELATIONS, CONSTRAINTS}, given ? 1 : 2};
    return (struct scopes){{given ? OF_TABLE : CONSTRAINTS, OF_TABLE}, given ? 1 : 2};
}

/* given: the name is the user's, so only what the server refuses counts. */
static struct scopes scopes_of(const struct naming_pass *pass, const struct tn_object *o,
                               bool given) {
    enum tn_dialect_id to = pass->l->to->id;
    if (to == TN_POSTGRESQL)
        return postgresql_scopes(o, given);
    if (to == TN_SQLITE)
        return o->kind == TN_index ? (struct scopes){{RELATIONS}, 1} : (struct scopes){{0}, 0};
    bool everywhere = o->kind == TN_relationship || (o->kind == TN_check && to == TN_MYSQL);
    return (struct scopes){{everywhere ? CONSTRAINTS : OF_TABLE}, 1};
}

static bool is_free(struct naming_pass *pass, const struct tn_object *o, const char *name,
                    bool given) {
    struct scopes scopes = scopes_of(pass, o, given);
    for (size_t i = 0; i < scopes.count; i++)
        if (is_taken(pass, scopes.items[i], o, name))
            return false;
    return true;
}

static void take_everywhere(struct naming_pass *pass, struct tn_object *o) {
    static const bool both[] = {true, false};
    for (size_t b = 0; b < TN_LENGTH(both); b++) {
        struct scopes scopes = scopes_of(pass, o, both[b]);
        for (size_t i = 0; i < scopes.count; i++)
            take(pass, scopes.items[i], o, o->name);
    }
}

/* ------------------------------------------------------------------ giving names */

static const char *template_for(const struct naming_pass *pass, const struct tn_object *o) {
    const struct name_templates *t = &pass->templates;
    switch (o->kind) {
    case TN_key:
        return ((const struct tn_key *)o)->primary ? t->primary : t->unique;
    case TN_relationship:
        return t->foreign;
    case TN_check:
        return o->parent->kind == TN_type && *t->check ? "{table}_check" : t->check;
    case TN_index:
        return t->index;
    case TN_exclusion:
        return "{table}_{columns}_excl";
    default:
        return "";
    }
}

static const struct tn_attribute *find_attribute(const struct tn_entity *entity, const char *name,
                                                 void *context) {
    struct lowering *l = context;
    return lower_attribute(l, entity, name, !names_fold(l->to));
}

static bool is_mysql_primary(const struct naming_pass *pass, const struct tn_object *o) {
    return lower_is_mysql(pass->l->to) && o->kind == TN_key && ((struct tn_key *)o)->primary;
}

/* MariaDB: a check in the line of a column is called as the column, and not counted. */
static bool take_name_of_column(const struct naming_pass *pass, struct tn_object *o) {
    const struct tn_check *check = (const void *)o;
    if (o->kind != TN_check || pass->l->to->id != TN_MARIADB || !check->attribute)
        return false;
    o->name = check->attribute->name;
    return true;
}

/* InnoDB goes on from the highest number that the table's foreign keys have. */
static size_t first_number(const struct naming_pass *pass, const struct tn_object *o) {
    const struct tn_entity *entity = tn_entity_of(o);
    size_t highest = 0, length = entity ? strlen(entity->name) : 0;
    if (o->kind != TN_relationship || !lower_is_mysql(pass->l->to))
        return 1;
    for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next) {
        unsigned long long number = 0;
        if (strncmp(r->name, entity->name, length) == 0 &&
            tn_starts_with(r->name + length, "_ibfk_"))
            for (const char *c = r->name + length + 6; *c >= '0' && *c <= '9'; c++)
                number = number * 10 + (unsigned long long)(*c - '0');
        if (number < 1000000 && number > highest)
            highest = (size_t)number;
    }
    return highest + 1;
}

/* What the names of one series have in common: the first of them, where it must be the only one,
 * and the kind, which says what else counts. */
static uint64_t series_of(struct naming_pass *pass, const struct tn_object *o, const char *first) {
    struct scopes scopes = scopes_of(pass, o, false);
    uint64_t key = tn_mix(key_of(pass, scopes.items[0], o, first) + o->kind);
    return key ? key : 1;
}

/* The first free name of the series. Names never become free again, so that the next one goes on
 * behind it: a table with many unnamed constraints costs no more than its length. */
static const char *free_name(struct naming_pass *pass, struct tn_object *o,
                             const char *template_text, const struct naming_parts *parts,
                             size_t *try) {
    const struct tn_dialect *to = pass->l->to;
    const char *name = naming_fill(template_text, parts, 0, to, &pass->l->arena);
    *try = 0;
    if (!*name || is_free(pass, o, name, false))
        return name;
    uint64_t series = series_of(pass, o, name);
    *try = (uintptr_t)tn_id_map_get(&pass->numbers, series);
    do
        name = naming_fill(template_text, parts, ++*try, to, &pass->l->arena);
    while (!is_free(pass, o, name, false));
    tn_id_map_put(&pass->numbers, series, (void *)(uintptr_t)*try);
    return name;
}

/* numbers: where counting goes on for the siblings that come after. */
static void give_name(struct naming_pass *pass, struct tn_object *o, size_t *number) {
    const char *template_text = template_for(pass, o);
    if (!*template_text || is_mysql_primary(pass, o) || take_name_of_column(pass, o))
        return;
    struct naming_source source = {pass->l->to, find_attribute, pass->l};
    struct naming_parts parts = naming_parts_of(o, &source, &pass->l->arena);
    bool numbered = strstr(template_text, "{number}") != NULL;
    if (numbered)
        parts.number = *number ? *number : first_number(pass, o);
    size_t try;
    const char *name = free_name(pass, o, template_text, &parts, &try);
    if (!*name)
        return;
    o->name = tn_text(pass->l->model, name);
    take_everywhere(pass, o);
    *number = parts.number + try + 1;
}

/* A name from elsewhere that is taken here is put behind the table's. */
static void make_unique(struct naming_pass *pass, struct tn_object *o) {
    const struct tn_entity *entity = tn_entity_of(o);
    const char *old = o->name;
    if (is_free(pass, o, old, true))
        return;
    uint64_t series = tn_mix(key_of(pass, OF_TABLE, o, old) ^ o->kind);
    size_t try = (uintptr_t)tn_id_map_get(&pass->numbers, series);
    for (; !is_free(pass, o, o->name, true); try++) {
        struct tn_buffer name = {0};
        tn_put_format(&name, "%s_%s", entity->name, old);
        if (try)
            tn_put_format(&name, "_%zu", try + 1);
        o->name = tn_text(pass->l->model,
                          naming_shorten(tn_buffer_text(&name), pass->l->to, &pass->l->arena));
        tn_buffer_free(&name);
    }
    tn_id_map_put(&pass->numbers, series, (void *)(uintptr_t)try);
    lower_loss(pass->l, TN_INFO, o, "its name %s is taken, so it becomes %s", old, o->name);
}

static void keep_name(struct naming_pass *pass, struct tn_object *o) {
    if (!*o->name)
        return;
    if (is_mysql_primary(pass, o)) {
        if (pass->l->from->id != pass->l->to->id)
            o->name = "";
        return;
    }
    if (!lower_same_language(pass->l)) {
        o->name = tn_text(pass->l->model, naming_shorten(o->name, pass->l->to, &pass->l->arena));
        make_unique(pass, o);
    }
    take_everywhere(pass, o);
}

/* ------------------------------------------------------------------ the pass */

static const enum tn_kind named_kinds[] = {TN_key, TN_check, TN_exclusion, TN_relationship,
                                           TN_index};

static void for_each(struct naming_pass *pass, void *parent,
                     void (*visit)(struct naming_pass *, struct tn_object *, size_t *)) {
    for (size_t k = 0; k < TN_LENGTH(named_kinds); k++) {
        const struct tn_list *list = tn_list_of(parent, named_kinds[k]);
        size_t number = 0;
        for (struct tn_object *o = list ? list->first : NULL; o; o = o->next)
            visit(pass, o, &number);
    }
}

static void keep_one(struct naming_pass *pass, struct tn_object *o, size_t *number) {
    (void)number;
    keep_name(pass, o);
}

static void give_one(struct naming_pass *pass, struct tn_object *o, size_t *number) {
    if (!*o->name)
        give_name(pass, o, number);
}

static void take_relations(struct naming_pass *pass) {
    static const enum tn_kind kinds[] = {TN_entity, TN_view, TN_sequence};
    for (size_t k = 0; k < TN_LENGTH(kinds); k++)
        for (struct tn_object *o = tn_next(pass->l->model, kinds[k], NULL); o;
             o = tn_next(pass->l->model, kinds[k], o))
            take(pass, RELATIONS, o, o->name);
}

void lower_names(struct lowering *l) {
    struct naming_pass pass = {.l = l, .templates = templates_of(l)};
    take_relations(&pass);
    TN_EACH_OF(l->model, entity, entity)
    for_each(&pass, entity, keep_one);
    TN_EACH_OF(l->model, type, type)
    for_each(&pass, type, give_one);
    TN_EACH_OF(l->model, entity, entity)
    for_each(&pass, entity, give_one);
    tn_id_map_free(&pass.taken);
    tn_id_map_free(&pass.numbers);
    tn_buffer_free(&pass.folded);
}

/* ------------------------------------------------------------------ one name */

static size_t place_among_siblings(const struct tn_object *object) {
    size_t place = 1;
    for (const struct tn_object *o = object->prev; o; o = o->prev)
        place++;
    return place;
}

const char *tn_lower_name(const char *template_text, const void *object,
                          const struct tn_dialect *dialect, struct tn_arena *arena) {
    struct naming_source source = {.dialect = dialect};
    struct naming_parts parts = naming_parts_of(object, &source, arena);
    parts.number = place_among_siblings(object);
    return naming_fill(template_text, &parts, 0, dialect, arena);
}
