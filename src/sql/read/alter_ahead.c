/*
 * MySQL and MariaDB: one ALTER TABLE takes effect as a whole. What DROP, RENAME and CHANGE name is
 * what the table had before; what is added may take a name that goes, and a column or index one
 * that another gives up, be it in turn. So the statement is gone through twice: here the parts go
 * and get their names, all at once; then read/alter.c reads the rest.
 */
#include "sql/read/parser.h"

#include <string.h>

/* ------------------------------------------------------------------ what is to get which name */

static struct tn_object *subject(struct parser *p, struct tn_entity *entity, bool index) {
    bool optional = sql_accept_two(p, W_if, W_exists);
    const char *at = p->token.at;
    const char *name = sql_name(p, "a name");
    if (p->failed)
        return NULL;
    void *found = index ? sql_part_find(p, entity, SQL_INDEXES, name)
                        : (void *)sql_attribute(p, entity, name);
    if (!found && !optional)
        sql_finding(p, TN_WARNING, "sql-unresolved", entity, at,
                    "\"%s\" is not there in table \"%s\"", name, entity->name);
    return found;
}

static void note(struct parser *p, struct tn_entity *entity, const char *from, bool index,
                 bool to) {
    struct given_name given = {.at = from, .object = subject(p, entity, index)};
    if (to && !sql_expect(p, W_to, "TO"))
        return;
    given.name = sql_name(p, "a new name");
    if (!p->failed)
        TN_PUSH(&p->given, given);
}

/* RENAME COLUMN a TO b, RENAME INDEX a TO b, CHANGE a b …: not RENAME TO, which is about the
 * table. */
static void note_name(struct parser *p, struct tn_entity *entity) {
    const char *from = p->token.at;
    if (sql_accept(p, W_change)) {
        sql_accept(p, W_column);
        note(p, entity, from, false, false);
    } else if (sql_accept_two(p, W_rename, W_column))
        note(p, entity, from, false, true);
    else if (sql_accept_two(p, W_rename, W_index) || sql_accept_two(p, W_rename, W_key))
        note(p, entity, from, true, true);
}

/* ------------------------------------------------------------------ giving the names */

static void give(struct parser *p, struct tn_object *object, const char *name) {
    if (object->kind == TN_attribute)
        sql_rename_column(p, (struct tn_attribute *)object, name);
    else
        sql_rename_object(p, object, name);
    tn_id_map_put(&p->left, object->id, NULL); /* somebody has asked for it now */
}

static struct tn_object *holder(struct parser *p, const struct given_name *given) {
    struct tn_entity *entity = (struct tn_entity *)given->object->parent;
    return given->object->kind == TN_attribute
               ? (struct tn_object *)sql_attribute(p, entity, given->name)
               : sql_part_find(p, entity, SQL_INDEXES, given->name);
}

/* A name that nothing has, for the time until the object gets its own: no script can say it. */
static const char *name_between(struct parser *p, const struct tn_object *object) {
    tn_buffer_reset(&p->scratch);
    tn_put_format(&p->scratch, "\x01%llx", (unsigned long long)object->id);
    return tn_text(p->model, tn_buffer_text(&p->scratch));
}

static void give_names(struct parser *p) {
    struct tn_id_map objects = {0}; /* those that get another name */
    for (size_t i = 0; i < p->given.count; i++)
        if (p->given.items[i].object)
            tn_id_map_put(&objects, p->given.items[i].object->id, p->given.items[i].object);
    for (size_t i = 0; i < p->given.count; i++) {
        const struct given_name *given = &p->given.items[i];
        if (!given->object || !given->object->alive ||
            strcmp(given->object->name, given->name) == 0)
            continue;
        struct tn_object *other = holder(p, given);
        if (other && other != given->object && tn_id_map_get(&objects, other->id))
            give(p, other, name_between(p, other));
        give(p, given->object, given->name);
    }
    tn_id_map_free(&objects);
}

/* ------------------------------------------------------------------ the statement */

static bool at_drop(struct parser *p) {
    return at_word(p, W_drop) && sql_peek(p, 1)->word != W_partition;
}

void sql_alter_ahead(struct parser *p, struct tn_entity *entity) {
    const char *start = p->token.at;
    p->given.count = p->given_used = p->gone.count = p->dropped_number = 0;
    do {
        if (at_drop(p))
            sql_drop_part(p, entity);
        else if (at_word(p, W_rename) || at_word(p, W_change))
            note_name(p, entity);
        else if (sql_at_two(p, W_convert, W_to)) {
            sql_next(p);
            sql_next(p);
            sql_convert_charset(p, entity);
        } else if (sql_at_table_option(p))
            sql_alter_charset(p, entity);
        sql_skip_action(p);
    } while (sql_accept_symbol(p, ','));
    if (p->failed)
        return;
    give_names(p);
    sql_jump(p, start);
}

bool sql_is_done_ahead(struct parser *p) {
    if (at_word(p, W_rename)) {
        enum word next = sql_peek(p, 1)->word;
        return next == W_column || next == W_index || next == W_key;
    }
    return at_drop(p);
}

/* At CHANGE: the column, which has its new name by now, or NULL. */
struct tn_attribute *sql_given_column(struct parser *p) {
    while (p->given_used < p->given.count)
        if (p->given.items[p->given_used++].at == p->token.at)
            return (struct tn_attribute *)p->given.items[p->given_used - 1].object;
    return NULL;
}

/* ------------------------------------------------------------------ columns that come again */

struct tn_attribute *sql_gone_column(struct parser *p, const char *name) {
    for (size_t i = 0; i < p->gone.count && sql_may_look(p, 1); i++)
        if (tn_same_word(p->gone.items[i]->name, name))
            return p->gone.items[i];
    return NULL;
}

void sql_take_over_keys(struct parser *p, struct tn_attribute *added) {
    struct tn_entity *entity = (struct tn_entity *)added->parent;
    const struct tn_attribute *gone = sql_gone_column(p, added->name);
    if (!gone || !sql_may_look(p, entity->keys.count + entity->indexes.count))
        return;
    for (struct tn_key *key = entity->keys.first; key; key = key->next)
        for (size_t i = 0; i < key->attributes.count; i++)
            if ((const void *)key->attributes.items[i] == gone)
                key->attributes.items[i] = &added->object;
    for (struct tn_index *index = entity->indexes.first; index; index = index->next)
        for (struct tn_index_part *part = index->parts.first; part; part = part->next)
            if (part->attribute == gone)
                part->attribute = added;
}
