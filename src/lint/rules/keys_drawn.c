/*
 * Rules on drawn relationships that need a key or a table to be kept.
 */
#include "lint/access.h"
#include "lint/fix.h"
#include "lint/rules.h"
#include "tenon/lower.h"

/* ------------------------------------------------------------------ relation-1-1-unique */

static bool is_drawn_single(const struct tn_relationship *r) {
    return r->attributes.count && (r->child_cardinality == TN_cardinality_zero_or_one ||
                                   r->child_cardinality == TN_cardinality_exactly_one);
}

static bool is_single(struct lint_accesses accesses, const struct tn_relationship *r) {
    for (size_t i = 0; i < accesses.count; i++)
        if (lint_unique_within(&accesses.items[i], r->attributes, false))
            return true;
    return false;
}

static void check_single(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    for (struct tn_relationship *r = table->entity->relationships.first; r; r = r->next) {
        if (!is_drawn_single(r) || is_single(lint_accesses_in(lint, table), r))
            continue;
        const char *names = lint_names(lint, r->attributes);
        struct tn_finding *found =
            lint_find(lint, r, "one %s has one %s by the drawing, but %s.%s is not unique",
                      r->target ? r->target->name : r->target_name, table->entity->name,
                      table->entity->name, names);
        lint_remedy(lint, found, "Make (%s) unique, or draw the end as many", names);
    }
}

static bool fix_single(struct tn_model *model, const struct tn_finding *finding,
                       struct tn_error *error) {
    (void)error;
    struct tn_relationship *r = (void *)tn_find_id(model, finding->object);
    struct tn_entity *entity = tn_entity_of(r);
    struct tn_lint scratch = {.model = model};
    struct tn_refs refs = {0};
    if (!is_single(lint_accesses_of(&scratch, entity), r)) {
        for (size_t i = 0; i < r->attributes.count; i++)
            tn_refs_append(model, &refs, r->attributes.items[i]);
        lint_add_key(model, entity, refs, false);
    }
    tn_arena_free(&scratch.arena);
    return true;
}

const struct tn_rule lint_relation_1_1_unique = {
    .id = "relation-1-1-unique",
    .group = "keys",
    .severity = TN_ERROR,
    .title = "A relationship is drawn one to one, but its columns are not unique",
    .help = "One to one means that no two children share a parent, and only a unique key over the "
            "foreign key's columns keeps that: without it the table takes a second profile for the "
            "same user. Make the columns unique or the primary key, or draw the child's end as "
            "many. Ends that are left to be told by the keys cannot contradict them.",
    .doubt = NULL,
    .example = "CREATE TABLE users (id integer PRIMARY KEY);\n"
               "CREATE TABLE profiles (\n"
               "    id integer PRIMARY KEY,\n"
               "    user_id integer NOT NULL CONSTRAINT profile_of REFERENCES users (id)\n"
               ");\n"
               "-- set: profiles.profile_of child_cardinality=zero_or_one\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY);\n"
            "CREATE TABLE profiles (\n"
            "    id integer PRIMARY KEY,\n"
            "    user_id integer NOT NULL UNIQUE CONSTRAINT profile_of REFERENCES users (id)\n"
            ");\n"
            "-- set: profiles.profile_of child_cardinality=zero_or_one\n",
    .check = check_single,
    .fix = fix_single,
};

/* ------------------------------------------------------------------ relation-m-n-junction */

static bool has_key(const struct tn_entity *entity) {
    const struct tn_key *key = entity ? tn_primary_key(entity) : NULL;
    return key && key->attributes.count;
}

static void check_many(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    for (struct tn_relationship *r = table->entity->relationships.first; r; r = r->next) {
        if (!tn_is_many_to_many(r) || r->attributes.count)
            continue;
        const char *parent = r->target ? r->target->name : r->target_name;
        bool whole = has_key(table->entity) && has_key(r->target);
        struct tn_finding *found =
            lint_find(lint, r, "%s and %s are many to many, %s", table->entity->name, parent,
                      whole ? "and their junction table stands in the DDL alone"
                            : "but a junction table needs a primary key of both");
        if (whole)
            lint_soften(found, TN_INFO);
        lint_remedy(lint, found,
                    whole ? "Make the junction an entity, which can have columns of its own"
                          : "Give %s a primary key",
                    has_key(table->entity) ? parent : table->entity->name);
    }
}

