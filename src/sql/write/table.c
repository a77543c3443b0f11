/*
 * CREATE TABLE: one line a column, names and types in columns of their own, then the constraints.
 * Also the ways in which a table becomes a partition.
 */
#include "sql/write/write.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ the primary key in its
 * column's line */

const struct tn_key *write_inline_key(const struct tn_dialect *dialect,
                                      const struct tn_entity *entity) {
    const struct tn_key *key = dialect->id == TN_SQLITE ? tn_primary_key(entity) : NULL;
    if (!key || key->attributes.count != 1)
        return NULL;
    const struct tn_attribute *attribute = (const void *)key->attributes.items[0];
    bool numbers_rows = tn_same_word(attribute->type, "integer") ||
                        attribute->identity == TN_identity_auto_increment;
    bool ordered = tn_starts_with(key->options, "DESC"); /* then it does not: only here */
    return ordered || (numbers_rows && *key->options != '(') ? key : NULL;
}

void write_key_in_line(struct tn_buffer *out, const struct tn_dialect *dialect,
                       const struct tn_key *key, const struct tn_attribute *attribute) {
    if (!key || key->attributes.items[0] != &attribute->object)
        return;
    if (*key->name) {
        write_word(out, "CONSTRAINT ");
        tn_sql_put_name(out, dialect, key->name);
    }
    write_word(out, "PRIMARY KEY");
    write_clause(out, key->options);
    if (attribute->identity != TN_identity_none)
        write_word(out, "AUTOINCREMENT");
}

/* ------------------------------------------------------------------ columns, aligned */

/* A type that is wider than this (an enumeration) stands out of the column instead of widening it.
 */
#define WIDEST_TYPE 32

struct column_text {
    size_t name, type; /* widths; texts stand one after the other in the buffer */
    size_t start, end;
};

struct column_texts {
    struct tn_buffer buffer;
    TN_VECTOR(struct column_text) columns;
    size_t name_width, type_width;
    const struct tn_key *key; /* that stands in its column's line, or NULL */
    struct write_links checks;
    bool no_comments;
};

static void collect_column(struct column_texts *texts, const struct tn_dialect *dialect,
                           const struct tn_attribute *attribute) {
    struct tn_buffer *buffer = &texts->buffer;
    struct tn_buffer clauses = {0};
    struct column_text column = {.start = buffer->length};
    tn_sql_put_name(buffer, dialect, attribute->name);
    tn_put_char(buffer, 0);
    column.name = tn_text_width(buffer->at + column.start);
    size_t type = buffer->length;
    write_column_type(buffer, dialect, attribute);
    tn_put_char(buffer, 0);
    column.type = tn_text_width(buffer->at + type);
    write_key_in_line(&clauses, dialect, texts->key, attribute);
    write_column_clauses(&clauses, dialect, attribute, &texts->checks, texts->no_comments);
    tn_put(buffer, tn_buffer_text(&clauses));
    tn_put_char(buffer, 0);
    if (column.name > texts->name_width)
        texts->name_width = column.name;
    if (clauses.length && column.type > texts->type_width && column.type <= WIDEST_TYPE)
        texts->type_width = column.type;
    tn_buffer_free(&clauses);
    TN_PUSH(&texts->columns, column);
}

static void put_padding(struct tn_buffer *out, size_t width, size_t column) {
    tn_put_repeated(out, ' ', width < column ? column - width + 1 : 1);
}

static void put_column_line(struct tn_buffer *out, const struct column_texts *texts,
                            const struct column_text *column) {
    const char *name = texts->buffer.at + column->start;
    const char *type = name + strlen(name) + 1;
    const char *clauses = type + strlen(type) + 1;
    tn_put(out, "\n    ");
    tn_put(out, name);
    if (*type || *clauses)
        put_padding(out, column->name, texts->name_width);
    tn_put(out, type);
    if (*clauses)
        put_padding(out, column->type, *type ? texts->type_width : 0);
    tn_put(out, clauses);
}

