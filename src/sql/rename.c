/*
 * Renaming with all that follows: expressions of the same entity are rewritten; texts that are kept
 * verbatim (queries, routines, triggers) are left alone, with a finding that names them.
 */
#include "tenon/edit.h"

#include "sql/mention.h"
#include "sql/rename.h"

#include <string.h>

/* ------------------------------------------------------------------ expressions */

static void rename_field(const void *context, void *object, unsigned field) {
    const struct rename *rename = context;
    const struct tn_field *info = &tn_kind_of(object)->fields[field];
    const char *text = tn_value_get(object, info).text;
    if (!*text || !tn_sql_mentions(rename->dialect, text, rename->from))
        return;
    struct tn_buffer renamed = {0};
    sql_put_renamed(tn_slice_of(text), rename->dialect, rename->from, rename->to, &renamed);
    if (rename->edits)
        tn_set_text(rename->model, object, field, renamed.at);
    else
        tn_value_put(object, info, (union tn_value){.text = tn_text(rename->model, renamed.at)});
    tn_buffer_free(&renamed);
}

/* SYSTEM_TIME (start, end): a period's name is that of no column. */
static void rename_periods(const struct rename *rename, struct tn_entity *entity) {
    struct tn_texts renamed = {0};
    for (size_t i = 0; i < entity->periods.count; i++) {
        struct tn_buffer text = {0};
        sql_put_renamed(tn_slice_of(entity->periods.items[i]), rename->dialect, rename->from,
                        rename->to, &text);
        tn_texts_append(rename->model, &renamed, tn_text(rename->model, tn_buffer_text(&text)));
        tn_buffer_free(&text);
    }
    if (!renamed.count)
        return;
    if (rename->edits)
        tn_set(rename->model, entity, TN_entity_periods, (union tn_value){.texts = renamed});
    else
        entity->periods = renamed;
}

static void visit_parts(const struct tn_list *parts, sql_visit *visit, const void *context) {
    for (struct tn_index_part *part = parts->first; part; part = part->next)
        visit(context, part, TN_index_part_expression);
}

void sql_each_expression(struct tn_entity *entity, sql_visit *visit, const void *context) {
    visit(context, entity, TN_entity_partition_by);
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        if (*a->generated)
            visit(context, a, TN_attribute_generated);
        if (*a->default_value)
            visit(context, a, TN_attribute_default_value);
    }
    for (struct tn_key *key = entity->keys.first; key; key = key->next)
        if (*key->options == '(') /* its columns with their directions */
            visit(context, key, TN_key_options);
    for (struct tn_check *check = entity->checks.first; check; check = check->next)
        visit(context, check, TN_check_expression);
    for (struct tn_index *index = entity->indexes.first; index; index = index->next) {
        visit(context, index, TN_index_predicate);
        visit_parts(&index->parts, visit, context);
    }
    for (struct tn_exclusion *e = entity->exclusions.first; e; e = e->next) {
        visit(context, e, TN_exclusion_predicate);
        visit_parts(&e->parts, visit, context);
    }
}

void sql_rename_in_entity(const struct rename *rename, struct tn_entity *entity) {
    rename_periods(rename, entity);
    sql_each_expression(entity, rename_field, rename);
}

/* ------------------------------------------------------------------ texts kept verbatim */

struct mention {
    const struct tn_dialect *dialect;
    const char *from, *table; /* table: what must be mentioned too, or NULL */
    struct tn_findings *findings;
};

static void tell(const struct mention *mention, const void *object, const char *text) {
    if (!tn_sql_mentions(mention->dialect, text, mention->from) ||
        (mention->table && !tn_sql_mentions(mention->dialect, text, mention->table)))
        return;
    struct tn_finding *finding =
        tn_finding_add(mention->findings, TN_WARNING, "sql-mention", object,
                       "the text of the %s mentions \"%s\" and was left as it is",
                       tn_kind_of(object)->name, mention->from);
    tn_finding_remedy(mention->findings, finding, "change the text by hand");
}

static void tell_mentions(struct tn_model *model, const struct mention *mention) {
    TN_EACH_OF(model, view, view)
    tell(mention, view, view->query);
    TN_EACH_OF(model, routine, routine)
    tell(mention, routine, routine->definition);
    TN_EACH_OF(model, trigger, trigger)
    tell(mention, trigger, trigger->definition);
    TN_EACH_OF(model, raw, raw)
    tell(mention, raw, raw->definition);
}

/* ------------------------------------------------------------------ sequences */

/* nextval('old'::regclass): the name stands in a string. */
static void rename_sequence(struct tn_model *model, const char *from, const char *to) {
    struct tn_buffer quoted = {0};
    tn_put_format(&quoted, "%s'", from);
    TN_EACH_OF(model, attribute, a) {
        const char *found = strstr(a->default_value, quoted.at);
        if (!found || found == a->default_value || (found[-1] != '\'' && found[-1] != '.'))
            continue;
        struct tn_buffer text = {0};
        tn_put_bytes(&text, a->default_value, (size_t)(found - a->default_value));
        tn_put(&text, to);
        tn_put(&text, found + strlen(from));
        tn_set_text(model, a, TN_attribute_default_value, text.at);
        tn_buffer_free(&text);
    }
    tn_buffer_free(&quoted);
}

/* ------------------------------------------------------------------ the edit */

void tn_sql_rename(struct tn_model *model, void *object, const char *name,
                   struct tn_findings *findings) {
    struct tn_object *renamed = object;
    const char *before = renamed->name;
    if (strcmp(before, name) == 0)
        return;
    tn_set_text(model, renamed, TN_FIELD_NAME, name);
    if (!*before)
        return;
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct tn_entity *entity = renamed->kind == TN_attribute ? tn_entity_of(renamed) : NULL;
    if (entity) {
        struct rename rename = {model, dialect, before, name, true};
        sql_rename_in_entity(&rename, entity);
    }
    if (renamed->kind == TN_sequence)
        rename_sequence(model, before, name);
    static const uint64_t told = TN_IN(attribute) | TN_IN(entity) | TN_IN(view) | TN_IN(sequence) |
                                 TN_IN(type) | TN_IN(routine);
    if (findings && told & UINT64_C(1) << renamed->kind) {
        struct mention mention = {dialect, before, entity ? entity->name : NULL, findings};
        tell_mentions(model, &mention);
    }
}
