/*
 * Rules on what a foreign key refers to: that it is unique, that no other foreign key says the
 * same, that the storage engine heeds it.
 */
#include "lint/access.h"
#include "lint/fix.h"
#include "lint/rules.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ fk-target-not-unique */

/* Of a set of attributes, whatever their order; ids differ from table to table. Never 0. */
static uint64_t set_hash(struct tn_refs attributes) {
    uint64_t hash = 0;
    for (size_t i = 0; i < attributes.count; i++)
        hash += tn_mix(attributes.items[i]->id);
    return hash ? hash : 1;
}

/* A prefix as long as the column is all of it. */
static bool is_cut(const struct tn_dialect *dialect, const struct tn_index_part *part) {
    struct lint_type type = lint_column_type(dialect, part->attribute);
    return part->length && !(type.size && type.size <= part->length);
}

/* A unique index counts where it is over whole columns; deferrable keys PostgreSQL does not take.
 */
static struct tn_refs unique_columns(struct tn_lint *lint, const struct lint_access *access) {
    struct tn_refs none = {0};
    bool partial = access->index && *access->index->predicate;
    bool deferred = access->key && access->key->deferral != TN_deferral_none &&
                    lint->dialect->id == TN_POSTGRESQL;
    if (!access->unique || partial || deferred)
        return none;
    if (access->key)
        return access->key->attributes;
    struct tn_object **items = tn_arena_allocate(&lint->arena, access->count * sizeof *items);
    struct tn_index_part *part = access->index->parts.first;
    for (size_t i = 0; i < access->count; i++, part = part->next) {
        if (!part->attribute || is_cut(lint->dialect, part))
            return none;
        items[i] = &part->attribute->object;
    }
    return (struct tn_refs){items, access->count};
}

static void note_unique(struct tn_lint *lint, struct tn_id_map *unique, struct lint_table *table) {
    struct lint_accesses accesses = lint_accesses_in(lint, table);
    for (size_t i = 0; i < accesses.count; i++) {
        struct tn_refs columns = unique_columns(lint, &accesses.items[i]);
        if (columns.count)
            tn_id_map_put(unique, set_hash(columns), table);
    }
}

static bool has_both_sides(const struct tn_relationship *r) {
    struct tn_refs to = tn_relationship_target_attributes(r);
    return r->target && to.count && to.count == r->attributes.count && !tn_is_many_to_many(r);
}

static void check_target(struct tn_lint *lint) {
    struct tn_id_map unique = {0};
    for (size_t i = 0; i < lint->table_count; i++)
        note_unique(lint, &unique, &lint->tables[i]);
    LINT_EACH_TABLE(lint, table)
    for (struct tn_relationship *r = table->entity->relationships.first; r; r = r->next) {
        struct tn_refs to = tn_relationship_target_attributes(r);
        if (!has_both_sides(r) || tn_id_map_get(&unique, set_hash(to)))
            continue;
        const char *names = lint_names(lint, to);
        struct tn_finding *found =
            lint_find(lint, r, "%s (%s) refers to %s (%s), which is not unique",
                      table->entity->name, lint_names(lint, r->attributes), r->target->name, names);
        lint_remedy(lint, found, "Make %s (%s) a unique key, or refer to another key",
                    r->target->name, names);
    }
    tn_id_map_free(&unique);
}

static bool fix_target(struct tn_model *model, const struct tn_finding *finding,
                       struct tn_error *error) {
    struct tn_relationship *r = (void *)tn_find_id(model, finding->object);
    struct tn_refs to = tn_relationship_target_attributes(r);
    for (struct tn_key *key = r->target->keys.first; key; key = key->next) {
        if (!tn_refs_same_set(key->attributes, to))
            continue;
        if (key->deferral == TN_deferral_none)
            return true;
        return tn_fail(error,
                       "%s is checked at the end of the transaction: no foreign key can "
                       "refer to it",
                       key->name);
    }
    lint_add_key(model, r->target, to, false);
    return true;
}

const struct tn_rule lint_fk_target_not_unique = {
    .id = "fk-target-not-unique",
    .group = "integrity",
    .severity = TN_ERROR,
    .title = "A foreign key refers to columns that are not unique",
    .help = "A reference means one row, so the columns it names must be a primary or unique key. "
            "PostgreSQL refuses other columns, SQLite fails on the first insert, and MariaDB takes "
            "them in silence: then it is open which of several parents is meant, and when a row "
            "may be deleted. Make the columns a unique key, or refer to another key.",
    .doubt = "Unique indexes with a condition, over expressions or over parts of values do not "
             "count, nor do deferrable keys in PostgreSQL: no server accepts them here.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY, email varchar(255) NOT NULL);\n"
               "CREATE TABLE logins (\n"
               "    id integer PRIMARY KEY,\n"
               "    email varchar(255) NOT NULL REFERENCES users (email)\n"
               ");\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY, email varchar(255) NOT NULL UNIQUE);\n"
            "CREATE TABLE logins (\n"
            "    id integer PRIMARY KEY,\n"
            "    email varchar(255) NOT NULL REFERENCES users (email)\n"
            ");\n",
    .check = check_target,
    .fix = fix_target,
};