static bool put_column_lines(struct tn_buffer *out, const struct tn_dialect *dialect,
                             const struct tn_entity *entity, bool no_comments) {
    struct column_texts texts = {.key = write_inline_key(dialect, entity),
                                 .no_comments = no_comments};
    struct tn_text_map above = {0};
    write_collect_inherited(&above, dialect, entity);
    write_link_checks(&texts.checks, dialect, entity);
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (!write_is_passed_on(&above, a))
            collect_column(&texts, dialect, a);
    for (size_t i = 0; i < texts.columns.count; i++) {
        tn_put(out, i ? "," : "");
        put_column_line(out, &texts, &texts.columns.items[i]);
    }
    bool any = texts.columns.count > 0;
    free(texts.columns.items);
    tn_buffer_free(&texts.buffer);
    write_links_free(&texts.checks);
    tn_text_map_free(&above);
    return any;
}

/* ------------------------------------------------------------------ constraints, a line each */

struct table_writer {
    struct tn_buffer *out;
    const struct tn_dialect *dialect;
    const struct write_table *how;
    bool any; /* a line stands already */
};

static void next_line(struct table_writer *writer) {
    tn_put(writer->out, writer->any ? ",\n    " : "\n    ");
    writer->any = true;
}

static void put_constraint_line(struct table_writer *writer, const void *object) {
    next_line(writer);
    write_constraint(writer->out, writer->dialect, object, 4);
}

bool write_stands_later(const struct write_table *how, const void *constraint) {
    return how->later && tn_id_map_get(how->later, ((const struct tn_object *)constraint)->id);
}

static void put_keys(struct table_writer *writer, const struct tn_entity *entity) {
    const struct tn_key *in_column = write_inline_key(writer->dialect, entity);
    const struct tn_key *primary = tn_primary_key(entity);
    if (primary && primary != in_column && !write_stands_later(writer->how, primary))
        put_constraint_line(writer, primary);
    for (const struct tn_key *key = entity->keys.first; key; key = key->next)
        if (key != primary && !write_stands_later(writer->how, key))
            put_constraint_line(writer, key);
}

static void put_index_lines(struct table_writer *writer, const struct tn_entity *entity) {
    for (const struct tn_index *index = entity->indexes.first; index; index = index->next) {
        next_line(writer);
        write_inline_index(writer->out, writer->dialect, index);
    }
}

static bool has_check(const struct tn_entity *entity, const struct tn_check *check) {
    const struct tn_check *own = *check->name ? tn_find_name(&entity->checks, check->name) : NULL;
    return own && strcmp(own->expression, check->expression) == 0;
}

static bool comes_from_whole(const struct table_writer *writer, const struct tn_entity *entity,
                             const struct tn_check *check) {
    return entity->partition_of && has_check(entity->partition_of, check) &&
           write_as_partition(writer->dialect, entity);
}

static void put_other_constraints(struct table_writer *writer, const struct tn_entity *entity) {
    const struct write_table *how = writer->how;
    for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        if (how->foreign && how->foreign(how->context, r))
            put_constraint_line(writer, r);
    for (const struct tn_check *check = entity->checks.first; check; check = check->next)
        if (!write_stands_later(how, check) && !comes_from_whole(writer, entity, check) &&
            !write_in_column(writer->dialect, check))
            put_constraint_line(writer, check);
    for (const struct tn_exclusion *x = entity->exclusions.first; x; x = x->next)
        put_constraint_line(writer, x);
}

/* A table that is to be attached must have them; a partition made as such gets them by itself. */
static void put_checks_of_whole(struct table_writer *writer, const struct tn_entity *entity) {
    const struct tn_list *checks = &entity->partition_of->checks;
    for (const struct tn_check *check = checks->first; check; check = check->next)
        if (!check->no_inherit && !has_check(entity, check) &&
            !write_stands_later(writer->how, check))
            put_constraint_line(writer, check);
}

