/*
 * Rules on the names of constraints and indexes. A name that was left out is made by the naming
 * convention and is never reported; the fix leaves a bad one out.
 */
#include "lint/access.h"
#include "lint/rules.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum sort { SORT_PRIMARY, SORT_FOREIGN, SORT_UNIQUE, SORT_CHECK, SORT_INDEX, SORT_COUNT };

/* What words at the beginning or end of a name say what it is. Sorted. */
static const char *const markers[] = {
    "ak",    "check", "chk",  "ck",     "cnst",    "constraint", "excl", "fk",   "fkey",  "foreign",
    "ftidx", "fts",   "gin",  "gist",   "i",       "idx",        "ifk",  "ind",  "index", "ix",
    "key",   "pk",    "pkey", "pri",    "primary", "uc",         "udx",  "uidx", "uix",   "uk",
    "un",    "uni",   "uniq", "unique", "unq",     "uq",         "ux",
};

static bool is_marker(struct tn_slice word) {
    for (size_t i = 0; i < TN_LENGTH(markers); i++)
        if (tn_slice_is_word(word, markers[i]))
            return true;
    return false;
}

struct named {
    const struct tn_object *object;
    enum sort sort;
    const struct lint_table *table;
    const char *letters;    /* of the name */
    const char *table_part; /* letters of the table, or of its singular, if they are in the name */
    const char *column;     /* name of its first column, or "" */
};

/* ------------------------------------------------------------------ names that are fine anywhere
 */

static bool is_hexadecimal(struct tn_slice word, size_t at_least) {
    bool digit = false;
    for (size_t i = 0; i < word.length; i++) {
        if (!isxdigit((unsigned char)word.at[i]))
            return false;
        digit |= isdigit((unsigned char)word.at[i]) != 0;
    }
    return digit && word.length >= at_least;
}

/* Names that object mappers make from a hash: fk_rails_1a2b3c4d5e, FKh5tk2p0a9…,
 * auth_3f2a1b0c_uniq. */
static bool is_made_by_framework(const char *name) {
    if (tn_starts_with(name, "fk_rails_") || tn_starts_with(name, "chk_rails_"))
        return true;
    for (const char *at = name; *at;) {
        size_t length = strcspn(at, "_");
        struct tn_slice part = {at, length};
        if (is_hexadecimal(part, 8))
            return true;
        at += length + (at[length] == '_');
    }
    size_t length = strlen(name), digits = 0;
    for (const char *c = name; *c; c++)
        digits += isdigit((unsigned char)*c) != 0;
    return length >= 22 && digits >= 4 && !strchr(name + 3, '_');
}

/* {table}_…_fkey, {table}_ibfk_1, and in MySQL the name of the first column. */
static bool is_made_by_server(const struct tn_lint *lint, const struct named *named) {
    static const char *const endings[] = {"_pkey", "_key", "_fkey", "_check", "_idx", "_excl"};
    const char *name = named->object->name;
    size_t length = strlen(name);
    while (length && isdigit((unsigned char)name[length - 1]))
        length--;
    for (size_t i = 0; i < TN_LENGTH(endings); i++) {
        size_t tail = strlen(endings[i]);
        if (named->table_part && length > tail && !strncmp(name + length - tail, endings[i], tail))
            return true;
    }
    if (tn_find_word(name, "_ibfk_") || tn_find_word(name, "_chk_") ||
        tn_starts_with(name, "CONSTRAINT_") || tn_starts_with(name, "sqlite_autoindex"))
        return true;
    size_t column = strlen(named->column);
    bool rest = strncmp(name, named->column, column) == 0 &&
                strspn(name + column, "_0123456789") == strlen(name + column);
    return lint_is_mysql(lint->dialect) && column && rest;
}

/* ------------------------------------------------------------------ the written convention */

static bool begins(const char *letters, const char *prefix, const char *table) {
    size_t length = strlen(prefix);
    return strncmp(letters, prefix, length) == 0 &&
           (!table || strncmp(letters + length, table, strlen(table)) == 0);
}

/* A foreign key among several to one table must say by which column. */
static bool needs_column(const struct tn_relationship *r) {
    size_t siblings = 0;
    const struct tn_entity *entity = tn_entity_of(r);
    for (struct tn_relationship *s = entity->relationships.first; s; s = s->next)
        siblings += s->target == r->target;
    return siblings > 1;
}

static bool names_a_column(struct tn_lint *lint, const char *letters, struct tn_refs attributes) {
    for (size_t i = 0; i < attributes.count; i++) {
        const char *column = lint_letters(attributes.items[i]->name, &lint->arena);
        size_t length = strlen(column);
        if (length > 3 && strcmp(column + length - 2, "id") == 0)
            column = tn_arena_text(&lint->arena, column, length - 2);
        if (strstr(letters, column))
            return true;
    }
    return false;
}

