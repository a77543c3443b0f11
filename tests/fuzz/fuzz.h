/*
 * fuzz: what the fuzzers and the drivers without a fuzzer share.
 *
 * An input is one byte and a script. Of the byte, two bits are the dialect of the script; the
 * others are each way's own. It is a printable letter where the way is the plain one.
 */
#ifndef TENON_TESTS_FUZZ_H
#define TENON_TESTS_FUZZ_H

#include "tenon/lint.h"
#include "tenon/sql.h"

#include <stdio.h>

enum { FUZZ_PLAIN = '@' };

/* A way that an input is sent. Where something does not hold, it ends the process with a line that
 * says what. */
typedef void fuzz_way(const uint8_t *bytes, size_t size);
fuzz_way fuzz_sql;  /* read, written, compared, edited; two more bits: the dialect to write */
fuzz_way fuzz_lint; /* checked, mended, taken apart; two more bits: the profile of the checks */

/* The first byte. */
static inline char fuzz_choice(size_t from, size_t two_more) {
    return (char)(FUZZ_PLAIN ^ (from + two_more * TN_DIALECT_COUNT));
}

/* ------------------------------------------------------------------ for the ways */

void fuzz_must(bool holds, const char *what);
void fuzz_must_be_whole(const struct tn_model *model);
struct tn_model *fuzz_read(struct tn_slice text, const struct tn_dialect *dialect);
struct tn_buffer fuzz_canonical(const struct tn_model *model); /* to be freed */

/* A model as it was: undoing what was done since must bring it back. */
struct fuzz_past {
    struct tn_buffer text;
    size_t groups;
};
struct fuzz_past fuzz_remember(struct tn_model *model);
void fuzz_must_come_back(struct tn_model *model, struct fuzz_past *past); /* and forgets it */

/* A file that has no name and goes when it is closed; it is read by its path. */
struct fuzz_file {
    FILE *stream;
    char path[40];
};
struct fuzz_file fuzz_file(struct tn_slice bytes);

/* plant.c: parts of the script as what only a designer can say of a model. Lines that are facts
 * (lint/facts.h) are followed, the rows they tell are put into facts. Where ALL, every part also
 * stands somewhere: as a query, a condition, a tag … */
struct facts;
void fuzz_plant(struct tn_model *model, struct tn_slice script, bool all, struct facts *facts);

/* data.c: the script as the rows of a CSV file, and as a relation with dependencies. */
void fuzz_data(struct tn_model *model, struct tn_slice script, unsigned choice);
void fuzz_relation(struct tn_slice script);

/* ------------------------------------------------------------------ for the drivers */

/* Simple mutation, the same on every machine: pieces of texts put together again at random, with
 * single bytes changed. The state is the seed, and moves on. */
void fuzz_mutate(uint64_t *state, const struct tn_slice *texts, size_t count,
                 struct tn_buffer *out);
size_t fuzz_below(uint64_t *state, size_t limit); /* 0 for limit 0 */

/* One input, which is told where something does not hold; and inputs that are made of texts at
 * random. */
void fuzz_send(fuzz_way *way, char choice, struct tn_slice script);
void fuzz_send_mutations(fuzz_way *way, const struct tn_slice *texts, size_t count, long rounds);

#endif
