/*
 * Rules on normal forms that need no dependencies.
 */
#include "lint/access.h"
#include "lint/fix.h"
#include "lint/rules.h"
#include "lint/split.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ nf-repeating-group */

/* Stems, in letters, of which two or three are not repetitions: lines of an address, versions of a
 * standard, coordinates. */
static const char *const plain_pairs[] = {
    "addr", "address", "addressline",   "addrline",   "ipv", "iso", "iso3166", "line", "md",
    "sha",  "street",  "streetaddress", "streetline", "utf", "x",   "y",       "z",
};

struct numbered {
    struct tn_attribute *attribute;
    const char *stem; /* the name without its number, nor the separator before it */
    long number;
};

struct group {
    struct numbered *members; /* by number */
    size_t count;
};

/* phone_2 is phone, 2. False for names without a number at the end. */
static bool split_number(struct tn_lint *lint, struct tn_attribute *attribute,
                         struct numbered *result) {
    const char *name = attribute->name;
    size_t length = strlen(name), stem = length;
    while (stem > 0 && isdigit((unsigned char)name[stem - 1]))
        stem--;
    if (stem == length || length - stem > 3 || (name[stem] == '0' && length - stem > 1))
        return false;
    long number = strtol(name + stem, NULL, 10);
    while (stem > 0 && name[stem - 1] == '_')
        stem--;
    *result = (struct numbered){attribute, tn_arena_text(&lint->arena, name, stem), number};
    return stem > 0;
}

static int by_stem_and_number(const void *a, const void *b) {
    const struct numbered *left = a, *right = b;
    int order = strcmp(left->stem, right->stem);
    return order ? order : (left->number > right->number) - (left->number < right->number);
}

static bool is_plain_pair(struct tn_lint *lint, const struct group *group) {
    const char *letters = lint_letters(group->members[0].stem, &lint->arena);
    for (size_t i = 0; i < TN_LENGTH(plain_pairs); i++)
        if (group->count <= 3 && strcmp(letters, plain_pairs[i]) == 0)
            return true;
    return false;
}

static bool is_series(const struct group *group) {
    const struct tn_attribute *first = group->members[0].attribute;
    if (group->count < 2 || group->members[0].number > 1)
        return false;
    for (size_t i = 1; i < group->count; i++) {
        const struct tn_attribute *other = group->members[i].attribute;
        if (group->members[i].number != group->members[0].number + (long)i ||
            other->named_type != first->named_type || !tn_same_word(other->type, first->type) ||
            other->dimensions != first->dimensions)
            return false;
    }
    return true;
}

/* The columns of a link table tell its ends apart: unique together. */
static bool is_link(struct tn_lint *lint, const struct tn_entity *entity,
                    const struct group *group) {
    struct lint_accesses accesses = lint_accesses_of(lint, entity);
    for (size_t i = 0; i < accesses.count; i++) {
        size_t held = 0;
        for (size_t k = 0; k < accesses.items[i].count && accesses.items[i].unique; k++)
            for (size_t m = 0; m < group->count; m++)
                held += accesses.items[i].parts[k].attribute == group->members[m].attribute;
        if (held == group->count)
            return true;
    }
    return false;
}

/* The groups of one table, one after another. */
static size_t collect(struct tn_lint *lint, const struct tn_entity *entity,
                      struct numbered **members) {
    size_t count = 0;
    *members = tn_arena_allocate(&lint->arena, (entity->attributes.count + 1) * sizeof **members);
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        count += split_number(lint, a, &(*members)[count]);
    qsort(*members, count, sizeof **members, by_stem_and_number);
    return count;
}

static struct group group_at(struct numbered *members, size_t count, size_t start) {
    struct group group = {members + start, 1};
    while (start + group.count < count &&
           strcmp(members[start].stem, members[start + group.count].stem) == 0)
        group.count++;
    return group;
}

static void report_group(struct tn_lint *lint, const struct tn_entity *entity,
                         const struct group *group) {
    struct tn_buffer names = {0};
    for (size_t i = 0; i < group->count; i++)
        tn_put_format(&names, "%s%s", i ? ", " : "", group->members[i].attribute->name);
    struct tn_finding *found =
        lint_find(lint, group->members[0].attribute, "%s repeats one column: %s", entity->name,
                  tn_buffer_text(&names));
    tn_buffer_free(&names);
    lint_remedy(lint, found, "Move them to a table of their own, one row for each %s",
                group->members[0].stem);
    lint_alike(lint, found, lint_path(lint, entity));
}

