/*
 * Rules on foreign keys: those that should be there, those that lead nowhere, those that cannot
 * work.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ fk-missing */

/* Tables by the letters of their singular, with "two of them" told apart from none. */
struct parents {
    struct tn_text_map by_role;
    char two; /* its address stands for an ambiguous name */
};

static struct lint_column *lone_key_column(const struct lint_table *table) {
    if (!table->primary || table->primary->attributes.count != 1)
        return NULL;
    LINT_EACH_COLUMN(table, column)
    if (column->primary)
        return column;
    return NULL;
}

/* Tables of different schemas do not meet. */
static const char *role_key(struct tn_lint *lint, const struct tn_entity *entity,
                            const char *letters) {
    struct tn_namespace *schema = tn_namespace_of(entity);
    return schema ? tn_arena_format(&lint->arena, "%s.%s", schema->name, letters) : letters;
}

static void note_parent(struct tn_lint *lint, struct parents *parents, struct lint_table *table) {
    const char *singular = tn_singular(table->entity->name, &lint->arena);
    const char *key = role_key(lint, table->entity, lint_letters(singular, &lint->arena));
    bool known = tn_text_map_get(&parents->by_role, key) != NULL;
    tn_text_map_put(&parents->by_role, key, known ? (void *)&parents->two : table);
}

static struct lint_table *parent_named(struct tn_lint *lint, const struct parents *parents,
                                       const struct tn_entity *child, const char *letters) {
    void *found = tn_text_map_get(&parents->by_role, role_key(lint, child, letters));
    return found == &parents->two ? NULL : found;
}

/* customer_id, customerId: the letters before id; NULL for other names, and for id alone. */
static const char *role_before(struct tn_lint *lint, const struct lint_name *name,
                               const char *ending) {
    if (name->count < 2 || !lint_ends_in(name, ending))
        return NULL;
    size_t length = (size_t)(lint_name_end(name).at - name->text);
    return lint_letters(tn_arena_text(&lint->arena, name->text, length), &lint->arena);
}

/* comment_type beside comment_id: the column refers to tables of several sorts. */
static bool is_polymorphic(struct tn_lint *lint, const struct lint_table *table, const char *role) {
    LINT_EACH_COLUMN(table, column) {
        const char *other = role_before(lint, column->name, "type");
        if (other && strcmp(other, role) == 0)
            return true;
    }
    return false;
}

static bool same_values(const struct tn_attribute *a, const struct tn_attribute *b) {
    return a->named_type == b->named_type && tn_same_word(a->type, b->type) &&
           a->dimensions == b->dimensions;
}

static struct lint_table *implied_parent(struct tn_lint *lint, const struct parents *parents,
                                         struct lint_table *table,
                                         const struct lint_column *column) {
    const char *role = role_before(lint, column->name, "id");
    if (role_before(lint, column->name, "by"))
        return parent_named(lint, parents, table->entity, "user");
    if (!role)
        return NULL;
    struct lint_table *parent = parent_named(lint, parents, table->entity, role);
    if (strcmp(role, "parent") == 0)
        parent = table;
    else if (!parent || parent == table)
        return NULL;
    return is_polymorphic(lint, table, role) ? NULL : parent; /* which looks at all columns */
}

/* A partitioned table may have its foreign keys on the partitions. */
static struct tn_text_map partition_columns(const struct tn_lint *lint) {
    struct tn_text_map columns = {0};
    for (size_t i = 0; i < lint->table_count; i++) {
        struct tn_entity *whole = lint->tables[i].entity->partition_of;
        struct tn_relationship *r = lint->tables[i].entity->relationships.first;
        for (; whole && r; r = r->next)
            for (size_t k = 0; k < r->attributes.count; k++) {
                char id[17];
                tn_id_print(whole->id, id);
                const char *key = tn_arena_format((struct tn_arena *)&lint->arena, "%s.%s", id,
                                                  r->attributes.items[k]->name);
                tn_text_map_put(&columns, key, r);
            }
    }
    return columns;
}

