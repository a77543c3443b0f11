/*
 * What could not be told when it was read: columns named before they came, foreign keys to tables
 * that come later, references to what was dropped since.
 */
#include "sql/read/parser.h"

#include <string.h>

/* ------------------------------------------------------------------ columns */

static void tell_missing(struct parser *p, const struct missing_column *missing) {
    sql_finding(p, TN_WARNING, "sql-unresolved", missing->entity, missing->at,
                "column \"%s\" is not there", missing->name);
}

static void settle(struct parser *p, const struct missing_column *missing) {
    struct tn_attribute *found = sql_attribute(p, missing->entity, missing->name);
    if (!found)
        tell_missing(p, missing);
    if (missing->part) {
        missing->part->attribute = found;
        if (!found)
            missing->part->expression = missing->name;
    } else
        missing->refs->items[missing->place] = found ? &found->object : NULL;
}

static void drop_holes(struct tn_refs *refs) {
    size_t kept = 0;
    for (size_t i = 0; i < refs->count; i++)
        if (refs->items[i])
            refs->items[kept++] = refs->items[i];
    refs->count = kept;
}

/* A key must have a column: what else would it be a key of? */
static void finish_owner(struct parser *p, const struct missing_column *missing) {
    if (missing->refs)
        drop_holes(missing->refs);
    if (missing->owner->kind != TN_key)
        return;
    struct tn_key *key = (struct tn_key *)missing->owner;
    if (key->attributes.count)
        sql_primary_is_not_null(p, key);
    else
        sql_forget(p, key);
}

void sql_finish_missing(struct parser *p) {
    for (size_t i = 0; i < p->missing.count; i++)
        if (p->missing.items[i].owner->alive)
            settle(p, &p->missing.items[i]);
    for (size_t i = 0; i < p->missing.count; i++)
        if (p->missing.items[i].owner->alive)
            finish_owner(p, &p->missing.items[i]);
    p->missing.count = 0;
}

/* ------------------------------------------------------------------ foreign keys */

static void set_columns(struct parser *p, struct tn_relationship *relationship,
                        const struct pending_key *pending) {
    struct tn_refs found = {0};
    for (size_t i = 0; i < pending->columns.count; i++) {
        const char *name = pending->columns.items[i];
        struct tn_attribute *attribute = sql_attribute(p, relationship->target, name);
        if (!attribute) {
            sql_finding(p, TN_WARNING, "sql-unresolved", relationship, pending->target.at,
                        "column \"%s\" is not there in table \"%s\"", name,
                        relationship->target->name);
            relationship->target_columns = pending->columns;
            return;
        }
        tn_refs_append(p->model, &found, attribute);
    }
    relationship->target_attributes = found;
}

static void give_up(struct parser *p, const struct pending_key *pending) {
    struct tn_relationship *relationship = pending->relationship;
    relationship->target_name = pending->target.name;
    if (*pending->target.schema) {
        tn_buffer_reset(&p->scratch);
        tn_put_format(&p->scratch, "%s.%s", pending->target.schema, pending->target.name);
        relationship->target_name = tn_text(p->model, tn_buffer_text(&p->scratch));
    }
    relationship->target_columns = pending->columns;
    sql_finding(p, TN_WARNING, "sql-unresolved", relationship, pending->target.at,
                "table \"%s\" is not there", relationship->target_name);
}

static bool settle_key(struct parser *p, const struct pending_key *pending) {
    void *home = p->home;
    p->home = pending->home;
    struct path path = pending->target;
    if (p->dialect == TN_SQLITE) { /* it is in the database of the child */
        const struct tn_entity *child = tn_entity_of(pending->relationship);
        path.schema = child->persistence == TN_persistence_temporary ? "temp" : "main";
    }
    struct tn_entity *target = sql_entity(p, &path);
    p->home = home;
    if (!target)
        return false;
    pending->relationship->target = target;
    set_columns(p, pending->relationship, pending);
    return true;
}

/* At a statement's end only its own keys are tried, at the end of the text all that are left. */
void sql_finish_pending(struct parser *p, bool last) {
    size_t from = last ? 0 : p->tried, kept = from;
    for (size_t i = from; i < p->pending.count; i++) {
        struct pending_key pending = p->pending.items[i];
        if (!pending.relationship->alive || settle_key(p, &pending))
            continue;
        if (last)
            give_up(p, &pending);
        else
            p->pending.items[kept++] = pending;
    }
    p->pending.count = p->tried = kept;
}

/* ------------------------------------------------------------------ what was dropped */

static bool is_gone(const struct tn_object *object) {
    return object && !object->alive;
}

/* Of a field that refers: false where the object must go too. */
static bool sweep_field(struct tn_object *object, const struct tn_field *field) {
    union tn_value value = tn_value_get(object, field);
    if (field->type == TN_REF && is_gone(value.ref)) {
        tn_value_put(object, field, tn_value_default(field));
        return !(field->flags & TN_FOLLOWS);
    }
    if (field->type == TN_REF)
        return true;
    size_t before = value.refs.count;
    for (size_t i = 0; i < value.refs.count; i++)
        if (is_gone(value.refs.items[i]))
            value.refs.items[i] = NULL;
    drop_holes(&value.refs);
    if (value.refs.count == before)
        return true;
    tn_value_put(object, field, value);
    bool needed = field->flags & TN_NEEDED && !value.refs.count;
    return !(field->flags & TN_FOLLOWS) && !needed;
}

static bool sweep_fields(struct tn_object *object) {
    const struct tn_kind_info *info = tn_kind_of(object);
    for (const unsigned char *i = info->references; *i; i++)
        if (!sweep_field(object, &info->fields[*i]))
            return false;
    return true;
}

/* MySQL: an index goes with the last of its columns. */
static bool is_emptied(const struct tn_object *object) {
    return object->kind == TN_index && !((const struct tn_index *)object)->parts.count;
}

/* In SQLite a foreign key outlives its parent: it means whatever has that name. */
static void keep_reference(struct parser *p, struct tn_relationship *relationship) {
    struct tn_entity *gone = relationship->target;
    if (p->dialect != TN_SQLITE || !gone || gone->alive)
        return;
    struct pending_key pending = {.relationship = relationship,
                                  .home = p->home,
                                  .target = {.schema = "", .name = gone->name, .at = p->lexer.at}};
    for (size_t i = 0; i < relationship->target_attributes.count; i++)
        tn_texts_append(p->model, &pending.columns, relationship->target_attributes.items[i]->name);
    relationship->target = NULL;
    relationship->target_attributes = (struct tn_refs){0};
    if (!settle_key(p, &pending))
        give_up(p, &pending);
}

static void sweep_object(struct parser *p, struct tn_object *object) {
    const struct tn_kind_info *info = tn_kind_of(object);
    for (size_t i = 0; i < info->list_count; i++) {
        struct tn_list *list = (void *)((char *)object + info->lists[i].offset);
        struct tn_object *next;
        for (struct tn_object *child = list->first; child; child = next) {
            next = child->next;
            if (child->kind == TN_relationship)
                keep_reference(p, (struct tn_relationship *)child);
            bool stays = sweep_fields(child);
            if (stays)
                sweep_object(p, child);
            if (!stays || is_emptied(child))
                sql_forget(p, child);
        }
    }
}

void sql_sweep(struct parser *p) {
    if (!p->dropped)
        return;
    sweep_object(p, &p->model->project->object);
}
