/*
 * The model in between: a copy of `before` where everything has its new name and namespace, made
 * together with the steps that rename. A name is free when it is given: a chain of renames runs
 * from its end, a circle goes by way of a temporary name, and what only holds the name and goes is
 * dropped first.
 *
 * What a dialect cannot rename keeps its old name here, and is replaced later like anything that
 * differs.
 */
#include "migrate/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BIT(dialect) (1u << (dialect))
enum {
    POSTGRESQL = BIT(TN_POSTGRESQL),
    MYSQL = BIT(TN_MYSQL) | BIT(TN_MARIADB),
    SQLITE = BIT(TN_SQLITE),
};

/* How a kind is renamed. first: the statement up to the name; then follows: "RENAME TO", … */
static const struct renaming {
    enum tn_kind kind;
    unsigned dialects;
    const char *statement; /* before the object's path; NULL: ALTER TABLE of its entity */
    const char *clause;    /* between the old and the new name */
    bool old_name;         /* the clause goes on with the old name and TO */
} renamings[] = {
    {TN_namespace, POSTGRESQL, "ALTER SCHEMA ", "RENAME TO ", false},
    {TN_type, POSTGRESQL, "ALTER TYPE ", "RENAME TO ", false},
    {TN_sequence, POSTGRESQL, "ALTER SEQUENCE ", "RENAME TO ", false},
    {TN_view, POSTGRESQL, "ALTER TABLE ", "RENAME TO ", false},
    {TN_entity, POSTGRESQL | MYSQL | SQLITE, "ALTER TABLE ", "RENAME TO ", false},
    {TN_attribute, POSTGRESQL | MYSQL | SQLITE, NULL, "RENAME COLUMN ", true},
    {TN_key, POSTGRESQL, NULL, "RENAME CONSTRAINT ", true},
    {TN_relationship, POSTGRESQL, NULL, "RENAME CONSTRAINT ", true},
    {TN_check, POSTGRESQL, NULL, "RENAME CONSTRAINT ", true},
    {TN_exclusion, POSTGRESQL, NULL, "RENAME CONSTRAINT ", true},
    {TN_index, POSTGRESQL, "ALTER INDEX ", "RENAME TO ", false},
    {TN_index, MYSQL, NULL, "RENAME INDEX ", true},
    {TN_key, MYSQL, NULL, "RENAME INDEX ", true},
};

static bool fits(const struct renaming *renaming, const struct tn_object *object,
                 const struct tn_dialect *dialect) {
    if (renaming->kind != object->kind || !(renaming->dialects & BIT(dialect->id)))
        return false;
    if (object->kind == TN_check && object->parent->kind == TN_type)
        return false;
    bool index = object->kind == TN_index || object->kind == TN_key;
    if (index && dialect->id == TN_MARIADB && !dialect->can.rename_column) /* both came at once */
        return false;
    if (object->kind == TN_key && dialect->id != TN_POSTGRESQL)
        return !((const struct tn_key *)object)->primary;
    return *object->name != 0;
}

static const struct renaming *renaming_of(const struct tn_object *object,
                                          const struct tn_dialect *dialect) {
    for (size_t i = 0; i < TN_LENGTH(renamings); i++)
        if (fits(&renamings[i], object, dialect))
            return &renamings[i];
    return NULL;
}

/* ------------------------------------------------------------------ one rename */

static void put_subject(struct planner *planner, struct tn_buffer *out,
                        const struct renaming *renaming, const struct tn_object *object,
                        const char *now) {
    if (!renaming->statement) {
        put_alter(planner, out, tn_entity_of(object));
        return;
    }
    struct tn_namespace *space = tn_namespace_of(object);
    const char *statement = renaming->statement;
    if (object->kind == TN_type && ((const struct tn_type *)object)->variety == TN_variety_domain)
        statement = "ALTER DOMAIN ";
    tn_put(out, statement);
    if (space && &space->object != object) {
        tn_sql_put_name(out, planner->dialect, space->name);
        tn_put_char(out, '.');
    }
    tn_sql_put_name(out, planner->dialect, now);
    tn_put_char(out, ' ');
}

