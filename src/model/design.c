/*
 * Adding, deleting, moving and copying objects: edits that keep the tree and its references whole.
 */
#include "tenon/design.h"
#include "model/object.h"

#include <assert.h>
#include <stdlib.h>

/* ------------------------------------------------------------------ adding and placing */

void *tn_design_add(struct tn_model *model, enum tn_kind kind, void *parent, const char *name) {
    struct tn_list *list = tn_list_of(parent, kind);
    assert(list && "no such kind below this parent");
    void *object = tn_insert(model, kind, parent, object_rank_after_last(list));
    tn_set_text(model, object, TN_FIELD_NAME, name);
    return object;
}

void *tn_design_add_after(struct tn_model *model, enum tn_kind kind, void *parent, const char *name,
                          const void *sibling) {
    void *object = tn_design_add(model, kind, parent, name);
    tn_design_place_after(model, object, sibling);
    return object;
}

static void give_rank(struct tn_model *model, struct tn_object *object, size_t place, bool larger) {
    int64_t rank = (int64_t)(place + 1) * RANK_STEP;
    if ((rank > object->rank) == larger)
        tn_set_number(model, object, TN_FIELD_RANK, rank);
}

/* Spreads the siblings out again; one edit each, but only when a gap is used up. First from the
 * start those whose rank shrinks, then from the end those whose rank grows: so nobody overtakes
 * anybody, and each stays where it is in the list. */
static void renumber(struct tn_model *model, struct tn_list *list) {
    TN_VECTOR(struct tn_object *) objects = {0};
    for (struct tn_object *o = list->first; o; o = o->next)
        TN_PUSH(&objects, o);
    for (size_t i = 0; i < objects.count; i++)
        give_rank(model, objects.items[i], i, false);
    for (size_t i = objects.count; i-- > 0;)
        give_rank(model, objects.items[i], i, true);
    free(objects.items);
}

static struct tn_object *follower(struct tn_list *list, const struct tn_object *sibling,
                                  const struct tn_object *moving) {
    struct tn_object *next = sibling ? sibling->next : list->first;
    return next == moving ? next->next : next;
}

void tn_design_place_after(struct tn_model *model, void *object, const void *sibling) {
    struct tn_object *moving = object;
    const struct tn_object *before = sibling;
    struct tn_list *list = tn_list_of(moving->parent, moving->kind);
    if (before == moving || (before ? before->next == moving : list->first == moving))
        return;
    struct tn_object *after = follower(list, before, moving);
    int64_t low = before ? before->rank : (after ? after->rank - 2 * RANK_STEP : 0);
    int64_t high = after ? after->rank : low + 2 * RANK_STEP;
    if (high - low < 2) {
        renumber(model, list);
        tn_design_place_after(model, object, sibling);
        return;
    }
    tn_set_number(model, moving, TN_FIELD_RANK, low + (high - low) / 2);
}

bool tn_design_move(struct tn_model *model, void *object, int places) {
    struct tn_object *moving = object, *to = moving;
    for (; places > 0 && to; places--)
        to = to->next;
    if (!to)
        return false;
    if (to != moving) {
        tn_design_place_after(model, moving, to);
        return true;
    }
    for (; places < 0 && to; places++)
        to = to->prev;
    if (!to || to == moving)
        return false;
    tn_design_place_after(model, moving, to->prev);
    return true;
}

/* ------------------------------------------------------------------ deleting */

/* Who goes: ids of objects already chosen. The visitors below look at one object and say or do
 * something. */
struct removal {
    struct tn_model *model;
    struct tn_id_map doomed;
    bool more; /* the last walk found somebody new */
};

static bool is_doomed(const struct removal *removal, const struct tn_object *object) {
    return object && tn_id_map_get(&removal->doomed, object->id);
}

static void walk_tree(struct tn_object *object, struct removal *removal,
                      void (*visit)(struct tn_object *, struct removal *)) {
    const struct tn_kind_info *info = tn_kind_of(object);
    for (size_t i = 0; i < info->list_count; i++) {
        struct tn_list *list = (void *)((char *)object + info->lists[i].offset);
        struct tn_object *next = NULL;
        for (struct tn_object *child = list->first; child; child = next) {
            next = child->next;
            walk_tree(child, removal, visit);
        }
    }
    visit(object, removal);
}

static void doom(struct tn_object *object, struct removal *removal) {
    if (is_doomed(removal, object))
        return;
    tn_id_map_put(&removal->doomed, object->id, object);
    removal->more = true;
}

static struct tn_refs survivors(const struct removal *removal, struct tn_refs refs) {
    struct tn_refs left = {0};
    for (size_t i = 0; i < refs.count; i++)
        if (!is_doomed(removal, refs.items[i]))
            tn_refs_append(removal->model, &left, refs.items[i]);
    return left;
}

static bool touches(const struct removal *removal, struct tn_refs refs) {
    for (size_t i = 0; i < refs.count; i++)
        if (is_doomed(removal, refs.items[i]))
            return true;
    return false;
}

static bool cannot_stay(const struct removal *removal, const struct tn_object *object,
                        const struct tn_field *field) {
    union tn_value value = tn_value_get(object, field);
    if (field->type == TN_REF)
        return (field->flags & TN_FOLLOWS) && is_doomed(removal, value.ref);
    if (!(field->flags & (TN_FOLLOWS | TN_NEEDED)))
        return false;
    if (!touches(removal, value.refs))
        return false;
    return (field->flags & TN_FOLLOWS) || survivors(removal, value.refs).count == 0;
}

