/*
 * Tables below other tables, as partitions or by inheritance: how they come to be there and leave,
 * and which they are, since what changes a column changes it in all of them (PostgreSQL).
 *
 * Columns are copied to the tables below; checks, keys and indexes are not: whoever writes the
 * tables down again relies on the server to pass those on.
 */
#include "model/object.h"
#include "sql/read/parser.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ who is below whom */

void sql_put_below(struct parser *p, struct tn_entity *above, struct tn_entity *below) {
    uintptr_t newest = (uintptr_t)tn_id_map_get(&p->below_first, above->id);
    TN_PUSH(&p->below, ((struct below){below, newest}));
    tn_id_map_put(&p->below_first, above->id, (void *)(uintptr_t)p->below.count);
}

static bool is_below(const struct tn_entity *entity, const struct tn_entity *above) {
    return entity->alive &&
           (entity->partition_of == above || tn_refs_have(entity->inherits, above));
}

static void collect_below(struct parser *p, const struct tn_entity *above) {
    uintptr_t next = (uintptr_t)tn_id_map_get(&p->below_first, above->id);
    for (; next; next = p->below.items[next - 1].next) {
        struct tn_entity *entity = p->below.items[next - 1].entity;
        if (is_below(entity, above) && sql_may_copy(p, above))
            TN_PUSH(&p->heirs, entity);
    }
}

/* A table with several parents may come twice: whatever is done to it must bear that. */
size_t sql_heirs(struct parser *p, const struct tn_entity *entity) {
    p->heirs.count = 0;
    if (!p->below.count || p->modifiers.only)
        return 0;
    collect_below(p, entity);
    for (size_t i = 0; i < p->heirs.count; i++)
        collect_below(p, p->heirs.items[i]);
    return p->heirs.count;
}

size_t sql_partitions(struct parser *p, const struct tn_entity *entity) {
    size_t kept = 0;
    p->heirs.count = 0;
    collect_below(p, entity);
    for (size_t i = 0; i < p->heirs.count; i++)
        if (p->heirs.items[i]->partition_of == entity)
            p->heirs.items[kept++] = p->heirs.items[i];
    return p->heirs.count = kept;
}

bool sql_has_partitions(struct parser *p, const struct tn_entity *entity) {
    uintptr_t next = (uintptr_t)tn_id_map_get(&p->below_first, entity->id);
    for (; next; next = p->below.items[next - 1].next) {
        const struct tn_entity *below = p->below.items[next - 1].entity;
        if (below->alive && below->partition_of == entity)
            return true;
    }
    return false;
}

/* ------------------------------------------------------------------ INHERITS */

/* Columns of the table's own, taken out while those from above are put in. */
struct own_columns {
    TN_VECTOR(struct tn_object *) list;
    struct tn_text_map by_name;
};

static void take_out(struct parser *p, struct tn_entity *entity, struct own_columns *own) {
    while (entity->attributes.first) {
        struct tn_object *attribute = entity->attributes.first;
        TN_PUSH(&own->list, attribute);
        tn_text_map_put(&own->by_name, attribute->name, attribute);
        object_unlink(p->model, attribute);
    }
}

static void put_back(struct parser *p, struct tn_entity *entity, struct tn_object *attribute) {
    object_link(p->model, attribute, &entity->object, object_rank_after_last(&entity->attributes));
    sql_attribute_moved(p, (struct tn_attribute *)attribute);
}

/* One column of several definitions: what any of them forbids is forbidden, and the default is its
 * own, or else that from above. */
static void merge_column(struct parser *p, struct tn_attribute *own,
                         const struct tn_attribute *above) {
    own->nullable = own->nullable && above->nullable;
    if (!*own->generated)
        own->generated = above->generated;
    if (!*own->default_value && own->identity == TN_identity_none && !*own->generated)
        own->default_value = sql_passed_default(p, above);
}

