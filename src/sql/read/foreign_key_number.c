/*
 * The numbers that InnoDB gives to foreign keys without a name, table_ibfk_1: from 1 on where the
 * table is made, whatever others are called; later from the highest on that is there before the
 * statement. What carries such a name is named anew together with its table. While all of a
 * table's are without a name, they stay so: lowering counts them.
 */
#include "sql/read/parser.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char mark[] = "_ibfk_";

/* What stands behind the mark, or NULL. */
static const char *behind_mark(const char *name, const char *table) {
    size_t length = strlen(table);
    bool own = strncasecmp(name, table, length) == 0 && tn_starts_with(name + length, mark);
    return own ? name + length + sizeof mark - 1 : NULL;
}

static size_t number_of(const struct tn_relationship *r, const char *table) {
    const char *digits = behind_mark(r->name, table);
    return digits && *digits >= '0' && *digits <= '9' ? strtoul(digits, NULL, 10) : 0;
}

static size_t highest_number(const struct tn_entity *entity) {
    size_t highest = 0;
    for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next) {
        size_t number = number_of(r, entity->name);
        highest = number > highest ? number : highest;
    }
    return highest;
}

static const char *numbered(struct parser *p, const char *table, const char *behind) {
    tn_buffer_reset(&p->scratch);
    tn_put_format(&p->scratch, "%s%s%s", table, mark, behind);
    return tn_text(p->model, tn_buffer_text(&p->scratch));
}

static void number_from(struct parser *p, struct tn_entity *entity, size_t number) {
    char digits[24];
    for (struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        if (!*r->name) {
            sql_leave_index(p, r); /* named after the column, not the foreign key */
            snprintf(digits, sizeof digits, "%zu", number++);
            sql_rename_object(p, r, numbered(p, entity->name, digits));
        }
}

void sql_number_made(struct parser *p, struct tn_entity *entity) {
    if (entity->alive && highest_number(entity))
        number_from(p, entity, 1);
}

void sql_number_dropped(struct parser *p, const struct tn_relationship *relationship) {
    struct tn_entity *entity = (struct tn_entity *)relationship->parent;
    if (!is_mysql(p) || !sql_may_look(p, entity->relationships.count))
        return;
    number_from(p, entity, highest_number(entity) + 1);
    size_t number = number_of(relationship, entity->name);
    p->dropped_number = number > p->dropped_number ? number : p->dropped_number;
}

void sql_number_added(struct parser *p, struct tn_entity *entity) {
    size_t highest = entity->alive ? highest_number(entity) : 0;
    size_t before = p->dropped_number > highest ? p->dropped_number : highest;
    if (before && entity->alive)
        number_from(p, entity, before + 1);
    p->dropped_number = 0;
}

void sql_number_renamed(struct parser *p, struct tn_entity *entity, const char *before) {
    for (struct tn_relationship *r = entity->relationships.first; r; r = r->next) {
        const char *behind = behind_mark(r->name, before);
        if (behind)
            sql_rename_object(p, r, numbered(p, entity->name, behind));
    }
}
