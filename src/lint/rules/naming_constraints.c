/*
 * Rules on the names of constraints and indexes. A name that was left out is made by the naming
 * convention and is never reported; the fix leaves a bad one out.
 */
#include "lint/generated.h"
#include "lint/rules.h"
#include "lint/template.h"

#include <string.h>

enum sort { SORT_PRIMARY, SORT_FOREIGN, SORT_UNIQUE, SORT_CHECK, SORT_INDEX, SORT_COUNT };

struct named {
    const struct tn_object *object;
    enum sort sort;
    const struct lint_table *table;
    const char *letters;    /* of the name */
    const char *table_part; /* letters of the table, or of its singular, if they are in the name */
    const char *column;     /* name of its first column, or "" */
};

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
        if (lint_classes_of(&lint->vocabulary, word) & LINT_WORDS(marker))
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

/* ------------------------------------------------------------------ the project's patterns */

static const char *sort_option(const struct named *named) {
    static const char *const options[SORT_COUNT] = {"primary", "foreign", "unique", "check",
                                                    "index"};
    if (named->sort != SORT_INDEX)
        return options[named->sort];
    const struct tn_index *index = (const void *)named->object;
    if (tn_same_word(index->method, "fulltext") || tn_same_word(index->method, "gin"))
        return "fulltext";
    if (*index->predicate)
        return "partial";
    return index->unique ? "unique" : "index";
}

/* The option that tells how names of the sort are to look; NULL where it is empty. */
static const char *option_of(const struct tn_lint *lint, const struct named *named) {
    const char *option = sort_option(named);
    return lint_text(lint, option).length ? option : NULL;
}

static const char *columns_of(struct tn_lint *lint, const struct tn_object *object) {
    struct tn_buffer out = {0};
    struct tn_refs refs = {0};
    if (object->kind == TN_key)
        refs = ((const struct tn_key *)object)->attributes;
    if (object->kind == TN_relationship)
        refs = ((const struct tn_relationship *)object)->attributes;
    for (size_t i = 0; i < refs.count; i++)
        tn_put_format(&out, "%s%s", i ? "_" : "", refs.items[i]->name);
    if (object->kind == TN_index)
        for (const struct tn_index_part *part = ((const struct tn_index *)object)->parts.first;
             part; part = part->next)
            tn_put_format(&out, "%s%s", out.length ? "_" : "",
                          part->attribute ? part->attribute->name : "expr");
    const char *columns = tn_arena_text(&lint->arena, tn_buffer_text(&out), out.length);
    tn_buffer_free(&out);
    return columns;
}

static bool fits_option(struct tn_lint *lint, const struct named *named, const char *option) {
    struct tn_slice wanted = lint_text(lint, option);
    if (!lint_is_template(wanted))
        return lint_matches(lint, option, named->object->name);
    const struct tn_relationship *r = (const void *)named->object;
    struct lint_template_parts parts = {
        .table = named->table->entity->name,
        .columns = columns_of(lint, named->object),
        .column = named->column,
        .target = named->sort == SORT_FOREIGN && r->target ? r->target->name : "",
    };
    return lint_template_matches(wanted, &parts, named->object->name, &lint->arena);
}

/* ------------------------------------------------------------------ judging */

static bool is_fine(struct tn_lint *lint, const struct named *named, const struct shapes *shapes) {
    const char *option = option_of(lint, named);
    if (option)
        return fits_option(lint, named, option);
    const char *name = named->object->name;
    if (is_by_convention(lint, named) || lint_is_made_by_framework(name) ||
        lint_is_made_by_server(lint->dialect, name, named->table_part, named->column))
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
    const char *option = option_of(lint, named), *table = named->table->entity->name;
    struct tn_slice wanted = lint_text(lint, sort_option(named));
    const char *pattern = option ? tn_arena_text(&lint->arena, wanted.at, wanted.length)
                                 : pattern_of(lint, named, shapes);
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

static const struct tn_rule_option constraint_options[] = {
    {"primary", TN_OPTION_TEXT, "",
     "names of primary keys: a template of {table} {columns} {column} {target} {description}, or a "
     "regular expression; empty: the convention, and in an imported model what most follow",
     NULL},
    {"foreign", TN_OPTION_TEXT, "", "names of foreign keys: fk_{table}_{columns}", NULL},
    {"unique", TN_OPTION_TEXT, "", "names of unique keys: uq_{table}_{columns}", NULL},
    {"check", TN_OPTION_TEXT, "", "names of checks: ck_{table}_{description}", NULL},
    {0},
};

static const struct tn_rule_option index_options[] = {
    {"index", TN_OPTION_TEXT, "",
     "names of plain indexes: a template of {table} {columns} {column} {description}, or a regular "
     "expression; empty: the convention, and in an imported model what most follow",
     NULL},
    {"unique", TN_OPTION_TEXT, "", "names of unique indexes: uidx_{table}_{columns}", NULL},
    {"partial", TN_OPTION_TEXT, "", "names of partial indexes: idx_{table}_{columns}_{description}",
     NULL},
    {"fulltext", TN_OPTION_TEXT, "", "names of full text and GIN indexes: ftidx_{table}_{columns}",
     NULL},
    {0},
};

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
    .doubt = "A model of two authors has two conventions: the names of the smaller part are "
             "reported. Give the patterns of both, as a regular expression, in the options.",
    .example = "CREATE TABLE products (\n"
               "    id integer PRIMARY KEY,\n"
               "    price numeric(10,2) NOT NULL,\n"
               "    CONSTRAINT positive_price CHECK (price >= 0)\n"
               ");\n",
    .good = "CREATE TABLE products (\n"
            "    id integer PRIMARY KEY,\n"
            "    price numeric(10,2) NOT NULL,\n"
            "    CONSTRAINT ck_products_price CHECK (price >= 0)\n"
            ");\n",
    .options = constraint_options,
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
    .doubt = "An index may be named for what it speeds up: idx_{table}_{purpose} is fine. Other "
             "conventions go into the options.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY, email text, city text);\n"
               "CREATE INDEX fast_lookup ON users (email);\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY, email text, city text);\n"
            "CREATE INDEX idx_users_email ON users (email);\n",
    .options = index_options,
    .check = check_indexes,
    .fix = leave_name_out,
};
