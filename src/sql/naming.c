/*
 * Filling name templates, the way each server names what has no name.
 *
 * PostgreSQL's own templates are filled as makeObjectName() and ChooseIndexNameAddition() do
 * (src/backend/commands/indexcmds.c): the longer of table and columns is cut until the name fits,
 * and a name that is taken gets a number right after the label. MySQL adds _2, _3.
 */
#include "sql/naming.h"

#include "sql/mention.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ the parts of a name */

/* PostgreSQL numbers what comes again. */
struct joining {
    struct tn_buffer *out;
    struct tn_text_map taken;
    struct tn_arena arena;
    bool numbers;
};

static const char *untaken(struct joining *joining, const char *name, size_t length) {
    const char *own = tn_arena_text(&joining->arena, name, length);
    const char *numbered = own;
    for (size_t n = 1; tn_text_map_get(&joining->taken, numbered); n++)
        numbered = tn_arena_format(&joining->arena, "%s%zu", own, n);
    tn_text_map_put(&joining->taken, numbered, joining);
    return numbered;
}

static void join(struct joining *joining, const char *name, size_t length) {
    tn_put(joining->out, joining->out->length ? "_" : "");
    if (joining->numbers)
        tn_put(joining->out, untaken(joining, name, length));
    else
        tn_put_bytes(joining->out, name, length);
}

static void join_all(struct joining *joining, struct tn_refs attributes) {
    for (size_t i = 0; i < attributes.count; i++)
        join(joining, attributes.items[i]->name, strlen(attributes.items[i]->name));
}

static void join_expression(struct joining *joining, const char *expression) {
    const char *name = naming_of_expression(expression, &joining->arena);
    join(joining, name, strlen(name));
}

static void join_parts(struct joining *joining, const struct tn_list *parts) {
    for (const struct tn_index_part *part = parts->first; part; part = part->next)
        if (part->attribute)
            join(joining, part->attribute->name, strlen(part->attribute->name));
        else
            join_expression(joining, part->expression);
}

/* ------------------------------------------------------------------ what a check mentions */

static const struct tn_attribute *search(const struct tn_entity *entity, const char *name,
                                         void *context) {
    const struct tn_dialect *dialect = context;
    return dialect->id == TN_POSTGRESQL ? tn_find_name(&entity->attributes, name)
                                        : tn_find_name_folded(&entity->attributes, name);
}

/* What the name stands for, in lower case where that is how it is found. */
static const char *folded(const struct token *token, enum tn_dialect_id dialect,
                          struct tn_buffer *out) {
    tn_buffer_reset(out);
    if (token->kind == T_QUOTED)
        token_unquote(token, dialect, out);
    else
        tn_put_bytes(out, token->at, token->length);
    bool exact = token->kind == T_QUOTED && dialect == TN_POSTGRESQL;
    for (size_t i = 0; !exact && i < out->length; i++)
        if (out->at[i] >= 'A' && out->at[i] <= 'Z')
            out->at[i] = (char)(out->at[i] + 32);
    return tn_buffer_text(out);
}

static int compare_ranks(const void *a, const void *b) {
    const struct tn_object *left = *(const void *const *)a, *right = *(const void *const *)b;
    return (left->rank > right->rank) - (left->rank < right->rank);
}

/* The attributes that a check mentions, in their order: PostgreSQL names it after the one, or after
 * none. */
static void join_mentioned(struct joining *joining, const struct tn_check *check,
                           const struct naming_source *source) {
    const struct tn_entity *entity = tn_entity_of(check);
    TN_VECTOR(const struct tn_attribute *) found = {0};
    struct name_reader reader;
    struct tn_buffer name = {0};
    size_t count = 0;
    name_reader_init(&reader, tn_slice_of(entity ? check->expression : ""), source->dialect->id);
    while (name_reader_next(&reader)) {
        const char *text = folded(&reader.token, source->dialect->id, &name);
        const struct tn_attribute *attribute = source->find
                                                   ? source->find(entity, text, source->context)
                                                   : search(entity, text, (void *)source->dialect);
        if (attribute && !(found.count && found.items[found.count - 1] == attribute))
            TN_PUSH(&found, attribute);
    }
    if (found.count)
        qsort(found.items, found.count, sizeof *found.items, compare_ranks);
    for (size_t i = 0; i < found.count; i++)
        if (!i || found.items[i] != found.items[i - 1]) {
            join(joining, found.items[i]->name, strlen(found.items[i]->name));
            count++;
        }
    if (count > 1 && source->dialect->id == TN_POSTGRESQL)
        tn_buffer_reset(joining->out);
    tn_buffer_free(&name);
    free(found.items);
}

/* ------------------------------------------------------------------ what goes into a template */

static void join_columns(struct joining *joining, const struct tn_object *object,
                         const struct naming_source *source) {
    switch (object->kind) {
    case TN_key:
        join_all(joining, ((const struct tn_key *)object)->attributes);
        join_all(joining, ((const struct tn_key *)object)->include);
        break;
    case TN_relationship:
        join_all(joining, ((const struct tn_relationship *)object)->attributes);
        break;
    case TN_index:
        join_parts(joining, &((const struct tn_index *)object)->parts);
        join_all(joining, ((const struct tn_index *)object)->include);
        break;
    case TN_exclusion:
        join_parts(joining, &((const struct tn_exclusion *)object)->parts);
        break;
    case TN_check:
        join_mentioned(joining, (const void *)object, source);
        break;
    default:
        break;
    }
}

