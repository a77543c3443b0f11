/*
 * index_cover: few B-trees that serve many needs. Columns and expressions are numbers here.
 *
 * A need has a set of columns that come first in any order, and a row of columns behind them, in
 * whose order the rows are wanted (all directions as told, or all the other way round) or of which
 * the first is compared for a range.
 *
 * Needs that share no column do not meddle with each other. Where those that do have no more than
 * COVER_EXACT columns, all permutations of all subsets are candidates (325 of five) and the
 * smallest set of them is found by branch and bound; else candidates are made by nesting the sets
 * in each other, and chosen greedily (Johnson, J. Comput. Syst. Sci. 9, 1974).
 */
#ifndef LINT_INDEX_COVER_H
#define LINT_INDEX_COVER_H

#include "tenon/base.h"

enum { COVER_WIDTH = 32, COVER_EXACT = 5 };

struct cover_column {
    unsigned column;
    bool descending;
};

struct cover_need {
    unsigned first[COVER_WIDTH];
    size_t first_count;
    struct cover_column behind[COVER_WIDTH];
    size_t behind_count;
    bool sorted;   /* the directions of those behind count */
    bool optional; /* it is served already; of two equal choices the one that serves it is better */
};

struct cover_index {
    struct cover_column columns[COVER_WIDTH];
    size_t count;
};

struct cover_indexes {
    TN_VECTOR(struct cover_index) list; /* to be freed */
};

bool cover_serves(const struct cover_index *index, const struct cover_need *need);
/* Indexes that serve all needs but the optional ones. Columns are numbered from 0; of two a server
 * does not tell apart, that with the lower number comes first. */
void cover_find(const struct cover_need *needs, size_t need_count, size_t column_count,
                struct cover_indexes *indexes);

#endif
