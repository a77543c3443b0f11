/*
 * The three primitives, the groups they happen in, and the journal that plays them back and forth.
 * Invariant: playing journal->groups[0 .. done) on the first state of the model gives its present
 * state.
 */
#include "tenon/edit.h"
#include "model/object.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ------------------------------------------------------------------ groups */

struct tn_group *tn_group_new(const char *name) {
    struct tn_group *group = tn_allocate(sizeof *group);
    group->name = tn_duplicate(name);
    return group;
}

void tn_group_free(struct tn_group *group) {
    if (!group)
        return;
    free(group->name);
    free(group->author);
    free(group->edits.items);
    free(group);
}

struct tn_journal *tn_journal_of(struct tn_model *model) {
    if (!model->journal)
        model->journal = tn_allocate(sizeof *model->journal);
    return model->journal;
}

static struct tn_group *new_open_group(struct tn_journal *journal, const char *format,
                                       va_list arguments) {
    struct tn_group *group = tn_allocate(sizeof *group);
    struct tn_buffer name = {0};
    tn_put_vformat(&name, format, arguments);
    group->name = name.at;
    group->author = journal->author ? tn_duplicate(journal->author) : NULL;
    group->time = (int64_t)time(NULL);
    return group;
}

void tn_group_begin(struct tn_model *model, const char *format, ...) {
    struct tn_journal *journal = tn_journal_of(model);
    if (journal->depth++ > 0)
        return;
    va_list arguments;
    va_start(arguments, format);
    journal->open = new_open_group(journal, format, arguments);
    va_end(arguments);
}

static void drop_undone(struct tn_journal *journal) {
    while (journal->groups.count > journal->done)
        tn_group_free(journal->groups.items[--journal->groups.count]);
}

static bool save(struct tn_journal *journal, struct tn_group *group, enum tn_step step,
                 struct tn_error *error) {
    return !journal->hooks.save || journal->hooks.save(journal->hooks.context, group, step, error);
}

bool tn_group_end(struct tn_model *model, struct tn_error *error) {
    struct tn_journal *journal = tn_journal_of(model);
    assert(journal->depth > 0 && "a group is open");
    if (--journal->depth > 0)
        return true;
    struct tn_group *group = journal->open;
    journal->open = NULL;
    if (group->edits.count == 0) {
        tn_group_free(group);
        return true;
    }
    drop_undone(journal);
    TN_PUSH(&journal->groups, group);
    journal->done++;
    return save(journal, group, TN_DONE, error);
}

/* ------------------------------------------------------------------ playing */

static bool stays_between(const struct tn_object *object, int64_t rank) {
    const struct tn_object *before = object->prev, *after = object->next;
    return (!before || before->rank < rank) && (!after || rank < after->rank);
}

static void relink(struct tn_model *model, struct tn_object *object, struct tn_object *parent,
                   int64_t rank) {
    if (parent == object->parent && stays_between(object, rank)) {
        object->rank = rank; /* as when siblings are renumbered: no search for the place */
        return;
    }
    object_unlink(model, object);
    object_link(model, object, parent, rank);
}

static void assign(struct tn_model *model, const struct tn_edit *edit, union tn_value value) {
    struct tn_object *object = edit->object;
    const struct tn_field *fields = tn_kind_of(object)->fields;
    if (edit->field == &fields[TN_FIELD_PARENT])
        relink(model, object, value.ref, object->rank);
    else if (edit->field == &fields[TN_FIELD_RANK])
        relink(model, object, object->parent, value.number);
    else
        tn_value_put(object, edit->field, value);
    model->revision++;
}

static void play(struct tn_model *model, const struct tn_edit *edit, bool forward) {
    if (edit->type == TN_SET)
        assign(model, edit, forward ? edit->after : edit->before);
    else if ((edit->type == TN_INSERT) == forward)
        object_link(model, edit->object, edit->parent, edit->rank);
    else
        object_unlink(model, edit->object);
}

static void play_back(struct tn_model *model, const struct tn_group *group) {
    for (size_t i = group->edits.count; i-- > 0;)
        play(model, &group->edits.items[i], false);
}

void tn_group_cancel(struct tn_model *model) {
    struct tn_journal *journal = tn_journal_of(model);
    if (!journal->open)
        return;
    play_back(model, journal->open);
    tn_group_free(journal->open);
    journal->open = NULL;
    journal->depth = 0;
}

/* ------------------------------------------------------------------ primitives */

static void record(struct tn_model *model, struct tn_edit edit) {
    assert(model->journal && model->journal->open && "an edit happens inside a group");
    TN_PUSH(&model->journal->open->edits, edit);
    play(model, &edit, true);
}

