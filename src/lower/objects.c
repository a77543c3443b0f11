/*
 * Whole objects across dialects: what is written in the other language is left out, partitions fall
 * together, namespaces become beginnings of names.
 */
#include "lower/lowering.h"

#include "model/object.h"

#include <string.h>

/* ------------------------------------------------------------------ written in the other language
 */

/* Statements about owners, rights and languages change nothing that tables hold. */
static bool is_setting(const char *statement) {
    static const char *const words[] = {"OWNER", "LANGUAGE", "COMMENT", "SET", "USE", "PRAGMA"};
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (strstr(statement, words[i]))
            return true;
    return false;
}

static bool is_owner(const struct tn_object *object) {
    const struct tn_raw *raw = (const void *)object;
    return object->kind == TN_raw &&
           (is_setting(raw->statement) || tn_find_word(raw->definition, " OWNER TO "));
}

static void leave_out(struct lowering *l, enum tn_kind kind, enum tn_severity severity) {
    struct tn_object *next = NULL;
    for (struct tn_object *o = tn_next(l->model, kind, NULL); o; o = next) {
        next = tn_next(l->model, kind, o);
        lower_loss(l, is_owner(o) ? TN_INFO : severity, o,
                   "this %s is left out: it is written for %s",
                   kind == TN_raw ? ((const struct tn_raw *)o)->statement : tn_kind_of(o)->name,
                   l->from->title);
        lower_remove(l, o);
    }
}

void lower_foreign_objects(struct lowering *l) {
    static const enum tn_kind kinds[] = {TN_routine, TN_trigger, TN_raw};
    static const enum tn_kind settings[] = {TN_extension, TN_role, TN_grant};
    TN_EACH_OF(l->model, type, type)
    tn_text_map_put(&l->types, type->name, type);
    TN_EACH_OF(l->model, entity, entity)
    tn_text_map_put(&l->taken_types, entity->name, entity);
    if (lower_same_language(l))
        return;
    for (size_t i = 0; i < TN_LENGTH(kinds); i++)
        leave_out(l, kinds[i], TN_WARNING);
    for (size_t i = 0; i < TN_LENGTH(settings); i++)
        leave_out(l, settings[i], TN_INFO);
}

/* ------------------------------------------------------------------ partitions */

static void leave_out_references(struct lowering *l) {
    struct tn_relationship *next = NULL;
    for (struct tn_relationship *r = tn_next(l->model, TN_relationship, NULL); r; r = next) {
        next = tn_next(l->model, TN_relationship, r);
        if (!r->target || !r->target->partition_of)
            continue;
        lower_loss(l, TN_WARNING, r, "it is left out: the partition it refers to is no table");
        lower_remove(l, r);
    }
}

static void join_partitions(struct lowering *l) {
    struct tn_entity *next = NULL;
    for (struct tn_entity *e = tn_next(l->model, TN_entity, NULL); e; e = next) {
        next = tn_next(l->model, TN_entity, e);
        if (!e->partition_of)
            continue;
        lower_loss(l, TN_INFO, e, "it is left out: its rows are in %s, which is not divided",
                   e->partition_of->name);
        lower_remove(l, e);
    }
}

/* Only PostgreSQL's partitions are tables: elsewhere these fields mean nothing. */
static void forget_parents(struct lowering *l) {
    TN_EACH_OF(l->model, entity, entity) {
        entity->partition_of = NULL;
        entity->partition_bound = "";
        entity->inherits = (struct tn_refs){0};
    }
}

void lower_partitions(struct lowering *l) {
    if (lower_same_language(l)) {
        if (l->to->id != TN_POSTGRESQL)
            forget_parents(l);
        return;
    }
    leave_out_references(l);
    join_partitions(l);
    TN_EACH_OF(l->model, entity, entity) {
        if (*entity->partition_by)
            lower_feature(l, FEATURE_PARTITIONS, entity);
        if (entity->inherits.count)
            lower_feature(l, FEATURE_INHERITANCE, entity);
        entity->partition_by = entity->partition_bound = "";
        entity->inherits = (struct tn_refs){0};
    }
}

/* ------------------------------------------------------------------ namespaces */

static const char *free_name(struct lowering *l, struct tn_text_map *taken, const char *name) {
    const char *candidate = name;
    for (int number = 2; tn_text_map_get(taken, candidate); number++)
        candidate = tn_arena_format(&l->arena, "%s_%d", name, number);
    return tn_text(l->model, candidate);
}

