/*
 * Rules on what a foreign key does when its parent goes or changes.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ fk-set-default-no-default */

/* SET DEFAULT may name the columns it sets. */
static bool sets_default(const struct tn_relationship *r, const struct tn_attribute *attribute) {
    if (r->on_update == TN_action_set_default)
        return true;
    bool listed = tn_starts_with(r->options, "SET DEFAULT");
    if (r->on_delete != TN_action_set_default && !listed)
        return false;
    return !listed || tn_sql_mentions(tn_dialects[TN_POSTGRESQL], r->options, attribute->name);
}

static bool has_default(const struct tn_attribute *attribute) {
    const struct tn_type *type = attribute->named_type;
    return *attribute->default_value || attribute->identity != TN_identity_none ||
           (type && *type->default_value);
}

static const struct tn_attribute *without_default(const struct tn_relationship *r) {
    const struct tn_attribute *first = NULL;
    for (size_t i = 0; i < r->attributes.count; i++) {
        const struct tn_attribute *a = (void *)r->attributes.items[i];
        if (!sets_default(r, a) || has_default(a))
            continue;
        if (!a->nullable) /* worse than one that becomes null */
            return a;
        first = first ? first : a;
    }
    return first;
}

static void find_in_innodb(struct tn_lint *lint, const struct tn_relationship *r) {
    struct tn_finding *found =
        lint_find(lint, r, "%s (%s) is to be SET DEFAULT, which InnoDB does not do",
                  tn_entity_of(r)->name, lint_names(lint, r->attributes));
    lint_remedy(lint, found, "Use RESTRICT, CASCADE or SET NULL");
}

static bool uses_default(const struct tn_relationship *r) {
    return r->on_delete == TN_action_set_default || r->on_update == TN_action_set_default ||
           tn_starts_with(r->options, "SET DEFAULT");
}

static void check_set_default(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    for (struct tn_relationship *r = table->entity->relationships.first; r; r = r->next) {
        if (!uses_default(r))
            continue;
        if (lint_is_mysql(lint->dialect)) {
            find_in_innodb(lint, r);
            continue;
        }
        const struct tn_attribute *attribute = without_default(r);
        if (!attribute)
            continue;
        struct tn_finding *found = lint_find(
            lint, r, "%s.%s is to be SET DEFAULT, but has no default%s", table->entity->name,
            attribute->name, attribute->nullable ? ": it becomes null" : " and cannot be null");
        if (attribute->nullable)
            lint_soften(found, TN_WARNING);
        lint_remedy(lint, found,
                    attribute->nullable ? "Give %s a default, or say SET NULL"
                                        : "Give %s the default of a row that is there, or use "
                                          "RESTRICT or CASCADE",
                    attribute->name);
    }
}

const struct tn_rule lint_fk_set_default_no_default = {
    .id = "fk-set-default-no-default",
    .group = "integrity",
    .severity = TN_ERROR,
    .title = "A foreign key sets a default that its column does not have",
    .help = "SET DEFAULT puts the column's default in place of a parent that goes. Without one "
            "that is null, so the delete fails where the column cannot be null, and acts like SET "
            "NULL where it can (a warning here). InnoDB does not do SET DEFAULT at all. Give the "
            "column a default that is a parent's key, or choose another action.",
    .doubt = NULL,
    .example = "CREATE TABLE users (id integer PRIMARY KEY);\n"
               "CREATE TABLE posts (\n"
               "    id integer PRIMARY KEY,\n"
               "    author_id integer NOT NULL REFERENCES users (id) ON DELETE SET DEFAULT\n"
               ");\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY);\n"
            "CREATE TABLE posts (\n"
            "    id integer PRIMARY KEY,\n"
            "    author_id integer NOT NULL DEFAULT 0 REFERENCES users (id) ON DELETE SET DEFAULT\n"
            ");\n",
    .check = check_set_default,
};

/* ------------------------------------------------------------------ fk-action-explicit */

/* Is NO ACTION, which is what nothing means, written out? Only MySQL's catalogue tells. */
static bool says_no_action(const struct tn_relationship *r, const char *event) {
    const char *at = strstr(r->options, event);
    return at && tn_starts_with(at + strlen(event), " NO ACTION");
}

static const char *wish(const struct tn_lint *lint, const char *option, char action[20]) {
    struct tn_slice text = lint_text(lint, option);
    size_t length = text.length < 19 ? text.length : 19;
    memcpy(action, text.at, length);
    action[length] = 0;
    for (char *c = action; *c; c++)
        *c = *c == '-' ? ' ' : *c;
    return action;
}

static const struct tn_enumeration *actions(void) {
    return tn_field_find(TN_relationship, "on_delete")->enumeration;
}

/* Does the foreign key act as the option wants it? */
static bool acts_as(const struct tn_lint *lint, const char *option, enum tn_action action,
                    bool written) {
    char wanted[20];
    wish(lint, option, wanted);
    if (strcmp(wanted, "any") == 0)
        return true;
    if (strcmp(wanted, "stated") == 0)
        return action != TN_action_no_action || written;
    return strcmp(wanted, actions()->literals[action]) == 0;
}

