/*
 * Rules on keys and on what relationships promise.
 */
#include "lint/access.h"
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ types that identify */

static bool holds_uuid(const struct tn_attribute *attribute, struct lint_type type) {
    if (type.family == LINT_BINARY && type.fixed && type.size == 16)
        return true;
    if (type.family != LINT_TEXT)
        return false;
    bool named = tn_find_word(attribute->name, "uuid") || tn_find_word(attribute->name, "guid");
    return named || type.size == 36;
}

/* In SQLite a UUID is a BLOB without a length. */
static bool is_identifier(const struct tn_attribute *attribute) {
    static const char *const words[] = {"guid", "id", "uuid"};
    return lint_word_in(LINT_WORD_LIST(words), lint_last_word(attribute->name));
}

/* Codes that a standard gives out, such as those of countries and currencies. */
static bool holds_code(const struct tn_attribute *attribute, struct lint_type type) {
    static const char *const codes[] = {"code", "country", "currency", "iso",    "iso2",
                                        "iso3", "lang",    "language", "locale", "symbol"};
    return type.family == LINT_TEXT && type.size > 0 && type.size <= 3 &&
           (lint_has_word(attribute->name, LINT_WORD_LIST(codes)) ||
            tn_find_word(attribute->name, "code"));
}

static bool suits_key(const struct tn_lint *lint, const struct tn_attribute *attribute,
                      bool alone) {
    struct lint_type type = lint_column_type(lint->dialect, attribute);
    switch (type.family) {
    case LINT_TEXT:
        if (lint->dialect->id == TN_POSTGRESQL && type.size == 36)
            return !alone;
        return !alone || holds_uuid(attribute, type) || holds_code(attribute, type);
    case LINT_BINARY:
        return !alone || holds_uuid(attribute, type) ||
               (lint->dialect->id == TN_SQLITE && is_identifier(attribute));
    case LINT_DECIMAL:
        return type.scale == 0 || !alone;
    case LINT_DATE:
    case LINT_TIME:
    case LINT_TIMESTAMP:
        return !alone;
    case LINT_FLOAT:
    case LINT_JSON:
        return false;
    default:
        return true;
    }
}

/* ------------------------------------------------------------------ pk-missing */

static bool identifies(const struct tn_lint *lint, const struct lint_access *access) {
    for (size_t i = 0; i < access->count; i++)
        if (!access->parts[i].attribute || access->parts[i].attribute->nullable ||
            !suits_key(lint, access->parts[i].attribute, access->count == 1))
            return false;
    return access->count > 0;
}

static struct tn_refs attributes_of(struct tn_model *model, const struct lint_access *access) {
    struct tn_refs refs = {0};
    if (access->key)
        return access->key->attributes;
    for (size_t i = 0; i < access->count; i++)
        tn_refs_append(model, &refs, (void *)access->parts[i].attribute);
    return refs;
}

/* What can become the primary key as it is: unique, whole, without nulls, of fitting types. */
static const struct lint_access *promotable(const struct tn_lint *lint,
                                            struct lint_accesses accesses) {
    for (size_t i = 0; i < accesses.count; i++) {
        const struct lint_access *access = &accesses.items[i];
        bool whole = access->unique && !*access->predicate && access->btree;
        for (size_t k = 0; k < access->count && whole; k++)
            whole = !strstr(access->parts[k].text, " length ");
        if (whole && identifies(lint, access))
            return access;
    }
    return NULL;
}

static bool needs_no_key(const struct tn_entity *entity) {
    return lint_has_tag(entity, "staging") || entity->persistence == TN_persistence_temporary;
}

static void check_missing(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        if (table->primary || needs_no_key(table->entity))
            continue;
        const struct lint_access *unique = promotable(lint, lint_accesses_in(lint, table));
        struct tn_finding *found =
            lint_find(lint, table->entity, "table %s has no primary key", table->entity->name);
        if (unique)
            lint_remedy(lint, found, "Make %s the primary key: its columns are unique and not null",
                        lint_access_title(lint, unique));
        else
            lint_remedy(lint, found,
                        "Choose the columns that identify a row, or add a numbered "
                        "column id");
    }
}

