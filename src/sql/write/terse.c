/*
 * The elements of a table in few words: what concerns one column stands in its line, and a table
 * that fits in one line is one.
 */
#include "sql/option.h"
#include "sql/write/write.h"

#include <string.h>

/* ------------------------------------------------------------------ in the line of a column */

struct in_lines {
    const struct tn_dialect *dialect;
    const struct tn_entity *entity;
    const struct write_table *how;
    const struct tn_key *primary; /* bare, and of one column; or NULL */
    const struct tn_key *integer; /* SQLite: see write_inline_key() */
    struct write_links links;     /* bare keys and references */
    struct write_links checks;
};

static bool is_bare_key(const struct tn_key *key) {
    return key->attributes.count == 1 && !*key->name && !key->include.count &&
           !key->nulls_not_distinct && !*key->options && key->deferral == TN_deferral_none &&
           !*key->comment;
}

/* MySQL reads REFERENCES in a column's line and forgets it. */
static bool is_bare_reference(const struct in_lines *lines,
                              const struct tn_relationship *relationship) {
    return relationship->attributes.count == 1 && !*relationship->name &&
           !write_mysql(lines->dialect);
}

/* Beside one that comes from the whole, or of the whole alone. */
static bool stands_apart(const struct in_lines *lines, const struct tn_key *key) {
    return (key->apart || sql_stands_only(key->options)) && write_stands_later(lines->how, key);
}

/* MySQL takes one of UNIQUE and PRIMARY KEY in a column's line and forgets the other. */
static bool stands_in_line(const struct in_lines *lines, const struct tn_key *key) {
    return is_bare_key(key) && (key->primary || !lines->primary || !write_mysql(lines->dialect) ||
                                lines->primary->attributes.items[0] != key->attributes.items[0]);
}

static bool stands_inside(const struct in_lines *lines, const struct tn_relationship *r) {
    return lines->how->foreign && lines->how->foreign(lines->how->context, r);
}

/* From the last to the first, as each goes in front of what is linked already. */
static void find_lines(struct in_lines *lines) {
    const struct tn_entity *entity = lines->entity;
    const struct tn_key *primary = tn_primary_key(entity);
    lines->integer = write_inline_key(lines->dialect, entity);
    lines->primary = primary && primary != lines->integer && is_bare_key(primary) &&
                             !stands_apart(lines, primary)
                         ? primary
                         : NULL;
    for (const struct tn_relationship *r = entity->relationships.last; r; r = r->prev)
        if (is_bare_reference(lines, r) && stands_inside(lines, r))
            write_link(&lines->links, r->attributes.items[0], r);
    for (const struct tn_key *key = entity->keys.last; key; key = key->prev)
        if (!key->primary && stands_in_line(lines, key) && !stands_apart(lines, key))
            write_link(&lines->links, key->attributes.items[0], key);
    write_link_checks(&lines->checks, lines->dialect, entity);
}

static bool is_primary(const struct in_lines *lines, const struct tn_attribute *attribute) {
    return lines->primary && lines->primary->attributes.items[0] == &attribute->object;
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
static bool is_never_null(const struct in_lines *lines, const struct tn_attribute *attribute) {
    return lines->dialect->id != TN_SQLITE && is_primary(lines, attribute) &&
           !tn_starts_with(attribute->type, "timestamp");
}

/* Left out, the parent's primary key is meant. */
static bool names_columns(const struct tn_relationship *relationship) {
    const struct tn_key *key = relationship->target ? tn_primary_key(relationship->target) : NULL;
    struct tn_refs columns = tn_relationship_target_attributes(relationship);
    return !key || columns.count != 1 || !tn_refs_same_set(key->attributes, columns);
}

static void put_linked(struct tn_buffer *out, const struct in_lines *lines,
                       const struct tn_attribute *attribute) {
    const struct write_link *link = write_first_link(&lines->links, attribute);
    for (; link; link = write_next_link(&lines->links, link)) {
        const struct tn_object *constraint = link->constraint;
        if (constraint->kind == TN_key) {
            write_word(out, "UNIQUE");
            continue;
        }
        const struct tn_relationship *r = (const void *)constraint;
        write_reference(out, lines->dialect, r,
                        lines->dialect->id == TN_SQLITE || names_columns(r));
    }
}

static void put_column(struct tn_buffer *out, const struct in_lines *lines,
                       const struct tn_attribute *attribute) {
    const struct tn_dialect *dialect = lines->dialect;
    struct tn_attribute shown = *attribute;
    struct tn_buffer type = {0};
    if (dialect->id == TN_POSTGRESQL && attribute->identity != TN_identity_serial)
        shown.type = short_type(attribute->type);
    shown.nullable = attribute->nullable || is_never_null(lines, attribute);
    tn_sql_put_name(out, dialect, attribute->name);
    write_column_type(&type, dialect, &shown);
    write_clause(out, tn_buffer_text(&type));
    tn_buffer_free(&type);
    write_key_in_line(out, dialect, lines->integer, attribute);
    write_column_clauses(out, dialect, &shown, &lines->checks, lines->how->no_comments);
    if (is_primary(lines, attribute))
        write_word(out, "PRIMARY KEY");
    put_linked(out, lines, attribute);
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

static void put_keys(struct elements *elements, const struct in_lines *lines) {
    for (int primary = 1; primary >= 0; primary--)
        for (const struct tn_key *key = lines->entity->keys.first; key; key = key->next)
            if (key->primary == primary && key != lines->integer && !stands_in_line(lines, key) &&
                !stands_apart(lines, key))
                put_constraint(elements, key);
}

static void put_constraints(struct elements *elements, const struct in_lines *lines) {
    const struct tn_entity *entity = lines->entity;
    put_keys(elements, lines);
    if (lines->how->indexes)
        for (const struct tn_index *index = entity->indexes.first; index; index = index->next) {
            write_inline_index(&elements->text, elements->dialect, index);
            end_element(elements);
        }
    for (size_t i = 0; i < entity->periods.count; i++) {
        tn_put_format(&elements->text, "PERIOD FOR %s", entity->periods.items[i]);
        end_element(elements);
    }
    for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        if (!is_bare_reference(lines, r) && stands_inside(lines, r))
            put_constraint(elements, r);
    for (const struct tn_check *check = entity->checks.first; check; check = check->next)
        if (!write_stands_later(lines->how, check) && !write_in_column(elements->dialect, check))
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
    struct in_lines lines = {.dialect = dialect, .entity = entity, .how = how};
    find_lines(&lines);
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        struct tn_buffer column = {0};
        put_column(&column, &lines, a);
        tn_put(&elements.text, tn_buffer_text(&column));
        tn_buffer_free(&column);
        end_element(&elements);
    }
    put_constraints(&elements, &lines);
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
    write_links_free(&lines.links);
    write_links_free(&lines.checks);
}