static void move_up(struct lowering *l, struct tn_object *object, struct tn_text_map *taken) {
    struct tn_object *project = &l->model->project->object;
    const char *name = tn_arena_format(&l->arena, "%s_%s", object->parent->name, object->name);
    const char *unique = free_name(l, taken, name);
    if (strcmp(unique, name) != 0)
        lower_loss(l, TN_INFO, object, "the name %s is taken, so it becomes %s", name, unique);
    lower_remember_path(l, object);
    object_unlink(l->model, object);
    object_link(l->model, object, project,
                object_rank_after_last(tn_list_of(project, object->kind)));
    object->name = unique;
    tn_text_map_put(taken, unique, object);
}

static void empty(struct lowering *l, struct tn_namespace *space, struct tn_text_map *taken) {
    const struct tn_kind_info *info = tn_kind_of(space);
    for (size_t i = 0; i < info->list_count; i++) {
        struct tn_list *list = (void *)((char *)space + info->lists[i].offset);
        while (list->first)
            move_up(l, list->first, taken);
    }
    lower_feature(l, FEATURE_NAMESPACE, space);
    object_unlink(l->model, &space->object);
    l->removed = true;
}

void lower_namespaces(struct lowering *l) {
    struct tn_text_map taken = {0};
    if (l->to->can.schemas)
        return;
    for (struct tn_object *o = l->model->project->entities.first; o; o = o->next)
        tn_text_map_put(&taken, o->name, o);
    while (l->model->project->namespaces.first)
        empty(l, l->model->project->namespaces.first, &taken);
    tn_text_map_free(&taken);
}

/* ------------------------------------------------------------------ sequences */

void lower_sequences(struct lowering *l) {
    struct tn_sequence *next = NULL;
    for (struct tn_sequence *s = tn_next(l->model, TN_sequence, NULL); s; s = next) {
        next = tn_next(l->model, TN_sequence, s);
        bool used = s->owner || tn_text_map_get(&l->used_sequences, s->name);
        if (l->to->can.sequences && (!used || l->to->id == TN_POSTGRESQL)) {
            s->type = l->to->id == TN_POSTGRESQL ? s->type : "";
            s->options = l->to->id == TN_MARIADB ? s->options : "";
            continue;
        }
        if (!used)
            lower_feature(l, FEATURE_SEQUENCE, s);
        lower_remove(l, s);
    }
}

/* ------------------------------------------------------------------ settings of tables */

static bool has_storage(const struct tn_entity *entity) {
    bool numbers = tn_find_word(entity->options, "auto_increment") == entity->options &&
                   !strchr(entity->options, ' ');
    return *entity->engine || *entity->charset || *entity->collation ||
           (*entity->options && !numbers);
}

void lower_periods(struct lowering *l, struct tn_entity *entity) {
    if (!entity->periods.count)
        return;
    lower_feature(l, FEATURE_PERIOD, entity);
    entity->periods = (struct tn_texts){0};
}

static void clear_settings(struct lowering *l, struct tn_entity *entity) {
    if (has_storage(entity))
        lower_drop_collation(l, entity->collation, entity);
    entity->engine = entity->charset = entity->collation = entity->options = entity->owner = "";
    entity->collation = lower_table_collation(l, entity);
    if (tn_id_map_get(&l->starts, entity->id))
        entity->options = tn_id_map_get(&l->starts, entity->id);
    lower_periods(l, entity);
    if (entity->strict)
        lower_feature(l, FEATURE_STRICT, entity);
    if (entity->persistence == TN_persistence_unlogged) {
        lower_feature(l, FEATURE_UNLOGGED, entity);
        entity->persistence = TN_persistence_permanent;
    }
    entity->without_rowid = entity->strict = false;
}

static void drop_comments(struct lowering *l, struct tn_object *object) {
    const struct tn_kind_info *info = tn_kind_of(object);
    bool inline_kind = object->kind == TN_entity || object->kind == TN_attribute ||
                       object->kind == TN_index || object->kind == TN_key;
    bool kept = l->to->can.inline_comments ? inline_kind : l->to->can.comments;
    if (*object->comment && !kept && object->kind != TN_project)
        lower_feature(l, FEATURE_COMMENT, object);
    for (size_t i = 0; i < info->list_count; i++) {
        const struct tn_list *list = (const void *)((const char *)object + info->lists[i].offset);
        for (struct tn_object *child = list->first; child; child = child->next)
            drop_comments(l, child);
    }
}

void lower_unused(struct lowering *l) {
    if (lower_same_language(l))
        return;
    TN_EACH_OF(l->model, entity, entity)
    clear_settings(l, entity);
    TN_EACH_OF(l->model, view, view)
    view->session = "";
    drop_comments(l, &l->model->project->object);
}