static bool has_identity(const struct tn_entity *entity) {
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (a->identity)
            return true;
    return false;
}

/* SQLite: one whole number that is the key is INTEGER, the rowid itself. */
static void make_rowid(struct tn_model *model, struct tn_refs attributes) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct tn_attribute *attribute = (void *)attributes.items[0];
    if (dialect->id == TN_SQLITE && attributes.count == 1 && !tn_is_foreign(attribute) &&
        lint_column_type(dialect, attribute).family == LINT_INTEGER)
        tn_set_text(model, attribute, TN_attribute_type, "INTEGER");
}

static bool fix_missing(struct tn_model *model, const struct tn_finding *finding,
                        struct tn_error *error) {
    struct tn_entity *entity = (void *)tn_find_id(model, finding->object);
    struct tn_lint scratch = {.model = model, .dialect = tn_dialect_of(model)};
    const struct lint_access *unique = promotable(&scratch, lint_accesses_of(&scratch, entity));
    bool fixed = true;
    if (tn_primary_key(entity)) {
        /* somebody was faster */
    } else if (unique && unique->key) {
        make_rowid(model, attributes_of(model, unique));
        tn_set_number(model, (void *)unique->key, TN_key_primary, true);
        tn_design_place_after(model, (void *)unique->key, NULL);
    } else if (unique) {
        make_rowid(model, attributes_of(model, unique));
        lint_add_key(model, entity, attributes_of(model, unique), true);
        tn_design_delete(model, (void *)unique->index);
    } else if (has_identity(entity) && lint_is_mysql(tn_dialect_of(model)))
        fixed = tn_fail(error, "%s has a numbered column already: make it the key by hand",
                        entity->name);
    else
        lint_add_numbered_key(model, entity);
    tn_arena_free(&scratch.arena);
    return fixed;
}

const struct tn_rule lint_pk_missing = {
    .id = "pk-missing",
    .group = "keys",
    .severity = TN_ERROR,
    .title = "A table has no primary key",
    .help = "Without a primary key a row cannot be told from its copy: nothing can refer to it, "
            "replication and most tools cannot address it, and duplicates creep in. Declare the "
            "columns that identify a row, or add a numbered one. Partitions, temporary tables and "
            "tables tagged staging are not reported.",
    .doubt = "Tables that are only filled and emptied as a whole: tag them staging.",
    .example = "CREATE TABLE measurements (sensor text, value integer);\n",
    .good = "CREATE TABLE measurements (id bigint PRIMARY KEY, sensor text, value integer);\n",
    .check = check_missing,
    .fix = fix_missing,
};

/* ------------------------------------------------------------------ pk-type */

/* What a wide key costs is in the indexes and foreign keys that repeat it; a text of eight
 * characters is no wider than a bigint. */
static bool costs_little(const struct lint_table *table, const struct lint_column *column) {
    const struct lint_type *type = &column->type;
    bool narrow = type->family == LINT_TEXT && type->size > 0 && type->size <= 8;
    bool repeated =
        table->referenced || table->entity->indexes.count || table->entity->keys.count > 1;
    return narrow || (column->family != LINT_FLOAT && !repeated);
}

/* The key of a content is its hash: sha256. */
static bool is_hash(const struct lint_column *column) {
    return LINT_HAS(column->name, hashed) &&
           (column->family == LINT_TEXT || column->family == LINT_BINARY);
}

static void check_key_column(struct tn_lint *lint, const struct lint_table *table,
                             const struct lint_column *column) {
    bool alone = table->primary->attributes.count == 1;
    if (!column->primary || column->foreign || suits_key(lint, column->attribute, alone) ||
        is_hash(column) ||
        (lint_is_natural_key(table, column) && lint_runs(lint, &lint_pk_natural)))
        return;
    bool little = costs_little(table, column);
    struct tn_finding *found =
        lint_find(lint, column->attribute, "primary key column %s.%s is %s%s", table->entity->name,
                  column->attribute->name, lint_type_title(column->attribute, &lint->arena),
                  little ? "" : ", which every index and every reference repeats");
    const char *better = lint->dialect->id == TN_SQLITE ? "INTEGER" : "bigint or uuid";
    if (alone && lint_ends_in(column->name, "id"))
        lint_remedy(lint, found, "Make it %s, or add such a column as primary key", better);
    else
        lint_remedy(lint, found, "Add a%s %s column as primary key and keep %s as a unique key",
                    *better == 'I' ? "n" : "", better, column->attribute->name);
    lint_alike(lint, found, column->attribute->name);
    if (little)
        lint_soften(found, TN_INFO);
}

