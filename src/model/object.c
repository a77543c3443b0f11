/*
 * Objects and the tree they form. Invariant: an object is in exactly one list when it is alive, the
 * list of its kind in its parent, sorted by (rank, id); a dead one is in none, but keeps its id.
 */
#include "model/object.h"
#include "tenon/edit.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ the tree */

struct tn_list *tn_list_of(const void *parent, enum tn_kind kind) {
    const struct tn_kind_info *info = tn_kind_of(parent);
    for (size_t i = 0; i < info->list_count; i++)
        if (info->lists[i].kind == kind)
            return (struct tn_list *)((char *)parent + info->lists[i].offset);
    return NULL;
}

static bool stands_before(const struct tn_object *a, const struct tn_object *b) {
    return a->rank != b->rank ? a->rank < b->rank : a->id < b->id;
}

static void list_insert_after(struct tn_list *list, struct tn_object *object,
                              struct tn_object *before) {
    struct tn_object *after = before ? before->next : list->first;
    object->prev = before;
    object->next = after;
    if (before)
        before->next = object;
    else
        list->first = object;
    if (after)
        after->prev = object;
    else
        list->last = object;
    list->count++;
}

/* Searches from the end, where most objects go. */
static void list_insert(struct tn_list *list, struct tn_object *object) {
    struct tn_object *before = list->last;
    while (before && stands_before(object, before))
        before = before->prev;
    list_insert_after(list, object, before);
}

static void list_remove(struct tn_list *list, struct tn_object *object) {
    struct tn_object *before = object->prev, *after = object->next;
    if (before)
        before->next = after;
    else
        list->first = after;
    if (after)
        after->prev = before;
    else
        list->last = before;
    object->prev = object->next = NULL;
    list->count--;
}

/* The list is the parent's, or NULL for the project, which stands in none. */
static void link_into(struct tn_list *list, struct tn_model *model, struct tn_object *object,
                      struct tn_object *parent, int64_t rank) {
    object->parent = parent;
    object->rank = rank;
    object->alive = true;
    if (list)
        list_insert(list, object);
    model->counts[object->kind]++;
    model->revision++;
}

void object_link(struct tn_model *model, struct tn_object *object, struct tn_object *parent,
                 int64_t rank) {
    link_into(parent ? tn_list_of(parent, object->kind) : NULL, model, object, parent, rank);
}

void object_unlink(struct tn_model *model, struct tn_object *object) {
    if (object->parent)
        list_remove(tn_list_of(object->parent, object->kind), object);
    object->alive = false;
    model->counts[object->kind]--;
    model->revision++;
}

void object_move_after(struct tn_object *object, struct tn_object *sibling) {
    struct tn_list *list = tn_list_of(object->parent, object->kind);
    list_remove(list, object);
    list_insert_after(list, object, sibling);
}

void object_rank_list(struct tn_list *list) {
    int64_t rank = RANK_STEP;
    for (struct tn_object *o = list->first; o; o = o->next, rank += RANK_STEP)
        o->rank = rank;
}

int64_t object_rank_after_last(const struct tn_list *list) {
    const struct tn_object *last = list->last;
    return last ? last->rank + RANK_STEP : RANK_STEP;
}

/* ------------------------------------------------------------------ ids */

/* Every object there ever was. The map is filled when somebody asks for an id: who reads a text and
 * writes another one never does. */
struct tn_ids {
    struct tn_id_map map;
    TN_VECTOR(struct tn_object *) fresh; /* not in the map yet */
    bool has_given;                      /* some id did not come from the model's seed */
};

static void note_id(struct tn_model *model, struct tn_object *object) {
    if (!model->ids)
        model->ids = tn_allocate(sizeof *model->ids);
    TN_PUSH(&model->ids->fresh, object);
}

static void ids_free(struct tn_ids *ids) {
    if (!ids)
        return;
    tn_id_map_free(&ids->map);
    free(ids->fresh.items);
    free(ids);
}

struct tn_object *tn_known_id(const struct tn_model *model, uint64_t id) {
    struct tn_ids *ids = model->ids;
    if (!ids)
        return NULL;
    tn_id_map_reserve(&ids->map, ids->fresh.count);
    for (size_t i = 0; i < ids->fresh.count; i++)
        tn_id_map_put(&ids->map, ids->fresh.items[i]->id, ids->fresh.items[i]);
    ids->fresh.count = 0;
    return tn_id_map_get(&ids->map, id);
}

/* The golden ratio: SplitMix64's step from seed to seed. */
#define ID_STEP UINT64_C(0x9e3779b97f4a7c15)

/* The ids of one seed differ from each other: tn_mix is a bijection, and the step is odd. So only
 * given ones can be in the way. */
static bool is_taken(const struct tn_model *model, uint64_t id) {
    if (id == 0 || (model->project && id == model->project->id))
        return true;
    return model->ids && model->ids->has_given && tn_known_id(model, id);
}

uint64_t object_new_id(struct tn_model *model) {
    uint64_t id;
    do
        id = tn_mix(model->seed += ID_STEP);
    while (is_taken(model, id));
    return id;
}

/* ------------------------------------------------------------------ making objects */

static struct tn_object *make_blank(struct tn_model *model, enum tn_kind kind) {
    const struct tn_kind_info *info = &tn_kinds[kind];
    struct tn_object *blank = tn_arena_allocate(&model->arena, info->size);
    blank->kind = kind;
    blank->name = blank->comment = "";
    for (size_t i = TN_FIELD_OWN; i < info->field_count; i++) {
        const struct tn_field *field = &info->fields[i];
        if (field->type == TN_TEXT || field->default_number != 0)
            tn_value_put(blank, field, tn_value_default(field));
    }
    return blank;
}