static bool is_by_convention(struct tn_lint *lint, const struct named *named) {
    const char *letters = named->letters, *table = named->table_part;
    switch (named->sort) {
    case SORT_PRIMARY:
        return table && begins(letters, "pk", table);
    case SORT_FOREIGN: {
        const struct tn_relationship *r = (const void *)named->object;
        return table && begins(letters, "fk", table) &&
               (!needs_column(r) || names_a_column(lint, letters, r->attributes));
    }
    case SORT_UNIQUE:
        return begins(letters, "uq", NULL);
    case SORT_CHECK:
        return table && begins(letters, "ck", table);
    default:
        return table && (begins(letters, "idx", table) || begins(letters, "ix", table) ||
                         begins(letters, "uidx", table) || begins(letters, "ftidx", table) ||
                         begins(letters, "fts", table));
    }
}

/* ------------------------------------------------------------------ the model's own convention */

/* The first word that says what it is: fk, idx; {table} where there is none but the table's name;
 * "" for a name that says neither. */
static const char *shape_of(struct tn_lint *lint, const struct named *named) {
    const char *at = named->object->name;
    struct tn_slice word;
    while (lint_next_word(&at, &word))
        if (is_marker(word))
            return lint_letters(tn_arena_text(&lint->arena, word.at, word.length), &lint->arena);
    return named->table_part ? "{table}" : "";
}

/* Indexes may all begin with a word that is no marker: by_created, by_status. */
static const char *first_word_of(struct tn_lint *lint, const struct named *named) {
    struct tn_slice word = lint_first_word(named->object->name);
    return lint_letters(tn_arena_text(&lint->arena, word.at, word.length), &lint->arena);
}

static const char *letters_in(struct tn_lint *lint, const char *letters, const char *name) {
    const char *part = lint_letters(name, &lint->arena);
    return *part && strstr(letters, part) ? part : NULL;
}

static const char *first_column(const struct tn_object *object) {
    const struct tn_object *found = NULL;
    if (object->kind == TN_key && ((const struct tn_key *)object)->attributes.count)
        found = ((const struct tn_key *)object)->attributes.items[0];
    if (object->kind == TN_relationship &&
        ((const struct tn_relationship *)object)->attributes.count)
        found = ((const struct tn_relationship *)object)->attributes.items[0];
    if (object->kind == TN_index) {
        const struct tn_index_part *part = ((const struct tn_index *)object)->parts.first;
        found = part && part->attribute ? &part->attribute->object : NULL;
    }
    return found ? found->name : "";
}

static enum sort sort_of(const struct tn_object *object) {
    switch (object->kind) {
    case TN_relationship:
        return SORT_FOREIGN;
    case TN_check:
        return SORT_CHECK;
    case TN_index:
        return SORT_INDEX;
    default:
        return ((const struct tn_key *)object)->primary ? SORT_PRIMARY : SORT_UNIQUE;
    }
}

static struct named name_of(struct tn_lint *lint, const struct lint_table *table,
                            const struct tn_object *object) {
    const char *letters = lint_letters(object->name, &lint->arena);
    const char *part = letters_in(lint, letters, table->entity->name);
    if (!part)
        part = letters_in(lint, letters, tn_singular(table->entity->name, &lint->arena));
    return (struct named){object, sort_of(object), table, letters, part, first_column(object)};
}

struct shapes {
    struct tn_text_map counts[SORT_COUNT];
    size_t all[SORT_COUNT];
    const char *chosen[SORT_COUNT]; /* NULL: none */
    struct tn_text_map first_words; /* of indexes */
};

typedef void name_visitor(struct tn_lint *lint, const struct named *named, struct shapes *shapes);

static void visit_list(struct tn_lint *lint, const struct lint_table *table,
                       const struct tn_list *list, name_visitor *visit, struct shapes *shapes) {
    for (const struct tn_object *o = list->first; o; o = o->next) {
        if (!*o->name)
            continue;
        struct named named = name_of(lint, table, o);
        visit(lint, &named, shapes);
    }
}

static void visit_names(struct tn_lint *lint, bool indexes, name_visitor *visit,
                        struct shapes *shapes) {
    LINT_EACH_TABLE(lint, table) {
        const struct tn_entity *entity = table->entity;
        if (indexes) {
            visit_list(lint, table, &entity->indexes, visit, shapes);
            continue;
        }
        visit_list(lint, table, &entity->keys, visit, shapes);
        visit_list(lint, table, &entity->relationships, visit, shapes);
        visit_list(lint, table, &entity->checks, visit, shapes);
    }
}