static void doom_followers(struct tn_object *object, struct removal *removal) {
    const struct tn_kind_info *info = tn_kind_of(object);
    for (const unsigned char *i = info->references; *i; i++)
        if (!is_doomed(removal, object) && cannot_stay(removal, object, &info->fields[*i]))
            walk_tree(object, removal, doom);
}

/* An index whose last part goes has nothing left to index. */
static void doom_emptied(struct tn_object *object, struct removal *removal) {
    if (object->kind != TN_index && object->kind != TN_exclusion)
        return;
    struct tn_list *parts = tn_list_of(object, TN_index_part);
    size_t going = 0;
    for (struct tn_object *part = parts->first; part; part = part->next)
        going += is_doomed(removal, part);
    if (going && going == parts->count)
        doom(object, removal);
}

static void clear_references(struct tn_object *object, struct removal *removal) {
    const struct tn_kind_info *info = tn_kind_of(object);
    for (const unsigned char *i = info->references; *i && !is_doomed(removal, object); i++) {
        const struct tn_field *field = &info->fields[*i];
        union tn_value value = tn_value_get(object, field);
        if (field->type == TN_REF && is_doomed(removal, value.ref))
            tn_set_ref(removal->model, object, *i, NULL);
        else if (field->type == TN_REFS && touches(removal, value.refs))
            tn_set_refs(removal->model, object, *i, survivors(removal, value.refs));
    }
}

static void blank(struct tn_object *object, struct removal *removal) {
    const struct tn_kind_info *info = tn_kind_of(object);
    if (is_doomed(removal, object))
        for (unsigned i = TN_FIELD_NAME; i < info->field_count; i++)
            tn_set(removal->model, object, i, tn_value_default(&info->fields[i]));
}

static void take_out(struct tn_object *object, struct removal *removal) {
    if (is_doomed(removal, object))
        tn_delete(removal->model, object);
}

void tn_design_delete_all(struct tn_model *model, struct tn_refs objects) {
    struct removal removal = {.model = model};
    struct tn_object *root = &model->project->object;
    for (size_t i = 0; i < objects.count; i++)
        walk_tree(objects.items[i], &removal, doom);
    while (removal.more) { /* as often as references follow references: two or three times */
        removal.more = false;
        walk_tree(root, &removal, doom_followers);
        walk_tree(root, &removal, doom_emptied);
    }
    walk_tree(root, &removal, clear_references);
    walk_tree(root, &removal, blank);
    walk_tree(root, &removal, take_out);
    tn_id_map_free(&removal.doomed);
}

void tn_design_delete(struct tn_model *model, void *object) {
    struct tn_object *one = object;
    tn_design_delete_all(model, (struct tn_refs){&one, 1});
}

/* ------------------------------------------------------------------ copying */

struct duplication {
    struct tn_model *model;
    struct tn_id_map twins; /* id of the original -> its copy */
};

static struct tn_object *twin_of(const struct duplication *duplication, struct tn_object *object) {
    struct tn_object *twin = object ? tn_id_map_get(&duplication->twins, object->id) : NULL;
    return twin ? twin : object;
}

static union tn_value inside_copy(const struct duplication *duplication,
                                  const struct tn_field *field, union tn_value value) {
    if (field->type == TN_REF)
        value.ref = twin_of(duplication, value.ref);
    if (field->type == TN_REFS) {
        struct tn_refs refs = {0};
        for (size_t i = 0; i < value.refs.count; i++)
            tn_refs_append(duplication->model, &refs, twin_of(duplication, value.refs.items[i]));
        value.refs = refs;
    }
    return value;
}

static void insert_twins(struct duplication *duplication, struct tn_object *from,
                         struct tn_object *parent, int64_t rank) {
    const struct tn_kind_info *info = tn_kind_of(from);
    struct tn_object *made = tn_insert(duplication->model, from->kind, parent, rank);
    tn_id_map_put(&duplication->twins, from->id, made);
    for (size_t i = 0; i < info->list_count; i++) {
        struct tn_list *list = (void *)((char *)from + info->lists[i].offset);
        for (struct tn_object *child = list->first; child; child = child->next)
            insert_twins(duplication, child, made, child->rank);
    }
}

static void fill_twins(struct duplication *duplication, struct tn_object *from) {
    const struct tn_kind_info *info = tn_kind_of(from);
    struct tn_object *made = twin_of(duplication, from);
    for (unsigned i = TN_FIELD_NAME; i < info->field_count; i++)
        tn_set(duplication->model, made, i,
               inside_copy(duplication, &info->fields[i], tn_value_get(from, &info->fields[i])));
    for (size_t i = 0; i < info->list_count; i++) {
        struct tn_list *list = (void *)((char *)from + info->lists[i].offset);
        for (struct tn_object *child = list->first; child; child = child->next)
            fill_twins(duplication, child);
    }
}

void *tn_design_copy(struct tn_model *model, void *object, const char *name) {
    struct duplication duplication = {.model = model};
    struct tn_object *from = object;
    struct tn_list *list = tn_list_of(from->parent, from->kind);
    insert_twins(&duplication, from, from->parent, object_rank_after_last(list));
    fill_twins(&duplication, from);
    struct tn_object *made = twin_of(&duplication, from);
    tn_set_text(model, made, TN_FIELD_NAME, name);
    tn_design_place_after(model, made, from);
    tn_id_map_free(&duplication.twins);
    return made;
}
