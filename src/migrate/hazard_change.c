/*
 * Hazards that a difference shows by itself, whatever steps it takes: one row each.
 */
#include "migrate/layout.h"

#include <string.h>

enum {
    P = 1 << TN_POSTGRESQL,
    M = 1 << TN_MYSQL | 1 << TN_MARIADB,
    S = 1 << TN_SQLITE,
};
enum { ANY_FIELD = -1 };

/* ------------------------------------------------------------------ conditions */

static const struct tn_attribute *old_column(const struct tn_change *change) {
    return (const void *)change->before;
}

static const struct tn_attribute *new_column(const struct tn_change *change) {
    return (const void *)change->after;
}

static bool is_divided_off(const struct planner *planner, const struct tn_change *change) {
    const struct tn_entity *before = (const void *)change->before;
    const struct tn_entity *after = (const void *)change->after;
    return before->partition_of && !after->partition_of && after_of(planner, before->partition_of);
}

static bool begins_binary(const char *type) {
    return tn_starts_with(type, "binary");
}

static bool pads_with_zeros(const struct planner *planner, const struct tn_change *change) {
    (void)planner;
    return begins_binary(old_column(change)->type) || begins_binary(new_column(change)->type);
}

static bool concerns_srid(const struct planner *planner, const struct tn_change *change) {
    (void)planner;
    return tn_find_word(old_column(change)->options, "srid") ||
           tn_find_word(new_column(change)->options, "srid");
}

static bool is_list(const char *type) {
    return tn_starts_with(type, "enum(") || tn_starts_with(type, "set(");
}

/* A longer list that begins with the old one only needs another catalogue entry. */
static bool lists_otherwise(const struct planner *planner, const struct tn_change *change) {
    const char *from = old_column(change)->type, *to = new_column(change)->type;
    return is_list(from) && is_list(to) && !type_widening(planner->dialect, from, to).keeps_values;
}

static bool is_volatile(const struct planner *planner, const struct tn_change *change) {
    const struct tn_attribute *after = new_column(change);
    if (planner->online || after->identity != TN_identity_none)
        return false;
    return default_is_volatile(after) ||
           (*after->default_value && planner->dialect->number && planner->dialect->number < 110000);
}

static bool is_computed_default(const struct planner *planner, const struct tn_change *change) {
    (void)planner;
    const char *value = new_column(change)->default_value;
    return *value == '(' || (strchr(value, '(') && !tn_starts_with(value, "current_timestamp") &&
                             !tn_starts_with(value, "CURRENT_TIMESTAMP") && *value != '\'');
}

static bool is_of_domain(const struct planner *planner, const struct tn_change *change) {
    (void)planner;
    return change->after->parent->kind == TN_type;
}

static const struct tn_raw *raw_of(const struct tn_change *change) {
    return (const void *)(change->after ? change->after : change->before);
}

static bool guards_rows(const struct planner *planner, const struct tn_change *change) {
    (void)planner;
    const struct tn_raw *raw = raw_of(change);
    return tn_find_word(raw->statement, "policy") ||
           tn_find_word(raw->definition, "row level security") ||
           tn_starts_with(raw->statement, "ALTER DEFAULT PRIVILEGES");
}

static bool tells_replicas(const struct planner *planner, const struct tn_change *change) {
    (void)planner;
    return tn_find_word(raw_of(change)->definition, "replica identity") != NULL;
}

/* ------------------------------------------------------------------ the table */

