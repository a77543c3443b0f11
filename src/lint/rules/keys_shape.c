/*
 * Rules on what a primary key is made of and where it stands.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ pk-nullable */

/* SQLite takes nulls into a primary key but for the rowid itself, WITHOUT ROWID and STRICT. */
static bool takes_nulls(const struct lint_table *table, const struct lint_column *column) {
    const struct tn_entity *entity = table->entity;
    bool rowid =
        table->primary->attributes.count == 1 && tn_same_word(column->attribute->type, "integer");
    return column->primary && column->attribute->nullable && !rowid && !entity->without_rowid &&
           !entity->strict;
}

static void check_nullable(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    if (table->primary)
        LINT_EACH_COLUMN(table, column) {
            if (!takes_nulls(table, column))
                continue;
            struct tn_finding *found = lint_find(
                lint, column->attribute, "SQLite takes nulls into the primary key column %s.%s",
                table->entity->name, column->attribute->name);
            lint_remedy(lint, found, "Say NOT NULL");
        }
}

static bool fix_nullable(struct tn_model *model, const struct tn_finding *finding,
                         struct tn_error *error) {
    (void)error;
    tn_set_number(model, tn_find_id(model, finding->object), TN_attribute_nullable, false);
    return true;
}

const struct tn_rule lint_pk_nullable = {
    .id = "pk-nullable",
    .group = "keys",
    .severity = TN_ERROR,
    .dialects = 1u << TN_SQLITE,
    .title = "A primary key may hold nulls in SQLite",
    .help =
        "By an old mistake that cannot be taken back any more, SQLite lets nulls into a primary "
        "key unless it is INTEGER PRIMARY KEY, or the table is WITHOUT ROWID or STRICT; any "
        "number of rows may have the key null, and none of them can be found by it. Say NOT "
        "NULL.",
    .doubt = NULL,
    .example = "CREATE TABLE countries (code TEXT PRIMARY KEY, name TEXT);\n",
    .good = "CREATE TABLE countries (code TEXT PRIMARY KEY NOT NULL, name TEXT);\n",
    .check = check_nullable,
    .fix = fix_nullable,
};

/* ------------------------------------------------------------------ pk-composite */

/* Keys made of foreign keys link two tables or belong to a parent; the rows of a partitioned table
 * cannot be told apart without what parts them. */
static bool is_meant(const struct lint_table *table) {
    size_t foreign = 0;
    LINT_EACH_COLUMN(table, column)
    foreign += column->primary && column->foreign;
    return foreign == table->primary->attributes.count || foreign > 1 ||
           *table->entity->partition_by || lint_has_tag(table->entity, "junction") ||
           lint_has_tag(table->entity, "timeseries");
}

static void check_composite(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        if (!table->primary || table->primary->attributes.count < 2 || is_meant(table))
            continue;
        const char *names = lint_names(lint, table->primary->attributes);
        struct tn_finding *found =
            lint_find(lint, table->entity, "the primary key of %s has %zu columns: %s",
                      table->entity->name, table->primary->attributes.count, names);
        lint_remedy(lint, found, "Add a numbered key and make (%s) unique", names);
    }
}