/* Before RENAME COLUMN: the column is said anew, under its new name. */
static void put_change(struct planner *planner, struct tn_buffer *out,
                       const struct tn_attribute *attribute, const char *from, const char *to) {
    struct tn_attribute shown = *attribute;
    shown.name = to;
    put_alter(planner, out, tn_entity_of(attribute));
    tn_put(out, "CHANGE COLUMN ");
    tn_sql_put_name(out, planner->dialect, from);
    tn_put_char(out, ' ');
    tn_sql_put_column(out, planner->dialect, &shown);
    put_end(out);
}

static void put_rename(struct planner *planner, struct tn_buffer *out,
                       const struct tn_object *object, const char *from, const char *to) {
    const struct renaming *renaming = renaming_of(object, planner->dialect);
    if (object->kind == TN_attribute && plan_mysql(planner) &&
        !planner->dialect->can.rename_column) {
        put_change(planner, out, (const void *)object, from, to);
        return;
    }
    put_subject(planner, out, renaming, object, from);
    tn_put(out, renaming->clause);
    if (renaming->old_name) {
        tn_sql_put_name(out, planner->dialect, from);
        tn_put(out, " TO ");
    }
    tn_sql_put_name(out, planner->dialect, to);
    put_end(out);
}

/* What comes with a range type does not follow it. */
static void put_range(struct planner *planner, struct tn_buffer *out,
                      const struct tn_object *object, const char *from, const char *to) {
    const struct tn_type *type = (const void *)object;
    if (object->kind != TN_type || type->variety != TN_variety_range)
        return;
    struct range_names old = {from, range_multirange(planner, type, from)};
    struct range_names new = {to, range_multirange(planner, type, to)};
    put_range_renamed(planner, out, type, &old, &new);
}

static void retire_range_name(struct planner *planner, const struct tn_object *object,
                              const char *to) {
    const struct tn_type *type = (const void *)object;
    if (object->kind != TN_type || type->variety != TN_variety_range)
        return;
    struct range_names old = {object->name, range_multirange(planner, type, object->name)};
    struct range_names new = {to, range_multirange(planner, type, to)};
    retire_range(planner, before_of(planner, object), &old, &new, 0);
}

static bool is_loose(const struct tn_object *object) {
    return object->kind == TN_key || object->kind == TN_relationship || object->kind == TN_check ||
           object->kind == TN_exclusion || object->kind == TN_index;
}

static void add_step(struct planner *planner, struct tn_object *object, const char *from,
                     const char *to, unsigned marks) {
    struct step step = {0};
    tn_put_format(&step.title, "rename %s ", noun_of(object));
    tn_path(object, &step.title);
    tn_put_format(&step.title, is_loose(object) ? " (it was %s)" : " to %s",
                  is_loose(object) ? from : to);
    step.object = object;
    if (!(marks & MARK_UP))
        put_rename(planner, &step.up, object, from, to);
    if (!(marks & MARK_DOWN))
        put_rename(planner, &step.down, object, to, from);
    put_range(planner, &step.up, object, from, to);
    put_range(planner, &step.down, object, to, from);
    step_add(planner, PHASE_RENAME, &step);
}

static void rename_now(struct planner *planner, struct tn_object *object, const char *to) {
    if (is_loose(object))
        TN_PUSH(&planner->loose_renames, ((struct loose_rename){object, object->name, to}));
    else
        add_step(planner, object, object->name, to, 0);
    bool breaks =
        object->kind == TN_entity || object->kind == TN_attribute || object->kind == TN_namespace;
    if (breaks && !planner->online && !is_in(&planner->set_aside, object))
        hazard(planner, "mig-rename", object, "%s %s is renamed to %s", noun_of(object),
               object->name, to);
    retire_range_name(planner, object, to);
    tn_sql_rename(planner->copy, object, to, NULL);
}

void plan_loose_renames(struct planner *planner) {
    for (size_t i = 0; i < planner->loose_renames.count; i++) {
        struct loose_rename *rename = &planner->loose_renames.items[i];
        add_step(planner, rename->object, rename->from, rename->to,
                 mark_of(planner, rename->object));
    }
}

/* ------------------------------------------------------------------ their order */

