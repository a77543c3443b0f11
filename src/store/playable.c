/*
 * Would playing a group leave the model whole? The edits are followed in thought before they touch
 * anything: what is inserted must be absent and have a live parent that may hold it, what is
 * deleted must be there and childless, what is set must be there, and what live objects refer to
 * must live in the end. A journal that says otherwise is damaged.
 */
#include "store/store.h"

#include <stdlib.h>

/* Where an object stands after the edits followed so far. */
struct standing {
    bool alive;
    struct tn_object *parent;
    size_t children;
};

struct rehearsal {
    struct tn_arena arena;
    struct tn_id_map standings;
    struct tn_id_map settled; /* object and field: its final value was looked at */
};

static size_t count_children(const struct tn_object *object) {
    const struct tn_kind_info *info = tn_kind_of(object);
    size_t count = 0;
    for (size_t i = 0; i < info->list_count; i++)
        count += ((const struct tn_list *)((const char *)object + info->lists[i].offset))->count;
    return count;
}

static struct standing *standing_of(struct rehearsal *rehearsal, const struct tn_object *object) {
    struct standing *standing = tn_id_map_get(&rehearsal->standings, object->id);
    if (standing)
        return standing;
    standing = tn_arena_allocate(&rehearsal->arena, sizeof *standing);
    *standing = (struct standing){.alive = object->alive, .parent = object->parent};
    standing->children = object->alive ? count_children(object) : 0;
    tn_id_map_put(&rehearsal->standings, object->id, standing);
    return standing;
}

static bool leave(struct rehearsal *rehearsal, struct standing *standing) {
    if (!standing->alive || !standing->parent)
        return false;
    standing_of(rehearsal, standing->parent)->children--;
    standing->alive = false;
    return true;
}

static bool enter(struct rehearsal *rehearsal, const struct tn_object *object,
                  struct standing *standing, struct tn_object *parent) {
    if (standing->alive || !parent || !tn_list_of(parent, object->kind))
        return false;
    struct standing *above = standing_of(rehearsal, parent);
    if (!above->alive)
        return false;
    above->children++;
    standing->alive = true;
    standing->parent = parent;
    return true;
}

static bool rank_is_possible(const struct tn_edit *edit) {
    int64_t rank = edit->type == TN_SET ? 0 : edit->rank;
    if (edit->type == TN_SET && edit->field == &tn_kind_of(edit->object)->fields[TN_FIELD_RANK])
        return STORE_RANK_POSSIBLE(edit->before.number) && STORE_RANK_POSSIBLE(edit->after.number);
    return STORE_RANK_POSSIBLE(rank);
}

static bool rehearse(struct rehearsal *rehearsal, const struct tn_edit *edit, bool forward) {
    struct standing *standing = standing_of(rehearsal, edit->object);
    if (!rank_is_possible(edit))
        return false;
    if (edit->type != TN_SET) {
        if ((edit->type == TN_INSERT) == forward)
            return enter(rehearsal, edit->object, standing, edit->parent);
        return standing->children == 0 && leave(rehearsal, standing);
    }
    if (edit->field == &tn_kind_of(edit->object)->fields[TN_FIELD_PARENT])
        return leave(rehearsal, standing) && enter(rehearsal, edit->object, standing,
                                                   forward ? edit->after.ref : edit->before.ref);
    return standing->alive;
}

static bool lives(struct rehearsal *rehearsal, const struct tn_object *object) {
    return standing_of(rehearsal, object)->alive;
}

static bool targets_live(struct rehearsal *rehearsal, const struct tn_field *field,
                         union tn_value value) {
    if (field->type == TN_REF)
        return !value.ref || lives(rehearsal, value.ref);
    for (size_t i = 0; field->type == TN_REFS && i < value.refs.count; i++)
        if (!lives(rehearsal, value.refs.items[i]))
            return false;
    return true;
}

/* Only the value set last is the one that stays. */
static bool settle(struct rehearsal *rehearsal, const struct tn_edit *edit, bool forward) {
    if (edit->type != TN_SET || !lives(rehearsal, edit->object))
        return true;
    uint64_t place = tn_mix(edit->object->id + edit->field->offset);
    if (tn_id_map_get(&rehearsal->settled, place | 1))
        return true;
    tn_id_map_put(&rehearsal->settled, place | 1, edit->object);
    return targets_live(rehearsal, edit->field, forward ? edit->after : edit->before);
}

bool store_group_playable(const struct tn_group *group, bool forward) {
    struct rehearsal rehearsal = {0};
    size_t count = group->edits.count;
    bool good = count > 0;
    for (size_t i = 0; good && i < count; i++)
        good = rehearse(&rehearsal, &group->edits.items[forward ? i : count - 1 - i], forward);
    for (size_t i = 0; good && i < count; i++)
        good = settle(&rehearsal, &group->edits.items[forward ? count - 1 - i : i], forward);
    tn_id_map_free(&rehearsal.standings);
    tn_id_map_free(&rehearsal.settled);
    tn_arena_free(&rehearsal.arena);
    return good;
}
