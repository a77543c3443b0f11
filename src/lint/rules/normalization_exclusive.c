/*
 * The fix of nf-polymorphic: a foreign key a table in place of the pair. All pairs of the table are
 * looked at before anything is changed.
 */
#include "lint/rules/normalization_exclusive.h"
#include "lint/expression.h"
#include "lint/fix.h"

#include <string.h>

enum { MOST_PAIRS = 8 };

/* ------------------------------------------------------------------ the tables that are meant */

/* The name without the word that both tables begin with: wp_posts beside wp_comments. */
static const char *without_prefix(const char *name, const char *beside) {
    struct tn_slice word = lint_first_word(name);
    size_t length = (size_t)(word.at - name) + word.length;
    length += strspn(name + length, "_");
    return strncmp(name, beside, length) == 0 ? name + length : "";
}

/* 'Post', 'posts', 'App\\Models\\Post': posts. */
static struct tn_entity *named_by(const struct tn_entity *entity, const char *value,
                                  struct tn_arena *arena) {
    const struct tn_list *siblings = tn_list_of(entity->parent, TN_entity);
    const char *last = value;
    struct tn_entity *second = NULL;
    for (const char *c = value; *c; c++)
        if (strchr("\\:./", *c))
            last = c + 1;
    for (struct tn_entity *other = siblings->first; other; other = other->next) {
        const char *rest = without_prefix(other->name, entity->name);
        if (lint_same_letters(tn_singular(other->name, arena), last) ||
            lint_same_letters(other->name, last))
            return other;
        if (!second && *rest &&
            (lint_same_letters(tn_singular(rest, arena), last) || lint_same_letters(rest, last)))
            second = other;
    }
    return second;
}

static bool has_target(const struct lint_exclusive *plan, const struct tn_entity *target) {
    for (size_t i = 0; i < plan->count; i++)
        if (plan->targets[i] == target)
            return true;
    return false;
}

static bool add_target(struct lint_exclusive *plan, const char *value, struct tn_arena *arena,
                       struct tn_error *error) {
    struct tn_entity *target = named_by(tn_entity_of(plan->sort), value, arena);
    if (!target)
        return tn_fail(error,
                       "there is no table that %s names: add it, or take %s out of what %s "
                       "can be",
                       value, value, plan->sort->name);
    const struct tn_key *key = tn_primary_key(target);
    if (!key)
        return tn_fail(error, "%s has no primary key to refer to: give it one first", target->name);
    if (key->attributes.count != 1)
        return tn_fail(error,
                       "the primary key of %s has several columns, of which %s holds one: "
                       "say how they refer to it",
                       target->name, plan->id->name);
    if (!has_target(plan, target))
        plan->targets[plan->count++] = target;
    return true;
}

static bool find_targets(struct lint_exclusive *plan, struct tn_lint *lint,
                         struct lint_table *table, const struct tn_finding *finding,
                         struct tn_error *error) {
    struct lint_value_list values;
    if (!lint_declared_values(lint, table, plan->pair.sort, &values) &&
        !lint_noted_values(finding, &lint->arena, &values))
        return tn_fail(error,
                       "no check says which tables %s can name: add one, or list them in "
                       "its comment, as \"one of: post, photo\"",
                       plan->sort->name);
    for (size_t i = 0; i < values.count; i++)
        if (!add_target(plan, values.items[i], &lint->arena, error))
            return false;
    bool checked = plan->count < 2 || tn_dialect_of(lint->model)->can.checks;
    return checked || tn_fail(error,
                              "%s reads checks and does not heed them: nothing would hold "
                              "that just one is set",
                              tn_dialect_of(lint->model)->title);
}

/* ------------------------------------------------------------------ what stands in the way */

static bool is_of_pair(const struct lint_exclusive *plan, const void *attribute) {
    return attribute == plan->sort || attribute == plan->id;
}

/* It goes with them. */
static bool is_about_pair_alone(struct tn_lint *lint, struct lint_table *table,
                                const struct lint_exclusive *plan, const struct tn_check *check) {
    bool any = false;
    LINT_EACH_COLUMN(table, column)
    if (lint_names_column(lint, check->expression, column)) {
        if (!is_of_pair(plan, column->attribute))
            return false;
        any = true;
    }
    return any;
}

static size_t parts_of(const struct lint_exclusive *plan, struct tn_refs attributes) {
    return (size_t)tn_refs_have(attributes, plan->sort) +
           (size_t)tn_refs_have(attributes, plan->id);
}

static bool key_may_change(const struct tn_model *model, const struct lint_exclusive *plan,
                           const struct tn_key *key, struct tn_error *error) {
    size_t parts = parts_of(plan, key->attributes);
    bool plain = !key->include.count && !key->nulls_not_distinct && !*key->options &&
                 key->deferral == TN_deferral_none && !key->apart;
    if (!parts)
        return true;
    if (key->primary)
        return tn_fail(error,
                       "%s is part of the primary key, and what may be null cannot be: "
                       "decide on another key first",
                       plan->id->name);
    if (parts == 1)
        return tn_fail(error,
                       "%s is part of a key without %s: decide which keys the foreign keys "
                       "are to be part of",
                       tn_refs_have(key->attributes, plan->id) ? plan->id->name : plan->sort->name,
                       tn_refs_have(key->attributes, plan->id) ? plan->sort->name : plan->id->name);
    if (!plain || (key->attributes.count > 2 && !tn_dialect_of(model)->can.partial_index))
        return tn_fail(error,
                       "%s and %s are part of a key: decide on the keys of the rows for "
                       "each table",
                       plan->sort->name, plan->id->name);
    return true;
}