static const struct row {
    unsigned dialects;
    enum tn_change_type type;
    enum tn_kind kind;
    int field;
    bool (*when)(const struct planner *planner, const struct tn_change *change); /* NULL: always */
    const char *hazard, *message; /* a template of {object} */
} rows[] = {
    {P, TN_REMOVED, TN_sequence, ANY_FIELD, NULL, "mig-drop-sequence",
     "sequence {object} is dropped with where it stood"},
    {P, TN_REMOVED, TN_extension, ANY_FIELD, NULL, "mig-drop-extension",
     "extension {object} is dropped with its types and functions"},
    {P, TN_CHANGED, TN_entity, TN_entity_partition_of, is_divided_off, "mig-detach",
     "table {object} leaves the table it is a partition of"},
    {M, TN_CHANGED, TN_entity, TN_entity_engine, NULL, "mig-engine",
     "table {object} gets another storage engine"},
    {M, TN_CHANGED, TN_entity, TN_entity_collation, NULL, "mig-collation",
     "new columns of table {object} sort and compare otherwise"},
    {P | M | S, TN_CHANGED, TN_attribute, TN_attribute_collation, NULL, "mig-collation",
     "the values of column {object} sort and compare otherwise"},
    {M, TN_CHANGED, TN_attribute, TN_attribute_charset, NULL, "mig-collation",
     "the values of column {object} get another character set"},
    {M, TN_CHANGED, TN_attribute, TN_attribute_type, pads_with_zeros, "mig-binary-padding",
     "the values of column {object} are filled up with zeros, or were"},
    {M, TN_CHANGED, TN_attribute, TN_attribute_type, lists_otherwise, "mig-enum-change",
     "the list of column {object} does not begin with the old one"},
    {M, TN_CHANGED, TN_attribute, TN_attribute_options, concerns_srid, "mig-srid",
     "column {object} takes values of another reference system"},
    {M, TN_CHANGED, TN_attribute, TN_FIELD_RANK, NULL, "mig-column-moved",
     "column {object} moves to another place"},
    {P, TN_ADDED, TN_attribute, ANY_FIELD, is_volatile, "mig-table-rewrite",
     "each row gets a value of its own in the new column {object}"},
    {M, TN_ADDED, TN_attribute, ANY_FIELD, is_computed_default, "mig-table-rewrite",
     "each row gets a value of its own in the new column {object}"},
    {P, TN_ADDED, TN_check, ANY_FIELD, is_of_domain, "mig-domain-check",
     "check {object} is asked of every column of its domain"},
    {P, TN_CHANGED, TN_check, TN_check_expression, is_of_domain, "mig-domain-check",
     "check {object} is asked of every column of its domain"},
    {P, TN_ADDED, TN_raw, ANY_FIELD, guards_rows, "mig-authorization", "{object} comes"},
    {P, TN_REMOVED, TN_raw, ANY_FIELD, guards_rows, "mig-authorization", "{object} goes"},
    {P, TN_CHANGED, TN_raw, TN_raw_definition, guards_rows, "mig-authorization",
     "{object} changes"},
    {P | M, TN_ADDED, TN_grant, ANY_FIELD, NULL, "mig-authorization", "{object} comes"},
    {P | M, TN_REMOVED, TN_grant, ANY_FIELD, NULL, "mig-authorization", "{object} goes"},
    {P, TN_ADDED, TN_raw, ANY_FIELD, tells_replicas, "mig-replica-identity", "{object} comes"},
    {P, TN_REMOVED, TN_raw, ANY_FIELD, tells_replicas, "mig-replica-identity", "{object} goes"},
};

static bool fits(const struct planner *planner, const struct row *row,
                 const struct tn_change *change) {
    const struct tn_object *object = change->after ? change->after : change->before;
    int field = change->field ? (int)(change->field - tn_kind_of(object)->fields) : ANY_FIELD;
    return row->dialects & 1u << planner->dialect->id && row->type == change->type &&
           row->kind == object->kind && row->field == field &&
           (!row->when || row->when(planner, change));
}

/* What stands for it in a message: a statement or a right is its own name. */
static const char *name_of(struct planner *planner, const struct tn_object *object) {
    struct tn_buffer path = {0};
    const char *text = tn_kept_text(object);
    if (object->kind == TN_raw || object->kind == TN_grant)
        tn_put_bytes(&path, text, strcspn(text, "\n"));
    else
        tn_path(object, &path);
    text = tn_arena_text(&planner->arena, tn_buffer_text(&path), path.length);
    tn_buffer_free(&path);
    return text;
}

static void tell(struct planner *planner, const struct row *row, const struct tn_change *change) {
    const struct tn_object *object = change->after ? change->after : change->before;
    struct tn_buffer message = {0};
    layout_expand(row->message, (struct layout_value[]){{"object", name_of(planner, object)}, {0}},
                  &message);
    hazard(planner, row->hazard, object, "%s", message.at);
    tn_buffer_free(&message);
}

void plan_hazards(struct planner *planner) {
    for (size_t i = 0; i < planner->diff->changes.count; i++)
        for (size_t j = 0; j < TN_LENGTH(rows); j++)
            if (fits(planner, &rows[j], &planner->diff->changes.items[i]))
                tell(planner, &rows[j], &planner->diff->changes.items[i]);
}