/* ------------------------------------------------------------------ fk-duplicate */

/* Foreign keys of a column to one table that are compared with each other; more do not occur. */
enum { MOST_COMPARED = 16 };

static const void *partner(const struct tn_relationship *r, const void *attribute) {
    struct tn_refs to = tn_relationship_target_attributes(r);
    for (size_t i = 0; i < r->attributes.count; i++)
        if (r->attributes.items[i] == attribute)
            return to.items[i];
    return NULL;
}

/* Is each pair of columns of the one a pair of the other? */
static bool is_within(const struct tn_relationship *r, const struct tn_relationship *other) {
    if (r->target != other->target || !has_both_sides(other) ||
        r->attributes.count > other->attributes.count)
        return false;
    struct tn_refs to = tn_relationship_target_attributes(r);
    for (size_t i = 0; i < r->attributes.count; i++)
        if (partner(other, r->attributes.items[i]) != to.items[i])
            return false;
    return true;
}

/* The one that says the same or more; of two equal ones the first is kept. */
static const struct tn_relationship *said_by(const struct tn_relationship *r) {
    const struct tn_entity *entity = tn_entity_of(r);
    bool before = true;
    size_t compared = 0;
    for (struct tn_relationship *other = entity->relationships.first; other; other = other->next) {
        if (other == r) {
            before = false;
            continue;
        }
        if (other->target != r->target || compared++ > MOST_COMPARED)
            continue;
        bool equal = other->attributes.count == r->attributes.count;
        if (has_both_sides(r) && is_within(r, other) && (before || !equal))
            return other;
    }
    return NULL;
}

static void find_duplicate(struct tn_lint *lint, const struct tn_relationship *r) {
    const struct tn_relationship *other = said_by(r);
    if (!other)
        return;
    bool equal = other->attributes.count == r->attributes.count;
    const char *child = tn_entity_of(r)->name, *names = lint_names(lint, r->attributes);
    struct tn_finding *found =
        equal ? lint_find(lint, r, "%s (%s) refers to %s twice", child, names, r->target->name)
              : lint_find(lint, r, "%s (%s) refers to %s, and so does (%s)", child, names,
                          r->target->name, lint_names(lint, other->attributes));
    if (!equal)
        lint_soften(found, TN_INFO);
    lint_remedy(lint, found, "Drop %s",
                equal ? "one of the two foreign keys" : "the foreign key with fewer columns");
}

/* Attributes that stand in several foreign keys: only those are looked at any further. */
static void note_shared(struct tn_id_map *keys, struct tn_id_map *shared,
                        const struct lint_table *table) {
    for (struct tn_relationship *r = table->entity->relationships.first; r; r = r->next)
        for (size_t i = 0; i < r->attributes.count; i++) {
            uint64_t id = r->attributes.items[i]->id;
            void *known = tn_id_map_get(keys, id);
            tn_id_map_put(known && known != r ? shared : keys, id, r);
        }
}

static void check_duplicate(struct tn_lint *lint) {
    struct tn_id_map keys = {0}, shared = {0};
    LINT_EACH_TABLE(lint, table)
    note_shared(&keys, &shared, table);
    LINT_EACH_TABLE(lint, table)
    for (struct tn_relationship *r = table->entity->relationships.first; r && shared.count;
         r = r->next)
        if (r->attributes.count && tn_id_map_get(&shared, r->attributes.items[0]->id))
            find_duplicate(lint, r);
    tn_id_map_free(&keys);
    tn_id_map_free(&shared);
}

static bool may_be_null(const struct tn_relationship *r) {
    for (size_t i = 0; i < r->attributes.count; i++)
        if (((const struct tn_attribute *)r->attributes.items[i])->nullable)
            return true;
    return false;
}

