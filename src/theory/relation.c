/*
 * Relations in words: "A B -> C".
 */
#include "tenon/relation.h"

#include <stdlib.h>
#include <string.h>

void tn_relation_free(struct tn_relation *relation) {
    free(relation->names.items);
    tn_dependencies_free(&relation->given);
    tn_arena_free(&relation->arena);
    *relation = (struct tn_relation){0};
}

/* ------------------------------------------------------------------ reading */

static const char *skip_blanks(const char *at) {
    return at + strspn(at, " \t\r\n,{}");
}

static size_t arrow_length(const char *at) {
    if (strncmp(at, "->", 2) != 0)
        return 0;
    return at[2] == '>' ? 3 : 2;
}

static bool ends_name(const char *at) {
    return !*at || strchr(" \t\r\n,{}\"", *at) || arrow_length(at);
}

/* The name in quotes at *AT, moved behind it; NULL with an error where it has no end. */
static const char *quoted_name(struct tn_arena *arena, const char **at, struct tn_error *error) {
    struct tn_buffer name = {0};
    const char *c = *at + 1;
    for (; *c && (*c != '"' || c[1] == '"'); c++) {
        tn_put_char(&name, *c);
        c += *c == '"';
    }
    const char *result = *c && name.length ? tn_arena_text(arena, name.at, name.length) : NULL;
    if (!*c)
        tn_fail(error, "the quote that begins at %s has no end", *at);
    else if (!result)
        tn_fail(error, "a name must not be empty");
    *at = *c ? c + 1 : c;
    tn_buffer_free(&name);
    return result;
}

static const char *next_name(struct tn_arena *arena, const char **at, struct tn_error *error) {
    if (**at == '"')
        return quoted_name(arena, at, error);
    const char *from = *at;
    while (!ends_name(*at))
        ++*at;
    return tn_arena_text(arena, from, (size_t)(*at - from));
}

static size_t number_of(const struct tn_relation *relation, const char *name) {
    size_t number = 0;
    while (number < relation->names.count && strcmp(relation->names.items[number], name) != 0)
        number++;
    return number;
}

bool tn_relation_attributes(struct tn_relation *relation, const char *text,
                            struct tn_error *error) {
    for (const char *at = skip_blanks(text); *at; at = skip_blanks(at)) {
        if (arrow_length(at))
            return tn_fail(error,
                           "attributes are only named here; --fd tells what depends on what");
        const char *name = next_name(&relation->arena, &at, error);
        if (!name)
            return false;
        if (number_of(relation, name) < relation->names.count)
            return tn_fail(error, "attribute %s is named twice", name);
        if (relation->names.count == TN_SET_ATTRIBUTES)
            return tn_fail(error, "a relation may have %d attributes", TN_SET_ATTRIBUTES);
        TN_PUSH(&relation->names, name);
        relation->given.attributes++;
    }
    return true;
}

/* Names up to an arrow or the end. */
static bool read_side(struct tn_relation *relation, const char **at, struct tn_set *side,
                      struct tn_error *error) {
    for (*at = skip_blanks(*at); **at && !arrow_length(*at); *at = skip_blanks(*at)) {
        const char *name = next_name(&relation->arena, at, error);
        if (!name)
            return false;
        size_t number = number_of(relation, name);
        if (number == relation->names.count)
            return tn_fail(error, "the relation has no attribute %s", name);
        tn_set_add(side, number);
    }
    return true;
}

bool tn_relation_depends(struct tn_relation *relation, const char *text, bool multivalued,
                         struct tn_error *error) {
    const char *arrow = multivalued ? "->>" : "->", *at = text;
    struct tn_fd dependency = {.left = {{0}}};
    if (!read_side(relation, &at, &dependency.left, error))
        return false;
    if (arrow_length(at) != strlen(arrow))
        return tn_fail(error, "\"%s\" wants the form A B %s C", text, arrow);
    at += strlen(arrow);
    if (!read_side(relation, &at, &dependency.right, error))
        return false;
    if (*at || tn_set_empty(dependency.right))
        return tn_fail(error, "\"%s\" wants the form A B %s C", text, arrow);
    if (multivalued)
        TN_PUSH(&relation->given.mvds, dependency);
    else
        TN_PUSH(&relation->given.fds, dependency);
    return true;
}

/* ------------------------------------------------------------------ writing */

static void put_name(const char *name, struct tn_buffer *out) {
    const char *c = name;
    while (!ends_name(c))
        c++;
    if (!*c) {
        tn_put(out, name);
        return;
    }
    tn_put_char(out, '"');
    for (c = name; *c; c++) {
        tn_put_char(out, *c);
        if (*c == '"')
            tn_put_char(out, '"');
    }
    tn_put_char(out, '"');
}

void tn_relation_put_set(const struct tn_relation *relation, struct tn_set set,
                         struct tn_buffer *out) {
    const char *before = "";
    for (size_t a = 0; a < relation->names.count; a++)
        if (tn_set_has(set, a)) {
            tn_put(out, before);
            put_name(relation->names.items[a], out);
            before = " ";
        }
    if (!*before)
        tn_put(out, "{}");
}

void tn_relation_put(const struct tn_relation *relation, struct tn_fd dependency, bool multivalued,
                     struct tn_buffer *out) {
    tn_relation_put_set(relation, dependency.left, out);
    tn_put(out, multivalued ? " ->> " : " -> ");
    tn_relation_put_set(relation, dependency.right, out);
}
