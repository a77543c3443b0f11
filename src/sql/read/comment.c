/*
 * COMMENT ON: finds the object and gives it its comment. A comment on what the model has no place
 * for, or does not have, is kept as a statement.
 */
#include "sql/read/parser.h"

/* Behind the words of the kind. NULL where there is no such object. */
typedef struct tn_object *find_subject(struct parser *p, enum tn_kind kind);

static struct tn_object *by_path(struct parser *p, enum tn_kind kind) {
    struct path path = sql_path(p, "a name");
    if (p->failed)
        return NULL;
    return kind == TN_routine ? (struct tn_object *)sql_routine(p, &path)
                              : sql_lookup(p, kind, &path);
}

/* The comment on the index of a key is not that on the key. */
static struct tn_object *index_by_path(struct parser *p, enum tn_kind kind) {
    struct path path = sql_path(p, "a name");
    struct tn_object *found = p->failed ? NULL : sql_index_or_key(p, &path);
    return found && found->kind == kind ? found : NULL;
}

static struct tn_object *of_project(struct parser *p, enum tn_kind kind) {
    const char *name = sql_name(p, "a name");
    return p->failed ? NULL : names_get(&p->names, p->model->project, kind, name);
}

static struct tn_object *column(struct parser *p, enum tn_kind kind) {
    (void)kind;
    struct path path = sql_path(p, "table.column");
    struct path table = {.schema = path.database, .name = path.schema, .at = path.at};
    struct tn_entity *entity = p->failed ? NULL : sql_entity(p, &table);
    return entity ? (struct tn_object *)sql_attribute(p, entity, path.name) : NULL;
}

static struct tn_object *part(struct parser *p, enum tn_kind kind) {
    const char *name = sql_name(p, "a name");
    if (!sql_expect(p, W_on, "ON"))
        return NULL;
    bool domain = sql_accept(p, W_domain);
    struct path path = sql_path(p, "a table");
    if (p->failed)
        return NULL;
    if (domain) {
        struct tn_type *type = sql_lookup(p, TN_type, &path);
        return type ? tn_find_name(&type->checks, name) : NULL;
    }
    struct tn_entity *entity = sql_entity(p, &path);
    if (!entity)
        return NULL;
    return kind == TN_trigger ? sql_part(p, entity, TN_trigger, name)
                              : (struct tn_object *)sql_part_owned(p, entity, SQL_PARTS, name);
}

static const struct subject {
    enum word word, second;
    enum tn_kind kind;
    find_subject *find;
} subjects[] = {
    {W_table, W_other, TN_entity, by_path},        {W_column, W_other, TN_attribute, column},
    {W_constraint, W_other, TN_any, part},         {W_trigger, W_other, TN_trigger, part},
    {W_index, W_other, TN_index, index_by_path},   {W_view, W_other, TN_view, by_path},
    {W_materialized, W_view, TN_view, by_path},    {W_type, W_other, TN_type, by_path},
    {W_domain, W_other, TN_type, by_path},         {W_sequence, W_other, TN_sequence, by_path},
    {W_function, W_other, TN_routine, by_path},    {W_procedure, W_other, TN_routine, by_path},
    {W_routine, W_other, TN_routine, by_path},     {W_aggregate, W_other, TN_routine, by_path},
    {W_schema, W_other, TN_namespace, of_project}, {W_extension, W_other, TN_extension, of_project},
};

static struct tn_object *subject_find(struct parser *p) {
    for (size_t i = 0; i < TN_LENGTH(subjects); i++) {
        const struct subject *row = &subjects[i];
        if (!at_word(p, row->word) || (row->second && sql_peek(p, 1)->word != row->second))
            continue;
        sql_next(p);
        if (row->second)
            sql_next(p);
        struct tn_object *found = row->find(p, row->kind);
        return found && found->alive ? found : NULL;
    }
    return NULL;
}

void sql_comment(struct parser *p) {
    sql_next(p);
    if (!sql_expect(p, W_on, "ON"))
        return;
    struct tn_object *object = subject_find(p);
    if (p->failed)
        return;
    if (!object) {
        sql_keep_raw(p, false);
        return;
    }
    if (!sql_expect(p, W_is, "IS"))
        return;
    const char *text = sql_accept(p, W_null) ? "" : sql_string(p, "a comment in quotes, or NULL");
    if (!p->failed)
        object->comment = text;
}
