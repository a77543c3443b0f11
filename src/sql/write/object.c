/*
 * Types, sequences, views, routines and whatever else is not a table: their CREATE statements. What
 * was kept verbatim is written verbatim.
 */
#include "sql/write/write.h"

#include <string.h>
#include <strings.h>

/* ------------------------------------------------------------------ types */

#define LONGEST_LINE 100

static void put_values(struct tn_buffer *out, const struct tn_dialect *dialect,
                       struct tn_texts values, const char *between) {
    for (size_t i = 0; i < values.count; i++) {
        tn_put(out, i ? between : "");
        tn_sql_put_string(out, dialect, values.items[i]);
    }
}

static void put_enumeration(struct tn_buffer *out, const struct tn_dialect *dialect,
                            const struct tn_type *type) {
    struct tn_buffer line = {0};
    put_values(&line, dialect, type->values, ", ");
    tn_put(out, " AS ENUM (");
    if (line.length <= LONGEST_LINE - 40) {
        tn_put(out, tn_buffer_text(&line));
    } else {
        tn_put(out, "\n    ");
        put_values(out, dialect, type->values, ",\n    ");
        tn_put_char(out, '\n');
    }
    tn_put_char(out, ')');
    tn_buffer_free(&line);
}

static void put_domain(struct tn_buffer *out, const struct tn_dialect *dialect,
                       const struct tn_type *type) {
    tn_put_format(out, " AS %s", type->base);
    write_collation(out, dialect, type->collation);
    if (*type->default_value)
        tn_put_format(out, " DEFAULT %s", type->default_value);
    if (!type->nullable)
        tn_put(out, " NOT NULL");
    for (const struct tn_check *check = type->checks.first; check; check = check->next) {
        if (check->not_valid)
            continue; /* CREATE DOMAIN would take it for a valid one: it is added later */
        tn_put(out, "\n    ");
        tn_sql_put_constraint(out, dialect, check);
    }
}

static void put_type(struct tn_buffer *out, const struct tn_dialect *dialect,
                     const struct tn_type *type) {
    tn_put(out, type->variety == TN_variety_domain ? "CREATE DOMAIN " : "CREATE TYPE ");
    tn_sql_put_path(out, dialect, type);
    if (type->variety == TN_variety_enumeration)
        put_enumeration(out, dialect, type);
    else if (type->variety == TN_variety_domain)
        put_domain(out, dialect, type);
    else
        tn_put_format(out, type->variety == TN_variety_range ? " AS RANGE (%s)" : " AS (%s)",
                      type->definition);
}

/* ------------------------------------------------------------------ sequences */

static void put_number(struct tn_buffer *out, const char *clause, const char *number) {
    if (*number)
        tn_put_format(out, " %s %s", clause, number);
}

static void put_sequence(struct tn_buffer *out, const struct tn_dialect *dialect,
                         const struct tn_sequence *sequence, bool if_not_exists) {
    tn_put(out, if_not_exists ? "CREATE SEQUENCE IF NOT EXISTS " : "CREATE SEQUENCE ");
    tn_sql_put_path(out, dialect, sequence);
    if (dialect->id == TN_POSTGRESQL)
        put_number(out, "AS", sequence->type);
    put_number(out, "START WITH", sequence->start);
    put_number(out, "INCREMENT BY", sequence->increment);
    put_number(out, "MINVALUE", sequence->minimum);
    put_number(out, "MAXVALUE", sequence->maximum);
    put_number(out, "CACHE", sequence->cache);
    tn_put(out, sequence->cycle ? " CYCLE" : "");
    if (dialect->id == TN_MARIADB && *sequence->comment) {
        tn_put(out, " COMMENT=");
        tn_sql_put_string(out, dialect, sequence->comment);
    }
    if (dialect->id == TN_MARIADB && *sequence->options)
        tn_put_format(out, " %s", sequence->options);
}

/* ------------------------------------------------------------------ views */

/* How much of the options stands before VIEW: in PostgreSQL single words, elsewhere all. */
static size_t leading_options(const struct tn_dialect *dialect, const char *options) {
    static const char *const words[] = {"TEMPORARY", "TEMP", "RECURSIVE"};
    if (dialect->id != TN_POSTGRESQL)
        return strlen(options);
    size_t length = 0;
    for (size_t i = 0; i < TN_LENGTH(words);) {
        size_t word = strlen(words[i]);
        const char *at = options + length;
        bool here = strncasecmp(at, words[i], word) == 0 && (!at[word] || at[word] == ' ');
        length += here ? word + (at[word] == ' ') : 0;
        i = here ? 0 : i + 1;
    }
    return length;
}

