/*
 * Unique keys that let equal rows in where a column is null.
 */
#include "lint/access.h"
#include "lint/rules.h"

static bool is_one_parent(const struct tn_entity *entity, struct tn_refs attributes) {
    for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        if (tn_refs_same_set(r->attributes, attributes))
            return true;
    return false;
}

static bool allows_null(const struct lint_access *access, const struct tn_attribute *attribute) {
    return attribute && attribute->nullable && !tn_is_primary(attribute) &&
           !tn_find_word(access->predicate, attribute->name);
}

/* Another unique index speaks of the rows without the value: (a) WHERE b IS NULL beside (a, b). */
static bool is_completed(struct lint_accesses accesses, const struct lint_access *access,
                         const struct tn_attribute *attribute) {
    for (size_t i = 0; i < accesses.count; i++)
        if (&accesses.items[i] != access && accesses.items[i].unique &&
            tn_find_word(accesses.items[i].predicate, attribute->name))
            return true;
    return false;
}

/* Its columns but those that are there because they divide the table. */
static size_t own_columns(const struct lint_access *access, const struct tn_entity *entity) {
    size_t count = access->count;
    for (size_t i = 0; *entity->partition_by && i < access->count; i++)
        count -= access->parts[i].attribute &&
                 tn_find_word(entity->partition_by, access->parts[i].attribute->name);
    return count;
}

/* The first of its columns that lets doubles in, of several. */
static const struct tn_attribute *gap_in(const struct tn_entity *entity,
                                         struct lint_accesses accesses,
                                         const struct lint_access *access) {
    if (!access->unique || access->primary || access->nulls_not_distinct ||
        own_columns(access, entity) < 2)
        return NULL;
    for (size_t i = 0; i < access->count; i++) {
        const struct tn_attribute *attribute = access->parts[i].attribute;
        if (allows_null(access, attribute) && !is_completed(accesses, access, attribute))
            return attribute;
    }
    return NULL;
}

static void check_gaps(struct tn_lint *lint, struct lint_table *table) {
    struct lint_accesses accesses = lint_accesses_in(lint, table);
    for (size_t i = 0; i < accesses.count; i++) {
        const struct lint_access *access = &accesses.items[i];
        const struct tn_attribute *gap = gap_in(table->entity, accesses, access);
        if (!gap || (access->key && is_one_parent(table->entity, access->key->attributes)))
            continue;
        struct tn_finding *found =
            lint_find(lint, access->object, "%s of %s lets equal rows in where %s is null",
                      lint_access_title(lint, access), table->entity->name, gap->name);
        lint_remedy(lint, found,
                    lint->dialect->can.nulls_not_distinct
                        ? "Make it NULLS NOT DISTINCT, or the column NOT NULL"
                        : "Make the column NOT NULL, with a value that stands for none");
    }
}

static void check_unique_nullable(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    if (table->entity->keys.count + table->entity->indexes.count > (table->primary ? 1u : 0u))
        check_gaps(lint, table);
}

/* A column that a foreign key empties, or that is drawn optional, must stay nullable. */
static bool may_be_mandatory(const struct tn_attribute *attribute, struct tn_error *error) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    if (tn_same_word(attribute->default_value, "null"))
        return tn_fail(error, "%s has the default NULL: change it by hand", attribute->name);
    for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        if (tn_refs_have(r->attributes, attribute) &&
            (r->on_delete == TN_action_set_null || r->on_update == TN_action_set_null ||
             r->parent_cardinality == TN_cardinality_zero_or_one))
            return tn_fail(error,
                           "%s refers to something that need not be there: choose a key by "
                           "hand",
                           attribute->name);
    return true;
}

static bool fill_gaps(struct tn_model *model, const struct lint_access *access,
                      struct tn_error *error) {
    for (size_t i = 0; i < access->count; i++)
        if (allows_null(access, access->parts[i].attribute) &&
            !may_be_mandatory(access->parts[i].attribute, error))
            return false;
    for (size_t i = 0; i < access->count; i++)
        if (allows_null(access, access->parts[i].attribute))
            tn_set_number(model, (void *)access->parts[i].attribute, TN_attribute_nullable, false);
    return true;
}

static bool fix_unique_nullable(struct tn_model *model, const struct tn_finding *finding,
                                struct tn_error *error) {
    struct tn_object *object = tn_find_id(model, finding->object);
    struct tn_lint scratch = {.model = model, .dialect = tn_dialect_of(model)};
    bool fixed = true;
    if (scratch.dialect->can.nulls_not_distinct) {
        bool key = object->kind == TN_key;
        tn_set_number(model, object, key ? TN_key_nulls_not_distinct : TN_index_nulls_not_distinct,
                      true);
        return true;
    }
    struct lint_accesses accesses = lint_accesses_of(&scratch, tn_entity_of(object));
    for (size_t i = 0; i < accesses.count; i++)
        if (accesses.items[i].object == object &&
            gap_in(tn_entity_of(object), accesses, &accesses.items[i]))
            fixed = fill_gaps(model, &accesses.items[i], error);
    tn_arena_free(&scratch.arena);
    return fixed;
}

const struct tn_rule lint_unique_nullable = {
    .id = "unique-nullable",
    .group = "keys",
    .severity = TN_WARNING,
    .title = "A unique key over several columns lets equal rows in where one is null",
    .help =
        "To a unique key two nulls are different: (7, null) may stand in the table any number "
        "of times, and the rule is not kept where it is mostly meant. Make the column NOT NULL, "
        "or the key NULLS NOT DISTINCT (PostgreSQL 15), or add a unique index for the rows "
        "without the value: (a) WHERE b IS NULL. Keys of one column, where null means none "
        "yet, and optional foreign keys are not reported.",
    .doubt = "Where rows without the value may repeat on purpose, waive the finding.",
    .example = "CREATE TABLE prices (\n"
               "    id integer PRIMARY KEY,\n"
               "    product_number integer NOT NULL,\n"
               "    region varchar(20),\n"
               "    UNIQUE (product_number, region)\n"
               ");\n",
    .good = "CREATE TABLE prices (\n"
            "    id integer PRIMARY KEY,\n"
            "    product_number integer NOT NULL,\n"
            "    region varchar(20) NOT NULL,\n"
            "    UNIQUE (product_number, region)\n"
            ");\n",
    .check = check_unique_nullable,
    .fix = fix_unique_nullable,
};
