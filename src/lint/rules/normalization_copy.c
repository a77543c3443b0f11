/*
 * nf-suspect-copy: a column that seems to repeat one of the row that a foreign key leads to.
 */
#include "lint/rules.h"

#include <string.h>
#include <strings.h>

/* ------------------------------------------------------------------ names */

/* Are the words of the one, from FROM on, all the words of the other? */
static bool rest_is(const struct lint_name *name, size_t from, const struct lint_name *other) {
    if (name->count - from != other->count)
        return false;
    for (size_t i = 0; i < other->count; i++)
        if (!lint_same_word(name->words[from + i], other->words[i]))
            return false;
    return true;
}

static bool begins_with(const struct lint_name *name, const struct lint_name *stem, size_t words) {
    if (name->count < words || !words)
        return false;
    for (size_t i = 0; i < words; i++)
        if (!lint_same_word(name->words[i], stem->words[i]))
            return false;
    return true;
}

/* ------------------------------------------------------------------ copies */

struct reference {
    const struct lint_table *child, *parent;
    const struct tn_relationship *by;
    const struct lint_name *column; /* the name of the one that refers: customer_id */
    size_t stem;                    /* its words without the id */
    bool detail;                    /* the child's primary key begins with it, or with several */
};

static bool holds_same(const struct lint_column *copy, const struct lint_column *original) {
    return !original->primary && !original->foreign && copy->family == original->family;
}

/* customer_name beside customer_id, where customers have a name, or a customer_name. A detail that
 * has a name or description of the same name as the whole. */
static bool is_copy(struct tn_lint *lint, const struct reference *reference,
                    const struct lint_column *copy, const struct lint_column *original) {
    size_t stem = reference->stem;
    if (begins_with(copy->name, reference->column, stem) &&
        rest_is(copy->name, stem, original->name))
        return true;
    if (reference->child == reference->parent || !rest_is(copy->name, 0, original->name))
        return false;
    const char *parent = tn_singular(reference->parent->entity->name, &lint->arena);
    const struct lint_name *single = lint_name_of(&lint->vocabulary, parent);
    return begins_with(copy->name, single, single->count) ||
           (reference->detail && copy->family == LINT_TEXT && LINT_ENDS(copy->name, label));
}

static bool may_be_copy(const struct lint_column *column) {
    return !column->primary && !column->foreign && column->name->count > 1 &&
           !*column->attribute->generated && !lint_is_tagged(column->attribute, "snapshot") &&
           !lint_is_tagged(column->attribute, "denormalised");
}

/* Columns of the row's own life. */
static bool is_of_row(const struct lint_column *column) {
    return column->family == LINT_TIMESTAMP || column->family == LINT_DATE ||
           column->family == LINT_TIME || column->family == LINT_BOOLEAN ||
           lint_ends_in(column->name, "by") || LINT_HAS(column->name, count);
}

/* That it follows from the reference is declared: the rule on the normal form has its say. */
static bool is_declared(const struct reference *reference, const struct lint_column *copy) {
    const struct tn_entity *entity = reference->child->entity;
    for (const struct tn_dependency *d = entity->dependencies.first; d; d = d->next)
        if (d->origin == TN_origin_declared && tn_refs_have(d->dependent, copy->attribute) &&
            tn_refs_same_set(d->determinant, reference->by->attributes))
            return true;
    return false;
}

static const struct lint_column *original_of(struct tn_lint *lint,
                                             const struct reference *reference,
                                             const struct lint_column *copy) {
    LINT_EACH_COLUMN(reference->parent, original)
    if (holds_same(copy, original) && is_copy(lint, reference, copy, original))
        return original;
    return NULL;
}

static void report(struct tn_lint *lint, const struct reference *reference,
                   const struct lint_column *copy, const struct lint_column *original) {
    const char *child = reference->child->entity->name, *name = copy->attribute->name;
    struct tn_finding *found =
        lint_find(lint, copy->attribute, "%s.%s seems to repeat %s.%s, to which %s leads", child,
                  name, reference->parent->entity->name, original->attribute->name,
                  reference->by->attributes.items[0]->name);
    lint_remedy(lint, found,
                "Drop it, and read it over the foreign key; or, where it is to stay as it was, tag "
                "it snapshot");
}

/* The columns of a table that may be copies; one that is reported leaves. */
struct candidates {
    const struct lint_column **items;
    size_t count;
};

static struct candidates candidates_of(struct tn_lint *lint, const struct lint_table *table) {
    struct candidates candidates = {
        tn_arena_allocate(&lint->arena, (table->column_count + 1) * sizeof *candidates.items), 0};
    LINT_EACH_COLUMN(table, column)
    if (may_be_copy(column) && !is_of_row(column))
        candidates.items[candidates.count++] = column;
    return candidates;
}

static void check_reference(struct tn_lint *lint, const struct reference *reference,
                            struct candidates *candidates) {
    size_t kept = 0;
    for (size_t i = 0; i < candidates->count; i++) {
        const struct lint_column *column = candidates->items[i];
        const struct lint_column *original = original_of(lint, reference, column);
        if (original && !is_declared(reference, column))
            report(lint, reference, column, original);
        else
            candidates->items[kept++] = column;
    }
    candidates->count = kept;
}

