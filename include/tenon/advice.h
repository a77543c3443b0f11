/*
 * advice: which indexes the access patterns of a model ask for, and which ones nothing asks for.
 *
 * An index serves a pattern where its first columns are those compared for equality, in any order,
 * and the next ones what is sorted by or compared for a range. Of all sets of indexes that serve
 * the patterns of a table a smallest one is proposed: exactly where patterns that have columns in
 * common name no more than five, by a greedy search else. Foreign keys count as patterns where the
 * server does not index them itself.
 */
#ifndef TENON_ADVICE_H
#define TENON_ADVICE_H

#include "tenon/edit.h"

struct tn_advice_part {
    struct tn_attribute *attribute; /* NULL for an expression */
    const char *expression;         /* "" for an attribute */
    const char *operator_class;     /* "" for the usual one */
    bool descending;
};

/* One index to add or to drop. */
struct tn_advice {
    struct tn_entity *entity;
    struct tn_index *dropped; /* NULL: one to add, as the rest says */
    struct tn_advice_part *parts;
    size_t part_count;
    const char *method, *predicate; /* "" for the usual one and for all rows */
    const char *extension;          /* of the server, that it needs; "" for none */
    struct tn_refs include;
    struct tn_refs patterns; /* access patterns that it serves */
    const char *reason;
    const char *ddl; /* the statement, with its end */
};

struct tn_advices {
    TN_VECTOR(struct tn_advice) list; /* those to add, then those to drop, in document order */
    struct tn_arena arena;            /* of all that they point to beside the model */
};

struct tn_advice_options {
    const struct tn_entity *const *entities; /* NULL-terminated; NULL: all */
    bool covering;                           /* let indexes carry the few columns that are read */
};

void tn_advise(const struct tn_model *model, const struct tn_advice_options *options /* or NULL */,
               struct tn_advices *advices);
void tn_advices_free(struct tn_advices *advices);
/* Adds the index, with the reason as its rationale, or drops it; a group must be open. Of the model
 * itself or a copy of it. The added index, or NULL. */
struct tn_index *tn_advice_take(struct tn_model *model, const struct tn_advice *advice);

#endif
