/*
 * nf-cloned-tables: tables that are alike but for a number or year in their names.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ names with a number */

struct clone {
    struct tn_entity *entity;
    const char *stem; /* sales of sales_2023 */
    long number;      /* 2023; 202301 of 2023_01 */
    size_t digits;
};

struct clones { /* of one stem, by number */
    struct clone *items;
    size_t count;
};

/* False for names without a number at the end, or with nothing before it. */
static bool split_number(struct tn_entity *entity, struct tn_arena *arena, struct clone *clone) {
    const char *name = entity->name;
    char digits[9] = "";
    size_t start = strlen(name), count = 0;
    while (start > 0 && (isdigit((unsigned char)name[start - 1]) || name[start - 1] == '_'))
        start--;
    for (const char *c = name + start; *c; c++)
        if (isdigit((unsigned char)*c) && count < sizeof digits - 1)
            digits[count++] = *c;
    *clone =
        (struct clone){entity, tn_arena_text(arena, name, start), strtol(digits, NULL, 10), count};
    return count && start > 0;
}

/* 2023, 202301, 20230131. */
static bool is_date(const struct clone *clone) {
    long year = clone->number;
    for (size_t digits = clone->digits; digits > 4; digits -= 2)
        year /= 100;
    return (clone->digits == 4 || clone->digits == 6 || clone->digits == 8) && year >= 1900 &&
           year < 2100;
}

static int by_stem(const void *a, const void *b) {
    const struct clone *left = a, *right = b;
    int order = strcmp(left->stem, right->stem);
    if (order || left->entity->parent != right->entity->parent)
        return order ? order : (left->entity->parent < right->entity->parent ? -1 : 1);
    return (left->number > right->number) - (left->number < right->number);
}

/* ------------------------------------------------------------------ likeness */

static bool same_columns(const struct tn_entity *a, const struct tn_entity *b) {
    const struct tn_attribute *other = b->attributes.first;
    if (a->attributes.count != b->attributes.count)
        return false;
    for (struct tn_attribute *own = a->attributes.first; own; own = own->next) {
        if (strcmp(own->name, other->name) != 0 || own->named_type != other->named_type ||
            !tn_same_word(own->type, other->type) || own->dimensions != other->dimensions)
            return false;
        other = other->next;
    }
    return true;
}

/* Two of consecutive versions may be alike by chance, two years are not. */
static bool are_clones(const struct clones *clones) {
    enum { FEW_COLUMNS = 2, MANY_TABLES = 3 };
    const struct clone *first = &clones->items[0];
    bool dates = is_date(first);
    for (size_t i = 1; i < clones->count; i++) {
        if (!same_columns(first->entity, clones->items[i].entity))
            return false;
        dates &= is_date(&clones->items[i]) && clones->items[i].digits == first->digits;
    }
    return first->entity->attributes.count >= FEW_COLUMNS &&
           clones->count >= (dates ? FEW_COLUMNS : MANY_TABLES);
}

static struct clones clones_at(struct clone *items, size_t count, size_t start) {
    struct clones clones = {items + start, 1};
    while (start + clones.count < count &&
           strcmp(items[start].stem, items[start + clones.count].stem) == 0 &&
           items[start].entity->parent == items[start + clones.count].entity->parent)
        clones.count++;
    return clones;
}

/* ------------------------------------------------------------------ reporting */

static void report(struct tn_lint *lint, const struct clones *clones) {
    struct tn_buffer names = {0};
    for (size_t i = 0; i < clones->count && i < 4; i++)
        tn_put_format(&names, "%s%s", i ? ", " : "", clones->items[i].entity->name);
    tn_put(&names, clones->count > 4 ? " …" : "");
    struct tn_finding *found =
        lint_find(lint, clones->items[0].entity, "%zu tables are alike but for their number: %s",
                  clones->count, tn_buffer_text(&names));
    tn_buffer_free(&names);
    lint_remedy(lint, found,
                "Make one table of them, with a column for what tells them apart, and divide it "
                "into partitions where it is large");
}

static void check_clones(struct tn_lint *lint) {
    struct clone *items = tn_arena_allocate(&lint->arena, (lint->table_count + 1) * sizeof *items);
    size_t count = 0;
    LINT_EACH_TABLE(lint, table)
    if (isdigit((unsigned char)table->entity->name[strlen(table->entity->name) - 1]) &&
        !lint_has_any_tag(table->entity, "staging snapshot"))
        count += split_number(table->entity, &lint->arena, &items[count]);
    qsort(items, count, sizeof *items, by_stem);
    for (size_t start = 0; start < count;) {
        struct clones clones = clones_at(items, count, start);
        start += clones.count;
        if (are_clones(&clones))
            report(lint, &clones);
    }
}