static bool fix_duplicate(struct tn_model *model, const struct tn_finding *finding,
                          struct tn_error *error) {
    struct tn_relationship *r = (void *)tn_find_id(model, finding->object);
    const struct tn_relationship *other = said_by(r);
    if (!other)
        return true;
    if (r->on_delete != other->on_delete || r->on_update != other->on_update ||
        strcmp(r->options, other->options) != 0)
        return tn_fail(error, "the two foreign keys act differently: choose one by hand");
    if (other->attributes.count > r->attributes.count && may_be_null(other) &&
        other->match != TN_match_full)
        return tn_fail(error, "the foreign key with more columns is not checked where one of them "
                              "is null: choose by hand");
    tn_design_delete(model, r);
    return true;
}

const struct tn_rule lint_fk_duplicate = {
    .id = "fk-duplicate",
    .group = "integrity",
    .severity = TN_WARNING,
    .title = "Two foreign keys of the same columns refer to the same table",
    .help = "Servers accept a second foreign key that says what the first one says, and check both "
            "on every write. Where the columns are a part of those of another foreign key to the "
            "same table, the longer one mostly says it all (a note here). Drop the one too many.",
    .doubt = "A shorter foreign key is still needed where a column of the longer one may be null, "
             "since that one is not checked then: waive the finding.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY);\n"
               "CREATE TABLE posts (\n"
               "    id integer PRIMARY KEY,\n"
               "    user_id integer NOT NULL REFERENCES users (id),\n"
               "    FOREIGN KEY (user_id) REFERENCES users (id)\n"
               ");\n"
               "CREATE INDEX ON posts (user_id);\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY);\n"
            "CREATE TABLE posts (\n"
            "    id integer PRIMARY KEY,\n"
            "    user_id integer NOT NULL REFERENCES users (id)\n"
            ");\n"
            "CREATE INDEX ON posts (user_id);\n",
    .check = check_duplicate,
    .fix = fix_duplicate,
};

/* ------------------------------------------------------------------ fk-engine */

static bool heeds_foreign_keys(const struct tn_entity *entity) {
    static const char *const engines[] = {"", "InnoDB", "NDB", "NDBCLUSTER", "PBXT", "XtraDB"};
    for (size_t i = 0; i < TN_LENGTH(engines); i++)
        if (tn_same_word(entity->engine, engines[i]))
            return true;
    return false;
}

static const struct tn_entity *heedless_side(const struct tn_relationship *r) {
    const struct tn_entity *child = tn_entity_of(r);
    if (!heeds_foreign_keys(child))
        return child;
    return r->target && !heeds_foreign_keys(r->target) ? r->target : NULL;
}

static void check_engine(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    for (struct tn_relationship *r = table->entity->relationships.first; r; r = r->next) {
        const struct tn_entity *side = heedless_side(r);
        if (!side)
            continue;
        struct tn_finding *found = lint_find(
            lint, r, "%s (%s) has a foreign key, but %s is stored by %s, which has none",
            table->entity->name, lint_names(lint, r->attributes), side->name, side->engine);
        lint_remedy(lint, found, "Store %s in InnoDB", side->name);
    }
}

static bool fix_engine(struct tn_model *model, const struct tn_finding *finding,
                       struct tn_error *error) {
    (void)error;
    struct tn_relationship *r = (void *)tn_find_id(model, finding->object);
    for (const struct tn_entity *side; (side = heedless_side(r));)
        tn_set_text(model, (void *)side, TN_entity_engine, "InnoDB");
    return true;
}

const struct tn_rule lint_fk_engine = {
    .id = "fk-engine",
    .group = "integrity",
    .severity = TN_ERROR,
    .dialects = 1u << TN_MYSQL | 1u << TN_MARIADB,
    .title = "A foreign key on a storage engine that has none",
    .help = "MyISAM, Aria, MEMORY and most other engines read a foreign key and forget it, without "
            "a word: nothing is checked. InnoDB refuses to refer to a table of another engine. "
            "Store both tables in InnoDB.",
    .doubt = "An engine that is not known here counts as one without foreign keys: waive the "
             "finding where yours has them.",
    .example = "CREATE TABLE users (id int PRIMARY KEY);\n"
               "CREATE TABLE posts (\n"
               "    id int PRIMARY KEY,\n"
               "    user_id int NOT NULL,\n"
               "    FOREIGN KEY (user_id) REFERENCES users (id)\n"
               ");\n"
               "-- set: posts engine=MyISAM\n",
    .good = "CREATE TABLE users (id int PRIMARY KEY);\n"
            "CREATE TABLE posts (\n"
            "    id int PRIMARY KEY,\n"
            "    user_id int NOT NULL,\n"
            "    FOREIGN KEY (user_id) REFERENCES users (id)\n"
            ") ENGINE = InnoDB;\n",
    .check = check_engine,
    .fix = fix_engine,
};
