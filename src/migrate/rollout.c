/*
 * The models in between, from one to the next, and the plans that lead there.
 */
#include "migrate/rollout.h"
#include "tenon/design.h"

#include <stdlib.h>
#include <string.h>

const struct tn_rollout_options tn_rollout_usual = {
    .batch = 1000, .pause = 50, .lock_timeout = 500};

const struct tn_rollout_part_info tn_rollout_parts[TN_ROLLOUT_PARTS] = {
    {"expand", "adds what the running application does not notice"},
    {"migrate", "fills columns and swaps types; when it is done, deploy the new application"},
    {"contract", "tightens and drops; to be run when the old application is gone"},
};

/* ------------------------------------------------------------------ applying changes */

static struct tn_object *same_in(void *model, const struct tn_object *object) {
    return tn_find_id(model, object->id);
}

static union tn_value value_in(struct tn_model *model, const struct tn_field *field,
                               union tn_value value) {
    return tn_value_in(model, field, value, same_in, model);
}

typedef void visitor(struct tn_model *model, struct tn_object *object);

static void walk(struct tn_model *model, struct tn_object *object, visitor *visit) {
    const struct tn_kind_info *info = tn_kind_of(object);
    visit(model, object);
    for (size_t i = 0; i < info->list_count; i++) {
        struct tn_list *list = tn_list_of(object, info->lists[i].kind);
        for (struct tn_object *child = list->first; child; child = child->next)
            walk(model, child, visit);
    }
}

static void insert(struct tn_model *model, struct tn_object *object) {
    struct tn_object *parent = tn_find_id(model, object->parent->id);
    if (parent)
        tn_insert_with_id(model, object->kind, parent, object->id);
}

static void set_fields(struct tn_model *model, struct tn_object *object) {
    struct tn_object *twin = tn_find_id(model, object->id);
    const struct tn_kind_info *info = tn_kind_of(object);
    for (unsigned i = TN_FIELD_NAME; i < info->field_count && twin; i++)
        tn_set(model, twin, i,
               value_in(model, &info->fields[i], tn_value_get(object, &info->fields[i])));
}

static bool is_new_shadow(const struct making *making, const struct tn_change *change) {
    return change->type == TN_CHANGED && change->before->kind == TN_attribute &&
           shadow_serves(making, change);
}

/* NOT NULL, where the rows that are there have no value yet. */
static void loosen(struct making *making, const struct tn_object *added) {
    const struct tn_attribute *after = (const void *)added;
    if (added->kind != TN_attribute || after->nullable || *after->generated ||
        after->identity != TN_identity_none)
        return;
    if (!*after->default_value || default_is_volatile(after))
        tn_set_number(making->state, tn_find_id(making->state, after->id), TN_attribute_nullable,
                      true);
}

static void change_field(struct making *making, const struct tn_change *change) {
    struct tn_object *object = standing_for(making, change->before->id);
    const struct tn_field *field = change->field;
    unsigned number = (unsigned)rollout_field(change);
    if (!object)
        return;
    if (number == TN_FIELD_NAME)
        tn_sql_rename(making->state, object, change->after->name, NULL);
    else if (number == TN_FIELD_PARENT)
        tn_set_ref(making->state, object, number,
                   tn_find_id(making->state, change->after->parent->id));
    else if (number != TN_FIELD_RANK)
        tn_set(making->state, object, number,
               value_in(making->state, field, tn_value_get(change->after, field)));
}

typedef void change_visitor(struct making *making, const struct tn_change *change);

static void each_change(struct making *making, enum tn_rollout_part part, enum tn_change_type type,
                        change_visitor *visit) {
    for (size_t i = 0; i < making->diff->changes.count; i++) {
        const struct tn_change *change = &making->diff->changes.items[i];
        if (change->type == type && rollout_part_of(making, change) == part &&
            !is_new_shadow(making, change))
            visit(making, change);
    }
}

static void add_blank(struct making *making, const struct tn_change *change) {
    walk(making->state, change->after, insert);
}