/* ------------------------------------------------------------------ may they be one? */

static bool is_referred_to(const struct tn_model *model, const struct tn_entity *entity,
                           struct tn_error *error) {
    TN_EACH_OF(model, relationship, r)
    if (r->target == entity)
        return !tn_fail(error, "%s refers to %s: bring them together by hand",
                        tn_entity_of(r)->name, entity->name);
    return false;
}

static bool may_be_one(const struct tn_model *model, const struct tn_entity *entity,
                       struct tn_error *error) {
    if (is_referred_to(model, entity, error) ||
        !lint_nothing_mentions(model, &entity->object, error))
        return false;
    if (entity->triggers.first || entity->exclusions.first || *entity->partition_by ||
        entity->inherits.count)
        return tn_fail(error,
                       "%s has triggers, exclusion constraints or partitions: bring the tables "
                       "together by hand",
                       entity->name);
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (a->identity && tn_dialect_of(model)->id == TN_SQLITE)
            return tn_fail(error,
                           "%s numbers its rows by itself: bring the tables together by hand",
                           entity->name);
    return true;
}

static bool may_be_named(const struct tn_entity *entity, const char *name, const char *column,
                         struct tn_error *error) {
    if (tn_find_name_folded(tn_list_of(entity->parent, TN_entity), name) ||
        tn_find_name_folded(tn_list_of(entity->parent, TN_view), name))
        return tn_fail(error, "there is a table %s already", name);
    if (tn_find_name_folded(&entity->attributes, column))
        return tn_fail(error, "%s has a column %s already", entity->name, column);
    return true;
}

/* ------------------------------------------------------------------ one table */

/* What tells the tables apart becomes a column, of every key too: rows of two tables may be
 * equal. */
static struct tn_attribute *add_teller(struct tn_model *model, struct tn_entity *entity,
                                       const char *name) {
    struct tn_attribute *teller = tn_design_add(model, TN_attribute, entity, name);
    tn_set_text(model, teller, TN_attribute_type, lint_integer_type(tn_dialect_of(model)));
    tn_set_number(model, teller, TN_attribute_nullable, false);
    return teller;
}

static void join_keys(struct tn_model *model, struct tn_entity *whole,
                      struct tn_attribute *teller) {
    for (struct tn_key *key = whole->keys.first; key; key = key->next) {
        struct tn_refs with = {0};
        for (size_t i = 0; i < key->attributes.count; i++)
            tn_refs_append(model, &with, key->attributes.items[i]);
        tn_refs_append(model, &with, teller);
        tn_set_refs(model, key, TN_key_attributes, with);
        for (size_t i = 0; key->primary && i < with.count; i++) /* no longer SQLite's rowid */
            tn_set_number(model, with.items[i], TN_attribute_nullable, false);
    }
    for (struct tn_index *index = whole->indexes.first; index; index = index->next)
        if (index->unique) {
            struct tn_index_part *part = tn_design_add(model, TN_index_part, index, "");
            tn_set_ref(model, part, TN_index_part_attribute, teller);
        }
}

/* Names that the first table's name is part of are given anew. */
static void forget_names(struct tn_model *model, const struct tn_entity *whole, const char *name) {
    const struct tn_list *lists[] = {(const void *)&whole->keys,
                                     (const void *)&whole->relationships,
                                     (const void *)&whole->indexes, (const void *)&whole->checks};
    for (size_t i = 0; i < TN_LENGTH(lists); i++)
        for (struct tn_object *o = lists[i]->first; o; o = o->next)
            if (tn_find_word(o->name, name))
                tn_set_text(model, o, TN_FIELD_NAME, "");
}

/* PostgreSQL: the tables stay, as partitions, and so do their rows. */
static void become_partition(struct tn_model *model, const struct clone *clone,
                             struct tn_entity *whole, const char *column) {
    struct tn_entity *entity = clone->entity;
    const struct tn_list *lists[] = {(const void *)&entity->keys,
                                     (const void *)&entity->relationships,
                                     (const void *)&entity->indexes, (const void *)&entity->checks};
    struct tn_refs going = {0};
    for (size_t i = 0; i < TN_LENGTH(lists); i++)
        for (struct tn_object *o = lists[i]->first; o; o = o->next)
            tn_refs_append(model, &going, o);
    tn_design_delete_all(model, going);
    add_teller(model, entity, column);
    char bound[60];
    snprintf(bound, sizeof bound, "FOR VALUES IN (%ld)", clone->number);
    tn_set_ref(model, entity, TN_entity_partition_of, whole);
    tn_set_text(model, entity, TN_entity_partition_bound, bound);
}

