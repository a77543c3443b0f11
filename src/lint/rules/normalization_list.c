/*
 * nf-list-column: a text that holds several values, told by its name or, where there is a sample,
 * by what stands in it.
 */
#include "lint/fix.h"
#include "lint/rules.h"
#include "lint/split.h"

#include <string.h>

/* ------------------------------------------------------------------ by its name */

/* A list has a plural in its name or says what it is; price_list_id and mailing_list (a name of
 * one) are short or refer to something. */
static bool is_list_by_name(struct tn_lint *lint, const struct lint_column *column) {
    enum { SHORT_TEXT = 40 };
    if (lint_matches(lint, "also", column->attribute->name))
        return true;
    if (!LINT_ENDS(column->name, list))
        return false;
    struct lint_type type = column->type;
    return !type.fixed && (!type.size || type.size >= SHORT_TEXT);
}

/* ------------------------------------------------------------------ by its values */

/* What the different values of a column look like, parted by one character. */
struct parts {
    size_t values, parted; /* those that have two parts or more */
    size_t parts, words;   /* parts in all; different ones */
    bool varies;           /* not all have the same number of parts */
    bool strange;          /* a part that no list of words or numbers has */
};

/* A part without its blanks around; false where it is empty, long, or several words. */
static bool is_part(struct tn_slice *part) {
    enum { LONGEST_PART = 40 };
    while (part->length && *part->at == ' ')
        *part = (struct tn_slice){part->at + 1, part->length - 1};
    while (part->length && part->at[part->length - 1] == ' ')
        part->length--;
    return part->length && part->length <= LONGEST_PART && !memchr(part->at, ' ', part->length);
}

/* How many parts a value has; 1,234 is a number. */
static size_t take_parts(struct parts *parts, const char *value, char separator,
                         struct tn_text_map *words, struct tn_arena *arena) {
    size_t count = 0;
    bool digits = true;
    for (const char *at = value; at; count++) {
        const char *end = strchr(at, separator);
        struct tn_slice part = {at, end ? (size_t)(end - at) : strlen(at)};
        at = end ? end + 1 : NULL;
        if (!is_part(&part)) {
            parts->strange = true;
            return count;
        }
        digits &= !count || (part.length == 3 && strspn(part.at, "0123456789") >= 3);
        parts->words += !tn_text_map_get_slice(words, part);
        tn_text_map_put(words, tn_arena_text(arena, part.at, part.length), parts);
    }
    parts->strange |= count > 1 && digits;
    return count;
}

static struct parts parts_of(const struct tn_sample *sample, size_t column, char separator) {
    struct parts parts = {0};
    struct tn_text_map words = {0};
    struct tn_arena arena = {0};
    size_t first = 0;
    for (uint32_t code = 0; code < sample->columns.items[column].distinct && !parts.strange;
         code++) {
        const char *value = sample->values[column][code];
        if (!value)
            continue;
        size_t count = take_parts(&parts, value, separator, &words, &arena);
        parts.values++;
        parts.parted += count > 1;
        parts.parts += count;
        first = first ? first : count;
        parts.varies |= count != first;
    }
    tn_text_map_free(&words);
    tn_arena_free(&arena);
    return parts;
}

/* The character that parts most of the values, whose parts come back; 0 where there is none. */
static char separator_in(struct tn_lint *lint, const struct lint_table *table,
                         const struct lint_column *column) {
    size_t least = (size_t)lint_number(lint, "values");
    for (const char *c = ",;|"; *c && table->sample && column->sampled; c++) {
        struct parts parts = parts_of(table->sample, column->sampled - 1, *c);
        if (!parts.strange && parts.varies && parts.values >= least &&
            parts.parted * 2 > parts.values && parts.words * 5 < parts.parts * 4)
            return *c;
    }
    return 0;
}

/* ------------------------------------------------------------------ the rule */

static bool may_be_list(const struct lint_column *column) {
    return column->family == LINT_TEXT && !column->primary && !column->foreign &&
           !*column->attribute->generated && !lint_is_tagged(column->attribute, "snapshot") &&
           !lint_is_tagged(column->attribute, "denormalised");
}

static void check_column(struct tn_lint *lint, const struct lint_table *table,
                         const struct lint_column *column) {
    const char *entity = table->entity->name, *name = column->attribute->name;
    char separator = separator_in(lint, table, column);
    if (!separator && !is_list_by_name(lint, column))
        return;
    struct tn_finding *found =
        separator ? lint_find(lint, column->attribute,
                              "%s.%s holds lists: most of its values in %s are parted by \"%c\"",
                              entity, name, table->sample->name, separator)
                  : lint_find(lint, column->attribute, "%s.%s seems to hold a list in one text",
                              entity, name);
    lint_remedy(lint, found, "Move it to a table of its own, one row for each value");
}

static void check_lists(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    if (!lint_has_any_tag(table->entity, "log audit staging denormalised"))
        LINT_EACH_COLUMN(table, column)
    if (may_be_list(column))
        check_column(lint, table, column);
}

/* ------------------------------------------------------------------ its fix */

