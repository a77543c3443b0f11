/*
 * What a project does without, by its own decision.
 */
#include "lint/rules.h"

static bool is_forbidden(const struct tn_lint *lint, const char *feature) {
    struct tn_slice word = {feature, 0};
    while (feature[word.length])
        word.length++;
    return lint_lists(lint, "features", word);
}

static void forbid(struct tn_lint *lint, const void *object, const char *what) {
    lint_remedy(lint,
                lint_find(lint, object, "%s %s: this project does without %s",
                          lint_kind_title(object), lint_path(lint, object), what),
                "Do it another way, or change the list of the rule");
}

static bool cascades(const struct tn_relationship *r) {
    return r->on_delete == TN_action_cascade || r->on_update == TN_action_cascade;
}

static bool is_serial(const struct tn_attribute *attribute) {
    return attribute->identity == TN_identity_serial;
}

/* One finding an object, so the wider of two features is told. */
static void check_relationships(struct tn_lint *lint, const struct lint_table *table) {
    bool all = is_forbidden(lint, "foreign-keys"), some = is_forbidden(lint, "cascades");
    for (struct tn_relationship *r = table->entity->relationships.first; r; r = r->next)
        if (all)
            forbid(lint, r, "foreign keys");
        else if (some && cascades(r))
            forbid(lint, r, "cascades");
}

static void check_entity(struct tn_lint *lint, const struct lint_table *table) {
    struct tn_entity *entity = table->entity;
    if (*entity->partition_by && is_forbidden(lint, "partitions"))
        forbid(lint, entity, "partitions");
    else if (entity->inherits.count && is_forbidden(lint, "inheritance"))
        forbid(lint, entity, "inheritance");
    if (is_forbidden(lint, "triggers"))
        for (struct tn_trigger *t = entity->triggers.first; t; t = t->next)
            forbid(lint, t, "triggers");
}

static void check_columns(struct tn_lint *lint, const struct lint_table *table) {
    bool serial = is_forbidden(lint, "serial"), enums = is_forbidden(lint, "enums");
    LINT_EACH_COLUMN(table, column) {
        bool values = column->family == LINT_ENUMERATION && !column->attribute->named_type;
        if (serial && is_serial(column->attribute))
            forbid(lint, column->attribute, "serial");
        else if (enums && values)
            forbid(lint, column->attribute, "enumerations");
    }
}

static void check_others(struct tn_lint *lint) {
    if (is_forbidden(lint, "views"))
        TN_EACH_OF(lint->model, view, view)
    forbid(lint, view, "views");
    if (is_forbidden(lint, "routines"))
        TN_EACH_OF(lint->model, routine, routine)
    forbid(lint, routine, "routines");
    if (is_forbidden(lint, "enums"))
        TN_EACH_OF(lint->model, type, type)
    if (type->variety == TN_variety_enumeration)
        forbid(lint, type, "enumerations");
}

static void check_policy(struct tn_lint *lint) {
    if (!lint_text(lint, "features").length)
        return;
    LINT_EACH_TABLE(lint, table) {
        check_entity(lint, table);
        check_columns(lint, table);
        check_relationships(lint, table);
    }
    check_others(lint);
}

static const struct tn_rule_option policy_options[] = {
    {"features", TN_OPTION_WORDS, "",
     "What may not be used: foreign-keys triggers views routines partitions enums inheritance "
     "cascades serial",
     NULL},
    {0},
};

const struct tn_rule lint_policy_forbid = {
    .id = "policy-forbid",
    .group = "portability",
    .severity = TN_INFO,
    .off = true,
    .title = "The schema uses something that this project does without",
    .help = "Some houses keep logic out of the database, or want schemas that any server takes: no "
            "triggers, no routines, no enumerations, no cascades. The option features lists what "
            "may not be used: foreign-keys, triggers, views, routines, partitions, enums, "
            "inheritance, cascades, serial. Nothing is forbidden by default, and the rule is off.",
    .doubt = "It reports what the list says; correct that.",
    .example = "-- rule: policy-forbid features=views\n"
               "CREATE TABLE users (id integer PRIMARY KEY, name text);\n"
               "CREATE VIEW names AS SELECT name FROM users;\n",
    .good = "-- rule: policy-forbid features=views\n"
            "CREATE TABLE users (id integer PRIMARY KEY, name text);\n",
    .options = policy_options,
    .check = check_policy,
};
