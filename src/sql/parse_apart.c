/*
 * Keys and indexes of a partition beside equal ones that come from the partitioned table.
 *
 * PostgreSQL gives every partition what the whole has: it takes the first equal one that is there
 * and belongs to none yet, or else makes one. So one that was there before is the whole's own, and
 * one that is made afterwards stands beside it, which only the order of statements tells. At the
 * end of the text the order is gone through again, for each partition and each thing said.
 */
#include "sql/parser.h"

#include <inttypes.h>
#include <string.h>

/* One of the whole that its partitions get, and the next that says the same. */
struct passed {
    uintptr_t made;
    struct passed *next;
};

/* Those of one partition that say the same: which of the whole is next in need of one, and how many
 * the server has made. */
struct taking {
    struct passed *next;
    size_t made;
};

struct passing {
    struct parser *p;
    struct tn_arena arena;
    struct tn_id_map wholes;   /* those whose keys and indexes are in `passed` */
    struct tn_text_map passed; /* whole and what is said -> the first struct passed */
    struct tn_text_map takings;
    struct tn_buffer says;
};

/* What a table had before it became a partition, or a whole, was there before all. */
void sql_part_made(struct parser *p, const void *object) {
    const struct tn_entity *entity = tn_entity_of(object);
    if (p->dialect == TN_POSTGRESQL && (entity->partition_of || *entity->partition_by))
        tn_id_map_put(&p->made, ((const struct tn_object *)object)->id,
                      (void *)(uintptr_t)p->position);
}

/* The statement that made it, or put it there; 0 for what was there before all. */
static uintptr_t made(const struct parser *p, const void *object) {
    return (uintptr_t)tn_id_map_get(&p->made, ((const struct tn_object *)object)->id);
}

/* ------------------------------------------------------------------ what is said */

/* Direction and place of nulls do not count when the server compares. */
static void put_part(struct tn_buffer *out, const struct tn_index_part *part) {
    if (part->attribute)
        tn_put(out, part->attribute->name);
    else
        tn_put_format(out, "(%s)", part->expression);
    tn_put_format(out, " %s %s,", part->collation, part->operator_class);
}

static void put_names(struct tn_buffer *out, struct tn_refs attributes, const char *behind) {
    for (size_t i = 0; i < attributes.count; i++)
        tn_put_format(out, "%s%s,", attributes.items[i]->name, behind);
}

static void put_index(struct tn_buffer *out, const struct tn_index *index) {
    tn_put_format(out, "%s %s %d ", index->unique ? "unique" : "index", index->method,
                  index->nulls_not_distinct);
    for (const struct tn_index_part *part = index->parts.first; part; part = part->next)
        put_part(out, part);
    tn_put_char(out, ';');
    put_names(out, index->include, "");
    tn_put(out, index->predicate);
}

/* A constraint is made of a constraint; a unique index may be given one. */
static void put_key(struct tn_buffer *out, const struct tn_key *key, const char *sort) {
    tn_put_format(out, "%s  %d ", sort, key->nulls_not_distinct);
    put_names(out, key->attributes, "  ");
    tn_put_char(out, ';');
    put_names(out, key->include, "");
}

/* The entity, and what its key or index says: a key of the table called one of the sorts. */
static const char *says(struct passing *f, const struct tn_entity *entity, const void *part,
                        const char *sort) {
    tn_buffer_reset(&f->says);
    tn_put_format(&f->says, "%" PRIx64 " ", entity->id);
    if (((const struct tn_object *)part)->kind == TN_key)
        put_key(&f->says, part, sort);
    else
        put_index(&f->says, part);
    return f->says.at;
}

/* ------------------------------------------------------------------ what the whole has */

static void pass(struct passing *f, const struct tn_entity *whole, const void *part) {
    const char *text = says(f, whole, part, "key");
    struct passed *passed = tn_arena_allocate(&f->arena, sizeof *passed);
    *passed = (struct passed){made(f->p, part), tn_text_map_get(&f->passed, text)};
    tn_text_map_put(&f->passed, tn_arena_text(&f->arena, text, f->says.length), passed);
}