struct rename {
    struct tn_object *object; /* of middle */
    const char *to;
    enum { WAITING, STARTED, DONE } state;
};

struct renames {
    TN_VECTOR(struct rename) items;
    struct tn_text_map by_name; /* place_key of the old name -> struct rename */
};

/* Names are free or taken within one parent (and, for indexes and tables, one kind is enough: the
 * server's own rule is stricter only across kinds). */
static const char *place_key(struct planner *planner, const struct tn_object *object,
                             const char *name) {
    return tn_arena_format(&planner->arena, "%llx/%d/%s", (unsigned long long)object->parent->id,
                           (int)object->kind, name);
}

static struct rename *holder_of_new_name(struct planner *planner, struct renames *renames,
                                         const struct rename *rename) {
    return tn_text_map_get(&renames->by_name, place_key(planner, rename->object, rename->to));
}

static const char *temporary_name(struct planner *planner, const struct tn_object *object) {
    return tn_arena_format(&planner->arena, "%.*s_%08x", (int)tn_text_fit(object->name, 40),
                           object->name, (unsigned)tn_mix(object->id));
}

static void give_temporary_name(struct planner *planner, struct rename *rename) {
    rename_now(planner, rename->object, temporary_name(planner, rename->object));
}

/* SQLite does not see that a table with that name in other letters is the table itself. */
static bool takes_its_own_name(const struct planner *planner, const struct rename *rename) {
    return plan_sqlite(planner) && rename->object->kind == TN_entity &&
           tn_same_word(rename->object->name, rename->to);
}

/* Follows the chain to its end (a free name, or a member of the chain itself) and renames
 * backwards from there. */
static void run_chain(struct planner *planner, struct renames *renames, struct rename *first) {
    TN_VECTOR(struct rename *) chain = {0};
    struct rename *at = first;
    for (; at && at->state == WAITING; at = holder_of_new_name(planner, renames, at)) {
        at->state = STARTED;
        TN_PUSH(&chain, at);
    }
    bool circle = at && at->state == STARTED && chain.count > 1;
    if (circle || (chain.count && takes_its_own_name(planner, first)))
        give_temporary_name(planner, circle ? at : first);
    for (size_t i = chain.count; i-- > 0;) {
        rename_now(planner, chain.items[i]->object, chain.items[i]->to);
        chain.items[i]->state = DONE;
    }
    free(chain.items);
}

static bool is_made_anew(const struct planner *planner, const struct tn_object *before) {
    const struct tn_entity *entity = tn_entity_of(before);
    return entity && is_remade(planner, entity);
}

static void collect_rename(struct planner *planner, struct renames *renames,
                           const struct tn_change *change) {
    struct tn_object *object = tn_find_id(planner->middle, change->before->id);
    if (object && *change->after->name && !is_made_anew(planner, change->before) &&
        renaming_of(object, planner->dialect))
        TN_PUSH(&renames->items, ((struct rename){object, change->after->name, WAITING}));
}

static bool is_set_aside(const struct planner *planner, const struct tn_change *change) {
    return change->type == TN_REMOVED && is_in(&planner->set_aside, change->before);
}

static void collect_aside(struct planner *planner, struct renames *renames,
                          const struct tn_change *change) {
    struct tn_object *object = tn_find_id(planner->middle, change->before->id);
    TN_PUSH(&renames->items, ((struct rename){object, temporary_name(planner, object), WAITING}));
}

static bool is_field(const struct tn_change *change, unsigned field) {
    return change->type == TN_CHANGED && change->field == &tn_kind_of(change->after)->fields[field];
}

/* Parents first: the statements name the table by the name it has by then. */
static void rename_all(struct planner *planner, const struct tn_diff *first) {
    struct renames renames = {0};
    for (size_t i = 0; i < first->changes.count; i++)
        if (is_field(&first->changes.items[i], TN_FIELD_NAME))
            collect_rename(planner, &renames, &first->changes.items[i]);
        else if (is_set_aside(planner, &first->changes.items[i]))
            collect_aside(planner, &renames, &first->changes.items[i]);
    for (size_t i = 0; i < renames.items.count; i++) {
        struct rename *rename = &renames.items.items[i];
        tn_text_map_put(&renames.by_name, place_key(planner, rename->object, rename->object->name),
                        rename);
    }
    for (size_t i = 0; i < renames.items.count; i++)
        run_chain(planner, &renames, &renames.items.items[i]);
    tn_text_map_free(&renames.by_name);
    free(renames.items.items);
}

