/*
 * What has to be dropped early because something else gets its name: a table whose name, or
 * the name of one of whose constraints or indexes, is given to something new; a column whose name
 * another column is renamed to.
 */
#include "migrate/plan.h"

#include <ctype.h>
#include <string.h>

static const char *folded(struct planner *planner, const char *name) {
    char *text = tn_arena_text(&planner->arena, name, strlen(name));
    for (char *c = text; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    return text;
}

static const enum tn_kind named_below[] = {TN_key, TN_relationship, TN_index, TN_check,
                                           TN_exclusion};

typedef bool (*name_visitor)(struct planner *, struct tn_text_map *, struct tn_object *);

/* The object and the constraints and indexes below it; true as soon as the visitor says so. */
static bool each_name(struct planner *planner, struct tn_text_map *names, struct tn_object *object,
                      name_visitor visit) {
    if (visit(planner, names, object))
        return true;
    for (size_t i = 0; i < TN_LENGTH(named_below) && object->kind == TN_entity; i++) {
        struct tn_list *list = tn_list_of(object, named_below[i]);
        for (struct tn_object *child = list->first; child; child = child->next)
            if (visit(planner, names, child))
                return true;
    }
    return false;
}

static bool give(struct planner *planner, struct tn_text_map *names, struct tn_object *object) {
    if (*object->name && object->kind != TN_attribute)
        tn_text_map_put(names, folded(planner, object->name), object);
    return false;
}

static bool holds(struct planner *planner, struct tn_text_map *names, struct tn_object *object) {
    return *object->name && tn_text_map_get(names, folded(planner, object->name));
}

static bool gets_a_name(const struct tn_change *change) {
    return change->type == TN_ADDED ||
           (change->type == TN_CHANGED &&
            change->field == &tn_kind_of(change->after)->fields[TN_FIELD_NAME]);
}

static const char *column_key(struct planner *planner, const struct tn_object *attribute,
                              const struct tn_object *parent) {
    return tn_arena_format(&planner->arena, "%llx/%s", (unsigned long long)parent->id,
                           folded(planner, attribute->name));
}

/* Columns are renamed before others are dropped: a column that goes makes room first; in SQLite,
 * which does not drop every column in place, by another name. */
static void early_columns(struct planner *planner, const struct tn_diff *first) {
    struct tn_text_map wanted = {0};
    for (size_t i = 0; i < first->changes.count; i++) {
        const struct tn_change *change = &first->changes.items[i];
        if (change->type == TN_CHANGED && gets_a_name(change) &&
            change->after->kind == TN_attribute)
            tn_text_map_put(&wanted, column_key(planner, change->after, change->before->parent),
                            change->after);
    }
    for (size_t i = 0; i < first->changes.count; i++) {
        const struct tn_change *change = &first->changes.items[i];
        if (change->type == TN_REMOVED && change->before->kind == TN_attribute &&
            tn_text_map_get(&wanted, column_key(planner, change->before, change->before->parent)))
            tn_id_map_put(plan_sqlite(planner) ? &planner->set_aside : &planner->early,
                          change->before->id, change->before);
    }
    tn_text_map_free(&wanted);
}

/* PostgreSQL: the index that stays gets its name. */
static void early_indexes(struct planner *planner, const struct tn_diff *first) {
    struct tn_text_map wanted = {0};
    for (size_t i = 0; i < first->changes.count; i++) {
        const struct tn_change *change = &first->changes.items[i];
        if (change->type == TN_CHANGED && gets_a_name(change) && change->after->kind == TN_index)
            give(planner, &wanted, change->after);
    }
    for (size_t i = 0; i < first->changes.count; i++) {
        const struct tn_change *change = &first->changes.items[i];
        if (change->type == TN_REMOVED && change->before->kind == TN_index &&
            holds(planner, &wanted, change->before))
            tn_id_map_put(&planner->early, change->before->id, change->before);
    }
    tn_text_map_free(&wanted);
}

static void early_tables(struct planner *planner, const struct tn_diff *first) {
    struct tn_text_map given = {0};
    for (size_t i = 0; i < first->changes.count; i++)
        if (gets_a_name(&first->changes.items[i]))
            each_name(planner, &given, first->changes.items[i].after, give);
    for (size_t i = 0; i < first->changes.count; i++) {
        const struct tn_change *change = &first->changes.items[i];
        if (change->type == TN_REMOVED && change->before->kind == TN_entity &&
            each_name(planner, &given, change->before, holds))
            tn_id_map_put(&planner->early, change->before->id, change->before);
    }
    tn_text_map_free(&given);
}

/* ------------------------------------------------------------------ sequences of columns */

static const char *own_sequence_name(struct planner *planner, const struct tn_attribute *a) {
    return folded(planner,
                  tn_arena_format(&planner->arena, "%s_%s_seq", tn_entity_of(a)->name, a->name));
}

static void note_own(struct planner *planner, struct tn_text_map *own,
                     const struct tn_attribute *attribute, struct tn_object *whose) {
    if (has_own_sequence(attribute))
        tn_text_map_put(own, own_sequence_name(planner, attribute), whose);
}

/* The sequences that the server makes or made for columns that come or go, by name; whose: the
 * column, or the table that comes or goes with it. */
static void note_all_own(struct planner *planner, struct tn_text_map *own,
                         struct tn_object *whose) {
    if (whose->kind == TN_attribute)
        note_own(planner, own, (const struct tn_attribute *)whose, whose);
    if (whose->kind == TN_entity)
        for (const struct tn_attribute *a = ((const struct tn_entity *)whose)->attributes.first; a;
             a = a->next)
            note_own(planner, own, a, whose);
}

/* A sequence that goes steps aside for that of a column which comes; a column goes early whose
 * sequence has the name of one that comes. */
static void early_sequences(struct planner *planner, const struct tn_diff *first) {
    struct tn_text_map coming = {0}, going = {0};
    for (size_t i = 0; i < first->changes.count; i++) {
        const struct tn_change *change = &first->changes.items[i];
        if (change->type == TN_ADDED)
            note_all_own(planner, &coming, change->after);
        if (change->type == TN_REMOVED)
            note_all_own(planner, &going, change->before);
    }
    for (size_t i = 0; i < first->changes.count; i++) {
        const struct tn_change *change = &first->changes.items[i];
        if (change->type == TN_REMOVED && change->before->kind == TN_sequence &&
            holds(planner, &coming, change->before))
            tn_id_map_put(&planner->set_aside, change->before->id, change->before);
        if (change->type != TN_ADDED || change->after->kind != TN_sequence)
            continue;
        struct tn_object *whose = tn_text_map_get(&going, folded(planner, change->after->name));
        if (whose)
            tn_id_map_put(&planner->early, whose->id, whose);
    }
    tn_text_map_free(&coming);
    tn_text_map_free(&going);
}

/* In `middle` it must not be taken for what gets its name. */
void plan_hide(struct planner *planner, const struct tn_diff *first) {
    for (size_t i = 0; i < first->changes.count; i++) {
        const struct tn_object *before = first->changes.items[i].before;
        struct tn_object *middle = before ? tn_find_id(planner->copy, before->id) : NULL;
        if (middle && first->changes.items[i].type == TN_REMOVED && is_in(&planner->early, before))
            middle->name =
                tn_text(planner->copy, tn_arena_format(&planner->arena, "%s\1%llx", before->name,
                                                       (unsigned long long)before->id));
    }
}

void plan_early(struct planner *planner, const struct tn_diff *first) {
    early_columns(planner, first);
    if (plan_keeps_running(planner))
        early_indexes(planner, first);
    early_tables(planner, first);
    if (plan_postgresql(planner))
        early_sequences(planner, first);
}
