/*
 * Random schemas and random edits of them, with rows that both sides accept: whatever is made of
 * one seed is the same everywhere.
 */
#ifndef TESTS_MIGRATE_RANDOM_H
#define TESTS_MIGRATE_RANDOM_H

#include "tenon/sql.h"

struct random_pair {
    const struct tn_dialect *dialect;
    struct tn_model *before, *after; /* of one lineage */
    struct tn_buffer old, new;       /* scripts that make them */
    struct tn_buffer rows;           /* into the old one */
    /* Queries, in words of the old and of the new schema, whose rows must be the same. */
    struct tn_buffer looks, looks_after;
    struct tn_buffer edits; /* what was done, a line each */
};

void random_pair_make(struct random_pair *pair, const struct tn_dialect *dialect, uint64_t seed);
void random_pair_free(struct random_pair *pair);

#endif