static bool on_partitions(struct tn_lint *lint, const struct tn_text_map *columns,
                          const struct lint_table *table, const struct lint_column *column) {
    if (!columns->count)
        return false;
    char id[17];
    tn_id_print(table->entity->id, id);
    return tn_text_map_get(columns,
                           tn_arena_format(&lint->arena, "%s.%s", id, column->attribute->name));
}

static bool keeps_copies(const struct tn_entity *entity) {
    return lint_has_any_tag(entity, "log staging snapshot denormalised denormalized");
}

/* cluster_id of remote_clusters, to which other tables refer, is no reference to clusters. */
static bool is_own_key(struct tn_lint *lint, const struct lint_table *table,
                       const struct lint_column *column) {
    if (!column->primary || !table->referenced || table->primary->attributes.count > 1)
        return false;
    const char *singular = tn_singular(table->entity->name, &lint->arena);
    const char *own = lint_letters(singular, &lint->arena);
    const char *role = role_before(lint, column->name, "id");
    size_t length = strlen(own), tail = role ? strlen(role) : 0;
    return tail && length > tail && strcmp(own + length - tail, role) == 0;
}

static void check_reference(struct tn_lint *lint, const struct parents *parents,
                            struct lint_table *table, const struct lint_column *column) {
    struct lint_table *parent = implied_parent(lint, parents, table, column);
    struct lint_column *key = parent ? lone_key_column(parent) : NULL;
    if (!key || key == column || !same_values(key->attribute, column->attribute) ||
        is_own_key(lint, table, column))
        return;
    const char *name = column->attribute->name, *target = parent->entity->name;
    struct tn_finding *found = lint_find(lint, column->attribute,
                                         "%s.%s looks like a reference to %s.%s (%s), but no "
                                         "foreign key says so",
                                         table->entity->name, name, target, key->attribute->name,
                                         lint_type_title(key->attribute, &lint->arena));
    found->detail = (size_t)key->attribute->id;
    lint_remedy(lint, found, "Add a foreign key from %s to %s (%s)", name, target,
                key->attribute->name);
    lint_alike(lint, found, lint->foreign_of.count ? target : "");
}

static void check_missing(struct tn_lint *lint) {
    struct parents parents = {0};
    struct tn_text_map partitions = partition_columns(lint);
    LINT_EACH_TABLE(lint, table)
    note_parent(lint, &parents, table);
    LINT_EACH_TABLE(lint, table) {
        if (keeps_copies(table->entity))
            continue;
        LINT_EACH_COLUMN(table, column)
        if (!column->foreign && !on_partitions(lint, &partitions, table, column))
            check_reference(lint, &parents, table, column);
    }
    tn_text_map_free(&parents.by_role);
    tn_text_map_free(&partitions);
}

static bool fix_missing(struct tn_model *model, const struct tn_finding *finding,
                        struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    struct tn_attribute *key = (void *)tn_find_id(model, finding->detail);
    if (tn_is_foreign(attribute))
        return true;
    if (!key || key->kind != TN_attribute)
        return tn_fail(error, "the column that %s would refer to is not there any more",
                       attribute->name);
    struct tn_entity *entity = tn_entity_of(attribute);
    struct tn_refs from = {0}, to = {0};
    tn_refs_append(model, &from, attribute);
    tn_refs_append(model, &to, key);
    struct tn_relationship *r = tn_design_add(model, TN_relationship, entity, "");
    tn_set_ref(model, r, TN_relationship_target, tn_entity_of(key));
    tn_set_refs(model, r, TN_relationship_attributes, from);
    tn_set_refs(model, r, TN_relationship_target_attributes, to);
    if (!lint_is_indexed(model, entity, from))
        lint_add_index(model, entity, from);
    return true;
}