/* Columns from above come first, each where the first of the tables above has it. */
static void take_columns(struct parser *p, struct tn_entity *entity, const struct tn_entity *from,
                         struct own_columns *own) {
    for (struct tn_attribute *above = from->attributes.first; above; above = above->next) {
        struct tn_attribute *here = sql_attribute(p, entity, above->name);
        struct tn_attribute *mine = here ? NULL : tn_text_map_get(&own->by_name, above->name);
        if (mine) {
            tn_text_map_put(&own->by_name, mine->name, NULL);
            put_back(p, entity, &mine->object);
        }
        if (!here && !mine)
            sql_copy_attribute(p, entity, above, SQL_LIKE_INHERITED);
        else if (sql_may_copy(p, entity))
            merge_column(p, here ? here : mine, above);
    }
}

static void put_own_back(struct parser *p, struct tn_entity *entity, struct own_columns *own) {
    for (size_t i = 0; i < own->list.count; i++)
        if (tn_text_map_get(&own->by_name, own->list.items[i]->name))
            put_back(p, entity, own->list.items[i]);
    free(own->list.items);
    tn_text_map_free(&own->by_name);
}

static void inherit_from(struct parser *p, struct tn_entity *entity, struct tn_entity *above) {
    tn_refs_append(p->model, &entity->inherits, above);
    sql_put_below(p, above, entity);
}

/* Behind INHERITS: ( table, … ). */
void sql_inherits(struct parser *p, struct tn_entity *entity) {
    sql_expect_symbol(p, '(', "tables in parentheses");
    if (sql_accept_symbol(p, ')'))
        return;
    struct own_columns own = {0};
    take_out(p, entity, &own);
    do {
        struct tn_entity *other = sql_other_table(p, entity);
        if (other) {
            inherit_from(p, entity, other);
            take_columns(p, entity, other, &own);
            sql_made_below(p, other, entity);
        }
    } while (!p->failed && sql_accept_symbol(p, ','));
    put_own_back(p, entity, &own);
    sql_expect_symbol(p, ')', "a comma or a closing parenthesis");
}

/* ALTER TABLE … INHERIT table. */
void sql_inherit(struct parser *p, struct tn_entity *entity) {
    sql_next(p);
    struct tn_entity *other = sql_other_table(p, entity);
    if (other)
        inherit_from(p, entity, other);
}

/* ALTER TABLE … NO INHERIT table. */
void sql_no_inherit(struct parser *p, struct tn_entity *entity) {
    sql_next(p);
    sql_expect(p, W_inherit, "INHERIT");
    struct tn_entity *other = sql_other_table(p, entity);
    if (!other)
        return;
    struct tn_refs kept = {0};
    for (size_t i = 0; i < entity->inherits.count; i++)
        if (entity->inherits.items[i] != &other->object)
            tn_refs_append(p->model, &kept, entity->inherits.items[i]);
    entity->inherits = kept;
    sql_copy_checks(p, entity, other, 0);
}

/* ------------------------------------------------------------------ partitions */

/* Behind PARTITION OF table: ( constraints, and what its columns have of their own ). */
static void partition_element(struct parser *p, struct tn_entity *entity) {
    if (sql_at_constraint(p)) {
        sql_constraint(p, entity, NULL);
        return;
    }
    struct tn_attribute *attribute = sql_column_of(p, entity);
    if (!attribute) {
        sql_expected(p, "a constraint, or a column of the partitioned table");
        return;
    }
    if (sql_accept(p, W_with))
        sql_expect(p, W_options, "OPTIONS");
    sql_column_clauses(p, attribute);
}

static void partition_elements(struct parser *p, struct tn_entity *entity) {
    do
        partition_element(p, entity);
    while (sql_accept_symbol(p, ','));
    sql_expect_symbol(p, ')', "a comma or a closing parenthesis");
}

/* FOR VALUES … or DEFAULT. */
static void partition_bound(struct parser *p, struct tn_entity *entity) {
    const char *from = p->token.at;
    if (!sql_accept(p, W_default)) {
        if (!sql_expect(p, W_for, "FOR VALUES or DEFAULT"))
            return;
        sql_expect(p, W_values, "VALUES");
        while (!at_statement_end(p) && !at_word(p, W_partition) && !at_word(p, W_using) &&
               !(at_word(p, W_with) && sql_peek(p, 2)->word != W_modulus) &&
               !at_word(p, W_tablespace))
            at_symbol(p, '(') ? sql_skip_parentheses(p) : sql_next(p);
    }
    entity->partition_bound = sql_text_from(p, from);
}