static void check_repeating(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        struct numbered *members;
        size_t count = collect(lint, table->entity, &members);
        for (size_t start = 0; start < count;) {
            struct group group = group_at(members, count, start);
            start += group.count;
            if (is_series(&group) && !is_plain_pair(lint, &group) &&
                !is_link(lint, table->entity, &group))
                report_group(lint, table->entity, &group);
        }
    }
}

/* ------------------------------------------------------------------ its fix */

static bool may_leave(const struct tn_model *model, const struct group *group,
                      struct tn_error *error) {
    for (size_t i = 0; i < group->count; i++)
        if (!lint_may_leave(model, group->members[i].attribute, error))
            return false;
    return true;
}

static void add_values(struct tn_model *model, struct tn_entity *child, const char *number_name,
                       const struct numbered *first) {
    struct tn_attribute *number = tn_design_add(model, TN_attribute, child, number_name);
    tn_set_text(model, number, TN_attribute_type, lint_integer_type(tn_dialect_of(model)));
    tn_design_toggle_primary(model, number);
    struct tn_attribute *value = tn_design_add(model, TN_attribute, child, first->stem);
    lint_copy_type(model, value, first->attribute);
    tn_set_number(model, value, TN_attribute_nullable, false);
}

static bool move_out(struct tn_model *model, struct tn_lint *scratch, struct tn_entity *entity,
                     const struct group *group, struct tn_error *error) {
    const char *name = lint_child_name(entity, group->members[0].stem, &scratch->arena);
    struct tn_entity *child = lint_add_child(model, entity, name, error);
    if (!child)
        return false;
    const char *number = lint_in_style("number", lint_column_style(entity), &scratch->arena);
    add_values(model, child, number, &group->members[0]);
    for (size_t i = 0; i < group->count; i++)
        tn_design_delete(model, group->members[i].attribute);
    return true;
}

static bool fix_repeating(struct tn_model *model, const struct tn_finding *finding,
                          struct tn_error *error) {
    struct tn_attribute *first = (void *)tn_find_id(model, finding->object);
    struct tn_entity *entity = tn_entity_of(first);
    struct tn_lint scratch = {.model = model};
    struct numbered *members;
    size_t count = collect(&scratch, entity, &members);
    bool fixed = true;
    for (size_t start = 0; start < count;) {
        struct group group = group_at(members, count, start);
        start += group.count;
        if (group.members[0].attribute == first && is_series(&group))
            fixed =
                may_leave(model, &group, error) && move_out(model, &scratch, entity, &group, error);
    }
    tn_arena_free(&scratch.arena);
    return fixed;
}

const struct tn_rule lint_nf_repeating_group = {
    .id = "nf-repeating-group",
    .group = "normalization",
    .severity = TN_WARNING,
    .title = "Numbered columns repeat one attribute",
    .help = "Columns such as phone1, phone2 fix how many there can be, leave gaps, and make every "
            "search ask each of them: first normal form wants one row for each. Move them to a "
            "child table; the automatic fix changes the design, and the data must be moved by a "
            "migration. Numbered ends of a link table and lines of an address are not reported.",
    .doubt =
        "Some numbers are part of a name rather than a count: the two parts of a standard, the "
        "four quarters of a year. Rename the columns to what they are, or waive the finding "
        "where there will never be one more.",
    .example = "CREATE TABLE contacts (\n"
               "    id integer PRIMARY KEY,\n"
               "    name text NOT NULL,\n"
               "    phone1 text,\n"
               "    phone2 text,\n"
               "    phone3 text\n"
               ");\n",
    .good = "CREATE TABLE contacts (id integer PRIMARY KEY, name text NOT NULL);\n"
            "CREATE TABLE contact_phones (\n"
            "    contact_id integer REFERENCES contacts (id),\n"
            "    number integer,\n"
            "    phone text NOT NULL,\n"
            "    PRIMARY KEY (contact_id, number)\n"
            ");\n",
    .check = check_repeating,
    .fix = fix_repeating,
};