static struct tn_object *blank_of(struct tn_model *model, enum tn_kind kind) {
    size_t size = tn_kinds[kind].size;
    if (!model->blanks[kind])
        model->blanks[kind] = make_blank(model, kind);
    struct tn_object *object = tn_arena_allocate(&model->arena, size);
    memcpy(object, model->blanks[kind], size);
    return object;
}

static struct tn_object *make(struct tn_model *model, enum tn_kind kind, uint64_t id) {
    struct tn_object *object = blank_of(model, kind);
    object->id = id;
    note_id(model, object);
    return object;
}

void *object_stand_in(struct tn_model *model, enum tn_kind kind, void *parent, const char *name) {
    struct tn_object *object = blank_of(model, kind);
    object->parent = parent;
    object->name = tn_text(model, name);
    object->alive = true;
    return object;
}

struct tn_object *object_make(struct tn_model *model, enum tn_kind kind, uint64_t id) {
    struct tn_object *object = make(model, kind, id);
    model->ids->has_given = true;
    return object;
}

void *tn_add(struct tn_model *model, enum tn_kind kind, void *parent, const char *name) {
    struct tn_list *list = tn_list_of(parent, kind);
    assert(list && "no such kind below this parent");
    struct tn_object *object = make(model, kind, object_new_id(model));
    object->name = tn_text(model, name);
    link_into(list, model, object, parent, object_rank_after_last(list));
    return object;
}

struct tn_object *tn_promise(struct tn_model *model, enum tn_kind kind, uint64_t id) {
    struct tn_object *object = tn_known_id(model, id);
    if (!object)
        return kind == TN_any ? NULL : object_make(model, kind, id);
    return kind == TN_any || object->kind == kind ? object : NULL;
}

void *tn_add_with_id(struct tn_model *model, enum tn_kind kind, void *parent, uint64_t id) {
    struct tn_list *list = tn_list_of(parent, kind);
    struct tn_object *object = list && id ? tn_promise(model, kind, id) : NULL;
    if (!object || object->alive)
        return NULL;
    object_link(model, object, parent, object_rank_after_last(list));
    return object;
}

/* ------------------------------------------------------------------ the model */

struct tn_model *tn_model_new(uint64_t seed, uint64_t project_id) {
    struct tn_model *model = tn_allocate(sizeof *model);
    model->names.arena = &model->arena;
    model->seed = seed;
    uint64_t id = project_id ? project_id : seed ? object_new_id(model) : TN_NO_LINEAGE;
    model->project = (struct tn_project *)make(model, TN_project, id);
    object_link(model, &model->project->object, NULL, 0);
    return model;
}

void tn_model_free(struct tn_model *model) {
    if (!model)
        return;
    if (model->journal) {
        for (size_t i = 0; i < model->journal->groups.count; i++)
            tn_group_free(model->journal->groups.items[i]);
        if (model->journal->open)
            tn_group_free(model->journal->open);
        free(model->journal->groups.items);
        free(model->journal);
    }
    ids_free(model->ids);
    tn_names_free(&model->names);
    tn_arena_free(&model->arena);
    free(model);
}

/* What was there before has ids of another seed. The project's old id may lead to it, too: nothing
 * refers to a project. */
void tn_model_found(struct tn_model *model, uint64_t seed) {
    model->ids->has_given = true;
    model->seed = seed;
    model->project->id = object_new_id(model);
    note_id(model, &model->project->object);
}

bool tn_model_same_lineage(const struct tn_model *a, const struct tn_model *b) {
    return a->project->id == b->project->id && a->project->id != TN_NO_LINEAGE;
}

const char *tn_text(struct tn_model *model, const char *text) {
    return text && *text ? tn_intern(&model->names, text, strlen(text)) : "";
}

const char *tn_text_slice(struct tn_model *model, struct tn_slice slice) {
    return slice.length ? tn_intern(&model->names, slice.at, slice.length) : "";
}

/* Lists grow by powers of two: a full one is copied, so that older copies of the field stay good.
 */
static void *list_grown(struct tn_model *model, void *items, size_t count, size_t size) {
    if (count & (count - 1))
        return items;
    void *grown = tn_arena_allocate(&model->arena, (count ? 2 * count : 1) * size);
    if (count)
        memcpy(grown, items, count * size);
    return grown;
}

void tn_refs_append(struct tn_model *model, struct tn_refs *refs, void *object) {
    refs->items = list_grown(model, refs->items, refs->count, sizeof *refs->items);
    refs->items[refs->count++] = object;
}

void tn_texts_append(struct tn_model *model, struct tn_texts *texts, const char *text) {
    texts->items = list_grown(model, texts->items, texts->count, sizeof *texts->items);
    texts->items[texts->count++] = tn_text(model, text);
}

/* ------------------------------------------------------------------ ids as text */

void tn_id_print(uint64_t id, char text[17]) {
    static const char digits[] = "0123456789abcdef";
    for (int i = 15; i >= 0; i--, id >>= 4)
        text[i] = digits[id & 15];
    text[16] = 0;
}

static int hexadecimal(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool tn_id_parse(const char *text, uint64_t *id) {
    uint64_t result = 0;
    size_t length = 0;
    for (; text[length]; length++) {
        int digit = hexadecimal(text[length]);
        if (digit < 0 || length == 16)
            return false;
        result = result << 4 | (uint64_t)digit;
    }
    if (length == 0 || result == 0)
        return false;
    *id = result;
    return true;
}
