/*
 * An index of a partitioned table beside writers (PostgreSQL): the index of the whole is made
 * alone, which is a moment's work, those of the partitions are built concurrently, and each is
 * attached; with the last of them the whole is valid. See "Table Partitioning", 5.11.2.2, in the
 * manual of PostgreSQL
 * 15. The parts get the names that the server would give them.
 */
#include "migrate/plan.h"
#include "sql/naming.h"
#include "sql/option.h"

#include <string.h>

struct building {
    struct planner *planner;
    const struct tn_model *model; /* whose partitions there are */
    struct tn_buffer create, build, attach;
};

/* ------------------------------------------------------------------ names */

static const char *key_of(struct planner *planner, const struct tn_object *object,
                          const char *name) {
    const struct tn_namespace *space = tn_namespace_of(object);
    return tn_arena_format(&planner->arena, "%s\n%s", space ? space->name : "", name);
}

static void note_name(struct planner *planner, const void *noted) {
    const struct tn_object *object = noted;
    tn_text_map_put(&planner->names, key_of(planner, object, object->name), planner);
}

static const char *free_name(struct planner *planner, const void *object, const char *template) {
    struct naming_source source = {.dialect = planner->dialect};
    struct naming_parts parts = naming_parts_of(object, &source, &planner->arena);
    const char *name, *key;
    size_t try = 0;
    do {
        name = naming_fill(template, &parts, try++, planner->dialect, &planner->arena);
        key = key_of(planner, object, name);
    } while (tn_text_map_get(&planner->names, key));
    tn_text_map_put(&planner->names, key, planner);
    return name;
}

/* Of the part of an index of the whole that a partition has. */
static const char *part_key(struct planner *planner, const struct tn_object *index,
                            const struct tn_object *partition) {
    return tn_arena_format(&planner->arena, "%llx %llx", (unsigned long long)index->id,
                           (unsigned long long)partition->id);
}

/* What the partition has because the whole has it, under names that nobody wrote. */
static void note_implied(struct planner *planner, const struct tn_entity *partition,
                         const struct tn_entity *whole) {
    const struct tn_naming *naming = &planner->dialect->naming;
    for (const struct tn_key *k = whole->keys.first; k; k = k->next) {
        struct tn_key own = *k;
        own.parent = (struct tn_object *)&partition->object;
        free_name(planner, &own, k->primary ? naming->primary : naming->unique);
    }
    for (const struct tn_index *i = whole->indexes.first; i; i = i->next) {
        struct tn_index own = *i;
        own.parent = (struct tn_object *)&partition->object;
        tn_text_map_put(&planner->names, part_key(planner, &i->object, own.parent),
                        (void *)free_name(planner, &own, naming->index));
    }
}

static void note_names(struct planner *planner, const struct tn_model *model) {
    TN_EACH_OF(model, entity, entity)
    note_name(planner, entity);
    TN_EACH_OF(model, index, index)
    note_name(planner, index);
    TN_EACH_OF(model, key, key)
    note_name(planner, key);
}

static void know_names(struct planner *planner) {
    if (planner->names.count)
        return;
    note_names(planner, planner->middle);
    note_names(planner, planner->after);
    TN_EACH_OF(planner->middle, entity, entity)
    for (const struct tn_entity *whole = entity->partition_of; whole; whole = whole->partition_of)
        note_implied(planner, entity, whole);
}

/* One that goes comes back under the name that it had. */
static const char *part_name(struct planner *planner, const struct tn_index *part) {
    const char *had =
        tn_text_map_get(&planner->names, part_key(planner, &part->object, part->parent));
    return had ? had : free_name(planner, part, planner->dialect->naming.index);
}

/* ------------------------------------------------------------------ statements */

static void put_only(struct planner *planner, struct tn_buffer *out, const struct tn_index *index) {
    struct tn_index shown = *index;
    shown.options = tn_arena_format(&planner->arena, "%s %s", SQL_ONLY, index->options);
    put_create(planner, out, &shown);
}

static void put_attach(struct planner *planner, struct tn_buffer *out, const struct tn_index *whole,
                       const struct tn_index *part) {
    tn_put(out, "ALTER INDEX ");
    put_index_path(planner, out, &whole->object, whole->name);
    tn_put(out, " ATTACH PARTITION ");
    put_index_path(planner, out, &part->object, part->name);
    put_end(out);
}

static void build_parts(struct building *b, const struct tn_index *whole) {
    TN_EACH_OF(b->model, entity, entity) {
        if (!entity->partition_of || &entity->partition_of->object != whole->parent)
            continue;
        struct tn_index part = *whole;
        part.parent = &entity->object;
        part.comment = "";
        part.name = part_name(b->planner, &part);
        if (*entity->partition_by) {
            put_only(b->planner, &b->create, &part);
            build_parts(b, &part);
        } else {
            put_index_build(b->planner, &b->build, &part, part.name);
        }
        put_attach(b->planner, &b->attach, whole, &part);
    }
}

static struct building build(struct planner *planner, const struct tn_model *model,
                             const struct tn_index *index) {
    struct building b = {.planner = planner, .model = model};
    know_names(planner);
    put_only(planner, &b.create, index);
    build_parts(&b, index);
    return b;
}

/* ------------------------------------------------------------------ the two ways */

/* Others come or go meanwhile, or have theirs in the text: the whole would not be valid, or twice
 * there. */
static bool are_the_same_partitions(struct planner *planner, const struct tn_entity *middle,
                                    const struct tn_entity *after) {
    TN_EACH_OF(planner->middle, entity, old)
    if (old->partition_of == middle && !after_of(planner, old))
        return false;
    TN_EACH_OF(planner->after, entity, new)
    if (new->partition_of == after && !middle_of(planner, new))
        return false;
    return true;
}

bool can_be_built_by_parts(struct planner *planner, const struct tn_index *index) {
    const struct tn_entity *entity = tn_entity_of(index);
    const void *other =
        middle_of(planner, entity) ? middle_of(planner, entity) : after_of(planner, entity);
    if (!plan_keeps_running(planner) || !*entity->partition_by || entity->partition_of ||
        !*index->name || !other || sql_stands_only(index->options))
        return false;
    return middle_of(planner, entity) ? are_the_same_partitions(planner, other, entity)
                                      : are_the_same_partitions(planner, entity, other);
}

void plan_parts_come(struct planner *planner, const struct tn_index *after) {
    struct building b = build(planner, planner->after, after);
    struct tn_buffer gone = {0};
    put_drop(planner, &gone, after);
    add_one_way(planner, PHASE_CONSTRAIN, "prepare", after, false, &b.create, &gone);
    add_one_way(planner, PHASE_BUILD, "build the parts of", after, true, &b.build, NULL);
    add_one_way(planner, PHASE_TIGHTEN, "attach the parts of", after, false, &b.attach, NULL);
}

void plan_parts_go(struct planner *planner, const struct tn_index *middle) {
    struct building b = build(planner, planner->middle, middle);
    struct tn_buffer gone = {0};
    put_drop(planner, &gone, middle);
    add_one_way(planner, PHASE_RETIRE, "drop", middle, false, &gone, &b.create);
    add_one_way(planner, PHASE_VALIDATE, "build the parts of", middle, true, NULL, &b.build);
    add_one_way(planner, PHASE_TIGHTEN, "attach the parts of", middle, false, NULL, &b.attach);
}