static void add_fields(struct making *making, const struct tn_change *change) {
    walk(making->state, change->after, set_fields);
    loosen(making, change->after);
}

void goes(struct making *making, uint64_t id) {
    struct tn_object *object = id ? tn_find_id(making->state, id) : NULL;
    if (object)
        TN_PUSH(&making->going, object);
}

void let_go(struct making *making) {
    if (making->going.count)
        tn_design_delete_all(making->state,
                             (struct tn_refs){making->going.items, making->going.count});
    making->going.count = 0;
}

static void take_away(struct making *making, const struct tn_change *change) {
    goes(making, change->before->id);
}

static void apply_part(struct making *making, enum tn_rollout_part part) {
    each_change(making, part, TN_ADDED, add_blank);
    each_change(making, part, TN_CHANGED, change_field);
    each_change(making, part, TN_ADDED, add_fields);
    each_change(making, part, TN_REMOVED, take_away);
    let_go(making);
}

/* ------------------------------------------------------------------ the old name of a table */

static void put_column_list(const struct making *making, const struct tn_entity *entity,
                            struct tn_buffer *out) {
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        tn_put(out, a->prev ? ", " : "");
        tn_sql_put_name(out, making->dialect, a->name);
    }
}

/* A view that can be written through: applications go on by it. */
static void keep_old_name(struct making *making, const struct tn_change *change) {
    struct tn_entity *entity = (void *)tn_find_id(making->state, change->before->id);
    struct tn_object *parent = entity->parent;
    struct tn_view *view = tn_design_add(making->state, TN_view, parent, change->before->name);
    struct tn_buffer query = {0};
    tn_put(&query, "SELECT ");
    put_column_list(making, (const struct tn_entity *)change->before, &query);
    tn_put(&query, " FROM ");
    tn_sql_put_path(&query, making->dialect, entity);
    tn_set_text(making->state, view, TN_view_query, query.at);
    TN_PUSH(&making->old_names, view->id);
    tn_buffer_free(&query);
}

static void keep_old_names(struct making *making) {
    for (size_t i = 0; i < making->renamed.count; i++)
        keep_old_name(making, making->renamed.items[i]);
}

static void add_grant(struct making *making, const struct tn_grant *grant, const char *name,
                      bool down) {
    struct tn_plan *part = making->rollout->parts[down ? TN_CONTRACT : TN_EXPAND];
    struct step step = {0};
    tn_put_format(&step.title, "grant the same under the old name %s", name);
    tn_put(down ? &step.down : &step.up, grant->definition);
    put_end(down ? &step.down : &step.up);
    insert_step(part, down ? 0 : part->steps.count, &step);
}

/* The rights on a table go with it under its new name; the view needs them too, whenever it is
 * made: at the end of expand, and at the end of the way back of contract. */
static void grant_old_name(struct making *making, const struct tn_object *table, bool down) {
    TN_EACH_OF(making->before, grant, grant)
    if (tn_sql_mentions(making->dialect, grant->definition, table->name))
        add_grant(making, grant, table->name, down);
}

static void grant_old_names(struct making *making, bool down) {
    for (size_t i = 0; i < making->renamed.count; i++)
        grant_old_name(making, making->renamed.items[i]->before, down);
}

/* ------------------------------------------------------------------ from state to state */

static void begin_state(struct making *making) {
    bool first = !making->state;
    making->state = tn_model_copy(first ? making->before : making->state);
    if (first) /* ids apart from those that `after` gave */
        making->state->seed = tn_mix(making->state->seed + 1);
    tn_group_begin(making->state, "rollout");
}

static void string(struct tn_plan *part, const struct tn_plan *plan) {
    for (size_t i = 0; i < plan->steps.count; i++)
        TN_PUSH(&part->steps, plan->steps.items[i]);
    for (size_t i = 0; i < plan->findings.count; i++) {
        const struct tn_finding *from = &plan->findings.items[i];
        struct tn_finding *to =
            tn_finding_add(&part->findings, from->severity, from->rule, NULL, "%s", from->message);
        to->object = from->object;
        to->path = tn_arena_format(&part->findings.arena, "%s", from->path);
        if (from->remedy)
            tn_finding_remedy(&part->findings, to, "%s", from->remedy);
    }
}

