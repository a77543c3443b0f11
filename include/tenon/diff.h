/*
 * diff: what differs between two models, by meaning.
 *
 * Objects are matched by id where the models share a lineage, else by name within their (matched)
 * parent; unnamed ones by what they are made of. Expressions are compared after normalisation. A
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

struct tn_diff {
    const struct tn_model *before, *after; /* not owned; must outlive the diff */
    struct tn_id_map matches;              /* id of a before object -> its after object */
    struct tn_id_map origins;              /* id of an after object -> its before object */
    TN_VECTOR(struct tn_change) changes;   /* grouped by entity, in document order of `after`, what
                                              was   removed last; parents before children */
};

struct tn_diff_options {
    bool order;   /* column order counts */
    bool layout;  /* fields that do not count for the schema count too */
    bool by_name; /* ignore ids even in one lineage */
};

/* Usually of two physical models of one dialect. An added or removed object is one change; the
 * objects below it are not listed. */
struct tn_diff *tn_diff_new(const struct tn_model *before, const struct tn_model *after,
                            const struct tn_diff_options *options /* or NULL */);
void tn_diff_free(struct tn_diff *diff);

struct tn_object *tn_diff_after(const struct tn_diff *diff,
                                const void *before); /* its match or NULL */
struct tn_object *tn_diff_before(const struct tn_diff *diff, const void *after);

/* Makes `model` (a model in use; matched by name, or by id in one lineage) like `source`, as edits
 * in the open group: objects there keep their ids, new ones are added; with replace, others are
 * deleted. */
void tn_diff_import(struct tn_model *model, const struct tn_model *source, bool replace);

#endif
