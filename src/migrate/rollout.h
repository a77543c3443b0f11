/*
 * What the files share that part a change into expand, migrate and contract.
 *
 * The way goes over models in between, each a copy of the one before with some of the changes made:
 * the planner finds the statements from each to the next, up and down, as between any two models.
 * Columns that need a copy of themselves for a while (a shadow) are objects of those models too,
 * with the trigger that keeps both in step.
 */
#ifndef MIGRATE_ROLLOUT_H
#define MIGRATE_ROLLOUT_H

#include "migrate/plan.h"

/* A column that is there twice for a while: `column` itself, and `twin`, which has the new name or
 * the new type or both. Ids are the same in all models; 0 where there is none. */
struct shadow {
    uint64_t column, twin;
    bool renamed, retyped;
    uint64_t routine, triggers[2]; /* keep both in step */
};

/* An index and the one that is built for the twins of its columns, or for a key of theirs. */
struct rebuilt {
    uint64_t index, copy;
};

struct making {
    struct tn_rollout *rollout;
    const struct tn_dialect *dialect;
    struct online online;
    struct tn_model *before, *after; /* of one lineage: the same ids */
    struct tn_diff *diff;
    struct tn_model *state; /* the newest */
    TN_VECTOR(struct shadow) shadows;
    struct tn_id_map by_column; /* id of a column -> place of its shadow, plus one */
    struct tn_id_map twins;     /* ids of twins of another type */
    struct tn_id_map retyped;   /* id of a table with such columns of another type -> anything */
    TN_VECTOR(struct rebuilt) rebuilt;
    TN_VECTOR(const struct tn_change *) renamed; /* the changes of names of tables */
    TN_VECTOR(uint64_t) old_names;               /* views under the old names of tables */
    TN_VECTOR(struct tn_object *) going;         /* of the newest state */
    struct tn_arena arena;
};

/* rollout_part.c: the part that a change belongs to; the place of its field among those of its
 * kind, or -1; is it of that field, or of one that says the type of a column? */
enum tn_rollout_part rollout_part_of(const struct making *making, const struct tn_change *change);
int rollout_field(const struct tn_change *change);
bool rollout_is_field(const struct tn_change *change, enum tn_kind kind, int field);
bool rollout_changes_type(const struct tn_change *change);
/* Every value fits the other type, and no row is written. */
bool rollout_stays_in_place(const struct making *making, const struct tn_attribute *from,
                            const struct tn_attribute *to);

/* Has it or gets it a twin? */
struct shadow *shadow_of(const struct making *making, uint64_t column);
/* Is the change of a field to be made by way of a shadow? */
bool shadow_serves(const struct making *making, const struct tn_change *change);
/* In expand: the twin, and what keeps it in step. */
void shadow_add(struct making *making, const struct tn_change *change);
/* In migrate: the indexes that the twins need; then twins of another type take the place of their
 * columns. */
void shadow_build(struct making *making);
void shadow_swap(struct making *making);
/* In contract: the indexes of twins that only have another name go; then all that was there for a
 * while. */
void shadow_strip(struct making *making);
void shadow_end(struct making *making);
/* Notes that an object of the newest state goes; and lets all go that were noted, in one walk. */
void goes(struct making *making, uint64_t id);
void let_go(struct making *making);
/* The object of the newest state that is what the object of `before` with that id was. */
struct tn_object *standing_for(const struct making *making, uint64_t id);

/* rollout_value.c: does what comes or changes there speak of the new name of a value? In expand:
 * the values that come. In contract: the decisions that rename, on types of their last names. */
bool speaks_of_new_value(const struct making *making, const struct tn_change *change);
void values_come(struct making *making);
void decide_on_values(const struct making *making, struct tn_renames *renames);

/* rollout_locks.c: before the transactions of the part, on both ways, the locks that they need. */
void take_locks(struct tn_plan *part);
/* A step by itself, at that place of a plan that is strung together. */
void insert_step(struct tn_plan *plan, size_t at, struct step *step);

/* rollout_sync.c: triggers of the newest state that keep the two in step, told to the shadow; and
 * the other way round (PostgreSQL, of another type only): TO is computed from FROM. */
void sync_columns(struct making *making, struct shadow *shadow, const struct tn_attribute *column,
                  const struct tn_attribute *twin);
void sync_turn(struct making *making, const struct shadow *shadow, const struct tn_attribute *from,
               const struct tn_attribute *to);

/* rollout_fill.c: the steps that fill columns: first in migrate, and first in contract those that
 * are filled again on the way down. */
void fill_columns(struct making *making);
void refill_columns(struct making *making);

#endif