static void check_type(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    if (table->primary && !lint_has_tag(table->entity, "lookup"))
        LINT_EACH_COLUMN(table, column)
    check_key_column(lint, table, column);
}

const struct tn_rule lint_pk_type = {
    .id = "pk-type",
    .group = "keys",
    .severity = TN_WARNING,
    .title = "A primary key has a type that is a poor identifier",
    .help =
        "A primary key is copied into every index and every foreign key, and should never "
        "change: texts are long and get corrected, dates repeat, floating point numbers do not "
        "compare. Use a bigint or uuid and keep the natural value as a unique key. Short codes "
        "of a standard, hashes of a content and tables tagged lookup are not reported; where no "
        "index and no foreign key repeats the key, or it is as short as a number, it is a note. "
        "Of values that may change pk-natural tells.",
    .doubt = "Identifiers that come from outside and never change are good keys as texts: tag the "
             "table lookup, or waive the finding.",
    .example = "CREATE TABLE pages (path varchar(200) PRIMARY KEY, published_on date);\n",
    .good = "CREATE TABLE pages (\n"
            "    id bigint PRIMARY KEY,\n"
            "    path varchar(200) NOT NULL UNIQUE,\n"
            "    published_on date\n"
            ");\n",
    .check = check_type,
};

/* ------------------------------------------------------------------ unique-implied */

/* Is it what a foreign key somewhere refers to? */
static bool is_referenced(const struct tn_id_map *targets, const struct tn_entity *entity,
                          struct tn_refs attributes) {
    const struct tn_relationship *r = tn_id_map_get(targets, entity->id);
    for (; r; r = tn_id_map_get(targets, r->id))
        if (tn_refs_same_set(tn_relationship_target_attributes(r), attributes))
            return true;
    return false;
}

/* The relationships to each entity as chains: entity's id -> the last, each one's id -> the one
 * before. */
static struct tn_id_map chain_by_target(const struct tn_lint *lint) {
    struct tn_id_map chains = {0};
    TN_EACH_OF(lint->model, relationship, r) {
        void *before = r->target ? tn_id_map_get(&chains, r->target->id) : NULL;
        if (before)
            tn_id_map_put(&chains, r->id, before);
        if (r->target)
            tn_id_map_put(&chains, r->target->id, r);
    }
    return chains;
}

/* Of equal ones the first stays, and a key rather than an index. */
static bool implies(const struct lint_access *kept, const struct lint_access *dropped,
                    struct tn_refs attributes) {
    if (kept == dropped || !lint_unique_within(kept, attributes, false))
        return false;
    bool deferrable = kept->key && kept->key->deferral != TN_deferral_none;
    bool keeps_nulls = kept->nulls_not_distinct || !dropped->nulls_not_distinct;
    bool keeps_time = !deferrable || (dropped->key && dropped->key->deferral != TN_deferral_none);
    if (kept->count == dropped->count)
        return keeps_nulls && keeps_time && kept->key && dropped->key && kept < dropped;
    return keeps_nulls && keeps_time;
}

/* The accesses of a table that begin with each attribute, as chains. */
struct beginnings {
    struct lint_accesses accesses;
    struct tn_id_map first; /* attribute's id -> 1 + number of an access */
    size_t *next;           /* [number]: 1 + that of another; 0: none */
};

static struct beginnings beginnings_of(struct tn_lint *lint, struct lint_accesses accesses) {
    struct beginnings b = {.accesses = accesses};
    b.next = tn_arena_allocate(&lint->arena, (accesses.count + 1) * sizeof *b.next);
    for (size_t i = accesses.count; i--;) {
        const struct lint_access *access = &accesses.items[i];
        const struct tn_attribute *begin = access->count ? access->parts[0].attribute : NULL;
        if (!begin || !access->unique)
            continue;
        b.next[i] = (size_t)(uintptr_t)tn_id_map_get(&b.first, begin->id);
        tn_id_map_put(&b.first, begin->id, (void *)(uintptr_t)(i + 1));
    }
    return b;
}