/* Foreign keys that mean the primary key by saying nothing mean these columns from now on. */
static void pin_references(struct tn_model *model, struct tn_entity *entity,
                           struct tn_refs attributes) {
    TN_EACH_OF(model, relationship, r)
    if (r->target == entity && r->attributes.count && !r->target_attributes.count)
        tn_set_refs(model, r, TN_relationship_target_attributes, attributes);
    for (struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        tn_set_number(model, r, TN_relationship_identifying, false);
}

static bool fix_composite(struct tn_model *model, const struct tn_finding *finding,
                          struct tn_error *error) {
    struct tn_entity *entity = (void *)tn_find_id(model, finding->object);
    struct tn_key *key = tn_primary_key(entity);
    if (!key || key->attributes.count < 2)
        return true;
    if (entity->without_rowid)
        return tn_fail(error, "%s is WITHOUT ROWID, where SQLite numbers nothing", entity->name);
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (a->identity)
            return tn_fail(error, "%s has a numbered column already: make it the key by hand",
                           entity->name);
    pin_references(model, entity, key->attributes);
    tn_set_number(model, key, TN_key_primary, false);
    tn_set_text(model, key, TN_FIELD_NAME, "");
    lint_add_numbered_key(model, entity);
    return true;
}

const struct tn_rule lint_pk_composite = {
    .id = "pk-composite",
    .group = "keys",
    .severity = TN_INFO,
    .off = true,
    .title = "A primary key has several columns",
    .help = "Every table that refers to it needs all its columns, joins name them all, and many "
            "mappers and tools know keys of one column only. A numbered key beside a unique one "
            "keeps the rule and gives a short handle. Off by default: a composite key is good "
            "design too. Keys of foreign keys, partitioned tables and tables tagged junction or "
            "timeseries are not reported.",
    .doubt = "It is a matter of taste: leave it off where composite keys are the style.",
    .example = "CREATE TABLE prices (product text, valid_from date, price integer,\n"
               "    PRIMARY KEY (product, valid_from));\n",
    .good = "CREATE TABLE prices (id bigint PRIMARY KEY, product text, valid_from date,\n"
            "    price integer, UNIQUE (product, valid_from));\n",
    .check = check_composite,
    .fix = fix_composite,
};

/* ------------------------------------------------------------------ pk-natural */

/* What identifies something in the real world, and may change. Sorted. */
static const char *const naturals[] = {
    "code",  "email", "iban", "isbn", "login", "mail",  "name",     "number", "passport",
    "phone", "plate", "sku",  "slug", "ssn",   "title", "username", "vat",
};
/* Tables whose names are those of the program. Sorted. */
static const char *const settings[] = {
    "config",    "configs",    "configuration", "option",      "options",    "param",
    "parameter", "parameters", "preference",    "preferences", "properties", "property",
    "sequence",  "sequences",  "setting",       "settings",    "variable",   "variables",
};

/* A code of a standard does not change. */
static bool is_natural(const struct lint_column *column) {
    struct lint_type type = column->type;
    bool text = type.family == LINT_TEXT || type.family == LINT_DECIMAL;
    bool code = type.family == LINT_TEXT && type.size > 0 && type.size <= 3;
    return text && !code && column->primary && !column->foreign && !column->attribute->identity &&
           lint_word_in(LINT_WORD_LIST(naturals), lint_last_word(column->attribute->name));
}

bool lint_is_natural_key(const struct lint_table *table, const struct lint_column *column) {
    return table->primary && table->primary->attributes.count == 1 && is_natural(column);
}

static void check_natural(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    if (table->primary && !lint_has_tag(table->entity, "lookup") &&
        !lint_has_word(table->entity->name, LINT_WORD_LIST(settings)))
        LINT_EACH_COLUMN(table, column) {
            if (!lint_is_natural_key(table, column))
                continue;
            struct tn_finding *found =
                lint_find(lint, column->attribute, "%s is identified by %s, which may change",
                          table->entity->name, column->attribute->name);
            lint_remedy(lint, found,
                        "Add a numbered or uuid column as primary key and make %s unique",
                        column->attribute->name);
        }
}

const struct tn_rule lint_pk_natural = {
    .id = "pk-natural",
    .group = "keys",
    .severity = TN_INFO,
    .title = "A primary key is a value of the real world that may change",
    .help = "People change their email address, names are corrected, a code is assigned anew: each "
            "time all rows that refer to it must follow, and what was written down elsewhere no "
            "longer finds it. Take a number or uuid that means nothing as primary key, and keep "
            "the value as a unique key. Codes of up to three characters, tables of settings and "
            "tables tagged lookup are not reported.",
    .doubt = "Values that are given once and for all (an ISBN, a name inside the program) are good "
             "keys: tag the table lookup, or waive the finding.",
    .example = "CREATE TABLE members (email varchar(200) PRIMARY KEY, joined_on date);\n",
    .good = "CREATE TABLE members (id bigint PRIMARY KEY, email varchar(200) UNIQUE);\n",
    .check = check_natural,
};

/* ------------------------------------------------------------------ pk-not-first */

static bool comes_first(const struct tn_entity *entity, const struct tn_key *key) {
    const struct tn_attribute *attribute = entity->attributes.first;
    for (size_t i = 0; i < key->attributes.count && attribute; i++) {
        if (!tn_refs_have(key->attributes, attribute))
            return false;
        attribute = attribute->next;
    }
    return true;
}

static void check_first(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        if (!table->primary || comes_first(table->entity, table->primary))
            continue;
        struct tn_finding *found =
            lint_find(lint, table->entity, "the primary key of %s (%s) does not come first",
                      table->entity->name, lint_names(lint, table->primary->attributes));
        lint_remedy(lint, found, "Put it before the other columns");
    }
}

static bool fix_first(struct tn_model *model, const struct tn_finding *finding,
                      struct tn_error *error) {
    (void)error;
    struct tn_entity *entity = (void *)tn_find_id(model, finding->object);
    struct tn_key *key = tn_primary_key(entity);
    for (size_t i = key ? key->attributes.count : 0; i > 0; i--)
        tn_design_place_after(model, key->attributes.items[i - 1], NULL);
    return true;
}

const struct tn_rule lint_pk_not_first = {
    .id = "pk-not-first",
    .group = "keys",
    .severity = TN_INFO,
    .off = true,
    .title = "The primary key does not come first among the columns",
    .help =
        "Whoever reads a table looks for its key at the top, and SELECT * shows it at the left. "
        "The order means nothing to the server. Put the key before the other columns; a "
        "database that is there keeps its order until the table is made anew. Off by default.",
    .doubt = "Columns that were ordered for their size or alignment: leave the rule off.",
    .example = "CREATE TABLE tags (name text, id integer PRIMARY KEY);\n",
    .good = "CREATE TABLE tags (id integer PRIMARY KEY, name text);\n",
    .check = check_first,
    .fix = fix_first,
};