/* From the last to the first, so that each is put before the later ones. */
static void pass_all(struct passing *f, const struct tn_entity *whole) {
    if (tn_id_map_get(&f->wholes, whole->id))
        return;
    tn_id_map_put(&f->wholes, whole->id, f);
    for (const struct tn_key *key = whole->keys.last; key; key = key->prev)
        pass(f, whole, key);
    for (const struct tn_index *index = whole->indexes.last; index; index = index->prev)
        if (!tn_starts_with(index->options, "ONLY"))
            pass(f, whole, index);
}

/* Wholes within wholes: what the nearest has that says the same. */
#define DEEPEST 16

static struct passed *passed_to(struct passing *f, const struct tn_entity *entity, const void *part,
                                uintptr_t *since) {
    const struct tn_entity *whole = entity->partition_of;
    *since = made(f->p, entity);
    for (size_t depth = 0; whole && depth < DEEPEST; depth++) {
        pass_all(f, whole);
        struct passed *passed = tn_text_map_get(&f->passed, says(f, whole, part, "key"));
        if (!passed && ((const struct tn_object *)part)->kind == TN_key)
            passed = tn_text_map_get(&f->passed, says(f, whole, part, "unique"));
        if (passed)
            return passed;
        if (made(f->p, whole) > *since)
            *since = made(f->p, whole);
        whole = whole->partition_of;
    }
    return NULL;
}

/* ------------------------------------------------------------------ who gets which */

static struct taking *taking_of(struct passing *f, const struct tn_entity *entity, const void *part,
                                struct passed *passed) {
    const char *text = says(f, entity, part, "key");
    struct taking *taking = tn_text_map_get(&f->takings, text);
    if (taking)
        return taking;
    taking = tn_arena_allocate(&f->arena, sizeof *taking);
    *taking = (struct taking){passed, 0};
    tn_text_map_put(&f->takings, tn_arena_text(&f->arena, text, f->says.length), taking);
    return taking;
}

/* Those from the whole have the first names of the series; a primary key is beside a unique one. */
static void name_apart(struct passing *f, struct tn_object *part, struct taking *taking) {
    bool primary = part->kind == TN_key && ((const struct tn_key *)part)->primary;
    if (!*part->name && !primary)
        part->name = sql_server_name(f->p, part, taking->made++);
}

static bool stands_apart(struct passing *f, const struct tn_entity *entity, void *part) {
    uintptr_t own = made(f->p, part), since;
    struct passed *passed = passed_to(f, entity, part, &since);
    if (!passed)
        return false;
    struct taking *taking = taking_of(f, entity, part, passed);
    for (; taking->next && taking->next->made <= own && since <= own; taking->made++)
        taking->next = taking->next->next;
    if (!taking->next && taking->made)
        name_apart(f, part, taking);
    if (!taking->next)
        return taking->made > 0;
    taking->next = taking->next->next;
    return false;
}

/* What an earlier text told stays. */
static void look_at(struct passing *f, const struct tn_entity *entity) {
    bool within = entity->partition_of != NULL;
    for (struct tn_key *key = entity->keys.first; key; key = key->next)
        key->apart = within && (key->apart || stands_apart(f, entity, key));
    for (struct tn_index *index = entity->indexes.first; index; index = index->next)
        index->apart = within && (index->apart || stands_apart(f, entity, index));
}

void sql_find_apart(struct parser *p) {
    struct passing f = {.p = p};
    if (!p->made.count) /* no partition */
        return;
    TN_EACH_OF(p->model, entity, entity)
    look_at(&f, entity);
    tn_arena_free(&f.arena);
    tn_id_map_free(&f.wholes);
    tn_text_map_free(&f.passed);
    tn_text_map_free(&f.takings);
    tn_buffer_free(&f.says);
}
