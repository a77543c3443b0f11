/*
 * Which change belongs to which part.
 */
#include "migrate/rollout.h"

#include <string.h>

enum { ANY_FIELD = -1 };

/* The first row that fits; what is in no row comes in expand, and changes and goes in contract. */
static const struct row {
    enum tn_change_type type;
    enum tn_kind kind;
    int field;
    enum tn_rollout_part part;
} rows[] = {
    /* what refuses rows waits for the end of the application that may write them */
    {TN_ADDED, TN_key, ANY_FIELD, TN_CONTRACT},
    {TN_ADDED, TN_relationship, ANY_FIELD, TN_CONTRACT},
    {TN_ADDED, TN_check, ANY_FIELD, TN_CONTRACT},
    {TN_ADDED, TN_exclusion, ANY_FIELD, TN_CONTRACT},
    {TN_ADDED, TN_trigger, ANY_FIELD, TN_MIGRATE},
    /* and goes before the application that writes them comes */
    {TN_REMOVED, TN_relationship, ANY_FIELD, TN_EXPAND},
    {TN_REMOVED, TN_check, ANY_FIELD, TN_EXPAND},
    {TN_REMOVED, TN_exclusion, ANY_FIELD, TN_EXPAND},
    {TN_CHANGED, TN_attribute, TN_attribute_default_value, TN_MIGRATE},
    {TN_CHANGED, TN_entity, TN_FIELD_NAME, TN_EXPAND},
    {TN_CHANGED, TN_view, ANY_FIELD, TN_MIGRATE},
    {TN_CHANGED, TN_routine, ANY_FIELD, TN_MIGRATE},
    {TN_CHANGED, TN_trigger, ANY_FIELD, TN_MIGRATE},
    {TN_CHANGED, TN_any, TN_FIELD_COMMENT, TN_EXPAND},
};

int rollout_field(const struct tn_change *change) {
    return change->field ? (int)(change->field - tn_kind_of(change->before)->fields) : ANY_FIELD;
}

bool rollout_is_field(const struct tn_change *change, enum tn_kind kind, int field) {
    return change->type == TN_CHANGED && change->before->kind == kind &&
           rollout_field(change) == field;
}

bool rollout_changes_type(const struct tn_change *change) {
    static const int fields[] = {TN_attribute_type, TN_attribute_named_type,
                                 TN_attribute_dimensions, TN_attribute_collation};
    for (size_t i = 0; i < TN_LENGTH(fields); i++)
        if (rollout_is_field(change, TN_attribute, fields[i]))
            return true;
    return false;
}

bool rollout_stays_in_place(const struct making *making, const struct tn_attribute *from,
                            const struct tn_attribute *to) {
    if (from->named_type || to->named_type || from->dimensions || to->dimensions)
        return false;
    struct widening widening = type_widening(making->dialect, from->type, to->type);
    return widening.keeps_table && widening.keeps_values;
}

static bool is_harmless(const struct making *making, const struct tn_change *change) {
    const struct tn_attribute *from = (const void *)change->before;
    const struct tn_attribute *to = (const void *)change->after;
    return strcmp(from->collation, to->collation) == 0 && rollout_stays_in_place(making, from, to);
}

static bool is_unique_index(const struct tn_object *object) {
    return object->kind == TN_index && ((const struct tn_index *)object)->unique;
}

/* MySQL: a column that counts has to have its key from the first. */
static bool leads_a_new_counter(const struct making *making, const struct tn_object *object) {
    const struct tn_key *key = object->kind == TN_key ? (const void *)object : NULL;
    const struct tn_index *index = object->kind == TN_index ? (const void *)object : NULL;
    const struct tn_index_part *part = index ? index->parts.first : NULL;
    const struct tn_attribute *first = part ? part->attribute : NULL;
    if (key && key->attributes.count)
        first = (const void *)key->attributes.items[0];
    return first && first->identity == TN_identity_auto_increment &&
           !tn_diff_before(making->diff, first);
}

/* Statements that let fewer through: policies. */
static bool restricts(const struct tn_object *object) {
    return object->kind == TN_raw &&
           (tn_starts_with(((const struct tn_raw *)object)->statement, "CREATE POLICY") ||
            tn_starts_with(((const struct tn_raw *)object)->statement, "ALTER TABLE"));
}

/* Does the text speak of a table that gets another name: by the new name, or by the old one? */
static bool names_a_renamed_table(const struct making *making, const struct tn_object *text,
                                  bool new) {
    for (size_t i = 0; i < making->renamed.count; i++) {
        const struct tn_change *change = making->renamed.items[i];
        if (tn_sql_mentions(making->dialect, tn_kept_text(text),
                            new ? change->after->name : change->before->name))
            return true;
    }
    return false;
}

/* Its words fit the new type of a column only: it changes when that does. */
static bool goes_with_a_type(const struct making *making, const struct tn_change *change) {
    const struct tn_object *object = change->before;
    bool worded =
        object->kind == TN_check || object->kind == TN_index || object->kind == TN_index_part;
    return worded && tn_entity_of(object) &&
           tn_id_map_get(&making->retyped, tn_entity_of(object)->id);
}

/* Where the value decides. */
static bool is_loosened(const struct making *making, const struct tn_change *change) {
    if (rollout_changes_type(change))
        return is_harmless(making, change);
    if (rollout_is_field(change, TN_attribute, TN_attribute_nullable))
        return ((const struct tn_attribute *)change->after)->nullable;
    if (rollout_is_field(change, TN_type, TN_type_values))
        return type_only_grows((const void *)change->before, (const void *)change->after);
    bool bound = change->before->kind == TN_view || change->before->kind == TN_trigger;
    return bound && names_a_renamed_table(making, change->after, true);
}

enum tn_rollout_part rollout_part_of(const struct making *making, const struct tn_change *change) {
    const struct tn_object *object = change->after ? change->after : change->before;
    if (speaks_of_new_value(making, change))
        return TN_CONTRACT;
    if (change->type == TN_CHANGED && is_loosened(making, change))
        return TN_EXPAND;
    if (change->type == TN_REMOVED && object->kind == TN_grant &&
        names_a_renamed_table(making, object, false))
        return TN_EXPAND;
    if (change->type == TN_ADDED && leads_a_new_counter(making, object))
        return TN_EXPAND;
    if (change->type == TN_ADDED && (is_unique_index(object) || restricts(object)))
        return TN_CONTRACT;
    if (change->type == TN_CHANGED && goes_with_a_type(making, change))
        return TN_MIGRATE;
    for (size_t i = 0; i < TN_LENGTH(rows); i++)
        if (rows[i].type == change->type && (rows[i].kind == object->kind || !rows[i].kind) &&
            (rows[i].field == ANY_FIELD || rows[i].field == rollout_field(change)))
            return rows[i].part;
    return change->type == TN_ADDED ? TN_EXPAND : TN_CONTRACT;
}
