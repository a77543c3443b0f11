/*
 * Texts of migration files: templates filled in, names made, statements quoted and escaped.
 */
#include "migrate/layout.h"

#include <ctype.h>
#include <string.h>

/* ------------------------------------------------------------------ templates */

static const struct layout_value *value_at(const char *at, const struct layout_value *values) {
    for (; values->name; values++) {
        size_t length = strlen(values->name);
        if (strncmp(at + 1, values->name, length) == 0 && at[length + 1] == '}')
            return values;
    }
    return NULL;
}

void layout_expand(const char *template, const struct layout_value *values, struct tn_buffer *out) {
    for (const char *at = template; *at; at++) {
        const struct layout_value *value = *at == '{' ? value_at(at, values) : NULL;
        if (value) {
            tn_put(out, value->text);
            at += strlen(value->name) + 1;
        } else {
            tn_put_char(out, *at);
        }
    }
}

/* ------------------------------------------------------------------ names */

const char *layout_slug(struct tn_arena *arena, const char *text) {
    struct tn_buffer slug = {0};
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < 0x80 && isalnum(c))
            tn_put_char(&slug, (char)tolower(c));
        else if (slug.length && slug.at[slug.length - 1] != '_')
            tn_put_char(&slug, '_');
    }
    const char *begin = !slug.length ? "migration" : isdigit((unsigned char)*slug.at) ? "m" : "";
    char *made = tn_arena_format(arena, "%s%s", begin, tn_buffer_text(&slug));
    size_t length = strlen(made);
    for (length = length > LONGEST_NAME ? LONGEST_NAME : length; made[length - 1] == '_';)
        length--;
    made[length] = 0;
    tn_buffer_free(&slug);
    return made;
}

const char *layout_class(struct tn_arena *arena, const char *slug) {
    char *made = tn_arena_text(arena, slug, strlen(slug)), *to = made;
    bool first = true;
    for (; *slug; slug++) {
        if (*slug != '_')
            *to++ = (char)(first ? toupper((unsigned char)*slug) : *slug);
        first = *slug == '_';
    }
    *to = 0;
    return made;
}

/* ------------------------------------------------------------------ statements */

void layout_quote(const struct layout_quoting *quoting, const char *sql, struct tn_buffer *out) {
    tn_put(out, quoting->open);
    while (*sql) {
        size_t i = 0;
        while (i < TN_LENGTH(quoting->replacements) && quoting->replacements[i].from &&
               !tn_starts_with(sql, quoting->replacements[i].from))
            i++;
        if (i < TN_LENGTH(quoting->replacements) && quoting->replacements[i].from) {
            tn_put(out, quoting->replacements[i].to);
            sql += strlen(quoting->replacements[i].from);
        } else {
            tn_put_char(out, *sql++);
        }
    }
    tn_put(out, quoting->close);
}

static bool is_of_word(char c) {
    return (unsigned char)c >= 0x80 || isalnum((unsigned char)c) || c == '_' || c == '$';
}

/* Alembic takes a text for SQLAlchemy's text(): :name is a parameter there, unless a colon or a
 * word stands before it or a colon behind it; a backslash before the colon goes. */
void layout_escape_colons(const struct tn_dialect *dialect, struct tn_slice sql,
                          struct tn_buffer *out) {
    (void)dialect;
    for (size_t i = 0; i < sql.length; i++) {
        char before = i ? sql.at[i - 1] : ' ';
        size_t end = i + 1;
        while (sql.at[i] == ':' && end < sql.length && is_of_word(sql.at[end]))
            end++;
        bool ended = end == sql.length || sql.at[end] != ':';
        bool named = end > i + 1 && before != ':' && !is_of_word(before);
        if (sql.at[i] == ':' && ended && (named || before == '\\'))
            tn_put_char(out, '\\');
        tn_put_char(out, sql.at[i]);
    }
}

/* Knex turns ? into $1 for PostgreSQL, and \? into ?; elsewhere nothing is done without values. */
void layout_escape_question_marks(const struct tn_dialect *dialect, struct tn_slice sql,
                                  struct tn_buffer *out) {
    for (size_t i = 0; i < sql.length; i++) {
        if (sql.at[i] == '?' && dialect->id == TN_POSTGRESQL)
            tn_put_char(out, '\\');
        tn_put_char(out, sql.at[i]);
    }
}
