/*
 * What is kept as text and stands on something that changes: views, triggers, policies, rules and
 * routines by the words in them, rights and other statements by what they are about.
 */
#include "migrate/plan.h"

#include <string.h>

/* Texts still say the old names. */
static const char *old_name(const struct planner *planner, const void *middle) {
    const struct tn_object *before = before_of(planner, middle);
    return before ? before->name : ((const struct tn_object *)middle)->name;
}

/* What can be made again from its text alone, and is lost when the object it speaks of is dropped.
 */
static unsigned bits_for(const struct tn_object *text, unsigned bits) {
    if (text->kind != TN_grant && text->kind != TN_raw)
        return bits;
    return (bits & MARK_UP ? MARK_UP_GONE : 0u) | (bits & MARK_DOWN ? MARK_DOWN_GONE : 0u);
}

/* ------------------------------------------------------------------ of what is dropped */

static bool has_parsed_body(const struct planner *planner, const struct tn_object *routine) {
    const char *text = tn_kept_text(routine);
    return tn_sql_mentions(planner->dialect, text, "atomic") ||
           tn_sql_mentions(planner->dialect, text, "return");
}

/* A body in quotes is looked at when it is called, one without when it is made; the parameters and
 * the result always. */
static bool routine_rests_on(const struct planner *planner, const struct tn_object *routine,
                             const char *name) {
    return plan_postgresql(planner) &&
           (has_parsed_body(planner, routine) ||
            tn_sql_mentions(planner->dialect, tn_kept_text(routine), name));
}

/* A policy or rule holds what it calls or casts to, and goes with its table only. */
static unsigned bits_of_holder(const struct tn_object *text, unsigned bits) {
    const char *statement = text->kind == TN_raw ? ((const struct tn_raw *)text)->statement : "";
    return tn_starts_with(statement, "CREATE ") ? bits : bits_for(text, bits);
}

/* Who called a routine that goes no longer does, and may be replaced in its place before. */
void mark_texts_naming(struct planner *planner, const struct tn_object *object, unsigned bits) {
    const char *name = old_name(planner, object);
    bool routine_goes = object->kind == TN_routine && !after_of(planner, object) &&
                        !is_in(&planner->replaced, object);
    for (struct mention *m = mentions_of(planner, name); m; m = m->next)
        if (m->object != object && (m->object->kind != TN_routine ||
                                    (!routine_goes && routine_rests_on(planner, m->object, name))))
            mark(planner, m->object,
                 object->kind == TN_routine ? bits_of_holder(m->object, bits)
                                            : bits_for(m->object, bits));
}

/* Its owner, and other statements about it. */
static bool is_setting_of_type(const struct tn_object *text) {
    const char *statement = text->kind == TN_raw ? ((const struct tn_raw *)text)->statement : "";
    return tn_starts_with(statement, "ALTER TYPE") || tn_starts_with(statement, "ALTER DOMAIN");
}

/* Has it an expression in which the type may stand? */
static bool has_expression(const struct tn_object *text) {
    const char *statement = text->kind == TN_raw ? ((const struct tn_raw *)text)->statement : "";
    return text->kind == TN_view || text->kind == TN_trigger ||
           tn_starts_with(statement, "CREATE POLICY") || tn_starts_with(statement, "CREATE RULE");
}

/* A type that only gets values is the same one on the way up. */
void mark_texts_of_type(struct planner *planner, const struct tn_object *type) {
    const char *name = old_name(planner, type);
    bool grows = is_in(&planner->replaced, type) && tn_text_map_get(&planner->grown, name);
    for (struct mention *m = mentions_of(planner, name); m; m = m->next)
        if (m->object->kind == TN_routine || m->object->kind == TN_grant ||
            is_setting_of_type(m->object))
            mark(planner, m->object, bits_for(m->object, MARK_BOTH));
        else if (has_expression(m->object))
            mark(planner, m->object, grows ? MARK_DOWN : MARK_BOTH);
}

/* The comment on a policy, the index of a materialized view. */
static void note_bases(struct planner *planner) {
    TN_EACH_OF(planner->middle, raw, raw) {
        if (!raw->base)
            continue;
        struct mention *mention = tn_arena_allocate(&planner->arena, sizeof *mention);
        mention->object = &raw->object;
        mention->next = tn_id_map_get(&planner->based, raw->base->id);
        tn_id_map_put(&planner->based, raw->base->id, mention);
    }
    planner->bases_noted = true;
}

static bool is_comment_on(const struct tn_object *text, const struct tn_object *raw) {
    const struct tn_raw *comment = (const void *)text;
    return text->kind == TN_raw && tn_starts_with(comment->statement, "COMMENT ON ") &&
           strcmp(comment->name, raw->name) == 0 &&
           comment->entity == ((const struct tn_raw *)raw)->entity;
}

void mark_raws_on(struct planner *planner, const struct tn_object *raw, unsigned bits) {
    for (struct mention *m = mentions_of(planner, raw->name); m; m = m->next)
        if (m->object != raw && is_comment_on(m->object, raw))
            mark(planner, m->object, bits_for(m->object, bits));
    if (!planner->bases_noted)
        note_bases(planner);
    for (struct mention *m = tn_id_map_get(&planner->based, raw->id); m; m = m->next)
        mark(planner, m->object, bits_for(m->object, bits));
}

/* ------------------------------------------------------------------ of columns */

/* PostgreSQL refuses to alter a column under these. */
static bool holds_columns(const struct planner *planner, const struct tn_object *text) {
    if (text->kind == TN_view || text->kind == TN_trigger)
        return true;
    if (text->kind == TN_routine)
        return plan_postgresql(planner) && has_parsed_body(planner, text);
    const char *statement = text->kind == TN_raw ? ((const struct tn_raw *)text)->statement : "";
    return tn_starts_with(statement, "CREATE POLICY") || tn_starts_with(statement, "CREATE RULE");
}

static bool speaks_of_column(const struct planner *planner, const struct tn_object *text,
                             const char *column) {
    const char *words = tn_kept_text(text);
    return tn_sql_mentions(planner->dialect, words, column) || text_selects_all(words);
}

/* Rights on the column alone go with it. */
static bool is_right_on(const struct planner *planner, const struct tn_object *text,
                        const char *column) {
    return text->kind == TN_grant && strchr(tn_kept_text(text), '(') &&
           tn_sql_mentions(planner->dialect, tn_kept_text(text), column);
}

void mark_texts_of_column(struct planner *planner, const struct tn_attribute *attribute,
                          unsigned bits, bool gone) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    const char *column = old_name(planner, attribute);
    if (plan_mysql(planner) && !gone)
        return;
    for (struct mention *m = mentions_of(planner, old_name(planner, entity)); m; m = m->next) {
        if (holds_columns(planner, m->object) && speaks_of_column(planner, m->object, column))
            mark(planner, m->object, bits);
        if (gone && is_right_on(planner, m->object, column))
            mark(planner, m->object, bits_for(m->object, bits));
    }
}

void mark_views_of_all(struct planner *planner, const struct tn_entity *entity) {
    for (struct mention *m = mentions_of(planner, old_name(planner, entity)); m; m = m->next)
        if (m->object->kind == TN_view && text_selects_all(tn_kept_text(m->object)))
            mark(planner, m->object, MARK_BOTH);
}
