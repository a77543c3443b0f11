/*
 * SQLite: tables are altered in place where ALTER TABLE can do it, else rebuilt: a new table under
 * a temporary name, the rows copied, the old one dropped, the new one renamed. That direction of
 * the rename leaves the foreign keys of other tables alone; the script runs with foreign keys off,
 * outside of any other transaction, so that dropping the old table does not empty its children.
 *
 * Indexes and triggers of a rebuilt table go with it and are made again; views and triggers
 * elsewhere that name it are dropped first, or the rename would fail.
 * Source: sqlite.org, "Making Other Kinds Of Table Schema Changes".
 */
#include "migrate/plan.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ what can be done in place */

static bool is_constant(const char *text) {
    static const char *const words[] = {"null", "true", "false"};
    if (*text == '+' || *text == '-')
        text++;
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (tn_same_word(text, words[i]))
            return true;
    if (*text == '\'' || ((*text == 'x' || *text == 'X') && text[1] == '\''))
        return true;
    for (; *text; text++)
        if (!isalnum((unsigned char)*text) && *text != '.')
            return false;
    return true;
}

static bool has_value(const struct tn_attribute *attribute) {
    return *attribute->default_value && !tn_same_word(attribute->default_value, "null");
}

static bool can_add(const struct tn_attribute *attribute) {
    const char *value = attribute->default_value;
    if (*attribute->generated)
        return attribute->generation == TN_generation_virtual && attribute->nullable;
    if (*value && (!is_constant(value) || tn_find_word(value, "current_") == value))
        return false;
    return attribute->nullable || has_value(attribute);
}

static bool can_drop(const struct planner *planner, const struct tn_attribute *attribute) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    for (const struct tn_check *c = entity->checks.first; c; c = c->next)
        if (tn_sql_mentions(planner->dialect, c->expression, attribute->name))
            return false;
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (a != attribute && *a->generated &&
            tn_sql_mentions(planner->dialect, a->generated, attribute->name))
            return false;
    return entity->attributes.count > 1;
}

/* ------------------------------------------------------------------ what has to be rebuilt */

static unsigned rebuilt(const struct planner *planner, const struct tn_entity *middle) {
    return (unsigned)(uintptr_t)tn_id_map_get(&planner->rebuilt, middle->id);
}

static void note_rebuild(struct planner *planner, const struct tn_entity *middle, unsigned bits) {
    unsigned all = rebuilt(planner, middle) | bits;
    if (all)
        tn_id_map_put(&planner->rebuilt, middle->id, (void *)(uintptr_t)all);
}

static bool is_in_table(enum tn_kind kind) {
    return kind == TN_entity || kind == TN_attribute || kind == TN_key || kind == TN_relationship ||
           kind == TN_check;
}

static unsigned directions_of(const struct planner *planner, const struct tn_change *change) {
    const struct tn_object *object = change->after ? change->after : change->before;
    const struct tn_attribute *attribute = (const void *)object;
    if (object->kind != TN_attribute || change->type == TN_CHANGED)
        return MARK_BOTH;
    bool between = planner->order && stands_between(planner, attribute);
    unsigned add = can_add(attribute) && !between ? 0 : MARK_BOTH;
    unsigned drop = can_drop(planner, attribute) ? 0 : MARK_BOTH;
    return change->type == TN_ADDED ? (add & MARK_UP) | (drop & MARK_DOWN)
                                    : (drop & MARK_UP) | (add & MARK_DOWN);
}

static const struct tn_entity *table_of(const struct planner *planner,
                                        const struct tn_change *change) {
    if (change->before)
        return tn_entity_of(change->before);
    const struct tn_entity *after = tn_entity_of(change->after);
    return after ? middle_of(planner, after) : NULL;
}

/* Comments are not kept by the database. */
static bool is_seen(const struct tn_change *change) {
    const struct tn_object *object = change->after ? change->after : change->before;
    bool whole = object->kind == TN_entity && change->type != TN_CHANGED;
    return is_in_table(object->kind) && !whole &&
           change->field != &tn_kind_of(object)->fields[TN_FIELD_COMMENT];
}

