/*
 * What is to be known of an entity that was taken apart: where its attributes are now, what no key
 * enforces any more, which texts still read it as it was.
 */
#include "lint/normalize.h"
#include "tenon/design.h"

#include <string.h>

void tell(struct taking_apart *t, enum tn_severity severity, const void *object, const char *format,
          ...) {
    va_list arguments;
    va_start(arguments, format);
    tn_finding_vadd(&t->done->findings, severity, "normalize", object, format, arguments);
    va_end(arguments);
}

/* ------------------------------------------------------------------ attributes */

static struct tn_set gone_from_main(const struct taking_apart *t, const struct part *part) {
    struct tn_set left = t->main ? t->main->attributes : (struct tn_set){{0}};
    return tn_set_minus(part->attributes, left);
}

/* From where a row of the part is found: the entity that stays, or another that has its key. */
static const struct part *way_to(const struct taking_apart *t, const struct part *part) {
    if (t->main && tn_set_within(part->key, t->main->attributes))
        return t->main;
    for (size_t i = 0; i < t->parts.count; i++) {
        const struct part *other = &t->parts.items[i];
        if (other != part && tn_set_within(part->key, other->attributes))
            return other;
    }
    return NULL;
}

/* orders.customer_id = customers.id */
static const char *join_of(struct taking_apart *t, const struct part *from,
                           const struct part *part) {
    struct tn_buffer text = {0};
    for (size_t a = 0; a < t->relation.given.attributes; a++)
        if (tn_set_has(part->key, a))
            tn_put_format(&text, "%s%s.%s = %s.%s", text.length ? " AND " : "", from->entity->name,
                          from->twins[a]->name, part->entity->name, part->twins[a]->name);
    const char *kept = tn_arena_text(&t->arena, tn_buffer_text(&text), text.length);
    tn_buffer_free(&text);
    return kept;
}

static void tell_of_part(struct taking_apart *t, const struct part *part) {
    struct tn_set gone = tn_set_minus(gone_from_main(t, part), part->key);
    const struct part *from = way_to(t, part);
    if (from && !tn_set_empty(gone))
        tell(t, TN_INFO, part->entity,
             "%s of %s is in %s: read it by a join, %s, and write it there, once for each %s",
             names_in(t, gone), t->name, part->entity->name, join_of(t, from, part),
             names_in(t, part->key));
    else
        tell(t, TN_INFO, part->entity, "%s of %s is in %s: each combination once",
             names_in(t, part->attributes), t->name, part->entity->name);
}

/* Rows that do not say whose the values are. */
static void tell_of_nulls(struct taking_apart *t, const struct part *part) {
    struct tn_set null = {{0}};
    for (size_t a = 0; a < t->relation.given.attributes; a++)
        if (tn_set_has(part->key, a) && t->attributes[a]->nullable)
            tn_set_add(&null, a);
    if (!tn_set_empty(null))
        tell(t, TN_WARNING, part->entity,
             "rows of %s without %s have no place in %s: their values are lost", t->entity->name,
             names_in(t, null), part->entity->name);
}

/* Rows of an entity that was there may never have had such a value. */
static void tell_of_gaps(struct taking_apart *t, const struct part *part) {
    for (size_t a = 0; part->along && a < t->relation.given.attributes; a++)
        if (part->twins[a] && part->twins[a]->nullable && !t->attributes[a]->nullable &&
            tn_set_has(gone_from_main(t, part), a))
            tell(t, TN_INFO, part->entity, "%s.%s may be null: where no %s refers to the row",
                 part->entity->name, part->twins[a]->name, t->entity->name);
}

static void tell_of_loss(struct taking_apart *t) {
    struct tn_buffer text = {0};
    for (size_t i = 0; i < t->decomposition.lost.fds.count; i++) {
        tn_buffer_reset(&text);
        tn_relation_put(&t->relation, t->decomposition.lost.fds.items[i], false, &text);
        tell(t, TN_WARNING, t->main ? (void *)t->entity : t->parts.items[0].entity,
             "no key enforces %s any more: applications have to", text.at);
    }
    tn_buffer_free(&text);
    if (!t->decomposition.exact)
        tell(t, TN_WARNING, t->main ? (void *)t->entity : t->parts.items[0].entity,
             "it has too many attributes in dependencies to be sure that no part must be taken "
             "apart again");
}

void tell_what_moved(struct taking_apart *t) {
    for (size_t i = 0; i < t->parts.count; i++) {
        const struct part *part = &t->parts.items[i];
        if (part == t->main)
            continue;
        tell_of_part(t, part);
        tell_of_nulls(t, part);
        tell_of_gaps(t, part);
    }
    tell_of_loss(t);
    if (!t->main)
        tell(t, TN_WARNING, t->parts.items[0].entity, "%s goes: join the others to have its rows",
             t->entity->name);
}

/* ------------------------------------------------------------------ texts */

static struct tn_set all_gone(const struct taking_apart *t) {
    struct tn_set all = tn_set_first(t->relation.given.attributes);
    return t->main ? tn_set_minus(all, t->main->attributes) : all;
}

static void look_into(struct taking_apart *t, const struct tn_object *object) {
    const char *text = tn_kept_text(object);
    struct tn_set gone = all_gone(t), named = {{0}};
    bool own = tn_entity_of(object) == t->entity;
    if (!*text || (!own && !tn_sql_mentions(t->dialect, text, t->entity->name)))
        return;
    for (size_t a = 0; a < t->relation.given.attributes; a++)
        if (tn_set_has(gone, a) && tn_sql_mentions(t->dialect, text, t->attributes[a]->name))
            tn_set_add(&named, a);
    if (!tn_set_empty(named) || !t->main)
        tell(t, TN_WARNING, object, "%s %s names %s, which is elsewhere: rewrite it",
             tn_kind_of(object)->name, tn_title(object),
             tn_set_empty(named) ? t->entity->name : names_in(t, named));
}

void tell_of_texts(struct taking_apart *t) {
    static const enum tn_kind kinds[] = {TN_view, TN_routine, TN_trigger, TN_raw, TN_grant};
    for (size_t i = 0; i < TN_LENGTH(kinds); i++)
        for (struct tn_object *o = tn_next(t->model, kinds[i], NULL); o;
             o = tn_next(t->model, kinds[i], o))
            look_into(t, o);
}

/* ------------------------------------------------------------------ the note */

void leave_note(struct taking_apart *t) {
    static const char *const forms[] = {"1NF", "2NF", "3NF", "BCNF", "4NF"};
    struct tn_entity *where = t->main ? t->entity : t->parts.items[0].entity;
    struct tn_buffer text = {0};
    tn_put_format(&text, "%s was taken apart into %s. Applications have to follow:", t->name,
                  forms[t->done->form]);
    for (size_t i = 0; i < t->done->findings.count; i++)
        tn_put_format(&text, "\n- %s", t->done->findings.items[i].message);
    struct tn_note *note = tn_design_add(t->model, TN_note, where, "");
    tn_set_text(t->model, note, TN_note_text, text.at);
    tn_buffer_free(&text);
}
