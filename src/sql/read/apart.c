/*
 * Keys and indexes of a partition beside equal ones that come from the partitioned table.
 *
 * PostgreSQL gives every partition what the whole has: it takes the first equal one that is there
 * and belongs to none yet, or else makes one. So one that was there before is the whole's own, and
 * one that is made afterwards stands beside it, which only the order of statements tells, or ALTER
 * INDEX … ATTACH PARTITION. At the end of the text the order is gone through again, for each
 * partition and each thing said; before that where a partition leaves the whole.
 */
#include "sql/option.h"
#include "sql/read/parser.h"

#include <inttypes.h>
#include <string.h>

/* One of the whole that its partitions get, and the next that says the same. */
struct passed {
    const struct tn_object *part;
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
    struct tn_id_map taken; /* partition and part of the whole -> by something of the partition */
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

/* ALTER INDEX … ATTACH PARTITION: it need not be found out any more. */
static bool is_attached(const struct parser *p, const void *part) {
    return tn_id_map_get(&p->attached, ((const struct tn_object *)part)->id);
}

static const struct tn_object *attached_to(const struct parser *p,
                                           const struct tn_entity *partition,
                                           const struct tn_object *part) {
    const struct tn_object *below = tn_id_map_get(&p->attached_of, sql_pair(partition, part));
    return below && below->alive ? below : NULL;
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
    *passed = (struct passed){part, made(f->p, part), tn_text_map_get(&f->passed, text)};
    tn_text_map_put(&f->passed, tn_arena_text(&f->arena, text, f->says.length), passed);
}

/* From the last to the first, so that each is put before the later ones. */
static void pass_all(struct passing *f, const struct tn_entity *whole) {
    if (tn_id_map_get(&f->wholes, whole->id))
        return;
    tn_id_map_put(&f->wholes, whole->id, f);
    for (const struct tn_key *key = whole->keys.last; key; key = key->prev)
        if (!sql_stands_only(key->options))
            pass(f, whole, key);
    for (const struct tn_index *index = whole->indexes.last; index; index = index->prev)
        if (!sql_stands_only(index->options))
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

static bool is_taken(const struct passing *f, const struct tn_entity *entity,
                     const struct passed *passed) {
    return tn_id_map_get(&f->taken, sql_pair(entity, passed->part)) ||
           attached_to(f->p, entity, passed->part);
}

/* Past what is taken already, and what the server made one for before there was this. */
static bool next_to_take(struct passing *f, const struct tn_entity *entity, struct taking *taking,
                         uintptr_t own, uintptr_t since) {
    bool taken = false;
    for (; taking->next; taking->next = taking->next->next) {
        bool by_other = is_taken(f, entity, taking->next);
        if (!by_other && !(taking->next->made <= own && since <= own))
            break;
        taking->made += !by_other;
        taken = true;
    }
    return taken;
}

static bool stands_apart(struct passing *f, const struct tn_entity *entity, void *part) {
    uintptr_t own = made(f->p, part), since;
    if (is_attached(f->p, part))
        return false;
    struct passed *passed = passed_to(f, entity, part, &since);
    if (!passed)
        return false;
    struct taking *taking = taking_of(f, entity, part, passed);
    bool beside = next_to_take(f, entity, taking, own, since) || taking->made;
    if (taking->next) {
        tn_id_map_put(&f->taken, sql_pair(entity, taking->next->part), part);
        taking->next = taking->next->next;
        return false;
    }
    if (taking->made)
        name_apart(f, part, taking);
    return beside;
}

/* What an earlier text told stays. */
static void look_at(struct passing *f, const struct tn_entity *entity) {
    bool within = entity->partition_of != NULL;
    for (struct tn_key *key = entity->keys.first; key; key = key->next)
        key->apart = within && (key->apart || stands_apart(f, entity, key));
    for (struct tn_index *index = entity->indexes.first; index; index = index->next)
        index->apart = within && (index->apart || stands_apart(f, entity, index));
}

static void passing_free(struct passing *f) {
    tn_arena_free(&f->arena);
    tn_id_map_free(&f->wholes);
    tn_text_map_free(&f->passed);
    tn_text_map_free(&f->takings);
    tn_id_map_free(&f->taken);
    tn_buffer_free(&f->says);
}

/* ------------------------------------------------------------------ what the server made */

static const char **options_of(struct tn_object *part) {
    return part->kind == TN_key ? &((struct tn_key *)part)->options
                                : &((struct tn_index *)part)->options;
}

static bool has_columns(const struct tn_entity *partition, struct tn_refs columns) {
    for (size_t i = 0; i < columns.count; i++)
        if (!tn_find_name(&partition->attributes, columns.items[i]->name))
            return false;
    return true;
}

/* A script that does not fit together may have a partition without them. */
static bool has_columns_of(const struct tn_entity *partition, const struct tn_object *part) {
    const struct tn_key *key = (const void *)part;
    const struct tn_index *index = (const void *)part;
    if (part->kind == TN_key)
        return has_columns(partition, key->attributes) && has_columns(partition, key->include);
    for (const struct tn_index_part *p = index->parts.first; p; p = p->next)
        if (p->attribute && !tn_find_name(&partition->attributes, p->attribute->name))
            return false;
    return has_columns(partition, index->include);
}

/* What is said of one that the server made in the partition needs it to be there: it becomes the
 * partition's own, by the name that the server gave it. */
static struct tn_object *own_part(struct passing *f, struct tn_entity *partition,
                                  const struct tn_object *part) {
    struct tn_object *copy = sql_copy_part(f->p, partition, part);
    size_t number = 0;
    const struct tn_object *known;
    const char *name;
    do {
        name = sql_server_name(f->p, copy, number++);
        known = sql_part_find(f->p, partition, SQL_INDEXES, name);
    } while (known && known != copy);
    sql_rename_object(f->p, copy, name);
    *options_of(copy) = sql_behind_only(*options_of(copy));
    names_put(&f->p->names, partition->parent, copy->kind, name, copy);
    tn_id_map_put(&f->p->made, copy->id, NULL);
    return copy;
}

static bool is_passed_on(const struct passing *f, const struct tn_entity *partition,
                         const struct tn_object *part) {
    const char *options = *options_of((struct tn_object *)part);
    struct passed passed = {.part = part};
    return has_columns_of(partition, part) && !is_taken(f, partition, &passed) &&
           (!sql_stands_only(options) || made(f->p, partition) > made(f->p, part));
}

static void own_list(struct passing *f, struct tn_entity *partition, const struct tn_list *list,
                     const char *wanted) {
    for (struct tn_object *o = list->first; o && sql_may_copy(f->p, partition); o = o->next) {
        struct tn_object *copy = is_passed_on(f, partition, o) ? own_part(f, partition, o) : NULL;
        if (copy && wanted && strcmp(copy->name, wanted) != 0)
            sql_discard(f->p, copy);
    }
}

static void own_passed(struct passing *f, struct tn_entity *partition, const char *wanted,
                       size_t depth) {
    struct tn_entity *whole = (struct tn_entity *)partition->partition_of;
    if (!whole || depth == DEEPEST)
        return;
    own_passed(f, whole, NULL, depth + 1);
    look_at(f, partition);
    own_list(f, partition, &whole->keys, wanted);
    own_list(f, partition, &whole->indexes, wanted);
}

void sql_own_passed(struct parser *p, struct tn_entity *partition, const char *wanted) {
    struct passing f = {.p = p};
    const struct tn_entity *whole = partition->partition_of;
    size_t count = 0;
    for (size_t depth = 0; whole && depth < DEEPEST; whole = whole->partition_of, depth++)
        count += whole->keys.count + whole->indexes.count;
    if (count && sql_may_look(p, count + partition->keys.count + partition->indexes.count))
        own_passed(&f, partition, wanted, 0);
    passing_free(&f);
}

void *sql_part_owned(struct parser *p, struct tn_entity *entity, uint64_t among, const char *name) {
    void *found = sql_part_find(p, entity, among, name);
    if (found || !entity->partition_of)
        return found;
    sql_own_passed(p, entity, name);
    return sql_part_find(p, entity, among, name);
}

/* ------------------------------------------------------------------ ALTER INDEX … ATTACH */

void sql_stand_only(struct parser *p, struct tn_object *part, const char **options) {
    if (!*tn_entity_of(part)->partition_by || !sql_has_partitions(p, tn_entity_of(part)))
        return;
    *options = sql_joined(p, SQL_ONLY, *options);
    TN_PUSH(&p->only, part);
}

void sql_part_attached(struct parser *p, const struct tn_object *whole, struct tn_object *part) {
    tn_id_map_put(&p->attached, part->id, (void *)(uintptr_t)whole);
    tn_id_map_put(&p->attached_of, sql_pair(tn_entity_of(part), whole), part);
}

/* An index became a key. */
void sql_part_replaced(struct parser *p, const struct tn_object *part, struct tn_object *by) {
    const struct tn_object *whole = tn_id_map_get(&p->attached, part->id);
    tn_id_map_put(&p->made, by->id, tn_id_map_get(&p->made, part->id));
    if (whole)
        sql_part_attached(p, whole, by);
}

/* A partition that came later got one from the server. */
static bool has_one(const struct parser *p, const struct tn_entity *partition,
                    const struct tn_object *part) {
    struct tn_object *below = (struct tn_object *)attached_to(p, partition, part);
    return below ? !sql_stands_only(*options_of(below)) : made(p, partition) > made(p, part);
}

/* ALTER INDEX whole ATTACH PARTITION part, for the ones that are not in every partition. */
static void keep_attachment(struct parser *p, const struct tn_object *whole,
                            const struct tn_object *part) {
    sql_settle_kind(p, tn_entity_of(whole), whole->kind);
    sql_settle_kind(p, tn_entity_of(part), part->kind);
    const struct tn_namespace *homes[] = {tn_namespace_of(whole), tn_namespace_of(part)};
    struct path paths[] = {{.schema = homes[0] ? homes[0]->name : "", .name = whole->name},
                           {.schema = homes[1] ? homes[1]->name : "", .name = part->name}};
    struct tn_buffer text = {0};
    tn_put_format(&text, "ALTER INDEX %s ATTACH PARTITION ", sql_shown_path(p, &paths[0]));
    tn_put(&text, sql_shown_path(p, &paths[1]));
    sql_keep_text(p, tn_text(p->model, tn_buffer_text(&text)));
    tn_buffer_free(&text);
}

static void keep_attachments(struct parser *p, struct tn_object *whole) {
    struct passing f = {.p = p};
    const struct tn_entity *entity = tn_entity_of(whole);
    for (size_t i = sql_partitions(p, entity); i-- > 0;) {
        struct tn_entity *partition = p->heirs.items[i];
        const struct tn_object *part = attached_to(p, partition, whole);
        if (!part && made(p, partition) > made(p, whole) && sql_may_copy(p, partition))
            part = own_part(&f, partition, whole);
        if (part)
            keep_attachment(p, whole, part);
    }
    passing_free(&f);
}

/* One that all partitions have is like any other. */
static bool settle_only(struct parser *p, struct tn_object *part) {
    const char **options = options_of(part);
    if (!part->alive || !sql_stands_only(*options))
        return false;
    size_t count = sql_partitions(p, tn_entity_of(part));
    if (!sql_may_look(p, count))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!has_one(p, p->heirs.items[i], part))
            return false;
    *options = sql_behind_only(*options);
    return true;
}

static void settle_all_only(struct parser *p) {
    bool settled = p->only.count > 0;
    for (size_t depth = 0; settled && depth < DEEPEST; depth++) {
        settled = false;
        for (size_t i = p->only.count; i-- > 0;)
            settled = settle_only(p, p->only.items[i]) || settled;
    }
    for (size_t i = 0; i < p->only.count; i++) {
        struct tn_object *part = p->only.items[i];
        if (part->alive && sql_stands_only(*options_of(part)))
            keep_attachments(p, part);
    }
}

/* ------------------------------------------------------------------ at the end of the text */

void sql_find_apart(struct parser *p) {
    struct passing f = {.p = p};
    if (!p->made.count) /* no partition */
        return;
    settle_all_only(p);
    TN_EACH_OF(p->model, entity, entity)
    look_at(&f, entity);
    passing_free(&f);
}
