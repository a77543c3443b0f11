/*
 * Steps: their titles and texts, and the small pieces of statements that all of them use.
 */
#include "migrate/plan.h"
#include "sql/read/foreign_key_index.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ words for people */

static const struct {
    enum tn_kind kind;
    const char *noun;
} nouns[] = {
    {TN_entity, "table"},        {TN_attribute, "column"}, {TN_relationship, "foreign key"},
    {TN_namespace, "schema"},    {TN_index, "index"},      {TN_index_part, "index part"},
    {TN_exclusion, "exclusion"}, {TN_raw, "statement"},    {TN_grant, "grant"},
};

const char *noun_of(const void *object) {
    const struct tn_object *o = object;
    if (o->kind == TN_key)
        return ((const struct tn_key *)o)->primary ? "primary key" : "unique key";
    for (size_t i = 0; i < TN_LENGTH(nouns); i++)
        if (nouns[i].kind == o->kind)
            return nouns[i].noun;
    return tn_kind_of(o)->name;
}

void step_title(struct step *step, const char *verb, const void *object) {
    tn_buffer_reset(&step->title);
    tn_put_format(&step->title, "%s %s ", verb, noun_of(object));
    tn_path(object, &step->title);
    step->object = object;
    step->subject = tn_entity_of(object) ? tn_entity_of(object)->name : NULL;
}

/* ------------------------------------------------------------------ adding */

/* Stands behind each statement while a step is put together: a byte that UTF-8 never has. */
#define STATEMENT_END '\xff'

static const char *kept(struct planner *planner, struct tn_buffer *buffer) {
    const char *text = tn_arena_text(&planner->plan->arena, tn_buffer_text(buffer), buffer->length);
    tn_buffer_free(buffer);
    *buffer = (struct tn_buffer){0};
    return text;
}

static size_t count_ends(const char *text) {
    size_t count = 0;
    for (; (text = strchr(text, STATEMENT_END)); text++)
        count++;
    return count;
}

/* The text without its marks, and where its statements lie in it. */
static const char *kept_statements(struct planner *planner, struct tn_buffer *buffer,
                                   struct tn_statements *statements) {
    struct tn_arena *arena = &planner->plan->arena;
    const char *from = tn_buffer_text(buffer);
    struct tn_slice *items = tn_arena_allocate(arena, (count_ends(from) + 1) * sizeof *items);
    char *text = tn_arena_allocate(arena, buffer->length + 1), *to = text;
    for (const char *end; (end = strchr(from, STATEMENT_END)); from = end + 1) {
        memcpy(to, from, (size_t)(end - from));
        items[statements->count++] = (struct tn_slice){to, (size_t)(end - from) - strlen(";\n")};
        to += end - from;
    }
    strcpy(to, from);
    statements->items = items;
    tn_buffer_free(buffer);
    *buffer = (struct tn_buffer){0};
    return text;
}

/* MySQL: each statement in the form that keeps nobody waiting. */
static void put_online(struct tn_buffer *buffer, bool in_place) {
    struct tn_buffer out = {0};
    const char *from = tn_buffer_text(buffer);
    for (const char *end; (end = strchr(from, STATEMENT_END)); from = end + 1) {
        struct tn_slice statement = {from, (size_t)(end - from) - strlen(";\n")};
        put_online_mysql(&out, statement, in_place);
        put_end(&out);
    }
    tn_put(&out, from);
    tn_buffer_free(buffer);
    *buffer = out;
}

static const char *path_text(struct planner *planner, const void *object) {
    struct tn_buffer path = {0};
    tn_sql_put_path(&path, planner->dialect, object);
    return kept(planner, &path);
}

/* The tables and views that are locked, by the names they have then. */
static void note_locks(struct planner *planner, const struct tn_object *object,
                       struct tn_plan_step *made) {
    const void *relation = object && object->kind == TN_view ? object : NULL;
    const struct tn_relationship *foreign =
        object && object->kind == TN_relationship ? (const void *)object : NULL;
    if (object && tn_entity_of(object))
        relation = tn_entity_of(object);
    if (relation)
        made->locks[0] = path_text(planner, relation);
    if (relation && foreign && foreign->target && (const void *)foreign->target != relation)
        made->locks[1] = path_text(planner, foreign->target);
}

/* A title stands in a comment of one line. */
static void keep_to_one_line(struct tn_buffer *title) {
    for (size_t i = 0; i < title->length; i++)
        if ((unsigned char)title->at[i] < ' ')
            title->at[i] = ' ';
}

void step_add(struct planner *planner, enum phase phase, struct step *step) {
    bool empty = step->up.length == 0 && step->down.length == 0;
    keep_to_one_line(&step->title);
    struct tn_plan_step made = {
        .title = kept(planner, &step->title),
        .subject =
            step->subject ? tn_arena_format(&planner->plan->arena, "%s", step->subject) : NULL,
        .destroys = step->destroys,
        .down_destroys = step->down_destroys,
        .alone = step->alone,
        .down_alone = step->down_alone,
        .proven = step->proven,
        .keeps_table = step->keeps_table,
        .down_keeps_table = step->down_keeps_table,
    };
    if (planner->online && plan_mysql(planner)) {
        put_online(&step->up, step->keeps_table || step->in_place);
        put_online(&step->down, step->down_keeps_table || step->down_in_place);
    }
    if (plan_keeps_running(planner))
        note_locks(planner, step->object, &made);
    made.up = kept_statements(planner, &step->up, &made.up_statements);
    made.down = kept_statements(planner, &step->down, &made.down_statements);
    if (!empty)
        TN_PUSH(&planner->phases[phase], ((struct placed_step){made, step->place}));
    *step = (struct step){0};
}

