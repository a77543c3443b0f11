/*
 * edit: changing a model so that it can be undone.
 *
 * There are three primitives: insert a blank object, delete a blank object, set a field. Every
 * change is a run of primitives inside a named group; each edit keeps its old and new value, so
 * undo is the group played backwards and redo forwards. A composite delete first sets the fields of
 * what goes back to their defaults, so the journal needs no copies of objects.
 *
 * The journal lives in memory; hooks (set by store) write each group where it lasts and bring older
 * groups back.
 */
#ifndef TENON_EDIT_H
#define TENON_EDIT_H

#include "tenon/model.h"

enum tn_edit_type { TN_INSERT, TN_DELETE, TN_SET };

struct tn_edit {
    enum tn_edit_type type;
    struct tn_object *object;
    const struct tn_field *field; /* of a set; NULL else */
    union tn_value before, after; /* of a set */
    struct tn_object *parent;     /* of an insert or delete */
    int64_t rank;                 /* of an insert or delete */
};

struct tn_group {
    char *name;     /* what it did, for people: "rename customers to clients" */
    char *author;   /* or NULL */
    int64_t time;   /* seconds since 1970 UTC */
    int64_t number; /* the store's own, 0 while not stored */
    TN_VECTOR(struct tn_edit) edits;
};

enum tn_step { TN_DONE, TN_UNDONE, TN_REDONE };

struct tn_journal_hooks {
    void *context;
    /* A group was done, undone or redone in memory: make it last. On failure the change stays in
     * memory; the hook's owner remembers it and tries again with the next. */
    bool (*save)(void *context, struct tn_group *group, enum tn_step step, struct tn_error *error);
    /* Bring back the group done just before GROUP (NULL: the newest done one), to be owned by the
     * journal; NULL where there is none or where it failed (with the error set). */
    struct tn_group *(*older)(void *context, const struct tn_group *group, struct tn_error *error);
    /* Bring back the undone group that comes right after GROUP (NULL: the oldest undone one); the
     * rest as above. May be NULL. */
    struct tn_group *(*newer)(void *context, const struct tn_group *group, struct tn_error *error);
};

struct tn_journal {
    TN_VECTOR(struct tn_group *) groups; /* oldest first; those from `done` on are undone */
    size_t done;
    struct tn_group *open;
    int depth; /* of nested groups */
    struct tn_journal_hooks hooks;
    const char *author; /* of new groups, or NULL */
};

struct tn_journal *tn_journal_of(struct tn_model *model); /* made on first use */

/* Groups nest; only the outermost has a name and is saved. Ending one without edits leaves no
 * trace. tn_group_end returns false with the error of the save hook; the change is in memory then.
 */
void tn_group_begin(struct tn_model *model, const char *format, ...) TN_PRINTF(2, 3);
bool tn_group_end(struct tn_model *model, struct tn_error *error);
void tn_group_cancel(
    struct tn_model *model); /* takes back all edits of the outermost group and ends it */

/* The primitives; a group must be open. Inserting gives a blank object of a new id with that rank.
 */
void *tn_insert(struct tn_model *model, enum tn_kind kind, void *parent, int64_t rank);
/* At the end of its list, with the id it has in another model of the lineage; NULL where that is
 * taken. */
void *tn_insert_with_id(struct tn_model *model, enum tn_kind kind, void *parent, uint64_t id);
void tn_delete(struct tn_model *model, void *object); /* must be blank and childless */
/* Setting to the value that is there already is no edit. parent and rank are fields like the
 * others. */
void tn_set(struct tn_model *model, void *object, unsigned field, union tn_value value);
void tn_set_text(struct tn_model *model, void *object, unsigned field,
                 const char *text); /* interns */
void tn_set_number(struct tn_model *model, void *object, unsigned field, int64_t number);
void tn_set_ref(struct tn_model *model, void *object, unsigned field, void *target);
void tn_set_refs(struct tn_model *model, void *object, unsigned field, struct tn_refs refs);
void tn_set_texts(struct tn_model *model, void *object, unsigned field, struct tn_texts texts);

/* Undo the newest done group, redo the oldest undone one. The result is the group, or NULL where
 * there is none (no error set) or its save failed (error set; the change is in memory). */
const struct tn_group *tn_undo(struct tn_model *model, struct tn_error *error);
const struct tn_group *tn_redo(struct tn_model *model, struct tn_error *error);

/* For stores that load groups. A loaded group is not played. */
struct tn_group *tn_group_new(const char *name);
void tn_group_free(struct tn_group *group);
/* Puts an undone group behind the others: the oldest of them first. */
void tn_journal_add_undone(struct tn_model *model, struct tn_group *group);

#endif