/* ------------------------------------------------------------------ zip, city and state */

static bool is_place(const struct lint_column *column) {
    return lint_ends_in(column->name, "city") || lint_ends_in(column->name, "state") ||
           lint_ends_in(column->name, "town");
}

static const struct lint_column *postal_code(const struct lint_table *table) {
    static const char *const words[] = {"zip", "zip code", "zipcode", "postal code", "postcode"};
    LINT_EACH_COLUMN(table, column)
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (lint_ends_in(column->name, words[i]))
            return column;
    return NULL;
}

static void check_postal(struct tn_lint *lint, const struct lint_table *table) {
    const struct lint_column *code = postal_code(table);
    LINT_EACH_COLUMN(table, column) {
        if (!code || !is_place(column) || column->foreign ||
            lint_is_tagged(column->attribute, "snapshot"))
            continue;
        struct tn_finding *found =
            lint_find(lint, column->attribute, "%s.%s may follow from %s", table->entity->name,
                      column->attribute->name, code->attribute->name);
        lint_remedy(lint, found, "Give postal codes a table of their own, if they do tell");
    }
}

/* ------------------------------------------------------------------ the rule */

static bool is_detail(const struct lint_table *child, const struct tn_relationship *by) {
    return child->primary && child->primary->attributes.count > 1 &&
           tn_refs_have(child->primary->attributes, by->attributes.items[0]);
}

/* customer_id, customer_code and customer all lead to a customer. */
static size_t stem_words(const struct lint_name *name) {
    static const char *const ends[] = {"id", "code", "key", "no", "number", "uuid", "ref", "fk"};
    for (size_t i = 0; i < TN_LENGTH(ends); i++)
        if (lint_ends_in(name, ends[i]))
            return name->count - 1;
    return name->count;
}

static bool open_reference(struct tn_lint *lint, const struct lint_table *child,
                           const struct tn_relationship *by, struct reference *reference) {
    const struct lint_table *parent =
        by->target ? tn_id_map_get(&lint->table_of, by->target->id) : NULL;
    if (!parent || by->attributes.count != 1)
        return false;
    *reference = (struct reference){
        .child = child,
        .parent = parent,
        .by = by,
        .column = lint_name_of(&lint->vocabulary, by->attributes.items[0]->name),
        .stem = stem_words(lint_name_of(&lint->vocabulary, by->attributes.items[0]->name)),
        .detail = is_detail(child, by),
    };
    return reference->column->count;
}

static bool may_repeat(const struct lint_table *table) {
    return !LINT_HAS(table->name, record) &&
           !lint_has_any_tag(table->entity, "snapshot denormalised log audit staging");
}

static void check_copies(struct tn_lint *lint) {
    bool postal = lint_is_choice(lint, "postal", "yes");
    LINT_EACH_TABLE(lint, table) {
        if (!may_repeat(table))
            continue;
        struct reference reference;
        struct candidates candidates = candidates_of(lint, table);
        for (struct tn_relationship *r = table->entity->relationships.first; r; r = r->next)
            if (candidates.count && open_reference(lint, table, r, &reference))
                check_reference(lint, &reference, &candidates);
        if (postal)
            check_postal(lint, table);
    }
}

const struct tn_rule lint_nf_suspect_copy = {
    .id = "nf-suspect-copy",
    .group = "normalization",
    .severity = TN_INFO,
    .title = "A column seems to repeat one of the table that a foreign key leads to",
    .help = "Beside customer_id a customer_name says again what customers say already, and the two "
            "come to differ. Drop the copy and read it over the foreign key; or declare that it "
            "depends on the key (tenon fd), and let tenon normalize show how the table comes "
            "apart.",
    .doubt = "What was true at the time is no copy: the price and the name on an invoice must not "
             "follow the product. Tag such a column, or the table, snapshot; one that is kept for "
             "speed denormalised. Postal codes do not tell the city everywhere: the option postal "
             "has cities beside them reported, too.",
    .options = (const struct tn_rule_option[]){{"postal", TN_OPTION_CHOICE, "no",
                                                "Report city and state beside a postal code, too",
                                                "no yes"},
                                               {0}},
    .example = "CREATE TABLE customers (id integer PRIMARY KEY, name text NOT NULL);\n"
               "CREATE TABLE orders (\n"
               "    id integer PRIMARY KEY,\n"
               "    customer_id integer NOT NULL REFERENCES customers (id),\n"
               "    customer_name text NOT NULL\n"
               ");\n",
    .good = "CREATE TABLE customers (id integer PRIMARY KEY, name text NOT NULL);\n"
            "CREATE TABLE orders (\n"
            "    id integer PRIMARY KEY,\n"
            "    customer_id integer NOT NULL REFERENCES customers (id)\n"
            ");\n",
    .check = check_copies,
};