static const char *free_name(const struct tn_entity *beside, const char *name,
                             struct tn_arena *arena) {
    const struct tn_list *list = tn_list_of(beside->parent, TN_entity);
    const char *candidate = name;
    for (int number = 2; tn_find_name_folded(list, candidate); number++)
        candidate = tn_arena_format(arena, "%s_%d", name, number);
    return candidate;
}

static struct tn_entity *add_junction(struct tn_model *model, struct tn_relationship *r) {
    struct tn_arena arena = {0};
    struct tn_entity *child = tn_entity_of(r);
    const char *own = model->project->name_junction;
    const char *name =
        *r->name ? r->name
                 : tn_lower_name(*own ? own : "{table}_{target}", r, tn_dialect_of(model), &arena);
    struct tn_entity *junction =
        tn_design_add_after(model, TN_entity, child->parent, free_name(child, name, &arena), child);
    tn_set_text(model, junction, TN_FIELD_COMMENT, r->comment);
    tn_set_ref(model, junction, TN_entity_area, child->area);
    tn_arena_free(&arena);
    return junction;
}

static bool add_side(struct tn_model *model, struct tn_entity *junction, struct tn_entity *side,
                     struct tn_error *error) {
    struct tn_link link = {
        .parent = side,
        .child = junction,
        .parent_end = TN_cardinality_exactly_one,
        .child_end = TN_cardinality_zero_or_many,
        .identifying = true,
        .on_delete = TN_action_cascade,
    };
    return tn_design_relate(model, &link, error) != NULL;
}

/* The two sides of one entity get names of their own. */
static void rename_side(struct tn_model *model, struct tn_entity *junction) {
    struct tn_arena arena = {0};
    for (struct tn_attribute *a = junction->attributes.first; a; a = a->next)
        tn_set_text(model, a, TN_FIELD_NAME, lint_join("related", a->name, &arena));
    tn_arena_free(&arena);
}

/* The primary key leads to one side only. */
static void index_sides(struct tn_model *model, struct tn_entity *junction) {
    for (struct tn_relationship *r = junction->relationships.first; r; r = r->next)
        if (!lint_is_indexed(model, junction, r->attributes))
            lint_add_index(model, junction, r->attributes);
}

static bool fix_many(struct tn_model *model, const struct tn_finding *finding,
                     struct tn_error *error) {
    struct tn_relationship *r = (void *)tn_find_id(model, finding->object);
    struct tn_entity *child = tn_entity_of(r), *parent = r->target;
    if (!has_key(child) || !has_key(parent))
        return tn_fail(error, "%s has no primary key that a junction table could refer to",
                       has_key(child) ? (parent ? parent->name : r->target_name) : child->name);
    struct tn_entity *junction = add_junction(model, r);
    if (!add_side(model, junction, child, error))
        return false;
    if (child == parent)
        rename_side(model, junction);
    if (!add_side(model, junction, parent, error))
        return false;
    index_sides(model, junction);
    tn_design_delete(model, r);
    return true;
}

const struct tn_rule lint_relation_m_n_junction = {
    .id = "relation-m-n-junction",
    .group = "keys",
    .severity = TN_ERROR,
    .title = "A relationship is drawn many to many without a junction table",
    .help = "No database has a foreign key from many to many: the pairs need a table of their own, "
            "a row each, with the keys of both sides. Where one of them has no primary key there "
            "is nothing to refer to, and the relationship is lost, which is an error. Else the "
            "table is made when the DDL is written, and this is a note: as an entity of the model "
            "it can be named, seen and given columns, such as since when.",
    .doubt = "In a conceptual model many to many is well as it is: set the rule off there.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY);\n"
               "CREATE TABLE roles (id integer PRIMARY KEY);\n"
               "-- add: users relationship target=roles parent_cardinality=zero_or_many "
               "child_cardinality=zero_or_many\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY);\n"
            "CREATE TABLE roles (id integer PRIMARY KEY);\n"
            "CREATE TABLE user_roles (\n"
            "    user_id integer REFERENCES users (id),\n"
            "    role_id integer REFERENCES roles (id),\n"
            "    PRIMARY KEY (user_id, role_id)\n"
            ");\n",
    .check = check_many,
    .fix = fix_many,
};