static void plan_on(struct making *making, enum tn_rollout_part part, const struct tn_model *from,
                    const struct tn_model *to, const struct tn_diff_options *options) {
    struct tn_plan *plan = plan_make(from, to, making->dialect, options, &making->online);
    TN_PUSH(&making->rollout->owned, plan);
    string(making->rollout->parts[part], plan);
}

static void end_state(struct making *making, enum tn_rollout_part part,
                      const struct tn_model *from) {
    tn_group_end(making->state, NULL);
    TN_PUSH(&making->rollout->states, making->state);
    plan_on(making, part, from, making->state, NULL);
}

static void add_shadows(struct making *making) {
    for (size_t i = 0; i < making->diff->changes.count; i++)
        if (is_new_shadow(making, &making->diff->changes.items[i]))
            shadow_add(making, &making->diff->changes.items[i]);
}

static void expand(struct making *making) {
    begin_state(making);
    apply_part(making, TN_EXPAND);
    values_come(making);
    add_shadows(making);
    keep_old_names(making);
    end_state(making, TN_EXPAND, making->before);
    grant_old_names(making, false);
}

static void migrate(struct making *making) {
    const struct tn_model *from = making->state;
    fill_columns(making);
    begin_state(making);
    shadow_build(making);
    end_state(making, TN_MIGRATE, from);
    from = making->state;
    begin_state(making);
    shadow_swap(making);
    apply_part(making, TN_MIGRATE);
    end_state(making, TN_MIGRATE, from);
}

/* What was there for a while goes, and everything that stays gets its last name: from here on names
 * tell what is what. */
static void rename_the_rest(struct making *making) {
    for (size_t i = 0; i < making->diff->changes.count; i++) {
        const struct tn_change *change = &making->diff->changes.items[i];
        bool name = change->field && (rollout_field(change) == TN_FIELD_NAME ||
                                      rollout_field(change) == TN_FIELD_PARENT);
        if (name && rollout_part_of(making, change) == TN_CONTRACT &&
            !is_new_shadow(making, change))
            change_field(making, change);
    }
}

static void contract(struct making *making) {
    struct tn_renames values = {0};
    const struct tn_diff_options by_name = {.by_name = true, .renames = &values};
    const struct tn_model *from = making->state;
    refill_columns(making);
    begin_state(making);
    shadow_strip(making);
    end_state(making, TN_CONTRACT, from);
    from = making->state;
    begin_state(making);
    for (size_t i = 0; i < making->old_names.count; i++)
        goes(making, making->old_names.items[i]);
    shadow_end(making);
    rename_the_rest(making);
    end_state(making, TN_CONTRACT, from);
    decide_on_values(making, &values);
    plan_on(making, TN_CONTRACT, making->state, making->after, &by_name);
    tn_renames_free(&values);
    grant_old_names(making, true);
}

/* ------------------------------------------------------------------ the whole */

/* What is taken for a rename, and what is not. */
static void tell_likenesses(struct making *making, const struct tn_model *after,
                            const struct tn_diff_options *options) {
    struct planner planner = {.plan = making->rollout->parts[TN_EXPAND],
                              .dialect = making->dialect};
    struct tn_diff *diff = tn_diff_new(making->before, after, options);
    plan_suspects(&planner, diff);
    tn_diff_free(diff);
}

/* What decides on the part of other changes. */
static void note_changes(struct making *making) {
    for (size_t i = 0; i < making->diff->changes.count; i++) {
        const struct tn_change *change = &making->diff->changes.items[i];
        if (rollout_changes_type(change) && shadow_serves(making, change))
            tn_id_map_put(&making->retyped, tn_entity_of(change->before)->id, making);
        if (rollout_is_field(change, TN_entity, TN_FIELD_NAME))
            TN_PUSH(&making->renamed, change);
    }
}