static void put_column_names(struct tn_buffer *out, const struct tn_dialect *dialect,
                             struct tn_texts columns) {
    for (size_t i = 0; i < columns.count; i++) {
        tn_put(out, i ? ", " : " (");
        tn_sql_put_name(out, dialect, columns.items[i]);
    }
    tn_put(out, columns.count ? ")" : "");
}

static void put_view(struct tn_buffer *out, const struct tn_dialect *dialect,
                     const struct tn_view *view, bool if_not_exists) {
    size_t leading = leading_options(dialect, view->options);
    tn_put(out, "CREATE ");
    tn_put_bytes(out, view->options, leading);
    write_word(out, view->materialized ? "MATERIALIZED VIEW " : "VIEW ");
    tn_put(out, if_not_exists && (view->materialized || dialect->id == TN_SQLITE) ? "IF NOT EXISTS "
                                                                                  : "");
    tn_sql_put_path(out, dialect, view);
    put_column_names(out, dialect, view->columns);
    write_clause(out, view->options + leading);
    tn_put_format(out, " AS\n%s", view->query);
}

/* ------------------------------------------------------------------ the rest */

static void put_extension(struct tn_buffer *out, const struct tn_dialect *dialect,
                          const struct tn_extension *extension) {
    tn_put(out, "CREATE EXTENSION IF NOT EXISTS "); /* a server may bring some along */
    tn_sql_put_name(out, dialect, extension->name);
    write_clause(out, extension->options);
}

static void put_namespace(struct tn_buffer *out, const struct tn_dialect *dialect,
                          const struct tn_namespace *space, bool if_not_exists) {
    tn_put(out, if_not_exists ? "CREATE SCHEMA IF NOT EXISTS " : "CREATE SCHEMA ");
    tn_sql_put_name(out, dialect, space->name);
    if (*space->owner) {
        tn_put(out, " AUTHORIZATION ");
        write_role(out, dialect, space->owner);
    }
}

static void put_verbatim(struct tn_buffer *out, const void *object) {
    const struct tn_field *field =
        tn_field_find(((const struct tn_object *)object)->kind, "definition");
    if (field)
        tn_put(out, tn_value_get(object, field).text);
}

void write_object(struct tn_buffer *out, const struct tn_dialect *dialect, const void *object,
                  bool if_not_exists) {
    switch (((const struct tn_object *)object)->kind) {
    case TN_type:
        put_type(out, dialect, object);
        break;
    case TN_sequence:
        put_sequence(out, dialect, object, if_not_exists);
        break;
    case TN_view:
        put_view(out, dialect, object, if_not_exists);
        break;
    case TN_extension:
        put_extension(out, dialect, object);
        break;
    case TN_namespace:
        put_namespace(out, dialect, object, if_not_exists);
        break;
    default:
        put_verbatim(out, object);
    }
}

/* ------------------------------------------------------------------ signatures */

static const char *skip_string(const char *c) {
    char quote = *c++;
    while (*c && *c != quote)
        c++;
    return *c ? c + 1 : c;
}

/* Where a parameter's default begins, or where the parameter ends. */
static const char *end_of_parameter(const char *c) {
    for (int depth = 0; *c; c++) {
        while (*c == '\'' || *c == '"')
            c = skip_string(c);
        if (!*c || (depth == 0 && (*c == ',' || *c == '=')))
            break;
        depth += *c == '(' || *c == '[';
        depth -= *c == ')' || *c == ']';
        if (depth == 0 && *c == ' ' && tn_find_word(c, " default ") == c)
            break;
    }
    return c;
}

static const char *next_parameter(const char *c) {
    for (int depth = 0; *c; c++) {
        while (*c == '\'' || *c == '"')
            c = skip_string(c);
        if (!*c || (depth == 0 && *c == ','))
            break;
        depth += *c == '(' || *c == '[';
        depth -= *c == ')' || *c == ']';
    }
    return *c ? c + 1 : c;
}

void write_signature(struct tn_buffer *out, const struct tn_routine *routine) {
    tn_put_char(out, '(');
    for (const char *c = routine->signature; *c; c = next_parameter(c)) {
        const char *end = end_of_parameter(c);
        while (end > c && end[-1] == ' ')
            end--;
        while (c < end && *c == ' ')
            c++;
        tn_put(out, c > routine->signature + 1 && out->at[out->length - 1] != '(' ? ", " : "");
        tn_put_bytes(out, c, (size_t)(end - c));
    }
    tn_put_char(out, ')');
}
