/*
 * The rule on names that are used twice where the server allows one. Only names that are written
 * down are looked at: lowering makes the others unique.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <stdlib.h>
#include <string.h>

/* The names in use in one target, by a hash of scope and name. */
struct namespaces {
    const struct tn_dialect *target;
    struct tn_id_map taken;
    struct tn_id_map *reported; /* objects that collide in an earlier target */
    bool columns;               /* those of the table at hand may collide */
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
    return target->limit_in_bytes && target->name_limit ? lint_fitting(name, target->name_limit)
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

/* Columns are most of all names, and hardly ever alike: two of a table with equal letters, or one
 * so long that it may be cut, make it worth a closer look. */
static bool may_have_twins(const struct tn_lint *lint, const struct tn_dialect *target,
                           const struct tn_object *entity) {
    enum { MOST_COMPARED = 64 };
    const struct lint_table *table = tn_id_map_get(&lint->table_of, entity->id);
    if (!table || table->column_count > MOST_COMPARED)
        return true;
    LINT_EACH_COLUMN(table, column) {
        for (const struct lint_column *other = table->columns; other < column; other++)
            if (other->name->folded == column->name->folded)
                return true;
        if (target->limit_in_bytes && strlen(column->name->text) >= target->name_limit)
            return true;
    }
    return false;
}

static void judge_collision(struct tn_lint *lint, const struct tn_object *object, void *context) {
    struct namespaces *names = context;
    if (object->kind == TN_entity)
        names->columns = may_have_twins(lint, names->target, object);
    if (object->kind == TN_attribute && !names->columns)
        return;
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

/* What is claimed most: making room once is cheaper than growing. */
static size_t expected_names(const struct tn_model *model) {
    return model->counts[TN_entity] + model->counts[TN_index] + 2 * model->counts[TN_key] +
           model->counts[TN_check] + model->counts[TN_relationship];
}

static void check_collision(struct tn_lint *lint) {
    struct tn_id_map reported = {0};
    for (size_t i = 0; i < lint->target_count; i++) {
        struct namespaces names = {.target = lint->targets[i], .reported = &reported};
        tn_id_map_reserve(&names.taken, expected_names(lint->model));
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
    size_t kept = lint_fitting(name, shortest_limit(lint) - 12);
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
