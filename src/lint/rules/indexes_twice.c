/*
 * Rules on indexes that are there twice: alike, beside a key, or the beginning of a longer one.
 */
#include "lint/access.h"
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ index-duplicate */

/* Does one say at least what the other says of rows: unique, and equal nulls? */
static bool keeps_uniqueness(const struct lint_access *kept, const struct lint_access *dropped) {
    if (!dropped->unique)
        return true;
    return kept->unique && kept->nulls_not_distinct == dropped->nulls_not_distinct;
}

/* Higher is better to keep. */
static size_t worth(const struct lint_access *access) {
    size_t kind = access->primary ? 3 : access->key ? 2 : access->unique ? 1 : 0;
    bool visible = !access->index || !access->index->invisible;
    return (kind << 33) | ((size_t)visible << 32) | access->include.count;
}

/* The best of each set of equal ones, by signature. */
static struct tn_id_map best_of_equals(struct lint_accesses accesses) {
    struct tn_id_map best = {0};
    for (size_t i = 0; i < accesses.count; i++) {
        struct lint_access *access = &accesses.items[i];
        uint64_t signature = lint_signature(access, access->count);
        struct lint_access *other = tn_id_map_get(&best, signature);
        if (access->count && (!other || worth(access) > worth(other)))
            tn_id_map_put(&best, signature, access);
    }
    return best;
}

static bool is_same(const struct lint_access *kept, const struct lint_access *dropped) {
    return kept && kept != dropped && kept->count == dropped->count &&
           lint_begin_alike(kept, dropped, kept->count) && keeps_uniqueness(kept, dropped) &&
           lint_holds_include(kept, dropped);
}

typedef void report_pair(struct tn_lint *lint, const struct lint_table *table,
                         const struct lint_access *dropped, const char *kept);

/* Each index that does nothing but what another index or key does: beside a unique one, or beside
 * one of its own sort. */
static void each_superfluous(struct tn_lint *lint, struct lint_table *table, bool beside_unique,
                             report_pair *report) {
    struct lint_accesses accesses = lint_accesses_in(lint, table);
    struct tn_id_map best = best_of_equals(accesses);
    for (size_t i = 0; i < accesses.count; i++) {
        struct lint_access *dropped = &accesses.items[i];
        struct lint_access *kept = tn_id_map_get(&best, lint_signature(dropped, dropped->count));
        if (dropped->index && is_same(kept, dropped) &&
            (kept->unique && !dropped->unique) == beside_unique)
            report(lint, table, dropped, lint_access_title(lint, kept));
    }
    tn_id_map_free(&best);
}

/* In most tables no two begin with the same column, which a look at each pair of a few tells. */
static bool some_begin_alike(struct lint_accesses accesses) {
    enum { FEW = 16 };
    if (accesses.count > FEW)
        return true;
    for (size_t i = 0; i < accesses.count; i++)
        for (size_t k = 0; k < i; k++)
            if (accesses.items[i].count && accesses.items[k].count &&
                accesses.items[i].parts->hash == accesses.items[k].parts->hash)
                return true;
    return false;
}

static bool may_have_two(struct tn_lint *lint, struct lint_table *table) {
    return table->entity->indexes.count && some_begin_alike(lint_accesses_in(lint, table));
}

static void report_duplicate(struct tn_lint *lint, const struct lint_table *table,
                             const struct lint_access *dropped, const char *kept) {
    struct tn_finding *found =
        lint_find(lint, dropped->object, "%s of %s is the same as %s",
                  lint_access_title(lint, dropped), table->entity->name, kept);
    lint_remedy(lint, found, "Drop it: %s does all its work", kept);
}

static void check_duplicate(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    if (may_have_two(lint, table))
        each_superfluous(lint, table, false, report_duplicate);
}

static bool fix_by_dropping(struct tn_model *model, const struct tn_finding *finding,
                            struct tn_error *error) {
    (void)error;
    tn_design_delete(model, tn_find_id(model, finding->object));
    return true;
}

const struct tn_rule lint_index_duplicate = {
    .id = "index-duplicate",
    .group = "indexes",
    .severity = TN_WARNING,
    .title = "An index is the same as another index or key",
    .help = "Every index is written on every insert and takes its place on disk. Two are the same "
            "only if method, columns, directions, collations, operator classes and condition all "
            "agree, and if what one carries along (INCLUDE) the other has too. Drop the one that "
            "adds nothing.",
    .doubt = "None known: whatever tells the two apart makes them two. While one takes the place "
             "of the other in a running database both are there for some time: waive that.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL);\n"
               "CREATE INDEX idx_users_email ON users (email);\n"
               "CREATE INDEX users_email_idx ON users (email);\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL);\n"
            "CREATE INDEX idx_users_email ON users (email);\n"
            "CREATE INDEX users_email_idx ON users (email text_pattern_ops);\n",
    .check = check_duplicate,
    .fix = fix_by_dropping,
};

/* ------------------------------------------------------------------ index-shadows-unique */

static void report_shadow(struct tn_lint *lint, const struct lint_table *table,
                          const struct lint_access *dropped, const char *kept) {
    struct tn_finding *found =
        lint_find(lint, dropped->object, "%s of %s has the columns of %s, which has an index",
                  lint_access_title(lint, dropped), table->entity->name, kept);
    lint_remedy(lint, found, "Drop it: %s finds rows by the same values", kept);
    lint_alike(lint, found, lint_path(lint, table->entity));
}