/* ------------------------------------------------------------------ schemas */

static struct tn_namespace *namespace_named(struct planner *planner, const char *name) {
    struct tn_list *list = &planner->copy->project->namespaces;
    struct tn_namespace *found = tn_find_name(list, name);
    return found ? found : tn_add(planner->copy, TN_namespace, planner->copy->project, name);
}

static void create_schemas(struct planner *planner, const struct tn_diff *first) {
    for (size_t i = 0; i < first->changes.count; i++) {
        const struct tn_change *change = &first->changes.items[i];
        if (change->type != TN_ADDED || change->after->kind != TN_namespace)
            continue;
        struct step step = {0};
        struct tn_namespace *made = namespace_named(planner, change->after->name);
        made->owner = tn_text(planner->copy, ((struct tn_namespace *)change->after)->owner);
        made->comment = tn_text(planner->copy, change->after->comment);
        step_title(&step, "create", change->after);
        put_create(planner, &step.up, change->after);
        put_drop(planner, &step.down, change->after);
        step_add(planner, PHASE_SCHEMAS, &step);
    }
}

static void put_set_schema(struct planner *planner, struct tn_buffer *out,
                           const struct tn_object *object, const char *to) {
    const char *statement = "ALTER TABLE ";
    if (object->kind == TN_type)
        statement = "ALTER TYPE ";
    else if (object->kind == TN_sequence)
        statement = "ALTER SEQUENCE ";
    tn_put(out, statement);
    tn_sql_put_path(out, planner->dialect, object);
    tn_put(out, " SET SCHEMA ");
    tn_sql_put_name(out, planner->dialect, to);
    put_end(out);
}

static bool can_change_schema(const struct planner *planner, const struct tn_object *object) {
    return plan_postgresql(planner) && (object->kind == TN_entity || object->kind == TN_type ||
                                        object->kind == TN_sequence || object->kind == TN_view);
}

static void move(struct planner *planner, struct tn_object *object, const struct tn_object *after) {
    const struct tn_namespace *from = tn_namespace_of(object), *to = tn_namespace_of(after);
    struct tn_object *parent =
        to ? &namespace_named(planner, to->name)->object : &planner->copy->project->object;
    struct step step = {0};
    step_title(&step, "move to another schema:", object);
    put_set_schema(planner, &step.up, object, to ? to->name : "public");
    tn_set_ref(planner->copy, object, TN_FIELD_PARENT, parent);
    put_set_schema(planner, &step.down, object, from ? from->name : "public");
    step_add(planner, PHASE_RENAME, &step);
}

static void move_all(struct planner *planner, const struct tn_diff *first) {
    for (size_t i = 0; i < first->changes.count; i++) {
        const struct tn_change *change = &first->changes.items[i];
        struct tn_object *object =
            change->before ? tn_find_id(planner->middle, change->before->id) : NULL;
        if (object && is_field(change, TN_FIELD_PARENT) && can_change_schema(planner, object) &&
            !is_made_anew(planner, change->before))
            move(planner, object, change->after);
    }
}

/* ------------------------------------------------------------------ serial sequences */

/* The server does not rename the sequence of a serial or identity column along with it. */
static const char *sequence_name(struct planner *planner, const char *table, const char *column) {
    return tn_arena_format(&planner->arena, "%s_%s_seq", table, column);
}

static void put_sequence_rename(struct planner *planner, struct tn_buffer *out,
                                const struct tn_attribute *attribute, const char *from,
                                const char *to) {
    const struct tn_namespace *space = tn_namespace_of(attribute);
    tn_put(out, "ALTER SEQUENCE ");
    if (space) {
        tn_sql_put_name(out, planner->dialect, space->name);
        tn_put_char(out, '.');
    }
    tn_sql_put_name(out, planner->dialect, from);
    tn_put(out, " RENAME TO ");
    tn_sql_put_name(out, planner->dialect, to);
    put_end(out);
}