/* ------------------------------------------------------------------ statements */

void put_end(struct tn_buffer *out) {
    tn_put(out, ";\n");
    tn_put_char(out, STATEMENT_END);
}

/* Rows that are null get the default before the column refuses them. */
void put_fill(struct planner *planner, struct tn_buffer *out, const struct tn_attribute *to) {
    struct tn_buffer name = {0};
    tn_sql_put_name(&name, planner->dialect, to->name);
    tn_put(out, "UPDATE ");
    tn_sql_put_path(out, planner->dialect, tn_entity_of(to));
    tn_put_format(out, " SET %s = %s WHERE %s IS NULL", name.at, to->default_value, name.at);
    put_end(out);
    tn_buffer_free(&name);
}

void put_alter(struct planner *planner, struct tn_buffer *out, const struct tn_entity *entity) {
    tn_put(out, "ALTER TABLE ");
    tn_sql_put_path(out, planner->dialect, entity);
    tn_put_char(out, ' ');
}

static bool comment_stands_inside(const struct planner *planner, const void *object) {
    const struct tn_object *o = object;
    return plan_mysql(planner) || !*o->comment || !planner->dialect->can.comments;
}

static void put_session(struct planner *planner, struct tn_buffer *out, const void *object,
                        bool end) {
    size_t length = out->length;
    tn_sql_put_session(out, planner->dialect, object, end);
    if (out->length > length)
        put_end(out);
}

void put_create(struct planner *planner, struct tn_buffer *out, const void *object) {
    struct tn_buffer statement = {0};
    tn_sql_put_create(&statement, planner->dialect, object);
    if (statement.length) {
        put_session(planner, out, object, false);
        tn_put(out, statement.at);
        put_end(out);
        put_session(planner, out, object, true);
    }
    bool made = statement.length > 0;
    size_t length = out->length;
    tn_buffer_free(&statement);
    if (!made)
        return;
    if (comment_stands_inside(planner, object))
        return;
    tn_sql_put_comment(out, planner->dialect, object);
    if (out->length > length)
        put_end(out);
}

/* MySQL makes an index for a foreign key that finds none, and leaves it there when that goes. */
bool has_index_of_its_own(const struct tn_relationship *r) {
    for (const struct tn_relationship *o = tn_entity_of(r)->relationships.first; o; o = o->next)
        if (o != r && tn_refs_begin_with(o->attributes, r->attributes))
            return false;
    return *r->name && sql_makes_index(r);
}

static void put_drop_own_index(struct planner *planner, struct tn_buffer *out,
                               const struct tn_relationship *r) {
    tn_put(out, "DROP INDEX ");
    tn_sql_put_name(out, planner->dialect, r->name);
    tn_put(out, " ON ");
    tn_sql_put_path(out, planner->dialect, tn_entity_of(r));
    put_end(out);
}

void put_drop(struct planner *planner, struct tn_buffer *out, const void *object) {
    const struct tn_object *o = object;
    size_t length = out->length;
    tn_sql_put_drop(out, planner->dialect, object);
    if (out->length > length)
        put_end(out);
    if (plan_mysql(planner) && o->kind == TN_relationship && has_index_of_its_own(object))
        put_drop_own_index(planner, out, object);
}

const char *name_beside(struct tn_arena *arena, const char *name, const char *suffix) {
    return tn_arena_format(arena, "%.*s_%s", (int)tn_text_fit(name, 50), name, suffix);
}

/* ------------------------------------------------------------------ objects */

void *before_of(const struct planner *planner, const void *middle) {
    return tn_find_id(planner->before, ((const struct tn_object *)middle)->id);
}

void *after_of(const struct planner *planner, const void *middle) {
    return tn_diff_after(planner->diff, middle);
}

void *middle_of(const struct planner *planner, const void *after) {
    return tn_diff_before(planner->diff, after);
}

bool stands_between(const struct planner *planner, const struct tn_attribute *attribute) {
    bool middle = tn_find_id(planner->middle, attribute->id) == &attribute->object;
    for (const struct tn_attribute *a = attribute->next; a; a = a->next)
        if (middle ? after_of(planner, a) : middle_of(planner, a))
            return true;
    return false;
}

bool stands_in_column(const struct planner *planner, const struct tn_object *object) {
    return object->kind == TN_check && object->parent->kind == TN_entity &&
           write_in_column(planner->dialect, (const struct tn_check *)object);
}

bool has_change(const struct planner *planner, const void *middle, unsigned field) {
    const struct tn_object *object = middle;
    const struct tn_change *change = tn_id_map_get(&planner->changed, object->id);
    const struct tn_change *end = planner->diff->changes.items + planner->diff->changes.count;
    for (; change && change < end && change->before == object; change++)
        if (change->field == &tn_kind_of(object)->fields[field])
            return true;
    return false;
}