static bool index_may_change(const struct tn_model *model, const struct lint_exclusive *plan,
                             const struct tn_index *index, struct tn_error *error) {
    size_t parts = 0;
    const struct tn_dialect *dialect = tn_dialect_of(model);
    for (struct tn_index_part *p = index->parts.first; p; p = p->next) {
        parts += is_of_pair(plan, p->attribute);
        if (tn_sql_mentions(dialect, p->expression, plan->sort->name) ||
            tn_sql_mentions(dialect, p->expression, plan->id->name))
            parts += 3;
    }
    bool odd = parts > 2 || parts_of(plan, index->include) ||
               tn_sql_mentions(dialect, index->predicate, plan->sort->name) ||
               tn_sql_mentions(dialect, index->predicate, plan->id->name);
    bool held = index->unique && parts &&
                (parts < 2 || *index->predicate || index->nulls_not_distinct ||
                 (index->parts.count > 2 && !dialect->can.partial_index));
    if (odd || held)
        return tn_fail(error,
                       "index %s is about %s and %s in a way of its own: decide what becomes "
                       "of it, and drop it first",
                       index->name, plan->sort->name, plan->id->name);
    return true;
}

static bool check_may_go(struct tn_lint *lint, struct lint_table *table,
                         const struct lint_exclusive *plan, const struct tn_check *check,
                         struct tn_error *error) {
    bool sort = lint_names_column(lint, check->expression, plan->pair.sort),
         id = lint_names_column(lint, check->expression, plan->pair.id);
    return (!sort && !id) || is_about_pair_alone(lint, table, plan, check) ||
           tn_fail(error,
                   "the check (%s) is about other columns, too: say what it is to be without "
                   "%s, first",
                   check->expression, sort ? plan->sort->name : plan->id->name);
}

static bool may_go(struct tn_lint *lint, struct lint_table *table,
                   const struct lint_exclusive *plan, struct tn_error *error) {
    const struct tn_entity *entity = table->entity;
    const struct tn_model *model = lint->model;
    const struct tn_dialect *dialect = tn_dialect_of(model);
    bool good = true;
    for (struct tn_key *key = entity->keys.first; key && good; key = key->next)
        good = key_may_change(model, plan, key, error);
    for (struct tn_index *index = entity->indexes.first; index && good; index = index->next)
        good = index_may_change(model, plan, index, error);
    for (struct tn_check *check = entity->checks.first; check && good; check = check->next)
        good = check_may_go(lint, table, plan, check, error);
    for (struct tn_attribute *a = entity->attributes.first; a && good; a = a->next)
        if (tn_sql_mentions(dialect, a->generated, plan->sort->name) ||
            tn_sql_mentions(dialect, a->generated, plan->id->name))
            good = tn_fail(error, "%s is computed from it: say what it is to be without, first",
                           a->name);
    return good && lint_nothing_mentions(model, &plan->sort->object, error) &&
           lint_nothing_mentions(model, &plan->id->object, error);
}

static bool make_plan(struct lint_exclusive *plan, struct tn_lint *lint, struct lint_table *table,
                      const struct tn_finding *finding, struct tn_error *error) {
    plan->sort = plan->pair.sort->attribute;
    plan->id = plan->pair.id->attribute;
    plan->may_be_none = plan->sort->nullable || plan->id->nullable;
    return find_targets(plan, lint, table, finding, error) && may_go(lint, table, plan, error);
}

/* ------------------------------------------------------------------ the fix */

static size_t make_plans(struct tn_lint *lint, struct lint_table *table,
                         const struct tn_finding *finding, struct lint_exclusive *plans,
                         struct tn_error *error) {
    struct lint_polymorph pair = {0};
    size_t count = 0;
    while (count < MOST_PAIRS && lint_next_polymorph(lint, table, &pair)) {
        plans[count].pair = pair;
        if (!make_plan(&plans[count++], lint, table, finding, error))
            return 0;
    }
    return count;
}

static void drop_checks(struct tn_model *model, struct tn_lint *lint, struct lint_table *table,
                        const struct lint_exclusive *plan) {
    for (struct tn_check *check = table->entity->checks.first, *next; check; check = next) {
        next = check->next;
        if (is_about_pair_alone(lint, table, plan, check))
            tn_design_delete(model, check);
    }
}

bool lint_fix_polymorphic(struct tn_model *model, const struct tn_finding *finding,
                          struct tn_error *error) {
    struct tn_lint lint = {0};
    struct lint_exclusive plans[MOST_PAIRS] = {0};
    struct tn_entity *entity = (void *)tn_find_id(model, finding->object);
    struct lint_table *table = lint_open_for(&lint, model, entity);
    TN_EACH_OF(model, entity, other)
    tn_text_map_put(&lint.by_name, other->name, other);
    size_t count = make_plans(&lint, table, finding, plans, error);
    bool fixed = count > 0 || !error->message;
    for (size_t i = 0; i < count && fixed; i++) {
        drop_checks(model, &lint, table, &plans[i]);
        fixed = lint_carry_out(model, &plans[i], error);
    }
    lint_close(&lint);
    return fixed;
}
