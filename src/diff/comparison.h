/*
 * What the files of this room share while two models are compared.
 */
#ifndef DIFF_COMPARISON_H
#define DIFF_COMPARISON_H

#include "tenon/diff.h"

enum side { BEFORE, AFTER };

struct comparison {
    struct tn_diff *diff;
    struct tn_diff_options options;
    const struct tn_dialect *dialect; /* of the model before: how names fold and types are spelt */
    bool by_id;                       /* one lineage: ids tell which object is which */
    bool folds;                       /* names that differ in letter case alone are the same */
    struct tn_text_map decisions;     /* decisions.c */
    struct tn_namespace *own[2];      /* the namespace that stands for "none": public, main */
    struct tn_id_map moved;           /* id of an after object that lost its place -> itself */
    struct tn_model *scratch;         /* where canonical types are interned */
    struct tn_text_map types;         /* a type as written -> as the dialect spells it */
    struct tn_arena arena;
};

struct objects {
    struct tn_object **items;
    size_t count, capacity;
};

/* match.c: fills diff->matches and diff->origins, from the projects down. */
void comparison_match(struct comparison *comparison);

/* siblings.c */

/* A kind counts when any field of its own does: areas, notes, diagrams and the like do not. */
bool kind_counts(enum tn_kind kind);
bool kind_is_compared(const struct comparison *comparison, enum tn_kind kind);
/* The children of that kind, in order. Below the project come those of its default namespace too.
 */
void gather(const struct comparison *comparison, enum side side, struct tn_object *parent,
            enum tn_kind kind, struct objects *into);
/* The object it stands below, where the default namespace and the project are one. */
struct tn_object *scope_of(const struct comparison *comparison, enum side side,
                           const struct tn_object *object);

/* order.c: notes in comparison->moved the matched objects among AFTER (siblings, in order) that
 * must move, the fewest that there can be. */
void comparison_find_moved(struct comparison *comparison, const struct objects *before,
                           const struct objects *after);

/* decisions.c: puts the decisions of the options where they are found. */
void decisions_begin(struct comparison *comparison);
/* The path by which decisions name an object, and the path of what it was renamed to, or NULL; is
 * it said that the two are different things? Texts in the comparison's arena. */
const char *decided_path(struct comparison *comparison, enum side side,
                         const struct tn_object *object);
const char *decided_rename(struct comparison *comparison, const struct tn_object *before);
bool decided_to_keep(struct comparison *comparison, const struct tn_object *before,
                     const struct tn_object *after);
/* What decisions call the kind, or NULL; a name as it stands in a path. */
const char *decided_noun(enum tn_kind kind);
void decided_put_name(struct tn_buffer *out, const char *name);
/* The path of the column whose values this one takes over, or NULL; are there such decisions? */
const char *decided_source(struct comparison *comparison, const struct tn_object *after);
bool decisions_move(const struct comparison *comparison);
/* The same of values, by their paths. */
struct tn_rename *decided_value(struct comparison *comparison, const char *path);
bool decided_to_keep_value(struct comparison *comparison, const char *from, const char *to);

/* values.c: which values of two enumerations that are matched are one under two names; and the path
 * of a value. */
void match_values(struct comparison *comparison, struct tn_type *before, struct tn_type *after);
const char *value_path(struct comparison *comparison, enum side side, const struct tn_type *type,
                       const char *value);

/* moves.c: fills diff->value_moves; when everything is matched. */
void comparison_find_moves(struct comparison *comparison);

/* fields.c: does this field of two matched objects differ? */
bool field_differs(const struct comparison *comparison, const struct tn_field *field,
                   const struct tn_object *before, const struct tn_object *after);

/* A type as the dialect itself spells it; made once for each spelling. */
const char *canonical_type(struct comparison *comparison, const char *type);

/* mysql.c: two texts that differ, but mean the same to MySQL. */
bool mysql_same_field(const struct comparison *comparison, const struct tn_field *field,
                      const struct tn_object *before, const struct tn_object *after);

/* diff.c: sets the comparison up and matches; end frees all but the diff. */
void comparison_know_models(struct comparison *comparison, const struct tn_model *before,
                            const struct tn_model *after);
void comparison_begin(struct comparison *comparison, const struct tn_model *before,
                      const struct tn_model *after, const struct tn_diff_options *options);
void comparison_end(struct comparison *comparison);

#endif
