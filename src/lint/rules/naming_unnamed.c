/*
 * The rule on constraints and indexes that have no name, where the project does not give them one
 * either.
 */
#include "lint/rules.h"
#include "tenon/lower.h"

#include <string.h>

/* The field of the project that has the template for an object's name, and the usual one. */
struct naming_field {
    unsigned field;
    const char *usual;
};

static struct naming_field field_of(const struct tn_object *object) {
    switch (object->kind) {
    case TN_key:
        if (((const struct tn_key *)object)->primary)
            return (struct naming_field){TN_project_name_primary, tn_default_naming.primary};
        return (struct naming_field){TN_project_name_unique, tn_default_naming.unique};
    case TN_relationship:
        return (struct naming_field){TN_project_name_foreign, tn_default_naming.foreign};
    case TN_check:
        return (struct naming_field){TN_project_name_check, tn_default_naming.check};
    default:
        return (struct naming_field){TN_project_name_index, tn_default_naming.index};
    }
}

static const char *template_of(const struct tn_model *model, struct naming_field naming) {
    const struct tn_project *project = model->project;
    return tn_value_get(&project->object, &tn_kind_of(project)->fields[naming.field]).text;
}

/* What the server would make of it. */
static const char *server_template(const struct tn_dialect *dialect, unsigned field) {
    const struct tn_naming *naming = &dialect->naming;
    return field == TN_project_name_primary   ? naming->primary
           : field == TN_project_name_unique  ? naming->unique
           : field == TN_project_name_foreign ? naming->foreign
           : field == TN_project_name_check   ? naming->check
                                              : naming->index;
}

/* A primary key has no name of its own in MySQL; many-to-many relationships become tables. */
static bool can_be_named(const struct tn_lint *lint, const struct tn_object *object) {
    if (object->kind == TN_relationship)
        return !tn_is_many_to_many((const void *)object);
    bool primary = object->kind == TN_key && ((const struct tn_key *)object)->primary;
    return !primary || !lint_is_mysql(lint->dialect);
}

static void judge_list(struct tn_lint *lint, const struct tn_list *list, bool always) {
    for (const struct tn_object *o = list->first; o; o = o->next) {
        if (*o->name || !can_be_named(lint, o))
            continue;
        struct naming_field naming = field_of(o);
        const char *template_text = template_of(lint->model, naming);
        bool left_out = !*template_text ||
                        strcmp(template_text, server_template(lint->dialect, naming.field)) == 0;
        if (!left_out && !always)
            continue;
        struct tn_finding *found =
            lint_find(lint, o, "a %s of %s has no name", lint_kind_title(o), o->parent->name);
        lint_remedy(lint, found, "Name it, or set the project's template for such names");
    }
}

/* Nobody has decided on names at all: one that lacks a template is no gap. */
static bool is_undecided(const struct tn_project *project) {
    return !*project->name_primary && !*project->name_foreign && !*project->name_unique &&
           !*project->name_check && !*project->name_index;
}

static void check_unnamed(struct tn_lint *lint) {
    bool always = lint_is_choice(lint, "when", "always");
    if ((lint->imported || is_undecided(lint->model->project)) && !always)
        return;
    LINT_EACH_TABLE(lint, table) {
        const struct tn_entity *entity = table->entity;
        judge_list(lint, &entity->keys, always);
        judge_list(lint, &entity->relationships, always);
        judge_list(lint, &entity->checks, always);
        judge_list(lint, &entity->indexes, always);
    }
}

static bool is_taken(const struct tn_object *object, const char *name) {
    static const enum tn_kind kinds[] = {TN_key, TN_relationship, TN_check, TN_index};
    for (size_t i = 0; i < TN_LENGTH(kinds); i++)
        if (tn_find_name_folded(tn_list_of(object->parent, kinds[i]), name))
            return true;
    return false;
}

static bool fix_unnamed(struct tn_model *model, const struct tn_finding *finding,
                        struct tn_error *error) {
    struct tn_object *object = tn_find_id(model, finding->object);
    if (*object->name)
        return true;
    struct tn_arena arena = {0};
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct naming_field naming = field_of(object);
    const char *own = template_of(model, naming);
    const char *usual =
        *own && strcmp(own, server_template(dialect, naming.field)) ? own : naming.usual;
    const char *name = tn_lower_name(usual, object, dialect, &arena), *first = name;
    for (unsigned number = 2; is_taken(object, name) && number < 1000; number++)
        name = tn_arena_format(&arena, "%s_%u", first, number);
    bool free_name = !is_taken(object, name);
    if (free_name)
        tn_set_text(model, object, TN_FIELD_NAME, name);
    else
        tn_fail(error, "%s is taken: name it by hand", first);
    tn_arena_free(&arena);
    return free_name;
}

static const struct tn_rule_option options[] = {
    {"when", TN_OPTION_CHOICE, "unconventional",
     "unconventional: where the project has no template for such names; always: wherever a name is "
     "left out",
     "unconventional always"},
    {0},
};

const struct tn_rule lint_constraint_unnamed = {
    .id = "constraint-unnamed",
    .group = "naming",
    .severity = TN_INFO,
    .title = "A constraint or index has no name, and the project gives it none",
    .help = "Each server makes names of its own for what has none, some with numbers that change "
            "with the order of creation: two databases of one schema then differ, and a migration "
            "that drops such a constraint finds it in one of them only. Name it, or set the "
            "project's templates, which name all of them alike.",
    .doubt = "Imported models take the names that their server gives, and a project without any "
             "template has not decided on names: both are left alone, unless when=always.",
    .example = "-- set: project name_check='' name_primary='pk_{table}'\n"
               "CREATE TABLE products (\n"
               "    id integer PRIMARY KEY,\n"
               "    price numeric(10,2) NOT NULL CHECK (price >= 0)\n"
               ");\n",
    .good = "-- set: project name_check='' name_primary='pk_{table}'\n"
            "CREATE TABLE products (\n"
            "    id integer PRIMARY KEY,\n"
            "    price numeric(10,2) NOT NULL CONSTRAINT ck_products_price CHECK (price >= 0)\n"
            ");\n",
    .options = options,
    .check = check_unnamed,
    .fix = fix_unnamed,
};