static void count_shape(struct tn_lint *lint, const struct named *named, struct shapes *shapes) {
    const char *shape = shape_of(lint, named);
    struct tn_text_map *counts = &shapes->counts[named->sort];
    uintptr_t count = (uintptr_t)tn_text_map_get(counts, shape) + 1;
    tn_text_map_put(counts, shape, (void *)count);
    shapes->all[named->sort]++;
    if (named->sort == SORT_INDEX) {
        const char *first = first_word_of(lint, named);
        uintptr_t before = (uintptr_t)tn_text_map_get(&shapes->first_words, first);
        tn_text_map_put(&shapes->first_words, first, (void *)(before + 1));
    }
    const char *chosen = shapes->chosen[named->sort];
    if (*shape && (!chosen || count > (uintptr_t)tn_text_map_get(counts, chosen)))
        shapes->chosen[named->sort] = shape;
}

static bool is_fine(struct tn_lint *lint, const struct named *named, const struct shapes *shapes) {
    if (is_made_by_framework(named->object->name) || is_made_by_server(lint, named) ||
        is_by_convention(lint, named))
        return true;
    if (!lint->imported)
        return false;
    if (named->sort == SORT_INDEX) {
        const char *first = first_word_of(lint, named);
        uintptr_t alike = (uintptr_t)tn_text_map_get(&shapes->first_words, first);
        if (alike > 3 && lint_is_convention(alike, shapes->all[SORT_INDEX]))
            return true;
    }
    const char *shape = shape_of(lint, named), *chosen = shapes->chosen[named->sort];
    return chosen ? strcmp(shape, chosen) == 0 : *shape != 0;
}

static const char *pattern_of(const struct tn_lint *lint, const struct named *named,
                              const struct shapes *shapes) {
    static const char *const patterns[SORT_COUNT] = {
        "pk_{table}", "fk_{table}_{columns}", "uq_{table}_{columns}", "ck_{table}_{description}",
        "idx_{table}_{columns}"};
    return lint->imported && shapes->chosen[named->sort] ? NULL : patterns[named->sort];
}

static void judge_name(struct tn_lint *lint, const struct named *named, struct shapes *shapes) {
    if (is_fine(lint, named, shapes))
        return;
    const char *pattern = pattern_of(lint, named, shapes), *table = named->table->entity->name;
    const char *kind = lint_kind_title(named->object), *name = named->object->name;
    struct tn_finding *found =
        pattern ? lint_find(lint, named->object, "%s name %s of %s does not follow %s", kind, name,
                            table, pattern)
                : lint_find(lint, named->object, "%s name %s of %s is not like the others (%s)",
                            kind, name, table, shapes->chosen[named->sort]);
    lint_remedy(lint, found, "Rename it, or leave the name out and let the convention make it");
}

static void check_names(struct tn_lint *lint, bool indexes) {
    struct shapes shapes = {0};
    if (lint->imported)
        visit_names(lint, indexes, count_shape, &shapes);
    for (size_t i = 0; i < SORT_COUNT; i++) {
        const char *chosen = shapes.chosen[i];
        if (chosen && !lint_is_convention((uintptr_t)tn_text_map_get(&shapes.counts[i], chosen),
                                          shapes.all[i]))
            shapes.chosen[i] = NULL;
    }
    visit_names(lint, indexes, judge_name, &shapes);
    for (size_t i = 0; i < SORT_COUNT; i++)
        tn_text_map_free(&shapes.counts[i]);
    tn_text_map_free(&shapes.first_words);
}

static void check_constraints(struct tn_lint *lint) {
    check_names(lint, false);
}

static void check_indexes(struct tn_lint *lint) {
    check_names(lint, true);
}

static bool leave_name_out(struct tn_model *model, const struct tn_finding *finding,
                           struct tn_error *error) {
    (void)error;
    tn_set_text(model, tn_find_id(model, finding->object), TN_FIELD_NAME, "");
    return true;
}

const struct tn_rule lint_constraint_name = {
    .id = "constraint-name",
    .group = "naming",
    .severity = TN_INFO,
    .title = "A constraint is named against the convention",
    .help =
        "The name of a constraint is what an error message shows: ck_products_price tells where "
        "to look, positive_price does not. New models are held to pk_, fk_, uq_ and ck_ with "
        "the table's name, imported ones to the shape most of their names have; names made by "
        "servers and object mappers are fine. The fix leaves the name to the convention.",
    .example = "CREATE TABLE products (\n"
               "    id integer PRIMARY KEY,\n"
               "    price numeric(10,2) NOT NULL,\n"
               "    CONSTRAINT positive_price CHECK (price >= 0)\n"
               ");\n",
    .check = check_constraints,
    .fix = leave_name_out,
};

const struct tn_rule lint_index_name = {
    .id = "index-name",
    .group = "naming",
    .severity = TN_INFO,
    .title = "An index is named against the convention",
    .help = "An index that names its table and columns explains itself in query plans and in lists "
            "of unused indexes. New models are held to idx_{table}_…, imported ones to the shape "
            "most of their names have; names made by servers and object mappers are fine. The fix "
            "leaves the name to the convention.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY, email text, city text);\n"
               "CREATE INDEX fast_lookup ON users (email);\n",
    .check = check_indexes,
    .fix = leave_name_out,
};
