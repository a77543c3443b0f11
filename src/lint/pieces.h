/*
 * pieces: the rows that each partition of a table takes, and whether all find one. Bounds are
 * compared where they are plain numbers and texts of one form; what cannot be compared is not
 * judged.
 */
#ifndef LINT_PIECES_H
#define LINT_PIECES_H

#include "lint/context.h"

enum { LINT_BOUND_WIDTH = 8 }; /* columns of a bound */

struct lint_bound_value {
    int end; /* -1: MINVALUE, 1: MAXVALUE, 0: a value */
    bool number, negative;
    const char *at;
    size_t length;
};

struct lint_bound {
    struct lint_bound_value values[LINT_BOUND_WIDTH];
    size_t count;
};

struct lint_piece { /* of the rows */
    const char *name;
    struct lint_bound from, to; /* of a range */
    int64_t modulus, remainder;
};

struct lint_pieces {
    TN_VECTOR(struct lint_piece) list;
    TN_VECTOR(struct lint_bound_value) listed; /* of list partitions, all */
    bool rest;                                 /* one takes what no other takes */
    bool unclear;
    size_t partitions;
};

enum lint_pieces_fault { LINT_NO_FAULT, LINT_OPEN_END, LINT_GAP, LINT_OVERLAP };

/* FOR VALUES …, or DEFAULT, of a table that is a partition. */
void lint_read_part(struct tn_lint *lint, const struct tn_entity *part, struct lint_pieces *pieces);
/* (PARTITION p VALUES LESS THAN (1), PARTITION q VALUES IN (1, 2)) */
void lint_read_parts(struct tn_lint *lint, const char *text, struct lint_pieces *pieces);

/* The gravest fault there is; the ones on values sort the pieces. */
enum lint_pieces_fault lint_judge_ranges(struct lint_pieces *pieces);
enum lint_pieces_fault lint_judge_lists(struct lint_pieces *pieces);
enum lint_pieces_fault lint_judge_hashes(const struct lint_pieces *pieces);
/* Does it begin with that end: -1 MINVALUE, 1 MAXVALUE? */
bool lint_is_end(const struct lint_bound *bound, int end);

#endif