static void check_shadows(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    if (may_have_two(lint, table))
        each_superfluous(lint, table, true, report_shadow);
}

const struct tn_rule lint_index_shadows_unique = {
    .id = "index-shadows-unique",
    .group = "indexes",
    .severity = TN_WARNING,
    .title = "An index stands beside a primary or unique key over the same columns",
    .help = "A server keeps a primary or unique key by an index of its own, which finds rows as "
            "any index does. A second one over the same columns is written on every insert and "
            "never asked. Drop it.",
    .doubt = "One with another operator class, collation or direction, over other rows or with "
             "columns that it carries along does something of its own and is not reported.",
    .example = "CREATE TABLE users (\n"
               "    id integer PRIMARY KEY,\n"
               "    email text NOT NULL UNIQUE\n"
               ");\n"
               "CREATE INDEX idx_users_email ON users (email);\n",
    .good = "CREATE TABLE users (\n"
            "    id integer PRIMARY KEY,\n"
            "    email text NOT NULL UNIQUE\n"
            ");\n",
    .check = check_shadows,
    .fix = fix_by_dropping,
};

/* ------------------------------------------------------------------ index-redundant-prefix */

/* InnoDB ends every secondary index with the primary key, so columns of it at the end add nothing.
 */
static size_t own_count(const struct tn_lint *lint, const struct lint_table *table,
                        const struct lint_access *access) {
    size_t count = access->count;
    bool innodb = lint_is_mysql(lint->dialect) &&
                  (!*table->entity->engine || tn_same_word(table->entity->engine, "innodb"));
    if (!innodb || access->unique || !table->primary)
        return count;
    struct tn_refs primary = table->primary->attributes;
    if (primary.count >= count)
        return count;
    for (size_t i = 0; i < primary.count; i++)
        if (access->parts[count - primary.count + i].attribute != (const void *)primary.items[i])
            return count;
    return count - primary.count;
}

/* By the signature of each beginning, the longest that has it. */
static void note_beginnings(struct lint_access *access, struct tn_id_map *longest) {
    for (size_t length = 1; length <= access->count; length++) {
        uint64_t signature = lint_signature(access, length);
        struct lint_access *other = tn_id_map_get(longest, signature);
        if (!other || access->count > other->count)
            tn_id_map_put(longest, signature, access);
    }
}

/* Longer, or in InnoDB equally long once the primary key's columns are off its end. */
static bool does_the_work_of(const struct lint_access *other, const struct lint_access *access) {
    if (other == access || !lint_begin_alike(other, access, access->count) ||
        !lint_holds_include(other, access))
        return false;
    bool stored_alike = access->count == other->count && other->index &&
                        access->index->parts.count != other->index->parts.count;
    return access->count < other->count || stored_alike;
}

static struct lint_accesses copied(struct tn_lint *lint, struct lint_accesses accesses) {
    struct lint_access *items =
        tn_arena_allocate(&lint->arena, (accesses.count + 1) * sizeof *items);
    for (size_t i = 0; i < accesses.count; i++)
        items[i] = accesses.items[i];
    return (struct lint_accesses){items, accesses.count};
}

static void find_prefixes(struct tn_lint *lint, struct lint_table *table) {
    struct lint_accesses accesses = copied(lint, lint_accesses_in(lint, table));
    struct tn_id_map longest = {0};
    for (size_t i = 0; i < accesses.count; i++) {
        accesses.items[i].count = own_count(lint, table, &accesses.items[i]);
        if (accesses.items[i].btree)
            note_beginnings(&accesses.items[i], &longest);
    }
    for (size_t i = 0; i < accesses.count; i++) {
        struct lint_access *access = &accesses.items[i];
        if (access->unique || !access->btree || !access->count)
            continue;
        struct lint_access *other = tn_id_map_get(&longest, lint_signature(access, access->count));
        if (!does_the_work_of(other, access))
            continue;
        const char *title = lint_access_title(lint, other);
        struct tn_finding *found =
            lint_find(lint, access->object, "%s of %s has the first columns of %s",
                      lint_access_title(lint, access), table->entity->name, title);
        lint_remedy(lint, found, "Drop it: %s serves the same searches", title);
    }
    tn_id_map_free(&longest);
}

static void check_prefix(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    if (may_have_two(lint, table))
        find_prefixes(lint, table);
}

const struct tn_rule lint_index_redundant_prefix = {
    .id = "index-redundant-prefix",
    .group = "indexes",
    .severity = TN_INFO,
    .title = "An index is the beginning of a longer one",
    .help = "A B-tree on (a, b) answers every search that one on (a) answers, at nearly the same "
            "cost, so the shorter one only makes writes slower. Drop it unless it is unique, or "
            "unless the longer one is much larger and the shorter one is scanned as a whole.",
    .doubt = "Where the further columns are long, the shorter index takes much less memory: "
             "waive the finding if you have measured that it pays.",
    .example = "CREATE TABLE events (id integer PRIMARY KEY, kind text, happened_at timestamp);\n"
               "CREATE INDEX idx_events_kind ON events (kind);\n"
               "CREATE INDEX idx_events_kind_happened_at ON events (kind, happened_at);\n",
    .good = "CREATE TABLE events (id integer PRIMARY KEY, kind text, happened_at timestamp);\n"
            "CREATE INDEX idx_events_kind_happened_at ON events (kind, happened_at);\n",
    .check = check_prefix,
    .fix = fix_by_dropping,
};
