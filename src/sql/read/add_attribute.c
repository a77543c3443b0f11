/*
 * An attribute from one line, as in CREATE TABLE. The line is read into a scratch model that holds
 * a table of the same name and the names of the types; what came out is then added to the model by
 * edits. A line that has an error changes nothing.
 */
#include "tenon/design.h"

#include "sql/read/parser.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ the scratch model */

static void add_twin(struct tn_model *to, const struct tn_type *type) {
    struct tn_namespace *home = tn_namespace_of(type);
    struct tn_namespace *twin = home ? tn_find_name(&to->project->namespaces, home->name) : NULL;
    if (home && !twin)
        twin = tn_add(to, TN_namespace, to->project, home->name);
    void *parent = twin ? (void *)twin : (void *)to->project;
    tn_add(to, TN_type, parent, type->name);
}

static void copy_types(struct tn_model *to, const struct tn_model *from) {
    TN_EACH_OF(from, type, type)
    add_twin(to, type);
}

static struct tn_type *original_type(struct tn_model *model, const struct tn_type *twin) {
    struct tn_namespace *home = tn_namespace_of(twin);
    struct tn_list *types = &model->project->types;
    if (home) {
        struct tn_namespace *real = tn_find_name(&model->project->namespaces, home->name);
        types = real ? &real->types : types;
    }
    return tn_find_name(types, twin->name);
}

/* ------------------------------------------------------------------ carrying over */

static void carry_field(struct tn_model *model, struct tn_object *to, const struct tn_object *from,
                        size_t field) {
    const struct tn_field *info = &tn_kind_of(from)->fields[field];
    union tn_value value = tn_value_get(from, info);
    if (info->type == TN_TEXT)
        tn_set_text(model, to, (unsigned)field, value.text);
    else if (info->type == TN_BOOL || info->type == TN_INT || info->type == TN_ENUM)
        tn_set_number(model, to, (unsigned)field, value.number);
}

/* Texts and numbers; references are the caller's. */
static void carry_fields(struct tn_model *model, void *to, const void *from) {
    const struct tn_kind_info *info = tn_kind_of(from);
    for (size_t i = TN_FIELD_COMMENT; i < info->field_count; i++)
        carry_field(model, to, from, i);
}

static void set_one(struct tn_model *model, void *object, unsigned field, void *ref) {
    struct tn_refs refs = {0};
    tn_refs_append(model, &refs, ref);
    tn_set_refs(model, object, field, refs);
}

static void carry_keys(struct tn_model *model, struct tn_attribute *attribute,
                       const struct tn_entity *from) {
    for (const struct tn_key *key = from->keys.first; key; key = key->next) {
        if (key->primary) {
            tn_design_toggle_primary(model, attribute);
            continue;
        }
        struct tn_key *made = tn_design_add(model, TN_key, attribute->parent, key->name);
        carry_fields(model, made, key);
        set_one(model, made, TN_key_attributes, attribute);
    }
}

static void carry_checks(struct tn_model *model, struct tn_attribute *attribute,
                         const struct tn_entity *from) {
    for (const struct tn_check *check = from->checks.first; check; check = check->next)
        carry_fields(model, tn_design_add(model, TN_check, attribute->parent, check->name), check);
}

static struct tn_entity *real_target(const struct tn_model *model, const struct path *path) {
    struct tn_buffer name = {0};
    tn_put_format(&name, "%s%s%s", path->schema, *path->schema ? "." : "", path->name);
    struct tn_entity *entity = tn_find_entity(model, name.at);
    tn_buffer_free(&name);
    return entity ? entity : tn_find_entity(model, path->name);
}

static void set_target_columns(struct tn_model *model, struct tn_relationship *made,
                               struct tn_texts names) {
    struct tn_texts columns = {0};
    for (size_t i = 0; i < names.count; i++)
        tn_texts_append(model, &columns, names.items[i]);
    tn_set(model, made, TN_relationship_target_columns, (union tn_value){.texts = columns});
}

static void carry_target(struct tn_model *model, struct tn_relationship *made,
                         const struct pending_key *pending) {
    struct tn_entity *target = real_target(model, &pending->target);
    struct tn_refs columns = {0};
    bool all = target;
    for (size_t i = 0; all && i < pending->columns.count; i++) {
        struct tn_attribute *a =
            tn_find_name_folded(&target->attributes, pending->columns.items[i]);
        all = a;
        tn_refs_append(model, &columns, a);
    }
    tn_set_ref(model, made, TN_relationship_target, target);
    if (!target)
        tn_set_text(model, made, TN_relationship_target_name, pending->target.name);
    if (all)
        tn_set_refs(model, made, TN_relationship_target_attributes, columns);
    else
        set_target_columns(model, made, pending->columns);
}

static void carry_references(struct tn_model *model, struct tn_attribute *attribute,
                             const struct parser *p) {
    for (size_t i = 0; i < p->pending.count; i++) {
        const struct pending_key *pending = &p->pending.items[i];
        struct tn_relationship *made =
            tn_design_add(model, TN_relationship, attribute->parent, pending->relationship->name);
        carry_fields(model, made, pending->relationship);
        set_one(model, made, TN_relationship_attributes, attribute);
        carry_target(model, made, pending);
    }
}

static struct tn_attribute *carry_over(struct tn_model *model, struct tn_entity *entity,
                                       const struct tn_attribute *read, const struct parser *p) {
    struct tn_attribute *made = tn_design_add(model, TN_attribute, entity, read->name);
    carry_fields(model, made, read);
    if (read->named_type)
        tn_set_ref(model, made, TN_attribute_named_type, original_type(model, read->named_type));
    carry_keys(model, made, (const struct tn_entity *)read->parent);
    carry_checks(model, made, (const struct tn_entity *)read->parent);
    carry_references(model, made, p);
    return made;
}

/* ------------------------------------------------------------------ the edit */

static struct tn_attribute *read_line(struct parser *p, const struct tn_entity *entity) {
    struct tn_entity *table = tn_add(p->model, TN_entity, p->model->project, entity->name);
    sql_next(p);
    struct tn_attribute *read = sql_column(p, table);
    if (!p->failed && p->token.kind != T_END)
        sql_expected(p, "a column constraint or the end of the line");
    return p->failed ? NULL : read;
}

static bool refuse(const struct tn_findings *findings, struct tn_error *error) {
    for (size_t i = 0; i < findings->count; i++)
        if (findings->items[i].severity == TN_ERROR)
            return tn_fail(error, "column %zu: %s", findings->items[i].column,
                           findings->items[i].message);
    return tn_fail(error, "this is no attribute");
}

struct tn_attribute *tn_sql_add_attribute(struct tn_model *model, struct tn_entity *entity,
                                          const char *line, struct tn_error *error) {
    struct tn_model *scratch = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    struct parser p;
    sql_parser_init(&p, scratch, tn_slice_of(line), tn_dialect_of(model), &findings);
    copy_types(scratch, model);
    sql_know_model(&p);
    struct tn_attribute *read = read_line(&p, entity);
    struct tn_attribute *made = NULL;
    if (!read)
        refuse(&findings, error);
    else if (tn_find_name_folded(&entity->attributes, read->name))
        tn_fail(error, "attribute \"%s\" is there already", read->name);
    else
        made = carry_over(model, entity, read, &p);
    sql_parser_free(&p);
    tn_findings_free(&findings);
    tn_model_free(scratch);
    return made;
}