static void mark_list(struct planner *planner, const struct tn_list *list, unsigned bits) {
    for (struct tn_object *object = list->first; object; object = object->next)
        mark(planner, object, bits);
}

static void mark_around(struct planner *planner, const struct tn_entity *middle) {
    unsigned bits = rebuilt(planner, middle);
    unsigned gone = (bits & MARK_UP ? MARK_UP_GONE : 0u) | (bits & MARK_DOWN ? MARK_DOWN_GONE : 0u);
    const struct tn_object *before = before_of(planner, middle);
    mark_list(planner, &middle->indexes, gone);
    mark_list(planner, &middle->triggers, gone);
    for (struct mention *m = mentions_of(planner, before->name); m; m = m->next)
        if (m->object->kind == TN_view ||
            (m->object->kind == TN_trigger && m->object->parent != &middle->object))
            mark(planner, m->object, bits);
}

void plan_rebuilds(struct planner *planner) {
    for (size_t i = 0; i < planner->diff->changes.count; i++) {
        const struct tn_change *change = &planner->diff->changes.items[i];
        const struct tn_entity *middle = is_seen(change) ? table_of(planner, change) : NULL;
        if (middle)
            note_rebuild(planner, middle, directions_of(planner, change));
    }
    TN_EACH_OF(planner->middle, entity, middle)
    if (rebuilt(planner, middle) && after_of(planner, middle))
        mark_around(planner, middle);
}

/* ------------------------------------------------------------------ temporary names */

static void note_names(struct planner *planner, const struct tn_model *model) {
    static const enum tn_kind kinds[] = {TN_entity, TN_view, TN_index, TN_trigger};
    for (size_t i = 0; i < TN_LENGTH(kinds); i++)
        for (struct tn_object *o = tn_next(model, kinds[i], NULL); o;
             o = tn_next(model, kinds[i], o)) {
            char *name = tn_arena_text(&planner->arena, o->name, strlen(o->name));
            for (char *c = name; *c; c++)
                *c = (char)tolower((unsigned char)*c);
            tn_text_map_put(&planner->names, name, o);
        }
}

/* NAME_new, or with a number where that is taken. */
static const char *temporary_name(struct planner *planner, const char *name) {
    if (!planner->names.count) {
        note_names(planner, planner->before);
        note_names(planner, planner->after);
    }
    for (int number = 1;; number++) {
        char *made =
            (char *)(number == 1 ? tn_arena_format(&planner->arena, "%s_new", name)
                                 : tn_arena_format(&planner->arena, "%s_new%d", name, number));
        char *folded = tn_arena_text(&planner->arena, made, strlen(made));
        for (char *c = folded; *c; c++)
            *c = (char)tolower((unsigned char)*c);
        if (!tn_text_map_get(&planner->names, folded))
            return made;
    }
}

/* ------------------------------------------------------------------ rebuilding */

struct copying {
    struct tn_buffer targets, sources;
};

static const struct tn_attribute *origin_of(const struct planner *planner,
                                            const struct tn_attribute *to,
                                            enum direction direction) {
    return direction == UP ? middle_of(planner, to) : after_of(planner, to);
}

/* INTEGER PRIMARY KEY is never null: it counts up by itself. */
static bool is_row_number(const struct tn_attribute *attribute) {
    const struct tn_key *key = tn_primary_key(tn_entity_of(attribute));
    return key && key->attributes.count == 1 && key->attributes.items[0] == &attribute->object &&
           tn_same_word(attribute->type, "integer");
}

/* Where a key is over the column alone, each row has its number for a value. */
static const char *value_of_row(const struct planner *planner, const struct tn_attribute *to) {
    bool numbered = !tn_find_word(tn_entity_of(to)->options, "without rowid");
    return numbered && is_key_alone(to) ? "rowid" : neutral_value(planner, to);
}

