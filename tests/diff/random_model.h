/*
 * Random models for property tests: any object of the schema, any field, by the catalogue alone.
 */
#ifndef TESTS_DIFF_RANDOM_MODEL_H
#define TESTS_DIFF_RANDOM_MODEL_H

#include "tenon/design.h"

struct dice {
    uint64_t state;
};
uint64_t roll(struct dice *dice, uint64_t sides);

/* Schema objects with random fields; names are unique among siblings. Entities, attributes, keys,
 * relationships, indexes, checks, types, sequences, views, namespaces. */
struct tn_model *random_model(uint64_t seed, uint64_t project_id);

/* Inserts, deletes, moves and sets fields, as edits in a group of their own. */
void random_edits(struct tn_model *model, struct dice *dice, int count);

#endif