static void rename_sequence(struct planner *planner, const struct tn_attribute *old) {
    const struct tn_attribute *new =
        tn_find_id(planner->middle, old->id) ? (void *)tn_find_id(planner->middle, old->id) : NULL;
    if (!new || !has_own_sequence(old))
        return;
    const char *from = sequence_name(planner, tn_entity_of(old)->name, old->name);
    const char *to = sequence_name(planner, tn_entity_of(new)->name, new->name);
    size_t limit = planner->dialect->name_limit;
    if (strcmp(from, to) == 0 || strlen(from) > limit || strlen(to) > limit)
        return;
    struct step step = {0};
    tn_put_format(&step.title, "rename sequence %s to %s", from, to);
    put_sequence_rename(planner, &step.up, new, from, to);
    put_sequence_rename(planner, &step.down, new, to, from);
    step_add(planner, PHASE_RENAME, &step);
}

static void rename_sequences(struct planner *planner, const struct tn_diff *first) {
    for (size_t i = 0; i < first->changes.count && plan_postgresql(planner); i++) {
        const struct tn_change *change = &first->changes.items[i];
        if (!is_field(change, TN_FIELD_NAME) || is_made_anew(planner, change->before))
            continue;
        if (change->before->kind == TN_attribute)
            rename_sequence(planner, (const struct tn_attribute *)change->before);
        const struct tn_entity *entity =
            change->before->kind == TN_entity ? (const void *)change->before : NULL;
        for (const struct tn_attribute *a = entity ? entity->attributes.first : NULL; a;
             a = a->next)
            if (strcmp(a->name, ((struct tn_object *)tn_find_id(planner->middle, a->id))->name) ==
                0)
                rename_sequence(planner, a);
    }
}

/* ------------------------------------------------------------------ the whole */

/* By a successor, while it has another name. */
static bool is_replaceable(enum tn_kind kind) {
    return kind == TN_type || kind == TN_routine;
}

/* Does anything need another name or place first? */
static bool needs_middle(const struct planner *planner, const struct tn_diff *first) {
    for (size_t i = 0; i < first->changes.count; i++) {
        const struct tn_change *change = &first->changes.items[i];
        if ((change->type == TN_ADDED && change->after->kind == TN_namespace) ||
            (change->after && is_replaceable(change->after->kind)) ||
            is_field(change, TN_FIELD_NAME) || is_field(change, TN_FIELD_PARENT))
            return true;
    }
    return planner->early.count > 0 || planner->set_aside.count > 0;
}

static void make_middle(struct planner *planner, const struct tn_diff *first) {
    struct tn_diff_options by_name = {.by_name = true, .order = planner->order};
    planner->copy = tn_model_copy(planner->before);
    planner->middle = planner->copy;
    plan_hide(planner, first);
    plan_hide_remade(planner);
    tn_group_begin(planner->copy, "rename");
    create_schemas(planner, first);
    move_all(planner, first);
    rename_all(planner, first);
    rename_sequences(planner, first);
    plan_replaced_types(planner, first);
    plan_replaced_routines(planner, first);
    plan_restate(planner);
    tn_group_end(planner->copy, NULL);
    planner->diff = tn_diff_new(planner->middle, planner->after, &by_name);
    plan_restated_changes(planner);
}

static struct tn_diff *compare(struct planner *planner, const struct tn_diff_options *options) {
    struct tn_diff_options taken = options ? *options : (struct tn_diff_options){0};
    taken.layout = false;
    return tn_diff_new(planner->before, planner->after, &taken);
}

void plan_middle(struct planner *planner, const struct tn_diff_options *options) {
    struct tn_diff *first = planner->compared ? planner->compared : compare(planner, options);
    plan_suspects(planner, first);
    plan_splits(planner, first);
    plan_early(planner, first);
    plan_remade(planner, first);
    planner->first = first;
    if (needs_middle(planner, first)) {
        make_middle(planner, first);
    } else {
        planner->middle = planner->before;
        planner->diff = first;
    }
}
