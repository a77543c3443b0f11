/*
 * Rules on what servers take as names: reserved words, lengths, and names used twice. Names that
 * were left out are made by lowering, which keeps them short; only those written down are looked
 * at.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ name-reserved-word */

/* Words that SQL or a server has a use for without reserving them. Sorted. */
static const char *const keywords[] = {
    "action",    "array",    "begin",    "cascade",  "class",  "comment",  "data",      "date",
    "day",       "domain",   "end",      "enum",     "event",  "function", "hour",      "index",
    "interval",  "key",      "language", "level",    "match",  "minute",   "mode",      "module",
    "month",     "name",     "names",    "number",   "object", "option",   "owner",     "parameter",
    "partition", "password", "period",   "position", "role",   "row",      "rule",      "schema",
    "second",    "section",  "sequence", "session",  "source", "start",    "state",     "statement",
    "status",    "storage",  "system",   "temp",     "text",   "time",     "timestamp", "type",
    "user",      "value",    "version",  "view",     "week",   "work",     "year",      "zone",
};

static bool is_keyword(const struct tn_lint *lint, const char *name) {
    return (lint->strict || lint_is_choice(lint, "keywords", "reported")) &&
           lint_word_in(LINT_WORD_LIST(keywords), tn_slice_of(name));
}

static void judge_word(struct tn_lint *lint, const struct tn_object *object, void *context) {
    (void)context;
    struct tn_buffer where = {0};
    for (size_t i = 0; i < lint->target_count; i++)
        if (tn_dialect_reserves(lint->targets[i], object->name))
            tn_put_format(&where, "%s%s", where.length ? ", " : "", lint->targets[i]->title);
    if (where.length && !lint_lists(lint, "allow", tn_slice_of(object->name))) {
        struct tn_finding *found =
            lint_find(lint, object, "%s name %s is a reserved word in %s", lint_kind_title(object),
                      lint_path(lint, object), tn_buffer_text(&where));
        lint_remedy(lint, found, "Choose another name: this one needs quotes wherever it is used");
    } else if (!where.length && is_keyword(lint, object->name) &&
               !lint_lists(lint, "allow", tn_slice_of(object->name))) {
        struct tn_finding *found = lint_find(lint, object, "%s name %s is a keyword of SQL",
                                             lint_kind_title(object), lint_path(lint, object));
        lint_soften(found, TN_INFO);
        lint_remedy(lint, found, "Choose another name: this one reads like part of the statement");
    }
    tn_buffer_free(&where);
}

static void check_reserved(struct tn_lint *lint) {
    lint_each_named(lint, false, judge_word, NULL);
}

static const struct tn_rule_option word_options[] = {
    {"allow", TN_OPTION_WORDS, "", "reserved words that are used all the same", NULL},
    {"keywords", TN_OPTION_CHOICE, "strict",
     "words that a server knows but does not reserve; strict: reported in the strict profile",
     "strict reported"},
    {0},
};

const struct tn_rule lint_name_reserved_word = {
    .id = "name-reserved-word",
    .group = "naming",
    .severity = TN_WARNING,
    .title = "A name is a reserved word",
    .help = "A reserved word works as a name only in quotes, and every query, tool and mapper has "
            "to remember them. Which words are reserved differs between servers; those of the "
            "model's dialect and of its other targets count. Choose another name: orders instead "
            "of order, account instead of user.",
    .doubt = "A mapper that quotes every name has no trouble with them: put the words into allow.",
    .example = "CREATE TABLE \"order\" (id integer PRIMARY KEY, total numeric(10,2));\n",
    .good = "CREATE TABLE orders (id integer PRIMARY KEY, total numeric(10,2));\n",
    .options = word_options,
    .check = check_reserved,
};

/* ------------------------------------------------------------------ name-too-long */

static size_t length_in(const struct tn_dialect *dialect, const char *name) {
    return dialect->limit_in_bytes ? strlen(name) : tn_utf8_count(name);
}

/* 0: none */
static size_t limit_in(const struct tn_lint *lint, const struct tn_dialect *target) {
    size_t own = (size_t)lint_number(lint, "most");
    return own && (!target->name_limit || own < target->name_limit) ? own : target->name_limit;
}

