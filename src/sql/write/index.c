/*
 * Indexes: their parts, the statement that makes one, and the KEY line of MySQL's CREATE TABLE.
 */
#include "sql/option.h"
#include "sql/write/write.h"

#include <string.h>

/* ------------------------------------------------------------------ parts */

static const char *skip_quoted(const char *c) {
    char quote = *c++;
    while (*c && *c != quote)
        c++;
    return *c ? c : c - 1;
}

/* The parenthesis that closes the one at `open`, or the end of the text. */
static const char *closing(const char *open) {
    int depth = 0;
    for (const char *c = open; *c; c++) {
        if (*c == '\'' || *c == '"')
            c = skip_quoted(c);
        else if (*c == '(')
            depth++;
        else if (*c == ')' && --depth == 0)
            return c;
    }
    return open + strlen(open);
}

/* (…) and nothing more. */
static bool is_enclosed(const char *expression) {
    if (*expression != '(')
        return false;
    const char *end = closing(expression);
    return *end && !end[1];
}

/* name(…) and nothing more: PostgreSQL takes it without parentheses around it. */
static bool is_call(const char *expression) {
    const char *c = expression;
    while ((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || *c == '_' || *c == '.' ||
           (c > expression && *c >= '0' && *c <= '9'))
        c++;
    return c > expression && is_enclosed(c);
}

/* COALESCE, CAST and their like are no calls in PostgreSQL's grammar of indexes, but they are
 * accepted. SQLite's catalogue shows parentheses as they were written, and needs none. */
static void put_expression(struct tn_buffer *out, const struct tn_dialect *dialect,
                           const char *expression) {
    bool bare = dialect->id == TN_SQLITE || is_enclosed(expression) ||
                (dialect->id == TN_POSTGRESQL && is_call(expression));
    tn_put(out, bare ? "" : "(");
    tn_put(out, expression);
    tn_put(out, bare ? "" : ")");
}

static void put_part(struct tn_buffer *out, const struct tn_dialect *dialect,
                     const struct tn_index_part *part) {
    if (part->attribute)
        tn_sql_put_name(out, dialect, part->attribute->name);
    else
        put_expression(out, dialect, part->expression);
    if (part->length)
        tn_put_format(out, "(%lld)", (long long)part->length);
    write_collation(out, dialect, part->collation);
    write_clause(out, part->operator_class);
    tn_put(out, part->descending ? " DESC" : "");
    if (part->nulls != TN_nulls_automatic)
        tn_put(out, part->nulls == TN_nulls_first ? " NULLS FIRST" : " NULLS LAST");
    if (*part->exclude_operator)
        tn_put_format(out, " WITH %s", part->exclude_operator);
}

void write_parts(struct tn_buffer *out, const struct tn_dialect *dialect,
                 const struct tn_list *parts) {
    tn_put_char(out, '(');
    for (const struct tn_index_part *part = parts->first; part; part = part->next) {
        tn_put(out, part->prev ? ", " : "");
        put_part(out, dialect, part);
    }
    tn_put_char(out, ')');
}

/* ------------------------------------------------------------------ MySQL, MariaDB */

static bool is_special(const struct tn_index *index) {
    return tn_same_word(index->method, "fulltext") || tn_same_word(index->method, "spatial");
}

static const char *mysql_sort(const struct tn_index *index) {
    if (tn_same_word(index->method, "fulltext"))
        return "FULLTEXT ";
    if (tn_same_word(index->method, "spatial"))
        return "SPATIAL ";
    return index->unique ? "UNIQUE " : "";
}

static void put_mysql_options(struct tn_buffer *out, const struct tn_dialect *dialect,
                              const struct tn_index *index) {
    if (*index->method && !is_special(index))
        tn_put_format(out, " USING %s", index->method);
    write_clause(out, index->options);
    if (index->invisible)
        write_word(out, dialect->id == TN_MARIADB ? "IGNORED" : "INVISIBLE");
    if (*index->comment) {
        tn_put(out, " COMMENT ");
        tn_sql_put_string(out, dialect, index->comment);
    }
}

void write_inline_index(struct tn_buffer *out, const struct tn_dialect *dialect,
                        const struct tn_index *index) {
    tn_put(out, mysql_sort(index));
    tn_put(out, "KEY ");
    if (*index->name) {
        tn_sql_put_name(out, dialect, index->name);
        tn_put_char(out, ' ');
    }
    write_parts(out, dialect, &index->parts);
    put_mysql_options(out, dialect, index);
}

static void put_mysql_index(struct tn_buffer *out, const struct tn_dialect *dialect,
                            const struct tn_index *index) {
    tn_put_format(out, "CREATE %sINDEX ", mysql_sort(index));
    tn_sql_put_name(out, dialect, index->name);
    tn_put(out, " ON ");
    tn_sql_put_path(out, dialect, tn_entity_of(index));
    tn_put_char(out, ' ');
    write_parts(out, dialect, &index->parts);
    put_mysql_options(out, dialect, index);
}

/* ------------------------------------------------------------------ PostgreSQL, SQLite */

static void put_index_head(struct tn_buffer *out, const struct tn_dialect *dialect,
                           const struct tn_index *index, bool if_not_exists) {
    tn_put_format(out, "CREATE %sINDEX ", index->unique ? "UNIQUE " : "");
    tn_put(out, if_not_exists ? "IF NOT EXISTS " : "");
    if (*index->name) {
        tn_sql_put_name(out, dialect, index->name);
        tn_put_char(out, ' ');
    }
}

static void put_index_rest(struct tn_buffer *out, const struct tn_dialect *dialect,
                           const struct tn_index *index) {
    const char *options = sql_behind_only(index->options);
    tn_put(out, sql_stands_only(index->options) ? "ON ONLY " : "ON ");
    tn_sql_put_path(out, dialect, tn_entity_of(index));
    if (*index->method && dialect->id == TN_POSTGRESQL)
        tn_put_format(out, " USING %s", index->method);
    tn_put_char(out, ' ');
    write_parts(out, dialect, &index->parts);
    if (index->include.count) {
        tn_put(out, " INCLUDE ");
        write_columns(out, dialect, index->include);
    }
    tn_put(out, index->nulls_not_distinct ? " NULLS NOT DISTINCT" : "");
    write_clause(out, options);
    if (*index->predicate)
        tn_put_format(out, " WHERE %s", index->predicate);
}

/* With the semicolon behind it. */
#define LONGEST_LINE 99

static void put_index(struct tn_buffer *out, const struct tn_dialect *dialect,
                      const struct tn_index *index, bool if_not_exists) {
    struct tn_buffer head = {0}, rest = {0};
    put_index_head(&head, dialect, index, if_not_exists);
    put_index_rest(&rest, dialect, index);
    if (tn_text_width(head.at) + tn_text_width(rest.at) > LONGEST_LINE) {
        head.length--; /* the blank */
        tn_put(&head, "\n    ");
    }
    tn_put_bytes(out, head.at, head.length);
    tn_put(out, rest.at);
    tn_buffer_free(&head);
    tn_buffer_free(&rest);
}

void write_index(struct tn_buffer *out, const struct tn_dialect *dialect,
                 const struct tn_index *index, bool if_not_exists) {
    if (write_mysql(dialect))
        put_mysql_index(out, dialect, index);
    else
        put_index(out, dialect, index, if_not_exists);
}
