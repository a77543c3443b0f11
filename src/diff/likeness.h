/*
 * likeness: which of the objects that match no name are one under two names.
 *
 * The method is record linkage (Fellegi and Sunter, JASA 64, 1969) in small: agreements are weighed
 * by how rare they are, a pair counts when each is the other's best by a margin, and there are two
 * thresholds: above the upper one a pair is taken, between them it is only told.
 *
 * Work grows with the number of columns of what is left over: pairs are looked at only where they
 * share something that few have.
 */
#ifndef DIFF_LIKENESS_H
#define DIFF_LIKENESS_H

#include "diff/comparison.h"

/* How much alike two names are, from 0 to 100: the share of letters in words (user_id, userId) that
 * both have, or nearly have (fname and name). Only the first 12 words and 32 letters of a word
 * count. */
unsigned name_likeness(const char *a, const char *b);

enum { MOST_WORDS = 12, MOST_LETTERS = 32 };
struct name_words {
    struct name_word {
        char letters[MOST_LETTERS]; /* small ones; no NUL */
        unsigned length;
    } list[MOST_WORDS];
    unsigned count, letters;
};
void name_split(const char *name, struct name_words *words);

/* Pairs among siblings of one kind, best first; each object in one at most. The texts are in the
 * diff's arena. */
struct likenesses {
    struct tn_likeness *items;
    size_t count, capacity;
};
void find_alike_tables(struct comparison *comparison, const struct objects *before,
                       const struct objects *after, struct likenesses *found);
/* Of one table that is matched. */
void find_alike_columns(struct comparison *comparison, const struct objects *before,
                        const struct objects *after, struct likenesses *found);

#endif
