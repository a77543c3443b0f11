/*
 * diff: what differs between two models, by meaning.
 *
 * Objects are matched by id where the models share a lineage, else by decisions of the user, then
 * by name within their (matched) parent; unnamed ones by what they are made of; what is left by
 * likeness, where it is clear and asked for. Expressions are compared after normalisation. A
 * field counts where the catalogue says so.
 */
#ifndef TENON_DIFF_H
#define TENON_DIFF_H

#include "tenon/sql.h"

enum tn_change_type { TN_ADDED, TN_REMOVED, TN_CHANGED };

/* One difference. A changed object has one change for each field; name is a field like others (a
 * rename), rank stands for the order among siblings. */
struct tn_change {
    enum tn_change_type type;
    struct tn_object *before, *after; /* NULL for the side where it is not; owned by their models */
    const struct tn_field *field;     /* of TN_CHANGED; NULL else */
};

/* Two objects that no name matches and that may be one which got another name; or two values of
 * the enumerations `before` and `after`. */
struct tn_likeness {
    struct tn_object *before, *after;
    unsigned percent;
    bool taken;            /* clear: they are matched; else it is only told */
    const char *why;       /* "5 of 6 columns are the same" */
    const char *from, *to; /* the values; NULL where the objects themselves are meant */
};

/* A value of an enumeration that got another name. */
struct tn_value_rename {
    struct tn_type *before, *after; /* owned by their models */
    const char *from, *to;
    bool waits; /* another old one has the new name */
};

/* A column that takes over the values of one in another table: said by a decision, by the column's
 * own sources, or by a foreign key to the new table, whose columns have the values of its key. */
struct tn_value_move {
    struct tn_attribute *before, *after; /* owned by their models; before may stay, too */
};

struct tn_diff {
    struct tn_arena arena;
    const struct tn_model *before, *after; /* not owned; must outlive the diff */
    struct tn_id_map matches;              /* id of a before object -> its after object */
    struct tn_id_map origins;              /* id of an after object -> its before object */
    TN_VECTOR(struct tn_change) changes;   /* grouped by entity, in document order of `after`, what
                                              was   removed last; parents before children */
    TN_VECTOR(struct tn_likeness) likenesses;        /* where ids do not tell */
    TN_VECTOR(struct tn_value_rename) value_renames; /* in the order of types and of old values */
    TN_VECTOR(struct tn_value_move) value_moves;     /* in the order of the after columns */
};

struct tn_renames;

struct tn_diff_options {
    bool order;                 /* column order counts */
    bool layout;                /* fields that do not count for the schema count too */
    bool by_name;               /* ignore ids even in one lineage */
    bool alike;                 /* clear likenesses of tables, columns and values are matched */
    struct tn_renames *renames; /* decisions, not owned; notes in them which were of use; or NULL */
};

/* Usually of two physical models of one dialect. An added or removed object is one change; the
 * objects below it are not listed. */
struct tn_diff *tn_diff_new(const struct tn_model *before, const struct tn_model *after,
                            const struct tn_diff_options *options /* or NULL */);
void tn_diff_free(struct tn_diff *diff);

struct tn_object *tn_diff_after(const struct tn_diff *diff,
                                const void *before); /* its match or NULL */
struct tn_object *tn_diff_before(const struct tn_diff *diff, const void *after);

/* ------------------------------------------------------------------ decisions on renames */

/* One line of a file of decisions: "rename table a b", "keep column t.a t.b" (they are two), "move
 * column t.a u.a" (u.a takes over its values). Kinds: schema, table, column, constraint, index,
 * type, sequence, view, and value: of an enumeration, as in "rename value state.open state.begun".
 * A path is names with dots between them, in double quotes where a name has other characters than
 * letters, digits and _ (a value may be ""); what stands behind # is a comment. */
struct tn_rename {
    const char *noun, *from, *to;
    bool keep, move, used;
    size_t line;
};
struct tn_renames {
    struct tn_arena arena;
    TN_VECTOR(struct tn_rename) list;
};
/* file: its name, for the error. */
bool tn_renames_read(struct tn_renames *renames, struct tn_slice text, const char *file,
                     struct tn_error *error);
void tn_renames_free(struct tn_renames *renames);
/* False where a decision of FILE that this diff was made with speaks of a value that is not there,
 * or gives one a name that it cannot get. */
bool tn_renames_check(const struct tn_renames *renames, const struct tn_diff *diff,
                      const char *file, struct tn_error *error);
/* The line that decides on a likeness, without its end: "rename table a b", or "keep …". */
void tn_renames_put_line(const struct tn_diff *diff, const struct tn_likeness *likeness, bool keep,
                         struct tn_buffer *out);
/* The renames of a diff as a file of decisions; likenesses that were not clear stand in comments.
 */
void tn_renames_write(const struct tn_diff *diff, struct tn_buffer *out);

/* Makes `model` (a model in use; matched by name, or by id in one lineage) like `source`, as edits
 * in the open group: objects there keep their ids, new ones are added; with replace, others are
 * deleted. */
void tn_diff_import(struct tn_model *model, const struct tn_model *source, bool replace);
/* The same, matched as the options say; order and layout always count. */
void tn_diff_import_as(struct tn_model *model, const struct tn_model *source, bool replace,
                       const struct tn_diff_options *matching);

#endif