static void begin(struct making *making, const struct tn_model *before,
                  const struct tn_model *after, const struct tn_diff_options *options) {
    static const struct tn_diff_options plain = {0};
    making->before = tn_model_copy(before);
    if (before->project->id == TN_NO_LINEAGE)
        tn_model_found(making->before, 1);
    making->after = tn_model_copy(making->before);
    tn_group_begin(making->after, "rollout");
    tn_diff_import_as(making->after, after, true, options ? options : &plain);
    tn_group_end(making->after, NULL);
    tell_likenesses(making, after, options);
    making->diff = tn_diff_new(making->before, making->after, options);
    note_changes(making);
    TN_PUSH(&making->rollout->states, making->before);
    TN_PUSH(&making->rollout->states, making->after);
}

static struct tn_plan *empty_plan(const struct making *making) {
    struct tn_plan *plan = tn_allocate(sizeof *plan);
    plan->dialect = making->dialect;
    if (making->dialect->id == TN_POSTGRESQL)
        plan->patience = tn_arena_format(&plan->arena, "SET LOCAL lock_timeout = '%ums'",
                                         making->online.how.lock_timeout);
    return plan;
}

struct tn_rollout *tn_rollout_new(const struct tn_model *before, const struct tn_model *after,
                                  const struct tn_dialect *dialect,
                                  const struct tn_diff_options *options,
                                  const struct tn_rollout_options *how, struct tn_error *error) {
    if (!dialect || dialect->id == TN_SQLITE) {
        tn_fail(error,
                "%s has no online changes: whoever writes has the whole file; leave --online out",
                dialect ? dialect->title : "no dialect");
        return NULL;
    }
    struct making making = {.dialect = dialect, .online = {.how = how ? *how : tn_rollout_usual}};
    making.rollout = tn_allocate(sizeof *making.rollout);
    for (int i = 0; i < TN_ROLLOUT_PARTS; i++)
        making.rollout->parts[i] = empty_plan(&making);
    begin(&making, before, after, options);
    expand(&making);
    migrate(&making);
    contract(&making);
    for (int i = 0; i < TN_ROLLOUT_PARTS; i++)
        take_locks(making.rollout->parts[i]);
    tn_diff_free(making.diff);
    tn_id_map_free(&making.online.shadows);
    tn_id_map_free(&making.by_column);
    tn_id_map_free(&making.twins);
    tn_id_map_free(&making.retyped);
    tn_arena_free(&making.arena);
    free(making.shadows.items);
    free(making.rebuilt.items);
    free(making.renamed.items);
    free(making.old_names.items);
    free(making.going.items);
    return making.rollout;
}

void tn_rollout_free(struct tn_rollout *rollout) {
    if (!rollout)
        return;
    for (int i = 0; i < TN_ROLLOUT_PARTS; i++)
        tn_plan_free(rollout->parts[i]);
    for (size_t i = 0; i < rollout->owned.count; i++)
        tn_plan_free(rollout->owned.items[i]);
    for (size_t i = 0; i < rollout->states.count; i++)
        tn_model_free(rollout->states.items[i]);
    free(rollout->owned.items);
    free(rollout->states.items);
    free(rollout);
}

/* ------------------------------------------------------------------ as a script */

void tn_rollout_write(const struct tn_rollout *rollout, enum tn_rollout_part part, bool down,
                      struct tn_buffer *out) {
    const struct tn_plan *plan = rollout->parts[part];
    tn_put_format(out, "-- %s (%d of %d) for %s, %s\n", tn_rollout_parts[part].name, part + 1,
                  TN_ROLLOUT_PARTS, plan->dialect->title, down ? "down" : "up");
    if (!down)
        tn_put_format(out, "-- %s\n", tn_rollout_parts[part].help);
    if (!plan_has_steps(plan, down)) {
        tn_put(out, "-- nothing to do\n");
        return;
    }
    if (plan->patience)
        tn_put(out, "-- a statement that does not get its lock in time fails with its transaction: "
                    "run the rest again\n\nSET statement_timeout = 0;\n");
    plan_put_steps(plan, down, out);
}