static void put_source(struct planner *planner, struct tn_buffer *out,
                       const struct tn_attribute *from, const struct tn_attribute *to,
                       enum direction direction) {
    bool fill = from->nullable && !to->nullable && !is_row_number(to);
    if (fill && (has_value(to) || direction == DOWN)) {
        tn_put(out, "coalesce(");
        tn_sql_put_name(out, planner->dialect, from->name);
        tn_put_format(out, ", %s)", has_value(to) ? to->default_value : value_of_row(planner, to));
    } else {
        tn_sql_put_name(out, planner->dialect, from->name);
    }
}

/* From the table that it went to; a row that it tells nothing of has a neutral value. */
static void put_returning(struct planner *planner, struct tn_buffer *out,
                          const struct tn_attribute *to) {
    tn_put(out, to->nullable ? "" : "coalesce(");
    carry_look_up(planner, out, to, 1);
    if (!to->nullable)
        tn_put_format(out, ", %s)", has_value(to) ? to->default_value : value_of_row(planner, to));
}

static void copy_column(struct planner *planner, struct copying *copying,
                        const struct tn_attribute *to, enum direction direction) {
    const struct tn_attribute *from = origin_of(planner, to, direction);
    bool filled = direction == DOWN || waits_for_values(planner, to);
    bool returns = !from && direction == DOWN && is_carried_off(planner, to);
    bool neutral = !from && filled && !to->nullable && !has_value(to) && !is_row_number(to);
    if (*to->generated || (!from && !neutral && !returns))
        return;
    tn_put(&copying->targets, copying->targets.length ? ", " : "");
    tn_put(&copying->sources, copying->sources.length ? ", " : "");
    tn_sql_put_name(&copying->targets, planner->dialect, to->name);
    if (from)
        put_source(planner, &copying->sources, from, to, direction);
    else if (returns)
        put_returning(planner, &copying->sources, to);
    else
        tn_put(&copying->sources, value_of_row(planner, to));
}

static void put_copy(struct planner *planner, struct tn_buffer *out, const char *name,
                     const struct tn_entity *to, enum direction direction) {
    struct copying copying = {0};
    for (const struct tn_attribute *a = to->attributes.first; a; a = a->next)
        copy_column(planner, &copying, a, direction);
    if (copying.targets.length) {
        tn_put(out, "INSERT INTO ");
        tn_sql_put_name(out, planner->dialect, name);
        tn_put_format(out, " (%s)\n    SELECT %s FROM ", copying.targets.at, copying.sources.at);
        tn_sql_put_name(out, planner->dialect, to->name);
        put_end(out);
    }
    tn_buffer_free(&copying.targets);
    tn_buffer_free(&copying.sources);
}

static void put_rebuild(struct planner *planner, struct tn_buffer *out, const struct tn_entity *to,
                        enum direction direction) {
    const char *name = temporary_name(planner, to->name);
    struct tn_entity renamed = *to; /* its children still say the name that references must have */
    renamed.name = name;
    tn_sql_put_create(out, planner->dialect, &renamed);
    put_end(out);
    put_copy(planner, out, name, to, direction);
    tn_put(out, "DROP TABLE ");
    tn_sql_put_name(out, planner->dialect, to->name);
    put_end(out);
    put_alter(planner, out, &renamed);
    tn_put(out, "RENAME TO ");
    tn_sql_put_name(out, planner->dialect, to->name);
    put_end(out);
}

/* ------------------------------------------------------------------ in place */

static void put_in_place(struct planner *planner, struct tn_buffer *out,
                         const struct tn_entity *from, const struct tn_entity *to,
                         enum direction direction) {
    enum direction back = direction == UP ? DOWN : UP;
    for (const struct tn_attribute *a = to->attributes.first; a; a = a->next)
        if (!origin_of(planner, a, direction))
            put_create(planner, out, a);
    for (const struct tn_attribute *a = from->attributes.first; a; a = a->next)
        if (!origin_of(planner, a, back))
            put_drop(planner, out, a);
}

