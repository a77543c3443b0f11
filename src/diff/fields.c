/*
 * Whether a field of two matched objects means the same: references through the matches, SQL after
 * normalisation, types as the dialect itself spells them, everything else as it is.
 */
#include "diff/comparison.h"

#include <ctype.h>
#include <string.h>

/* What a text field holds, where it is not plain text. */
enum meaning { PLAIN, EXPRESSION, TYPE, WORD, STATEMENT };

static const struct {
    const char *field;
    enum meaning meaning;
} meanings[] = {
    {"default_value", EXPRESSION},
    {"generated", EXPRESSION},
    {"expression", EXPRESSION},
    {"predicate", EXPRESSION},
    {"query", EXPRESSION},
    {"on_update", EXPRESSION},
    {"partition_by", EXPRESSION},
    {"partition_bound", EXPRESSION},
    {"identity_options", EXPRESSION},
    {"options", EXPRESSION},
    {"operator_class", WORD},
    {"collation", WORD},
    {"charset", WORD},
    {"engine", WORD},
    {"method", WORD},
    {"type", TYPE},
    {"base", TYPE},
    {"definition", STATEMENT},
    {"signature", EXPRESSION},
};

static enum meaning meaning_of(const struct tn_field *field) {
    for (size_t i = 0; i < TN_LENGTH(meanings); i++)
        if (strcmp(meanings[i].field, field->name) == 0)
            return meanings[i].meaning;
    return PLAIN;
}

const char *canonical_type(struct comparison *comparison, const char *type) {
    const char *known = tn_text_map_get(&comparison->types, type);
    if (known)
        return known;
    const char *made = tn_sql_canonical_type(comparison->scratch, comparison->dialect, type);
    tn_text_map_put(&comparison->types, type, (void *)made);
    return made;
}

static bool same_type(const struct comparison *comparison, const char *a, const char *b) {
    struct tn_model *scratch = comparison->scratch;
    const char *left = tn_sql_canonical_type(scratch, comparison->dialect, a);
    const char *right = tn_sql_canonical_type(scratch, comparison->dialect, b);
    return comparison->dialect->id == TN_SQLITE ? tn_same_word(left, right)
                                                : strcmp(left, right) == 0;
}

/* A statement kept verbatim: white space around it and before the end of a line says nothing. */
static bool same_statement(const char *a, const char *b) {
    size_t length_a = strlen(a), length_b = strlen(b);
    while (length_a && isspace((unsigned char)a[length_a - 1]))
        length_a--;
    while (length_b && isspace((unsigned char)b[length_b - 1]))
        length_b--;
    return length_a == length_b && memcmp(a, b, length_a) == 0;
}

static bool same_text(const struct comparison *comparison, const struct tn_field *field,
                      const char *a, const char *b) {
    if (strcmp(a, b) == 0)
        return true;
    switch (meaning_of(field)) {
    case EXPRESSION:
        return tn_sql_same_expression(comparison->dialect, a, b);
    case TYPE:
        return same_type(comparison, a, b);
    case WORD:
        return tn_same_word(a, b);
    case STATEMENT:
        return same_statement(a, b);
    case PLAIN:
        break;
    }
    return false;
}

static bool same_object(const struct comparison *comparison, struct tn_object *before,
                        const struct tn_object *after) {
    return before && after ? tn_diff_after(comparison->diff, before) == after : !before && !after;
}

static bool same_objects(const struct comparison *comparison, struct tn_refs before,
                         struct tn_refs after) {
    if (before.count != after.count)
        return false;
    for (size_t i = 0; i < before.count; i++)
        if (!same_object(comparison, before.items[i], after.items[i]))
            return false;
    return true;
}

/* Left out, they are the parent's primary key. */
static bool same_target_attributes(const struct comparison *comparison,
                                   const struct tn_object *before, const struct tn_object *after) {
    return same_objects(comparison,
                        tn_relationship_target_attributes((const struct tn_relationship *)before),
                        tn_relationship_target_attributes((const struct tn_relationship *)after));
}

static bool same_parent(const struct comparison *comparison, const struct tn_object *before,
                        const struct tn_object *after) {
    return same_object(comparison, scope_of(comparison, BEFORE, before),
                       scope_of(comparison, AFTER, after));
}

/* A reference to an object that does not count is no more to compare than the object. */
static bool is_compared(const struct comparison *comparison, const struct tn_field *field) {
    return comparison->options.layout || (field->flags & TN_COUNTS);
}

static bool is_mysql(const struct comparison *comparison) {
    return comparison->dialect->id == TN_MYSQL || comparison->dialect->id == TN_MARIADB;
}

bool field_differs(const struct comparison *comparison, const struct tn_field *field,
                   const struct tn_object *before, const struct tn_object *after) {
    const struct tn_field *fields = tn_kind_of(before)->fields;
    if (field == &fields[TN_FIELD_PARENT])
        return !same_parent(comparison, before, after);
    if (field == &fields[TN_FIELD_RANK])
        return tn_id_map_get(&comparison->moved, after->id) != NULL;
    if (!is_compared(comparison, field))
        return false;
    if (before->kind == TN_relationship && field == &fields[TN_relationship_target_attributes])
        return !same_target_attributes(comparison, before, after);
    union tn_value a = tn_value_get(before, field), b = tn_value_get(after, field);
    if (field->type == TN_TEXT)
        return !same_text(comparison, field, a.text, b.text) &&
               !(is_mysql(comparison) && mysql_same_field(comparison, field, before, after));
    if (field->type == TN_REF)
        return !same_object(comparison, a.ref, b.ref);
    if (field->type == TN_REFS)
        return !same_objects(comparison, a.refs, b.refs);
    return !tn_value_equal(field, a, b);
}