const struct tn_rule lint_fk_missing = {
    .id = "fk-missing",
    .group = "integrity",
    .severity = TN_WARNING,
    .title = "A column looks like a reference but has no foreign key",
    .help = "A column named after another table, with the type of that table's key, is nearly "
            "always a reference; without a foreign key rows that refer to nothing pile up. Declare "
            "the foreign key, or waive the finding where the value comes from outside.",
    .doubt = "Names and types decide: a column of another type, a name that fits two tables, and a "
             "pair such as subject_type and subject_id are not reported, nor are tables tagged "
             "log, snapshot, staging or denormalised. A foreign key on every partition counts.",
    .example = "CREATE TABLE customers (id integer PRIMARY KEY);\n"
               "CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer NOT NULL);\n",
    .good = "CREATE TABLE customers (id integer PRIMARY KEY);\n"
            "CREATE TABLE orders (\n"
            "    id integer PRIMARY KEY,\n"
            "    customer_id integer NOT NULL REFERENCES customers (id)\n"
            ");\n"
            "CREATE INDEX ON orders (customer_id);\n",
    .check = check_missing,
    .fix = fix_missing,
};

/* ------------------------------------------------------------------ fk-set-null-not-null */

/* SET NULL may name the columns it sets. */
static bool sets_null(const struct tn_relationship *r, const struct tn_attribute *attribute) {
    if (r->on_update == TN_action_set_null)
        return true;
    if (r->on_delete != TN_action_set_null)
        return false;
    return !tn_starts_with(r->options, "SET NULL") ||
           tn_sql_mentions(tn_dialects[TN_POSTGRESQL], r->options, attribute->name);
}

static struct tn_attribute *not_null_to_set(const struct tn_relationship *r) {
    for (size_t i = 0; i < r->attributes.count; i++) {
        struct tn_attribute *attribute = (void *)r->attributes.items[i];
        if ((!attribute->nullable || tn_is_primary(attribute)) && sets_null(r, attribute))
            return attribute;
    }
    return NULL;
}

static void check_set_null(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    for (struct tn_relationship *r = table->entity->relationships.first; r; r = r->next) {
        struct tn_attribute *attribute = not_null_to_set(r);
        if (!attribute)
            continue;
        const char *when = r->on_delete == TN_action_set_null ? "DELETE" : "UPDATE";
        struct tn_finding *found =
            lint_find(lint, r, "ON %s SET NULL cannot set %s.%s, which is not null", when,
                      table->entity->name, attribute->name);
        lint_remedy(lint, found,
                    tn_is_primary(attribute)
                        ? "Use RESTRICT or CASCADE: a primary key is never null"
                        : "Make the column nullable, or use RESTRICT or CASCADE");
    }
}

static bool fix_set_null(struct tn_model *model, const struct tn_finding *finding,
                         struct tn_error *error) {
    (void)error;
    struct tn_relationship *r = (void *)tn_find_id(model, finding->object);
    for (struct tn_attribute *a; (a = not_null_to_set(r));) {
        if (!tn_is_primary(a) && r->parent_cardinality != TN_cardinality_exactly_one) {
            tn_set_number(model, a, TN_attribute_nullable, true);
            continue;
        }
        if (r->on_update == TN_action_set_null)
            tn_set_number(model, r, TN_relationship_on_update, TN_action_restrict);
        if (r->on_delete == TN_action_set_null)
            tn_set_number(model, r, TN_relationship_on_delete, TN_action_restrict);
        if (tn_starts_with(r->options, "SET NULL"))
            tn_set_text(model, r, TN_relationship_options, "");
    }
    return true;
}

const struct tn_rule lint_fk_set_null_not_null = {
    .id = "fk-set-null-not-null",
    .group = "integrity",
    .severity = TN_ERROR,
    .title = "A foreign key would set a column to null that cannot be null",
    .help = "With SET NULL the server empties the child's columns when the parent goes; if one of "
            "them is NOT NULL the delete fails. PostgreSQL and SQLite accept the definition and "
            "fail on the first delete, MariaDB refuses it. Allow nulls or choose RESTRICT or "
            "CASCADE.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY);\n"
               "CREATE TABLE posts (\n"
               "    id integer PRIMARY KEY,\n"
               "    author_id integer NOT NULL REFERENCES users (id) ON DELETE SET NULL\n"
               ");\n"
               "CREATE INDEX ON posts (author_id);\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY);\n"
            "CREATE TABLE posts (\n"
            "    id integer PRIMARY KEY,\n"
            "    author_id integer REFERENCES users (id) ON DELETE SET NULL\n"
            ");\n"
            "CREATE INDEX ON posts (author_id);\n",
    .check = check_set_null,
    .fix = fix_set_null,
};