static void put_body(struct tn_buffer *out, const struct tn_dialect *dialect,
                     const struct tn_entity *entity, const struct write_table *how) {
    struct table_writer writer = {.out = out, .dialect = dialect, .how = how};
    tn_put(out, " (");
    writer.any = put_column_lines(out, dialect, entity, how->no_comments);
    put_keys(&writer, entity);
    if (how->indexes)
        put_index_lines(&writer, entity);
    for (size_t i = 0; i < entity->periods.count; i++) {
        next_line(&writer);
        tn_put_format(out, "PERIOD FOR %s", entity->periods.items[i]);
    }
    put_other_constraints(&writer, entity);
    if (entity->partition_of && dialect->id == TN_POSTGRESQL)
        put_checks_of_whole(&writer, entity);
    tn_put(out, writer.any ? "\n)" : ")");
}

/* ------------------------------------------------------------------ what follows the columns */

static void put_setting(struct tn_buffer *out, const struct tn_dialect *dialect, const char *key,
                        const char *value) {
    if (!*value)
        return;
    write_word(out, key);
    tn_put_char(out, '=');
    tn_sql_put_name(out, dialect, value);
}

static void put_mysql_tail(struct tn_buffer *out, const struct tn_dialect *dialect,
                           const struct tn_entity *entity, bool no_comments) {
    put_setting(out, dialect, "ENGINE", entity->engine);
    write_clause(out, entity->options);
    put_setting(out, dialect, "DEFAULT CHARSET", entity->charset);
    put_setting(out, dialect, "COLLATE", entity->collation);
    if (*entity->comment && !no_comments) {
        write_word(out, "COMMENT=");
        tn_sql_put_string(out, dialect, entity->comment);
    }
    if (*entity->partition_by)
        tn_put_format(out, "\nPARTITION BY %s", entity->partition_by);
}

static void put_postgresql_tail(struct tn_buffer *out, const struct tn_dialect *dialect,
                                const struct tn_entity *entity) {
    size_t parents = write_inherits_later(dialect, entity) ? 0 : entity->inherits.count;
    for (size_t i = 0; i < parents; i++) {
        tn_put(out, i ? ", " : " INHERITS (");
        tn_sql_put_path(out, dialect, entity->inherits.items[i]);
    }
    tn_put(out, parents ? ")" : "");
    if (*entity->partition_by)
        tn_put_format(out, " PARTITION BY %s", entity->partition_by);
    write_clause(out, entity->options);
}

static void put_sqlite_tail(struct tn_buffer *out, const struct tn_entity *entity) {
    tn_put(out, entity->without_rowid ? " WITHOUT ROWID" : "");
    tn_put(out, entity->without_rowid && entity->strict ? "," : "");
    tn_put(out, entity->strict ? " STRICT" : "");
}

static void put_tail(struct tn_buffer *out, const struct tn_dialect *dialect,
                     const struct tn_entity *entity, bool no_comments) {
    if (dialect->id == TN_POSTGRESQL)
        put_postgresql_tail(out, dialect, entity);
    else if (dialect->id == TN_SQLITE)
        put_sqlite_tail(out, entity);
    else
        put_mysql_tail(out, dialect, entity, no_comments);
}

/* ------------------------------------------------------------------ partitions */

/* A partition's column may be more than its parent's, never less. */
static bool narrows(const struct tn_attribute *own, const struct tn_attribute *whole) {
    return write_same_column(own, whole) && (whole->nullable || !own->nullable) &&
           (write_same_default(own, whole) || own->identity == TN_identity_none);
}

static bool columns_narrow(const struct tn_entity *entity, const struct tn_entity *whole) {
    const struct tn_attribute *left = entity->attributes.first, *right = whole->attributes.first;
    while (left && right && narrows(left, right)) {
        left = left->next;
        right = right->next;
    }
    return !left && !right;
}