/* The target that takes the least of those that do not take all of it; NULL. */
static const struct tn_dialect *narrowest(const struct tn_lint *lint, const char *name) {
    const struct tn_dialect *found = NULL;
    for (size_t i = 0; i < lint->target_count; i++) {
        const struct tn_dialect *target = lint->targets[i];
        size_t limit = limit_in(lint, target);
        if (limit && length_in(target, name) > limit && (!found || limit < limit_in(lint, found)))
            found = target;
    }
    return found;
}

static void judge_length(struct tn_lint *lint, const struct tn_object *object, void *context) {
    if (strlen(object->name) <= *(const size_t *)context)
        return;
    const struct tn_dialect *target = narrowest(lint, object->name);
    if (!target)
        return;
    size_t limit = limit_in(lint, target);
    const char *unit = target->limit_in_bytes ? "bytes" : "characters";
    struct tn_finding *found =
        lint_find(lint, object, "%s name %s has %zu %s, %s allows %zu", lint_kind_title(object),
                  lint_path(lint, object), length_in(target, object->name), unit,
                  limit == target->name_limit ? target->title : "the project", limit);
    found->detail = limit;
    lint_remedy(lint, found, "Shorten it to %zu %s", limit, unit);
}

/* Bytes that are fine in every target. */
static size_t always_fine(const struct tn_lint *lint) {
    size_t fine = SIZE_MAX;
    for (size_t i = 0; i < lint->target_count; i++) {
        size_t limit = limit_in(lint, lint->targets[i]);
        fine = limit && limit < fine ? limit : fine;
    }
    return fine;
}

static void check_length(struct tn_lint *lint) {
    size_t fine = always_fine(lint);
    if (fine < SIZE_MAX)
        lint_each_named(lint, true, judge_length, &fine);
}

/* The beginning that fits into so many bytes, whole characters only. */
static size_t fitting(const char *name, size_t bytes) {
    size_t length = strlen(name);
    if (length <= bytes)
        return length;
    while (bytes && ((unsigned char)name[bytes] & 0xC0) == 0x80)
        bytes--;
    return bytes;
}

static bool fix_length(struct tn_model *model, const struct tn_finding *finding,
                       struct tn_error *error) {
    struct tn_object *object = tn_find_id(model, finding->object);
    size_t limit = finding->detail;
    if (strlen(object->name) <= limit)
        return true;
    if (limit < 16)
        return tn_fail(error, "%s cannot be shortened automatically", object->name);
    struct tn_arena arena = {0};
    unsigned hash = (unsigned)(tn_hash(object->name, strlen(object->name)) & 0xffffffff);
    size_t kept = fitting(object->name, limit - 9);
    while (kept && object->name[kept - 1] == '_')
        kept--;
    const char *name = tn_arena_format(&arena, "%.*s_%08x", (int)kept, object->name, hash);
    bool fixed = lint_rename(model, object, name, error);
    tn_arena_free(&arena);
    return fixed;
}

static const struct tn_rule_option length_options[] = {
    {"most", TN_OPTION_NUMBER, "0", "the longest name, where it is less than the server's; 0: that",
     NULL},
    {0},
};

const struct tn_rule lint_name_too_long = {
    .id = "name-too-long",
    .group = "naming",
    .severity = TN_ERROR,
    .title = "A name is longer than the server allows",
    .help = "PostgreSQL cuts names off after 63 bytes, with no more than a notice, so that two "
            "long ones can become the same; MySQL and MariaDB refuse more than 64 characters. "
            "Shorten the name; the fix keeps its beginning and adds a hash.",
    .example =
        "CREATE TABLE measurements (\n"
        "    id integer PRIMARY KEY,\n"
        "    average_temperature_of_the_cooling_water_at_the_outlet_of_the_first_stage real\n"
        ");\n",
    .good = "CREATE TABLE measurements (\n"
            "    id integer PRIMARY KEY,\n"
            "    first_stage_outlet_temperature real\n"
            ");\n",
    .options = length_options,
    .check = check_length,
    .fix = fix_length,
};

/* ------------------------------------------------------------------ name-collision */