static void check_explicit(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    for (struct tn_relationship *r = table->entity->relationships.first; r; r = r->next) {
        bool deleted = acts_as(lint, "delete", r->on_delete,
                               says_no_action(r, "ON DELETE") || *r->options == 'S');
        bool updated = acts_as(lint, "update", r->on_update, says_no_action(r, "ON UPDATE"));
        if (tn_is_many_to_many(r) || (deleted && updated))
            continue;
        char wanted[20];
        const char *event = deleted ? "UPDATE" : "DELETE";
        wish(lint, deleted ? "update" : "delete", wanted);
        bool stated = strcmp(wanted, "stated") == 0;
        struct tn_finding *found = lint_find(
            lint, r, stated ? "%s (%s) does not say what happens ON %s" : "%s (%s) says ON %s %s",
            table->entity->name, lint_names(lint, r->attributes), event,
            actions()->literals[deleted ? r->on_update : r->on_delete]);
        lint_remedy(lint, found, "Say ON %s %s", event,
                    stated ? "RESTRICT, or what is meant" : wanted);
    }
}

/* The action that the option asks for, of a model. */
static enum tn_action wanted_action(const struct tn_model *model, const char *option,
                                    enum tn_action now, bool written) {
    struct tn_slice value = tn_rule_option(model, &lint_fk_action_explicit, option);
    char wanted[20] = "";
    for (size_t i = 0; i < value.length && i < sizeof wanted - 1; i++)
        wanted[i] = value.at[i] == '-' ? ' ' : value.at[i];
    if (strcmp(wanted, "any") == 0)
        return now;
    if (strcmp(wanted, "stated") == 0)
        return now == TN_action_no_action && !written ? TN_action_restrict : now;
    int found = tn_literal_find(actions(), wanted);
    return found < 0 ? now : (enum tn_action)found;
}

static bool can_act(const struct tn_relationship *r, enum tn_action action,
                    struct tn_error *error) {
    for (size_t i = 0; i < r->attributes.count; i++) {
        const struct tn_attribute *a = (void *)r->attributes.items[i];
        if (action == TN_action_set_null && (!a->nullable || tn_is_primary(a)))
            return tn_fail(error, "%s cannot be set null", a->name);
        if (action == TN_action_set_default && !has_default(a))
            return tn_fail(error, "%s has no default", a->name);
    }
    return true;
}

static bool fix_explicit(struct tn_model *model, const struct tn_finding *finding,
                         struct tn_error *error) {
    struct tn_relationship *r = (void *)tn_find_id(model, finding->object);
    bool listed = *r->options == 'S';
    enum tn_action on_delete =
        wanted_action(model, "delete", r->on_delete, says_no_action(r, "ON DELETE") || listed);
    enum tn_action on_update =
        wanted_action(model, "update", r->on_update, says_no_action(r, "ON UPDATE"));
    bool waits = r->deferral != TN_deferral_none;
    if (waits && (on_delete == TN_action_restrict || on_update == TN_action_restrict))
        return tn_fail(error, "RESTRICT does not wait for the end of the transaction, as this "
                              "foreign key does: say by hand what is meant");
    if (!can_act(r, on_delete, error) || !can_act(r, on_update, error))
        return false;
    tn_set_number(model, r, TN_relationship_on_delete, on_delete);
    tn_set_number(model, r, TN_relationship_on_update, on_update);
    if (strstr(r->options, "NO ACTION"))
        tn_set_text(model, r, TN_relationship_options, "");
    return true;
}

static const struct tn_rule_option explicit_options[] = {
    {"delete", TN_OPTION_CHOICE, "stated",
     "What ON DELETE must say: stated is anything but nothing, any is all the same",
     "stated any restrict no-action cascade set-null set-default"},
    {"update", TN_OPTION_CHOICE, "any", "What ON UPDATE must say",
     "stated any restrict no-action cascade set-null set-default"},
    {0},
};

const struct tn_rule lint_fk_action_explicit = {
    .id = "fk-action-explicit",
    .group = "integrity",
    .severity = TN_INFO,
    .off = true,
    .title = "A foreign key leaves open what happens to its rows",
    .help = "Without ON DELETE a parent that is referred to cannot be deleted. That is a decision, "
            "and one that a reader should see: say RESTRICT where it is meant, CASCADE where the "
            "rows belong to their parent, SET NULL where the reference is optional. The options "
            "ask for one action everywhere instead.",
    .doubt = "NO ACTION written out cannot be told from nothing, but in MySQL and MariaDB: there "
             "it counts as stated. Where NO ACTION is what you want, set delete=no-action.",
    .options = explicit_options,
    .example = "CREATE TABLE users (id integer PRIMARY KEY);\n"
               "CREATE TABLE posts (\n"
               "    id integer PRIMARY KEY,\n"
               "    author_id integer NOT NULL REFERENCES users (id)\n"
               ");\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY);\n"
            "CREATE TABLE posts (\n"
            "    id integer PRIMARY KEY,\n"
            "    author_id integer NOT NULL REFERENCES users (id) ON DELETE RESTRICT\n"
            ");\n",
    .check = check_explicit,
    .fix = fix_explicit,
};