static bool has_key(const struct tn_entity *entity) {
    const struct tn_key *key = entity->keys.first;
    while (key && key->apart)
        key = key->next;
    return key != NULL;
}

static bool has_index(const struct tn_entity *entity) {
    const struct tn_index *index = entity->indexes.first;
    while (index && index->apart)
        index = index->next;
    return index != NULL;
}

/* Its own keys and indexes may be those that the whole has: then they must be there before it is
 * attached, or the server makes them once more. */
bool write_as_partition(const struct tn_dialect *dialect, const struct tn_entity *entity) {
    const struct tn_entity *whole = entity->partition_of;
    return dialect->id == TN_POSTGRESQL && whole && !has_key(entity) &&
           !((whole->indexes.count || whole->keys.count) && has_index(entity)) &&
           columns_narrow(entity, whole);
}

static void put_narrowed(struct table_writer *writer, const struct tn_attribute *own,
                         const struct tn_attribute *whole) {
    bool not_null = whole->nullable && !own->nullable;
    if (!not_null && write_same_default(own, whole))
        return;
    next_line(writer);
    tn_sql_put_name(writer->out, writer->dialect, own->name);
    if (!write_same_default(own, whole))
        tn_put_format(writer->out, " DEFAULT %s",
                      *own->default_value ? own->default_value : "NULL");
    tn_put(writer->out, not_null ? " NOT NULL" : "");
}

/* What a partition has beyond the whole: ( … ), or nothing. */
static void put_own_elements(struct tn_buffer *out, const struct tn_dialect *dialect,
                             const struct tn_entity *entity, const struct write_table *how) {
    struct tn_buffer text = {0};
    struct table_writer writer = {.out = &text, .dialect = dialect, .how = how};
    const struct tn_attribute *whole = entity->partition_of->attributes.first;
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        put_narrowed(&writer, a, whole);
        whole = whole->next;
    }
    put_other_constraints(&writer, entity);
    if (writer.any)
        tn_put_format(out, " (%s\n)", tn_buffer_text(&text));
    tn_buffer_free(&text);
}

static void put_partition(struct tn_buffer *out, const struct tn_dialect *dialect,
                          const struct tn_entity *entity, const struct write_table *how) {
    tn_put(out, " PARTITION OF ");
    tn_sql_put_path(out, dialect, entity->partition_of);
    put_own_elements(out, dialect, entity, how);
    tn_put_format(out, "\n    %s", entity->partition_bound);
    put_tail(out, dialect, entity, true);
}

void write_attach(struct tn_buffer *out, const struct tn_dialect *dialect,
                  const struct tn_entity *entity) {
    tn_put(out, "ALTER TABLE ");
    tn_sql_put_path(out, dialect, entity->partition_of);
    tn_put(out, " ATTACH PARTITION ");
    tn_sql_put_path(out, dialect, entity);
    tn_put_format(out, "\n    %s", entity->partition_bound);
}

/* ------------------------------------------------------------------ the statement */

static const char *const persistences[] = {
    [TN_persistence_permanent] = "",
    [TN_persistence_temporary] = "TEMPORARY ",
    [TN_persistence_unlogged] = "UNLOGGED ",
};

void write_table(struct tn_buffer *out, const struct tn_dialect *dialect,
                 const struct tn_entity *entity, const struct write_table *how) {
    tn_put_format(out, "CREATE %sTABLE ", persistences[entity->persistence]);
    tn_put(out, how->if_not_exists ? "IF NOT EXISTS " : "");
    tn_sql_put_path(out, dialect, entity);
    if (write_as_partition(dialect, entity)) {
        put_partition(out, dialect, entity, how);
        return;
    }
    if (how->terse)
        write_terse_body(out, dialect, entity, how);
    else
        put_body(out, dialect, entity, how);
    put_tail(out, dialect, entity, how->no_comments);
}
