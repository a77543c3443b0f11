/*
 * Names of constraints and indexes, and the shapes that most names of a model have: fk_…, …_idx.
 */
#ifndef LINT_NAMING_SHAPES_H
#define LINT_NAMING_SHAPES_H

#include "lint/context.h"

enum lint_sort {
    LINT_SORT_PRIMARY,
    LINT_SORT_FOREIGN,
    LINT_SORT_UNIQUE,
    LINT_SORT_CHECK,
    LINT_SORT_INDEX,
    LINT_SORT_COUNT
};

struct lint_given_name {
    const struct tn_object *object;
    enum lint_sort sort;
    const struct lint_table *table;
    const char *letters;    /* of the name */
    const char *table_part; /* letters of the table, or of its singular, if they are in the name */
    const char *column;     /* name of its first column, or "" */
};

enum lint_sort lint_sort_of(const struct tn_object *object);
struct lint_given_name lint_given_name_of(struct tn_lint *lint, const struct lint_table *table,
                                          const struct tn_object *object);

struct lint_shapes {
    struct tn_text_map counts[LINT_SORT_COUNT];
    size_t all[LINT_SORT_COUNT];
    const char *chosen[LINT_SORT_COUNT]; /* what most names have; NULL: none */
    struct tn_text_map first_words;      /* of indexes */
};

/* Counts the names of all indexes, or of all keys, foreign keys and checks. */
void lint_shapes_open(struct tn_lint *lint, bool indexes, struct lint_shapes *shapes);
void lint_shapes_close(struct lint_shapes *shapes);
/* Has it the shape that most have, or any at all where there is none? */
bool lint_fits_shapes(struct tn_lint *lint, const struct lint_shapes *shapes,
                      const struct lint_given_name *named);

#endif
