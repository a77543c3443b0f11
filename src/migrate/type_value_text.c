/*
 * Where a value of an enumeration got another name (PostgreSQL), the server says the new one
 * wherever it had kept the value: in defaults, checks, indexes and bounds of partitions. So do the
 * texts of the middle model, and nothing is made again. Followed are literals that are clearly of
 * the type: a default, what a column of the type is compared with, and what is cast to it. Others
 * are left, and what has them is made again.
 */
#include "migrate/plan.h"

#include <ctype.h>
#include <string.h>

struct following {
    struct planner *planner;
    const struct tn_type *type;
    struct tn_text_map literals; /* of old values -> of new ones */
    struct tn_text_map columns;  /* names of columns of the type, in the table at hand */
};

/* A text being read; SUBJECT: what comes next is compared with a column of the type. */
struct reading {
    const struct following *following;
    const char *at;
    bool all; /* all literals are of the type */
    bool subject, list;
    struct tn_buffer out;
};

/* ------------------------------------------------------------------ pieces of a text */

static size_t quoted_length(const char *at) {
    size_t i = 1;
    while (at[i] && (at[i] != *at || at[i + 1] == *at))
        i += at[i] == *at ? 2 : 1;
    return i + (at[i] != '\0');
}

static size_t word_length(const char *at) {
    size_t i = 0;
    while (isalnum((unsigned char)at[i]) || at[i] == '_' || at[i] == '$' || at[i] & 0x80)
        i++;
    return i;
}

static struct tn_slice bare_name(struct tn_slice word) {
    bool quoted = *word.at == '"' && word.length > 1;
    return (struct tn_slice){word.at + quoted, word.length - 2 * (size_t)quoted};
}

static bool is_named(struct tn_slice word, const char *name) {
    struct tn_slice bare = bare_name(word);
    return bare.length == strlen(name) && memcmp(bare.at, name, bare.length) == 0;
}

static bool is_cast_to(const char *at, const struct tn_type *type) {
    if (!tn_starts_with(at, "::"))
        return false;
    for (at += 2;;) {
        size_t length = *at == '"' ? quoted_length(at) : word_length(at);
        if (at[length] != '.' || !length)
            return is_named((struct tn_slice){at, length}, type->name);
        at += length + 1;
    }
}

/* ------------------------------------------------------------------ one text */

static void take_literal(struct reading *r) {
    size_t length = quoted_length(r->at);
    char *literal = tn_arena_text(&r->following->planner->arena, r->at, length);
    bool ours = r->all || r->subject || is_cast_to(r->at + length, r->following->type);
    const char *now = ours ? tn_text_map_get(&r->following->literals, literal) : NULL;
    tn_put(&r->out, now ? now : literal);
    r->subject = r->subject && r->list;
    r->at += length;
}

static bool is_of_type(const struct reading *r, struct tn_slice word) {
    return tn_text_map_get_slice(&r->following->columns, bare_name(word));
}

static void take_word(struct reading *r) {
    struct tn_slice word = {r->at, *r->at == '"' ? quoted_length(r->at) : word_length(r->at)};
    bool in = tn_slice_is_word(word, "in");
    r->list = r->subject && in;
    r->subject = is_of_type(r, word) || (r->subject && (in || tn_slice_is_word(word, "not")));
    tn_put_bytes(&r->out, word.at, word.length);
    r->at += word.length;
}

static void take_sign(struct reading *r) {
    bool goes_on = isspace((unsigned char)*r->at) || strchr("=<>!(", *r->at) ||
                   (r->list && *r->at == ',') || (!r->list && *r->at == ')');
    r->subject = r->subject && goes_on;
    r->list = r->list && r->subject;
    tn_put_char(&r->out, *r->at++);
}

static const char *follow(const struct following *following, const char *text, bool all) {
    struct reading r = {.following = following, .at = text, .all = all};
    while (*r.at) {
        if (*r.at == '\'')
            take_literal(&r);
        else if (*r.at == '"' || word_length(r.at))
            take_word(&r);
        else
            take_sign(&r);
    }
    const char *result = tn_text(following->planner->copy, tn_buffer_text(&r.out));
    tn_buffer_free(&r.out);
    return result;
}

/* ------------------------------------------------------------------ all texts of a table */

static void follow_in_indexes(const struct following *f, struct tn_entity *entity) {
    for (struct tn_index *index = entity->indexes.first; index; index = index->next) {
        index->predicate = follow(f, index->predicate, false);
        for (struct tn_index_part *part = index->parts.first; part; part = part->next)
            part->expression = follow(f, part->expression, false);
    }
}

static void follow_in_columns(const struct following *f, struct tn_entity *entity) {
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (a->named_type == f->type && *a->default_value == '\'')
            a->default_value = follow(f, a->default_value, true);
}

/* Divided by one column, which is of the type. */
static bool is_divided_by(const struct tn_entity *whole, const struct tn_type *type) {
    const char *open = strchr(whole->partition_by, '(');
    const char *close = open ? strchr(open, ')') : NULL;
    for (const struct tn_attribute *a = close ? whole->attributes.first : NULL; a; a = a->next)
        if (a->named_type == type &&
            is_named((struct tn_slice){open + 1, (size_t)(close - open) - 1}, a->name))
            return true;
    return false;
}

static void note_columns(struct following *f, const struct tn_entity *entity) {
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (a->named_type == f->type && !a->dimensions)
            tn_text_map_put(&f->columns, a->name, (void *)a);
}

static void follow_in_table(struct following *f, struct tn_entity *entity) {
    const struct tn_entity *whole = entity->partition_of;
    if (whole && is_divided_by(whole, f->type))
        entity->partition_bound = follow(f, entity->partition_bound, true);
    note_columns(f, entity);
    if (!f->columns.count)
        return;
    follow_in_columns(f, entity);
    follow_in_indexes(f, entity);
    for (struct tn_check *check = entity->checks.first; check; check = check->next)
        check->expression = follow(f, check->expression, false);
    tn_text_map_free(&f->columns);
}

static const char *literal_of(struct planner *planner, const char *value) {
    struct tn_buffer literal = {0};
    tn_sql_put_string(&literal, planner->dialect, value);
    const char *kept = tn_arena_text(&planner->arena, literal.at, literal.length);
    tn_buffer_free(&literal);
    return kept;
}

void follow_renamed_values(struct planner *planner, const struct tn_type *type,
                           const struct tn_value_rename *renames, size_t count) {
    struct following f = {.planner = planner, .type = type};
    for (size_t i = 0; i < count; i++)
        tn_text_map_put(&f.literals, literal_of(planner, renames[i].from),
                        (void *)literal_of(planner, renames[i].to));
    TN_EACH_OF(planner->middle, entity, entity)
    follow_in_table(&f, entity);
    tn_text_map_free(&f.literals);
}