/* MySQL divides no table that has foreign keys. */
static void divide(struct tn_model *model, const struct clones *clones, struct tn_entity *whole,
                   const char *column) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct tn_buffer by = {0};
    tn_put(&by, "LIST (");
    tn_sql_put_name(&by, dialect, column);
    tn_put(&by, ")");
    for (size_t i = 0; i < clones->count && lint_is_mysql(dialect); i++)
        tn_put_format(&by, "%sPARTITION p%ld VALUES IN (%ld)%s", i ? ", " : " (",
                      clones->items[i].number, clones->items[i].number,
                      i + 1 == clones->count ? ")" : "");
    if (dialect->id == TN_POSTGRESQL || (lint_is_mysql(dialect) && !whole->relationships.first))
        tn_set_text(model, whole, TN_entity_partition_by, tn_buffer_text(&by));
    tn_buffer_free(&by);
    for (size_t i = 0; i < clones->count; i++)
        if (dialect->id == TN_POSTGRESQL)
            become_partition(model, &clones->items[i], whole, column);
        else
            tn_design_delete(model, clones->items[i].entity);
}

static bool bring_together(struct tn_model *model, const struct clones *clones,
                           struct tn_error *error) {
    struct tn_entity *first = clones->items[0].entity;
    const char *column = !is_date(&clones->items[0])    ? "number"
                         : clones->items[0].digits == 4 ? "year"
                                                        : "period";
    bool good = may_be_named(first, clones->items[0].stem, column, error);
    for (size_t i = 0; i < clones->count && good; i++)
        good = may_be_one(model, clones->items[i].entity, error);
    if (!good)
        return false;
    struct tn_entity *whole = tn_design_copy(model, first, clones->items[0].stem);
    tn_design_place_after(model, whole, first->prev);
    forget_names(model, whole, first->name);
    join_keys(model, whole, add_teller(model, whole, column));
    divide(model, clones, whole, column);
    return true;
}

static bool fix_clones(struct tn_model *model, const struct tn_finding *finding,
                       struct tn_error *error) {
    struct tn_entity *entity = (void *)tn_find_id(model, finding->object);
    const struct tn_list *siblings = tn_list_of(entity->parent, TN_entity);
    struct tn_arena arena = {0};
    struct clone *items = tn_arena_allocate(&arena, (siblings->count + 1) * sizeof *items), own;
    size_t count = 0;
    bool fixed = split_number(entity, &arena, &own);
    for (struct tn_entity *other = siblings->first; other && fixed; other = other->next)
        if (!other->partition_of && split_number(other, &arena, &items[count]) &&
            strcmp(items[count].stem, own.stem) == 0)
            count++;
    qsort(items, count, sizeof *items, by_stem);
    struct clones clones = {items, count};
    if (fixed && count && are_clones(&clones))
        fixed = bring_together(model, &clones, error);
    tn_arena_free(&arena);
    return fixed;
}

const struct tn_rule lint_nf_cloned_tables = {
    .id = "nf-cloned-tables",
    .group = "normalization",
    .severity = TN_WARNING,
    .title = "Tables are alike but for a year or number in their names",
    .help = "Where a year is part of a table's name, data stand in the schema: each new year needs "
            "a new table, and a question about two of them names both. Make one table with a "
            "column for the year. The fix does so: in PostgreSQL the tables become its partitions "
            "and keep their rows; in MySQL and MariaDB it is divided into partitions where it has "
            "no foreign keys. Rows must be moved by a migration where tables go.",
    .doubt = "Only tables with the same columns of the same types are reported, and at least three "
             "of them unless a year tells them apart. Copies that are kept for a while: tag them "
             "staging or snapshot.",
    .example = "CREATE TABLE sales_2023 (id integer PRIMARY KEY, turnover numeric(12,2));\n"
               "CREATE TABLE sales_2024 (id integer PRIMARY KEY, turnover numeric(12,2));\n",
    .good = "CREATE TABLE sales (\n"
            "    id integer,\n"
            "    year integer,\n"
            "    turnover numeric(12,2),\n"
            "    PRIMARY KEY (id, year)\n"
            ");\n",
    .check = check_clones,
    .fix = fix_clones,
};