static const char *first_column(const struct tn_object *object) {
    struct tn_refs refs = {0};
    const struct tn_index_part *part = NULL;
    if (object->kind == TN_key)
        refs = ((const struct tn_key *)object)->attributes;
    else if (object->kind == TN_relationship)
        refs = ((const struct tn_relationship *)object)->attributes;
    else if (object->kind == TN_index)
        part = ((const struct tn_index *)object)->parts.first;
    if (part)
        return part->attribute ? part->attribute->name : "functional_index";
    return refs.count ? refs.items[0]->name : "";
}

static const char *target_name(const struct tn_object *object) {
    const struct tn_relationship *r = (const void *)object;
    if (object->kind != TN_relationship)
        return "";
    return r->target ? r->target->name : r->target_name;
}

struct naming_parts naming_parts_of(const void *object, const struct naming_source *source,
                                    struct tn_arena *arena) {
    const struct tn_object *o = object;
    const struct tn_entity *entity = tn_entity_of(o);
    struct tn_buffer columns = {0};
    struct joining joining = {.out = &columns, .numbers = source->dialect->id == TN_POSTGRESQL};
    join_columns(&joining, o, source);
    struct naming_parts parts = {
        .table = entity ? entity->name : o->parent->name, /* a domain's check */
        .columns = tn_arena_text(arena, tn_buffer_text(&columns), columns.length),
        .column = first_column(o),
        .target = target_name(o),
        .number = 1,
    };
    tn_buffer_free(&columns);
    tn_text_map_free(&joining.taken);
    tn_arena_free(&joining.arena);
    return parts;
}

/* ------------------------------------------------------------------ length */

static size_t length_in(const struct tn_dialect *dialect, const char *name) {
    return dialect->limit_in_bytes ? strlen(name) : tn_utf8_count(name);
}

/* The longest prefix of at most LIMIT bytes that ends between two characters. */
static size_t clipped(const char *text, size_t limit) {
    size_t length = strlen(text);
    if (length <= limit)
        return length;
    while (limit > 0 && (text[limit] & 0xC0) == 0x80)
        limit--;
    return limit;
}

const char *naming_shorten(const char *name, const struct tn_dialect *dialect,
                           struct tn_arena *arena) {
    size_t limit = dialect->name_limit;
    if (!limit || length_in(dialect, name) <= limit)
        return name;
    size_t keep = clipped(name, limit - 9);
    unsigned hash = (unsigned)tn_hash(name, strlen(name));
    return tn_arena_format(arena, "%.*s_%08x", (int)keep, name, hash);
}

/* ------------------------------------------------------------------ templates */

static const char *value_of(const struct naming_parts *parts, struct tn_slice word,
                            char number[24]) {
    snprintf(number, 24, "%zu", parts->number);
    if (tn_slice_is(word, "table"))
        return parts->table;
    if (tn_slice_is(word, "columns"))
        return parts->columns;
    if (tn_slice_is(word, "column"))
        return parts->column;
    if (tn_slice_is(word, "target"))
        return parts->target;
    return tn_slice_is(word, "number") ? number : NULL;
}

/* A part that is empty takes the underscore before it along. */
static void put_filled(struct tn_buffer *out, const char *template_text,
                       const struct naming_parts *parts) {
    char number[24];
    for (const char *c = template_text; *c; c++) {
        const char *end = *c == '{' ? strchr(c, '}') : NULL;
        struct tn_slice word = {c + 1, end ? (size_t)(end - c - 1) : 0};
        const char *value = end ? value_of(parts, word, number) : NULL;
        if (!value) {
            tn_put_char(out, *c);
            continue;
        }
        if (!*value && out->length && out->at[out->length - 1] == '_')
            out->at[--out->length] = 0;
        tn_put(out, value);
        c = end;
    }
}

/* {table}_LABEL or {table}_{columns}_LABEL: the shapes of PostgreSQL's own names. */
static const char *postgresql_label(const char *template_text, bool *columns) {
    *columns = tn_starts_with(template_text, "{table}_{columns}_");
    if (!*columns && !tn_starts_with(template_text, "{table}_"))
        return NULL;
    const char *label = template_text + (*columns ? strlen("{table}_{columns}_") : 8);
    return strchr(label, '{') ? NULL : label;
}

static const char *postgresql_name(const char *table, const char *columns, const char *label,
                                   struct tn_arena *arena) {
    size_t first = strlen(table), second = clipped(columns, 63);
    size_t room = 63 - strlen(label) - 1 - (second ? 1 : 0);
    while (first + second > room)
        if (first > second)
            first--;
        else
            second--;
    first = clipped(table, first);
    second = clipped(columns, second);
    return tn_arena_format(arena, "%.*s%s%.*s_%s", (int)first, table, second ? "_" : "",
                           (int)second, columns, label);
}

const char *naming_fill(const char *template_text, const struct naming_parts *parts, size_t try,
                        const struct tn_dialect *dialect, struct tn_arena *arena) {
    bool columns = false;
    const char *label =
        dialect->id == TN_POSTGRESQL ? postgresql_label(template_text, &columns) : NULL;
    if (label && strlen(label) < 40) {
        label = try ? tn_arena_format(arena, "%s%zu", label, try) : label;
        return postgresql_name(parts->table, columns ? parts->columns : "", label, arena);
    }
    struct naming_parts numbered = *parts;
    bool has_number = strstr(template_text, "{number}") != NULL;
    numbered.number += try;
    struct tn_buffer name = {0};
    put_filled(&name, template_text, &numbered);
    if (try && !has_number)
        tn_put_format(&name, "_%zu", try + 1);
    const char *result =
        naming_shorten(tn_arena_text(arena, tn_buffer_text(&name), name.length), dialect, arena);
    tn_buffer_free(&name);
    return result;
}
