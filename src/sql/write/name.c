/*
 * Names, strings and paths as a dialect spells them. A name is quoted only where it must be: when
 * it is reserved, when folding would change it, or when it has characters that a plain name has
 * not.
 */
#include "sql/write/write.h"

#include <string.h>

/* ------------------------------------------------------------------ words */

void write_word(struct tn_buffer *out, const char *text) {
    char last = out->length ? out->at[out->length - 1] : ' ';
    if (last != ' ' && last != '(' && last != '\n')
        tn_put_char(out, ' ');
    tn_put(out, text);
}

void write_clause(struct tn_buffer *out, const char *text) {
    if (*text)
        write_word(out, text);
}

/* ------------------------------------------------------------------ names */

static bool starts_plainly(const struct tn_dialect *dialect, char c) {
    bool upper = c >= 'A' && c <= 'Z';
    return (c >= 'a' && c <= 'z') || c == '_' || (upper && strcmp(dialect->fold, "none") == 0);
}

static bool is_plain(const struct tn_dialect *dialect, const char *name) {
    if (!starts_plainly(dialect, *name))
        return false;
    for (const char *c = name + 1; *c; c++)
        if (!starts_plainly(dialect, *c) && !(*c >= '0' && *c <= '9'))
            return false;
    return !tn_dialect_reserves(dialect, name);
}

static void put_quoted(struct tn_buffer *out, char quote, const char *text) {
    tn_put_char(out, quote);
    for (const char *c = text; *c; c++) {
        if (*c == quote)
            tn_put_char(out, quote);
        tn_put_char(out, *c);
    }
    tn_put_char(out, quote);
}

void tn_sql_put_name(struct tn_buffer *out, const struct tn_dialect *dialect, const char *name) {
    if (is_plain(dialect, name))
        tn_put(out, name);
    else
        put_quoted(out, dialect->quote, name);
}

/* PostgreSQL and SQLite take backslashes as they are; MySQL escapes with them. */
void tn_sql_put_string(struct tn_buffer *out, const struct tn_dialect *dialect, const char *text) {
    if (!write_mysql(dialect) || !strpbrk(text, "\\\r")) {
        put_quoted(out, '\'', text);
        return;
    }
    tn_put_char(out, '\'');
    for (const char *c = text; *c; c++) {
        if (*c == '\'' || *c == '\\')
            tn_put_char(out, *c);
        if (*c == '\r') /* lost between client and server where it stands for itself */
            tn_put(out, "\\r");
        else
            tn_put_char(out, *c);
    }
    tn_put_char(out, '\'');
}

/* ------------------------------------------------------------------ paths */

void tn_sql_put_path(struct tn_buffer *out, const struct tn_dialect *dialect, const void *object) {
    const struct tn_namespace *space = tn_namespace_of(object);
    if (space && dialect->can.schemas && (const void *)space != object) {
        tn_sql_put_name(out, dialect, space->name);
        tn_put_char(out, '.');
    }
    tn_sql_put_name(out, dialect, ((const struct tn_object *)object)->name);
}

void write_path_text(struct tn_buffer *out, const struct tn_dialect *dialect, const char *path) {
    const char *dot = dialect->can.schemas ? strchr(path, '.') : NULL;
    if (!dot) {
        tn_sql_put_name(out, dialect, path);
        return;
    }
    struct tn_buffer space = {0};
    tn_put_bytes(&space, path, (size_t)(dot - path));
    tn_sql_put_name(out, dialect, tn_buffer_text(&space));
    tn_put_char(out, '.');
    tn_sql_put_name(out, dialect, dot + 1);
    tn_buffer_free(&space);
}

void write_collation(struct tn_buffer *out, const struct tn_dialect *dialect,
                     const char *collation) {
    if (!*collation)
        return;
    write_word(out, "COLLATE ");
    if (dialect->id == TN_POSTGRESQL && strchr(collation, '"'))
        tn_put(out, collation);
    else
        write_path_text(out, dialect, collation);
}

void write_columns(struct tn_buffer *out, const struct tn_dialect *dialect,
                   struct tn_refs columns) {
    tn_put_char(out, '(');
    for (size_t i = 0; i < columns.count; i++) {
        tn_put(out, i ? ", " : "");
        tn_sql_put_name(out, dialect, columns.items[i]->name);
    }
    tn_put_char(out, ')');
}

/* Words that stand for a role must not be quoted. */
void write_role(struct tn_buffer *out, const struct tn_dialect *dialect, const char *role) {
    bool word = tn_same_word(role, "current_user") || tn_same_word(role, "current_role") ||
                tn_same_word(role, "session_user");
    if (word)
        tn_put(out, role);
    else
        tn_sql_put_name(out, dialect, role);
}
