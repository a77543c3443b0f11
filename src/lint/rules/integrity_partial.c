/*
 * fk-partial-null: references that may be half filled.
 */
#include "lint/expression.h"
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

static bool may_be_null(const struct tn_attribute *attribute) {
    return attribute->nullable && !tn_is_primary(attribute) &&
           !(attribute->named_type && !attribute->named_type->nullable);
}

static size_t nullable_count(const struct tn_relationship *r) {
    size_t count = 0;
    for (size_t i = 0; i < r->attributes.count; i++)
        count += may_be_null((void *)r->attributes.items[i]);
    return count;
}

/* ------------------------------------------------------------------ checks that see to it */

/* Does the check ask whether the column is null? */
static bool asks_for_null(const struct lint_expression *e, const struct tn_attribute *attribute) {
    for (size_t i = 0; i < e->count; i++) {
        bool named = e->roles[i] == LINT_COLUMN &&
                     token_is_named(&e->tokens[i], e->dialect->id, attribute->name);
        const struct token *next = &e->tokens[i + 1];
        if (named && (token_is_word(next, "is") || token_is_word(next, "isnull") ||
                      token_is_word(next, "notnull")))
            return true;
        if (named && i >= 2 && e->roles[i - 2] == LINT_CALL) /* num_nulls(a, b), coalesce(a, b) */
            return true;
    }
    return false;
}

static bool sees_to_it(const struct tn_dialect *dialect, const struct tn_check *check,
                       const struct tn_relationship *r, struct tn_arena *arena) {
    struct lint_expression e = lint_expression_read(dialect, tn_slice_of(check->expression), arena);
    size_t asked = 0;
    bool counts =
        lint_call_of(&e, "num_nulls") < e.count || lint_call_of(&e, "num_nonnulls") < e.count;
    for (size_t i = 0; i < r->attributes.count; i++) {
        const struct tn_attribute *a = (void *)r->attributes.items[i];
        bool named = counts && tn_sql_mentions(dialect, check->expression, a->name);
        asked += may_be_null(a) && (named || asks_for_null(&e, a));
    }
    return asked == nullable_count(r);
}

static bool is_checked(const struct tn_dialect *dialect, const struct tn_relationship *r,
                       struct tn_arena *arena) {
    const struct tn_entity *entity = tn_entity_of(r);
    for (struct tn_check *check = entity->checks.first; check; check = check->next)
        if (sees_to_it(dialect, check, r, arena))
            return true;
    return false;
}

/* ------------------------------------------------------------------ what is half filled */

enum half { WHOLE, MIXED /* some are never null */, HALF };

/* A column that is never null and means something by itself, such as a tenant's, is no half. */
static bool stands_alone(const struct tn_relationship *r, const struct tn_attribute *attribute) {
    const struct tn_entity *entity = tn_entity_of(r);
    if (tn_is_primary(attribute))
        return true;
    for (struct tn_relationship *other = entity->relationships.first; other; other = other->next)
        if (other != r && tn_refs_have(other->attributes, attribute))
            return true;
    for (struct tn_key *key = entity->keys.first; key; key = key->next)
        if (tn_refs_have(key->attributes, attribute))
            return true;
    return false;
}

/* MATCH FULL: only PostgreSQL heeds it. */
static bool matches_full(const struct tn_dialect *dialect, const struct tn_relationship *r) {
    return r->match == TN_match_full && dialect->id == TN_POSTGRESQL;
}

static enum half half_of(const struct tn_dialect *dialect, const struct tn_relationship *r) {
    size_t nullable = nullable_count(r);
    if (r->attributes.count < 2 || !nullable)
        return WHOLE;
    if (nullable > 1)
        return matches_full(dialect, r) ? WHOLE : HALF;
    if (matches_full(dialect, r))
        return WHOLE;
    for (size_t i = 0; i < r->attributes.count; i++) {
        const struct tn_attribute *a = (void *)r->attributes.items[i];
        if (!may_be_null(a) && stands_alone(r, a))
            return WHOLE;
    }
    return MIXED;
}

static void check_partial(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    for (struct tn_relationship *r = table->entity->relationships.first; r; r = r->next) {
        enum half half = half_of(lint->dialect, r);
        if (half == WHOLE || tn_is_many_to_many(r) || is_checked(lint->dialect, r, &lint->arena))
            continue;
        struct tn_finding *found =
            lint_find(lint, r, "%s (%s) may be null in part: then nothing is checked",
                      table->entity->name, lint_names(lint, r->attributes));
        if (half == MIXED)
            lint_soften(found, TN_INFO);
        lint_remedy(lint, found,
                    half == MIXED ? "Make all of its columns not null"
                                  : "Use MATCH FULL, or a check that all or none of them are null");
    }
}

