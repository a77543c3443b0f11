/*
 * Which objects a part of a script is of: names with * and ?, and what belongs to an object though
 * it stands elsewhere.
 */
#include "tenon/sql.h"

#include <string.h>

/* ------------------------------------------------------------------ patterns */

static char fold(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

/* * stands for any run of characters, ? for one. Only the last * is ever gone back to, so the time
 * is at most the product of both lengths. */
static bool fits(const char *pattern, const char *name) {
    const char *star = NULL, *back = NULL;
    while (*name) {
        if (*pattern == '*') {
            star = pattern++;
            back = name;
        } else if (*pattern && (*pattern == '?' || fold(*pattern) == fold(*name))) {
            pattern++;
            name++;
        } else if (star) {
            pattern = star + 1;
            name = ++back;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return !*pattern;
}

/* Its name, or its name behind its schema's; what stands in no schema is public in PostgreSQL. */
static bool is_meant(const char *pattern, const struct tn_object *object) {
    const struct tn_namespace *space = tn_namespace_of(object);
    if (!*object->name)
        return false;
    if (fits(pattern, object->name))
        return true;
    struct tn_buffer path = {0};
    tn_put_format(&path, "%s.%s", space ? space->name : "public", object->name);
    bool meant = fits(pattern, path.at);
    tn_buffer_free(&path);
    return meant;
}

/* ------------------------------------------------------------------ what comes along */

static void choose(struct tn_id_map *chosen, struct tn_object *object) {
    tn_id_map_put(chosen, object->id, object);
}

static const char *definition_of(const struct tn_object *object) {
    return tn_value_get(object, tn_field_find(object->kind, "definition")).text;
}

/* Grants and statements kept as text that name the table: policies, rules, clustering. */
static void take_statements(const struct tn_model *model, const struct tn_entity *entity,
                            struct tn_id_map *chosen) {
    static const enum tn_kind kinds[] = {TN_grant, TN_raw};
    const struct tn_dialect *dialect = tn_dialect_of(model);
    for (size_t k = 0; k < TN_LENGTH(kinds); k++)
        for (struct tn_object *o = tn_next(model, kinds[k], NULL); o;
             o = tn_next(model, kinds[k], o))
            if (tn_sql_mentions(dialect, definition_of(o), entity->name))
                choose(chosen, o);
}

static void take_entity(const struct tn_model *model, const struct tn_entity *entity,
                        struct tn_id_map *chosen) {
    TN_EACH_OF(model, sequence, sequence)
    if (sequence->owner && tn_entity_of(sequence->owner) == entity)
        choose(chosen, &sequence->object);
    take_statements(model, entity, chosen);
}

/* ------------------------------------------------------------------ the public face */

static const enum tn_kind kinds_with_names[] = {TN_namespace, TN_extension, TN_type,    TN_sequence,
                                                TN_entity,    TN_view,      TN_routine, TN_role};

size_t tn_sql_choose(const struct tn_model *model, const char *pattern, struct tn_id_map *chosen) {
    size_t count = 0;
    for (size_t k = 0; k < TN_LENGTH(kinds_with_names); k++)
        for (struct tn_object *o = tn_next(model, kinds_with_names[k], NULL); o;
             o = tn_next(model, kinds_with_names[k], o)) {
            bool schema = o->kind == TN_namespace;
            if (!(schema ? fits(pattern, o->name) && !strpbrk(pattern, "*?")
                         : is_meant(pattern, o)))
                continue;
            choose(chosen, o);
            if (o->kind == TN_entity)
                take_entity(model, (void *)o, chosen);
            count++;
        }
    return count;
}
