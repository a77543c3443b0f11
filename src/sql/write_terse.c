/*
 * The elements of a table in few words: what concerns one column stands in its line, and a table
 * that fits in one line is one.
 */
#include "sql/write.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ in the line of a column */

static bool is_of(struct tn_refs attributes, const struct tn_attribute *attribute) {
    return attributes.count == 1 && attributes.items[0] == &attribute->object;
}

static bool is_bare_key(const struct tn_key *key) {
    return key->attributes.count == 1 && !*key->name && !key->include.count &&
           !key->nulls_not_distinct && !*key->options && key->deferral == TN_deferral_none &&
           !*key->comment;
}

/* MySQL reads REFERENCES in a column's line and forgets it. */
static bool is_bare_reference(const struct tn_dialect *dialect,
                              const struct tn_relationship *relationship) {
    return relationship->attributes.count == 1 && !*relationship->name && !write_mysql(dialect);
}

/* MySQL takes one of UNIQUE and PRIMARY KEY in a column's line and forgets the other. */
static bool stands_in_line(const struct tn_dialect *dialect, const struct tn_key *key) {
    const struct tn_key *primary = tn_primary_key(tn_entity_of(key));
    return is_bare_key(key) &&
           !(write_mysql(dialect) && primary && primary != key && is_bare_key(primary) &&
             primary->attributes.items[0] == key->attributes.items[0]);
}

static bool is_primary(const struct tn_dialect *dialect, const struct tn_attribute *attribute) {
    const struct tn_key *key = tn_primary_key(tn_entity_of(attribute));
    return key && is_bare_key(key) && is_of(key->attributes, attribute) &&
           key != write_inline_key(dialect, tn_entity_of(attribute));
}

/* ------------------------------------------------------------------ columns */

static const char *const short_types[][2] = {
    {"boolean", "bool"},
    {"double precision", "float8"},
    {"integer", "int"},
    {"real", "float4"},
};

static const char *short_type(const char *type) {
    for (size_t i = 0; i < TN_LENGTH(short_types); i++)
        if (strcmp(short_types[i][0], type) == 0)
            return short_types[i][1];
    return type;
}

/* A primary key has no nulls anyway; but a timestamp of MySQL would be written NULL. */
static bool is_never_null(const struct tn_dialect *dialect, const struct tn_attribute *attribute) {
    return dialect->id != TN_SQLITE && is_primary(dialect, attribute) &&
           !tn_starts_with(attribute->type, "timestamp");
}

/* Left out, the parent's primary key is meant. */
static bool names_columns(const struct tn_relationship *relationship) {
    const struct tn_key *key = relationship->target ? tn_primary_key(relationship->target) : NULL;
    struct tn_refs columns = tn_relationship_target_attributes(relationship);
    return !key || columns.count != 1 || !tn_refs_same_set(key->attributes, columns);
}

static void put_column(struct tn_buffer *out, const struct tn_dialect *dialect,
                       const struct tn_entity *entity, const struct tn_attribute *attribute,
                       const struct write_table *how) {
    struct tn_attribute shown = *attribute;
    if (dialect->id == TN_POSTGRESQL && attribute->identity != TN_identity_serial)
        shown.type = short_type(attribute->type);
    shown.nullable = attribute->nullable || is_never_null(dialect, attribute);
    tn_sql_put_name(out, dialect, attribute->name);
    struct tn_buffer type = {0};
    write_column_type(&type, dialect, &shown);
    write_clause(out, tn_buffer_text(&type));
    tn_buffer_free(&type);
    write_key_in_line(out, dialect, write_inline_key(dialect, entity), attribute);
    write_column_clauses(out, dialect, &shown, how->no_comments);
    if (is_primary(dialect, attribute))
        write_word(out, "PRIMARY KEY");
    for (const struct tn_key *key = entity->keys.first; key; key = key->next)
        if (!key->primary && stands_in_line(dialect, key) && is_of(key->attributes, attribute))
            write_word(out, "UNIQUE");
    for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        if (is_bare_reference(dialect, r) && is_of(r->attributes, attribute) && how->foreign &&
            how->foreign(how->context, r))
            write_reference(out, dialect, r, dialect->id == TN_SQLITE || names_columns(r));
}

/* ------------------------------------------------------------------ all elements */

struct elements {
    const struct tn_dialect *dialect;
    struct tn_buffer text; /* one behind the other, a zero byte after each */
    size_t count;
};

static void end_element(struct elements *elements) {
    tn_put_char(&elements->text, 0);
    elements->count++;
}

static void put_constraint(struct elements *elements, const void *object) {
    tn_sql_put_constraint(&elements->text, elements->dialect, object);
    end_element(elements);
}

static void put_keys(struct elements *elements, const struct tn_entity *entity) {
    const struct tn_key *in_column = write_inline_key(elements->dialect, entity);
    for (int primary = 1; primary >= 0; primary--)
        for (const struct tn_key *key = entity->keys.first; key; key = key->next)
            if (key->primary == primary && key != in_column &&
                !stands_in_line(elements->dialect, key))
                put_constraint(elements, key);
}

static void put_constraints(struct elements *elements, const struct tn_entity *entity,
                            const struct write_table *how) {
    put_keys(elements, entity);
    if (how->indexes)
        for (const struct tn_index *index = entity->indexes.first; index; index = index->next) {
            write_inline_index(&elements->text, elements->dialect, index);
            end_element(elements);
        }
    for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        if (!is_bare_reference(elements->dialect, r) && how->foreign &&
            how->foreign(how->context, r))
            put_constraint(elements, r);
    for (const struct tn_check *check = entity->checks.first; check; check = check->next)
        if (!write_stands_later(how, elements->dialect, check))
            put_constraint(elements, check);
    for (const struct tn_exclusion *x = entity->exclusions.first; x; x = x->next)
        put_constraint(elements, x);
}

#define LONGEST_LINE 100

static size_t last_line(const struct tn_buffer *out) {
    const char *text = tn_buffer_text(out), *line = strrchr(text, '\n');
    return tn_text_width(line ? line + 1 : text);
}

void write_terse_body(struct tn_buffer *out, const struct tn_dialect *dialect,
                      const struct tn_entity *entity, const struct write_table *how) {
    struct elements elements = {.dialect = dialect};
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        struct tn_buffer column = {0};
        put_column(&column, dialect, entity, a, how);
        tn_put(&elements.text, tn_buffer_text(&column));
        tn_buffer_free(&column);
        end_element(&elements);
    }
    put_constraints(&elements, entity, how);
    bool one_line = elements.text.length + elements.count + last_line(out) + 4 <= LONGEST_LINE;
    const char *text = tn_buffer_text(&elements.text);
    tn_put(out, " (");
    for (size_t i = 0; i < elements.count; i++, text += strlen(text) + 1) {
        tn_put(out, i ? "," : "");
        tn_put(out, !one_line ? "\n  " : i ? " " : "");
        tn_put(out, text);
    }
    tn_put(out, one_line ? ")" : "\n)");
    tn_buffer_free(&elements.text);
}