/* The names in use in one target, by a hash of scope and name. */
struct namespaces {
    const struct tn_dialect *target;
    struct tn_id_map taken;
    struct tn_id_map *reported; /* objects that collide in an earlier target */
};

enum scope {
    SCOPE_RELATIONS = 1,
    SCOPE_COLUMNS,
    SCOPE_INDEXES,
    SCOPE_CONSTRAINTS,
    SCOPE_FOREIGN,
    SCOPE_SCHEMAS
};

/* As the target compares it: PostgreSQL letter by letter, after cutting; the others without case.
 */
static char seen_letter(const struct tn_dialect *target, char c) {
    return target->id != TN_POSTGRESQL && c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

static size_t seen_length(const struct tn_dialect *target, const char *name) {
    return target->limit_in_bytes && target->name_limit ? fitting(name, target->name_limit)
                                                        : strlen(name);
}

static bool seen_alike(const struct tn_dialect *target, const char *a, const char *b) {
    size_t length = seen_length(target, a);
    if (length != seen_length(target, b))
        return false;
    for (size_t i = 0; i < length; i++)
        if (seen_letter(target, a[i]) != seen_letter(target, b[i]))
            return false;
    return true;
}

/* FNV-1a over what the target sees. */
static uint64_t slot_of(const struct tn_dialect *target, uint64_t scope, const char *name) {
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0, length = seen_length(target, name); i < length; i++)
        hash = (hash ^ (unsigned char)seen_letter(target, name[i])) * UINT64_C(0x100000001b3);
    hash = tn_mix(hash ^ tn_mix(scope));
    return hash ? hash : 1;
}

static void claim(struct tn_lint *lint, struct namespaces *names, uint64_t scope,
                  const struct tn_object *object) {
    uint64_t slot = slot_of(names->target, scope, object->name);
    const struct tn_object *other = tn_id_map_get(&names->taken, slot);
    if (!other) {
        tn_id_map_put(&names->taken, slot, (void *)object);
        return;
    }
    if (other == object || !seen_alike(names->target, other->name, object->name) ||
        tn_id_map_get(names->reported, object->id))
        return;
    tn_id_map_put(names->reported, object->id, (void *)object);
    struct tn_finding *found =
        lint_find(lint, object, "%s %s and %s %s have the same name in %s", lint_kind_title(other),
                  lint_path(lint, other), lint_kind_title(object), lint_path(lint, object),
                  names->target->title);
    lint_remedy(lint, found, "Rename one of them");
}

/* Keys are their own indexes, except that MySQL calls every primary key PRIMARY. */
static bool is_index(const struct tn_dialect *target, const struct tn_object *object) {
    if (object->kind == TN_key)
        return target->id == TN_POSTGRESQL ||
               (lint_is_mysql(target) && !((const struct tn_key *)object)->primary);
    return object->kind == TN_index || (object->kind == TN_exclusion && target->can.exclusion);
}

static bool is_constraint(enum tn_kind kind) {
    return kind == TN_key || kind == TN_relationship || kind == TN_check || kind == TN_exclusion;
}

static void claim_constraint(struct tn_lint *lint, struct namespaces *names, uint64_t table,
                             const struct tn_object *object) {
    enum tn_dialect_id id = names->target->id;
    if (id == TN_POSTGRESQL)
        claim(lint, names, table + SCOPE_CONSTRAINTS, object);
    else if (object->kind == TN_relationship && lint_is_mysql(names->target))
        claim(lint, names, SCOPE_FOREIGN, object);
    else if (object->kind == TN_check && id == TN_MYSQL)
        claim(lint, names, SCOPE_CONSTRAINTS, object);
    else if (object->kind == TN_check && id == TN_MARIADB)
        claim(lint, names, table + SCOPE_CONSTRAINTS, object);
}