/* tag_ids is tag: the stem of what is listed, in singular; *ids where it lists keys. */
static const char *listed(const char *name, bool *ids, struct tn_arena *arena) {
    static const char *const endings[] = {"list", "csv", "ids", "id"};
    const char *stem = tn_arena_text(arena, name, strlen(name));
    *ids = false;
    for (size_t i = 0; i < TN_LENGTH(endings); i++) {
        struct tn_slice last = lint_last_word(stem);
        if (!tn_slice_is_word(last, endings[i]) || last.at == stem)
            continue;
        *ids |= i >= 2;
        stem = tn_arena_text(arena, stem, (size_t)(last.at - stem));
    }
    size_t length = strlen(stem);
    while (length > 1 && stem[length - 1] == '_')
        length--;
    return tn_singular(tn_arena_text(arena, stem, length), arena);
}

/* The table whose keys are listed: tags, or tag. */
static struct tn_entity *target_of(const struct tn_entity *entity, const char *stem,
                                   struct tn_arena *arena) {
    const struct tn_list *siblings = tn_list_of(entity->parent, TN_entity);
    for (struct tn_entity *other = siblings->first; other; other = other->next) {
        struct tn_key *key = tn_primary_key(other);
        if (key && key->attributes.count == 1 &&
            lint_same_letters(tn_singular(other->name, arena), stem))
            return other;
    }
    return NULL;
}

/* Each pair once. */
static bool link_to(struct tn_model *model, struct tn_entity *child, struct tn_entity *target,
                    struct tn_error *error) {
    struct tn_link link = {.parent = target,
                           .child = child,
                           .parent_end = TN_cardinality_exactly_one,
                           .identifying = true};
    return lint_add_foreign(model, &link, error);
}

static void add_value(struct tn_model *model, struct tn_entity *child, const char *stem,
                      const struct tn_attribute *list, struct tn_arena *arena) {
    enum lint_style style = lint_column_style(tn_entity_of(list));
    struct tn_attribute *number =
        tn_design_add(model, TN_attribute, child, lint_in_style("number", style, arena));
    tn_set_text(model, number, TN_attribute_type, lint_integer_type(tn_dialect_of(model)));
    tn_design_toggle_primary(model, number);
    struct tn_attribute *value = tn_design_add(model, TN_attribute, child, stem);
    lint_copy_type(model, value, list);
    tn_set_number(model, value, TN_attribute_nullable, false);
}

static bool move_out(struct tn_model *model, struct tn_attribute *list, struct tn_arena *arena,
                     struct tn_error *error) {
    struct tn_entity *entity = tn_entity_of(list);
    bool ids;
    const char *stem = listed(list->name, &ids, arena);
    struct tn_entity *target = ids ? target_of(entity, stem, arena) : NULL;
    if (!lint_may_leave(model, list, error))
        return false;
    struct tn_entity *child =
        lint_add_child(model, entity, lint_child_name(entity, stem, arena), error);
    if (!child || (target && !link_to(model, child, target, error)))
        return false;
    if (!target)
        add_value(model, child, ids ? lint_join(stem, "id", arena) : stem, list, arena);
    tn_design_delete(model, list);
    return true;
}

static bool fix_list(struct tn_model *model, const struct tn_finding *finding,
                     struct tn_error *error) {
    struct tn_arena arena = {0};
    bool fixed = move_out(model, (void *)tn_find_id(model, finding->object), &arena, error);
    tn_arena_free(&arena);
    return fixed;
}

const struct tn_rule lint_nf_list_column = {
    .id = "nf-list-column",
    .group = "normalization",
    .severity = TN_INFO,
    .title = "A text column seems to hold a list",
    .help = "Values with commas between them in one text cannot be checked, joined or indexed one "
            "by one, and to take one out is to edit a text: first normal form wants a row for "
            "each. The fix makes a child table, which refers to the table of what is listed where "
            "there is one (tag_ids and tags); the data must be moved by a migration. Where there "
            "is a sample, a column is reported whose values are lists, whatever it is called.",
    .doubt = "By its name alone a column that holds the name of one list may be taken for a list; "
             "lists that are only ever read as a whole do no harm. Tag the column denormalised.",
    .options =
        (const struct tn_rule_option[]){
            {"also", TN_OPTION_PATTERN, "", "Names of columns that hold lists, too", NULL},
            {"values", TN_OPTION_NUMBER, "10", "How many different values a sample must have",
             NULL},
            {0}},
    .example = "CREATE TABLE posts (id integer PRIMARY KEY, tag_ids text NOT NULL);\n",
    .good = "CREATE TABLE posts (id integer PRIMARY KEY);\n"
            "CREATE TABLE tags (id integer PRIMARY KEY);\n"
            "CREATE TABLE post_tags (\n"
            "    post_id integer REFERENCES posts (id),\n"
            "    tag_id integer REFERENCES tags (id),\n"
            "    PRIMARY KEY (post_id, tag_id)\n"
            ");\n",
    .check = check_lists,
    .fix = fix_list,
};