/* ------------------------------------------------------------------ the fix */

static bool heeds_match(const struct tn_model *model, const struct tn_relationship *r) {
    return tn_dialect_of(model)->id == TN_POSTGRESQL && nullable_count(r) == r->attributes.count;
}

/* (a IS NULL) = (b IS NULL) AND (a IS NULL) = (c IS NULL) */
static void put_all_or_none(const struct tn_dialect *dialect, const struct tn_relationship *r,
                            struct tn_buffer *out) {
    const struct tn_attribute *first = NULL;
    for (size_t i = 0; i < r->attributes.count; i++) {
        const struct tn_attribute *a = (void *)r->attributes.items[i];
        if (!may_be_null(a))
            continue;
        if (first) {
            tn_put(out, out->length ? " AND (" : "(");
            tn_sql_put_name(out, dialect, first->name);
            tn_put(out, " IS NULL) = (");
            tn_sql_put_name(out, dialect, a->name);
            tn_put(out, " IS NULL)");
        }
        first = first ? first : a;
    }
}

/* MySQL has no checks on columns that a foreign key sets. */
static bool sets_columns(const struct tn_relationship *r) {
    return r->on_delete == TN_action_set_null || r->on_delete == TN_action_set_default ||
           r->on_update == TN_action_cascade || r->on_update == TN_action_set_null ||
           r->on_update == TN_action_set_default;
}

static bool is_checked_by_now(const struct tn_dialect *dialect, const struct tn_relationship *r) {
    struct tn_arena arena = {0};
    bool checked = is_checked(dialect, r, &arena);
    tn_arena_free(&arena);
    return checked;
}

static bool fix_partial(struct tn_model *model, const struct tn_finding *finding,
                        struct tn_error *error) {
    struct tn_relationship *r = (void *)tn_find_id(model, finding->object);
    const struct tn_dialect *dialect = tn_dialect_of(model);
    enum half half = half_of(dialect, r);
    if (half == MIXED)
        return tn_fail(error, "one column alone may be null: decide by hand whether the reference "
                              "is optional");
    if (half == WHOLE || is_checked_by_now(dialect, r))
        return true;
    if (heeds_match(model, r)) {
        tn_set_number(model, r, TN_relationship_match, TN_match_full);
        return true;
    }
    if (!dialect->can.checks || (dialect->id == TN_MYSQL && sets_columns(r)))
        return tn_fail(error, "%s takes no check on the columns of this foreign key",
                       dialect->title);
    struct tn_buffer expression = {0};
    put_all_or_none(dialect, r, &expression);
    struct tn_check *check = tn_design_add(model, TN_check, tn_entity_of(r), "");
    tn_set_text(model, check, TN_check_expression, expression.at);
    tn_buffer_free(&expression);
    return true;
}

const struct tn_rule lint_fk_partial_null = {
    .id = "fk-partial-null",
    .group = "integrity",
    .severity = TN_WARNING,
    .title = "A foreign key over several columns may be null in part",
    .help = "A foreign key of several columns is not checked where one of them is null, so a half "
            "filled reference to nothing gets through. Allow all or none of the columns to be "
            "null: by MATCH FULL in PostgreSQL, by a check elsewhere; or make them all NOT NULL.",
    .doubt = "Where only one of the columns may be null and the others mean something by "
             "themselves (they are in a key or in another foreign key, as a tenant's number is), "
             "the reference is simply optional and not reported.",
    .example = "CREATE TABLE rooms (building integer, number integer,\n"
               "    PRIMARY KEY (building, number));\n"
               "CREATE TABLE lessons (\n"
               "    id integer PRIMARY KEY,\n"
               "    building integer,\n"
               "    room integer,\n"
               "    FOREIGN KEY (building, room) REFERENCES rooms (building, number)\n"
               ");\n"
               "CREATE INDEX ON lessons (building, room);\n",
    .good = "CREATE TABLE rooms (building integer, number integer,\n"
            "    PRIMARY KEY (building, number));\n"
            "CREATE TABLE lessons (\n"
            "    id integer PRIMARY KEY,\n"
            "    building integer,\n"
            "    room integer,\n"
            "    FOREIGN KEY (building, room) REFERENCES rooms (building, number) MATCH FULL\n"
            ");\n"
            "CREATE INDEX ON lessons (building, room);\n",
    .check = check_partial,
    .fix = fix_partial,
};