static void judge_collision(struct tn_lint *lint, const struct tn_object *object, void *context) {
    struct namespaces *names = context;
    const struct tn_entity *entity = tn_entity_of(object);
    const struct tn_namespace *schema = tn_namespace_of(object);
    uint64_t table = entity ? tn_mix(entity->id) : 0;
    uint64_t relations = SCOPE_RELATIONS;
    if (schema && names->target->can.schemas)
        relations += tn_mix(schema->id);
    if (tn_is_temporary(object)) /* it hides the other */
        relations = tn_mix(relations);
    if (object->kind == TN_namespace) {
        if (names->target->can.schemas)
            claim(lint, names, SCOPE_SCHEMAS, object);
    } else if (object->kind == TN_attribute)
        claim(lint, names, table + SCOPE_COLUMNS, object);
    else if (is_index(names->target, object))
        claim(lint, names, lint_is_mysql(names->target) ? table + SCOPE_INDEXES : relations,
              object);
    else if (!is_constraint(object->kind))
        claim(lint, names, relations, object);
    if (is_constraint(object->kind))
        claim_constraint(lint, names, table, object);
}

static void check_collision(struct tn_lint *lint) {
    struct tn_id_map reported = {0};
    for (size_t i = 0; i < lint->target_count; i++) {
        struct namespaces names = {.target = lint->targets[i], .reported = &reported};
        lint_each_named(lint, true, judge_collision, &names);
        tn_id_map_free(&names.taken);
    }
    tn_id_map_free(&reported);
}

static void note_name(struct tn_lint *lint, const struct tn_object *object, void *context) {
    const char *letters = lint_letters(object->name, &lint->arena);
    struct tn_text_map *names = context;
    uintptr_t count = (uintptr_t)tn_text_map_get(names, letters);
    tn_text_map_put(names, letters, (void *)(count + 1));
}

static size_t shortest_limit(const struct tn_lint *lint) {
    size_t limit = 255;
    for (size_t i = 0; i < lint->target_count; i++)
        if (lint->targets[i]->name_limit && lint->targets[i]->name_limit < limit)
            limit = lint->targets[i]->name_limit;
    return limit;
}

/* A number that makes the name unlike every other in the model. */
static const char *numbered_name(struct tn_lint *lint, const char *name) {
    struct tn_text_map names = {0};
    lint_each_named(lint, true, note_name, &names);
    const char *result = NULL;
    size_t kept = fitting(name, shortest_limit(lint) - 12);
    for (unsigned number = 2; !result; number++) {
        result = tn_arena_format(&lint->arena, "%.*s_%u", (int)kept, name, number);
        if (tn_text_map_get(&names, lint_letters(result, &lint->arena)))
            result = NULL;
    }
    tn_text_map_free(&names);
    return result;
}

static bool still_collides(struct tn_lint *lint, const struct tn_object *object) {
    struct tn_findings findings = {0};
    lint->findings = &findings;
    lint->rule = 0;
    check_collision(lint);
    bool found = false;
    for (size_t i = 0; i < findings.count; i++)
        found = found || findings.items[i].object == object->id;
    tn_findings_free(&findings);
    return found;
}

static bool fix_collision(struct tn_model *model, const struct tn_finding *finding,
                          struct tn_error *error) {
    static const struct tn_lint_options defaults;
    struct tn_object *object = tn_find_id(model, finding->object);
    struct tn_lint lint = {0};
    lint_open(&lint, model, &defaults);
    bool fixed = true;
    if (still_collides(&lint, object))
        fixed = lint_rename(model, object, numbered_name(&lint, object->name), error);
    lint_close(&lint);
    return fixed;
}

const struct tn_rule lint_name_collision = {
    .id = "name-collision",
    .group = "naming",
    .severity = TN_ERROR,
    .title = "Two objects have the same name where the server allows one",
    .help = "Tables and views share their names everywhere; PostgreSQL and SQLite add indexes, "
            "MySQL and MariaDB want foreign key names unique in the whole database. Names that "
            "differ in letter case only, or only after the length at which the server cuts them, "
            "count as equal there. Rename one of the two; the fix adds a number.",
    .example = "CREATE TABLE orders (id integer PRIMARY KEY);\n"
               "CREATE VIEW orders AS SELECT 1 AS id;\n",
    .good = "CREATE TABLE orders (id integer PRIMARY KEY);\n"
            "CREATE VIEW open_orders AS SELECT 1 AS id;\n",
    .check = check_collision,
    .fix = fix_collision,
};