static void *insert_object(struct tn_model *model, struct tn_object *object, void *parent,
                           int64_t rank) {
    assert(tn_list_of(parent, object->kind) && "no such kind below this parent");
    record(model,
           (struct tn_edit){.type = TN_INSERT, .object = object, .parent = parent, .rank = rank});
    return object;
}

void *tn_insert(struct tn_model *model, enum tn_kind kind, void *parent, int64_t rank) {
    struct tn_object *object = object_make(model, kind, object_new_id(model));
    return insert_object(model, object, parent, rank);
}

void *tn_insert_with_id(struct tn_model *model, enum tn_kind kind, void *parent, uint64_t id) {
    struct tn_object *object = tn_promise(model, kind, id);
    if (!object || object->alive)
        return NULL;
    return insert_object(model, object, parent, object_rank_after_last(tn_list_of(parent, kind)));
}

void tn_delete(struct tn_model *model, void *object) {
    struct tn_object *o = object;
    record(model,
           (struct tn_edit){.type = TN_DELETE, .object = o, .parent = o->parent, .rank = o->rank});
}

void tn_set(struct tn_model *model, void *object, unsigned field, union tn_value value) {
    const struct tn_field *info = &tn_kind_of(object)->fields[field];
    assert(field < tn_kind_of(object)->field_count);
    union tn_value before = tn_value_get(object, info);
    if (tn_value_equal(info, before, value))
        return;
    record(model,
           (struct tn_edit){
               .type = TN_SET, .object = object, .field = info, .before = before, .after = value});
}

void tn_set_text(struct tn_model *model, void *object, unsigned field, const char *text) {
    tn_set(model, object, field, (union tn_value){.text = tn_text(model, text)});
}

void tn_set_number(struct tn_model *model, void *object, unsigned field, int64_t number) {
    tn_set(model, object, field, (union tn_value){.number = number});
}

void tn_set_ref(struct tn_model *model, void *object, unsigned field, void *target) {
    tn_set(model, object, field, (union tn_value){.ref = target});
}

void tn_set_refs(struct tn_model *model, void *object, unsigned field, struct tn_refs refs) {
    tn_set(model, object, field, (union tn_value){.refs = refs});
}

void tn_set_texts(struct tn_model *model, void *object, unsigned field, struct tn_texts texts) {
    tn_set(model, object, field, (union tn_value){.texts = texts});
}

/* ------------------------------------------------------------------ undo and redo */

/* Memory holds no older group: ask the hook for the one before the oldest here. */
static bool fetch_older(struct tn_journal *journal, struct tn_error *error) {
    if (!journal->hooks.older)
        return false;
    const struct tn_group *oldest = journal->groups.count ? journal->groups.items[0] : NULL;
    struct tn_group *group = journal->hooks.older(journal->hooks.context, oldest, error);
    if (!group)
        return false;
    TN_PUSH(&journal->groups, group);
    memmove(journal->groups.items + 1, journal->groups.items,
            (journal->groups.count - 1) * sizeof *journal->groups.items);
    journal->groups.items[0] = group;
    journal->done++;
    return true;
}

/* Memory holds no undone group: ask the hook for the one after the newest here. */
static bool fetch_newer(struct tn_journal *journal, struct tn_error *error) {
    if (!journal->hooks.newer)
        return false;
    size_t count = journal->groups.count;
    const struct tn_group *newest = count ? journal->groups.items[count - 1] : NULL;
    struct tn_group *group = journal->hooks.newer(journal->hooks.context, newest, error);
    if (!group)
        return false;
    TN_PUSH(&journal->groups, group);
    return true;
}

const struct tn_group *tn_undo(struct tn_model *model, struct tn_error *error) {
    struct tn_journal *journal = tn_journal_of(model);
    assert(!journal->open);
    if (journal->done == 0 && !fetch_older(journal, error))
        return NULL;
    struct tn_group *group = journal->groups.items[--journal->done];
    play_back(model, group);
    return save(journal, group, TN_UNDONE, error) ? group : NULL;
}

const struct tn_group *tn_redo(struct tn_model *model, struct tn_error *error) {
    struct tn_journal *journal = tn_journal_of(model);
    assert(!journal->open);
    if (journal->done == journal->groups.count && !fetch_newer(journal, error))
        return NULL;
    struct tn_group *group = journal->groups.items[journal->done++];
    for (size_t i = 0; i < group->edits.count; i++)
        play(model, &group->edits.items[i], true);
    return save(journal, group, TN_REDONE, error) ? group : NULL;
}

void tn_journal_add_undone(struct tn_model *model, struct tn_group *group) {
    TN_PUSH(&tn_journal_of(model)->groups, group);
}