/* ------------------------------------------------------------------ hazards */

static void warn(struct planner *planner, const struct tn_entity *middle,
                 const struct tn_entity *after, struct step *step) {
    for (const struct tn_attribute *m = middle->attributes.first; m; m = m->next) {
        const struct tn_attribute *a = after_of(planner, m);
        if (!a && !*m->generated && !is_carried_off(planner, m)) {
            step->destroys = true;
            hazard(planner, "mig-drop-column", m, "column %s.%s is dropped with its values",
                   middle->name, m->name);
        } else if (a && m->nullable && !a->nullable && !is_row_number(a)) {
            hazard(planner, "mig-not-null", a, "column %s.%s becomes NOT NULL", after->name,
                   a->name);
        } else if (a && !tn_same_word(m->type, a->type)) {
            hazard(planner, "mig-type-change", a, "column %s.%s turns from %s to %s", after->name,
                   a->name, m->type, a->type);
        }
    }
    for (const struct tn_attribute *a = after->attributes.first; a; a = a->next) {
        if (middle_of(planner, a) || *a->generated)
            continue;
        step->down_destroys |= !is_carried_in(planner, a);
        if (!a->nullable && !has_value(a) && !is_row_number(a))
            hazard(
                planner, "mig-not-null", a,
                "column %s.%s is added NOT NULL without a default: it fails where there are rows",
                after->name, a->name);
    }
}

static void change_table(struct planner *planner, const struct tn_entity *middle,
                         const struct tn_entity *after) {
    struct step step = {0};
    unsigned bits = rebuilt(planner, middle);
    step_title(&step, bits ? "rebuild" : "alter", after);
    if (bits & MARK_UP)
        put_rebuild(planner, &step.up, after, UP);
    else
        put_in_place(planner, &step.up, middle, after, UP);
    if (bits & MARK_DOWN)
        put_rebuild(planner, &step.down, middle, DOWN);
    else
        put_in_place(planner, &step.down, after, middle, DOWN);
    warn(planner, middle, after, &step);
    if (bits & MARK_UP)
        hazard(planner, "mig-table-rewrite", after, "table %s is rebuilt", after->name);
    if (bits && tn_id_map_get(&planner->incoming, middle->id))
        hazard(planner, "mig-children", after, "table %s is made anew, and others refer to it",
               after->name);
    step_add(planner, PHASE_COLUMNS, &step);
}

/* ------------------------------------------------------------------ one table after the other */

/* A table that gives values to others changes when they have the columns for them. */
static void change_in_turn(struct planner *planner, struct tn_id_map *begun,
                           const struct tn_entity *middle) {
    const struct tn_entity *after = after_of(planner, middle);
    if (is_in(begun, middle))
        return;
    tn_id_map_put(begun, middle->id, (void *)(uintptr_t)middle);
    bool gives = false;
    for (size_t i = 0; i < planner->carries.count; i++) {
        const struct carry *carry = &planner->carries.items[i];
        gives |= carry->from == middle;
        if (carry->from == middle && !carry->made)
            change_in_turn(planner, begun, middle_of(planner, carry->to));
    }
    if (gives)
        plan_carry(planner, middle, after && rebuilt(planner, middle) & MARK_DOWN);
    if (after && is_in(&planner->dirty, middle))
        change_table(planner, middle, after);
}

void plan_sqlite_tables(struct planner *planner) {
    struct tn_id_map begun = {0};
    TN_EACH_OF(planner->after, entity, after) {
        const struct tn_entity *middle = middle_of(planner, after);
        if (middle && is_in(&planner->dirty, middle))
            change_in_turn(planner, &begun, middle);
    }
    for (size_t i = 0; i < planner->carries.count; i++)
        change_in_turn(planner, &begun, planner->carries.items[i].from);
    tn_id_map_free(&begun);
}