void sql_partition_of(struct parser *p, struct tn_entity *entity) {
    struct tn_entity *whole = sql_other_table(p, entity);
    if (p->failed)
        return;
    entity->partition_of = whole;
    sql_part_made(p, entity);
    if (whole) {
        sql_put_below(p, whole, entity);
        sql_copy_attributes(p, entity, whole, SQL_LIKE_INHERITED);
        sql_made_below(p, whole, entity);
    }
    if (sql_accept_symbol(p, '('))
        partition_elements(p, entity);
    partition_bound(p, entity);
}

/* A table that comes in has the checks of the whole already; they become those. */
static void drop_checks_of_whole(struct parser *p, struct tn_entity *partition,
                                 const struct tn_entity *whole) {
    if (!partition->checks.count || !whole->checks.count)
        return;
    sql_settle_kind(p, whole, TN_check);
    sql_settle_kind(p, partition, TN_check);
    for (struct tn_check *check = partition->checks.first, *next; check; check = next) {
        const struct tn_check *above = tn_find_name(&whole->checks, check->name);
        next = check->next;
        if (above && *check->name && !above->no_inherit &&
            strcmp(above->expression, check->expression) == 0) {
            sql_check_merged(p, above, check);
            sql_discard(p, check);
        }
    }
}

/* The same of foreign keys. */
static void drop_relationships_of_whole(struct parser *p, struct tn_entity *partition,
                                        struct tn_entity *whole) {
    if (!partition->relationships.count || !whole->relationships.count)
        return;
    sql_settle_kind(p, whole, TN_relationship);
    sql_settle_kind(p, partition, TN_relationship);
    for (struct tn_relationship *r = partition->relationships.first, *next; r; r = next) {
        const struct tn_relationship *above = tn_find_name(&whole->relationships, r->name);
        next = (struct tn_relationship *)r->next;
        if (above && above->target == r->target && above->on_delete == r->on_delete &&
            above->on_update == r->on_update && above->deferral == r->deferral)
            sql_discard(p, r);
    }
}

/* ALTER TABLE … ATTACH PARTITION table bound. */
void sql_attach(struct parser *p, struct tn_entity *entity) {
    struct tn_entity unknown = {0};
    sql_next(p);
    sql_expect(p, W_partition, "PARTITION");
    struct tn_entity *partition = sql_other_table(p, entity);
    partition_bound(p, partition ? partition : &unknown);
    if (!partition)
        return;
    partition->partition_of = entity;
    sql_part_made(p, partition);
    drop_checks_of_whole(p, partition, entity);
    drop_relationships_of_whole(p, partition, entity);
    sql_put_below(p, entity, partition);
}

/* ALTER TABLE … DETACH PARTITION table: it keeps what it had from the whole. */
void sql_detach(struct parser *p, struct tn_entity *entity) {
    sql_next(p);
    sql_expect(p, W_partition, "PARTITION");
    struct tn_entity *partition = sql_other_table(p, entity);
    if (!sql_accept(p, W_concurrently))
        sql_accept(p, W_finalize);
    if (!partition || partition->partition_of != entity)
        return;
    sql_own_passed(p, partition, NULL);
    partition->partition_of = NULL;
    partition->partition_bound = "";
    sql_copy_checks(p, partition, entity, 0);
    sql_copy_relationships(p, partition, entity);
}

/* ALTER INDEX index ATTACH PARTITION part. False where one of them cannot be told. */
bool sql_attach_index(struct parser *p, const struct path *whole, const struct path *part) {
    const struct tn_object *above = sql_index_or_key(p, whole);
    struct tn_object *below = sql_index_or_key(p, part);
    if (!above || !below || tn_entity_of(below)->partition_of != tn_entity_of(above))
        return false;
    sql_part_attached(p, above, below);
    return true;
}
