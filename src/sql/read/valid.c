/*
 * Checks that are not valid in a table and are in one below it, which is not told by the check:
 * what is made below has no rows that could fail it, what is put below may have had it before, and
 * a table below can be validated by itself (PostgreSQL). At the end of the text each that still
 * matters becomes a statement about the table below.
 */
#include "sql/read/parser.h"

#include <string.h>

static void is_valid_in(struct parser *p, const struct tn_check *check, struct tn_entity *below) {
    uint64_t pair = sql_pair(below, check);
    if (tn_id_map_get(&p->valid, pair))
        return;
    tn_id_map_put(&p->valid, pair, below);
    TN_PUSH(&p->valid_below, ((struct valid_below){check, below}));
}

bool sql_is_valid_below(const struct parser *p, const struct tn_check *check,
                        const struct tn_entity *below) {
    return tn_id_map_get(&p->valid, sql_pair(below, check));
}

/* ------------------------------------------------------------------ how it comes to be so */

/* Wholes within wholes. */
enum { DEEPEST = 16 };

void sql_made_below(struct parser *p, const struct tn_entity *above, struct tn_entity *below) {
    for (size_t depth = 0; above && depth < DEEPEST; above = above->partition_of, depth++)
        for (const struct tn_check *check = above->checks.first; check; check = check->next)
            if (check->not_valid && !check->no_inherit && sql_may_copy(p, below))
                is_valid_in(p, check, below);
}

static void is_valid_from(struct parser *p, const struct tn_check *check, struct tn_entity *below) {
    sql_heirs(p, below);
    is_valid_in(p, check, below);
    for (size_t i = 0; i < p->heirs.count; i++)
        is_valid_in(p, check, p->heirs.items[i]);
}

void sql_check_merged(struct parser *p, const struct tn_check *above, const struct tn_check *own) {
    if (above->not_valid && !own->not_valid)
        is_valid_from(p, above, (struct tn_entity *)own->parent);
}

static struct tn_check *check_above(struct parser *p, struct tn_entity *entity, const char *name,
                                    size_t depth) {
    struct tn_entity *whole = (struct tn_entity *)entity->partition_of;
    struct tn_check *found = sql_part(p, entity, TN_check, name);
    if (!found && whole && depth < DEEPEST)
        found = check_above(p, whole, name, depth + 1);
    for (size_t i = 0; !found && i < entity->inherits.count && depth < DEEPEST; i++)
        found = check_above(p, (struct tn_entity *)entity->inherits.items[i], name, depth + 1);
    return sql_may_look(p, 1) ? found : NULL;
}

/* ALTER TABLE … VALIDATE CONSTRAINT name. */
void sql_validate(struct parser *p, struct tn_entity *entity) {
    sql_next(p);
    sql_expect(p, W_constraint, "CONSTRAINT");
    const char *name = sql_name(p, "a constraint");
    struct tn_object *object = p->failed ? NULL : sql_part_find(p, entity, SQL_PARTS, name);
    if (object && object->kind == TN_check)
        ((struct tn_check *)object)->not_valid = false;
    else if (object && object->kind == TN_relationship)
        ((struct tn_relationship *)object)->not_valid = false;
    struct tn_check *above = object || p->failed ? NULL : check_above(p, entity, name, 0);
    if (above && above->not_valid)
        is_valid_from(p, above, entity);
}

/* ------------------------------------------------------------------ what is left of it */

static bool is_below(const struct tn_entity *entity, const struct tn_entity *above, size_t depth) {
    bool below = entity->partition_of == above || tn_refs_have(entity->inherits, above);
    if (below || depth == DEEPEST)
        return below;
    if (entity->partition_of && is_below(entity->partition_of, above, depth + 1))
        return true;
    for (size_t i = 0; !below && i < entity->inherits.count; i++)
        below = is_below((const void *)entity->inherits.items[i], above, depth + 1);
    return below;
}

void sql_keep_valid(struct parser *p) {
    for (size_t i = 0; i < p->valid_below.count; i++) {
        const struct tn_check *check = p->valid_below.items[i].check;
        struct tn_entity *below = p->valid_below.items[i].below;
        struct tn_entity *above = check->alive ? (struct tn_entity *)check->parent : NULL;
        if (!above || !check->not_valid || !below->alive || !is_below(below, above, 0))
            continue;
        sql_settle_kind(p, above, TN_check);
        struct tn_buffer text = {0};
        tn_put(&text, "ALTER TABLE ");
        tn_sql_put_path(&text, p->tables, below);
        tn_put(&text, " VALIDATE CONSTRAINT ");
        tn_sql_put_name(&text, p->tables, check->name);
        sql_keep_text(p, tn_text(p->model, text.at));
        tn_buffer_free(&text);
    }
}