/* The first that does; it begins with one of the attributes. */
static const struct lint_access *implied_by(const struct beginnings *beginnings,
                                            const struct lint_access *dropped,
                                            struct tn_refs attributes) {
    const struct lint_access *best = NULL;
    for (size_t a = 0; a < attributes.count; a++) {
        size_t at = (size_t)(uintptr_t)tn_id_map_get(&beginnings->first, attributes.items[a]->id);
        bool found = false; /* chains go from the first to the last */
        for (; at && !found; at = beginnings->next[at - 1]) {
            const struct lint_access *kept = &beginnings->accesses.items[at - 1];
            found = implies(kept, dropped, attributes);
            if (found && (!best || kept < best))
                best = kept;
        }
    }
    return best;
}

/* Of a unique key, or of a unique index without condition or expression; else none. */
static struct tn_refs plain_attributes(struct tn_lint *lint, const struct lint_access *access) {
    struct tn_refs refs = {0};
    if (access->key || !access->unique || *access->predicate)
        return access->key ? access->key->attributes : refs;
    refs.items = tn_arena_allocate(&lint->arena, (access->count + 1) * sizeof *refs.items);
    for (size_t i = 0; i < access->count; i++) {
        if (!access->parts[i].attribute || strstr(access->parts[i].text, " length "))
            return (struct tn_refs){0};
        refs.items[refs.count++] = (void *)access->parts[i].attribute;
    }
    return refs;
}

static void find_implied(struct tn_lint *lint, struct lint_table *table,
                         const struct tn_id_map *targets) {
    struct lint_accesses accesses = lint_accesses_in(lint, table);
    struct beginnings beginnings = beginnings_of(lint, accesses);
    for (size_t i = 0; i < accesses.count; i++) {
        const struct lint_access *access = &accesses.items[i];
        struct tn_refs attributes = plain_attributes(lint, access);
        if (access->primary || !attributes.count || access->include.count)
            continue;
        const struct lint_access *by = implied_by(&beginnings, access, attributes);
        if (!by || is_referenced(targets, table->entity, attributes))
            continue;
        struct tn_finding *found = lint_find(
            lint, access->object, "%s of %s (%s) follows from %s", lint_access_title(lint, access),
            table->entity->name, lint_names(lint, attributes), lint_access_title(lint, by));
        lint_remedy(lint, found, "Drop it: rows that differ in part of the columns differ in all");
    }
    tn_id_map_free(&beginnings.first);
}

static void check_implied(struct tn_lint *lint) {
    struct tn_id_map targets = chain_by_target(lint);
    LINT_EACH_TABLE(lint, table)
    if (table->entity->keys.count && table->entity->keys.count + table->entity->indexes.count > 1)
        find_implied(lint, table, &targets);
    tn_id_map_free(&targets);
}

static bool fix_implied(struct tn_model *model, const struct tn_finding *finding,
                        struct tn_error *error) {
    (void)error;
    tn_design_delete(model, tn_find_id(model, finding->object));
    return true;
}

const struct tn_rule lint_unique_implied = {
    .id = "unique-implied",
    .group = "keys",
    .severity = TN_WARNING,
    .title = "A unique key follows from another key",
    .help = "Where (a) is unique, (a, b) is unique by itself: the wider key checks nothing and "
            "costs an index. Drop it. A key that a foreign key refers to is needed and is not "
            "reported.",
    .doubt = "A key that serves as an index over all its columns for one query: make it a plain "
             "index, which says so.",
    .example = "CREATE TABLE users (\n"
               "    id integer PRIMARY KEY,\n"
               "    city text NOT NULL,\n"
               "    UNIQUE (id, city)\n"
               ");\n",
    .good = "CREATE TABLE users (\n"
            "    id integer PRIMARY KEY,\n"
            "    city text NOT NULL\n"
            ");\n",
    .check = check_implied,
    .fix = fix_implied,
};
